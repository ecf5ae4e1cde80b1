"""The fields of the desk's forms: closed vocabularies as lists, texts in every language, sources by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.components.wording import Words
from dashboard.state import DeskSession, acted
from layers.desk.entries import EntryKind
from layers.desk.forms import FORMS, FieldSort, FormField, suggested_id, values_of
from layers.model.dataset import Data
from layers.model.vocabulary import LANGUAGES

__all__ = ["choice_word", "entry_fields", "source_fields"]

_SOURCE = "source."
"""Before the name of a field of a new source."""
_NOT_FOUND = "not-found"
_CHOICES = {field.name: field.choices for form in FORMS.values() for field in form if field.choices}


def entry_fields(session: DeskSession, kind: EntryKind, data: Data, words: Words) -> dict[str, Any]:
    """The fields of an entry; return what they hold."""
    values = _fields(session, kind, "", data, words)
    if kind.is_record and not values["id"].strip():
        known = data.events if kind is EntryKind.EVENT else data.bibliography
        values["id"] = suggested_id(kind, values, known)
    return values


def source_fields(session: DeskSession, data: Data, words: Words) -> dict[str, Any] | None:
    """The fields of a source that the pack does not have yet; None unless the visitor wants one."""
    name = f"{_SOURCE}wanted"
    key = f"desk-{session.form}-{name}-{words.view.language}"
    is_wanted = st.toggle(
        words.t("desk.new_source"), session.values.get(name, False), key=key, on_change=acted
    )
    session.values[name] = is_wanted
    if not is_wanted:
        return None
    with st.container(key="desk-source", border=True):
        values = _fields(session, EntryKind.SOURCE, _SOURCE, data, words)
    if not values["id"].strip():
        values["id"] = suggested_id(EntryKind.SOURCE, values, data.bibliography)
    return values


def choice_word(name: str, value: str, words: Words) -> str:
    """The word for a value of a closed vocabulary; any other value as it is."""
    if value not in _CHOICES.get(name, ()):
        return value
    return words.t(f"{'source_kind' if name == 'kind' else name}.{value}")


def _fields(session: DeskSession, kind: EntryKind, prefix: str, data: Data, words: Words) -> dict[str, Any]:
    empty, values = values_of(kind, {}), dict[str, Any]()
    for row in _rows(FORMS[kind]):
        with st.container(
            horizontal=not _is_wide(row[0]), gap="small", vertical_alignment="bottom",
            key=f"desk-row-{prefix}{row[0].name}",
        ):  # fmt: skip
            for field in row:
                if field.name == "tried_on" and values["basis"] != _NOT_FOUND:
                    values[field.name] = session.values.get(field.name, "")
                else:
                    values[field.name] = _field(session, field, prefix, empty[field.name], data, words)
    return values


def _rows(fields: Sequence[FormField]) -> list[list[FormField]]:
    """Fields that stand beside each other: narrow ones do."""
    rows: list[list[FormField]] = []
    for field in fields:
        if rows and not _is_wide(field) and not _is_wide(rows[-1][0]):
            rows[-1].append(field)
        else:
            rows.append([field])
    return rows


def _is_wide(field: FormField) -> bool:
    return (
        field.sort is FieldSort.LOCAL
        or field.sort.is_list
        or field.name in ("publisher", "title", "url", "note")
    )


def _field(session: DeskSession, field: FormField, prefix: str, empty: Any, data: Data, words: Words) -> Any:
    """One field, filled with what was entered last; return what it holds."""
    name = prefix + field.name
    now = session.values.get(name, empty)
    key = f"desk-{session.form}-{name}-{words.view.language}"
    label = words.t(f"desk.field.{field.name}")
    if not field.is_needed and field.sort is not FieldSort.FLAG:
        label = words.t("desk.optional", field=label)
    value = _WIDGETS[field.sort](field, label, now, key, data, words)
    session.values[name] = value
    return value


def _text(field: FormField, label: str, now: Any, key: str, _: Data, words: Words) -> str:
    hint = words.t("desk.hint_id") if field.name == "id" else None
    width: Any = "stretch" if _is_wide(field) else 300
    return str(st.text_input(label, now, key=key, on_change=acted, placeholder=hint, width=width) or "")


def _date(_: FormField, label: str, now: Any, key: str, __: Data, words: Words) -> str:
    hint = words.t("desk.hint_date")
    return str(st.text_input(label, now, key=key, on_change=acted, placeholder=hint, width=200) or "")


def _local(
    field: FormField, label: str, now: Mapping[str, str], key: str, _: Data, words: Words
) -> dict[str, str]:
    texts = {}
    for column, language in zip(st.columns(len(LANGUAGES), gap="small"), LANGUAGES, strict=True):
        named = words.t("briefing.in_language", field=label, tongue=words.t(f"briefing.language.{language}"))
        texts[language] = str(column.text_area(
            named, now.get(language, ""), key=f"{key}-{language}", on_change=acted,
            height=70 if field.name in ("title", "by", "note") else 110,
        ) or "")  # fmt: skip
    return texts


def _choice(field: FormField, label: str, now: Any, key: str, _: Data, words: Words) -> str | None:
    options = list(field.choices)
    chosen = st.selectbox(
        label, options, options.index(now) if now in options else None, key=key, on_change=acted,
        format_func=lambda one: choice_word(field.name, one, words), placeholder=words.t("desk.choose"),
        width=230,
    )  # fmt: skip
    return None if chosen is None else str(chosen)


def _number(_: FormField, label: str, now: Any, key: str, __: Data, words: Words) -> float | None:
    given = None if now is None else float(now)
    return st.number_input(label, 1.0, 5.0, given, step=0.5, key=key, on_change=acted, width=160)


def _flag(_: FormField, label: str, now: Any, key: str, __: Data, ___: Words) -> bool:
    return bool(st.toggle(label, bool(now), key=key, on_change=acted))


def _sources(_: FormField, label: str, now: Any, key: str, data: Data, words: Words) -> list[str]:
    names = {one.id: f"{one.publisher}: {one.title} ({one.id})" for one in data.bibliography.values()}
    return _several(names, label, now, key, words)


def _corridors(_: FormField, label: str, now: Any, key: str, data: Data, words: Words) -> list[str]:
    return _several({one: words.corridor(one) for one in data.corridors}, label, now, key, words)


def _parts(_: FormField, label: str, now: Any, key: str, data: Data, words: Words) -> list[str]:
    return _several({one: f"{words.name_of(one)} ({one})" for one in data.parts}, label, now, key, words)


def _several(names: Mapping[str, str], label: str, now: Any, key: str, words: Words) -> list[str]:
    names = {one: one for one in now if one not in names} | dict(
        names
    )  # an id that is not known stays, as a fault
    return list(st.multiselect(
        label, list(names), list(now), format_func=lambda one: names.get(one, one), key=key, on_change=acted,
        placeholder=words.t("desk.choose"), width="stretch",
    ))  # fmt: skip


_WIDGETS = {
    FieldSort.TEXT: _text,
    FieldSort.DATE: _date,
    FieldSort.LOCAL: _local,
    FieldSort.CHOICE: _choice,
    FieldSort.NUMBER: _number,
    FieldSort.FLAG: _flag,
    FieldSort.SOURCES: _sources,
    FieldSort.CORRIDORS: _corridors,
    FieldSort.PARTS: _parts,
}
