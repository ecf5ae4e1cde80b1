"""A drawing as SVG: text stays text, nothing is fetched, attributes instead of style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape as escape_markup
from xml.sax.saxutils import quoteattr

from layers.export.drawing.placing import LINE_HEIGHT, nearest_edge
from layers.export.drawing.shapes import (
    Area,
    Cross,
    Drawing,
    DrawnCallout,
    KeyGroup,
    Label,
    Line,
    Path,
    Symbol,
)
from layers.export.drawing.typeface import FAMILY, text_width_pt, wrap

__all__ = ["drawing_svg", "map_svg"]

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMESPACE = "http://www.w3.org/2000/svg"
_FAMILIES = f'"{FAMILY}", "Source Sans 3", "Noto Sans", Arial, sans-serif'
_SEMIBOLD = 600
_BASELINE = 0.31  # from the middle of a line of text down to its baseline, in sizes
_PAD, _CELL, _ROW, _SIZE = 8.0, 26.0, 13.0, 9.0
_NOTE_SIZE, _TITLE_SIZE = 8.0, 13.0
_COLUMN_GAP = 18.0
_FEWEST_IN_A_COLUMN, _MOST_COLUMNS = 3, 4


def map_svg(drawing: Drawing) -> str:
    """The map alone, without legend, scale and notes."""
    body = "".join(_map(drawing))
    return _document(drawing, drawing.width_pt, drawing.height_pt, body, "")


def drawing_svg(
    drawing: Drawing, *, legend_at: Literal["below", "inside"] | None = "below", title: str = ""
) -> str:
    """One self-contained document: map, legend, scale bar and notes.

    The legend stands in a band below the map, or inside it in the lower left corner (give its box as
    ``clear`` when drawing), or is left out.
    """
    parts, y = [], 0.0
    if title:
        lines = wrap(title, drawing.width_pt - 2 * _PAD, _TITLE_SIZE, bold=True)
        for line in lines:
            y += LINE_HEIGHT * _TITLE_SIZE
            parts.append(_fitted(line, _PAD, y, _TITLE_SIZE, drawing.ink, bold=True))
        y += _PAD
    parts.append(f'<g transform="translate(0 {_n(y)})">{"".join(_map(drawing))}')
    if legend_at == "inside":
        parts.append(_inside(drawing))
    parts.append("</g>")
    y += drawing.height_pt
    if legend_at == "below":
        band = _legend(drawing, drawing.width_pt)
        parts.append(f'<g transform="translate(0 {_n(y)})">{band.svg}</g>')
        y += band.height_pt
    foot = _foot(drawing)
    parts.append(f'<g transform="translate(0 {_n(y)})">{foot.svg}</g>')
    return _document(drawing, drawing.width_pt, y + foot.height_pt, "".join(parts), title)


@dataclass(frozen=True)
class _Block:
    svg: str
    width_pt: float
    height_pt: float


def _document(drawing: Drawing, width: float, height: float, body: str, title: str) -> str:
    name = _plain(title or drawing.summary)
    return (
        f'<svg xmlns="{_NAMESPACE}" width="{_n(width)}pt" height="{_n(height)}pt" '
        f'viewBox="0 0 {_n(width)} {_n(height)}" lang={quoteattr(drawing.language)} role="img" '
        f"font-family={quoteattr(_FAMILIES)}>"
        f"<title>{name}</title><desc>{_plain(drawing.summary)}</desc>"
        f'<rect width="{_n(width)}" height="{_n(height)}" fill="{drawing.paper}"/>{body}</svg>\n'
    )


# --- the map -----------------------------------------------------------------------------------------------


def _map(drawing: Drawing) -> Iterator[str]:
    width, height = _n(drawing.width_pt), _n(drawing.height_pt)
    frame = f"frame-{width}-{height}".replace(".", "_")  # several maps may end up in one document
    yield f'<defs><clipPath id="{frame}"><rect width="{width}" height="{height}"/></clipPath>'
    hatched = [a for a in (*drawing.areas, *_samples(drawing.legend)) if isinstance(a, Area) and a.hatch]
    looks = list(dict.fromkeys((area.fill, area.hatch or "") for area in hatched))
    for fill, hatch in looks:
        yield (
            f'<pattern id="{_hatch_id(fill, hatch)}" width="4.5" height="4.5" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><rect width="4.5" height="4.5" fill="{fill}"/>'
            f'<line x1="0" y1="0" x2="0" y2="4.5" stroke="{hatch}" stroke-width="1.2"/></pattern>'
        )
    yield f'</defs><g clip-path="url(#{frame})">'
    yield f'<rect width="{width}" height="{height}" fill="{drawing.sea}"/>'
    yield from map(_area, drawing.areas)
    yield from _lines(drawing.lines)
    yield from map(_symbol, drawing.symbols)
    yield from map(_cross, drawing.crosses)
    yield from _labels(drawing.labels)
    yield "".join(_callout(callout, drawing) for callout in drawing.callouts)
    yield (
        f'</g><rect width="{width}" height="{height}" fill="none" stroke="{drawing.ink}" '
        'stroke-width="0.6" stroke-opacity="0.5"/>'
    )


def _samples(legend: Iterable[KeyGroup]) -> Iterator[object]:
    return (key.sample for group in legend for key in group.keys)


def _hatch_id(fill: str, hatch: str) -> str:
    return f"hatch-{fill.lstrip('#')}-{hatch.lstrip('#')}"


def _area(area: Area) -> str:
    fill = f"url(#{_hatch_id(area.fill, area.hatch)})" if area.hatch else area.fill
    return f'<path d="{_d(area.rings, closed=True)}" fill="{fill}" fill-rule="evenodd"/>'


def _lines(lines: Sequence[Line]) -> Iterator[str]:
    """Lines as given; of legs that follow each other all casings first."""
    legs: list[Line] = []
    for line in (*lines, None):
        if line is not None and line.kind == "leg":
            legs.append(line)
            continue
        yield from (_stroke(leg, "casing") for leg in legs if leg.casing)
        yield from (part for leg in legs for part in _core(leg))
        legs = []
        if line is not None:
            yield from (_stroke(line, "casing") for _ in range(bool(line.casing)))
            yield from _core(line)


def _core(line: Line) -> Iterator[str]:
    yield _stroke(line, "core")
    if line.hollow:
        yield _stroke(line, "hollow")


def _stroke(line: Line, part: Literal["casing", "core", "hollow"]) -> str:
    colour, width, opacity = {
        "casing": (line.casing, line.casing_width_pt, line.casing_opacity),
        "core": (line.colour, line.width_pt, line.opacity),
        "hollow": (line.hollow, line.hollow_width_pt, line.opacity),
    }[part]
    dashed = bool(line.dash_pt) and part != "hollow"
    dash = f' stroke-dasharray="{" ".join(map(_n, line.dash_pt))}"' if dashed else ""
    cap = ' stroke-linecap="round"' if line.round_cap and part != "hollow" else ""
    pale = line.opacity if opacity is None else opacity
    opaque = "" if pale >= 1 else f' stroke-opacity="{_n(pale)}"'
    return (
        f'<path d="{_d(line.paths)}" fill="none" stroke="{colour}" stroke-width="{_n(width or 0.0)}" '
        f'stroke-linejoin="round"{cap}{dash}{opaque}/>'
    )


def _d(paths: Iterable[Path], closed: bool = False) -> str:
    end = "Z" if closed else ""
    return "".join("M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in path) + end for path in paths)


def _symbol(symbol: Symbol) -> str:
    """Shape says what it is, filling says its state."""
    unit, half = symbol.unit_pt, symbol.size_pt / 2
    outline = f'stroke="{symbol.ink}" stroke-width="{_n(1.3 * unit)}"'
    parts = []
    if symbol.ring:
        casing = (
            f' stroke="{symbol.ring_casing}" stroke-width="{_n(0.8 * unit)}"' if symbol.ring_casing else ""
        )
        radius = symbol.ring_size_pt / 2
        parts.append(f'<circle r="{_n(radius)}" fill="{symbol.ring}"{casing}/>')
        parts.append(f'<circle r="{_n(radius * 0.73)}" fill="{symbol.paper}"/>')
    if symbol.kind == "hub":
        edge = f'stroke="{symbol.paper}" stroke-width="{_n(0.7 * unit)}"'
        parts.append(_shape(symbol, f'fill="{symbol.ink}" {edge}'))
    else:
        planned = f' stroke-dasharray="{_n(2 * unit)} {_n(1.6 * unit)}"' if symbol.state == "planned" else ""
        fill = symbol.ink if symbol.state == "open" else symbol.paper
        parts.append(_shape(symbol, f'fill="{fill}" {outline}{planned}'))
        if symbol.state == "half":
            parts.append(_right_half(symbol))
        if symbol.dot:
            inner = symbol.paper if symbol.state == "open" else symbol.ink
            parts.append(f'<circle r="{_n(1.5 * unit)}" fill="{inner}"/>')
        if symbol.gauge_change:
            bar, high = _n(half + 3.3 * unit), _n(5 * unit)
            parts.append(f'<path d="M-{bar} -{high}V{high}M{bar} -{high}V{high}" fill="none" {outline}/>')
        if symbol.state == "shut":
            parts.append(_x(2.2 * unit, symbol.ink, 1.6 * unit))
    x, y = symbol.at
    return f'<g transform="translate({_n(x)} {_n(y)})">{"".join(parts)}</g>'


def _shape(symbol: Symbol, attributes: str) -> str:
    half, size = _n(symbol.size_pt / 2), _n(symbol.size_pt)
    if symbol.shape == "circle":
        return f'<circle r="{half}" {attributes}/>'
    if symbol.shape == "square":
        return f'<rect x="-{half}" y="-{half}" width="{size}" height="{size}" {attributes}/>'
    return f'<path d="M0 -{half}L{half} 0L0 {half}L-{half} 0Z" {attributes}/>'


def _right_half(symbol: Symbol) -> str:
    half = _n(symbol.size_pt / 2)
    d = {
        "circle": f"M0 -{half}A{half} {half} 0 0 1 0 {half}Z",
        "square": f"M0 -{half}H{half}V{half}H0Z",
        "diamond": f"M0 -{half}L{half} 0L0 {half}Z",
    }[symbol.shape]
    return f'<path d="{d}" fill="{symbol.ink}"/>'


def _x(reach: float, colour: str, width: float) -> str:
    r = _n(reach)
    return (
        f'<path d="M-{r} -{r}L{r} {r}M{r} -{r}L-{r} {r}" fill="none" stroke="{colour}" '
        f'stroke-width="{_n(width)}" stroke-linecap="round"/>'
    )


def _cross(cross: Cross) -> str:
    unit = cross.size_pt / 13.2
    x, y = cross.at
    return (
        f'<g transform="translate({_n(x)} {_n(y)})"><circle r="{_n(6.6 * unit)}" fill="{cross.casing}" '
        f'stroke="{cross.colour}" stroke-width="{_n(1.2 * unit)}"/>{_x(3 * unit, cross.colour, 2 * unit)}</g>'
    )


# --- words -------------------------------------------------------------------------------------------------


def _labels(labels: Sequence[Label]) -> Iterator[str]:
    """All halos below all words, so that no halo eats a neighbour's letter."""
    yield from (_label(label, halo=True) for label in labels)
    yield from (_label(label, halo=False) for label in labels)


def _label(label: Label, halo: bool) -> str:
    x, y, width, height = label.box
    where = {"start": x + 1.5, "middle": x + width / 2, "end": x + width - 1.5}[label.anchor]
    if label.anchor == "middle":
        where += label.tracking_pt / 2  # the space after the last letter is counted too
    edge = (
        f' stroke="{label.halo}" stroke-width="{_n(0.26 * label.size_pt)}" stroke-linejoin="round"'
        ' aria-hidden="true"'
        if halo else ""
    )  # fmt: skip
    return _text(
        label.text, where, y + height / 2 + _BASELINE * label.size_pt, label.size_pt,
        label.halo if halo else label.colour, label.bold, label.anchor, label.tracking_pt, label.italic, edge,
    )  # fmt: skip


def _text(
    text: str, x: float, y: float, size: float, colour: str, bold: bool = False, anchor: str = "start",
    tracking: float = 0.0, italic: bool = False, more: str = "",
) -> str:  # fmt: skip
    attributes = f'x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill="{colour}"'
    attributes += f' font-weight="{_SEMIBOLD}"' if bold else ""
    attributes += ' font-style="italic"' if italic else ""
    attributes += f' text-anchor="{anchor}"' if anchor != "start" else ""
    attributes += f' letter-spacing="{_n(tracking)}"' if tracking else ""
    return f"<text {attributes}{more}>{_plain(text)}</text>"


def _fitted(text: str, x: float, y: float, size: float, colour: str, bold: bool = False) -> str:
    """Text that keeps its width where the typeface is not installed and a wider one stands in for it."""
    width = text_width_pt(text, size, bold)
    more = f' textLength="{_n(width)}" lengthAdjust="spacingAndGlyphs"'
    return _text(text, x, y, size, colour, bold, more=more)


def _callout(callout: DrawnCallout, drawing: Drawing) -> str:
    x, y, width, height = callout.box
    start = nearest_edge(callout.box, callout.to)
    (x0, y0), (x1, y1) = start, callout.to
    ink, paper = drawing.ink, drawing.paper
    leader = f'<path d="M{_n(x0)} {_n(y0)}L{_n(x1)} {_n(y1)}" fill="none" stroke-linecap="round" stroke='
    lines = callout.text.split("\n")
    step = LINE_HEIGHT * callout.size_pt
    top = y + (height - step * len(lines)) / 2
    words = "".join(
        _text(
            line, x + 0.65 * callout.size_pt, top + step * (i + 0.5) + _BASELINE * callout.size_pt,
            callout.size_pt, drawing.ink,
        )
        for i, line in enumerate(lines)
    )  # fmt: skip
    return (
        f'<g>{leader}"{paper}" stroke-width="3"/>{leader}"{ink}" stroke-width="1.1"/>'
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" rx="2" fill="{paper}" '
        f'stroke="{ink}" stroke-width="0.9"/>{words}</g>'
    )


# --- beside the map ----------------------------------------------------------------------------------------


def _legend(drawing: Drawing, width: float) -> _Block:
    """Groups in columns as wide as their words, in as many rows as they need."""
    x, y, row_height, parts = _PAD, _PAD, 0.0, []
    for group in drawing.legend:
        block = _group(group, drawing, (width - 2 * _PAD))
        if x > _PAD and x + block.width_pt > width - _PAD:
            x, y, row_height = _PAD, y + row_height + _PAD, 0.0
        parts.append(f'<g transform="translate({_n(x)} {_n(y)})">{block.svg}</g>')
        x += block.width_pt + _COLUMN_GAP
        row_height = max(row_height, block.height_pt)
    return _Block("".join(parts), width, y + row_height)


def _group(group: KeyGroup, drawing: Drawing, most: float) -> _Block:
    """A title and its rows; long lists go on in a second column."""
    rows = [wrap(key.label, min(most, 200.0) - _CELL - 6, _SIZE) for key in group.keys]
    column = _CELL + 6 + max((text_width_pt(line, _SIZE) for lines in rows for line in lines), default=0.0)
    fitting = int((most + _COLUMN_GAP) // (column + _COLUMN_GAP))
    columns = max(1, min(fitting, len(rows) // _FEWEST_IN_A_COLUMN, _MOST_COLUMNS))
    each = -(-len(rows) // columns)
    title = wrap(group.title, most, _SIZE, bold=True)
    parts = [
        _fitted(line, 0, _SIZE + i * _ROW, _SIZE, drawing.ink, bold=True) for i, line in enumerate(title)
    ]
    head = _SIZE + 5 + (len(title) - 1) * _ROW
    deepest = y = head
    for index, (key, lines) in enumerate(zip(group.keys, rows, strict=True)):
        if index % each == 0:
            y = head
        x = (index // each) * (column + _COLUMN_GAP)
        sample = sample_svg_of(key.sample)
        parts.append(f'<g transform="translate({_n(x)} {_n(y + _ROW / 2)})">{sample}</g>')
        for line in lines:
            parts.append(_fitted(line, x + _CELL + 6, y + _ROW / 2 + _BASELINE * _SIZE, _SIZE, drawing.ink))
            y += _ROW
        deepest = max(deepest, y)
    wide = max(
        columns * column + (columns - 1) * _COLUMN_GAP, *(text_width_pt(line, _SIZE, True) for line in title)
    )
    return _Block("".join(parts), wide, deepest)


def sample_svg_of(sample: Line | Symbol | Cross | Area) -> str:
    """A legend's sample in its cell."""
    if isinstance(sample, Line):
        return (_stroke(sample, "casing") if sample.casing else "") + "".join(_core(sample))
    if isinstance(sample, Symbol):
        return _symbol(sample)
    return _cross(sample) if isinstance(sample, Cross) else _area(sample)


def _inside(drawing: Drawing) -> str:
    """The legend on a sheet in the lower left corner."""
    parts, y, wide = [], _PAD, 0.0
    for group in drawing.legend:
        block = _group(group, drawing, 220.0)
        parts.append(f'<g transform="translate({_PAD} {_n(y)})">{block.svg}</g>')
        y, wide = y + block.height_pt + _PAD, max(wide, block.width_pt)
    top = drawing.height_pt - y - _PAD
    return (
        f'<g transform="translate({_PAD} {_n(top)})"><rect width="{_n(wide + 2 * _PAD)}" height="{_n(y)}" '
        f'fill="{drawing.paper}" fill-opacity="0.93" stroke="{drawing.ink}" stroke-opacity="0.4" '
        f'stroke-width="0.6"/>{"".join(parts)}</g>'
    )


def _foot(drawing: Drawing) -> _Block:
    """Scale bar, then the notes, wrapped."""
    bar, y = drawing.scale, _PAD + 5
    x1 = _PAD + bar.length_pt
    scale = (
        f'<path d="M{_PAD} {_n(y - 4)}V{_n(y)}H{_n(x1)}V{_n(y - 4)}" fill="none" stroke="{drawing.ink}" '
        f'stroke-width="1.2"/>{_fitted(bar.text, x1 + 6, y, _SIZE, drawing.ink)}'
    )
    lines = wrap(" ".join(drawing.notes), drawing.width_pt - 2 * _PAD, _NOTE_SIZE)
    parts = [scale]
    y += 4
    for line in lines if drawing.notes else ():
        y += LINE_HEIGHT * _NOTE_SIZE
        parts.append(_fitted(line, _PAD, y, _NOTE_SIZE, drawing.ink))
    return _Block("".join(parts), drawing.width_pt, y + _PAD)


def _plain(text: str) -> str:
    """Text as it may stand in an XML document: markup escaped, letters that XML forbids left out."""
    return escape_markup(_FORBIDDEN.sub("", text))


def _n(value: float) -> str:
    """A number as short as it may be; never a minus zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
