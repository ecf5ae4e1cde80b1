"""Land, boundaries, rail and legs on the page of one frame: projected, simplified and clipped to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, shape
from shapely.geometry.base import BaseGeometry

from layers.export.drawing.projection import Frame, paths_of
from layers.export.drawing.shapes import Path
from layers.model.dataset import Data
from layers.model.vocabulary import BorderStatus

__all__ = ["AreaRecord", "BorderRecord", "Terrain", "World"]

_TOLERANCE_PT = 0.6
_RAIL_TOLERANCE_PT = 0.9
_MARGIN_PT = 30.0
_SPECK_PT2 = 0.9
Geometries = NDArray[np.object_]


@dataclass(frozen=True)
class AreaRecord:
    """Attributes of a country or disputed area."""

    id: str
    kind: str
    name: Mapping[str, str]


@dataclass(frozen=True)
class BorderRecord:
    """Attributes of a boundary line."""

    id: str
    status: BorderStatus
    name: Mapping[str, str] | None


@dataclass(frozen=True)
class Terrain:
    """What lies on one page, in points; areas and boundaries in the order of the data."""

    areas: tuple[tuple[AreaRecord, BaseGeometry], ...]
    borders: tuple[tuple[BorderRecord, tuple[Path, ...]], ...]
    rail: tuple[Path, ...]
    legs: Mapping[str, tuple[Path, ...]]
    gates: Mapping[str, tuple[Path, ...]]


class World:
    """The geometry of one data set in degrees, parsed once for any number of pages."""

    def __init__(self, data: Data) -> None:
        self._areas = [_area(feature) for feature in data.countries["features"]]
        self._land = _array([shape(f["geometry"]) for f in data.countries["features"]])
        self._borders = [_border(feature) for feature in data.borders["features"]]
        self._lines = _array([shape(f["geometry"]) for f in data.borders["features"]])
        self._rail = _array([shape(f["geometry"]) for f in data.rail["features"]])
        self._leg_ids = list(data.legs)
        self._legs = _array([LineString(leg.coordinates) for leg in data.legs.values()])
        self._gate_ids = list(data.chokepoints)
        self._gates = _array([LineString(place.gate) for place in data.chokepoints.values()])

    def terrain(self, frame: Frame) -> Terrain:
        """Project, simplify and clip everything to a frame."""
        return Terrain(
            areas=tuple(self._areas_on(frame)),
            borders=tuple(zip(self._borders, _linear(self._lines, frame, _TOLERANCE_PT), strict=True)),
            rail=tuple(path for paths in _linear(self._rail, frame, _RAIL_TOLERANCE_PT) for path in paths),
            legs=dict(zip(self._leg_ids, _linear(self._legs, frame, _TOLERANCE_PT), strict=True)),
            gates=dict(zip(self._gate_ids, _linear(self._gates, frame, 0.1), strict=True)),
        )

    def _areas_on(self, frame: Frame) -> list[tuple[AreaRecord, BaseGeometry]]:
        """Land on the page; shared boundaries are simplified once, so that no gaps open."""
        land = _clip(frame.project(self._land), frame, _MARGIN_PT)
        polygons = _array([_without_specks(part) for part in land])
        here = np.flatnonzero(~shapely.is_empty(polygons))
        simple = shapely.coverage_simplify(polygons[here], _TOLERANCE_PT)
        found = []
        for index, geometry in zip(here, _clip(simple, frame, 0.0), strict=True):
            kept = _without_specks(geometry)
            if not kept.is_empty:
                found.append((self._areas[int(index)], kept))
        return found


def _array(geometries: list[Any]) -> Geometries:
    found: Geometries = np.empty(len(geometries), dtype=object)
    found[:] = geometries
    return found


def _clip(geometries: Geometries, frame: Frame, margin: float) -> Geometries:
    found: Geometries = shapely.clip_by_rect(
        geometries, -margin, -margin, frame.width_pt + margin, frame.height_pt + margin
    )
    return found


def _linear(geometries: Geometries, frame: Frame, tolerance: float) -> list[tuple[Path, ...]]:
    page = shapely.simplify(_clip(frame.project(geometries), frame, _MARGIN_PT), tolerance)
    return [paths_of(geometry) for geometry in _clip(page, frame, 0.0)]


def _without_specks(geometry: BaseGeometry) -> BaseGeometry:
    parts = [
        part for part in shapely.get_parts(geometry)
        if part.geom_type == "Polygon" and part.area >= _SPECK_PT2
    ]  # fmt: skip
    return shapely.MultiPolygon(parts)


def _area(feature: dict[str, Any]) -> AreaRecord:
    properties = feature["properties"]
    return AreaRecord(properties["id"], properties["kind"], properties["name"])


def _border(feature: dict[str, Any]) -> BorderRecord:
    properties = feature["properties"]
    return BorderRecord(properties["id"], BorderStatus(properties["status"]), properties.get("name"))
