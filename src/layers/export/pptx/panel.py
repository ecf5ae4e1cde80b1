"""Sizes of the text and figures beside the map of a slide, chosen so that all of them fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from layers.export.pptx.shapes import Box, balanced, high_pt, largest, wide_pt
from layers.stories.rendering import ShownFigure, ShownScene

__all__ = ["CELL_GAP", "Cell", "PanelSizes", "cells_of", "sizes_of"]

_GAP = 8.0


@dataclass(frozen=True)
class PanelSizes:
    """Font sizes of a scene's text, of its figures and of their labels."""

    text: float
    value: float
    label: float


_LADDER = (
    PanelSizes(18, 32, 13), PanelSizes(17, 32, 13), PanelSizes(16, 30, 13), PanelSizes(16, 28, 12),
    PanelSizes(15, 26, 12), PanelSizes(14, 24, 12), PanelSizes(14, 22, 11), PanelSizes(14, 20, 10),
)  # fmt: skip
CELL_GAP = 14.0
_LONG_VALUE, _MOST_ROWS = 22.0, 3
_VALUE_LINES = ((1, 1.0, 18.0), (2, 0.75, 15.0), (3, 0.6, 14.0))
"""A value's lines, the share of its size that it then has, and the least size that is worth it."""


@dataclass(frozen=True)
class Cell:
    """A figure and its place: the value above its label."""

    value: str
    label: str
    box: Box
    value_pt: float
    value_high: float


def cells_of(figures: Sequence[ShownFigure], sizes: PanelSizes, panel: Box) -> list[Cell]:
    """Lay out figures at the foot of the panel, two in a row; a long value has a row of its own."""
    laid, y = [], 0.0
    for row in _figure_rows(figures, panel[2]):
        width = (panel[2] - CELL_GAP * (len(row) - 1)) / len(row)
        values = [_value(figure.value, sizes.value, width) for figure in row]
        value_pt = min(size for _, size in values)
        value_high = max(high_pt(value, value_pt, width, bold=True) for value, _ in values)
        label_high = max(high_pt(figure.label, sizes.label, width) for figure in row)
        for i, (figure, (value, _)) in enumerate(zip(row, values, strict=True)):
            box = (panel[0] + i * (width + CELL_GAP), y, width, value_high + label_high)
            laid.append(Cell(value, figure.label, box, value_pt, value_high))
        y += value_high + label_high + _GAP
    top = panel[1] + panel[3] - (y - _GAP)
    return [replace(cell, box=(cell.box[0], cell.box[1] + top, *cell.box[2:])) for cell in laid]


def _figure_rows(figures: Sequence[ShownFigure], width: float) -> list[list[ShownFigure]]:
    half = (width - CELL_GAP) / 2
    rows: list[list[ShownFigure]] = []
    alone = True
    for figure in figures:
        is_long = wide_pt(figure.value, _LONG_VALUE, bold=True) > half
        if alone or is_long:
            rows.append([])
        rows[-1].append(figure)
        alone = is_long or len(rows[-1]) == 2
    if len(rows) > _MOST_ROWS:
        return [list(figures[i : i + 2]) for i in range(0, len(figures), 2)]
    return rows


def _value(value: str, most: float, width: float) -> tuple[str, float]:
    """Return a value in as few lines as keep it large, and its font size."""
    for lines, share, least in _VALUE_LINES:
        broken = balanced(value, lines)
        widest = max(wide_pt(line, 1.0, bold=True) for line in broken.splitlines() or [""])
        size = min(most * share, width / max(widest, 0.1))
        if size >= least:
            return broken, size
    return value, largest(value, (14, 13, 12, 11, 10, 9, 8), width, most * 2, bold=True)


def sizes_of(scene: ShownScene, panel: Box) -> PanelSizes:
    """Return the largest sizes at which text and figures fit above each other, else the smallest."""
    sizes = _LADDER[-1]
    for sizes in _LADDER:
        cells = cells_of(scene.figures, sizes, panel)
        foot = min((cell.box[1] for cell in cells), default=panel[1] + panel[3] + CELL_GAP)
        if high_pt(scene.text, sizes.text, panel[2]) <= foot - panel[1] - CELL_GAP:
            break
    return sizes
