"""International boundary lines, each once: makes `geodata/borders.geojson`.

Source and licence: those of `countries`; the line in the Kerch Strait is our own.
Method: the simplified land of `countries` is taken apart into segments between two vertices; a segment used
by two areas is a boundary, so lines and fills coincide and coasts drop out. Segments are grouped by their
two sides and, where `disputes.LINE_RULES` tells sectors apart, by sector, and joined into lines.
Limits: good to a few km. Not drawn: the ceasefire line of 1994 in Karabakh (out of date since 2020-2023),
any line of contact inside Ukraine, maritime boundaries (the Caspian among them), the berm inside
Western Sahara, and claims told only by notes, such as the outer limit of Kashmir inside Pakistan.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import shapely
from shapely import LineString, MultiLineString, MultiPolygon, Point
from shapely.geometry.base import BaseGeometry

from geodata.build import countries, geojson_io
from geodata.build.disputes import KERCH_RULE, KERCH_STRAIT, LINE_RULES, LineRule, Status

__all__ = ["build"]

Sides = tuple[str, str]
Segment = tuple[tuple[float, float], tuple[float, float]]

_LAND_SOURCE = "world-atlas 2.0.2 (Natural Earth 4.1, 1:50m)"
_CLAIM_SOURCE = "qgis-common (Natural Earth 4.1, disputed areas, 1:10m)"
_OWN_SOURCE = "drawn by hand for this map"

log = logging.getLogger(__name__)


def build(cache: Path, out: Path) -> Path:
    """Path of the written `borders.geojson`."""
    groups = _grouped(_shared_segments(countries.land(cache)))
    features = [_feature(sides, rule, _joined(segments)) for (sides, rule), segments in groups.items()]
    features.append(_feature(KERCH_RULE.sides, KERCH_RULE, KERCH_STRAIT))
    log.info("%s: %d lines", out, len(features))
    return geojson_io.write(features, out, countries.DECIMALS)


def _shared_segments(land: Mapping[str, MultiPolygon]) -> dict[Segment, Sides]:
    """Segments with exactly two users, and these users' ids in order."""
    users: dict[Segment, list[str]] = defaultdict(list)
    for code, shape in land.items():
        for ring in _rings(shape):
            for start, end in pairwise(ring):
                users[min(start, end), max(start, end)].append(code)
    return {segment: (min(ids), max(ids)) for segment, ids in users.items() if len(set(ids)) == 2}


def _rings(shape: MultiPolygon) -> list[list[tuple[float, float]]]:
    return [
        [(x, y) for x, y, *_ in ring.coords]
        for polygon in shape.geoms
        for ring in (polygon.exterior, *polygon.interiors)
    ]


def _grouped(segments: Mapping[Segment, Sides]) -> dict[tuple[Sides, LineRule | None], list[Segment]]:
    groups: dict[tuple[Sides, LineRule | None], list[Segment]] = defaultdict(list)
    for segment in sorted(segments):
        sides = segments[segment]
        groups[sides, _rule(sides, segment)].append(segment)
    return groups


def _rule(sides: Sides, segment: Segment) -> LineRule | None:
    (west, south), (east, north) = segment
    middle = Point((west + east) / 2, (south + north) / 2)
    return next((rule for rule in LINE_RULES if rule.covers(sides, middle)), None)


def _joined(segments: list[Segment]) -> BaseGeometry:
    return shapely.normalize(shapely.line_merge(MultiLineString(segments)))


def _feature(sides: Sides, rule: LineRule | None, line: BaseGeometry) -> geojson_io.Feature:
    first, second = (countries.area_name(side) for side in sides)
    sector = rule.sector if rule else ""
    properties: dict[str, object] = {
        "id": "-".join(sides) + (f".{sector}" if sector else ""),
        "a": sides[0],
        "b": sides[1],
        "status": (rule.status if rule else Status.INTERNATIONAL).value,
        "name": {"en": f"{first['en']} – {second['en']}", "ru": f"{first['ru']} – {second['ru']}"},
        "sources": _sources(sides, rule),
    }
    if rule:
        properties["note"] = rule.note
    return geojson_io.Feature(_multi(line), properties)


def _sources(sides: Sides, rule: LineRule | None) -> list[str]:
    if rule is KERCH_RULE:
        return [_OWN_SOURCE]
    if countries.is_claim_line(sides):
        return [_CLAIM_SOURCE]
    return [_LAND_SOURCE]


def _multi(line: BaseGeometry) -> MultiLineString:
    return MultiLineString(
        [part for part in shapely.get_parts(line).tolist() if isinstance(part, LineString)]
    )
