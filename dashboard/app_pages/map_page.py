"""The map page: the map over the whole window, the panel beside it."""

import streamlit as st

from dashboard.components.chrome import Pages, begin_page
from dashboard.components.map_view import map_view
from dashboard.components.panel import panel
from dashboard.loaders import get_model
from dashboard.state import change_view, write_link


def show_map_page(pages: Pages) -> None:
    """Read the state, show the map and the panel, keep the link."""
    begun = begin_page("map", pages)
    if begun is None:
        return
    data, view = begun
    map_view(data, view)
    changed = panel(get_model(), view)
    if changed != view:
        change_view(changed)
        st.rerun()
    write_link(view)
