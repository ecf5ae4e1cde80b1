"""ISO 3166 codes and short country names in English and Russian.

Source: Babel's copy of the Unicode CLDR (BSD-3-Clause; Unicode licence), territory names and the table of
numeric codes. Where CLDR's name is long, dated or bracketed, the short form used throughout this project
stands in `_SHORT`.
"""

from __future__ import annotations

from typing import TypedDict

from babel import Locale
from babel.core import get_global

__all__ = ["Text", "alpha2", "country_name"]


class Text(TypedDict):
    """The same words in each language of the interface."""

    en: str
    ru: str


_SHORT: dict[str, Text] = {
    "BA": {"en": "Bosnia and Herzegovina", "ru": "Босния и Герцеговина"},
    "CD": {"en": "DR Congo", "ru": "ДР Конго"},
    "CF": {"en": "Central African Republic", "ru": "ЦАР"},
    "CG": {"en": "Congo", "ru": "Республика Конго"},
    "KG": {"en": "Kyrgyzstan", "ru": "Кыргызстан"},
    "KR": {"en": "South Korea", "ru": "Южная Корея"},
    "KP": {"en": "North Korea", "ru": "КНДР"},
    "MM": {"en": "Myanmar", "ru": "Мьянма"},
    "PS": {"en": "Palestine", "ru": "Палестина"},
    "ST": {"en": "São Tomé and Príncipe", "ru": "Сан-Томе и Принсипи"},
    "ZA": {"en": "South Africa", "ru": "ЮАР"},
}

_LOCALES = {"en": Locale("en"), "ru": Locale("ru")}


def alpha2(code: str) -> str:
    """ISO 3166 alpha-2 code of a numeric or alpha-3 code, as "KZ" of "398" or "KAZ"."""
    codes: list[str] = get_global("territory_aliases")[code]
    return codes[0]


def country_name(code: str) -> Text:
    """Short name of the country or territory with this ISO 3166 alpha-2 code."""
    if code in _SHORT:
        return _SHORT[code]
    return {"en": _LOCALES["en"].territories[code], "ru": _LOCALES["ru"].territories[code]}
