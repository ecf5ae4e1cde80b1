"""What `geodata/build/routes.geojson`, `rail.geojson` and `hubs.geojson` must say, read as committed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
import yaml
from pyproj import Geod
from shapely import LineString, Point
from shapely.geometry import shape

from geodata.build.routes import RouteError, read_legs, read_nodes
from geodata.build.routes import _check as check
from geodata.build.sea_network import read_channels

GEODATA = Path(__file__).parents[2] / "geodata"
WGS84 = Geod(ellps="WGS84")

# A straight piece longer than this on a leg by rail hides the line's shape.
LONGEST_CHORD_KM = 250
# Lanes may touch land this much in all: the drawn outlines are simplified. Not counted: fairways, which are
# narrower than the outlines, and the last stretch to a port, which may lie up a river or behind a spit.
LAND_TOLERANCE_KM = 3
FAIRWAY_DEG = 0.1
APPROACH_DEG = 0.25

LEGS = {leg.id: leg for leg in read_legs()}
LANES = [leg.id for leg in LEGS.values() if leg.method == "sea"]
BY_RAIL = [leg.id for leg in LEGS.values() if leg.method == "rail"]


def _features(name: str) -> dict[str, dict[str, Any]]:
    features = json.loads((GEODATA / name).read_text(encoding="utf-8"))["features"]
    by_id = {feature["properties"]["id"]: feature for feature in features}
    assert len(by_id) == len(features), f"{name}: ids repeat"
    return by_id


def _line(feature: dict[str, Any]) -> LineString:
    assert feature["geometry"]["type"] == "LineString"
    return LineString(feature["geometry"]["coordinates"])


@cache
def _lines() -> dict[str, LineString]:
    return {key: _line(feature) for key, feature in _features("build/routes.geojson").items()}


@cache
def _facts() -> dict[str, dict[str, Any]]:
    return {key: feature["properties"] for key, feature in _features("build/routes.geojson").items()}


@cache
def _gates() -> dict[str, LineString]:
    return {key: _line(feature) for key, feature in _features("chokepoints.geojson").items()}


@cache
def _land() -> Any:
    areas = [shape(feature["geometry"]) for feature in _features("countries.geojson").values()]
    land = shapely.union_all([shapely.make_valid(area) for area in areas])
    shapely.prepare(land)
    return land


@cache
def _fairways() -> Any:
    return shapely.union_all([LineString(channel.line) for channel in read_channels()]).buffer(FAIRWAY_DEG)


def _km(geometry: Any) -> float:
    return float(WGS84.geometry_length(geometry)) / 1000


def _longest_piece_km(line: LineString) -> float:
    vertices = shapely.get_coordinates(line)
    return max(_km(LineString(vertices[at : at + 2])) for at in range(len(vertices) - 1))


def test_every_leg_has_a_line_and_every_line_a_leg() -> None:
    assert set(_lines()) == set(LEGS)


def test_a_line_runs_from_its_first_place_to_its_last() -> None:
    nodes = read_nodes(GEODATA)
    ends = {leg: (line.coords[0], line.coords[-1]) for leg, line in _lines().items()}
    assert ends == {leg.id: (nodes[leg.start], nodes[leg.end]) for leg in LEGS.values()}


def test_the_measured_length_fits_the_drawn_one() -> None:
    # Track winds more than the drawn line: most in the Zagros and the Elburz. Simplifying shortens a little.
    lengths = {leg: (_km(line), _facts()[leg]["measured_km"]) for leg, line in _lines().items()}
    odd = {leg: km for leg, km in lengths.items() if not 0.995 * km[0] - 1 <= km[1] <= 1.2 * km[0] + 2}
    entries = yaml.safe_load((GEODATA / "build" / "routes.yaml").read_text(encoding="utf-8"))["legs"]
    assert set(odd) == {leg for leg, entry in entries.items() if "simplified" in entry}


def test_kilometres_by_country_add_up() -> None:
    for leg, facts in _facts().items():
        by_country = facts["km_by_country"]
        if LEGS[leg].method == "sea":
            assert by_country == {}, leg
        else:
            assert sum(by_country.values()) == pytest.approx(facts["measured_km"], abs=0.3), leg
            assert min(by_country.values()) >= 3 or len(by_country) == 1, leg


def test_countries_are_those_that_the_line_really_crosses() -> None:
    countries = {leg: set(facts["km_by_country"]) for leg, facts in _facts().items()}
    assert countries["aktobe-oral"] == {"KZ", "RU"}  # by Sol-Iletsk
    assert countries["lugovaya-arys"] == {"KZ", "KG"}  # by Maimak
    assert countries["samarkand-turkmenabat"] == {"UZ", "TM"}
    assert countries["moscow-riga"] == {"RU", "LV"}
    assert countries["torghundi-sanobar"] == {"AF"}
    assert countries["arys-kyzylorda"] == {"KZ"}


def test_a_long_chord_left_on_a_railway_has_its_reason() -> None:
    entries = yaml.safe_load((GEODATA / "build" / "routes.yaml").read_text(encoding="utf-8"))["legs"]
    long = {leg for leg in BY_RAIL if _longest_piece_km(_lines()[leg]) > LONGEST_CHORD_KM}
    assert long == {leg for leg, entry in entries.items() if "long_chord" in entry}


def test_little_of_a_railway_is_bridged() -> None:
    assert {leg for leg in BY_RAIL if _facts()[leg]["gap_km"] > 20} == set()


@pytest.mark.parametrize(
    ("leg", "lon", "lat"),
    [
        ("petropavl-chelyabinsk", 65.3, 55.4),  # Kurgan, not the shorter way by Yekaterinburg
        ("ufa-samara", 52.3, 53.6),  # Bugul'ma side is the other line
        ("aktobe-oral", 54.99, 51.16),  # Sol-Iletsk
        ("urumqi-lanzhou", 102.64, 37.9),  # Wuwei: classic line, the high-speed one goes by Xining
        ("lanzhou-xian", 104.64, 35.0),  # Longxi: classic line
        ("suez-jeddah", 32.55, 29.93),  # southern mouth of the canal
        ("mersin-suez", 32.31, 31.26),  # northern mouth of the canal
    ],
)
def test_a_line_passes_a_fixed_place(leg: str, lon: float, lat: float) -> None:
    assert _lines()[leg].distance(Point(lon, lat)) < 0.15


def _over_land_km(lane: LineString) -> float:
    open_sea = lane.difference(_fairways())
    for end in (lane.coords[0], lane.coords[-1]):
        open_sea = open_sea.difference(Point(end).buffer(APPROACH_DEG))
    return _km(open_sea.intersection(_land())) if _land().intersects(open_sea) else 0.0


def test_lanes_keep_off_land() -> None:
    over_land = {leg: _over_land_km(_lines()[leg]) for leg in LANES}
    assert {leg: km for leg, km in over_land.items() if km > LAND_TOLERANCE_KM} == {}


def test_lanes_cross_no_gates_but_those_of_their_ends() -> None:
    for leg in LANES:
        crossed = {gate for gate, line in _gates().items() if line.intersects(_lines()[leg])}
        assert crossed <= {LEGS[leg].start, LEGS[leg].end}, leg


@pytest.mark.parametrize("gate", sorted(_gates()))
def test_a_passage_crosses_the_gate_once(gate: str) -> None:
    # A gate is beside the dot of its chokepoint: lanes on one side of it reach the dot across the gate, lanes
    # on the other side do not, and a passage joins one of each.
    lanes = [leg for leg in LANES if gate in (LEGS[leg].start, LEGS[leg].end)]
    crossings = {leg: shapely.get_num_geometries(_gates()[gate].intersection(_lines()[leg])) for leg in lanes}
    crossing = {leg for leg in lanes if _gates()[gate].intersects(_lines()[leg])}
    assert crossing and set(lanes) - crossing
    assert all(crossings[leg] == 1 for leg in crossing)


def test_faults_of_the_legs_are_told_together() -> None:
    nodes = {"almaty": (76.9, 43.3)}
    legs = [LEGS["almaty-shu"], LEGS["shu-moiynty"]]
    with pytest.raises(RouteError, match=r'"almaty-shu", to: got "shu".*"shu-moiynty", from: got "shu"'):
        check(legs, nodes)


def test_precision_says_what_a_line_is() -> None:
    precision = {leg: facts["precision"] for leg, facts in _facts().items()}
    assert precision == {leg.id: leg.precision for leg in LEGS.values()}
    assert precision["almaty-shu"] == "surveyed"
    assert precision["khunjerab-islamabad"] == "traced"
    assert precision["aktau-alat"] == "traced"
    assert precision["herat-kandahar"] == precision["cpc"] == "schematic"


@dataclass(frozen=True)
class Published:
    """A length in print, for legs in a row. A difference of more than 7 % needs a reason."""

    legs: str
    km: float
    source: str
    reason: str = ""


# The comparable rows of the table of published lengths that the method was checked with.
PUBLISHED = (
    Published("moiynty-aktogay aktogay-dostyk", 836, "Astana Times 2024, second track"),
    Published("urumqi-lanzhou", 1904, "Wikipedia, classic Lanxin line"),
    Published("zhetigen-altynkol", 293, "Wikipedia"),
    Published("khorgos-jinghe", 286, "Wikipedia"),
    Published("beineu-mangystau", 404, "Transport ministry of Kazakhstan 2024"),
    Published("shalkar-beineu", 498, "zakon.kz 2014"),
    Published("zhezkazgan-saksaulskaya shalkar-beineu", 988, "UIC, new construction only"),
    Published("tashkent-samarkand", 344, "Wikipedia"),
    Published("hairatan-naibabad naibabad-mazar", 75, "Uzbek railways, ADB"),
    Published("uzen-bolashak", 146, "inform.kz 2013"),
    Published("uzen-bolashak bolashak-bereket bereket-incheh incheh-gorgan", 928, "TASS 2014"),
    Published("bafq-bandar-abbas", 626, "rogerfarnworth.com"),
    Published("mashhad-bafq", 812, "German Wikipedia"),
    Published("sarakhs-mashhad", 165, "rogerfarnworth.com", "published from the junction with the old line"),
    Published("tejen-sarakhs", 130, "UPI 1996"),
    Published("tbilisi-samtredia samtredia-poti", 312, "German Wikipedia"),
    Published("akhalkalaki-kartsakhi kartsakhi-kars", 105, "Wikipedia, Baku-Tbilisi-Kars"),
    Published(
        "baku-alat alat-boyukkesik boyukkesik-tbilisi tbilisi-akhalkalaki "
        "akhalkalaki-kartsakhi kartsakhi-kars",
        826,
        "Wikipedia, Baku-Tbilisi-Kars",
    ),
    Published("chaman-quetta quetta-rohri", 526, "list of railway lines in Pakistan"),
    Published("quetta-rohri rohri-karachi", 863, "Wikipedia, Quetta station"),
    Published("rohri-karachi lahore-rohri rawalpindi-lahore peshawar-rawalpindi", 1687, "Wikipedia, ML-1"),
    Published("zahedan-taftan taftan-quetta", 749, "sum of three published sections"),
    Published("chabahar-mumbai", 1437, "Silk Road Briefing"),
)


@pytest.mark.parametrize("published", PUBLISHED, ids=lambda published: published.legs)
def test_measured_lengths_agree_with_published_ones(published: Published) -> None:
    measured = sum(_facts()[leg]["measured_km"] for leg in published.legs.split())
    agrees = abs(measured / published.km - 1) <= 0.07
    assert agrees == (not published.reason), f"{measured:.0f} km against {published.km:.0f} km"


def test_the_context_layer_is_small_and_has_few_features() -> None:
    assert (GEODATA / "rail.geojson").stat().st_size <= 350_000
    assert len(_features("rail.geojson")) == 1


def test_the_context_layer_lies_under_the_corridors() -> None:
    network = shapely.STRtree(shapely.get_parts(shape(_features("rail.geojson")["rail"]["geometry"])))
    points = [
        line.interpolate(distance)
        for line in (_lines()[leg] for leg in BY_RAIL)
        for distance in np.arange(0, line.length, 0.1)
    ]
    _, distances = network.query_nearest(points, return_distance=True, all_matches=False)
    assert np.mean(distances < 0.1) > 0.95


def test_hubs_are_sorted_and_described() -> None:
    features = json.loads((GEODATA / "hubs.geojson").read_text(encoding="utf-8"))["features"]
    ids = [feature["properties"]["id"] for feature in features]
    assert ids == sorted(set(ids))
    for feature in features:
        properties = feature["properties"]
        assert set(properties) == {"id", "name", "country", "kind", "priority"}
        assert set(properties["name"]) == {"en", "ru"}
        assert properties["kind"] in {"capital", "city", "junction"}
        assert properties["priority"] in {1, 2, 3}
    assert {f["properties"]["id"] for f in features if f["properties"]["kind"] == "capital"} >= {
        "astana",
        "kabul",
    }
