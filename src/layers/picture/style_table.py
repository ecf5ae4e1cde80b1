"""Every table of orders, colours, strokes and labels as one JSON-ready dict: what the browser draws by.

Python's drawers read the same constants from the modules of this room.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from layers.picture import symbology
from layers.picture.label_style import label_table
from layers.picture.order import (
    CLASS_ORDER,
    FULL_CLASSES,
    STANCE_WEIGHT,
    STATUS_ORDER,
    TABLE_ORDER,
    WORST_FIRST,
)

__all__ = ["style_table"]


def style_table() -> dict[str, object]:
    """The tables by the names that the browser uses.

    ========================= ==========================================================================
    ``ground``                theme -> name -> colour of land, sea, ink, paper and the like
    ``lens``                  theme -> risk, stance, status, load -> class -> colour
    ``dash``                  status -> pixels drawn and left out in turn
    ``own``, ``ownDash``      colours by theme, and dash, of what a visitor lays over the map
    ``widthSteps``            [from this many corridors, core width in px]
    ``loadWidthSteps``        [from this many million tonnes a year, core width in px]
    ``lanePx``, ``casingPx``  width of a leg that no corridor uses; of the casing on either side
    ``stroke``, ``opacity``   how width, dash and opacity of a leg follow: :data:`symbology.STROKE`,
                              :data:`symbology.OPACITY`
    ``borderDash``            standing of a boundary -> dash
    ``groundLine``, ``gate``  rail, boundaries; the line across a strait
    ``directionMark``         direction of an event -> sign
    ``place``                 ``row`` by kind, ``state`` by status, ``shape`` by kind, ``shapePx`` by shape,
                              ``hubPx`` by role, ``ringPx``, ``crossPx``; thresholds in ``zoom``
    ``order``                 ``status``; ``class`` by lens; ``worst`` by lens; ``full``; ``table`` by column;
                              ``stanceWeight`` by stance
    ``label``                 names and callouts: :func:`label_style.label_table`
    ========================= ==========================================================================
    """
    return {
        "ground": _plain(symbology.GROUND),
        "lens": _plain(symbology.LENS_COLOURS),
        "dash": _plain(symbology.DASHES),
        "own": _plain(symbology.OWN_COLOURS),
        "ownDash": _plain(symbology.OWN_DASH),
        "widthSteps": _plain(symbology.WIDTH_STEPS),
        "loadWidthSteps": _plain(symbology.LOAD_WIDTH_STEPS),
        "lanePx": symbology.LANE_PX,
        "casingPx": symbology.CASING_PX,
        "stroke": _plain(symbology.STROKE),
        "opacity": _plain(symbology.OPACITY),
        "borderDash": _plain(symbology.BORDER_DASHES),
        "groundLine": _plain(symbology.GROUND_LINE),
        "gate": {
            "px": symbology.GATE_PX, "opacity": symbology.GATE_OPACITY, "dash": list(symbology.GATE_DASH),
        },
        "directionMark": _plain(symbology.DIRECTION_MARKS),
        "place": {
            "row": _plain(symbology.PLACE_ROWS),
            "state": _plain(symbology.PLACE_STATES),
            "shape": _plain(symbology.PLACE_SHAPES),
            "shapePx": _plain(symbology.SHAPE_PX),
            "hubPx": _plain(symbology.HUB_PX),
            "ringPx": symbology.RING_PX,
            "crossPx": symbology.CROSS_PX,
            "zoom": _plain(symbology.PLACE_ZOOM),
        },
        "order": {
            "status": _plain(STATUS_ORDER),
            "class": _plain(CLASS_ORDER),
            "worst": _plain(WORST_FIRST),
            "full": _plain(FULL_CLASSES),
            "table": _plain(TABLE_ORDER),
            "stanceWeight": _plain(STANCE_WEIGHT),
        },
        "label": label_table(),
    }  # fmt: skip


def _plain(value: Any) -> Any:
    """Mappings as dicts with string keys, sequences as lists, codes as strings."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [_plain(each) for each in value]
    return value
