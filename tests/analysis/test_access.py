"""Doors, locks, dependence and reliability: worked cases, properties, and second opinions."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.analysis.access import (
    DRAWS,
    SEED,
    CommonCause,
    Locks,
    Reliability,
    concentration,
    exposures,
    independent_doors,
    locks,
    reliability,
    shares_by_cost,
)
from layers.analysis.outages import common_causes, elements_of_ways
from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.model.dataset import Data
from layers.network.scenario import Scenario, open_ways
from tests.naming import called
from tests.second_opinion import (
    Exact,
    Ways,
    every_lock,
    exact_reliability,
    fewest_locks,
    most_apart,
    widest_packing,
)

WAYS = st.lists(st.frozensets(st.sampled_from("ABCDEFG"), min_size=1, max_size=4), max_size=7)

SCENARIOS = [
    *(Scenario(day) for day in ("2021-06-01", "2025-09-01", "2026-04-15", "2026-07-01")),
    Scenario("2026-07-01", frozenset({"RU"})),
    Scenario("2026-07-01", frozenset({"RU", "CN"})),
    Scenario("2026-04-15", frozenset({"C-BOSPHORUS", "CN"})),
    Scenario("2025-09-01", frozenset({"C-HORMUZ"})),
    Scenario("2021-06-01", frozenset({"IR", "GE"})),
    Scenario("2025-09-01", built=(("trans-afghan-west", 0.3),)),
    Scenario("2025-09-01", frozenset({"IR"}), (("trans-afghan-west", 1.0), ("zangezur-tripp", 0.5))),
]


in_scenarios = pytest.mark.parametrize("scenario", SCENARIOS, ids=called)


def sets(*words: str) -> list[frozenset[str]]:
    """``RC`` is the set of R and C."""
    return [frozenset(word) for word in words]


# --- doors and locks ----------------------------------------------------------------------------------

FIVE = sets("R", "C", "AG", "TI", "I")
VARIANT = sets("R", "C", "AG", "TI", "AI")


@pytest.mark.parametrize(
    ("ways", "doors", "size", "lock_sets"),
    [
        (FIVE, 4, 4, sets("RCAI", "RCGI")),
        # the new way is met by any of its three, but none of them meets the rest
        ([*FIVE, *sets("TFP")], 5, 5, None),
        (VARIANT, 4, 4, None),
        ([*VARIANT, *sets("TFP")], 4, 4, None),
    ],
)
def test_the_worked_cases_of_doors_and_locks(
    ways: list[frozenset[str]], doors: int, size: int, lock_sets: list[frozenset[str]] | None
) -> None:
    found = locks(ways)
    assert (len(independent_doors(ways)), found.size) == (doors, size)
    assert set(found.sets) == every_lock(ways)[1]
    if lock_sets is not None:
        assert set(found.sets) == set(lock_sets)


def test_the_second_variant_is_still_locked_by_the_same_four() -> None:
    assert frozenset("RCAT") in locks([*VARIANT, *sets("TFP")]).sets


def test_with_no_way_open_nothing_needs_locking() -> None:
    assert (locks([]), independent_doors([])) == (Locks(0, (frozenset(),)), ())


def test_a_way_that_needs_nobody_cannot_be_locked() -> None:
    assert locks([frozenset(), *sets("R")]) == Locks(None, ())


def test_too_many_names_are_refused_and_not_worked_on_for_ever() -> None:
    with pytest.raises(ValueError, match="21 names are too many"):
        locks([frozenset({f"n{i}"}) for i in range(21)])


@given(WAYS)
@settings(deadline=None)
def test_locks_are_those_found_by_trying_every_set(ways: list[frozenset[str]]) -> None:
    found = locks(ways)
    assert (found.size, set(found.sets)) == every_lock(ways)
    assert len(found.sets) == len(set(found.sets))


@given(WAYS)
@settings(deadline=None)
def test_independent_doors_are_a_widest_choice_of_ways_that_share_nothing(ways: list[frozenset[str]]) -> None:
    chosen = independent_doors(ways)
    assert set(chosen) <= set(ways)
    assert sum(map(len, chosen)) == len(frozenset().union(*chosen))
    assert len(chosen) == widest_packing(ways)


@given(WAYS)
@settings(deadline=None)
def test_there_are_never_more_independent_doors_than_locks(ways: list[frozenset[str]]) -> None:
    size = locks(ways).size
    assert size is not None and len(independent_doors(ways)) <= size


@given(WAYS, st.data())
@settings(deadline=None)
def test_taking_ways_away_adds_neither_a_door_nor_a_lock(
    ways: list[frozenset[str]], pick: st.DataObject
) -> None:
    fewer = pick.draw(st.lists(st.sampled_from(ways), unique=True)) if ways else []
    before, after = locks(ways).size, locks(fewer).size
    assert before is not None and after is not None and after <= before
    assert len(independent_doors(fewer)) <= len(independent_doors(ways))


@given(WAYS, st.sampled_from("ABCDEFG"))
@settings(deadline=None)
def test_closing_a_name_adds_no_door_and_takes_one_lock_at_most(
    ways: list[frozenset[str]], name: str
) -> None:
    left = [way for way in ways if name not in way]
    before, after = locks(ways).size, locks(left).size
    assert before is not None and after is not None and before - 1 <= after <= before
    assert len(independent_doors(left)) <= len(independent_doors(ways))


@in_scenarios
def test_shipped_doors_and_locks_agree_with_an_integer_programme(data: Data, scenario: Scenario) -> None:
    ways = [way.countries for way in open_ways(data, scenario)]
    found = locks(ways)
    assert ways and found.size == fewest_locks(ways)
    assert set(found.sets) == every_lock(ways)[1]
    chosen = independent_doors(ways)
    assert len(chosen) == most_apart(ways) <= found.size
    assert set(chosen) <= set(ways) and sum(map(len, chosen)) == len(frozenset().union(*chosen))


@in_scenarios
def test_who_refuses_at_every_lock_leaves_no_way(data: Data, scenario: Scenario) -> None:
    for names in locks(way.countries for way in open_ways(data, scenario)).sets:
        shut = Scenario(scenario.day, scenario.closed | names, scenario.built)
        assert open_ways(data, shut) == []
        for name in names:
            assert open_ways(data, Scenario(scenario.day, shut.closed - {name}, scenario.built)), name


@in_scenarios
def test_shipped_straits_lock_nothing_as_long_as_one_way_passes_none(data: Data, scenario: Scenario) -> None:
    ways = [way.chokepoints for way in open_ways(data, scenario)]
    assert any(not way for way in ways)
    assert locks(ways) == Locks(None, ())
    through = [way for way in ways if way]
    assert through and (locks(through).size, set(locks(through).sets)) == every_lock(through)


# --- dependence ---------------------------------------------------------------------------------------


def test_shares_by_hand() -> None:
    # exp(-0.001 * 693.147) = 1/2, so 2 : 1
    assert shares_by_cost({"near": 1000, "far": 1000 + 1000 * math.log(2)}, 0.001) == pytest.approx(
        {"near": 2 / 3, "far": 1 / 3}
    )
    assert shares_by_cost({}, 0.001) == {}


COSTS = st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 50_000), min_size=1)


@given(COSTS, st.floats(0, 0.01))
@settings(deadline=None)
def test_shares_sum_to_one_and_the_cheaper_never_has_less(costs: dict[str, float], theta: float) -> None:
    shares = shares_by_cost(costs, theta)
    assert sum(shares.values()) == pytest.approx(1)
    assert all(0 <= share <= 1 for share in shares.values())
    order = sorted(costs, key=lambda name: costs[name])
    for cheap, dear in pairwise(order):
        assert shares[cheap] >= shares[dear] - 1e-12


@given(COSTS, st.floats(-1000, 1000))
@settings(deadline=None)
def test_what_every_corridor_pays_alike_changes_no_share(costs: dict[str, float], more: float) -> None:
    moved = {name: cost + more for name, cost in costs.items()}
    assert shares_by_cost(moved, 0.0004) == pytest.approx(shares_by_cost(costs, 0.0004))


def test_when_cost_does_not_matter_all_have_the_same_share() -> None:
    assert shares_by_cost({"a": 1.0, "b": 9000.0, "c": 5.0}, 0) == pytest.approx(dict.fromkeys("abc", 1 / 3))


def test_huge_costs_do_not_overflow() -> None:
    assert shares_by_cost({"a": 1e9, "b": 2e9}, 0.01) == pytest.approx({"a": 1, "b": 0})


def test_exposure_by_hand() -> None:
    shares = {"north": 0.5, "east": 0.3, "south": 0.2}
    needs = {"north": frozenset({"RU"}), "east": frozenset({"CN", "RU"}), "south": frozenset({"IR"})}
    found = exposures(shares, needs)
    assert list(found.items()) == [("RU", pytest.approx(0.8)), ("CN", 0.3), ("IR", 0.2)]
    # 0.8, 0.3, 0.2 of 1.3: (0.64 + 0.09 + 0.04) / 1.69
    assert concentration(found) == pytest.approx(10_000 * 0.77 / 1.69)
    assert exposures({}, {}) == {}


@pytest.mark.parametrize(
    ("exposure", "expected"),
    [({"A": 0.4}, 10_000), (dict.fromkeys("ABCD", 0.9), 2500), ({}, 0), ({"A": 0}, 0)],
)
def test_concentration_of_equals(exposure: dict[str, float], expected: float) -> None:
    assert concentration(exposure) == pytest.approx(expected)


@given(st.dictionaries(st.sampled_from("abcdef"), st.floats(0.001, 1), min_size=1))
@settings(deadline=None)
def test_concentration_lies_between_that_of_equals_and_one(exposure: dict[str, float]) -> None:
    assert 10_000 / len(exposure) - 1e-6 <= concentration(exposure) <= 10_000 + 1e-6


# --- reliability --------------------------------------------------------------------------------------


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


# --- common causes ------------------------------------------------------------------------------------

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
