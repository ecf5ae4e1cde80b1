"""Complete journeys by each corridor between the same two ends, so that corridors can be compared.

A journey by a corridor follows one of its routes wholly from where it joins it to the corridor's port on the
open sea. It joins the route in the home country (at a city, a port or the border), over whatever land legs
lead there best from the origin; from the corridor's port a ship takes the cargo to the market. Nothing is
visited twice. Legs by land and by sea are chosen by generalised cost, and so is the best of a corridor's
routes. Its risk is that of its weakest part: leg, crossing, strait, or port where cargo is handled; the
market's own port, which all share, is left out.

With :data:`~layers.model.view.OWN_PORTS` as the market, each corridor is taken from the start of its route
to its own port: journeys between different ends, comparable only with that in mind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

import numpy as np

from layers.analysis.generalised_cost import CostModel, WayCost
from layers.analysis.loop_free import shortest_from
from layers.analysis.parameters import Settings
from layers.analysis.routing import By, Journey, RouteFinder, Stage, TravelGraph
from layers.analysis.stages import StageCosts
from layers.model.dataset import Data
from layers.model.records import Crossing
from layers.model.view import OWN_PORTS
from layers.network.borders import countries_of_leg
from layers.network.leg_costs import is_at_sea
from layers.network.network import places_of_route
from layers.network.scenario import Scenario, Way

__all__ = ["CorridorJourney", "Journeys", "NoWay", "ends_of"]

_KEPT_FINDERS = 4


class NoWay(StrEnum):
    """Why there is no journey by a corridor; of several reasons, the one that comes nearest to a journey."""

    NO_CONTAINERS = "no-containers"
    """A pipeline, or a leg of unknown time or cost."""
    NOT_REACHED = "not-reached"
    """No way by land from the origin to where the route leaves home, or only by visiting a place twice."""
    NO_SHIP = "no-ship"
    """No ship from the corridor's port to the market: something is shut, a ban, or it would turn back."""


_NEARNESS = list(NoWay)


@dataclass(frozen=True)
class CorridorJourney:
    """A journey by a corridor: the way that it follows, all of its stages, and what it costs."""

    way: Way
    journey: Journey
    cost: WayCost


def ends_of(data: Data, scenario: Scenario) -> tuple[str, str]:
    """Return the origin and the market of a scenario: those of the pack where it names none."""
    return scenario.origin or data.pack.default_origin, scenario.market or data.pack.default_market


class Journeys:
    """Journeys by corridor in one data set."""

    def __init__(self, costs: CostModel) -> None:
        self._costs, self._data, self._model = costs, costs.data, costs.model
        self._finder = lru_cache(_KEPT_FINDERS)(self._make_finder)

    def by_corridor(
        self, ways: Iterable[Way], scenario: Scenario, settings: Settings
    ) -> tuple[dict[str, CorridorJourney], dict[str, NoWay]]:
        """Return the best journey by each corridor over its ways, and why there is none by the others."""
        return _best_by_corridor(self.by_way(ways, scenario, settings))

    def by_way(
        self, ways: Iterable[Way], scenario: Scenario, settings: Settings
    ) -> list[tuple[Way, CorridorJourney | NoWay]]:
        """Return the journey by each way, or why there is none."""
        origin, market = ends_of(self._data, scenario)
        finder = self._finder(replace(settings, shock_scale=1.0))
        graph = finder.graph(scenario, By.GENERALISED)
        if market != OWN_PORTS and (origin not in graph.number or market not in graph.number):
            return [(way, NoWay.NOT_REACHED) for way in ways]
        search = None if market == OWN_PORTS else _Search(finder, graph, origin, market)
        day = scenario.day
        if search is None:
            return [(way, self._to_own_port(way, day, graph, settings)) for way in ways]
        return [(way, self._between_ends(search, way, day, settings)) for way in ways]

    def _make_finder(self, settings: Settings) -> RouteFinder:
        return RouteFinder(self._model, settings)

    def _to_own_port(
        self, way: Way, day: str, graph: TravelGraph, settings: Settings
    ) -> CorridorJourney | NoWay:
        cost = self._costs.of_way(way, day, settings)
        places, legs = _chain(self._data, way)
        stages = _along(self._data, graph, places, legs)
        if cost is None or stages is None:
            return NoWay.NO_CONTAINERS
        straits = tuple(place for place in places if place in self._data.chokepoints)
        exact = StageCosts(self._data).exact(stages)
        return CorridorJourney(way, Journey(exact, way.countries, straits), cost)

    def _between_ends(
        self, search: _Search, way: Way, day: str, settings: Settings
    ) -> CorridorJourney | NoWay:
        journey = search.by(way)
        if isinstance(journey, NoWay):
            return journey
        risk = self._model.of_parts(_parts(self._data, journey), day).composite
        if risk is None:
            return NoWay.NO_CONTAINERS
        days, usd = journey.days, journey.usd_per_teu
        total = usd + settings.value_of_time_usd_per_day * days + settings.risk_premium_usd_per_point * risk
        return CorridorJourney(way, journey, WayCost(days, usd, risk, total))


def _best_by_corridor(
    found: Iterable[tuple[Way, CorridorJourney | NoWay]],
) -> tuple[dict[str, CorridorJourney], dict[str, NoWay]]:
    """Return the cheapest journey by each corridor, by generalised cost; why there is none by the others."""
    best: dict[str, CorridorJourney] = {}
    reasons: dict[str, NoWay] = {}
    for way, each in found:
        if isinstance(each, NoWay):
            reasons[way.corridor] = max(each, reasons.get(way.corridor, each), key=_NEARNESS.index)
            continue
        known = best.get(way.corridor)
        if known is None or each.cost.generalised_usd < known.cost.generalised_usd:
            best[way.corridor] = each
    return best, {corridor: why for corridor, why in reasons.items() if corridor not in best}


class _Search:
    """Finds the journey by one way after another between the same two ends."""

    def __init__(self, finder: RouteFinder, graph: TravelGraph, origin: str, market: str) -> None:
        self._finder, self._graph, self._data = finder, graph, finder.data
        self._origin, self._market = origin, market
        self._names = list(graph.number)
        self._distance, self._before = shortest_from(graph.land, graph.number[origin])

    def by(self, way: Way) -> Journey | NoWay:
        """Return the best journey that follows the way from where it joins it."""
        places, legs = _chain(self._data, way)
        if _along(self._data, self._graph, places, legs) is None:
            return NoWay.NO_CONTAINERS
        for joined in self._joins(places, legs):
            to_join = self._connection(places[joined])
            chain = [*to_join, *places[joined:][1:]]
            if len(set(chain)) < len(chain):
                continue
            stages = self._stages(to_join, places[joined:], legs[joined:])
            if stages is not None:
                return self._to_market(stages, chain)
        return NoWay.NOT_REACHED

    def _joins(self, places: Sequence[str], legs: Sequence[str]) -> list[int]:
        """Return the numbers of the home places where the route can be joined, the best first."""
        at_home = [
            number for number, key in enumerate(legs) if self._data.home in self._data.legs[key].km_by_country
        ]
        last = at_home[-1] + 1 if at_home else 0
        ahead = np.zeros(len(legs) + 1)
        for number in range(len(legs) - 1, -1, -1):
            stage = self._graph.stage(legs[number], places[number])
            ahead[number] = ahead[number + 1] + (self._graph.weigh(stage) if stage else np.inf)
        total = {
            number: float(self._distance[self._graph.number[places[number]]] + ahead[number])
            for number in range(min(last, len(legs) - 1) + 1)
        }
        return sorted((n for n in total if np.isfinite(total[n])), key=lambda n: (total[n], n))

    def _connection(self, place: str) -> list[str]:
        """Return the places on the best way by land from the origin, both ends included."""
        start, node = self._graph.number[self._origin], self._graph.number[place]
        nodes = [node]
        while nodes[-1] != start:
            nodes.append(int(self._before[nodes[-1]]))
        return [self._names[node] for node in reversed(nodes)]

    def _stages(
        self, to_join: Sequence[str], places: Sequence[str], legs: Sequence[str]
    ) -> list[Stage] | None:
        joining = [self._graph.land_stage(a, b) for a, b in pairwise(to_join)]
        return _along(
            self._data, self._graph, [*to_join, *places[1:]], [*(stage.leg for stage in joining), *legs]
        )

    def _to_market(self, stages: list[Stage], chain: Sequence[str]) -> Journey | NoWay:
        port = chain[-1]
        if port != self._market:
            passage = self._graph.sea.avoiding(port, self._market, chain[:-1])
            handling = self._graph.network.handling.get(port)
            if passage is None or handling is None or self._market not in self._graph.network.takes_ships:
                return NoWay.NO_SHIP
            came_by_ship = is_at_sea(self._data.legs[stages[-1].leg].mode)
            stages = [*stages, *(() if came_by_ship else (handling,)), *passage.stages]
        legs = (self._data.legs[stage.leg] for stage in stages if stage.leg)
        countries = {country for leg in legs for country in countries_of_leg(self._data, leg)}
        countries |= {self._data.ports[stage.start].country for stage in stages if not stage.leg}
        return self._finder.journey(stages, frozenset(countries), self._market)


def _chain(data: Data, way: Way) -> tuple[list[str], tuple[str, ...]]:
    route = next(route for route in data.corridors[way.corridor].routes if route.id == way.route)
    return places_of_route(data, route), tuple(route.legs)


def _along(
    data: Data, graph: TravelGraph, places: Sequence[str], legs: Sequence[str]
) -> list[Stage] | None:
    """Return the stages along a chain of legs, cargo handled where it changes between land and sea."""
    stages: list[Stage | None] = []
    for number, key in enumerate(legs):
        at_sea = is_at_sea(data.legs[key].mode)
        if number and is_at_sea(data.legs[legs[number - 1]].mode) != at_sea:
            stages.append(graph.network.handling.get(places[number]))
        stages.append(graph.stage(key, places[number]))
    known = [stage for stage in stages if stage is not None]
    return known if len(known) == len(stages) else None


def _parts(data: Data, journey: Journey) -> list[str]:
    """Return the ids of what a journey depends on: legs, crossings, straits, ports where it is handled."""
    passed = [place for place in journey.places if isinstance(data.places[place], Crossing)]
    handled = [stage.start for stage in journey.stages if not stage.leg]
    return [*journey.legs, *passed, *journey.straits, *handled]
