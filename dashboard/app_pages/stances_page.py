"""Stances: that of every capital on every corridor, and the reason for each."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from dashboard.components.chrome import Pages, begin_page
from dashboard.components.clickable_html import pickable
from dashboard.components.html import render_page
from dashboard.components.reading import reading_html
from dashboard.components.wording import Words
from dashboard.link import asked_actor, current_view, write_link
from dashboard.state import change_view
from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import Stance
from layers.text import translate

SIGNS = {
    Stance.OPPOSES: "−−", Stance.DISFAVOURS: "−", Stance.NEUTRAL: "0", Stance.FAVOURS: "+",
    Stance.BACKS: "++", Stance.SILENT: "·",
}  # fmt: skip


def show_stances_page(pages: Pages) -> None:
    """The heat table, the chosen cell, and the whole view from the chosen capital."""
    begun = begin_page("stances", pages)
    if begun is None:
        return
    data, view = begun
    words = Words(view, data)

    def choose(cell: str) -> None:
        actor, _, corridor = cell.partition("/")
        change_view(
            replace(current_view(data), actor=asked_actor(data, actor), selection=f"corridor:{corridor}")
        )

    with st.container(key="content"):
        pickable(_matrix(data, words), "stance-cell", choose)
        left, right = st.columns([2, 3], gap="large")
        with left:
            st.html(_chosen(data, words))
            st.page_link(
                pages["map"], label=translate(view.language, "page.show_on_map"),
                query_params=_lens(data, view).to_query(), icon=":material/map:",
            )  # fmt: skip
        with right:
            st.html(reading_html(data, view))
    write_link(view)


def _lens(data: Data, view: View) -> View:
    return replace(view, lens=f"stance:{data.actor_of(view.actor).id}")


def _matrix(data: Data, words: Words) -> Markup:
    return render_page(
        "stances/matrix.html", words, signs=SIGNS, actors=list(data.actors.values()),
        corridors=list(data.corridors.values()), now=data.actor_of(words.view.actor),
        chosen_corridor=words.view.selected_corridor,
    )  # fmt: skip


def _chosen(data: Data, words: Words) -> Markup:
    actor, key = data.actor_of(words.view.actor), words.view.selected_corridor
    if key is None:
        return render_page("paragraph.html", words, text=words.t("stances.choose"))
    return render_page("stances/chosen.html", words, actor=actor, corridor=data.corridors[key])
