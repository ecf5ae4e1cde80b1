"""Every headline figure of a scenario, for comparison before and after a change.

The figures follow the definitions of :mod:`layers.analysis.access` and :mod:`layers.analysis.bargaining` on
the ways that the scenario leaves open. Corridors are compared by the cheapest journey by each between the
same two ends (:mod:`layers.analysis.journeys`); one without such a journey (a pipeline, say) is a door, but
has no share of cargo.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from layers.analysis.access import (
    DRAWS,
    Locks,
    Reliability,
    concentration,
    exposures,
    independent_doors,
    locks,
    reliability,
    shares_by_cost,
)
from layers.analysis.bargaining import ValuedWay, shapley
from layers.analysis.generalised_cost import CostModel, WayCost
from layers.analysis.journeys import CorridorJourney, Journeys, NoWay
from layers.analysis.outages import common_causes, elements_of_ways
from layers.analysis.parameters import Settings
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
    "veto_classes",
    "veto_history",
]


@dataclass(frozen=True)
class Headline:
    """All figures of one scenario.

    ``doors`` are the corridors with an existing open way, ``hoped_for`` those open only if built.
    ``journeys`` is the cheapest journey by each door, by generalised cost, between the scenario's two ends,
    and ``no_way`` says why there is none by a door. ``countries`` are those of every open way.
    ``shares`` and ``exposures`` count existing ways only; ``power`` and
    ``reliability`` weight ways yet to be built by their probability.
    """

    scenario: Scenario
    doors: tuple[str, ...]
    hoped_for: tuple[str, ...]
    independent: tuple[frozenset[str], ...]
    locks: Locks
    strait_locks: Locks
    countries: frozenset[str]
    journeys: Mapping[str, CorridorJourney]
    no_way: Mapping[str, NoWay]
    shares: Mapping[str, float]
    exposures: Mapping[str, float]
    concentration: float
    reliability: Reliability
    reliability_alone: Reliability
    power: Mapping[str, float]

    @property
    def cheapest(self) -> Mapping[str, Way]:
        """The way that the journey by each door follows."""
        return {corridor: found.way for corridor, found in self.journeys.items()}

    @property
    def costs(self) -> Mapping[str, WayCost]:
        """What the journey by each door costs."""
        return {corridor: found.cost for corridor, found in self.journeys.items()}


class WhatIf:
    """Headline figures of one data set."""

    def __init__(self, model: RiskModel, draws: int = DRAWS) -> None:
        self.model, self.draws = model, draws
        self.costs = CostModel(model)
        self.journeys = Journeys(self.costs)
        self._ways = all_ways(model.data)

    def headline(self, scenario: Scenario, settings: Settings) -> Headline:
        """Return all figures of a scenario; ``reliability_alone`` leaves out common causes."""
        ways = open_ways(self.model.data, scenario, self._ways)
        standing = [way for way in ways if way.probability >= 1]
        doors = tuple(dict.fromkeys(way.corridor for way in standing))
        journeys, no_way = self.journeys.by_corridor(standing, scenario, settings)
        shares = shares_by_cost(
            {c: found.cost.generalised_usd for c, found in journeys.items()}, settings.theta_per_usd
        )
        needs, down = elements_of_ways(self.model, ways, scenario.day, settings)
        exposure = exposures(shares, {c: found.journey.countries for c, found in journeys.items()})
        return Headline(
            scenario=scenario,
            doors=doors,
            hoped_for=tuple(dict.fromkeys(w.corridor for w in ways if w.corridor not in doors)),
            independent=independent_doors(way.countries for way in standing),
            locks=locks(way.countries for way in standing),
            strait_locks=locks(way.chokepoints for way in standing),
            countries=_countries(ways),
            journeys=journeys,
            no_way=no_way,
            shares=shares,
            exposures=exposure,
            concentration=concentration(exposure),
            reliability=reliability(needs, down, common_causes(self.model, settings), self.draws),
            reliability_alone=reliability(needs, down, (), self.draws),
            power=self.power(ways, scenario, settings),
        )

    def reliability(self, ways: list[Way], scenario: Scenario, settings: Settings) -> Reliability:
        """Return the reliability of access over the given ways of a scenario."""
        needs, down = elements_of_ways(self.model, ways, scenario.day, settings)
        return reliability(needs, down, common_causes(self.model, settings), self.draws)

    def power(self, ways: list[Way], scenario: Scenario, settings: Settings) -> dict[str, float]:
        """Return the Shapley values of home and the transit countries, in US dollars per TEU."""
        valued = []
        for way in ways:
            cost = self.costs.of_way(way, scenario.day, settings)
            if cost is not None:
                value = settings.no_access_usd - cost.generalised_usd
                valued.append(ValuedWay(way.corridor, way.countries, value, way.probability))
        return shapley(self.model.data.home, valued)


VETO_BOUNDS = (
    (0.001, RiskClass.LOW),
    (0.005, RiskClass.MODERATE),
    (0.02, RiskClass.ELEVATED),
    (0.1, RiskClass.HIGH),
)
"""Upper bounds of criticality for each class; above the last, the class is extreme."""


def veto_classes(countries: frozenset[str], found: Reliability) -> dict[str, str]:
    """Return, per country on an open way, the class of how much the chance of some door depends on it."""
    classes = {}
    for country in sorted(countries):
        value = found.criticality.get(country, 0.0)
        classes[country] = str(
            next((name for bound, name in VETO_BOUNDS if value < bound), RiskClass.EXTREME)
        )
    return classes


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
    inputs = None
    for day in model.change_dates({part for way in ways for part in way.parts}):
        found = open_ways(model.data, Scenario(day), ways)
        now = elements_of_ways(model, found, day, settings)
        if now == inputs:  # the Monte Carlo draws are what is slow
            continue
        inputs = now
        classes = veto_classes(_countries(found), what_if.reliability(found, Scenario(day), settings))
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
    locks: int | None


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
        countries = [way.countries for way in found]
        now = DoorsOn(
            day, len({w.corridor for w in found}), len(independent_doors(countries)), locks(countries).size
        )
        if not history or replace(history[-1], day=day) != now:
            history.append(now)
    return history
