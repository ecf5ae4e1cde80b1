"""What a visitor does is done to the end, however quickly they do the next thing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from streamlit.runtime.scriptrunner import RerunException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.runtime.state import SafeSessionState, SessionState

from dashboard import state
from dashboard.components.story_editor import Editor
from dashboard.link import current_view
from dashboard.map_events import take_view_from_map
from layers.model.dataset import Data
from layers.model.records import LocalText
from layers.model.view import View
from layers.stories.repository import StoryRepository


class Hurry:
    """Interrupts the run at its next yield point, as Streamlit does for whoever has done something else."""

    on = False

    def __call__(self) -> None:
        if self.on:
            raise RerunException(RerunData())


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hurry]:
    """The session of one visitor, who is not in a hurry yet."""
    hurry = Hurry()
    session = SafeSessionState(SessionState(), hurry)
    session[state.MAP_KEY] = {"view": sent(), "pick": "here"}
    session["field"] = "typed"
    monkeypatch.setattr("streamlit.runtime.state.session_state_proxy.get_session_state", lambda: session)
    monkeypatch.setattr(state, "get_session_state", lambda: session)
    monkeypatch.setattr("streamlit.query_params", Mock(items={}.items))
    yield hurry
    hurry.on = False


def sent() -> dict[str, object]:
    """What the map sends when a corridor was chosen on it."""
    view = View(selection="corridor:karakoram")
    return {
        "lens": view.lens, "actor": view.actor, "date": view.date, "off": [], "selection": view.selection,
        "aggregation": view.aggregation, "closed": [], "bounds": None, "language": "en", "theme": "light",
        "change": 1,
    }  # fmt: skip


def test_a_reading_or_writing_of_the_session_is_interrupted(hurry: Hurry) -> None:
    import streamlit as st  # noqa: PLC0415 - only here: the product leaves it to dashboard.state

    hurry.on = True
    with pytest.raises(RerunException):
        st.session_state.get("field")
    with pytest.raises(RerunException):
        st.session_state["field"] = "other"


def test_what_the_visitor_does_is_not_interrupted(hurry: Hurry, data: Data) -> None:
    current_view(data)
    hurry.on = True
    state.acted()
    take_view_from_map(data)
    state.order_table("routes", "km", "km")
    state.choose_scene("story", "scene")
    state.open_tab("room")
    state.visitor().briefing.notice = "kept"
    assert state.current_tab() == "room"
    assert state.visitor().newest_map_change == 1
    assert state.sent(state.MAP_KEY, "pick") == "here"
    assert state.entered("field") == "typed"
    assert state.table_order("routes", "km") == ("km", False)
    assert state.visitor().briefing.notice == "kept"
    state.request_map(View(lens="status"))
    assert state.pop_map_request()


def test_a_second_text_is_taken_before_the_field_is_drawn_again(
    hurry: Hurry, data: Data, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = StoryRepository(data.stories, tmp_path)
    story = repository.duplicate("sea-room", LocalText({"en": "Mine", "ru": "Моё"}))
    editor, scene = Editor(repository, story.id, "en"), story.scenes[0]
    editor.opened()
    hurry.on = True
    for text in ("First", "Second", "Third"):
        monkeypatch.setattr("dashboard.components.story_editor.entered", lambda _, text=text: text)
        editor.enter(scene.id, "title", "en", scene.title["en"], "field")
    assert state.visitor().briefing.notice == ""
    assert repository.stories()[story.id].story.scenes[0].title["en"] == "Third"
    editor.opened()
    assert state.visitor().briefing.notice == "", "an own change is not reported as someone else's"
