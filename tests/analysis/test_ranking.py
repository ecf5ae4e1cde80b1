"""The ranking that survives an argument, and the Pareto front."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.analysis.ranking import DRAWS, pareto_front, smaa

ERROR = 3 * 0.5 / math.sqrt(DRAWS)
"""Three standard errors of a share, at the most."""


def scores(*rows: tuple[float, ...]) -> np.ndarray:
    return np.array(rows, dtype=float)


@st.composite
def ranges(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Low and high scores of one to five alternatives in one to four criteria."""
    shape = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    ends = draw(
        st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=shape[0] * shape[1],
                 max_size=shape[0] * shape[1])
    )  # fmt: skip
    both = np.array(ends, dtype=float).reshape(*shape, 2)
    return both.min(axis=2), both.max(axis=2)


@given(ranges(), st.booleans())
@settings(max_examples=50, deadline=None)
def test_every_alternative_has_a_rank_and_every_rank_an_alternative(
    given_ranges: tuple[np.ndarray, np.ndarray], fixed: bool
) -> None:
    low, high = given_ranges
    found = smaa(low, high, np.ones(low.shape[1]) if fixed else None, draws=300)
    n = len(low)
    assert found.ranks.shape == (n, n)
    assert found.ranks.sum(axis=0) == pytest.approx(np.ones(n))
    assert found.ranks.sum(axis=1) == pytest.approx(np.ones(n))
    # of two alternatives one stands before the other
    assert found.beats + found.beats.T == pytest.approx(1 - np.eye(n))
    # the mean rank is the number of those that stand before
    assert found.ranks @ np.arange(n) == pytest.approx(found.beats.sum(axis=0))
    first = found.ranks[:, 0] > 0
    assert np.isnan(found.central_weights[~first]).all()
    assert found.central_weights[first].sum(axis=1) == pytest.approx(np.ones(first.sum()))
    # the weights of all draws average to the centre of the simplex, or to those given
    mean = (found.ranks[first, :1] * found.central_weights[first]).sum(axis=0)
    assert mean == pytest.approx(np.full(low.shape[1], 1 / low.shape[1]), abs=0.1)


def test_what_is_lower_in_everything_is_always_first() -> None:
    found = smaa(scores((1, 1), (3, 3)), scores((2, 2), (4, 4)))
    assert found.ranks.tolist() == [[1, 0], [0, 1]]
    assert found.beats.tolist() == [[0, 1], [0, 0]]
    assert found.central_weights[0] == pytest.approx([0.5, 0.5], abs=ERROR)
    assert np.isnan(found.central_weights[1]).all()


def test_two_that_are_good_at_different_things_split_the_weights() -> None:
    # the first is 0 and 1, the second 1 and 0: the first wins when the first weight is above a half;
    # a uniform weight above a half averages 3/4
    found = smaa(scores((0, 1), (1, 0)), scores((0, 1), (1, 0)))
    assert found.ranks == pytest.approx(np.full((2, 2), 0.5), abs=ERROR)
    assert found.central_weights == pytest.approx(scores((0.75, 0.25), (0.25, 0.75)), abs=0.01)


def test_three_criteria_are_weighed_evenly_over_the_simplex() -> None:
    # alternative i is 0 in criterion i and 1 elsewhere: it wins where weight i is the largest
    found = smaa(1 - np.eye(3), 1 - np.eye(3))
    assert found.ranks == pytest.approx(np.full((3, 3), 1 / 3), abs=ERROR)
    # the mean of the largest of three weights uniform on the simplex is (1 + 1/2 + 1/3) / 3
    assert np.diag(found.central_weights) == pytest.approx(np.full(3, 11 / 18), abs=0.01)


@pytest.mark.parametrize(("weights", "expected"), [((3.0, 1.0), 1.0), ((1.0, 3.0), 0.0)])
def test_given_weights_are_used_whatever_they_sum_to(weights: tuple[float, ...], expected: float) -> None:
    found = smaa(scores((0, 1), (1, 0)), scores((0, 1), (1, 0)), np.array(weights))
    assert found.ranks[0, 0] == expected
    assert found.central_weights[0 if expected else 1] == pytest.approx(np.array(weights) / 4)


def test_a_score_is_uniform_within_its_range() -> None:
    # [0, 1] is below 0.3 in 3 of 10 draws; of [0, 1] and [0, 2] the first is lower in 3 of 4
    assert smaa(scores((0,), (0.3,)), scores((1,), (0.3,))).beats[0, 1] == pytest.approx(0.3, abs=ERROR)
    assert smaa(scores((0,), (0,)), scores((1,), (2,))).beats[0, 1] == pytest.approx(0.75, abs=ERROR)


def test_a_score_that_two_share_lies_at_the_same_place_for_both() -> None:
    low, high = scores((1, 1), (1, 1)), scores((5, 1), (5, 1.5))
    apart = smaa(low, high, np.ones(2))
    assert 0.4 < apart.ranks[0, 0] < 0.75
    # the shared first score cancels out: the second then decides always
    together = smaa(low, high, np.ones(2), shared=[["war", None], ["war", None]])
    assert together.ranks.tolist() == [[1, 0], [0, 1]]
    # the same words in two criteria are two scores
    crossed = smaa(scores((1, 1)), scores((5, 5)), np.ones(2), shared=[["war", "war"]])
    assert crossed.ranks.tolist() == [[1]]


@pytest.mark.parametrize("n", [2, 40])
def test_of_equals_the_first_listed_stands_first(n: int) -> None:
    alike = np.full((n, 2), 2.0)
    assert (smaa(alike, alike, draws=50).ranks == np.eye(n)).all()


def test_the_same_seed_gives_the_same_ranking_and_another_a_different_one() -> None:
    low, high = scores((1, 2), (2, 1)), scores((3, 4), (5, 3))
    assert (smaa(low, high).ranks == smaa(low, high).ranks).all()
    assert (smaa(low, high).ranks != smaa(low, high, seed=1).ranks).any()


# --- the Pareto front ---------------------------------------------------------------------------------


def test_the_front_by_hand() -> None:
    points = scores((1, 5), (2, 2), (5, 1), (3, 3), (2, 6), (2, 2))
    # (3, 3) falls to (2, 2) and (2, 6) to both (1, 5) and (2, 2); equals do not beat each other
    assert pareto_front(points).tolist() == [True, True, True, False, False, True]


@given(st.lists(st.tuples(*[st.integers(0, 4)] * 3), min_size=1, max_size=8))
@settings(deadline=None)
def test_the_front_holds_whom_nobody_beats(points: list[tuple[int, ...]]) -> None:
    def beats(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
        return one != other and all(a <= b for a, b in zip(one, other, strict=True))

    front = pareto_front(np.array(points, dtype=float))
    assert front.tolist() == [not any(beats(other, point) for other in points) for point in points]
    assert front.any()
