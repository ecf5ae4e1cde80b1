"""Upload of a file to lay over the map, with what was read of it and what was refused."""

from __future__ import annotations

import csv
import io

import streamlit as st
from markupsafe import Markup

from dashboard.components.html import render, render_page
from dashboard.components.wording import Words
from dashboard.own_layer import OwnLayer
from dashboard.state import acted, entered, visitor
from dashboard.upload_route import COLOURS, MOST_LAYERS, read_own_layer
from layers.export.tables.cells import formula_safe
from layers.overlay import Limits, OverlayReport, Refusal
from layers.overlay.kinds import KINDS
from layers.overlay.model import OverlayError, clean_text

SHOWN_REFUSALS = 50
"""More than anyone corrects in one go; all of them can be downloaded."""
_LARGEST_MB = 20
"""What Streamlit accepts; files that are too large for us are refused in the visitor's language."""
_COLUMNS = ("record", "name", "field", "came", "expected")


def layer_upload(words: Words) -> None:
    """An uploader, and the outcome of the last upload."""
    _uploader(words)
    _outcome(words)


def _uploader(words: Words) -> None:
    key = f"own-file-{visitor().upload.generation}-{words.view.language}"
    # Streamlit's own label is in English only; the style sheet covers it with ours.
    st.html(render("upload_style.html", choose=words.t("own_data.choose")))
    with st.container(key="own-drop"):
        st.file_uploader(
            words.t("own_data.drop"), type=list(KINDS), key=key, max_upload_size=_LARGEST_MB,
            on_change=_upload, args=(key, words),
        )  # fmt: skip


def _upload(key: str, words: Words) -> None:
    """Callback: read the uploaded file, or keep the reason why it was refused."""
    acted()
    file, outcome, layers = entered(key), visitor().upload, visitor().layers
    if file is None:
        return
    outcome.generation += 1  # drops the upload, so that the same file can be uploaded again
    outcome.layer, outcome.refused, outcome.notice = None, None, ""
    if len(layers) >= MOST_LAYERS:
        outcome.notice = words.t("own_data.too_many", n=MOST_LAYERS)
        return
    used = {layer.colour for layer in layers}
    colour = next((name for name in COLOURS if name not in used), COLOURS[len(layers) % len(COLOURS)])
    try:
        layer = read_own_layer(file.name, file.getvalue(), colour)
    except OverlayError as error:
        outcome.refused = (clean_text(file.name, Limits().text_characters), error)
        return
    outcome.layer = layer
    if layer.report.read:
        layers.append(layer)


def _outcome(words: Words) -> None:
    """What came of the last uploaded file."""
    outcome, language = visitor().upload, words.view.language
    if outcome.notice:
        st.html(render_page("own_data/notice.html", words, head="", text=outcome.notice))
    if outcome.refused:
        name, error = outcome.refused
        head = words.t("own_data.refused_whole", name=name)
        st.html(render_page("own_data/notice.html", words, head=head, text=error.refusal.sentence(language)))
    if outcome.layer:
        st.html(_report(outcome.layer, words))
        if outcome.layer.report.refused:
            st.download_button(
                words.t("own_data.take_refused"), _refusals_csv(outcome.layer.report, words),
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
    """One refusal as a row of a table with the columns ``_COLUMNS``."""
    where, expected = refusal.where, refusal.expected(language)
    return refusal.record(language), refusal.name, where, refusal.got, expected


def _refusals_csv(report: OverlayReport, words: Words) -> bytes:
    """All refusals as a table; a spreadsheet does not run any of its cells as a formula."""
    language, out = words.view.language, io.StringIO()
    writer = csv.writer(out)
    writer.writerow(words.t(f"own_data.{key}") for key in _COLUMNS)
    for one in report.refused:
        writer.writerow(map(formula_safe, _cells(one, language)))
    return out.getvalue().encode("utf-8-sig")
