"""The record of what was changed in a pack: ``journal.jsonl`` in its folder, a line each, oldest first."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from layers.desk.entries import Change, EntryKind, Shelf
from layers.packs.reader import parse_json

__all__ = ["JOURNAL_FILE", "JournalEntry", "journal_lines", "read_journal"]

JOURNAL_FILE = "journal.jsonl"


@dataclass(frozen=True)
class JournalEntry:
    """What was changed in one go: by whom, when (to the second, by the server's clock) and why."""

    id: str
    at: str
    author: str
    reason: str
    changes: tuple[Change, ...]
    undoes: str = ""
    """Id of the entry that this one takes back."""

    @classmethod
    def of(
        cls, author: str, reason: str, changes: Sequence[Change], at: datetime, undoes: str = ""
    ) -> JournalEntry:
        """A new entry."""
        stamp = at.isoformat(timespec="seconds")
        return cls(f"{stamp}-{secrets.token_hex(3)}", stamp, author, reason, tuple(changes), undoes)


def journal_lines(entry: JournalEntry) -> str:
    """The entry as a line."""
    fields: dict[str, Any] = {
        "id": entry.id,
        "at": entry.at,
        "author": entry.author,
        "reason": entry.reason,
        "undoes": entry.undoes,
        "changes": [
            {
                "kind": change.shelf.kind.value,
                "record": change.shelf.record,
                "opening": change.shelf.opening,
                "before": change.before,
                "after": change.after,
            }
            for change in entry.changes
        ],
    }
    return json.dumps(fields, ensure_ascii=False) + "\n"


def read_journal(text: str) -> tuple[JournalEntry, ...]:
    """The entries; a line that is none, because a hand has been at it, is passed over."""
    return tuple(entry for line in text.splitlines() if (entry := _entry(line)) is not None)


def _entry(line: str) -> JournalEntry | None:
    try:
        fields = parse_json(line)
        changes = tuple(
            Change(Shelf(EntryKind(one["kind"]), one["record"], one["opening"]), one["before"], one["after"])
            for one in fields["changes"]
        )
        return JournalEntry(
            str(fields["id"]), str(fields["at"]), str(fields["author"]), str(fields["reason"]), changes,
            str(fields["undoes"]),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError):
        return None
