"""Words, numbers and dates in the reader's language, and the sources cited so far. Nothing here is HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from layers.analysis.bands import Band
from layers.errors import SearoomError
from layers.model.dataset import Data
from layers.model.records import LocalText, Source
from layers.model.support import rests_on_weak
from layers.model.view import View
from layers.text import (
    country_name,
    format_chance,
    format_date,
    format_number,
    format_percent,
    format_small,
    translate,
)


def as_plain_markdown(text: str) -> str:
    """Return Markdown that shows ``text`` as it is, for the places where Streamlit reads Markdown."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


class Words:
    """Words, numbers and dates in a view's language.

    Sources are numbered in the order in which they are first cited; :meth:`cited` lists them for the end of
    the page, as :meth:`sections` does the sections for links to them. Nothing is escaped here: templates
    escape whatever they print.
    """

    def __init__(self, view: View, data: Data) -> None:
        self.view = view
        self._data = data
        self._home = data.pack.words(view.language)
        self._numbers: dict[str, int] = {}
        self._sections: list[str] = []

    def t(self, key: str, **values: object) -> str:
        """Interface words, with ``{names}`` in them replaced."""
        return translate(self.view.language, key, **self._home, **values)

    def message(self, error: SearoomError) -> str:
        """What an error of the library says."""
        return error.in_language(self.view.language)

    def local(self, text: LocalText | None) -> str:
        """Text from data; empty if there is none."""
        return "" if text is None else text[self.view.language]

    def country(self, code: str) -> str:
        """Name of a country."""
        return country_name(self.view.language, code)

    def corridor(self, key: str) -> str:
        """Short name of a corridor."""
        return self.local(self._data.corridors[key].short_name)

    def name_of(self, key: str) -> str:
        """Name of a leg (by its ends), of a place or of a country: of whatever can be closed on trial."""
        legs, places = self._data.legs, self._data.places
        if key in legs:
            return " – ".join(self.local(places[end].name) for end in (legs[key].from_id, legs[key].to_id))
        return self.local(places[key].name) if key in places else self.country(key)

    def number(self, value: float, decimals: int = 0) -> str:
        """A number as the language writes it."""
        return format_number(self.view.language, value, decimals)

    def difference(self, value: float, decimals: int = 0) -> str:
        """A number with its sign; plain 0 where it rounds to that."""
        size = self.number(abs(value), decimals)
        if size == self.number(0.0, decimals):
            return self.number(0.0)
        return ("+" if value > 0 else "−") + size

    def percent(self, share: float) -> str:
        """A share or probability in per cent, with as many digits as it is worth."""
        return format_percent(self.view.language, share)

    def small(self, value: float) -> str:
        """A number that may be very small, to two significant digits."""
        return format_small(self.view.language, value)

    def number_or_nothing(self, value: float | None) -> str:
        """A whole number, or a dash where it would mean nothing."""
        return self.t("figure.nothing") if value is None else self.number(value)

    def chance(self, share: float, draws: int) -> str:
        """A share of draws in per cent."""
        return format_chance(self.view.language, share, draws)

    def small_band(self, band: Band) -> str:
        """A figure that may be very small, with its band."""
        return self.band_of(band, self.small)

    def share_band(self, band: Band) -> str:
        """A share in per cent, with its band."""
        return self.band_of(band, self.percent)

    def mt_band(self, band: Band) -> str:
        """Millions of tonnes, with their band."""
        return self.band_of(band, lambda mt: self.number(mt, 1) if mt >= 0.05 or not mt else self.small(mt))

    def usd_m_band(self, band: Band) -> str:
        """Millions of dollars, with their band."""
        return self.band_of(band, lambda usd_m: self.difference(usd_m).removeprefix("+"))

    def usd_bn_band(self, band: Band) -> str:
        """Thousands of millions of dollars given in millions, with their band."""
        return self.band_of(band, lambda usd_m: self.number(usd_m / 1000, 1))

    def band_of(self, band: Band, written: Callable[[float], str]) -> str:
        """A figure with its band, each number as ``written``; without the band if it is as narrow as that."""
        low, central, high = map(written, band.values)
        return central if low == high else self.t("figure.band", central=central, low=low, high=high)

    def km(self, km: float) -> str:
        """A length in whole kilometres."""
        return self.t("map.km", n=self.number(km))

    def date(self, date: str) -> str:
        """A date as precisely as it is known."""
        return format_date(self.view.language, date)

    def cite(self, sources: Iterable[str]) -> list[tuple[int, Source]]:
        """Return these sources, each with its reference number."""
        bibliography = self._data.bibliography
        return [(self._numbers.setdefault(key, len(self._numbers) + 1), bibliography[key]) for key in sources]

    def rests_on_weak(self, sources: Iterable[str]) -> bool:
        """Whether there are sources, and all of them are weak."""
        return rests_on_weak(self._data.bibliography[key] for key in sources)

    def cited(self) -> list[Source]:
        """Every source cited so far, in the order of its number."""
        return [self._data.bibliography[key] for key in self._numbers]

    def section(self, key: str) -> str:
        """Note that a section of this key begins here, and return the key."""
        if key not in self._sections:
            self._sections.append(key)
        return key

    def sections(self) -> tuple[str, ...]:
        """Return the keys of all sections so far, in their order."""
        return tuple(self._sections)
