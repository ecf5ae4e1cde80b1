"""Interface text, one file per language. Every key exists in every language, by test."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from math import floor, log10
from typing import Any

import yaml

from layers.model.vocabulary import LANGUAGES

__all__ = [
    "country_name",
    "format_chance",
    "format_date",
    "format_number",
    "format_percent",
    "format_points",
    "format_small",
    "glossary_terms",
    "read_words",
    "texts",
    "texts_for_map",
    "texts_for_presenter",
    "translate",
]


@cache
def texts(language: str) -> dict[str, str]:
    """Return all interface text of a language, by dotted key."""
    if language not in LANGUAGES:
        raise KeyError(f"no interface words in {language!r}; languages are {', '.join(LANGUAGES)}")
    return dict(_flatten(read_words(language)))


def read_words(name: str) -> dict[str, Any]:
    """Return the content of a file of text."""
    content = (resources.files("layers.text") / f"{name}.yaml").read_text(encoding="utf-8")
    words: dict[str, Any] = yaml.safe_load(content)
    return words


def _flatten(tree: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for key, value in tree.items():
        name = f"{prefix}{key}"
        flat += _flatten(value, f"{name}.") if isinstance(value, dict) else [(name, str(value))]
    return flat


def glossary_terms() -> tuple[str, ...]:
    """Return the keys of the glossary's terms, in its order; each has ``.term`` and ``.text``."""
    keys = (key.split(".") for key in texts(LANGUAGES[0]) if key.startswith("glossary."))
    return tuple(dict.fromkeys(key[1] for key in keys if len(key) == 3))


def translate(language: str, key: str, **values: object) -> str:
    """Return the text for ``key``, with ``{names}`` in it replaced."""
    return texts(language)[key].format(**values)


def texts_for_map(language: str, home: Mapping[str, str]) -> dict[str, str]:
    """Return the text that the map's own controls use and share with the page.

    ``home`` fills in the placeholders of the home country; the browser fills in the others.
    """
    shared = (
        "map.",
        "status.",
        "risk.",
        "stance.",
        "load.",
        "mode.",
        "confidence.",
        "basis.",
        "precision.",
        "boundary.",
        "country.",
        "month.",
        "dimension.",
        "direction.",
    )
    chosen = {key: value for key, value in texts(language).items() if key.startswith(shared)}
    for name, word in home.items():
        chosen = {key: value.replace(f"{{{name}}}", word) for key, value in chosen.items()}
    return chosen


def texts_for_presenter(language: str) -> dict[str, str]:
    """Return the text that the presenter's controls use in addition to the map's."""
    return {key: value for key, value in texts(language).items() if key.startswith("present.")}


def country_name(language: str, code: str) -> str:
    """Return the short name of a country from its ISO 3166 code."""
    return texts(language).get(f"country.{code}", code)


def format_number(language: str, value: float, decimals: int = 0) -> str:
    """Format a number as the language writes it: 4,120.5 in English, 4 120,5 in Russian."""
    text = f"{value:,.{decimals}f}"
    return text.translate({ord(","): "\u202f", ord("."): ","}) if language == "ru" else text


def format_percent(language: str, share: float) -> str:
    """Format a share or probability in per cent, with as many digits as are meaningful."""
    decimals = 0 if share >= 0.1 else 1 if share >= 0.01 else 2
    return translate(language, "figure.percent", n=format_number(language, 100 * share, decimals))


LEAST_SHOWN = 0.0001
"""A smaller positive number shows as being under it."""


def format_small(language: str, value: float) -> str:
    """Format a number that may be very small, to two significant digits."""
    if 0 < value < LEAST_SHOWN:
        return translate(language, "figure.under", n=format_number(language, LEAST_SHOWN, 4))
    decimals = max(0, 1 - floor(log10(value))) if value > 0 else 0
    return format_number(language, value, min(decimals, 4))


def format_chance(language: str, share: float, draws: int) -> str:
    """Format a share of draws in per cent; with none, it is under that of one draw."""
    if share < 1 / draws:
        return translate(language, "figure.under", n=format_percent(language, 1 / draws))
    return format_percent(language, share)


def format_points(language: str, change: float) -> str:
    """Format a change of a share in percentage points, with its sign unless it rounds to nothing."""
    points = 100 * change
    size = format_number(language, abs(points), 1 if abs(points) >= 1 else 2)
    if not float(f"{points:.2f}"):
        return translate(language, "figure.points", n=format_number(language, 0))
    return translate(language, "figure.points", n=("+" if points > 0 else "\u2212") + size)


def format_date(language: str, date: str) -> str:
    """Format a date as precisely as it is known: a year, a month of a year, or a day."""
    year, month, day = (*date.split("-"), "", "")[:3]
    if not month:
        return year
    if not day:
        return translate(language, "map.month_year", month=translate(language, f"month.{month}"), year=year)
    of_month = translate(language, f"month.of.{month}")
    return translate(language, "map.day_month_year", day=int(day), month=of_month, year=year)
