"""The visitor's own data: files laid over the map for this visit, with what was read and what was not."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from dashboard.components.chrome import Pages, begin_page
from dashboard.components.html_text import Words, as_plain_markdown
from dashboard.components.pack_editor import pack_editor
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
        st.html(words.page(f"<h1>{words.t('nav.own-data')}</h1><p>{words.t('own_data.lede')}</p>"))
        _drop(words)
        _told(words)
        _shown(data, words)
        st.html(_rules(words))
        pack_editor(words)
    if is_led_to_map():
        st.switch_page(pages["map"], query_params=current_view(data).to_query())
    write_link(view)


# --- bringing a file ---------------------------------------------------------------------------------------


def _drop(words: Words) -> None:
    key = f"own-file-{own_told().generation}-{words.view.language}"
    # Streamlit's own words are in English alone; ours stand over them.
    choose = json.dumps(words.plain("own_data.choose"), ensure_ascii=False)
    st.html(f"<style>.st-key-own-drop {{ --choose: {choose}; }}</style>")
    with st.container(key="own-drop"):
        st.file_uploader(
            words.plain("own_data.drop"), type=list(KINDS), key=key, max_upload_size=_LARGEST_MB,
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
        told.notice = words.plain("own_data.too_many", n=MOST_LAYERS)
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
        st.html(words.page(f'<div class="box" role="status"><p>{escape(told.notice)}</p></div>'))
    if told.refused:
        name, error = told.refused
        head = words.t("own_data.refused_whole", name=name)
        why = escape(error.refusal.sentence(language))
        st.html(words.page(f'<div class="box" role="status"><p><b>{head}</b></p><p>{why}</p></div>'))
    if told.layer:
        st.html(words.page(f'<div class="box" role="status">{_report(told.layer, words)}</div>'))
        if told.layer.report.refused:
            st.download_button(
                words.plain("own_data.take_refused"), _refusals_csv(told.layer.report, words),
                "refused.csv", "text/csv", on_click="ignore", key="take-refused",
            )  # fmt: skip


def _report(layer: OwnLayer, words: Words) -> str:
    report = layer.report
    head = words.t(
        "own_data.read", name=layer.name, read=words.number(report.read), all=words.number(report.records),
        points=words.number(report.points), lines=words.number(report.lines),
    )  # fmt: skip
    if not report.read:
        head += f" {words.t('own_data.nothing_shown')}"
    notes = "".join(
        f"<li>{words.t(f'overlay.note.{note}', n=words.number(n))}</li>" for note, n in report.notes.items()
    )
    shown = f"<p><b>{head}</b></p>" + (f"<ul>{notes}</ul>" if notes else "")
    return shown + (_refusal_table(report.refused, words) if report.refused else "")


def _refusal_table(refused: Sequence[Refusal], words: Words) -> str:
    language = words.view.language
    heads = "".join(f'<th scope="col">{words.t(f"own_data.{key}")}</th>' for key in _COLUMNS)
    rows = "".join(
        f'<tr><th scope="row">{escape(one.record(language))}</th><td>{escape(one.name)}</td>'
        f"<td>{escape(one.where)}</td><td>{escape(one.got)}</td><td>{escape(one.expected(language))}</td></tr>"
        for one in refused[:SHOWN_REFUSALS]
    )
    count = words.t("own_data.refused", n=words.number(len(refused)))
    more = len(refused) - SHOWN_REFUSALS
    rest = f"<p>{words.t('own_data.more', n=words.number(more))}</p>" if more > 0 else ""
    table = f'<table class="refused"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    return f'<p>{count}</p><div class="scroll" tabindex="0">{table}</div>{rest}'


_COLUMNS = ("record", "name", "field", "came", "expected")


def _refusals_csv(report: OverlayReport, words: Words) -> bytes:
    """Every refusal, as a table that a spreadsheet opens and runs nothing of."""
    language, out = words.view.language, io.StringIO()
    writer = csv.writer(out)
    writer.writerow(words.plain(f"own_data.{key}") for key in _COLUMNS)
    for one in report.refused:
        cells = (one.record(language), one.name, one.where, one.got, one.expected(language))
        writer.writerow(map(formula_safe, cells))
    return out.getvalue().encode("utf-8-sig")


# --- what is on the map ------------------------------------------------------------------------------------


def _shown(data: Data, words: Words) -> None:
    st.html(words.page(f"<h2>{words.t('own_data.shown')}</h2>"))
    layers = own_layers()
    if not layers:
        st.html(words.page(f"<p>{words.t('own_data.none')}</p>"))
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
            words.plain("own_data.colour"), COLOURS, COLOURS.index(layer.colour),
            format_func=lambda name: words.plain(f"own_data.colours.{name}"), label_visibility="collapsed",
            key=f"colour-{token}-{layer.colour}-{language}", width=150,
            on_change=_paint, args=(layer, language),
        )  # fmt: skip
        st.button(
            words.plain("own_data.show"),
            key=f"show-{token}",
            on_click=_lead,
            args=(layer, data),
            width="content",
        )
        st.button(words.plain("own_data.remove"), key=f"remove-{token}", on_click=_remove, args=(layer,))


def _symbol(layer: OwnLayer, words: Words) -> str:
    colour = OWN_COLOURS[words.view.theme][layer.colour]
    count = words.number(layer.report.points + layer.report.lines)
    return words.page(f'<span class="chip"><i style="background:{colour}"></i>{count}</span>')


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


# --- what is taken -----------------------------------------------------------------------------------------


def _rules(words: Words) -> str:
    limits = Limits()
    taken = words.t(
        "own_data.limits", size=words.number(limits.file_bytes / 1e6), features=words.number(limits.features),
        vertices=words.number(limits.vertices), layers=MOST_LAYERS,
    )  # fmt: skip
    items = "".join(f"<li>{words.t(f'own_data.about.{key}')}</li>" for key in _FORMATS)
    return words.page(
        f"<h2>{words.t('own_data.formats')}</h2><ul>{items}</ul><p>{taken}</p>"
        f"<h2>{words.t('own_data.private')}</h2><p>{words.t('own_data.private_text')}</p>"
    )


_FORMATS = ("geojson", "csv", "kml", "gpkg")
