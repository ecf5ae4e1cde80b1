"""The files that the visitor has laid over the map."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from dashboard.components.html import render_page
from dashboard.components.wording import Words, as_plain_markdown
from dashboard.link import current_view
from dashboard.own_layer import OwnLayer
from dashboard.state import acted, current_tab, entered, open_tab, request_map, visitor
from dashboard.upload_route import COLOURS
from layers.model.dataset import Data
from layers.picture.symbology import OWN_COLOURS

_MARGIN_DEG = 1.5
_MAP_BOUNDS = (-62.0, -70.0, 210.0, 84.0)
"""West, south, east and north of what the map can show, in degrees."""


def layer_list(data: Data, words: Words) -> None:
    """The visitor's files, each with its switch, colour, a way to the map, and a button to remove it."""
    st.html(render_page("head.html", words, level=2, title=words.t("own_data.shown")))
    layers = visitor().layers
    if not layers:
        st.html(render_page("paragraph.html", words, text=words.t("own_data.none")))
    for layer in layers:
        _row(layer, data, words)


def _row(layer: OwnLayer, data: Data, words: Words) -> None:
    token, language = layer.token, words.view.language
    with st.container(key=f"own-{token}", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(_symbol(layer, words), width="content")
        st.checkbox(
            as_plain_markdown(layer.name), layer.is_on, key=f"on-{token}-{layer.is_on}", width=340,
            on_change=_switch, args=(layer,),
        )  # fmt: skip
        st.selectbox(
            words.t("own_data.colour"), COLOURS, COLOURS.index(layer.colour),
            format_func=lambda name: words.t(f"own_data.colours.{name}"), label_visibility="collapsed",
            key=f"colour-{token}-{layer.colour}-{language}", width=150,
            on_change=_paint, args=(layer, language),
        )  # fmt: skip
        st.button(
            words.t("own_data.show"),
            key=f"show-{token}",
            on_click=_show_on_map,
            args=(layer, data),
            width="content",
        )
        st.button(words.t("own_data.remove"), key=f"remove-{token}", on_click=_remove, args=(layer,))


def _symbol(layer: OwnLayer, words: Words) -> Markup:
    background = OWN_COLOURS[words.view.theme][layer.colour]
    count = layer.report.points + layer.report.lines
    return render_page("own_data/symbol.html", words, background=background, count=count)


def _switch(layer: OwnLayer) -> None:
    acted()
    layer.is_on = not layer.is_on


def _paint(layer: OwnLayer, language: str) -> None:
    acted()
    chosen = entered(f"colour-{layer.token}-{layer.colour}-{language}")
    if chosen in COLOURS:
        layer.colour = chosen


def _show_on_map(layer: OwnLayer, data: Data) -> None:
    layer.is_on = True
    view = replace(current_view(data), selection="", bounds=_around(layer))
    tab = current_tab()
    request_map(view)
    open_tab(tab)  # the panel stays as it is: there is no dossier of a file


def _around(layer: OwnLayer) -> tuple[float, float, float, float] | None:
    """Bounds of a file with a margin, in degrees; None if the map cannot show any of it."""
    if layer.bounds is None:
        return None
    west, south, east, north = layer.bounds
    least_west, least_south, most_east, most_north = _MAP_BOUNDS
    box = (
        round(max(west - _MARGIN_DEG, least_west), 3), round(max(south - _MARGIN_DEG, least_south), 3),
        round(min(east + _MARGIN_DEG, most_east), 3), round(min(north + _MARGIN_DEG, most_north), 3),
    )  # fmt: skip
    return box if box[0] < box[2] and box[1] < box[3] else None


def _remove(layer: OwnLayer) -> None:
    acted()
    visitor().layers.remove(layer)
    outcome = visitor().upload
    if outcome.layer is layer:
        outcome.layer = None
