"""Export a story: slides, handout, self-contained page, pictures, or its source file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from dashboard.components.html import render_page
from dashboard.components.story_shown import Shown, set_notice
from dashboard.loaders import get_edition, get_scene_renderer
from dashboard.state import acted, visitor
from layers.errors import SearoomError
from layers.export.story_files import BRIEF_SUFFIXES, write_brief
from layers.model.vocabulary import LANGUAGES
from layers.system.scratch_folder import scratch_folder

SEVERAL = ".png"
"""Pictures are downloaded together, as one archive."""


def story_downloads(shown: Shown) -> None:
    """Show a button per format; the file made last can be downloaded."""
    words, story = shown.words, shown.stored.story
    with st.container(key="take", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(render_page("paragraph.html", words, text=words.t("briefing.take")), width="content")
        language = st.segmented_control(
            words.t("briefing.take_in"), LANGUAGES, default=shown.view.language, format_func=str.upper,
            label_visibility="collapsed", key=f"take-{shown.view.language}", width="content", required=True,
        )  # fmt: skip
        asked = [
            suffix for suffix in BRIEF_SUFFIXES
            if st.button(suffix[1:].upper(), key=f"take{suffix}", on_click=acted)
        ]  # fmt: skip
        # A file made before the story or theme was changed is not offered.
        state = (story.id, shown.stored.version, language or shown.view.language, shown.view.theme)
        if asked:
            _make(shown, asked[0], state)
        made = visitor().briefing.made
        if made and made[0] == state:
            _, name, content = made
            size = words.t("briefing.size", n=words.number(max(len(content) / 1e6, 0.01), 2))
            label = words.t("briefing.made", name=name, size=size)
            st.download_button(label, content, name, on_click="ignore", key=f"made-{name}", type="primary")


def _make(shown: Shown, suffix: str, state: tuple[str, ...]) -> None:
    """Export the last valid state of the story and keep the file for download."""
    words, story, (*_, language, _theme) = shown.words, shown.stored.story, state
    name = f"{story.id}-{language}{'.zip' if suffix == SEVERAL else suffix}"
    making = words.t("briefing.making", name=name)
    bar = st.progress(0.0, making)
    try:
        with scratch_folder() as folder:
            written = write_brief(
                get_scene_renderer(get_edition()), story, folder / f"{story.id}-{language}{suffix}", language,
                shown.view.theme, lambda done, of: bar.progress(done / of, making),
            )  # fmt: skip
            content = _zipped(written) if suffix == SEVERAL else written[0].read_bytes()
    except SearoomError as error:
        set_notice(words.message(error))
        st.rerun()
    bar.empty()
    visitor().briefing.made = (state, name, content)


def _zipped(files: Sequence[Path]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for file in files:
            archive.write(file, file.name)
    return content.getvalue()
