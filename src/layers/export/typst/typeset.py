"""Printed output of a story or view: the handout as PDF, pages as PNG and SVG.

The only module that uses the typesetter. Text reaches it as data, never as markup: the templates
``handout.typ`` and ``picture.typ`` are fixed and take one JSON text each. The machine's fonts and clock are
not used, so the same data give the same file.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import typst

from layers.analysis.risk import RiskModel
from layers.errors import ExportError
from layers.export.drawing.draw import Draughtsman
from layers.export.drawing.shapes import Drawing
from layers.export.drawing.svg import drawing_svg
from layers.export.drawing.typeface import FAMILY, font_folder
from layers.export.typst.handout import MAP_SIZE_PT, handout
from layers.export.typst.printed import printed_legend, printed_map, printed_scale
from layers.faults import ErrorCode
from layers.model.story import Story
from layers.model.view import View
from layers.model.vocabulary import Theme
from layers.picture.highlights import Highlights
from layers.stories.rendering import SceneRenderer, ShownScene
from layers.system.whole_files import written_whole

__all__ = ["write_handout", "write_png", "write_pngs", "write_svg"]

Progress = Callable[[int, int], None]
_SHEET_WIDTH_PT, _SHEET_MARGIN_PT = 800.0, 14.0
_LEGEND_WIDTH_PT, _TITLE_HEIGHT_PT, _NOTES_HEIGHT_PT = 166.0, 28.0, 25.0
_LEAST_PX, _MOST_PX = 320, 8000


def write_handout(
    renderer: SceneRenderer, story: Story, path: Path, language: str, progress: Progress | None = None
) -> Path:
    """Write the story as an A4 PDF with a page per scene, then figures, method and sources; return the path.

    The PDF is tagged (PDF/UA-1), searchable, and embeds its typeface. ``progress`` is called with the steps
    done and the steps in all.

    Raises
    ------
    ExportError
        If the file cannot be written.
    """
    report = progress or _ignore_progress
    steps, draughtsman, pages = len(story.scenes) + 1, Draughtsman(renderer.model), []
    with written_whole(path) as part:
        for number, scene in enumerate(story.scenes, start=1):
            shown = renderer.scene(scene, number, language)
            pages.append((shown, _draw(draughtsman, shown, MAP_SIZE_PT)))
            report(number, steps)
        document = handout(renderer.data, story, language, pages)
        made = dt.datetime.fromisoformat(renderer.data.evidence_end).replace(tzinfo=dt.UTC)
        part.write_bytes(_typeset(path, "handout", document, "pdf", made=made))
    report(steps, steps)
    return path


def write_png(
    model: RiskModel, view: View, highlights: Highlights, path: Path, *,
    title: str = "", width_px: int = 1600, height_px: int = 900,
    labels: Sequence[str] = (), callouts: Sequence[tuple[str, str]] = (),
) -> Path:  # fmt: skip
    """Write a view as a picture: the map with its legend, scale bar, notes, and a title if one is given.

    ``highlights`` comes from :func:`layers.picture.highlights.highlights_of`.

    Raises
    ------
    ExportError
        If the file cannot be written, or the size is not one that a picture can have.
    """
    sheet = _Sheet(path, width_px, height_px, title)
    drawing = Draughtsman(model).draw(view, highlights, *sheet.map_size_pt, labels=labels, callouts=callouts)
    return _write_png(path, sheet, drawing)


def write_pngs(
    renderer: SceneRenderer, story: Story, path: Path, language: str, theme: Theme = "light",
    progress: Progress | None = None, *, width_px: int = 1600, height_px: int = 900,
) -> list[Path]:  # fmt: skip
    """Write every scene as a picture: for ``out.png`` they are ``out-01.png``, ``out-02.png`` and so on; in a
    folder they have the name of the story.

    Raises
    ------
    ExportError
        If a file cannot be written, or the size is not one that a picture can have.
    """
    report, draughtsman = progress or _ignore_progress, Draughtsman(renderer.model)
    whole = path / f"{story.id}.png" if path.is_dir() else path
    written = []
    for number, scene in enumerate(story.scenes, start=1):
        shown = renderer.scene(scene, number, language, theme)
        one = whole.with_name(f"{whole.stem}-{number:02d}{whole.suffix or '.png'}")
        sheet = _Sheet(one, width_px, height_px, shown.title)
        written.append(_write_png(one, sheet, _draw(draughtsman, shown, sheet.map_size_pt)))
        report(number, len(story.scenes))
    return written


def write_svg(
    model: RiskModel, view: View, highlights: Highlights, path: Path, *,
    title: str = "", width_pt: float = 800.0, height_pt: float = 450.0,
    labels: Sequence[str] = (), callouts: Sequence[tuple[str, str]] = (),
) -> Path:  # fmt: skip
    """Write the same as shapes and words that can be searched and edited; the size is that of the map, below
    which stand legend, scale bar and notes.

    Raises
    ------
    ExportError
        If the file cannot be written.
    """
    drawing = Draughtsman(model).draw(view, highlights, width_pt, height_pt, labels=labels, callouts=callouts)
    _write(path, drawing_svg(drawing, title=title).encode())
    return path


def _ignore_progress(done: int, steps: int) -> None:
    """Ignore progress."""


def _draw(draughtsman: Draughtsman, shown: ShownScene, size_pt: tuple[float, float]) -> Drawing:
    callouts = [(callout.place, callout.text) for callout in shown.callouts]
    return draughtsman.draw(shown.view, shown.highlights, *size_pt, labels=shown.labels, callouts=callouts)


@dataclass(frozen=True)
class _Sheet:
    """The layout of a picture, in points on a page of constant width, so text keeps its share of the picture
    at any resolution."""

    path: Path
    width_px: int
    height_px: int
    title: str

    def __post_init__(self) -> None:
        if not all(_LEAST_PX <= size <= _MOST_PX for size in (self.width_px, self.height_px)):
            raise ExportError(
                ErrorCode.PICTURE_SIZE, path=str(self.path), width=self.width_px, height=self.height_px,
                least=_LEAST_PX, most=_MOST_PX,
            )  # fmt: skip

    @property
    def height_pt(self) -> float:
        """Height of the page."""
        return _SHEET_WIDTH_PT * self.height_px / self.width_px

    @property
    def title_height_pt(self) -> float:
        """Height of the title, if there is one."""
        return _TITLE_HEIGHT_PT if self.title else 0.0

    @property
    def map_size_pt(self) -> tuple[float, float]:
        """Size left by margins, legend, title and notes."""
        height = self.height_pt - 2 * _SHEET_MARGIN_PT - self.title_height_pt - _NOTES_HEIGHT_PT
        return _SHEET_WIDTH_PT - 2 * _SHEET_MARGIN_PT - _LEGEND_WIDTH_PT, height


def _write_png(path: Path, sheet: _Sheet, drawing: Drawing) -> Path:
    document = {
        "language": drawing.language, "font": FAMILY, "ink": drawing.ink, "paper": drawing.paper,
        "width": _SHEET_WIDTH_PT, "height": sheet.height_pt, "margin": _SHEET_MARGIN_PT,
        "title": sheet.title, "title_height": sheet.title_height_pt,
        "map": printed_map(drawing), "legend": printed_legend(drawing), "scale": printed_scale(drawing),
        "notes": " ".join(drawing.notes),
    }  # fmt: skip
    _write(path, _typeset(path, "picture", document, "png", ppi=72 * sheet.width_px / _SHEET_WIDTH_PT))
    return path


def _typeset(
    path: Path, template: str, document: Mapping[str, Any], kind: Literal["pdf", "png"], *,
    ppi: float | None = None, made: dt.datetime | None = None,
) -> bytes:  # fmt: skip
    """Return what a template makes of the given values."""
    file = Path(str(resources.files("layers.export.typst"))) / f"{template}.typ"
    try:
        return typst.compile(
            file, format=kind, sys_inputs={"document": json.dumps(document, ensure_ascii=False)},
            font_paths=[font_folder()], ignore_system_fonts=True, ppi=ppi, timestamp=made,
            pdf_standards=["ua-1"] if kind == "pdf" else [],
        )  # fmt: skip
    except typst.TypstError as error:
        raise ExportError(ErrorCode.NOT_TYPESET, path=str(path), detail=error.message) from error


def _write(path: Path, content: bytes) -> None:
    with written_whole(path) as part:
        part.write_bytes(content)
