"""What a valid story is: scenes for a briefing.

A scene is text in every language and a view. Numbers are never written into the text: ``{names}`` in braces
are live figures (see :mod:`layers.analysis.live_figures`), computed when the scene is shown.
"""

from __future__ import annotations

from collections import Counter
from typing import Annotated
from urllib.parse import parse_qsl

from pydantic import AfterValidator, Field, model_validator

from layers.faults import FaultCode, Problem
from layers.model.records import Id, LocalText, Record
from layers.model.refusals import refusal, refusals
from layers.model.view import View

__all__ = ["MAX_SCENES", "MAX_TEXT", "MAX_TITLE", "BigFigure", "Callout", "Scene", "Story", "view_of_query"]

MAX_TITLE, MAX_TEXT, MAX_LABEL, MAX_CALLOUT, MAX_NOTES = 72, 300, 46, 60, 4000
"""Letters that fit where they are shown, at the size that the back row can read."""
MAX_SCENES = 60

_OF_THE_SCREEN = ("language", "theme")
"""Parts of a view that belong to whoever presents, not to the scene."""


def _at_most(most: int) -> AfterValidator:
    def check(value: LocalText) -> LocalText:
        for language, text in value.root.items():
            if len(text) > most:
                raise refusal(FaultCode.TEXT_TOO_LONG, language=language, count=len(text), most=most)
        return value

    return AfterValidator(check)


def view_of_query(query: str) -> tuple[View, tuple[Problem, ...]]:
    """Return the view that a scene's query string asks for, and a problem for each part that was ignored."""
    pairs = dict(parse_qsl(query, keep_blank_values=True))
    wrong = tuple(
        Problem(FaultCode.LINK_OF_THE_SCREEN, {"parameter": name}) for name in pairs if name in _OF_THE_SCREEN
    )
    view, ignored = View.from_query({k: v for k, v in pairs.items() if k not in _OF_THE_SCREEN})
    return view, (*wrong, *ignored)


def _check_view(query: str) -> str:
    wrong = view_of_query(query)[1]
    if wrong:
        raise refusals(*wrong)
    return query


class Callout(Record):
    """A short text with a line to a place on the map."""

    at: str = Field(min_length=1, description="id of a place of the data")
    text: Annotated[LocalText, _at_most(MAX_CALLOUT)]


class BigFigure(Record):
    """A number large enough for the back row, with a label."""

    value: str = Field(min_length=3, max_length=80, description="live figures in braces, e.g. {doors}")
    label: Annotated[LocalText, _at_most(MAX_LABEL)]


class Scene(Record):
    """Text, a view, and what to notice in it."""

    id: Id
    title: Annotated[LocalText, _at_most(MAX_TITLE)]
    text: Annotated[LocalText, _at_most(MAX_TEXT)]
    notes: Annotated[LocalText, _at_most(MAX_NOTES)] | None = None
    view: Annotated[str, AfterValidator(_check_view)] = Field(
        default="", description="query string of the view, without language and theme"
    )
    labels: tuple[str, ...] = Field(default=(), max_length=12, description="places named before all others")
    callouts: tuple[Callout, ...] = Field(default=(), max_length=4)
    figures: tuple[BigFigure, ...] = Field(default=(), max_length=4)
    sources: tuple[str, ...] = ()

    def view_in(self, language: str, theme: str = "light") -> View:
        """Return the view of the scene in a language and theme."""
        query = View.from_query(dict(parse_qsl(self.view, keep_blank_values=True)))[0].to_query()
        return View.from_query(query | {"language": language, "theme": theme})[0]


class Story(Record):
    """Scenes in order."""

    id: Id
    title: Annotated[LocalText, _at_most(MAX_TITLE)]
    lede: Annotated[LocalText, _at_most(MAX_TEXT)]
    scenes: tuple[Scene, ...] = Field(min_length=1, max_length=MAX_SCENES)

    @model_validator(mode="after")
    def _every_scene_once(self) -> Story:
        twice = tuple(key for key, times in Counter(scene.id for scene in self.scenes).items() if times > 1)
        if twice:
            raise refusal(FaultCode.SCENE_TWICE, ids=twice)
        return self
