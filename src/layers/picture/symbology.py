"""The one style table of the map, its legend and its exports.

Colour says the lens, dash says status, width says how many corridors lean on a leg, a cross says
blocked, a hollow core says judgement. Colours were chosen for colour-blind eyes (CAM02-UCS distances
between classes under normal, deutan, protan and tritan vision) and every line or marker stands at
3:1 or more on land and sea by its core or by its casing; ``tests/picture/test_symbology.py`` computes both.
"""

from __future__ import annotations

from collections.abc import Mapping

from layers.analysis.risk import RiskClass
from layers.model.vocabulary import Stance, Status, Theme

__all__ = [
    "DASHES",
    "GROUND",
    "LENS_COLOURS",
    "OWN_COLOURS",
    "OWN_DASH",
    "WIDTH_STEPS",
    "style_table",
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

LENS_COLOURS: Mapping[Theme, Mapping[str, Mapping[str, str]]] = {
    theme: {
        "risk": {str(key): colour for key, colour in _RISK[theme].items()},
        "stance": {str(key): colour for key, colour in _STANCE[theme].items()},
        "status": {str(key): colour for key, colour in _STATUS.items()},
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

CASING_PX = 1.25
LANE_PX = 1.4


def width_px(corridors: int) -> float:
    """Core width of a leg that this many corridors use."""
    return max((width for least, width in WIDTH_STEPS if corridors >= least), default=LANE_PX)


def style_table() -> dict[str, object]:
    """The table as plain dicts, as the browser and the exports take it."""
    return {
        "ground": {theme: dict(colours) for theme, colours in GROUND.items()},
        "lens": {t: {k: dict(v) for k, v in lens.items()} for t, lens in LENS_COLOURS.items()},
        "dash": {str(status): list(dash) for status, dash in DASHES.items()},
        "own": {theme: dict(colours) for theme, colours in OWN_COLOURS.items()},
        "ownDash": list(OWN_DASH),
        "widthSteps": [list(step) for step in WIDTH_STEPS],
        "lanePx": LANE_PX,
        "casingPx": CASING_PX,
    }
