"""The legend of a drawing, its samples drawn to the drawing's scale, and the notes below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from layers.export.drawing.shapes import Area, Cross, Key, KeyGroup, Line, Symbol
from layers.model.dataset import Data
from layers.model.vocabulary import Status
from layers.picture.leg_style import dash_of, ground_of, hollow_width_px, stripes_px
from layers.picture.legend import (
    AreaSample,
    CrossSample,
    LaneSample,
    LegendGroup,
    LineSample,
    Sample,
    SymbolSample,
)
from layers.picture.map_state import Picture
from layers.picture.symbology import CASING_PX, CROSS_PX, HUB_PX, LANE_PX, PLACE_SHAPES, RING_PX, SHAPE_PX
from layers.text import format_date, translate
from layers.text.credits import credit_line

__all__ = ["draw_legend", "notes_of", "stripes_pt"]

_WIDE = 26.0
_MIDDLE = (_WIDE / 2, 0.0)
_SAMPLE_PX, _SUSPENDED_PX = 4.4, 2.4


def draw_legend(groups: Iterable[LegendGroup], theme: str, unit_pt: float) -> tuple[KeyGroup, ...]:
    """The rows of a legend with their samples; ``unit_pt`` is the length of a pixel on the page."""
    pen = _Pen(ground_of(theme), unit_pt)
    return tuple(
        KeyGroup(group.title, tuple(Key(row.label, pen.sample(row.sample)) for row in group.rows))
        for group in groups
    )


def stripes_pt(unit_pt: float) -> tuple[float, float]:
    """Stripes across a line and the gaps between them, in points."""
    stripe, gap = stripes_px()
    return round(stripe * unit_pt, 2), round(gap * unit_pt, 2)


class _Pen:
    """Draws samples in one theme at one scale."""

    def __init__(self, ground: Mapping[str, str], unit_pt: float) -> None:
        self.ground, self.unit_pt = ground, unit_pt

    def sample(self, sample: Sample) -> Line | Symbol | Cross | Area:
        match sample:
            case LineSample():
                return self._line(sample)
            case LaneSample():
                path = ((0.0, 0.0), (_WIDE, 0.0))
                return Line("", "leg", (path,), self.ground["quiet"], LANE_PX * self.unit_pt)
            case AreaSample():
                ring = ((0.0, -4.5), (_WIDE, -4.5), (_WIDE, 4.5), (0.0, 4.5), (0.0, -4.5))
                return Area("", (ring,), sample.fill, sample.hatch)
            case CrossSample():
                size = CROSS_PX * self.unit_pt
                return Cross(_MIDDLE, size, self.ground["ink"], self.ground["marker"])
            case SymbolSample():
                return self._symbol(sample)

    def _line(self, sample: LineSample) -> Line:
        usual = _SUSPENDED_PX if sample.status is Status.SUSPENDED else _SAMPLE_PX
        width = sample.width_px or usual
        dash = dash_of(sample.status, width) if sample.status else ()
        unit = self.unit_pt
        return Line(
            name="", kind="leg", paths=(((0.0, 0.0), (_WIDE, 0.0)),), colour=sample.colour,
            width_pt=width * unit, dash_pt=tuple(length * unit for length in dash),
            round_cap=sample.status is Status.PROPOSED,
            casing=self.ground["casing"], casing_width_pt=(width + 2 * CASING_PX) * unit,
            hollow=self.ground["halo"] if sample.hollow else None,
            hollow_width_pt=hollow_width_px(width) * unit if sample.hollow else 0.0,
            striped=self.ground["halo"] if sample.striped else None,
            stripes_pt=stripes_pt(unit) if sample.striped else (0.0, 0.0),
        )  # fmt: skip

    def _symbol(self, sample: SymbolSample) -> Symbol:
        unit, ground = self.unit_pt, self.ground
        if sample.kind == "hub":
            size = HUB_PX["capital"] * unit
            return Symbol(
                "", "hub", "circle", _MIDDLE, size, "open", ground["quiet"], ground["marker"], unit_pt=unit
            )
        shape = PLACE_SHAPES[sample.kind]
        return Symbol(
            "", sample.kind, shape, _MIDDLE, SHAPE_PX[shape] * unit, sample.state,
            ground["ink"], ground["marker"], ring=sample.ring,
            ring_casing=ground["casing"] if sample.ring else None, gauge_change=sample.gauge_change,
            ring_size_pt=RING_PX * unit if sample.ring else 0.0, unit_pt=unit,
        )  # fmt: skip


def notes_of(data: Data, picture: Picture, projection: str) -> tuple[str, ...]:
    """Until when what is shown is known, the boundary note, the projection, the credits."""
    view, language = picture.view, picture.view.language
    day, end = format_date(language, view.date), format_date(language, data.evidence_end)
    return (
        translate(language, "brief.known", day=day, end=end),
        translate(language, "map.boundary_note"),
        translate(language, "drawing.projected", projection=projection),
        credit_line(data, language),
    )
