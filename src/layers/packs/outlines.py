"""How far places and lines lie from the countries that they name.

Model: distances are geodesic on WGS 84, to the nearest point of a country's outline. A pack may have exact
outlines near its legs, ``outlines.geojson``; elsewhere the drawn land, ``countries.geojson``, has to do.
Limits: the exact outlines are right to about :data:`EXACT_KM`, the drawn land to about :data:`DRAWN_KM`;
whoever measures on one of them lets as much pass. A line through a disputed area is passed over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from math import cos, inf, radians

import shapely
from pyproj import Geod
from shapely.affinity import scale
from shapely.geometry import LineString, Point, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from layers.faults import Fault, FaultCode, Severity, Value
from layers.geo.geojson import GeoJson
from layers.model.dataset import Data
from layers.model.records import Crossing, Leg
from layers.model.vocabulary import Mode

__all__ = ["DRAWN_KM", "EXACT_KM", "UNKNOWN_PLACE_KM", "BorderDistance", "border_distances", "legs_abroad"]

EXACT_KM = 0.5
DRAWN_KM = 5.0
UNKNOWN_PLACE_KM = 10.0
"""How far a place may be off whose accuracy the pack does not say."""

ASTRAY_KM = 1.0
"""How deep a line may run in a country that its leg does not name: bends are drawn as a few points."""
ASTRAY_DRAWN_KM = 8.0
"""The same where only the drawn land is known."""

_GEOD = Geod(ellps="WGS84")
_STEP_DEG = 0.005
_REACH_DEG = 0.5
Position = tuple[float, float]


class _Layer:
    """Land of countries, found by box."""

    def __init__(self, layer: GeoJson) -> None:
        self._codes: list[str] = []
        self._parts: list[BaseGeometry] = []
        self._others: set[str] = set()
        for feature in layer["features"]:
            code = feature["properties"]["id"]
            if feature["properties"].get("kind", "country") != "country":
                self._others.add(code)
            for part in shapely.get_parts(shape(feature["geometry"])):
                self._codes.append(code)
                self._parts.append(part)
        self._tree = shapely.STRtree(self._parts)

    def crossed_by(self, line: LineString) -> Iterator[tuple[str, BaseGeometry]]:
        """Code and land of each part of a country that the line enters."""
        for number in sorted(self._tree.query(line, predicate="intersects")):
            if self._codes[number] not in self._others:
                yield self._codes[number], self._parts[number]

    def km_to(self, codes: Collection[str], position: Position) -> float:
        """Distance to the nearest of the countries; infinite where none is within half a degree."""
        near = self._tree.query(Point(position).buffer(_REACH_DEG))
        return min(
            (_km_to(self._parts[number], position) for number in near if self._codes[number] in codes),
            default=inf,
        )


def _km_to(area: BaseGeometry, position: Position) -> float:
    shrink = cos(radians(position[1]))
    there = nearest_points(
        scale(area, xfact=shrink, origin=(0, 0)), Point(position[0] * shrink, position[1])
    )[0]
    return float(_GEOD.inv(*position, there.x / shrink, there.y)[2]) / 1000


@dataclass(frozen=True)
class BorderDistance:
    """How far a crossing is from the farther of its two countries, and how far it may be."""

    country: str
    km: float
    most_km: float


def border_distances(data: Data) -> Iterator[tuple[Crossing, BorderDistance]]:
    """The distance of each border crossing, on exact outlines where both of its countries have them."""
    exact, drawn = _Layer(data.outlines), _Layer(data.countries)
    for crossing in data.crossings.values():
        if crossing.kind != "border":
            continue
        accuracy = crossing.position_accuracy_km
        for layer, layer_km in ((exact, EXACT_KM), (drawn, DRAWN_KM)):
            km, country = max((layer.km_to((code,), crossing.position), code) for code in crossing.countries)
            if km < inf or layer is drawn:
                most_km = (UNKNOWN_PLACE_KM if accuracy is None else accuracy) + layer_km
                yield crossing, BorderDistance(country, km, most_km)
                break


def legs_abroad(data: Data) -> Iterator[Fault]:
    """A leg on land that runs through a country which its kilometres do not name.

    At a border crossing the line may be as far abroad as the crossing may be off. A warning in a pack that
    has the drawn land only.
    """
    severity = Severity.ERROR if data.outlines["features"] else Severity.WARNING
    exact, drawn = _Layer(data.outlines), _Layer(data.countries)
    for leg in data.legs.values():
        if leg.mode in (Mode.SEA, Mode.FERRY):
            continue
        found = {country: (km, ASTRAY_DRAWN_KM) for country, km in _abroad(leg, data, drawn, ASTRAY_DRAWN_KM)}
        found |= {country: (km, ASTRAY_KM) for country, km in _abroad(leg, data, exact, ASTRAY_KM)}
        for country, (km, most_km) in sorted(found.items()):
            where: dict[str, Value] = {"km": round(km, 1), "country": country, "most_km": most_km}
            path = ("km_by_country",)
            yield Fault(FaultCode.LEG_ABROAD, "legs.geojson", "leg", leg.id, path, where, severity=severity)


def _abroad(leg: Leg, data: Data, layer: _Layer, most_km: float) -> Iterator[tuple[str, float]]:
    """Countries that the leg does not name, with its km in each, where it goes deeper than ``most_km``."""
    line = LineString(leg.coordinates)
    ends = [data.crossings[key] for key in (leg.from_id, leg.to_id) if key in data.crossings]
    km_in: dict[str, float] = {}
    for country, land in layer.crossed_by(line):
        if country in leg.km_by_country:
            continue
        for piece in shapely.get_parts(shapely.intersection(line, land)):
            positions = shapely.segmentize(piece, _STEP_DEG).coords
            if any(
                layer.km_to(leg.km_by_country, at) > most_km and not _is_near(at, country, ends, most_km)
                for at in positions
            ):
                km_in[country] = km_in.get(country, 0.0) + float(_GEOD.geometry_length(piece)) / 1000
    yield from km_in.items()


def _is_near(position: Position, country: str, ends: list[Crossing], most_km: float) -> bool:
    """Whether the position is no farther from a crossing to the country than that crossing may be off."""
    for crossing in ends:
        if country in crossing.countries:
            accuracy = crossing.position_accuracy_km
            reach = (UNKNOWN_PLACE_KM if accuracy is None else accuracy) + most_km
            if float(_GEOD.inv(*position, *crossing.position)[2]) / 1000 <= reach:
                return True
    return False
