"""Reliability of access: worked cases, second opinions, and what common causes do."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.analysis.access import (
    DRAWS,
    SEED,
    CommonCause,
    Reliability,
    reliability,
)
from layers.analysis.outages import common_causes, elements_of_ways
from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.model.dataset import Data
from layers.network.scenario import Scenario, open_ways
from tests.analysis.scenarios import in_scenarios
from tests.second_opinion import (
    Exact,
    Ways,
    exact_reliability,
)


def agrees(found: Reliability, exact: Exact, errors: float = 3, *, critical: bool = True) -> None:
    """Every figure of a Monte Carlo within so many standard errors of the exact one."""

    def near(measured: float, true: float, spread: float) -> None:
        assert abs(measured - true) <= errors * spread / math.sqrt(found.draws) + 1e-12, (measured, true)

    def spread_of(share: float) -> float:
        return math.sqrt(max(share * (1 - share), 0.0))

    near(found.p_no_door, exact.p_doors[0], spread_of(exact.p_doors[0]))
    near(found.expected_doors, exact.expected, exact.spread)
    assert len(found.p_at_least) == len(exact.p_doors) - 1
    for k, share in enumerate(found.p_at_least, start=1):
        near(share, exact.at_least(k), spread_of(exact.at_least(k)))
    if critical:
        assert found.criticality.keys() == exact.criticality.keys()
        for name, value in exact.criticality.items():
            near(found.criticality[name], value, spread_of(value))


ONE: Ways = [("c", frozenset({"a", "b"}))]


ONE_DOWN = {"a": 0.1, "b": 0.2}


SHARED: Ways = [("c", frozenset({"s", "a"})), ("d", frozenset({"s", "b"}))]


SHARED_DOWN = {"s": 0.1, "a": 0.5, "b": 0.5}


@pytest.mark.parametrize("seed", [SEED, 1, 2, 3])
def test_one_corridor_of_two_parts_is_open_when_both_are(seed: int) -> None:
    found = reliability(ONE, ONE_DOWN, seed=seed)
    assert found.expected_doors == pytest.approx(0.72, abs=3 * math.sqrt(0.72 * 0.28 / DRAWS))
    assert found.p_no_door == pytest.approx(1 - found.expected_doors)
    # P(open | a up) - P(open | a down) = 0.8 - 0, and 0.9 - 0
    assert found.criticality == pytest.approx({"a": 0.8, "b": 0.9}, abs=3 * math.sqrt(0.8 * 0.2 / DRAWS))


@pytest.mark.parametrize("seed", [SEED, 1, 2, 3])
def test_a_part_that_two_corridors_share_fails_once_for_both(seed: int) -> None:
    found = reliability(SHARED, SHARED_DOWN, seed=seed)
    assert found.p_no_door == pytest.approx(0.325, abs=3 * math.sqrt(0.325 * 0.675 / DRAWS))
    assert found.expected_doors == pytest.approx(0.9, abs=0.01)
    # both open: 0.9 * 0.25
    assert found.p_at_least == pytest.approx((0.675, 0.225), abs=0.005)
    assert next(iter(found.criticality)) == "s"  # the largest first


def test_the_exact_second_opinion_gives_the_worked_cases() -> None:
    assert exact_reliability(ONE, ONE_DOWN).at_least(1) == pytest.approx(0.72)
    assert exact_reliability(SHARED, SHARED_DOWN).p_doors[0] == pytest.approx(0.325)


def small_case(seed: int) -> tuple[Ways, dict[str, float]]:
    """Up to eight elements, up to five ways of up to four corridors, some with two ways."""
    rng = random.Random(seed)
    names = [f"e{i}" for i in range(rng.randint(2, 8))]
    ways = [
        (f"c{rng.randint(0, 3)}", frozenset(rng.sample(names, rng.randint(1, min(4, len(names))))))
        for _ in range(rng.randint(1, 5))
    ]
    return ways, {name: rng.uniform(0.02, 0.7) for name in names}


@pytest.mark.parametrize("seed", range(10))
def test_monte_carlo_agrees_with_enumeration_on_small_cases(seed: int) -> None:
    ways, down = small_case(seed)
    agrees(reliability(ways, down, draws=40_000, seed=seed), exact_reliability(ways, down))


@pytest.mark.parametrize("seed", range(6))
def test_monte_carlo_agrees_with_enumeration_under_common_causes(seed: int) -> None:
    ways, down = small_case(seed)
    rng = random.Random(seed)
    down = {name: max(0.2, value) for name, value in down.items()}
    causes = [
        CommonCause(rng.uniform(0.05, 0.15), frozenset(rng.sample(sorted(down), 2)), rng.uniform(0.3, 0.8))
        for _ in range(2)
    ]
    found = reliability(ways, down, causes, draws=40_000, seed=seed)
    agrees(found, exact_reliability(ways, down, causes), critical=False)


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_what_must_hold_of_any_draw(seed: int) -> None:
    ways, down = small_case(seed)
    found = reliability(ways, down, draws=501, seed=seed)
    assert found.expected_doors == pytest.approx(sum(found.p_at_least))
    assert found.p_no_door == pytest.approx(1 - found.p_at_least[0])
    assert list(found.p_at_least) == sorted(found.p_at_least, reverse=True)
    assert all(0 <= value <= 1 for value in found.criticality.values())
    share = found.p_no_door
    assert found.p_no_door_error == pytest.approx(math.sqrt(share * (1 - share) / 501), abs=1e-9)


@pytest.mark.parametrize("draws", [1, 7, 8, 13])
def test_draws_that_fill_no_whole_byte_are_counted_right(draws: int) -> None:
    sure = reliability([("c", frozenset({"a"})), ("d", frozenset({"b"}))], {"a": 0.0, "b": 1.0}, draws=draws)
    assert (sure.expected_doors, sure.p_no_door, sure.p_at_least) == (1, 0, (1, 0))
    assert sure.criticality == {"a": 1, "b": 0}
    assert (sure.draws, sure.seed) == (draws, SEED)


def test_two_ways_of_one_corridor_are_one_door() -> None:
    found = reliability([("c", frozenset({"a"})), ("c", frozenset({"b"}))], {"a": 0.5, "b": 0.5})
    assert found.expected_doors == pytest.approx(0.75, abs=0.005)
    assert len(found.p_at_least) == 1


def test_without_a_way_there_is_no_door_and_with_a_free_one_always() -> None:
    assert reliability([], {}) == Reliability(0.0, 1.0, 0.0, (), {}, DRAWS, SEED)
    free = reliability([("c", frozenset())], {}, draws=100)
    assert (free.p_no_door, free.expected_doors, free.criticality) == (0, 1, {})


def test_the_same_inputs_give_the_same_figures_and_another_seed_others() -> None:
    first, again = reliability(SHARED, SHARED_DOWN), reliability(SHARED, SHARED_DOWN)
    assert first == again
    assert first.p_no_door != reliability(SHARED, SHARED_DOWN, seed=SEED + 1).p_no_door


SHOCK = CommonCause(0.1, frozenset({"a", "b"}), 0.8)


TWO_DOWN = {"a": 0.15, "b": 0.3}


@pytest.mark.parametrize("seed", [SEED, 1, 2, 3])
@pytest.mark.parametrize("name", ["a", "b"])
def test_a_common_cause_keeps_each_elements_own_probability(name: str, seed: int) -> None:
    share = TWO_DOWN[name]
    alone = reliability([("c", frozenset({name}))], TWO_DOWN, [SHOCK], seed=seed)
    assert alone.p_no_door == pytest.approx(share, abs=4 * math.sqrt(share * (1 - share) / DRAWS))


def test_a_common_cause_makes_joint_failure_likelier() -> None:
    ways: Ways = [("c", frozenset({"a"})), ("d", frozenset({"b"}))]
    alone, together = reliability(ways, TWO_DOWN), reliability(ways, TWO_DOWN, [SHOCK])
    # own parts: 1 - 0.85 / 0.92 and 1 - 0.7 / 0.92; both at 1 - 0.2 (1 - own) under the shock
    own = [1 - (1 - share) / 0.92 for share in TWO_DOWN.values()]
    struck = [1 - 0.2 * (1 - share) for share in own]
    both = 0.9 * own[0] * own[1] + 0.1 * struck[0] * struck[1]
    assert alone.p_no_door == pytest.approx(0.045, abs=4 * math.sqrt(0.045 / DRAWS))
    assert together.p_no_door == pytest.approx(both, abs=4 * math.sqrt(both / DRAWS))
    assert both > 1.8 * 0.045
    assert together.expected_doors == pytest.approx(alone.expected_doors, abs=0.01)


def test_a_shock_within_one_way_does_the_opposite() -> None:
    # parts in series that fail together fail less often in turn
    ways: Ways = [("c", frozenset({"a", "b"}))]
    alone, together = (exact_reliability(ways, TWO_DOWN, causes).p_doors[0] for causes in ([], [SHOCK]))
    assert together < alone - 0.03
    assert reliability(ways, TWO_DOWN, [SHOCK]).p_no_door == pytest.approx(together, abs=0.005)


def test_a_certain_shock_of_full_severity_shuts_all_that_it_strikes() -> None:
    found = reliability(SHARED, SHARED_DOWN, [CommonCause(1.0, frozenset({"s"}), 1.0)], draws=1000)
    assert found.p_no_door == 1


@in_scenarios
@pytest.mark.parametrize("with_causes", [False, True])
def test_shipped_reliability_agrees_with_every_state_of_every_element(
    data: Data, scenario: Scenario, with_causes: bool
) -> None:
    model, central = RiskModel(data), central_settings(data)
    needs, down = elements_of_ways(model, open_ways(data, scenario), scenario.day, central)
    causes = common_causes(model, central) if with_causes else []
    assert 5 <= len(down) <= 20
    found = reliability(needs, down, causes)
    agrees(found, exact_reliability(needs, down, causes), critical=not with_causes)


@in_scenarios
def test_shipped_common_causes_only_correlate(data: Data, scenario: Scenario) -> None:
    model, central = RiskModel(data), central_settings(data)
    _, down = elements_of_ways(model, open_ways(data, scenario), scenario.day, central)
    causes = common_causes(model, central)
    struck = {name for cause in causes for name in cause.elements} & set(down)
    assert struck
    for name in struck:
        share = down[name]
        found = reliability([("c", frozenset({name}))], down, causes)
        assert found.p_no_door == pytest.approx(share, abs=4 * math.sqrt(share * (1 - share) / DRAWS)), name
