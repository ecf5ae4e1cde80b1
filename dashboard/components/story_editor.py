"""The fields of a story and of one of its scenes; every change is kept on the shelf at once.

A change is made to the story as it is on the shelf at that moment, one field at a time, so that two
windows can write on one story. Only if both change the same field does the later one lose, and is shown
what it had entered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Literal
from zoneinfo import ZoneInfo

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.components.briefing import Fields, text_in
from dashboard.components.wording import Words
from dashboard.state import acted, choose_scene, desk, entered
from layers.errors import SearoomError
from layers.model.dataset import Data
from layers.model.vocabulary import LANGUAGES
from layers.stories.repository import StoryChangedError, StoryShelf, Working
from layers.text import translate
from layers.text.messages import tell

MAX_ROWS = 4
"""Big figures and callouts that a scene has room for."""


@dataclass(frozen=True)
class Editor:
    """Changes one story on the shelf, and tells the desk what came of it."""

    shelf: StoryShelf
    story: str
    language: str

    def opened(self) -> Working:
        """The story as it is now; its fields are filled anew if someone else has changed it."""
        found, told = self.shelf.working(self.story), desk()
        if (told.story, told.version) != (self.story, found.version):
            if told.story == self.story and not told.notice:
                told.notice = translate(self.language, "briefing.renewed")
            told.story, told.version = self.story, found.version
            told.generation += 1
        return found

    def change(self, make: Callable[[dict[str, Any]], None], lost_text: str = "") -> bool:
        """Change the story's fields and keep what came of it; whether that was possible."""
        acted()
        told = desk()
        try:
            before, kept = self.shelf.change(self.story, make)
        except StoryChangedError:
            told.notice, told.lost_text = translate(self.language, "briefing.changed"), lost_text
            return False
        except SearoomError as error:
            told.notice, told.lost_text = tell(self.language, error), lost_text
            return False
        if before.version == told.version:
            told.version = kept.version
        told.saved_at = "" if kept.faults else _now().strftime("%H:%M")
        return True

    def change_scene(self, scene: str, make: Callable[[dict[str, Any]], None], lost_text: str = "") -> bool:
        """Change the fields of one scene."""

        def in_story(fields: dict[str, Any]) -> None:
            make(fields["scenes"][_index(fields, scene)])

        return self.change(in_story, lost_text)

    def enter(self, scene: str, name: str, language: str, shown: str, key: str) -> None:
        """Callback: a text was entered in a field that had shown ``shown`` when it was last drawn.

        Whoever is quick enters a second one before the field is drawn again: what was entered first is then
        theirs too.
        """
        value, told = str(entered(key) or ""), desk()

        def make(fields: dict[str, Any]) -> None:
            if text_in(fields.get(name), language) not in (shown, value, told.written.get(key)):
                raise StoryChangedError(name)
            texts = {each: text_in(fields.get(name), each) for each in LANGUAGES} | {language: value}
            if name == "notes" and not any(texts.values()):
                fields.pop(name, None)
            else:
                fields[name] = texts

        if self._change_at(scene, make, value):
            told.written[key] = value

    def replace(self, scene: str, name: str, shown: Sequence[Any], value: Sequence[Any], key: str) -> None:
        """Change a list of a scene whose field had shown ``shown`` when it was last drawn."""
        told = desk()

        def make(fields: dict[str, Any]) -> None:
            if list(fields.get(name) or ()) not in (list(shown), list(value), told.written.get(key)):
                raise StoryChangedError(name)
            if value:
                fields[name] = list(value)
            else:
                fields.pop(name, None)

        if self._change_at(scene, make, " / ".join(map(str, value))):
            told.written[key] = list(value)

    def _change_at(self, scene: str, make: Callable[[dict[str, Any]], None], lost_text: str) -> bool:
        return self.change_scene(scene, make, lost_text) if scene else self.change(make, lost_text)

    # --- scenes --------------------------------------------------------------------------------------

    def move(self, scene: str, by: int) -> None:
        """Callback: put a scene earlier or later."""

        def make(fields: dict[str, Any]) -> None:
            at = _index(fields, scene)
            to = min(max(at + by, 0), len(fields["scenes"]) - 1)
            fields["scenes"].insert(to, fields["scenes"].pop(at))

        self.change(make)

    def add(self, scene: Mapping[str, Any], after: str) -> None:
        """Callback: put a new scene behind another, and go there."""
        new: dict[str, Any] = {}

        def make(fields: dict[str, Any]) -> None:
            new.update(deepcopy(dict(scene)), id=_fresh(fields, str(scene["id"])))
            fields["scenes"].insert(_index(fields, after) + 1, new)

        if self.change(make):
            choose_scene(self.story, str(new["id"]))

    def copy(self, scene: str) -> None:
        """Callback: put a copy of a scene behind it, and go there."""
        fields = self.shelf.working(self.story).fields
        self.add(fields["scenes"][_index(fields, scene)], scene)

    def remove(self, scene: str) -> None:
        """Callback: take a scene out; the desk keeps it, so that it can be put back."""
        taken: list[tuple[int, dict[str, Any]]] = []

        def make(fields: dict[str, Any]) -> None:
            at = _index(fields, scene)
            taken.append((at, fields["scenes"].pop(at)))
            beside = fields["scenes"][min(at, len(fields["scenes"]) - 1)]
            choose_scene(self.story, str(beside["id"]))

        if self.change(make):
            desk().removed = (self.story, *taken[0])

    def put_back(self) -> None:
        """Callback: the scene that was removed last, where it was."""
        removed = desk().removed
        if removed is None:
            return
        _, at, scene = removed

        def make(fields: dict[str, Any]) -> None:
            fields["scenes"].insert(at, scene | {"id": _fresh(fields, str(scene["id"]))})

        if self.change(make):
            desk().removed = None
            choose_scene(self.story, str(scene["id"]))

    def capture(self, scene: str, query: str) -> None:
        """Callback: make this the view of a scene."""

        def make(fields: dict[str, Any]) -> None:
            if query:
                fields["view"] = query
            else:
                fields.pop("view", None)

        self.change_scene(scene, make)


def _index(fields: Fields, scene: str) -> int:
    """Where a scene stands."""
    for at, each in enumerate(fields["scenes"]):
        if each.get("id") == scene:
            return at
    raise StoryChangedError(scene)


def _fresh(fields: Fields, wanted: str) -> str:
    """``wanted``, or with a number: an id that no scene of the story has."""
    taken = {each.get("id") for each in fields["scenes"]}
    stem = wanted.rstrip("0123456789").rstrip("-") or "scene"
    names = (wanted, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _now() -> dt.datetime:
    """The time where the visitor is, as far as their browser tells."""
    zone = st.context.timezone
    return dt.datetime.now(ZoneInfo(zone) if zone else None)


# --- fields ------------------------------------------------------------------------------------------------


def text_fields(editor: Editor, fields: Fields, scene: str, names: Sequence[str], words: Words) -> None:
    """Fields for texts, one language beside the other."""
    for column, language in zip(st.columns(len(LANGUAGES), gap="medium"), LANGUAGES, strict=True):
        with column:
            for name in names:
                _text_field(editor, fields, scene, name, language, words)


def _text_field(editor: Editor, fields: Fields, scene: str, name: str, language: str, words: Words) -> None:
    key = f"story-{editor.story}-{scene}-{name}-{language}-{desk().generation}"
    shown = text_in(fields.get(name), language)
    field = "story_title" if name == "title" and not scene else name
    label = _in_language(words.t(f"briefing.field.{field}"), language, words)
    told = (scene, name, language, shown, key)
    if name == "title":
        st.text_input(label, shown, key=key, on_change=editor.enter, args=told)
    else:
        height = 190 if name == "notes" else 138
        st.text_area(label, shown, key=key, height=height, on_change=editor.enter, args=told)


def figure_fields(editor: Editor, scene: Fields, words: Words) -> None:
    """Big figures: a value and what it is in every language; a row that is emptied goes."""

    def value(column: DeltaGenerator, told: Callable[[], None], shown: str, field: _Field) -> None:
        column.text_input(
            field.label, shown, key=field.key, on_change=told, placeholder="{doors}",
            label_visibility=field.seen,
        )  # fmt: skip

    _rows_of_fields(editor, scene, _Columns("figures", "value", "label", "label"), value, words)


def callout_fields(editor: Editor, data: Data, scene: Fields, words: Words) -> None:
    """Callouts: a place and a few words in every language; a row without a place goes."""
    names = {"": words.t("briefing.nowhere")} | place_names(data, words)

    def place(column: DeltaGenerator, told: Callable[[], None], shown: str, field: _Field) -> None:
        column.selectbox(
            field.label, list(names), list(names).index(shown) if shown in names else 0, on_change=told,
            format_func=names.__getitem__, key=field.key, label_visibility=field.seen,
        )  # fmt: skip

    _rows_of_fields(editor, scene, _Columns("callouts", "at", "text", "callouts"), place, words)


@dataclass(frozen=True)
class _Columns:
    """A list of a scene: its name, that of a row's first field and of its text, and what that is called."""

    rows: str
    first: str
    text: str
    text_label: str


@dataclass(frozen=True)
class _Field:
    """How one field is known to the visitor and to the session."""

    label: str
    key: str
    seen: Literal["visible", "collapsed"]


_First = Callable[[DeltaGenerator, Callable[[], None], str, _Field], None]


def _rows_of_fields(editor: Editor, scene: Fields, columns: _Columns, first: _First, words: Words) -> None:
    """A row for each thing in the list and an empty one: what ``first`` draws, then a text a language."""
    shown = list(scene.get(columns.rows) or ())
    key = f"{columns.rows}-{editor.story}-{scene['id']}-{desk().generation}-{words.view.language}"

    def key_of(row: int, name: str) -> str:
        return f"{key}-{row}-{name}"

    def told() -> None:
        value = []
        for row in range(_rows(shown)):
            first_text = str(entered(key_of(row, columns.first)) or "")
            texts = {each: str(entered(key_of(row, each)) or "") for each in LANGUAGES}
            if first_text or any(texts.values()):
                value.append({columns.first: first_text, columns.text: texts})
        editor.replace(str(scene["id"]), columns.rows, shown, value, key)
        if len(value) < len(shown):
            desk().generation += 1  # the rows below have moved up

    for row in range(_rows(shown)):
        item: Fields = shown[row] if row < len(shown) else {}
        # Only the first row shows its labels; those of the others are there for whoever hears them.
        seen: Literal["visible", "collapsed"] = "collapsed" if row else "visible"
        beside = st.columns([2, *(3 for _ in LANGUAGES)], gap="small", vertical_alignment="bottom")
        label = _numbered(columns.first, row, words)
        field = _Field(label, key_of(row, columns.first), seen)
        first(beside[0], told, str(item.get(columns.first) or ""), field)
        for column, language in zip(beside[1:], LANGUAGES, strict=True):
            label = _in_language(_numbered(columns.text_label, row, words), language, words)
            text = text_in(item.get(columns.text), language)
            column.text_input(label, text, key=key_of(row, language), on_change=told, label_visibility=seen)


def list_fields(editor: Editor, data: Data, scene: Fields, words: Words) -> None:
    """The places that are named first, and the sources."""
    choices = {
        "labels": place_names(data, words),
        "sources": {key: f"{one.publisher}: {one.title}" for key, one in data.bibliography.items()},
    }
    for name, names in choices.items():
        shown = list(scene.get(name) or ())
        key = f"{name}-{editor.story}-{scene['id']}-{desk().generation}-{words.view.language}"
        st.multiselect(
            words.t(f"briefing.{name}"), list(names), [one for one in shown if one in names],
            format_func=names.__getitem__, placeholder=words.t(f"briefing.{name}_hint"), key=key,
            on_change=lambda name=name, shown=shown, key=key: editor.replace(
                str(scene["id"]), name, shown, entered(key) or (), key
            ),
        )  # fmt: skip


def place_names(data: Data, words: Words) -> dict[str, str]:
    """Name of every place, with what it is, in alphabetical order."""
    names = {
        key: f"{place.name[words.view.language]} ({words.t(f'map.kind.{kind}').lower()})"
        for kind, places in (
            ("port", data.ports), ("hub", data.hubs), ("crossing", data.crossings),
            ("chokepoint", data.chokepoints),
        )
        for key, place in places.items()
    }  # fmt: skip
    return dict(sorted(names.items(), key=lambda item: item[1]))


def _rows(shown: Sequence[Any]) -> int:
    return min(len(shown) + 1, MAX_ROWS)


def _numbered(name: str, row: int, words: Words) -> str:
    """What a field of a row is called; the first row's stand above all rows and need no number."""
    field = words.t(f"briefing.field.{name}")
    return words.t("briefing.numbered", field=field, n=row + 1) if row else field


def _in_language(field: str, language: str, words: Words) -> str:
    return words.t("briefing.in_language", field=field, tongue=words.t(f"briefing.language.{language}"))
