"""Time and cost of legs, borders and transfers, and the generalised cost of whole ways."""

from __future__ import annotations

from dataclasses import replace

import pytest

from layers.analysis.generalised_cost import CostModel
from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.model.dataset import Data
from layers.model.records import Leg
from layers.model.vocabulary import Mode
from layers.network.cost_profile import cost_profile
from layers.network.leg_costs import UNIT_TONNES, LegCosts, add_ranges, is_at_sea
from layers.network.network import parts_of_route, places_of_route
from layers.network.scenario import Scenario, all_ways, open_ways

DAY = "2026-07-01"

# low, central, high
NUMBERS = {
    "rail-speed-moving": (40, 50, 60), "road-speed-moving": (20, 40, 80), "sea-speed": (20, 25, 40),
    "ferry-crossing-hours": (15, 24, 72), "port-handling-hours": (10, 20, 100),
    "rail-border-hours": (5, 10, 20), "gauge-change-hours": (30, 32, 35), "road-border-hours": (2, 4, 8),
    "rail-usd-per-tkm": (0.05, 0.08, 0.1), "road-usd-per-tkm": (0.1, 0.2, 0.3),
    "ferry-usd-per-teu": (400, 800, 1500), "sea-usd-per-teu-km": (0.03, 0.08, 0.4),
    "port-handling-usd-per-teu": (80, 200, 400),
}  # fmt: skip


@pytest.fixture(scope="module")
def numbered(data: Data) -> Data:
    """The shipped network with numbers that are easy to divide by."""
    values = {
        name: data.parameters[name].model_copy(update={"low": low, "central": central, "high": high})
        for name, (low, central, high) in NUMBERS.items()
    }
    return replace(data, parameters=values)


def leg(data: Data, mode: str, km: float) -> Leg:
    made = next(iter(data.legs.values()))
    return made.model_copy(update={"mode": Mode(mode), "length_km": km})


# --- legs ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "hours", "usd"),
    [
        # the higher the speed, the fewer the hours: 1200 km at 60, 50 and 40 km/h; 20 t a TEU
        ("rail", (20, 24, 30), (1200, 1920, 2400)),
        ("road", (15, 30, 60), (2400, 4800, 7200)),
        ("sea", (30, 48, 60), (36, 96, 480)),
        ("ferry", (15, 24, 72), (400, 800, 1500)),  # a crossing, however long
        ("pipeline", None, None),
    ],
)
def test_hours_and_dollars_of_1200_km(
    numbered: Data, mode: str, hours: tuple[float, ...] | None, usd: tuple[float, ...] | None
) -> None:
    costs, made = LegCosts(numbered), leg(numbered, mode, 1200)
    assert UNIT_TONNES == 20
    assert costs.hours_of_leg(made) == (None if hours is None else pytest.approx(hours))
    assert costs.usd_of_leg(made) == (None if usd is None else pytest.approx(usd))


@pytest.mark.parametrize(
    ("mode", "sea"), [("rail", 0), ("road", 0), ("pipeline", 0), ("sea", 1), ("ferry", 1)]
)
def test_cargo_is_at_sea_on_ships_and_ferries(mode: str, sea: int) -> None:
    assert is_at_sea(Mode(mode)) == bool(sea)


# --- places -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gauge_change", "mode", "hours"),
    [
        (False, "rail", (5, 10, 20)),
        (None, "rail", (5, 10, 20)),  # not known to change gauge
        (True, "rail", (30, 32, 35)),  # holds the border's time, and is not added to it
        (True, "road", (2, 4, 8)),  # a lorry has no gauge
        (False, "road", (2, 4, 8)),
    ],
)
def test_a_border_takes_time_and_no_dollars(
    numbered: Data, gauge_change: bool | None, mode: str, hours: tuple[float, ...]
) -> None:
    place = next(c.id for c in numbered.crossings.values() if c.gauge_change is gauge_change)
    assert LegCosts(numbered).hours_at(place, Mode(mode), None) == hours
    assert LegCosts(numbered).usd_at(place, Mode(mode), Mode(mode)) is None


@pytest.mark.parametrize(
    ("arriving", "leaving", "handled"),
    [
        ("rail", "sea", True), ("sea", "rail", True), ("ferry", "road", True), ("road", "ferry", True),
        ("rail", "road", False), ("rail", "rail", False), ("sea", "ferry", False), ("sea", "sea", False),
        ("rail", None, False),  # at the end of a route nobody says that it is loaded on
    ],
)  # fmt: skip
def test_cargo_is_handled_once_where_it_changes_between_land_and_sea(
    numbered: Data, arriving: str, leaving: str | None, handled: bool
) -> None:
    costs, after = LegCosts(numbered), Mode(leaving) if leaving else None
    assert costs.hours_at("PKKHI", Mode(arriving), after) == ((10, 20, 100) if handled else None)
    assert costs.usd_at("PKKHI", Mode(arriving), after) == ((80, 200, 400) if handled else None)
    assert costs.hours_at("almaty", Mode(arriving), after) is None  # in a city never
    assert costs.usd_at("almaty", Mode(arriving), after) is None


def test_nothing_is_known_without_its_parameter(numbered: Data) -> None:
    costs = LegCosts(replace(numbered, parameters={}))
    for mode in Mode:
        assert costs.hours_of_leg(leg(numbered, mode, 10)) is None
        assert costs.usd_of_leg(leg(numbered, mode, 10)) is None
    assert costs.hours_at("PKKHI", Mode.RAIL, Mode.SEA) is None
    assert costs.usd_at("PKKHI", Mode.RAIL, Mode.SEA) is None
    assert costs.used == set()


def test_the_parameters_that_were_read_are_named(numbered: Data) -> None:
    costs = LegCosts(numbered)
    costs.hours_of_leg(leg(numbered, "rail", 1))
    costs.usd_of_leg(leg(numbered, "sea", 1))
    assert costs.used == {"rail-speed-moving", "sea-usd-per-teu-km"}


def test_ranges_are_added_end_by_end_and_unknown_stays_unknown() -> None:
    assert add_ranges((1, 2, 3), (10, 20, 30)) == (11, 22, 33)
    assert add_ranges(None, (1, 2, 3)) is None
    assert add_ranges((1, 2, 3), None) is None


# --- whole ways ---------------------------------------------------------------------------------------


def test_days_and_dollars_of_every_shipped_way_added_up_anew(data: Data) -> None:
    central = {key: parameter.central for key, parameter in data.parameters.items()}
    checked = 0
    for way in all_ways(data):
        route = next(r for r in data.corridors[way.corridor].routes if r.id == way.route)
        legs, places = [data.legs[key] for key in route.legs], places_of_route(data, route)
        end = cost_profile(data, route).end
        if any(each.mode is Mode.PIPELINE for each in legs):
            assert end.hours is None and end.usd is None, way
            continue
        hours = usd = 0.0
        for each in legs:
            if each.mode is Mode.FERRY:
                hours, usd = hours + central["ferry-crossing-hours"], usd + central["ferry-usd-per-teu"]
            elif each.mode is Mode.SEA:
                hours += each.length_km / central["sea-speed"]
                usd += each.length_km * central["sea-usd-per-teu-km"]
            else:
                hours += each.length_km / central[f"{each.mode.value}-speed-moving"]
                usd += each.length_km * 20 * central[f"{each.mode.value}-usd-per-tkm"]
        for index, place in enumerate(places[1:]):
            before, after = legs[index], legs[index + 1] if index + 1 < len(legs) else None
            if place in data.crossings:
                gauge = data.crossings[place].gauge_change
                by_rail = "gauge-change-hours" if gauge else "rail-border-hours"
                hours += central[by_rail if before.mode is Mode.RAIL else "road-border-hours"]
            elif place in data.ports and after and is_at_sea(before.mode) != is_at_sea(after.mode):
                hours += central["port-handling-hours"]
                usd += central["port-handling-usd-per-teu"]
        assert end.hours is not None and end.usd is not None
        assert (end.hours[1], end.usd[1]) == (pytest.approx(hours), pytest.approx(usd)), way
        checked += 1
    assert checked > 30


@pytest.mark.parametrize("day", ["2021-06-01", "2025-09-01", "2026-04-15", DAY])
def test_generalised_cost_is_cost_and_the_price_of_time_and_risk(data: Data, day: str) -> None:
    model, central = RiskModel(data), central_settings(data)
    costs, known = CostModel(model), 0
    for way in open_ways(data, Scenario(day)):
        found = costs.of_way(way, day, central)
        route = next(r for r in data.corridors[way.corridor].routes if r.id == way.route)
        end = cost_profile(data, route).end
        if found is None:
            assert end.hours is None  # a pipeline
            continue
        known += 1
        assert end.hours is not None and end.usd is not None
        assert (found.days, found.usd_per_teu) == (end.hours[1] / 24, end.usd[1])
        assert found.risk == model.of_parts(parts_of_route(data, route), day).composite
        assert 0 <= found.risk <= 100
        # 400 dollars a day, 40 dollars a point
        assert found.generalised_usd == pytest.approx(found.usd_per_teu + 400 * found.days + 40 * found.risk)
    assert known > 10


def test_what_time_and_risk_are_worth_is_the_readers_to_say(data: Data) -> None:
    way, costs = open_ways(data, Scenario(DAY))[0], CostModel(RiskModel(data))
    central = central_settings(data)
    free = costs.of_way(way, DAY, replace(central, value_of_time_usd_per_day=0, risk_premium_usd_per_point=0))
    timed = costs.of_way(
        way, DAY, replace(central, value_of_time_usd_per_day=100, risk_premium_usd_per_point=0)
    )
    assert free is not None and timed is not None
    assert free.generalised_usd == free.usd_per_teu
    assert timed.generalised_usd == pytest.approx(free.usd_per_teu + 100 * free.days)


def test_a_pipeline_has_no_generalised_cost(data: Data) -> None:
    costs, central = CostModel(RiskModel(data)), central_settings(data)
    pipelines = [
        way for way in all_ways(data)
        if any(data.legs[key].mode is Mode.PIPELINE for key in way.parts if key in data.legs)
    ]  # fmt: skip
    assert {way.route for way in pipelines} >= {"cpc", "btc"}
    assert [costs.of_way(way, DAY, central) for way in pipelines] == [None] * len(pipelines)
