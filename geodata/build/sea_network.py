"""Sea lanes: the maritime network with ports and straits tied to it, and routed on.

Model: an undirected graph of straight pieces. It holds the lanes of marnet, hand-drawn channels where a
strait or canal is narrower than the lanes are fine (`sea_channels.yaml`), and links from each port and
chokepoint to lane vertices, channel vertices and each other, wherever a straight line keeps off the coast.
A lane piece that crosses land is left out, unless it is a channel. A port is an end, never a waypoint.

Units and reference: kilometres, geodesic; positions (lon, lat) in EPSG:4326.
Limits: shortest water way, without draught, traffic schemes, ice or weather; land is Natural Earth at
1:50 million; near a port a link may cut a spit or islet of up to 0.03 degrees; the Northwest Passage and
the Bering Strait are closed.
Source: marnet of PyPI searoute 1.6.0 (Apache-2.0), from Eurostat SeaRoute (EUPL-1.2).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import shapely
import yaml
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import dijkstra
from shapely.geometry.base import BaseGeometry

from geodata.build.geodesy import Floats, Position, distance_km

__all__ = ["CHANNELS", "SeaError", "SeaNetwork", "read_channels"]

CHANNELS = Path(__file__).with_name("sea_channels.yaml")

CLOSED_PASSAGES = frozenset({"northwest", "bering"})
# Land is shrunk by this much (degrees) before it blocks a piece of lane anywhere.
LAND_TOLERANCE = 0.03
# Links keep this far (degrees) off the coast, except within OFFING of their own ends.
KEEP_OFF = 0.05
OFFING = 0.35
# A place on land is let out to the shore through a disc that reaches this far (degrees) beyond it.
SHORE_MARGIN = 0.03
# Links from a place: to this many of the nearest vertices that are clear, within this distance.
LINKS = 12
LINK_CANDIDATES = 60
LINK_KM = 900.0
# Direct links between two places.
DIRECT_KM = 1500.0
# Paid at each end of a link, so that no lane runs through a port that it does not end at.
CALL_KM = 2000.0
# Waters in which lanes are needed: land elsewhere is not looked at.
WATERS = (-25.0, -42.0, 145.0, 67.0)


class SeaError(ValueError):
    """Two places that no lane joins."""


@dataclass(frozen=True)
class Channel:
    """A hand-drawn fairway. It leads on from its ends; places near it may join it at any vertex."""

    id: str
    line: tuple[Position, ...]


def read_channels(path: Path = CHANNELS) -> tuple[Channel, ...]:
    """Fairways drawn by hand."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(
        Channel(name, tuple((lon, lat) for lon, lat in entry["line"]))
        for name, entry in content["channels"].items()
    )


class SeaNetwork:
    """Shortest lanes between places at sea or on the shore."""

    def __init__(
        self,
        package: Path,
        land: Sequence[BaseGeometry],
        places: Iterable[Position],
        channels: Path = CHANNELS,
    ) -> None:
        self._land, self._coast = _obstacles(land)
        self._positions: list[Position] = []
        self._number: dict[Position, int] = {}
        self._discs: dict[Position, BaseGeometry] = {}
        fairways = [fairway.line for fairway in read_channels(channels)]
        lanes = [piece for piece in _lane_pieces(package) if not self._land.intersects(_segment(*piece))]
        lanes += [piece for line in fairways for piece in pairwise(line)]
        vertices = sorted({end for piece in lanes for end in piece})
        joints = {vertex for line in fairways for vertex in line}
        self._places = frozenset(places)
        # A place on a fairway is reached along the fairway only.
        ashore = sorted(self._places - joints)
        mouths = sorted({end for line in fairways for end in (line[0], line[-1])} - self._places)
        links = [link for mouth in mouths for link in self._links(mouth, vertices)]
        links += [link for place in ashore for link in self._links(place, vertices)]
        links += self._direct_links(ashore, sorted(joints - self._places))
        self._matrix = self._costs([*lanes, *links])

    def lane(self, places: Sequence[Position]) -> Floats:
        """Vertices of the shortest lane through the places, in order."""
        line: list[Position] = [places[0]]
        for start, end in pairwise(places):
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
        self, places: Sequence[Position], joints: Sequence[Position]
    ) -> list[tuple[Position, Position]]:
        others = np.array([*places, *joints])
        return [
            (place, (other[0], other[1]))
            for place in places
            for other, distance in zip(others.tolist(), distance_km(place, others), strict=True)
            if 0 < distance < DIRECT_KM and self._is_clear(place, (other[0], other[1]))
        ]

    def _is_clear(self, start: Position, end: Position) -> bool:
        """Whether a link keeps off the coast; a place on land is taken to have a way to the shore."""
        way: BaseGeometry = _segment(start, end)
        offing = way
        for place in (start, end):
            if self._land.intersects(shapely.Point(place)):
                way = way.difference(self._inland_disc(place))
            offing = offing.difference(shapely.Point(place).buffer(OFFING))
        return not self._land.intersects(way) and not self._coast.intersects(offing)

    def _inland_disc(self, place: Position) -> BaseGeometry:
        """Surroundings of a place on land, out to the nearest shore and a little beyond."""
        if place not in self._discs:
            point = shapely.Point(place)
            shore = self._land.boundary.distance(point)
            self._discs[place] = point.buffer(shore + SHORE_MARGIN)
        return self._discs[place]

    def _costs(self, pieces: Sequence[tuple[Position, Position]]) -> csr_matrix:
        pairs = sorted({(min(piece), max(piece)) for piece in pieces if piece[0] != piece[1]})
        ends = np.array(pairs, float)
        numbers = np.array([[self._numbered(start), self._numbered(end)] for start, end in pairs], np.int64)
        count = len(self._positions)
        calls = np.array([(start in self._places) + (end in self._places) for start, end in pairs])
        lengths = distance_km(ends[:, 0], ends[:, 1]) + calls * CALL_KM
        return coo_matrix((lengths, (numbers[:, 0], numbers[:, 1])), shape=(count, count)).tocsr()

    def _numbered(self, position: Position) -> int:
        if position not in self._number:
            self._number[position] = len(self._positions)
            self._positions.append(position)
        return self._number[position]


def _lane_pieces(package: Path) -> list[tuple[Position, Position]]:
    """Pieces of the open lanes of marnet inside WATERS."""
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
                for start, end in pairwise(vertices)
                if all(west <= lon <= east and south <= lat <= north for lon, lat in (start, end))
            ]
    return pieces


def _obstacles(land: Sequence[BaseGeometry]) -> tuple[BaseGeometry, BaseGeometry]:
    """Land shrunk by LAND_TOLERANCE, and land with a strip of KEEP_OFF along the coast."""
    near = [shapely.intersection(shapely.make_valid(area), shapely.box(*WATERS)) for area in land]
    whole = shapely.union_all(near)
    shrunk, grown = shapely.buffer(whole, -LAND_TOLERANCE), shapely.buffer(whole, KEEP_OFF)
    shapely.prepare(shrunk)
    shapely.prepare(grown)
    return shrunk, grown


def _segment(start: Position, end: Position) -> shapely.LineString:
    return shapely.LineString([start, end])


def _lines(geometry: Mapping[str, Any]) -> list[list[Position]]:
    lines: list[list[Position]] = geometry["coordinates"]
    if geometry["type"] == "LineString":
        return [geometry["coordinates"]]
    return lines
