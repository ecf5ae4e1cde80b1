"""What cites each source: the way from a publisher's page back to every statement that rests on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from layers.model.dataset import Data
from layers.model.evidence import cited_sources

__all__ = ["Citation", "citations"]


@dataclass(frozen=True)
class Citation:
    """One record that cites a source."""

    kind: str
    record: str


def citations(data: Data) -> dict[str, tuple[Citation, ...]]:
    """Who cites what, by the id of the source; a source that nobody cites is there with nothing."""
    found: dict[str, dict[Citation, None]] = defaultdict(dict)
    for kind, key, record in _records(data):
        for source in cited_sources(record.model_dump()):
            found[source][Citation(kind, key)] = None
    return {key: tuple(found[key]) for key in data.bibliography}


def _records(data: Data) -> Iterator[tuple[str, str, Any]]:
    groups: dict[str, Mapping[str, Any]] = {
        "corridor": data.corridors, "leg": data.legs, "port": data.ports, "crossing": data.crossings,
        "chokepoint": data.chokepoints, "actor": data.actors, "assessment": data.assessments,
        "event": data.events, "project": data.projects, "series": data.series, "claim": data.claims,
        "shock": data.shocks, "preset": data.presets, "parameter": data.parameters,
        "indicator": data.indicators,
        "span": {f"{' + '.join(span.legs)}, {span.km:g} km": span for span in data.length_spans},
    }  # fmt: skip
    for kind, records in groups.items():
        for key, record in records.items():
            yield kind, key, record
