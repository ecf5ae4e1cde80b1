"""The same figures worked out another way: by brute force, integer programmes and networkx."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations, product

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from layers.analysis.parameters import Settings
from layers.analysis.risk import RiskModel
from layers.model.dataset import Data
from layers.model.records import Port, StatusEntry
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


INNER = {
    "C-BAB": {"jeddah-bab"},
    "C-BOSPHORUS": {"bosphorus-ambarli"},
    "C-CAPE": {"cape-rotterdam"},
    "C-DANISH": {"danish-rotterdam"},
    "C-DARD": {"ambarli-dardanelles"},
    "C-HORMUZ": {"bandar-abbas-hormuz", "jebel-ali-hormuz"},
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
    """Every leg that can be used in a scenario, as a networkx graph with a land and a sea side at ports."""

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
        self.graph = nx.MultiDiGraph()
        self._add_legs()
        self._add_ports()

    def best(self, origin: str, market: str, by: str) -> float | None:
        """What the best way takes, in the unit of the objective."""
        lengths = nx.single_source_dijkstra_path_length(self.graph, (origin, False), weight=by)
        return min(
            (lengths[end] for end in ((market, False), (market, True)) if end in lengths), default=None
        )

    def _central(self, name: str) -> float:
        return self.data.parameters[name].central

    def _works(self, history: Sequence[StatusEntry]) -> bool:
        found = state(history, self.day, self.data.evidence_end)
        return found is not None and found not in SHUT - self.allowed_anyway

    def _add_legs(self) -> None:
        for leg in self.data.legs.values():
            here = {leg.id, leg.from_id, leg.to_id, *leg.km_by_country}
            gates = [
                self.data.places[end]
                for end in (leg.from_id, leg.to_id)
                if end in self.data.crossings or end in self.data.chokepoints
            ]
            shut = here & self.closed or set(leg.km_by_country) & self.avoiding
            if leg.mode is Mode.PIPELINE or shut:
                continue
            if not all(self._works(part.status_history) for part in (leg, *gates)):
                continue
            hours, usd = self._of_leg(leg.mode, leg.length_km)
            risk = self.model.of_part(leg.id, self.day).composite
            at_sea = leg.mode in (Mode.SEA, Mode.FERRY)
            for start, end in ((leg.from_id, leg.to_id), (leg.to_id, leg.from_id)):
                tail = at_sea and bank(leg.id, start, coming=False)
                head = at_sea and bank(leg.id, end, coming=True)
                self._add(
                    (start, tail), (end, head), leg.length_km, hours + self._wait(end, leg.mode), usd,
                    100.0 if risk is None else risk,
                )  # fmt: skip

    def _of_leg(self, mode: Mode, km: float) -> tuple[float, float]:
        if mode is Mode.FERRY:
            return self._central("ferry-crossing-hours"), self._central("ferry-usd-per-teu")
        if mode is Mode.SEA:
            return km / self._central("sea-speed"), km * self._central("sea-usd-per-teu-km")
        return (
            km / self._central(f"{mode.value}-speed-moving"),
            km * 20 * self._central(f"{mode.value}-usd-per-tkm"),
        )

    def _wait(self, place: str, mode: Mode) -> float:
        crossing = self.data.crossings.get(place)
        if crossing is None or mode not in (Mode.RAIL, Mode.ROAD):
            return 0.0
        if mode is Mode.ROAD:
            return self._central("road-border-hours")
        return self._central("gauge-change-hours" if crossing.gauge_change else "rail-border-hours")

    def _add_ports(self) -> None:
        for port in self.data.places.values():
            if not isinstance(port, Port) or port.id in self.closed or port.country in self.closed:
                continue
            if port.country in self.avoiding or not self._works(port.status_history):
                continue
            hours, usd = self._central("port-handling-hours"), self._central("port-handling-usd-per-teu")
            for side in (False, True):
                self._add((port.id, side), (port.id, not side), 0.0, hours, usd, 0.0)

    def _add(
        self,
        tail: tuple[str, bool | str],
        head: tuple[str, bool | str],
        km: float,
        hours: float,
        usd: float,
        risk: float,
    ) -> None:
        premium = self.settings.risk_premium_usd_per_point * risk * km / 4000
        self.graph.add_edge(
            tail, head, time=hours, cost=usd, risk=risk * km / 100,
            generalised=usd + self.settings.value_of_time_usd_per_day * hours / 24 + premium,
        )  # fmt: skip
