"""Decks whose maps are native shapes: one slide per scene, with its sources in the speaker notes.

Every text is measured and reduced until it fits, because a slide does not scroll.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.slide import Slide, SlideLayout
from pptx.text.text import TextFrame
from pptx.util import Pt

from layers.export.drawing.draw import Draughtsman
from layers.export.drawing.shapes import Drawing
from layers.export.pptx.blank import AUTHOR, TITLE_PT, blank_deck, without_times
from layers.export.pptx.map_shapes import SCALE_BAR, draw_ground, draw_legend, draw_map, lay_legend, scaled
from layers.export.pptx.panel import CELL_GAP, Cell, PanelSizes, cells_of, sizes_of
from layers.export.pptx.shapes import (
    Anchor,
    Box,
    Pen,
    Piece,
    Words,
    clean,
    high_pt,
    largest,
)
from layers.model.story import Story
from layers.model.vocabulary import Theme
from layers.picture.highlights import Highlights
from layers.picture.symbology import GROUND
from layers.stories.rendering import SceneRenderer, ShownScene, cite
from layers.system.whole_files import written_whole
from layers.text import format_date, translate

__all__ = ["write_deck"]

_TITLE: Box = (28.0, 16.0, 904.0, 56.0)
_PANEL: Box = (28.0, 82.0, 280.0, 422.0)
_MAP: Box = (326.0, 82.0, 606.0, 422.0)
_FOOT: Box = (28.0, 510.0, 830.0, 22.0)
_NUMBER: Box = (872.0, 510.0, 60.0, 22.0)
_LARGER = 1.35
"""A map for a page is drawn this much larger on a slide, so that its words are read from the back row."""
_TITLE_COLUMN: Box = (56.0, 0.0, 400.0, 540.0)
_TITLE_MAP: Box = (500.0, 0.0, 460.0, 540.0)
_LEGEND_PT, _LEGEND_LEAST, _LEGEND_SLACK = (72.0, 90.0, 110.0, 130.0), 8.5, 20.0
"""Heights of the strip under the map that the legend may take so as not to be smaller than this."""
_GAP = 8.0
_TITLE_SIZES = (TITLE_PT, 26.0, 24.0, 22.0, 20.0, 18.0)
_FOOT_SIZES = (8.0, 7.5, 7.0, 6.5, 6.0)
_LIST_SIZE = 11.0


def write_deck(
    renderer: SceneRenderer, story: Story, path: Path, language: str, theme: Theme = "light",
    progress: Callable[[int, int], None] | None = None,
) -> Path:  # fmt: skip
    """Write the story as a deck; return its path.

    A title slide, one slide per scene in order, then the sources. ``progress`` is called with the scenes
    done and the scenes in all.

    Raises
    ------
    ExportError
        If the file cannot be written; an existing file is kept.
    """
    with written_whole(path) as beside:
        beside.touch()  # fail before the work if the folder cannot be written to
        deck = _Deck(renderer, story, language, theme)
        deck.add_title()
        for number in range(1, len(story.scenes) + 1):
            deck.add_scene(number)
            if progress:
                progress(number, len(story.scenes))
        deck.add_sources()
        beside.write_bytes(deck.to_bytes())
    return path


# --- slides ----------------------------------------------------------------------------------------------


class _Deck:
    """A deck being built."""

    def __init__(self, renderer: SceneRenderer, story: Story, language: str, theme: Theme) -> None:
        self.renderer, self.story, self.language, self.theme = renderer, story, language, theme
        self.colours = GROUND[theme]
        self.draughtsman = Draughtsman(renderer.model)
        self.deck = blank_deck(theme)
        self.layouts: Mapping[str, SlideLayout] = {
            layout.name: layout for layout in self.deck.slide_layouts
        }  # fmt: skip
        self.cited: dict[str, list[int]] = {}
        self.strip_pt = _LEGEND_PT[0]
        self._describe()

    def _say(self, key: str, **values: object) -> str:
        return translate(self.language, key, **values)

    def _describe(self) -> None:
        """Set the file's properties from the data, not from the day of writing."""
        end = dt.datetime.fromisoformat(self.renderer.data.evidence_end)
        properties = self.deck.core_properties
        properties.author = properties.last_modified_by = AUTHOR
        properties.title = clean(self.story.title[self.language])
        properties.subject = clean(self.story.lede[self.language])[:255]
        properties.language = self.language
        properties.created = properties.modified = end
        properties.revision = 1

    def add_title(self) -> None:
        """Add a slide with the story's title and the date that the evidence reaches."""
        slide, pen = self._slide("Title Slide", self._say("deck.title_slide"))
        title, lede = self.story.title[self.language], self.story.lede[self.language]
        x, _, width, _ = _TITLE_COLUMN
        size = largest(title, (40, 38, 36, 34, 32, 30, 28, 26, 24), width, 190, bold=True)
        self._fill_placeholder(slide, pen, 0, (x, 60, width, 190), self._ink(title, size, bold=True), "b")
        size = largest(lede, (20, 19, 18, 17, 16, 15, 14), width, 160)
        self._fill_placeholder(slide, pen, 1, (x, 266, width, 160), self._ink(lede, size), "t")
        end = format_date(self.language, self.renderer.data.evidence_end)
        foot = [
            Words(self._say("deck.data", end=end), 13, self.colours["quiet"], after_pt=4),
            Words(self._say("map.boundary_note"), 11, self.colours["quiet"]),
        ]
        note = pen.text(self._say("deck.foot"), (x, 446, width, 62), foot, anchor="b")
        _put(slide, [self._picture(pen), note])

    def _picture(self, pen: Pen) -> Piece:
        """Draw the map of the first scene, without labels, beside the title."""
        scene = self.renderer.scene(self.story.scenes[0], 1, self.language, self.theme)
        view = replace(scene.view, selection="", bounds=self.renderer.data.pack.cover_bounds)
        drawing = self.draughtsman.draw(view, Highlights(), _TITLE_MAP[2], _TITLE_MAP[3])
        lines = tuple(line for line in drawing.lines if line.kind in ("leg", "border"))
        return draw_ground(pen, replace(drawing, lines=lines), _TITLE_MAP[:2])

    def add_scene(self, number: int) -> None:
        """Add a slide with text on the left and the map with its legend on the right."""
        scene = self.renderer.scene(self.story.scenes[number - 1], number, self.language, self.theme)
        slide, pen = self._slide("Title Only", self._say("deck.scene", n=number, id=scene.id))
        self._put_title(slide, pen, scene.title)
        drawing, legend = self._map(scene, pen)
        sizes = sizes_of(scene, _PANEL)
        cells = cells_of(scene.figures, sizes, _PANEL)
        foot = min((cell.box[1] for cell in cells), default=_PANEL[1] + _PANEL[3])
        box = (*_PANEL[:3], foot - _PANEL[1] - (CELL_GAP if cells else 0))
        text = pen.text(self._say("deck.text"), box, [self._ink(scene.text, sizes.text)])
        figures = [piece for cell in cells for piece in self._figure(pen, cell, sizes)]
        shapes = [draw_map(pen, drawing, _MAP[:2], self.colours["halo"]), *legend]
        _put(slide, [text, *figures, *shapes, *self._foot(pen, drawing, number)])
        _put_notes(slide, self._notes(scene))
        for source in scene.sources:
            self.cited.setdefault(source.id, []).append(number)

    def _map(self, scene: ShownScene, pen: Pen) -> tuple[Drawing, list[Piece]]:
        """Draw the map as high as its legend allows, with the legend below.

        The content of the legend is known only once the map is drawn. The map is redrawn if the strip of the
        slide before does not fit, which also keeps the maps of consecutive slides in place.
        """
        drawing = self._drawn(scene, self.strip_pt)
        layout = lay_legend(drawing.legend, _MAP[2], self.strip_pt)
        if layout.size_pt < _LEGEND_LEAST or layout.high_pt < self.strip_pt - _LEGEND_SLACK:
            for most in _LEGEND_PT:
                layout = lay_legend(drawing.legend, _MAP[2], most)
                if layout.size_pt >= _LEGEND_LEAST:
                    break
            self.strip_pt = layout.high_pt
            drawing = self._drawn(scene, self.strip_pt)
            layout = lay_legend(drawing.legend, _MAP[2], self.strip_pt)
        at = _MAP[0], _MAP[1] + _MAP[3] - self.strip_pt
        return drawing, draw_legend(pen, layout, at, self._say("deck.legend"), drawing, self.colours["ink"])

    def _drawn(self, scene: ShownScene, strip_pt: float) -> Drawing:
        """Draw the map of a scene above a strip for its legend, at a larger scale than on paper."""
        high = _MAP[3] - strip_pt - _GAP
        callouts = [(callout.place, callout.text) for callout in scene.callouts]
        page = _MAP[2] / _LARGER, high / _LARGER
        bar = SCALE_BAR[0] / _LARGER, SCALE_BAR[1] / _LARGER
        corner = (0.0, page[1] - bar[1], *bar)
        drawing = self.draughtsman.draw(
            scene.view, scene.highlights, *page, labels=scene.labels, callouts=callouts, clear=(corner,)
        )
        return scaled(drawing, _LARGER)

    def _figure(self, pen: Pen, cell: Cell, sizes: PanelSizes) -> list[Piece]:
        """Draw a value above its label, as a group."""
        x, y, width, high = cell.box
        name = self._say("deck.figure", label=cell.label)
        value = self._ink(cell.value, cell.value_pt, bold=True)
        label = Words(cell.label, sizes.label, self.colours["quiet"])
        return [
            pen.group(name, [
                pen.text(" ".join(cell.value.split()), (x, y, width, cell.value_high), [value], anchor="b"),
                pen.text(cell.label, (x, y + cell.value_high, width, high - cell.value_high), [label]),
            ])
        ]  # fmt: skip

    def _foot(self, pen: Pen, drawing: Drawing, number: int) -> list[Piece]:
        quiet, note = self.colours["quiet"], " ".join(drawing.notes)
        size = largest(note, _FOOT_SIZES, _FOOT[2], _FOOT[3])
        counter = self._say("deck.counter", n=number, of=len(self.story.scenes))
        return [
            pen.text(self._say("deck.foot"), _FOOT, [Words(note, size, quiet)], anchor="t"),
            pen.text(self._say("deck.number"), _NUMBER, [Words(counter, 10, quiet)], align="r", wrap=False),
        ]

    def _notes(self, scene: ShownScene) -> str:
        sources = [f"{self._say('deck.sources')}:", *map(cite, scene.sources)] if scene.sources else []
        parts = [scene.notes, "\n".join(sources), scene.known]
        return "\n\n".join(part for part in parts if part)

    def add_sources(self) -> None:
        """List every source once with the scenes that cite it, on as many slides as needed."""
        pages = self._source_pages()
        for number, lines in enumerate(pages, start=1):
            title = self._say("deck.sources")
            if len(pages) > 1:
                title = self._say("deck.sources_part", n=number, of=len(pages))
            slide, pen = self._slide("Title Only", title)
            self._put_title(slide, pen, title)
            words = [Words(line, _LIST_SIZE, self.colours["ink"], after_pt=_LIST_AFTER) for line in lines]
            how = [Words(self._say("deck.sources_how"), _LIST_SIZE, self.colours["quiet"])]
            _put(slide, [
                pen.text(title, _LIST, words), pen.text(self._say("deck.text"), _FOOT, how, wrap=False),
            ])  # fmt: skip

    def _source_pages(self) -> list[list[str]]:
        pages: list[list[str]] = [[]]
        free = _LIST[3]
        for key, scenes in self.cited.items():
            line = f"{cite(self.renderer.data.bibliography[key])} [{', '.join(map(str, scenes))}]"
            need = high_pt(line, _LIST_SIZE, _LIST[2]) + _LIST_AFTER
            if need > free and pages[-1]:
                pages.append([])
                free = _LIST[3]
            pages[-1].append(line)
            free -= need
        return pages if pages[0] else []

    # --- parts of slides

    def _slide(self, layout: str, name: str) -> tuple[Slide, Pen]:
        slide = self.deck.slides.add_slide(self.layouts[layout])
        slide._element.cSld.set("name", clean(name))
        return slide, Pen(self.language, first_id=max(shape.shape_id for shape in slide.shapes) + 1)

    def _ink(self, text: str, size_pt: float, bold: bool = False) -> Words:
        return Words(text, size_pt, self.colours["ink"], bold)

    def _put_title(self, slide: Slide, pen: Pen, title: str) -> None:
        size = largest(title, _TITLE_SIZES, _TITLE[2], _TITLE[3], bold=True)
        self._fill_placeholder(slide, pen, 0, _TITLE, self._ink(title, size, bold=True), "ctr")

    def _fill_placeholder(
        self, slide: Slide, pen: Pen, index: int, box: Box, words: Words, anchor: Anchor
    ) -> None:
        """Put text into a placeholder of the layout, where outlines and screen readers find it."""
        shape = slide.placeholders[index]
        shape.left, shape.top, shape.width, shape.height = (Pt(length) for length in box)
        body = pen.body([words], anchor=anchor)
        shape._element.replace(shape._element.txBody, _parsed(body)[0])

    def to_bytes(self) -> bytes:
        """Return the file; the same story gives the same bytes."""
        out = io.BytesIO()
        self.deck.save(out)
        return without_times(out.getvalue(), self.renderer.data.evidence_end)


_LIST: Box = (28.0, 84.0, 904.0, 414.0)
_LIST_AFTER = 4.0


def _parsed(xml: str) -> list[BaseOxmlElement]:
    """Parse a fragment in which the usual prefixes stand for their namespaces."""
    return list(parse_xml(f"<p:spTree {nsdecls('p', 'a', 'r')}>{xml}</p:spTree>"))


def _put(slide: Slide, pieces: Sequence[Piece]) -> None:
    slide.shapes._spTree.extend(_parsed("".join(piece.xml for piece in pieces)))


def _put_notes(slide: Slide, text: str) -> None:
    # None only on a page of notes whose layout an editor has taken apart: ours is the template's.
    cast(TextFrame, slide.notes_slide.notes_text_frame).text = clean(text)
