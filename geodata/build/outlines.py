"""Outlines of countries, exact, near the legs: makes `geodata/outlines.geojson`.

The drawn land of `countries` is off by up to 5 km, which is more than the width of the strip by which some
lines reach their crossing. `searoom check` holds the legs to these outlines instead.

Model: land within `NEAR_DEG` of a leg on land, where that leg comes as close to a boundary, cut out of the
outlines of the countries there. The edges of the cut are no boundaries.
Units and reference: positions (lon, lat) in EPSG:4326, simplified at 0.001 degrees, three decimals.
Limits: about 200 metres; boundaries as OpenStreetMap had them in 2017; where they are disputed, those on the
ground.
Source: OpenStreetMap contributors through npm's @geo-maps/countries-land-100m 0.6.0, ODbL 1.0.
"""

from __future__ import annotations

import json
import logging
from itertools import pairwise
from math import floor
from pathlib import Path

import shapely
from shapely import LineString, MultiPolygon, Polygon
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.build import geojson_io, names
from geodata.build.packages import npm_package
from layers.geo.geojson import GeoJson

__all__ = ["build"]

NEAR_DEG = 0.12
PIECE_DEG = 0.1
SIMPLIFY_DEG = 0.001
DECIMALS = 3
_WITHOUT_CODE = frozenset({"XKX"})
"""Kosovo has no code in ISO 3166; no leg comes near."""
_AT_SEA = frozenset({"sea", "ferry"})

Cell = tuple[int, int]

log = logging.getLogger(__name__)


def build(cache: Path, geodata: Path) -> Path:
    """Path of the written `outlines.geojson`, made for the legs of `legs.geojson`."""
    source = npm_package("@geo-maps/countries-land-100m", "0.6.0", cache) / "map.geo.json"
    legs = [
        LineString(feature["geometry"]["coordinates"])
        for feature in _features(geodata / "legs.geojson")
        if feature["properties"]["mode"] not in _AT_SEA
    ]
    pieces = [
        LineString(ends) for leg in legs for ends in pairwise(shapely.segmentize(leg, PIECE_DEG).coords)
    ]
    land = _Land(_features(source), pieces)
    around = shapely.union_all([piece.buffer(NEAR_DEG) for piece in pieces if land.is_at_boundary(piece)])
    features = [geojson_io.Feature(_simple(part), {"id": code}) for code, part in land.within(around).items()]
    log.info("outlines of %d countries", len(features))
    return geojson_io.write(features, geodata / "outlines.geojson", DECIMALS)


def _features(path: Path) -> list[GeoJson]:
    features: list[GeoJson] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return features


class _Land:
    """The countries' parts, cut into cells of a grid where there are legs: as a whole they are too large."""

    def __init__(self, features: list[GeoJson], pieces: list[LineString]) -> None:
        parts = [
            (names.alpha2(feature["properties"]["A3"]), part)
            for feature in features
            if feature["properties"]["A3"] not in _WITHOUT_CODE
            for part in shapely.get_parts(shape(feature["geometry"]))
        ]
        tree = shapely.STRtree([part for _, part in parts])
        self._cells: dict[Cell, list[tuple[str, BaseGeometry]]] = {}
        for cell in sorted({_cell_of(piece) for piece in pieces}):
            box = _box(cell, 2 * NEAR_DEG)
            cut = [
                (parts[number][0], shapely.clip_by_rect(parts[number][1], *box))
                for number in sorted(tree.query(shapely.box(*box)))
            ]
            self._cells[cell] = [(code, shapely.make_valid(part)) for code, part in cut if not part.is_empty]

    def is_at_boundary(self, piece: LineString) -> bool:
        """Whether land of two countries is near the piece of a leg."""
        near = piece.buffer(NEAR_DEG)
        return len({code for code, part in self._cells[_cell_of(piece)] if part.intersects(near)}) > 1

    def within(self, area: BaseGeometry) -> dict[str, MultiPolygon]:
        """What of each country lies in the area, by code."""
        found: dict[str, list[BaseGeometry]] = {}
        for cell, parts in self._cells.items():
            here = shapely.clip_by_rect(area, *_box(cell, NEAR_DEG))
            for code, part in parts if not here.is_empty else ():
                found.setdefault(code, []).append(part.intersection(here))
        joined = {code: _areas_of(shapely.union_all(parts)) for code, parts in found.items()}
        return {code: land for code, land in joined.items() if not land.is_empty}


def _cell_of(piece: LineString) -> Cell:
    middle = piece.centroid
    return floor(middle.x), floor(middle.y)


def _box(cell: Cell, margin: float) -> tuple[float, float, float, float]:
    lon, lat = cell
    return lon - margin, lat - margin, lon + 1 + margin, lat + 1 + margin


def _simple(land: MultiPolygon) -> MultiPolygon:
    """The land simplified, and valid when it is rounded."""
    return _areas_of(shapely.set_precision(land.simplify(SIMPLIFY_DEG), 10.0**-DECIMALS))


def _areas_of(geometry: BaseGeometry) -> MultiPolygon:
    """The areas of a geometry, whatever else it is made of."""
    parts = shapely.get_parts(shapely.get_parts(geometry)).tolist()
    return MultiPolygon([part for part in parts if isinstance(part, Polygon)])
