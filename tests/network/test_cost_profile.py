"""Time and price along a route, added up by hand."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from layers.model.dataset import Data
from layers.model.vocabulary import Cargo
from layers.network.cost_profile import CostProfile, Step, cost_profile
from tests.costs import numbered_parameters
from tests.toy import corridor, crossing, hub, leg, network, port

ALL = numbered_parameters()


def built(*legs: Any, without: Any = (), cargo: Cargo = Cargo.BLOCK_TRAIN) -> CostProfile:
    """The staircase of a corridor of these legs, between any of the places here."""
    places = [
        hub("a", "KZ"), crossing("X", "KZ", "RU"), crossing("G", "KZ", "CN", gauge_change=True),
        hub("b", "RU"), hub("c", "CN"), hub("h", "KZ"), port("P1", "RU"), port("P2", "TR"),
    ]  # fmt: skip
    parameters = [each for each in ALL if each.id not in without]
    data = network(places, legs, [corridor("c", *(each.id for each in legs))], parameters=parameters)
    return cost_profile(data, data.corridors["c"].routes[0], cargo)


def added(found: CostProfile, place: str) -> tuple[Any, Any]:
    """Hours and dollars that the wait at a place adds."""
    for before, after in pairwise(found.steps):
        if after.place == place and after.waiting:
            assert before.hours and after.hours and before.usd and after.usd
            hours = tuple(b - a for a, b in zip(before.hours, after.hours, strict=True))
            return pytest.approx(hours), pytest.approx(
                tuple(b - a for a, b in zip(before.usd, after.usd, strict=True))
            )
    return None, None


def test_rail_over_a_border_by_hand() -> None:
    found = built(leg("a", "X", KZ=600), leg("X", "b", RU=1200))
    # first the wait for the train, half a day, one, three, and the terminals
    # 600 km at 1200, 1000 and 800 km a day: 12, 14.4 and 18 hours, at 0.2, 0.3 and 0.4 dollars a kilometre
    # the border 5, 10 and 20 hours and 50, 80 and 200 dollars; then twice as far again
    assert [(step.place, step.waiting, step.km) for step in found.steps] == [
        ("a", False, 0), ("a", True, 0), ("X", False, 600), ("X", True, 600), ("b", False, 1800),
    ]  # fmt: skip
    assert [step.hours for step in found.steps] == [
        (0, 0, 0), (12, 24, 72), pytest.approx((24, 38.4, 90)), pytest.approx((29, 48.4, 110)),
        pytest.approx((53, 77.2, 146)),
    ]  # fmt: skip
    assert [step.usd for step in found.steps] == [
        (0, 0, 0), (250, 400, 600), pytest.approx((370, 580, 840)), pytest.approx((420, 660, 1040)),
        pytest.approx((660, 1020, 1520)),
    ]  # fmt: skip
    assert (found.no_time_from, found.no_cost_from) == (None, None)
    assert found.parameters == (
        "block-train-km-per-day", "rail-border-hours", "rail-border-usd", "rail-usd-per-km", "terminal-usd",
        "train-wait-days",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("place", "mode", "wait", "usd"),
    [
        ("X", "rail", (5, 10, 20), (50, 80, 200)),
        ("G", "rail", (30, 60, 90), (150, 240, 500)),  # the hours hold the border's
        ("X", "road", (2, 4, 8), (100, 200, 400)),
        ("G", "road", (2, 4, 8), (100, 200, 400)),  # a lorry has no gauge
    ],
)
def test_the_wait_at_a_border_is_of_its_kind(place: str, mode: str, wait: Any, usd: Any) -> None:
    end, code = ("b", "RU") if place == "X" else ("c", "CN")
    found = built(leg("a", place, mode, KZ=240), leg(place, end, mode, **{code: 100}))
    assert added(found, place) == (wait, usd)


def test_a_border_without_a_record_lies_in_its_leg() -> None:
    """Moscow to Riga, Minsk to Klaipeda, Samarkand to Turkmenabat."""
    found = built(leg("a", "b", KZ=600, RU=400))
    assert found.end.hours is not None and found.end.usd is not None
    assert (found.end.hours[1], found.end.usd[1]) == (24 + 24 + 10, 400 + 300 + 80)


def test_nobody_waits_in_a_city_or_at_the_end() -> None:
    assert [step.place for step in built(leg("a", "h", KZ=1)).steps] == ["a", "a", "h"]
    assert [step.place for step in built(leg("a", "h", KZ=1), leg("h", "X", KZ=1)).steps] == (
        ["a", "a", "h", "X"]
    )


def test_time_stops_where_the_wait_at_a_border_is_not_known() -> None:
    found = built(leg("a", "X", KZ=60), leg("X", "b", RU=60), without={"rail-border-hours"})
    assert found.no_time_from == "a-X" and found.end.hours is None


def test_a_feeder_takes_its_kilometres_and_one_price() -> None:
    found = built(leg("P1", "P2", "ferry", sea=500))
    assert found.end.hours == pytest.approx((20, 24, 30))
    assert found.end.usd == (300, 400, 800)
    assert found.parameters == ("feeder-usd", "inland-sea-km-per-day")


def test_a_ship_takes_its_kilometres_and_its_fixed_price_once() -> None:
    # 1000 km at 800, 600 and 500 km a day: 30, 40 and 48 hours
    found = built(leg("P1", "P2", "sea", sea=1000))
    assert found.end.hours == pytest.approx((30, 40, 48))
    assert found.end.usd == pytest.approx((200 + 30, 350 + 50, 600 + 100))
    two = built(leg("P1", "P2", "sea", sea=500), leg("P2", "b", "sea", sea=500))
    assert two.end.usd == pytest.approx(found.end.usd)


@pytest.mark.parametrize(("mode", "fixed"), [("ferry", 0), ("sea", 350)])
def test_cargo_is_handled_once_where_it_changes_between_land_and_sea(mode: str, fixed: float) -> None:
    legs = leg("a", "P1", "road", RU=40), leg("P1", "P2", mode, sea=1000), leg("P2", "b", "road", RU=40)
    found = built(*legs)
    ways = [step.place for step in found.steps if step.waiting]
    assert ways == ["a", "P1", "P2"]  # the fixed price of the road, then each end of the voyage
    assert added(found, "P2") == ((48, 72, 96), (100, 200, 300))
    hours, usd = added(found, "P1")
    assert hours == (48, 72, 96)
    assert usd.expected[1] == pytest.approx(200 + fixed)


def test_a_ship_that_passes_a_strait_or_calls_at_a_port_is_not_handled_there() -> None:
    found = built(leg("P1", "P2", "sea", sea=500), leg("P2", "b", "sea", sea=500))
    assert [step.place for step in found.steps if step.waiting] == ["P1"]  # the fixed price, at the start


def test_price_stops_at_the_shore_without_its_rates_and_time_goes_on() -> None:
    found = built(leg("a", "P1", RU=600), leg("P1", "P2", "sea", sea=1000), without={"port-transfer-usd"})
    assert (found.no_time_from, found.no_cost_from) == (None, "a-P1")
    assert [step.usd is None for step in found.steps] == [False, False, False, True, True]
    assert found.end.hours is not None and found.end.km == 1600
    assert found.usd_terms is None and found.hours_terms is not None


@pytest.mark.parametrize(
    ("mode", "missing"),
    [
        ("sea", "ship-km-per-day"), ("ferry", "inland-sea-km-per-day"), ("rail", "block-train-km-per-day"),
        ("road", "truck-km-per-day"),
    ],
)  # fmt: skip
def test_time_stops_where_a_parameter_is_missing_and_does_not_begin_again(mode: str, missing: str) -> None:
    legs = leg("a", "P1", "pipeline", KZ=0.1), leg("P1", "P2", mode, TR=1)
    found = built(legs[1], leg("P2", "b", "rail" if mode != "rail" else "road", RU=40), without={missing})
    assert found.no_time_from == "P1-P2" and found.end.hours is None
    assert missing not in found.parameters


def test_a_pipeline_has_neither_time_nor_price() -> None:
    found = built(leg("a", "P1", "pipeline", KZ=1500))
    assert (found.no_time_from, found.no_cost_from) == ("a-P1", "a-P1")
    assert (found.end.hours, found.end.usd, found.end.km) == (None, None, 1500)


def test_road_is_priced_by_its_own_rate() -> None:
    assert built(leg("a", "h", "road", KZ=100)).end.usd == pytest.approx((150 + 80, 230 + 100, 400 + 150))


def test_wagons_are_priced_by_the_tonne() -> None:
    found = built(leg("a", "X", KZ=500), leg("X", "b", RU=500), cargo=Cargo.WAGONLOAD)
    assert found.end.usd == pytest.approx((1 + 10, 3 + 15, 6 + 20))


def test_a_leg_walked_backwards_leads_to_its_other_end() -> None:
    found = built(leg("X", "a", KZ=60), leg("X", "b", RU=60))
    assert [step.place for step in found.steps] == ["a", "a", "X", "X", "b"]
    assert found.steps[0] == Step("a", False, 0.0, (0, 0, 0), (0, 0, 0))


def test_every_shipped_staircase_only_climbs(data: Data) -> None:
    for each in data.corridors.values():
        for route in each.routes:
            found = cost_profile(data, route)
            assert found.end.km == pytest.approx(sum(data.legs[key].length_km for key in route.legs))
            assert set(found.parameters) <= data.parameters.keys()
            for before, after in pairwise(found.steps):
                assert after.km >= before.km, (each.id, route.id)
                for one, other in ((before.hours, after.hours), (before.usd, after.usd)):
                    if other is not None:
                        assert one is not None and all(a <= b for a, b in zip(one, other, strict=True))
                        assert other[0] <= other[1] <= other[2], (each.id, route.id)
            assert (found.no_time_from is None) == (found.end.hours is not None)
            assert (found.no_cost_from is None) == (found.end.usd is not None)
