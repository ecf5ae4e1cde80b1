"""What a closure strands: displaced flows, where they go, what stays, what it costs.

A flow is displaced if it passes anything that is closed; a closed country displaces what crosses it and what
it buys. Flows that stay are fixed, so closing more can free capacity that a displaced flow then takes.
Displaced cargo may take ways of its own commodity that are usable on the day; base flows are taken as they
were in their year, whatever has happened to their ways since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from layers.analysis.bands import Band
from layers.analysis.tonnes.base_flows import BaseFlows, End, capacities_of_flow, gate_of, gate_order
from layers.analysis.tonnes.ramp import Ramp
from layers.analysis.tonnes.reassignment import DisplacedCargo, OpenWay, Reassignment, reassign
from layers.model.dataset import Data
from layers.model.tonnes import Capacity, Flow
from layers.model.view import View
from layers.model.vocabulary import CapacityMeasure, CapacityReading, Status
from layers.network.network import UNUSABLE, parts_of_route, status_on
from layers.network.scenario import Scenario, scenario_of

__all__ = ["Closed", "ClosureInTonnes", "CommodityClosed", "Moved", "Tonnes", "asked_of", "closed_of"]


@dataclass(frozen=True)
class Closed:
    """What is asked.

    ``closed`` holds country codes and ids of parts, ``built`` ids of corridors whose planned parts are taken
    as there, ``opened`` parts taken as in use whatever their status. ``lost`` holds flows that lose so many
    millions of tonnes a year although what they pass is not closed, as when one of several moorings is out;
    no cargo moves to their way. ``months`` have passed since the closure (None: long enough for everything to
    find its way).
    """

    day: str
    year: int
    closed: frozenset[str] = frozenset()
    built: frozenset[str] = frozenset()
    months: float | None = None
    reading: CapacityReading = CapacityReading.NAMEPLATE
    opened: frozenset[str] = frozenset()
    lost: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Moved:
    """Displaced cargo that found another way, in millions of tonnes a year."""

    flow: str
    way: str
    mt: float


@dataclass(frozen=True)
class CommodityClosed:
    """What a closure does to one commodity: millions of tonnes and of US dollars a year."""

    displaced_mt: Band
    stranded_mt: Band
    stranded_usd_m: Band


@dataclass(frozen=True)
class ClosureInTonnes:
    """Everything about one closure, per year.

    ``extra_cost_usd_m`` is what moved cargo pays more than on its old way, over the moved tonnes whose old
    cost is known. ``moved`` and ``shadow_usd_per_tonne`` (by id of a capacity) are those of the central
    programme. ``mt_before`` and ``mt_after`` are by gate, ``mt_by_flow_after`` by the flow whose way is
    taken. ``bought_there_mt`` is the part of the displaced that the closed countries themselves buy.
    ``unplaced_mt`` passes one of several elements of which only some are closed: which, is not known, and it
    is not displaced.
    """

    asked: Closed
    displaced_mt: Band
    stranded_mt: Band
    stranded_usd_m: Band
    extra_cost_usd_m: Band
    by_commodity: Mapping[str, CommodityClosed]
    moved: tuple[Moved, ...]
    displaced_by_flow_mt: Mapping[str, float]
    stranded_by_flow_mt: Mapping[str, float]
    shadow_usd_per_tonne: Mapping[str, float]
    mt_before: Mapping[str, float]
    mt_after: Mapping[str, float]
    mt_by_flow_after: Mapping[str, float]
    bought_there_mt: float
    unplaced_mt: float


@dataclass(frozen=True)
class _Solved:
    """One programme at one end of the inputs."""

    displaced: Mapping[str, float]
    found: Reassignment
    usd_m: Mapping[str, float] = field(default_factory=dict)
    extra_cost_usd_m: float = 0.0

    @property
    def stranded_mt(self) -> float:
        return sum(self.found.stranded_mt.values())


class Tonnes:
    """Closures in tonnes, for one data set."""

    def __init__(self, data: Data) -> None:
        self.data, self.ramp = data, Ramp.of(data)
        self._limits = {
            key: tuple(each for each in capacities_of_flow(data, flow) if each.mt is not None)
            for key, flow in data.flows.items()
        }
        self._passed = {
            key: frozenset((*flow.through, *flow.countries, *flow.market_countries))
            for key, flow in data.flows.items()
        }
        self._shared = {
            key: tuple(frozenset(data.capacities[limit].elements) for limit in flow.limits)
            for key, flow in data.flows.items()
        }
        self._ways = {key: self._ways_of(flow) for key, flow in data.flows.items()}
        self._base: dict[int, BaseFlows] = {}
        self._usable: dict[tuple[str, frozenset[str], frozenset[str]], frozenset[str]] = {}

    def base(self, year: int) -> BaseFlows:
        """Flows of a year."""
        if year not in self._base:
            self._base[year] = BaseFlows(self.data, year)
        return self._base[year]

    def closure(self, asked: Closed) -> ClosureInTonnes:
        """What a closure does, with the band that its inputs give.

        The low end has all capacities at their high and all flows at their low ends, and takes a way of
        unknown capacity as able to carry twice its base flow; the central and the high end give such a way
        nothing to spare.
        """
        by_end = {end: self._solve(asked, end) for end in End}
        central = by_end[End.CENTRAL]
        before = self.base(asked.year).mt_by_gate
        return ClosureInTonnes(
            asked=asked,
            displaced_mt=_band(sum(each.displaced.values()) for each in by_end.values()),
            stranded_mt=_band(each.stranded_mt for each in by_end.values()),
            stranded_usd_m=_band(sum(each.usd_m.values()) for each in by_end.values()),
            extra_cost_usd_m=_band(each.extra_cost_usd_m for each in by_end.values()),
            by_commodity=self._by_commodity(by_end),
            moved=tuple(Moved(flow, way, mt) for (flow, way), mt in central.found.moved_mt.items()),
            displaced_by_flow_mt=central.displaced,
            stranded_by_flow_mt=central.found.stranded_mt,
            shadow_usd_per_tonne={
                key: usd for key, usd in central.found.shadow_usd_per_tonne.items()
                if key in self.data.capacities
            },
            mt_before=before,
            mt_after=self._after(before, central),
            mt_by_flow_after=self._by_flow_after(asked.year, central),
            bought_there_mt=sum(
                mt for key, mt in central.displaced.items()
                if asked.closed & set(self.data.flows[key].market_countries)
            ),
            unplaced_mt=self._unplaced(asked),
        )  # fmt: skip

    def stranded_mt(self, asked: Closed) -> tuple[float, float]:
        """Stranded millions of tonnes and extra cost in millions of US dollars a year, central only: for
        sweeps over many closures."""
        solved = self._solve(asked, End.CENTRAL)
        return solved.stranded_mt, solved.extra_cost_usd_m

    def cost(self, asked: Closed, end: End = End.CENTRAL) -> tuple[float, float]:
        """Stranded millions of tonnes, and what the closure costs shippers in millions of US dollars, a year.

        The cost is the value of what is stranded and the extra cost of what moves, at one end of the inputs.
        """
        solved = self._solve(asked, end)
        return solved.stranded_mt, sum(solved.usd_m.values()) + solved.extra_cost_usd_m

    def is_displaced(self, key: str, closed: Collection[str]) -> bool:
        """Whether a flow passes anything that is closed, or a limit all of whose elements are."""
        return not self._passed[key].isdisjoint(closed) or any(
            elements.issubset(closed) for elements in self._shared[key]
        )

    def _solve(self, asked: Closed, end: End) -> _Solved:
        data, base = self.data, self.base(asked.year)
        displaced = {
            key: base.mt(key, end) for key in base.once if self.is_displaced(key, asked.closed)
        }
        displaced |= {key: min(mt, base.mt(key, end)) for key, mt in asked.lost if key not in displaced}
        usable = self._open_ways(asked)
        cargoes = tuple(
            DisplacedCargo(
                key, mt, _penalty(data, data.flows[key]),
                tuple(way for way in self._ways[key] if way in usable),
            )
            for key, mt in displaced.items() if mt > 0
        )  # fmt: skip
        names = {way for cargo in cargoes for way in cargo.ways}
        limits = {way: self._limit_ids(way, asked.reading) for way in names}
        ways = tuple(OpenWay(way, _usd(data.flows[way], end), limits[way]) for way in sorted(names))
        found = reassign(cargoes, ways, self._spare(asked, end, displaced, limits))
        return _Solved(
            displaced, found,
            {key: mt * _penalty(data, data.flows[key], end) for key, mt in found.stranded_mt.items()},
            sum(
                mt * (_usd(data.flows[way], end) - _usd(data.flows[flow]))
                for (flow, way), mt in found.moved_mt.items() if data.flows[flow].cost is not None
            ),
        )  # fmt: skip

    def _ways_of(self, cargo: Flow) -> tuple[str, ...]:
        """Ids of the flows whose way the cargo of a flow could take."""
        return tuple(
            key for key, way in self.data.flows.items()
            if way.commodity == cargo.commodity and key != cargo.id
            and way.cost is not None and way.is_gate_known
            and (not way.instead_of or cargo.id in way.instead_of)
        )  # fmt: skip

    def _open_ways(self, asked: Closed) -> frozenset[str]:
        """Ids of the flows whose way is usable on the day and not closed."""
        return frozenset(
            key for key in self._usable_ways(asked.day, asked.built, asked.opened)
            if not self.is_displaced(key, asked.closed) and key not in dict(asked.lost)
        )  # fmt: skip

    def _usable_ways(self, day: str, built: frozenset[str], opened: frozenset[str]) -> frozenset[str]:
        """Ids of the flows whose way can be used on a day."""
        known = (day, built, opened)
        if known not in self._usable:
            there = self._parts_of(built)
            self._usable[known] = frozenset(
                key for key, flow in self.data.flows.items()
                if all(part in opened or self.is_usable(part, day, part in there) for part in flow.through)
            )  # fmt: skip
        return self._usable[known]

    def is_usable(self, part: str, day: str, is_built: bool = False) -> bool:
        """Whether cargo can pass a part on a day; what is suspended stays shut if its corridor is built."""
        if part not in self.data.parts:
            return True  # a city
        status = _status(self.data, part, day)
        return status not in (*UNUSABLE, None) or (is_built and status is not Status.SUSPENDED)

    def _parts_of(self, corridors: Collection[str]) -> frozenset[str]:
        """Parts of corridors that are taken as built."""
        return frozenset(
            part
            for key in corridors for route in self.data.corridors[key].routes
            for part in parts_of_route(self.data, route)
        )  # fmt: skip

    def _limit_ids(self, way: str, reading: CapacityReading) -> tuple[str, ...]:
        """Capacities that limit a way; one of its own, by the way's id, where none is known."""
        return tuple(each.id for each in self._limits[way] if _counts(each, reading)) or (_unknown(way),)

    def _spare(
        self, asked: Closed, end: End, displaced: Mapping[str, float], limits: Mapping[str, Sequence[str]]
    ) -> dict[str, float]:
        """What displaced cargo finds free at each limit after the months that have passed."""
        base, share = self.base(asked.year), self.ramp.share(asked.months, end.other)
        staying: dict[str, float] = defaultdict(float)
        for key in base.once:
            for each in self._limits[key]:
                staying[each.id] += base.mt(key, end) - displaced.get(key, 0.0)
        spare = {}
        for way, names in limits.items():
            for name in names:
                if name == _unknown(way):
                    free = base.mt(way, end) if end is End.LOW else 0.0
                else:
                    free = _free(self.data.capacities[name], end) - staying[name]
                spare[name] = share * max(0.0, free)
        return spare

    def _by_commodity(self, by_end: Mapping[End, _Solved]) -> dict[str, CommodityClosed]:
        commodity = {key: flow.commodity for key, flow in self.data.flows.items()}
        central = by_end[End.CENTRAL].displaced
        order = gate_order(_grouped(central, commodity))

        def band(of: Sequence[Mapping[str, float]], name: str) -> Band:
            return _band(_grouped(each, commodity).get(name, 0.0) for each in of)

        solved = tuple(by_end.values())
        return {
            name: CommodityClosed(
                band([each.displaced for each in solved], name),
                band([each.found.stranded_mt for each in solved], name),
                band([each.usd_m for each in solved], name),
            )
            for name in order
        }

    def _after(self, before: Mapping[str, float], solved: _Solved) -> dict[str, float]:
        """Tonnes by gate once displaced cargo has moved; the gates of before first, in the same order."""
        after = dict(before)
        for key, mt in solved.displaced.items():
            after[gate_of(self.data, self.data.flows[key])] -= mt
        for (_, way), mt in solved.found.moved_mt.items():
            gate = gate_of(self.data, self.data.flows[way])
            after[gate] = after.get(gate, 0.0) + mt
        return {gate: max(0.0, mt) for gate, mt in after.items()}

    def _by_flow_after(self, year: int, solved: _Solved) -> dict[str, float]:
        base = self.base(year)
        after = {key: base.mt(key) - solved.displaced.get(key, 0.0) for key in base.once}
        for (_, way), mt in solved.found.moved_mt.items():
            after[way] = after.get(way, 0.0) + mt
        return after

    def _unplaced(self, asked: Closed) -> float:
        """Tonnes that pass one of several elements of which only some are closed."""
        base = self.base(asked.year)
        return sum(
            base.mt(key) for key, flow in base.once.items()
            if not self.is_displaced(key, asked.closed)
            and any(asked.closed & set(self.data.capacities[limit].elements) for limit in flow.limits)
        )  # fmt: skip


def asked_of(
    scenario: Scenario, year: int, months: float | None, reading: CapacityReading = CapacityReading.NAMEPLATE
) -> Closed:
    """The closure in tonnes of a scenario; what is surely built counts as there."""
    built = frozenset(name for name, probability in scenario.built if probability >= 1)
    return Closed(scenario.day, year, scenario.closed, built, months, reading)


def closed_of(view: View, year: int) -> Closed:
    """The closure in tonnes that a view asks for."""
    return asked_of(scenario_of(view), year, view.months, CapacityReading(view.capacities))


def _status(data: Data, key: str, day: str) -> Status | None:
    found = status_on(data.parts[key].status_history, day, data.evidence_end)
    return found.status if found else None


def _counts(capacity: Capacity, reading: CapacityReading) -> bool:
    return reading is CapacityReading.PRACTICAL or capacity.measure is CapacityMeasure.NAMEPLATE


def _free(capacity: Capacity, end: End) -> float:
    assert capacity.mt is not None  # noqa: S101 - limits are of known capacities
    others = end.of(capacity.others.mt) if capacity.others else 0.0
    return end.other.of(capacity.mt) - others


def _penalty(data: Data, flow: Flow, end: End = End.CENTRAL) -> float:
    return end.of((flow.value or data.commodities[flow.commodity].value).usd_per_tonne)


def _usd(flow: Flow, end: End = End.CENTRAL) -> float:
    return end.of(flow.cost.usd_per_tonne) if flow.cost else 0.0


def _unknown(way: str) -> str:
    return f"unknown:{way}"


def _band(values: Iterable[float]) -> Band:
    low, central, high = values
    return Band.around(central, (low, high))


def _grouped(mt: Mapping[str, float], group: Mapping[str, str]) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for key, value in mt.items():
        found[group[key]] += value
    return dict(found)
