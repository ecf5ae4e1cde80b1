"""The panel beside the map: the view from a capital, or the dossier of what is selected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import streamlit as st

from dashboard.components.dossier import Block, dossier
from dashboard.components.reading import reading_html
from dashboard.components.words import as_plain_markdown
from dashboard.state import Tab, acted, current_tab, open_tab
from layers.data import Data
from layers.risk import RiskModel
from layers.text import translate
from layers.view import View


def panel(model: RiskModel, view: View) -> View:
    """Show the panel; the view that comes back has the actor the visitor chose."""
    data, language = model.data, view.language
    with st.container(key="panel"):
        tab = _choose_tab(language)
        if tab == "dossier":
            _show(dossier(model, view), view)
            return view
        chosen = _choose_actor(data, view)
        st.html(reading_html(data, chosen))
        return chosen


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
    chosen = st.segmented_control(
        translate(view.language, "page.choose_actor"), list(names), default=view.actor,
        format_func=names.__getitem__, label_visibility="collapsed",
        key=f"actor-{view.actor}-{view.language}", on_change=acted,
    )  # fmt: skip
    if chosen is None or chosen == view.actor:
        return view
    lens = f"stance:{chosen}" if view.lens.startswith("stance:") else view.lens
    return replace(view, actor=chosen, lens=lens)
