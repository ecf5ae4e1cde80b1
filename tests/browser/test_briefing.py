"""The briefing in the real browser: what is entered survives a reload, and files can be taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from layers.analysis.risk import RiskModel
from layers.model.dataset import Data
from layers.stories.rendering import read_story
from layers.text import translate
from tests.browser.axe import violations
from tests.browser.mapped import PHONE, MapPage
from tests.browser.paged import PACKED, expect_map, expect_page, go
from tests.browser.waiting import settle, wait_until

pytestmark = pytest.mark.browser

SLOW_MS = 20_000
"""A change is written, checked and shown: more than a click on a machine that does much else."""


@pytest.fixture
def stories(stories_folder: Path) -> Iterator[Path]:
    """The folder, empty before and after."""
    yield stories_folder
    for path in sorted(stories_folder.rglob("*.yaml")):
        path.unlink()


@pytest.fixture
def own(page: Page, server: str, stories: Path, data: Data) -> Page:
    """The page on a copy of the shipped story."""
    page.goto(f"{server}briefing")
    expect_page(page, "briefing")
    page.get_by_role("button", name=translate("en", "briefing.edit_copy"), exact=True).click()
    expect(page.locator(".st-key-scene-acts")).to_be_visible()
    expect(page).to_have_url(re.compile("story="))
    title = next(iter(copied(stories, data).values()))
    expect(page.get_by_role("textbox", name="Title, English", exact=True)).to_have_value(title)
    settle(page)
    return page


def enter(page: Page, label: str, text: str) -> None:
    """Type into a field and leave it."""
    field = page.get_by_role("textbox", name=label, exact=True)
    field.fill(text)
    field.press("Tab")


def open_scene(page: Page, scene: str, titles: dict[str, str]) -> None:
    """Go to a scene and wait for its fields: a new field is empty for a moment before it shows its text."""
    page.locator(f'[data-pick="open/{scene}"]').click()
    number = list(titles).index(scene) + 1
    expect(page.locator("h2").first).to_contain_text(str(number))
    expect(page.get_by_role("textbox", name="Title, English", exact=True)).to_have_value(titles[scene])
    settle(page)


def page_notices(page: Page) -> Locator:
    """What the page tells apart from its content."""
    return page.locator(".st-key-content .box")


def copied(stories: Path, data: Data) -> dict[str, str]:
    """Titles of the scenes of the one own story."""
    (path,) = stories.glob("*.yaml")
    return {scene.id: scene.title["en"] for scene in read_story(path, RiskModel(data)).scenes}


def test_what_is_entered_is_there_after_a_reload(own: Page, stories: Path, data: Data) -> None:
    titles = copied(stories, data)
    scenes = list(titles)
    open_scene(own, scenes[2], titles)
    enter(own, "Title, English", "Typed in a browser")
    expect(own.locator(".slide h3").first).to_have_text("Typed in a browser", timeout=SLOW_MS)
    expect(own.locator(".state")).to_contain_text(re.compile(r"\d\d:\d\d"))
    assert copied(stories, data)[scenes[2]] == "Typed in a browser"
    own.reload()
    expect_page(own, "briefing")
    expect(own.get_by_label("Title, English", exact=True)).to_have_value("Typed in a browser")
    expect(own.locator('.scenes [aria-pressed="true"]')).to_contain_text("Typed in a browser")


def test_what_is_too_long_is_there_after_a_reload_and_not_in_the_story(
    own: Page, stories: Path, data: Data
) -> None:
    before = copied(stories, data)
    enter(own, "Title, English", "x" * 90)
    box = own.locator(".box", has_text=translate("en", "briefing.draft"))
    expect(box).to_contain_text("90", timeout=SLOW_MS)
    assert copied(stories, data) == before
    own.reload()
    expect_page(own, "briefing")
    expect(own.get_by_label("Title, English", exact=True)).to_have_value("x" * 90)
    expect(box).to_be_visible()


def test_two_fields_filled_one_after_the_other_are_both_kept(own: Page, stories: Path) -> None:
    for name, text in (("Title, English", "Quick one"), ("Title, Russian", "Быстрая")):
        enter(own, name, text)
    expect(own.locator(".slide h3")).to_have_text(["Quick one", "Быстрая"], timeout=SLOW_MS)
    expect(page_notices(own)).to_have_count(0)
    (path,) = stories.glob("*.yaml")
    written = path.read_text(encoding="utf-8")
    assert "Quick one" in written
    assert "Быстрая" in written


def test_who_types_faster_than_the_server_answers_loses_nothing(own: Page, stories: Path) -> None:
    names = [f"{field}, {language}" for field in ("Title", "Text") for language in ("English", "Russian")]
    for attempt in range(4):
        for name in names:
            enter(own, name, f"{name}, {attempt}")
    last = [f"{name}, 3" for name in names]
    expect(own.locator(".slide h3, .slide p:first-of-type")).to_have_text(
        [last[0], last[2], last[1], last[3]], timeout=SLOW_MS
    )
    settle(own)
    expect(page_notices(own)).to_have_count(0)
    (path,) = stories.glob("*.yaml")
    written = path.read_text(encoding="utf-8")
    assert [text for text in last if text not in written] == []


def test_scenes_are_put_in_order_by_key(own: Page, stories: Path, data: Data) -> None:
    scenes = list(copied(stories, data))
    down = own.locator(f'[data-pick="down/{scenes[0]}"]')
    down.focus()
    for place in (1, 2):
        own.keyboard.press("Enter")
        expect(own.locator(".scenes li").nth(place).locator(".scene")).to_have_attribute(
            "data-pick", f"open/{scenes[0]}", timeout=SLOW_MS
        )
        wait_until(own, "(pick) => document.activeElement.dataset.pick === pick", f"down/{scenes[0]}")
    assert list(copied(stories, data)) == [scenes[1], scenes[2], scenes[0], *scenes[3:]]


def test_the_map_as_it_was_left_is_captured(own: Page, stories: Path, data: Data) -> None:
    titles = copied(stories, data)
    open_scene(own, list(titles)[1], titles)
    go(own, "map")
    shown = MapPage(own)
    expect_map(shown)
    shown.set_lens("risk:security")
    shown.set_date("2025-10-11")
    expect(own).to_have_url(re.compile("date=2025-10-11"))
    go(own, "briefing")
    expect_page(own, "briefing")
    expect(own.locator("h2").first).to_contain_text("2")
    own.get_by_role("button", name=translate("en", "briefing.capture")).click()
    expect(own.locator(".state")).to_contain_text(re.compile(r"\d\d:\d\d"), timeout=SLOW_MS)
    (path,) = stories.glob("*.yaml")
    view = read_story(path, RiskModel(data)).scenes[1].view_in("en")
    assert (view.lens, view.date) == ("risk:security", "2025-10-11")


# Slow: the server makes a whole deck; the dashboard tests download the rest.
@pytest.mark.slow
def test_a_story_is_taken_away_as_yaml_and_as_a_deck(own: Page, stories: Path, data: Data) -> None:
    taken = {}
    for kind in ("YAML", "PPTX"):
        own.get_by_role("button", name=kind, exact=True).click()
        with own.expect_download(timeout=120_000) as download:
            own.locator(".st-key-take [data-testid=stDownloadButton] button").filter(
                has_text=f".{kind.lower()}"
            ).click(timeout=120_000)
        taken[kind] = Path(download.value.path())
    (path,) = stories.glob("*.yaml")
    assert taken["YAML"].read_text(encoding="utf-8") == path.read_text(encoding="utf-8")
    assert taken["PPTX"].read_bytes().startswith(b"PK")


def test_a_story_of_ones_own_is_presented_in_a_new_tab(own: Page, data: Data) -> None:
    enter(own, "Title, English", "Mine alone")
    expect(own.locator(".slide h3").first).to_have_text("Mine alone", timeout=SLOW_MS)
    with own.context.expect_page() as opened:
        own.get_by_role("link", name=translate("en", "briefing.present")).click()
    expect(opened.value.locator("body")).to_contain_text("Mine alone")
    assert re.search(r"/present/[a-z-]+-copy", opened.value.url)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_editor_can_be_used_by_everyone(own: Page, theme: str) -> None:
    if theme == "dark":
        own.get_by_role("radio", name=translate("en", "map.theme_dark")).click()
        expect(own.locator("#sr-theme")).to_have_attribute("data-theme", theme)
    enter(own, "Title, English", "x" * 90)
    expect(own.locator(".box")).to_contain_text("90", timeout=SLOW_MS)
    settle(own)
    own.locator(".st-key-content summary").evaluate_all("(nodes) => nodes.forEach((node) => node.click())")
    assert violations(own) == []
    own.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    own.get_by_role("radio", name="RU", exact=True).first.click()
    expect_page(own, "briefing", "ru")
    assert violations(own) == []
    assert own.evaluate(PACKED) == []
