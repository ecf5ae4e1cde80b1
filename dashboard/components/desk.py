"""The desk: choose an entry of the data, or a new one, fill in its form, and save it or try it out.

A server that was started with ``--edit`` writes to its pack. On any other the same form changes the
visitor's own copy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import streamlit as st

from dashboard.components.desk_fields import choice_word, entry_fields, source_fields
from dashboard.components.html import render_page
from dashboard.components.pack_editor import fault_cells, try_out
from dashboard.components.wording import Words
from dashboard.link import asked_at_desk
from dashboard.loaders import get_desk, get_edition, get_reloader
from dashboard.state import DeskSession, acted, visitor
from layers.checking.edited_pack import PackCopy
from layers.desk.desk import Desk, Edit, edited_copy
from layers.desk.entries import Change, EntryKind, Shelf, Texts, digest_of
from layers.desk.forms import FIELDS, entry_of, faults_of, values_of
from layers.desk.yaml_lines import Fields
from layers.errors import DataError, EditConflictError, SearoomError
from layers.faults import Fault, FaultCode
from layers.model.dataset import Data

NEW = ""
"""The choice of an entry that is not there yet."""
_NOTHING = "–"
_NAMED = 3
"""How many of the parts or countries of an assessment its choice names."""


def desk(words: Words) -> str:
    """Show the desk; return what is open, as the address says it."""
    session, writer = visitor().desk, get_desk()
    data = get_edition().data if writer is None else get_reloader().edition().data
    _take_from_link(session, data)
    title, text = words.t("desk.title"), words.t("desk.lede_edit" if writer else "desk.lede_copy")
    st.html(render_page("head.html", words, level=2, title=title, text=text))
    shelf = _choose(session, data, words)
    if shelf is not None or writer is not None:
        session.author = st.text_input(
            words.t("desk.author"), session.author, key=f"desk-author-{words.view.language}", on_change=acted,
            width=360,
        )  # fmt: skip
    if shelf is not None:
        _form(session, writer, data, shelf, words)
    _outcome(session, words)
    if shelf is None:
        return ""
    return f"{shelf.kind}:{session.record}" if session.record else str(shelf.kind)


def _take_from_link(session: DeskSession, data: Data) -> None:
    kind, _, record = asked_at_desk().partition(":")
    if kind in set(EntryKind):
        known = record in _shelves(EntryKind(kind), data)
        session.kind, session.record = kind, record if known else ""
        session.choice += 1


def _choose(session: DeskSession, data: Data, words: Words) -> Shelf | None:
    """What kind of entry, and of which record."""
    key = f"{words.view.language}-{session.choice}"
    with st.container(key="desk-what", horizontal=True, vertical_alignment="top", gap="small"):
        kind = st.segmented_control(
            words.t("desk.what"), [one.value for one in EntryKind], default=session.kind or None,
            format_func=lambda name: words.t(f"desk.kind.{name}"), key=f"desk-kind-{key}", width="content",
            on_change=acted,
        )  # fmt: skip
        if kind != session.kind:
            session.record, session.refused = "", None
        session.kind = kind or ""
        if not kind:
            return None
        shelves = _shelves(EntryKind(kind), data)
        if EntryKind(kind).is_record:
            return Shelf(EntryKind(kind))
        if not shelves:
            st.html(render_page("paragraph.html", words, text=words.t("desk.no_record")))
            return None
        names = {name: _name_of(shelf, data, words) for name, shelf in shelves.items()}
        listed = list(names)
        first = listed.index(session.record) if session.record in names else 0
        record = st.selectbox(
            words.t(f"desk.of.{kind}"), listed, index=first,
            format_func=names.__getitem__, key=f"desk-record-{kind}-{key}", width=560, on_change=acted,
        )  # fmt: skip
    session.record = record
    return shelves[record]


def _shelves(kind: EntryKind, data: Data) -> dict[str, Shelf]:
    """The lists that an entry can be added to, by the key of the choice."""
    if kind is EntryKind.STATUS:
        return {key: Shelf(kind, key) for key in (*data.corridors, *data.parts)}
    if kind is EntryKind.SCORE:
        return {key: Shelf(kind, key) for key in data.assessments}
    if kind is EntryKind.PROMISE:
        return {
            f"{key}.{number}": Shelf(kind, key, number)
            for key, project in data.projects.items()
            for number in range(len(project.openings))
        }
    return {}


def _name_of(shelf: Shelf, data: Data, words: Words) -> str:
    key = shelf.record
    if shelf.kind is EntryKind.SCORE:
        one = data.assessments[key]
        scored = [words.name_of(part) for part in (*one.parts, *one.countries)]
        listed = ", ".join(scored[:_NAMED]) + ("…" if len(scored) > _NAMED else "")
        return f"{words.t(f'dimension.{one.dimension}')}: {listed} ({key})"
    if shelf.kind is EntryKind.PROMISE:
        project = data.projects[key]
        return f"{words.local(project.name)}: {words.local(project.openings[shelf.opening].what)}"
    return words.corridor(key) if key in data.corridors else f"{words.name_of(key)} ({key})"


# --- the form ----------------------------------------------------------------------------------------------


def _form(session: DeskSession, writer: Desk | None, data: Data, shelf: Shelf, words: Words) -> None:
    try:
        entries = _texts(writer).entries(shelf)
    except SearoomError as error:
        session.refused = error
        return
    chosen = _choose_entry(session, shelf, entries, words)
    _open(session, shelf, entries, chosen)
    with st.container(key="desk-form"):
        values = entry_fields(session, shelf.kind, data, words)
        source = None if shelf.kind is EntryKind.SOURCE else source_fields(session, data, words)
        session.reason = st.text_input(
            words.t("desk.why"), session.reason, key=f"desk-why-{session.form}-{words.view.language}",
            on_change=acted,
        )  # fmt: skip
    changes = _changes(session, shelf, values, source)
    is_same = session.before is not None and len(changes) == 1 and changes[0].after == session.before
    faults = [] if is_same else faults_of(data, changes)
    _show_problems(session, faults, is_same, words)
    is_ready = not (faults or is_same) and bool(session.author.strip() and session.reason.strip())
    with st.container(key="desk-acts", horizontal=True, gap="small"):
        label = words.t("desk.save" if writer else "own_data.use")
        if st.button(label, key="desk-save", type="primary", disabled=not is_ready, on_click=acted):
            edit = Edit(tuple(changes), session.author.strip(), session.reason.strip())
            with st.spinner(words.t("own_data.checking")):
                _save(session, writer, edit, words)
            st.rerun()
        st.button(words.t("desk.afresh"), key="desk-afresh", on_click=_afresh, args=(session,))


def _texts(writer: Desk | None) -> Texts:
    """The files of the pack, or of the visitor's copy of it."""
    copy = visitor().editing.copy
    if writer is not None or copy is None:
        return Texts(get_reloader().folder)
    return Texts(copy.folder, copy.texts())


def _choose_entry(session: DeskSession, shelf: Shelf, entries: Sequence[Fields], words: Words) -> str:
    """The key of an entry of the list, or of a new one."""
    names = {NEW: words.t(f"desk.new.{shelf.kind}")}
    names |= {
        key: _entry_name(shelf.kind, entry, words) for key, entry in reversed(_keyed(shelf, entries).items())
    }
    key = f"desk-entry-{shelf.kind}-{session.record}-{session.generation}-{session.choice}"
    opened = session.form.partition("|")[2]
    if session.form.startswith(f"{key}|") and opened not in names:
        names[opened] = opened.partition("#")[0]  # someone has taken it out; what was entered stays
    return str(st.selectbox(
        words.t("desk.entry"), list(names), format_func=lambda one: names.get(one, one), width=760,
        index=list(names).index(opened) if session.form.startswith(f"{key}|") else 0,
        key=f"{key}-{words.view.language}", on_change=acted,
    ))  # fmt: skip


def _keyed(shelf: Shelf, entries: Sequence[Fields]) -> dict[str, Fields]:
    """Entries by id, or by date and number among those of the same date."""
    order, counted, keyed = shelf.kind.order, dict[str, int](), dict[str, Fields]()
    for entry in entries:
        name = str(entry.get(order, ""))
        counted[name] = counted.get(name, 0) + 1
        keyed[name if shelf.kind.is_record else f"{name}#{counted[name]}"] = entry
    return keyed


def _entry_name(kind: EntryKind, entry: Fields, words: Words) -> str:
    language = words.view.language
    match kind:
        case EntryKind.EVENT:
            return f"{entry.get('date')}: {(entry.get('title') or {}).get(language, '')}"
        case EntryKind.SOURCE:
            return f"{entry.get('publisher')}: {entry.get('title')} ({entry.get('id')})"
        case EntryKind.STATUS:
            return f"{entry.get('from')}: {words.t('status.' + str(entry.get('status')))}"
        case EntryKind.SCORE:
            return f"{entry.get('from')}: {entry.get('score')}"
        case EntryKind.PROMISE:
            return f"{entry.get('announced')}: {entry.get('due')}"


def _open(session: DeskSession, shelf: Shelf, entries: Sequence[Fields], chosen: str) -> None:
    """Fill the form from the entry, unless it is open already."""
    form = f"desk-entry-{shelf.kind}-{session.record}-{session.generation}-{session.choice}|{chosen}"
    if form == session.form:
        return
    session.form = form
    session.before = _keyed(shelf, entries).get(chosen)
    session.seen = digest_of(entries)
    session.values = values_of(shelf.kind, session.before or {})
    session.refused = None


def _afresh(session: DeskSession) -> None:
    """Callback: fill the form anew from what stands in the file now."""
    acted()
    session.generation += 1
    session.form, session.refused, session.notice, session.reason = "", None, "", ""


def _changes(
    session: DeskSession, shelf: Shelf, values: Mapping[str, Any], source: Mapping[str, Any] | None
) -> list[Change]:
    cited = dict(values)
    changes = []
    if source is not None:
        added = entry_of(EntryKind.SOURCE, source)
        changes.append(Change(Shelf(EntryKind.SOURCE), None, added))
        cited["sources"] = list(dict.fromkeys([*cited["sources"], added["id"]]))
    entry = entry_of(shelf.kind, cited, session.before)
    return [*changes, Change(shelf, session.before, entry, "" if session.before else session.seen)]


def _show_problems(session: DeskSession, faults: Sequence[Fault], is_same: bool, words: Words) -> None:
    """What keeps the form from being saved, every time that a field changes."""
    lines = [_problem(fault, words) for fault in faults]
    if is_same:
        lines.append(words.t("own_data.same"))
    if not session.author.strip():
        lines.append(words.t("desk.author_needed"))
    if not session.reason.strip():
        lines.append(words.t("desk.why_needed"))
    st.html(render_page("desk/problems.html", words, lines=lines))


def _problem(fault: Fault, words: Words) -> str:
    cells = fault_cells(fault, words)
    field = str(fault.path[0]) if fault.path else ""
    name = words.t(f"desk.field.{field}") if field in FIELDS else cells[3]
    if fault.code is FaultCode.FIELD_MISSING:
        return words.t("desk.missing", field=name)
    return words.t("desk.problem", field=name or cells[2], got=cells[4], expected=cells[5] or _NOTHING)


def _save(session: DeskSession, writer: Desk | None, edit: Edit, words: Words) -> None:
    session.notice, session.refused = "", None
    try:
        if writer is None:
            try_edit(edit, words)
        else:
            writer.save(edit)
            get_reloader().look_now()
    except SearoomError as error:
        session.refused = error
        return
    _afresh(session)
    if writer is not None:
        session.notice = words.t("desk.saved" if visitor().editing.edition is None else "desk.saved_beside")


def try_edit(edit: Edit, words: Words, undoes: str = "") -> None:
    """Make an edit in the visitor's own copy, and show the copy if it passes every check.

    Raises
    ------
    SearoomError
        If the entry has changed meanwhile, or with every fault of the copy.
    """
    pack = visitor().editing
    copy = edited_copy(pack.copy or PackCopy(get_reloader().folder), edit, datetime.now(), undoes)
    try_out(pack, copy, words)
    if pack.copy is not copy:
        faults, pack.faults = pack.faults, ()
        raise DataError(faults)


# --- what came of it ---------------------------------------------------------------------------------------


def _outcome(session: DeskSession, words: Words) -> None:
    error = session.refused
    if error is not None:
        heads = [
            words.t(f"own_data.column.{key}")
            for key in ("file", "line", "record", "field", "got", "expected")
        ]
        faults = [fault_cells(fault, words) for fault in error.faults] if isinstance(error, DataError) else []
        said = words.t("desk.is_wrong", n=len(faults)) if faults else words.message(error)
        st.html(render_page("copy_notice.html", words, notice=said, heads=heads, faults=faults))
        if isinstance(error, EditConflictError):
            _conflict(session, error, words)
    elif session.notice:
        st.html(render_page("copy_notice.html", words, notice=session.notice, heads=[], faults=[]))
        session.notice = ""


def _conflict(session: DeskSession, error: EditConflictError, words: Words) -> None:
    """Both versions beside each other, and a way to go on with one's own."""
    rows = []
    for name in dict.fromkeys([*error.mine, *(error.theirs or {})]):
        mine, theirs = (shown_value(name, one.get(name), words) for one in (error.mine, error.theirs or {}))
        called = words.t(f"desk.field.{name}") if name in FIELDS else name
        rows.append((called, ((mine, False), (theirs, mine != theirs))))
    st.html(render_page("desk/conflict.html", words, rows=rows))
    st.button(
        words.t("desk.over_theirs" if error.theirs else "desk.add_again"), key="desk-over", on_click=_go_on,
        args=(session, error),
    )  # fmt: skip


def _go_on(session: DeskSession, error: EditConflictError) -> None:
    """Callback: keep what was entered, as a change of what stands there now."""
    acted()
    session.refused = None
    kind = EntryKind(session.kind)
    if session.before is not None or kind.is_record:
        session.before = error.theirs
    shelf = Shelf(kind) if kind.is_record else _shelves(kind, get_edition().data)[session.record]
    session.seen = digest_of(_texts(get_desk()).entries(shelf))


def shown_value(name: str, value: Any, words: Words) -> str:
    """A field of an entry as text: its word where it has one, texts in every language."""
    if isinstance(value, Mapping):
        return " ".join(f"{language.upper()}: {text}" for language, text in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or _NOTHING
    if value is True:
        return "✓"
    if value is None or value is False:
        return _NOTHING
    return choice_word(name, str(value), words)
