"""Facts about the network: the status of a leg on a day, the parts of a route, lengths by country and mode.

Days are ``YYYY-MM-DD``. A date known only to the month or year begins on its first day and falls due on
its last. An observed status holds until the next one and, after the end of the evidence, is the last known.
An announced opening never becomes an observation: once its date has passed, its status is
 :attr:`~layers.model.vocabulary.Status.DUE`.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from layers.model.dataset import Data, chain_of_places
from layers.model.records import Corridor, Crossing, Leg, Port, Route, StatusEntry
from layers.model.vocabulary import FIRST_DATE, LAST_DATE, Mode, Status
from layers.network.borders import countries_of_way

__all__ = [
    "NOT_KNOWN_USABLE",
    "UNUSABLE",
    "USABILITY",
    "DatedStatus",
    "change_dates",
    "corridors_of_leg",
    "first_day",
    "km_by_country",
    "km_by_mode",
    "last_day",
    "main_route",
    "parts_of_route",
    "places_of_route",
    "route_length_km",
    "status_on",
    "transit_countries",
    "weakest_leg",
]

K = TypeVar("K")

USABILITY = (
    Status.OPERATIONAL,
    Status.AT_RISK,
    Status.LIMITED,
    Status.UNVERIFIED,
    Status.DUE,
    Status.SUSPENDED,
    Status.UNDER_CONSTRUCTION,
    Status.PROPOSED,
)
"""From most to least usable; a chain of legs is as usable as its worst leg."""

UNUSABLE = frozenset({Status.DUE, Status.SUSPENDED, Status.UNDER_CONSTRUCTION, Status.PROPOSED})
"""Statuses in which no cargo passes."""

NOT_KNOWN_USABLE = UNUSABLE | {Status.UNVERIFIED}
"""Statuses in which cargo is not known to pass; a door counts only if it is known to be open."""


@dataclass(frozen=True)
class DatedStatus:
    """The status on a day, and the history entry that it comes from."""

    status: Status
    entry: StatusEntry


def status_on(history: Sequence[StatusEntry], day: str, evidence_end: str) -> DatedStatus | None:
    """Return the status on ``day``, or None before the first entry.

    ``evidence_end`` is the last day that observations cover; planned openings count only after it.
    """
    observed = [entry for entry in history if not entry.planned and first_day(entry.from_date) <= day]
    if day > evidence_end:
        announced = [entry for entry in history if entry.planned and last_day(entry.from_date) <= day]
        if announced:
            return DatedStatus(Status.DUE, announced[-1])
    return DatedStatus(observed[-1].status, observed[-1]) if observed else None


def first_day(date: str) -> str:
    """Return the first day of a partial date (year, month or day)."""
    return (date + "-01-01")[:10] if len(date) == 4 else (date + "-01")[:10]


def last_day(date: str) -> str:
    """Return the last day of a partial date: an opening announced for 2028 falls due when 2028 ends."""
    if len(date) == 4:
        return f"{date}-12-31"
    if len(date) == 7:
        year, month = (int(part) for part in date.split("-"))
        return f"{date}-{calendar.monthrange(year, month)[1]:02d}"
    return date


def change_dates(history: Sequence[StatusEntry], evidence_end: str) -> list[str]:
    """Return the days on which the status can change, starting with the first selectable day."""
    dates = {FIRST_DATE}
    after = (dt.date.fromisoformat(evidence_end) + dt.timedelta(days=1)).isoformat()
    for entry in history:
        date = max(last_day(entry.from_date), after) if entry.planned else first_day(entry.from_date)
        dates.add(min(max(date, FIRST_DATE), LAST_DATE))
    return sorted(dates)


def main_route(corridor: Corridor) -> Route:
    """Return the route that represents the corridor: the first one listed."""
    return corridor.routes[0]


def places_of_route(data: Data, route: Route) -> list[str]:
    """Return the ids of the places that the route visits, in order."""
    chain = chain_of_places(data.legs, route.legs)
    if isinstance(chain, str):
        raise AssertionError(f"{route.id} breaks at {chain}: loading should have refused it")
    return chain


def parts_of_route(data: Data, route: Route) -> list[str]:
    """Return the ids of everything the route depends on, in order.

    These are its legs, the ports and crossings between them, and the chokepoints that every ship from its
    last port must pass.
    """
    places = places_of_route(data, route)
    parts: list[str] = []
    for place, leg in zip(places, (*route.legs, None), strict=True):
        if isinstance(data.places[place], Port | Crossing):
            parts.append(place)
        if leg is not None:
            parts.append(leg)
    last = data.places[places[-1]]
    return [*parts, *(last.chokepoints if isinstance(last, Port) else ())]


def corridors_of_leg(data: Data) -> dict[str, list[str]]:
    """Return, for every leg, the ids of the corridors that use it on any of their routes."""
    users: dict[str, list[str]] = {key: [] for key in data.legs}
    for corridor in data.corridors.values():
        for key in dict.fromkeys(k for route in corridor.routes for k in route.legs):
            users[key].append(corridor.id)
    return users


def route_length_km(data: Data, route: Route) -> float:
    """Return the length of a route in km: published lengths where there are any, else measured ones."""
    return sum(data.legs[key].length_km for key in route.legs)


def km_by_country(data: Data, route: Route) -> dict[str, float]:
    """Return kilometres by country code, longest first; distance at sea is left out."""
    total: dict[str, float] = defaultdict(float)
    for key in route.legs:
        for country, km in data.legs[key].km_by_country.items():
            total[country] += km
    return _longest_first(total)


def km_by_mode(data: Data, route: Route) -> dict[Mode, float]:
    """Return kilometres by mode, longest first."""
    total: dict[Mode, float] = defaultdict(float)
    for key in route.legs:
        total[data.legs[key].mode] += data.legs[key].length_km
    return _longest_first(total)


def _longest_first(total: Mapping[K, float]) -> dict[K, float]:
    return dict(sorted(total.items(), key=lambda item: -item[1]))


def transit_countries(data: Data, route: Route) -> set[str]:
    """Return codes of the countries that the route really goes through, and that of its port, except home.

    Not those that it only touches (:mod:`layers.network.borders`).
    """
    legs = [data.legs[key] for key in route.legs]
    found = countries_of_way(data, legs, places_of_route(data, route))
    return (set(found.through) | {found.end or data.home}) - {data.home}


def weakest_leg(data: Data, route: Route, day: str) -> tuple[Leg, Status]:
    """Return the least usable leg of the route on a day, and its status."""

    def status(leg: Leg) -> Status:
        found = status_on(leg.status_history, day, data.evidence_end)
        return found.status if found else Status.PROPOSED

    leg = max((data.legs[key] for key in route.legs), key=lambda each: USABILITY.index(status(each)))
    return leg, status(leg)
