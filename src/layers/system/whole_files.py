"""Atomic writes: a file is written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from layers.errors import ExportError, cause_of
from layers.faults import ErrorCode

__all__ = ["written_whole"]


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
