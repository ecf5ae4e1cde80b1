"""The lens of load: year, cargo, classes, what a closure makes of it, and what links to it are refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from layers.analysis.risk import RiskModel
from layers.analysis.tonnes.asked import Closed
from layers.analysis.tonnes.base_flows import BaseFlows
from layers.analysis.tonnes.closure import Tonnes
from layers.analysis.tonnes.loads import UseClass, loads, use_class
from layers.errors import ViewError
from layers.model.dataset import Data
from layers.model.view import View
from layers.network.view_names import Reason, flow_commodities, view_names
from layers.picture.highlights import Highlights
from layers.picture.legend import legend_of, load_steps
from layers.picture.load_lens import load_lens, rerouted
from layers.picture.map_state import picture_of
from layers.picture.summary import lens_title, mt_text

CPC_CLOSED = View(lens="load:crude", closed=frozenset({"RUNVS-CPC"}))


@pytest.fixture(scope="module")
def model(data: Data) -> RiskModel:
    return RiskModel(data)


@pytest.fixture(scope="module")
def tonnes(data: Data) -> Tonnes:
    return Tonnes(data)


def test_the_year_follows_the_day(data: Data) -> None:
    days = {"2021-01-01": 2024, "2024-12-31": 2024, "2026-07-01": 2025}
    assert {day: load_lens(data, View(lens="load", date=day)).year for day in days} == days


def test_all_cargo_is_the_sum_of_each(data: Data) -> None:
    whole = load_lens(data, View(lens="load"))
    parts = [load_lens(data, View(lens=f"load:{key}")) for key in flow_commodities(data)]
    assert whole.exports_mt == pytest.approx(sum(each.exports_mt for each in parts))
    for key, carried in whole.carried.items():
        found = sum(each.carried[key].mt for each in parts if key in each.carried)
        assert carried.mt == pytest.approx(found, abs=0.01), key


def test_a_capacity_of_other_cargo_classes_nothing(data: Data) -> None:
    """So a port's dry berths say nothing of its oil."""
    held = {key: each.commodities for key, each in data.capacities.items() if each.commodities}
    dry = {key for key, commodities in held.items() if "crude" not in commodities}
    found = loads(BaseFlows(data, 2025), "crude")
    assert dry and dry.isdisjoint({load.capacity for load in found.values()})


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.0, "below-50"), (0.5, "50-80"), (0.8, "80-100"), (1.0, "80-100"), (1.01, "over-100"),
        (None, "unknown"),
    ],
)
def test_classes_begin_at_their_lower_bounds(share: float | None, expected: str) -> None:
    assert use_class(share) == expected


def test_what_a_closure_displaces_moves_and_its_legs_are_lifted(data: Data, tonnes: Tonnes) -> None:
    found = rerouted(tonnes, CPC_CLOSED)
    assert found is not None and "cpc" not in found.carried
    before = load_lens(data, CPC_CLOSED).carried
    assert "atyrau-samara" in found.legs
    assert found.carried["atyrau-samara"].mt > before["atyrau-samara"].mt
    closure = tonnes.closure(Closed(CPC_CLOSED.date, 2025, CPC_CLOSED.closed))
    ways = [data.flows[each.way] for each in closure.moved]
    assert set(found.legs) <= {part for way in ways for part in (*way.through, *way.drawn_on)}


def test_nothing_is_rerouted_without_a_closure_or_in_another_lens(tonnes: Tonnes) -> None:
    assert rerouted(tonnes, View(lens="load")) is None
    assert rerouted(tonnes, replace(CPC_CLOSED, lens="risk")) is None


def test_a_picture_after_a_closure_says_so(data: Data, model: RiskModel, tonnes: Tonnes) -> None:
    found = rerouted(tonnes, CPC_CLOSED)
    assert found is not None
    picture = picture_of(model, CPC_CLOSED, Highlights(next_legs=found.legs, load=found.carried))
    legs = {each.leg.id: each for each in picture.legs}
    assert legs["atyrau-samara"].up and legs["cpc"].shut and not legs["cpc"].mt
    assert lens_title(CPC_CLOSED, None, load=picture.load) == "Load after the closure, crude oil"
    drawn = [each.leg.id for each in picture.legs]
    assert drawn.index("btc") < drawn.index("atyrau-samara")  # what is lifted comes last
    untold = picture_of(model, CPC_CLOSED, Highlights())
    assert lens_title(CPC_CLOSED, None, load=untold.load) == "Load in 2025, crude oil"


def test_rings_show_known_use_of_ports_and_crossings(model: RiskModel) -> None:
    places = {each.place.id: each for each in picture_of(model, View(lens="load"), Highlights()).places}
    assert places["RUNVS-CPC"].ring == UseClass.FROM_80
    assert places["C-BOSPHORUS"].ring is None  # its capacity is not known
    assert {each.ring for each in places.values() if each.kind == "hub"} == {None}


def test_the_legend_has_the_classes_and_widths_that_are_drawn(data: Data, model: RiskModel) -> None:
    picture = picture_of(model, View(lens="load:crude"), Highlights())
    classes, widths, *_ = legend_of(data, picture, picture.legs, picture.places, [], False)
    samples = {row.label: row.sample for row in classes.rows}
    assert samples["capacity not known"].striped  # type: ignore[union-attr]
    assert any(sample.hollow for sample in samples.values())  # type: ignore[union-attr]
    assert "Over 100%" not in samples
    assert [row.label for row in widths.rows] == ["1–5", "5–20", "50 and more"]
    assert len(load_steps("ru")) == 5


def test_small_amounts_are_not_written_as_nothing() -> None:
    assert mt_text("en", 0.02) == "under 0.1 Mt"
    assert mt_text("ru", 64.84) == "64,8 млн т"


def test_a_cargo_or_pack_without_tonnes_is_refused(data: Data) -> None:
    bare = replace(data, flows={}, capacities={}, commodities={}, flow_totals={})
    for found, lens, reason in (
        (data, "load:gold", Reason.NO_COMMODITY), (bare, "load", Reason.NO_FLOWS),
        (bare, "load:crude", Reason.NO_COMMODITY),
    ):  # fmt: skip
        view = View(lens=lens)
        with pytest.raises(ViewError, match="load or load:<commodity>"):
            load_lens(found, view)
        names = view_names(found)
        assert [each.reason for each in names.unknown_in(view)] == [reason]
        assert names.without_unknown(view).lens == "risk"
