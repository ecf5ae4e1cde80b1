"""Time and price of legs, borders and transfers, and the generalised cost of whole ways."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.analysis.generalised_cost import CostModel
from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.model.dataset import Data
from layers.model.records import Leg
from layers.model.vocabulary import Cargo, Mode
from layers.network.cost_profile import cost_profile
from layers.network.estimates import Term, add_ranges, merged, range_of
from layers.network.leg_costs import LegCosts, Way, is_at_sea, way_of_leg
from layers.network.scenario import Scenario, all_ways, open_ways
from tests.costs import NUMBERS, numbered_parameters
from tests.toy import crossing, hub, leg, network, port

DAY = "2026-07-01"

RAIL, ROAD, SEA, FERRY = Mode.RAIL, Mode.ROAD, Mode.SEA, Mode.FERRY
BLOCK, ORDINARY, WAGONS, TRUCK = Cargo.BLOCK_TRAIN, Cargo.ORDINARY_TRAIN, Cargo.WAGONLOAD, Cargo.TRUCK

PLACES = (
    hub("a", "KZ"), hub("b", "RU"), hub("t", "IR"), crossing("X", "KZ", "RU"),
    crossing("G", "KZ", "CN", gauge_change=True),
    port("P1", "RU"), port("P2", "IR"), port("L", "AZ", kind="inland-sea"),
)  # fmt: skip
LEGS = (
    leg("a", "X", KZ=100), leg("X", "b", RU=100), leg("a", "G", KZ=100), leg("P1", "P2", "sea", sea=1000),
    leg("L", "P1", "sea", sea=500), leg("a", "b", KZ=600, RU=400), leg("t", "P2", IR=480),
    leg("X", "P1", "road", RU=400),
)  # fmt: skip


@pytest.fixture(scope="module")
def toy() -> Data:
    """A network with numbers that are easy to divide by."""
    return network(PLACES, LEGS, [], parameters=numbered_parameters())


def made(data: Data, mode: str, km: float) -> Leg:
    """A leg of the toy network in one country with another mode and length."""
    return data.legs["a-X"].model_copy(
        update={"mode": Mode(mode), "length_km": km, "km_by_country": {"KZ": km}}
    )


# --- legs ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "cargo", "hours", "usd"),
    [
        # the higher the speed, the fewer the hours: 1200 km at 1200, 1000 and 800 km a day
        ("rail", BLOCK, (24, 28.8, 36), (240, 360, 480)),
        ("rail", ORDINARY, (36, 48, 72), (240, 360, 480)),
        ("rail", WAGONS, (57.6, 72, 144), (12, 18, 24)),  # by the tonne
        ("rail", TRUCK, None, None),  # a truck does not go by rail
        ("road", BLOCK, (48, 72, 96), (960, 1200, 1800)),
        ("road", TRUCK, (48, 72, 96), (960, 1200, 1800)),
        ("road", WAGONS, (48, 72, 96), None),
        ("sea", BLOCK, (36, 48, 57.6), (36, 60, 120)),
        ("sea", TRUCK, (36, 48, 57.6), None),
        ("ferry", BLOCK, (48, 57.6, 72), (300, 400, 800)),  # a crossing, however long
        ("ferry", TRUCK, (48, 57.6, 72), (1320, 2000, 2680)),
        ("pipeline", BLOCK, None, None),
    ],
)
def test_hours_and_dollars_of_1200_km(
    toy: Data, mode: str, cargo: Cargo, hours: tuple[float, ...] | None, usd: tuple[float, ...] | None
) -> None:
    costs, each = LegCosts(toy, cargo), made(toy, mode, 1200)
    assert costs.hours_of_leg(each) == (None if hours is None else pytest.approx(hours))
    assert costs.usd_of_leg(each) == (None if usd is None else pytest.approx(usd))


def test_trains_are_slow_where_the_parameter_says_so(toy: Data) -> None:
    # 480 km at half of 1000 km a day
    assert LegCosts(toy, BLOCK).hours_of_leg(toy.legs["t-P2"]) == pytest.approx(
        (480 / 1200 / 0.8 * 24, 480 / 500 * 24, 480 / 800 / 0.4 * 24)
    )


def test_a_sea_leg_that_ends_in_a_port_of_an_inland_sea_crosses_that_sea(toy: Data) -> None:
    assert way_of_leg(toy, toy.legs["L-P1"]) is Way.INLAND_SEA
    assert way_of_leg(toy, toy.legs["P1-P2"]) is Way.OPEN_SEA


@pytest.mark.parametrize(
    ("mode", "sea"), [("rail", 0), ("road", 0), ("pipeline", 0), ("sea", 1), ("ferry", 1)]
)
def test_cargo_is_at_sea_on_ships_and_ferries(mode: str, sea: int) -> None:
    assert is_at_sea(Mode(mode)) == bool(sea)


def test_a_border_within_a_leg_has_its_wait_and_its_price(toy: Data) -> None:
    # 1000 km at 1000 km a day, and a border of 10 hours and 80 dollars
    costs, leg = LegCosts(toy, BLOCK), toy.legs["a-b"]
    hours, usd = costs.hours_of_leg(leg), costs.usd_of_leg(leg)
    assert hours is not None and usd is not None
    assert (hours[1], usd[1]) == (24 + 10, 300 + 80)


def test_a_timetable_runs_faster_and_waits_less(toy: Data) -> None:
    planned = LegCosts(toy, BLOCK, as_timetable=True)
    hours = planned.hours_of_leg(toy.legs["a-b"])
    assert hours is not None and hours[1] == pytest.approx(24 / 1.25 + 10 * 0.8)
    assert planned.hours_once(Way.RAIL) == (0, 0, 0)


def test_an_offer_on_the_market_raises_the_rail_rate_only(toy: Data) -> None:
    offered = LegCosts(toy, BLOCK, as_market_offer=True)
    usd = offered.usd_of_leg(toy.legs["a-b"])
    assert usd is not None and usd[1] == pytest.approx(300 * 1.2 + 80)
    assert offered.usd_of_leg(made(toy, "road", 100)) == LegCosts(toy).usd_of_leg(made(toy, "road", 100))


# --- places -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "arriving", "hours", "usd"),
    [
        ("X", RAIL, (5, 10, 20), (50, 80, 200)),
        ("G", RAIL, (30, 60, 90), (150, 240, 500)),  # holds the border's hours; the border's price beside
        ("X", ROAD, (2, 4, 8), (100, 200, 400)),
        ("G", ROAD, (2, 4, 8), (100, 200, 400)),  # a lorry has no gauge
    ],
)
def test_a_border_takes_time_and_dollars(
    toy: Data, place: str, arriving: Mode, hours: tuple[float, ...], usd: tuple[float, ...]
) -> None:
    assert LegCosts(toy).hours_at(place, arriving, None) == hours
    assert LegCosts(toy).usd_at(place, arriving, arriving) == usd
    before = toy.legs["a-X" if place == "X" else "a-G"].model_copy(update={"mode": arriving})
    assert LegCosts(toy).hours_at(place, before, None) == hours


@pytest.mark.parametrize(
    ("arriving", "leaving", "handled"),
    [
        ("rail", "sea", True), ("sea", "rail", True), ("ferry", "road", True), ("road", "ferry", True),
        ("rail", "rail", False), ("sea", "ferry", False), ("sea", "sea", False),
        ("rail", None, False),  # at the end of a route nobody says that it is loaded on
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("place", "hours"), [("P1", (48, 72, 96)), ("P2", (100, 200, 300)), ("L", (50, 100, 200))]
)
def test_cargo_is_handled_once_where_it_changes_between_land_and_sea(
    toy: Data, arriving: str, leaving: str | None, handled: bool, place: str, hours: tuple[float, ...]
) -> None:
    costs, after = LegCosts(toy), Mode(leaving) if leaving else None
    assert costs.hours_at(place, Mode(arriving), after) == (hours if handled else (0, 0, 0))
    assert costs.usd_at(place, Mode(arriving), after) == ((100, 200, 300) if handled else (0, 0, 0))
    assert costs.is_transfer(place, Mode(arriving), after) == handled
    assert costs.hours_at("a", Mode(arriving), after) == (0, 0, 0)  # never in a city


def test_cargo_changes_between_rail_and_road(toy: Data) -> None:
    assert LegCosts(toy).hours_at("a", RAIL, ROAD) == (12, 24, 72)
    assert LegCosts(toy).usd_at("a", ROAD, RAIL) == (60, 120, 250)
    # at a border the truck's border comes on top
    legs = toy.legs["a-X"], toy.legs["X-P1"]
    assert LegCosts(toy).hours_at("X", *legs) == (12 + 2, 24 + 4, 72 + 8)


def test_nothing_is_known_without_its_parameter(toy: Data) -> None:
    costs = LegCosts(replace(toy, parameters={}))
    for mode in Mode:
        assert costs.hours_of_leg(made(toy, mode, 1200)) is None
        assert costs.usd_of_leg(made(toy, mode, 1200)) is None
    assert costs.hours_at("X", RAIL, None) is None  # unknown, not none
    assert costs.usd_at("P1", RAIL, SEA) is None
    assert costs.hours_once(Way.RAIL) is None
    assert costs.hours_at("a", RAIL, RAIL) == (0, 0, 0)
    assert costs.used == set()


def test_what_was_read_is_remembered(toy: Data) -> None:
    costs = LegCosts(toy, BLOCK)
    costs.hours_of_leg(made(toy, "rail", 100))
    costs.usd_of_leg(toy.legs["P1-P2"])
    assert costs.used == {"block-train-km-per-day", "sea-usd-per-km"}


def test_a_way_pays_its_fixed_parts_once(toy: Data) -> None:
    legs = [toy.legs[key] for key in ("a-X", "X-P1", "P1-P2", "t-P2")]
    hours, usd = LegCosts(toy).once(legs)
    assert (hours, usd) == ((12, 24, 72), (250 + 150 + 200, 400 + 230 + 350, 600 + 400 + 600))


# --- formulas -----------------------------------------------------------------------------------------


def test_ranges_add_up_unless_one_is_unknown() -> None:
    assert add_ranges((1, 2, 3), (10, 20, 30)) == (11, 22, 33)
    assert add_ranges(None, (1, 2, 3)) is None
    assert add_ranges((1, 2, 3), None) is None


def test_a_transfer_that_a_way_does_without_takes_the_opposite_ends(toy: Data) -> None:
    parts = (Term(2, (("rail-border-hours", 1),)), Term(-1, (("rail-border-hours", 1),)))
    assert range_of(parts, toy.parameters) == (10 - 20, 10, 40 - 5)
    assert range_of(merged(parts), toy.parameters) == (5, 10, 20)


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.floats(0, 1e4), st.sampled_from(sorted(NUMBERS)), st.sampled_from([1, -1])), max_size=6
    )
)
def test_a_range_holds_its_central_value_and_merging_changes_nothing(
    parts: list[tuple[float, str, int]]
) -> None:
    parameters = {each.id: each for each in numbered_parameters()}
    terms = [Term(amount, ((name, power),)) for amount, name, power in parts]
    low, central, high = range_of(terms, parameters)
    assert low <= central * (1 + 1e-12) and central <= high * (1 + 1e-12)
    assert range_of(merged(terms), parameters) == pytest.approx((low, central, high))


# --- whole ways ---------------------------------------------------------------------------------------


def test_the_formula_of_a_route_gives_the_end_of_its_profile(data: Data) -> None:
    for corridor in data.corridors.values():
        for route in corridor.routes:
            found = cost_profile(data, route)
            for terms, end in ((found.hours_terms, found.end.hours), (found.usd_terms, found.end.usd)):
                assert (terms is None) == (end is None), (corridor.id, route.id)
                if terms is not None and end is not None:
                    assert range_of(terms, data.parameters) == pytest.approx(end)


def test_the_generalised_cost_of_every_open_way_adds_up(data: Data) -> None:
    model, base = CostModel(RiskModel(data)), central_settings(data)
    for way in open_ways(data, Scenario(DAY)):
        end, found = model.profile(way).end, model.of_way(way, DAY, base)
        if end.hours is None or end.usd is None:
            assert found is None  # a pipeline
            continue
        assert found is not None
        assert (found.days, found.usd_per_teu) == (end.hours[1] / 24, end.usd[1])
        added = (
            base.value_of_time_usd_per_day * found.days + base.risk_premium_usd_per_point * found.risk
        )
        assert found.generalised_usd == pytest.approx(found.usd_per_teu + added)


def test_time_and_risk_are_worth_what_the_settings_say(data: Data) -> None:
    model, base = CostModel(RiskModel(data)), central_settings(data)
    way = next(way for way in open_ways(data, Scenario(DAY)) if model.profile(way).end.usd is not None)

    def cost(**changed: Any) -> Any:
        return model.of_way(way, DAY, replace(base, **changed))

    free = cost(value_of_time_usd_per_day=0, risk_premium_usd_per_point=0)
    timed = cost(value_of_time_usd_per_day=100, risk_premium_usd_per_point=0)
    assert free.generalised_usd == free.usd_per_teu
    assert timed.generalised_usd == pytest.approx(free.usd_per_teu + 100 * free.days)


def test_every_way_that_is_no_pipeline_has_a_time_and_a_price(data: Data) -> None:
    model = CostModel(RiskModel(data))
    for way in all_ways(data):
        piped = any(data.legs[part].mode is Mode.PIPELINE for part in way.parts if part in data.legs)
        end = model.profile(way).end
        assert (end.hours is None, end.usd is None) == (piped, piped), (way.corridor, way.route)


def test_a_box_goes_by_block_train_where_they_run(data: Data) -> None:
    costs = LegCosts(data)
    corridors = [each for each in data.corridors.values() if each.trains == "block-train"]
    block = {key for each in corridors for route in each.routes for key in route.legs}
    legs = [leg for leg in data.legs.values() if leg.mode is RAIL]
    assert {each.id in block for each in legs} == {True, False}
    for each in legs:
        expected = LegCosts(data, BLOCK if each.id in block else ORDINARY).hours_of_leg(each)
        assert costs.hours_of_leg(each) == expected, each.id
