"""The map page: the figures above, the map over the whole window, the panel beside it."""

from dataclasses import replace

import streamlit as st

from dashboard.components.access_panel import strip_html
from dashboard.components.chrome import Pages, begin_page
from dashboard.components.clickable_html import pickable
from dashboard.components.map_view import map_view
from dashboard.components.panel import panel
from dashboard.components.tonnes_closed import dependence_text
from dashboard.components.wording import Words
from dashboard.link import current_view, write_link
from dashboard.loaders import get_edition, get_headline, get_model, get_route_finder, get_tonnes
from dashboard.state import change_view, open_tab
from layers.analysis.what_if import Headline
from layers.model.dataset import Data
from layers.model.view import View
from layers.network.scenario import scenario_of
from layers.picture.highlights import highlights_of


def show_map_page(pages: Pages) -> None:
    """Read the state, show figures, map and panel, keep the link."""
    begun = begin_page("map", pages)
    if begun is None:
        return
    data, view = begun
    headline = get_headline(get_edition(), scenario_of(view), view.shocks)
    _strip(data, view, headline)
    before = get_headline(get_edition(), headline.scenario.without_changes(), view.shocks)
    finder, tonnes = get_route_finder(get_edition()), get_tonnes(get_edition())
    highlights = highlights_of(data, view, before, headline, finder, tonnes)
    map_view(data, view, highlights)
    changed = panel(pages, get_model(get_edition()), view, before, headline)
    if changed != view:
        change_view(changed)
        st.rerun()
    write_link(view)


def _strip(data: Data, view: View, headline: Headline) -> None:
    def pick(name: str) -> None:
        if name == "undo":
            change_view(replace(current_view(data), closed=frozenset(), built=()))
        else:
            open_tab("room")

    words = Words(view, data)
    with st.container(key="strip"):
        pickable(strip_html(data, headline, words, dependence_text(data, view, words)), "strip-figures", pick)
