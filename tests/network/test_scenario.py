"""Scenarios: what closes, what is taken as built, and which ways to the sea that leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.errors import ScenarioError
from layers.model.dataset import Data
from layers.model.vocabulary import Status
from layers.network.borders import countries_of_leg
from layers.network.network import first_day
from layers.network.scenario import Scenario, Way, all_ways, open_ways
from layers.network.view_names import parse_built, parse_closure
from tests.second_opinion import doors_on
from tests.shipped import shipped

DATA = shipped()
WAYS = all_ways(DATA)
NAMES = sorted({name for way in WAYS for name in (*way.countries, *way.parts)})
DAYS = ("2021-06-01", "2025-09-01", "2026-04-15", "2026-07-01", "2030-12-31")


def names_of(ways: list[Way]) -> set[tuple[str, str]]:
    return {(way.corridor, way.route) for way in ways}


# --- ways ---------------------------------------------------------------------------------------------


def test_every_route_to_the_sea_is_a_way(data: Data) -> None:
    outlets = [c for c in data.corridors.values() if c.outlet]
    assert names_of(WAYS) == {(c.id, r.id) for c in outlets for r in c.routes}
    assert len(WAYS) == sum(len(c.routes) for c in outlets) > 30
    assert any(not c.outlet for c in data.corridors.values())


def test_a_way_needs_the_land_it_crosses_its_port_and_the_straits_beyond(data: Data) -> None:
    for way in WAYS:
        route = next(r for r in data.corridors[way.corridor].routes if r.id == way.route)
        land = {code for key in route.legs for code in countries_of_leg(data, data.legs[key])}
        ends = {end for key in route.legs for end in (data.legs[key].from_id, data.legs[key].to_id)}
        ports = [data.ports[end] for end in ends if end in data.ports]
        assert way.countries == (land | {port.country for port in ports}) - {data.home}
        assert set(route.legs) <= set(way.parts) and way.probability == 1
        last = data.ports[next(key for key in reversed(way.parts) if key in data.ports)]
        assert last.kind == "open-sea" and set(last.chokepoints) <= way.chokepoints
        assert way.chokepoints == set(way.parts) & data.chokepoints.keys()


# --- what is open -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "doors"), [("2021-06-01", 8), ("2025-09-01", 10), ("2026-04-15", 7), ("2026-07-01", 9)]
)
def test_doors_on_days_that_are_known(data: Data, day: str, doors: int) -> None:
    found = open_ways(data, Scenario(day))
    assert len({way.corridor for way in found}) == doors == len(doors_on(data, day))


@pytest.mark.parametrize("day", [*DAYS, "2022-12-31", "2024-02-29", "2025-10-12", "2026-02-28", "2026-06-16"])
def test_the_open_ways_are_those_of_a_simple_loop(data: Data, day: str) -> None:
    expected = {(corridor, route) for corridor, routes in doors_on(data, day).items() for route in routes}
    found = open_ways(data, Scenario(day))
    assert names_of(found) == expected
    assert all(way.probability == 1 for way in found)
    assert [w for w in WAYS if (w.corridor, w.route) in expected] == found  # in the order of the data


def test_in_spring_2026_the_southern_doors_are_shut(data: Data) -> None:
    before, after = (set(doors_on(data, day)) for day in ("2026-02-27", "2026-04-15"))
    assert {"instc-east", "instc-trans-caspian"} <= before - after


@given(
    st.sampled_from(DAYS),
    st.frozensets(st.sampled_from(NAMES), max_size=3),
    st.sampled_from(NAMES),
    st.sampled_from([(), (("trans-afghan-west", 0.4), ("zangezur-tripp", 1.0))]),
)
@settings(max_examples=150, deadline=None)
def test_closing_opens_nothing_and_shuts_what_needs_it(
    day: str, closed: frozenset[str], more: str, built: tuple[tuple[str, float], ...]
) -> None:
    before = open_ways(DATA, Scenario(day, closed, built))
    after = open_ways(DATA, Scenario(day, closed | {more}, built))
    assert after == [w for w in before if more not in w.countries and more not in w.parts]
    assert not any(closed & (w.countries | set(w.parts)) for w in before)


def test_the_ways_asked_about_are_the_only_ones_found(data: Data) -> None:
    some = [way for way in WAYS if way.corridor == "karakoram"]
    assert open_ways(data, Scenario("2026-07-01"), some) == some
    assert open_ways(data, Scenario("2026-07-01"), []) == []


@pytest.mark.parametrize("status", ["unverified", "suspended", "proposed", "under-construction"])
def test_a_corridor_not_known_to_be_usable_is_no_door(data: Data, status: str) -> None:
    corridor = data.corridors["karakoram"]
    history = (corridor.status_history[0].model_copy(update={"status": Status(status)}),)
    changed = replace(
        data,
        corridors={**data.corridors, "karakoram": corridor.model_copy(update={"status_history": history})},
    )
    assert "karakoram" in {w.corridor for w in open_ways(data, Scenario("2026-07-01"))}
    assert "karakoram" not in {w.corridor for w in open_ways(changed, Scenario("2026-07-01"))}


@pytest.mark.parametrize("status", ["unverified", "limited", "at-risk", "suspended", "proposed"])
def test_one_unusable_part_shuts_a_way_and_one_unverified_does_not(data: Data, status: str) -> None:
    way = next(w for w in open_ways(data, Scenario("2026-07-01")) if w.corridor == "eastern-china")
    leg = next(key for key in way.parts if key in data.legs)
    history = (data.legs[leg].status_history[0].model_copy(update={"status": Status(status)}),)
    changed = replace(
        data, legs={**data.legs, leg: data.legs[leg].model_copy(update={"status_history": history})}
    )
    still_open = status not in ("suspended", "proposed")
    assert ((way.corridor, way.route) in names_of(open_ways(changed, Scenario("2026-07-01")))) == still_open


# --- what is taken as built ---------------------------------------------------------------------------

AFGHAN = (("trans-afghan-west", 0.3),)


def test_a_corridor_taken_as_built_carries_its_probability(data: Data) -> None:
    plain, hoped = (open_ways(data, Scenario("2025-09-01", built=built)) for built in ((), AFGHAN))
    new = [way for way in hoped if way not in plain]
    assert {(way.corridor, way.probability) for way in new} == {("trans-afghan-west", 0.3)}
    assert [way for way in hoped if way in plain] == plain
    assert all({"AF", "PK", "TM"} == way.countries for way in new)


@pytest.mark.parametrize("day", ["2026-04-15", "2026-07-01"])
def test_building_does_not_open_a_gate_that_is_shut(data: Data, day: str) -> None:
    chaman = [e for e in data.crossings["B-CHAMAN"].status_history if first_day(e.from_date) <= day]
    assert chaman[-1].status is Status.SUSPENDED
    assert open_ways(data, Scenario(day, built=(("trans-afghan-west", 1.0),))) == open_ways(
        data, Scenario(day)
    )


@pytest.mark.parametrize("built", [(("trans-afghan-west", 0.0),), (("karakoram", 0.3),)])
def test_built_with_no_chance_or_standing_already_changes_nothing(
    data: Data, built: tuple[tuple[str, float], ...]
) -> None:
    assert open_ways(data, Scenario("2025-09-01", built=built)) == open_ways(data, Scenario("2025-09-01"))


def test_what_is_closed_stays_closed_though_it_be_built(data: Data) -> None:
    found = open_ways(data, Scenario("2025-09-01", frozenset({"AF"}), AFGHAN))
    assert found == open_ways(data, Scenario("2025-09-01", frozenset({"AF"})))


def test_without_changes_only_the_day_is_left() -> None:
    scenario = Scenario("2025-09-01", frozenset({"IR"}), AFGHAN)
    assert scenario.without_changes() == Scenario("2025-09-01")
    assert scenario.built_probability == {"trans-afghan-west": 0.3}


# --- as words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IR", "IR"), ("ir", "IR"), ("country:IR", "IR"), ("country:ru", "RU"),
        ("C-HORMUZ", "C-HORMUZ"), ("c-hormuz", "C-HORMUZ"), ("hormuz", "C-HORMUZ"),
        ("chokepoint:hormuz", "C-HORMUZ"), ("chokepoint:C-HORMUZ", "C-HORMUZ"),
        ("B-TORKHAM", "B-TORKHAM"), ("torkham", "B-TORKHAM"), ("crossing:chaman", "B-CHAMAN"),
        ("IRSRP", "IRSRP"), ("port:irsrp", "IRSRP"), ("leg:almaty-shu", "almaty-shu"),
        ("almaty-shu", "almaty-shu"),
    ],
)  # fmt: skip
def test_a_closure_is_known_by_many_spellings(data: Data, text: str, expected: str) -> None:
    assert parse_closure(data, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("XX", r"close 'XX': expected a transit country \(AF, AM, AZ, .*UZ\) or the id of a leg, port"),
        ("KZ", "close 'KZ': expected a transit country"),  # home cannot refuse itself
        ("", "close '': expected a transit country"),
        ("country:XX", "close 'country:XX': expected a transit country"),
        ("leg:hormuz", "close 'leg:hormuz': expected a transit country"),
        ("chokepoint:IR", "close 'chokepoint:IR': expected a transit country"),
        ("port:B-TORKHAM", "expected a transit country"),
        ("strait:hormuz", "close 'strait:hormuz': expected country:, leg:, port:, crossing: or chokepoint:"),
        ("almaty", "close 'almaty': expected"),  # a city is not a gate
    ],
)
def test_a_closure_of_nothing_says_what_was_expected(data: Data, text: str, expected: str) -> None:
    with pytest.raises(ScenarioError, match=expected):
        parse_closure(data, text)


def test_every_transit_country_and_every_part_can_be_closed_by_its_own_name(data: Data) -> None:
    for name in NAMES:
        assert parse_closure(data, name) == name
    for key in data.parts:
        assert parse_closure(data, key) == key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trans-afghan-west=0.3", ("trans-afghan-west", 0.3)),
        ("trans-afghan-west", ("trans-afghan-west", 1.0)),
        ("zangezur-tripp=0", ("zangezur-tripp", 0.0)),
        ("zangezur-tripp=1", ("zangezur-tripp", 1.0)),
    ],
)
def test_a_corridor_taken_as_built_is_named_with_its_probability(
    data: Data, text: str, expected: tuple[str, float]
) -> None:
    assert parse_built(data, text) == expected


@pytest.mark.parametrize(
    "text", ["nowhere=0.3", "trans-afghan-west=1.1", "trans-afghan-west=-0.1", "trans-afghan-west=much",
             "trans-afghan-west=nan", "=0.3", ""]
)  # fmt: skip
def test_building_what_is_not_there_or_with_no_probability_says_what_was_expected(
    data: Data, text: str
) -> None:
    with pytest.raises(ScenarioError, match=r"expected <corridor>=<probability from 0 to 1>.*zangezur-tripp"):
        parse_built(data, text)


def test_a_line_shown_for_context_cannot_be_built(data: Data) -> None:
    context = next(c.id for c in data.corridors.values() if not c.outlet)
    with pytest.raises(ScenarioError, match=f"build '{context}'"):
        parse_built(data, context)


def test_every_preset_asks_for_what_the_data_have(data: Data) -> None:
    assert data.presets
    for preset in data.presets.values():
        assert preset.closed or preset.built, preset.id
        assert [parse_closure(data, name) for name in preset.closed] == list(preset.closed), preset.id
        for name, probability in preset.built.items():
            assert parse_built(data, f"{name}={probability}") == (name, probability), preset.id
