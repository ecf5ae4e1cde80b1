"""What `geodata/countries.geojson` and `geodata/borders.geojson` must say, read as committed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely import Point, STRtree, box
from shapely.geometry import shape

GEODATA = Path(__file__).parents[2] / "geodata"

Feature = dict[str, Any]


def _features(name: str) -> dict[str, Feature]:
    features = json.loads((GEODATA / name).read_text(encoding="utf-8"))["features"]
    by_id = {feature["properties"]["id"]: feature for feature in features}
    assert len(by_id) == len(features), f"{name}: ids repeat"
    return by_id


@pytest.fixture(scope="module")
def countries() -> dict[str, Feature]:
    return _features("countries.geojson")


@pytest.fixture(scope="module")
def borders() -> dict[str, Feature]:
    return _features("borders.geojson")


def _areas_at(countries: dict[str, Feature], lon: float, lat: float) -> set[str]:
    here = Point(lon, lat)
    return {code for code, feature in countries.items() if shape(feature["geometry"]).contains(here)}


def _segments(feature: Feature) -> Iterator[frozenset[tuple[float, float]]]:
    for line in feature["geometry"]["coordinates"]:
        for start, end in pairwise(line):
            yield frozenset((tuple(start), tuple(end)))


def _rings(feature: Feature) -> Iterator[list[list[float]]]:
    for polygon in feature["geometry"]["coordinates"]:
        yield from polygon


def test_every_stretch_of_boundary_is_drawn_once(borders: dict[str, Feature]) -> None:
    drawn = Counter(segment for feature in borders.values() for segment in _segments(feature))
    assert [segment for segment, times in drawn.items() if times > 1] == []


def test_a_pair_of_sides_has_one_line_for_each_sector(borders: dict[str, Feature]) -> None:
    for line_id, feature in borders.items():
        sides = f"{feature['properties']['a']}-{feature['properties']['b']}"
        assert line_id.partition(".")[0] == sides


def test_both_sides_are_areas_of_the_map(borders: dict[str, Feature], countries: dict[str, Feature]) -> None:
    for feature in borders.values():
        first, second = feature["properties"]["a"], feature["properties"]["b"]
        assert first < second
        assert {first, second} <= countries.keys()


def test_lines_run_along_the_fills_of_both_sides(
    borders: dict[str, Feature], countries: dict[str, Feature]
) -> None:
    outlines = {
        code: {
            frozenset((tuple(start), tuple(end))) for ring in _rings(feature) for start, end in pairwise(ring)
        }
        for code, feature in countries.items()
    }
    for line_id, feature in borders.items():
        if line_id == "RU-XX-CRIMEA.kerch":  # crosses water
            continue
        for side in (feature["properties"]["a"], feature["properties"]["b"]):
            assert set(_segments(feature)) <= outlines[side], line_id


def test_every_land_boundary_between_two_fills_has_its_line(
    borders: dict[str, Feature], countries: dict[str, Feature]
) -> None:
    users = Counter(
        segment
        for feature in countries.values()
        for segment in {
            frozenset((tuple(start), tuple(end))) for ring in _rings(feature) for start, end in pairwise(ring)
        }
    )
    shared = {segment for segment, times in users.items() if times == 2}
    assert shared <= {segment for feature in borders.values() for segment in _segments(feature)}
    assert max(users.values()) == 2


def test_statuses_come_from_the_closed_vocabulary(borders: dict[str, Feature]) -> None:
    statuses = {feature["properties"]["status"] for feature in borders.values()}
    assert statuses == {"international", "undetermined", "line-of-control"}


def test_kinds_come_from_the_closed_vocabulary(countries: dict[str, Feature]) -> None:
    kinds = {feature["properties"]["kind"] for feature in countries.values()}
    assert kinds == {"country", "disputed", "area"}


@pytest.mark.parametrize(
    ("line_id", "status"),
    [
        ("UA-XX-CRIMEA.perekop", "undetermined"),
        ("RU-XX-CRIMEA.kerch", "undetermined"),
        ("GE-XX-ABKHAZIA", "undetermined"),
        ("GE-XX-SOUTH-OSSETIA", "undetermined"),
        ("RS-XX-KOSOVO", "undetermined"),
        ("IN-PK.line-of-control", "line-of-control"),
        ("IN-PK", "international"),
        ("CN-IN.mcmahon", "undetermined"),
        ("CN-IN.west-and-middle", "undetermined"),
        ("IN-XX-AKSAI-CHIN", "undetermined"),
        ("PK-XX-SIACHEN", "line-of-control"),
        ("CY-XX-NORTHERN-CYPRUS", "line-of-control"),
        ("KP-KR", "line-of-control"),
        ("EH-MA", "undetermined"),
    ],
)
def test_status_of_a_disputed_line(borders: dict[str, Feature], line_id: str, status: str) -> None:
    assert borders[line_id]["properties"]["status"] == status


def test_a_line_that_is_not_international_has_a_note(borders: dict[str, Feature]) -> None:
    without = [
        line_id
        for line_id, feature in borders.items()
        if feature["properties"]["status"] != "international" and not feature["properties"].get("note")
    ]
    assert without == []


def test_all_words_are_in_english_and_russian(
    borders: dict[str, Feature], countries: dict[str, Feature]
) -> None:
    for feature in (*borders.values(), *countries.values()):
        for key in ("name", "note"):
            words = feature["properties"].get(key, {"en": "-", "ru": "-"})
            assert words.keys() == {"en", "ru"}
            assert all(words.values())


def test_every_line_names_its_sources(borders: dict[str, Feature]) -> None:
    assert all(feature["properties"]["sources"] for feature in borders.values())


def test_a_disputed_area_says_who_administers_and_who_claims_it(countries: dict[str, Feature]) -> None:
    for code, feature in countries.items():
        properties = feature["properties"]
        if properties["kind"] != "disputed":
            continue
        assert properties["note"], code
        assert set(properties["administered_by"]) | set(properties["claimed_by"]) <= countries.keys()
        assert len(properties["claimed_by"]) >= 2


def test_baikonur_is_part_of_kazakhstan_without_a_line(
    borders: dict[str, Feature], countries: dict[str, Feature]
) -> None:
    assert _areas_at(countries, 63.3, 45.6) == {"KZ"}
    around = box(61.5, 44.8, 65.0, 47.5)
    assert [line_id for line_id, line in borders.items() if shape(line["geometry"]).intersects(around)] == []


@pytest.mark.parametrize(
    ("lon", "lat", "area"),
    [
        (34.4, 45.3, "XX-CRIMEA"),
        (33.6, 44.65, "XX-CRIMEA"),
        (41.3, 43.0, "XX-ABKHAZIA"),
        (43.97, 42.23, "XX-SOUTH-OSSETIA"),
        (79.5, 35.2, "XX-AKSAI-CHIN"),
        (77.1, 35.4, "XX-SIACHEN"),
        (33.3, 35.28, "XX-NORTHERN-CYPRUS"),
        (21.1, 42.6, "XX-KOSOVO"),
        (44.1, 9.6, "XX-SOMALILAND"),
        (-13.0, 25.0, "EH"),
        (35.8, 33.0, "XX-GOLAN"),
    ],
)
def test_a_disputed_area_is_in_no_countrys_fill(
    countries: dict[str, Feature], lon: float, lat: float, area: str
) -> None:
    assert _areas_at(countries, lon, lat) == {area}
    assert countries[area]["properties"]["kind"] == "disputed"


@pytest.mark.parametrize(
    ("place", "lon", "lat", "country"),
    [
        ("Rotterdam", 4.48, 51.92, "NL"),
        ("Vladivostok", 131.9, 43.12, "RU"),
        ("Mombasa", 39.67, -4.04, "KE"),
        ("Singapore", 103.82, 1.35, "SG"),
        ("Lianyungang", 119.2, 34.6, "CN"),
        ("Hong Kong", 114.1, 22.4, "CN"),
        ("Stepanakert", 46.75, 39.82, "AZ"),
        ("Donetsk", 37.8, 48.0, "UA"),
        ("Taipei", 121.5, 25.04, "TW"),
        ("Cape of Good Hope", 18.6, -33.9, "ZA"),
    ],
)
def test_land_reaches_the_ends_of_the_corridors(
    countries: dict[str, Feature], place: str, lon: float, lat: float, country: str
) -> None:
    assert _areas_at(countries, lon, lat) == {country}, place


@pytest.mark.parametrize(
    ("code", "english", "russian"),
    [
        ("TR", "Türkiye", "Турция"),
        ("RU", "Russia", "Россия"),
        ("KG", "Kyrgyzstan", "Кыргызстан"),
        ("BY", "Belarus", "Беларусь"),
        ("TM", "Turkmenistan", "Туркменистан"),
        ("MD", "Moldova", "Молдова"),
        ("TW", "Taiwan", "Тайвань"),
    ],
)
def test_names_are_the_short_ones(
    countries: dict[str, Feature], code: str, english: str, russian: str
) -> None:
    assert countries[code]["properties"]["name"] == {"en": english, "ru": russian}


def test_taiwan_has_a_note_and_no_line(borders: dict[str, Feature], countries: dict[str, Feature]) -> None:
    assert countries["TW"]["properties"]["kind"] == "area"
    assert countries["TW"]["properties"]["note"]["en"]
    assert not any("TW" in line_id.partition(".")[0].split("-") for line_id in borders)


def test_neither_karabakh_nor_the_donbas_is_crossed_by_a_line(borders: dict[str, Feature]) -> None:
    inside = [box(46.65, 39.6, 47.4, 40.5), box(36.5, 47.3, 37.9, 48.9)]
    crossing = [
        line_id
        for line_id, line in borders.items()
        if any(shape(line["geometry"]).intersects(area) for area in inside)
    ]
    assert crossing == []


def test_fills_are_valid_and_do_not_overlap(countries: dict[str, Feature]) -> None:
    shapes = [shape(feature["geometry"]) for feature in countries.values()]
    assert all(each.is_valid for each in shapes)
    parts = [part for each in shapes for part in shapely.get_parts(each).tolist()]
    first, second = STRtree(parts).query(parts, predicate="overlaps")
    assert list(zip(first, second, strict=True)) == []


@pytest.mark.parametrize(("name", "limit"), [("countries.geojson", 450_000), ("borders.geojson", 250_000)])
def test_files_stay_small_enough_to_load_with_the_page(name: str, limit: int) -> None:
    assert (GEODATA / name).stat().st_size <= limit
