"""Shapes of a slide as XML: freeforms, boxes, text and groups, each with a name and an id of its own.

The library's own builders take time quadratic in the number of shapes, and a map has thousands of points.
Lengths are in points from the upper left corner of the slide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, count, pairwise
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from layers.export.pptx.arial import arial_width_pt

__all__ = [
    "FONT",
    "Align",
    "Anchor",
    "Box",
    "Paint",
    "Path",
    "Pen",
    "Piece",
    "Stroke",
    "Words",
    "balanced",
    "clean",
    "fits",
    "high_pt",
    "largest",
    "union",
    "wide_pt",
    "wrapped",
]

FONT = "Arial"
"""On every machine that opens a deck, with Cyrillic."""

EMU_PER_PT = 12700
LINE = 1.2
"""Height of a line, in sizes of its letters; Arial's own is 1.15."""
_SLACK = 1.02
"""No two programs set a line to the same width."""

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Box = tuple[float, float, float, float]
"""x, y, width, height."""
Path = Sequence[tuple[float, float]]
Align = Literal["l", "ctr", "r"]
Anchor = Literal["t", "ctr", "b"]


@dataclass(frozen=True)
class Paint:
    """A fill; with ``hatch``, diagonal lines of that colour on it."""

    colour: str
    opacity: float = 1.0
    hatch: str | None = None


@dataclass(frozen=True)
class Stroke:
    """The style of a line; ``dash_pt`` alternates lengths of dashes and gaps."""

    colour: str
    width_pt: float
    dash_pt: tuple[float, ...] = ()
    round_cap: bool = False
    opacity: float = 1.0


@dataclass(frozen=True)
class Words:
    """A paragraph in one style."""

    text: str
    size_pt: float
    colour: str
    bold: bool = False
    italic: bool = False
    tracking_pt: float = 0.0
    after_pt: float = 0.0


@dataclass(frozen=True)
class Piece:
    """A finished shape and its bounding box."""

    xml: str
    box: Box


# --- words that fit --------------------------------------------------------------------------------------


def clean(text: str) -> str:
    """Return the text without characters that XML does not allow."""
    return _ILLEGAL.sub("", text)


def wide_pt(text: str, size_pt: float, bold: bool = False, tracking_pt: float = 0.0) -> float:
    """Return an upper bound of the width of a line of text, in points."""
    return _wide_at_one(text, bold) * size_pt + tracking_pt * len(text)


@lru_cache(maxsize=20_000)
def _wide_at_one(text: str, bold: bool) -> float:
    """Return the width of a line at a font size of one point; cached, as the same text is tried at many
    sizes."""
    return arial_width_pt(text, _SLACK, bold)


def wrapped(text: str, size_pt: float, width_pt: float, bold: bool = False) -> list[str]:
    """Return the lines of a text in a column; a word wider than the column is broken."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if wide_pt(longer, size_pt, bold) <= width_pt:
                line = longer
                continue
            if line:
                lines.append(line)
            *full, line = _broken(word, size_pt, width_pt, bold)
            lines += full
        lines.append(line)
    return lines


def _broken(word: str, size_pt: float, width_pt: float, bold: bool) -> list[str]:
    parts = [""]
    for letter in word:
        if parts[-1] and wide_pt(parts[-1] + letter, size_pt, bold) > width_pt:
            parts.append("")
        parts[-1] += letter
    return parts


def balanced(text: str, lines: int) -> str:
    """Return the text in this number of lines of similar width, if it has enough words."""
    words = text.split(" ")
    if not 1 < lines <= len(words):
        return text
    ways = (
        [" ".join(words[i:j]) for i, j in pairwise((0, *cuts, len(words)))]
        for cuts in combinations(range(1, len(words)), lines - 1)
    )
    return "\n".join(min(ways, key=lambda way: max(wide_pt(line, 1.0) for line in way)))


def high_pt(text: str, size_pt: float, width_pt: float, bold: bool = False) -> float:
    """Return an upper bound of the height of a text in a column, in points."""
    return len(wrapped(text, size_pt, width_pt, bold)) * size_pt * LINE


def fits(text: str, size_pt: float, width_pt: float, room_pt: float, bold: bool = False) -> bool:
    """Whether a text fits a box without breaking a word."""
    widest = max((wide_pt(word, size_pt, bold) for word in text.split()), default=0.0)
    return widest <= width_pt and high_pt(text, size_pt, width_pt, bold) <= room_pt


def largest(
    text: str, sizes_pt: Iterable[float], width_pt: float, room_pt: float, bold: bool = False
) -> float:
    """Return the first of these sizes at which a text fits, else the last."""
    size = 0.0
    for size in sizes_pt:
        if fits(text, size, width_pt, room_pt, bold):
            break
    return size


# --- shapes ----------------------------------------------------------------------------------------------


def _emu(length_pt: float) -> int:
    return round(length_pt * EMU_PER_PT)


def _colour(colour: str, opacity: float = 1.0) -> str:
    alpha = f'<a:alpha val="{round(opacity * 100_000)}"/>' if opacity < 1 else ""
    return f'<a:srgbClr val="{colour.lstrip("#").upper()}">{alpha}</a:srgbClr>'


def _fill(paint: Paint | None) -> str:
    if paint is None:
        return "<a:noFill/>"
    if paint.hatch:
        front, back = _colour(paint.hatch), _colour(paint.colour)
        return f'<a:pattFill prst="ltUpDiag"><a:fgClr>{front}</a:fgClr><a:bgClr>{back}</a:bgClr></a:pattFill>'
    return f"<a:solidFill>{_colour(paint.colour, paint.opacity)}</a:solidFill>"


def _line(stroke: Stroke | None) -> str:
    """Return an outline, its parts in the order that the format requires: fill, dash, join."""
    if stroke is None or stroke.width_pt <= 0:
        return "<a:ln><a:noFill/></a:ln>"
    cap = ' cap="rnd"' if stroke.round_cap else ' cap="flat"'
    fill = f"<a:solidFill>{_colour(stroke.colour, stroke.opacity)}</a:solidFill>"
    dash = _dash(stroke.dash_pt, stroke.width_pt)
    return f'<a:ln w="{max(_emu(stroke.width_pt), 1)}"{cap}>{fill}{dash}<a:round/></a:ln>'


def _dash(dash_pt: tuple[float, ...], width_pt: float) -> str:
    """Return dashes in thousandths of a per cent of the line's width; an odd pattern is repeated."""
    if not dash_pt:
        return ""
    pattern = dash_pt if len(dash_pt) % 2 == 0 else (*dash_pt, *dash_pt)
    share = [max(round(length / width_pt * 100_000), 1000) for length in pattern]
    pairs = zip(share[::2], share[1::2], strict=True)
    return "<a:custDash>" + "".join(f'<a:ds d="{on}" sp="{off}"/>' for on, off in pairs) + "</a:custDash>"


def _frame(box: Box) -> str:
    x, y, width, height = map(_emu, box)
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{max(width, 1)}" cy="{max(height, 1)}"/></a:xfrm>'


def _bounds(paths: Iterable[Path]) -> Box:
    xs, ys = zip(*(point for path in paths for point in path), strict=True)
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


def union(boxes: Sequence[Box]) -> Box:
    """Return the smallest box around boxes."""
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(x + w for x, _, w, _ in boxes), max(y + h for _, y, _, h in boxes)
    return left, top, right - left, bottom - top


class Pen:
    """Draws the shapes of one slide, each with a unique id."""

    def __init__(self, language: str, first_id: int = 2) -> None:
        self._locale = {"en": "en-GB", "ru": "ru-RU"}.get(language, language)
        self._ids = count(first_id)

    def freeform(
        self, name: str, paths: Sequence[Path], *,
        fill: Paint | None = None, stroke: Stroke | None = None, closed: bool = True,
    ) -> Piece:  # fmt: skip
        """Draw one editable shape of any number of rings (including holes) or lines."""
        box = _bounds(paths)
        left, top = _emu(box[0]), _emu(box[1])
        size = f'w="{max(_emu(box[2]), 1)}" h="{max(_emu(box[3]), 1)}"'
        steps = "".join(_steps(path, left, top, closed) for path in paths)
        filled = "" if closed else ' fill="none"'
        shape = (
            '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
            f"<a:pathLst><a:path {size}{filled}>{steps}</a:path></a:pathLst></a:custGeom>"
        )
        return self._shape(name, box, shape, fill, stroke)

    def preset(
        self, name: str, shape: Literal["rect", "ellipse", "diamond"], box: Box, *,
        fill: Paint | None = None, stroke: Stroke | None = None,
    ) -> Piece:  # fmt: skip
        """Draw a rectangle, ellipse or diamond."""
        geometry = f'<a:prstGeom prst="{shape}"><a:avLst/></a:prstGeom>'
        return self._shape(name, box, geometry, fill, stroke)

    def text(
        self, name: str, box: Box, words: Sequence[Words], *, align: Align = "l", anchor: Anchor = "t",
        wrap: bool = True, fill: Paint | None = None, stroke: Stroke | None = None, inset_pt: float = 0.0,
    ) -> Piece:  # fmt: skip
        """Draw paragraphs in a box."""
        body = self.body(words, align=align, anchor=anchor, wrap=wrap, inset_pt=inset_pt)
        geometry = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        return self._shape(name, box, geometry, fill, stroke, body, is_text=True)

    def body(
        self, words: Sequence[Words], *, align: Align = "l", anchor: Anchor = "t", wrap: bool = True,
        inset_pt: float = 0.0,
    ) -> str:  # fmt: skip
        """Return paragraphs as the text body of a shape or placeholder."""
        inset = _emu(inset_pt)
        insets = f'lIns="{inset}" tIns="{inset}" rIns="{inset}" bIns="{inset}"'
        wrapping = "square" if wrap else "none"
        paragraphs = "".join(self._paragraph(each, align) for each in words)
        return (
            f'<p:txBody><a:bodyPr wrap="{wrapping}" {insets} rtlCol="0" anchor="{anchor}"><a:noAutofit/>'
            f"</a:bodyPr><a:lstStyle/>{paragraphs}</p:txBody>"
        )

    def group(self, name: str, members: Sequence[Piece], description: str = "") -> Piece:
        """Group shapes without moving them."""
        box = union([member.box for member in members])
        x, y, width, height = map(_emu, box)
        where = f'x="{x}" y="{y}"', f'cx="{max(width, 1)}" cy="{max(height, 1)}"'
        xml = (
            f"<p:grpSp><p:nvGrpSpPr>{self._named(name, description)}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
            f"<p:grpSpPr><a:xfrm><a:off {where[0]}/><a:ext {where[1]}/><a:chOff {where[0]}/>"
            f"<a:chExt {where[1]}/></a:xfrm></p:grpSpPr>{''.join(member.xml for member in members)}</p:grpSp>"
        )
        return Piece(xml, box)

    def _named(self, name: str, description: str = "") -> str:
        described = f" descr={quoteattr(clean(description))}" if description else ""
        return f'<p:cNvPr id="{next(self._ids)}" name={quoteattr(clean(name))}{described}/>'

    def _shape(
        self, name: str, box: Box, geometry: str, fill: Paint | None, stroke: Stroke | None,
        body: str = "", is_text: bool = False,
    ) -> Piece:  # fmt: skip
        kind = '<p:cNvSpPr txBox="1"/>' if is_text else "<p:cNvSpPr/>"
        xml = (
            f"<p:sp><p:nvSpPr>{self._named(name)}{kind}<p:nvPr/></p:nvSpPr>"
            f"<p:spPr>{_frame(box)}{geometry}{_fill(fill)}{_line(stroke)}</p:spPr>{body}</p:sp>"
        )
        return Piece(xml, box)

    def _paragraph(self, words: Words, align: Align) -> str:
        after = (
            f'<a:spcAft><a:spcPts val="{round(words.after_pt * 100)}"/></a:spcAft>' if words.after_pt else ""
        )
        style = f' b="{int(words.bold)}" i="{int(words.italic)}"'
        style += f' spc="{round(words.tracking_pt * 100)}"' if words.tracking_pt else ""
        look = (
            f'lang="{self._locale}" sz="{round(words.size_pt * 100)}"{style}><a:solidFill>'
            f'{_colour(words.colour)}</a:solidFill><a:latin typeface="{FONT}"/><a:cs typeface="{FONT}"/>'
        )
        lines = clean(words.text).splitlines() or [""]
        broken = f"<a:br><a:rPr {look}</a:rPr></a:br>"
        runs = broken.join(f"<a:r><a:rPr {look}</a:rPr><a:t>{escape(line)}</a:t></a:r>" for line in lines)
        return (
            f'<a:p><a:pPr marL="0" indent="0" algn="{align}"><a:spcBef><a:spcPts val="0"/></a:spcBef>{after}'
            f"<a:buNone/></a:pPr>{runs}</a:p>"
        )


def _steps(path: Path, left: int, top: int, closed: bool) -> str:
    points = [(_emu(x) - left, _emu(y) - top) for x, y in path]
    if closed and len(points) > 1 and points[0] == points[-1]:
        points.pop()
    first, *rest = (f'<a:pt x="{x}" y="{y}"/>' for x, y in points)
    lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in rest)
    return f"<a:moveTo>{first}</a:moveTo>{lines}{'<a:close/>' if closed else ''}"
