"""What changed for each corridor between two days, from its statuses, its risk and the events.

A change of status decides whether a corridor became better or worse; with an unchanged status, a change of
the composite risk by :data:`NOTABLE_POINTS` or more does. Not covered: changes that the data do not record,
and how much cargo they affect.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from layers.analysis.risk import Risk, RiskModel
from layers.model.dataset import Data
from layers.model.evidence import Event
from layers.model.records import Corridor, StatusEntry
from layers.model.vocabulary import Aggregation, Status
from layers.network.network import USABILITY, first_day, parts_of_route, status_on

__all__ = ["NOTABLE_POINTS", "CorridorChange", "PartChange", "Trend", "changes_between", "events_of_corridor"]

NOTABLE_POINTS = 2.0
"""A smaller change of the composite (0-100) counts as none, being within the ranges of the scores."""


class Trend(StrEnum):
    """Whether a way to the sea became better or worse."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


@dataclass(frozen=True)
class PartChange:
    """A part of any route whose status changed; None where it has no status yet."""

    part: str
    before: Status | None
    after: Status | None


@dataclass(frozen=True)
class CorridorChange:
    """One corridor on two days, with what changed in between."""

    corridor: Corridor
    before: Status | None
    after: Status | None
    risk_before: Risk
    risk_after: Risk
    trend: Trend
    parts: tuple[PartChange, ...]
    events: tuple[Event, ...]


def changes_between(
    model: RiskModel, since: str, until: str, aggregation: Aggregation = "weakest"
) -> list[CorridorChange]:
    """Return the change of every corridor from ``since`` to ``until``, in the order of the data."""
    return [_change(model, corridor, since, until, aggregation) for corridor in model.data.corridors.values()]


def events_of_corridor(data: Data, corridor: Corridor) -> list[Event]:
    """Return the events that name the corridor or a part of any of its routes, oldest first."""
    parts = {part for route in corridor.routes for part in parts_of_route(data, route)}
    parts |= set(corridor.context_legs)
    return [
        event
        for event in data.events.values()
        if corridor.id in event.corridors or (not event.corridors and parts & set(event.parts))
    ]


def _change(
    model: RiskModel, corridor: Corridor, since: str, until: str, aggregation: Aggregation
) -> CorridorChange:
    data = model.data
    before, after = (_status(data, corridor.status_history, day) for day in (since, until))
    risks = [model.of_corridor(corridor, day, aggregation) for day in (since, until)]
    parts = []
    for key in dict.fromkeys(part for route in corridor.routes for part in parts_of_route(data, route)):
        states = [_status(data, data.parts[key].status_history, day) for day in (since, until)]
        if states[0] != states[1]:
            parts.append(PartChange(key, states[0], states[1]))
    events = [e for e in events_of_corridor(data, corridor) if since < first_day(e.date) <= until]
    return CorridorChange(
        corridor, before, after, risks[0], risks[1], _trend(before, after, risks), tuple(parts), tuple(events)
    )


def _status(data: Data, history: Sequence[StatusEntry], day: str) -> Status | None:
    found = status_on(history, day, data.evidence_end)
    return found.status if found else None


def _trend(before: Status | None, after: Status | None, risks: Sequence[Risk]) -> Trend:
    def rank(status: Status | None) -> int:
        return len(USABILITY) if status is None else USABILITY.index(status)

    if rank(before) != rank(after):
        return Trend.BETTER if rank(after) < rank(before) else Trend.WORSE
    moved = (risks[1].composite or 0.0) - (risks[0].composite or 0.0)
    if abs(moved) < NOTABLE_POINTS or None in (risks[0].composite, risks[1].composite):
        return Trend.SAME
    return Trend.WORSE if moved > 0 else Trend.BETTER
