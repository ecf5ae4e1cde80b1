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

from layers.faults import FaultCode, Problem, Value

__all__ = [
    "GeoJson",
    "GeoJsonError",
    "as_json",
    "collection_problem",
    "decode_json",
    "geometry_problem",
    "without_heights",
]

GeoJson = dict[str, Any]

_LONGEST_SHOWN = 80
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

    def __init__(self, code: FaultCode, **parameters: Value) -> None:
        self.problem = Problem(code, parameters)
        super().__init__(self.problem)


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
    raise GeoJsonError(FaultCode.JSON_CONSTANT, value=word)


def _finite(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise GeoJsonError(FaultCode.JSON_NUMBER_TOO_LARGE, value=_short(text))
    return value


def _whole(text: str) -> int:
    if len(text.lstrip("-")) > _LONGEST_INTEGER:
        raise GeoJsonError(FaultCode.JSON_NUMBER_TOO_LARGE, value=_short(text))
    return int(text)


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:17]}..."


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise GeoJsonError(FaultCode.JSON_KEY_TWICE, key=twice)
    return members


_STRICT = json.JSONDecoder(
    parse_constant=_refuse_constant, parse_float=_finite, parse_int=_whole, object_pairs_hook=_without_repeats
)


def collection_problem(content: Any) -> tuple[str, Problem] | None:
    """The top-level field and what is wrong with it; None of a usable collection of features."""
    if not isinstance(content, dict):
        return "", Problem(FaultCode.NOT_A_COLLECTION, {"given": as_json(content)})
    kind = content.get("type")
    if kind != "FeatureCollection":
        return "type", Problem(FaultCode.COLLECTION_TYPE, {"given": as_json(kind)})
    if not isinstance(content.get("features"), list):
        problem = Problem(FaultCode.COLLECTION_FEATURES, {"given": as_json(content.get("features"))})
        return "features", problem
    return _crs_problem(content["crs"]) if "crs" in content else None


def _crs_problem(crs: Any) -> tuple[str, Problem] | None:
    """RFC 7946 knows one coordinate reference system; naming that one is harmless, any other is not."""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if name in _SAME_PLACE:
        return None
    return "crs", Problem(FaultCode.COLLECTION_CRS, {"given": as_json(name or crs)})


def as_json(value: object) -> str:
    """A value as JSON, cut after 80 characters: what a fault shows of it."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 3]}..."


def geometry_problem(geometry: GeoJson) -> Problem | None:
    """What is wrong with the coordinates of a geometry of a known type, in EPSG:4326; None if nothing is."""
    problem = _coordinates_problem(geometry)
    if problem or geometry["type"] not in _AREAS:
        return problem
    try:
        reason = str(is_valid_reason(shape(geometry)))
    except (ShapelyError, TypeError, ValueError, IndexError, AttributeError) as error:
        return _problem(FaultCode.NO_SHAPE, geometry, detail=str(error))
    return None if reason == "Valid Geometry" else _problem(FaultCode.INVALID_SHAPE, geometry, detail=reason)


def _problem(code: FaultCode, geometry: GeoJson, **parameters: Value) -> Problem:
    return Problem(code, {"kinds": (geometry["type"],), **parameters})


def _coordinates_problem(geometry: GeoJson) -> Problem | None:
    coordinates = geometry.get("coordinates")
    depth = _DEPTH[geometry["type"]]
    if not isinstance(coordinates, list):
        return _problem(FaultCode.NO_COORDINATES, geometry)
    if depth == 0:
        return _position_problem(coordinates, geometry, 1)
    if not coordinates:
        return _problem(FaultCode.EMPTY_COORDINATES, geometry)
    problems = (_line_problem(line, geometry) for line in _lists_of_positions(coordinates, depth))
    return next((problem for problem in problems if problem), None)


def _lists_of_positions(coordinates: Any, depth: int) -> Iterator[Any]:
    """Every line or ring, at whatever depth; what is not as deep as it should be is given as it is."""
    if depth == 1 or not isinstance(coordinates, list) or not coordinates:
        yield coordinates
        return
    for inner in coordinates:
        yield from _lists_of_positions(inner, depth - 1)


def _line_problem(line: Any, geometry: GeoJson) -> Problem | None:
    """What is wrong with one line, or one ring of an area."""
    if not isinstance(line, list) or not all(isinstance(position, list) for position in line):
        return _problem(FaultCode.COORDINATE_NESTING, geometry)
    is_ring = geometry["type"] in _AREAS
    least, too_short = (4, FaultCode.RING_TOO_SHORT) if is_ring else (2, FaultCode.LINE_TOO_SHORT)
    if len(line) < least:
        return _problem(too_short, geometry, count=len(line), least=least)
    for number, position in enumerate(line, 1):
        problem = _position_problem(position, geometry, number)
        if problem:
            return problem
    for number, (here, there) in enumerate(pairwise(line), 1):
        if abs(here[0] - there[0]) > 180:
            ends = {"here": float(here[0]), "there": float(there[0])}
            return _problem(FaultCode.ANTIMERIDIAN, geometry, point=number, **ends)
    if is_ring:
        return _problem(FaultCode.RING_OPEN, geometry) if line[0] != line[-1] else None
    is_one_point = all(each == line[0] for each in line)
    return _problem(FaultCode.LINE_OF_ONE_POINT, geometry) if is_one_point else None


def _position_problem(position: Any, geometry: GeoJson, point: int) -> Problem | None:
    """What is wrong with one position, the number ``point`` of its line."""
    if not isinstance(position, list):
        return _problem(FaultCode.COORDINATE_NESTING, geometry)
    if not 2 <= len(position) <= 3:
        return _problem(FaultCode.POSITION_SIZE, geometry, count=len(position), point=point)
    for value in position:
        if type(value) not in _NUMBERS:  # True is an int, but no coordinate
            given = as_json(value)
            return _problem(FaultCode.COORDINATE_NOT_A_NUMBER, geometry, given=given, point=point)
    lon, lat = position[:2]
    if not -180 <= lon <= 180:
        return _problem(FaultCode.LONGITUDE_RANGE, geometry, value=float(lon), point=point)
    if not -90 <= lat <= 90:
        return _problem(FaultCode.LATITUDE_RANGE, geometry, value=float(lat), point=point)
    return None


def without_heights(coordinates: Any) -> Any:
    """The coordinates with longitude and latitude alone: a map has no use for a height."""
    if not isinstance(coordinates, list) or not coordinates:
        return coordinates
    if isinstance(coordinates[0], list):
        return [without_heights(inner) for inner in coordinates]
    return coordinates[:2] if _is_position(coordinates) else coordinates


def _is_position(value: Sequence[Any]) -> bool:
    return len(value) == 3 and all(isinstance(each, int | float) for each in value)
