"""The linear programme: duals, balances, limits, and what more capacity or more closures may never do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.analysis.tonnes.reassignment import DisplacedCargo, OpenWay, Reassignment, reassign

MT = st.floats(min_value=0, max_value=50).map(lambda mt: round(mt, 3))
USD = st.integers(min_value=1, max_value=400)


@st.composite
def programmes(draw: st.DrawFn) -> tuple[tuple[DisplacedCargo, ...], tuple[OpenWay, ...], dict[str, float]]:
    limits = {f"e{n}": draw(MT) for n in range(draw(st.integers(1, 4)))}
    some = st.lists(st.sampled_from(sorted(limits)), min_size=1, max_size=3, unique=True)
    ways = tuple(
        OpenWay(f"r{n}", float(draw(USD)), tuple(draw(some))) for n in range(draw(st.integers(0, 4)))
    )
    keys = [way.key for way in ways]
    taken = st.lists(st.sampled_from(keys), unique=True) if keys else st.just([])
    cargoes = tuple(
        DisplacedCargo(f"m{n}", draw(MT), float(draw(USD)), tuple(draw(taken)))
        for n in range(draw(st.integers(0, 4)))
    )
    return cargoes, ways, limits


def through(found: Reassignment, ways: tuple[OpenWay, ...], limit: str) -> float:
    using = {way.key for way in ways if limit in way.limits}
    return sum(mt for (_, way), mt in found.moved_mt.items() if way in using)


@given(programmes())
@settings(max_examples=150, deadline=None)
def test_every_tonne_is_carried_or_stranded_and_no_limit_is_passed(programme) -> None:
    cargoes, ways, spare = programme
    found = reassign(cargoes, ways, spare)
    for cargo in cargoes:
        moved = sum(mt for (key, _), mt in found.moved_mt.items() if key == cargo.key)
        stranded = found.stranded_mt.get(cargo.key, 0.0)
        assert moved + stranded == pytest.approx(cargo.mt, abs=1e-6)
        assert stranded <= cargo.mt + 1e-6
    for limit, mt in spare.items():
        assert through(found, ways, limit) <= mt + 1e-6


@given(programmes(), st.data())
@settings(max_examples=150, deadline=None)
def test_a_shadow_price_is_what_one_more_tonne_saves(programme, data: st.DataObject) -> None:
    """The value is convex in a capacity: its dual lies between the differences to the left and right."""
    cargoes, ways, spare = programme
    found = reassign(cargoes, ways, spare)
    if not found.shadow_usd_per_tonne:
        return
    limit = data.draw(st.sampled_from(sorted(found.shadow_usd_per_tonne)))
    step = 1e-3
    more = reassign(cargoes, ways, {**spare, limit: spare[limit] + step})
    saved = (found.objective_usd_m - more.objective_usd_m) / step
    assert found.shadow_usd_per_tonne[limit] >= saved - 1e-2
    if spare[limit] > step:
        less = reassign(cargoes, ways, {**spare, limit: spare[limit] - step})
        lost = (less.objective_usd_m - found.objective_usd_m) / step
        assert found.shadow_usd_per_tonne[limit] <= lost + 1e-2


@given(programmes(), st.data(), MT)
@settings(max_examples=150, deadline=None)
def test_more_capacity_never_raises_the_value(programme, data: st.DataObject, more: float) -> None:
    cargoes, ways, spare = programme
    limit = data.draw(st.sampled_from(sorted(spare)))
    before = reassign(cargoes, ways, spare).objective_usd_m
    assert reassign(cargoes, ways, {**spare, limit: spare[limit] + more}).objective_usd_m <= before + 1e-6


@given(programmes(), st.data())
@settings(max_examples=150, deadline=None)
def test_with_one_commodity_that_is_free_to_move_closing_more_never_strands_less(
    programme, data: st.DataObject
) -> None:
    """Every way may be taken and a stranded tonne costs more than any: then fewer ways carry no more."""
    cargoes, ways, spare = programme
    everywhere = tuple(
        replace(cargo, penalty_usd_per_tonne=1000.0, ways=tuple(way.key for way in ways)) for cargo in cargoes
    )
    closed = data.draw(st.sets(st.sampled_from([way.key for way in ways])) if ways else st.just(set()))
    fewer = tuple(replace(c, ways=tuple(way for way in c.ways if way not in closed)) for c in everywhere)
    before, after = (sum(reassign(each, ways, spare).stranded_mt.values()) for each in (everywhere, fewer))
    assert after >= before - 1e-6
