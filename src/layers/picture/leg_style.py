"""How a picture looks: colour, width, dash and opacity of lines, symbols of places, fills of countries.

Lengths are the browser's pixels at scale 1; whoever draws on a page scales them to points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from layers.analysis.tonnes.loads import UseClass
from layers.model.records import Hub, Port
from layers.model.vocabulary import Status, Theme
from layers.picture.map_state import LegShown, Picture, PlaceShown
from layers.picture.symbology import (
    CASING_PX,
    DASHES,
    GROUND,
    HUB_PX,
    LENS_COLOURS,
    LOAD_WIDTH_STEPS,
    OPACITY,
    PLACE_SHAPES,
    SHAPE_PX,
    STROKE,
    Shape,
    load_width_px,
    width_px,
)

__all__ = [
    "LegLook",
    "area_fill",
    "dash_of",
    "ground_of",
    "hollow_width_px",
    "is_on_inland_sea",
    "is_striped",
    "lens_colours",
    "look_of_leg",
    "ring_colour",
    "shape_of",
    "stripes_px",
]


@dataclass(frozen=True)
class LegLook:
    """How to stroke a leg. Widths and dashes in px.

    ``hollow`` is the colour of its middle, if it has one, ``striped`` that of the stripes across it, which
    are as long and as far apart as :func:`stripes_px` says.
    """

    colour: str
    width_px: float
    dash_px: tuple[float, ...]
    opacity: float
    casing: str
    casing_width_px: float
    casing_opacity: float
    round_cap: bool
    hollow: str | None
    striped: str | None = None


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
    width = _usual_px(leg) + (STROKE["mainWider"] if leg.main else 0)
    if leg.status is Status.SUSPENDED:
        width = max(width - STROKE["suspendedThinner"], STROKE["suspendedLeast"])
    opacity = _opacity(leg)
    casing = ground["halo" if picture.lens == "veto" else "casing"]  # to stand out on shaded land
    return LegLook(
        colour=_colour(leg, picture, ground["quiet"]), width_px=width,
        dash_px=dash_of(leg.status, width), opacity=opacity,
        casing=casing, casing_width_px=_casing_px(leg, width),
        casing_opacity=OPACITY["quietCasing"] if leg.quiet else opacity,
        round_cap=leg.status is Status.PROPOSED, hollow=ground["halo"] if leg.judgement else None,
        striped=ground["halo"] if _striped(leg, picture) else None,
    )  # fmt: skip


def _usual_px(leg: LegShown) -> float:
    """By corridors, or by tonnes; narrow where tonnes can pass no more."""
    if leg.mt is None:
        return width_px(leg.corridors)
    width = load_width_px(leg.mt)
    return min(width, LOAD_WIDTH_STEPS[1][1]) if leg.stranded else width


def _casing_px(leg: LegShown, width: float) -> float:
    if leg.empty:
        return 0.0
    return width if leg.lane else width + 2 * CASING_PX


def _striped(leg: LegShown, picture: Picture) -> bool:
    """Unless it is hollow or stands for nothing any more."""
    return is_striped(picture.lens, leg.lens_class) and not (leg.judgement or leg.stranded)


def _opacity(leg: LegShown) -> float:
    if leg.down:
        opacity = OPACITY["behind"]
    elif leg.quiet:
        opacity = OPACITY["quiet"]
    elif leg.main or not leg.up:
        opacity = OPACITY["schematic"] if leg.schematic else 1.0
    else:
        opacity = OPACITY["side"]
    if leg.stranded:
        opacity = min(opacity, OPACITY["shut" if leg.shut else "stranded"])
    return opacity


def _colour(leg: LegShown, picture: Picture, quiet: str) -> str:
    if leg.stranded or leg.lens_class is None or (leg.lane and picture.lens != "status"):
        return quiet
    return lens_colours(picture.lens, picture.view.theme)[leg.lens_class]


def dash_of(status: Status, width: float) -> tuple[float, ...]:
    """Dash of a line of this width in px: longer on a wide line; a proposed line is dots."""
    if status is Status.PROPOSED:
        return (STROKE["dot"], width + STROKE["dotGap"])
    return tuple(length * max(1.0, width / STROKE["dashGrowsFrom"]) for length in DASHES[status])


def is_striped(lens: str, lens_class: str | None) -> bool:
    """Whether stripes across a line say that its class in a lens is not known."""
    return lens == "load" and lens_class == UseClass.UNKNOWN


def stripes_px() -> tuple[float, float]:
    """Stripes and the gaps between them, along a line."""
    return STROKE["stripe"], STROKE["stripeGap"]


def hollow_width_px(width: float) -> float:
    """Width of the hollow middle of a line."""
    return max(STROKE["hollowLeast"], width * STROKE["hollowShare"])


def ring_colour(place: PlaceShown, picture: Picture) -> str | None:
    """Colour of the ring around a place, if it has one: its class of risk or of use of capacity."""
    return lens_colours(picture.lens, picture.view.theme)[place.ring] if place.ring else None


def shape_of(place: PlaceShown) -> tuple[Shape, float]:
    """Shape of a place's symbol and how wide it is, in pixels."""
    if isinstance(place.place, Hub):
        return ("square" if place.place.kind == "capital" else "circle", HUB_PX[place.place.kind])
    shape = PLACE_SHAPES[place.kind]
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
