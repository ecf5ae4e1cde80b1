"""Write a story to a file; the suffix chooses the format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from layers.errors import ExportError
from layers.faults import ErrorCode
from layers.model.story import Story
from layers.model.vocabulary import Theme
from layers.stories.rendering import SceneRenderer, write_story

__all__ = ["BRIEF_SUFFIXES", "write_brief"]

BRIEF_SUFFIXES = (".pptx", ".pdf", ".html", ".png", ".yaml")
"""Deck, handout, presentation in one file, a picture a scene, the story itself."""

_Progress = Callable[[int, int], None]


def write_brief(
    renderer: SceneRenderer,
    story: Story,
    path: Path,
    language: str,
    theme: Theme = "light",
    progress: _Progress | None = None,
) -> list[Path]:
    """Write a story in the format of the suffix of ``path``; return the files written.

    Pictures are several numbered files. ``progress`` is called with the steps done and the steps in all.

    Raises
    ------
    ExportError
        If the suffix is not supported or a file cannot be written.
    """
    # The writers take up to a second to import, so only those who need one wait.
    match path.suffix.lower():
        case ".pptx":
            from layers.export.pptx.deck import write_deck  # noqa: PLC0415

            return [write_deck(renderer, story, path, language, theme, progress)]
        case ".pdf":
            from layers.export.typst.typeset import write_handout  # noqa: PLC0415

            return [write_handout(renderer, story, path, language, progress)]
        case ".html":
            from layers.export.html import write_story_html  # noqa: PLC0415

            return [write_story_html(renderer, story, path, language, theme)]
        case ".png":
            from layers.export.typst.typeset import write_pngs  # noqa: PLC0415

            return write_pngs(renderer, story, path, language, theme, progress)
        case ".yaml":
            write_story(story, path)
            return [path]
    raise ExportError(
        ErrorCode.SUFFIX_UNKNOWN, path=str(path), suffix=path.suffix, known=tuple(BRIEF_SUFFIXES)
    )
