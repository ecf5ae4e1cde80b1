"""Data full of markup are shown as text on every page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import loaders
from dashboard.components.wording import as_plain_markdown
from dashboard.hot_reload import DataReloader
from layers.model.dataset import Data
from layers.model.vocabulary import LANGUAGES
from layers.text import translate
from tests.dashboard.attacks import HOSTILE, OURS
from tests.dashboard.html_tree import read, tidy
from tests.dashboard.pages import (
    PAGES,
    blocks,
    opened,
    pick,
    pickable,
    sound,
    whole,
)


def spoiled(value: Any, text: str) -> Any:
    """A dumped record with every text for readers replaced by an attack; ids, dates and numbers stay."""
    if isinstance(value, (list, tuple)):
        return [spoiled(item, text) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == set(LANGUAGES) and all(isinstance(item, str) for item in value.values()):
        return dict.fromkeys(value, text)
    plain = ("title", "publisher", "source", "licence", "edition", "note")
    return {
        key: text if key in plain and isinstance(item, str) else spoiled(item, text)
        for key, item in value.items()
    }


def hostile_data(data: Data, text: str) -> Data:
    """The data with this text as every title, name, reason, definition and note."""

    def attack(record: Any) -> Any:
        return type(record).model_validate(spoiled(record.model_dump(by_alias=True), text))

    groups = (
        "hubs",
        "ports",
        "crossings",
        "chokepoints",
        "legs",
        "corridors",
        "actors",
        "indicators",
        "bibliography",
        "rubric",
        "assessments",
        "events",
        "projects",
        "series",
        "parameters",
        "claims",
        "shocks",
        "presets",
    )
    new = {name: {key: attack(one) for key, one in getattr(data, name).items()} for name in groups}
    return replace(data, **new, datasets=tuple(map(attack, data.datasets)))


@pytest.fixture(scope="module")
def hostile(data: Data, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The text that the app's data hold everywhere while the tests of this module run.

    It is all attacks in a row: the first of them that a page does not treat as text shows as an element or
    an attribute. The folder is empty, so that this edition has a version of its own and nothing that was
    made of the shipped data is forgotten.
    """
    text = " ".join(HOSTILE)
    attacked = hostile_data(data, text)
    reloader = DataReloader(tmp_path_factory.mktemp("hostile"), read=lambda _: attacked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loaders, "get_reloader", lambda: reloader)
        yield text


def assert_harmless(page: AppTest, text: str, shown: str | None = None) -> None:
    """The attack is there, as text, of the HTML or in ``shown``; no element or attribute is made of it."""
    top = whole(page)
    assert tidy(text) in (top.text if shown is None else shown)
    for node in top.walk():
        assert not node.tag or node.tag in OURS, node
        assert not any(name.startswith("on") for name in node.attributes), node
        assert not node.attributes.get("href", "").startswith("javascript:"), node
    sent_html = "".join(str(node.proto.body) for node in page.get("html"))
    sent_html += "".join(json.loads(n.proto.json).get("html", "") for n in page.get("bidi_component"))
    for raw in ("<img", "<script", "</script", "<svg", "<iframe"):
        assert raw not in sent_html


@pytest.mark.parametrize("name", PAGES)
def test_no_page_makes_anything_but_text_of_the_data(hostile: str, name: str) -> None:
    query = {"selection": "corridor:cku", "actor": "moscow", "since": "2021-01-01"}
    page = opened(name, **query)
    # Only the fields of this page hold words of the data.
    in_fields = tidy(" ".join(page.selectbox[0].options)) if name == "own-data" else None
    assert_harmless(page, hostile, in_fields)


@pytest.mark.parametrize(
    "selection",
    ["corridor:middle-black-sea", "leg:aktau-alat", "port:AEJEA", "chokepoint:C-HORMUZ", "hub:almaty", ""],
)
def test_the_panel_makes_nothing_but_text_of_the_data(hostile: str, selection: str) -> None:
    assert_harmless(opened(selection=selection, language="ru"), hostile)


CLOSED_AND_BUILT = {
    "date": "2025-09-01",
    "closed": "C-HORMUZ,GEPTI,RU,aktau-alat",
    "built": "trans-afghan-west:0.2",
    "origin": "almaty",
    "market": "INNSA",
    "weights": "security:3",
}


@pytest.mark.parametrize("name", ["what-if", "bargaining", "compare", "routes"])
def test_no_page_of_figures_makes_anything_but_text_of_the_data(hostile: str, name: str) -> None:
    page = opened(name, **CLOSED_AND_BUILT, language="ru")
    assert_harmless(page, hostile)
    for slider in page.slider:
        # Streamlit reads the labels of sliders as Markdown.
        rest = slider.label.replace(as_plain_markdown(hostile), "")
        assert not set(rest) & set("<>[]`"), slider.label


def test_the_sea_room_makes_nothing_but_text_of_the_data(hostile: str, data: Data) -> None:
    page = opened(**CLOSED_AND_BUILT)
    page.button_group[0].set_value("room").run()
    assert_harmless(sound(page), hostile)
    text = whole(page).text
    for key in ("what_if.closed", "what_if.built", "room.shut"):
        words = translate("en", key, closed="", built="").rstrip(".")
        assert tidy(hostile) in text.partition(words)[2][: 20 * len(hostile)], key
    assert text.count(tidy(hostile)) > len(data.shocks)


def test_presets_make_nothing_but_text_of_the_data(hostile: str, data: Data) -> None:
    page = opened("what-if")
    listing = read(pickable(page, "presets")).all("ul", class_="presets")[0]
    assert [button.text for button in listing.all("button")] == [tidy(hostile)] * len(data.presets)
    for preset in data.presets:
        assert_harmless(pick(page, preset, "presets"), hostile)


def test_what_is_searched_for_is_not_sent_back_as_html(hostile: str) -> None:
    page = opened("sources")
    page.text_input[0].set_value(hostile).run()
    for block in blocks(sound(page)):
        assert {node.tag for node in read(block).walk() if node.tag} <= OURS
