"""Land of the countries, as quiet fills: makes `geodata/countries.geojson`.

Source: npm world-atlas 2.0.2 (ISC; Natural Earth 4.1 at 1:50 million, public domain); lines that split off
disputed areas from Debian qgis-common (Natural Earth 4.1, public domain); names from Babel (Unicode CLDR).

Method: the polygons share their vertices (see `world_atlas`). Disputed areas are taken out of the fill of
the country that the source gives them to: Crimea and the southern Kurils are parts of their own there; the
others are cut off along a claim line whose ends are moved to the nearest vertex of the country's outline, so
that neighbours need no new vertex. Small islands are dropped, then all areas are simplified together
(`shapely.coverage_simplify`), so that shared boundaries stay shared; `borders` reads the same result.

Limits: the source draws de facto control as of 2018 at 1:50 million. A part of a country is kept whole where
it touches the coverage box, except for a cut at 180 degrees east. Small islands that are disputed (Senkaku,
Spratly, Abu Musa ...) are below the size that is drawn; Kashmir is told by lines alone (see `disputes`).
The bytes depend on the versions of shapely (GEOS) and Babel: pin both where the file is rebuilt.
"""

from __future__ import annotations

import logging
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize, unary_union

from geodata.build import claim_lines, geojson_io, names, world_atlas
from geodata.build.disputes import AREA_NOTES, AREAS
from geodata.build.names import Text
from geodata.build.packages import npm_package

__all__ = ["COVERAGE", "DECIMALS", "area_name", "build", "is_claim_line", "land"]

COVERAGE = shapely.box(-25, -40, 180, 82)
"""From the Atlantic ports to the Pacific ones, south to the Cape of Good Hope."""

DECIMALS = 2
_TOLERANCE_DEG = 0.05
_SMALLEST_ISLAND_KM2 = 330.0
_EARTH_RADIUS_KM = 6371.0088
# The farthest that an end of a 1:10 million claim line lies from a vertex of a 1:50 million outline.
_FARTHEST_END_DEG = 0.25

_SOURCE_WITHOUT_CODE = {
    "Kosovo": "XX-KOSOVO",
    "N. Cyprus": "XX-NORTHERN-CYPRUS",
    "Siachen Glacier": "XX-SIACHEN",
    "Somaliland": "XX-SOMALILAND",
    "Indian Ocean Ter.": "AU",
}

# Baikonur is leased land inside Kazakhstan; the source has it apart only at 1:10 million.
_PART_OF = {"HK": "CN", "MO": "CN", "Baikonur": "KZ"}

# Reaching into the coverage box with an island or two, or lying in the Pacific beyond every route of the map.
_OUTSIDE = frozenset(
    {
        "CA",
        "FJ",
        "FM",
        "GL",
        "GU",
        "KI",
        "MH",
        "MP",
        "NC",
        "NF",
        "NR",
        "NZ",
        "PW",
        "SB",
        "TV",
        "US",
        "VU",
        "WF",
    }
)

_AREAS_WITH_CODE_BUT_NO_STATE = frozenset({"AX", "FO", "GG", "IM", "IO", "JE", "SH", "TF", "TW"})


@dataclass(frozen=True)
class _Cut:
    """A disputed area inside one country of the source, along a line of `claim_lines`."""

    area: str
    country: str
    line: int
    inside: Point


_CUTS = (
    _Cut("XX-ABKHAZIA", "GE", 8, Point(41.3, 43.0)),
    _Cut("XX-SOUTH-OSSETIA", "GE", 9, Point(44.0, 42.4)),
    _Cut("XX-AKSAI-CHIN", "CN", 21, Point(79.5, 35.2)),
    _Cut("XX-GOLAN", "IL", 22, Point(35.8, 33.0)),
    _Cut("XX-TRANSNISTRIA", "MD", 7, Point(29.62, 46.84)),
    _Cut("XX-ABYEI", "SD", 25, Point(28.4, 9.8)),
    # The source's own Western Sahara ends at the berm, which Morocco built; the rest is added to it.
    _Cut("EH", "MA", 33, Point(-13.0, 25.0)),
)

_IN_CRIMEA = Point(34.4, 45.3)
_SOUTHERN_KURILS = shapely.box(145.2, 43.2, 149.0, 45.6)

log = logging.getLogger(__name__)


def build(cache: Path, out: Path) -> Path:
    """Path of the written `countries.geojson`."""
    features = [geojson_io.Feature(shape, _properties(code)) for code, shape in land(cache).items()]
    log.info("%s: %d areas", out, len(features))
    return geojson_io.write(features, out, DECIMALS)


def land(cache: Path) -> dict[str, MultiPolygon]:
    """Land by area id, sorted, simplified and rounded; neighbours share their vertices exactly."""
    parts = _source_parts(npm_package("world-atlas", "2.0.2", cache) / "countries-50m.json")
    _take_out_own_parts(parts)
    _take_out_cut_areas(parts, claim_lines.read(cache, [cut.line for cut in _CUTS]))
    return _simplified(_without_small_islands(_in_coverage(parts)))


def is_claim_line(sides: tuple[str, str]) -> bool:
    """Whether the line between the two comes from `claim_lines`: an area and the country it was cut from."""
    return any({cut.area, cut.country} == set(sides) for cut in _CUTS)


def area_name(code: str) -> Text:
    """Name of a country or disputed area, by its id in `countries.geojson`."""
    return next((area.name for area in AREAS if area.id == code), None) or names.country_name(code)


def _properties(code: str) -> dict[str, object]:
    dispute = next((area for area in AREAS if area.id == code), None)
    if dispute is not None:
        return {
            "id": code,
            "name": dispute.name,
            "kind": "disputed",
            "administered_by": dispute.administered_by,
            "claimed_by": dispute.claimed_by,
            "note": dispute.note,
        }
    kind = "area" if code in _AREAS_WITH_CODE_BUT_NO_STATE else "country"
    note = {"note": AREA_NOTES[code]} if code in AREA_NOTES else {}
    return {"id": code, "name": names.country_name(code), "kind": kind, **note}


def _source_parts(topojson: Path) -> dict[str, list[Polygon]]:
    parts: dict[str, list[Polygon]] = {}
    for area in world_atlas.read(topojson):
        code = _code(area)
        parts.setdefault(_PART_OF.get(code, code), []).extend(area.parts)
    for country in set(_PART_OF.values()):
        parts[country] = _polygons(unary_union(parts[country]))
    return parts


def _code(area: world_atlas.SourceArea) -> str:
    if area.numeric is not None:
        return names.alpha2(area.numeric)
    if area.name in _PART_OF:
        return area.name
    if area.name in _SOURCE_WITHOUT_CODE:
        return _SOURCE_WITHOUT_CODE[area.name]
    raise ValueError(
        f"world-atlas, area {area.name!r}: no ISO code; expected one of {sorted(_SOURCE_WITHOUT_CODE)}"
    )


def _take_out_own_parts(parts: dict[str, list[Polygon]]) -> None:
    """Crimea and the southern Kurils: whole parts of Russia in the source."""
    russia = parts["RU"]
    parts["XX-CRIMEA"] = [part for part in russia if part.contains(_IN_CRIMEA)]
    parts["XX-SOUTHERN-KURILS"] = [part for part in russia if part.within(_SOUTHERN_KURILS)]
    if len(parts["XX-CRIMEA"]) != 1 or not parts["XX-SOUTHERN-KURILS"]:
        raise ValueError("world-atlas, Russia: expected Crimea and the southern Kurils as parts of their own")
    taken = {id(part) for area in ("XX-CRIMEA", "XX-SOUTHERN-KURILS") for part in parts[area]}
    parts["RU"] = [part for part in russia if id(part) not in taken]


def _take_out_cut_areas(parts: dict[str, list[Polygon]], lines: Mapping[int, LineString]) -> None:
    for cut in _CUTS:
        home = next(part for part in parts[cut.country] if part.contains(cut.inside))
        pieces = _split(home, lines[cut.line], cut.area)
        area = [piece for piece in pieces if piece.contains(cut.inside)]
        parts[cut.area] = _polygons(unary_union(parts.get(cut.area, []) + area))
        rest = [piece for piece in pieces if not piece.contains(cut.inside)]
        parts[cut.country] = [part for part in parts[cut.country] if part is not home] + rest


def _split(home: Polygon, line: LineString, area: str) -> list[Polygon]:
    """Pieces of `home` on either side of `line`, with no vertex added to the outline of `home`."""
    outline = shapely.get_coordinates(home)
    middle = [xy for xy in shapely.get_coordinates(line)[1:-1] if home.contains(Point(xy))]
    ends = [_nearest(outline, xy, area) for xy in (line.coords[0], line.coords[-1])]
    across = LineString([ends[0], *middle, ends[1]])
    pieces = list(polygonize(unary_union([home.boundary, across])))
    return [piece for piece in pieces if home.contains(piece.representative_point())]


def _nearest(outline: NDArray[np.float64], end: tuple[float, ...], area: str) -> NDArray[np.float64]:
    distances = np.hypot(*(outline - np.asarray(end[:2])).T)
    if distances.min() > _FARTHEST_END_DEG:
        raise ValueError(
            f"qgis-common, claim line of {area}: its end {end[:2]} lies {distances.min():.2f} degrees from "
            f"the country's outline; expected at most {_FARTHEST_END_DEG}"
        )
    nearest: NDArray[np.float64] = outline[distances.argmin()]
    return nearest


def _in_coverage(parts: Mapping[str, list[Polygon]]) -> dict[str, list[Polygon]]:
    hemisphere = shapely.box(-180, -90, 180, 90)
    kept = {}
    for code, polygons in parts.items():
        near = [part for part in polygons if part.intersects(COVERAGE)]
        if near and code not in _OUTSIDE and MultiPolygon(polygons).centroid.within(COVERAGE):
            kept[code] = [piece for part in near for piece in _polygons(_cut_at_180(part, hemisphere))]
    return kept


def _cut_at_180(part: Polygon, hemisphere: Polygon) -> BaseGeometry:
    return part if part.bounds[2] <= 180 else part.intersection(hemisphere)


def _without_small_islands(parts: Mapping[str, list[Polygon]]) -> dict[str, list[Polygon]]:
    """Parts above the smallest size, parts with a land neighbour, and the largest part of every state."""
    users = Counter(
        segment for polygons in parts.values() for part in polygons for segment in _segments(part)
    )
    kept = {}
    for code, polygons in parts.items():
        large = [
            part
            for part in polygons
            if _area_km2(part) >= _SMALLEST_ISLAND_KM2
            or any(users[segment] > 1 for segment in _segments(part))
        ]
        if not large and code not in _AREAS_WITH_CODE_BUT_NO_STATE:
            large = [max(polygons, key=_area_km2)]
        if large:
            kept[code] = large
    return kept


def _segments(part: Polygon) -> Iterator[frozenset[tuple[float, float]]]:
    for ring in (part.exterior, *part.interiors):
        vertices = [(x, y) for x, y, *_ in ring.coords]
        yield from map(frozenset, pairwise(vertices))


def _area_km2(part: Polygon) -> float:
    """Area on the sphere: the cylinder of (longitude, sine of latitude) keeps areas."""
    cylinder = shapely.transform(
        part, lambda lonlat: np.column_stack((np.radians(lonlat[:, 0]), np.sin(np.radians(lonlat[:, 1]))))
    )
    return math.fabs(cylinder.area) * _EARTH_RADIUS_KM**2


def _simplified(parts: Mapping[str, list[Polygon]]) -> dict[str, MultiPolygon]:
    codes = sorted(parts)
    coverage = [MultiPolygon(parts[code]) for code in codes]
    _check(codes, coverage, "before simplification")
    simplified = shapely.coverage_simplify(coverage, _TOLERANCE_DEG)
    rounded = [_rounded(shape) for shape in simplified]
    _check(codes, rounded, "after simplification")
    return dict(zip(codes, rounded, strict=True))


def _rounded(shape: Polygon | MultiPolygon) -> MultiPolygon:
    """The shape with rounded coordinates; equal vertices of neighbours stay equal."""
    moved = shapely.transform(shape, lambda lonlat: np.round(lonlat, DECIMALS))
    return MultiPolygon(_polygons(moved))


def _check(codes: list[str], coverage: list[MultiPolygon], moment: str) -> None:
    faulty = {
        code: shapely.get_coordinates(edges)[0].tolist()
        for code, edges in zip(codes, shapely.coverage_invalid_edges(coverage), strict=True)
        if not edges.is_empty
    }
    invalid = [code for code, shape in zip(codes, coverage, strict=True) if not shape.is_valid]
    if faulty or invalid:
        raise ValueError(f"land {moment}: neighbours do not match at {faulty}; invalid polygons: {invalid}")


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    return [part for part in shapely.get_parts(shape).tolist() if isinstance(part, Polygon)]
