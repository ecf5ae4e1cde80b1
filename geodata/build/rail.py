"""Main railway lines, as a faint layer under the corridors: makes `geodata/rail.geojson`.

Model: the rail graph holds every track, yard and siding. A line counts as a main line when a shortest path
between neighbouring terminals runs along it; a terminal is the track vertex nearest to the centre of each
cell of a fixed grid that has track. A second pass on the result makes lines that other paths use cheaper,
so that parallel tracks fall together. What is left is cut into chains between junctions; short dead ends
and chains that run beside a shorter one with the same ends are dropped; the rest is simplified.

Units and reference: kilometres; positions (lon, lat) in EPSG:4326, two decimals.
Limits: background only, not to be measured on; branch lines inside a grid cell may be missing; no gauge,
status or date (the source is of April 2024).
Source: OpenStreetMap contributors through scgraph_data 2.0.0, ODbL 1.0 (see `rail_network`).
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from geodata.build import geojson_io
from geodata.build.geodesy import Floats, step_km
from geodata.build.packages import pypi_package
from geodata.build.rail_network import EdgeKind, RailGraph, load_rail_graph
from geodata.build.rail_router import cost_matrix
from geodata.build.routes import GEODATA, read_nodes

__all__ = ["build", "main_lines"]

WINDOW = (20.0, 5.0, 145.0, 62.0)
# Terminals: one per cell of this size (degrees), paths between those within this distance.
CELL = 0.75
REACH_KM = 450.0
# In the second pass, track that the first did not use costs this much more.
UNUSED_COST = 1.4
# Dead ends shorter than this are dropped, and bridges over gaps longer than this are not drawn.
DEAD_END_KM = 40.0
DRAWN_BRIDGE_KM = 15.0
# Two chains between the same junctions are one line if nowhere farther apart than this (degrees).
PARALLEL = 0.08
SIMPLIFY_DEG = 0.03
DECIMALS = 2

Edge = tuple[int, int]

log = logging.getLogger(__name__)


def build(cache: Path, out: Path, geodata: Path = GEODATA) -> Path:
    """Path of the written `rail.geojson`."""
    graph = load_rail_graph(pypi_package("scgraph_data", "2.0.0", cache), read_nodes(geodata))
    lines = [line for line in map(_drawn, main_lines(graph)) if line.length]
    log.info("%s: %d lines, %d vertices", out, len(lines), sum(len(line.coords) for line in lines))
    feature = geojson_io.Feature(shapely.MultiLineString(lines), {"id": "rail"})
    return geojson_io.write([feature], out, DECIMALS)


def main_lines(graph: RailGraph) -> list[Floats]:
    """Lines between junctions of the main network."""
    matrix, edge_of = cost_matrix(graph)
    terminals = _terminals(graph)
    first = _edges_used(matrix, terminals)
    used = set(_edges_used(_discounted(matrix, first), terminals))
    drawn = {edge for edge in used if _is_drawn(graph, edge_of[edge])}
    chains = _chains(drawn)
    while True:
        kept = _without_parallels(graph, _without_dead_ends(graph, chains))
        joined = _chains({_edge(*pair) for chain in kept for pair in pairwise(chain)})
        if len(joined) == len(chains):
            return [graph.positions[list(chain)] for chain in joined]
        chains = joined


def _terminals(graph: RailGraph) -> npt.NDArray[np.int64]:
    """The vertex nearest to the centre of each cell that has track."""
    west, south, east, north = WINDOW
    lon, lat = graph.positions.T
    inside = np.flatnonzero((lon > west) & (lon < east) & (lat > south) & (lat < north))
    cell = np.floor(graph.positions[inside] / CELL)
    from_centre = np.abs(graph.positions[inside] / CELL - cell - 0.5).max(axis=1)
    order = np.lexsort((from_centre, cell[:, 1], cell[:, 0]))
    _, first = np.unique(cell[order], axis=0, return_index=True)
    return inside[order[first]]


def _edges_used(matrix: csr_matrix, terminals: npt.NDArray[np.int64]) -> Counter[Edge]:
    """Edges on the shortest paths between terminals within reach, and how many paths use each."""
    used: Counter[Edge] = Counter()
    for source in terminals.tolist():
        distance, before = dijkstra(
            matrix, directed=False, indices=source, return_predecessors=True, limit=REACH_KM
        )
        walked = {source}
        for target in terminals[np.isfinite(distance[terminals])].tolist():
            vertex = target
            while vertex not in walked:
                walked.add(vertex)
                used[_edge(vertex, int(before[vertex]))] += 1
                vertex = int(before[vertex])
    return used


def _discounted(matrix: csr_matrix, used: Counter[Edge]) -> csr_matrix:
    """Costs in which track that few paths use is dearer."""
    entries = matrix.tocoo()
    often = np.array(
        [used[_edge(int(a), int(b))] for a, b in zip(entries.row, entries.col, strict=True)], float
    )
    dearer = entries.data * np.where(often > 2, 1.0, np.where(often > 0, 1.1, UNUSED_COST))
    return csr_matrix((dearer, (entries.row, entries.col)), shape=matrix.shape)


def _edge(first: int, second: int) -> Edge:
    return (first, second) if first < second else (second, first)


def _is_drawn(graph: RailGraph, edge: int) -> bool:
    return bool(graph.kinds[edge] != EdgeKind.BRIDGE or graph.lengths_km[edge] < DRAWN_BRIDGE_KM)


def _chains(edges: Iterable[Edge]) -> list[tuple[int, ...]]:
    """Edges joined into walks that end at junctions and dead ends; closed walks without one are dropped."""
    neighbours: defaultdict[int, list[int]] = defaultdict(list)
    for first, second in sorted(edges):
        neighbours[first].append(second)
        neighbours[second].append(first)
    ends = {vertex for vertex, others in neighbours.items() if len(others) != 2}
    chains = []
    for end in sorted(ends):
        for step in neighbours[end]:
            chain = [end, step]
            while chain[-1] not in ends:
                chain += [other for other in neighbours[chain[-1]] if other != chain[-2]]
            if (chain[0], chain[1]) <= (chain[-1], chain[-2]):
                chains.append(tuple(chain))
    return chains


def _without_dead_ends(graph: RailGraph, chains: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    degree = Counter(end for chain in chains for end in (chain[0], chain[-1]))
    return [
        chain
        for chain in chains
        if min(degree[chain[0]], degree[chain[-1]]) > 1 or _length_km(graph, chain) >= DEAD_END_KM
    ]


def _without_parallels(graph: RailGraph, chains: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The chains without loops at one junction and without longer twins of another chain."""
    kept: dict[Edge, list[tuple[int, ...]]] = {}
    for chain in sorted(chains, key=lambda chain: (_length_km(graph, chain), chain)):
        if chain[0] == chain[-1]:
            if _length_km(graph, chain) >= 2 * DEAD_END_KM:
                kept.setdefault((chain[0], chain[0]), []).append(chain)
            continue
        twins = kept.setdefault(_edge(chain[0], chain[-1]), [])
        line = shapely.LineString(graph.positions[list(chain)])
        others = [shapely.LineString(graph.positions[list(twin)]) for twin in twins]
        if all(shapely.hausdorff_distance(line, other, densify=0.2) > PARALLEL for other in others):
            twins.append(chain)
    return sorted(chain for twins in kept.values() for chain in twins)


def _length_km(graph: RailGraph, chain: tuple[int, ...]) -> float:
    return float(step_km(graph.positions[list(chain)]).sum())


def _drawn(line: Floats) -> shapely.LineString:
    simplified = shapely.get_coordinates(shapely.LineString(line).simplify(SIMPLIFY_DEG))
    return shapely.LineString(simplified.round(DECIMALS))
