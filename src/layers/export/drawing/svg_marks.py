"""The marks of a drawing as SVG elements: strokes, symbols, areas and words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal
from xml.sax.saxutils import escape as escape_markup

from layers.export.drawing.placing import LINE_HEIGHT, nearest_edge
from layers.export.drawing.shapes import Area, Cross, Drawing, DrawnCallout, Label, Line, Path, Symbol
from layers.export.drawing.typeface import text_width_pt
from layers.picture.symbology import CROSS_PX

__all__ = [
    "BASELINE",
    "area_svg",
    "callout_svg",
    "cross_svg",
    "fitted_svg",
    "hatch_id",
    "labels_svg",
    "lines_svg",
    "num",
    "plain",
    "sample_svg",
    "symbol_svg",
]

BASELINE = 0.31
"""From the middle of a line of text down to its baseline, in font sizes."""
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SEMIBOLD = 600


def hatch_id(fill: str, hatch: str) -> str:
    """Id of the pattern that hatches a fill."""
    return f"hatch-{fill.lstrip('#')}-{hatch.lstrip('#')}"


def area_svg(area: Area) -> str:
    """Land with its fill; a hatched fill refers to the pattern of :func:`hatch_id`."""
    fill = f"url(#{hatch_id(area.fill, area.hatch)})" if area.hatch else area.fill
    return f'<path d="{_d(area.rings, closed=True)}" fill="{fill}" fill-rule="evenodd"/>'


def lines_svg(lines: Sequence[Line]) -> Iterator[str]:
    """Lines in their order, but for a run of legs: all their casings below all their cores."""
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
    if line.striped:
        yield _stroke(line, "stripes")
    if line.hollow:
        yield _stroke(line, "hollow")


def _stroke(line: Line, part: Literal["casing", "core", "stripes", "hollow"]) -> str:
    colour, width, opacity = {
        "casing": (line.casing, line.casing_width_pt, line.casing_opacity),
        "core": (line.colour, line.width_pt, line.opacity),
        "stripes": (line.striped, line.width_pt, line.opacity),
        "hollow": (line.hollow, line.hollow_width_pt, line.opacity),
    }[part]
    is_over = part in ("stripes", "hollow")
    pattern = line.stripes_pt if part == "stripes" else () if is_over else line.dash_pt
    dash = f' stroke-dasharray="{" ".join(map(num, pattern))}"' if pattern else ""
    cap = ' stroke-linecap="round"' if line.round_cap and not is_over else ""
    pale = line.opacity if opacity is None else opacity
    opaque = "" if pale >= 1 else f' stroke-opacity="{num(pale)}"'
    return (
        f'<path d="{_d(line.paths)}" fill="none" stroke="{colour}" stroke-width="{num(width or 0.0)}" '
        f'stroke-linejoin="round"{cap}{dash}{opaque}/>'
    )


def _d(paths: Iterable[Path], closed: bool = False) -> str:
    end = "Z" if closed else ""
    return "".join("M" + "L".join(f"{num(x)} {num(y)}" for x, y in path) + end for path in paths)


def symbol_svg(symbol: Symbol) -> str:
    """A place: its shape says of which kind it is, its filling in which state."""
    unit, half = symbol.unit_pt, symbol.size_pt / 2
    outline = f'stroke="{symbol.ink}" stroke-width="{num(1.3 * unit)}"'
    parts = []
    if symbol.ring:
        casing = (
            f' stroke="{symbol.ring_casing}" stroke-width="{num(0.8 * unit)}"' if symbol.ring_casing else ""
        )
        radius = symbol.ring_size_pt / 2
        parts.append(f'<circle r="{num(radius)}" fill="{symbol.ring}"{casing}/>')
        parts.append(f'<circle r="{num(radius * 0.73)}" fill="{symbol.paper}"/>')
    if symbol.kind == "hub":
        edge = f'stroke="{symbol.paper}" stroke-width="{num(0.7 * unit)}"'
        parts.append(_shape(symbol, f'fill="{symbol.ink}" {edge}'))
    else:
        planned = (
            f' stroke-dasharray="{num(2 * unit)} {num(1.6 * unit)}"' if symbol.state == "planned" else ""
        )
        fill = symbol.ink if symbol.state == "open" else symbol.paper
        parts.append(_shape(symbol, f'fill="{fill}" {outline}{planned}'))
        if symbol.state == "half":
            parts.append(_right_half(symbol))
        if symbol.dot:
            inner = symbol.paper if symbol.state == "open" else symbol.ink
            parts.append(f'<circle r="{num(1.5 * unit)}" fill="{inner}"/>')
        if symbol.gauge_change:
            bar, high = num(half + 3.3 * unit), num(5 * unit)
            parts.append(f'<path d="M-{bar} -{high}V{high}M{bar} -{high}V{high}" fill="none" {outline}/>')
        if symbol.state == "shut":
            parts.append(_x(2.2 * unit, symbol.ink, 1.6 * unit))
    x, y = symbol.at
    return f'<g transform="translate({num(x)} {num(y)})">{"".join(parts)}</g>'


def _shape(symbol: Symbol, attributes: str) -> str:
    half, size = num(symbol.size_pt / 2), num(symbol.size_pt)
    if symbol.shape == "circle":
        return f'<circle r="{half}" {attributes}/>'
    if symbol.shape == "square":
        return f'<rect x="-{half}" y="-{half}" width="{size}" height="{size}" {attributes}/>'
    return f'<path d="M0 -{half}L{half} 0L0 {half}L-{half} 0Z" {attributes}/>'


def _right_half(symbol: Symbol) -> str:
    half = num(symbol.size_pt / 2)
    d = {
        "circle": f"M0 -{half}A{half} {half} 0 0 1 0 {half}Z",
        "square": f"M0 -{half}H{half}V{half}H0Z",
        "diamond": f"M0 -{half}L{half} 0L0 {half}Z",
    }[symbol.shape]
    return f'<path d="{d}" fill="{symbol.ink}"/>'


def _x(reach: float, colour: str, width: float) -> str:
    r = num(reach)
    return (
        f'<path d="M-{r} -{r}L{r} {r}M{r} -{r}L-{r} {r}" fill="none" stroke="{colour}" '
        f'stroke-width="{num(width)}" stroke-linecap="round"/>'
    )


def cross_svg(cross: Cross) -> str:
    """A cross in a circle, where a line is blocked."""
    unit = cross.size_pt / CROSS_PX
    x, y = cross.at
    sign = _x(3 * unit, cross.colour, 2 * unit)
    return (
        f'<g transform="translate({num(x)} {num(y)})"><circle r="{num(6.6 * unit)}" fill="{cross.casing}" '
        f'stroke="{cross.colour}" stroke-width="{num(1.2 * unit)}"/>{sign}</g>'
    )


# --- words -------------------------------------------------------------------------------------------------


def labels_svg(labels: Sequence[Label]) -> Iterator[str]:
    """Names, all halos below all letters, so that no halo covers a neighbour's letter."""
    yield from (_label(label, halo=True) for label in labels)
    yield from (_label(label, halo=False) for label in labels)


def _label(label: Label, halo: bool) -> str:
    x, y, width, height = label.box
    where = {"start": x + 1.5, "middle": x + width / 2, "end": x + width - 1.5}[label.anchor]
    if label.anchor == "middle":
        where += label.tracking_pt / 2  # the space after the last letter is counted too
    edge = (
        f' stroke="{label.halo}" stroke-width="{num(0.26 * label.size_pt)}" stroke-linejoin="round"'
        ' aria-hidden="true"'
        if halo else ""
    )  # fmt: skip
    return _text(
        label.text, where, y + height / 2 + BASELINE * label.size_pt, label.size_pt,
        label.halo if halo else label.colour, label.bold, label.anchor, label.tracking_pt, label.italic, edge,
    )  # fmt: skip


def _text(
    text: str, x: float, y: float, size: float, colour: str, bold: bool = False, anchor: str = "start",
    tracking: float = 0.0, italic: bool = False, more: str = "",
) -> str:  # fmt: skip
    attributes = f'x="{num(x)}" y="{num(y)}" font-size="{num(size)}" fill="{colour}"'
    attributes += f' font-weight="{_SEMIBOLD}"' if bold else ""
    attributes += ' font-style="italic"' if italic else ""
    attributes += f' text-anchor="{anchor}"' if anchor != "start" else ""
    attributes += f' letter-spacing="{num(tracking)}"' if tracking else ""
    return f"<text {attributes}{more}>{plain(text)}</text>"


def fitted_svg(text: str, x: float, y: float, size: float, colour: str, bold: bool = False) -> str:
    """Text with its width given, so that a substitute typeface does not run over."""
    width = text_width_pt(text, size, bold)
    more = f' textLength="{num(width)}" lengthAdjust="spacingAndGlyphs"'
    return _text(text, x, y, size, colour, bold, more=more)


def callout_svg(callout: DrawnCallout, drawing: Drawing) -> str:
    """Framed words and the leader to their place, in the colours of the drawing."""
    x, y, width, height = callout.box
    start = nearest_edge(callout.box, callout.to)
    (x0, y0), (x1, y1) = start, callout.to
    ink, paper = drawing.ink, drawing.paper
    leader = f'<path d="M{num(x0)} {num(y0)}L{num(x1)} {num(y1)}" fill="none" stroke-linecap="round" stroke='
    lines = callout.text.split("\n")
    step = LINE_HEIGHT * callout.size_pt
    top = y + (height - step * len(lines)) / 2
    words = "".join(
        _text(
            line, x + 0.65 * callout.size_pt, top + step * (i + 0.5) + BASELINE * callout.size_pt,
            callout.size_pt, drawing.ink,
        )
        for i, line in enumerate(lines)
    )  # fmt: skip
    return (
        f'<g>{leader}"{paper}" stroke-width="3"/>{leader}"{ink}" stroke-width="1.1"/>'
        f'<rect x="{num(x)}" y="{num(y)}" width="{num(width)}" height="{num(height)}" rx="2" fill="{paper}" '
        f'stroke="{ink}" stroke-width="0.9"/>{words}</g>'
    )


def plain(text: str) -> str:
    """Text for an XML document: markup escaped, characters that XML forbids left out."""
    return escape_markup(_FORBIDDEN.sub("", text))


def num(value: float) -> str:
    """A number with at most two decimals, without trailing zeros, never minus zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def sample_svg(sample: Line | Symbol | Cross | Area) -> str:
    """A sample of the legend, in the coordinates of its cell."""
    if isinstance(sample, Line):
        return (_stroke(sample, "casing") if sample.casing else "") + "".join(_core(sample))
    if isinstance(sample, Symbol):
        return symbol_svg(sample)
    return cross_svg(sample) if isinstance(sample, Cross) else area_svg(sample)
