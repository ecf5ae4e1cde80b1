"""From degrees (EPSG:4326) to points on a page, by a conic projection fitted to the region shown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Geod, Transformer
from shapely.geometry.base import BaseGeometry

from layers.export.drawing.shapes import Path, Point

__all__ = ["Bounds", "Frame", "frame_of", "paths_of"]

Bounds = tuple[float, float, float, float]
_PIXEL_EQUATOR_M = 40_075_016.7 / 256
_WIDEST = (-60.0, 82.0)
_GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True)
class Frame:
    """A rectangle of the projected plane, and the page that shows it.

    Standard parallels ``lat_1`` and ``lat_2`` and the origin are in degrees; ``left_m`` and ``top_m`` are the
    upper left corner in projected metres.
    """

    lat_1: float
    lat_2: float
    lat_0: float
    lon_0: float
    left_m: float
    top_m: float
    pt_per_m: float
    width_pt: float
    height_pt: float

    @cached_property
    def _transformer(self) -> Transformer:
        return Transformer.from_crs("EPSG:4326", _crs(self), always_xy=True)

    @property
    def box(self) -> Bounds:
        """The page as (left, top, right, bottom) in points."""
        return 0.0, 0.0, self.width_pt, self.height_pt

    def project(self, geometries: NDArray[np.object_]) -> NDArray[np.object_]:
        """Geometries in degrees as geometries in points; long edges are split to follow the projection."""
        fine = shapely.segmentize(geometries, 1.0)
        return shapely.transform(fine, self._to_page)

    def point(self, lon: float, lat: float) -> Point:
        """Position on the page, in points from its upper left corner."""
        x, y = self._to_page(np.array([[lon, lat]]))[0]
        return float(x), float(y)

    def _to_page(self, degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        x, y = self._transformer.transform(degrees[:, 0], degrees[:, 1])
        return np.column_stack(
            [(np.asarray(x) - self.left_m) * self.pt_per_m, (self.top_m - np.asarray(y)) * self.pt_per_m]
        )

    def position(self, x_pt: float, y_pt: float) -> tuple[float, float]:
        """Longitude and latitude of a position on the page."""
        lon, lat = self._transformer.transform(
            self.left_m + x_pt / self.pt_per_m, self.top_m - y_pt / self.pt_per_m, direction="INVERSE"
        )
        return float(lon), float(lat)

    @cached_property
    def km_per_pt(self) -> float:
        """Kilometres per point, measured along the parallel through the middle of the map."""
        x, y, half = self.width_pt / 2, self.height_pt / 2, 10.0
        west, east = self.position(x - half, y), self.position(x + half, y)
        return float(_GEOD.inv(*west, *east)[2]) / 1000 / (2 * half)

    def zoom(self, pt_per_px: float) -> float:
        """Zoom level of Web Mercator at which the middle of the map has the same scale."""
        _, lat = self.position(self.width_pt / 2, self.height_pt / 2)
        px_per_m = 1 / (self.km_per_pt * 1000 * pt_per_px)
        return math.log2(px_per_m * _PIXEL_EQUATOR_M * math.cos(math.radians(lat)))


def frame_of(
    bounds: Bounds, width_pt: float, height_pt: float, inside: Sequence[tuple[float, float]] = (),
    margin: float = 0.0,
) -> Frame:  # fmt: skip
    """Fit a frame to a region.

    Parameters
    ----------
    bounds
        West, south, east, north in degrees; the middle of each side is shown.
    inside
        Positions (lon, lat) that are shown too.
    margin
        Added on every side, as a share of width and height.
    """
    west, south, east, north = bounds
    south, north = max(south, _WIDEST[0]), min(north, _WIDEST[1])
    if not south < north:
        south, north = _WIDEST
    sixth = (north - south) / 6
    lat_1, lat_2, lat_0 = south + sixth, north - sixth, (south + north) / 2
    lon_0 = min(
        max((west + east) / 2, 0.0), 135.0
    )  # the plane is cut half a world away, where there is no land
    if abs(lat_1 + lat_2) < 4:  # a cone that is nearly a cylinder has no apex to draw around
        lat_2 = 4 - lat_1
    plain = Frame(lat_1, lat_2, lat_0, lon_0, 0.0, 0.0, 1.0, width_pt, height_pt)
    middles = [(west, lat_0), (east, lat_0), (lon_0, south), (lon_0, north)]
    points = np.array([*middles, *inside], dtype=float)
    page = plain._to_page(points)
    (x0, y0), (x1, y1) = page.min(axis=0), page.max(axis=0)
    x0, x1 = x0 - margin * (x1 - x0), x1 + margin * (x1 - x0)
    y0, y1 = y0 - margin * (y1 - y0), y1 + margin * (y1 - y0)
    scale = min(width_pt / (x1 - x0), height_pt / (y1 - y0))
    left = (x0 + x1) / 2 - width_pt / scale / 2
    top = -(y0 + y1) / 2 + height_pt / scale / 2
    return Frame(lat_1, lat_2, lat_0, lon_0, left, top, scale, width_pt, height_pt)


def _crs(frame: Frame) -> CRS:
    return CRS.from_dict({
        "proj": "lcc", "lat_1": frame.lat_1, "lat_2": frame.lat_2, "lat_0": frame.lat_0,
        "lon_0": frame.lon_0, "datum": "WGS84", "units": "m",
    })  # fmt: skip


def paths_of(geometry: BaseGeometry, decimals: int = 1) -> tuple[Path, ...]:
    """Lines of a geometry and rings of its polygons as paths, rounded, without repeated points."""
    parts: list[BaseGeometry] = list(shapely.get_parts(geometry))
    lines = [part for part in parts if part.geom_type in ("LineString", "LinearRing")]
    lines += [ring for part in parts if part.geom_type == "Polygon" for ring in shapely.get_rings(part)]
    return tuple(path for line in lines if len(path := _path(line, decimals)) > 1)


def _path(line: BaseGeometry, decimals: int) -> Path:
    points = np.round(shapely.get_coordinates(line), decimals)
    keep = np.ones(len(points), dtype=bool)
    keep[1:] = (np.diff(points, axis=0) != 0).any(axis=1)
    return tuple((float(x), float(y)) for x, y in points[keep].tolist())
