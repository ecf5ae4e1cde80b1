"""Where names stand on a page; which come first, and how they look, is the picture's to say."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from layers.export.drawing.placing import LINE_HEIGHT, Board, Box
from layers.export.drawing.shapes import Label, Point
from layers.export.drawing.typeface import text_width_pt
from layers.model.dataset import Data
from layers.picture.label_style import FONT_PX, REACHES, TRACKING_EM
from layers.picture.labels import LabelRanks, look_of_label, news_of
from layers.picture.map_state import Picture, PlaceShown
from layers.text import format_date, translate

__all__ = ["Named", "Namer"]

_GAP_PT = 1.5
_BOLD_FROM = 600
_LEVELS = 13


@dataclass(frozen=True)
class Named:
    """A place on the page that may get its name; ``at`` is its symbol's middle in points."""

    shown: PlaceShown
    at: Point


class Namer:
    """Places names on a board, one kind after the other.

    ``unit_pt`` is the length of a pixel on the page, ``first`` the ids of places named before all others.
    """

    def __init__(
        self, board: Board, data: Data, picture: Picture, ground: Mapping[str, str],
        unit_pt: float, zoom: float, first: Collection[str],
    ) -> None:  # fmt: skip
        self.board, self.ground = board, ground
        self.unit_pt, self.zoom, self.first = unit_pt, zoom, frozenset(first)
        self.ranks = LabelRanks(data, picture, self.first)
        self.language = picture.view.language
        self.labels: list[Label] = []

    # --- places ------------------------------------------------------------------------------------------

    def name_places(self, places: Mapping[str, Named], *, is_first: bool) -> None:
        """Name places by id, the most important first; a place without room stays unnamed.

        ``is_first`` takes those that are named before all others, else the rest.
        """
        for _, shown in self.ranks.in_order((named.shown for named in places.values()), self.zoom):
            if (shown.place.id in self.first) is is_first:
                self._name(places[shown.place.id], is_first)

    def _name(self, named: Named, is_first: bool) -> None:
        shown, unit = named.shown, self.unit_pt
        look = look_of_label(shown, is_first)
        size, small = round(look.font_px * unit, 2), round(FONT_PX["known"] * unit, 2)
        bold = look.weight >= _BOLD_FROM
        text, known = shown.place.name[self.language], self._known(shown)
        width, height = text_width_pt(text, size, bold) + 2 * _GAP_PT, LINE_HEIGHT * size
        known_width = text_width_pt(known, small) + 2 * _GAP_PT if known else 0.0
        whole = (max(width, known_width), height + (LINE_HEIGHT * small if known else 0.0))
        reaches = [look.offset_px * unit * times for times in (REACHES if is_first else REACHES[:1])]
        box = self.board.best(_spots(named.at, whole, reaches))
        if box is None and known:
            known, whole = "", (width, height)
            box = self.board.best(_spots(named.at, whole, reaches))
        if box is None:
            return
        self.board.take(box)
        right = box[0] + box[2] / 2 < named.at[0] - 1
        middle = abs(box[0] + box[2] / 2 - named.at[0]) <= 1
        anchor = "middle" if middle else "end" if right else "start"
        quiet = shown.kind == "hub" and not bold
        colour, halo = self.ground["quiet" if quiet else "ink"], self.ground["halo"]
        self.labels.append(
            Label(text, _round((box[0], box[1], box[2], height)), size, colour, halo, bold, anchor=anchor)  # type: ignore[arg-type]
        )
        if known:
            below = _round((box[0], box[1] + height, box[2], LINE_HEIGHT * small))
            self.labels.append(Label(known, below, small, self.ground["quiet"], halo, anchor=anchor))  # type: ignore[arg-type]

    def _known(self, shown: PlaceShown) -> str:
        day = news_of(shown, self.zoom)
        return translate(self.language, "map.known_on", date=format_date(self.language, day)) if day else ""

    # --- countries ---------------------------------------------------------------------------------------

    def name_country(self, name: str, shape: BaseGeometry, home: bool, fill: str) -> None:
        """Name a country in spaced capitals where it has most room, if the name fits inside."""
        kind = "home" if home else "country"
        size = round(FONT_PX[kind] * self.unit_pt, 2)
        text, tracking = name.upper(), round(size * TRACKING_EM[kind], 2)
        width = text_width_pt(text, size, True, tracking) + 2 * _GAP_PT
        box = self._inside(shape, width, LINE_HEIGHT * size)
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
    """The colour that differs most from the fill in lightness."""
    return max(colours, key=lambda colour: abs(_lightness(colour) - _lightness(fill)))


def _lightness(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return float((0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2) ** (1 / 3))


def _chords(polygon: BaseGeometry, west: float, east: float, y: float) -> list[tuple[float, float]]:
    crossing = LineString([(west - 1, y), (east + 1, y)]).intersection(polygon)
    parts = (part for part in shapely.get_parts(crossing) if part.geom_type == "LineString")
    return [(part.bounds[0], part.bounds[2]) for part in parts]


def _spots(at: Point, size: tuple[float, float], reaches: Sequence[float]) -> list[Box]:
    """Boxes around a place at each of the distances from its middle, the better ones first."""
    boxes = []
    width, height = size
    for off in reaches:
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
