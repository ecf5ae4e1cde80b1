"""The panel beside the map: the view from a capital, the dossier of the selection, or access to the sea."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import streamlit as st

from dashboard.components.access_panel import access_blocks
from dashboard.components.chrome import Pages, fit_link
from dashboard.components.dossier import Block, dossier
from dashboard.components.html import render_page
from dashboard.components.reading import reading_html
from dashboard.components.section_links import section_links
from dashboard.components.tonnes_closed import dependence_html
from dashboard.components.wording import Words, as_plain_markdown
from dashboard.link import asked_actor
from dashboard.loaders import get_days_if_shut, get_desk, get_door_history, get_edition
from dashboard.state import Tab, acted, current_tab, open_tab
from layers.analysis.risk import RiskModel
from layers.analysis.what_if import Headline
from layers.model.dataset import Data
from layers.model.view import View
from layers.text import translate


def panel(pages: Pages, model: RiskModel, view: View, before: Headline, headline: Headline) -> View:
    """Show the panel; ``before`` has the figures with nothing on trial, ``pages`` what it links to.

    Return the view as the visitor has changed it.
    """
    data, language = model.data, view.language
    with st.container(key="panel"):
        tab = _choose_tab(language)
        if tab == "room":
            words = Words(view, data)
            edition = get_edition()
            if_shut = get_days_if_shut(edition, headline.scenario, view.shocks)
            blocks = access_blocks(
                data, before, headline, get_door_history(edition), if_shut, words,
                dependence_html(data, view, words),
            )
            _show([*blocks, render_page("references.html", words)], view)
            return view
        if tab == "dossier":
            changed = _close_on_trial(data, view)
            _edit_link(pages, data, view)
            found = dossier(model, view)
            if found.links:
                section_links(found.links, within=".st-key-panel")
            _show(found.blocks, view)
            if view.selection.startswith("corridor:"):
                fit_link(pages, view)
            return changed
        chosen = _choose_actor(data, view)
        st.html(reading_html(data, chosen))
        return chosen


def _close_on_trial(data: Data, view: View) -> View:
    """The button that closes the selected part on trial, or opens it again."""
    key = view.selection.partition(":")[2]
    if key not in data.parts:
        return view
    name = "page.open_again" if key in view.closed else "page.close_on_trial"
    if st.button(translate(view.language, name), key=f"trial-{key}-{key in view.closed}", on_click=acted):
        return replace(view, closed=view.closed ^ {key})
    return view


def _edit_link(pages: Pages, data: Data, view: View) -> None:
    """Lead to the statuses of the selection at the desk, on a server that may write to its pack."""
    key = view.selection.partition(":")[2]
    if get_desk() is not None and (key in data.corridors or key in data.parts):
        st.page_link(
            pages["own-data"], label=translate(view.language, "desk.open"), icon=":material/edit:",
            query_params=view.to_query() | {"edit": f"status:{key}"},
        )  # fmt: skip


def _show(blocks: Sequence[Block], view: View) -> None:
    for number, block in enumerate(blocks):
        if isinstance(block, str):
            st.html(block)
        else:
            st.altair_chart(block, theme=None, key=f"chart-{view.selection}-{view.language}-{number}")


def _choose_tab(language: str) -> Tab:
    tab = current_tab()
    names = {
        "reading": translate(language, "page.tab_reading"),
        "dossier": translate(language, "page.tab_dossier"),
        "room": translate(language, "page.tab_room"),
    }
    chosen = st.segmented_control(
        translate(language, "page.panel"), list(names), default=tab, format_func=names.__getitem__,
        label_visibility="collapsed", key=f"tab-{tab}-{language}",
    )  # fmt: skip
    if chosen is not None and chosen != tab:
        open_tab(cast("Tab", chosen))
        st.rerun()
    return tab


def _choose_actor(data: Data, view: View) -> View:
    names = {key: as_plain_markdown(actor.name[view.language]) for key, actor in data.actors.items()}
    now = data.actor_of(view.actor).id
    chosen = st.segmented_control(
        translate(view.language, "page.choose_actor"), list(names), default=now,
        format_func=names.__getitem__, label_visibility="collapsed",
        key=f"actor-{now}-{view.language}", on_change=acted,
    )  # fmt: skip
    if chosen is None or chosen == now:
        return view
    lens = f"stance:{chosen}" if view.lens.startswith("stance:") else view.lens
    return replace(view, actor=asked_actor(data, chosen), lens=lens)
