"""How old the evidence on a corridor is, and what to look at next.

Counted from the end of the evidence, not from today: the same pack gives the same answer on any day. Where
a date is known to the year or month only, nothing looks older than it may be, or newer than it must be.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from layers.model.dataset import Data
from layers.model.records import Corridor, Sourced, StatusEntry
from layers.model.vocabulary import Basis
from layers.network.network import first_day, last_day, parts_of_route, status_on

__all__ = ["Dated", "Freshness", "freshness"]

_YEAR_DAYS = 365


@dataclass(frozen=True)
class Dated:
    """A record with a date: a part or corridor last known, a capital's stance, or a source."""

    key: str
    date: str


@dataclass(frozen=True)
class Freshness:
    """The age of what is said of one corridor.

    Parameters
    ----------
    corridor
        Its id.
    newest
        The newest dated source that its statements, its events or those of its parts cite.
    statements, old, undated
        How many statements hold now and cite something: its and its parts' statuses and scores, its facts,
        its stances. Of them, those whose newest source is more than a year older than the end of the
        evidence, and those whose sources all lack a date.
    oldest_status, oldest_stance
        The part or corridor whose status was last known longest ago, and the capital whose stance is oldest;
        None where all are of the day on which the evidence ends.
    untried
        How many of its facts were not found, without the day of the last search.
    """

    corridor: str
    newest: Dated | None
    statements: int
    old: int
    undated: int
    oldest_status: Dated | None
    oldest_stance: Dated | None
    untried: int


def freshness(data: Data) -> tuple[Freshness, ...]:
    """Return the age of the evidence on every corridor, stalest first."""
    found = [_of_corridor(data, corridor) for corridor in data.corridors.values()]
    return tuple(sorted(found, key=lambda one: (_share_old(one), one.corridor), reverse=True))


def _share_old(one: Freshness) -> float:
    return one.old / one.statements if one.statements else 0.0


def _of_corridor(data: Data, corridor: Corridor) -> Freshness:
    parts = list(dict.fromkeys(p for route in corridor.routes for p in parts_of_route(data, route)))
    statuses = dict(_statuses_now(data, corridor, parts))
    scores = [
        assessment.scores[-1]
        for assessment in data.assessments.values()
        if set(assessment.parts) & set(parts)
    ]
    stances = {
        actor.id: actor.stances[corridor.id] for actor in data.actors.values() if corridor.id in actor.stances
    }
    events = [
        event
        for event in data.events.values()
        if corridor.id in event.corridors or set(event.parts) & set(parts)
    ]
    said: list[Sourced] = [*statuses.values(), *scores, *corridor.facts, *stances.values()]
    said = [one for one in said if one.sources]
    newest = [_newest(data, one.sources) for one in said]
    return Freshness(
        corridor=corridor.id,
        newest=_newest(data, (key for one in (*said, *events) for key in one.sources)),
        statements=len(said),
        old=sum(one is not None and last_day(one.date) < _year_before(data.evidence_end) for one in newest),
        undated=newest.count(None),
        oldest_status=_oldest(
            ((key, entry.last_known) for key, entry in statuses.items()), data.evidence_end
        ),
        oldest_stance=_oldest(((key, stance.as_of) for key, stance in stances.items()), data.evidence_end),
        untried=sum(fact.basis is Basis.NOT_FOUND and fact.tried_on is None for fact in corridor.facts),
    )


def _statuses_now(data: Data, corridor: Corridor, parts: Iterable[str]) -> Iterator[tuple[str, StatusEntry]]:
    histories = {corridor.id: corridor.status_history} | {
        part: data.parts[part].status_history for part in parts
    }
    for key, history in histories.items():
        found = status_on(history, data.evidence_end, data.evidence_end)
        if found is not None:
            yield key, found.entry


def _newest(data: Data, sources: Iterable[str]) -> Dated | None:
    dated = [Dated(key, date) for key in dict.fromkeys(sources) if (date := data.bibliography[key].date)]
    return max(dated, key=lambda one: (first_day(one.date), len(one.date)), default=None)


def _oldest(dates: Iterable[tuple[str, str | None]], end: str) -> Dated | None:
    known = [Dated(key, date) for key, date in dates if date and last_day(date) < end]
    return min(known, key=lambda one: last_day(one.date), default=None)


def _year_before(day: str) -> str:
    return (dt.date.fromisoformat(day) - dt.timedelta(days=_YEAR_DAYS)).isoformat()
