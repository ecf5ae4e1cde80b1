"""Shortest paths that visit no place twice.

Dijkstra's algorithm (scipy) gives the shortest walk. Where several nodes stand for one place (a port has a
land side and a sea side, a strait two ends), that walk may come back to a place. Only then is a best-first
search over paths made, with the walk's remaining length as its lower bound, so the answer is the shortest
path in every case.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

_Label = tuple[float, int, float, int, frozenset[int], tuple[int, ...]]
"""Bound, order of arrival, length so far, node, places visited, arcs."""

__all__ = ["Arcs", "is_loop_free", "lightest", "loop_free_path", "shortest_from"]


@dataclass(frozen=True)
class Arcs:
    """Arcs between nodes 0 to ``nodes`` - 1, at most one from one node to another.

    ``tails``, ``heads`` and ``weights`` (positive; infinite for an arc that cannot be used) have shape
    (arcs,). ``visits`` holds the places that each arc enters, in order.
    """

    nodes: int
    tails: NDArray[np.int64]
    heads: NDArray[np.int64]
    weights: NDArray[np.float64]
    visits: Sequence[tuple[int, ...]]

    def matrix(self, *, backwards: bool = False) -> csr_array:
        """Return the weights as a matrix of shape (nodes, nodes)."""
        used = np.flatnonzero(np.isfinite(self.weights))
        ends = self.tails[used], self.heads[used]
        return csr_array(
            (self.weights[used], ends[::-1] if backwards else ends), shape=(self.nodes, self.nodes)
        )


def lightest(
    tails: NDArray[np.int64], heads: NDArray[np.int64], weights: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Return the numbers of the arcs that stay when of all from one node to another the lightest is kept."""
    order = np.lexsort((weights, heads, tails))
    ends = np.stack((tails[order], heads[order]))
    is_first = np.ones(len(order), dtype=bool)
    is_first[1:] = (ends[:, 1:] != ends[:, :-1]).any(axis=0)
    return np.sort(order[is_first])


def loop_free_path(
    arcs: Arcs, start: int, ends: Iterable[int], visited: frozenset[int] = frozenset()
) -> list[int] | None:
    """Return the numbers of the arcs of the shortest path from ``start`` to one of ``ends``, or None.

    The path enters none of the places in ``visited``, and no place twice.
    """
    goals = sorted(set(ends))
    ahead, following, _ = dijkstra(
        arcs.matrix(backwards=True), indices=goals, return_predecessors=True, min_only=True
    )
    if not np.isfinite(ahead[start]):
        return None
    number = {pair: n for n, pair in enumerate(zip(arcs.tails.tolist(), arcs.heads.tolist(), strict=True))}
    node, path = start, []
    while node not in goals:
        head = int(following[node])
        path.append(number[node, head])
        node = head
    if is_loop_free((arcs.visits[arc] for arc in path), visited):
        return path
    return _best_first(arcs, start, frozenset(goals), visited, ahead)


def shortest_from(arcs: Arcs, start: int) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    """Return, for every node, the length of the shortest walk from ``start`` and the node before."""
    distance, before = dijkstra(arcs.matrix(), indices=start, return_predecessors=True)
    return distance, before


def is_loop_free(visits: Iterable[tuple[int, ...]], visited: frozenset[int] = frozenset()) -> bool:
    """Whether no place is entered twice, nor one of ``visited``."""
    entered = [place for each in visits for place in each]
    return len(set(entered)) == len(entered) and visited.isdisjoint(entered)


def _best_first(
    arcs: Arcs, start: int, goals: frozenset[int], visited: frozenset[int], ahead: NDArray[np.float64]
) -> list[int] | None:
    leaving: dict[int, list[int]] = {}
    for arc, (tail, weight) in enumerate(zip(arcs.tails.tolist(), arcs.weights.tolist(), strict=True)):
        if np.isfinite(weight):
            leaving.setdefault(tail, []).append(arc)
    order = count()
    first: _Label = (float(ahead[start]), next(order), 0.0, start, visited, ())
    waiting = [first]
    settled: dict[int, list[frozenset[int]]] = {}
    while waiting:
        _, _, length, node, places, path = heapq.heappop(waiting)
        if node in goals:
            return list(path)
        known = settled.setdefault(node, [])
        if any(other <= places for other in known):
            continue  # an earlier path here was no longer and leaves at least as much open
        known.append(places)
        for arc in leaving.get(node, ()):
            entered = arcs.visits[arc]
            head, so_far = int(arcs.heads[arc]), length + float(arcs.weights[arc])
            if places.isdisjoint(entered) and np.isfinite(ahead[head]):
                bound = so_far + float(ahead[head])
                heapq.heappush(
                    waiting,
                    (bound, next(order), so_far, head, places.union(entered), (*path, arc)),
                )
    return None
