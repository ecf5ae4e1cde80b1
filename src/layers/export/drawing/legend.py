"""The legend of a drawing, and what it says in words: only what is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from layers.export.drawing.leg_style import (
    RING_PX,
    SHAPE_PX,
    dash_of,
    ground_of,
    hollow_width_px,
    lens_colours,
)
from layers.export.drawing.shapes import Area, Cross, Key, KeyGroup, Line, Symbol
from layers.model.dataset import Data
from layers.model.records import Hub
from layers.model.vocabulary import Status
from layers.network.network import status_on
from layers.picture.map_state import LegShown, Picture, PlaceShown
from layers.picture.symbology import CASING_PX
from layers.text import format_date, translate
from layers.text.credits import credit_line

__all__ = ["legend_of", "notes_of", "summary_of"]

STATUS_ORDER = (
    "operational", "at-risk", "limited", "due", "under-construction", "proposed", "suspended", "unverified",
)  # fmt: skip
CLASS_ORDER: Mapping[str, tuple[str, ...]] = {
    "risk": ("low", "moderate", "elevated", "high", "extreme", "unknown"),
    "veto": ("low", "moderate", "elevated", "high", "extreme"),
    "stance": ("opposes", "disfavours", "neutral", "favours", "backs", "silent"),
    "status": STATUS_ORDER,
}
_WIDE = 26.0
_MIDDLE = (_WIDE / 2, 0.0)
_SAMPLE_PX = 4.4


class _Legend:
    """Draws samples and finds words for one picture."""

    def __init__(
        self, data: Data, picture: Picture, legs: Iterable[LegShown], places: Iterable[PlaceShown],
        countries: Iterable[str], crossed: bool, unit_pt: float,
    ) -> None:  # fmt: skip
        self.data, self.picture, self.unit_pt = data, picture, unit_pt
        self.legs, self.places, self.countries = tuple(legs), tuple(places), frozenset(countries)
        self.crossed = crossed
        self.language = picture.view.language
        self.ground = ground_of(picture.view.theme)
        self.colours = lens_colours(picture.lens, picture.view.theme)

    def groups(self) -> tuple[KeyGroup, ...]:
        groups = [self._classes(), self._statuses(), self._signs()]
        return tuple(group for group in groups if group.keys)

    def _t(self, key: str, **values: object) -> str:
        return translate(self.language, key, **values)

    # --- what colour says ------------------------------------------------------------------------------

    def _classes(self) -> KeyGroup:
        lens = self.picture.lens
        if lens == "status":
            statuses = self._status_keys(self.colours.__getitem__)
            return KeyGroup(self._t("map.key.status"), (*statuses, *self._closed()))
        keys = [self._class(name) for name in CLASS_ORDER[lens] if name in self._present()]
        if any(leg.judgement for leg in self.legs):
            keys.append(
                Key(self._t("map.key.judgement"), self._line(self.colours["favours"], (), hollow=True))
            )
        return KeyGroup(self._title(), (*keys, *self._closed()))

    def _closed(self) -> Iterable[Key]:
        if self.countries & self.picture.closed_countries:
            yield Key(self._t("map.closed_on_trial"), self._area(self.ground["rail"]))

    def _present(self) -> set[str]:
        if self.picture.lens == "veto":
            return {name for country, name in self.picture.veto.items() if country in self.countries}
        legs = {leg.lens_class for leg in self.legs if leg.lens_class and not leg.stranded and not leg.lane}
        return legs | {str(place.ring) for place in self.places if place.ring}

    def _class(self, name: str) -> Key:
        lens = self.picture.lens
        words = self._t(f"{'risk' if lens == 'veto' else lens}.{name}")
        if lens == "veto":
            return Key(words, self._area(self.colours[name]))
        return Key(words, self._line(self.colours[name], ()))

    def _title(self) -> str:
        picture = self.picture
        if picture.actor is not None:
            return self._t("map.key.stance", actor=picture.actor.name[self.language])
        if picture.dimension:
            return self._t("map.key.dimension", dimension=self._t(f"dimension.{picture.dimension}"))
        return self._t(f"map.key.{picture.lens}")

    # --- what dashes say -------------------------------------------------------------------------------

    def _statuses(self) -> KeyGroup:
        if self.picture.lens == "status":
            return KeyGroup("", ())
        return KeyGroup(
            self._t("map.column.status"), tuple(self._status_keys(lambda _: self.ground["quiet"]))
        )

    def _status_keys(self, colour: Callable[[str], str]) -> Iterable[Key]:
        present = {leg.status for leg in self.legs}
        for name in STATUS_ORDER:
            if name in present:
                yield Key(self._t(f"status.{name}"), self._line(colour(name), name))

    # --- what signs say --------------------------------------------------------------------------------

    def _signs(self) -> KeyGroup:
        kinds, states = {place.kind for place in self.places}, {place.state for place in self.places}
        rows = {"port": "ports", "crossing": "crossings", "chokepoint": "chokepoints", "hub": "cities"}
        keys = [
            Key(self._t(f"map.row.{row}"), self._symbol(kind)) for kind, row in rows.items() if kind in kinds
        ]
        gauge = any(getattr(place.place, "gauge_change", False) for place in self.places)
        more: tuple[tuple[bool, str, Symbol | Cross | Line | Area], ...] = (
            ("half" in states, "map.key.half", self._symbol("port", state="half")),
            ("planned" in states, "drawing.key.planned", self._symbol("port", state="planned")),
            (any(p.ring for p in self.places), "drawing.key.ring", self._symbol("port", ring=True)),
            (gauge, "map.key.gauge", self._symbol("crossing", gauge=True)),
            (self.crossed or "shut" in states, "map.key.cross", self._cross()),
            (any(leg.lane for leg in self.legs), "map.row.lanes", self._thin()),
            (
                self._disputed(),
                "boundary.disputed",
                self._area(self.ground["disputed"], self.ground["hatch"]),
            ),
        )
        keys += [Key(self._t(words), sample) for applies, words, sample in more if applies]
        return KeyGroup(self._t("drawing.key.symbols"), tuple(keys))

    def _disputed(self) -> bool:
        features = self.data.countries["features"]
        disputed = {f["properties"]["id"] for f in features if f["properties"]["kind"] == "disputed"}
        return bool(disputed & self.countries)

    # --- samples ---------------------------------------------------------------------------------------

    def _line(self, colour: str, status: str | tuple[()], hollow: bool = False) -> Line:
        width = 2.4 if status == "suspended" else _SAMPLE_PX
        dash = dash_of(Status(status), width) if status else ()
        unit = self.unit_pt
        return Line(
            name="", kind="leg", paths=(((0.0, 0.0), (_WIDE, 0.0)),), colour=colour, width_pt=width * unit,
            dash_pt=tuple(length * unit for length in dash), round_cap=status == "proposed",
            casing=self.ground["casing"], casing_width_pt=(width + 2 * CASING_PX) * unit,
            hollow=self.ground["halo"] if hollow else None,
            hollow_width_pt=hollow_width_px(width) * unit if hollow else 0.0,
        )  # fmt: skip

    def _thin(self) -> Line:
        return Line("", "leg", (((0.0, 0.0), (_WIDE, 0.0)),), self.ground["quiet"], 1.4 * self.unit_pt)

    def _area(self, fill: str, hatch: str | None = None) -> Area:
        ring = ((0.0, -4.5), (_WIDE, -4.5), (_WIDE, 4.5), (0.0, 4.5), (0.0, -4.5))
        return Area("", (ring,), fill, hatch)

    def _cross(self) -> Cross:
        return Cross(_MIDDLE, 13.2 * self.unit_pt, self.ground["ink"], self.ground["marker"])

    def _symbol(self, kind: str, state: str = "open", ring: bool = False, gauge: bool = False) -> Symbol:
        unit, ground = self.unit_pt, self.ground
        if kind == "hub":
            return Symbol(
                "",
                "hub",
                "circle",
                _MIDDLE,
                4.8 * unit,
                "open",
                ground["quiet"],
                ground["marker"],
                unit_pt=unit,
            )
        shape = {"port": "circle", "crossing": "square", "chokepoint": "diamond"}[kind]
        colour = next((self.colours[p.ring] for p in self.places if p.ring), None) if ring else None
        return Symbol(
            "", kind, shape, _MIDDLE, SHAPE_PX[shape] * unit, state, ground["ink"], ground["marker"],  # type: ignore[arg-type, index]
            ring=colour, ring_casing=ground["casing"] if colour else None, gauge_change=gauge,
            ring_size_pt=RING_PX * unit if colour else 0.0, unit_pt=unit,
        )  # fmt: skip


def legend_of(
    data: Data, picture: Picture, legs: Iterable[LegShown], places: Iterable[PlaceShown],
    countries: Iterable[str], crossed: bool, unit_pt: float,
) -> tuple[KeyGroup, ...]:  # fmt: skip
    """What the colours, dashes and signs on a page mean; nothing that is not on it."""
    return _Legend(data, picture, legs, places, countries, crossed, unit_pt).groups()


# --- words -----------------------------------------------------------------------------------------------


def summary_of(data: Data, picture: Picture) -> str:
    """What the map shows, for those who cannot see it."""
    view, language = picture.view, picture.view.language
    day, end = format_date(language, view.date), format_date(language, data.evidence_end)
    lens, dimension = "dimension" if picture.dimension else picture.lens, ""
    if picture.dimension:
        dimension = translate(language, f"dimension.{picture.dimension}").lower()
    said = [
        translate(
            language, f"map.summary.lens.{lens}", day=day, date=end,
            actor=picture.actor.name[language] if picture.actor else "",
            dimension=dimension,
        ),
        _corridors(data, picture),
    ]  # fmt: skip
    shut = [
        p.place.name[language] for p in picture.places if p.state == "shut" and not isinstance(p.place, Hub)
    ]
    if shut:
        said.append(translate(language, "map.summary.shut", names=", ".join(shut)))
    if picture.corridor is not None:
        status = status_on(picture.corridor.status_history, view.date, data.evidence_end)
        words = translate(language, f"status.{status.status}").lower() if status else "–"
        name = picture.corridor.short_name[language]
        said.append(translate(language, "map.summary.chosen", name=name, status=words))
    return " ".join(said)


def _corridors(data: Data, picture: Picture) -> str:
    view, count = picture.view, dict.fromkeys(STATUS_ORDER, 0)
    for corridor in data.corridors.values():
        found = status_on(corridor.status_history, view.date, data.evidence_end)
        if found and corridor.outlet and f"corridor:{corridor.id}" not in view.off:
            count[found.status] += 1
    words = ", ".join(
        f"{translate(view.language, f'status.{name}').lower()} {n}" for name, n in count.items() if n
    )
    return translate(view.language, "map.summary.count", n=sum(count.values()), list=words)


def notes_of(data: Data, picture: Picture, projection: str) -> tuple[str, ...]:
    """Until when what is shown is known, the boundary note, the projection, the credits."""
    view, language = picture.view, picture.view.language
    day, end = format_date(language, view.date), format_date(language, data.evidence_end)
    return (
        translate(language, "brief.known", day=day, end=end),
        translate(language, "map.boundary_note"),
        translate(language, "drawing.projected", projection=projection),
        credit_line(data, language),
    )
