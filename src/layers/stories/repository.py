"""A user's own stories: one YAML file each, beside the shipped ones, which are read-only.

The folder is read on every call, because another window or an editor may have changed it. Nothing is lost: a
file is replaced only by someone who has seen its current state, a deleted story is moved aside, and an edit
that is not valid yet is kept as a draft beside the story.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import Any

import yaml
from platformdirs import user_data_path
from pydantic import RootModel

from layers.errors import DataError, ExportError, StoryError, cause_of
from layers.faults import ErrorCode, Fault, FaultCode, Remedy, Value
from layers.model.records import LocalText
from layers.model.story import Story
from layers.packs.reader import FolderReader
from layers.stories.rendering import write_story
from layers.system.scratch_folder import scratch_folder
from layers.system.whole_files import written_whole

__all__ = [
    "MAX_UPLOAD_BYTES",
    "StoredStory",
    "StoryChangedError",
    "StoryRepository",
    "Working",
    "plain",
    "stories_folder",
]

MAX_UPLOAD_BYTES = 300_000
"""Sixty scenes with full notes in two languages take half of this."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_LONGEST_SLUG = 40
_DEEPEST = 20
_ONE_AT_A_TIME = RLock()
"""Shared by all repositories, because several may use one folder: each state of the data has its own."""


class StoryChangedError(StoryError):
    """The story was changed by someone else in the meantime; their version is kept."""


class _Draft(RootModel[dict[str, Any]]):
    """A story that is not valid yet: any mapping."""


@dataclass(frozen=True)
class StoredStory:
    """A story and its file; ``version`` identifies the file's content and is empty for a shipped one."""

    story: Story
    own: bool
    version: str = ""
    changed_s: float = 0.0
    """When its file was last written, in seconds since 1970."""


@dataclass(frozen=True)
class Working:
    """A story as its editor shows it: plain fields, valid or not, and the version of this state."""

    fields: Mapping[str, Any]
    version: str
    faults: tuple[Fault, ...] = ()
    """Why the fields are a draft and not the story; empty if they are the story."""


def stories_folder() -> Path:
    """Return the folder of own stories: ``SEAROOM_STORIES``, else the user's data folder."""
    chosen = os.environ.get("SEAROOM_STORIES")
    return Path(chosen) if chosen else user_data_path("searoom", appauthor=False) / "stories"


def plain(story: Story) -> dict[str, Any]:
    """Return the story as plain fields, as in a file, without empty ones."""
    fields: dict[str, Any] = story.model_dump(mode="json", exclude_defaults=True)
    return fields


def _no_faults(_: Story, __: str) -> Iterable[Fault]:
    return ()


class StoryRepository:
    """The shipped stories and the user's own.

    ``check`` returns the faults of a well-formed story: places, sources or figures that do not exist.
    """

    def __init__(
        self,
        shipped: Mapping[str, Story],
        folder: Path,
        check: Callable[[Story, str], Iterable[Fault]] = _no_faults,
    ) -> None:
        self._shipped, self.folder, self._check = dict(shipped), folder, check
        # Files are read on every call, but parsed only when their content is another.
        self._parsed = lru_cache(maxsize=256)(self._parse)

    # --- reading -------------------------------------------------------------------------------------

    def stories(self) -> Mapping[str, StoredStory]:
        """Return every story that can be shown: the shipped ones, then the user's, newest first."""
        own = [found for found, _ in self._own() if found is not None]
        newest = sorted(own, key=lambda one: (-one.changed_s, one.story.id))
        shipped = [StoredStory(story, own=False) for story in self._shipped.values()]
        return {one.story.id: one for one in (*shipped, *newest)}

    def faults(self) -> tuple[Fault, ...]:
        """Return the faults of files in the folder that are therefore not among the stories."""
        return tuple(fault for _, faults in self._own() for fault in faults)

    def working(self, story_id: str) -> Working:
        """Return the story as it was last left, including any draft.

        Raises
        ------
        StoryError
            If there is no such story.
        """
        with _ONE_AT_A_TIME:  # a change that is being written is seen as it was before or as it is after
            found = self._found(story_id)
            if not found.own:
                return Working(plain(found.story), "")
            return self._working(found)

    def _found(self, story_id: str) -> StoredStory:
        stories = self.stories()
        if story_id not in stories:
            raise StoryError(ErrorCode.STORY_UNKNOWN, id=story_id, known=tuple(stories))
        return stories[story_id]

    def _working(self, found: StoredStory) -> Working:
        draft = self._draft_path(found.story.id)
        version = _version_of(draft)
        if version is None:
            return Working(plain(found.story), found.version)
        reader = FolderReader(draft.parent)
        fields = reader.one(draft.name, _Draft)
        if fields is None:
            return Working(plain(found.story), f"{found.version}+{version}", tuple(reader.faults))
        _, faults = self._read_draft(draft)
        return Working(fields.root, f"{found.version}+{version}", faults)

    def _files(self) -> Iterator[Path]:
        """Return the files of own stories; hidden ones are unfinished writes."""
        return (path for path in self.folder.glob("*.yaml") if not path.name.startswith("."))

    def _own(self) -> Iterator[tuple[StoredStory | None, tuple[Fault, ...]]]:
        for path in sorted(self._files()):
            version, changed_s = _version_of(path), _changed_s(path)
            if version is None:
                continue  # gone since the folder was listed
            story, faults = self._parsed(path, version)
            if story is not None and not faults:
                faults = self._misplaced(story, path)
            if story is None or faults:
                yield None, faults
            else:
                yield StoredStory(story, True, version, changed_s), ()

    def _read(self, path: Path) -> tuple[Story | None, tuple[Fault, ...]]:
        """Return the story of a file, and its faults."""
        return self._parsed(path, _version_of(path) or "")

    def _parse(self, path: Path, version: str) -> tuple[Story | None, tuple[Fault, ...]]:
        """Parse a file; cached by its version."""
        reader = FolderReader(path.parent)
        story = reader.one(path.name, Story)
        faults = [*reader.faults] if story is None else [*self._check(story, path.name)]
        return story, tuple(replace(fault, remedy=Remedy.MOVE_OUT) for fault in faults)

    def _read_draft(self, draft: Path) -> tuple[Story | None, tuple[Fault, ...]]:
        story, faults = self._read(draft)
        return story, faults if story is None or faults else self._misplaced(story, draft)

    def _misplaced(self, story: Story, path: Path) -> tuple[Fault, ...]:
        if story.id != path.stem:
            parameters = {"id": story.id, "stem": path.stem}
            fault = Fault(FaultCode.ID_UNLIKE_FILE, path.name, "story", story.id, ("id",), parameters)
            return (replace(fault, remedy=Remedy.MOVE_OUT),)
        if story.id.casefold() in {key.casefold() for key in self._shipped}:
            code, named = FaultCode.ID_OF_SHIPPED_STORY, {"id": story.id}
            return (Fault(code, path.name, "story", story.id, ("id",), named),)
        return ()

    # --- writing -------------------------------------------------------------------------------------

    def save(self, story: Story, *, expected: str | None) -> str:
        """Write a story over the version that was seen (None for a new one); return the new version.

        Raises
        ------
        StoryError
            If it is a shipped one; :class:`StoryChangedError` if the file is not the one that was seen.
        ExportError
            If the disk cannot be written to.
        """
        path = self._path(story.id)
        with _ONE_AT_A_TIME:
            if _version_of(path) != expected:
                raise StoryChangedError(ErrorCode.STORY_CHANGED, path=_named(path))
            with _worded_refusal(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                write_story(story, path)
            return _version_of(path) or ""

    def change(self, story_id: str, make: Callable[[dict[str, Any]], None]) -> tuple[Working, Working]:
        """Apply ``make`` to a story's fields under a lock; return the story before and after.

        Raises what :meth:`put` and ``make`` raise, and then changes nothing.
        """
        with _ONE_AT_A_TIME:
            before = self.working(story_id)
            fields = deepcopy(dict(before.fields))
            make(fields)
            return before, self.put(story_id, fields, expected=before.version)

    def put(self, story_id: str, fields: Mapping[str, Any], *, expected: str) -> Working:
        """Keep an edited story: as the story if it is valid, else as a draft beside it.

        ``expected`` is the version of the :class:`Working` that was edited. Raises what :meth:`save` raises.
        """
        found = self._found(story_id)
        path, draft = self._path(story_id), self._draft_path(story_id)
        if self._working(found).version != expected:
            raise StoryChangedError(ErrorCode.STORY_CHANGED, path=_named(path))
        with _worded_refusal(draft):
            draft.parent.mkdir(parents=True, exist_ok=True)
            text = yaml.dump(dict(fields), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
            with written_whole(draft) as beside:
                beside.write_text(text, encoding="utf-8")
        story, faults = self._read_draft(draft)
        if story is None or faults:
            return self._working(found)
        version = self.save(story, expected=found.version)
        with _worded_refusal(draft):
            draft.unlink()
        return Working(plain(story), version)

    def add(self, story: Story) -> Story:
        """Add a new story; it gets a number if its id is taken."""
        story = story.model_copy(update={"id": self.fresh_id(story.id)})
        self.save(story, expected=None)
        return story

    def duplicate(self, story_id: str, new_title: LocalText) -> Story:
        """Return a copy of a story, with an id made from its title."""
        story = self._found(story_id).story
        copy = story.model_copy(update={"id": _slug(new_title["en"]), "title": new_title})
        return self.add(Story.model_validate(plain(copy)))

    def delete(self, story_id: str) -> Path:
        """Move an own story with any draft into ``deleted/``; return its new path."""
        path, draft = self._path(story_id), self._draft_path(story_id)
        if not path.is_file():
            raise StoryError(ErrorCode.STORY_NOT_DELETED, id=story_id)
        aside = self.folder / "deleted"
        number = next(n for n in range(1, 10_000) if not (aside / f"{story_id}.{n}.yaml").exists())
        target = aside / f"{story_id}.{number}.yaml"
        with _ONE_AT_A_TIME, _worded_refusal(path):
            aside.mkdir(exist_ok=True)
            path.replace(target)
            if draft.exists():
                draft.replace(aside / f"{story_id}.{number}.draft.yaml")
        return target

    def put_back(self, deleted: Path) -> str:
        """Restore a story that :meth:`delete` moved, with any draft; return its id.

        Raises
        ------
        StoryError
            If it is no longer there, or another story has taken its name.
        """
        story_id = deleted.name.partition(".")[0]
        path, draft = self._path(story_id), self._draft_path(story_id)
        with _ONE_AT_A_TIME:
            if not deleted.is_file():
                raise StoryError(ErrorCode.STORY_NOT_PUT_BACK, path=_named(deleted))
            if self.fresh_id(story_id) != story_id:
                raise StoryError(ErrorCode.STORY_NAME_TAKEN, path=_named(deleted), id=story_id)
            with _worded_refusal(path):
                deleted.replace(path)
                if (aside := deleted.with_suffix(".draft.yaml")).exists():
                    draft.parent.mkdir(parents=True, exist_ok=True)
                    aside.replace(draft)
        return story_id

    def take_in(self, content: bytes, name: str) -> Story:
        """Add a story from an uploaded file.

        Raises
        ------
        DataError
            With every fault of the story.
        ExportError
            If the disk cannot be written to.
        """
        _refuse_what_no_story_needs(content, name)
        with scratch_folder() as folder:
            path = folder / "story.yaml"
            path.write_bytes(content)
            story, faults = self._parse(path, "")
        if story is None or faults:
            raise DataError(replace(fault, file=name, remedy=Remedy.UPLOAD_AGAIN) for fault in faults)
        return self.add(story)

    def fresh_id(self, wanted: str) -> str:
        """Return ``wanted``, or ``wanted-2`` and so on: an id that no story has, not even a broken one."""
        taken = {key.casefold() for key in self._shipped}
        taken |= {path.stem.casefold() for path in self._files()}
        names = (wanted, *(f"{wanted}-{number}" for number in range(2, 10_000)))
        return next(name for name in names if name.casefold() not in taken)

    def _path(self, story_id: str) -> Path:
        """Return the file of an own story; an id must be a plain file name."""
        if not _ID.fullmatch(story_id):
            raise StoryError(ErrorCode.STORY_ID, id=story_id)
        if story_id.casefold() in {key.casefold() for key in self._shipped}:
            raise StoryError(ErrorCode.STORY_SHIPPED, id=story_id)
        return self.folder / f"{story_id}.yaml"

    def _draft_path(self, story_id: str) -> Path:
        path = self._path(story_id)
        return path.parent / "drafts" / path.name


def _slug(title: str) -> str:
    """Return an id made from the Latin letters and digits of a title."""
    words = re.sub(r"[^a-z0-9]+", "-", re.sub("['’]", "", title.casefold())).strip("-")
    return words[:_LONGEST_SLUG].strip("-") or "story"


def _named(path: Path) -> str:
    """Return the file as messages name it, without its folder."""
    return f"{path.parent.name}/{path.name}"


def _version_of(path: Path) -> str | None:
    """Return the version of a file's content, or None if there is no such file."""
    try:
        return sha256(path.read_bytes()).hexdigest()[:16]
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ExportError(ErrorCode.STORY_UNREADABLE, path=_named(path), cause=cause_of(error)) from error


def _changed_s(path: Path) -> float:
    """Return when a file was last written, or 0 if there is no such file."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


@contextmanager
def _worded_refusal(path: Path) -> Iterator[None]:
    """Turns the system's refusal to write into ours, which says what to do and not where the folder lies."""
    try:
        yield
    except (OSError, ExportError) as error:
        refused = error if isinstance(error, OSError) else error.__cause__
        cause = cause_of(refused) if isinstance(refused, OSError) else str(refused)
        raise ExportError(ErrorCode.STORIES_UNWRITABLE, path=_named(path), cause=cause) from error


def _refuse_what_no_story_needs(content: bytes, name: str) -> None:
    """Refuse excessive size, depth and aliases: a short file can expand to fill memory or take minutes to
    read.

    Raises
    ------
    DataError
        With the first that is found.
    """

    def refuse(code: FaultCode, **parameters: Value) -> DataError:
        return DataError([Fault(code, name, parameters=parameters, remedy=Remedy.UPLOAD_AGAIN)])

    if len(content) > MAX_UPLOAD_BYTES:
        raise refuse(FaultCode.UPLOAD_TOO_LARGE, bytes=len(content), most=MAX_UPLOAD_BYTES)
    depth = 0
    try:
        for event in yaml.parse(content):
            if isinstance(event, yaml.AliasEvent):
                raise refuse(FaultCode.UPLOAD_ALIAS, name=str(event.anchor))
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                raise refuse(FaultCode.UPLOAD_TOO_DEEP, depth=depth, most=_DEEPEST)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        raise refuse(FaultCode.NOT_PARSED, detail=" ".join(str(error).split())) from error
