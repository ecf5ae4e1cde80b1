"""Yearly figures in sentences: the number, what it counts, and whether two of them may be combined.

In: the series of a data set, and the name of a live figure: ``series_oil_2025``, ``share_oil_exports_2025``.
Out: the figure in words, the note that must stand beside it, and the first way in which two of them differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from layers.model.dataset import Data
from layers.model.evidence import Series, SeriesPoint
from layers.model.vocabulary import Counted, SeriesMeasure, Unit
from layers.text import format_number, translate

__all__ = ["Mix", "SeriesFigures", "Yearly", "decimals_of", "how_of", "note_of", "what_of"]

_SERIES, _SHARE = "series_", "share_"
_SAID_BY_ITS_UNIT = frozenset({SeriesMeasure.TRAFFIC, SeriesMeasure.TRADE_VALUE})
"""Tonnes and trains moved, dollars were paid for goods: the unit tells; a capacity must be named."""


def decimals_of(unit: Unit, value: float) -> int:
    """How many decimals a yearly figure is worth: the sources give three digits or so."""
    if unit is Unit.MT:
        return 2 if value < 10 else 1
    return 1 if unit is Unit.USD_M and value < 1000 else 0


@dataclass(frozen=True)
class Yearly:
    """One year's figure with the series that says what it is."""

    series: Series
    point: SeriesPoint

    @property
    def name(self) -> str:
        """The name of its live figure."""
        return f"{_SERIES}{_word(self.series)}_{self.point.year}"

    @property
    def terms(self) -> dict[str, str]:
        """What must be the same in two figures before one is divided by the other or set beside it."""
        return {
            "unit": str(self.series.unit),
            "measures": str(self.series.measures),
            "counts": str(self.series.counts or "-"),
            "months": str(self.point.months),
            "counted": str(Counted.FORECAST if self.point.counted is Counted.FORECAST else "observed"),
        }


@dataclass(frozen=True)
class Mix:
    """Two figures that no one may combine: the field in which they differ, and what each says there."""

    first: str
    second: str
    field: str
    one: str
    other: str


def what_of(series: Series, language: str) -> str:
    """What a series measures, and whose cargo it counts."""
    return ", ".join([translate(language, f"series.measure.{series.measures}"), *_whose(series, language)])


def how_of(point: SeriesPoint, language: str) -> str:
    """How a figure came about, unless published as such, and which months it covers, if under twelve."""
    parts = []
    if point.counted is not Counted.PUBLISHED:
        parts.append(translate(language, f"series.by.{point.counted}"))
    if point.partial is not None:
        parts.append(point.partial[language])
    elif point.months < 12:
        parts.append(translate(language, "series.months", n=str(point.months)))
    return ", ".join(parts)


def note_of(series: Series, point: SeriesPoint, language: str) -> str:
    """What must stand beside a figure in a sentence, as far as its unit does not tell."""
    if series.measures in _SAID_BY_ITS_UNIT:
        what = ", ".join(_whose(series, language))
    else:
        what = what_of(series, language)
    return ", ".join(filter(None, [what, how_of(point, language)]))


def _whose(series: Series, language: str) -> list[str]:
    return [] if series.counts is None else [translate(language, f"counts.{series.counts}")]


def _word(series: Series) -> str:
    return series.id.replace("-", "_")


def _mix(figures: Iterable[Yearly]) -> Mix | None:
    """The first of these that differs from the first of all."""
    first, *rest = figures
    for each in rest:
        for field, one in first.terms.items():
            if (other := each.terms[field]) != one:
                return Mix(first.name, each.name, field, one, other)
    return None


class SeriesFigures:
    """The live figures that name series, in one language."""

    def __init__(self, data: Data, language: str) -> None:
        self._series = {_word(series): series for series in data.series.values()}
        self._language = language

    def value(self, name: str) -> str | None:
        """The figure in words; None if there is none, or if it would combine what differs."""
        found = self._found(name)
        if not found or _mix(found) is not None:
            return None
        if name.startswith(_SHARE):
            part, whole = (each.point.value for each in found)
            return translate(self._language, "figure.percent", n=self._number(100 * part / whole, 0))
        (only,) = found
        unit, value = only.series.unit, only.point.value
        return translate(self._language, f"unit.of.{unit}", n=self._number(value, decimals_of(unit, value)))

    def note(self, name: str) -> str:
        """What must stand beside the figure; empty if it is no such figure."""
        found = self._found(name)
        return note_of(found[0].series, found[0].point, self._language) if found else ""

    def mix(self, names: Iterable[str]) -> Mix | None:
        """Why these cannot be shown as one figure; None if they can."""
        found = {name: self._found(name) for name in names}
        shares = [pair for name, pair in found.items() if name.startswith(_SHARE)]
        together = tuple(one for name, ones in found.items() if name.startswith(_SERIES) for one in ones)
        return next((mix for group in (*shares, together) if group and (mix := _mix(group))), None)

    def _found(self, name: str) -> tuple[Yearly, ...]:
        """The figure that a name stands for, or the part and the whole of a share."""
        rest, _, year = name.rpartition("_")
        if rest.startswith(_SERIES):
            one = self._yearly(rest.removeprefix(_SERIES), year)
            return (one,) if one else ()
        if not rest.startswith(_SHARE):
            return ()
        both = rest.removeprefix(_SHARE)
        for first in self._series:
            part = self._yearly(first, year) if both.startswith(f"{first}_") else None
            whole = self._yearly(both.removeprefix(f"{first}_"), year) if part else None
            if part and whole and whole.point.value > 0:
                return part, whole
        return ()

    def _yearly(self, name: str, year: str) -> Yearly | None:
        series = self._series.get(name)
        points = series.points if series else ()
        point = next((each for each in points if str(each.year) == year), None)
        return Yearly(series, point) if series and point else None

    def _number(self, value: float, decimals: int) -> str:
        return format_number(self._language, value, decimals)
