"""Ways by ship: between any two ports, as long as published, through straits and never back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise, permutations

import networkx as nx
import pytest

from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.routing import By, RouteFinder
from layers.analysis.sea_ways import SeaWays, barred_pairs
from layers.model.dataset import Data
from layers.model.vocabulary import Mode
from layers.network.scenario import Scenario
from layers.packs.load import default_folder, load
from tests.second_opinion import bank

NOW = Scenario("2026-07-01")
PAKISTAN, INDIA = {"PKKHI", "PKBQM", "PKGWD"}, {"INNSA", "INMUN"}
TOLERANCE = 0.07


@pytest.fixture(scope="module")
def finder(model: RiskModel) -> RouteFinder:
    return RouteFinder(model, central_settings(model.data))


def shortest_by_sea(finder: RouteFinder, scenario: Scenario = NOW, *, nothing_shut: bool = True) -> SeaWays:
    """At one speed, by time is by length."""
    return finder.graph(scenario, By.TIME, nothing_shut=nothing_shut).sea


def test_ships_join_any_two_ports_on_the_open_sea(finder: RouteFinder) -> None:
    passages = shortest_by_sea(finder).passages
    ports = finder.markets()
    assert len(ports) >= 30
    assert [pair for pair in permutations(ports, 2) if pair not in passages] == []


def test_the_second_pack_joins_its_ports_too() -> None:
    model = RiskModel(load(default_folder() / "packs" / "ethiopia"))
    other = RouteFinder(model, central_settings(model.data))
    passages = shortest_by_sea(other).passages
    lanes = [leg for leg in model.data.legs.values() if leg.mode is Mode.SEA]
    with_lanes = {end for leg in lanes for end in (leg.from_id, leg.to_id)}
    ports = [port for port in other.markets() if port in with_lanes]
    assert len(ports) > 3
    assert [pair for pair in permutations(ports, 2) if pair not in passages] == []


@dataclass(frozen=True)
class Published:
    """A distance by sea, in km; ``without`` is shut."""

    start: str
    end: str
    km: float
    without: frozenset[str] = frozenset()


DISTANCES = [
    Published("PKKHI", "INNSA", 930), Published("IRSRP", "INNSA", 2030), Published("IRSRP", "INMUN", 1585),
    Published("CNSHA", "NLRTM", 19500), Published("CNSHA", "NLRTM", 25500, frozenset({"C-SUEZ"})),
    Published("CNSHA", "GEPTI", 16500), Published("GEPTI", "ROCND", 1080),
]  # fmt: skip
"""As the benchmarks of times and tariffs have them."""

ROUGHLY = [
    Published("RULED", "NLRTM", 2300), Published("INNSA", "NLRTM", 11900), Published("RUVVO", "CNSHA", 1900),
    Published("SGSIN", "CNSHA", 4100), Published("AEJEA", "CNSHA", 10900), Published("KEMBA", "INNSA", 4500),
    Published("GEPTI", "TRMER", 2480),
]  # fmt: skip
"""Round figures that navigators know, without a source at hand; they catch a lane that goes astray. The
benchmarks say 1,950 km from Poti to Mersin: less than from Poti to the Dardanelles and on along the coast."""


@pytest.mark.parametrize(
    "each", [*DISTANCES, *ROUGHLY], ids=lambda each: f"{each.start}-{each.end}-{each.km}"
)
def test_a_way_by_sea_is_as_long_as_known(finder: RouteFinder, each: Published) -> None:
    found = finder.passage(each.start, each.end, Scenario("2021-06-01", each.without))
    assert found is not None
    assert found.km == pytest.approx(each.km, rel=TOLERANCE)


@pytest.mark.parametrize(
    ("start", "end", "straits"),
    [
        ("CNSHA", "NLRTM", ["C-MALACCA", "C-BAB", "C-SUEZ"]),
        ("GEPTI", "TRMER", ["C-BOSPHORUS", "C-DARD"]),
        ("IRSRP", "INNSA", ["C-HORMUZ"]),
        ("PKKHI", "INNSA", []),
        ("RULED", "NLRTM", ["C-DANISH"]),
        ("CNTAO", "RUVVO", []),
    ],
)
def test_the_straits_of_a_way_are_those_on_it(
    data: Data, finder: RouteFinder, start: str, end: str, straits: list[str]
) -> None:
    found = finder.passage(start, end, Scenario("2021-06-01"))
    assert found is not None
    assert [place for place in found.places if place in data.chokepoints] == straits


@pytest.mark.parametrize("by", [By.TIME, By.RISK])
def test_every_way_is_a_chain_that_visits_no_place_twice_and_turns_in_no_strait(
    data: Data, finder: RouteFinder, by: By
) -> None:
    for (start, end), found in finder.graph(NOW, by, nothing_shut=True).sea.passages.items():
        places = [start, *found.places, end]
        assert len(set(places)) == len(places), (start, end)
        assert [(stage.start, stage.end) for stage in found.stages] == list(pairwise(places))
        for before, after in pairwise(found.stages):
            if before.end in data.chokepoints:
                came = bank(before.leg, before.end, coming=True)
                assert came == bank(after.leg, after.start, coming=False), (start, end, before.end)


def test_ways_are_the_shortest_of_a_plain_search(data: Data, finder: RouteFinder) -> None:
    graph = nx.DiGraph()
    for leg in data.legs.values():
        if leg.mode in (Mode.SEA, Mode.FERRY) and leg.containers:
            for tail, head in ((leg.from_id, leg.to_id), (leg.to_id, leg.from_id)):
                ends = (tail, bank(leg.id, tail, coming=False)), (head, bank(leg.id, head, coming=True))
                graph.add_edge(*ends, km=leg.length_km)
    lengths = dict(nx.all_pairs_dijkstra_path_length(graph, weight="km"))
    for (start, end), found in shortest_by_sea(finder).passages.items():
        if start in finder.markets():
            assert found.km == pytest.approx(lengths[start, True][end, True]), (start, end)


def test_no_ship_takes_cargo_from_pakistan_to_india_under_the_ban(finder: RouteFinder) -> None:
    before = shortest_by_sea(finder, Scenario("2025-05-01"), nothing_shut=False).passages
    after = shortest_by_sea(finder, Scenario("2025-09-01"), nothing_shut=False).passages
    for start, end in [(p, i) for p in PAKISTAN for i in INDIA]:
        assert {(start, end), (end, start)} <= before.keys()
        assert not {(start, end), (end, start)} & after.keys(), "not by calling elsewhere either"
    assert before.keys() - after.keys() == {
        pair for p in PAKISTAN for i in INDIA for pair in ((p, i), (i, p))
    }


def test_a_closed_lane_bars_nothing_and_a_ship_passes_by_a_closed_port(finder: RouteFinder) -> None:
    direct = finder.passage("PKKHI", "INNSA", Scenario("2021-06-01"))
    round_about = finder.passage("PKKHI", "INNSA", Scenario("2021-06-01", frozenset({"karachi-mumbai"})))
    assert direct is not None and round_about is not None and round_about.km > direct.km
    through = finder.passage("GEPTI", "TRMER", Scenario("2021-06-01", frozenset({"TRAMR", "TR"})))
    assert through is not None and "TRAMR" in through.places


def test_pairs_of_countries_are_barred_by_the_suspension_of_all_their_lanes(data: Data) -> None:
    lanes = [data.legs["karachi-mundra"], data.legs["karachi-mumbai"]]
    assert barred_pairs(data, lanes, ()) == {frozenset({"PK", "IN"})}
    assert barred_pairs(data, lanes[:1], lanes[1:]) == frozenset()
    assert barred_pairs(data, [data.legs["hormuz-mumbai"], data.legs["mundra-mumbai"]], ()) == frozenset()


def test_a_way_round_places_to_be_avoided(data: Data, finder: RouteFinder) -> None:
    sea = shortest_by_sea(finder)
    whole, round_africa = sea.passages["CNSHA", "NLRTM"], sea.avoiding("CNSHA", "NLRTM", ["C-SUEZ"])
    assert "C-SUEZ" in whole.places
    assert round_africa is not None and "C-CAPE" in round_africa.places and round_africa.km > whole.km
    assert sea.avoiding("CNSHA", "NLRTM", ["GEPTI"]) == whole
    assert sea.avoiding("IRSRP", "INNSA", ["C-HORMUZ"]) is None


def test_without_lanes_there_is_no_way(data: Data) -> None:
    by_rail = {key: leg for key, leg in data.legs.items() if leg.mode is Mode.RAIL}
    empty = replace(data, legs=by_rail, corridors={})
    finder = RouteFinder(RiskModel(empty), central_settings(empty))
    assert finder.graph(NOW, By.TIME).sea.passages == {}
    assert finder.find("almaty", "NLRTM", By.TIME, NOW) is None
