"""Read GeoJSON (RFC 7946); each of its odd corners is accepted or refused on purpose.

A value that JSON does not have (NaN, Infinity) or a repeated key invalidates only the record that it is in.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

from layers.geo.geojson import collection_problem
from layers.overlay.builder import OverlayBuilder, RawRecord, Shape
from layers.overlay.model import Limits, Overlay, Reason, clean_text, refuse

__all__ = ["read_geojson"]

_DEPTH = {
    "Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3,
}  # fmt: skip
"""Levels of nested lists around one position."""
_SHAPE = {"Point": "point", "MultiPoint": "point", "Polygon": "ring", "MultiPolygon": "ring"}
_LONGEST_NUMBER = 40
"""Characters; no coordinate or count needs more."""


class _NoJson(str):
    """A word that JSON does not have, such as NaN, in the place of a value."""

    __slots__ = ()


class _Repeated(dict[str, Any]):
    """An object with a repeated key."""


def read_geojson(name: str, content: bytes, limits: Limits) -> Overlay:
    """Read the features of a collection; a single feature or geometry counts as a collection of one."""
    whole, is_odd = _decode(content)
    features = _features(whole, limits)
    builder = OverlayBuilder("feature", limits)
    for feature in features:
        builder.add(lambda: _record(feature, limits, is_odd), lambda: _name(feature))  # noqa: B023 - called at once
    return builder.build(name)


def _decode(content: bytes) -> tuple[Any, bool]:
    """Parse the text; the flag tells whether it contains a non-JSON value or a repeated key anywhere."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(Reason.NOT_TEXT, f"0x{content[error.start]:02x}", encodings="UTF-8") from error
    odd: list[object] = []

    def constant(word: str) -> _NoJson:
        odd.append(word)
        return _NoJson(word)

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        odd.append(found)
        return _Repeated(found)

    decoder = json.JSONDecoder(
        parse_constant=constant, parse_float=_number, parse_int=_whole_number, object_pairs_hook=members
    )
    try:
        return decoder.decode(text), bool(odd)
    except json.JSONDecodeError as error:
        raise refuse(Reason.NOT_JSON, line=error.lineno, column=error.colno) from error


def _number(text: str) -> float | str:
    """Return the number as a double; one too long or too large to be of use stays text."""
    value = float(text) if len(text) <= _LONGEST_NUMBER else math.inf
    return value if math.isfinite(value) else text


def _whole_number(text: str) -> int | str:
    return int(text) if len(text) <= _LONGEST_NUMBER else text


def _features(whole: Any, limits: Limits) -> list[Any]:
    if isinstance(whole, _Repeated):
        raise refuse(Reason.REPEATED_KEY)
    kind = whole.get("type") if isinstance(whole, dict) else None
    if "crs" in (whole if isinstance(whole, dict) else {}):
        # The same coordinate reference systems pass here as in a data pack.
        problem = collection_problem({"type": "FeatureCollection", "features": [], "crs": whole["crs"]})
        if problem is not None:
            raise refuse(Reason.OTHER_CRS, problem[1].parameters["given"], "crs")
    if kind == "FeatureCollection":
        features = whole.get("features")
        if not isinstance(features, list):
            raise refuse(Reason.NOT_GEOJSON, _brief(features), "features")
        if len(features) > limits.features:
            raise refuse(Reason.TOO_MANY_FEATURES, len(features), "features", limit=limits.features)
        return features
    if kind == "Feature":
        return [whole]
    if isinstance(kind, str) and kind in {*_DEPTH, "GeometryCollection"}:
        return [{"type": "Feature", "properties": {}, "geometry": whole}]
    raise refuse(Reason.NOT_GEOJSON, _brief(kind), "type")


def _record(feature: Any, limits: Limits, is_odd: bool) -> RawRecord:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise refuse(Reason.NO_FEATURE, _brief(feature.get("type") if isinstance(feature, dict) else feature))
    if is_odd:
        _refuse_oddities(feature, "")
    properties = feature.get("properties")
    if properties is None:
        properties = {}
    if not isinstance(properties, dict):
        raise refuse(Reason.NO_PROPERTIES, _brief(properties), "properties")
    geometry = feature.get("geometry")
    if geometry is None:
        raise refuse(Reason.NO_GEOMETRY, "null", "geometry")
    shapes = list(_shapes(geometry, "geometry", 1, limits))
    named = feature.get("id")
    texts = [(key, _text(value)) for key, value in properties.items()]
    record = RawRecord(shapes, texts)
    if isinstance(named, str | int) and not any(key.casefold() == "name" for key, _ in texts):
        record.properties.insert(0, ("id", str(named)))
    return record


def _refuse_oddities(value: Any, where: str) -> None:
    """Raise if a value contains, at any depth, a word that JSON does not have or a repeated key."""
    waiting = [(value, where)]
    while waiting:
        value, where = waiting.pop()
        if isinstance(value, _NoJson):
            raise refuse(Reason.NO_JSON_VALUE, value, where)
        if isinstance(value, _Repeated):
            raise refuse(Reason.REPEATED_KEY, "", where)
        if isinstance(value, dict):
            waiting += [(v, f"{where}.{k}".strip(".")[:80]) for k, v in value.items()]
        elif isinstance(value, list):
            waiting += [(inner, where) for inner in value]


def _shapes(geometry: Any, where: str, depth: int, limits: Limits) -> Iterator[Shape]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind == "GeometryCollection":
        if depth > limits.depth:
            raise refuse(Reason.TOO_DEEP, "", "geometry", limit=limits.depth)
        members = geometry.get("geometries")
        if not isinstance(members, list):
            raise refuse(Reason.BAD_COORDINATES, _brief(members), f"{where}.geometries")
        for index, member in enumerate(members):
            yield from _shapes(member, f"{where}.geometries[{index}]", depth + 1, limits)
        return
    if not isinstance(kind, str) or kind not in _DEPTH:
        raise refuse(Reason.UNKNOWN_GEOMETRY, _brief(kind), f"{where}.type")
    coordinates, where = geometry.get("coordinates"), f"{where}.coordinates"
    if not isinstance(coordinates, list):
        raise refuse(Reason.BAD_COORDINATES, _brief(coordinates), where)
    for found, place in _at_depth(coordinates, _DEPTH[kind], kind, where):
        yield (
            Shape("point", [found], place)
            if _SHAPE.get(kind) == "point"
            else Shape("ring" if kind in _SHAPE else "line", found, place)
        )


def _at_depth(value: Any, depth: int, kind: str, where: str) -> Iterator[tuple[Any, str]]:
    """Yield each position of points, or each list of positions of lines and rings, with its path."""
    stop = 0 if _SHAPE.get(kind) == "point" else 1
    if depth == stop:
        if not isinstance(value, list):
            raise refuse(Reason.BAD_COORDINATES, _brief(value), where)
        if value or stop == 1:
            yield value, where
        return
    if not isinstance(value, list):
        raise refuse(Reason.BAD_COORDINATES, _brief(value), where)
    for index, inner in enumerate(value):
        yield from _at_depth(inner, depth - 1, kind, f"{where}[{index}]")


def _name(feature: Any) -> str:
    """Return the feature's own name, even if the rest of it is invalid."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    own = properties.get("name") if isinstance(properties, dict) else None
    return own if isinstance(own, str) else ""


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _brief(value: Any) -> str:
    return clean_text(json.dumps(value, ensure_ascii=False, default=str), 80)
