"""The same figures worked out another way: by brute force, integer programmes and networkx."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby, pairwise, permutations, product
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from layers.analysis.parameters import Settings
from layers.analysis.risk import RiskModel
from layers.analysis.stages import Journey
from layers.model.dataset import Data
from layers.model.records import Leg, Port, StatusEntry
from layers.model.vocabulary import Mode, Status
from layers.network.network import first_day, last_day, parts_of_route
from layers.network.scenario import Scenario

Ways = Sequence[tuple[str, frozenset[str]]]

SHUT = {Status.DUE, Status.SUSPENDED, Status.UNDER_CONSTRUCTION, Status.PROPOSED}


# --- statuses and doors -------------------------------------------------------------------------------


def state(history: Sequence[StatusEntry], day: str, evidence_end: str) -> Status | None:
    """Status on a day: the newest observed; due when an announced day is past and so is the evidence."""
    known: Status | None = None
    for entry in history:
        if not entry.planned and first_day(entry.from_date) <= day:
            known = entry.status
    if day > evidence_end and any(entry.planned and last_day(entry.from_date) <= day for entry in history):
        return Status.DUE
    return known


def doors_on(data: Data, day: str) -> dict[str, list[str]]:
    """The corridors with an open route on a day, and which routes these are."""
    doors: dict[str, list[str]] = {}
    for corridor in data.corridors.values():
        own = state(corridor.status_history, day, data.evidence_end)
        if not corridor.outlet or own is None or own in SHUT or own is Status.UNVERIFIED:
            continue
        for route in corridor.routes:
            states = [
                state(data.parts[part].status_history, day, data.evidence_end)
                for part in parts_of_route(data, route)
            ]
            if None not in states and not SHUT & set(states):
                doors.setdefault(corridor.id, []).append(route.id)
    return doors


# --- doors and locks ----------------------------------------------------------------------------------


def fewest_locks(ways: Collection[frozenset[str]]) -> int:
    """Size of a minimum hitting set, by an integer programme."""
    names = sorted(set().union(*ways))
    rows = np.array([[name in way for name in names] for way in ways], dtype=float)
    return _optimum(np.ones(len(names)), LinearConstraint(rows, lb=1))


def most_apart(ways: Collection[tuple[str, frozenset[str]]]) -> int:
    """Most corridors through ways of which no two share a name, by an integer programme."""
    distinct = sorted({(corridor, tuple(sorted(names))) for corridor, names in ways})
    held = {f"name {name}" for _, names in distinct for name in names}
    held |= {f"is {corridor}" for corridor, _ in distinct}
    of = [{f"is {corridor}", *(f"name {name}" for name in names)} for corridor, names in distinct]
    rows = np.array([[one in holds for holds in of] for one in sorted(held)], dtype=float)
    return -_optimum(-np.ones(len(distinct)), LinearConstraint(rows, ub=1))


def _optimum(objective: NDArray[np.float64], constraint: LinearConstraint) -> int:
    found = milp(objective, constraints=constraint, integrality=np.ones(len(objective)), bounds=Bounds(0, 1))
    assert found.success, found.message
    return round(found.fun)


def every_lock(ways: Collection[frozenset[str]]) -> tuple[int | None, set[frozenset[str]]]:
    """Every smallest set of names that meets all ways, by trying all sets."""
    names = sorted(set().union(*ways))
    for size in range(len(names) + 1):
        found = {
            frozenset(chosen)
            for chosen in combinations(names, size)
            if all(way & set(chosen) for way in ways)
        }
        if found:
            return size, found
    return None, set()


def widest_packing(ways: Collection[tuple[str, frozenset[str]]]) -> int:
    """Most corridors through ways of which no two share a name, by trying all choices."""
    distinct = list(set(ways))
    return max(
        size
        for size in range(len(distinct) + 1)
        for chosen in combinations(distinct, size)
        if len({corridor for corridor, _ in chosen}) == size
        and sum(len(names) for _, names in chosen) == len(frozenset().union(*(names for _, names in chosen)))
    )


# --- reliability --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Exact:
    """Reliability by counting every state: P(no door), expected doors, importance of each element."""

    p_no_door: float
    expected: float
    criticality: Mapping[str, float]


def exact_reliability(
    ways: Ways, load: Mapping[str, float], causes: Sequence[tuple[float, frozenset[str], float]] = ()
) -> Exact:
    """Every state of every element and every common cause, weighted.

    ``load`` is ``-ln P(up)`` of each element in all; a cause has the probability of being at work, elements,
    and how likely it shuts each. What a cause takes is taken from the element's own.
    """
    names = sorted(frozenset().union(*(needs for _, needs in ways)))
    none, expected, critical = 0.0, 0.0, dict.fromkeys(names, 0.0)
    for struck in product((False, True), repeat=len(causes)):
        weight, up = 1.0, {name: float(np.exp(-load[name])) for name in names}
        for (at_work, elements, severity), strikes in zip(causes, struck, strict=True):
            weight *= at_work if strikes else 1 - at_work
            for name in elements & set(names):
                up[name] /= 1 - at_work * severity
                up[name] *= 1 - severity if strikes else 1
        p_none, doors = _counted(ways, names, up)
        none, expected = none + weight * p_none, expected + weight * doors
        for name in names:
            down, is_up = (_counted(ways, names, {**up, name: forced})[0] for forced in (0.0, 1.0))
            critical[name] += weight * (down - is_up)
    return Exact(none, expected, critical)


def _counted(ways: Ways, names: Sequence[str], up: Mapping[str, float]) -> tuple[float, float]:
    """P(no way open) and expected open corridors, over every state of independent elements."""
    chance = np.ones(1)
    for name in names:
        chance = np.concatenate([chance * (1 - up[name]), chance * up[name]])
    corridors = list(dict.fromkeys(corridor for corridor, _ in ways))
    states = np.arange(1 << len(names))
    is_open = np.zeros((len(corridors), len(states)), dtype=bool)
    for corridor, needs in ways:
        mask = sum(1 << names.index(name) for name in needs)
        is_open[corridors.index(corridor)] |= (states & mask) == mask
    doors = is_open.sum(axis=0)
    return float(chance[doors == 0].sum()), float(chance @ doors)


# --- bargaining ---------------------------------------------------------------------------------------


def shapley_by_orders(players: Sequence[str], value: Callable[[frozenset[str]], float]) -> dict[str, float]:
    """What each player adds on joining, averaged over every order in which they can join."""
    known: dict[frozenset[str], float] = {}
    total, orders = dict.fromkeys(players, 0.0), 0
    for order in permutations(players):
        orders += 1
        inside: frozenset[str] = frozenset()
        for player in order:
            wider = inside | {player}
            for coalition in (inside, wider):
                if coalition not in known:
                    known[coalition] = value(coalition)
            total[player] += known[wider] - known[inside]
            inside = wider
    return {player: sum_ / orders for player, sum_ in total.items()}


# --- routes -------------------------------------------------------------------------------------------


Node = tuple[str, Any]
OBJECTIVES = ("time", "cost", "risk", "generalised")

INNER = {
    "C-BAB": {"jeddah-bab"},
    "C-BOSPHORUS": {"bosphorus-ambarli"},
    "C-CAPE": {"cape-rotterdam", "dardanelles-cape", "mersin-cape"},
    "C-DANISH": {"danish-rotterdam"},
    "C-DARD": {"ambarli-dardanelles"},
    "C-HORMUZ": {"bandar-abbas-hormuz", "jebel-ali-hormuz", "hormuz-imam-khomeini"},
    "C-MALACCA": {"malacca-singapore"},
    "C-SUEZ": {"suez-jeddah"},
}
"""Lanes on one side of each strait, by the map; all others that end there lie on the other."""


def bank(leg: str, place: str, *, coming: bool) -> bool | str:
    """A ship's place at sea; at a strait that is the side it came from."""
    if place not in INNER:
        return True
    return "inner" if (leg in INNER[place]) == coming else "outer"


class Roads:
    """Every leg that can be used in a scenario, as a networkx graph.

    A node is a place with how the cargo is there: come by land, landed from a ship, or on board, with the
    country where it was loaded if that matters. The shortest path is taken if it visits no place twice;
    otherwise Yen's algorithm lists paths from the shortest on until one does not.
    """

    def __init__(
        self,
        model: RiskModel,
        settings: Settings,
        scenario: Scenario,
        avoiding: Iterable[str] = (),
        *,
        nothing_shut: bool = False,
    ) -> None:
        self.data, self.model, self.settings = model.data, model, settings
        self.day, self.closed, self.avoiding = scenario.day, scenario.closed, set(avoiding)
        self.allowed_anyway = {Status.SUSPENDED} if nothing_shut else set()
        self.graph = nx.DiGraph()
        blocks = ("eastern-china", "middle-black-sea", "middle-mediterranean")
        routes = (route for key in blocks for route in self.data.corridors[key].routes)
        self.block_trains = {leg for route in routes for leg in route.legs}
        self.barred = self._barred()
        concerned = frozenset().union(*self.barred)
        self.loaded = {key: p.country if p.country in concerned else "" for key, p in self.data.ports.items()}
        self.loaded_in = sorted(set(self.loaded.values()))
        self._add_legs()
        self._add_ports()

    def best(self, origin: str, market: str, by: str) -> float | None:
        """What the best way takes, in the unit of the objective."""
        start, end = (origin, "start"), ("end", "land")
        central = self._central
        self._add(start, (origin, "rail"), 0.0, 24 * central("train-wait-days"), central("terminal-usd"), 0.0)
        self._add(start, (origin, "road"), 0.0, 0.0, central("road-fixed-usd"), 0.0)
        for node in [node for node in self.graph if node[0] == market]:
            # by land, or on board where the market takes ships and its country takes what was loaded there
            if node[1] in ("rail", "road") or self._can_land(node):
                self.graph.add_edge(node, end, **dict.fromkeys(OBJECTIVES, 0.0))
        try:
            length, path = nx.single_source_dijkstra(self.graph, start, end, weight=by)
            if self._is_loop_free(path):
                return float(length)
            for path in nx.shortest_simple_paths(self.graph, start, end, weight=by):
                if self._is_loop_free(path):
                    return float(nx.path_weight(self.graph, path, by))
        except (nx.NetworkXNoPath, nx.NodeNotFound):
            pass
        finally:
            self.graph.remove_nodes_from([start, end])
        return None

    def charged_in_search(self, journey: Journey) -> tuple[float, float]:
        """Hours and dollars that :meth:`best` charges beyond the journey's own figures; may be negative.

        A search charges fixed parts at the start, at each change between rail and road, where cargo takes to
        the road from a port, and each time it goes on board; a journey pays each once.
        """
        central = self._central
        fixed = {
            "rail": (24 * central("train-wait-days"), central("terminal-usd")),
            "road": (0.0, central("road-fixed-usd")), "sea": (0.0, central("sea-fixed-usd")),
        }  # fmt: skip
        inland = {key for key, port in self.data.ports.items() if port.kind == "inland-sea"}
        paid, charged, before = set(), [], "start"
        for stage in journey.stages:
            leg = self.data.legs.get(stage.leg)
            now = "port" if leg is None else "sea" if leg.mode is Mode.FERRY else leg.mode.value
            if now == "sea" and leg is not None and not {leg.from_id, leg.to_id} & inland:
                paid.add("sea")
            elif now in ("rail", "road"):
                paid.add(now)
            enters = (now == "road" and before != "road") or (now == "rail" and before == "road")
            if before == "start" or enters:
                charged.append(now)
            elif before == "port" and now == "sea" and stage.start not in inland:
                charged.append("sea")
            before = now
        hours, usd = (
            sum(fixed[kind][i] for kind in charged) - sum(fixed[kind][i] for kind in paid) for i in (0, 1)
        )
        return hours, usd

    @staticmethod
    def _is_loop_free(path: Sequence[Node]) -> bool:
        places = [place for place, _ in groupby(path, key=lambda node: node[0])]
        return len(set(places)) == len(places)

    def _can_land(self, node: Node) -> bool:
        place, how = node
        if place not in self.data.ports or how in ("land", "landed") or not self._takes_ships(place):
            return False
        return frozenset({how[1], self.data.ports[place].country}) not in self.barred

    def _takes_ships(self, port: str) -> bool:
        record = self.data.ports[port]
        return not self.closed & {port, record.country} and self._works(record.status_history)

    def _barred(self) -> set[frozenset[str]]:
        """Countries between whose ports there are lanes, all of them suspended."""
        states: dict[frozenset[str], list[bool]] = {}
        for leg in self.data.legs.values():
            ends = {leg.from_id, leg.to_id}
            if leg.mode not in (Mode.SEA, Mode.FERRY) or not ends <= self.data.ports.keys():
                continue
            pair = frozenset(self.data.ports[end].country for end in ends)
            # closing a lane on trial bars nothing: only a suspension on record does
            if len(pair) == 2:
                states.setdefault(pair, []).append(self._works(leg.status_history))
        return {pair for pair, works in states.items() if not any(works)}

    def _central(self, name: str) -> float:
        return self.data.parameters[name].central

    def _works(self, history: Sequence[StatusEntry]) -> bool:
        found = state(history, self.day, self.data.evidence_end)
        return found is not None and found not in SHUT - self.allowed_anyway

    def _add_legs(self) -> None:
        for leg in self.data.legs.values():
            through = set(self._countries(leg))
            here = {leg.id, leg.from_id, leg.to_id, *through}
            if leg.mode in (Mode.SEA, Mode.FERRY):
                here -= self.data.ports.keys()  # a ship may pass by a port that is shut
            gates = [
                self.data.places[end]
                for end in (leg.from_id, leg.to_id)
                if end in self.data.crossings or end in self.data.chokepoints
            ]
            shut = here & self.closed or through & self.avoiding
            if leg.mode is Mode.PIPELINE or not leg.containers or shut:
                continue
            if not all(self._works(part.status_history) for part in (leg, *gates)):
                continue
            along = self._of_leg(leg)
            inside = [self._border(*pair, leg.mode, False) for pair in pairwise(self._countries(leg))]
            hours, usd = (along[i] + sum(each[i] for each in inside) for i in (0, 1))
            risk = self.model.of_part(leg.id, self.day).composite
            at_sea = leg.mode in (Mode.SEA, Mode.FERRY)
            for start, end in ((leg.from_id, leg.to_id), (leg.to_id, leg.from_id)):
                if at_sea:
                    tail, head = bank(leg.id, start, coming=False), bank(leg.id, end, coming=True)
                    pairs: list[tuple[Any, Any]] = [((tail, c), (head, c)) for c in self.loaded_in]
                else:
                    pairs = [(leg.mode.value, leg.mode.value), ("landed", leg.mode.value)]
                for before, after in pairs:
                    enters = before == "landed" and leg.mode is Mode.ROAD
                    self._add(
                        (start, before), (end, after), leg.length_km, hours + self._at(end, leg)[0],
                        usd + self._at(end, leg)[1] + (self._central("road-fixed-usd") if enters else 0.0),
                        100.0 if risk is None else risk,
                    )  # fmt: skip
        self._add_changes()

    def _add_changes(self) -> None:
        """Cargo changes between rail and road wherever both meet."""
        hours, usd = self._central("land-transfer-hours"), self._central("land-transfer-usd")
        for place in self.data.places:
            waited = hours + 24 * self._central("train-wait-days")
            by_rail = usd + self._central("terminal-usd")
            self._add((place, "road"), (place, "rail"), 0.0, waited, by_rail, 0.0)
            by_road = usd + self._central("road-fixed-usd")
            self._add((place, "rail"), (place, "road"), 0.0, hours, by_road, 0.0)

    def _of_leg(self, leg: Leg) -> tuple[float, float]:
        """Hours and dollars of a box in the train that runs, a truck or a ship."""
        km, central = leg.length_km, self._central
        kinds = {self.data.ports[end].kind for end in (leg.from_id, leg.to_id) if end in self.data.ports}
        if leg.mode is Mode.FERRY or (leg.mode is Mode.SEA and "inland-sea" in kinds):
            return 24 * km / central("inland-sea-km-per-day"), central("feeder-usd")
        if leg.mode is Mode.SEA:
            return 24 * km / central("ship-km-per-day"), km * central("sea-usd-per-km")
        if leg.mode is Mode.ROAD:
            return 24 * km / central("truck-km-per-day"), km * central("road-usd-per-km")
        slow = sum(leg.km_by_country.get(code, 0) for code in ("IR", "TM"))
        run = min(slow, km) / central("slow-rail-factor") + max(km - slow, 0)
        trains = "block" if leg.id in self.block_trains else "ordinary"
        return 24 * run / central(f"{trains}-train-km-per-day"), km * central("rail-usd-per-km")

    def _countries(self, leg: Leg) -> list[str]:
        """Countries from end to end; a stretch below the least length counts only where the leg ends."""
        ends = [self.data.places[end] for end in (leg.from_id, leg.to_id)]
        first, last = (getattr(end, "country", None) for end in ends)
        least = self._central("through-min-km")
        between = [
            code for code, km in leg.km_by_country.items()
            if code not in (first, last) and (km >= least or len(leg.km_by_country) == 1)
        ]  # fmt: skip
        found = [code for code in (first, *between, last) if code is not None] if leg.km_by_country else []
        return [code for number, code in enumerate(found) if number == 0 or found[number - 1] != code]

    def _border(self, out_of: str, into: str, mode: Mode, change: bool) -> tuple[float, float]:
        """Hours and dollars of a border, as the shipped classes have it."""
        central, union = self._central, {"KZ", "RU", "BY", "KG", "AM"}
        if mode is Mode.ROAD:
            name = "afghan-pakistani-border" if {out_of, into} == {"AF", "PK"} else "road-border"
            return central(f"{name}-hours"), central(f"{name}-usd")
        if not change:
            name = "union-border-hours" if {out_of, into} <= union else "rail-border-hours"
            return central(name), central("rail-border-usd")
        by_sides = {
            ("CN", "KZ"): "china-out-hours", ("KZ", "CN"): "china-in-hours", ("TM", "IR"): "iran-gauge-hours",
            ("IR", "TM"): "iran-gauge-hours",
        }  # fmt: skip
        hours = central(by_sides.get((out_of, into), "gauge-border-hours"))
        return hours, central("rail-border-usd") + central("gauge-change-usd")

    def _at(self, place: str, leg: Leg) -> tuple[float, float]:
        """What cargo that arrives by a leg meets at a border or gauge point."""
        crossing = self.data.crossings.get(place)
        if crossing is None or leg.mode not in (Mode.RAIL, Mode.ROAD):
            return 0.0, 0.0
        change = leg.mode is Mode.RAIL and bool(crossing.gauge_change)
        if len(crossing.countries) == 1:
            names = ("gauge-point-hours", "gauge-change-usd") if change else ()
            hours, usd = (self._central(name) for name in names) if names else (0.0, 0.0)
            return hours, usd
        here = self._countries(leg)[-1 if leg.to_id == place else 0]
        other = next(code for code in crossing.countries if code != here)
        hours, usd = self._border(here, other, leg.mode, change)
        return (0.0 if place == "B-KARTSAKHI" and leg.mode is Mode.RAIL else hours), usd

    def _add_ports(self) -> None:
        for port in self.data.places.values():
            if not isinstance(port, Port):
                continue
            if port.country in self.avoiding or not self._takes_ships(port.id):
                continue
            kind = "slow" if port.country in ("IR", "PK") else "ocean"
            kind = "inland" if port.kind == "inland-sea" else kind
            hours, usd = self._central(f"{kind}-port-hours"), self._central("port-transfer-usd")
            fixed = 0.0 if port.kind == "inland-sea" else self._central("sea-fixed-usd")
            for mode in ("rail", "road"):
                on_board = (port.id, (True, self.loaded[port.id]))
                self._add((port.id, mode), on_board, 0.0, hours, usd + fixed, 0.0)
            for country in self.loaded_in:
                if self._can_land((port.id, (True, country))):
                    self._add((port.id, (True, country)), (port.id, "landed"), 0.0, hours, usd, 0.0)

    def _add(
        self,
        tail: Node,
        head: Node,
        km: float,
        hours: float,
        usd: float,
        risk: float,
    ) -> None:
        premium = self.settings.risk_premium_usd_per_point * risk * km / 4000
        takes = {
            "time": hours, "cost": usd, "risk": risk * km / 100,
            "generalised": usd + self.settings.value_of_time_usd_per_day * hours / 24 + premium,
        }  # fmt: skip
        known = self.graph.get_edge_data(tail, head, default={})  # of two legs the better, by each objective
        self.graph.add_edge(tail, head, **{by: min(takes[by], known.get(by, takes[by])) for by in takes})
