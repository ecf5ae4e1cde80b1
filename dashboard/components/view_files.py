"""Buttons that export the current view: its map and its tables."""

from __future__ import annotations

import streamlit as st

from dashboard.components.html import render_page
from dashboard.components.wording import Words
from dashboard.loaders import get_edition, get_scene_renderer
from dashboard.state import acted, visitor
from layers.errors import SearoomError
from layers.export.view_files import MAP_SUFFIXES, TABLE_SUFFIXES, write_map, write_view_tables
from layers.system.scratch_folder import scratch_folder


def view_files(words: Words) -> None:
    """Show a button per format; the file made last can be downloaded while the view is the same."""
    asked = ""
    with st.container(key="view-files", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(render_page("paragraph.html", words, text=words.t("briefing.view_files")), width="content")
        for name, suffixes in (("view_map", MAP_SUFFIXES), ("view_tables", TABLE_SUFFIXES)):
            for suffix in suffixes:
                label = words.t(f"briefing.{name}", kind=suffix[1:].upper())
                if st.button(label, key=f"view{suffix}", on_click=acted):
                    asked = suffix
        _save(words)
    if asked:
        _make(words, asked)


def _make(words: Words, suffix: str) -> None:
    name = f"searoom-{words.view.date}-{words.view.language}{suffix}"
    write = write_map if suffix in MAP_SUFFIXES else write_view_tables
    with st.spinner(words.t("briefing.making", name=name)):
        try:
            with scratch_folder() as folder:
                content = write(get_scene_renderer(get_edition()), words.view, folder / name).read_bytes()
        except SearoomError as error:
            visitor().briefing.notice = words.message(error)
        else:
            visitor().briefing.view_made = (words.view, name, content)
    acted()
    st.rerun()


def _save(words: Words) -> None:
    made = visitor().briefing.view_made
    if made is None or made[0] != words.view:
        return
    _, name, content = made
    size = words.t("briefing.size", n=words.number(max(len(content) / 1e6, 0.01), 2))
    label = words.t("briefing.made", name=name, size=size)
    st.download_button(label, content, name, on_click="ignore", key=f"made-view-{name}", type="primary")
