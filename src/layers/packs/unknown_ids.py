"""The fault of naming something that does not exist, with the nearest name that does."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from layers.faults import Fault, FaultCode

__all__ = ["nearest", "unknown_id"]


def nearest(value: str, known: Iterable[str]) -> str:
    """The known name that is almost this one; empty if none is."""
    close = get_close_matches(value, [str(key) for key in known], n=1)
    return close[0] if close else ""


def unknown_id(
    file: str, kind: str, key: str, path: tuple[str | int, ...], value: str, known: Iterable[str],
    target: str, number: int | None = None,
) -> Fault:  # fmt: skip
    """The fault of a record whose field at ``path`` names ``value``, which is none of the ``known``.

    ``target`` says what the field should name, by its key in the words of faults.
    """
    parameters = {"value": str(value), "target": target}
    suggestion = nearest(str(value), known)
    return Fault(FaultCode.UNKNOWN_ID, file, kind, key, path, parameters, number, suggestion)
