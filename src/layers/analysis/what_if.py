"""Every headline figure of a scenario, for comparison before and after a change.

The figures follow the definitions of :mod:`layers.analysis.access`, :mod:`layers.analysis.reliability` and
:mod:`layers.analysis.bargaining` on the ways that the scenario leaves open. Corridors are compared by the
cheapest journey by each between the same two ends (:mod:`layers.analysis.journeys`); one without such a
journey (a pipeline, say) is a door, but has no share of cargo.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from layers.analysis.access import (
    Door,
    Locks,
    concentration,
    exposures,
    independent_doors,
    locks,
    shares_by_cost,
)
from layers.analysis.bands import Band
from layers.analysis.bargaining import ValuedWay, power_band
from layers.analysis.generalised_cost import CostModel, WayCost
from layers.analysis.journeys import CorridorJourney, Journeys, NoWay
from layers.analysis.outages import Elements, common_causes
from layers.analysis.parameters import Settings
from layers.analysis.reliability import (
    NeededWay,
    OutageBook,
    Reliability,
    criticality_days,
    days_if_shut,
    reliability,
)
from layers.analysis.risk import RiskClass, RiskModel
from layers.network.network import change_dates
from layers.network.scenario import Scenario, Way, all_ways, open_ways

__all__ = [
    "VETO_BOUNDS",
    "DoorsOn",
    "Headline",
    "WhatIf",
    "door_history",
    "next_best",
    "veto_class",
    "veto_classes",
    "veto_days",
    "veto_history",
]


@dataclass(frozen=True)
class Headline:
    """All figures of one scenario.

    ``doors`` are the corridors with an existing open way, ``hoped_for`` those open only if built.
    ``journeys`` is the cheapest journey by each door, by generalised cost, between the scenario's two ends,
    and ``no_way`` says why there is none by a door. ``countries`` are those of every open way.
    ``shares`` and ``exposures`` count existing ways only; ``power`` (shares of the whole, empty where there
    is none) and ``reliability`` weight ways yet to be built by their probability. ``concentration`` is None
    without any exposure.
    """

    scenario: Scenario
    doors: tuple[str, ...]
    hoped_for: tuple[str, ...]
    independent: tuple[Door, ...]
    locks: Locks
    strait_locks: Locks
    countries: frozenset[str]
    journeys: Mapping[str, CorridorJourney]
    no_way: Mapping[str, NoWay]
    shares: Mapping[str, float]
    exposures: Mapping[str, float]
    concentration: float | None
    reliability: Reliability
    power: Mapping[str, Band]

    @property
    def cheapest(self) -> Mapping[str, Way]:
        """The way that the journey by each door follows."""
        return {corridor: found.way for corridor, found in self.journeys.items()}

    @property
    def costs(self) -> Mapping[str, WayCost]:
        """What the journey by each door costs."""
        return {corridor: found.cost for corridor, found in self.journeys.items()}


_BOOKS_KEPT = 8


class WhatIf:
    """Headline figures of one data set."""

    def __init__(self, model: RiskModel) -> None:
        self.model = model
        self.costs = CostModel(model)
        self.journeys = Journeys(self.costs)
        self._ways, self._elements = all_ways(model.data), Elements(model)
        self._book = lru_cache(maxsize=_BOOKS_KEPT)(self._make_book)

    def headline(self, scenario: Scenario, settings: Settings) -> Headline:
        """Return all figures of a scenario."""
        ways = open_ways(self.model.data, scenario, self._ways)
        standing = [way for way in ways if way.probability >= 1]
        doors = tuple(dict.fromkeys(way.corridor for way in standing))
        journeys, no_way = self.journeys.by_corridor(standing, scenario, settings)
        shares = shares_by_cost(
            {c: found.cost.generalised_usd for c, found in journeys.items()}, settings.theta_per_usd
        )
        exposure = exposures(shares, {c: found.journey.countries for c, found in journeys.items()})
        return Headline(
            scenario=scenario,
            doors=doors,
            hoped_for=tuple(dict.fromkeys(w.corridor for w in ways if w.corridor not in doors)),
            independent=independent_doors((way.corridor, way.countries) for way in standing),
            locks=locks(way.countries for way in standing),
            strait_locks=locks(way.chokepoints for way in standing),
            countries=_countries(ways),
            journeys=journeys,
            no_way=no_way,
            shares=shares,
            exposures=exposure,
            concentration=concentration(exposure),
            reliability=reliability(self._needs(ways), self._book(scenario.day, settings)),
            power=self.power(ways, scenario, settings),
        )

    def criticality_days(self, ways: Iterable[Way], day: str, settings: Settings) -> dict[str, float]:
        """Return what hangs on each element of the ways, in days a year without any door."""
        return criticality_days(self._needs(ways), self._book(day, settings))

    def inputs_of(self, ways: Iterable[Way], day: str, settings: Settings) -> Hashable:
        """Return everything that the criticality of some ways rests on, to see whether it changed."""
        needs, book = self._needs(ways), self._book(day, settings)
        return tuple(needs), tuple(book.total(name) for way in needs for name in sorted(way.elements))

    def days_if_shut(self, scenario: Scenario, settings: Settings) -> dict[str, float]:
        """Return, by corridor, the days a year without any door if it were shut besides."""
        ways = open_ways(self.model.data, scenario, self._ways)
        return days_if_shut(self._needs(ways), self._book(scenario.day, settings))

    def power(self, ways: Iterable[Way], scenario: Scenario, settings: Settings) -> dict[str, Band]:
        """Return the bargaining power of home and the transit countries, as shares of the whole (0 to 1).

        Power is over access to the sea, whatever the market: each way counts from where it starts to its own
        port. The band is over the worth of access, the value of time and the premium for risk, each at its
        low or high end. Empty if nothing is open or everything that is open is worth nothing.
        """
        costs = [(way, self.costs.of_way(way, scenario.day, settings)) for way in ways]
        known = [(way, cost) for way, cost in costs if cost is not None]

        def valued(worth: float, per_day: float, per_point: float) -> list[ValuedWay]:
            return [
                ValuedWay(
                    way.corridor, way.countries,
                    worth - cost.usd_per_teu - per_day * cost.days - per_point * cost.risk, way.probability,
                )
                for way, cost in known
            ]  # fmt: skip

        central = (
            settings.no_access_usd, settings.value_of_time_usd_per_day, settings.risk_premium_usd_per_point
        )
        ends = product(settings.no_access_ends, settings.value_of_time_ends, settings.risk_premium_ends)
        return power_band(self.model.data.home, valued(*central), (valued(*end) for end in ends))

    def _needs(self, ways: Iterable[Way]) -> list[NeededWay]:
        return [NeededWay(way.corridor, self._elements.of_way(way), way.probability) for way in ways]

    def _make_book(self, day: str, settings: Settings) -> OutageBook:
        return OutageBook(
            lambda name: self._elements.on(name, day, settings), common_causes(self.model, settings)
        )


VETO_BOUNDS = (
    (0.001, RiskClass.LOW),
    (0.005, RiskClass.MODERATE),
    (0.02, RiskClass.ELEVATED),
    (0.1, RiskClass.HIGH),
)
"""Upper bounds of criticality, in days a year without any door, for each class; above, it is extreme."""


def veto_days(countries: Iterable[str], criticality: Mapping[str, float]) -> dict[str, float]:
    """Return the criticality of every country on an open way, by its code in order."""
    return {country: criticality.get(country, 0.0) for country in sorted(countries)}


def veto_class(days: float) -> str:
    """Return the class of a criticality in days a year without any door."""
    return str(next((name for bound, name in VETO_BOUNDS if days < bound), RiskClass.EXTREME))


def veto_classes(days: Mapping[str, float]) -> dict[str, str]:
    """Return the class of every country of :func:`veto_days`."""
    return {country: veto_class(value) for country, value in days.items()}


NEXT_BEST = 3
"""How many doors are shown as the next best."""


def next_best(before: Headline, after: Headline) -> list[str]:
    """Return the doors whose share of cargo grows most between two scenarios, largest growth first."""
    gains = {corridor: share - before.shares.get(corridor, 0.0) for corridor, share in after.shares.items()}
    growing = [corridor for corridor in gains if gains[corridor] > 0]
    return sorted(growing, key=lambda corridor: -gains[corridor])[:NEXT_BEST]


def veto_history(model: RiskModel, settings: Settings) -> list[tuple[str, dict[str, str]]]:
    """Return the veto classes from every day on which they change, without closures or construction."""
    what_if, ways = WhatIf(model), all_ways(model.data)
    history: list[tuple[str, dict[str, str]]] = []
    last = None
    for day in model.change_dates({part for way in ways for part in way.parts}):
        found = open_ways(model.data, Scenario(day), ways)
        inputs = what_if.inputs_of(found, day, settings)
        if inputs == last:
            continue
        last = inputs
        days = veto_days(_countries(found), what_if.criticality_days(found, day, settings))
        classes = veto_classes(days)
        if not history or history[-1][1] != classes:
            history.append((day, classes))
    return history


def _countries(ways: Iterable[Way]) -> frozenset[str]:
    return frozenset(country for way in ways for country in way.countries)


@dataclass(frozen=True)
class DoorsOn:
    """Numbers of doors, independent doors and locks from a day on."""

    day: str
    doors: int
    independent: int
    locks: Locks


def door_history(model: RiskModel) -> list[DoorsOn]:
    """Return doors and locks from every day on which one of them changes, ignoring announced openings."""
    data, ways = model.data, all_ways(model.data)
    days: set[str] = set()
    for way in ways:
        for key in (*way.parts, way.corridor):
            record = data.parts.get(key) or data.corridors[key]
            days |= set(change_dates(record.status_history, data.evidence_end))
    history: list[DoorsOn] = []
    for day in sorted(days):
        found = open_ways(data, Scenario(day), ways)
        independent = independent_doors((way.corridor, way.countries) for way in found)
        lock = locks(way.countries for way in found)
        now = DoorsOn(day, len({w.corridor for w in found}), len(independent), lock)
        if not history or replace(history[-1], day=day) != now:
            history.append(now)
    return history
