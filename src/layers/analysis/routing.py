"""Routes from a home city to a market port, by time, cost, risk or generalised cost.

The network is that of the map: every usable leg in both directions by land, and between ports the passages
of :mod:`layers.analysis.sea_ways`, with the cargo handled at each end. No route visits a place twice
(:mod:`layers.analysis.loop_free`). Risk is not additive; a route by risk minimises risk-kilometres, and the
generalised cost of a leg charges the risk premium for its share of a journey of
:data:`~layers.analysis.stages.REFERENCE_KM`. Not modelled: pipelines and lanes of tankers (they carry no
containers), schedules, and freight rates between named ports.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from layers.analysis.loop_free import Arcs, lightest, loop_free_path
from layers.analysis.parameters import Settings
from layers.analysis.risk import RiskModel
from layers.analysis.sea_ways import Lane, Passage, SeaWays, barred_pairs, side_of_strait
from layers.analysis.stages import REFERENCE_KM, By, Journey, Stage, StageCosts, weight_of
from layers.errors import ScenarioError
from layers.faults import ErrorCode
from layers.model.dataset import Data, Place
from layers.model.records import Hub, Leg, Port
from layers.model.vocabulary import Mode, Status
from layers.network.borders import countries_of_leg
from layers.network.leg_costs import Way as WayKind
from layers.network.leg_costs import is_at_sea
from layers.network.network import UNUSABLE, parts_of_route, status_on
from layers.network.scenario import Scenario
from layers.network.view_names import route_markets, route_origins

__all__ = [
    "REFERENCE_KM",
    "By",
    "Comparison",
    "Journey",
    "RouteFinder",
    "Stage",
    "TravelGraph",
    "find_place",
    "side_of_strait",
]

_KEPT_NETWORKS = 32
_KEPT_GRAPHS = 64


@dataclass(frozen=True)
class Comparison:
    """The best journey, the next best without its transit countries, and the best with nothing shut.

    The last ignores both the closures of the scenario and what is suspended on its day.
    """

    origin: str
    market: str
    by: By
    day: str
    best: Journey | None
    apart: Journey | None
    nothing_shut: Journey | None


def find_place(data: Data, text: str, allowed: Sequence[str]) -> str:
    """Return the id of the place with this id, or with this name in any language.

    Raises
    ------
    ScenarioError
        When none of the allowed places has this id or name.
    """
    wanted = text.strip().casefold()
    for key in allowed if wanted else ():
        names = [key, *data.places[key].name.root.values()]
        if any(wanted == name.casefold() for name in names):
            return key
    for key in allowed if wanted else ():
        if any(wanted in name.casefold() for name in data.places[key].name.root.values()):
            return key
    listed = tuple(f"{key} ({data.places[key].name['en']})" for key in allowed)
    raise ScenarioError(ErrorCode.PLACE_UNKNOWN, text=text, places=listed)


@dataclass(frozen=True)
class _Setting:
    """What of a scenario decides which parts can be used."""

    day: str
    closed: frozenset[str]
    taken_as_built: frozenset[str]
    nothing_shut: bool


@dataclass(frozen=True)
class _Network:
    """The usable parts of a setting: stages by land and by lane, handling by port, countries by leg."""

    land: tuple[Stage, ...]
    lanes: tuple[Lane, ...]
    handling: dict[str, Stage]
    takes_ships: frozenset[str]
    barred: frozenset[frozenset[str]]


class _Node(IntEnum):
    """What a node of the graph stands for at its place."""

    RAIL = 0
    ROAD = 1
    LANDED = 2
    ABOARD = 3
    START = 4


class TravelGraph:
    """Land legs and passages by sea as arcs, weighted by one objective.

    Each place has five nodes: where a journey starts, on rail, on the road, landed there (handled, and bound
    for land again), and on board in its port. What a way pays once is charged where it starts, changes
    between rail and road and goes on board; a journey that does so twice is charged twice in the search, and
    once in its figures.
    """

    def __init__(
        self, data: Data, network: _Network, sea: SeaWays, by: By, settings: Settings, costs: StageCosts
    ) -> None:
        self.data, self.network, self.sea, self._costs = data, network, sea, costs
        self.number = {place: number for number, place in enumerate(data.places)}
        self._weigh = partial(weight_of, by=by, settings=settings)
        # One entry an arc; filled in when a route is first asked for.
        self._ends: list[tuple[int, int]] = []
        self._weights: list[float] = []
        self._stages: list[tuple[Stage, ...]] = []
        self._countries: list[frozenset[str]] = []

    def path(
        self, origin: str, market: str, avoiding: frozenset[str] = frozenset()
    ) -> tuple[list[Stage], frozenset[str]] | None:
        """Return the stages of the best way that touches no country of ``avoiding``, and its countries."""
        arcs, kept = self._whole
        if avoiding:
            free = [n for n, through in enumerate(self._countries) if avoiding.isdisjoint(through)]
            arcs, kept = self._arcs(np.array(free, dtype=np.int64))
        start, ends = self._node(_Node.START, origin), (_Node.RAIL, _Node.ROAD, _Node.ABOARD)
        path = loop_free_path(
            arcs, start, [self._node(kind, market) for kind in ends], frozenset({self.number[origin]})
        )
        if path is None:
            return None
        chosen = [int(kept[arc]) for arc in path]
        through = frozenset().union(*(self._countries[arc] for arc in chosen))
        return [stage for arc in chosen for stage in self._stages[arc]], through

    @cached_property
    def _whole(self) -> tuple[Arcs, NDArray[np.int64]]:
        """All arcs and their numbers; made when a route is first asked for, as journeys need only parts."""
        self._add_starts_and_changes()
        self._add_land()
        self._add_passages()
        return self._arcs(np.arange(len(self._ends)))

    @cached_property
    def land(self) -> Arcs:
        """Legs by land only, between places, the lightest of several."""
        ends = np.array(
            [(self.number[s.start], self.number[s.end]) for s in self.network.land], dtype=np.int64
        ).reshape(-1, 2)
        weights = np.array([self._weigh(stage) for stage in self.network.land])
        kept = lightest(ends[:, 0], ends[:, 1], weights)
        visits = [(int(head),) for head in ends[kept, 1]]
        return Arcs(len(self.number), ends[kept, 0], ends[kept, 1], weights[kept], visits)

    @cached_property
    def _stage_of(self) -> dict[tuple[str, str], Stage]:
        stages = (*self.network.land, *(lane.stage for lane in self.network.lanes))
        return {(stage.leg, stage.start): stage for stage in stages}

    @cached_property
    def _best_by_land(self) -> dict[tuple[str, str], Stage]:
        """The lightest leg by land from one place to another."""
        heaviest_first = sorted(self.network.land, key=self._weigh, reverse=True)
        return {(stage.start, stage.end): stage for stage in heaviest_first}

    def stage(self, leg: str, start: str) -> Stage | None:
        """Return the stage along a leg from one of its ends, or None if the leg cannot be used."""
        return self._stage_of.get((leg, start))

    def land_stage(self, start: str, end: str) -> Stage:
        """Return the lightest leg by land from one place to the next."""
        return self._best_by_land[start, end]

    def weigh(self, stage: Stage) -> float:
        """Return what a stage adds to the objective."""
        return self._weigh(stage)

    def _add(
        self, tail: int, head: int, weight: float, stages: tuple[Stage, ...], through: frozenset[str]
    ) -> None:
        self._ends.append((tail, head))
        self._weights.append(weight)
        self._stages.append(stages)
        self._countries.append(through)

    def _node(self, kind: _Node, place: str) -> int:
        return kind * len(self.number) + self.number[place]

    def _add_starts_and_changes(self) -> None:
        nothing: frozenset[str] = frozenset()
        by_train = self._weigh(self._costs.entering(WayKind.RAIL))
        by_truck = self._weigh(self._costs.entering(WayKind.ROAD))
        to_rail, to_road = (self._costs.changing(mode) for mode in (Mode.RAIL, Mode.ROAD))
        for place in self.number:
            start, rail, road = (self._node(kind, place) for kind in (_Node.START, _Node.RAIL, _Node.ROAD))
            self._add(start, rail, by_train, (), nothing)
            self._add(start, road, by_truck, (), nothing)
            if to_rail and to_road:
                self._add(road, rail, self._weigh(to_rail) + by_train, (), nothing)
                self._add(rail, road, self._weigh(to_road) + by_truck, (), nothing)

    def _add_land(self) -> None:
        by_truck = self._weigh(self._costs.entering(WayKind.ROAD))
        for stage in self.network.land:
            leg = self.data.legs[stage.leg]
            kind = _Node.RAIL if leg.mode is Mode.RAIL else _Node.ROAD
            through, weight = frozenset(countries_of_leg(self.data, leg)), self._weigh(stage)
            head = self._node(kind, stage.end)
            self._add(self._node(kind, stage.start), head, weight, (stage,), through)
            if kind is _Node.ROAD:
                weight += by_truck
            self._add(self._node(_Node.LANDED, stage.start), head, weight, (stage,), through)

    def _add_passages(self) -> None:
        by_ship = self._weigh(self._costs.entering(WayKind.OPEN_SEA))
        for (start, end), passage in self.sea.passages.items():
            loading, landing = (self.network.handling.get(port) for port in (start, end))
            if loading is None:
                continue
            stages, through = (loading, *passage.stages), frozenset({self.data.ports[start].country})
            weight = self._weigh(loading) + passage.weight
            if self.data.ports[start].kind == "open-sea":
                weight += by_ship
            for tail in (self._node(kind, start) for kind in (_Node.RAIL, _Node.ROAD)):
                if end in self.network.takes_ships:
                    self._add(tail, self._node(_Node.ABOARD, end), weight, stages, through)
                if landing is not None:
                    there = through | {self.data.ports[end].country}
                    whole = weight + self._weigh(landing)
                    self._add(tail, self._node(_Node.LANDED, end), whole, (*stages, landing), there)

    def _arcs(self, usable: NDArray[np.int64]) -> tuple[Arcs, NDArray[np.int64]]:
        """Return the usable arcs, of several from node to node the lightest, and their numbers."""
        ends = np.array(self._ends, dtype=np.int64).reshape(-1, 2)[usable]
        weights = np.array(self._weights)[usable]
        kept = lightest(ends[:, 0], ends[:, 1], weights)
        numbers = usable[kept]
        visits = [
            tuple(self.number[stage.end] for stage in self._stages[n] if stage.leg) for n in numbers.tolist()
        ]
        arcs = Arcs(len(_Node) * len(self.number), ends[kept, 0], ends[kept, 1], weights[kept], visits)
        return arcs, numbers


class RouteFinder:
    """Finds routes in one data set. What a scenario leaves usable is worked out once and kept."""

    def __init__(self, model: RiskModel, settings: Settings) -> None:
        self.model, self.settings = model, settings
        self._costs = StageCosts(model.data)
        self._built: dict[frozenset[str], frozenset[str]] = {}
        self._network = lru_cache(_KEPT_NETWORKS)(self._make_network)
        self._graph = lru_cache(_KEPT_GRAPHS)(self._make_graph)
        self._sea = lru_cache(_KEPT_GRAPHS)(self._make_sea)
        self._stages = lru_cache(_KEPT_NETWORKS)(self._make_stages)

    @property
    def data(self) -> Data:
        """The data that the finder rests on."""
        return self.model.data

    def origins(self) -> list[str]:
        """Return the cities of the home country that have a leg."""
        return list(route_origins(self.data))

    def markets(self) -> list[str]:
        """Return the ports on the open sea."""
        return list(route_markets(self.data))

    def find(
        self,
        origin: str,
        market: str,
        by: By,
        scenario: Scenario,
        avoiding: frozenset[str] = frozenset(),
        *,
        nothing_shut: bool = False,
    ) -> Journey | None:
        """Return the best journey, or None if there is no way.

        ``avoiding`` holds codes of countries in which no leg or transfer may lie; ``nothing_shut`` treats
        suspended parts as open.

        Raises
        ------
        ScenarioError
            When the origin is not a home city or the market not a port on the open sea.
        """
        self._check(origin, market)
        if market not in self._network(self._setting(scenario, nothing_shut)).takes_ships:
            return None
        graph = self.graph(scenario, by, nothing_shut=nothing_shut)
        found = graph.path(origin, market, avoiding)
        return self.journey(*found, market) if found else None

    def journey(self, stages: Sequence[Stage], countries: frozenset[str], market: str) -> Journey:
        """Return a journey to ``market``; of ``countries`` home and the market's own do not count."""
        straits = (stage.end for stage in stages if stage.leg and stage.end in self.data.chokepoints)
        through = countries - {self.data.home, self.data.ports[market].country}
        return Journey(self._costs.exact(stages), through, tuple(straits))

    def passage(
        self, start: str, end: str, scenario: Scenario, by: By = By.TIME, *, nothing_shut: bool = False
    ) -> Passage | None:
        """Return the best way by ship from one port to another, or None if there is none."""
        return self.graph(scenario, by, nothing_shut=nothing_shut).sea.passages.get((start, end))

    def graph(self, scenario: Scenario, by: By, *, nothing_shut: bool = False) -> TravelGraph:
        """Return everything that can be used in a scenario, weighted by an objective."""
        return self._graph(self._setting(scenario, nothing_shut), by)

    def find_apart(
        self, first: Journey, origin: str, market: str, by: By, scenario: Scenario
    ) -> Journey | None:
        """Return the best journey that goes through none of the countries of ``first``.

        None if there is no such way, or ``first`` goes through no country.
        """
        if not first.countries:
            return None
        return self.find(origin, market, by, scenario, first.countries)

    def compare(self, origin: str, market: str, by: By, scenario: Scenario) -> Comparison:
        """Return the best journey, the best that avoids its countries, and the best with nothing shut."""
        best = self.find(origin, market, by, scenario)
        apart = self.find_apart(best, origin, market, by, scenario) if best else None
        with_nothing_shut = self.find(origin, market, by, Scenario(scenario.day), nothing_shut=True)
        return Comparison(origin, market, by, scenario.day, best, apart, with_nothing_shut)

    def _check(self, origin: str, market: str) -> None:
        if origin not in self.origins():
            raise ScenarioError(ErrorCode.ORIGIN_UNKNOWN, text=origin, places=tuple(self.origins()))
        if market not in self.markets():
            raise ScenarioError(ErrorCode.MARKET_UNKNOWN, text=market, places=tuple(self.markets()))

    def _setting(self, scenario: Scenario, nothing_shut: bool) -> _Setting:
        return _Setting(scenario.day, scenario.closed, self._taken_as_built(scenario), nothing_shut)

    def _make_graph(self, setting: _Setting, by: By) -> TravelGraph:
        network = self._network(setting)
        sea = self._sea(network.lanes, network.barred, by)
        return TravelGraph(self.data, network, sea, by, self.settings, self._costs)

    def _make_sea(self, lanes: tuple[Lane, ...], barred: frozenset[frozenset[str]], by: By) -> SeaWays:
        weights = [weight_of(lane.stage, by, self.settings) for lane in lanes]
        return SeaWays(self.data, lanes, weights, barred)

    def _make_network(self, setting: _Setting) -> _Network:
        used = [leg for leg in self.data.legs.values() if self._passes(leg, setting)]
        stages = self._stages(setting.day)
        land = tuple(stage for leg in used if not is_at_sea(leg.mode) for stage in stages[leg.id])
        lanes = tuple(Lane(leg.id, s) for leg in used if is_at_sea(leg.mode) for s in stages[leg.id])
        takes_ships = frozenset(p.id for p in self.data.ports.values() if self._takes_ships(p, setting))
        handling = {port: self._costs.of_handling(port) for port in sorted(takes_ships)}
        suspended = (
            leg for leg in self.data.legs.values()
            if is_at_sea(leg.mode) and leg.carries_containers and not setting.nothing_shut
            and self._status(leg, setting.day) is Status.SUSPENDED
        )  # fmt: skip
        return _Network(
            land, lanes, {port: stage for port, stage in handling.items() if stage},
            takes_ships, barred_pairs(self.data, suspended, (leg for leg in used if is_at_sea(leg.mode))),
        )  # fmt: skip

    def _make_stages(self, day: str) -> dict[str, tuple[Stage, ...]]:
        """Return the stages along every leg in both directions; none for a pipeline."""
        found: dict[str, tuple[Stage, ...]] = {}
        for leg in self.data.legs.values():
            risk = self.model.of_part(leg.id, day).composite
            ends = ((leg.from_id, leg.to_id), (leg.to_id, leg.from_id))
            stages = (self._costs.of_leg(leg, start, end, risk) for start, end in ends)
            found[leg.id] = tuple(stage for stage in stages if stage is not None)
        return found

    def _takes_ships(self, port: Port, setting: _Setting) -> bool:
        shut = setting.closed & {port.id, port.country}
        return not shut and self._usable(port, setting)

    def _passes(self, leg: Leg, setting: _Setting) -> bool:
        if not leg.carries_containers:
            return False
        ends = [self.data.places[end] for end in (leg.from_id, leg.to_id)]
        needed = {leg.id, *countries_of_leg(self.data, leg)}
        # a ship passes by a port that is shut; a train does not pass through one
        needed |= {end.id for end in ends if not (is_at_sea(leg.mode) and isinstance(end, Port))}
        if setting.closed & needed:
            return False
        gates = [end for end in ends if not isinstance(end, Port)]
        return all(self._usable(part, setting) for part in (leg, *gates))

    def _usable(self, part: Leg | Place, setting: _Setting) -> bool:
        if isinstance(part, Hub):
            return True
        status = self._status(part, setting.day)
        if status is Status.SUSPENDED:
            return setting.nothing_shut
        return status not in UNUSABLE or part.id in setting.taken_as_built

    def _status(self, part: Leg | Place, day: str) -> Status:
        found = None if isinstance(part, Hub) else status_on(part.status_history, day, self.data.evidence_end)
        return found.status if found else Status.PROPOSED

    def _taken_as_built(self, scenario: Scenario) -> frozenset[str]:
        """Return the parts of corridors that the scenario assumes built, whatever their probability."""
        taken = frozenset(key for key, p in scenario.built if p > 0)
        if taken not in self._built:
            parts = (parts_of_route(self.data, r) for key in taken for r in self.data.corridors[key].routes)
            self._built[taken] = frozenset(part for route in parts for part in route)
        return self._built[taken]
