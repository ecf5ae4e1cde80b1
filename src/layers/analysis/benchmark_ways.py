"""The formula of the model for each benchmark: its way over the network, and what the network does not hold.

A benchmark that is a timetable, a claim or a first run is compared with the model's timetable, one that is
an offer on the market with its offer, so that no benchmark bends what is shown: practice, at an agreed
through rate.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from layers.model.dataset import Data
from layers.model.evidence import Benchmark
from layers.model.records import Leg
from layers.model.vocabulary import Measure, Mode
from layers.network.estimates import Term, merged, scaled
from layers.network.leg_costs import LegCosts, Terms, Transfer, Way, way_of_leg
from layers.network.network import UNUSABLE, status_on

__all__ = ["benchmark_terms", "shortest_legs"]

_TIMETABLES = frozenset({Measure.SCHEDULE, Measure.CLAIM, Measure.FIRST_RUN})
_WAYS = {Mode.RAIL: Way.RAIL, Mode.ROAD: Way.ROAD, Mode.SEA: Way.OPEN_SEA, Mode.FERRY: Way.INLAND_SEA}


def benchmark_terms(data: Data, benchmark: Benchmark) -> Terms | None:
    """Return the formula of a benchmark in its own unit: days, or US dollars for what the unit says.

    None where the model has no rate for it, or the network no way between its waypoints.
    """
    costs = LegCosts(
        data, benchmark.cargo, as_timetable=benchmark.measures in _TIMETABLES,
        as_market_offer=benchmark.measures is Measure.MARKET_OFFER,
    )  # fmt: skip
    if benchmark.measures is Measure.TRACK_ONLY:
        km = benchmark.mapping.extra_km[Mode.RAIL]
        return (Term(km, (("rail-track-usd-per-km", 1),)),)
    chain = shortest_legs(data, benchmark.mapping.waypoints, frozenset(benchmark.chain))
    if chain is None:
        return None
    is_time = benchmark.kind == "time"
    found = _all_terms(costs, benchmark, *chain, is_time=is_time)
    if found is None:
        return None
    if is_time:
        found = tuple(Term(term.amount / 24, term.factors) for term in found)
        if benchmark.door_to_door:
            found = (*found, Term(1, (("door-days", 1),)))
    elif benchmark.unit == "usd-per-40ft":
        found = scaled(found, ("forty-foot-factor", 1))
    found = merged(found)
    known = all(name in data.parameters for term in found for name in term.parameters)
    return found if known else None


def _all_terms(
    costs: LegCosts, benchmark: Benchmark, legs: list[Leg], places: list[str], *, is_time: bool
) -> Terms | None:
    mapping, index = benchmark.mapping, 0 if is_time else 1
    parts: list[Terms | None] = [costs.way_terms(legs, places)[index] if legs else ()]
    begun = {way_of_leg(costs.data, leg) for leg in legs}
    for mode, km in mapping.extra_km.items():
        way = _WAYS[mode]
        slow = mapping.slow_rail_km if way is Way.RAIL else 0.0
        parts.append(costs.hours_along(way, km, slow) if is_time else costs.usd_along(way, km))
        if way not in begun:
            parts.append(costs.hours_once_terms(way) if is_time else costs.usd_once_terms(way))
    for key, count in mapping.borders.items():
        border = costs.hours_of_border if is_time else costs.usd_of_border
        parts.append(border(costs.border_class(key), count))
    for key, count in mapping.transfers.items():
        port = costs.data.ports.get(key)
        transfer = costs.transfer_in(port) if port is not None else Transfer(key)
        handled: Callable[[Transfer, int], Terms | None] = (
            costs.hours_of_transfer if is_time else costs.usd_of_transfer
        )
        parts.append(handled(transfer, count))
    if any(part is None for part in parts):
        return None
    return tuple(term for part in parts if part is not None for term in part)


def shortest_legs(
    data: Data, waypoints: tuple[str, ...], modes: frozenset[Mode]
) -> tuple[list[Leg], list[str]] | None:
    """Return the legs of the shortest way through the waypoints and the places that they visit.

    By kilometres, over legs of these modes that are usable when the evidence ends or are merely suspended.
    None where there is no way; empty lists with fewer than two waypoints.
    """
    places = {place: number for number, place in enumerate(data.places)}
    best: dict[tuple[int, int], Leg] = {}
    for leg in data.legs.values():
        if leg.mode in _as_sailed(modes) and _exists(data, leg):
            ends = places[leg.from_id], places[leg.to_id]
            for pair in (ends, ends[::-1]):
                if pair not in best or leg.length_km < best[pair].length_km:
                    best[pair] = leg
    rows, columns = zip(*best, strict=True) if best else ((), ())
    lengths = np.array([leg.length_km for leg in best.values()])
    graph = csr_array((lengths, (rows, columns)), shape=(len(places), len(places)))
    legs: list[Leg] = []
    visited = list(waypoints[:1])
    for start, end in pairwise(waypoints):
        _, before = dijkstra(graph, indices=places[start], return_predecessors=True)
        here, part = places[end], []
        while here != places[start]:
            if before[here] < 0:
                return None
            part.append((best[int(before[here]), here], here))
            here = int(before[here])
        names = list(places)
        legs += [leg for leg, _ in reversed(part)]
        visited += [names[number] for _, number in reversed(part)]
    return legs, visited


def _as_sailed(modes: frozenset[Mode]) -> frozenset[Mode]:
    """The modes of legs; an inland sea is crossed by legs of either kind."""
    return modes | {Mode.SEA} if Mode.FERRY in modes else modes


def _exists(data: Data, leg: Leg) -> bool:
    found = status_on(leg.status_history, data.evidence_end, data.evidence_end)
    return found is not None and (found.status not in UNUSABLE or found.status.value == "suspended")
