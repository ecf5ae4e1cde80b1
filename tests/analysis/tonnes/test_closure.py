"""A closure in tonnes: the worked cases of the definition, unknown capacities, countries, what is built."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.analysis.tonnes.asked import Closed
from layers.analysis.tonnes.closure import Tonnes
from layers.analysis.tonnes.ramp import FULL_AFTER_MONTHS
from layers.model.dataset import Data
from layers.model.tonnes import Capacity, Flow
from layers.model.vocabulary import CapacityReading
from tests import toy

DAY, YEAR = "2026-01-01", 2025
FLOWS = (
    toy.flow("a", 60, "A", usd_per_tonne=10),
    toy.flow("b", 10, "B", usd_per_tonne=20),
    toy.flow("c", 1, "C", usd_per_tonne=30),
)
CAPACITIES = (toy.capacity("A", 72), toy.capacity("B", 17), toy.capacity("C", 20, others=10))


def data_of(*flows: Flow, capacities: tuple[Capacity, ...] = CAPACITIES, parameters=()) -> Data:
    ports = [toy.port(key, code) for key, code in (("A", "AA"), ("B", "BB"), ("C", "CC"))]
    data = toy.network(ports, [])
    return replace(
        data,
        flows={each.id: each for each in flows},
        capacities={each.id: each for each in capacities},
        commodities={"cargo": toy.commodity("cargo", 300), "other": toy.commodity("other", 300)},
        parameters={each.id: each for each in parameters},
    )


def close(data: Data, *closed: str, months: float | None = None, **fields):
    return Tonnes(data).closure(Closed(DAY, YEAR, frozenset(closed), months=months, **fields))


def moved(found) -> dict[tuple[str, str], float]:
    return {(each.flow, each.way): pytest.approx(each.mt) for each in found.moved}


def test_case_1_close_a_at_full_ramp() -> None:
    found = close(data_of(*FLOWS), "A")
    assert moved(found) == {("a", "b"): 7, ("a", "c"): 9}
    assert found.displaced_mt.central == 60
    assert found.stranded_mt.central == pytest.approx(44)
    assert found.stranded_usd_m.central == pytest.approx(44 * 300)
    assert found.extra_cost_usd_m.central == pytest.approx(7 * 10 + 9 * 20)
    assert found.shadow_usd_per_tonne == {"B": pytest.approx(280), "C": pytest.approx(270)}
    assert found.mt_before == {"A": 60, "B": 10, "C": 1}
    assert found.mt_after == {"A": 0, "B": pytest.approx(17), "C": pytest.approx(10)}


def test_case_2_the_same_at_half_the_ramp() -> None:
    found = close(data_of(*FLOWS), "A", months=FULL_AFTER_MONTHS / 2)  # linear without observations
    assert moved(found) == {("a", "b"): 3.5, ("a", "c"): 4.5}
    assert found.stranded_mt.central == pytest.approx(52)


def test_case_3_close_c() -> None:
    found = close(data_of(*FLOWS), "C")
    assert moved(found) == {("c", "a"): 1}
    assert found.stranded_mt.central == 0
    assert found.extra_cost_usd_m.central == pytest.approx(-20)
    assert set(found.shadow_usd_per_tonne.values()) == {0.0}


def test_case_4_b_and_c_share_a_port() -> None:
    shared = toy.capacity("P", 20, "B", "C")
    found = close(data_of(*FLOWS, capacities=(*CAPACITIES, shared)), "A")
    assert moved(found) == {("a", "b"): 7, ("a", "c"): 2}
    assert found.stranded_mt.central == pytest.approx(51)
    assert found.shadow_usd_per_tonne == {
        "P": pytest.approx(270), "B": pytest.approx(10), "C": pytest.approx(0),
    }  # fmt: skip


def test_nothing_closed_moves_nothing() -> None:
    found = close(data_of(*FLOWS))
    assert (found.moved, found.stranded_mt.values, found.mt_after) == ((), (0, 0, 0), found.mt_before)


def test_a_way_of_unknown_capacity_gives_a_range() -> None:
    """Nothing to spare, or twice its base flow."""
    known = (CAPACITIES[0], toy.capacity("B", None), CAPACITIES[2])
    found = close(data_of(*FLOWS, capacities=known), "A")
    assert found.stranded_mt.values == (pytest.approx(41), pytest.approx(51), pytest.approx(51))


def test_the_band_comes_from_the_ends_of_its_inputs() -> None:
    wide = Capacity.model_validate(
        CAPACITIES[1].model_dump() | {"mt": toy.amount(17, 12, 30), "name": None, "published": None}
    )
    found = close(data_of(*FLOWS, capacities=(CAPACITIES[0], wide, CAPACITIES[2])), "A")
    assert found.stranded_mt.values == (pytest.approx(31), pytest.approx(44), pytest.approx(49))


def test_a_closed_country_displaces_what_crosses_it_and_what_it_buys() -> None:
    bought = toy.flow("bought", 5, "B", market_countries=("AA",), usd_per_tonne=20)
    crossing = toy.flow("crossing", 3, "B", countries=("AA",), usd_per_tonne=20)
    found = close(data_of(*FLOWS, bought, crossing), "AA")
    assert found.displaced_mt.central == 8
    assert found.bought_there_mt == 5


def test_cargo_takes_only_ways_of_its_commodity_that_are_meant_for_it() -> None:
    other = toy.flow("other", 1, "C", usd_per_tonne=30, commodity="other")
    only = toy.flow("only", 0, "B", usd_per_tonne=20, instead_of=("x",))
    found = close(data_of(FLOWS[0], other, only), "A")
    assert found.stranded_mt.central == 60


def test_cargo_takes_no_way_that_is_shut_on_the_day() -> None:
    data = data_of(*FLOWS)
    shut = replace(data, ports={**data.ports, "B": toy.port("B", "BB", status="suspended")})
    assert moved(close(shut, "A")) == {("a", "c"): 9}


def test_a_planned_way_counts_once_its_corridor_is_built() -> None:
    data = data_of(*FLOWS[:2], toy.flow("c", 0, "C-D", usd_per_tonne=30),
                   capacities=(*CAPACITIES[:2], toy.capacity("line", 12, "C-D")))  # fmt: skip
    ends = [toy.hub("C", "KZ"), toy.port("D", "CC")]
    lines = toy.network(ends, [toy.leg("C", "D", status="proposed", CC=10)], [toy.corridor("line", "C-D")])
    data = replace(data, legs=lines.legs, ports={**data.ports, **lines.ports}, corridors=lines.corridors)
    assert close(data, "A").stranded_mt.central == pytest.approx(53)
    assert close(data, "A", built=frozenset({"line"})).stranded_mt.central == pytest.approx(41)


def test_practice_counts_quotas_and_feed_lines_too() -> None:
    quota = toy.capacity("quota", 12, "B", measure="quota")
    data = data_of(*FLOWS, capacities=(*CAPACITIES, quota))
    assert close(data, "A").stranded_mt.central == pytest.approx(44)
    assert close(data, "A", reading=CapacityReading.PRACTICAL).stranded_mt.central == pytest.approx(49)


def test_one_station_of_several_displaces_nothing_that_is_known() -> None:
    border = toy.capacity("border", 100, "A", "B", "C")
    over = toy.flow("over", 9, limits=("border",), usd_per_tonne=5)
    data = data_of(over, capacities=(border,))
    found = close(data, "A")
    assert (found.displaced_mt.central, found.unplaced_mt) == (0, 9)
    assert close(data, "A", "B", "C").displaced_mt.central == 9


def test_closing_more_can_free_a_gate_that_is_shared() -> None:
    """Flows that stay are fixed: what a second closure displaces leaves room for the first."""
    dear = toy.flow("dear", 10, "B", "C", usd_per_tonne=20, instead_of=("x",))
    data = data_of(toy.flow("a", 10, "A", usd_per_tonne=10), dear, toy.flow("way", 0, "B", usd_per_tonne=20,
                   instead_of=("a",)), capacities=(toy.capacity("B", 10),))  # fmt: skip
    one, both = close(data, "A"), close(data, "A", "C")
    assert one.stranded_by_flow_mt == {"a": 10}
    assert both.stranded_by_flow_mt == {"dear": 10}


def test_a_part_can_be_lost_without_a_closure() -> None:
    """As when one of several moorings is out: no cargo moves to that way, and the rest of it stays."""
    found = close(data_of(*FLOWS), lost=(("a", 20.0),))
    assert moved(found) == {("a", "b"): 7, ("a", "c"): 9}
    assert found.mt_after == {"A": pytest.approx(40), "B": pytest.approx(17), "C": pytest.approx(10)}


GATES = "ABC"
AMOUNT = st.integers(min_value=0, max_value=60)


@st.composite
def packs(draw: st.DrawFn) -> Data:
    some = st.lists(st.sampled_from(GATES), min_size=1, max_size=2, unique=True)
    flows = [
        toy.flow(
            f"f{n}", draw(AMOUNT), *draw(some),
            usd_per_tonne=draw(st.integers(1, 100)), commodity=draw(st.sampled_from(("cargo", "other"))),
        )
        for n in range(draw(st.integers(1, 5)))
    ]  # fmt: skip
    known = draw(st.lists(st.sampled_from(GATES), unique=True))
    return data_of(*flows, capacities=tuple(toy.capacity(key, draw(AMOUNT)) for key in known))


@given(packs(), st.sets(st.sampled_from(GATES)), st.sampled_from((None, 0.0, 1.0, 12.0)))
@settings(max_examples=100, deadline=None)
def test_tonnes_are_kept_and_none_is_stranded_that_was_not_displaced(data, closed, months) -> None:
    found, base = close(data, *closed, months=months), Tonnes(data).base(YEAR)
    for band in (found.displaced_mt, found.stranded_mt):
        assert 0 <= band.low <= band.central <= band.high
    assert found.stranded_mt.central <= found.displaced_mt.central + 1e-6
    after = found.mt_by_flow_after
    assert sum(after.values()) == pytest.approx(base.total_mt - found.stranded_mt.central, abs=1e-6)
    assert sum(found.mt_after.values()) == pytest.approx(sum(after.values()), abs=1e-6)
    assert all(after.get(key, 0.0) < 1e-6 for key in found.displaced_by_flow_mt)
    for capacity in data.capacities.values():
        users = [key for key, flow in data.flows.items() if set(flow.through) & set(capacity.elements)]
        before = sum(base.mt(key) for key in users)
        assert sum(after.get(key, 0.0) for key in users) <= max(before, capacity.mt.central) + 1e-6


@given(packs(), st.sampled_from(GATES), AMOUNT)
@settings(max_examples=60, deadline=None)
def test_more_capacity_never_costs_more(data, key: str, more: float) -> None:
    if key not in data.capacities:
        return
    asked = Closed(DAY, YEAR, frozenset("A"))
    wider = toy.capacity(key, data.capacities[key].mt.central + more)
    after = replace(data, capacities={**data.capacities, key: wider})
    assert Tonnes(after).cost(asked)[1] <= Tonnes(data).cost(asked)[1] + 1e-6
