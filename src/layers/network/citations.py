"""Which records cite each source."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from layers.model.dataset import Data
from layers.model.kinds import KINDS, cited_sources
from layers.model.records import LengthSpan

__all__ = ["Citation", "citations"]


@dataclass(frozen=True)
class Citation:
    """A record that cites a source: its kind, and its id or, for a kind without ids, what it is called."""

    kind: str
    record: str


def citations(data: Data) -> dict[str, tuple[Citation, ...]]:
    """The records that cite each source, by id of the source and in the order of the kinds.

    Sources that no record cites have an empty tuple.
    """
    found: dict[str, dict[Citation, None]] = defaultdict(dict)
    for kind in (kind for kind in KINDS if kind.cites):
        for key, record in data.records(kind).items():
            citation = Citation(kind.name, _title(record) if isinstance(record, LengthSpan) else key)
            for source in cited_sources(record.model_dump()):
                found[source][citation] = None
    return {key: tuple(found[key]) for key in data.bibliography}


def _title(span: LengthSpan) -> str:
    return f"{' + '.join(span.legs)}, {span.km:g} km"
