"""The legend of a picture: which rows it has and what a sample shows, before anyone draws it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from layers.model.dataset import Data
from layers.model.vocabulary import Status
from layers.picture.leg_style import ground_of, is_striped, lens_colours
from layers.picture.map_state import LegShown, Picture, PlaceShown
from layers.picture.order import CLASS_ORDER, STATUS_ORDER
from layers.picture.summary import lens_title
from layers.picture.symbology import LOAD_WIDTH_STEPS, PLACE_ROWS, PlaceKind, PlaceState, load_width_px
from layers.text import format_number, translate

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
    """A leg, dashed as its status says if it has one, with a hollow core if it stands for a judgement, with
    stripes across it if its capacity is not known, of a width of its own if it stands for tonnes."""

    colour: str
    status: Status | None = None
    hollow: bool = False
    striped: bool = False
    width_px: float | None = None


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
    """A place; ``ring`` is the colour of the ring around it."""

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
        groups = [self._classes(), self._widths(), self._statuses(), self._signs()]
        return tuple(group for group in groups if group.rows)

    def _t(self, key: str) -> str:
        return translate(self.language, key)

    # --- what colour says ------------------------------------------------------------------------------

    def _classes(self) -> LegendGroup:
        lens, title = self.picture.lens, self._title()
        if lens == "status":
            return LegendGroup(title, (*self._status_rows(self.colours.__getitem__), *self._closed()))
        rows = [self._class(name) for name in CLASS_ORDER[lens] if name in self._present()]
        if any(leg.judgement for leg in self.legs):
            colour, words = ("unknown", "load.drawn") if lens == "load" else ("favours", "map.key.judgement")
            rows.append(LegendRow(self._t(words), LineSample(self.colours[colour], hollow=True)))
        return LegendGroup(title, (*rows, *self._closed()))

    def _title(self) -> str:
        picture = self.picture
        return lens_title(picture.view, picture.actor, load=picture.load)

    # --- what width says -------------------------------------------------------------------------------

    def _widths(self) -> LegendGroup:
        """Widths of the tonnes that are drawn."""
        if self.picture.load is None:
            return LegendGroup("", ())
        drawn = {load_width_px(leg.mt) for leg in self.legs if leg.mt}
        rows = [
            LegendRow(words, LineSample(self.ground["quiet"], width_px=width))
            for words, width in load_steps(self.language) if width in drawn
        ]  # fmt: skip
        return LegendGroup(self._t("load.width"), tuple(rows))

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
        line = LineSample(colour, striped=is_striped(lens, name))
        return LegendRow(words, AreaSample(colour) if lens == "veto" else line)

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
        ringed = "drawing.key.ring" if self.picture.load is None else "drawing.key.ring_load"
        ring = next((self.colours[place.ring] for place in self.places if place.ring), None)
        disputed = AreaSample(self.ground["disputed"], self.ground["hatch"])
        more: tuple[tuple[bool, str, Sample], ...] = (
            ("half" in states, "map.key.half", SymbolSample("port", "half")),
            ("planned" in states, "drawing.key.planned", SymbolSample("port", "planned")),
            (ring is not None, ringed, SymbolSample("port", ring=ring)),
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


def load_steps(language: str) -> list[tuple[str, float]]:
    """Each width of the lens of load with the tonnes that it stands for, in words; narrow ones first."""
    bounds = [least for least, _ in LOAD_WIDTH_STEPS]
    widths = [width for _, width in LOAD_WIDTH_STEPS]
    said = [format_number(language, bound) for bound in bounds]
    words = [
        translate(language, "load.step_first", n=said[1]),
        *(f"{said[i]}–{said[i + 1]}" for i in range(1, len(said) - 1)),
        translate(language, "load.step_last", n=said[-1]),
    ]
    return list(zip(words, widths, strict=True))
