"""A drawing as an SVG document: text stays text, no external resource, attributes instead of style sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import quoteattr

from layers.export.drawing.placing import LINE_HEIGHT
from layers.export.drawing.shapes import Area, Drawing, KeyGroup
from layers.export.drawing.svg_marks import (
    BASELINE,
    area_svg,
    callout_svg,
    cross_svg,
    fitted_svg,
    hatch_id,
    labels_svg,
    lines_svg,
    num,
    plain,
    sample_svg,
    symbol_svg,
)
from layers.export.drawing.typeface import FAMILY, text_width_pt, wrap

__all__ = ["drawing_svg", "map_svg"]

_NAMESPACE = "http://www.w3.org/2000/svg"
_FAMILIES = f'"{FAMILY}", "Source Sans 3", "Noto Sans", Arial, sans-serif'
_PAD, _CELL, _ROW, _SIZE = 8.0, 26.0, 13.0, 9.0
_NOTE_SIZE, _TITLE_SIZE = 8.0, 13.0
_COLUMN_GAP = 18.0
_FEWEST_IN_A_COLUMN, _MOST_COLUMNS = 3, 4


def map_svg(drawing: Drawing) -> str:
    """The map alone as a document, without legend, scale bar and notes."""
    body = "".join(_map(drawing))
    return _document(drawing, drawing.width_pt, drawing.height_pt, body, "")


def drawing_svg(
    drawing: Drawing, *, legend_at: Literal["below", "inside"] | None = "below", title: str = ""
) -> str:
    """The map with legend, scale bar and notes as one document.

    Parameters
    ----------
    legend_at
        In a band below the map, or inside it in the lower left corner, for which the drawing should have been
        made with that box as ``clear``; None leaves the legend out.
    title
        A line above the map; without one the document is named by the summary of the drawing.
    """
    parts, y = [], 0.0
    if title:
        lines = wrap(title, drawing.width_pt - 2 * _PAD, _TITLE_SIZE, bold=True)
        for line in lines:
            y += LINE_HEIGHT * _TITLE_SIZE
            parts.append(fitted_svg(line, _PAD, y, _TITLE_SIZE, drawing.ink, bold=True))
        y += _PAD
    parts.append(f'<g transform="translate(0 {num(y)})">{"".join(_map(drawing))}')
    if legend_at == "inside":
        parts.append(_inside(drawing))
    parts.append("</g>")
    y += drawing.height_pt
    if legend_at == "below":
        band = _legend(drawing, drawing.width_pt)
        parts.append(f'<g transform="translate(0 {num(y)})">{band.svg}</g>')
        y += band.height_pt
    foot = _foot(drawing)
    parts.append(f'<g transform="translate(0 {num(y)})">{foot.svg}</g>')
    return _document(drawing, drawing.width_pt, y + foot.height_pt, "".join(parts), title)


@dataclass(frozen=True)
class _Block:
    svg: str
    width_pt: float
    height_pt: float


def _document(drawing: Drawing, width: float, height: float, body: str, title: str) -> str:
    name = plain(title or drawing.summary)
    return (
        f'<svg xmlns="{_NAMESPACE}" width="{num(width)}pt" height="{num(height)}pt" '
        f'viewBox="0 0 {num(width)} {num(height)}" lang={quoteattr(drawing.language)} role="img" '
        f"font-family={quoteattr(_FAMILIES)}>"
        f"<title>{name}</title><desc>{plain(drawing.summary)}</desc>"
        f'<rect width="{num(width)}" height="{num(height)}" fill="{drawing.paper}"/>{body}</svg>\n'
    )


# --- the map -----------------------------------------------------------------------------------------------


def _map(drawing: Drawing) -> Iterator[str]:
    width, height = num(drawing.width_pt), num(drawing.height_pt)
    frame = f"frame-{width}-{height}".replace(".", "_")  # several maps may end up in one document
    yield f'<defs><clipPath id="{frame}"><rect width="{width}" height="{height}"/></clipPath>'
    hatched = [a for a in (*drawing.areas, *_samples(drawing.legend)) if isinstance(a, Area) and a.hatch]
    looks = list(dict.fromkeys((area.fill, area.hatch or "") for area in hatched))
    for fill, hatch in looks:
        yield (
            f'<pattern id="{hatch_id(fill, hatch)}" width="4.5" height="4.5" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><rect width="4.5" height="4.5" fill="{fill}"/>'
            f'<line x1="0" y1="0" x2="0" y2="4.5" stroke="{hatch}" stroke-width="1.2"/></pattern>'
        )
    yield f'</defs><g clip-path="url(#{frame})">'
    yield f'<rect width="{width}" height="{height}" fill="{drawing.sea}"/>'
    yield from map(area_svg, drawing.areas)
    yield from lines_svg(drawing.lines)
    yield from map(symbol_svg, drawing.symbols)
    yield from map(cross_svg, drawing.crosses)
    yield from labels_svg(drawing.labels)
    yield "".join(callout_svg(callout, drawing) for callout in drawing.callouts)
    yield (
        f'</g><rect width="{width}" height="{height}" fill="none" stroke="{drawing.ink}" '
        'stroke-width="0.6" stroke-opacity="0.5"/>'
    )


def _samples(legend: Iterable[KeyGroup]) -> Iterator[object]:
    return (key.sample for group in legend for key in group.keys)


# --- beside the map ----------------------------------------------------------------------------------------


def _legend(drawing: Drawing, width: float) -> _Block:
    """The groups side by side, each as wide as its words, wrapped into rows."""
    x, y, row_height, parts = _PAD, _PAD, 0.0, []
    for group in drawing.legend:
        block = _group(group, drawing, (width - 2 * _PAD))
        if x > _PAD and x + block.width_pt > width - _PAD:
            x, y, row_height = _PAD, y + row_height + _PAD, 0.0
        parts.append(f'<g transform="translate({num(x)} {num(y)})">{block.svg}</g>')
        x += block.width_pt + _COLUMN_GAP
        row_height = max(row_height, block.height_pt)
    return _Block("".join(parts), width, y + row_height)


def _group(group: KeyGroup, drawing: Drawing, most: float) -> _Block:
    """A title and its rows; long lists are broken into columns."""
    rows = [wrap(key.label, min(most, 200.0) - _CELL - 6, _SIZE) for key in group.keys]
    column = _CELL + 6 + max((text_width_pt(line, _SIZE) for lines in rows for line in lines), default=0.0)
    fitting = int((most + _COLUMN_GAP) // (column + _COLUMN_GAP))
    columns = max(1, min(fitting, len(rows) // _FEWEST_IN_A_COLUMN, _MOST_COLUMNS))
    each = -(-len(rows) // columns)
    title = wrap(group.title, most, _SIZE, bold=True)
    parts = [
        fitted_svg(line, 0, _SIZE + i * _ROW, _SIZE, drawing.ink, bold=True) for i, line in enumerate(title)
    ]
    head = _SIZE + 5 + (len(title) - 1) * _ROW
    deepest = y = head
    for index, (key, lines) in enumerate(zip(group.keys, rows, strict=True)):
        if index % each == 0:
            y = head
        x = (index // each) * (column + _COLUMN_GAP)
        sample = sample_svg(key.sample)
        parts.append(f'<g transform="translate({num(x)} {num(y + _ROW / 2)})">{sample}</g>')
        for line in lines:
            parts.append(fitted_svg(line, x + _CELL + 6, y + _ROW / 2 + BASELINE * _SIZE, _SIZE, drawing.ink))
            y += _ROW
        deepest = max(deepest, y)
    wide = max(
        columns * column + (columns - 1) * _COLUMN_GAP, *(text_width_pt(line, _SIZE, True) for line in title)
    )
    return _Block("".join(parts), wide, deepest)


def _inside(drawing: Drawing) -> str:
    """The legend on a panel in the lower left corner of the map."""
    parts, y, wide = [], _PAD, 0.0
    for group in drawing.legend:
        block = _group(group, drawing, 220.0)
        parts.append(f'<g transform="translate({_PAD} {num(y)})">{block.svg}</g>')
        y, wide = y + block.height_pt + _PAD, max(wide, block.width_pt)
    top = drawing.height_pt - y - _PAD
    return (
        f'<g transform="translate({_PAD} {num(top)})"><rect width="{num(wide + 2 * _PAD)}" height="{num(y)}" '
        f'fill="{drawing.paper}" fill-opacity="0.93" stroke="{drawing.ink}" stroke-opacity="0.4" '
        f'stroke-width="0.6"/>{"".join(parts)}</g>'
    )


def _foot(drawing: Drawing) -> _Block:
    """Scale bar and notes below the map."""
    bar, y = drawing.scale, _PAD + 5
    x1 = _PAD + bar.length_pt
    scale = (
        f'<path d="M{_PAD} {num(y - 4)}V{num(y)}H{num(x1)}V{num(y - 4)}" fill="none" stroke="{drawing.ink}" '
        f'stroke-width="1.2"/>{fitted_svg(bar.text, x1 + 6, y, _SIZE, drawing.ink)}'
    )
    lines = wrap(" ".join(drawing.notes), drawing.width_pt - 2 * _PAD, _NOTE_SIZE)
    parts = [scale]
    y += 4
    for line in lines if drawing.notes else ():
        y += LINE_HEIGHT * _NOTE_SIZE
        parts.append(fitted_svg(line, _PAD, y, _NOTE_SIZE, drawing.ink))
    return _Block("".join(parts), drawing.width_pt, y + _PAD)
