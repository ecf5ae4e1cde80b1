"""Colours, strokes and symbols of the map, its legend and its exports.

Colour says the lens, dash says status, width says how many corridors lean on a leg (in the lens of load, how
many tonnes pass it), a cross says blocked, a hollow core says judgement, stripes across say that the capacity
is not known. Colours were chosen for colour-blind eyes (CAM02-UCS distances
between classes under normal, deutan, protan and tritan vision) and every line or marker stands at
3:1 or more on land and sea by its core or by its casing; ``tests/picture/test_symbology.py`` computes both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from layers.analysis.risk import RiskClass
from layers.analysis.tonnes.loads import UseClass
from layers.model.vocabulary import BorderStatus, Direction, Stance, Status, Theme

__all__ = [
    "BORDER_DASHES",
    "CASING_PX",
    "CROSS_PX",
    "DASHES",
    "DIRECTION_MARKS",
    "GATE_DASH",
    "GATE_OPACITY",
    "GATE_PX",
    "GROUND",
    "GROUND_LINE",
    "HUB_PX",
    "LANE_PX",
    "LENS_COLOURS",
    "LOAD_WIDTH_STEPS",
    "OPACITY",
    "OWN_COLOURS",
    "OWN_DASH",
    "PLACE_ROWS",
    "PLACE_SHAPES",
    "PLACE_STATES",
    "PLACE_ZOOM",
    "RING_PX",
    "SHAPE_PX",
    "STROKE",
    "WIDTH_STEPS",
    "PlaceKind",
    "PlaceState",
    "Shape",
    "load_width_px",
    "width_px",
]

GROUND: Mapping[Theme, Mapping[str, str]] = {
    "light": {
        "land": "#f4f1ea",
        "home": "#fbfaf6",
        "sea": "#d6e4ee",
        "disputed": "#e6dfd0",
        "hatch": "#a59b86",
        "border": "#8f877a",
        "rail": "#c3b9a6",
        "casing": "#33302c",
        "halo": "#f7f4ee",
        "ink": "#23211e",
        "quiet": "#5f5a52",
        "marker": "#ffffff",
    },
    "dark": {
        "land": "#262c33",
        "home": "#2f363f",
        "sea": "#171c22",
        "disputed": "#343a40",
        "hatch": "#6d747b",
        "border": "#79818b",
        "rail": "#454d57",
        "casing": "#f2efe8",
        "halo": "#12161b",
        "ink": "#f2efe8",
        "quiet": "#b4bac1",
        "marker": "#12161b",
    },
}

_RISK: Mapping[Theme, Mapping[RiskClass, str]] = {
    "light": {
        RiskClass.LOW: "#f6b13c",
        RiskClass.MODERATE: "#e0602f",
        RiskClass.ELEVATED: "#a52c60",
        RiskClass.HIGH: "#5a1168",
        RiskClass.EXTREME: "#0d0829",
        RiskClass.UNKNOWN: "#8b8f94",
    },
    "dark": {
        RiskClass.LOW: "#47388c",
        RiskClass.MODERATE: "#9c3a78",
        RiskClass.ELEVATED: "#dc5b4b",
        RiskClass.HIGH: "#f6a33a",
        RiskClass.EXTREME: "#fdf3b5",
        RiskClass.UNKNOWN: "#818a93",
    },
}

_STANCE: Mapping[Theme, Mapping[Stance, str]] = {
    "light": {
        Stance.OPPOSES: "#8a2a0b",
        Stance.DISFAVOURS: "#e08a5a",
        Stance.NEUTRAL: "#f2efe9",
        Stance.FAVOURS: "#7fb3e0",
        Stance.BACKS: "#14508f",
        Stance.SILENT: "#9a9a94",
    },
    "dark": {
        Stance.OPPOSES: "#ff8f5e",
        Stance.DISFAVOURS: "#b65a34",
        Stance.NEUTRAL: "#e9e5dc",
        Stance.FAVOURS: "#3f78ad",
        Stance.BACKS: "#7cc4ff",
        Stance.SILENT: "#8d949c",
    },
}

_STATUS: Mapping[Status, str] = {
    Status.OPERATIONAL: "#0f2f73",
    Status.AT_RISK: "#3d8fe0",
    Status.LIMITED: "#f0b61a",
    Status.DUE: "#fdf6e0",
    Status.UNDER_CONSTRUCTION: "#4f7d2a",
    Status.PROPOSED: "#d3a6f5",
    Status.SUSPENDED: "#8f1030",
    Status.UNVERIFIED: "#83878c",
}

_LOAD: Mapping[Theme, Mapping[UseClass, str]] = {
    "light": {
        UseClass.BELOW_50: "#f2e27a",
        UseClass.FROM_50: "#63b56a",
        UseClass.FROM_80: "#1f6f8b",
        UseClass.OVER_100: "#7a0026",
        UseClass.UNKNOWN: "#8b8f94",
    },
    "dark": {
        UseClass.BELOW_50: "#2a5a8f",
        UseClass.FROM_50: "#4aa35a",
        UseClass.FROM_80: "#f0e06a",
        UseClass.OVER_100: "#ff8a9a",
        UseClass.UNKNOWN: "#757e87",
    },
}

LENS_COLOURS: Mapping[Theme, Mapping[str, Mapping[str, str]]] = {
    theme: {
        "risk": {str(key): colour for key, colour in _RISK[theme].items()},
        "stance": {str(key): colour for key, colour in _STANCE[theme].items()},
        "status": {str(key): colour for key, colour in _STATUS.items()},
        "load": {str(key): colour for key, colour in _LOAD[theme].items()},
    }
    for theme in ("light", "dark")
}

DASHES: Mapping[Status, tuple[int, ...]] = {
    Status.OPERATIONAL: (),
    Status.AT_RISK: (24, 4),
    Status.LIMITED: (12, 4),
    Status.DUE: (9, 3, 2, 3),
    Status.UNDER_CONSTRUCTION: (6, 6),
    Status.PROPOSED: (1, 6),
    Status.SUSPENDED: (8, 8),
    Status.UNVERIFIED: (2, 4, 8, 4),
}
"""Stroke pattern in pixels, drawn and left out in turn; empty is solid."""

OWN_COLOURS: Mapping[Theme, Mapping[str, str]] = {
    "light": {"teal": "#00695c", "magenta": "#b0006d", "brown": "#6d4c00", "violet": "#5a35b8"},
    "dark": {"teal": "#4fd8c4", "magenta": "#ff86cf", "brown": "#e5c46a", "violet": "#bfa8ff"},
}
"""What a visitor lays over the map; form tells it from the rest: hollow triangles and a pale halo."""

OWN_DASH = (3, 2)

WIDTH_STEPS: tuple[tuple[int, float], ...] = ((1, 2.2), (2, 3.2), (4, 4.4), (7, 5.8))
"""Core width in pixels from this many corridors on."""

LOAD_WIDTH_STEPS: tuple[tuple[float, float], ...] = (
    (0.0, 2.0), (1.0, 3.2), (5.0, 5.0), (20.0, 7.4), (50.0, 10.0),
)  # fmt: skip
"""Core width in pixels from this many million tonnes a year on, in the lens of load."""

CASING_PX = 1.25
LANE_PX = 1.4

STROKE: Mapping[str, float] = {
    "mainWider": 1.6, "suspendedThinner": 1.0, "suspendedLeast": 1.6, "dashGrowsFrom": 4.0,
    "dot": 1.0, "dotGap": 3.0, "hollowShare": 0.36, "hollowLeast": 1.0, "stripe": 1.0, "stripeGap": 3.0,
}  # fmt: skip
"""How a leg's width and dash follow from what it is, in pixels.

The main route of what is selected is ``mainWider``; a suspended leg ``suspendedThinner``, though no thinner
than ``suspendedLeast``. Dashes are multiplied by width / ``dashGrowsFrom`` where that is above 1. A proposed
leg is dots of ``dot``, ``dotGap`` and a width apart. A judgement is hollow by ``hollowShare`` of the width.
Where the capacity is not known, a ``stripe`` lies across the core every ``stripeGap`` and its own length.
"""

OPACITY: Mapping[str, float] = {
    "behind": 0.22, "quiet": 0.6, "quietCasing": 0.45, "schematic": 0.85, "side": 0.75, "shut": 0.8,
    "stranded": 0.35,
}  # fmt: skip
"""Opacity of a leg by the first that applies; 1 where none does.

``behind`` what is lifted, ``quiet`` (no corridor uses it), on the ``side`` of the main route, ``schematic``.
A leg that is ``shut`` on trial, or ``stranded`` because all its corridors are, is at most this opaque.
"""

BORDER_DASHES: Mapping[BorderStatus, tuple[float, ...]] = {
    BorderStatus.INTERNATIONAL: (),
    BorderStatus.UNDETERMINED: (6.0, 4.0),
    BorderStatus.LINE_OF_CONTROL: (1.5, 4.0),
}
"""Stroke pattern of a boundary by its standing."""

GROUND_LINE: Mapping[str, float] = {
    "railPx": 0.8, "railOpacity": 0.9, "railOpacityShaded": 0.35, "borderPx": 0.8, "disputedBorderPx": 1.4,
}  # fmt: skip
"""Lines below the legs; rail steps back where countries are shaded by their veto."""

GATE_PX, GATE_OPACITY, GATE_DASH = 2.0, 0.9, (2.0, 3.0)
"""The line across a strait."""

DIRECTION_MARKS: Mapping[Direction, str] = {
    Direction.OPENS: "△", Direction.CLOSES: "▼", Direction.RAISES_RISK: "▲", Direction.LOWERS_RISK: "▽",
}  # fmt: skip
"""Sign of an event: up is more of what it is about, filled is bad news."""

PlaceKind = Literal["port", "crossing", "chokepoint", "hub"]
PlaceState = Literal["open", "half", "planned", "shut"]
Shape = Literal["circle", "square", "diamond"]

PLACE_ROWS: Mapping[PlaceKind, str] = {
    "port": "ports", "crossing": "crossings", "chokepoint": "chokepoints", "hub": "cities",
}  # fmt: skip
"""The legend row that a kind of place is switched by."""

PLACE_STATES: Mapping[Status, PlaceState] = {
    Status.SUSPENDED: "shut", Status.LIMITED: "half", Status.AT_RISK: "half",
    Status.UNDER_CONSTRUCTION: "planned", Status.PROPOSED: "planned", Status.DUE: "planned",
    Status.UNVERIFIED: "planned",
}  # fmt: skip
"""Filling of a symbol by status; open where none is given."""

PLACE_SHAPES: Mapping[PlaceKind, Shape] = {"port": "circle", "crossing": "square", "chokepoint": "diamond"}
SHAPE_PX: Mapping[Shape, float] = {"circle": 9.2, "square": 6.6, "diamond": 12.0}
HUB_PX: Mapping[str, float] = {"capital": 4.8, "city": 4.0, "junction": 4.0}
"""A capital is a square, every other city or junction a circle."""
RING_PX = 16.4
"""Diameter of the ring of risk around a place."""

CROSS_PX = 13.2
"""Diameter of the sign where a line is blocked."""

PLACE_ZOOM: Mapping[str, float] = {
    "citiesFrom": 5.5, "minorBelow": 4.6, "minorScale": 0.6, "newsFrom": 5.0,
}  # fmt: skip
"""Zoom levels of Web Mercator.

Cities of priority 2 and more are drawn ``citiesFrom``; ``minorBelow`` lesser ports and crossings are drawn at
``minorScale``; ``newsFrom`` a gate other than a chokepoint says how old its news is.
"""


def width_px(corridors: int) -> float:
    """Core width of a leg that this many corridors use."""
    return max((width for least, width in WIDTH_STEPS if corridors >= least), default=LANE_PX)


def load_width_px(mt: float) -> float:
    """Core width of a leg that this many million tonnes a year pass; that of a lane for none."""
    return max(width for least, width in LOAD_WIDTH_STEPS if mt >= least) if mt else LANE_PX
