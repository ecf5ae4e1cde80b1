"""The map, or a story on it, as one HTML file that works offline."""

from __future__ import annotations

from pathlib import Path

from layers.map import build_map
from layers.model.dataset import Data
from layers.model.story import Story
from layers.model.view import View
from layers.model.vocabulary import Theme
from layers.stories.rendering import SceneRenderer
from layers.system.whole_files import written_whole

__all__ = ["write_map_html", "write_story_html"]


def write_map_html(data: Data, path: Path, view: View | None = None) -> Path:
    """Write the stand-alone map, opened at ``view``; return the path.

    Raises
    ------
    ExportError
        If the file cannot be written.
    """
    return _write(path, build_map(data).to_html((view or View()).to_query_string()))


def write_story_html(
    renderer: SceneRenderer, story: Story, path: Path, language: str = "en", theme: Theme = "light"
) -> Path:
    """Write the file that presents a story, opened in a language and theme; return the path.

    Raises
    ------
    ExportError
        If the file cannot be written.
    """
    query = View(language=language, theme=theme).to_query_string()
    return _write(
        path, build_map(renderer.data, story.title["en"]).to_story_html(renderer.payload(story), query)
    )


def _write(path: Path, document: str) -> Path:
    with written_whole(path) as beside:
        beside.write_text(document, encoding="utf-8")
    return path
