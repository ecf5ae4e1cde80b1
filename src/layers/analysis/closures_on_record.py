"""Closures on record: when a part was shut, from its dated statuses and from dated events.

A spell is a time in which nothing passed. It comes from the ``suspended`` statuses of a part, or from an
event that closes it of which both days are known, unless the statuses of the parts that the event names show
that some cargo still passed. What has not ended is censored at the end of the evidence. Days are ordinals.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from layers.model.dataset import Data
from layers.model.evidence import Event
from layers.model.records import StatusEntry
from layers.model.vocabulary import FIRST_DATE, Direction, Status
from layers.network.network import UNUSABLE, first_day

__all__ = ["Record", "Spell", "record_of", "spells_of", "together"]

_UNBUILT = UNUSABLE - {Status.SUSPENDED}
_DAYS_A_YEAR = 365.25
_WHOLE_DATE = len("2021-01-01")


@dataclass(frozen=True)
class Spell:
    """Shut from ``start`` until before ``end``, ordinal days; ``has_ended`` is False while it lasts."""

    start: int
    end: int
    has_ended: bool

    @property
    def days(self) -> int:
        """How long it has lasted."""
        return self.end - self.start


@dataclass(frozen=True)
class Record:
    """How often and how long something was shut in the years in which it was there to be shut."""

    closures: int
    ended: int
    days_shut: int
    years: float


def record_of(data: Data, parts: Sequence[str], spells: Sequence[Spell]) -> Record:
    """Sum up the spells of one part, or of several that were shut together."""
    end = _ordinal(data.evidence_end)
    since = max(_in_use_since(data.parts[part].status_history, end) for part in parts)
    days_shut = sum(spell.days for spell in spells)
    ended = sum(spell.has_ended for spell in spells)
    return Record(len(spells), ended, days_shut, max(end - since, 1) / _DAYS_A_YEAR)


def spells_of(data: Data, part: str) -> tuple[Spell, ...]:
    """Every time in which a leg or place was shut, oldest first, none of them overlapping."""
    end = _ordinal(data.evidence_end)
    found = [*_suspended(data.parts[part].status_history, end), *_of_events(data, part)]
    merged: list[Spell] = []
    for spell in sorted(found, key=lambda each: (each.start, each.end)):
        if merged and spell.start <= merged[-1].end:
            last = merged.pop()
            longest = max((last, spell), key=lambda each: (each.end, not each.has_ended))
            merged.append(Spell(last.start, longest.end, longest.has_ended))
        else:
            merged.append(spell)
    return tuple(merged)


def together(spells: Iterable[Sequence[Spell]]) -> tuple[Spell, ...]:
    """The times in which all of several parts were shut at once, by the spells of each."""
    common: list[Spell] | None = None
    for own in spells:
        if common is None:
            common = list(own)
            continue
        met = []
        for one in common:
            for other in own:
                start, end = max(one.start, other.start), min(one.end, other.end)
                if start < end:
                    met.append(Spell(start, end, (one if one.end <= other.end else other).has_ended))
        common = met
    return tuple(common or ())


def _suspended(history: Sequence[StatusEntry], end: int) -> list[Spell]:
    observed = [entry for entry in history if not entry.planned]
    found = []
    for entry, following in zip(observed, [*observed[1:], None], strict=True):
        if entry.status is Status.SUSPENDED:
            until = end if following is None else _ordinal(following.from_date)
            found.append(Spell(_ordinal(entry.from_date), until, following is not None))
    return [spell for spell in found if spell.days > 0]


def _of_events(data: Data, part: str) -> list[Spell]:
    found = []
    for event in data.events.values():
        if part in event.parts and _shut_everything(data, event) and event.until is not None:
            found.append(Spell(_ordinal(event.date), _ordinal(event.until), has_ended=True))
    return [spell for spell in found if spell.days > 0 and spell.start >= _ordinal(FIRST_DATE)]


def _shut_everything(data: Data, event: Event) -> bool:
    """Whether both days are known and no part that the event names was seen in use while it lasted."""
    if event.direction is not Direction.CLOSES or event.until is None:
        return False
    if min(len(event.date), len(event.until)) < _WHOLE_DATE:
        return False
    return not any(
        entry.status is not Status.SUSPENDED and event.date <= first_day(entry.from_date) < event.until
        for part in event.parts
        for entry in data.parts[part].status_history
        if not entry.planned
    )


def _in_use_since(history: Sequence[StatusEntry], end: int) -> int:
    used = [entry.from_date for entry in history if not entry.planned and entry.status not in _UNBUILT]
    return max(_ordinal(used[0]), _ordinal(FIRST_DATE)) if used else end


def _ordinal(date: str) -> int:
    return dt.date.fromisoformat(first_day(date)).toordinal()
