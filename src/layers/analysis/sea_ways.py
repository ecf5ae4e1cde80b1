"""Ways by ship between ports, over the lanes of the data, with the straits that they pass.

A ship passes a strait from one side to the other and does not turn back in it; it visits no place twice, and
passes by a port whether that port is shut or not. Where every lane between ports of two countries is
suspended (India bars what left a Pakistani port), no ship carries cargo from one to the other by calling
elsewhere in between. Not modelled: schedules, transshipment from ship to ship, draught.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

import numpy as np
from scipy.sparse.csgraph import dijkstra

from layers.analysis.loop_free import Arcs, is_loop_free, lightest, loop_free_path
from layers.analysis.stages import Stage
from layers.model.dataset import Data
from layers.model.records import Leg

__all__ = ["Lane", "Passage", "SeaWays", "barred_pairs", "side_of_strait"]

_SIDES = {-1: 0, 1: 1}
"""Number of the node that stands for the side of a strait from which a ship arrived."""


@dataclass(frozen=True)
class Lane:
    """A sea lane in one direction; ``leg`` is its id."""

    leg: str
    stage: Stage


@dataclass(frozen=True)
class Passage:
    """A way by ship from one port to another; ``places`` are those passed, without the ports at its ends."""

    stages: tuple[Stage, ...]
    places: tuple[str, ...]
    weight: float

    @property
    def km(self) -> float:
        """Length in kilometres."""
        return sum(stage.km for stage in self.stages)


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


def barred_pairs(data: Data, suspended: Iterable[Leg], usable: Iterable[Leg]) -> frozenset[frozenset[str]]:
    """Return the pairs of countries between whose ports every lane is suspended."""

    def pairs(legs: Iterable[Leg]) -> set[frozenset[str]]:
        ends = ((data.ports.get(leg.from_id), data.ports.get(leg.to_id)) for leg in legs)
        return {frozenset({a.country, b.country}) for a, b in ends if a and b and a.country != b.country}

    return frozenset(pairs(suspended) - pairs(usable))


class SeaWays:
    """The best passage between any two ports over some lanes, by one objective."""

    def __init__(
        self, data: Data, lanes: Sequence[Lane], weights: Sequence[float], barred: frozenset[frozenset[str]]
    ) -> None:
        self._data, self._barred = data, barred
        ends = (place for lane in lanes for place in (lane.stage.start, lane.stage.end))
        self._places = list(dict.fromkeys(ends))
        self._number = {place: number for number, place in enumerate(self._places)}
        self._lanes, self._arcs = self._graph(lanes, weights)
        self._weights: list[float] = self._arcs.weights.tolist()
        self._one = cache(self._find_one)

    @cached_property
    def passages(self) -> Mapping[tuple[str, str], Passage]:
        """The passage from one port to another, by their ids, where there is one; all are found at once."""
        return self._find_all()

    def avoiding(self, start: str, end: str, places: Iterable[str]) -> Passage | None:
        """Return the best passage that passes none of ``places``, or None if there is none."""
        found = self._one(start, end)
        shunned = set(places)
        if found is None or shunned.isdisjoint(found.places):
            return found
        visited = frozenset(self._number[place] for place in shunned if place in self._number)
        return self._search(start, end, visited | {self._number[start]})

    def _graph(self, lanes: Sequence[Lane], weights: Sequence[float]) -> tuple[list[Lane], Arcs]:
        rows: list[tuple[int, int, int]] = []
        for number, lane in enumerate(lanes):
            leg, start, end = self._data.legs[lane.leg], lane.stage.start, lane.stage.end
            # a ship that came from the other side leaves on this one
            leaving = self._nodes(start, -side_of_strait(self._data, leg, start))
            entering = self._nodes(end, side_of_strait(self._data, leg, end))
            rows += [(tail, head, number) for tail in leaving for head in entering]
        tails, heads, numbers = np.array(rows, dtype=np.int64).reshape(-1, 3).T
        all_weights = np.array(weights)[numbers] if rows else np.array([])
        kept = lightest(tails, heads, all_weights)
        visits = [(head // 2,) for head in heads[kept].tolist()]
        arcs = Arcs(2 * len(self._places), tails[kept], heads[kept], all_weights[kept], visits)
        return [lanes[number] for number in numbers[kept]], arcs

    def _nodes(self, place: str, came_from: int) -> list[int]:
        first = 2 * self._number[place]
        if place not in self._data.chokepoints:
            return [first]
        return [first + node for side, node in _SIDES.items() if came_from in (0, side)]

    def _find_one(self, start: str, end: str) -> Passage | None:
        """Return a single passage: journeys by corridor ask for a dozen of the thousand pairs."""
        if start == end or not {start, end} <= self._number.keys() or self._is_barred(start, end):
            return None
        return self._search(start, end, frozenset({self._number[start]}))

    def _find_all(self) -> dict[tuple[str, str], Passage]:
        passages: dict[tuple[str, str], Passage] = {}
        ports = [place for place in self._places if place in self._data.ports]
        if not ports:
            return passages
        sources = [2 * self._number[port] for port in ports]
        distance, before = dijkstra(self._arcs.matrix(), indices=sources, return_predecessors=True)
        number = {
            pair: n
            for n, pair in enumerate(zip(self._arcs.tails.tolist(), self._arcs.heads.tolist(), strict=True))
        }
        for row, start in enumerate(ports):
            steps = before[row].tolist()
            for end, node in zip(ports, sources, strict=True):
                if end == start or not np.isfinite(distance[row, node]) or self._is_barred(start, end):
                    continue
                nodes = [node]
                while nodes[-1] != sources[row]:
                    nodes.append(steps[nodes[-1]])
                path = [number[pair] for pair in pairwise(reversed(nodes))]
                home = frozenset({self._number[start]})
                if is_loop_free((self._arcs.visits[arc] for arc in path), home):
                    found: Passage | None = self._passage(path)
                else:
                    found = self._search(start, end, home)
                if found is not None:
                    passages[start, end] = found
        return passages

    def _is_barred(self, start: str, end: str) -> bool:
        return frozenset({self._data.ports[start].country, self._data.ports[end].country}) in self._barred

    def _search(self, start: str, end: str, visited: frozenset[int]) -> Passage | None:
        path = loop_free_path(self._arcs, 2 * self._number[start], [2 * self._number[end]], visited)
        return self._passage(path) if path is not None else None

    def _passage(self, path: Sequence[int]) -> Passage:
        stages = tuple(self._lanes[arc].stage for arc in path)
        weight = sum(self._weights[arc] for arc in path)
        return Passage(stages, tuple(stage.end for stage in stages[:-1]), weight)
