"""Loop-free paths against plain enumeration of every path."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.analysis.loop_free import Arcs, is_loop_free, lightest, loop_free_path, shortest_from

Listed = list[tuple[int, int, float]]


def arcs_of(listed: Listed, nodes: int, places: list[int]) -> Arcs:
    """Arcs (tail, head, weight) between nodes that stand for places."""
    tails, heads = (np.array([arc[i] for arc in listed], dtype=np.int64) for i in (0, 1))
    weights = np.array([arc[2] for arc in listed], dtype=np.float64)
    kept = lightest(tails, heads, weights)
    visits = [(places[head],) for head in heads[kept].tolist()]
    return Arcs(nodes, tails[kept], heads[kept], weights[kept], visits)


def every_path(listed: Listed, places: list[int], start: int, ends: set[int]) -> Iterator[float]:
    """The length of every path from start to one of the ends that visits no place twice."""

    def walk(node: int, visited: frozenset[int], length: float) -> Iterator[float]:
        if node in ends:
            yield length
        for tail, head, weight in listed:
            if tail == node and places[head] not in visited:
                yield from walk(head, visited | {places[head]}, length + weight)

    yield from walk(start, frozenset({places[start]}), 0.0)


@st.composite
def networks(draw: st.DrawFn) -> tuple[Listed, list[int]]:
    """Up to seven nodes, some of which stand for the same place, with arcs between them."""
    count = draw(st.integers(3, 7))
    places = draw(st.lists(st.integers(0, count - 2), min_size=count, max_size=count))
    node = st.integers(0, count - 1)
    arcs = draw(st.lists(st.tuples(node, node, st.integers(1, 9).map(float)), max_size=16))
    return [arc for arc in arcs if arc[0] != arc[1]], places


@settings(max_examples=40, deadline=None)
@given(networks())
def test_the_path_is_the_shortest_of_all_that_visit_no_place_twice(network: tuple[Listed, list[int]]) -> None:
    listed, places = network
    ends = {len(places) - 1, len(places) - 2} - {0}
    arcs = arcs_of(listed, len(places), places)
    path = loop_free_path(arcs, 0, ends, frozenset({places[0]}))
    best = min(every_path(listed, places, 0, ends), default=None)
    if path is None:
        assert best is None
        return
    assert best == pytest.approx(sum(arcs.weights[arc] for arc in path))
    node, visited = 0, [places[0]]
    for arc in path:
        assert arcs.tails[arc] == node
        node = int(arcs.heads[arc])
        visited.append(places[node])
    assert node in ends and len(set(visited)) == len(visited)


def test_a_walk_that_comes_back_to_a_place_gives_way_to_a_longer_path() -> None:
    # nodes 1 and 2 are one place: 0-1-3-2-4 is the shortest walk, 0-4 the shortest path
    listed = [(0, 1, 1.0), (1, 3, 1.0), (3, 2, 1.0), (2, 4, 1.0), (0, 4, 9.0)]
    arcs = arcs_of(listed, 5, [0, 1, 1, 3, 4])
    path = loop_free_path(arcs, 0, [4], frozenset({0}))
    assert path is not None and [int(arcs.heads[arc]) for arc in path] == [4]
    distance, _ = shortest_from(arcs, 0)
    assert distance[4] == 4


def test_of_two_arcs_from_one_node_to_another_the_lightest_is_kept() -> None:
    ends = np.array([0, 0, 1]), np.array([1, 1, 0])
    assert lightest(*ends, np.array([2.0, 1.0, 5.0])).tolist() == [1, 2]


def test_no_arcs_lead_nowhere() -> None:
    assert loop_free_path(arcs_of([], 2, [0, 1]), 0, [1]) is None


def test_places_visited_before_are_not_entered() -> None:
    assert is_loop_free([(1,), (2, 3)]) and not is_loop_free([(1,), (2, 1)])
    assert not is_loop_free([(1,), (2,)], frozenset({2}))
