"""Lengths of lines drawn by hand: in all, and in each country.

Model: geodesic on WGS 84; the line is cut at the outlines of the pack's countries, and what lies in none
(coasts, lagoons) is shared out in proportion. A stretch that is short both in kilometres and as a share of
the line is taken for an inexact outline. Limits: a drawn line is shorter than the track it stands for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyproj import Geod
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

__all__ = ["km_in_countries", "length_km"]

_GEOD = Geod(ellps="WGS84")
_SLIVER_KM, _SLIVER_SHARE = 3.0, 0.02


def length_km(coordinates: Sequence[Sequence[float]]) -> float:
    """Return the geodesic length in km of a line of (lon, lat) in EPSG:4326, to 100 metres."""
    lons, lats = zip(*(point[:2] for point in coordinates), strict=True)
    return round(_GEOD.line_length(lons, lats) / 1000, 1)


def km_in_countries(
    coordinates: Sequence[Sequence[float]], km: float, areas: Mapping[str, BaseGeometry]
) -> dict[str, float]:
    """Return the km of a line in each country, ``km`` in total; where it touches none, in the nearest."""
    line = LineString(coordinates)
    found = {code: _km_of(line.intersection(area)) for code, area in areas.items() if line.intersects(area)}
    whole = sum(found.values())
    kept = {
        code: part for code, part in found.items() if part >= _SLIVER_KM or part >= _SLIVER_SHARE * whole > 0
    }
    if not kept:
        nearest = min(areas, key=lambda code: line.distance(areas[code]), default=None)
        return {} if nearest is None else {nearest: km}
    return {code: round(km * part / sum(kept.values()), 1) for code, part in kept.items()}


def _km_of(geometry: BaseGeometry) -> float:
    return float(_GEOD.geometry_length(geometry)) / 1000
