"""Everything that can go wrong in the library, as one tree.

::

    SearoomError
    ├── DataError        the data folder does not hold what it should (carries every Fault at once)
    ├── ViewError        a query string or a scene asks for something that does not exist
    ├── ScenarioError    a closure, a project or a place that the data do not have
    ├── StoryError       a story cannot be changed as asked: read-only, not there, changed by someone else
    ├── OverlayError     a visitor's file cannot be laid over the map (in layers.overlay)
    ├── ExportError      a document could not be written
    └── ServerError      the server cannot be started as asked
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "DataError",
    "ExportError",
    "Fault",
    "ScenarioError",
    "SearoomError",
    "ServerError",
    "Severity",
    "StoryError",
    "ViewError",
]


class SearoomError(Exception):
    """Base of all errors that the library raises on purpose."""


class Severity(StrEnum):
    """Whether the data cannot be used as they are, or can but look wrong."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Fault:
    """One thing wrong, or suspicious, in one place of one file; ``line`` counts from 1 where it is known."""

    file: str
    record: str
    field: str
    got: str
    expected: str
    remedy: str = "Correct it and run: searoom check"
    line: int | None = None
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        file = self.file if self.line is None else f"{self.file}:{self.line}"
        where = ", ".join(part for part in (file, self.record, self.field) if part)
        return f"{where}: got {self.got}; expected {self.expected}. {self.remedy}"


class DataError(SearoomError):
    """Raised once, with every fault found; nothing is loaded when it is raised."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        plural = "" if len(self.faults) == 1 else "s"
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(f"{len(self.faults)} fault{plural} in the data:\n{lines}")


class ViewError(SearoomError):
    """A view names a lens, date, layer or language that does not exist."""


class ScenarioError(SearoomError):
    """A scenario closes, builds or asks the way to something that does not exist."""


class StoryError(SearoomError):
    """A story cannot be changed as asked: it is read-only, not there, or someone else has changed it."""


class ExportError(SearoomError):
    """A document could not be written."""


class ServerError(SearoomError):
    """The server cannot be started as asked."""
