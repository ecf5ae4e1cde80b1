"""Choose the reader of a file by its name, before looking into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from layers.overlay.geojson import read_geojson
from layers.overlay.geopackage import read_geopackage
from layers.overlay.kml import read_kml, read_kmz
from layers.overlay.model import Limits, Overlay, Reason, clean_text, refuse
from layers.overlay.table import read_table

__all__ = ["KINDS", "read_overlay"]

KINDS: Mapping[str, Callable[[str, bytes, Limits], Overlay]] = {
    "geojson": read_geojson,
    "json": read_geojson,
    "csv": read_table,
    "tsv": read_table,
    "kml": read_kml,
    "kmz": read_kmz,
    "gpkg": read_geopackage,
}
"""The reader for each file name suffix."""


def read_overlay(name: str, content: bytes, limits: Limits | None = None) -> Overlay:
    """Read the points and lines of a file, with a report of what was read and what was refused.

    Parameters
    ----------
    name : str
        File name; its suffix selects the reader. It is shown, and no file of that name is opened.
    content : bytes
        The file.
    limits : Limits, optional
        How much of the file is taken.

    Raises
    ------
    OverlayError
        If the file as a whole cannot be used; ``refusal`` says why, in every language.
    """
    limits = limits or Limits()
    suffix = PurePosixPath(name.replace("\\", "/")).suffix[1:].casefold()
    if suffix not in KINDS:
        raise refuse(Reason.UNKNOWN_KIND, clean_text(name, 80), kinds=", ".join(f".{key}" for key in KINDS))
    if not content.strip():
        raise refuse(Reason.EMPTY)
    if len(content) > limits.file_bytes:
        raise refuse(Reason.TOO_LARGE, size=len(content) / 1e6, limit=limits.file_bytes / 1e6)
    shown = name.replace("\\", "/").rpartition("/")[2]
    try:
        return KINDS[suffix](shown, content, limits)
    except RecursionError as error:
        raise refuse(Reason.TOO_DEEP, limit=limits.depth) from error
