"""Words and shapes of a deck: widths, lines, layers, and text that is nothing but text."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from layers.export.drawing.shapes import (
    Area,
    Cross,
    Drawing,
    DrawnCallout,
    Key,
    KeyGroup,
    Label,
    Line,
    ScaleBar,
    Symbol,
)
from layers.export.pptx.arial import arial_width_pt
from layers.export.pptx.map_shapes import draw_map, lay_legend, scaled
from layers.export.pptx.shapes import Pen, Words, balanced, clean, wide_pt, wrapped
from tests.export.slides import HOSTILE, box_of, inside


def test_widths_are_those_of_arial() -> None:
    assert arial_width_pt("0", 1000) == 556 and arial_width_pt("W", 10, bold=True) == 9.44
    assert arial_width_pt("é", 10) == arial_width_pt("e", 10)
    assert arial_width_pt("漢", 10) == 10


def test_wrapping_keeps_every_letter() -> None:
    text = "Слово " * 5 + "https://example.org/" + "x" * 80
    lines = wrapped(text, 12, 100)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(wide_pt(line, 12) <= 100 for line in lines) and len(lines) > 5


def test_balanced_lines_are_about_as_wide_as_each_other() -> None:
    assert balanced("+16 USD per TEU", 2) == "+16 USD\nper TEU"
    assert balanced("one", 2) == "one"


def test_illegal_characters_are_dropped() -> None:
    assert clean("a\x00b\x1f\ud800c\tд\n😀") == "abc\tд\n😀"


def toy_drawing(name: str) -> Drawing:
    """One of everything, in a frame of 300 by 200, everything called the same."""
    path = ((10.0, 10.0), (90.0, 60.0))
    square = ((0.0, 0.0), (100.0, 0.0), (100.0, 80.0), (0.0, 80.0), (0.0, 0.0))
    hole = ((20.0, 20.0), (40.0, 20.0), (40.0, 40.0), (20.0, 20.0))
    line = Line(
        name, "leg", (path, path[::-1]), "#102030", 2.0, (8.0, 4.0, 2.0), opacity=0.5, casing="#ffffff",
        casing_width_pt=4.0, hollow="#eeeeee", hollow_width_pt=1.0,
    )  # fmt: skip
    symbol = Symbol(
        name, "port", "circle", (50.0, 50.0), 9.2, "half", "#000000", "#ffffff", ring="#ff0000",
        ring_casing="#000000", gauge_change=True, dot=True, ring_size_pt=16.4, unit_pt=1.0,
    )  # fmt: skip
    cross = Cross((60.0, 60.0), 13.2, "#000000", "#ffffff")
    return Drawing(
        300, 200, "en", "#ddeeff", "#000000", "#ffffff",
        areas=(Area(name, (square, hole), "#f0f0f0"), Area(name, (hole,), "#e0e0e0", hatch="#999999")),
        lines=(replace(line, kind="border", casing=None, hollow=None, dash_pt=()), line),
        symbols=(symbol, replace(symbol, state="shut", shape="diamond", ring=None)), crosses=(cross,),
        labels=(Label(name, (100, 100, 60, 12), 9, "#000000", "#ffffff", True, True, 1.0, "middle"),),
        callouts=(DrawnCallout(f"{name}\nsecond line", (150, 20, 60, 30), (50, 50), 9),),
        legend=(KeyGroup(name, (Key(name, line), Key(name, symbol), Key(name, cross))),),
        scale=ScaleBar(500, 60.0, "500 km"), projection="", summary=name,
    )  # fmt: skip


def drawn_shapes(drawing: Drawing) -> list[Any]:
    """The shapes of a drawing on a slide that has been saved and read."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    piece = draw_map(Pen(drawing.language), drawing, (20, 30), "#ffffff")
    slide.shapes._spTree.extend(parse_xml(f"<p:spTree {nsdecls('p', 'a', 'r')}>{piece.xml}</p:spTree>"))
    out = io.BytesIO()
    deck.save(out)
    return list(inside(Presentation(io.BytesIO(out.getvalue())).slides[0].shapes))


@pytest.mark.parametrize("name", [HOSTILE, "a\x00\x0bb", "</a:t></p:sp>", '" onload="x', "Ақтөбе – 漢字"])
def test_names_of_the_data_are_text_and_nothing_else(name: str) -> None:
    shapes = drawn_shapes(toy_drawing(name))
    expected = clean(name)
    assert [s.name for s in shapes].count(expected) >= 6
    texts_found = [
        s.text_frame.text for s in shapes if s.shape_type != MSO_SHAPE_TYPE.GROUP and s.has_text_frame
    ]
    assert expected in texts_found and f"{expected}\vsecond line" in texts_found
    assert shapes[0]._element.nvGrpSpPr.cNvPr.get("descr") == expected


def test_lines_are_casings_below_cores_below_hollows() -> None:
    corridors = next(s for s in drawn_shapes(toy_drawing("A")) if s.name == "Corridors")
    assert [shape.line.width.pt for shape in corridors.shapes] == [4.0, 2.0, 1.0]
    core = corridors.shapes[1]._element.spPr.find(qn("a:ln"))
    assert [child.tag for child in core] == [qn(f"a:{tag}") for tag in ("solidFill", "custDash", "round")]
    dashes = [(int(ds.get("d")), int(ds.get("sp"))) for ds in core.iter(qn("a:ds"))]
    # 8-4-2 goes round twice, in thousandths of a per cent of two points
    assert dashes == [(400_000, 200_000), (100_000, 400_000), (200_000, 100_000)]
    assert core.find(".//" + qn("a:alpha")).get("val") == "50000"


def test_stripes_lie_on_the_core_and_say_what_is_not_known() -> None:
    plain = toy_drawing("A")
    line = replace(plain.lines[1], hollow=None, dash_pt=(), striped="#eeeeee", stripes_pt=(1.0, 3.0))
    corridors = next(s for s in drawn_shapes(replace(plain, lines=(line,))) if s.name == "Corridors")
    assert [shape.line.width.pt for shape in corridors.shapes] == [4.0, 2.0, 2.0]
    stripes = corridors.shapes[2]
    assert stripes.name == "A: capacity not known"
    dashes = [(int(ds.get("d")), int(ds.get("sp"))) for ds in stripes._element.iter(qn("a:ds"))]
    assert dashes == [(50_000, 150_000)]
    assert scaled(replace(plain, lines=(line,)), 2).lines[0].stripes_pt == (2.0, 6.0)


def test_a_country_is_one_shape_with_its_holes() -> None:
    land = next(s for s in drawn_shapes(toy_drawing("A")) if s.name == "Land")
    country, disputed = land.shapes
    assert len(list(country._element.iter(qn("a:moveTo")))) == 2
    assert box_of(country) == (20, 30, 100, 80)
    assert disputed._element.spPr.find(qn("a:pattFill")) is not None


def test_scaling_moves_and_grows_everything_alike() -> None:
    large = scaled(toy_drawing("A"), 2)
    assert large.areas[0].rings[0][2] == (200, 160) and large.lines[1].dash_pt == (16, 8, 4)
    assert large.symbols[0].at == (100, 100) and large.symbols[0].ring_size_pt == 32.8
    assert large.labels[0].box == (200, 200, 120, 24) and large.callouts[0].to == (100, 100)
    assert large.scale.length_pt == 120 and large.width_pt == 600 and large.crosses[0].size_pt == 26.4


def test_a_legend_of_many_rows_fits_its_strip() -> None:
    line = toy_drawing("A").lines[1]
    label = "заполнено наполовину — работает с ограничениями или под угрозой"
    groups = [KeyGroup("Состояние", tuple(Key(label[: 8 + 7 * n], line) for n in range(8))) for _ in range(3)]
    layout = lay_legend(groups, 606, 130)
    rows = [row for column in layout.columns for row in column]
    assert len(rows) == 27 and layout.high_pt <= 130
    assert layout.size_pt >= 7
    assert len(layout.columns) * layout.width_pt + 16 * (len(layout.columns) - 1) <= 606.01
    assert all(column[-1].key for column in layout.columns)  # no title at the foot of a column


def test_words_say_their_language() -> None:
    body = Pen("ru").body([Words("Море", 10, "#000000")])
    assert 'lang="ru-RU"' in body and "Arial" in body
