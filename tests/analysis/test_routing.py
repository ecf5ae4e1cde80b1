"""Routes to markets: against networkx on the shipped data, and on lines short enough to add up by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from layers.analysis.journey_bands import band_of_journey
from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.routing import REFERENCE_KM, By, Journey, RouteFinder, find_place, side_of_strait
from layers.errors import ScenarioError
from layers.model.dataset import Data
from layers.model.vocabulary import Mode
from layers.network.borders import countries_of_leg
from layers.network.scenario import Scenario
from tests.naming import called
from tests.second_opinion import INNER, SHUT, Roads, state

DATES = ("2021-06-01", "2025-09-01", "2026-04-15", "2026-07-01")
ORIGINS = ("almaty", "aktobe", "petropavl")
MARKETS = ("INNSA", "NLRTM", "CNLYG", "PKKHI", "TRMER", "SGSIN")
CLOSURES = [
    Scenario("2026-07-01", frozenset({"C-HORMUZ"})),
    Scenario("2026-07-01", frozenset({"RU", "TM"})),
    Scenario("2025-09-01", frozenset({"IR", "C-BOSPHORUS", "PKKHI"})),
    Scenario("2025-09-01", frozenset({"B-TORKHAM", "almaty-zhetigen", "AF"})),
]


def risk_km(journey: Journey) -> float:
    return sum((100 if s.risk is None else s.risk) / 100 * s.km for s in journey.stages)


def generalised(journey: Journey) -> float:
    # 150 dollars a day, 40 dollars a point of risk over 4,000 km
    return journey.usd_per_teu + 150 * journey.days + 40 * 100 * risk_km(journey) / 4000


OBJECTIVE: dict[By, Callable[[Journey], float]] = {
    By.TIME: lambda journey: journey.days * 24,
    By.COST: lambda journey: journey.usd_per_teu,
    By.RISK: risk_km,
    By.GENERALISED: generalised,
}


def searched(network: Roads, journey: Journey, by: By) -> float:
    """What a journey takes by an objective, with fixed parts as the search charges them."""
    hours, usd = network.charged_in_search(journey)
    more = {By.TIME: hours, By.COST: usd, By.RISK: 0.0, By.GENERALISED: usd + 150 * hours / 24}
    return OBJECTIVE[by](journey) + more[by]


@pytest.fixture(scope="module")
def finder(model: RiskModel) -> RouteFinder:
    return RouteFinder(model, central_settings(model.data))


def roads(finder: RouteFinder, scenario: Scenario, *avoiding: str, nothing_shut: bool = False) -> Roads:
    return Roads(finder.model, finder.settings, scenario, avoiding, nothing_shut=nothing_shut)


def check_chain(data: Data, journey: Journey, origin: str, market: str) -> None:
    """Stages join, each is the leg that it says, and a ship is boarded and left in a port only."""
    here, at_sea = origin, False
    for stage in journey.stages:
        assert stage.start == here
        if not stage.leg:
            assert stage.end == here in data.ports and stage.km == 0
            at_sea = not at_sea
            continue
        leg = data.legs[stage.leg]
        assert {stage.start, stage.end} == {leg.from_id, leg.to_id} and stage.km == leg.length_km
        assert at_sea == (leg.mode in (Mode.SEA, Mode.FERRY)) and leg.mode is not Mode.PIPELINE
        assert set(countries_of_leg(data, leg)) - {data.home, data.ports[market].country} <= journey.countries
        here = stage.end
    assert here == market
    assert len(set(journey.places)) == len(journey.places), "no place is visited twice"
    assert journey.straits == tuple(place for place in journey.places if place in data.chokepoints)
    assert data.ports[market].country not in journey.countries
    assert journey.km == pytest.approx(sum(data.legs[key].length_km for key in journey.legs))


def test_the_central_values_behind_the_generalised_cost(data: Data) -> None:
    central = central_settings(data)
    assert (central.value_of_time_usd_per_day, central.risk_premium_usd_per_point) == (150, 40)
    assert REFERENCE_KM == 4000


@pytest.mark.parametrize("by", list(By))
@pytest.mark.parametrize("scenario", [*map(Scenario, DATES), *CLOSURES], ids=called)
def test_a_route_is_the_shortest_path_of_networkx(
    data: Data, finder: RouteFinder, scenario: Scenario, by: By
) -> None:
    network, found = roads(finder, scenario), 0
    for origin in ORIGINS:
        for market in MARKETS:
            journey, expected = finder.find(origin, market, by, scenario), network.best(origin, market, by)
            if journey is None:
                assert expected is None, (origin, market)
                continue
            found += 1
            taken = searched(network, journey, by)
            assert taken == pytest.approx(expected, rel=1e-9, abs=1e-4), (origin, market)
            check_chain(data, journey, origin, market)
    assert found >= 12


@pytest.mark.parametrize("by", list(By))
@pytest.mark.parametrize("day", DATES)
def test_the_one_apart_is_the_best_without_the_countries_of_the_first(
    data: Data, finder: RouteFinder, day: str, by: By
) -> None:
    scenario = Scenario(day)
    for market in ("INNSA", "NLRTM", "SGSIN"):
        compared = finder.compare("almaty", market, by, scenario)
        assert compared.best is not None
        avoided = compared.best.countries
        network = roads(finder, scenario, *avoided)
        expected = network.best("almaty", market, by)
        if compared.apart is None:
            assert expected is None
            continue
        assert searched(network, compared.apart, by) == pytest.approx(expected, rel=1e-9, abs=1e-4)
        assert not compared.apart.countries & avoided
        assert expected >= searched(network, compared.best, by) - 1e-4


def test_every_lane_lies_on_its_side_of_the_strait(data: Data) -> None:
    for strait, inner in INNER.items():
        lanes = [leg for leg in data.legs.values() if strait in (leg.from_id, leg.to_id)]
        sides = {leg.id: side_of_strait(data, leg, strait) for leg in lanes}
        assert {sides[key] for key in inner} in ({1}, {-1})
        assert {sides[key] for key in sides.keys() - inner} == {-sides[min(inner)]}
    assert set(INNER) == set(data.chokepoints)


def test_no_ship_turns_in_a_strait(finder: RouteFinder, data: Data) -> None:
    passed = 0
    for market in finder.markets():
        for origin in ORIGINS:
            journey = finder.find(origin, market, By.COST, Scenario("2025-09-01"))
            for before, after in pairwise(journey.stages if journey else ()):
                if before.end in INNER:
                    sides = {leg in INNER[before.end] for leg in (before.leg, after.leg)}
                    assert sides == {True, False}, (origin, market, before.end)
                    passed += 1
    assert passed > 10


@pytest.mark.parametrize("by", list(By))
def test_with_nothing_shut_a_route_is_never_worse(finder: RouteFinder, by: By) -> None:
    for scenario in (Scenario("2026-04-15", frozenset({"RU"})), *CLOSURES[:2]):
        compared = finder.compare("almaty", "INNSA", by, scenario)
        assert compared.best is not None and compared.nothing_shut is not None
        free = Scenario(scenario.day)
        network = roads(finder, free, nothing_shut=True)
        expected = network.best("almaty", "INNSA", by)
        assert searched(network, compared.nothing_shut, by) == pytest.approx(expected, rel=1e-9, abs=1e-4)
        assert expected <= searched(network, compared.best, by) + 1e-4


@pytest.mark.parametrize("closed", ["IR", "C-HORMUZ", "IRSRP", "tejen-sarakhs", "B-SARAKHS"])
def test_closing_what_a_route_uses_sends_it_elsewhere(finder: RouteFinder, closed: str) -> None:
    free = finder.find("almaty", "INNSA", By.COST, Scenario("2026-07-01"))
    shut = finder.find("almaty", "INNSA", By.COST, Scenario("2026-07-01", frozenset({closed})))
    assert free is not None and shut is not None
    names = {s.leg for s in free.stages} | {s.start for s in free.stages} | free.countries
    assert closed in names
    assert closed not in {s.leg for s in shut.stages} | {s.start for s in shut.stages} | shut.countries
    assert shut.usd_per_teu > free.usd_per_teu


def test_no_leg_or_gate_of_a_route_is_shut_on_its_day(data: Data, finder: RouteFinder) -> None:
    for day in DATES:
        for market in MARKETS:
            journey = finder.find("astana", market, By.TIME, Scenario(day))
            assert journey is not None
            used = {key for s in journey.stages for key in (s.leg, s.start, s.end) if key in data.parts}
            handled = {s.start for s in journey.stages if not s.leg}
            for key in used - (data.ports.keys() - handled):  # a ship may pass by a port that is shut
                found = state(data.parts[key].status_history, day, data.evidence_end)
                assert found is not None and found not in SHUT, (day, market, key)


def test_each_objective_finds_what_is_best_by_it(finder: RouteFinder) -> None:
    for market in MARKETS:
        found = {by: finder.find("almaty", market, by, Scenario("2026-07-01")) for by in By}
        for by, measure in OBJECTIVE.items():
            values = {other: measure(journey) for other, journey in found.items() if journey is not None}
            assert values[by] <= min(values.values()) + 1e-6, (market, by)


def test_origins_are_home_cities_on_the_network_and_markets_are_on_the_open_sea(
    data: Data, finder: RouteFinder
) -> None:
    assert {"almaty", "astana", "petropavl"} <= set(finder.origins())
    assert {data.hubs[key].country for key in finder.origins()} == {"KZ"}
    assert {data.ports[key].kind for key in finder.markets()} == {"open-sea"}
    assert "KZAAU" in data.ports and "KZAAU" not in finder.markets()  # the Caspian is no open sea


# --- on lines short enough to draw --------------------------------------------------------------------


@cache
def parameters() -> dict[str, float]:
    return {
        "ordinary-train-km-per-day": 1200, "train-wait-days": 0, "terminal-usd": 0, "road-fixed-usd": 0,
        "sea-fixed-usd": 0, "truck-km-per-day": 960, "ship-km-per-day": 600,
        "ocean-port-hours": 20, "slow-port-hours": 20, "slow-rail-factor": 1, "rail-border-hours": 10,
        "road-border-hours": 10, "afghan-pakistani-border-hours": 10, "rail-usd-per-km": 2,
        "road-usd-per-km": 4, "sea-usd-per-km": 0.5, "port-transfer-usd": 300, "rail-border-usd": 50,
        "road-border-usd": 50, "afghan-pakistani-border-usd": 50,
    }  # fmt: skip


def drawn(
    data: Data, legs: Iterable[tuple[str, str, str, float, str]], more: Mapping[str, float] | None = None
) -> RouteFinder:
    """The shipped places joined by other legs only: (from, to, mode, km, countries)."""
    model = next(
        leg for leg in data.legs.values() if {e.status for e in leg.status_history} == {"operational"}
    )
    made = {}
    for start, end, mode, km, countries in legs:
        key = f"{start}-{end}-{mode}"
        made[key] = model.model_copy(update={
            "id": key, "from_id": start, "to_id": end, "mode": Mode(mode), "length_km": km,
            "km_by_country": dict.fromkeys(countries.split(), km),
        })  # fmt: skip
    values = {
        name: data.parameters[name].model_copy(update={"low": v, "central": v, "high": v})
        for name, v in (parameters() | dict(more or {})).items()
    }
    changed = replace(data, legs=made, parameters={**data.parameters, **values}, corridors={})
    return RouteFinder(RiskModel(changed), central_settings(changed))


DAY = Scenario("2026-07-01")


def test_hours_and_dollars_of_a_journey_by_hand(data: Data) -> None:
    crossing = next(c.id for c in data.crossings.values() if c.gauge_change is False)
    toy = drawn(
        data,
        [
            ("almaty", crossing, "rail", 500, "KZ"),
            (crossing, "PKKHI", "rail", 100, "PK"),
            ("PKKHI", "INNSA", "sea", 250, ""),
        ],
    )
    journey = toy.find("almaty", "INNSA", By.COST, DAY)
    assert journey is not None
    # 500 km at 50 km/h, 10 h at the border, 100 km, 20 h in the port, 250 km at 25 km/h
    assert [s.hours for s in journey.stages] == pytest.approx([20, 2, 20, 10])
    # 2 dollars a kilometre, 50 at the border, 300 in the port, 0.5 a kilometre at sea
    assert [s.usd_per_teu for s in journey.stages] == pytest.approx([1050, 200, 300, 125])
    assert [s.leg for s in journey.stages][2] == "" and journey.stages[2].start == "PKKHI"
    assert (journey.km, journey.days, journey.usd_per_teu) == (850, pytest.approx(52 / 24), 1675)
    # home and the country of the market left out, that of the port of call taken in
    assert journey.countries == {"PK"}


def test_what_a_way_pays_once_stands_at_its_first_leg_of_the_kind(data: Data) -> None:
    toy = drawn(
        data,
        [
            ("almaty", "astana", "rail", 100, "KZ"), ("astana", "PKKHI", "road", 96, "KZ"),
            ("PKKHI", "INMUN", "sea", 250, ""), ("INMUN", "INNSA", "sea", 250, ""),
        ],
        {"train-wait-days": 0.5, "terminal-usd": 300, "road-fixed-usd": 200, "sea-fixed-usd": 400,
         "land-transfer-hours": 24, "land-transfer-usd": 60},
    )  # fmt: skip
    journey = toy.find("almaty", "INNSA", By.COST, DAY)
    assert journey is not None
    # 2 h and 12 h for the train to leave, then 24 h from train to truck; the border is within the second leg
    assert [s.hours for s in journey.stages] == pytest.approx([2 + 12 + 24, 2.4 + 10, 20, 10, 10])
    usd = [200 + 300 + 60, 384 + 200 + 50, 300, 125 + 400, 125]
    assert [s.usd_per_teu for s in journey.stages] == pytest.approx(usd)
    band = band_of_journey(toy.data, journey)
    assert band.days is not None and band.usd is not None
    assert (band.days[1], band.usd[1]) == pytest.approx((journey.days, journey.usd_per_teu))


def test_a_ship_calls_at_a_port_without_handling_and_a_train_ends_in_one_without(data: Data) -> None:
    toy = drawn(
        data,
        [
            ("almaty", "PKKHI", "road", 40, "KZ PK"),
            ("PKKHI", "INMUN", "sea", 250, ""),
            ("INMUN", "INNSA", "sea", 250, ""),
        ],
    )
    by_sea, by_land = (toy.find("almaty", market, By.TIME, DAY) for market in ("INNSA", "PKKHI"))
    assert by_sea is not None and by_land is not None
    assert [s.leg == "" for s in by_sea.stages] == [False, True, False, False]
    # forty kilometres and a border
    assert (by_land.days * 24, by_land.usd_per_teu) == pytest.approx((1 + 10, 160 + 50))


def test_of_two_legs_between_the_same_places_the_better_is_taken(data: Data) -> None:
    toy = drawn(data, [("almaty", "PKKHI", "road", 400, "PK"), ("almaty", "PKKHI", "rail", 450, "PK")])
    fast, cheap = (toy.find("almaty", "PKKHI", by, DAY) for by in (By.TIME, By.COST))
    assert fast is not None and fast.legs == ("almaty-PKKHI-rail",)  # 9 hours against 10, and a border
    assert cheap is not None and cheap.legs == ("almaty-PKKHI-rail",)  # 900 dollars against 1,600
    short = drawn(data, [("almaty", "PKKHI", "road", 300, "PK"), ("almaty", "PKKHI", "rail", 450, "PK")])
    assert [short.find("almaty", "PKKHI", by, DAY).legs for by in (By.TIME, By.COST)] == [  # type: ignore[union-attr]
        ("almaty-PKKHI-road",), ("almaty-PKKHI-rail",)
    ]  # fmt: skip


def test_no_way_is_no_journey_and_pipelines_carry_no_containers(data: Data) -> None:
    toy = drawn(data, [("almaty", "PKKHI", "pipeline", 40, "PK"), ("astana", "almaty", "rail", 1, "KZ")])
    assert toy.find("almaty", "PKKHI", By.COST, DAY) is None
    compared = toy.compare("almaty", "PKKHI", By.COST, DAY)
    assert (compared.best, compared.apart, compared.nothing_shut) == (None, None, None)


def test_no_container_goes_by_a_lane_without_a_container_line(data: Data) -> None:
    finder = RouteFinder(RiskModel(data), central_settings(data))
    lanes = {
        "aktau-makhachkala", "aktau-sangachal", "cpc-bosphorus", "sheskharis-bosphorus", "taman-cpc-terminal",
        "novorossiysk-poti",
    }  # fmt: skip
    assert {leg.id for leg in data.legs.values() if not leg.containers} == lanes
    assert not {"RUNVS-CPC", "RUNVS-SHE"} & set(finder.markets())
    assert not {"tengiz", "kenkiyak", "kumkol", "atasu"} & set(finder.origins())
    for closed in (frozenset[str](), frozenset({"aktau-alat", "kuryk-alat"})):
        for market in ("GEPTI", "RUNVS", "TRMER"):
            found = finder.find("almaty", market, By.COST, Scenario("2026-07-01", closed))
            assert found is not None and not lanes & {stage.leg for stage in found.stages}


def test_the_one_apart_may_share_the_country_of_the_market(data: Data) -> None:
    toy = drawn(data, [("almaty", "PKKHI", "road", 40, "AF PK"), ("almaty", "PKKHI", "rail", 450, "IR PK")])
    compared = toy.compare("almaty", "PKKHI", By.TIME, DAY)
    assert compared.best is not None and compared.best.countries == {"AF"}
    assert compared.apart is not None and compared.apart.countries == {"IR"}


def test_a_gate_that_is_shut_stops_the_legs_on_both_sides(data: Data) -> None:
    toy = drawn(data, [("almaty", "B-CHAMAN", "rail", 100, "KZ"), ("B-CHAMAN", "PKKHI", "rail", 100, "PK")])
    assert toy.find("almaty", "PKKHI", By.TIME, Scenario("2025-09-01")) is not None
    assert toy.find("almaty", "PKKHI", By.TIME, DAY) is None
    assert toy.find("almaty", "PKKHI", By.TIME, DAY, nothing_shut=True) is not None


def test_the_countries_avoided_have_neither_legs_nor_transfers(data: Data) -> None:
    toy = drawn(
        data,
        [
            ("almaty", "PKKHI", "rail", 100, "PK"), ("almaty", "IRZBR", "rail", 500, "IR"),
            ("almaty", "PKGWD", "rail", 50, ""), ("PKKHI", "INNSA", "sea", 10, ""),
            ("PKGWD", "INNSA", "sea", 10, ""), ("IRZBR", "INNSA", "sea", 10, ""),
        ],
    )  # fmt: skip
    best = toy.find("almaty", "INNSA", By.COST, DAY)
    assert best is not None and best.countries == {"PK"}
    apart = toy.find_apart(best, "almaty", "INNSA", By.COST, DAY)
    assert apart is not None and apart.countries == {"IR"}
    assert toy.find("almaty", "INNSA", By.COST, DAY, frozenset({"PK", "IR"})) is None


@pytest.mark.parametrize(
    ("origin", "market", "message"),
    [
        ("moscow", "INNSA", r"from 'moscow': expected one of .*almaty"),
        ("almaty", "KZAAU", r"to 'KZAAU': expected one of .*INNSA"),
        ("almaty", "nowhere", r"to 'nowhere': expected one of .*INNSA"),
    ],
)
def test_a_route_from_or_to_elsewhere_is_refused(
    finder: RouteFinder, origin: str, market: str, message: str
) -> None:
    with pytest.raises(ScenarioError, match=message):
        finder.find(origin, market, By.TIME, DAY)


# --- places by name -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ALMATY", "almaty"), ("almaty", "almaty"), ("Алматы", "almaty"), ("Astana", "astana")],
)
def test_a_city_is_found_by_id_or_by_name_in_either_language(
    data: Data, finder: RouteFinder, text: str, expected: str
) -> None:
    assert find_place(data, text, finder.origins()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("MUMBAI", "INNSA"), ("мумбаи", "INNSA"), ("innsa", "INNSA"), ("Rotterdam", "NLRTM")],
)
def test_a_market_is_found_by_part_of_its_name(
    data: Data, finder: RouteFinder, text: str, expected: str
) -> None:
    assert find_place(data, text, finder.markets()) == expected


def test_a_whole_name_goes_before_part_of_one(data: Data) -> None:
    oral, other = data.hubs["oral"], data.hubs["almaty"]
    longer = other.model_copy(update={"name": other.name.model_copy(update={"root": {"en": "Oral West"}})})
    changed = replace(data, hubs={**data.hubs, "almaty": longer})
    assert find_place(changed, oral.name["en"].upper(), ["almaty", "oral"]) == "oral"


def test_a_place_that_is_not_there_is_answered_with_those_that_are(data: Data, finder: RouteFinder) -> None:
    with pytest.raises(ScenarioError, match=r"'Paris': expected one of .*INNSA \(.*Mumbai"):
        find_place(data, "Paris", finder.markets())
