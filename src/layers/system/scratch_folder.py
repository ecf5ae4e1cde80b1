"""A temporary folder for libraries that insist on a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from layers.errors import ExportError
from layers.faults import ErrorCode, Value

__all__ = ["scratch_folder"]


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """An empty folder that is gone after the block.

    Raises
    ------
    ExportError
        If no disk can be written to; or the block's own, which then does not say where the folder was.
    """
    try:
        folder = TemporaryDirectory(prefix="searoom-")
    except OSError as error:
        raise ExportError(ErrorCode.NO_SCRATCH_FOLDER) from error
    with folder as name:
        try:
            yield Path(name)
        except ExportError as error:
            raise ExportError(error.code, **_without_folder(error.parameters, name)) from error


def _without_folder(parameters: Mapping[str, Value], folder: str) -> dict[str, Value]:
    """The parameters of an error, with the path relative to the folder that nobody knows of."""
    path = Path(str(parameters.get("path", "")))
    if not path.is_relative_to(folder):
        return dict(parameters)
    return {**parameters, "path": str(path.relative_to(folder))}
