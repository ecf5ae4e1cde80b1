"""The map page: the figures above, the map over the whole window, the panel beside it."""

from dataclasses import replace

import streamlit as st

from dashboard.components.chrome import Pages, begin_page
from dashboard.components.map_view import map_view
from dashboard.components.panel import panel
from dashboard.components.picking import pickable
from dashboard.components.room import scenario_of, strip_html
from dashboard.components.words import Words
from dashboard.loaders import get_headline, get_model, get_route_finder
from dashboard.state import change_view, current_view, open_tab, write_link
from layers.data import Data
from layers.routes import By
from layers.view import View
from layers.what_if import Headline, next_best, veto_classes


def show_map_page(pages: Pages) -> None:
    """Read the state, show figures, map and panel, keep the link."""
    begun = begin_page("map", pages)
    if begun is None:
        return
    data, view = begun
    headline = get_headline(scenario_of(view), view.shocks)
    _strip(data, view, headline)
    before = get_headline(headline.scenario.without_changes(), view.shocks)
    told = {
        "path": _path(view), "next": _next_legs(data, before, headline),
        "veto": veto_classes(headline.countries, headline.reliability),
    }  # fmt: skip
    map_view(data, view, told)
    changed = panel(get_model(), view, before, headline)
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

    with st.container(key="strip"):
        pickable(strip_html(data, headline, Words(view, data.bibliography)), "strip-figures", pick)


def _next_legs(data: Data, before: Headline, after: Headline) -> list[str]:
    """Legs of the routes where cargo would go for what is closed or built on trial."""
    parts = (part for door in next_best(before, after) for part in after.cheapest[door].parts)
    return list(dict.fromkeys(part for part in parts if part in data.legs))


def _path(view: View) -> list[str]:
    """Legs of the route that the view asks for."""
    finder = get_route_finder()
    if view.origin not in finder.origins() or view.market not in finder.markets():
        return []
    journey = finder.find(view.origin, view.market, By(view.by), scenario_of(view))
    return list(journey.legs) if journey else []
