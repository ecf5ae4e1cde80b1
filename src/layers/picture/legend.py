"""The legend of a picture: which rows it has and what a sample shows, before anyone draws it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from layers.model.dataset import Data
from layers.model.vocabulary import Status
from layers.picture.leg_style import ground_of, lens_colours
from layers.picture.map_state import LegShown, Picture, PlaceShown
from layers.picture.order import CLASS_ORDER, STATUS_ORDER
from layers.picture.summary import lens_title
from layers.picture.symbology import PLACE_ROWS, PlaceKind, PlaceState
from layers.text import translate

__all__ = [
    "AreaSample",
    "CrossSample",
    "LaneSample",
    "LegendGroup",
    "LegendRow",
    "LineSample",
    "Sample",
    "SymbolSample",
    "legend_of",
]


@dataclass(frozen=True)
class LineSample:
    """A leg, dashed as its status says if it has one, with a hollow core if it stands for a judgement."""

    colour: str
    status: Status | None = None
    hollow: bool = False


@dataclass(frozen=True)
class LaneSample:
    """A sea lane that no corridor uses."""


@dataclass(frozen=True)
class AreaSample:
    """Land, hatched if ``hatch`` has a colour."""

    fill: str
    hatch: str | None = None


@dataclass(frozen=True)
class SymbolSample:
    """A place; ``ring`` is the colour of its ring of risk."""

    kind: PlaceKind
    state: PlaceState = "open"
    ring: str | None = None
    gauge_change: bool = False


@dataclass(frozen=True)
class CrossSample:
    """Where a line is blocked."""


Sample = LineSample | LaneSample | AreaSample | SymbolSample | CrossSample


@dataclass(frozen=True)
class LegendRow:
    """A sample and what it means."""

    label: str
    sample: Sample


@dataclass(frozen=True)
class LegendGroup:
    """Rows under a title."""

    title: str
    rows: tuple[LegendRow, ...]


def legend_of(
    data: Data, picture: Picture, legs: Iterable[LegShown], places: Iterable[PlaceShown],
    countries: Iterable[str], crossed: bool,
) -> tuple[LegendGroup, ...]:  # fmt: skip
    """What colours, dashes and signs mean, of those that are there.

    Parameters
    ----------
    legs, places, countries
        What the drawing holds of the picture; countries by their ids.
    crossed
        Whether a line of it is blocked.
    """
    return _Legend(data, picture, legs, places, countries, crossed).groups()


class _Legend:
    """Finds rows and words for one picture."""

    def __init__(
        self, data: Data, picture: Picture, legs: Iterable[LegShown], places: Iterable[PlaceShown],
        countries: Iterable[str], crossed: bool,
    ) -> None:  # fmt: skip
        self.data, self.picture, self.crossed = data, picture, crossed
        self.legs, self.places, self.countries = tuple(legs), tuple(places), frozenset(countries)
        self.language = picture.view.language
        self.ground = ground_of(picture.view.theme)
        self.colours = lens_colours(picture.lens, picture.view.theme)

    def groups(self) -> tuple[LegendGroup, ...]:
        groups = [self._classes(), self._statuses(), self._signs()]
        return tuple(group for group in groups if group.rows)

    def _t(self, key: str) -> str:
        return translate(self.language, key)

    # --- what colour says ------------------------------------------------------------------------------

    def _classes(self) -> LegendGroup:
        lens, title = self.picture.lens, lens_title(self.picture.view, self.picture.actor)
        if lens == "status":
            return LegendGroup(title, (*self._status_rows(self.colours.__getitem__), *self._closed()))
        rows = [self._class(name) for name in CLASS_ORDER[lens] if name in self._present()]
        if any(leg.judgement for leg in self.legs):
            sample = LineSample(self.colours["favours"], hollow=True)
            rows.append(LegendRow(self._t("map.key.judgement"), sample))
        return LegendGroup(title, (*rows, *self._closed()))

    def _closed(self) -> Iterable[LegendRow]:
        if self.countries & self.picture.closed_countries:
            yield LegendRow(self._t("map.closed_on_trial"), AreaSample(self.ground["rail"]))

    def _present(self) -> set[str]:
        if self.picture.lens == "veto":
            return {name for country, name in self.picture.veto.items() if country in self.countries}
        legs = {leg.lens_class for leg in self.legs if leg.lens_class and not leg.stranded and not leg.lane}
        return legs | {str(place.ring) for place in self.places if place.ring}

    def _class(self, name: str) -> LegendRow:
        lens, colour = self.picture.lens, self.colours[name]
        words = self._t(f"map.veto.{name}") if lens == "veto" else self._t(f"{lens}.{name}")
        return LegendRow(words, AreaSample(colour) if lens == "veto" else LineSample(colour))

    # --- what dashes say -------------------------------------------------------------------------------

    def _statuses(self) -> LegendGroup:
        if self.picture.lens == "status":
            return LegendGroup("", ())
        rows = self._status_rows(lambda _: self.ground["quiet"])
        return LegendGroup(self._t("map.column.status"), tuple(rows))

    def _status_rows(self, colour: Callable[[str], str]) -> Iterable[LegendRow]:
        present = {leg.status for leg in self.legs}
        for status in STATUS_ORDER:
            if status in present:
                yield LegendRow(self._t(f"status.{status}"), LineSample(colour(status), status))

    # --- what signs say --------------------------------------------------------------------------------

    def _signs(self) -> LegendGroup:
        kinds, states = {place.kind for place in self.places}, {place.state for place in self.places}
        rows = [
            LegendRow(self._t(f"map.row.{row}"), SymbolSample(kind))
            for kind, row in PLACE_ROWS.items() if kind in kinds
        ]  # fmt: skip
        gauge = any(getattr(place.place, "gauge_change", False) for place in self.places)
        ring = next((self.colours[place.ring] for place in self.places if place.ring), None)
        disputed = AreaSample(self.ground["disputed"], self.ground["hatch"])
        more: tuple[tuple[bool, str, Sample], ...] = (
            ("half" in states, "map.key.half", SymbolSample("port", "half")),
            ("planned" in states, "drawing.key.planned", SymbolSample("port", "planned")),
            (ring is not None, "drawing.key.ring", SymbolSample("port", ring=ring)),
            (gauge, "map.key.gauge", SymbolSample("crossing", gauge_change=True)),
            (self.crossed or "shut" in states, "map.key.cross", CrossSample()),
            (any(leg.lane for leg in self.legs), "map.row.lanes", LaneSample()),
            (self._disputed(), "boundary.disputed", disputed),
        )
        rows += [LegendRow(self._t(words), sample) for applies, words, sample in more if applies]
        return LegendGroup(self._t("drawing.key.symbols"), tuple(rows))

    def _disputed(self) -> bool:
        features = self.data.countries["features"]
        disputed = {f["properties"]["id"] for f in features if f["properties"]["kind"] == "disputed"}
        return bool(disputed & self.countries)
