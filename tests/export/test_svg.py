"""Drawings as SVG: they parse, nothing in them is fetched or run, words stay words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest

from layers.analysis.risk import RiskModel
from layers.export.drawing.draw import Draughtsman
from layers.export.drawing.shapes import Drawing, DrawnCallout, Label
from layers.export.drawing.svg import drawing_svg, map_svg
from layers.export.drawing.typeface import text_width_pt
from layers.model.dataset import Data
from layers.model.view import View
from layers.picture.highlights import Highlights

SVG = "{http://www.w3.org/2000/svg}"
HIGHLIGHTS = Highlights(veto={"RU": "high"})
HOSTILE = "</text><script>alert(1)</script> & \"'<b>\x00\x0b\ufffe"


@pytest.fixture(scope="module")
def drawings(data: Data) -> dict[str, Drawing]:
    draughtsman = Draughtsman(RiskModel(data))
    return {
        "en": draughtsman.draw(View(), HIGHLIGHTS, 620, 430, callouts=(("KZAAU", "Port & <sea>"),)),
        "ru": draughtsman.draw(
            View(language="ru", lens="stance:moscow", theme="dark", date="2026-04-15"), HIGHLIGHTS, 400, 300
        ),
    }


def tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def words(svg: str) -> list[str]:
    return [node.text or "" for node in tree(svg).iter(f"{SVG}text")]


@pytest.fixture(params=["en", "ru"])
def drawing(request: pytest.FixtureRequest, drawings: dict[str, Drawing]) -> Drawing:
    return drawings[request.param]


@pytest.mark.parametrize("at", ["below", "inside", None])
def test_the_document_parses_and_says_what_it_is(drawing: Drawing, at: Any) -> None:
    root = tree(drawing_svg(drawing, legend_at=at, title="Title & more"))
    assert root.tag == f"{SVG}svg" and root.get("lang") == drawing.language
    assert [root.findtext(f"{SVG}{name}") for name in ("title", "desc")] == ["Title & more", drawing.summary]


def test_nothing_is_fetched_styled_from_outside_or_run(drawing: Drawing) -> None:
    for node in tree(drawing_svg(drawing)).iter():
        assert node.tag.removeprefix(SVG) in {
            "svg", "title", "desc", "g", "defs", "clipPath", "pattern",
            "rect", "line", "path", "circle", "text",
        }  # fmt: skip
        for name, value in node.attrib.items():
            assert not name.startswith("on") and name not in {"class", "style", "href", "filter"}
            assert "url(" not in value or value.startswith("url(#")
            assert "://" not in value


def test_every_reference_has_something_to_refer_to(drawing: Drawing) -> None:
    root = tree(drawing_svg(drawing))
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    used = {v[5:-1] for node in root.iter() for v in node.attrib.values() if v.startswith("url(#")}
    assert used <= set(ids) and len(ids) == len(set(ids))


def test_every_word_stands_there_as_text(drawing: Drawing) -> None:
    shown = words(drawing_svg(drawing, title="Заголовок"))
    assert "Заголовок" in shown
    assert {label.text for label in drawing.labels} <= set(shown)
    assert drawing.scale.text in shown
    joined = " ".join(shown)
    for note in drawing.notes:
        assert note in joined
    for group in drawing.legend:
        assert group.title in joined
        assert all(key.label in joined for key in group.keys)


def test_the_map_alone_has_neither_legend_nor_notes(drawing: Drawing) -> None:
    svg = map_svg(drawing)
    root, shown = tree(svg), words(svg)
    assert root.get("viewBox") == f"0 0 {drawing.width_pt:g} {drawing.height_pt:g}"
    callouts = [line for callout in drawing.callouts for line in callout.text.split("\n")]
    assert sorted(set(shown)) == sorted({*(label.text for label in drawing.labels), *callouts})


def test_a_halo_lies_below_all_words(drawing: Drawing) -> None:
    texts = list(tree(map_svg(drawing)).iter(f"{SVG}text"))
    halos = [index for index, node in enumerate(texts) if node.get("stroke")]
    assert halos == list(range(len(drawing.labels)))


def test_casings_of_legs_lie_below_all_their_cores(drawing: Drawing) -> None:
    strokes = [node.get("stroke") for node in tree(map_svg(drawing)).iter(f"{SVG}path")]
    legs = [line for line in drawing.lines if line.kind == "leg"]
    casing = legs[0].casing
    cores = {line.colour for line in legs} - {
        casing,
        *(line.colour for line in drawing.lines if line.kind != "leg"),
    }
    drawn = [index for index, stroke in enumerate(strokes) if stroke in cores]
    first_core = min(drawn)
    assert strokes[first_core - len([line for line in legs if line.casing]) : first_core].count(
        casing
    ) == len([line for line in legs if line.casing])


def test_hostile_words_come_out_as_words(drawings: dict[str, Drawing]) -> None:
    label = Label(HOSTILE, (10, 10, 200, 12), 9, "#000000", "#ffffff")
    callout = DrawnCallout(HOSTILE, (10, 40, 200, 20), (300, 300), 9)
    group = replace(drawings["en"].legend[0], title=HOSTILE)
    drawing = replace(
        drawings["en"], labels=(label,), callouts=(callout,), legend=(group,), notes=(HOSTILE,),
        summary=HOSTILE, scale=replace(drawings["en"].scale, text=HOSTILE),
    )  # fmt: skip
    for svg in (drawing_svg(drawing, title=HOSTILE), map_svg(drawing)):
        assert "<script" not in svg and "\x00" not in svg and "\x0b" not in svg
        clean = HOSTILE.replace("\x00", "").replace("\x0b", "").replace("\ufffe", "")
        assert clean in words(svg)
        assert not list(tree(svg).iter(f"{SVG}script"))


def test_no_line_of_words_leaves_the_document(drawing: Drawing) -> None:
    """Sums up the translations above each text; the map's own words are tested with the drawing."""
    root = tree(drawing_svg(drawing, title="A title that goes on and on and has to be broken " * 3))
    _, _, width, height = (float(part) for part in root.get("viewBox", "").split())

    def visit(node: ElementTree.Element, x: float, y: float) -> None:
        move = node.get("transform", "")
        if move.startswith("translate("):
            dx, dy = (float(part) for part in move[10:-1].split())
            x, y = x + dx, y + dy
        if node.tag == f"{SVG}text" and node.get("text-anchor") is None:
            left, baseline = x + float(node.get("x", "0")), y + float(node.get("y", "0"))
            size, bold = float(node.get("font-size", "0")), node.get("font-weight") is not None
            assert left >= 0 and left + text_width_pt(node.text or "", size, bold) <= width + 0.5, node.text
            assert size <= baseline + 0.5 * size and baseline <= height, node.text
        for child in node:
            visit(child, x, y)

    visit(root, 0.0, 0.0)


def test_the_same_drawing_gives_the_same_bytes(drawing: Drawing) -> None:
    assert drawing_svg(drawing) == drawing_svg(replace(drawing))
