"""A visitor's file: every format, every limit and every odd corner of RFC 7946."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from shapely import LineString, Point, Polygon

from layers.overlay import Limits, Note, Reason, bounds_of, read_overlay
from tests.overlay.files import (
    AKTAU,
    ALMATY,
    collection,
    geometry,
    geopackage,
    kml,
    refused,
    refused_whole,
    zipped,
)

# --- every format ----------------------------------------------------------------------------------


def test_geojson() -> None:
    overlay = read_overlay(
        "a.geojson", collection(geometry("Point", AKTAU), geometry("LineString", [AKTAU, ALMATY]))
    )
    point, line = overlay.features
    assert (point.kind, point.name, point.parts) == ("point", "N1", (((51.15, 43.65),),))
    assert (line.kind, line.parts) == ("line", (((51.15, 43.65), (76.9, 43.25)),))
    report = overlay.report
    assert (report.records, report.read, report.points, report.lines, report.vertices) == (2, 2, 1, 1, 3)
    assert (report.refused, report.notes) == ((), {})
    assert bounds_of(overlay) == (51.15, 43.25, 76.9, 43.65)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "heads",
    [
        ("name", "lat", "lon"),
        ("Название", "Широта", "Долгота"),
        ("TITLE", "Latitude", "LONGITUDE"),
        ("имя", "y", "x"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_csv_by_the_names_of_its_columns(delimiter: str, heads: tuple[str, ...], encoding: str) -> None:
    text = "\r\n".join(
        delimiter.join(row) for row in (heads, ("Порт Актау", "43.65", "51.15"), ("Хоргос", "44.2", "80.4"))
    )
    overlay = read_overlay("порты.CSV", text.encode(encoding))
    assert [feature.name for feature in overlay.features] == ["Порт Актау", "Хоргос"]
    assert overlay.features[0].parts == (((51.15, 43.65),),)
    assert (Note.LEGACY_ENCODING in overlay.report.notes) == (encoding == "cp1251")


def test_csv_with_decimal_commas_and_cells_in_quotes() -> None:
    overlay = read_overlay("a.csv", 'name;lat;lon\n"Aktau; the ""port""";43,65;−51,15\n\n'.encode())
    assert overlay.features[0].name == 'Aktau; the "port"'
    assert overlay.features[0].parts == (((-51.15, 43.65),),)


def test_rows_that_are_not_sound_are_listed_and_the_others_shown() -> None:
    rows = (
        "name,lat,lon",
        "A,43,51",
        "B,x,51",
        "C,95,51",
        "D,43,251",
        "E,43",
        "F,nan,51",
        "G,,",
        "H,1_0,2",
        "I,1,2",
    )
    overlay = read_overlay("a.csv", "\n".join(rows).encode())
    assert [feature.name for feature in overlay.features] == ["A", "I"]
    number = Reason.NOT_A_NUMBER
    assert refused(overlay) == {
        2: number, 3: Reason.LATITUDE, 4: Reason.LONGITUDE, 5: Reason.ROW_LENGTH,
        6: number, 7: number, 8: number,
    }  # fmt: skip
    second = overlay.report.refused[0]
    assert (second.name, second.where, second.got) == ("B", "lat", "x")
    assert second.sentence("en") == "Row 2, B, lat: “x” came. A number in degrees should stand here."
    assert second.sentence("ru").startswith("Строка 2, B, lat: ")


def test_kml_with_folders_and_every_shape() -> None:
    overlay = read_overlay("a.kml", kml(
        "<Folder><Placemark><name>Актау</name><description>&lt;b&gt;port&lt;/b&gt;</description>"
        "<ExtendedData><Data name='berths'><value>12</value></Data></ExtendedData>"
        "<Point><coordinates> 51.15, 43.65, 0 </coordinates></Point></Placemark></Folder>"
        "<Placemark><MultiGeometry><LineString><coordinates>51,43 52,44\n53,45</coordinates></LineString>"
        "<Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 0,1 1,1 0,0</coordinates></LinearRing>"
        "</outerBoundaryIs></Polygon></MultiGeometry></Placemark>"
        "<Placemark><name>nothing</name></Placemark>"
        "<NetworkLink><Link><href>https://hostile.invalid/x.kml</href></Link></NetworkLink>"
    ))  # fmt: skip
    point, lines = overlay.features
    assert (point.name, point.properties) == ("Актау", (("description", "port"), ("berths", "12")))
    assert [len(part) for part in lines.parts] == [3, 4]
    assert refused(overlay) == {3: Reason.NO_GEOMETRY}
    assert overlay.report.refused[0].name == "nothing"
    assert overlay.report.notes == {Note.HEIGHT: 1, Note.OUTLINE: 1}


def test_a_kmz_is_the_kml_in_it() -> None:
    inner = kml("<Placemark><Point><coordinates>51,43</coordinates></Point></Placemark>")
    assert read_overlay("a.kmz", zipped(inner)).report.points == 1
    assert read_overlay("a.kmz", zipped(inner, "other/name.KML")).report.points == 1


@pytest.mark.parametrize("epsg", [4326, 3857, 32642])
def test_a_geopackage_in_whatever_reference_system(tmp_path: Path, epsg: int) -> None:
    shapes = Point(71.4, 51.1), LineString([(70, 50), (72, 52)]), Polygon([(70, 50), (71, 50), (71, 51)])
    overlay = read_overlay("own.gpkg", geopackage(tmp_path, shapes, epsg).read_bytes())
    assert [feature.kind for feature in overlay.features] == ["point", "line", "line"]
    assert overlay.features[0].parts[0][0] == pytest.approx((71.4, 51.1), abs=2e-5)
    assert dict(overlay.features[0].properties)["name"] == overlay.features[0].name == "N1"
    assert overlay.report.notes.get(Note.REPROJECTED, 0) == (epsg != 4326)


def test_a_geopackage_row_without_a_shape_is_listed(tmp_path: Path) -> None:
    overlay = read_overlay("own.gpkg", geopackage(tmp_path, [Point(71, 51), None, Point()]).read_bytes())
    assert refused(overlay) == {2: Reason.NO_GEOMETRY, 3: Reason.NO_GEOMETRY}


# --- the odd corners of RFC 7946 -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shape", "parts", "notes"),
    [
        (geometry("Point", [1, 2, 300]), [[(1, 2)]], {Note.HEIGHT}),
        (geometry("Point", [1, 2, 300, 4]), [[(1, 2)]], {Note.HEIGHT}),
        (geometry("Point", [180, -90]), [[(180, -90)]], set()),
        (geometry("Point", [1.123456789, 2]), [[(1.12346, 2)]], set()),
        (geometry("MultiPoint", [[1, 2], [3, 4]]), [[(1, 2)], [(3, 4)]], set()),
        (geometry("MultiLineString", [[[1, 2], [3, 4]]]), [[(1, 2), (3, 4)]], set()),
        (geometry("LineString", [[179, 0], [-179, 1]]), [[(179, 0), (181, 1)]], {Note.ANTIMERIDIAN}),
        (geometry("LineString", [[-179, 0], [179, 1]]), [[(181, 0), (179, 1)]], {Note.ANTIMERIDIAN}),
        # Clockwise, which RFC 7946 asks readers to accept.
        (
            geometry("Polygon", [[[0, 0], [0, 1], [1, 1], [0, 0]]]),
            [[(0, 0), (0, 1), (1, 1), (0, 0)]], {Note.OUTLINE},
        ),
        (
            {"type": "GeometryCollection", "geometries": [
                {"type": "GeometryCollection", "geometries": [geometry("Point", [1, 2])]}
            ]},
            [[(1, 2)]], set(),
        ),
    ],
)  # fmt: skip
def test_shapes_that_are_accepted(shape: Any, parts: Any, notes: set[Note]) -> None:
    overlay = read_overlay("a.json", collection(shape))
    assert refused(overlay) == {}
    assert [[list(part) for part in f.parts] for f in overlay.features] == [parts]
    assert set(overlay.report.notes) == notes


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        ("null", Reason.NO_GEOMETRY),
        ('{"type": "Point", "coordinates": []}', Reason.NO_GEOMETRY),
        ('{"type": "MultiPoint", "coordinates": []}', Reason.NO_GEOMETRY),
        ('{"type": "GeometryCollection", "geometries": []}', Reason.NO_GEOMETRY),
        ('{"type": "Circle", "coordinates": [1, 2]}', Reason.UNKNOWN_GEOMETRY),
        ('{"type": ["Point"], "coordinates": [1, 2]}', Reason.UNKNOWN_GEOMETRY),
        ('"Point"', Reason.UNKNOWN_GEOMETRY),
        ('{"type": "Point", "coordinates": [1]}', Reason.BAD_COORDINATES),
        ('{"type": "Point", "coordinates": [1, 2, 3, 4, 5]}', Reason.BAD_COORDINATES),
        ('{"type": "Point", "coordinates": [[1, 2]]}', Reason.BAD_COORDINATES),
        ('{"type": "Point", "coordinates": "1,2"}', Reason.BAD_COORDINATES),
        ('{"type": "Point", "coordinates": ["1", "2"]}', Reason.NOT_A_NUMBER),
        ('{"type": "Point", "coordinates": [true, 2]}', Reason.NOT_A_NUMBER),
        ('{"type": "Point", "coordinates": [null, 2]}', Reason.NOT_A_NUMBER),
        ('{"type": "Point", "coordinates": [1e999, 2]}', Reason.NOT_A_NUMBER),
        (f'{{"type": "Point", "coordinates": [{"9" * 5000}, 2]}}', Reason.NOT_A_NUMBER),
        ('{"type": "Point", "coordinates": [180.001, 2]}', Reason.LONGITUDE),
        ('{"type": "Point", "coordinates": [2, -90.001]}', Reason.LATITUDE),
        ('{"type": "Point", "coordinates": [NaN, 2]}', Reason.NO_JSON_VALUE),
        ('{"type": "Point", "coordinates": [1, 2], "coordinates": [3, 4]}', Reason.REPEATED_KEY),
        ('{"type": "LineString", "coordinates": [[1, 2]]}', Reason.FEW_POINTS),
        ('{"type": "LineString", "coordinates": []}', Reason.FEW_POINTS),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [0, 0]]]}', Reason.RING),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [1, 0]]]}', Reason.RING),
    ],
)
def test_shapes_that_are_refused_do_not_take_the_others_with_them(shape: str, reason: Reason) -> None:
    text = collection(geometry("Point", AKTAU), "HERE", geometry("Point", ALMATY)).decode()
    overlay = read_overlay("a.geojson", text.replace('"HERE"', shape).encode())
    assert refused(overlay) == {2: reason}
    assert [feature.name for feature in overlay.features] == ["N1", "N3"]
    assert overlay.report.read == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \n", Reason.EMPTY),
        (b"[1, 2", Reason.NOT_JSON),
        (b"\xef\xbb\xbf", Reason.NOT_JSON),
        (b'{"type": "Feature", "type": "Feature"}', Reason.REPEATED_KEY),
        (b"[]", Reason.NOT_GEOJSON),
        (b"NaN", Reason.NOT_GEOJSON),
        (b'{"type": "Topology"}', Reason.NOT_GEOJSON),
        (b'{"type": ["FeatureCollection"], "features": []}', Reason.NOT_GEOJSON),
        (b'{"type": "FeatureCollection", "features": {}}', Reason.NOT_GEOJSON),
        (b"\xff\xfe{", Reason.NOT_TEXT),
        (b"[" * 200_000, Reason.TOO_DEEP),
        (collection(crs={"type": "name", "properties": {"name": "EPSG:3857"}}), Reason.OTHER_CRS),
    ],
)
def test_geojson_that_is_refused_as_a_whole(content: bytes, reason: Reason) -> None:
    assert refused_whole("a.geojson", content) is reason


def test_geojson_that_is_accepted_though_it_is_odd() -> None:
    point = geometry("Point", AKTAU)
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    for content in (
        b"\xef\xbb\xbf" + collection(point),
        collection(point, crs=crs, foreign={"member": [1]}, bbox=[0, 0, 1, 1]),
        json.dumps(point).encode(),
        json.dumps({"type": "Feature", "properties": None, "geometry": point}).encode(),
    ):
        assert read_overlay("a.json", content).report.points == 1


# --- limits ----------------------------------------------------------------------------------------


def test_every_limit_has_a_test() -> None:
    assert {item.name for item in fields(Limits)} == {
        "file_bytes", "features", "vertices", "properties", "text_characters", "depth", "xml_depth",
        "expanded_bytes", "ratio", "database_steps",
    }  # fmt: skip


def test_the_size_of_a_file() -> None:
    content = collection(geometry("Point", AKTAU))
    assert read_overlay("a.json", content, Limits(file_bytes=len(content))).report.points == 1
    assert refused_whole("a.json", content, Limits(file_bytes=len(content) - 1)) is Reason.TOO_LARGE


@pytest.mark.parametrize("suffix", ["geojson", "csv", "kml", "gpkg"])
def test_the_number_of_features(tmp_path: Path, suffix: str) -> None:
    content = {
        "geojson": collection(*[geometry("Point", AKTAU)] * 4),
        "csv": b"lat,lon\n" + b"1,2\n" * 4,
        "kml": kml("<Placemark><Point><coordinates>1,2</coordinates></Point></Placemark>" * 4),
        "gpkg": geopackage(tmp_path, [Point(1, 2)] * 4).read_bytes(),
    }[suffix]
    assert read_overlay(f"a.{suffix}", content, Limits(features=4)).report.read == 4
    assert refused_whole(f"a.{suffix}", content, Limits(features=3)) is Reason.TOO_MANY_FEATURES


def test_the_number_of_vertices_in_all() -> None:
    content = collection(geometry("LineString", [AKTAU, ALMATY]), geometry("Point", AKTAU))
    assert read_overlay("a.json", content, Limits(vertices=3)).report.vertices == 3
    assert refused_whole("a.json", content, Limits(vertices=2)) is Reason.TOO_MANY_VERTICES


def test_properties_and_texts_are_cut_short_and_that_is_said() -> None:
    properties = {f"key {number}": "x" * 300 for number in range(60)}
    feature = {"type": "Feature", "properties": properties, "geometry": geometry("Point", AKTAU)}
    overlay = read_overlay("a.json", json.dumps(feature).encode())
    shown = overlay.features[0].properties
    assert len(shown) == 50
    assert {len(value) for _, value in shown} == {200}
    assert overlay.report.notes == {Note.TEXT_CUT: 1, Note.PROPERTIES_LEFT: 1}


def test_the_depth_of_collections() -> None:
    def nested(levels: int) -> dict[str, Any]:
        inner = geometry("Point", AKTAU)
        for _ in range(levels):
            inner = {"type": "GeometryCollection", "geometries": [inner]}
        return inner

    overlay = read_overlay("a.json", collection(nested(8), nested(9), nested(100)))
    assert refused(overlay) == {2: Reason.TOO_DEEP, 3: Reason.TOO_DEEP}
    shape = "<Point><coordinates>1,2</coordinates></Point>"
    deep = [f"<Placemark>{'<MultiGeometry>' * n}{shape}{'</MultiGeometry>' * n}</Placemark>" for n in (8, 9)]
    assert refused(read_overlay("a.kml", kml("".join(deep)))) == {2: Reason.TOO_DEEP}


def test_the_depth_of_elements() -> None:
    assert refused_whole("a.kml", kml("<Folder>" * 70 + "</Folder>" * 70)) is Reason.TOO_DEEP
    assert read_overlay("a.kml", kml("<Folder>" * 50 + "</Folder>" * 50)).features == ()
