"""Edge cases of RFC 7946, each accepted or refused on purpose; geodata/README.md lists the same cases."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from layers.geo.geojson import geometry_problem
from layers.model.records import Country, Hub, LengthSpan, Record
from layers.packs.load import default_folder
from layers.packs.reader import FolderReader, read_marked
from layers.packs.source_locations import Locator
from tests.told import told

LINES, AREAS = ("LineString", "MultiLineString"), ("Polygon", "MultiPolygon")
RING = [[60, 40], [70, 40], [70, 50], [60, 50], [60, 40]]


def feature(kind: str, coordinates: Any, **members: Any) -> dict[str, Any]:
    """A feature of the layer that takes this geometry, with an id."""
    properties: dict[str, Any] = {"id": "x", "name": {"en": "X", "ru": "Икс"}}
    properties |= {"country": "KZ", "kind": "city"} if kind == "Point" else {"kind": "country"}
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry} | members


def collection(*features: Any, **members: Any) -> str:
    """A collection of features as text, a feature a line."""
    lines = ",\n".join(json.dumps(each) for each in features)
    extra = "".join(f"{json.dumps(name)}: {json.dumps(value)},\n" for name, value in members.items())
    return '{"type": "FeatureCollection",\n' + extra + f'"features": [\n{lines}\n]}}'


@dataclass(frozen=True)
class Case:
    """A text of GeoJSON, what it is called in the README, and what is said of it; nothing if accepted."""

    name: str
    text: str
    says: str = ""
    line: int | None = None
    field: str = "geometry"


def point(*numbers: Any) -> str:
    return collection(feature("Point", list(numbers)))


def area(*rings: Any) -> str:
    return collection(feature("Polygon", list(rings)))


def line(*positions: Any) -> str:
    return collection(feature("LineString", list(positions)))


def crs(name: str) -> str:
    return collection(feature("Point", [70, 50]), crs={"type": "name", "properties": {"name": name}})


NESTED = {"type": "GeometryCollection", "geometries": []}
HOLE = [[62, 42], [64, 42], [64, 44], [62, 44], [62, 42]]

ACCEPTED = [
    Case("position on the antimeridian", point(180, 65)),
    Case("line cut at the antimeridian", collection(feature(
        "MultiLineString", [[[170, 60], [180, 61]], [[-180, 61], [-170, 62]]]))),
    Case("pole", point(0, 90)),
    Case("height (3-D position)", point(70, 50, 1200.5)),
    Case("clockwise outer ring", area(RING[::-1])),
    Case("hole wound like its outer ring", area(RING, HOLE)),
    Case("foreign members", collection(
        feature("Point", [70, 50], bbox=[70, 50, 70, 50], id=7, colour="red"), made={"by": "me"})),
    Case("byte order mark", "\ufeff" + point(70, 50)),
    Case("crs that names CRS84", crs("urn:ogc:def:crs:OGC:1.3:CRS84")),
    Case("polygon with a hole", area(RING, HOLE[::-1])),
    Case("no features", collection()),
]  # fmt: skip

REFUSED = [
    Case("line across the antimeridian", line([170, 60], [-170, 62]), "jump from longitude 170 to -170", 3),
    Case("longitude beyond 180", point(190, 50), "longitude 190, outside -180 to 180", 3),
    Case("latitude beyond 90", point(70, 90.5), "latitude 90.5, outside -90 to 90", 3),
    Case("position of one number", point(70), "a position of 1 numbers", 3),
    Case("position of four numbers", point(70, 50, 1, 2), "a position of 4 numbers", 3),
    Case("null geometry", collection(feature("Point", []) | {"geometry": None}), "null", 3),
    Case("empty coordinates", point(), "a position of 0 numbers", 3),
    Case("empty coordinates of a line", line(), "empty coordinates", 3),
    Case("empty coordinates of a polygon", area(), "empty coordinates", 3),
    Case("numbers in quotes", point("70", "50"), '"70", which is no number', 3),
    Case("true for a number", point(True, 50), "true, which is no number", 3),
    Case("ring that is not closed", area(RING[:-1]), "a ring whose last point is not its first", 3),
    Case("ring of three positions", area([[60, 40], [70, 40], [60, 40]]), "at least 4", 3),
    Case("self-intersection", area([[0, 0], [1, 1], [0, 1], [1, 0], [0, 0]]), "Self-intersection", 3),
    Case("line of one point", line([70, 50], [70, 50]), "all of whose points are one", 3),
    Case("nesting of another type", area([60, 40], [70, 40]), "not nested as this type needs", 3),
    Case("GeometryCollection, nested or not", collection(feature("Point", []) | {
        "geometry": NESTED | {"geometries": [NESTED]}}), '"GeometryCollection"', 3),
    Case("geometry of another type", collection(feature("Point", []) | {
        "geometry": {"type": "MultiPoint", "coordinates": [[70, 50]]}}), '"MultiPoint"', 3),
    Case("huge number", point(0, 0).replace("[0, 0]", "[1e400, 0]"), "1e400, a number too large", 3,
         "geometry.coordinates.0"),
    Case("integer of 5000 digits", point(0, 0).replace("[0, 0]", "[" + "9" * 5000 + ", 0]"),
         "a number too large", 3, "geometry.coordinates.0"),
    Case("NaN", point(float("nan"), 50), "NaN, which is no JSON number", 3, "geometry.coordinates.0"),
    Case("Infinity", point(70, float("inf")), "Infinity, which is no JSON number", 3,
         "geometry.coordinates.1"),
    Case("key twice in an object",
         point(70, 50).replace('"kind": "city"', '"kind": "city", "kind": "capital"'),
         'the key "kind" twice', 3, "properties"),
    Case("crs of another system", crs("urn:ogc:def:crs:EPSG::3857"), "urn:ogc:def:crs:EPSG::3857", 2, "crs"),
    Case("Feature alone", json.dumps(feature("Point", [70, 50]), indent=1), '"Feature"', 2, "type"),
    Case("geometry alone", json.dumps({"type": "Point", "coordinates": [70, 50]}, indent=1), '"Point"', 2,
         "type"),
    Case("features that are no Feature", collection({"type": "Point", "coordinates": [70, 50]}), '"Point"', 3,
         "type"),
]  # fmt: skip


def read(folder: Path, text: str) -> FolderReader:
    """A reader that has read the text as hubs, lines or countries, whatever geometry it holds."""
    (folder / "x.geojson").write_text(text, encoding="utf-8")
    reader = FolderReader(folder)
    kind = re.search(r'"type": "(\w*(?:Polygon|Line\w*))"', text)
    model: type[Record] | None = Hub
    kinds: tuple[str, ...] = ("Point",)
    if kind:
        kinds = AREAS if "Polygon" in kind[1] else LINES
        model = Country if kinds == AREAS else None
    reader.features("x.geojson", model, kinds, "" if kind else "position")
    return reader


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case.name)
def test_accepted(tmp_path: Path, case: Case) -> None:
    reader = read(tmp_path, case.text)
    assert reader.faults == [] and reader.whole
    features = reader.geojson("x.geojson")["features"]
    assert len(features) == len(json.loads(case.text.lstrip("\ufeff"))["features"])
    assert not [problem for each in features if (problem := geometry_problem(each["geometry"]))]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_refused(tmp_path: Path, case: Case) -> None:
    reader = read(tmp_path, case.text)
    assert len(reader.faults) == 1, reader.faults
    fault = Locator(tmp_path, read_marked, "").located(reader.faults[0])
    (said,) = told([fault])
    assert case.says in said.got, said
    assert (fault.field, fault.line) == (case.field, case.line), said
    assert said.remedy
    assert reader.geojson("x.geojson")["features"] == []  # nothing of it is used
    assert str(tmp_path) not in str(said)


def test_a_height_is_left_out(tmp_path: Path) -> None:
    reader = read(tmp_path, point(70, 50, 1200.5))
    assert reader.geojson("x.geojson")["features"][0]["geometry"]["coordinates"] == [70, 50]


@pytest.mark.parametrize("number", [".inf", "-.inf", ".nan"])
def test_a_number_is_finite_in_yaml_too(tmp_path: Path, number: str) -> None:
    (tmp_path / "x.yaml").write_text(
        f"- id: x\n  km: {number}\n  sources: [y]\n  legs: [z]\n", encoding="utf-8"
    )
    reader = FolderReader(tmp_path)
    reader.sequence("x.yaml", LengthSpan)
    assert [(said.field, said.expected) for said in told(reader.faults) if said.field == "km"] == [
        ("km", "a finite number")
    ]


def test_the_readme_lists_every_case() -> None:
    said = (default_folder() / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([^|]+?) \| (accepted|refused)\b", said, flags=re.MULTILINE))
    assert rows == {case.name: "accepted" for case in ACCEPTED} | {case.name: "refused" for case in REFUSED}
