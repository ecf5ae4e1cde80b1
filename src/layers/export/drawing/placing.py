"""Placement of text on a page, such that no text covers what was placed before it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from layers.export.drawing.shapes import DrawnCallout, Path, Point
from layers.export.drawing.typeface import text_width_pt, wrap
from layers.picture.label_style import CALLOUT_COST, LEADER_STEP_PX

__all__ = ["Board", "Box", "place_callout"]

Box = tuple[float, float, float, float]
"""x, y of the upper left corner, width and height, in points."""
_EDGE_PT = 2.0
_MOST_LINES = 3
_LEADER_STEP_PT = 3.0
_TOO_NEAR_PT, _TOO_NEAR_COST = 8.0, 40.0
_USUAL_LINE_PX = 3.2
"""Width of most lines: what turns a covered area into a covered length."""
LINE_HEIGHT = 1.22


@dataclass(frozen=True)
class Spot:
    """A free box and how much drawn line it covers."""

    box: Box
    cost: float


class Board:
    """A page on which boxes are reserved one after the other; ``clear`` are reserved from the start."""

    def __init__(self, width_pt: float, height_pt: float, clear: Iterable[Box] = ()) -> None:
        self.width_pt, self.height_pt = width_pt, height_pt
        self.taken: list[Box] = list(clear)
        self._ink: NDArray[np.float64] = np.zeros((math.ceil(height_pt) + 1, math.ceil(width_pt) + 1))

    def ink(self, lines: Iterable[tuple[Iterable[Path], float]]) -> None:
        """Record where lines (paths, width in points) run: text avoids them where it can."""
        image = Image.new("L", (math.ceil(self.width_pt), math.ceil(self.height_pt)))
        pencil = ImageDraw.Draw(image)
        for paths, width in lines:
            for path in paths:
                pencil.line(list(path), fill=1, width=max(1, round(width)))
        drawn = np.asarray(image, dtype=float)
        self._ink[1:, 1:] = drawn.cumsum(axis=0).cumsum(axis=1)

    def covered(self, box: Box) -> float:
        """Area of drawn line under a box, in square points."""
        x0, y0 = max(0, int(box[0])), max(0, int(box[1]))
        x1 = min(self._ink.shape[1] - 1, math.ceil(box[0] + box[2]))
        y1 = min(self._ink.shape[0] - 1, math.ceil(box[1] + box[3]))
        if x1 <= x0 or y1 <= y0:
            return 0.0
        ink = self._ink
        return float(ink[y1, x1] - ink[y0, x1] - ink[y1, x0] + ink[y0, x0])

    def within(self, box: Box) -> bool:
        """Whether the box lies on the page."""
        x, y, width, height = box
        return (
            x >= _EDGE_PT and y >= _EDGE_PT
            and x + width <= self.width_pt - _EDGE_PT and y + height <= self.height_pt - _EDGE_PT
        )  # fmt: skip

    def free(self, box: Box) -> bool:
        """Whether the box lies on the page and overlaps no reserved box."""
        if not self.within(box):
            return False
        x, y, right, below = box[0], box[1], box[0] + box[2], box[1] + box[3]
        for other in self.taken:
            if x < other[0] + other[2] and right > other[0] and y < other[1] + other[3] and below > other[1]:
                return False
        return True

    def take(self, box: Box) -> None:
        """Reserve the box."""
        self.taken.append(box)

    def best(self, boxes: Iterable[Box]) -> Box | None:
        """The free box that covers least of the lines, earlier ones preferred; None if none is free."""
        spots = [
            Spot(box, self.covered(box) + 0.02 * i * box[3]) for i, box in enumerate(boxes) if self.free(box)
        ]
        return min(spots, key=lambda spot: spot.cost).box if spots else None


def place_callout(
    board: Board, at: Point, text: str, size_pt: float, reach: float, unit_pt: float, others: Sequence[Box]
) -> DrawnCallout | None:
    """Place a callout at the cheapest free spot and reserve it; None if no spot is free.

    Parameters
    ----------
    at, reach
        Middle of the place, and the distance from it at which the leader ends, so that the symbol shows.
    unit_pt
        Length of a pixel on the page.
    others
        Boxes of the callouts placed before.
    """
    cost_of = _SpotCost(board, at, unit_pt, others)
    best: tuple[float, Box, list[str]] | None = None
    for lines in _wrappings(text, size_pt):
        widths = [text_width_pt(line, size_pt) for line in lines]
        width, shape = max(widths) + 1.3 * size_pt, _clumsiness(widths, size_pt)
        height = LINE_HEIGHT * size_pt * len(lines) + 0.7 * size_pt
        for box in _around(board, at, width, height):
            cost = shape + cost_of.distance(box)
            if (best and cost >= best[0]) or not board.free(box):
                continue
            cost += cost_of.cover(box)
            if best is None or cost < best[0]:
                best = cost, box, lines
    if best is None:
        return None
    _, box, lines = best
    board.take(_grown(box, 2.0))
    start = nearest_edge(box, at)
    length = math.dist(start, at)
    share = max(0.0, 1 - reach / length) if length else 0.0
    end = tuple(round(a + share * (b - a), 1) for a, b in zip(start, at, strict=True))
    for step in range(1, int(length * share / _LEADER_STEP_PT)):  # no later word may stand on its line
        part = step * _LEADER_STEP_PT / length
        x, y = (a + part * (b - a) for a, b in zip(start, at, strict=True))
        board.take(_grown((x, y, 0.0, 0.0), _LEADER_STEP_PT / 2))
    return DrawnCallout("\n".join(lines), box, (end[0], end[1]), size_pt)


def _wrappings(text: str, size_pt: float) -> list[list[str]]:
    """The text in one, two and three lines, each wrapping as narrow as possible."""
    found: dict[int, list[str]] = {}
    whole = text_width_pt(text, size_pt) + 1
    for share in np.linspace(1.0, 0.25, 31):
        lines = wrap(text, whole * float(share), size_pt)
        if len(lines) <= _MOST_LINES:
            found[len(lines)] = lines
    return list(found.values())


def _around(board: Board, at: Point, width: float, height: float) -> list[Box]:
    """Boxes around a place, the near ones first, then all over the page."""
    boxes = []
    for far in (14, 24, 36, 52, 72, 96, 124, 156, 192):
        for step in range(24):
            angle = math.pi * step / 12
            x = at[0] + (far + width / 2) * math.cos(angle) - width / 2
            y = at[1] + (far + height / 2) * math.sin(angle) - height / 2
            boxes.append(_rounded((x, y, width, height)))
    columns = np.arange(6, board.width_pt - width - 6, max(12.0, width / 2))
    rows = np.arange(6, board.height_pt - height - 6, max(12.0, height / 2))
    boxes += [_rounded((float(x), float(y), width, height)) for x in columns for y in rows]
    return boxes


class _SpotCost:
    """Cost of a box for the callout of one place, in points, by the shared table of costs."""

    def __init__(self, board: Board, at: Point, unit_pt: float, others: Sequence[Box]) -> None:
        self._board, self._at, self._unit_pt = board, at, unit_pt
        self._taken, self._others = _edges(board.taken), _edges(others)

    def distance(self, box: Box) -> float:
        """Cost of its distance, and of a leader that is too short to be seen."""
        length = math.dist(self._at, nearest_edge(box, self._at))
        return CALLOUT_COST["px"] * length + (_TOO_NEAR_COST if length < _TOO_NEAR_PT else 0.0)

    def cover(self, box: Box) -> float:
        """Cost of the lines that the box covers, and of what its leader crosses."""
        unit = self._unit_pt
        covered = self._board.covered(box) / (_USUAL_LINE_PX * unit)
        cost = CALLOUT_COST["coveredPx"] * min(covered, CALLOUT_COST["mostCoveredPx"] * unit)
        to, step = nearest_edge(box, self._at), LEADER_STEP_PX * unit
        count = int(math.dist(self._at, to) / step)
        shares = np.arange(1, count + 1) / (count + 1)
        points = np.array(self._at) + shares[:, None] * (np.array(to) - np.array(self._at))
        cost += CALLOUT_COST["crossedPx"] * step * int(_inside(points, self._taken).sum())
        return cost + (CALLOUT_COST["throughAnother"] * unit if _inside(points, self._others).any() else 0.0)


def _edges(boxes: Sequence[Box]) -> NDArray[np.float64]:
    """Left, top, right and lower edge of each box."""
    found = np.array(boxes, dtype=float).reshape(-1, 4)
    found[:, 2:] += found[:, :2]
    return found


def _inside(points: NDArray[np.float64], edges: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which of the points lie in some box."""
    x, y = points[:, :1], points[:, 1:]
    hit = (edges[:, 0] - 1 < x) & (x < edges[:, 2] + 1) & (edges[:, 1] - 1 < y) & (y < edges[:, 3] + 1)
    return np.asarray(hit.any(axis=1))


def _clumsiness(widths: Sequence[float], size_pt: float) -> float:
    """Cost of a wrapping, for long lines, many lines and a short last line, in points."""
    longest = max(widths)
    return 0.6 * max(0.0, longest - 11 * size_pt) + 6 * (len(widths) - 1) + 25 * (1 - widths[-1] / longest)


def nearest_edge(box: Box, at: Point) -> Point:
    """The point of a box nearest to a place, where the leader starts."""
    x = min(max(at[0], box[0]), box[0] + box[2])
    y = min(max(at[1], box[1]), box[1] + box[3])
    return x, y


def _grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + 2 * by, box[3] + 2 * by


def _rounded(box: Sequence[float]) -> Box:
    x, y, width, height = (round(value, 1) for value in box)
    return x, y, width, height
