"""Atomic writes: a file is written whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from layers.errors import ExportError, cause_of
from layers.faults import ErrorCode

__all__ = ["replace_durably", "written_whole"]


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A file beside ``path`` to write to; it takes the name of ``path`` once the block is done.

    Raises
    ------
    ExportError
        If the file cannot be written; what was there before stays.
    """
    beside = path.with_name(f".part-{path.name}")
    try:
        beside.touch()  # fail before the work if the folder cannot be written to
        yield beside
        beside.replace(path)
    except OSError as error:
        raise ExportError(ErrorCode.FILE_UNWRITABLE, path=str(path), cause=cause_of(error)) from error
    finally:
        if beside.exists():
            beside.unlink()


def replace_durably(path: Path, content: bytes) -> None:
    """Give a file a content at once; after a loss of power it has the old one or this one, never a part.

    The file keeps its permissions; where ``path`` is a link, what it leads to is replaced.

    Raises
    ------
    OSError
        If the file cannot be written; what was there before stays.
    """
    path = path.resolve()
    beside = path.with_name(f".{path.name}.part")  # whoever lists the files of its kind does not see it
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """See that the names in a folder outlast a loss of power, where the system can."""
    if os.name != "posix":
        return
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
