"""Geodesic distances on the WGS 84 ellipsoid, for positions given as (lon, lat) in degrees (EPSG:4326)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from pyproj import Geod

__all__ = ["Floats", "Position", "distance_km", "step_km"]

Floats = npt.NDArray[np.float64]
Position = tuple[float, float]

_WGS84 = Geod(ellps="WGS84")


def distance_km(starts: npt.ArrayLike, ends: npt.ArrayLike) -> Floats:
    """Kilometres between two arrays of positions, row by row; one row stands for all rows of the other."""
    pairs = np.broadcast_arrays(np.asarray(starts, float), np.asarray(ends, float))
    first, second = (np.ascontiguousarray(side).reshape(-1, 2) for side in pairs)
    _, _, metres = _WGS84.inv(first[:, 0], first[:, 1], second[:, 0], second[:, 1])
    return np.asarray(metres, float) / 1000


def step_km(line: Sequence[Position] | Floats) -> Floats:
    """Kilometres of each straight piece of a line."""
    vertices = np.asarray(line, float)
    if len(vertices) < 2:
        return np.zeros(0)
    return distance_km(vertices[:-1], vertices[1:])
