"""A visitor's own file of points and lines, read as something to lay over the map.

:func:`read_overlay` is the only way in. Nothing of the file is believed: its size, its nesting and what
it unpacks to have limits, an XML file may declare nothing, a database is only read, and every text stays
text. What is sound is returned, and every record that is not is listed with what is wrong with it.
"""

from __future__ import annotations

from layers.overlay.kinds import read_overlay
from layers.overlay.model import Limits, Note, Overlay, OverlayFeature, OverlayReport, Reason, Refusal
from layers.overlay.packing import bounds_of, packed

__all__ = [
    "Limits",
    "Note",
    "Overlay",
    "OverlayFeature",
    "OverlayReport",
    "Reason",
    "Refusal",
    "bounds_of",
    "packed",
    "read_overlay",
]
