"""Routes from a home city to a market port, leg by leg, by time, cost, risk or generalised cost.

The network is that of the map: every usable leg in both directions, with a land side and a sea side at each
port and a transfer between them. A ship that enters a strait passes through it and does not turn back.
Shortest paths are by Dijkstra's algorithm (scipy). Risk is not additive; a route by risk minimises
risk-kilometres, and the generalised cost of a leg charges the risk premium for its share of a
journey of :data:`REFERENCE_KM`. Not modelled: pipelines (they carry no containers), schedules, and freight
rates between named ports.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from layers.analysis.parameters import Settings
from layers.analysis.risk import RiskModel
from layers.errors import ScenarioError
from layers.faults import ErrorCode
from layers.model.dataset import Data, Place
from layers.model.records import Hub, Leg, Port
from layers.model.vocabulary import Mode, Status
from layers.network.borders import countries_of_leg
from layers.network.leg_costs import LegCosts, is_at_sea
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
    "find_place",
    "side_of_strait",
]

REFERENCE_KM = 4000.0
"""A typical journey to the sea: a route of this length at risk R pays the premium of R points."""


class By(StrEnum):
    """What a route minimises."""

    TIME = "time"
    COST = "cost"
    RISK = "risk"
    GENERALISED = "generalised"


@dataclass(frozen=True)
class Stage:
    """One leg of a journey, or the handling in a port (``leg`` empty), with its time and cost."""

    leg: str
    start: str
    end: str
    km: float
    hours: float
    usd_per_teu: float
    risk: float | None


@dataclass(frozen=True)
class Journey:
    """A complete route from city to port."""

    stages: tuple[Stage, ...]
    countries: frozenset[str]

    @property
    def km(self) -> float:
        """Length in kilometres."""
        return sum(stage.km for stage in self.stages)

    @property
    def days(self) -> float:
        """Days under way and waiting."""
        return sum(stage.hours for stage in self.stages) / 24

    @property
    def usd_per_teu(self) -> float:
        """Cost in US dollars per TEU."""
        return sum(stage.usd_per_teu for stage in self.stages)

    @property
    def legs(self) -> tuple[str, ...]:
        """Ids of the legs, in order."""
        return tuple(stage.leg for stage in self.stages if stage.leg)


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


def side_of_strait(data: Data, leg: Leg, place: str) -> int:
    """Return the side of a strait's gate on which a lane that ends there lies: -1 or 1, or 0 if unclear."""
    strait = data.chokepoints.get(place)
    if strait is None:
        return 0
    line = leg.coordinates if leg.from_id == place else leg.coordinates[::-1]
    (west, south), (east, north) = strait.gate[0], strait.gate[-1]
    (start_lon, start_lat), (lon, lat) = line[0], line[1]
    across = (east - west) * (lat - start_lat) - (north - south) * (lon - start_lon)
    return (across > 0) - (across < 0)


@dataclass(frozen=True)
class _Arc:
    tail: int
    head: int
    stage: Stage
    countries: frozenset[str]


class RouteFinder:
    """Finds routes in one data set."""

    def __init__(self, model: RiskModel, settings: Settings) -> None:
        self.model, self.settings = model, settings
        self._leg_costs = LegCosts(model.data)
        self._built: dict[frozenset[str], frozenset[str]] = {}

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
        if not self._takes_ships(self.data.ports[market], scenario, nothing_shut):
            return None
        places = {place: index for index, place in enumerate(self.data.places)}
        count = len(places)
        arcs = list(self._arcs(places, scenario, avoiding, nothing_shut))
        weights = np.array([self._weight(arc.stage, by) for arc in arcs])
        best: dict[tuple[int, int], int] = {}
        for number, arc in enumerate(arcs):
            known = best.get((arc.tail, arc.head))
            if known is None or weights[number] < weights[known]:
                best[arc.tail, arc.head] = number
        chosen = list(best.values())
        graph = csr_array(
            (weights[chosen], ([arcs[n].tail for n in chosen], [arcs[n].head for n in chosen])),
            shape=(3 * count, 3 * count),
        )
        start = places[origin]
        distance, before = dijkstra(graph, indices=start, return_predecessors=True)
        ends = [places[market], *self._at_sea(places, market)]
        end = min(ends, key=lambda node: distance[node])
        if not np.isfinite(distance[end]):
            return None
        path: list[int] = []
        while end != start:
            path.append(best[int(before[end]), end])
            end = int(before[end])
        used = [arcs[number] for number in reversed(path)]
        countries = frozenset().union(*(arc.countries for arc in used)) | {self._country(market)}
        return Journey(tuple(arc.stage for arc in used), countries - {self.data.home})

    def find_apart(
        self, first: Journey, origin: str, market: str, by: By, scenario: Scenario
    ) -> Journey | None:
        """Return the best journey that shares no transit country with ``first`` except the market's own."""
        avoiding = first.countries - {self._country(market), self.data.home}
        if not avoiding:
            return None  # its only country is the market's own, which every route shares
        return self.find(origin, market, by, scenario, avoiding)

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

    def _country(self, port: str) -> str:
        return self.data.ports[port].country

    def _arcs(
        self, places: dict[str, int], scenario: Scenario, avoiding: frozenset[str], nothing_shut: bool
    ) -> Iterable[_Arc]:
        count = len(places)
        for leg in self.data.legs.values():
            if leg.mode is Mode.PIPELINE or not self._passes(leg, scenario, avoiding, nothing_shut):
                continue
            risk = self.model.of_part(leg.id, scenario.day).composite
            for start, end in ((leg.from_id, leg.to_id), (leg.to_id, leg.from_id)):
                hours = self._leg_costs.hours_of_leg(leg, start)
                usd = self._leg_costs.usd_of_leg(leg, start)
                wait, fee = self._leg_costs.hours_at(end, leg, None), self._leg_costs.usd_at(end, leg, None)
                if hours is None or usd is None or wait is None or fee is None:
                    continue
                stage = Stage(leg.id, start, end, leg.length_km, hours[1] + wait[1], usd[1] + fee[1], risk)
                tails, heads = [places[start]], [places[end]]
                if is_at_sea(leg.mode):
                    tails = self._at_sea(places, start, -side_of_strait(self.data, leg, start))
                    heads = self._at_sea(places, end, side_of_strait(self.data, leg, end))
                for tail in tails:
                    for head in heads:
                        yield _Arc(tail, head, stage, frozenset(countries_of_leg(self.data, leg)))
        for port in self.data.ports.values():
            if port.country in avoiding or not self._takes_ships(port, scenario, nothing_shut):
                continue
            hours = self._leg_costs.hours_at(port.id, Mode.RAIL, Mode.SEA)
            usd = self._leg_costs.usd_at(port.id, Mode.RAIL, Mode.SEA)
            if hours is None or usd is None:
                continue
            stage = Stage("", port.id, port.id, 0.0, hours[1], usd[1], None)
            for tail, head in ((0, count), (count, 0)):
                yield _Arc(tail + places[port.id], head + places[port.id], stage, frozenset({port.country}))

    def _at_sea(self, places: dict[str, int], place: str, came_from: int = 0) -> list[int]:
        """Return the sea nodes of a place: at a strait, one per side from which a ship can arrive."""
        if place not in self.data.chokepoints:
            return [len(places) + places[place]]
        return [
            nodes * len(places) + places[place] for nodes, side in ((1, -1), (2, 1)) if came_from in (0, side)
        ]

    def _takes_ships(self, port: Port, scenario: Scenario, nothing_shut: bool) -> bool:
        shut = scenario.closed & {port.id, port.country}
        return not shut and self._usable(port, scenario, nothing_shut)

    def _passes(self, leg: Leg, scenario: Scenario, avoiding: frozenset[str], nothing_shut: bool) -> bool:
        ends = [self.data.places[end] for end in (leg.from_id, leg.to_id)]
        through = set(countries_of_leg(self.data, leg))
        if scenario.closed & ({leg.id, leg.from_id, leg.to_id} | through) or avoiding & through:
            return False
        gates = [end for end in ends if not isinstance(end, Port)]
        return all(self._usable(part, scenario, nothing_shut) for part in (leg, *gates))

    def _usable(self, part: Leg | Place, scenario: Scenario, nothing_shut: bool) -> bool:
        if isinstance(part, Hub):
            return True
        found = status_on(part.status_history, scenario.day, self.data.evidence_end)
        status = found.status if found else Status.PROPOSED
        if status is Status.SUSPENDED:
            return nothing_shut
        return status not in UNUSABLE or part.id in self._taken_as_built(scenario)

    def _taken_as_built(self, scenario: Scenario) -> frozenset[str]:
        """Return the parts of corridors that the scenario assumes built, whatever their probability."""
        taken = frozenset(key for key, p in scenario.built if p > 0)
        if taken not in self._built:
            parts = (parts_of_route(self.data, r) for key in taken for r in self.data.corridors[key].routes)
            self._built[taken] = frozenset(part for route in parts for part in route)
        return self._built[taken]

    def _weight(self, stage: Stage, by: By) -> float:
        risk_km = (stage.risk if stage.risk is not None else 100.0) / 100 * stage.km
        if by is By.TIME:
            return max(stage.hours, 1e-9)
        if by is By.COST:
            return max(stage.usd_per_teu, 1e-9)
        if by is By.RISK:
            return max(risk_km, 1e-9)
        days = stage.hours / 24
        premium = self.settings.risk_premium_usd_per_point * 100 * risk_km / REFERENCE_KM
        return max(stage.usd_per_teu + self.settings.value_of_time_usd_per_day * days + premium, 1e-9)
