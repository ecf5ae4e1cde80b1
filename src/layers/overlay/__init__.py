"""Overlays: a visitor's own file of points and lines, read as untrusted input.

In goes the content of one file, out come an :class:`Overlay` and a report of every record that was refused
and why. :func:`read_overlay` is the only entry point. Size, nesting and unpacked size are limited, XML may
declare nothing, a database can only be read, and every text stays text. Imports geo and text only.
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
