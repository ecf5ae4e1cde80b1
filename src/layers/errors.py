"""Everything that can go wrong in the library, as one tree.

::

    SearoomError
    ├── DataError            the data folder does not hold what it should (carries every Fault at once)
    ├── ViewError            a query string or a scene asks for something that does not exist
    ├── OverlayError         a visitor's file cannot be laid over the map (in layers.overlay)
    └── RefusedError         something that was asked for is not done: a code and its parameters
        ├── ScenarioError    a closure, a project or a place that the data do not have
        ├── StoryError       a story cannot be changed as asked: read-only, not there, changed by someone else
        ├── EditError        the pack cannot be changed as asked: laid out oddly, changed by someone else
        ├── ExportError      a document could not be written
        └── ServerError      the server cannot be started as asked

Every error is worded in a language by :meth:`SearoomError.in_language`; as a string it is English.
"""

from __future__ import annotations

import errno
from abc import abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any

from layers.faults import ErrorCode, Fault, FaultCode, Problem, Value
from layers.text.faults import word_error, word_faults, word_problem

__all__ = [
    "DataError",
    "EditConflictError",
    "EditError",
    "ExportError",
    "RefusedError",
    "ScenarioError",
    "SearoomError",
    "ServerError",
    "StoryError",
    "ViewError",
    "cause_of",
]

_KNOWN_CAUSES = {errno.EACCES: "EACCES", errno.ENOSPC: "ENOSPC", errno.EROFS: "EROFS"}
"""Refusals of the operating system that have words in every language."""


class SearoomError(Exception):
    """Base of all errors that the library raises on purpose."""

    @abstractmethod
    def in_language(self, language: str) -> str:
        """What is wrong, and what to do, in a language."""

    def __str__(self) -> str:
        """The same in English, for logs and the command line."""
        return self.in_language("en")


class DataError(SearoomError):
    """Raised once, with every fault found; nothing is loaded when it is raised."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def in_language(self, language: str) -> str:
        """Every fault, a line each."""
        return word_faults(self.faults, language)


class ViewError(SearoomError):
    """A view names a lens, date, layer or language that does not exist."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(*problems)

    @classmethod
    def of(cls, code: FaultCode, **parameters: Value) -> ViewError:
        """The error of one problem."""
        return cls(Problem(code, parameters))

    def in_language(self, language: str) -> str:
        """Every problem, a line each."""
        return "\n".join(word_problem(problem, language) for problem in self.problems)


class RefusedError(SearoomError):
    """Something that was asked for is not done."""

    def __init__(self, code: ErrorCode, **parameters: Value) -> None:
        code.require(parameters)
        self.code, self.parameters = code, parameters
        super().__init__(code, parameters)

    def in_language(self, language: str) -> str:
        """Why it is not done, and what to do."""
        return word_error(self.code, self.parameters, language)


class ScenarioError(RefusedError):
    """A scenario closes, builds or asks the way to something that does not exist."""


class StoryError(RefusedError):
    """A story cannot be changed as asked: it is read-only, not there, or someone else has changed it."""


class EditError(RefusedError):
    """The pack cannot be changed as asked."""


class EditConflictError(EditError):
    """The entry was changed by someone else in the meantime; both versions are kept.

    ``mine`` is the entry that was to be written, ``theirs`` the one that stands there now, if any does.
    """

    def __init__(self, mine: Mapping[str, Any], theirs: Mapping[str, Any] | None) -> None:
        self.mine, self.theirs = mine, theirs
        super().__init__(ErrorCode.EDIT_CONFLICT if theirs else ErrorCode.EDIT_GONE)


class ExportError(RefusedError):
    """A document could not be written."""


class ServerError(RefusedError):
    """The server cannot be started as asked."""


def cause_of(error: OSError) -> str:
    """The value of a ``cause`` parameter: a name that languages have words for, else the system's words."""
    known = _KNOWN_CAUSES.get(error.errno) if error.errno is not None else None
    return known or error.strerror or str(error)
