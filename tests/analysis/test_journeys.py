"""Journeys by each corridor between the same two ends."""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx
import pytest

from layers.analysis.generalised_cost import CostModel
from layers.analysis.journeys import CorridorJourney, Journeys, NoWay, ends_of
from layers.analysis.parameters import Settings, central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.routing import By, RouteFinder
from layers.analysis.stages import weight_of
from layers.model.dataset import Data
from layers.model.view import OWN_PORTS, View
from layers.network.leg_costs import is_at_sea
from layers.network.network import places_of_route
from layers.network.scenario import Scenario, Way, open_ways, scenario_of

DAYS = ("2021-06-01", "2025-09-01", "2026-07-01")
MARKETS = ("NLRTM", "CNSHA", "INNSA", "AEJEA")


@pytest.fixture(scope="module")
def central(data: Data) -> Settings:
    return central_settings(data)


@pytest.fixture(scope="module")
def costs(model: RiskModel) -> CostModel:
    return CostModel(model)


@pytest.fixture(scope="module")
def journeys(costs: CostModel) -> Journeys:
    return Journeys(costs)


def found_in(
    data: Data, journeys: Journeys, scenario: Scenario, central: Settings
) -> tuple[dict[str, CorridorJourney], dict[str, NoWay]]:
    ways = [way for way in open_ways(data, scenario) if way.probability >= 1]
    found, reasons = journeys.by_corridor(ways, scenario, central)
    assert found.keys() | reasons.keys() == {way.corridor for way in ways}
    assert not found.keys() & reasons.keys()
    return found, reasons


def legs_of(data: Data, way: Way) -> Sequence[str]:
    return next(r for r in data.corridors[way.corridor].routes if r.id == way.route).legs


@pytest.mark.parametrize("market", MARKETS)
@pytest.mark.parametrize("day", DAYS)
def test_a_journey_follows_its_route_wholly_between_the_ends(
    data: Data, journeys: Journeys, central: Settings, day: str, market: str
) -> None:
    found, _ = found_in(data, journeys, Scenario(day, origin="almaty", market=market), central)
    assert len(found) >= 6
    for corridor, each in found.items():
        journey, route = each.journey, list(legs_of(data, each.way))
        assert (journey.places[0], journey.places[-1]) == ("almaty", market), corridor
        assert len(set(journey.places)) == len(journey.places), corridor
        last = journey.legs.index(route[-1])
        beyond = [n for n, leg in enumerate(route) if data.home not in data.legs[leg].km_by_country]
        abroad = route[beyond[0] :]
        assert journey.legs[last + 1 - len(abroad) : last + 1] == tuple(abroad), "joined at home"
        assert all(is_at_sea(data.legs[leg].mode) for leg in journey.legs[last + 1 :])
        assert not journey.countries & {data.home, data.ports[market].country}
        assert each.cost.days == pytest.approx(journey.days)
        assert each.cost.usd_per_teu == pytest.approx(journey.usd_per_teu)
        total = each.cost.usd_per_teu + 150 * each.cost.days + 40 * each.cost.risk
        assert each.cost.generalised_usd == pytest.approx(total)


@pytest.mark.parametrize("market", MARKETS)
def test_no_corridor_is_cheaper_than_the_best_way_of_all(
    data: Data, model: RiskModel, journeys: Journeys, central: Settings, market: str
) -> None:
    scenario = Scenario("2025-09-01", origin="almaty", market=market)
    best = RouteFinder(model, central).find("almaty", market, By.COST, scenario)
    assert best is not None
    found, _ = found_in(data, journeys, scenario, central)
    assert min(each.cost.usd_per_teu for each in found.values()) >= best.usd_per_teu - 1e-6


def test_a_route_is_joined_where_it_costs_least(
    data: Data, model: RiskModel, journeys: Journeys, central: Settings
) -> None:
    """By trying every place at home where each route can be joined, over a graph of networkx."""
    scenario = Scenario("2025-09-01", origin="almaty", market="NLRTM")
    graph = RouteFinder(model, central).graph(scenario, By.GENERALISED)
    roads = nx.DiGraph()
    for stage in graph.network.land:
        weight = weight_of(stage, By.GENERALISED, central)
        known = roads.get_edge_data(stage.start, stage.end, default={"weight": weight})["weight"]
        roads.add_edge(stage.start, stage.end, weight=min(weight, known))
    checked = 0
    for each in found_in(data, journeys, scenario, central)[0].values():
        route = next(r for r in data.corridors[each.way.corridor].routes if r.id == each.way.route)
        places = places_of_route(data, route)
        stages = [graph.stage(leg, place) for leg, place in zip(route.legs, places[:-1], strict=True)]
        weights = [graph.weigh(stage) for stage in stages if stage is not None]
        at_home = [n for n, leg in enumerate(route.legs) if data.home in data.legs[leg].km_by_country]
        reached = nx.single_source_dijkstra_path_length(roads, "almaty", weight="weight")
        joins = [n for n in range(at_home[-1] + 2) if places[n] in reached]
        best = min(reached[places[n]] + sum(weights[n:]) for n in joins)
        last = each.journey.legs.index(route.legs[-1])
        legs = [stage for stage in each.journey.stages if stage.leg][: last + 1]
        searched = [graph.stage(stage.leg, stage.start) for stage in legs]  # without what a way pays once
        assert sum(graph.weigh(stage) for stage in searched if stage) == pytest.approx(best), each.way
        checked += 1
    assert checked >= 6


@pytest.mark.parametrize("day", DAYS)
def test_to_its_own_port_a_corridor_costs_what_its_cheapest_way_does(
    data: Data, journeys: Journeys, costs: CostModel, central: Settings, day: str
) -> None:
    scenario = Scenario(day, market=OWN_PORTS)
    found, reasons = found_in(data, journeys, scenario, central)
    cheapest: dict[str, float] = {}
    for way in open_ways(data, scenario):
        cost = costs.of_way(way, day, central)
        if cost is not None:
            usd = cost.generalised_usd
            cheapest[way.corridor] = min(usd, cheapest.get(way.corridor, usd))
    assert {corridor: each.cost.generalised_usd for corridor, each in found.items()} == cheapest
    assert set(reasons.values()) <= {NoWay.NO_CONTAINERS}
    for each in found.values():
        assert each.journey.legs == tuple(legs_of(data, each.way))
        assert each.journey.days == pytest.approx(each.cost.days)
        assert each.journey.countries == each.way.countries


def test_there_is_no_ship_from_pakistan_to_india(data: Data, journeys: Journeys, central: Settings) -> None:
    found, reasons = found_in(data, journeys, Scenario("2026-07-01", market="INNSA"), central)
    assert reasons == {"karakoram": NoWay.NO_SHIP}
    assert "karakoram" in found_in(data, journeys, Scenario("2026-07-01", market="NLRTM"), central)[0]
    assert "karakoram" not in found


def test_a_market_that_is_shut_is_reached_by_none(data: Data, journeys: Journeys, central: Settings) -> None:
    scenario = Scenario("2026-07-01", frozenset({"NLRTM"}), market="NLRTM")
    found, reasons = found_in(data, journeys, scenario, central)
    assert found == {} and set(reasons.values()) == {NoWay.NO_SHIP}


def test_a_route_through_what_is_closed_between_the_ends_and_it_is_not_reached(
    data: Data, journeys: Journeys, central: Settings
) -> None:
    cut = frozenset(leg.id for leg in data.legs.values() if "almaty" in (leg.from_id, leg.to_id))
    scenario = Scenario("2026-07-01", cut, origin="almaty", market="NLRTM")
    found, reasons = found_in(data, journeys, scenario, central)
    assert found == {} and NoWay.NOT_REACHED in reasons.values()


def test_the_ends_are_those_of_the_view_and_else_of_the_pack(data: Data) -> None:
    assert ends_of(data, scenario_of(View())) == (data.pack.default_origin, data.pack.default_market)
    assert ends_of(data, scenario_of(View(origin="aktobe", market="NLRTM"))) == ("aktobe", "NLRTM")
    changed = Scenario("2026-07-01", frozenset({"RU"}), (("karakoram", 0.5),), "aktobe", "NLRTM")
    assert changed.without_changes() == Scenario("2026-07-01", origin="aktobe", market="NLRTM")
