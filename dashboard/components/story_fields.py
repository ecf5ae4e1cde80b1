"""Input fields for the texts, figures, callouts and lists of a story and its scenes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.components.briefing import Fields, text_in
from dashboard.components.story_editor import Editor
from dashboard.components.wording import Words
from dashboard.state import entered, visitor
from layers.model.dataset import Data
from layers.model.vocabulary import LANGUAGES

MAX_ROWS = 4
"""Big figures and callouts that a scene has room for."""


def text_fields(editor: Editor, fields: Fields, scene: str, names: Sequence[str], words: Words) -> None:
    """Fields for texts, the languages side by side."""
    for column, language in zip(st.columns(len(LANGUAGES), gap="medium"), LANGUAGES, strict=True):
        with column:
            for name in names:
                _text_field(editor, fields, scene, name, language, words)


def _text_field(editor: Editor, fields: Fields, scene: str, name: str, language: str, words: Words) -> None:
    key = f"story-{editor.story}-{scene}-{name}-{language}-{visitor().briefing.generation}"
    shown = text_in(fields.get(name), language)
    field = "story_title" if name == "title" and not scene else name
    label = _in_language(words.t(f"briefing.field.{field}"), language, words)
    arguments = (scene, name, language, shown, key)
    if name == "title":
        st.text_input(label, shown, key=key, on_change=editor.enter, args=arguments)
    else:
        height = 190 if name == "notes" else 138
        st.text_area(label, shown, key=key, height=height, on_change=editor.enter, args=arguments)


def figure_fields(editor: Editor, scene: Fields, words: Words) -> None:
    """Big figures: a value and its label in every language; emptied rows are dropped."""

    def value(column: DeltaGenerator, on_change: Callable[[], None], shown: str, field: _Field) -> None:
        column.text_input(
            field.label, shown, key=field.key, on_change=on_change, placeholder="{doors}",
            label_visibility=field.seen,
        )  # fmt: skip

    _rows_of_fields(editor, scene, _Columns("figures", "value", "label", "label"), value, words)


def callout_fields(editor: Editor, data: Data, scene: Fields, words: Words) -> None:
    """Callouts: a place and a text in every language; emptied rows are dropped."""
    names = {"": words.t("briefing.nowhere")} | place_names(data, words)

    def place(column: DeltaGenerator, on_change: Callable[[], None], shown: str, field: _Field) -> None:
        column.selectbox(
            field.label, list(names), list(names).index(shown) if shown in names else 0, on_change=on_change,
            format_func=names.__getitem__, key=field.key, label_visibility=field.seen,
        )  # fmt: skip

    _rows_of_fields(editor, scene, _Columns("callouts", "at", "text", "callouts"), place, words)


@dataclass(frozen=True)
class _Columns:
    """A list of a scene: names of the list, of a row's first field and of its text, and the text's label."""

    rows: str
    first: str
    text: str
    text_label: str


@dataclass(frozen=True)
class _Field:
    """Label and key of one field."""

    label: str
    key: str
    seen: Literal["visible", "collapsed"]


_First = Callable[[DeltaGenerator, Callable[[], None], str, _Field], None]


def _rows_of_fields(editor: Editor, scene: Fields, columns: _Columns, first: _First, words: Words) -> None:
    """A row for each item and an empty one: what ``first`` draws, then a text in each language."""
    shown = list(scene.get(columns.rows) or ())
    key = f"{columns.rows}-{editor.story}-{scene['id']}-{visitor().briefing.generation}-{words.view.language}"

    def key_of(row: int, name: str) -> str:
        return f"{key}-{row}-{name}"

    def on_change() -> None:
        value = []
        for row in range(_rows(shown)):
            first_text = str(entered(key_of(row, columns.first)) or "")
            texts = {each: str(entered(key_of(row, each)) or "") for each in LANGUAGES}
            if first_text or any(texts.values()):
                value.append({columns.first: first_text, columns.text: texts})
        editor.replace(str(scene["id"]), columns.rows, shown, value, key)
        if len(value) < len(shown):
            visitor().briefing.generation += 1  # the rows below have moved up

    for row in range(_rows(shown)):
        item: Fields = shown[row] if row < len(shown) else {}
        # Only the first row shows its labels; those of the others are for screen readers.
        seen: Literal["visible", "collapsed"] = "collapsed" if row else "visible"
        beside = st.columns([2, *(3 for _ in LANGUAGES)], gap="small", vertical_alignment="bottom")
        label = _numbered(columns.first, row, words)
        field = _Field(label, key_of(row, columns.first), seen)
        first(beside[0], on_change, str(item.get(columns.first) or ""), field)
        for column, language in zip(beside[1:], LANGUAGES, strict=True):
            label = _in_language(_numbered(columns.text_label, row, words), language, words)
            text = text_in(item.get(columns.text), language)
            column.text_input(
                label, text, key=key_of(row, language), on_change=on_change, label_visibility=seen
            )


def list_fields(editor: Editor, data: Data, scene: Fields, words: Words) -> None:
    """Choices of the places that are labelled first, and of the sources."""
    choices = {
        "labels": place_names(data, words),
        "sources": {key: f"{one.publisher}: {one.title}" for key, one in data.bibliography.items()},
    }
    for name, names in choices.items():
        shown = list(scene.get(name) or ())
        key = f"{name}-{editor.story}-{scene['id']}-{visitor().briefing.generation}-{words.view.language}"
        st.multiselect(
            words.t(f"briefing.{name}"), list(names), [one for one in shown if one in names],
            format_func=names.__getitem__, placeholder=words.t(f"briefing.{name}_hint"), key=key,
            on_change=lambda name=name, shown=shown, key=key: editor.replace(
                str(scene["id"]), name, shown, entered(key) or (), key
            ),
        )  # fmt: skip


def place_names(data: Data, words: Words) -> dict[str, str]:
    """Name and kind of every place by its id, in alphabetical order."""
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
    """Label of a field in a row; the first row's labels head all rows and have no number."""
    field = words.t(f"briefing.field.{name}")
    return words.t("briefing.numbered", field=field, n=row + 1) if row else field


def _in_language(field: str, language: str, words: Words) -> str:
    return words.t("briefing.in_language", field=field, tongue=words.t(f"briefing.language.{language}"))
