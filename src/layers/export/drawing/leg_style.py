"""How a picture looks: the browser's rules for colour, width, dash and opacity, from the one style table.

Lengths here are the browser's pixels; whoever draws on a page scales them to points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from layers.export.drawing.shapes import Shape
from layers.model.records import Hub, Port
from layers.model.vocabulary import Status, Theme
from layers.picture.map_state import LegShown, Picture, PlaceShown
from layers.picture.symbology import CASING_PX, DASHES, GROUND, LENS_COLOURS, width_px

__all__ = [
    "LegLook",
    "area_fill",
    "ground_of",
    "hollow_width_px",
    "lens_colours",
    "look_of_leg",
    "ring_colour",
]

RING_PX = 16.4
SHAPE_PX: Mapping[Shape, float] = {"circle": 9.2, "square": 6.6, "diamond": 12.0}
HUB_PX: Mapping[str, float] = {"capital": 4.8, "city": 4.0, "junction": 4.0}


@dataclass(frozen=True)
class LegLook:
    """Everything there is to know to stroke a leg; ``hollow`` is the colour of its middle, if it has one."""

    colour: str
    width_px: float
    dash_px: tuple[float, ...]
    opacity: float
    casing: str
    casing_width_px: float
    casing_opacity: float
    round_cap: bool
    hollow: str | None


def ground_of(theme: str) -> Mapping[str, str]:
    """Colours of land, sea, ink and paper."""
    return GROUND["dark" if theme == "dark" else "light"]


def lens_colours(lens: str, theme: str) -> Mapping[str, str]:
    """Colours of the classes of a lens; veto is shaded as risk is."""
    found: Theme = "dark" if theme == "dark" else "light"
    return LENS_COLOURS[found]["risk" if lens == "veto" else lens]


def look_of_leg(leg: LegShown, picture: Picture) -> LegLook:
    """How one leg is stroked in the picture."""
    ground = ground_of(picture.view.theme)
    width = width_px(leg.corridors) + (1.6 if leg.main else 0)
    if leg.status is Status.SUSPENDED:
        width = max(width - 1, 1.6)
    opacity = _opacity(leg)
    casing = ground["halo" if picture.lens == "veto" else "casing"]  # to stand out on shaded land
    return LegLook(
        colour=_colour(leg, picture, ground["quiet"]), width_px=width,
        dash_px=dash_of(leg.status, width), opacity=opacity,
        casing=casing, casing_width_px=width if leg.lane else width + 2 * CASING_PX,
        casing_opacity=0.45 if leg.quiet else opacity, round_cap=leg.status is Status.PROPOSED,
        hollow=ground["halo"] if leg.judgement else None,
    )  # fmt: skip


def _opacity(leg: LegShown) -> float:
    if leg.down:
        opacity = 0.22
    elif leg.quiet:
        opacity = 0.6
    elif leg.main or not leg.up:
        opacity = 0.85 if leg.schematic else 1.0
    else:
        opacity = 0.75
    if leg.stranded:
        opacity = min(opacity, 0.8 if leg.shut else 0.35)
    return opacity


def _colour(leg: LegShown, picture: Picture, quiet: str) -> str:
    if leg.stranded or leg.lens_class is None or (leg.lane and picture.lens != "status"):
        return quiet
    return lens_colours(picture.lens, picture.view.theme)[leg.lens_class]


def dash_of(status: Status, width: float) -> tuple[float, ...]:
    """Dashes grow with the width, so that they stay dashes; a proposed line is dots."""
    if status is Status.PROPOSED:
        return (1.0, width + 3)
    return tuple(length * max(1.0, width / 4) for length in DASHES[status])


def hollow_width_px(width: float) -> float:
    """Width of the hollow middle of a line."""
    return max(1.0, width * 0.36)


def ring_colour(place: PlaceShown, picture: Picture) -> str | None:
    """Colour of the ring of risk around a place."""
    return lens_colours("risk", picture.view.theme)[place.ring] if place.ring else None


def shape_of(place: PlaceShown) -> tuple[Shape, float]:
    """Shape of a place's symbol and how wide it is, in pixels."""
    if isinstance(place.place, Hub):
        return ("square" if place.place.kind == "capital" else "circle", HUB_PX[place.place.kind])
    shape: Shape = {"port": "circle", "crossing": "square", "chokepoint": "diamond"}[place.kind]  # type: ignore[assignment]
    return shape, SHAPE_PX[shape]


def is_on_inland_sea(place: PlaceShown) -> bool:
    """Whether a dot marks it as a port on an inland sea."""
    return isinstance(place.place, Port) and place.place.kind == "inland-sea"


def area_fill(country: str, home: str, picture: Picture) -> str:
    """Fill of a country: closed on trial, its class of veto, home, or plain land."""
    ground = ground_of(picture.view.theme)
    if country in picture.closed_countries:
        return ground["rail"]
    if country in picture.veto:
        return lens_colours("veto", picture.view.theme)[picture.veto[country]]
    return ground["home"] if country == home else ground["land"]
