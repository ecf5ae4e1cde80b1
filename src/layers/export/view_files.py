"""Write one view to a file: its picture, its map or its tables. The suffix chooses the format."""

from __future__ import annotations

from pathlib import Path

from layers.errors import ExportError
from layers.export.html import write_map_html
from layers.export.tables.write import write_table_csv, write_tables
from layers.export.typst.typeset import write_png, write_svg
from layers.faults import ErrorCode
from layers.model.view import View
from layers.picture.lens_class import lens_of
from layers.picture.load_lens import load_lens
from layers.picture.summary import lens_title
from layers.stories.rendering import SceneRenderer
from layers.text import format_date, translate

__all__ = ["MAP_SUFFIXES", "TABLE_SUFFIXES", "title_of_view", "write_map", "write_view_tables"]

MAP_SUFFIXES = (".html", ".png", ".svg")
"""The interactive map in one file, a picture, shapes and words that can be edited."""

TABLE_SUFFIXES = (".xlsx", ".gpkg", ".csv")
"""A sheet a table, a layer a table, one table."""


def title_of_view(renderer: SceneRenderer, view: View) -> str:
    """Return what a view shows, in one line."""
    which = view.lens.partition(":")[2] if lens_of(view) == "stance" else ""
    actor = renderer.data.actors.get(which)
    load = None
    if lens_of(view) == "load":
        load = load_lens(renderer.data, view, renderer.highlights(view).load if view.closed else None)
    said = lens_title(view, actor, translate(view.language, f"map.lens_{lens_of(view)}"), load)
    day = format_date(view.language, view.date)
    return translate(
        view.language, "brief.view_title", lens=said, day=day, **renderer.data.pack.words(view.language)
    )


def write_map(renderer: SceneRenderer, view: View, path: Path) -> Path:
    """Write the map of a view in the format of the suffix of ``path``; return the path.

    Raises
    ------
    ExportError
        If the suffix is not supported or the file cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix == ".html":
        return write_map_html(renderer.data, path, view)
    if suffix in MAP_SUFFIXES:
        title = title_of_view(renderer, view)
        write = write_png if suffix == ".png" else write_svg
        return write(renderer.model, view, renderer.highlights(view), path, title=title)
    raise _wrong_suffix(path, MAP_SUFFIXES)


def write_view_tables(renderer: SceneRenderer, view: View, path: Path, table: str = "corridors") -> Path:
    """Write the tables of a view's day, as CSV only ``table``; return the path.

    Raises
    ------
    ExportError
        If the suffix is not supported, the table does not exist, or the file cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return write_table_csv(renderer.model, view, table, path)
    if suffix in TABLE_SUFFIXES:
        return write_tables(renderer.model, view, path)
    raise _wrong_suffix(path, TABLE_SUFFIXES)


def _wrong_suffix(path: Path, allowed: tuple[str, ...]) -> ExportError:
    return ExportError(ErrorCode.SUFFIX_UNKNOWN, path=str(path), suffix=path.suffix, known=allowed)
