"""Tables in which visitors edit statuses and scores of their own copy of the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.components.html import render_page
from dashboard.components.wording import Words
from dashboard.hot_reload import Edition
from dashboard.loaders import get_edition, get_reloader
from dashboard.state import PackEditing, acted, visitor
from layers.checking.edited_pack import SCORE_COLUMNS, STATUS_COLUMNS, PackCopy, Row, score_rows, status_rows
from layers.errors import DataError, ExportError
from layers.faults import Fault
from layers.model.dataset import Data
from layers.model.vocabulary import Basis, Confidence, Status
from layers.text.faults import fault_words

_OF_TABLE: Mapping[str, tuple[str, ...]] = {"statuses": STATUS_COLUMNS, "scores": SCORE_COLUMNS}
_OF_THE_MODEL = (Basis.COMPUTED, Basis.FITTED)
"""What no visitor states of a status or a score."""
_WITHOUT_SOURCE = {"judgement": Basis.JUDGEMENT, "not_found": Basis.NOT_FOUND}
_FAULT_COLUMNS = ("file", "line", "record", "field", "got", "expected")


def pack_editor(words: Words) -> None:
    """Select a record, edit its table, check the copy, download it."""
    data, pack, language = get_edition().data, visitor().editing, words.view.language
    title, text = words.t("own_data.edit"), words.t("own_data.edit_text")
    st.html(render_page("head.html", words, level=2, title=title, text=text))
    with st.container(key="edit-what", horizontal=True, vertical_alignment="top", gap="small"):
        table = st.segmented_control(
            words.t("own_data.what"), list(_OF_TABLE), default="statuses", required=True,
            format_func=lambda name: words.t(f"own_data.{name}"), key=f"edit-table-{language}",
            width="content", on_change=acted,
        )  # fmt: skip
        names = _records(data, words) if table == "statuses" else _assessments(data, words)
        record = st.selectbox(
            words.t("own_data.of"), list(names), format_func=names.__getitem__,
            key=f"edit-{table}-{language}", width=460, on_change=acted,
        )  # fmt: skip
    if not names:
        return
    copy = pack.copy or PackCopy(get_reloader().folder)
    before = status_rows(data, record) if table == "statuses" else score_rows(data, record)
    rows = st.data_editor(
        before, num_rows="dynamic", hide_index=True, column_config=_columns(words),
        column_order=_OF_TABLE[table], key=f"rows-{table}-{record}-{pack.generation}-{language}",
        on_change=acted, width="stretch", placeholder="",
    )  # fmt: skip
    without = {name: words.t(f"basis.{key}") for name, key in _WITHOUT_SOURCE.items()}
    st.html(render_page("paragraph.html", words, text=words.t("own_data.edit_hint", **without)))
    _acts(pack, copy, table, record, rows, words)
    _outcome(pack, words)


def _records(data: Data, words: Words) -> dict[str, str]:
    corridors = {key: one.short_name[words.view.language] for key, one in data.corridors.items()}
    parts = {key: f"{words.name_of(key)} ({key})" for key in data.parts}
    return corridors | parts


def _assessments(data: Data, words: Words) -> dict[str, str]:
    return {key: f"{words.t(f'dimension.{one.dimension}')}: {key}" for key, one in data.assessments.items()}


def _columns(words: Words) -> dict[str, Any]:
    config = st.column_config

    def label(name: str) -> str:
        return words.t(f"own_data.column.{name}")

    def choice(name: str, options: Sequence[str], area: str) -> Any:
        return config.SelectboxColumn(
            label(name),
            options=list(options),
            width=_WIDTHS_PX[name],
            format_func=lambda key: words.t(f"{area}.{key}"),
        )

    observed = [status.value for status in Status if status is not Status.DUE]
    scores = {
        name: config.NumberColumn(label(name), min_value=1, max_value=5, step=0.5, width=_WIDTHS_PX["score"])
        for name in _SCORES
    }
    texts = {
        name: config.TextColumn(label(name), width=_WIDTHS_PX["reason"])
        for name in ("reason_en", "reason_ru", "sources")
    }
    days = {
        name: config.TextColumn(label(name), width=_WIDTHS_PX["day"])
        for name in ("from", "last_known", "as_of", "tried_on")
    }
    return {
        **days, **texts, **scores,
        "status": choice("status", observed, "status"),
        "confidence": choice("confidence", [one.value for one in Confidence], "confidence"),
        "basis": choice("basis", [one.value for one in Basis if one not in _OF_THE_MODEL], "basis"),
        "planned": config.CheckboxColumn(label("planned"), width=_WIDTHS_PX["planned"]),
        "retrospective": config.CheckboxColumn(label("retrospective"), width=_WIDTHS_PX["planned"]),
    }  # fmt: skip


_SCORES = ("score", "low", "high")
_WIDTHS_PX = {
    "day": 132, "status": 190, "reason": 150, "confidence": 172, "planned": 124, "basis": 128, "score": 100,
}  # fmt: skip
"""Column widths: the widest heading or option in either language; reasons take the rest."""


def _acts(
    pack: PackEditing,
    copy: PackCopy,
    table: str,
    record: str,
    rows: Sequence[Row],
    words: Words,
) -> None:
    with st.container(key="edit-acts", horizontal=True, gap="small"):
        if st.button(words.t("own_data.use"), key="use", on_click=acted, type="primary"):
            with st.spinner(words.t("own_data.checking")):
                changed = _changed(copy, table, record, rows)
                try_out(pack, changed if changed.version != copy.version else None, words)
            st.rerun()
        if pack.edition is None or pack.copy is None:
            return
        st.button(words.t("own_data.undo"), key="undo-all", on_click=_undo, args=(pack, words))
        if st.button(words.t("own_data.take"), key="take-pack", on_click=acted):
            pack.archive = _archive(pack, words)
        if pack.archive is not None:
            name = f"{get_edition().data.pack.id}-{pack.copy.version[:6]}.zip"
            st.download_button(
                words.t("own_data.take_made", name=name), pack.archive, name, "application/zip",
                on_click="ignore", key=f"take-{name}", type="primary",
            )  # fmt: skip


def _changed(copy: PackCopy, table: str, record: str, rows: Sequence[Row]) -> PackCopy:
    return copy.with_statuses(record, rows) if table == "statuses" else copy.with_scores(record, rows)


def try_out(pack: PackEditing, changed: PackCopy | None, words: Words) -> None:
    """Show the changed copy if it passes every check; otherwise list the faults and keep what was shown."""
    pack.faults, pack.notice = (), words.t("own_data.same")
    if changed is None:
        return
    try:
        data = changed.checked()
    except DataError as error:
        pack.faults, pack.notice = error.faults, words.t("own_data.is_wrong", n=len(error.faults))
    except ExportError as error:
        pack.notice = words.message(error)
    else:
        pack.copy, pack.edition = changed, Edition(data, f"own-{changed.version}", own=True)
        pack.archive, pack.notice = None, words.t("own_data.is_shown")
        pack.generation += 1


def _archive(pack: PackEditing, words: Words) -> bytes | None:
    try:
        return pack.copy.zipped(get_edition().data.pack.id) if pack.copy else None
    except ExportError as error:
        pack.notice = words.message(error)
    return None


def _undo(pack: PackEditing, words: Words) -> None:
    acted()
    pack.copy, pack.edition, pack.archive, pack.faults = None, None, None, ()
    pack.notice = words.t("own_data.undone")
    pack.generation += 1


def _outcome(pack: PackEditing, words: Words) -> None:
    if not pack.notice:
        return
    heads = [words.t(f"own_data.column.{key}") for key in _FAULT_COLUMNS]
    faults = [fault_cells(fault, words) for fault in pack.faults]
    st.html(render_page("copy_notice.html", words, notice=pack.notice, heads=heads, faults=faults))
    if not pack.faults:
        pack.notice = ""


def fault_cells(fault: Fault, words: Words) -> tuple[str, ...]:
    """The columns of a fault, as :data:`_FAULT_COLUMNS` names them."""
    said = fault_words(fault, words.view.language)
    line = "" if fault.line is None else str(fault.line)
    return fault.file, line, said.record, said.field, said.got, said.expected
