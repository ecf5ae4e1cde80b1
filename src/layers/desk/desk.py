"""The desk of one pack: changes are checked with the whole pack, then written to its files, or refused.

Nothing is lost when two people or two servers write at once: a change is written under a lock, and only over
the entry that its editor saw. Nothing is half written when the server is killed: all files of a change are
kept in one file first, from which the next start finishes it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout

from layers.checking.edited_pack import PackCopy
from layers.desk.entries import Change, Shelf, Texts, registered
from layers.desk.journal import JOURNAL_FILE, JournalEntry, journal_lines, read_journal
from layers.desk.yaml_lines import Fields
from layers.errors import EditError, ExportError, cause_of
from layers.faults import ErrorCode
from layers.model.kinds import KINDS
from layers.packs.reader import parse_json
from layers.packs.registry import LEG_FACTS
from layers.system.whole_files import replace_durably

__all__ = ["EDIT_VARIABLE", "Desk", "Edit", "edited_copy"]

EDIT_VARIABLE = "SEAROOM_EDIT"
"""Environment variable that lets the server write to its pack, if it is not empty."""

_LOCK_FILE = ".changes.lock"
_PENDING_FILE = ".changes-pending.json"
_LOCK_S = 10.0
_TRIES = 5


@dataclass(frozen=True)
class Edit:
    """What one person changes in one go, and why: an entry, and sources that it is the first to cite."""

    changes: tuple[Change, ...]
    author: str
    reason: str


def _checked(copy: PackCopy) -> None:
    copy.checked()


class Desk:
    """Writes to the pack in ``folder``.

    Parameters
    ----------
    folder
        Where the pack lies.
    clock
        Gives the time for the journal.
    check
        Raises DataError with the faults of a changed pack; by default that of ``searoom check``.
    """

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], datetime] = datetime.now,
        check: Callable[[PackCopy], None] = _checked,
    ) -> None:
        self.folder, self._clock, self._check = folder, clock, check

    # --- reading -------------------------------------------------------------------------------------

    def entries(self, shelf: Shelf) -> list[Fields]:
        """The entries of a list, as they stand in the file now."""
        return Texts(self.folder).entries(shelf)

    def journal(self) -> tuple[JournalEntry, ...]:
        """What was changed, the oldest first."""
        return read_journal(Texts(self.folder).text(JOURNAL_FILE) or "")

    # --- writing -------------------------------------------------------------------------------------

    def save(self, edit: Edit) -> JournalEntry:
        """Write an edit to the files.

        Raises
        ------
        DataError
            With every fault of the pack as it would be.
        EditConflictError
            If someone else has changed the entry since the editor saw it.
        EditError
            If it cannot be done in this file.
        ExportError
            If the folder cannot be written to. In every case nothing was written.
        """
        return self._write(edit.changes, edit.author, edit.reason)

    def undo(self, entry_id: str, author: str, reason: str) -> JournalEntry:
        """Take back what an entry did, as an entry of its own; raises what :meth:`save` raises."""
        found = next((entry for entry in self.journal() if entry.id == entry_id), None)
        if found is None:
            raise EditError(ErrorCode.EDIT_UNDO_UNKNOWN)
        changes = [change.inverse for change in reversed(found.changes)]
        return self._write(changes, author, reason, undoes=entry_id)

    def recover(self) -> None:
        """Finish a change in the midst of which a server was stopped.

        Raises
        ------
        EditError
            If its files have been changed since: it was then put aside, and says where.
        ExportError
            If the folder cannot be written to.
        """
        if (self.folder / _PENDING_FILE).exists():
            with self._locked():
                self._finish()

    def _write(self, changes: Sequence[Change], author: str, reason: str, undoes: str = "") -> JournalEntry:
        for _ in range(_TRIES):
            self.recover()
            seen = self._version()
            texts = Texts(self.folder)
            for change in changes:
                texts.apply(change)
            registered(texts)
            self._check(PackCopy(self.folder, dict(texts.changed)))
            with self._locked():
                self._finish()
                if self._version() != seen:
                    continue  # the check was of another state
                entry = JournalEntry.of(author, reason, changes, self._clock(), undoes)
                journal = Texts(self.folder).text(JOURNAL_FILE) or ""
                ended = journal if journal.endswith("\n") or not journal else journal + "\n"
                self._commit(texts.changed | {JOURNAL_FILE: ended + journal_lines(entry)})
                return entry
        raise EditError(ErrorCode.PACK_BUSY, path=self.folder.resolve().name)

    def _commit(self, changed: dict[str, str]) -> None:
        """Write several files as if they were one."""
        pending = {
            name: {"before": _digest(self._bytes(name)), "after": _digest(text.encode()), "text": text}
            for name, text in changed.items()
        }
        whole = json.dumps(pending, ensure_ascii=False).encode()
        before = {name: self._bytes(name) for name in changed}
        with self._worded_refusal(_PENDING_FILE):
            replace_durably(self.folder / _PENDING_FILE, whole)
        try:
            self._finish()
        except ExportError:
            self._put_back(before)
            raise

    def _put_back(self, before: Mapping[str, bytes | None]) -> None:
        """Give files their content from before a change that could not be finished."""
        for name, content in before.items():
            if content == self._bytes(name):
                continue
            with self._worded_refusal(name):
                if content is None:
                    (self.folder / name).unlink()
                else:
                    replace_durably(self.folder / name, content)
        with self._worded_refusal(_PENDING_FILE):
            (self.folder / _PENDING_FILE).unlink()

    def _finish(self) -> None:
        """Write what is pending; the lock is held."""
        path = self.folder / _PENDING_FILE
        try:
            pending = parse_json(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return
        now = {name: _digest(self._bytes(name)) for name in pending}
        if any(now[name] not in (file["before"], file["after"]) for name, file in pending.items()):
            aside = self.folder / f"changes-unfinished-{_digest(path.read_bytes())}.json"
            with self._worded_refusal(aside.name):
                path.replace(aside)
            raise EditError(ErrorCode.EDIT_PUT_ASIDE, path=aside.name)
        for name, file in sorted(pending.items(), key=lambda one: _turn(one[0])):
            if now[name] != file["after"]:
                with self._worded_refusal(name):
                    replace_durably(self.folder / name, file["text"].encode())
        with self._worded_refusal(_PENDING_FILE):
            path.unlink()

    def _version(self) -> str:
        """A hash of all files of the pack."""
        whole = sha256()
        names = sorted({path for kind in KINDS for path in self.folder.glob(kind.pattern)})
        for path in [*names, self.folder / LEG_FACTS]:
            whole.update(
                f"{path.name} {_digest(self._bytes(path.relative_to(self.folder).as_posix()))}\n".encode()
            )
        return whole.hexdigest()

    def _bytes(self, name: str) -> bytes | None:
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            return None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Only one of all threads and servers is in here at a time."""
        lock = FileLock(self.folder / _LOCK_FILE, timeout=_LOCK_S)
        with self._worded_refusal(_LOCK_FILE):
            try:
                lock.acquire()
            except Timeout as error:
                raise EditError(ErrorCode.PACK_BUSY, path=self.folder.resolve().name) from error
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def _worded_refusal(self, name: str) -> Iterator[None]:
        """Turns the system's refusal into ours, which says what to do and not where the folder lies."""
        try:
            yield
        except OSError as error:
            path = f"{self.folder.resolve().name}/{name}"
            raise ExportError(ErrorCode.PACK_UNWRITABLE, path=path, cause=cause_of(error)) from error


def edited_copy(copy: PackCopy, edit: Edit, at: datetime, undoes: str = "") -> PackCopy:
    """A visitor's copy with an edit and its line in the journal; raises what :meth:`Texts.apply` raises."""
    texts = Texts(copy.folder, copy.texts())
    for change in edit.changes:
        texts.apply(change)
    registered(texts)
    entry = JournalEntry.of(edit.author, edit.reason, edit.changes, at, undoes)
    journal = (texts.text(JOURNAL_FILE) or "") + journal_lines(entry)
    return copy.with_texts(texts.changed | {JOURNAL_FILE: journal})


def _digest(content: bytes | None) -> str:
    return "" if content is None else sha256(content).hexdigest()[:16]


def _turn(name: str) -> tuple[int, str]:
    """What others cite is written first, registry and journal last: a reader in between sees sound data."""
    first = name == "bibliography.yaml"
    last = name in ("sources.yaml", JOURNAL_FILE)
    return (0 if first else 2 if last else 1, name)
