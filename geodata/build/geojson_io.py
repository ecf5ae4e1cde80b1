"""GeoJSON files that come out byte for byte the same on every machine.

Features are sorted by their `id` property, one on a line; coordinates are rounded to a fixed number of
decimals and written without trailing zeros; polygon rings follow RFC 7946 (outer rings anticlockwise) and
start at a fixed vertex; text is UTF-8, unescaped; the file ends with a newline.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

__all__ = ["Feature", "write"]


@dataclass(frozen=True)
class Feature:
    """A geometry in EPSG:4326 (lon, lat) and its properties, one of them `id`."""

    geometry: BaseGeometry
    properties: Mapping[str, object]

    @property
    def id(self) -> str:
        return str(self.properties["id"])


def write(features: Iterable[Feature], out: Path, decimals: int, *, keep_direction: bool = False) -> Path:
    """Path of the written FeatureCollection.

    `keep_direction` writes lines from their first vertex to their last, where a line leads from one place
    to another; otherwise the direction of a line is a matter of normal form.
    """
    ordered = sorted(features, key=lambda feature: feature.id)
    lines = [_feature_text(feature, decimals, keep_direction) for feature in ordered]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, encoding="utf-8", newline="\n")
    return out


def _feature_text(feature: Feature, decimals: int, keep_direction: bool) -> str:
    properties = json.dumps(feature.properties, ensure_ascii=False, separators=(",", ":"))
    # normalize() fixes the order of parts and the first vertex of rings, which GEOS leaves open.
    geometry = feature.geometry
    if not keep_direction:
        geometry = shapely.orient_polygons(shapely.normalize(geometry))
    mapping = shapely.geometry.mapping(geometry)
    coordinates = _coordinates_text(mapping["coordinates"], decimals)
    return (
        f'{{"type":"Feature","properties":{properties},'
        f'"geometry":{{"type":"{mapping["type"]}","coordinates":{coordinates}}}}}'
    )


def _coordinates_text(coordinates: object, decimals: int) -> str:
    if isinstance(coordinates, tuple | list):
        return "[" + ",".join(_coordinates_text(item, decimals) for item in coordinates) + "]"
    text = f"{coordinates:.{decimals}f}"
    shortened = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if shortened == "-0" else shortened
