"""The exact probability that no way is open, against every state counted."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.analysis.structure import Diagram

ELEMENTS = 6
WAYS = st.lists(st.frozensets(st.integers(0, ELEMENTS - 1), max_size=4), max_size=7)
LOADS = st.lists(st.sampled_from([0.0, 0.01, 0.3, 1.0, 700.0]), min_size=ELEMENTS, max_size=ELEMENTS)


def counted(ways: list[frozenset[int]], load: list[float]) -> float:
    """P(no way open), state by state."""
    total = 0.0
    for state in product((True, False), repeat=ELEMENTS):
        if not any(all(state[element] for element in way) for way in ways):
            chances = (np.exp(-a) if up else -np.expm1(-a) for up, a in zip(state, load, strict=True))
            total += float(np.prod(list(chances)))
    return total


def found(ways: list[frozenset[int]], load: list[float]) -> tuple[float, np.ndarray]:
    diagram = Diagram()
    function, column = diagram.function(ways), np.array(load)[:, None]
    down = diagram.down(column)
    return float(down[function][0]), diagram.importance(function, column, down)[:, 0]


@given(WAYS, LOADS)
@settings(max_examples=60, deadline=None)
def test_it_is_the_sum_over_every_state(ways: list[frozenset[int]], load: list[float]) -> None:
    assert found(ways, load)[0] == pytest.approx(counted(ways, load), abs=1e-12)


@given(WAYS, LOADS)
@settings(max_examples=25, deadline=None)
def test_importance_is_the_difference_of_down_and_up(ways: list[frozenset[int]], load: list[float]) -> None:
    _, importance = found(ways, load)
    for element in range(ELEMENTS):
        down, up = ([*load[:element], forced, *load[element + 1 :]] for forced in (700.0, 0.0))
        assert importance[element] == pytest.approx(counted(ways, down) - counted(ways, up), abs=1e-12)


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        ([], 1.0),
        ([frozenset()], 0.0),
        ([{0}], 0.1),
        ([{0, 1}], 1 - 0.9 * 0.9),
        ([{0}, {1}], 0.01),
        ([{0, 1}, {0, 2}], 1 - 0.9 * (1 - 0.01)),  # what both need, then either
        ([{0, 1}, {1, 2}, {0, 2}], 0.1**3 + 3 * 0.1**2 * 0.9),  # two of three
    ],
)
def test_worked_cases(ways: list[frozenset[int]], expected: float) -> None:
    assert found([frozenset(way) for way in ways], [-np.log(0.9)] * ELEMENTS)[0] == pytest.approx(expected)


def test_very_small_probabilities_keep_their_digits() -> None:
    assert found([frozenset({n}) for n in range(5)], [1e-5] * ELEMENTS)[0] == pytest.approx(1e-25, rel=1e-4)
