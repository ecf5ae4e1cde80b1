"""The forms of the desk: which fields an entry has, what they may hold, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from layers.desk.entries import Change, EntryKind, Shelf
from layers.desk.yaml_lines import Fields
from layers.faults import Fault, FaultCode
from layers.model.dataset import Data
from layers.model.evidence import Event, Promise, Score
from layers.model.kinds import DOCUMENTED, KIND_BY_NAME, RecordKind
from layers.model.records import Record, Source, StatusEntry
from layers.model.vocabulary import LANGUAGES, Basis, Confidence, Direction, SourceKind, Status
from layers.packs.field_faults import field_faults
from layers.packs.references import cross_check

__all__ = [
    "FIELDS",
    "FORMS",
    "MODELS",
    "FieldSort",
    "FormField",
    "entry_of",
    "faults_of",
    "suggested_id",
    "values_of",
]

_LONGEST_SLUG = 60


class FieldSort(StrEnum):
    """What a field holds, and so how it is entered."""

    TEXT = "text"
    DATE = "date"
    LOCAL = "local"
    """A text in every language."""
    CHOICE = "choice"
    NUMBER = "number"
    FLAG = "flag"
    SOURCES = "sources"
    CORRIDORS = "corridors"
    PARTS = "parts"

    @property
    def is_list(self) -> bool:
        """Whether it holds several ids."""
        return self in (FieldSort.SOURCES, FieldSort.CORRIDORS, FieldSort.PARTS)


@dataclass(frozen=True)
class FormField:
    """A field of a form; ``choices`` are the values of a closed vocabulary."""

    name: str
    sort: FieldSort
    is_needed: bool = True
    choices: tuple[str, ...] = ()
    default: Any = None
    """What it is where the file does not say."""


def _choice(
    name: str, values: Iterable[StrEnum], default: StrEnum | None = None, *, is_needed: bool = True
) -> FormField:
    choices = tuple(one.value for one in values)
    return FormField(name, FieldSort.CHOICE, is_needed, choices, default and default.value)


_BASIS = _choice("basis", [one for one in Basis if one not in (Basis.COMPUTED, Basis.FITTED)], Basis.SOURCED)
_CONFIDENCE = _choice("confidence", list(Confidence))
_SOURCES = FormField("sources", FieldSort.SOURCES, is_needed=False)
_TRIED_ON = FormField("tried_on", FieldSort.DATE, is_needed=False)
_REASON = FormField("reason", FieldSort.LOCAL)


FORMS: Mapping[EntryKind, tuple[FormField, ...]] = {
    EntryKind.EVENT: (
        FormField("id", FieldSort.TEXT),
        FormField("date", FieldSort.DATE),
        FormField("until", FieldSort.DATE, is_needed=False),
        _choice("direction", list(Direction)),
        FormField("title", FieldSort.LOCAL),
        FormField("text", FieldSort.LOCAL),
        FormField("corridors", FieldSort.CORRIDORS, is_needed=False),
        FormField("parts", FieldSort.PARTS, is_needed=False),
        _BASIS, _CONFIDENCE, _SOURCES, _TRIED_ON,
        FormField("note", FieldSort.LOCAL, is_needed=False),
    ),
    EntryKind.STATUS: (
        FormField("from", FieldSort.DATE),
        _choice("status", [one for one in Status if one is not Status.DUE]),
        _REASON, _BASIS, _SOURCES, _CONFIDENCE,
        FormField("last_known", FieldSort.DATE, is_needed=False),
        FormField("planned", FieldSort.FLAG, is_needed=False),
        _TRIED_ON,
    ),
    EntryKind.SCORE: (
        FormField("from", FieldSort.DATE),
        FormField("score", FieldSort.NUMBER),
        FormField("low", FieldSort.NUMBER),
        FormField("high", FieldSort.NUMBER),
        _REASON, _BASIS, _CONFIDENCE, _SOURCES,
        FormField("as_of", FieldSort.DATE),
        FormField("retrospective", FieldSort.FLAG, is_needed=False),
        _TRIED_ON,
    ),
    EntryKind.PROMISE: (
        FormField("announced", FieldSort.DATE),
        FormField("due", FieldSort.DATE),
        FormField("by", FieldSort.LOCAL),
        _BASIS, _SOURCES, _TRIED_ON,
    ),
    EntryKind.SOURCE: (
        FormField("id", FieldSort.TEXT),
        FormField("publisher", FieldSort.TEXT),
        FormField("title", FieldSort.TEXT),
        _choice("kind", list(SourceKind), is_needed=False),
        FormField("date", FieldSort.DATE, is_needed=False),
        FormField("url", FieldSort.TEXT, is_needed=False),
        FormField("note", FieldSort.TEXT, is_needed=False),
    ),
}  # fmt: skip
"""The fields of every form, in the order in which a new entry has them in its file."""

FIELDS = frozenset(field.name for form in FORMS.values() for field in form)
"""The names of all fields."""

MODELS: Mapping[EntryKind, type[Record]] = {
    EntryKind.EVENT: Event,
    EntryKind.STATUS: StatusEntry,
    EntryKind.SCORE: Score,
    EntryKind.PROMISE: Promise,
    EntryKind.SOURCE: Source,
}


def values_of(kind: EntryKind, entry: Fields) -> dict[str, Any]:
    """What the fields of a form show of an entry."""
    return {field.name: _shown(field, entry.get(field.name, field.default)) for field in FORMS[kind]}


def _shown(field: FormField, value: Any) -> Any:
    if field.sort.is_list:
        return list(value or ())
    if field.sort is FieldSort.LOCAL:
        return {language: str((value or {}).get(language, "")) for language in LANGUAGES}
    if field.sort is FieldSort.FLAG:
        return bool(value)
    if field.sort in (FieldSort.TEXT, FieldSort.DATE):
        return "" if value is None else str(value)
    return value


def entry_of(kind: EntryKind, values: Mapping[str, Any], before: Fields | None = None) -> dict[str, Any]:
    """An entry as it stands in a file, of what was entered; what was left empty is left out.

    Of a correction, what was not touched stays as it was written, also where it says nothing.
    """
    shown, entry = values_of(kind, before or {}), dict(before or {})
    for field in FORMS[kind]:
        value = _tidy(field, values.get(field.name))
        if before is not None and value == _tidy(field, shown[field.name]):
            continue
        if _says_nothing(value) and not (field.sort.is_list and field.name in entry):
            entry.pop(field.name, None)
        else:
            entry[field.name] = value
    return entry


def _tidy(field: FormField, value: Any) -> Any:
    if field.sort is FieldSort.LOCAL:
        texts = {language: str((value or {}).get(language, "")).strip() for language in LANGUAGES}
        return texts if any(texts.values()) else None
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return list(value) if field.sort.is_list and value is not None else value


def _says_nothing(value: Any) -> bool:
    return value is None or value is False or value in ("", [])


def suggested_id(kind: EntryKind, values: Mapping[str, Any], taken: Collection[str]) -> str:
    """An id for a new event or source that nobody has: of its title or publisher, and its date."""
    said = values.get("publisher") if kind is EntryKind.SOURCE else (values.get("title") or {}).get("en")
    words = re.sub(r"[^a-z0-9]+", "-", re.sub("['’]", "", str(said or "").casefold())).strip("-")
    date = str(values.get("date") or "").strip()
    stem = "-".join(part for part in (words[:_LONGEST_SLUG].strip("-") or kind.value, date) if part)
    names = (stem, *(f"{stem}-{number}" for number in range(2, 10_000)))
    return next(name for name in names if name not in taken)


def faults_of(data: Data, changes: Collection[Change]) -> list[Fault]:
    """What is wrong with entries as far as the records show it: fields, ids, dates and their order.

    The whole check of the pack, with its figures, is left to the moment of writing.
    """
    faults: list[Fault] = []
    for change in changes:
        kind, key, raw = _record_with(data, change)
        if kind.model is None:
            continue
        if change.before is None and change.shelf.kind.is_record and key in data.records(kind):
            faults.append(Fault(FaultCode.ID_TWICE, kind.file, kind.name, key, ("id",), {"key": "id"}))
        try:
            record = kind.model.model_validate(raw)
        except ValidationError as error:
            faults += _told(kind, key, change, error)
        else:
            tables: dict[str, Any] = {kind.table: {**getattr(data, kind.table), key: record}}
            data = replace(data, **tables)
    return faults or [replace(fault, path=_within(fault.path, changes)) for fault in cross_check(data)]


def _record_with(data: Data, change: Change) -> tuple[RecordKind, str, dict[str, Any]]:
    """The record that an entry is or is part of, with the change."""
    shelf, entry = change.shelf, dict(change.after or {})
    if shelf.kind.is_record:
        return KIND_BY_NAME[shelf.kind.value], str(entry.get("id", "")), entry
    kinds = {
        EntryKind.STATUS: DOCUMENTED,
        EntryKind.SCORE: (KIND_BY_NAME["assessment"],),
        EntryKind.PROMISE: (KIND_BY_NAME["project"],),
    }[shelf.kind]
    kind = next(kind for kind in kinds if shelf.record in data.records(kind))
    raw: dict[str, Any] = data.records(kind)[shelf.record].model_dump(mode="json", by_alias=True)
    listed: Any = raw
    for step in shelf.way:
        listed = listed[step]
    listed[:] = _with_entry(shelf, listed, change)
    return kind, shelf.record, raw


def _with_entry(shelf: Shelf, listed: list[Any], change: Change) -> list[Any]:
    order = shelf.kind.order
    before = change.before or {}
    rest = list(listed)
    if change.before is not None:
        at = next(
            (number for number, one in enumerate(rest) if str(one.get(order)) == str(before.get(order))), None
        )
        if at is not None:
            del rest[at]
    if change.after is None:
        return rest
    own = str(change.after.get(order, ""))
    place = sum(1 for one in rest if str(one.get(order, "")) <= own)
    return [*rest[:place], dict(change.after), *rest[place:]]


def _told(kind: RecordKind, key: str, change: Change, error: ValidationError) -> Iterator[Fault]:
    for found in field_faults(error):
        path = _within(found.path, [change])
        yield Fault(
            found.problem.code, kind.file, kind.name, key, path, found.problem.parameters,
            suggestion=found.suggestion,
        )  # fmt: skip


def _within(path: tuple[str | int, ...], changes: Collection[Change]) -> tuple[str | int, ...]:
    """The path from the entry on, where it leads into one."""
    for change in changes:
        way = change.shelf.way
        if way and path[: len(way)] == way and len(path) > len(way):
            return path[len(way) + 1 :]
    return path
