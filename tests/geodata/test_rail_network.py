"""Snapping, bridging and routing on a rail graph small enough to draw.

Degrees are about 111 km here (on the equator)::

        c (1, 1)
        |
    a --b-----------d     e--f        a-b 120 km, b-c 115 km, b-d 225 km, e-f 56 km
  (0,0)(1,0)     (3,0) (3.1,0)(3.6,0)  d-e is a gap of 11 km
"""

from __future__ import annotations

import numpy as np
import pytest

from geodata.build.rail_network import Corrections, EdgeKind, RailError, RailGraph, Shape
from geodata.build.rail_network import _bridged as bridged
from geodata.build.rail_network import _corrected as corrected
from geodata.build.rail_router import RailRouter

A, B, C, D, E, F = (0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (3.0, 0.0), (3.1, 0.0), (3.6, 0.0)


@pytest.fixture
def graph() -> RailGraph:
    return RailGraph(
        positions=np.array([A, B, C, D, E, F]),
        starts=np.array([0, 1, 1, 4]),
        ends=np.array([1, 2, 3, 5]),
        lengths_km=np.array([120.0, 115.0, 225.0, 56.0]),
        kinds=np.full(4, EdgeKind.SURVEYED, np.int8),
    )


def test_a_path_has_the_length_of_the_track_not_of_the_chord(graph: RailGraph) -> None:
    path = RailRouter(graph, [A, D]).path([A, D])
    assert path.length_km == pytest.approx(345)
    assert path.bridged_km == 0


def test_a_place_between_vertices_splits_the_edge_in_proportion(graph: RailGraph) -> None:
    place = (0.25, 0.01)
    router = RailRouter(graph, [place, B])
    assert router.path([place, B]).length_km == pytest.approx(0.75 * 120, rel=1e-3)
    assert router.snap_km(place) == pytest.approx(1.1, abs=0.05)


def test_a_gap_is_crossed_by_a_flagged_bridge(graph: RailGraph) -> None:
    with pytest.raises(RailError, match="no path"):
        RailRouter(graph, [A, F]).path([A, F])
    path = RailRouter(bridged(graph), [A, F]).path([A, F])
    assert path.bridged_km == pytest.approx(11.1, abs=0.1)
    assert path.length_km == pytest.approx(120 + 225 + 11.1 + 56, abs=0.2)


def test_a_waypoint_on_a_side_track_leaves_no_spur(graph: RailGraph) -> None:
    path = RailRouter(graph, [A, C, D]).path([A, C, D])
    assert path.line.tolist() == [list(A), list(B), list(D)]


def test_a_shape_bends_an_edge_and_keeps_its_length(graph: RailGraph) -> None:
    shape = Shape(ends=(B, D), via=((2.0, 0.1),), length_km=None)
    path = RailRouter(corrected(graph, Corrections((shape,), ())), [B, D]).path([B, D])
    assert path.line.tolist() == [list(B), [2.0, 0.1], list(D)]
    assert path.length_km == pytest.approx(225)
    assert set(path.kinds.tolist()) == {EdgeKind.SHAPED}


def test_a_link_joins_what_its_ends_touch(graph: RailGraph) -> None:
    linked = corrected(graph, Corrections((), ((D, (3.05, 0.01), E),)))
    path = RailRouter(linked, [A, F]).path([A, F])
    assert path.bridged_km == 0


def test_a_shape_that_fits_no_edge_is_refused(graph: RailGraph) -> None:
    shape = Shape(ends=(A, F), via=(), length_km=None)
    with pytest.raises(RailError, match="no edge of the graph"):
        corrected(graph, Corrections((shape,), ()))
