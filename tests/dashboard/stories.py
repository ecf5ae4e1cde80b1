"""The briefing page as a visitor uses it: its fields, buttons, list of scenes and messages."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest

from layers.model.story import Story
from layers.stories.repository import StoryRepository
from layers.text import translate
from tests.dashboard.html_tree import read
from tests.dashboard.pages import (
    blocks,
    pickable,
    sound,
)

SEEN = {"lens": "status", "date": "2025-09-01", "closed": "RU", "selection": "corridor:cku"}


def story_of(repository: StoryRepository, key: str = "mine") -> Story:
    """Return an own story as it now stands in its file."""
    return repository.stories()[key].story


def field(page: AppTest, name: str, language: str, interface: str = "en") -> Any:
    """Return the field for a text of the scene in a language."""
    label = translate(
        interface, "briefing.in_language", field=translate(interface, f"briefing.field.{name}"),
        tongue=translate(interface, f"briefing.language.{language}"),
    )  # fmt: skip
    found = [one for one in (*page.text_input, *page.text_area) if one.label == label]
    assert found, label
    return found[0]


def enter(page: AppTest, name: str, language: str, text: str) -> AppTest:
    """Enter a text and return the page."""
    field(page, name, language).set_value(text).run()
    return sound(page)


def press(page: AppTest, key: str) -> AppTest:
    """Click a button and return the page."""
    page.button(key=key).click().run()
    return sound(page)


def keys_of(page: AppTest) -> set[str]:
    """Return the keys of all buttons."""
    return {button.key for button in page.button}


def scenes_listed(page: AppTest) -> list[str]:
    """Return the ids of the scenes in the order of the list."""
    top = read(pickable(page, "scenes"))
    chosen = [button.attributes["data-pick"] for button in top.all("button", class_="scene")]
    return [pick_value.removeprefix("open/") for pick_value in chosen]


def boxes(page: AppTest) -> str:
    """Return the text of the message boxes."""
    return "\n".join(box.text for block in blocks(page) for box in read(block).all("div", class_="box"))
