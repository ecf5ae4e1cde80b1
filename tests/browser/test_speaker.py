"""The window of the speaker: notes, the next scene, the time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from layers.model.dataset import Data
from layers.stories.rendering import SceneRenderer
from layers.text import translate
from tests.browser.presented import SHIPPED, Stage
from tests.browser.waiting import wait_for

pytestmark = pytest.mark.browser


# --- speaker ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("served", [False, True], ids=["file", "server"])
def test_the_speaker_has_notes_and_the_next_scene(
    context: BrowserContext, page: Page, files: dict[str, Path], server: str, data: Data,
    renderer: SceneRenderer, served: bool,
) -> None:  # fmt: skip
    story_id = SHIPPED[0]
    url = f"{server}present/{story_id}" if served else files[story_id].as_uri()
    shown, scenes = Stage(page).open(url), renderer.story(data.stories[story_id], "en")
    with context.expect_page() as opening:
        shown.press("s")
    speaker = opening.value
    expect(speaker.locator(".sr-count")).to_have_text(f"1 / {len(scenes)}")
    expect(speaker.locator("h1")).to_have_text(scenes[0].title)
    assert " ".join(speaker.locator(".sr-notes p").all_text_contents()).split() == scenes[0].notes.split()
    expect(speaker.locator("h3")).to_have_text(scenes[1].title)
    expect(speaker.locator("aside p")).to_have_text(scenes[1].text)
    expect(speaker.locator("time").first).to_have_text(re.compile(r"^\d\d:\d\d$"))
    speaker.keyboard.press("ArrowRight")
    assert shown.scene() == scenes[1].id
    expect(speaker.locator("h1")).to_have_text(scenes[1].title)
    speaker.keyboard.press("b")
    expect(page.locator(".sr-black")).to_be_visible()
    expect(speaker.locator(".sr-dark")).to_have_text(translate("en", "present.is_black"))
    speaker.keyboard.press("b")
    shown.press("End")
    expect(speaker.locator("h3")).to_have_text(translate("en", "present.last"))
    speaker.close()
    shown.press("Home")
    assert shown.scene() == scenes[0].id  # harmless
    wait_for(page, lambda: shown.ask("p.speaker.window.closed"))  # the presenter learns of it a little later
    with context.expect_page() as again:
        shown.press("s")
    expect(again.value.locator("h1")).to_have_text(scenes[0].title)
    page.close()
    expect(again.value.locator(".sr-dark")).to_have_text(translate("en", "present.gone"))


def test_the_time_starts_again(context: BrowserContext, page: Page, files: dict[str, Path]) -> None:
    shown = Stage(page).open(files["plain"].as_uri())
    shown.ask("p.speaker.since = Date.now() - 3725000")
    with context.expect_page() as opening:
        shown.press("s")
    elapsed = opening.value.locator(".sr-elapsed")
    expect(elapsed).to_contain_text("1:02:0")
    opening.value.get_by_role("button").click()
    expect(elapsed).to_contain_text("00:0")


def test_a_blocked_window_is_told(stage: Stage) -> None:
    stage.page.evaluate("window.was = window.open; window.open = () => null")
    stage.press("s")
    expect(stage.page.locator(".sr-toast")).to_have_text(translate("en", "present.blocked"))
    stage.page.evaluate("window.open = window.was")
