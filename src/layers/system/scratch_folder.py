"""A temporary folder for libraries that insist on a file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from layers.errors import ExportError

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
        raise ExportError(
            "No folder for temporary files can be written to. Set TMPDIR to one that can."
        ) from error
    with folder as name:
        try:
            yield Path(name)
        except ExportError as error:
            raise ExportError(str(error).replace(f"{name}{os.sep}", "")) from error
