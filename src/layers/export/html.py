"""The map as one HTML file: opens from a USB stick, asks no server for anything."""

from __future__ import annotations

from pathlib import Path

from layers.data import Data
from layers.errors import ExportError
from layers.map import build_map
from layers.view import View

__all__ = ["write_map_html"]


def write_map_html(data: Data, path: Path, view: View | None = None) -> Path:
    """Write the stand-alone map, opened as ``view`` says; returns the path.

    Raises
    ------
    ExportError
        If the file cannot be written.
    """
    document = build_map(data).to_html((view or View()).to_query_string())
    try:
        path.write_text(document, encoding="utf-8")
    except OSError as error:
        raise ExportError(
            f"{path}: {error.strerror}. Choose a folder that exists and can be written to."
        ) from error
    return path
