"""GeoJSON as RFC 7946 has it, and what of it a data pack may use.

JSON is read strictly: no ``NaN``, no number too large to hold, no key twice. What is accepted and what is
refused, edge case by edge case, is listed in the README of ``geodata``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from shapely import is_valid_reason
from shapely.errors import ShapelyError
from shapely.geometry import shape

__all__ = [
    "GeoJson",
    "GeoJsonError",
    "collection_problem",
    "decode_json",
    "geometry_problem",
    "without_heights",
]

GeoJson = dict[str, Any]

_LONGEST_INTEGER = 15
"""Digits that a double holds exactly, and so every reader of JSON."""

_SAME_PLACE = frozenset({"urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "OGC:CRS84"})
"""Old names of longitude and latitude on WGS 84, in this order: what RFC 7946 always means."""

_AREAS = frozenset({"Polygon", "MultiPolygon"})
_NUMBERS = (int, float)
_DEPTH = {"Point": 0, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""How many lists stand around a position."""


class GeoJsonError(ValueError):
    """JSON that the strict reader refuses though a lenient one would not."""


def decode_json(text: str) -> Any:
    """The content of a JSON text.

    Raises
    ------
    ValueError
        A ``JSONDecodeError`` where it is no JSON, a ``GeoJsonError`` where it is JSON that readers
        understand differently.
    """
    return _STRICT.decode(text)


def _refuse_constant(word: str) -> Any:
    raise GeoJsonError(f"{word}, which is no JSON number")


def _finite(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise GeoJsonError(f"{_short(text)}, a number too large to hold")
    return value


def _whole(text: str) -> int:
    if len(text.lstrip("-")) > _LONGEST_INTEGER:
        raise GeoJsonError(f"{_short(text)}, a number too large to hold")
    return int(text)


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:17]}..."


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise GeoJsonError(f'the key "{twice}" twice in one object')
    return members


_STRICT = json.JSONDecoder(
    parse_constant=_refuse_constant, parse_float=_finite, parse_int=_whole, object_pairs_hook=_without_repeats
)


def collection_problem(content: Any) -> tuple[str, str, str] | None:
    """Field, what came and what was expected, where a text is not a usable collection of features."""
    if not isinstance(content, dict):
        return "", json.dumps(content, ensure_ascii=False), "a GeoJSON FeatureCollection"
    kind = content.get("type")
    if kind != "FeatureCollection":
        return "type", json.dumps(kind), "FeatureCollection, with every feature in its list of features"
    if not isinstance(content.get("features"), list):
        return "features", json.dumps(content.get("features")), "a list of features"
    return _crs_problem(content["crs"]) if "crs" in content else None


def _crs_problem(crs: Any) -> tuple[str, str, str] | None:
    """RFC 7946 knows one coordinate reference system; naming that one is harmless, any other is not."""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if name in _SAME_PLACE:
        return None
    expected = "no crs, and longitude and latitude on WGS 84: export the layer as RFC 7946 or EPSG:4326"
    return "crs", json.dumps(name or crs), expected


def geometry_problem(geometry: GeoJson) -> str:
    """What is wrong with the shape of a geometry; empty if nothing is."""
    problem = _coordinates_problem(geometry)
    if problem or geometry["type"] not in _AREAS:
        return problem
    try:
        made = shape(geometry)
        reason = str(is_valid_reason(made))
    except (ShapelyError, TypeError, ValueError, IndexError, AttributeError) as error:
        return f"coordinates that make no shape ({error})"
    return "" if reason == "Valid Geometry" else reason


def _coordinates_problem(geometry: GeoJson) -> str:
    coordinates = geometry.get("coordinates")
    depth = _DEPTH[geometry["type"]]
    if not isinstance(coordinates, list):
        return "no list of coordinates"
    if depth == 0:
        return _position_problem(coordinates)
    if not coordinates:
        return "empty coordinates"
    for line in _lists_of_positions(coordinates, depth):
        problem = _line_problem(line, ring=geometry["type"] in _AREAS)
        if problem:
            return problem
    return ""


def _lists_of_positions(coordinates: Any, depth: int) -> Iterator[Any]:
    """Every line or ring, at whatever depth; what is not as deep as it should be is given as it is."""
    if depth == 1 or not isinstance(coordinates, list) or not coordinates:
        yield coordinates
        return
    for inner in coordinates:
        yield from _lists_of_positions(inner, depth - 1)


def _line_problem(line: Any, *, ring: bool) -> str:
    if not isinstance(line, list) or not all(isinstance(position, list) for position in line):
        return "coordinates that are not nested as this type needs"
    fewest = 4 if ring else 2
    if len(line) < fewest:
        return f"{len(line)} points; a {'ring' if ring else 'line'} has at least {fewest}"
    for index, position in enumerate(line):
        problem = _position_problem(position)
        if problem:
            return f"{problem} at point {index + 1}"
    for index, (here, there) in enumerate(pairwise(line)):
        if abs(here[0] - there[0]) > 180:
            return (
                f"a jump from longitude {here[0]:g} to {there[0]:g} at point {index + 1}: "
                "what crosses the antimeridian is cut there in two"
            )
    if ring:
        return "a ring whose last point is not its first" if line[0] != line[-1] else ""
    return "a line all of whose points are one" if all(each == line[0] for each in line) else ""


def _position_problem(position: Any) -> str:
    if not isinstance(position, list):
        return "coordinates that are not nested as this type needs"
    if not 2 <= len(position) <= 3:
        return f"a position of {len(position)} numbers, not 2 or 3,"
    for value in position:
        if type(value) not in _NUMBERS:  # True is an int, but no coordinate
            return f"{_short(json.dumps(value, ensure_ascii=False))}, which is no number,"
    lon, lat = position[:2]
    if not -180 <= lon <= 180:
        return f"longitude {lon:g}, outside -180 to 180,"
    return "" if -90 <= lat <= 90 else f"latitude {lat:g}, outside -90 to 90,"


def without_heights(coordinates: Any) -> Any:
    """The coordinates with longitude and latitude alone: a map has no use for a height."""
    if not isinstance(coordinates, list) or not coordinates:
        return coordinates
    if isinstance(coordinates[0], list):
        return [without_heights(inner) for inner in coordinates]
    return coordinates[:2] if _is_position(coordinates) else coordinates


def _is_position(value: Sequence[Any]) -> bool:
    return len(value) == 3 and all(isinstance(each, int | float) for each in value)
