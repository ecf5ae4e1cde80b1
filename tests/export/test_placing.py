"""Where a callout goes: near its place, off lines, its leader through nothing that is named."""

from __future__ import annotations

import math

import pytest

from layers.export.drawing.placing import Board, Box, nearest_edge, place_callout
from layers.export.drawing.shapes import DrawnCallout

AT = (200.0, 150.0)


def place(board: Board, others: tuple[Box, ...] = ()) -> DrawnCallout:
    callout = place_callout(board, AT, "A port on a closed sea", 9.0, 6.0, 0.75, others)
    assert callout is not None
    return callout


def length(callout: DrawnCallout) -> float:
    return math.dist(nearest_edge(callout.box, AT), AT)


def crosses(callout: DrawnCallout, box: Box) -> bool:
    """Whether the leader runs over a box, looked at in a hundred steps."""
    start = nearest_edge(callout.box, AT)
    x, y, width, height = box
    return any(
        x < AT[0] + t * (start[0] - AT[0]) < x + width and y < AT[1] + t * (start[1] - AT[1]) < y + height
        for t in (step / 100 for step in range(1, 100))
    )


def test_on_an_empty_page_it_stands_close_by() -> None:
    assert 8 <= length(place(Board(400, 300))) <= 15


def test_it_moves_off_lines_that_are_drawn() -> None:
    board, plain = Board(400, 300), place(Board(400, 300)).box
    middle = plain[1] + plain[3] / 2
    board.ink([([((plain[0], middle), (plain[0] + plain[2], middle))], plain[3])])
    assert board.covered(place(board).box) == 0


@pytest.mark.parametrize("wall", [(214.0, 120.0, 4.0, 60.0), (182.0, 120.0, 4.0, 60.0)])
def test_its_leader_goes_round_what_stands_in_the_way(wall: Box) -> None:
    """To the right or to the left of the place: the other side is as near and is free."""
    board = Board(400, 300)
    board.take(wall)
    assert not crosses(place(board), wall)


def test_where_every_leader_crosses_something_another_callout_is_the_last_resort() -> None:
    """A ring of names around the place, one side of which is a callout."""
    ring: tuple[Box, ...] = (
        (186.0, 136.0, 28.0, 4.0), (186.0, 160.0, 28.0, 4.0), (186.0, 140.0, 4.0, 20.0),
    )  # fmt: skip
    other: Box = (210.0, 140.0, 4.0, 20.0)
    board = Board(400, 300)
    for box in (*ring, other):
        board.take(box)
    callout = place(board, (other,))
    assert any(crosses(callout, box) for box in ring) and not crosses(callout, other)


def test_a_full_page_has_no_room() -> None:
    board = Board(400, 300)
    board.take((0.0, 0.0, 400.0, 300.0))
    assert place_callout(board, AT, "A port", 9.0, 6.0, 0.75, ()) is None
