"""The data of a folder whose files may change while the server runs: the newest state that was valid."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from threading import Lock

from layers.errors import DataError
from layers.faults import Fault
from layers.model.dataset import Data
from layers.model.kinds import OPTIONAL_FILES, REQUIRED_FILES
from layers.packs.load import load

CHECK_EVERY_S = 2.0
_LENGTH = 16

Stamp = tuple[tuple[str, int, int, int], ...]
"""Of every file that is read: name, time of the last change in nanoseconds, size in bytes, inode."""


@dataclass(frozen=True)
class Edition:
    """One valid state of the data; ``version`` names its content.

    ``faults`` are those of the files as they are now, if these are newer than this state and not valid.
    ``own`` says that a visitor has changed the data for themselves.
    """

    data: Data
    version: str
    faults: tuple[Fault, ...] = ()
    own: bool = False


class DataReloader:
    """Checks a folder every few seconds for changes, and returns its data as they last were valid.

    A state is read whole or not at all: while files are still being written, the one before stays.
    """

    def __init__(
        self, folder: Path, check_every_s: float = CHECK_EVERY_S, read: Callable[[Path], Data] = load
    ) -> None:
        self.folder = folder
        self._check_every_s, self._read, self._lock = check_every_s, read, Lock()
        self._recent: tuple[Edition, ...] = ()
        self._refused: DataError | None = None
        self._stamp: Stamp | None = None
        self._next_check_s = 0.0

    def edition(self) -> Edition:
        """The newest valid state. A thread that asks while another one reads gets the state before.

        Raises
        ------
        DataError
            If the data have not been valid since the server started.
        """
        if time.monotonic() >= self._next_check_s and self._lock.acquire(blocking=not self._recent):
            try:
                self._check()
            finally:
                self._lock.release()
        if self._recent:
            return self._recent[0]
        raise self._refused or DataError(())

    def look_now(self) -> None:
        """Look at the folder the next time that someone asks: this server has written to it."""
        self._next_check_s = 0.0

    def recent(self) -> tuple[Edition, ...]:
        """The newest valid state, and the one before, which some pages still show."""
        return self._recent

    def _check(self) -> None:
        stamp = stamp_of(self.folder)
        if stamp != self._stamp:
            self._reload(stamp)
        self._next_check_s = time.monotonic() + self._check_every_s

    def _reload(self, stamp: Stamp) -> None:
        version, known = version_of(self.folder), self._recent[0] if self._recent else None
        refused, data = None, known.data if known is not None and known.version == version else None
        try:
            data = data or self._read(self.folder)
        except DataError as error:
            refused = error
        if known is not None and stamp_of(self.folder) != stamp:
            return  # still being written: the next check decides
        self._stamp, self._refused = stamp, refused
        if data is not None:
            fresh = Edition(data, version)
            before = tuple(one for one in self._recent if one.version != version)
            self._recent = (fresh, *before[:1])
        elif refused is not None and known is not None:
            self._recent = (replace(known, faults=refused.faults), *self._recent[1:])


def stamp_of(folder: Path) -> Stamp:
    """What shows, without opening any file, that one has changed."""
    return tuple(_stamps(folder))


def version_of(folder: Path) -> str:
    """Hash of the content of all files, whenever they were written."""
    whole = sha256()
    for path in _files(folder):
        content = _content(path)
        whole.update(f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode())
        whole.update(content)
    return whole.hexdigest()[:_LENGTH]


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""  # missing or not readable: whether that is a fault is for the loader to say


def _stamps(folder: Path) -> Iterator[tuple[str, int, int, int]]:
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        try:
            now = path.stat()
        except OSError:
            yield name, 0, 0, 0
        else:
            yield name, now.st_mtime_ns, now.st_size, now.st_ino


def _files(folder: Path) -> Iterator[Path]:
    """The files that the loader reads."""
    for name in sorted(REQUIRED_FILES | OPTIONAL_FILES):
        if name.endswith("/"):
            yield from sorted((folder / name).glob("*.yaml"))
        else:
            yield folder / name
