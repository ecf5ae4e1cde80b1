"""Shortest paths along the rail graph, between places near the track.

Model: each place is snapped to the nearest point of track, where the edge is split if no vertex is near.
The cheapest path costs its kilometres of track; a bridge over a gap in the graph costs four times its
length, so that a path takes one only where the graph is broken.

Units and reference: kilometres; positions (lon, lat) in EPSG:4326.
Limits: no turning or gauge restrictions: a train may be turned, or change gauge, at any vertex.
Source: the graph of `rail_network` (OpenStreetMap contributors through scgraph_data 2.0.0, ODbL 1.0).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import dijkstra

from geodata.build.geodesy import Floats, Position, distance_km
from geodata.build.rail_network import SHORTEST_EDGE_KM, EdgeKind, Ints, RailError, RailGraph

__all__ = ["RailPath", "RailRouter", "cost_matrix"]

# A bridge costs this many times its length, plus a fixed amount: track is always preferred.
BRIDGE_COST = 4.0
BRIDGE_FIXED_COST_KM = 0.5
# A place nearer than this to a vertex is snapped to the vertex; otherwise the edge is split.
SNAP_TO_VERTEX_KM = 1.5
# Degrees around a place in which the nearest edge is looked for.
SNAP_WINDOW = 1.2


@dataclass(frozen=True)
class RailPath:
    """A path on the graph: its vertices in order, and length and kind of each step between them."""

    line: Floats
    steps_km: Floats
    kinds: npt.NDArray[np.int8]

    @property
    def length_km(self) -> float:
        return float(self.steps_km.sum())

    @property
    def bridged_km(self) -> float:
        return float(self.steps_km[self.kinds == EdgeKind.BRIDGE].sum())


class RailRouter:
    """Shortest paths between places on the graph.

    All places are snapped when the router is made, each to the nearest point of track; `snap_km` tells how
    far each was moved.
    """

    def __init__(self, graph: RailGraph, places: Sequence[Position]) -> None:
        unique = sorted(set(places))
        self._graph, vertices, moved = _snapped(graph, np.array(unique, float))
        self._vertex = dict(zip(unique, vertices.tolist(), strict=True))
        self._moved: dict[Position, float] = dict(zip(unique, moved.tolist(), strict=True))
        self._matrix, self._edge = cost_matrix(self._graph)

    def snap_km(self, place: Position) -> float:
        """Distance between a place and its point on the graph."""
        return self._moved[place]

    def path(self, places: Sequence[Position]) -> RailPath:
        """The cheapest path through the places, in order."""
        vertices = [self._vertex[places[0]]]
        for start, end in pairwise(places):
            piece = self._vertices_between(start, end)
            vertices = _without_turning_back([*vertices, *piece[1:]])
        edges = np.array([self._edge[min(pair), max(pair)] for pair in pairwise(vertices)], np.int64)
        return RailPath(
            self._graph.positions[vertices], self._graph.lengths_km[edges], self._graph.kinds[edges]
        )

    def _vertices_between(self, start: Position, end: Position) -> list[int]:
        source, target = self._vertex[start], self._vertex[end]
        distance, before = dijkstra(self._matrix, directed=False, indices=source, return_predecessors=True)
        if not np.isfinite(distance[target]):
            raise RailError(f"no path on the rail graph from {start} to {end}")
        vertices = [target]
        while vertices[-1] != source:
            vertices.append(int(before[vertices[-1]]))
        return vertices[::-1]


def _without_turning_back(vertices: list[int]) -> list[int]:
    """The walk without excursions that return the way they went (a waypoint snapped to a side track)."""
    kept: list[int] = []
    for vertex in vertices:
        if len(kept) >= 2 and kept[-2] == vertex:
            kept.pop()
        elif not kept or kept[-1] != vertex:
            kept.append(vertex)
    return kept


def _snapped(graph: RailGraph, places: Floats) -> tuple[RailGraph, Ints, Floats]:
    """The graph with edges split at the places, the vertex of each place, and how far each was moved."""
    track = np.flatnonzero(graph.kinds != EdgeKind.BRIDGE)
    ends = np.stack([graph.positions[graph.starts[track]], graph.positions[graph.ends[track]]], axis=1)
    segments = np.array(shapely.linestrings(ends), dtype=object)
    tree = shapely.STRtree(segments)
    vertices = np.empty(len(places), np.int64)
    moved = np.empty(len(places))
    splits: dict[int, list[tuple[float, int]]] = {}
    for number, place in enumerate(places):
        edge, fraction = _nearest_edge(place, segments, tree)
        edge = int(track[edge])
        ends = np.array([graph.starts[edge], graph.ends[edge]])
        point = graph.positions[ends[0]] * (1 - fraction) + graph.positions[ends[1]] * fraction
        moved[number] = distance_km(place, point)[0]
        to_ends = distance_km(graph.positions[ends], place)
        if to_ends.min() < max(SNAP_TO_VERTEX_KM, 1.5 * moved[number]):
            vertices[number] = ends[np.argmin(to_ends)]
            moved[number] = to_ends.min()
        else:
            splits.setdefault(edge, []).append((fraction, number))
    for edge, cuts in splits.items():
        graph = _split(graph, edge, cuts, vertices)
    whole = np.ones(len(graph.starts), bool)
    whole[list(splits)] = False
    return graph.edges_selected(whole), vertices, moved


def _nearest_edge(
    place: Floats, segments: npt.NDArray[np.object_], tree: shapely.STRtree
) -> tuple[int, float]:
    """The segment nearest to a place, and where on it, as a fraction from its start."""
    candidates = tree.query(shapely.Point(place).buffer(SNAP_WINDOW))
    if not candidates.size:
        candidates = np.array([tree.nearest(shapely.Point(place))])
    # Degrees of longitude shrink with latitude: compare distances in a plane scaled for this latitude.
    scale = np.array([np.cos(np.radians(place[1])), 1.0])
    scaled = shapely.transform(segments[candidates], lambda vertices: vertices * scale)
    point = shapely.Point(place * scale)
    nearest = int(np.argmin(shapely.distance(scaled, point)))
    fraction = shapely.line_locate_point(scaled[nearest], point, normalized=True)
    return int(candidates[nearest]), float(np.nan_to_num(fraction))


def _split(graph: RailGraph, edge: int, cuts: list[tuple[float, int]], vertices: Ints) -> RailGraph:
    """The graph with the pieces of one edge added; the new vertices are entered into `vertices`."""
    cuts = sorted(cuts)
    fractions = np.array([fraction for fraction, _ in cuts])
    start, end = graph.starts[edge], graph.ends[edge]
    new = graph.positions[start] * (1 - fractions[:, None]) + graph.positions[end] * fractions[:, None]
    first_number = len(graph.positions)
    for offset, (_, place) in enumerate(cuts):
        vertices[place] = first_number + offset
    numbers = np.concatenate([[start], first_number + np.arange(len(cuts)), [end]]).astype(np.int64)
    shares = np.diff(np.concatenate([[0.0], fractions, [1.0]]))
    return graph.extended(
        new,
        numbers[:-1],
        numbers[1:],
        np.maximum(graph.lengths_km[edge] * shares, SHORTEST_EDGE_KM),
        np.full(len(shares), graph.kinds[edge], np.int8),
    )


def cost_matrix(graph: RailGraph) -> tuple[csr_matrix, dict[tuple[int, int], int]]:
    """Costs between vertices, and the number of the cheapest edge of each pair of vertices."""
    bridge = graph.kinds == EdgeKind.BRIDGE
    cost = np.where(bridge, graph.lengths_km * BRIDGE_COST + BRIDGE_FIXED_COST_KM, graph.lengths_km)
    low, high = np.minimum(graph.starts, graph.ends), np.maximum(graph.starts, graph.ends)
    order = np.lexsort((cost, high, low))
    order = order[low[order] != high[order]]
    pairs_low, pairs_high = low[order], high[order]
    first_of_pair = np.ones(len(order), bool)
    first_of_pair[1:] = (np.diff(pairs_low) != 0) | (np.diff(pairs_high) != 0)
    cheapest = order[first_of_pair]
    pairs_low, pairs_high = low[cheapest], high[cheapest]
    count = len(graph.positions)
    matrix = coo_matrix((cost[cheapest], (pairs_low, pairs_high)), shape=(count, count)).tocsr()
    pairs = zip(pairs_low.tolist(), pairs_high.tolist(), strict=True)
    return matrix, dict(zip(pairs, cheapest.tolist(), strict=True))
