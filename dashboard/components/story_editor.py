"""Changes of a story and its scenes, each saved at once.

A change is made to the story as it is in the repository at that moment, one field at a time, so that two
windows can edit one story. Only if both change the same field does the later change lose; the visitor is then
shown the text that was not kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from dashboard.components.briefing import Fields, text_in
from dashboard.state import acted, choose_scene, entered, visitor
from layers.errors import SearoomError
from layers.faults import ErrorCode
from layers.model.vocabulary import LANGUAGES
from layers.stories.repository import StoryChangedError, StoryRepository, Working
from layers.text import translate


@dataclass(frozen=True)
class Editor:
    """Changes one story in the repository, and keeps the outcome in the briefing session."""

    repository: StoryRepository
    story: str
    language: str

    def opened(self) -> Working:
        """The current story; its fields are filled anew if someone else has changed it."""
        found, session = self.repository.working(self.story), visitor().briefing
        if (session.story, session.version) != (self.story, found.version):
            if session.story == self.story and not session.notice:
                session.notice = translate(self.language, "briefing.renewed")
            session.story, session.version = self.story, found.version
            session.generation += 1
        return found

    def change(self, make: Callable[[dict[str, Any]], None], lost_text: str = "") -> bool:
        """Change the story's fields and keep the outcome; return whether the change was kept."""
        acted()
        session = visitor().briefing
        try:
            before, kept = self.repository.change(self.story, make)
        except StoryChangedError:
            session.notice, session.lost_text = translate(self.language, "briefing.changed"), lost_text
            return False
        except SearoomError as error:
            session.notice, session.lost_text = error.in_language(self.language), lost_text
            return False
        if before.version == session.version:
            session.version = kept.version
        session.saved_at = "" if kept.faults else _now().strftime("%H:%M")
        return True

    def change_scene(self, scene: str, make: Callable[[dict[str, Any]], None], lost_text: str = "") -> bool:
        """Change the fields of one scene."""

        def in_story(fields: dict[str, Any]) -> None:
            make(fields["scenes"][_index(fields, scene)])

        return self.change(in_story, lost_text)

    def enter(self, scene: str, name: str, language: str, shown: str, key: str) -> None:
        """Callback: a text was entered in a field that had shown ``shown`` when it was last drawn.

        A quick visitor enters a second text before the field is drawn again: their own first text is no
        conflict.
        """
        value, session = str(entered(key) or ""), visitor().briefing

        def make(fields: dict[str, Any]) -> None:
            if text_in(fields.get(name), language) not in (shown, value, session.written.get(key)):
                raise StoryChangedError(ErrorCode.STORY_CHANGED, path=name)
            texts = {each: text_in(fields.get(name), each) for each in LANGUAGES} | {language: value}
            if name == "notes" and not any(texts.values()):
                fields.pop(name, None)
            else:
                fields[name] = texts

        if self._change_at(scene, make, value):
            session.written[key] = value

    def replace(self, scene: str, name: str, shown: Sequence[Any], value: Sequence[Any], key: str) -> None:
        """Change a list of a scene whose field had shown ``shown`` when it was last drawn."""
        session = visitor().briefing

        def make(fields: dict[str, Any]) -> None:
            if list(fields.get(name) or ()) not in (list(shown), list(value), session.written.get(key)):
                raise StoryChangedError(ErrorCode.STORY_CHANGED, path=name)
            if value:
                fields[name] = list(value)
            else:
                fields.pop(name, None)

        if self._change_at(scene, make, " / ".join(map(str, value))):
            session.written[key] = list(value)

    def _change_at(self, scene: str, make: Callable[[dict[str, Any]], None], lost_text: str) -> bool:
        return self.change_scene(scene, make, lost_text) if scene else self.change(make, lost_text)

    # --- scenes --------------------------------------------------------------------------------------

    def move(self, scene: str, by: int) -> None:
        """Callback: move a scene by so many places."""

        def make(fields: dict[str, Any]) -> None:
            at = _index(fields, scene)
            to = min(max(at + by, 0), len(fields["scenes"]) - 1)
            fields["scenes"].insert(to, fields["scenes"].pop(at))

        self.change(make)

    def add(self, scene: Mapping[str, Any], after: str) -> None:
        """Callback: insert a new scene after another, and select it."""
        new: dict[str, Any] = {}

        def make(fields: dict[str, Any]) -> None:
            new.update(deepcopy(dict(scene)), id=_fresh(fields, str(scene["id"])))
            fields["scenes"].insert(_index(fields, after) + 1, new)

        if self.change(make):
            choose_scene(self.story, str(new["id"]))

    def copy(self, scene: str) -> None:
        """Callback: insert a copy of a scene after it, and select it."""
        fields = self.repository.working(self.story).fields
        self.add(fields["scenes"][_index(fields, scene)], scene)

    def remove(self, scene: str) -> None:
        """Callback: remove a scene; the session keeps it, so that it can be restored."""
        taken: list[tuple[int, dict[str, Any]]] = []

        def make(fields: dict[str, Any]) -> None:
            at = _index(fields, scene)
            taken.append((at, fields["scenes"].pop(at)))
            beside = fields["scenes"][min(at, len(fields["scenes"]) - 1)]
            choose_scene(self.story, str(beside["id"]))

        if self.change(make):
            visitor().briefing.removed = (self.story, *taken[0])

    def put_back(self) -> None:
        """Callback: restore the scene that was removed last."""
        removed = visitor().briefing.removed
        if removed is None:
            return
        _, at, scene = removed

        def make(fields: dict[str, Any]) -> None:
            fields["scenes"].insert(at, scene | {"id": _fresh(fields, str(scene["id"]))})

        if self.change(make):
            visitor().briefing.removed = None
            choose_scene(self.story, str(scene["id"]))

    def capture(self, scene: str, query: str) -> None:
        """Callback: make this query the view of a scene."""

        def make(fields: dict[str, Any]) -> None:
            if query:
                fields["view"] = query
            else:
                fields.pop("view", None)

        self.change_scene(scene, make)


def _index(fields: Fields, scene: str) -> int:
    """Index of a scene."""
    for at, each in enumerate(fields["scenes"]):
        if each.get("id") == scene:
            return at
    raise StoryChangedError(ErrorCode.STORY_CHANGED, path=scene)


def _fresh(fields: Fields, wanted: str) -> str:
    """An id that no scene of the story has: ``wanted``, numbered if need be."""
    taken = {each.get("id") for each in fields["scenes"]}
    stem = wanted.rstrip("0123456789").rstrip("-") or "scene"
    names = (wanted, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _now() -> dt.datetime:
    """The time in the visitor's time zone, if the browser has sent it."""
    zone = st.context.timezone
    return dt.datetime.now(ZoneInfo(zone) if zone else None)
