"""Which two, three, four gates together hurt most: every combination of some of them, closed together.

Combinations are worked out in chunks by Dask, on a cluster of workers on this machine unless the address of a
scheduler is given. A chunk that is done is kept in a file of its own, so that a stopped sweep goes on where
it stopped; the order of the result is that of the combinations, whoever worked them out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from itertools import combinations, islice
from math import comb

from layers.analysis.tonnes.asked import Closed
from layers.analysis.tonnes.base_flows import BaseFlows
from layers.analysis.tonnes.closure import Tonnes
from layers.model.dataset import Data
from layers.model.records import Chokepoint, Crossing, Port
from layers.network.scenario import Scenario, all_ways, open_ways

__all__ = ["CHUNK", "SweepBy", "SweepProblem", "SweepResult", "elements_of_gate", "gates_to_sweep", "ranked"]

CHUNK = 250
"""Combinations in a chunk: under a second of work, so that little is lost when a sweep is stopped."""


class SweepBy(StrEnum):
    """What combinations are ranked by."""

    STRANDED = "stranded"
    DOORS = "doors"
    EXTRA_COST = "extra-cost"


@dataclass(frozen=True)
class SweepResult:
    """One combination: stranded millions of tonnes and extra cost in millions of US dollars a year, and the
    corridors to the sea that stay open."""

    gates: tuple[str, ...]
    stranded_mt: float
    extra_cost_usd_m: float
    doors: int


def gates_to_sweep(data: Data, year: int, day: str) -> tuple[str, ...]:
    """Ids of what is closed in turn, in order.

    They are the ports, crossings and straits that cargo passes in the year or that a way open on the day
    needs, legs with a capacity of their own, but for those whose flows all pass one of these places anyway,
    and borders of several stations, by the id of their joint capacity.
    """
    base = BaseFlows(data, year)
    passed = base.by_element()
    needed = {part for way in open_ways(data, Scenario(day)) for part in way.parts}
    places = {
        key for key, part in data.parts.items()
        if isinstance(part, Port | Crossing | Chokepoint) and key in passed.keys() | needed
    }  # fmt: skip
    behind = {frozenset(passed[key]) for key in places & passed.keys()}
    limiting = {element for each in data.capacities.values() for element in each.elements}
    legs = limiting & passed.keys() & data.legs.keys()
    joint = {
        key for flow in base.once.values() for key in flow.limits if len(data.capacities[key].elements) > 1
    }
    return tuple(sorted(places | joint | {key for key in legs if frozenset(passed[key]) not in behind}))


def elements_of_gate(data: Data, gate: str) -> frozenset[str]:
    """What is closed where a gate is: its stations if it is a joint capacity, else itself."""
    return frozenset(data.capacities[gate].elements if gate in data.capacities else (gate,))


class SweepProblem:
    """What a worker needs to work out any chunk of a sweep.

    Parameters
    ----------
    asked
        Day, year, months, reading of capacities, and what is closed in every combination.
    gates
        Ids of parts or joint capacities, or country codes, that are combined.
    k
        How many are closed together.
    """

    def __init__(self, data: Data, asked: Closed, gates: Sequence[str], k: int) -> None:
        self.asked, self.gates, self.k = asked, tuple(gates), k
        self._tonnes = Tonnes(data)
        self._closes = {gate: elements_of_gate(data, gate) for gate in self.gates}
        self.fingerprint = _fingerprint(data)
        ways = open_ways(data, Scenario(asked.day, asked.closed), all_ways(data))
        self._ways = [
            (way.corridor, way.countries | frozenset(way.parts)) for way in ways if way.probability >= 1
        ]

    @property
    def combinations(self) -> int:
        """How many combinations there are."""
        return comb(len(self.gates), self.k)

    @property
    def chunks(self) -> int:
        """How many chunks there are."""
        return -(-self.combinations // CHUNK)

    def chunk(self, number: int) -> list[SweepResult]:
        """Work out one chunk, counted from 0."""
        return [self._result(gates) for gates in self._combinations_of(number)]

    def _combinations_of(self, number: int) -> Iterator[tuple[str, ...]]:
        every = combinations(self.gates, self.k)
        return islice(every, number * CHUNK, (number + 1) * CHUNK)

    def _result(self, gates: tuple[str, ...]) -> SweepResult:
        closed = self.asked.closed.union(*(self._closes[gate] for gate in gates))
        stranded, extra = self._tonnes.stranded_mt(replace(self.asked, closed=closed))
        doors = len({corridor for corridor, needs in self._ways if needs.isdisjoint(closed)})
        return SweepResult(gates, stranded, extra, doors)


def _fingerprint(data: Data) -> str:
    """Changes with any record that a result may depend on."""
    records = (data.flows, data.capacities, data.commodities, data.parameters, data.corridors, data.parts)
    text = "".join(record.model_dump_json() for table in records for record in table.values())
    return sha256(text.encode()).hexdigest()


def ranked(results: Sequence[SweepResult], by: SweepBy) -> list[SweepResult]:
    """Results from the worst on; equal ones in order of their gates."""
    return sorted(results, key=lambda each: (*_rank(each, by), each.gates))


def _rank(result: SweepResult, by: SweepBy) -> tuple[float, float]:
    """The smaller the worse; rounded, so that equal results stay equal whoever worked them out."""
    stranded, extra = -round(result.stranded_mt, 6), -round(result.extra_cost_usd_m, 3)
    if by is SweepBy.DOORS:
        return float(result.doors), stranded
    return (stranded, float(result.doors)) if by is SweepBy.STRANDED else (extra, stranded)
