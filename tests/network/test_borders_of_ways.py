"""Which countries a way goes through, and which borders it passes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from layers.model.dataset import Data
from layers.model.evidence import BorderClass
from layers.model.records import Leg
from layers.model.vocabulary import Mode
from layers.network.borders import (
    Passage,
    class_of,
    classes_of,
    countries_of_leg,
    countries_of_way,
    grazed_on_leg,
    passage_at,
    passages_on_leg,
)
from layers.network.network import main_route, places_of_route, transit_countries
from layers.network.scenario import Scenario, all_ways, open_ways
from tests.costs import numbered_parameters
from tests.toy import crossing, hub, leg, network, port, words


def with_gauge(each: Leg, gauge: int) -> Leg:
    return each.model_copy(update={"gauge_mm": gauge})


@pytest.fixture(scope="module")
def toy() -> Data:
    places = [
        hub("a", "KZ"), hub("o", "KZ"), hub("b", "RU"), hub("u", "UZ"), crossing("X", "KZ", "RU"),
        crossing("Y", "RU", "CN", gauge_change=True), crossing("Z", "IR", gauge_change=True),
        port("P", "RU"), port("M", "IN"), hub("t", "IR"), hub("z", "IR"),
    ]  # fmt: skip
    legs = [
        leg("a", "X", KZ=50), leg("X", "b", RU=60), leg("a", "b", KZ=100, RU=200),
        leg("a", "o", KZ=296, RU=158), leg("a", "u", KZ=383, KG=12, UZ=40), leg("X", "Y", KZ=35, RU=500),
        leg("b", "P", RU=10), leg("P", "M", "sea", sea=5000), leg("Y", "u", CN=100, UZ=9),
        with_gauge(leg("t", "Z", IR=100), 1435), with_gauge(leg("Z", "z", IR=100), 1435),
    ]  # fmt: skip
    return network(places, legs, parameters=numbered_parameters())


@pytest.mark.parametrize(
    ("key", "start", "countries"),
    [
        ("a-X", "a", ("KZ",)),
        ("a-b", "a", ("KZ", "RU")),
        ("a-b", "b", ("RU", "KZ")),
        ("a-o", "a", ("KZ", "RU", "KZ")),  # out of the country and in again
        ("a-u", "a", ("KZ", "UZ")),  # 12 km of the Kyrgyz land at Maimak are no transit
        ("X-Y", "X", ("KZ", "RU")),  # between two borders: the country of the first one first
        ("X-Y", "Y", ("RU", "KZ")),
        ("Y-u", "Y", ("CN", "UZ")),  # however short, the country in which it ends
        ("P-M", "P", ()),
    ],
)
def test_the_countries_of_a_leg_in_order(toy: Data, key: str, start: str, countries: tuple[str, ...]) -> None:
    assert countries_of_leg(toy, toy.legs[key], start) == countries


def test_what_a_leg_touches_is_said(toy: Data) -> None:
    assert grazed_on_leg(toy, toy.legs["a-u"]) == {"KG": 12}
    assert grazed_on_leg(toy, toy.legs["a-o"]) == {}
    without = replace(toy, parameters={})  # nothing is too short then
    assert countries_of_leg(without, toy.legs["a-u"], "a") == ("KZ", "KG", "UZ")


def test_a_country_that_is_only_the_destination_is_its_end_and_not_through(toy: Data) -> None:
    legs = [toy.legs[key] for key in ("a-b", "b-P", "P-M")]
    found = countries_of_way(toy, legs, ["a", "b", "P", "M"])
    assert (found.through, found.end, found.grazed) == ({"RU"}, "IN", {})
    by_land = countries_of_way(toy, legs[:2], ["a", "b", "P"])
    assert (by_land.through, by_land.end) == ({"RU"}, "RU")


def test_borders_within_a_leg_and_at_a_crossing(toy: Data) -> None:
    rail = Mode.RAIL
    out, back = Passage("", "KZ", "RU", rail, False), Passage("", "RU", "KZ", rail, False)
    assert passages_on_leg(toy, toy.legs["a-o"], "a") == (out, back)
    assert passages_on_leg(toy, toy.legs["a-b"], "b") == (back,)
    assert passages_on_leg(toy, toy.legs["a-X"], "a") == ()
    before, after = toy.legs["a-X"], toy.legs["X-b"]
    assert passage_at(toy, "X", before, after) == Passage("X", "KZ", "RU", rail, False)
    assert passage_at(toy, "X", after, before) == Passage("X", "RU", "KZ", rail, False)
    assert passage_at(toy, "X", before, None) == Passage("X", "KZ", "RU", rail, False)
    assert passage_at(toy, "b", after, toy.legs["b-P"]) is None  # a city
    # Two legs that lie on one side of a border at which they meet pass it inside the other leg.
    assert passage_at(toy, "X", before, toy.legs["X-Y"]) is None


def test_a_gauge_point_between_two_lines_of_one_gauge_changes_nothing(toy: Data) -> None:
    before, after = toy.legs["t-Z"], toy.legs["Z-z"]
    assert passage_at(toy, "Z", before, after) is None  # Zahedan, on the way to Chabahar
    other = with_gauge(after, 1676)
    assert passage_at(toy, "Z", before, other) == Passage("Z", "IR", "IR", Mode.RAIL, True)


def test_the_first_class_that_fits_is_taken(toy: Data) -> None:
    def border_class(key: str, **fields: object) -> BorderClass:
        given = {"id": key, "name": words(key), "mode": "rail", "basis": "judgement", **fields}
        return BorderClass.model_validate(given)

    own = {
        each.id: each
        for each in (
            border_class("union", within=["KZ", "RU"]), border_class("out", leaving=["CN"], entering=["KZ"]),
            border_class("here", crossings=["X"]), border_class("rail-border", hours="rail-border-hours"),
        )
    }  # fmt: skip
    classes = classes_of(replace(toy, border_classes=own))

    def chosen(
        leaving: str, entering: str, mode: Mode = Mode.RAIL, *, change: bool = False, at: str = ""
    ) -> str:
        return class_of(classes, Passage(at, leaving, entering, mode, change)).id

    assert chosen("KZ", "RU") == chosen("RU", "KZ") == "union"
    assert chosen("CN", "KZ", change=True) == "out"
    assert chosen("KZ", "CN", at="X") == "here"
    assert chosen("KZ", "CN") == "rail-border"
    assert chosen("GE", "GE", change=True) == "gauge-point"
    assert chosen("KZ", "RU", Mode.ROAD) == "road-border"
    # Without classes of its own a pack has the default ones.
    plain = classes_of(toy)
    assert class_of(plain, Passage("", "CN", "KZ", Mode.RAIL, True)).id == "gauge-border"
    assert class_of(plain, Passage("", "CN", "KZ", Mode.RAIL, False)).id == "rail-border"


# --- shipped ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "start", "passed"),
    [
        ("moscow-riga", "moscow", [("RU", "LV", "rail-border")]),
        ("minsk-klaipeda", "minsk", [("BY", "LT", "rail-border")]),
        ("samarkand-turkmenabat", "samarkand", [("UZ", "TM", "rail-border")]),
        ("moscow-minsk", "moscow", [("RU", "BY", "union")]),
        ("aktobe-oral", "aktobe", [("KZ", "RU", "union"), ("RU", "KZ", "union")]),
        ("lugovaya-arys", "lugovaya", []),
    ],
)
def test_borders_that_had_no_wait_have_one(
    data: Data, key: str, start: str, passed: list[tuple[str, str, str]]
) -> None:
    classes = classes_of(data)
    found = passages_on_leg(data, data.legs[key], start)
    assert [(each.leaving, each.entering, class_of(classes, each).id) for each in found] == passed


@pytest.mark.parametrize(
    ("place", "before", "after", "expected"),
    [
        ("B-KHORGOS", "zhetigen-altynkol", "khorgos-jinghe", "china-in"),
        ("B-KHORGOS", "khorgos-jinghe", "zhetigen-altynkol", "china-out"),
        ("B-INCHEH", "bereket-incheh", "incheh-gorgan", "iran-gauge"),
        ("B-SARAKHS", "sarakhs-mashhad", "tejen-sarakhs", "iran-gauge"),
        ("G-AKHALKALAKI", "tbilisi-akhalkalaki", "akhalkalaki-kartsakhi", "gauge-point"),
        ("B-KARTSAKHI", "akhalkalaki-kartsakhi", "kartsakhi-kars", "kartsakhi"),
        ("B-OZINKI", "oral-ozinki", "ozinki-saratov", "union"),
        ("B-SARYAGASH", "arys-saryagash", "saryagash-tashkent", "rail-border"),
        ("B-TORKHAM", "kabul-torkham", "torkham-peshawar", "afghan-pakistani"),
        ("B-KORDAY", "almaty-korday", "korday-torugart", "road-border"),
    ],
)
def test_each_border_is_of_its_class_and_direction(
    data: Data, place: str, before: str, after: str, expected: str
) -> None:
    found = passage_at(data, place, data.legs[before], data.legs[after])
    assert found is not None and class_of(classes_of(data), found).id == expected


def test_the_turksib_gives_kyrgyzstan_no_veto(data: Data) -> None:
    corridor = data.corridors["instc-east"]
    route = next(each for each in corridor.routes if each.id == "tashkent-sarakhs")
    assert transit_countries(data, route) == {"UZ", "TM", "IR"}
    found = countries_of_way(data, [data.legs[key] for key in route.legs], places_of_route(data, route))
    assert set(found.grazed) == {"KG"} and 10 < found.grazed["KG"] < 15
    ways = {(way.corridor, way.route) for way in all_ways(data) if "lugovaya-arys" in way.parts}
    shut = Scenario("2025-09-01", frozenset({"KG"}))
    assert ways & {(way.corridor, way.route) for way in open_ways(data, shut)}
    assert data.legs["lugovaya-arys"].note is not None  # which says so


def test_the_country_of_a_corridors_port_is_needed_even_if_reached_by_sea(data: Data) -> None:
    for corridor in data.corridors.values():
        route = main_route(corridor)
        last = data.ports.get(places_of_route(data, route)[-1])
        if last is not None:
            assert last.country in transit_countries(data, route) | {data.home}
