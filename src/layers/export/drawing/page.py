"""One picture on one frame: everything that a drawing holds, where it stands on the page."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from layers.export.drawing.legend import draw_legend, notes_of, stripes_pt
from layers.export.drawing.naming import Named, Namer
from layers.export.drawing.placing import Board, Box, place_callout
from layers.export.drawing.projection import Frame, paths_of
from layers.export.drawing.shapes import (
    Area,
    Cross,
    Drawing,
    DrawnCallout,
    Line,
    Point,
    ScaleBar,
    Symbol,
)
from layers.export.drawing.terrain import Terrain
from layers.model.dataset import Data
from layers.model.records import Hub
from layers.picture.label_style import OFFSET_PX
from layers.picture.labels import is_drawn, is_minor
from layers.picture.leg_style import (
    area_fill,
    ground_of,
    hollow_width_px,
    is_on_inland_sea,
    look_of_leg,
    ring_colour,
    shape_of,
)
from layers.picture.legend import legend_of
from layers.picture.map_state import LegShown, Picture, PlaceShown
from layers.picture.summary import summary_of
from layers.picture.symbology import (
    BORDER_DASHES,
    CROSS_PX,
    GATE_DASH,
    GATE_OPACITY,
    GATE_PX,
    GROUND_LINE,
    PLACE_ZOOM,
    RING_PX,
)
from layers.text import format_number, translate

__all__ = ["Page"]

_UNIT_AT = 620.0 * 430.0
_UNIT_PT, _UNIT_LEAST, _UNIT_MOST = 0.75, 0.62, 1.1
"""Length of a browser's pixel on a page of that area in square points; it grows and shrinks with the page."""
_KM_STEPS = tuple(k * 10**n for n in range(4) for k in (1, 2, 5))
_LONGEST_SCALE_PT = 110.0


@dataclass(frozen=True)
class _Standing:
    """A place that is drawn on the page; ``scale`` is that of its symbol."""

    shown: PlaceShown
    at: Point
    scale: float


class Page:
    """One picture on one frame; ``terrain`` is what lies on the page of that frame."""

    def __init__(self, data: Data, picture: Picture, frame: Frame, terrain: Terrain) -> None:
        self.data, self.picture, self.frame, self.terrain = data, picture, frame, terrain
        self.view, self.language = picture.view, picture.view.language
        self.ground = ground_of(picture.view.theme)
        share = math.sqrt(frame.width_pt * frame.height_pt / _UNIT_AT)
        self.unit_pt = round(min(max(_UNIT_PT * share, _UNIT_LEAST), _UNIT_MOST), 3)
        self.zoom = frame.zoom(self.unit_pt)

    def drawing(
        self, labels: Sequence[str], callouts: Sequence[tuple[str, str]], clear: Sequence[Box]
    ) -> Drawing:
        """Everything on the page, with legend, scale bar and words; parameters as of ``Draughtsman.draw``."""
        frame, ground = self.frame, self.ground
        legs = [leg for leg in self.picture.legs if self.terrain.legs[leg.leg.id]]
        standing = self._standing()
        leg_lines = [self._leg(leg) for leg in legs]
        crosses = self._crosses(standing)
        board = self._board(standing, crosses, leg_lines, clear)
        namer = Namer(board, self.data, self.picture, ground, self.unit_pt, self.zoom, labels)
        named = {each.shown.place.id: Named(each.shown, each.at) for each in standing}
        namer.name_places(named, is_first=True)
        drawn_callouts = self._callouts(board, callouts, {each.shown.place.id: each for each in standing})
        self._name_countries(namer, home=True)
        namer.name_places(named, is_first=False)
        self._name_countries(namer, home=False)
        projection = self._projection()
        return Drawing(
            width_pt=frame.width_pt, height_pt=frame.height_pt, language=self.language,
            sea=ground["sea"], ink=ground["ink"], paper=ground["marker"],
            areas=self._areas(), lines=(*self._ground_lines(), *leg_lines, *self._marks(standing)),
            symbols=tuple(self._symbol(each) for each in standing),
            crosses=tuple(crosses), labels=tuple(namer.labels), callouts=tuple(drawn_callouts),
            legend=draw_legend(
                legend_of(
                    self.data, self.picture, legs, [each.shown for each in standing],
                    [record.id for record, _ in self.terrain.areas], bool(crosses),
                ),
                self.view.theme, self.unit_pt,
            ),
            scale=self._scale(), projection=projection,
            summary=summary_of(self.data, self.picture),
            notes=notes_of(self.data, self.picture, projection),
        )  # fmt: skip

    # --- land and lines --------------------------------------------------------------------------------

    def _areas(self) -> tuple[Area, ...]:
        return tuple(
            Area(record.name[self.language], paths_of(shape), self.ground["disputed"], self.ground["hatch"])
            if record.kind == "disputed"
            else Area(
                record.name[self.language], paths_of(shape),
                area_fill(record.id, self.data.home, self.picture),
            )
            for record, shape in self.terrain.areas
        )  # fmt: skip

    def _ground_lines(self) -> list[Line]:
        lines, unit, ground = [], self.unit_pt, self.ground
        if "rail" not in self.view.off and self.terrain.rail:
            name = translate(self.language, "map.row.rail")
            opacity = GROUND_LINE["railOpacityShaded" if self.picture.lens == "veto" else "railOpacity"]
            width = GROUND_LINE["railPx"] * unit
            lines.append(Line(name, "rail", self.terrain.rail, ground["rail"], width, opacity=opacity))
        if "borders" not in self.view.off:
            for record, paths in self.terrain.borders:
                if not paths:
                    continue
                dash = BORDER_DASHES[record.status]
                name = record.name[self.language] if record.name else record.id
                width = GROUND_LINE["disputedBorderPx" if dash else "borderPx"] * unit
                dash_pt = tuple(length * unit for length in dash)
                lines.append(Line(name, "border", paths, ground["border"], width, dash_pt))
        return lines

    def _leg(self, leg: LegShown) -> Line:
        look, unit = look_of_leg(leg, self.picture), self.unit_pt
        places = self.data.places
        ends = (places[leg.leg.from_id].name[self.language], places[leg.leg.to_id].name[self.language])
        return Line(
            name=" – ".join(ends), kind="leg", paths=self.terrain.legs[leg.leg.id], colour=look.colour,
            width_pt=round(look.width_px * unit, 2),
            dash_pt=tuple(round(length * unit, 2) for length in look.dash_px), round_cap=look.round_cap,
            opacity=look.opacity, casing=look.casing, casing_opacity=look.casing_opacity,
            casing_width_pt=round(look.casing_width_px * unit, 2), hollow=look.hollow,
            hollow_width_pt=round(hollow_width_px(look.width_px) * unit, 2) if look.hollow else 0.0,
            striped=look.striped, stripes_pt=stripes_pt(unit) if look.striped else (0.0, 0.0),
        )  # fmt: skip

    def _marks(self, standing: Sequence[_Standing]) -> list[Line]:
        """Lines across straits, and a ring around the selected place."""
        lines, unit = [], self.unit_pt
        for each in standing:
            name, key = each.shown.place.name[self.language], each.shown.place.id
            if self.terrain.gates.get(key):
                gate, dash = self.terrain.gates[key], tuple(length * unit for length in GATE_DASH)
                ink, width = self.ground["ink"], GATE_PX * unit
                lines.append(Line(name, "gate", gate, ink, width, dash, opacity=GATE_OPACITY))
            if each.shown.chosen:
                ring = _circle(each.at, 12 * unit)
                lines.append(Line(name, "mark", (ring,), self.ground["ink"], 2 * unit))
        return lines

    # --- places ----------------------------------------------------------------------------------------

    def _standing(self) -> list[_Standing]:
        found = []
        for each in self.picture.places:
            if not is_drawn(each, self.zoom):
                continue
            x, y = self.frame.point(*each.place.position)
            if 0 <= x <= self.frame.width_pt and 0 <= y <= self.frame.height_pt:
                at = (round(x, 1), round(y, 1))
                scale = PLACE_ZOOM["minorScale"] if is_minor(each, self.zoom) else 1.0
                found.append(_Standing(each, at, scale))
        return found

    def _symbol(self, each: _Standing) -> Symbol:
        shape, size_px = shape_of(each.shown)
        hub, ground = isinstance(each.shown.place, Hub), self.ground
        unit = round(self.unit_pt * each.scale, 3)
        ring = ring_colour(each.shown, self.picture)
        return Symbol(
            name=each.shown.place.name[self.language], kind=each.shown.kind, shape=shape, at=each.at,
            size_pt=round(size_px * unit, 2), state=each.shown.state,
            ink=ground["quiet" if hub else "ink"], paper=ground["marker"],
            ring=ring, ring_casing=ground["casing"] if ring else None,
            gauge_change=bool(getattr(each.shown.place, "gauge_change", False)),
            dot=is_on_inland_sea(each.shown),
            ring_size_pt=round(RING_PX * unit, 2) if ring else 0.0, unit_pt=unit,
        )  # fmt: skip

    def _crosses(self, standing: Sequence[_Standing]) -> list[Cross]:
        """Signs where legs are blocked; of signs that would overlap only the first."""
        at_place = {each.shown.place.id: each.at for each in standing}
        crosses: list[Cross] = []
        size = round(CROSS_PX * self.unit_pt, 2)
        for cross in self.picture.crosses:
            if not self.terrain.legs[cross.leg]:
                continue
            x, y = at_place.get(cross.place or "", self.frame.point(*cross.position))
            inside = 0 <= x <= self.frame.width_pt and 0 <= y <= self.frame.height_pt
            if inside and all(math.dist((x, y), other.at) >= 0.75 * size for other in crosses):
                at = (round(x, 1), round(y, 1))
                crosses.append(Cross(at, size, self.ground["ink"], self.ground["marker"]))
        return crosses

    # --- words -----------------------------------------------------------------------------------------

    def _board(
        self, standing: Sequence[_Standing], crosses: Sequence[Cross], legs: Sequence[Line],
        clear: Sequence[Box],
    ) -> Board:  # fmt: skip
        board = Board(self.frame.width_pt, self.frame.height_pt, clear)
        for each in standing:
            reach = (2.4 if each.shown.kind == "hub" else 7.0) * self.unit_pt * each.scale
            board.take((each.at[0] - reach, each.at[1] - reach, 2 * reach, 2 * reach))
        for cross in crosses:
            reach = cross.size_pt / 2
            board.take((cross.at[0] - reach, cross.at[1] - reach, 2 * reach, 2 * reach))
        board.ink((line.paths, line.width_pt) for line in legs if line.opacity > 0.3)
        return board

    def _callouts(
        self, board: Board, callouts: Sequence[tuple[str, str]], standing: Mapping[str, _Standing]
    ) -> list[DrawnCallout]:
        size = round(12.5 * self.unit_pt, 2)
        found: list[DrawnCallout] = []
        for key, text in callouts:
            x, y = self.frame.point(*self.data.places[key].position)
            at = (min(max(x, 2.0), self.frame.width_pt - 2), min(max(y, 2.0), self.frame.height_pt - 2))
            reach = 0.0
            if key in standing:
                reach = (4.0 if standing[key].shown.kind == "hub" else OFFSET_PX["place"]) * self.unit_pt
            others = [callout.box for callout in found]
            callout = place_callout(board, at, text, size, reach, self.unit_pt, others)
            if callout is not None:
                found.append(callout)
        return found

    def _name_countries(self, namer: Namer, home: bool) -> None:
        for record, shape in self.terrain.areas:
            if record.kind == "country" and (record.id == self.data.home) is home:
                fill = area_fill(record.id, self.data.home, self.picture)
                namer.name_country(record.name[self.language], shape, home, fill)

    # --- scale -----------------------------------------------------------------------------------------

    def _scale(self) -> ScaleBar:
        longest_km = self.frame.km_per_pt * min(
            _LONGEST_SCALE_PT * self.unit_pt / _UNIT_PT, self.frame.width_pt / 3
        )
        km = max((step for step in _KM_STEPS if step <= longest_km), default=_KM_STEPS[0])
        text = translate(self.language, "map.km", n=format_number(self.language, km))
        return ScaleBar(km, round(km / self.frame.km_per_pt, 2), text)

    def _projection(self) -> str:
        parallels = sorted((self.frame.lat_1, self.frame.lat_2))
        south, north = (
            translate(self.language, "drawing.north" if lat >= 0 else "drawing.south", n=round(abs(lat)))
            for lat in parallels
        )
        return translate(self.language, "drawing.projection", south=south, north=north)


def _circle(at: Point, radius: float) -> tuple[Point, ...]:
    turns = [2 * math.pi * step / 36 for step in range(37)]
    return tuple(
        (round(at[0] + radius * math.cos(turn), 1), round(at[1] + radius * math.sin(turn), 1))
        for turn in turns
    )
