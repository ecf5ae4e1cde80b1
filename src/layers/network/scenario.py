"""Scenarios: a day with what is closed and what is assumed built, and the ways to the sea that stay open.

A *way* is one route of one corridor. It is open when its corridor is known to be usable on the day, none
of its parts is unusable, and none of its parts, transit countries or chokepoints is closed. Assuming a
corridor built adds its unbuilt legs and places with a probability; it does not reopen a closed crossing.
Not modelled: how much cargo a way can carry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import Status
from layers.network.network import NOT_KNOWN_USABLE, UNUSABLE, parts_of_route, status_on, transit_countries

__all__ = ["Scenario", "Way", "all_ways", "open_ways", "scenario_of"]

_UNBUILT = frozenset({Status.PROPOSED, Status.UNDER_CONSTRUCTION, Status.DUE})


@dataclass(frozen=True)
class Scenario:
    """A day (``YYYY-MM-DD``) with changes.

    ``closed`` holds country codes and ids of parts, ``built`` pairs of corridor id and probability (0 to 1).
    ``origin`` and ``market`` are the two ends between which corridors are compared, empty for those of the
    pack; with :data:`~layers.model.view.OWN_PORTS` as the market each corridor leads to its own port.
    """

    day: str
    closed: frozenset[str] = frozenset()
    built: tuple[tuple[str, float], ...] = ()
    origin: str = ""
    market: str = ""

    @cached_property
    def built_probability(self) -> Mapping[str, float]:
        """Probability of being built, by corridor id."""
        return dict(self.built)

    def without_changes(self) -> Scenario:
        """The same day and ends with nothing closed and nothing built."""
        return replace(self, closed=frozenset(), built=())


@dataclass(frozen=True)
class Way:
    """One route of one corridor with everything it depends on.

    ``probability`` is 1 for a way that exists, else the probability that it is built.
    """

    corridor: str
    route: str
    countries: frozenset[str]
    chokepoints: frozenset[str]
    parts: tuple[str, ...]
    probability: float = 1.0


def all_ways(data: Data) -> list[Way]:
    """Return every route of every corridor that reaches the open sea, whatever its state."""
    ways = []
    for corridor in data.corridors.values():
        if not corridor.outlet:
            continue
        for route in corridor.routes:
            parts = tuple(parts_of_route(data, route))
            ways.append(
                Way(
                    corridor.id, route.id, frozenset(transit_countries(data, route)),
                    frozenset(part for part in parts if part in data.chokepoints), parts,
                )
            )  # fmt: skip
    return ways


def open_ways(data: Data, scenario: Scenario, ways: Iterable[Way] | None = None) -> list[Way]:
    """Return the ways open in the scenario, in the order of the data, or of ``ways`` if given."""
    found = []
    status = _Statuses(data, scenario.day)
    for way in all_ways(data) if ways is None else ways:
        if scenario.closed & (way.countries | set(way.parts)):
            continue
        probability = scenario.built_probability.get(way.corridor, 0.0)
        if status.stands(way):
            found.append(way)
        elif probability > 0 and status.could_be_built(way):
            found.append(Way(way.corridor, way.route, way.countries, way.chokepoints, way.parts, probability))
    return found


class _Statuses:
    """Statuses of corridors and parts on one day, each looked up once."""

    def __init__(self, data: Data, day: str) -> None:
        self._data, self._day = data, day
        self._found: dict[str, Status | None] = {}

    def of(self, key: str) -> Status | None:
        if key not in self._found:
            record = self._data.parts.get(key) or self._data.corridors[key]
            found = status_on(record.status_history, self._day, self._data.evidence_end)
            self._found[key] = found.status if found else None
        return self._found[key]

    def stands(self, way: Way) -> bool:
        own = self.of(way.corridor)
        if own is None or own in NOT_KNOWN_USABLE:
            return False
        return all(self.of(part) is not None and self.of(part) not in UNUSABLE for part in way.parts)

    def could_be_built(self, way: Way) -> bool:
        return self.of(way.corridor) is not Status.SUSPENDED and all(
            self.of(part) is not Status.SUSPENDED for part in way.parts
        )


def scenario_of(view: View) -> Scenario:
    """Return the scenario of a view: its day, closures, assumed construction, and the ends compared."""
    return Scenario(view.date, view.closed, view.built, view.origin, view.market)
