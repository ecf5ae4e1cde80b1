"""A drawn map as native shapes, in groups that an editor can ungroup, recolour and move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from math import cos, pi, sin
from typing import Literal

from layers.export.drawing.shapes import (
    Area,
    Cross,
    Drawing,
    DrawnCallout,
    Key,
    KeyGroup,
    Label,
    Line,
    Point,
    ScaleBar,
    Symbol,
)
from layers.export.pptx.shapes import Align, Box, Paint, Path, Pen, Piece, Stroke, Words, wide_pt, wrapped
from layers.picture.symbology import CROSS_PX, Shape
from layers.text import translate

__all__ = ["SCALE_BAR", "LegendLayout", "draw_ground", "draw_legend", "draw_map", "lay_legend", "scaled"]

GROUPS = {
    "border": "deck.borders", "rail": "deck.rail", "mark": "deck.selected", "leg": "deck.corridors",
    "gate": "deck.gates",
}  # fmt: skip
"""Kinds of lines, and the name of the group that they are in."""
SCALE_BAR: Point = (170.0, 30.0)
"""Width and height of the corner of the map that the scale bar takes at most."""
_VEIL, _VEIL_ON_COLOURS = 0.5, 0.75
_PLAIN_FILLS = 3
"""Land, home and what is closed: with more fills than these, countries are coloured."""
_EDGE_PT = 6.0
"""A frame in the colour of the page hides the ends of lines that stand out of the map by half their width."""


class _Map:
    """Draws one map with its upper left corner at a point of the slide."""

    def __init__(self, pen: Pen, drawing: Drawing, at: Point) -> None:
        self.pen, self.drawing, self.at = pen, drawing, at
        self.frame: Box = (*at, drawing.width_pt, drawing.height_pt)
        fills = {area.fill for area in drawing.areas if area.hatch is None}
        self.veil = _VEIL if len(fills) <= _PLAIN_FILLS else _VEIL_ON_COLOURS

    # --- land and lines

    def groups(self, page: str) -> list[Piece]:
        """Return all groups in stacking order; lines are clipped to the map."""
        drawing, pieces = self.drawing, self.ground()
        x, y, width, height = self.frame
        half = _EDGE_PT / 2
        around = (x - half, y - half, width + _EDGE_PT, height + _EDGE_PT)
        pieces.append(self.pen.preset(self._say("deck.edge"), "rect", around, stroke=Stroke(page, _EDGE_PT)))
        pieces += self._group("deck.places", map(self._symbol, drawing.symbols))
        pieces += self._group("deck.blocked", map(self._cross, drawing.crosses))
        pieces += self._group("deck.labels", map(self._label, drawing.labels))
        callouts = [piece for callout in drawing.callouts for piece in self._callout(callout)]
        pieces += self._group("deck.callouts", callouts)
        pieces.append(self._scale(drawing.scale))
        return pieces

    def ground(self) -> list[Piece]:
        """Return sea, land and lines."""
        drawing = self.drawing
        pieces = [
            self.pen.preset(self._say("deck.sea"), "rect", self.frame, fill=Paint(drawing.sea)),
            *self._group("deck.land", map(self._area, drawing.areas)),
        ]
        for key in dict.fromkeys(GROUPS[line.kind] for line in drawing.lines):
            pieces += self._group(key, self._lines([x for x in drawing.lines if GROUPS[x.kind] == key]))
        return pieces

    def _say(self, key: str) -> str:
        return translate(self.drawing.language, key)

    def _group(self, key: str, members: Iterable[Piece]) -> list[Piece]:
        found = list(members)
        return [self.pen.group(self._say(key), found)] if found else []

    def _move(self, path: Path) -> Path:
        return [(x + self.at[0], y + self.at[1]) for x, y in path]

    def _box(self, box: Box) -> Box:
        return box[0] + self.at[0], box[1] + self.at[1], box[2], box[3]

    def _area(self, area: Area) -> Piece:
        rings = [self._move(ring) for ring in area.rings]
        return self.pen.freeform(area.name, rings, fill=Paint(area.fill, hatch=area.hatch))

    def _lines(self, lines: Sequence[Line]) -> list[Piece]:
        """Draw casings of one style as one shape below all cores, as the browser does, then each core."""
        casings: dict[Stroke, list[Path]] = {}
        for line in lines:
            if line.casing and line.casing_width_pt > 0:
                paths = casings.setdefault(_casing(line), [])
                paths += [self._move(path) for path in line.paths]
        pieces = [
            self.pen.freeform(self._say("deck.casing"), paths, stroke=stroke, closed=False)
            for stroke, paths in casings.items()
        ]
        for line in lines:
            pieces += self._core(line)
        return pieces

    def _core(self, line: Line) -> list[Piece]:
        paths = [self._move(path) for path in line.paths]
        if not paths:
            return []
        core = Stroke(line.colour, line.width_pt, line.dash_pt, line.round_cap, line.opacity)
        pieces = [self.pen.freeform(line.name, paths, stroke=core, closed=False)]
        if line.striped:
            stripes = Stroke(line.striped, line.width_pt, line.stripes_pt, opacity=line.opacity)
            name = f"{line.name}: {self._say('load.unknown')}"
            pieces.append(self.pen.freeform(name, paths, stroke=stripes, closed=False))
        if line.hollow and line.hollow_width_pt > 0:
            hollow = Stroke(line.hollow, line.hollow_width_pt, opacity=line.opacity)
            name = f"{line.name}: {self._say('deck.judgement')}"
            pieces.append(self.pen.freeform(name, paths, stroke=hollow, closed=False))
        return pieces

    # --- places

    def _symbol(self, symbol: Symbol) -> Piece:
        """Draw a symbol; one of several parts is a group, so that it moves as one."""
        x, y = symbol.at[0] + self.at[0], symbol.at[1] + self.at[1]
        parts = [*self._ring(symbol, x, y), self._body(symbol, x, y), *self._filling(symbol, x, y)]
        return parts[0] if len(parts) == 1 else self.pen.group(symbol.name, parts)

    def _ring(self, symbol: Symbol, x: float, y: float) -> list[Piece]:
        if symbol.ring is None:
            return []
        casing = Stroke(symbol.ring_casing, 0.8 * symbol.unit_pt) if symbol.ring_casing else None
        name = f"{symbol.name}: {self._say('deck.ring')}"
        outer = _around(x, y, symbol.ring_size_pt)
        inner = _around(x, y, symbol.ring_size_pt - 4.4 * symbol.unit_pt)
        return [
            self.pen.preset(name, "ellipse", outer, fill=Paint(symbol.ring), stroke=casing),
            self.pen.preset(name, "ellipse", inner, fill=Paint(symbol.paper)),
        ]

    def _body(self, symbol: Symbol, x: float, y: float) -> Piece:
        unit = symbol.unit_pt
        fill = Paint(symbol.ink if symbol.state == "open" else symbol.paper)
        if symbol.kind == "hub":
            return self.pen.preset(
                symbol.name, _PRESETS[symbol.shape], _around(x, y, symbol.size_pt), fill=fill
            )
        dash = (2 * unit, 1.6 * unit) if symbol.state == "planned" else ()
        stroke = Stroke(symbol.ink, 1.3 * unit, dash)
        box = _around(x, y, symbol.size_pt)
        return self.pen.preset(symbol.name, _PRESETS[symbol.shape], box, fill=fill, stroke=stroke)

    def _filling(self, symbol: Symbol, x: float, y: float) -> list[Piece]:
        """Draw what shows the state of a place and its further marks."""
        name, ink, unit = symbol.name, symbol.ink, symbol.unit_pt
        parts: list[Piece] = []
        if symbol.state == "half":
            path = [(x + dx * symbol.size_pt, y + dy * symbol.size_pt) for dx, dy in _HALF[symbol.shape]]
            parts.append(self.pen.freeform(name, [path], fill=Paint(ink)))
        if symbol.state == "shut":
            stroke = Stroke(ink, 1.6 * unit, round_cap=True)
            parts.append(self.pen.freeform(name, _ex(x, y, 2.2 * unit), stroke=stroke, closed=False))
        if symbol.gauge_change:
            bars = [
                [(x + side, y - 5 * unit), (x + side, y + 5 * unit)] for side in (-6.6 * unit, 6.6 * unit)
            ]
            bar = f"{name}: {self._say('deck.gauge')}"
            parts.append(self.pen.freeform(bar, bars, stroke=Stroke(ink, 1.3 * unit), closed=False))
        if symbol.dot:
            fill = Paint(symbol.paper if symbol.state == "open" else ink)
            parts.append(self.pen.preset(name, "ellipse", _around(x, y, 3 * unit), fill=fill))
        return parts

    def _cross(self, cross: Cross) -> Piece:
        x, y, unit = cross.at[0] + self.at[0], cross.at[1] + self.at[1], cross.size_pt / CROSS_PX
        name = self._say("deck.blocked")
        disc = self.pen.preset(
            name, "ellipse", _around(x, y, cross.size_pt),
            fill=Paint(cross.casing), stroke=Stroke(cross.colour, 1.2 * unit),
        )  # fmt: skip
        stroke = Stroke(cross.colour, 2 * unit, round_cap=True)
        return self.pen.group(
            name, [disc, self.pen.freeform(name, _ex(x, y, 3 * unit), stroke=stroke, closed=False)]
        )

    def sample(self, key: Key, x: float, y: float, size_pt: float) -> list[Piece]:
        """Draw the sample of a legend row from ``x`` on, centred vertically at ``y``."""
        middle = x + _SAMPLE / 2
        match key.sample:
            case Line() as line:
                across = ((x, y), (x + _SAMPLE, y))
                return self._lines([replace(line, name=key.label, paths=(across,))])
            case Symbol() as symbol:
                smaller = min(1.0, size_pt * 1.15 / max(symbol.size_pt, symbol.ring_size_pt))
                small = replace(
                    symbol, name=key.label, at=(middle, y), size_pt=symbol.size_pt * smaller,
                    ring_size_pt=symbol.ring_size_pt * smaller, unit_pt=symbol.unit_pt * smaller,
                )  # fmt: skip
                return [self._symbol(small)]
            case Cross() as cross:
                return [self._cross(replace(cross, at=(middle, y), size_pt=min(cross.size_pt, size_pt)))]
            case Area() as area:
                box = (x, y - size_pt * 0.42, _SAMPLE, size_pt * 0.84)
                fill, edge = Paint(area.fill, hatch=area.hatch), Stroke(self.drawing.ink, 0.4)
                return [self.pen.preset(key.label, "rect", box, fill=fill, stroke=edge)]

    # --- words

    def _label(self, label: Label) -> Piece:
        """Draw a label on a translucent background, as slides have no halo; reduced to fit the font."""
        size = _size_in(label.text, label.size_pt, label.box[2], label.bold, label.tracking_pt)
        words = Words(label.text, size, label.colour, label.bold, label.italic, label.tracking_pt)
        return self.pen.text(
            label.text, self._box(label.box), [words], align=_ALIGN[label.anchor], anchor="ctr", wrap=False,
            fill=Paint(label.halo, self.veil),
        )  # fmt: skip

    def _callout(self, callout: DrawnCallout) -> list[Piece]:
        drawing, box = self.drawing, self._box(callout.box)
        to = callout.to[0] + self.at[0], callout.to[1] + self.at[1]
        start = min(max(to[0], box[0]), box[0] + box[2]), min(max(to[1], box[1]), box[1] + box[3])
        ink = Stroke(drawing.ink, 1.0)
        pieces = []
        if start != to:
            name = f"{' '.join(callout.text.split())}: {self._say('deck.pointer')}"
            pieces.append(self.pen.freeform(name, [[start, to]], stroke=ink, closed=False))
        lines = callout.text.splitlines() or [""]
        size = min(_size_in(line, callout.size_pt, box[2] - 4, bold=False) for line in lines)
        text = self.pen.text(
            " ".join(lines), box, [Words(callout.text, size, drawing.ink)], align="ctr", anchor="ctr",
            wrap=False, fill=Paint(drawing.paper), stroke=ink,
        )  # fmt: skip
        return [*pieces, text]

    def _scale(self, scale: ScaleBar) -> Piece:
        left, bottom = self.at[0] + 10, self.at[1] + self.drawing.height_pt - 10
        right, ink, name = left + scale.length_pt, self.drawing.ink, self._say("deck.scale")
        bar = [[(left, bottom - 4), (left, bottom), (right, bottom), (right, bottom - 4)]]
        wide = max(scale.length_pt, wide_pt(scale.text, 9) + 4)
        veil = Paint(self.drawing.paper, self.veil)
        back = self.pen.preset(name, "rect", (left - 5, bottom - 18, wide + 10, 23), fill=veil)
        words = self.pen.text(
            scale.text, (left, bottom - 16, wide, 11), [Words(scale.text, 9, ink)], wrap=False, anchor="ctr"
        )
        line = self.pen.freeform(name, bar, stroke=Stroke(ink, 1.25), closed=False)
        return self.pen.group(name, [back, words, line])


_PRESETS: Mapping[Shape, Literal["ellipse", "rect", "diamond"]] = {
    "circle": "ellipse", "square": "rect", "diamond": "diamond",
}  # fmt: skip
_ALIGN: Mapping[str, Align] = {"start": "l", "middle": "ctr", "end": "r"}
_HALF: Mapping[Shape, Path] = {
    "circle": [(0.5 * sin(pi * i / 16), -0.5 * cos(pi * i / 16)) for i in range(17)],
    "square": [(0.0, -0.5), (0.5, -0.5), (0.5, 0.5), (0.0, 0.5)],
    "diamond": [(0.0, -0.5), (0.5, 0.0), (0.0, 0.5)],
}
"""The right half of a shape that is one wide."""


def _casing(line: Line) -> Stroke:
    opacity = line.opacity if line.casing_opacity is None else line.casing_opacity
    return Stroke(line.casing or "", line.casing_width_pt, line.dash_pt, line.round_cap, opacity)


def _around(x: float, y: float, across: float) -> Box:
    return x - across / 2, y - across / 2, across, across


def _ex(x: float, y: float, half: float) -> list[Path]:
    return [[(x - half, y - half), (x + half, y + half)], [(x + half, y - half), (x - half, y + half)]]


def _size_in(
    text: str, size_pt: float, width_pt: float, bold: bool = True, tracking_pt: float = 0.0
) -> float:
    """Return the size, reduced as far as the width requires."""
    wide = wide_pt(text, size_pt, bold, tracking_pt)
    return size_pt if wide <= width_pt else size_pt * width_pt / wide


def draw_map(pen: Pen, drawing: Drawing, at: Point, page: str) -> Piece:
    """Draw the whole map as one group on a page of this colour, described by the drawing's summary."""
    pieces = _Map(pen, drawing, at).groups(page)
    return pen.group(translate(drawing.language, "deck.map"), pieces, drawing.summary)


def draw_ground(pen: Pen, drawing: Drawing, at: Point) -> Piece:
    """Draw sea, land and lines only, as one group."""
    pieces = _Map(pen, drawing, at).ground()
    return pen.group(translate(drawing.language, "deck.map"), pieces, drawing.summary)


def scaled(drawing: Drawing, by: float) -> Drawing:
    """Return the same map with everything on it enlarged, except the samples of the legend."""

    def box(old: Box) -> Box:
        return old[0] * by, old[1] * by, old[2] * by, old[3] * by

    return replace(
        drawing,
        width_pt=drawing.width_pt * by, height_pt=drawing.height_pt * by,
        areas=tuple(replace(area, rings=_paths(area.rings, by)) for area in drawing.areas),
        lines=tuple(_scaled_line(line, by) for line in drawing.lines),
        symbols=tuple(
            replace(
                each, at=_point(each.at, by), size_pt=each.size_pt * by, unit_pt=each.unit_pt * by,
                ring_size_pt=each.ring_size_pt * by,
            )
            for each in drawing.symbols
        ),
        crosses=tuple(
            replace(each, at=_point(each.at, by), size_pt=each.size_pt * by) for each in drawing.crosses
        ),
        labels=tuple(
            replace(
                each, box=box(each.box), size_pt=each.size_pt * by, tracking_pt=each.tracking_pt * by
            )
            for each in drawing.labels
        ),
        callouts=tuple(
            replace(each, box=box(each.box), to=_point(each.to, by), size_pt=each.size_pt * by)
            for each in drawing.callouts
        ),
        scale=replace(drawing.scale, length_pt=drawing.scale.length_pt * by),
    )  # fmt: skip


def _scaled_line(line: Line, by: float) -> Line:
    return replace(
        line, paths=_paths(line.paths, by), width_pt=line.width_pt * by,
        dash_pt=tuple(length * by for length in line.dash_pt),
        casing_width_pt=line.casing_width_pt * by, hollow_width_pt=line.hollow_width_pt * by,
        stripes_pt=(line.stripes_pt[0] * by, line.stripes_pt[1] * by),
    )  # fmt: skip


def _paths(paths: Iterable[Path], by: float) -> tuple[tuple[Point, ...], ...]:
    return tuple(tuple(_point(point, by) for point in path) for path in paths)


def _point(point: Point, by: float) -> Point:
    return point[0] * by, point[1] * by


# --- the legend ------------------------------------------------------------------------------------------

_SAMPLE, _BETWEEN, _COLUMN_GAP, _PITCH, _LEADING = 24.0, 6.0, 16.0, 1.32, 1.15
_LEGEND_SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
_MOST_COLUMNS = 6


@dataclass(frozen=True)
class LegendRow:
    """A title, or a sample with its meaning, as lines of text."""

    lines: tuple[str, ...]
    key: Key | None
    high_pt: float


@dataclass(frozen=True)
class LegendLayout:
    """Rows in columns, at the largest size that fits."""

    size_pt: float
    columns: tuple[tuple[LegendRow, ...], ...]
    width_pt: float

    @property
    def high_pt(self) -> float:
        """Height of the tallest column in points."""
        return max((sum(row.high_pt for row in rows) for rows in self.columns), default=0.0)


def lay_legend(groups: Sequence[KeyGroup], width_pt: float, most_pt: float) -> LegendLayout:
    """Lay out the legend in a strip of this size: as large as possible, then as low as possible."""
    layout = LegendLayout(_LEGEND_SIZES[-1], (), width_pt)
    for size in _LEGEND_SIZES:
        found = []
        for count in range(1, _MOST_COLUMNS + 1):
            wide = (width_pt - _COLUMN_GAP * (count - 1)) / count
            rows = [row for group in groups for row in _rows(group, size, wide)]
            layout = LegendLayout(size, _columns(rows, count), wide)
            # Broken words and too many columns are worse than smaller letters.
            if len(layout.columns) <= count and layout.high_pt <= most_pt and _whole(rows, size, wide):
                found.append(layout)
        if found:
            return min(found, key=lambda each: each.high_pt)
    return layout


def _rows(group: KeyGroup, size_pt: float, wide_pt: float) -> list[LegendRow]:
    rows = [_row(group.title, None, size_pt, wide_pt)]
    return rows + [_row(key.label, key, size_pt, wide_pt - _SAMPLE - _BETWEEN) for key in group.keys]


def _row(text: str, key: Key | None, size_pt: float, wide_pt: float) -> LegendRow:
    lines = tuple(wrapped(text, size_pt, wide_pt, bold=key is None))
    return LegendRow(lines, key, size_pt * (_PITCH + _LEADING * (len(lines) - 1)))


def _whole(rows: Sequence[LegendRow], size_pt: float, column_pt: float) -> bool:
    """Whether every word fits its column and no meaning takes more than two lines."""
    for row in rows:
        room = column_pt - (_SAMPLE + _BETWEEN if row.key else 0)
        words = " ".join(row.lines).split()
        if len(row.lines) > 2 or any(wide_pt(word, size_pt, row.key is None) > room for word in words):
            return False
    return True


def _columns(rows: Sequence[LegendRow], count: int) -> tuple[tuple[LegendRow, ...], ...]:
    """Distribute rows over columns of similar height, with no title at the foot of one."""
    least = max(sum(row.high_pt for row in rows) / count, max((row.high_pt for row in rows), default=0.0))
    best: list[list[LegendRow]] = []
    for step in range(40):
        best = _filled(rows, least * (1 + step / 40))
        if len(best) <= count:
            break
    return tuple(tuple(column) for column in best)


def _filled(rows: Sequence[LegendRow], most_pt: float) -> list[list[LegendRow]]:
    columns: list[list[LegendRow]] = [[]]
    free = most_pt
    for row, following in zip_longest(rows, rows[1:]):
        need = row.high_pt + (following.high_pt if row.key is None and following else 0)
        if need > free + 0.01 and columns[-1]:
            columns.append([])
            free = most_pt
        columns[-1].append(row)
        free -= row.high_pt
    return columns


def draw_legend(
    pen: Pen, layout: LegendLayout, at: Point, name: str, drawing: Drawing, colour: str
) -> list[Piece]:
    """Draw the legend as one group, or nothing if there is nothing to explain."""
    pieces, size = [], layout.size_pt
    samples = _Map(pen, drawing, (0.0, 0.0))
    for i, rows in enumerate(layout.columns):
        x, y = at[0] + i * (layout.width_pt + _COLUMN_GAP), at[1]
        for row in rows:
            start = x
            if row.key:
                pieces += samples.sample(row.key, x, y + size * _PITCH / 2, size)
                start += _SAMPLE + _BETWEEN
            words = Words("\n".join(row.lines), size, colour, bold=row.key is None)
            box = (start, y, x + layout.width_pt - start, row.high_pt)
            pieces.append(pen.text(" ".join(row.lines), box, [words], anchor="ctr", wrap=False))
            y += row.high_pt
    return [pen.group(name, pieces)] if pieces else []
