"""Files of `geodata.build.geojson_io`: same content, same bytes."""

from __future__ import annotations

import json
from pathlib import Path

from shapely import LineString, Point, Polygon

from geodata.build.geojson_io import Feature, write

SQUARE = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0)]


def test_order_of_features_and_start_of_rings_do_not_change_the_bytes(tmp_path: Path) -> None:
    first = [Feature(Polygon(SQUARE), {"id": "b"}), Feature(Point(2, 3), {"id": "a"})]
    second = [Feature(Point(2, 3), {"id": "a"}), Feature(Polygon(SQUARE[2:] + SQUARE[:2]), {"id": "b"})]
    one, other = write(first, tmp_path / "1", 2), write(second, tmp_path / "2", 2)
    assert one.read_bytes() == other.read_bytes()


def test_text_is_unescaped_rounded_and_one_feature_a_line(tmp_path: Path) -> None:
    line = LineString([(1.23456, -0.001), (2.0, 50.5)])
    out = write([Feature(line, {"id": "KZ", "name": "Казахстан"})], tmp_path / "lines.geojson", 2)
    assert out.read_text(encoding="utf-8") == (
        '{"type":"FeatureCollection","features":[\n'
        '{"type":"Feature","properties":{"id":"KZ","name":"Казахстан"},'
        '"geometry":{"type":"LineString","coordinates":[[1.23,0],[2,50.5]]}}\n'
        "]}\n"
    )


def test_outer_rings_run_anticlockwise_and_holes_clockwise(tmp_path: Path) -> None:
    hole = [(0.2, 0.2), (0.4, 0.2), (0.4, 0.4)]
    out = write([Feature(Polygon(SQUARE, [hole]), {"id": "x"})], tmp_path / "x.geojson", 1)
    shell, inner = json.loads(out.read_text())["features"][0]["geometry"]["coordinates"]
    assert Polygon(shell).exterior.is_ccw
    assert not Polygon(inner).exterior.is_ccw


def test_a_line_keeps_its_direction_on_demand(tmp_path: Path) -> None:
    for line in ([(0.0, 0.0), (2.0, 1.0)], [(2.0, 1.0), (0.0, 0.0)]):
        out = write([Feature(LineString(line), {"id": "x"})], tmp_path / "x.geojson", 1, keep_direction=True)
        feature = json.loads(out.read_text(encoding="utf-8"))["features"][0]
        assert [tuple(vertex) for vertex in feature["geometry"]["coordinates"]] == line
