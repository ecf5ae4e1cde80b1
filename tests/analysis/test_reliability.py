"""Reliability of access: exact against counting every state, monotone, and drawn as it says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.analysis.bands import Band
from layers.analysis.outage_rates import DAYS_A_YEAR, Outages
from layers.analysis.outages import CommonCause, Element
from layers.analysis.parameters import central_settings
from layers.analysis.reliability import (
    NeededWay,
    OutageBook,
    Reliability,
    criticality_days,
    days_if_shut,
    reliability,
)
from layers.analysis.risk import RiskModel
from layers.analysis.what_if import WhatIf
from layers.model.dataset import Data
from layers.network.network import last_day
from layers.network.scenario import Scenario, all_ways
from tests.second_opinion import exact_reliability

EXACT = {"rel": 1e-9, "abs": 1e-12}
SLACK = 1 + 1e-9
"""Rounding of the last digits."""

NAMES = "abcde"
WAYS = st.lists(
    st.tuples(st.sampled_from("xyz"), st.frozensets(st.sampled_from(NAMES), max_size=3)), max_size=6
)
OFTEN = st.fixed_dictionaries({name: st.sampled_from([0.0, 0.1, 0.5, 2.0]) for name in NAMES})


def band(central: float) -> Band:
    return Band(central / 3, central, 2 * central)


def element(name: str, per_year: float, days: float = 40) -> Element:
    return Element(name, (Outages(band(per_year), band(days)),))


def book(often: dict[str, float], *causes: CommonCause) -> OutageBook:
    return OutageBook(lambda name: element(name, often[name]), causes)


def needed(ways: list[tuple[str, frozenset[str]]]) -> list[NeededWay]:
    return [NeededWay(corridor, names) for corridor, names in ways]


def cause(name: str, per_year: float, elements: str, severity: float) -> CommonCause:
    return CommonCause(name, Outages(band(per_year), band(60)), frozenset(elements), severity)


# --- exact --------------------------------------------------------------------------------------------


@given(WAYS, OFTEN)
@settings(max_examples=25, deadline=None)
def test_it_equals_counting_every_state_at_every_end(
    ways: list[tuple[str, frozenset[str]]], often: dict[str, float]
) -> None:
    found = reliability(needed(ways), book(often))
    for end, (days, doors) in enumerate(
        zip(found.days_without_door.values, reversed(found.expected_doors.values), strict=True)
    ):
        load = {name: element(name, often[name]).load.values[end] for name in NAMES}
        exact = exact_reliability(ways, load) if ways else None
        assert days == pytest.approx(DAYS_A_YEAR * (exact.p_no_door if exact else 1), **EXACT)
        assert doors == pytest.approx(exact.expected if exact else 0, **EXACT)
        if exact and end == 1:
            wanted = {name: DAYS_A_YEAR * value for name, value in exact.criticality.items()}
            assert found.criticality_days == pytest.approx(wanted, **EXACT)


@given(WAYS, OFTEN)
@settings(max_examples=25, deadline=None)
def test_with_common_causes_too(ways: list[tuple[str, frozenset[str]]], often: dict[str, float]) -> None:
    causes = (cause("war", 0.05, "abc", 0.5), cause("storm", 0.03, "cd", 0.8), cause("lone", 0.01, "e", 0.5))
    often = {name: value + 0.5 for name, value in often.items()}  # enough for the causes to take from
    found = reliability(needed(ways), book(often, *causes))
    if not ways:
        return
    weighed = [
        (float(-np.expm1(-each.outages.load.central)), each.elements, each.severity) for each in causes
    ]
    load = {name: element(name, often[name]).load.central for name in NAMES}
    exact = exact_reliability(ways, load, weighed)
    assert found.days_without_door.central == pytest.approx(DAYS_A_YEAR * exact.p_no_door, **EXACT)
    assert found.expected_doors.central == pytest.approx(exact.expected, **EXACT)
    wanted = {name: DAYS_A_YEAR * value for name, value in exact.criticality.items()}
    assert found.criticality_days == pytest.approx(wanted, **EXACT)
    alone = exact_reliability(ways, load)
    assert found.days_alone.central == pytest.approx(DAYS_A_YEAR * alone.p_no_door, **EXACT)


def test_the_worked_case() -> None:
    # one way of two elements, each shut once a year for 36.5 days: up with exp(-0.1) each
    often, ways = {"a": 365 / 400, "b": 365 / 400}, [NeededWay("c", frozenset("ab"))]
    found = reliability(ways, book(often))
    assert found.days_without_door.central == pytest.approx(365 * (1 - np.exp(-0.2)))
    assert found.expected_doors.central == pytest.approx(np.exp(-0.2))
    assert found.criticality_days == pytest.approx(dict.fromkeys("ab", 365 * np.exp(-0.1)))


def test_without_a_way_there_is_no_door_and_with_a_free_one_always() -> None:
    none = reliability([], book({}))
    assert none.days_without_door == Band.sure(365) and none.spell_30_days == Band.sure(1)
    assert (none.expected_doors, none.criticality_days) == (Band.sure(0), {})
    free = reliability([NeededWay("c", frozenset())], book({}))
    assert (free.days_without_door, free.spell_30_days) == (Band.sure(0), Band.sure(0))
    assert (free.expected_doors, free.criticality_days) == (Band.sure(1), {})


def test_a_way_that_may_be_built_is_there_with_its_probability() -> None:
    found = reliability([NeededWay("c", frozenset(), 0.3)], book({}))
    assert found.days_without_door.values == pytest.approx([365 * 0.7] * 3)
    assert found.criticality_days == pytest.approx({"built:c": 365})
    assert found.spell_30_days.central == pytest.approx(0.7, abs=0.05)
    never = reliability([NeededWay("c", frozenset(), 0.0)], book({}))
    assert never.days_without_door.central == pytest.approx(365)


def test_what_hangs_on_a_door_is_what_is_left_without_it() -> None:
    often = {"a": 1.0, "b": 2.0}
    ways = [NeededWay("x", frozenset("a")), NeededWay("y", frozenset("b"))]
    found = days_if_shut(ways, book(often))
    for shut, left in (("x", ways[1:]), ("y", ways[:1])):
        assert found[shut] == pytest.approx(reliability(left, book(often)).days_without_door.central)
    assert criticality_days(ways, book(often)) == reliability(ways, book(often)).criticality_days


def test_common_causes_move_it_whichever_way_they_strike() -> None:
    often = {"a": 1.0, "b": 1.0}
    war = cause("war", 0.1, "ab", 1.0)
    apart = [NeededWay("x", frozenset("a")), NeededWay("y", frozenset("b"))]
    found = reliability(apart, book(often, war))
    assert found.days_without_door.central > found.days_alone.central  # both doors at once
    in_series = reliability([NeededWay("x", frozenset("ab"))], book(often, war))
    assert in_series.days_without_door.central < in_series.days_alone.central  # one door twice


def test_a_cause_of_severity_one_shuts_for_certain() -> None:
    war = CommonCause("war", Outages(Band.sure(1), Band.sure(30)), frozenset("ab"), 1.0)
    found = reliability(
        [NeededWay("x", frozenset("a")), NeededWay("y", frozenset("b"))],
        OutageBook(lambda name: Element(name, (Outages(Band.sure(1.5), Band.sure(30)),)), [war]),
    )
    load = 30 / 365
    own = 1 - np.exp(-load / 2)
    assert found.days_without_door.central == pytest.approx(
        365 * ((1 - np.exp(-load)) + np.exp(-load) * own**2)
    )


# --- drawn --------------------------------------------------------------------------------------------


def test_a_spell_is_as_likely_as_a_long_enough_outage() -> None:
    # outages of a way of one element: exponential with mean 40 days, 0.2 a year
    found = reliability([NeededWay("c", frozenset("a"))], book({"a": 0.2}))
    begun = 1 - np.exp(-0.2 * np.exp(-30 / 40))
    assert found.spell_30_days.central == pytest.approx(begun, abs=5 * found.spell_error + 0.01)
    assert 0 < found.spell_error < 0.01
    assert found.spell_30_days.low < found.spell_30_days.central < found.spell_30_days.high


@given(WAYS, OFTEN, st.data())
@settings(max_examples=25, deadline=None)
def test_every_figure_only_acts_one_way(
    ways: list[tuple[str, frozenset[str]]], often: dict[str, float], pick: st.DataObject
) -> None:
    causes = (cause("war", 0.05, "abc", 0.5), cause("storm", 0.03, "cd", 0.8))
    before = reliability(needed(ways), book(often, *causes))
    fewer = pick.draw(st.lists(st.sampled_from(ways), unique=True)) if ways else []
    assert_no_better(reliability(needed(fewer), book(often, *causes)), before)
    name = pick.draw(st.sampled_from(NAMES))
    riskier = {**often, name: often[name] + pick.draw(st.floats(0, 2))}
    assert_no_better(reliability(needed(ways), book(riskier, *causes)), before)
    hoped = NeededWay("new", frozenset(pick.draw(st.sampled_from(NAMES))), pick.draw(st.floats(0, 1)))
    likelier = replace(hoped, probability=pick.draw(st.floats(hoped.probability, 1)))
    some, more = (reliability([*needed(ways), way], book(often, *causes)) for way in (hoped, likelier))
    assert_no_better(before, some)
    assert_no_better(some, more)


def assert_no_better(worse: Reliability, better: Reliability) -> None:
    for figure in ("days_without_door", "spell_30_days", "days_alone"):
        for more, less in zip(getattr(worse, figure).values, getattr(better, figure).values, strict=True):
            assert more >= less / SLACK - 1e-12, figure
    for fewer, doors in zip(worse.expected_doors.values, better.expected_doors.values, strict=True):
        assert fewer <= doors * SLACK + 1e-12


# --- the shipped data ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def what_if(data: Data) -> WhatIf:
    return WhatIf(RiskModel(data))


def test_no_shipped_preset_closes_to_the_better_or_builds_to_the_worse(data: Data, what_if: WhatIf) -> None:
    central = central_settings(data)
    for preset in data.presets.values():
        day, built = last_day(preset.day), tuple(sorted(preset.built.items()))
        plain, closed, hoped = (
            what_if.headline(scenario, central).reliability
            for scenario in (
                Scenario(day), Scenario(day, frozenset(preset.closed)), Scenario(day, frozenset(), built),
            )
        )  # fmt: skip
        assert_no_better(closed, plain)
        assert_no_better(plain, hoped)


@given(st.data())
@settings(max_examples=12, deadline=None)
def test_nor_does_any_closure_or_line_on_the_shipped_map(
    data: Data, what_if: WhatIf, pick: st.DataObject
) -> None:
    central, ways = central_settings(data), all_ways(data)
    day = pick.draw(st.sampled_from(("2021-06-01", "2025-09-01", "2026-07-01")))
    names = sorted({name for way in ways for name in (*way.parts, *way.countries)})
    outlets = sorted(key for key, corridor in data.corridors.items() if corridor.outlet)
    closed = frozenset(pick.draw(st.lists(st.sampled_from(names), max_size=3)))
    more = closed | frozenset(pick.draw(st.lists(st.sampled_from(names), max_size=2)))
    line, low = pick.draw(st.sampled_from(outlets)), pick.draw(st.floats(0, 1))
    high = pick.draw(st.floats(low, 1))

    def found(shut: frozenset[str], built: tuple[tuple[str, float], ...] = ()) -> Reliability:
        return what_if.headline(Scenario(day, shut, built), central).reliability

    plain = found(closed)
    assert_no_better(found(more), plain)
    some = found(closed, ((line, low),))
    assert_no_better(plain, some)
    assert_no_better(some, found(closed, ((line, high),)))
