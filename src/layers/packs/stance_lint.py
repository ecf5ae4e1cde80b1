"""Report stances that rest on too little, or on what is too old to tell where a capital stands.

In: data that are sound. Out: warnings, as in :mod:`layers.packs.lint`.
"""

from __future__ import annotations

from collections.abc import Iterator

from layers.faults import Fault, FaultCode, Severity
from layers.model.dataset import Data
from layers.model.records import Actor
from layers.model.vocabulary import Basis, Stance

__all__ = ["LEAST_PAGES", "YEARS", "silences_without_limit", "stances_without_recent_pages"]

LEAST_PAGES = 2
"""One act or word is no stance: it may have been the last of its kind."""
YEARS = 2
"""How long before the end of the evidence an act still tells where a capital stands."""


def stances_without_recent_pages(data: Data) -> Iterator[Fault]:
    """A stance that is no judgement rests on two dated pages of the last two years."""
    since = _years_before(data.evidence_end)
    for actor in data.actors.values():
        for corridor, record in actor.stances.items():
            if record.stance is Stance.SILENT or record.basis is Basis.JUDGEMENT:
                continue
            count = sum(_is_since(data, source, since) for source in set(record.sources))
            if count < LEAST_PAGES:
                yield Fault(
                    FaultCode.STANCE_THIN, _file_of(actor), "actor", actor.id,
                    ("stances", corridor, "sources"),
                    {"stance": str(record.stance), "count": count, "since": since, "least": LEAST_PAGES},
                    severity=Severity.WARNING,
                )  # fmt: skip


def silences_without_limit(data: Data) -> Iterator[Fault]:
    """A silence says until when pages were looked through: a word may have been said since."""
    for actor in data.actors.values():
        for corridor, record in actor.stances.items():
            if record.stance is Stance.SILENT and record.looked_until is None:
                yield Fault(
                    FaultCode.SILENCE_UNLIMITED, _file_of(actor), "actor", actor.id,
                    ("stances", corridor, "looked_until"), severity=Severity.WARNING,
                )  # fmt: skip


def _file_of(actor: Actor) -> str:
    return f"actors/{actor.id}.yaml"


def _years_before(day: str) -> str:
    return f"{int(day[:4]) - YEARS}{day[4:]}"


def _is_since(data: Data, source: str, since: str) -> bool:
    """Whether a source is dated, and not before ``since`` even on the first day that its date allows."""
    date = data.bibliography[source].date
    return date is not None and f"{date}-01-01"[:10] >= since
