"""What a closure strands: displaced flows, where they go, what stays, what it costs.

A flow is displaced if it passes anything that is closed; a closed country displaces what crosses it and what
it buys. Flows that stay are fixed, so closing more can free capacity that a displaced flow then takes.
Displaced cargo may take ways of its own commodity that are usable on the day; base flows are taken as they
were in their year, whatever has happened to their ways since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from layers.analysis.bands import Band
from layers.analysis.tonnes.asked import Closed
from layers.analysis.tonnes.base_flows import BaseFlows, End, gate_of, gate_order
from layers.analysis.tonnes.flow_ways import FlowWays, unknown_limit
from layers.analysis.tonnes.ramp import Ramp
from layers.analysis.tonnes.reassignment import DisplacedCargo, OpenWay, Reassignment, reassign
from layers.model.dataset import Data
from layers.model.tonnes import Capacity, Flow

__all__ = ["ClosureInTonnes", "CommodityClosed", "Moved", "Tonnes"]


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
        self.ways = FlowWays(data)
        self._base: dict[int, BaseFlows] = {}

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

    def _solve(self, asked: Closed, end: End) -> _Solved:
        data, base = self.data, self.base(asked.year)
        displaced = {
            key: base.mt(key, end) for key in base.once if self.ways.is_displaced(key, asked.closed)
        }
        displaced |= {key: min(mt, base.mt(key, end)) for key, mt in asked.lost if key not in displaced}
        usable = self.ways.passable(asked)
        cargoes = tuple(
            DisplacedCargo(
                key, mt, _penalty(data, data.flows[key]),
                tuple(way for way in self.ways.of_cargo[key] if way in usable),
            )
            for key, mt in displaced.items() if mt > 0
        )  # fmt: skip
        names = {way for cargo in cargoes for way in cargo.ways}
        limits = {way: self.ways.limits(way, asked.reading) for way in names}
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

    def _spare(
        self, asked: Closed, end: End, displaced: Mapping[str, float], limits: Mapping[str, Sequence[str]]
    ) -> dict[str, float]:
        """What displaced cargo finds free at each limit after the months that have passed."""
        base, share = self.base(asked.year), self.ramp.share(asked.months, end.other)
        staying: dict[str, float] = defaultdict(float)
        for key in base.once:
            for each in self.ways.known_limits[key]:
                staying[each.id] += base.mt(key, end) - displaced.get(key, 0.0)
        spare = {}
        for way, names in limits.items():
            for name in names:
                if name == unknown_limit(way):
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
            if not self.ways.is_displaced(key, asked.closed)
            and any(asked.closed & set(self.data.capacities[limit].elements) for limit in flow.limits)
        )  # fmt: skip


def _free(capacity: Capacity, end: End) -> float:
    assert capacity.mt is not None  # noqa: S101 - limits are of known capacities
    others = end.of(capacity.others.mt) if capacity.others else 0.0
    return end.other.of(capacity.mt) - others


def _penalty(data: Data, flow: Flow, end: End = End.CENTRAL) -> float:
    return end.of((flow.value or data.commodities[flow.commodity].value).usd_per_tonne)


def _usd(flow: Flow, end: End = End.CENTRAL) -> float:
    return end.of(flow.cost.usd_per_tonne) if flow.cost else 0.0


def _band(values: Iterable[float]) -> Band:
    low, central, high = values
    return Band.around(central, (low, high))


def _grouped(mt: Mapping[str, float], group: Mapping[str, str]) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for key, value in mt.items():
        found[group[key]] += value
    return dict(found)
