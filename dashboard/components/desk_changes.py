"""What was changed at the desk: author, day and reason of each change, and a button that takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from dashboard.components.desk import shown_value, try_edit
from dashboard.components.html import render_page
from dashboard.components.wording import Words
from dashboard.loaders import get_desk, get_reloader
from dashboard.state import acted, visitor
from layers.desk.desk import Desk, Edit
from layers.desk.entries import Change, Texts
from layers.desk.forms import FIELDS
from layers.desk.journal import JOURNAL_FILE, JournalEntry, read_journal
from layers.errors import SearoomError

_SHOWN = 20
"""How many of the newest changes the page lists; all are in the journal."""


def desk_changes(words: Words) -> None:
    """List the newest changes of the pack, or of the visitor's copy."""
    writer = get_desk()
    entries = writer.journal() if writer is not None else _of_copy()
    if writer is None and not entries:
        return
    title = words.t("desk.changes")
    text = words.t("desk.changes_text" if entries else "desk.no_changes", file=JOURNAL_FILE)
    st.html(render_page("head.html", words, level=3, title=title, text=text))
    undone = {entry.undoes for entry in entries}
    with st.container(key="desk-changes"):
        for entry in reversed(entries[-_SHOWN:]):
            _change(entry, writer, words, is_undone=entry.id in undone)


def _of_copy() -> tuple[JournalEntry, ...]:
    """The changes that this visitor made in their own copy."""
    copy = visitor().editing.copy
    if copy is None:
        return ()
    before = {entry.id for entry in read_journal(Texts(copy.folder).text(JOURNAL_FILE) or "")}
    own = read_journal(Texts(copy.folder, copy.texts()).text(JOURNAL_FILE) or "")
    return tuple(entry for entry in own if entry.id not in before)


def _change(entry: JournalEntry, writer: Desk | None, words: Words, *, is_undone: bool) -> None:
    with st.container(key=f"desk-change-{entry.id}", horizontal=True, gap="small", vertical_alignment="top"):
        st.html(render_page(
            "desk/change.html", words, at=_when(entry.at, words), author=entry.author, reason=entry.reason,
            what="; ".join(_what(change, words) for change in entry.changes),
            rows=_rows(entry.changes, words), is_undone=is_undone,
        ))  # fmt: skip
        if is_undone:
            return
        author = visitor().desk.author.strip()
        if st.button(
            words.t("desk.undo"), key=f"desk-undo-{entry.id}", on_click=acted, disabled=not author,
            help=None if author else words.t("desk.author_needed"),
        ):  # fmt: skip
            with st.spinner(words.t("own_data.checking")):
                _undo(entry, writer, words)
            st.rerun()


def _undo(entry: JournalEntry, writer: Desk | None, words: Words) -> None:
    """Take a change back, or keep why it was refused."""
    session = visitor().desk
    session.refused, session.notice = None, ""
    author, reason = session.author.strip(), words.t("desk.undo_reason", reason=entry.reason)
    try:
        if writer is None:
            changes = tuple(change.inverse for change in reversed(entry.changes))
            try_edit(Edit(changes, author, reason), words, undoes=entry.id)
        else:
            writer.undo(entry.id, author, reason)
            session.notice = words.t("desk.undone")
            get_reloader().look_now()
    except SearoomError as error:
        session.refused = error
        return
    session.form, session.generation = "", session.generation + 1


def _what(change: Change, words: Words) -> str:
    done = "corrected" if change.before and change.after else "added" if change.after else "removed"
    name = change.shelf.record or str(change.entry.get("id", ""))
    return words.t(f"desk.done.{done}", kind=words.t(f"desk.kind.{change.shelf.kind}"), name=name)


def _rows(changes: Sequence[Change], words: Words) -> list[tuple[str, tuple[str, str]]]:
    """Of every field that differs its name, and what it was and is."""
    rows = []
    for change in changes:
        before, after = change.before or {}, change.after or {}
        for name in dict.fromkeys([*before, *after]):
            if before.get(name) != after.get(name):
                called = words.t(f"desk.field.{name}") if name in FIELDS else name
                was, now = (shown_value(name, one.get(name), words) for one in (before, after))
                rows.append((called, (was, now)))
    return rows


def _when(at: str, words: Words) -> str:
    moment = datetime.fromisoformat(at)
    return f"{words.date(moment.date().isoformat())}, {moment:%H:%M}"
