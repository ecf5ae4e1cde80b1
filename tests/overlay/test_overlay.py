"""A visitor's file: every format, every limit, every odd corner of RFC 7946, and files that mean harm."""

from __future__ import annotations

import io
import json
import sqlite3
import struct
import zipfile
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from layers.model.vocabulary import LANGUAGES
from layers.overlay import Limits, Note, Overlay, Reason, bounds_of, packed, read_overlay
from layers.overlay.kinds import KINDS
from layers.overlay.model import OverlayError
from tests.browser.hostile import TEXTS

AKTAU, ALMATY = [51.15, 43.65], [76.9, 43.25]


def collection(*geometries: Any, **members: Any) -> bytes:
    """A GeoJSON of these geometries."""
    features = [
        {"type": "Feature", "properties": {"name": f"N{number}"}, "geometry": geometry}
        for number, geometry in enumerate(geometries, start=1)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features, **members}).encode()


def geometry(kind: str, coordinates: Any) -> dict[str, Any]:
    return {"type": kind, "coordinates": coordinates}


def kml(inside: str) -> bytes:
    return f'<?xml version="1.0"?><kml xmlns="urn:kml"><Document>{inside}</Document></kml>'.encode()


def zipped(content: bytes, name: str = "doc.kml", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        archive.writestr(name, content)
    return held.getvalue()


def geopackage(folder: Path, shapes: Iterable[BaseGeometry | None], epsg: int = 4326) -> Path:
    path = folder / "own.gpkg"
    shapes = list(shapes)
    frame = gpd.GeoDataFrame(
        {"name": [f"N{number}" for number, _ in enumerate(shapes, start=1)]}, geometry=shapes, crs=4326
    )
    frame.to_crs(epsg).to_file(path, driver="GPKG")
    return path


def refused_whole(name: str, content: bytes, limits: Limits | None = None) -> Reason:
    """Why a file is refused; the sentence is there in every language."""
    with pytest.raises(OverlayError) as caught:
        read_overlay(name, content, limits)
    for language in LANGUAGES:
        sentence = caught.value.refusal.sentence(language)
        assert sentence and "{" not in sentence.replace(caught.value.refusal.got, "")
    return caught.value.refusal.reason


def refused(overlay: Overlay) -> dict[int, Reason]:
    return {refusal.number: refusal.reason for refusal in overlay.report.refused}


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


# --- files that mean harm --------------------------------------------------------------------------


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_bomb_is_not_unpacked(method: int) -> None:
    bomb = zipped(b"<kml>" + b" " * 60_000_000, method=method)
    assert len(bomb) < 100_000
    assert refused_whole("a.kmz", bomb) is Reason.UNPACKS_TOO_LARGE


def test_a_zip_that_lies_about_its_size_is_not_believed() -> None:
    honest = zipped(b"<kml>" + b" " * 3_000_000)
    real = struct.pack("<I", 3_000_005)
    assert honest.count(real) == 2
    assert refused_whole("a.kmz", honest.replace(real, struct.pack("<I", 50))) is Reason.NOT_ZIP


def test_other_ways_of_packing_and_passwords_are_refused() -> None:
    inner = kml("<Placemark><Point><coordinates>1,2</coordinates></Point></Placemark>")
    assert refused_whole("a.kmz", zipped(inner, method=zipfile.ZIP_BZIP2)) is Reason.NOT_ZIP
    locked = zipped(inner).replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
    )
    assert locked != zipped(inner)
    assert refused_whole("a.kmz", locked) is Reason.NOT_ZIP
    assert refused_whole("a.kmz", b"PK\x03\x04 no archive") is Reason.NOT_ZIP
    assert refused_whole("a.kmz", zipped(b"x", "../../etc/passwd")) is Reason.NO_KML_INSIDE


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE kml SYSTEM "http://hostile.invalid/x.dtd">',
        '<!DOCTYPE kml [<!ENTITY % a SYSTEM "http://hostile.invalid/x"> %a;]>',
    ],
)
def test_xml_that_declares_anything_is_refused(declared: str) -> None:
    document = (
        "<kml><Placemark><name>&a;&b;</name><Point><coordinates>1,2</coordinates></Point></Placemark></kml>"
    )
    assert refused_whole("a.kml", (declared + document).encode()) is Reason.DECLARATIONS


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<html></html>", Reason.NOT_KML),
        (b"<kml><Placemark></kml>", Reason.NOT_XML),
        (b'<?xml version="1.0" encoding="no-such"?><kml/>', Reason.NOT_XML),
        (b"\x00\x01\x02", Reason.NOT_XML),
        (b"<kml><Placemark><Placemark/></Placemark></kml>", Reason.NOT_KML),
    ],
)
def test_kml_that_is_refused_as_a_whole(content: bytes, reason: Reason) -> None:
    assert refused_whole("a.kml", content) is reason


def database(folder: Path, *statements: str, base: Path | None = None) -> bytes:
    """A GeoPackage of one point after these statements."""
    path = base or geopackage(folder, [Point(51, 43)])
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    return path.read_bytes()


def test_a_layer_that_is_worked_out_is_not_a_layer(tmp_path: Path) -> None:
    endless = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS fid, NULL AS geom FROM n"
    )
    content = database(
        tmp_path, f"CREATE VIEW endless AS {endless}",
        "UPDATE gpkg_geometry_columns SET table_name = 'endless'",
    )  # fmt: skip
    assert refused_whole("a.gpkg", content) is Reason.NO_LAYER


def test_a_database_may_run_no_function_and_open_no_file(tmp_path: Path) -> None:
    content = database(
        tmp_path,
        "CREATE TABLE evil (fid INTEGER PRIMARY KEY, geom BLOB, name AS (hex(zeroblob(100000000))))",
        "INSERT INTO evil (geom) SELECT geom FROM own",
        "UPDATE gpkg_geometry_columns SET table_name = 'evil'",
    )  # fmt: skip
    assert refused_whole("a.gpkg", content) is Reason.UNREADABLE_DATABASE
    assert sorted(path.name for path in tmp_path.iterdir()) == ["own.gpkg"]


def test_work_in_a_database_has_a_limit(tmp_path: Path) -> None:
    content = geopackage(tmp_path, [Point(51, 43)] * 4000).read_bytes()
    assert read_overlay("a.gpkg", content).report.points == 4000
    assert refused_whole("a.gpkg", content, Limits(database_steps=0)) is Reason.UNREADABLE_DATABASE


@pytest.mark.parametrize("organization", ["NONE", "ESRI", "EPSG'; DROP TABLE own; --"])
def test_a_reference_system_is_taken_by_its_number_alone(tmp_path: Path, organization: str) -> None:
    quoted = organization.replace("'", "''")
    definition = "+proj=latlong +nadgrids=/etc/passwd +type=crs"
    update = f"UPDATE gpkg_spatial_ref_sys SET organization = '{quoted}', definition = '{definition}'"
    assert refused_whole("a.gpkg", database(tmp_path, update)) is Reason.UNKNOWN_CRS


def test_a_database_with_a_log_beside_it_is_read_without(tmp_path: Path) -> None:
    content = database(tmp_path, "PRAGMA journal_mode = WAL")
    assert content[18:20] == b"\2\2"
    assert read_overlay("a.gpkg", content).report.points == 1


GP = b"GP\0\1\xe6\x10\0\0"
"""The header of a geometry in a GeoPackage."""


@pytest.mark.parametrize(
    ("blob", "reason"),
    [
        (b"", Reason.BAD_BLOB),
        (b"GP", Reason.BAD_BLOB),
        (b"XX\0\1" + b"\0" * 30, Reason.BAD_BLOB),
        (b"GP\0\1" + b"\0" * 4, Reason.BAD_BLOB),
        (GP + struct.pack("<BII", 1, 2, 2**32 - 1), Reason.BAD_BLOB),
        (GP + struct.pack("<BII", 1, 7, 2**31) + b"\1\7\0\0\0" * 50, Reason.BAD_BLOB),
        # Nested deeper than GEOS can follow without ending the process.
        (GP + struct.pack("<BII", 1, 7, 1) * 5000, Reason.TOO_DEEP),
        (GP + struct.pack("<BII", 1, 4, 1) * 200_000, Reason.TOO_DEEP),
        (GP + struct.pack("<BIdd", 1, 99, 1, 2), Reason.UNKNOWN_GEOMETRY),
        (GP + struct.pack("<BIIdd", 1, 2, 1, 1, 2), Reason.FEW_POINTS),
        (GP + struct.pack("<BIII8d", 1, 3, 1, 4, 0, 0, 1, 0, 1, 1, 0, 1), Reason.RING),
        (GP + struct.pack("<BIdd", 1, 1, float("inf"), 2), Reason.NOT_A_NUMBER),
    ],
)
def test_a_broken_shape_is_refused_and_the_others_shown(tmp_path: Path, blob: bytes, reason: Reason) -> None:
    path = geopackage(tmp_path, [Point(51, 43), Point(52, 44)])
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER IF EXISTS rtree_own_geom_update1")
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE own SET geom = ? WHERE fid = 2", (blob,))
    connection.close()
    overlay = read_overlay("a.gpkg", path.read_bytes())
    assert [feature.name for feature in overlay.features] == ["N1"]
    assert refused(overlay) == {2: reason}


def test_a_damaged_database_is_refused(tmp_path: Path) -> None:
    content = geopackage(tmp_path, [Point(51, 43)] * 300).read_bytes()
    for start in range(0, len(content), 4096):
        broken = content[:start] + b"\xff" * 2048 + content[start + 2048 :]
        try:
            read_overlay("a.gpkg", broken)
        except OverlayError as error:
            assert error.refusal.sentence("ru")
    assert refused_whole("a.gpkg", content[:5000]) in (Reason.UNREADABLE_DATABASE, Reason.NOT_GEOPACKAGE)
    assert refused_whole("a.gpkg", b"GIF89a" + b"\0" * 200) is Reason.NOT_GEOPACKAGE


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_text_stays_text(text: str) -> None:
    feature = {
        "type": "Feature",
        "properties": {"name": text, text: text},
        "geometry": geometry("Point", AKTAU),
    }
    overlay = read_overlay(f"{text}.geojson", json.dumps(feature).encode())
    shown = " ".join(text.split())[:150]
    assert overlay.features[0].name[:150] == shown
    assert json.loads(packed(overlay))["features"][0][1][:150] == shown


def test_half_characters_and_control_characters_do_not_get_through() -> None:
    properties = '{"\\ud800k": "a\\u0000b\\ud800c"}'
    shape = json.dumps(geometry("Point", AKTAU))
    feature = f'{{"type": "Feature", "properties": {properties}, "geometry": {shape}}}'
    overlay = read_overlay("a\0\n.json", feature.encode())
    assert overlay.features[0].properties == (("k", "a b c"),)
    assert packed(overlay).decode().isprintable()
    assert overlay.name == "a .json"


@pytest.mark.parametrize("name", ["", "a", "a.exe", "a.geojson.vrt", ".geojson", "../a.shp", "C:\\a.zip"])
def test_a_file_is_known_by_its_name(name: str) -> None:
    assert refused_whole(name, b"x") is Reason.UNKNOWN_KIND


def test_csv_that_is_refused_as_a_whole() -> None:
    assert refused_whole("a.csv", b"name,value\nA,1\n") is Reason.NO_COLUMNS
    assert refused_whole("a.csv", b"lat,lat,lon\n1,2,3\n") is Reason.COLUMN_TWICE
    assert refused_whole("a.csv", b'lat,lon\n"1,2\n') is Reason.NOT_CSV
    assert refused_whole("a.csv", b"lat,lon\n1," + b"2" * 200_000) is Reason.NOT_CSV
    assert refused_whole("a.csv", b"lat,lon\n\x98\x00") is Reason.NOT_TEXT


# --- anything at all -------------------------------------------------------------------------------


KINDS_OF_OBJECT = ["Point", "LineString", "Polygon", "GeometryCollection", "Feature", "FeatureCollection"]
MEMBERS = ["type", "features", "geometry", "coordinates", "geometries", "properties", "crs", "id"]
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
    | st.sampled_from(KINDS_OF_OBJECT),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(MEMBERS), inner, max_size=4),
    max_leaves=25,
)  # fmt: skip


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=st.binary(max_size=200), suffix=st.sampled_from(sorted(KINDS)))
def test_any_bytes_are_read_or_refused(content: bytes, suffix: str) -> None:
    told_or_read(f"a.{suffix}", content)
    if suffix == "gpkg":
        told_or_read("a.gpkg", b"SQLite format 3\0" + content)


@settings(max_examples=600, deadline=None)
@given(value=JSONS)
def test_any_json_is_read_or_refused(value: Any) -> None:
    told_or_read("a.geojson", json.dumps(value).encode())
    told_or_read("a.geojson", json.dumps({"type": "FeatureCollection", "features": [value]}).encode())
    told_or_read("a.geojson", collection(value))


@settings(max_examples=300, deadline=None)
@given(
    text=st.text("<>/&;!kml Placemarkoints,coordinates0123456789.\n", max_size=80), row=st.text(max_size=60)
)
def test_any_kml_and_csv_are_read_or_refused(text: str, row: str) -> None:
    told_or_read("a.kml", kml(f"<Placemark><Point><coordinates>{text}</coordinates></Point></Placemark>"))
    told_or_read("a.kml", f"<kml>{text}".encode())
    told_or_read("a.csv", f"lat,lon,name\n{row}\n1,2,x".encode("utf-8", "replace"))


def told_or_read(name: str, content: bytes) -> None:
    """Read, with what can be shown; or refused, with a sentence in every language. Nothing else."""
    try:
        overlay = read_overlay(name, content)
    except OverlayError as error:
        assert all(error.refusal.sentence(language) for language in LANGUAGES)
        return
    assert len(json.loads(packed(overlay))["features"]) == len(overlay.features)
    assert all(refusal.sentence("ru") for refusal in overlay.report.refused)
    for feature in overlay.features:
        for part in feature.parts:
            assert all(-180 <= lon <= 540 and -90 <= lat <= 90 for lon, lat in part)
