"""What the tests of decks share: a text that attacks, and how to read shapes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pptx.enum.shapes import MSO_SHAPE_TYPE

HOSTILE = "<a:t>&amp; \"Ü\" 'x' ]]> {doors} \\ %s"


def inside(shapes: Any) -> Iterator[Any]:
    """Every shape, groups and what is in them."""
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from inside(shape.shapes)


def box_of(shape: Any) -> tuple[float, float, float, float]:
    return (shape.left.pt, shape.top.pt, shape.width.pt, shape.height.pt)
