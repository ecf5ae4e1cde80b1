"""A visitor's file that means harm, or is nothing at all: refused in words, or read without harm."""

from __future__ import annotations

import json
import sqlite3
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import Point

from layers.model.vocabulary import LANGUAGES
from layers.overlay import Limits, Reason, packed, read_overlay
from layers.overlay.kinds import KINDS
from layers.overlay.model import OverlayError
from tests.browser.hostile import TEXTS
from tests.overlay.files import (
    AKTAU,
    collection,
    geometry,
    geopackage,
    kml,
    refused,
    refused_whole,
    zipped,
)


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
