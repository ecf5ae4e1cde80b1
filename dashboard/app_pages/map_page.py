"""The map page: the map over the whole window, the panel beside it."""

import streamlit as st

from dashboard.components import chrome
from dashboard.components.map_view import map_view
from dashboard.components.panel import panel
from dashboard.components.words import as_plain_markdown
from dashboard.loaders import get_data
from dashboard.state import change_view, current_view, ignored_parts, write_link
from layers.errors import DataError
from layers.text import translate


def show_map_page() -> None:
    """Read the state, show the map and the panel, keep the link."""
    chrome.page_style()
    try:
        data = get_data()
    except DataError as error:
        st.error(translate("en", "page.data_fault") + " " + translate("ru", "page.data_fault"))
        st.code(str(error), language=None)
        return
    view = current_view(data)
    for part in ignored_parts():
        st.toast(translate(view.language, "page.bad_link", parts=as_plain_markdown(part)))
    map_view(data, view)
    changed = panel(data, view)
    if changed != view:
        change_view(changed)
        st.rerun()
    write_link(view)
