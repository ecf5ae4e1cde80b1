"""Sea lanes: the maritime network with ports and straits tied to it, and routed on.

Model: an undirected graph of straight pieces. It holds the lanes of marnet, hand-drawn channels where a
strait or canal is narrower than the lanes are fine (`sea_channels.yaml`), and links from each port and
chokepoint to lane vertices, channel vertices and each other, wherever a straight line stays off land. A
piece that crosses land is left out, unless it is a channel.

Units and reference: kilometres, geodesic; positions (lon, lat) in EPSG:4326.
Limits: shortest water way, without draught, traffic schemes, ice or weather; land is Natural Earth at
1:50 million, shrunk by 0.03 degrees before it blocks anything, so harbours behind spits can be reached;
the Northwest Passage and the Bering Strait are closed.
Source: marnet of PyPI searoute 1.6.0 (Apache-2.0), from Eurostat SeaRoute (EUPL-1.2).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
import yaml
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import dijkstra

from geodata.build.geodesy import Floats, Position, distance_km

__all__ = ["CHANNELS", "SeaError", "SeaNetwork", "read_channels"]

CHANNELS = Path(__file__).with_name("sea_channels.yaml")

CLOSED_PASSAGES = frozenset({"northwest", "bering"})
# Land is shrunk by this much (degrees) before it blocks a piece of lane.
LAND_TOLERANCE = 0.03
# A place on land is let out to the shore through a disc that reaches this far (degrees) beyond it.
SHORE_MARGIN = 0.03
# Links from a place: to this many of the nearest vertices that are clear, within this distance.
LINKS = 12
LINK_CANDIDATES = 60
LINK_KM = 900.0
# Direct links between two places, clear of land.
DIRECT_KM = 1500.0
# Waters in which lanes are needed: land elsewhere is not looked at.
WATERS = (-25.0, -42.0, 145.0, 67.0)

Ints = npt.NDArray[np.int64]


class SeaError(ValueError):
    """Two places that no lane joins."""


@dataclass(frozen=True)
class Channel:
    """A hand-drawn fairway; it may be entered at its ends and at each vertex."""

    id: str
    line: tuple[Position, ...]
    through: bool


def read_channels(path: Path = CHANNELS) -> tuple[Channel, ...]:
    """Fairways drawn by hand."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(
        Channel(name, tuple((lon, lat) for lon, lat in entry["line"]), entry.get("land", False))
        for name, entry in content["channels"].items()
    )


class SeaNetwork:
    """Shortest lanes between places at sea or on the shore."""

    def __init__(
        self,
        package: Path,
        land: Sequence[shapely.Geometry],
        places: Iterable[Position],
        channels: Path = CHANNELS,
    ) -> None:
        self._obstacle = _obstacle(land)
        self._positions: list[Position] = []
        self._number: dict[Position, int] = {}
        self._discs: dict[Position, shapely.Geometry] = {}
        pieces = [
            piece for piece in self._lane_pieces(package) if not self._obstacle.intersects(_segment(*piece))
        ]
        fairways = read_channels(channels)
        pieces += [pair for fairway in fairways for pair in zip(fairway.line, fairway.line[1:], strict=False)]
        on_fairway = sorted({vertex for fairway in fairways for vertex in fairway.line})
        on_lane = sorted({end for piece in pieces for end in piece})
        shore = sorted(set(places))
        for place in (*shore, *on_fairway):
            pieces += self._links(place, on_lane)
        pieces += self._direct_links(shore, sorted({*shore, *on_fairway}))
        self._matrix = self._costs(pieces)

    def lane(self, places: Sequence[Position]) -> Floats:
        """Vertices of the shortest lane through the places, in order."""
        line: list[Position] = [places[0]]
        for start, end in zip(places, places[1:], strict=False):
            line += self._between(start, end)[1:]
        return np.array(line, float)

    def _between(self, start: Position, end: Position) -> list[Position]:
        source, target = self._number[start], self._number[end]
        distance, before = dijkstra(self._matrix, directed=False, indices=source, return_predecessors=True)
        if not np.isfinite(distance[target]):
            raise SeaError(f"no lane from {start} to {end}; add a channel to {CHANNELS.name}")
        vertices = [target]
        while vertices[-1] != source:
            vertices.append(int(before[vertices[-1]]))
        return [self._positions[vertex] for vertex in vertices[::-1]]

    @staticmethod
    def _lane_pieces(package: Path) -> list[tuple[Position, Position]]:
        """Pieces of the open lanes of marnet inside WATERS, and of the Cape route."""
        content = json.loads((package / "searoute" / "data" / "marnet_searoute.geojson").read_text())
        west, south, east, north = WATERS
        pieces = []
        for feature in content["features"]:
            if feature["properties"].get("passage") in CLOSED_PASSAGES:
                continue
            for line in _lines(feature["geometry"]):
                vertices = [(round(lon, 5), round(lat, 5)) for lon, lat in line]
                pieces += [
                    (start, end)
                    for start, end in zip(vertices, vertices[1:], strict=False)
                    if all(west <= lon <= east and south <= lat <= north for lon, lat in (start, end))
                ]
        return pieces

    def _links(self, place: Position, vertices: Sequence[Position]) -> list[tuple[Position, Position]]:
        """Straight ways from a place to the nearest vertices that land does not block."""
        distances = distance_km(place, np.array(vertices))
        links: list[tuple[Position, Position]] = []
        for candidate in np.argsort(distances, kind="stable")[:LINK_CANDIDATES]:
            if distances[candidate] > LINK_KM or len(links) == LINKS:
                break
            if distances[candidate] > 0 and self._is_clear(place, vertices[candidate]):
                links.append((place, vertices[candidate]))
        return links

    def _direct_links(
        self, places: Sequence[Position], others: Sequence[Position]
    ) -> list[tuple[Position, Position]]:
        return [
            (place, other)
            for place in places
            for other, distance in zip(others, distance_km(place, np.array(others)), strict=True)
            if 0 < distance < DIRECT_KM and self._is_clear(place, other)
        ]

    def _is_clear(self, place: Position, vertex: Position) -> bool:
        """Whether no land lies between; a place on land is taken to have a way to the nearest shore."""
        way: shapely.Geometry = _segment(place, vertex)
        for end in (place, vertex):
            if self._obstacle.intersects(shapely.Point(end)):
                way = way.difference(self._inland_disc(end))
        return not self._obstacle.intersects(way)

    def _inland_disc(self, place: Position) -> shapely.Geometry:
        """Surroundings of a place on land, out to the nearest shore and a little beyond."""
        if place not in self._discs:
            point = shapely.Point(place)
            shore = self._obstacle.boundary.distance(point)
            self._discs[place] = point.buffer(shore + SHORE_MARGIN)
        return self._discs[place]

    def _costs(self, pieces: Sequence[tuple[Position, Position]]) -> csr_matrix:
        pairs = sorted({(min(piece), max(piece)) for piece in pieces if piece[0] != piece[1]})
        ends = np.array(pairs, float)
        numbers = np.array([[self._numbered(start), self._numbered(end)] for start, end in pairs], np.int64)
        count = len(self._positions)
        lengths = distance_km(ends[:, 0], ends[:, 1])
        return coo_matrix((lengths, (numbers[:, 0], numbers[:, 1])), shape=(count, count)).tocsr()

    def _numbered(self, position: Position) -> int:
        if position not in self._number:
            self._number[position] = len(self._positions)
            self._positions.append(position)
        return self._number[position]


def _obstacle(land: Sequence[shapely.Geometry]) -> shapely.Geometry:
    """Land that blocks a lane."""
    near = [shapely.intersection(shapely.make_valid(area), shapely.box(*WATERS)) for area in land]
    shrunk = shapely.buffer(shapely.union_all(near), -LAND_TOLERANCE)
    shapely.prepare(shrunk)
    return shrunk


def _segment(start: Position, end: Position) -> shapely.LineString:
    return shapely.LineString([start, end])


def _lines(geometry: Mapping[str, Any]) -> list[list[Position]]:
    lines: list[list[Position]] = geometry["coordinates"]
    if geometry["type"] == "LineString":
        return [geometry["coordinates"]]
    return lines
