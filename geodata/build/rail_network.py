"""The open rail graph: read, corrected by hand, and joined where it is broken.

Model: an undirected graph of track. An edge has a track length, which is the true one of OpenStreetMap,
and is drawn as the straight line between its ends, which may be far from the track: lengths are right
where shapes are wrong. So long edges are first given their real shape (`rail_shapes.yaml`), then pieces
that do not touch are joined by flagged straight bridges, and only then are places snapped to the graph
(`rail_router`).

Units and reference: kilometres; positions (lon, lat) in EPSG:4326.
Limits: no gauge, status, electrification or name on any edge; high-speed and classic lines are mixed, so
waypoints decide; dated April 2024; bridges are straight.
Source: world_railways.py of PyPI scgraph_data 2.0.0, read as text and never imported. Data from
OpenStreetMap contributors, treated as ODbL 1.0 although the package states MIT.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import Delaunay

from geodata.build.geodesy import Floats, Position, distance_km

__all__ = [
    "SHAPES",
    "SHORTEST_EDGE_KM",
    "Corrections",
    "EdgeKind",
    "Ints",
    "RailError",
    "RailGraph",
    "Shape",
    "load_rail_graph",
    "read_corrections",
]

SHAPES = Path(__file__).with_name("rail_shapes.yaml")

Ints = npt.NDArray[np.int64]

# The corridors and their surroundings: Central Europe to the Pacific.
WINDOW = (10.0, 5.0, 150.0, 72.0)
# Ends of an edge are recognised within this distance: coordinates were read off a map.
MATCH_KM = 4.0
# Longest bridge between separate pieces of the graph, and from a loose end to anything.
BRIDGE_BETWEEN_PIECES_KM = 150.0
BRIDGE_FROM_LOOSE_END_KM = 40.0
SHORTEST_EDGE_KM = 0.001

log = logging.getLogger(__name__)


class RailError(ValueError):
    """A correction that fits no edge, or places that no path joins."""


class EdgeKind(IntEnum):
    """Where an edge's geometry comes from."""

    SURVEYED = 0
    SHAPED = 1
    BRIDGE = 2


@dataclass(frozen=True)
class RailGraph:
    """Vertices and edges; row k of the edge arrays describes edge k."""

    positions: Floats
    starts: Ints
    ends: Ints
    lengths_km: Floats
    kinds: npt.NDArray[np.int8]

    def edges_selected(self, selected: npt.NDArray[np.bool_]) -> RailGraph:
        """The same vertices with only the selected edges."""
        return RailGraph(
            self.positions,
            self.starts[selected],
            self.ends[selected],
            self.lengths_km[selected],
            self.kinds[selected],
        )

    def extended(
        self, positions: Floats, starts: Ints, ends: Ints, lengths_km: Floats, kinds: npt.NDArray[np.int8]
    ) -> RailGraph:
        """The graph with vertices and edges added at the end of its arrays."""
        return RailGraph(
            np.vstack([self.positions, positions.reshape(-1, 2)]),
            np.concatenate([self.starts, starts]).astype(np.int64),
            np.concatenate([self.ends, ends]).astype(np.int64),
            np.concatenate([self.lengths_km, lengths_km]),
            np.concatenate([self.kinds, kinds]).astype(np.int8),
        )

    def chords_km(self) -> Floats:
        """Straight length of each edge."""
        return distance_km(self.positions[self.starts], self.positions[self.ends])


@dataclass(frozen=True)
class Shape:
    """The real course of an edge, given by the edge's two ends."""

    ends: tuple[Position, Position]
    via: tuple[Position, ...]
    length_km: float | None


@dataclass(frozen=True)
class Corrections:
    """Content of `rail_shapes.yaml`: courses of existing edges, and lines of track to add."""

    shapes: tuple[Shape, ...]
    links: tuple[tuple[Position, ...], ...]


def load_rail_graph(package: Path, nodes: Mapping[str, Position], shapes: Path = SHAPES) -> RailGraph:
    """The corrected and joined graph, from the unpacked scgraph_data package."""
    corrections = read_corrections(nodes, shapes)
    graph = _clipped(_read_graph(package / "scgraph_data" / "world_railways.py"))
    graph = _corrected(graph, corrections)
    return _bridged(graph)


def read_corrections(nodes: Mapping[str, Position], path: Path = SHAPES) -> Corrections:
    """Shapes and links written by hand; `nodes` gives the positions of places that they name."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Corrections(
        shapes=tuple(_shape(entry, nodes) for entry in content["shapes"]),
        links=tuple(tuple((lon, lat) for lon, lat in entry["line"]) for entry in content["links"]),
    )


def _shape(entry: Mapping[str, Any], nodes: Mapping[str, Position]) -> Shape:
    first, last = entry["ends"]
    return Shape(
        ends=((first[0], first[1]), (last[0], last[1])),
        via=tuple(nodes[point] if isinstance(point, str) else (point[0], point[1]) for point in entry["via"]),
        length_km=entry.get("length_km"),
    )


def _read_graph(source: Path) -> RailGraph:
    """The world's graph without self-loops, each edge once.

    The file is Python text with dicts of integer keys. Quoting the keys makes it JSON, which parses ten
    times faster than `ast.literal_eval` and in a tenth of the memory.
    """
    text = source.read_text(encoding="utf-8")
    adjacency = json.loads(re.sub(r"(\d+):", r'"\1":', _assigned(text, "graph")))
    latitudes_first = np.array(json.loads(_assigned(text, "nodes")), float)
    edges = [
        (start, int(end), length)
        for start, neighbours in enumerate(adjacency)
        for end, length in neighbours.items()
        if start < int(end)
    ]
    starts, ends, lengths = zip(*edges, strict=True)
    positions = latitudes_first[:, ::-1].copy()
    starts_array, ends_array = np.array(starts, np.int64), np.array(ends, np.int64)
    chords = distance_km(positions[starts_array], positions[ends_array])
    return RailGraph(
        positions,
        starts_array,
        ends_array,
        np.maximum(np.maximum(np.array(lengths, float), chords), SHORTEST_EDGE_KM),
        np.full(len(edges), EdgeKind.SURVEYED, np.int8),
    )


def _assigned(text: str, name: str) -> str:
    match = re.search(rf"^{name}\s*=\s*(.*)$", text, re.MULTILINE)
    if match is None:
        raise RailError(
            f"world_railways.py: nothing assigns {name!r}; expected the layout of scgraph_data 2.0.0"
        )
    return match[1]


def _clipped(graph: RailGraph) -> RailGraph:
    """The part of the graph inside WINDOW, vertices renumbered."""
    west, south, east, north = WINDOW
    lon, lat = graph.positions.T
    inside = (lon > west) & (lon < east) & (lat > south) & (lat < north)
    kept = graph.edges_selected(inside[graph.starts] & inside[graph.ends])
    number = np.cumsum(inside) - 1
    return RailGraph(
        graph.positions[inside], number[kept.starts], number[kept.ends], kept.lengths_km, kept.kinds
    )


def _corrected(graph: RailGraph, corrections: Corrections) -> RailGraph:
    for shape in corrections.shapes:
        graph = _with_shape(graph, shape)
    for link in corrections.links:
        graph = _with_link(graph, link)
    return graph


def _with_shape(graph: RailGraph, shape: Shape) -> RailGraph:
    """The graph with all edges between the two ends replaced by one of the given shape."""
    matching, forward = _edges_between(graph, *shape.ends)
    if not matching.size:
        raise RailError(
            f"rail_shapes.yaml, ends {list(shape.ends)}: no edge of the graph joins points within "
            f"{MATCH_KM:g} km of them; correct the positions."
        )
    remaining = np.ones(len(graph.starts), bool)
    remaining[matching] = False
    rest = graph.edges_selected(remaining)
    lightest = matching[np.argmin(graph.lengths_km[matching])]
    start, end = graph.starts[lightest], graph.ends[lightest]
    if not forward[np.argmin(graph.lengths_km[matching])]:
        start, end = end, start
    via = np.array(shape.via, float).reshape(-1, 2)
    line = np.vstack([graph.positions[start], via, graph.positions[end]])
    steps = distance_km(line[:-1], line[1:])
    total = shape.length_km or max(float(graph.lengths_km[lightest]), float(steps.sum()))
    numbers = np.concatenate([[start], len(graph.positions) + np.arange(len(via)), [end]]).astype(np.int64)
    return rest.extended(
        via,
        numbers[:-1],
        numbers[1:],
        steps * total / steps.sum(),
        _shaped(len(steps)),
    )


def _with_link(graph: RailGraph, link: Sequence[Position]) -> RailGraph:
    """The graph with a line of track added, joined to the vertices that its ends lie at."""
    line = np.array(link, float)
    numbers = len(graph.positions) + np.arange(len(line))
    joints = [
        (int(numbers[at]), nearest) for at in (0, -1) if (nearest := _vertex_at(graph, link[at])) is not None
    ]
    added = graph.extended(
        line, numbers[:-1], numbers[1:], distance_km(line[:-1], line[1:]), _shaped(len(line) - 1)
    )
    ends = np.array(joints, np.int64).reshape(-1, 2)
    lengths = distance_km(added.positions[ends[:, 0]], added.positions[ends[:, 1]])
    return added.extended(
        np.empty((0, 2)), ends[:, 0], ends[:, 1], np.maximum(lengths, SHORTEST_EDGE_KM), _shaped(len(ends))
    )


def _shaped(count: int) -> npt.NDArray[np.int8]:
    return np.full(count, EdgeKind.SHAPED, np.int8)


def _vertex_at(graph: RailGraph, place: Position) -> int | None:
    """The vertex nearest to a place, if one is within MATCH_KM."""
    near = np.flatnonzero(_within(graph.positions, place, MATCH_KM))
    if not near.size:
        return None
    return int(near[np.argmin(distance_km(graph.positions[near], place))])


def _edges_between(graph: RailGraph, first: Position, last: Position) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Edges that join the surroundings of two points, and whether each runs from the first to the last."""
    near_first = _within(graph.positions, first, MATCH_KM)
    near_last = _within(graph.positions, last, MATCH_KM)
    forward = near_first[graph.starts] & near_last[graph.ends]
    backward = near_last[graph.starts] & near_first[graph.ends]
    matching = np.flatnonzero(forward | backward)
    return matching, forward[matching]


def _within(positions: Floats, centre: Position, radius_km: float) -> npt.NDArray[np.bool_]:
    near = np.zeros(len(positions), bool)
    candidates = np.flatnonzero(np.abs(positions - centre).max(axis=1) < 0.2)
    if candidates.size:
        near[candidates] = distance_km(positions[candidates], centre) < radius_km
    return near


def _bridged(graph: RailGraph) -> RailGraph:
    """The graph with straight bridges between its pieces and from its loose ends.

    Candidates are the edges of a Delaunay triangulation of all vertices: they join neighbours only.
    """
    count = len(graph.positions)
    adjacency = coo_matrix((np.ones(len(graph.starts)), (graph.starts, graph.ends)), shape=(count, count))
    _, piece = connected_components(adjacency, directed=False)
    degree = np.bincount(np.concatenate([graph.starts, graph.ends]), minlength=count)
    # Coincident points would make the triangulation drop vertices: shake them by about 0.1 m, repeatably.
    shaken = graph.positions * [np.cos(np.radians(42)), 1.0]
    shaken = shaken + np.random.default_rng(0).normal(0, 1e-6, shaken.shape)
    triangles = Delaunay(shaken).simplices
    sides = np.vstack([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [0, 2]]])
    sides = np.unique(np.sort(sides, axis=1), axis=0).astype(np.int64)
    length = distance_km(graph.positions[sides[:, 0]], graph.positions[sides[:, 1]])
    between_pieces = (piece[sides[:, 0]] != piece[sides[:, 1]]) & (length < BRIDGE_BETWEEN_PIECES_KM)
    from_loose_end = (degree[sides] <= 1).any(axis=1) & (length < BRIDGE_FROM_LOOSE_END_KM)
    chosen = between_pieces | from_loose_end
    return graph.extended(
        np.empty((0, 2)),
        sides[chosen, 0],
        sides[chosen, 1],
        np.maximum(length[chosen], SHORTEST_EDGE_KM),
        np.full(int(chosen.sum()), EdgeKind.BRIDGE, np.int8),
    )
