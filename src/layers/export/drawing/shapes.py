"""A map as plain shapes on a page, which deck, PDF, PNG and SVG all draw.

Coordinates are in points (1/72 inch) from the upper left corner of the frame, y downwards. Colours are
``#rrggbb``. Everything is projected, clipped to the frame and simplified; writers of formats decide nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from layers.picture.symbology import PlaceKind, PlaceState, Shape

__all__ = [
    "Area",
    "Cross",
    "Drawing",
    "DrawnCallout",
    "Key",
    "KeyGroup",
    "Label",
    "Line",
    "Path",
    "Point",
    "ScaleBar",
    "Symbol",
]

Point = tuple[float, float]
Path = tuple[Point, ...]


@dataclass(frozen=True)
class Area:
    """Land of one country or disputed area; holes are rings as well (even-odd fill)."""

    name: str
    rings: tuple[Path, ...]
    fill: str
    hatch: str | None = None


@dataclass(frozen=True)
class Line:
    """One or more paths of one look, drawn as casing, core, stripes across it where something is not known,
    and, for a judgement, a hollow middle.

    ``dash_pt`` is drawn and left out in turn; empty is solid. ``kind`` is what the line is; a mark is a ring
    around what is selected. All casings of legs belong below all their cores. ``casing_opacity`` is that of
    the core unless it is given.
    """

    name: str
    kind: Literal["leg", "border", "rail", "gate", "mark"]
    paths: tuple[Path, ...]
    colour: str
    width_pt: float
    dash_pt: tuple[float, ...] = ()
    round_cap: bool = False
    opacity: float = 1.0
    casing: str | None = None
    casing_width_pt: float = 0.0
    hollow: str | None = None
    hollow_width_pt: float = 0.0
    striped: str | None = None
    stripes_pt: tuple[float, float] = (0.0, 0.0)
    casing_opacity: float | None = None


@dataclass(frozen=True)
class Symbol:
    """A port, crossing, chokepoint or city, as on the screen: shape says what it is, filling its state.

    Open is filled with ``ink``, half its right half, planned is ``paper`` with a dashed outline, shut is
    ``paper`` with a cross. ``ring`` is the colour of its risk around it; ``gauge_change`` draws a bar on
    either side, ``dot`` a dot in the middle (an inland sea). ``size_pt`` is how wide the shape itself is,
    ``ring_size_pt`` how wide the ring is from edge to edge, ``unit_pt`` the length by which its details (the
    outline is 1.3 of it, the cross reaches 2.2 from the middle) are measured.
    """

    name: str
    kind: PlaceKind
    shape: Shape
    at: Point
    size_pt: float
    state: PlaceState
    ink: str
    paper: str
    ring: str | None = None
    ring_casing: str | None = None
    gauge_change: bool = False
    dot: bool = False
    ring_size_pt: float = 0.0
    unit_pt: float = 0.75


@dataclass(frozen=True)
class Cross:
    """Where a line is blocked."""

    at: Point
    size_pt: float
    colour: str
    casing: str


@dataclass(frozen=True)
class Label:
    """Text in the box (x, y, width, height); boxes of one drawing do not overlap."""

    text: str
    box: tuple[float, float, float, float]
    size_pt: float
    colour: str
    halo: str
    bold: bool = False
    italic: bool = False
    tracking_pt: float = 0.0
    anchor: Literal["start", "middle", "end"] = "start"


@dataclass(frozen=True)
class DrawnCallout:
    """A framed text with a line to a place; its lines are parted by line feeds, the box is the frame's."""

    text: str
    box: tuple[float, float, float, float]
    to: Point
    size_pt: float


@dataclass(frozen=True)
class Key:
    """One row of the legend: a sample and what it means.

    Samples lie in a cell from (0, -6) to (26, 6): lines run along its middle, symbols sit in it.
    """

    label: str
    sample: Line | Symbol | Cross | Area


@dataclass(frozen=True)
class KeyGroup:
    """Rows of the legend under a title."""

    title: str
    keys: tuple[Key, ...]


@dataclass(frozen=True)
class ScaleBar:
    """A length on the page and the kilometres that it is, at the middle of the map."""

    km: int
    length_pt: float
    text: str


@dataclass(frozen=True)
class Drawing:
    """A whole map. Draw in this order: sea, areas, lines as given, symbols, crosses, labels, callouts."""

    width_pt: float
    height_pt: float
    language: str
    sea: str
    ink: str
    paper: str
    areas: tuple[Area, ...]
    lines: tuple[Line, ...]
    symbols: tuple[Symbol, ...]
    crosses: tuple[Cross, ...]
    labels: tuple[Label, ...]
    callouts: tuple[DrawnCallout, ...]
    legend: tuple[KeyGroup, ...]
    scale: ScaleBar
    projection: str
    summary: str
    """One sentence for those who cannot see it."""
    notes: tuple[str, ...] = field(default=())
    """Boundary note, credits, and until when what is shown is known."""
