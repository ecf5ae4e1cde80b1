"""Where a fault is: what its record is called, and the path from there to a value, as keys and indices."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from layers.model.kinds import Layout, RecordKind

__all__ = ["Path", "citations_by_path", "name_of", "texts_by_path"]

Path = tuple[str | int, ...]


def name_of(kind: RecordKind, key: str, record: Any) -> tuple[str, int | None]:
    """The id by which a fault names a record, and its number in the file if it has no id of its own.

    ``key`` is that of the record in :meth:`~layers.model.dataset.Data.records`.
    """
    if kind.is_mapping:
        return key, None
    if kind.layout is Layout.ONE:
        return str(record.id), None
    own = {"span": "km", "spot check": "corridor", "file": "file", "swept closure": "gates"}[kind.name]
    value = getattr(record, own)
    return f"{value:g}" if isinstance(value, float) else str(value), int(key) + 1


def citations_by_path(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every source id that a record cites, at whatever depth, with its path."""
    for step, inner in _inside(value):
        if isinstance(step, str) and step.endswith("sources"):
            for index, cited in enumerate(inner):
                yield (*path, step, index), cited
        else:
            yield from citations_by_path(inner, (*path, step))


def texts_by_path(value: Any, keys: Collection[str], path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text under one of the ``keys``, at whatever depth, with its path."""
    for step, inner in _inside(value):
        if step in keys and isinstance(inner, str):
            yield (*path, step), inner
        else:
            yield from texts_by_path(inner, keys, (*path, step))


def _inside(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, (list, tuple)):
        yield from enumerate(value)
