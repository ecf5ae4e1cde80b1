"""Country polygons of npm's world-atlas at 1:50 million, decoded so that neighbours share vertices exactly.

Source: world-atlas 2.0.2 (ISC), TopoJSON of Natural Earth 4.1 (public domain).
Method: TopoJSON stores each arc once, in whole numbers; arcs are turned into degrees by one multiplication
for all users of the arc, so two neighbours get the same floating-point vertices and the polygons form a
coverage. Rings that cross the antimeridian are continued past 180 degrees east.
Limits: state of the world as of Natural Earth 4.1 (2018); lines at 1:50 million are good to a few km.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from shapely import Polygon

__all__ = ["SourceArea", "read"]

Vertex = tuple[float, float]

# Its ring runs along the edge of the source's plane and is no valid polygon; far outside our coverage.
_ANTARCTICA = "010"


@dataclass(frozen=True)
class SourceArea:
    """One area of the source: its English name, ISO 3166 numeric code where it has one, and its parts."""

    name: str
    numeric: str | None
    parts: tuple[Polygon, ...]


def read(topojson: Path) -> list[SourceArea]:
    """Areas of the file's `countries` object, in the file's order."""
    topology = json.loads(topojson.read_text(encoding="utf-8"))
    arcs = _decoded_arcs(topology)
    return [
        SourceArea(
            name=geometry["properties"]["name"],
            numeric=geometry.get("id"),
            parts=tuple(_polygon(rings, arcs) for rings in _polygons_of(geometry)),
        )
        for geometry in topology["objects"]["countries"]["geometries"]
        if geometry.get("id") != _ANTARCTICA
    ]


def _decoded_arcs(topology: dict[str, Any]) -> list[list[Vertex]]:
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = []
    for arc in topology["arcs"]:
        columns = accumulate(step[0] for step in arc)
        rows = accumulate(step[1] for step in arc)
        decoded.append(
            [(x * scale_x + move_x, y * scale_y + move_y) for x, y in zip(columns, rows, strict=True)]
        )
    return decoded


def _polygons_of(geometry: dict[str, Any]) -> list[list[list[int]]]:
    match geometry["type"]:
        case "Polygon":
            return [geometry["arcs"]]
        case "MultiPolygon":
            polygons: list[list[list[int]]] = geometry["arcs"]
            return polygons
        case other:
            raise ValueError(
                f"{geometry['properties']['name']}: got a {other}; expected Polygon or MultiPolygon"
            )


def _polygon(rings: Sequence[Sequence[int]], arcs: Sequence[Sequence[Vertex]]) -> Polygon:
    shell, *holes = (_past_antimeridian(_ring(ring, arcs)) for ring in rings)
    return Polygon(shell, holes)


def _ring(arc_numbers: Sequence[int], arcs: Sequence[Sequence[Vertex]]) -> list[Vertex]:
    """Vertices of a ring. A negative number ~n stands for arc n walked backwards (TopoJSON)."""
    ring: list[Vertex] = []
    for number in arc_numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring


def _past_antimeridian(ring: list[Vertex]) -> list[Vertex]:
    longitudes = [x for x, _ in ring]
    if max(longitudes) - min(longitudes) < 180:
        return ring
    return [(x + 360 if x < 0 else x, y) for x, y in ring]
