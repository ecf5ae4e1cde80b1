"""Time and cost along a route, added up by hand."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from layers.model.dataset import Data
from layers.network.cost_profile import CostProfile, Step, cost_profile
from layers.network.leg_costs import UNIT_TONNES
from tests.toy import corridor, crossing, hub, leg, network, parameter, port

RAIL = parameter("rail-speed-moving", "km/h", 40, 50, 60)
ROAD = parameter("road-speed-moving", "km/h", 20, 40, 80)
SEA = parameter("sea-speed", "km/h", 20, 25, 40)
FERRY = parameter("ferry-crossing-hours", "h", 15, 24, 72)
PORT = parameter("port-handling-hours", "h", 10, 20, 100)
BORDER = parameter("rail-border-hours", "h", 5, 10, 20)
GAUGE = parameter("gauge-change-hours", "h", 30, 32, 35)
ROAD_BORDER = parameter("road-border-hours", "h", 2, 4, 8)
RAIL_USD = parameter("rail-usd-per-tkm", "usd/t-km", 0.05, 0.08, 0.1)
ROAD_USD = parameter("road-usd-per-tkm", "usd/t-km", 0.1, 0.2, 0.3)
ALL = (RAIL, ROAD, SEA, FERRY, PORT, BORDER, GAUGE, ROAD_BORDER, RAIL_USD, ROAD_USD)


def built(*legs: Any, parameters: Any = ALL) -> CostProfile:
    """The staircase of a corridor of these legs, between any of the places here."""
    places = [
        hub("a", "KZ"), crossing("X", "KZ", "RU"), crossing("G", "KZ", "CN", gauge_change=True),
        crossing("Q", "KZ", "RU", gauge_change=None), hub("b", "RU"), port("P1", "RU"), port("P2", "TR"),
    ]  # fmt: skip
    data = network(places, legs, [corridor("c", *(each.id for each in legs))], parameters=parameters)
    return cost_profile(data, data.corridors["c"].routes[0])


def test_rail_over_a_border_by_hand() -> None:
    found = built(leg("a", "X", KZ=600), leg("X", "b", RU=1200))
    # 600 km at 60, 50 and 40 km/h: 10, 12 and 15 hours; 20 t at 0.05, 0.08 and 0.1 dollars: 600, 960, 1200
    # the border adds 5, 10 and 20 hours and no dollars; then twice as far again
    assert found.steps == (
        Step("a", False, 0, (0, 0, 0), (0, 0, 0)),
        Step("X", False, 600, (10, 12, 15), (600, 960, 1200)),
        Step("X", True, 600, (15, 22, 35), (600, 960, 1200)),
        Step("b", False, 1800, (35, 46, 65), (1800, 2880, 3600)),
    )
    assert (found.no_time_from, found.no_cost_from) == (None, None)
    assert found.parameters == ("rail-border-hours", "rail-speed-moving", "rail-usd-per-tkm")
    assert UNIT_TONNES == 20


@pytest.mark.parametrize(
    ("place", "mode", "wait"),
    [
        ("X", "rail", (5, 10, 20)),
        ("G", "rail", (30, 32, 35)),  # a change of gauge holds the border's time, and is not added to it
        ("Q", "rail", (5, 10, 20)),  # not known to change gauge
        ("X", "road", (2, 4, 8)),
        ("G", "road", (2, 4, 8)),  # a lorry has no gauge
    ],
)
def test_the_wait_at_a_border_is_of_its_kind(place: str, mode: str, wait: tuple[float, float, float]) -> None:
    _, arrived, waited = built(leg("a", place, mode, KZ=240)).steps
    assert arrived.hours is not None and waited.hours is not None
    assert [after - before for before, after in zip(arrived.hours, waited.hours, strict=True)] == (
        pytest.approx(list(wait))
    )
    assert (waited.place, waited.km, waited.usd) == (place, 240, arrived.usd)


def test_nobody_waits_in_a_city_or_for_want_of_a_parameter() -> None:
    assert [step.place for step in built(leg("a", "b", KZ=1)).steps] == ["a", "b"]
    no_wait = built(leg("a", "X", KZ=60), parameters=[RAIL, RAIL_USD])
    assert [(step.place, step.waiting) for step in no_wait.steps] == [("a", False), ("X", False)]


def test_a_ferry_takes_its_hours_whatever_its_kilometres() -> None:
    found = built(leg("P1", "P2", "ferry", sea=490))
    assert found.steps[-1].hours == (15, 24, 72)
    assert found.parameters == ("ferry-crossing-hours",)


def test_a_ship_takes_its_kilometres() -> None:
    # 1000 km at 40, 25 and 20 km/h: 25, 40 and 50 hours
    assert built(leg("P1", "P2", "sea", sea=1000)).steps[-1].hours == (25, 40, 50)


@pytest.mark.parametrize(("mode", "sailing"), [("ferry", (15, 24, 72)), ("sea", (25, 40, 50))])
def test_cargo_is_handled_once_where_it_changes_between_land_and_sea(
    mode: str, sailing: tuple[float, float, float]
) -> None:
    legs = leg("a", "P1", "road", KZ=40), leg("P1", "P2", mode, sea=1000), leg("P2", "b", "road", RU=40)
    hours = [step.hours for step in built(*legs).steps if step.waiting]
    before = built(legs[0]).steps[-1].hours
    assert before is not None and len(hours) == 2  # at each end of the voyage
    assert hours[0] == tuple(a + h for a, h in zip(before, (10, 20, 100), strict=True))
    assert hours[1] == tuple(
        pytest.approx(a + s + 2 * h) for a, s, h in zip(before, sailing, (10, 20, 100), strict=True)
    )


def test_a_ship_that_passes_a_strait_or_calls_at_a_port_is_not_handled_there() -> None:
    found = built(leg("P1", "P2", "sea", sea=500), leg("P2", "b", "sea", sea=500))
    assert not any(step.waiting for step in found.steps)


@pytest.mark.parametrize("mode", ["ferry", "sea"])
def test_cost_stops_at_the_shore_without_its_prices_and_time_goes_on(mode: str) -> None:
    found = built(leg("a", "P1", KZ=600), leg("P1", "P2", mode, sea=1000))
    assert (found.no_time_from, found.no_cost_from) == (None, "a-P1")  # handling in P1 has no price here
    assert [step.usd for step in found.steps] == [(0, 0, 0), (600, 960, 1200), None, None]
    assert found.steps[-1].hours is not None and found.steps[-1].km == 1600


def test_time_stops_where_the_handling_in_a_port_is_not_known() -> None:
    legs = leg("a", "P1", "road", KZ=40), leg("P1", "P2", "sea", sea=1000)
    found = built(*legs, parameters=[each for each in ALL if each is not PORT])
    assert found.no_time_from == "a-P1"
    assert [step.hours is None for step in found.steps] == [False, False, True, True]


@pytest.mark.parametrize(("mode", "missing"), [("sea", SEA), ("ferry", FERRY), ("rail", RAIL)])
def test_time_stops_where_a_parameter_is_missing_and_does_not_begin_again(mode: str, missing: Any) -> None:
    legs = leg("a", "X", "road", KZ=40), leg("X", "P1", mode, KZ=10), leg("P1", "P2", "road", TR=40)
    found = built(*legs, parameters=[each for each in ALL if each is not missing])
    assert found.no_time_from == "X-P1"
    assert [step.hours is None for step in found.steps if not step.waiting] == [False, False, True, True]
    assert [step.km for step in found.steps if not step.waiting] == [0, 40, 50, 90]
    assert missing.id not in found.parameters


def test_a_pipeline_has_neither_time_nor_cost() -> None:
    found = built(leg("a", "P1", "pipeline", KZ=1500))
    assert (found.no_time_from, found.no_cost_from) == ("a-P1", "a-P1")
    assert (found.steps[-1].hours, found.steps[-1].usd, found.steps[-1].km) == (None, None, 1500)


def test_road_is_priced_by_its_own_rate() -> None:
    assert built(leg("a", "b", "road", KZ=100)).steps[-1].usd == pytest.approx((200, 400, 600))


def test_a_leg_walked_backwards_leads_to_its_other_end() -> None:
    found = built(leg("X", "a", KZ=60), leg("X", "b", RU=60))
    assert [step.place for step in found.steps] == ["a", "X", "X", "b"]


def test_every_shipped_staircase_only_climbs(data: Data) -> None:
    for each in data.corridors.values():
        for route in each.routes:
            found = cost_profile(data, route)
            assert found.steps[-1].km == pytest.approx(sum(data.legs[key].length_km for key in route.legs))
            assert set(found.parameters) <= data.parameters.keys()
            for before, after in pairwise(found.steps):
                assert after.km >= before.km, (each.id, route.id)
                for one, other in ((before.hours, after.hours), (before.usd, after.usd)):
                    if other is not None:
                        assert one is not None and all(a <= b for a, b in zip(one, other, strict=True))
                        assert other[0] <= other[1] <= other[2], (each.id, route.id)
            assert (found.no_time_from is None) == (found.steps[-1].hours is not None)
            assert (found.no_cost_from is None) == (found.steps[-1].usd is not None)
