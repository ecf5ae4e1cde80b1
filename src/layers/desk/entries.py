"""What can be added and corrected at the desk, in which files it stands, and one change of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from layers.desk import json_lines, yaml_lines
from layers.desk.yaml_lines import Fields, SpliceError, Way
from layers.errors import EditConflictError, EditError
from layers.faults import ErrorCode
from layers.model.kinds import DOCUMENTED, KIND_BY_NAME, Layout, RecordKind
from layers.packs.reader import parse_json, parse_yaml
from layers.packs.registry import LEG_FACTS, measured

__all__ = ["Change", "EntryKind", "Shelf", "Texts", "digest_of", "registered"]

_BOM = "\ufeff"


class EntryKind(StrEnum):
    """The kinds of entry that have a form."""

    EVENT = "event"
    STATUS = "status"
    SCORE = "score"
    PROMISE = "promise"
    SOURCE = "source"

    @property
    def is_record(self) -> bool:
        """Whether an entry is a record with an id, not a part of one."""
        return self in (EntryKind.EVENT, EntryKind.SOURCE)

    @property
    def order(self) -> str:
        """The field that entries of a list are in the order of."""
        return {"event": "date", "status": "from", "score": "from", "promise": "announced", "source": "id"}[
            self
        ]


_KINDS: Mapping[EntryKind, tuple[RecordKind, ...]] = {
    EntryKind.EVENT: (KIND_BY_NAME["event"],),
    EntryKind.STATUS: DOCUMENTED,
    EntryKind.SCORE: (KIND_BY_NAME["assessment"],),
    EntryKind.PROMISE: (KIND_BY_NAME["project"],),
    EntryKind.SOURCE: (KIND_BY_NAME["source"],),
}
"""Of which kinds the records are that hold entries."""


@dataclass(frozen=True)
class Shelf:
    """The list that an entry stands in.

    ``record`` is the id of the corridor or part, the assessment or the project that has the list, empty for
    events and sources; ``opening`` is the number of a project's opening, from 0.
    """

    kind: EntryKind
    record: str = ""
    opening: int = 0

    @property
    def way(self) -> Way:
        """From the record to the list."""
        ways: Mapping[EntryKind, Way] = {
            EntryKind.STATUS: ("status_history",),
            EntryKind.SCORE: ("scores",),
            EntryKind.PROMISE: ("openings", self.opening, "promises"),
        }
        return ways.get(self.kind, ())


@dataclass(frozen=True)
class Change:
    """An entry that is added (nothing ``before``), taken out (nothing ``after``) or corrected.

    ``before`` is the whole entry as the editor saw it, and ``seen`` for an addition to a record's list the
    digest of the list: where either is no longer so, nothing is written.
    """

    shelf: Shelf
    before: Fields | None
    after: Fields | None
    seen: str = ""

    @property
    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.shelf, self.after, self.before)

    @property
    def entry(self) -> Fields:
        """The entry as it is to be, or as it was if it is taken out."""
        return self.after or self.before or {}


def digest_of(value: Any) -> str:
    """A hash of a record or list: equal for equal content."""
    return sha256(json.dumps(value, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()[
        :16
    ]


@dataclass
class Texts:
    """The texts of a pack's files, some of them changed but not written."""

    folder: Path
    changed: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """The text of a file; None if there is none."""
        if name in self.changed:
            return self.changed[name]
        try:
            return (self.folder / name).read_bytes().decode("utf-8")
        except FileNotFoundError:
            return None

    def content(self, name: str) -> Any:
        """The values of a file; None if there is none or it holds nothing."""
        return _parsed(name, _parted(self.text(name) or "")[1])

    def entries(self, shelf: Shelf) -> list[Fields]:
        """The entries of a list, in the order of the file."""
        for name, way in self._lists(shelf):
            found: list[Fields] = _at(self.content(name), way) or []
            return found
        raise EditError(ErrorCode.EDIT_RECORD_UNKNOWN, id=shelf.record)

    def apply(self, change: Change) -> None:
        """Make a change, in every file in which the entry stands.

        Raises
        ------
        EditConflictError
            If the entry, or the list that it is added to, is no longer what the editor saw.
        EditError
            If there is no such record, or its file is laid out in a way that only a person can edit.
        """
        entries = self.entries(change.shelf)
        if change.before is None:
            self._refuse_stale_list(change, entries)
        elif change.before not in entries:
            raise EditConflictError(change.entry, _namesake(change, entries))
        for name, way in list(self._lists(change.shelf)):
            self._apply_in(name, way, change)

    def _refuse_stale_list(self, change: Change, entries: Sequence[Fields]) -> None:
        if change.shelf.kind.is_record:
            theirs = [
                entry for entry in entries if change.after and entry.get("id") == change.after.get("id")
            ]
        else:
            theirs = list(entries[-1:]) if change.seen and change.seen != digest_of(entries) else []
        if theirs:
            raise EditConflictError(change.entry, theirs[0])

    def _apply_in(self, name: str, way: Way, change: Change) -> None:
        mark, text = _parted(self.text(name) or "")
        content = self.content(name)
        expected: list[Fields] = list(_at(content, way) or [])
        try:
            text = _changed(name, text, way, expected, change)
            is_right = _at(_parsed(name, text), way) == expected and _same_but(
                content, _parsed(name, text), way
            )
        except (SpliceError, IndexError, KeyError) as error:
            raise EditError(ErrorCode.EDIT_LAYOUT, path=name) from error
        if not is_right:
            raise EditError(ErrorCode.EDIT_LAYOUT, path=name)
        self.changed[name] = mark + text

    def _lists(self, shelf: Shelf) -> Iterator[tuple[str, Way]]:
        """Every file in which a list stands, and the way to it there."""
        for kind in _KINDS[shelf.kind]:
            if shelf.kind.is_record:
                yield kind.file, ()
                return
            for name in self._files(kind):
                record = self._record_in(name, kind, shelf.record)
                if record is None:
                    continue
                if kind.name == "leg" and shelf.record in (self.content(LEG_FACTS) or ()):
                    yield LEG_FACTS, (shelf.record, *shelf.way)
                yield name, (*record, *shelf.way)
                return

    def _files(self, kind: RecordKind) -> list[str]:
        found = {path.relative_to(self.folder).as_posix() for path in self.folder.glob(kind.pattern)}
        return sorted(found | ({kind.file} & self.changed.keys()))

    def _record_in(self, name: str, kind: RecordKind, key: str) -> Way | None:
        content = self.content(name)
        if kind.layout is Layout.FEATURES:
            features = content["features"]
            ids = [feature["properties"][kind.id_field] for feature in features]
            return ("features", ids.index(key), "properties") if key in ids else None
        ids = [record[kind.id_field] for record in content or ()]
        return (ids.index(key),) if key in ids else None


def registered(texts: Texts) -> None:
    """Bring the registry's measured fields of every changed file up to date, if the pack has a registry."""
    name = KIND_BY_NAME["file"].file
    for number, entry in enumerate(texts.content(name) or ()):
        file = entry.get("file")
        if file == name or file not in texts.changed:
            continue
        fresh = measured(file, texts.changed[file].encode())
        after = entry | {key: value for key, value in fresh.items() if key in entry}
        if after != entry:
            mark, text = _parted(texts.text(name) or "")
            texts.changed[name] = mark + yaml_lines.with_item_changed(text, (), number, entry, after)


def _parted(text: str) -> tuple[str, str]:
    """The byte order mark of a text, if it has one, and the rest."""
    return (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)


def _changed(name: str, text: str, way: Way, expected: list[Fields], change: Change) -> str:
    """The text with the change; ``expected`` is the list, and becomes what it is after the change."""
    lines = json_lines if name.endswith("json") else yaml_lines
    before, after, order = change.before, change.after, change.shelf.kind.order
    if before is not None and after is not None:
        position, was_in_order = expected.index(before), _in_order(expected, order)
        expected[position] = after
        if _in_order(expected, order) or not was_in_order:
            changed: str = lines.with_item_changed(text, way, position, before, after)
            return changed
        expected[position] = before
    if before is not None:
        position = expected.index(before)
        del expected[position]
        text = lines.without_item(text, way, position)
    if after is not None:
        position = _position(expected, after, order)
        expected.insert(position, after)
        text = lines.with_item(text, way, position, after)
    return text


def _position(entries: Sequence[Fields], entry: Fields, order: str) -> int:
    """Behind the last entry that it does not come before."""
    own = str(entry.get(order, ""))
    before = [number for number, one in enumerate(entries) if str(one.get(order, "")) <= own]
    return before[-1] + 1 if before else 0


def _in_order(entries: Sequence[Fields], order: str) -> bool:
    keys = [str(entry.get(order, "")) for entry in entries]
    return keys == sorted(keys)


def _namesake(change: Change, entries: Sequence[Fields]) -> Fields | None:
    """The entry that stands now where the one that was seen stood, as far as its name or date can tell."""
    name = "id" if change.shelf.kind.is_record else change.shelf.kind.order
    seen = change.before or {}
    return next((entry for entry in entries if entry.get(name) == seen.get(name)), None)


@lru_cache(maxsize=16)
def _parsed(name: str, text: str) -> Any:
    """The values of a text; nobody changes them, so that one parsing serves every look at the same text."""
    if name.endswith("json"):
        return parse_json(text)
    return parse_yaml(text)


def _at(content: Any, way: Way) -> Any:
    for step in way:
        content = content[step]
    return content


def _same_but(one: Any, other: Any, way: Way) -> bool:
    """Whether two contents are the same but for what stands at the end of a way."""
    if not way:
        return True
    step = way[0]
    if isinstance(one, dict):
        rest = all(one[key] == other[key] for key in one if key != step)
        return one.keys() == other.keys() and rest and _same_but(one[step], other[step], way[1:])
    others = [number for number in range(len(one)) if number != step]
    return (
        len(one) == len(other)
        and all(one[number] == other[number] for number in others)
        and _same_but(one[step], other[step], way[1:])
    )
