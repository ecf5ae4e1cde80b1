"""A story on the big screen: its keys, its buttons, its map and its address."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from layers.model.dataset import Data
from layers.text import translate
from tests.browser.boxes import boxes
from tests.browser.mapped import MapPage
from tests.browser.presented import Stage

pytestmark = pytest.mark.browser


# --- keys -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["ArrowRight", "Space", "PageDown", "Enter"])
def test_forward(stage: Stage, key: str) -> None:
    stage.press(key)
    assert stage.scene() == "caspian"


@pytest.mark.parametrize("key", ["ArrowLeft", "PageUp", "Backspace"])
def test_back(stage: Stage, key: str) -> None:
    stage.press("End", key)
    assert stage.scene() == "caspian"


def test_first_and_last(stage: Stage) -> None:
    stage.press("End")
    assert stage.scene() == "shut"
    stage.press("ArrowRight")
    assert stage.scene() == "shut"
    stage.press("Home", "ArrowLeft")
    assert stage.scene() == "far"


def test_a_number_goes_there_with_enter_or_by_itself(stage: Stage) -> None:
    stage.press("3", "Enter")
    assert stage.scene() == "shut"
    stage.press("2")
    assert stage.scene() == "shut"  # another digit may follow
    expect(stage.page.locator(".sr-panel h1")).to_have_text("Across the Caspian")
    stage.press("9", "9", "Enter")
    assert stage.scene() == "caspian"
    expect(stage.page.locator(".sr-toast")).to_have_text(translate("en", "present.no_number", n=99, all=3))


@pytest.mark.parametrize("key", ["b", "."])
def test_black_and_back(stage: Stage, key: str) -> None:
    black = stage.page.locator(".sr-black")
    expect(black).to_be_hidden()
    stage.press(key)
    expect(black).to_be_visible()
    assert boxes(stage.page, ".sr-black")[0][1] == (0, 0, 1440, 900)
    top = stage.page.evaluate("document.elementFromPoint(200, 200).className")
    assert top == "sr-black"
    assert black.evaluate("(node) => getComputedStyle(node).backgroundColor") == "rgb(0, 0, 0)"
    stage.press(key)
    expect(black).to_be_hidden()
    stage.press(key, "ArrowRight")  # whoever goes on wants to be seen
    expect(black).to_be_hidden()
    assert stage.scene() == "caspian"


def test_letters_work_on_a_cyrillic_keyboard(stage: Stage) -> None:
    stage.page.evaluate(
        "document.dispatchEvent(new KeyboardEvent('keydown', { key: 'и', code: 'KeyB', bubbles: true }))"
    )
    expect(stage.page.locator(".sr-black")).to_be_visible()


def test_the_language_changes_every_word_and_not_the_scene(stage: Stage) -> None:
    stage.press("ArrowRight", "l")
    assert stage.told()["title"] == "Через Каспий"
    assert stage.hash() == "scene=caspian&language=ru&theme=light"
    expect(stage.page.locator(".sr-callout")).to_have_text("С 2024 года мелеет")
    expect(stage.page.locator("html")).to_have_attribute("lang", "ru")
    stage.press("l")
    assert stage.told()["title"] == "Across the Caspian"


def test_the_light_changes(stage: Stage) -> None:
    background = "getComputedStyle(document.querySelector('.sr-side').parentNode).backgroundColor"
    light = stage.page.evaluate(background)
    stage.press("t")
    assert stage.hash() == "scene=far&language=en&theme=dark"
    assert stage.view()["theme"] == "dark"
    assert stage.page.evaluate(background) != light
    stage.press("t")
    assert stage.page.evaluate(background) == light


def test_help_lists_the_keys_and_goes_away(stage: Stage) -> None:
    for opener in ("?", "h"):
        stage.press(opener)
        overlay = stage.page.locator("dialog.sr-help")
        expect(overlay).to_be_visible()
        expect(overlay).to_contain_text(translate("en", "present.speaker"))
        stage.press("Escape")
        expect(overlay).to_be_hidden()
    stage.press("?", "ArrowRight")
    assert stage.scene() == "caspian"
    expect(stage.page.locator("dialog.sr-help")).to_be_hidden()


def test_full_screen_comes_and_goes(stage: Stage) -> None:
    for key in ("f", "F5"):
        stage.press(key)
        stage.page.wait_for_function("() => document.fullscreenElement !== null")
        stage.press(key)
        stage.page.wait_for_function("() => document.fullscreenElement === null")
    assert stage.scene() == "far"  # F5 of a clicker loads nothing anew


def test_a_held_key_turns_one_scene(stage: Stage) -> None:
    stage.page.keyboard.down("ArrowRight")
    stage.page.keyboard.down("ArrowRight")
    stage.page.keyboard.up("ArrowRight")
    assert stage.scene() == "caspian"


# --- buttons, map, address -----------------------------------------------------------------------------


def test_buttons_are_there_for_the_mouse_and_for_tab(stage: Stage) -> None:
    bar = stage.page.locator(".sr-buttons")
    stage.page.mouse.move(300, 300)
    stage.page.mouse.move(320, 300)
    expect(bar).to_have_css("opacity", "1")
    names = bar.locator("button").evaluate_all("(nodes) => nodes.map((node) => node.ariaLabel)")
    words = ("previous", "next", "black", "full", "speaker", "language", "theme", "help")
    assert names == [translate("en", f"present.{word}") for word in words]
    bar.locator('[data-key="next"]').click()
    assert stage.scene() == "caspian"
    stage.press("Space")  # the button does not keep the keyboard after a mouse
    assert stage.scene() == "shut"
    stage.press("Tab")
    assert bar.evaluate("(node) => node.contains(document.activeElement)")
    bar.locator('[data-key="previous"]').focus()
    stage.press("Enter")  # once, not also as "next"
    assert stage.scene() == "caspian"


def test_a_click_on_the_map_opens_nothing(stage: Stage) -> None:
    before = stage.view()
    for x, y in ((760, 380), (900, 400), (1100, 480)):
        stage.page.mouse.click(x, y)
    stage.page.locator(".sr-icon").first.dispatch_event("click")
    assert stage.view() == before
    expect(stage.page.locator(".sr-card")).to_have_count(0)


def test_a_map_moved_by_hand_comes_back_with_the_scene(stage: Stage) -> None:
    map_page = MapPage(stage.page)
    at, address = map_page.centre(), stage.hash()
    stage.page.mouse.move(900, 400)
    stage.page.mouse.down()
    stage.page.mouse.move(1100, 500, steps=4)
    stage.page.mouse.up()
    stage.page.wait_for_timeout(500)
    assert map_page.centre() != at
    assert stage.hash() == address
    assert stage.view()["bounds"] is None
    stage.press("ArrowRight", "ArrowLeft")
    assert map_page.centre() == pytest.approx(at)


@pytest.mark.parametrize(("language", "theme"), [("en", "dark"), ("ru", "light")])
def test_an_address_opens_its_scene(page: Page, files: dict[str, Path], language: str, theme: str) -> None:
    address = f"scene=shut&language={language}&theme={theme}"
    shown = Stage(page).open(f"{files['plain'].as_uri()}#{address}")
    assert shown.scene() == "shut"
    assert shown.hash() == address
    assert {shown.view()["language"], shown.view()["theme"]} == {language, theme}
    page.reload()
    page.wait_for_selector(".sr-label", state="attached")
    assert shown.scene() == "shut"


def test_the_address_is_followed(stage: Stage) -> None:
    stage.page.evaluate("location.hash = 'scene=caspian&language=ru&theme=dark'")
    expect(stage.page.locator(".sr-panel h1")).to_have_text("Через Каспий")
    assert stage.view()["theme"] == "dark"


def test_an_unknown_scene_is_the_first_and_says_so(page: Page, files: dict[str, Path]) -> None:
    shown = Stage(page).open(f"{files['plain'].as_uri()}#scene=<b>none&language=xx&theme=mauve")
    assert shown.scene() == "far"
    assert shown.hash() == "scene=far&language=en&theme=light"
    expect(page.locator(".sr-toast")).to_have_text(translate("en", "present.unknown_scene", scene="<b>none"))


def test_the_map_shows_what_the_scene_is_about(stage: Stage, data: Data) -> None:
    shown = MapPage(stage.page)
    stage.press("End")
    west, south, east, north = shown.bounds()
    assert west <= 40 and south <= 20 and east >= 110 and north >= 58
    assert east - west < 1.5 * 70 or north - south < 1.5 * 38
    stage.press("ArrowLeft")
    west, south, east, north = shown.bounds()
    for route in data.corridors["middle-black-sea"].routes:
        for leg in route.legs:
            for lon, lat in data.legs[leg].coordinates:
                assert west <= lon <= east and south <= lat <= north


def test_whoever_wants_no_animation_gets_none(stage: Stage) -> None:
    shown = MapPage(stage.page)
    stage.press("ArrowRight")
    arrived = shown.centre()
    stage.page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    assert shown.centre() == arrived
    assert stage.ask("m.map._flyToFrame === undefined && !m.map._animatingZoom && !p.flying")


def test_everyone_else_flies(browser: Browser, files: dict[str, Path]) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="no-preference")
    shown = Stage(context.new_page()).open(files["plain"].as_uri(), (1280, 720))
    there = MapPage(shown.page).centre()
    shown.press("ArrowRight")
    assert shown.told()["title"] == "Across the Caspian"  # words at once
    assert shown.ask("p.flying")
    shown.page.wait_for_function("() => !Searoom.instances.map_searoom.presenter.flying")
    assert MapPage(shown.page).centre() != there
    expect(shown.page.locator(".sr-callout")).to_be_visible()
    shown.press("ArrowRight", "Home", "End", "ArrowLeft")  # faster than it flies
    shown.page.wait_for_function("() => !Searoom.instances.map_searoom.presenter.flying")
    still = shown.ask("p.bounds().toBBoxString()"), shown.scene()
    assert still[1] == "caspian"
    context.close()
