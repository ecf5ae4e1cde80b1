"""A drawing as plain values for the templates ``handout.typ`` and ``picture.typ``."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from layers.export.drawing.shapes import Area, Cross, Drawing, Key, Line, ScaleBar, Symbol
from layers.export.drawing.svg import map_svg

__all__ = ["printed_legend", "printed_map", "printed_scale"]

_SAMPLE_WIDTH_PT, _SAMPLE_HEIGHT_PT = 26.0, 14.0
"""As high and wide as ``parts.typ`` places them."""


def printed_map(drawing: Drawing) -> dict[str, Any]:
    """Return the map, its size, and its text alternative."""
    return {
        "svg": map_svg(drawing), "alt": drawing.summary,
        "width": drawing.width_pt, "height": drawing.height_pt,
    }  # fmt: skip


def printed_scale(drawing: Drawing) -> dict[str, Any]:
    """Return the scale bar, correct where the map is as wide as it was drawn."""
    return {"length": drawing.scale.length_pt, "text": drawing.scale.text}


def printed_legend(drawing: Drawing) -> list[dict[str, Any]]:
    """Return groups of samples, each a small picture, with their meanings."""
    return [
        {
            "title": group.title,
            "keys": [{"label": key.label, "sample": _sample_svg(key, drawing)} for key in group.keys],
        }
        for group in drawing.legend
    ]


def _sample_svg(key: Key, drawing: Drawing) -> str:
    """Return a map of only the sample, on paper and without a visible frame."""
    small = replace(
        drawing, width_pt=_SAMPLE_WIDTH_PT, height_pt=_SAMPLE_HEIGHT_PT, sea=drawing.paper, ink=drawing.paper,
        areas=(), lines=(), symbols=(), crosses=(), labels=(), callouts=(), legend=(),
        scale=ScaleBar(0, 0.0, ""), summary=key.label,
    )  # fmt: skip
    return map_svg(_with(small, key.sample))


def _with(small: Drawing, sample: Line | Symbol | Cross | Area) -> Drawing:
    """Return the drawing with the sample moved onto the page: samples lie around y = 0, the page's top."""
    down = _SAMPLE_HEIGHT_PT / 2
    if isinstance(sample, Line):
        paths = tuple(tuple((x, y + down) for x, y in path) for path in sample.paths)
        return replace(small, lines=(replace(sample, paths=paths),))
    if isinstance(sample, Area):
        rings = tuple(tuple((x, y + down) for x, y in ring) for ring in sample.rings)
        return replace(small, areas=(replace(sample, rings=rings),))
    at = (sample.at[0], sample.at[1] + down)
    if isinstance(sample, Symbol):
        return replace(small, symbols=(replace(sample, at=at),))
    return replace(small, crosses=(replace(sample, at=at),))
