"""Which names stand on the map and where: the browser's ranks, on a page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from layers.export.drawing.placing import Board, Box
from layers.export.drawing.shapes import Label, Point
from layers.export.drawing.typeface import text_width_pt
from layers.model.dataset import Data
from layers.model.records import Hub
from layers.network.network import main_route, places_of_route
from layers.picture.map_state import Picture, PlaceShown
from layers.text import format_date, translate

__all__ = ["Named", "Namer"]

_LINE = 1.22
_GAP_PT = 1.5
_SMALL_PX = 10.0
_LEVELS = 13


@dataclass(frozen=True)
class Named:
    """A place on the page that may get its name; ``first`` is named before all others."""

    shown: PlaceShown
    at: Point
    first: bool


class Namer:
    """Puts names on a board, one kind after the other."""

    def __init__(
        self, board: Board, data: Data, picture: Picture, ground: Mapping[str, str],
        unit_pt: float, zoom: float,
    ) -> None:  # fmt: skip
        self.board, self.data, self.picture, self.ground = board, data, picture, ground
        self.unit_pt, self.zoom = unit_pt, zoom
        self.language = picture.view.language
        self.labels: list[Label] = []

    # --- places ------------------------------------------------------------------------------------------

    def name_places(self, places: Iterable[Named]) -> None:
        """Names of places, the most important first; one without room goes without."""
        ranked = sorted((self._rank(named), named.shown.place.id, named) for named in places)
        for rank, _, named in ranked:
            if rank < 16 or self.zoom >= 5 or (rank < 26 and self.zoom >= 4.5):
                self._name(named)

    def _rank(self, named: Named) -> int:
        place, shown = named.shown.place, named.shown
        corridor, rank = self.picture.corridor, place.priority * 10
        along: set[str] = set()
        ends: Sequence[str] = ()
        if corridor is not None:
            keys = {key for route in corridor.routes for key in route.legs}
            along = {end for key in keys for end in (self.data.legs[key].from_id, self.data.legs[key].to_id)}
            chain = places_of_route(self.data, main_route(corridor))
            ends = (chain[0], chain[-1])
        special = (
            (named.first, -40), (shown.chosen, -30), (place.id in ends, -20),
            (shown.kind == "chokepoint", 1),
        )  # fmt: skip
        for applies, fixed in special:
            if applies:
                return fixed
        if isinstance(place, Hub):
            return rank + (-4 if place.kind == "capital" else 4)
        if place.id in along:
            return rank - 12
        return rank + 15 if corridor is not None else rank

    def _name(self, named: Named) -> None:
        shown, place, unit = named.shown, named.shown.place, self.unit_pt
        capital = isinstance(place, Hub) and place.kind == "capital"
        pixels = 12.0 if capital else 11.5 if shown.kind == "chokepoint" else 11.0
        size = round(pixels * unit * (1.2 if named.first else 1), 2)
        bold = shown.kind != "hub" or capital or named.first
        text, known = place.name[self.language], self._known(shown)
        small = round(_SMALL_PX * unit, 2)
        width = text_width_pt(text, size, bold) + 2 * _GAP_PT
        height = _LINE * size
        known_width = text_width_pt(known, small) + 2 * _GAP_PT if known else 0.0
        whole = (max(width, known_width), height + (_LINE * small if known else 0.0))
        reach = (5 if shown.kind == "hub" else 9) * unit
        box = self.board.best(_spots(named.at, whole, reach, twice=named.first))
        if box is None and known:
            known, whole = "", (width, height)
            box = self.board.best(_spots(named.at, whole, reach, twice=named.first))
        if box is None:
            return
        self.board.take(box)
        right = box[0] + box[2] / 2 < named.at[0] - 1
        middle = abs(box[0] + box[2] / 2 - named.at[0]) <= 1
        anchor = "middle" if middle else "end" if right else "start"
        quiet = shown.kind == "hub" and not capital and not named.first
        colour, halo = self.ground["quiet" if quiet else "ink"], self.ground["halo"]
        self.labels.append(
            Label(text, _round((box[0], box[1], box[2], height)), size, colour, halo, bold, anchor=anchor)  # type: ignore[arg-type]
        )
        if known:
            below = _round((box[0], box[1] + height, box[2], _LINE * small))
            self.labels.append(Label(known, below, small, self.ground["quiet"], halo, anchor=anchor))  # type: ignore[arg-type]

    def _known(self, shown: PlaceShown) -> str:
        """A gate that is shut or half shut says on the map how old the news is."""
        near = shown.kind == "chokepoint" or self.zoom >= 5 or shown.chosen
        if not near or not shown.known:
            return ""
        return translate(self.language, "map.known_on", date=format_date(self.language, shown.known))

    # --- countries ---------------------------------------------------------------------------------------

    def name_country(self, name: str, shape: BaseGeometry, home: bool, fill: str) -> None:
        """The name where the country has most room, spaced out and quiet, if it fits inside it."""
        size = round((15.0 if home else 11.0) * self.unit_pt, 2)
        text, tracking = name.upper(), round(size * (0.22 if home else 0.12), 2)
        width = text_width_pt(text, size, True, tracking) + 2 * _GAP_PT
        box = self._inside(shape, width, _LINE * size)
        if box is None:
            return
        self.board.take(box)
        colour, halo = self.ground["ink" if home else "quiet"], self.ground["halo"]
        if fill not in (self.ground["home"], self.ground["land"]):
            colour, halo = _readable_on(fill, (self.ground["ink"], self.ground["marker"])), fill
        self.labels.append(Label(text, box, size, colour, halo, True, tracking_pt=tracking, anchor="middle"))

    def _inside(self, shape: BaseGeometry, width: float, height: float) -> Box | None:
        largest = max(shapely.get_parts(shape), key=lambda part: part.area)
        west, top, east, bottom = largest.bounds
        if east - west < width or bottom - top < height:
            return None
        centre, best = largest.centroid, []
        for level in range(1, _LEVELS):
            y = top + (bottom - top) * level / _LEVELS
            for start, end in _chords(largest, west, east, y):
                room = end - start - width
                if room < 0:
                    continue
                for share in (0.5, 0.35, 0.65, 0.2, 0.8, 0.05, 0.95):
                    box = _round((start + room * share, y - height / 2, width, height))
                    if self.board.free(box):
                        off = math.hypot(box[0] + width / 2 - centre.x, (y - centre.y) * 1.5)
                        best.append((off + 4.0 * self.board.covered(box) / height, box))
        return min(best)[1] if best else None


def _readable_on(fill: str, colours: tuple[str, str]) -> str:
    """The colour that is further from the fill in lightness."""
    return max(colours, key=lambda colour: abs(_lightness(colour) - _lightness(fill)))


def _lightness(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return float((0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2) ** (1 / 3))


def _chords(polygon: BaseGeometry, west: float, east: float, y: float) -> list[tuple[float, float]]:
    crossing = LineString([(west - 1, y), (east + 1, y)]).intersection(polygon)
    parts = (part for part in shapely.get_parts(crossing) if part.geom_type == "LineString")
    return [(part.bounds[0], part.bounds[2]) for part in parts]


def _spots(at: Point, size: tuple[float, float], reach: float, twice: bool) -> list[Box]:
    """Boxes around a place, the better ones first; twice as far out if need be."""
    boxes = []
    width, height = size
    for off in (reach, reach * 1.8) if twice else (reach,):
        x, y, near = at[0], at[1], off * 0.7
        boxes += [
            (x + off, y - height / 2, width, height), (x - off - width, y - height / 2, width, height),
            (x - width / 2, y - off - height, width, height), (x - width / 2, y + off, width, height),
            (x + near, y - near - height, width, height),
            (x - near - width, y - near - height, width, height),
            (x + near, y + near, width, height), (x - near - width, y + near, width, height),
        ]  # fmt: skip
    return [_round(box) for box in boxes]


def _round(box: Box) -> Box:
    x, y, width, height = (round(value, 1) for value in box)
    return x, y, width, height
