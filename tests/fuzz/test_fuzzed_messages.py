"""Whatever a browser says, it is taken or refused."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dashboard.state as state
from dashboard.map_events import take_view_from_map
from dashboard.safety import is_from_page, is_plain_path
from dashboard.state import Visitor
from layers.model.dataset import Data
from layers.model.view import View
from layers.text import translate
from tests.fuzz.cases import VALUES, Counted, Tries, damaged, rearranged


def test_what_the_map_tells(
    data: Data, tries: Tries, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any visitor can say anything on the websocket in the map's name."""
    sound = View().__dict__ | {"off": ["a"], "closed": ["IR"], "bounds": [1, 2, 3, 4], "change": 3}

    @tries(250)
    @given(rearranged(sound) | VALUES)
    def attempt(told: Any) -> None:
        visitor = Visitor(view=View())
        session = {state.VISITOR_KEY: visitor, state.MAP_KEY: {"view": told}}
        fields = SimpleNamespace(to_dict=session.copy)
        monkeypatch.setattr(state, "st", SimpleNamespace(session_state=fields, query_params={}))
        monkeypatch.setattr(state, "get_session_state", lambda: fields)
        take_view_from_map(data)
        assert isinstance(visitor.view, View)
        assert View.from_query(visitor.view.to_query())[1] == ()
        counted()

    attempt()


def test_messages_and_paths(tries: Tries, counted: Counted) -> None:
    @tries(250)
    @given(st.binary(max_size=80), damaged(b"/searoom-map/0123456789abcdef/map.js"))
    def attempt(message: bytes, path: bytes) -> None:
        is_from_page(message)
        if is_plain_path(path):
            assert b".." not in path.split(b"/") and b"\x00" not in path and b"\\" not in path
        counted()

    attempt()


def test_words_with_braces_are_only_words(tries: Tries, counted: Counted) -> None:
    """What comes from outside is put into our sentences, never read as one of them."""

    @tries(35)
    @given(st.text(max_size=30) | st.sampled_from(["{parts}", "{0}", "{parts.__class__}", "}{", "%s"]))
    def attempt(text: str) -> None:
        for language in ("en", "ru"):
            assert text in translate(language, "page.bad_link", parts=text)
        counted()

    attempt()
