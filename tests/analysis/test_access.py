"""Doors, locks and dependence: worked cases, properties, and second opinions."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.analysis.access import (
    Door,
    LockOutcome,
    Locks,
    concentration,
    exposures,
    independent_doors,
    locks,
    shares_by_cost,
)
from layers.model.dataset import Data
from layers.network.scenario import Scenario, open_ways
from tests.analysis.scenarios import in_scenarios
from tests.second_opinion import (
    every_lock,
    fewest_locks,
    most_apart,
    widest_packing,
)

WAYS = st.lists(st.frozensets(st.sampled_from("ABCDEFG"), min_size=1, max_size=4), max_size=7)
CORRIDOR_WAYS = st.lists(
    st.tuples(st.sampled_from("vwxyz"), st.frozensets(st.sampled_from("ABCDEFG"), max_size=3)), max_size=8
)


def sets(*words: str) -> list[frozenset[str]]:
    """``RC`` is the set of R and C."""
    return [frozenset(word) for word in words]


def each(ways: list[frozenset[str]]) -> list[tuple[str, frozenset[str]]]:
    """Every way a corridor of its own."""
    return [(str(number), way) for number, way in enumerate(ways)]


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
    assert (len(independent_doors(each(ways))), found.size) == (doors, size)
    assert set(found.sets) == every_lock(ways)[1]
    if lock_sets is not None:
        assert set(found.sets) == set(lock_sets)


def test_the_second_variant_is_still_locked_by_the_same_four() -> None:
    assert frozenset("RCAT") in locks([*VARIANT, *sets("TFP")]).sets


def test_with_no_way_open_no_number_of_locks_means_anything() -> None:
    assert (locks([]), independent_doors([])) == (Locks(None, (), LockOutcome.NOTHING_OPEN), ())


def test_a_way_that_needs_nobody_cannot_be_locked() -> None:
    assert locks([frozenset(), *sets("R")]) == Locks(None, (), LockOutcome.IMPOSSIBLE)


def test_many_names_are_no_obstacle() -> None:
    ways = [frozenset({f"n{i}", f"m{i}"}) for i in range(8)] + [frozenset(f"k{i}" for i in range(40))]
    assert (locks(ways).size, len(independent_doors(each(ways)))) == (9, 9)


@pytest.mark.parametrize(
    ("ways", "doors"),
    [
        ([("one", ""), ("two", "")], 2),  # two that need no country
        ([("one", ""), ("one", "")], 1),
        ([("one", "A"), ("one", "B")], 1),  # two ways of one corridor are one door
        ([("one", "A"), ("one", "B"), ("two", "A")], 2),  # the one by B, the other by A
        ([("one", "A"), ("one", ""), ("two", "A")], 2),
        ([("one", "AB"), ("two", "B"), ("three", "A")], 2),
    ],
)
def test_independent_doors_are_corridors(ways: list[tuple[str, str]], doors: int) -> None:
    assert len(independent_doors([(corridor, frozenset(names)) for corridor, names in ways])) == doors


def test_the_doors_say_through_which_way() -> None:
    found = independent_doors([("one", frozenset("A")), ("one", frozenset("B")), ("two", frozenset("A"))])
    assert set(found) == {Door("one", frozenset("B")), Door("two", frozenset("A"))}


@given(WAYS)
@settings(deadline=None)
def test_locks_are_those_found_by_trying_every_set(ways: list[frozenset[str]]) -> None:
    found = locks(ways)
    assert (found.size or 0, set(found.sets) or {frozenset()}) == every_lock(ways)
    assert len(found.sets) == len(set(found.sets))


@given(CORRIDOR_WAYS)
@settings(max_examples=60, deadline=None)
def test_independent_doors_are_a_widest_choice_of_corridors_that_share_nothing(
    ways: list[tuple[str, frozenset[str]]],
) -> None:
    chosen = independent_doors(ways)
    assert {(door.corridor, door.names) for door in chosen} <= set(ways)
    assert len({door.corridor for door in chosen}) == len(chosen)
    assert sum(len(door.names) for door in chosen) == len(frozenset().union(*(door.names for door in chosen)))
    assert len(chosen) == widest_packing(ways)


@given(CORRIDOR_WAYS)
@settings(deadline=None)
def test_there_are_never_more_independent_doors_than_locks(ways: list[tuple[str, frozenset[str]]]) -> None:
    found = locks(names for _, names in ways)
    assert found.size is None or len(independent_doors(ways)) <= found.size


@given(WAYS, st.data())
@settings(deadline=None)
def test_taking_ways_away_adds_neither_a_door_nor_a_lock(
    ways: list[frozenset[str]], pick: st.DataObject
) -> None:
    fewer = pick.draw(st.lists(st.sampled_from(ways), unique=True)) if ways else []
    assert (locks(fewer).size or 0) <= (locks(ways).size or 0)
    assert len(independent_doors(each(fewer))) <= len(independent_doors(each(ways)))


@given(WAYS, st.sampled_from("ABCDEFG"))
@settings(deadline=None)
def test_closing_a_name_adds_no_door_and_takes_one_lock_at_most(
    ways: list[frozenset[str]], name: str
) -> None:
    left = [way for way in ways if name not in way]
    before, after = locks(ways).size or 0, locks(left).size or 0
    assert before - 1 <= after <= before
    assert len(independent_doors(each(left))) <= len(independent_doors(each(ways)))


@in_scenarios
def test_shipped_doors_and_locks_agree_with_an_integer_programme(data: Data, scenario: Scenario) -> None:
    ways = [(way.corridor, way.countries) for way in open_ways(data, scenario)]
    found = locks(names for _, names in ways)
    assert ways and found.size == fewest_locks([names for _, names in ways])
    assert set(found.sets) == every_lock([names for _, names in ways])[1]
    assert len(independent_doors(ways)) == most_apart(ways) <= found.size


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
    assert locks(ways) == Locks(None, (), LockOutcome.IMPOSSIBLE)
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
    [({"A": 0.4}, 10_000), (dict.fromkeys("ABCD", 0.9), 2500), ({}, None), ({"A": 0}, None)],
)
def test_concentration_of_equals(exposure: dict[str, float], expected: float | None) -> None:
    assert concentration(exposure) == pytest.approx(expected)


@given(st.dictionaries(st.sampled_from("abcdef"), st.floats(0.001, 1), min_size=1))
@settings(deadline=None)
def test_concentration_lies_between_that_of_equals_and_one(exposure: dict[str, float]) -> None:
    found = concentration(exposure)
    assert found is not None and 10_000 / len(exposure) - 1e-6 <= found <= 10_000 + 1e-6
