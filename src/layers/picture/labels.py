"""Which places are drawn and named at a zoom level, in which order, and how their names look.

Where a name then stands, and whether there is room for it, is up to whoever draws. Zoom levels are those of
Web Mercator with tiles of 256 px; a page has the level at which its scale is the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from layers.model.dataset import Data
from layers.model.records import Hub
from layers.network.network import main_route, places_of_route
from layers.picture.label_style import FIRST_GROWTH, FONT_PX, OFFSET_PX, RANK, RANK_ZOOM, WEIGHT
from layers.picture.map_state import Picture, PlaceShown
from layers.picture.symbology import PLACE_ZOOM

__all__ = [
    "LabelLook",
    "LabelRanks",
    "is_drawn",
    "is_minor",
    "is_named",
    "look_of_label",
    "news_of",
]


@dataclass(frozen=True)
class LabelLook:
    """Size in px, CSS weight, and offset of the name's box from the middle of the symbol in px."""

    font_px: float
    weight: int
    offset_px: float


def is_drawn(shown: PlaceShown, zoom: float) -> bool:
    """Whether a place has its symbol at this zoom: lesser cities wait until there is room."""
    return shown.far_out or zoom >= PLACE_ZOOM["citiesFrom"]


def is_minor(shown: PlaceShown, zoom: float) -> bool:
    """Whether a lesser port or crossing shrinks at this zoom, so that none has to be hidden."""
    if shown.emphasised or shown.chosen or shown.kind in ("chokepoint", "hub"):
        return False
    return shown.place.priority > 1 and zoom < PLACE_ZOOM["minorBelow"]


def is_named(rank: int, zoom: float) -> bool:
    """Whether a name of this rank is tried at this zoom."""
    return next((zoom >= least for below, least in RANK_ZOOM if rank < below), False)


def news_of(shown: PlaceShown, zoom: float) -> str | None:
    """The date that stands below a name: how old the news of a gate is that is shut, or half shut."""
    near = shown.kind == "chokepoint" or shown.chosen or zoom >= PLACE_ZOOM["newsFrom"]
    return shown.known if near else None


def look_of_label(shown: PlaceShown, is_first: bool) -> LabelLook:
    """How a place's name looks; ``is_first`` if it is placed before all others."""
    capital = isinstance(shown.place, Hub) and shown.place.kind == "capital"
    kind = "capital" if capital else shown.kind if shown.kind in ("hub", "chokepoint") else "place"
    return LabelLook(
        font_px=FONT_PX[kind] * (FIRST_GROWTH if is_first else 1),
        weight=WEIGHT["first" if is_first else kind],
        offset_px=OFFSET_PX["hub" if shown.kind == "hub" else "place"],
    )


class LabelRanks:
    """Which name comes first in one picture.

    ``first`` holds the ids of places that are named before all others: the subjects of a scene.
    """

    def __init__(self, data: Data, picture: Picture, first: Collection[str] = ()) -> None:
        self._first, corridor = frozenset(first), picture.corridor
        self._has_corridor = corridor is not None
        self._along: frozenset[str] = frozenset()
        self._ends: frozenset[str] = frozenset()
        if corridor is not None:
            legs = [data.legs[key] for route in corridor.routes for key in route.legs]
            self._along = frozenset(end for leg in legs for end in (leg.from_id, leg.to_id))
            chain = places_of_route(data, main_route(corridor))
            self._ends = frozenset((chain[0], chain[-1]))

    def of(self, shown: PlaceShown) -> int:
        """Rank of a place's name; lower ranks are placed first."""
        place = shown.place
        fixed = (
            (place.id in self._first, "first"), (shown.chosen, "chosen"),
            (place.id in self._ends, "end"), (shown.kind == "chokepoint", "chokepoint"),
        )  # fmt: skip
        for applies, name in fixed:
            if applies:
                return RANK[name]
        rank = place.priority * RANK["perPriority"]
        if isinstance(place, Hub):
            return rank + RANK["capital" if place.kind == "capital" else "hub"]
        if place.id in self._along:
            return rank + RANK["along"]
        return rank + (RANK["beside"] if self._has_corridor else 0)

    def in_order(self, places: Iterable[PlaceShown], zoom: float) -> list[tuple[int, PlaceShown]]:
        """The places whose names are tried at this zoom, most important first, each with its rank."""
        ranked = [(self.of(shown), shown.place.id, shown) for shown in places if is_drawn(shown, zoom)]
        ranked.sort(key=lambda one: one[:2])
        return [(rank, shown) for rank, _, shown in ranked if is_named(rank, zoom)]
