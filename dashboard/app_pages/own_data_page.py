"""The visitor's own data: files laid over the map for this visit, and the desk, where data are changed."""

from __future__ import annotations

import streamlit as st

from dashboard.components.chrome import Pages, begin_page
from dashboard.components.desk import desk
from dashboard.components.desk_changes import desk_changes
from dashboard.components.html import render_page
from dashboard.components.layer_list import layer_list
from dashboard.components.layer_upload import layer_upload
from dashboard.components.pack_editor import pack_editor
from dashboard.components.wording import Words
from dashboard.link import current_view, write_link
from dashboard.loaders import get_desk
from dashboard.state import pop_map_request
from dashboard.upload_route import MOST_LAYERS
from layers.overlay import Limits


def show_own_data_page(pages: Pages) -> None:
    """Uploads, the files on the map, the limits, the desk, and tables of the data."""
    begun = begin_page("own-data", pages)
    if begun is None:
        return
    data, view = begun
    words = Words(view, data)
    with st.container(key="content"):
        title, lede = words.t("nav.own-data"), words.t("own_data.lede")
        st.html(render_page("head.html", words, level=1, title=title, text=lede))
        is_desk_first = get_desk() is not None
        at_desk = _desk(words) if is_desk_first else ""
        layer_upload(words)
        layer_list(data, words)
        st.html(render_page("own_data/rules.html", words, limits=Limits(), most_layers=MOST_LAYERS))
        if not is_desk_first:
            at_desk = _desk(words)
        pack_editor(words)
    if pop_map_request():
        st.switch_page(pages["map"], query_params=current_view(data).to_query())
    write_link(view, at_desk=at_desk)


def _desk(words: Words) -> str:
    """The desk and what was changed at it; return what is open there."""
    opened = desk(words)
    desk_changes(words)
    return opened
