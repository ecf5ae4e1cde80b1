"""Start a new data pack from the commented template, the background layers and the JSON schemas."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from layers.errors import ExportError, cause_of
from layers.faults import ErrorCode
from layers.packs.json_schemas import write_schemas
from layers.packs.load import BACKGROUND_FILES, default_folder

__all__ = ["new_pack"]


def new_pack(folder: Path) -> Path:
    """Write a pack to ``folder`` that passes the check and can be served; return the folder.

    Raises
    ------
    ExportError
        If the folder exists and is not empty, or cannot be written to.
    """
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise ExportError(ErrorCode.FOLDER_NOT_EMPTY, path=str(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in _template(resources.files("layers.packs") / "template"):
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        for name in BACKGROUND_FILES:
            (folder / name).write_bytes((default_folder() / name).read_bytes())
    except OSError as error:
        raise ExportError(ErrorCode.FOLDER_UNWRITABLE, path=str(folder), cause=cause_of(error)) from error
    write_schemas(folder / "schemas")
    return folder


def _template(folder: Traversable, below: str = "") -> Iterator[tuple[str, bytes]]:
    """Path within the pack and content of every file of the template."""
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _template(entry, f"{below}{entry.name}/")
        else:
            yield f"{below}{entry.name}", entry.read_bytes()
