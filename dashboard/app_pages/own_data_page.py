"""The visitor's own data: files laid over the map for this visit, with what was read and what was not."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from dashboard.components.chrome import Pages, begin_page
from dashboard.components.html import render, render_page
from dashboard.components.pack_editor import pack_editor
from dashboard.components.wording import Words, as_plain_markdown
from dashboard.own_layer import OwnLayer
from dashboard.state import (
    acted,
    current_tab,
    current_view,
    entered,
    is_led_to_map,
    lead_to_map,
    open_tab,
    own_layers,
    own_told,
    write_link,
)
from dashboard.upload_route import COLOURS, MOST_LAYERS, read_own_layer
from layers.export.tables.cells import formula_safe
from layers.model.dataset import Data
from layers.overlay import Limits, OverlayReport, Refusal
from layers.overlay.kinds import KINDS
from layers.overlay.model import OverlayError, clean_text
from layers.picture.symbology import OWN_COLOURS

SHOWN_REFUSALS = 50
"""More than anyone corrects at a sitting; all of them can be taken away."""
_LARGEST_MB = 20
"""What a browser may send at all; what is too large is refused in the visitor's language."""
_ROOM_DEG = 1.5  # around what is shown
_SHOWABLE = (-62.0, -70.0, 210.0, 84.0)  # west, south, east, north of what the map can show


def show_own_data_page(pages: Pages) -> None:
    """Drop a file; see what came of it; what is on the map now."""
    begun = begin_page("own-data", pages)
    if begun is None:
        return
    data, view = begun
    words = Words(view, data)
    with st.container(key="content"):
        title, lede = words.t("nav.own-data"), words.t("own_data.lede")
        st.html(render_page("head.html", words, level=1, title=title, text=lede))
        _drop(words)
        _told(words)
        _shown(data, words)
        st.html(render_page("own_data/rules.html", words, limits=Limits(), most_layers=MOST_LAYERS))
        pack_editor(words)
    if is_led_to_map():
        st.switch_page(pages["map"], query_params=current_view(data).to_query())
    write_link(view)


# --- bringing a file ---------------------------------------------------------------------------------------


def _drop(words: Words) -> None:
    key = f"own-file-{own_told().generation}-{words.view.language}"
    # Streamlit's own words are in English alone; ours stand over them.
    st.html(render("upload_style.html", choose=words.t("own_data.choose")))
    with st.container(key="own-drop"):
        st.file_uploader(
            words.t("own_data.drop"), type=list(KINDS), key=key, max_upload_size=_LARGEST_MB,
            on_change=_bring, args=(key, words),
        )  # fmt: skip


def _bring(key: str, words: Words) -> None:
    """Callback: read the file that was dropped, or keep why it was refused."""
    acted()
    file, told, layers = entered(key), own_told(), own_layers()
    if file is None:
        return
    told.generation += 1  # so that the upload is let go and the same file can be brought again
    told.layer, told.refused, told.notice = None, None, ""
    if len(layers) >= MOST_LAYERS:
        told.notice = words.t("own_data.too_many", n=MOST_LAYERS)
        return
    used = {layer.colour for layer in layers}
    colour = next((name for name in COLOURS if name not in used), COLOURS[len(layers) % len(COLOURS)])
    try:
        layer = read_own_layer(file.name, file.getvalue(), colour)
    except OverlayError as error:
        told.refused = (clean_text(file.name, Limits().text_characters), error)
        return
    told.layer = layer
    if layer.report.read:
        layers.append(layer)


def _told(words: Words) -> None:
    """What came of the file that was brought last."""
    told, language = own_told(), words.view.language
    if told.notice:
        st.html(render_page("own_data/notice.html", words, head="", text=told.notice))
    if told.refused:
        name, error = told.refused
        head = words.t("own_data.refused_whole", name=name)
        st.html(render_page("own_data/notice.html", words, head=head, text=error.refusal.sentence(language)))
    if told.layer:
        st.html(_report(told.layer, words))
        if told.layer.report.refused:
            st.download_button(
                words.t("own_data.take_refused"), _refusals_csv(told.layer.report, words),
                "refused.csv", "text/csv", on_click="ignore", key="take-refused",
            )  # fmt: skip


def _report(layer: OwnLayer, words: Words) -> Markup:
    report = layer.report
    head = words.t(
        "own_data.read", name=layer.name, read=words.number(report.read), all=words.number(report.records),
        points=words.number(report.points), lines=words.number(report.lines),
    )  # fmt: skip
    return render_page(
        "own_data/report.html", words, head=head, report=report,
        heads=[words.t(f"own_data.{key}") for key in _COLUMNS],
        rows=[_cells(one, words.view.language) for one in report.refused[:SHOWN_REFUSALS]],
        more=len(report.refused) - SHOWN_REFUSALS,
    )  # fmt: skip


def _cells(refusal: Refusal, language: str) -> tuple[str, ...]:
    """One refusal as a row of a table; its columns are named below."""
    where, expected = refusal.where, refusal.expected(language)
    return refusal.record(language), refusal.name, where, refusal.got, expected


_COLUMNS = ("record", "name", "field", "came", "expected")


def _refusals_csv(report: OverlayReport, words: Words) -> bytes:
    """Every refusal, as a table that a spreadsheet opens and runs nothing of."""
    language, out = words.view.language, io.StringIO()
    writer = csv.writer(out)
    writer.writerow(words.t(f"own_data.{key}") for key in _COLUMNS)
    for one in report.refused:
        writer.writerow(map(formula_safe, _cells(one, language)))
    return out.getvalue().encode("utf-8-sig")


# --- what is on the map ------------------------------------------------------------------------------------


def _shown(data: Data, words: Words) -> None:
    st.html(render_page("head.html", words, level=2, title=words.t("own_data.shown")))
    layers = own_layers()
    if not layers:
        st.html(render_page("paragraph.html", words, text=words.t("own_data.none")))
    for layer in layers:
        _row(layer, data, words)


def _row(layer: OwnLayer, data: Data, words: Words) -> None:
    """One file: on or off, its colour, where it is, away with it."""
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
            on_click=_lead,
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


def _lead(layer: OwnLayer, data: Data) -> None:
    layer.is_on = True
    view = replace(current_view(data), selection="", bounds=_around(layer))
    tab = current_tab()
    lead_to_map(view)
    open_tab(tab)  # the panel stays as it is: there is no dossier of a file


def _around(layer: OwnLayer) -> tuple[float, float, float, float] | None:
    """The part of the map that shows a file, with some room around it; None where the map cannot show it."""
    if layer.bounds is None:
        return None
    west, south, east, north = layer.bounds
    least_west, least_south, most_east, most_north = _SHOWABLE
    box = (
        round(max(west - _ROOM_DEG, least_west), 3), round(max(south - _ROOM_DEG, least_south), 3),
        round(min(east + _ROOM_DEG, most_east), 3), round(min(north + _ROOM_DEG, most_north), 3),
    )  # fmt: skip
    return box if box[0] < box[2] and box[1] < box[3] else None


def _remove(layer: OwnLayer) -> None:
    acted()
    own_layers().remove(layer)
    told = own_told()
    if told.layer is layer:
        told.layer = None
