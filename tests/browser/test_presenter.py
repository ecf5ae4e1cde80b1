"""A story on the big screen: from a file and from the server, by keyboard, in both languages."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from layers.analysis.risk import RiskModel
from layers.export.html import write_story_html
from layers.map.build import POLICY
from layers.model.dataset import Data
from layers.model.vocabulary import LANGUAGES
from layers.stories.rendering import SceneRenderer, ShownScene
from layers.text import translate
from tests.browser.axe import source, violations
from tests.browser.boxes import boxes, overlap
from tests.browser.mapped import MapPage, legs_to_show
from tests.browser.presented import SIZES, Stage, hostile_story, plain_story
from tests.browser.serving import Server
from tests.browser.watching import Watch, expect_no_faults, new_visitor

pytestmark = pytest.mark.browser

SHIPPED = ("sea-room",)
FITS = """(selector) => [...document.querySelectorAll(selector)].filter((node) => node.textContent.trim()
  && (node.scrollHeight > node.clientHeight || node.scrollWidth > node.clientWidth))
  .map((node) => node.className)"""
RESIZED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 200)))"
"""Long enough for the presenter to have laid itself out anew."""
BOXED = ".sr-panel, .sr-key-row, .sr-small-print, .sr-callout"


@pytest.fixture(scope="session")
def renderer(data: Data) -> SceneRenderer:
    """Shows scenes of the shipped data."""
    return SceneRenderer(RiskModel(data))


@pytest.fixture(scope="session")
def files(renderer: SceneRenderer, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A file of every shipped story, of a plain one and of a hostile one."""
    folder = tmp_path_factory.mktemp("stories")
    stories = [*renderer.data.stories.values(), plain_story(), hostile_story()]
    return {story.id: write_story_html(renderer, story, folder / f"{story.id}.html") for story in stories}


@pytest.fixture(scope="module")
def plain(browser: Browser, files: dict[str, Path]) -> Iterator[tuple[Stage, Watch]]:
    """The plain story, opened once, offline."""
    watch = Watch()
    context = new_visitor(browser, watch)
    context.set_offline(True)
    yield Stage(context.new_page()).open(files["plain"].as_uri()), watch
    context.close()


@pytest.fixture
def stage(plain: tuple[Stage, Watch]) -> Iterator[Stage]:
    """The plain story at its first scene, in English, in the light."""
    shown, watch = plain
    shown.page.set_viewport_size({"width": 1440, "height": 900})
    shown.page.evaluate("location.hash = 'scene=far&language=en&theme=light'")
    shown.page.wait_for_function("() => location.hash === '#scene=far&language=en&theme=light'")
    shown.press("Escape")
    yield shown
    expect_no_faults(watch)


# --- every scene of every story ---------------------------------------------------------------------


def test_every_shipped_story_is_walked_through(data: Data) -> None:
    assert set(data.stories) == set(SHIPPED)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("story_id", SHIPPED)
def test_the_file_shows_every_scene(
    context: BrowserContext,
    page: Page,
    files: dict[str, Path],
    renderer: SceneRenderer,
    story_id: str,
    language: str,
) -> None:
    context.set_offline(True)
    walk(page, f"{files[story_id].as_uri()}#language={language}", renderer, story_id, language, "light")


# Slow, and the same bytes as the file above, as a test below says; the speaker's test opens it served.
@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("story_id", SHIPPED)
def test_the_served_page_shows_every_scene(
    page: Page, server: str, renderer: SceneRenderer, story_id: str, language: str
) -> None:
    address = f"{server}present/{story_id}#language={language}&theme=dark"
    walk(page, address, renderer, story_id, language, "dark")


def walk(page: Page, url: str, renderer: SceneRenderer, story_id: str, language: str, theme: str) -> None:
    """Through the story with the key that a clicker sends; every scene is what the story says it is."""
    shown, story = Stage(page).open(url), renderer.data.stories[story_id]
    scenes = renderer.story(story, language, "dark" if theme == "dark" else "light")
    for scene in scenes:
        expect_scene(shown, renderer.data, scene, len(scenes), theme)
        shown.press("PageDown")
    assert shown.scene() == scenes[-1].id  # there is no further
    for scene in reversed(scenes[:-1]):
        shown.press("PageUp")
        assert shown.told()["title"] == scene.title
    assert shown.hash() == f"scene={scenes[0].id}&language={language}&theme={theme}"


def expect_scene(shown: Stage, data: Data, scene: ShownScene, all_scenes: int, theme: str) -> None:
    """What stands on the screen is the scene."""
    told = shown.told()
    assert (told["title"], told["text"]) == (scene.title, scene.text)
    assert told["figures"] == [[figure.value, figure.label] for figure in scene.figures]
    assert told["counter"] == f"{scene.number} / {all_scenes}"
    assert told["said"] == f"{scene.number} / {all_scenes}. {scene.title}"
    assert told["known"].startswith(scene.known)
    wanted = asdict(scene.view) | {"off": sorted(scene.view.off), "closed": sorted(scene.view.closed)}
    assert as_json(shown.view()) == as_json(wanted), scene.id
    assert shown.ask("m.state.highlights") == scene.highlights.to_json()
    assert shown.hash() == f"scene={scene.id}&language={scene.view.language}&theme={theme}"
    named = shown.ask("[...document.querySelectorAll('.sr-first')].map((node) => node.dataset.place)")
    inside = shown.ask(
        "a.filter((id) => m.map.getBounds().contains([...m.state.placeById[id].at].reverse()))",
        list(scene.labels),
    )
    assert sorted(named) == sorted(inside), scene.id
    callouts = shown.page.locator(".sr-callout").evaluate_all(
        "(nodes) => nodes.map((node) => [...node.children].map((row) => row.textContent).join(' '))"
    )
    assert sorted(callouts) == sorted(callout.text for callout in scene.callouts), scene.id
    if not scene.view.selection and not scene.highlights.path:
        assert set(MapPage(shown.page).legs()) == legs_to_show(data, scene.view.date, scene.view.off)
    expect_order(shown, scene.id)


def expect_order(shown: Stage, scene: str) -> None:
    """Nothing runs over, nothing covers words, callouts stay on the map and off all names."""
    assert shown.page.evaluate(FITS, BOXED) == [], scene
    words = boxes(shown.page, ".sr-panel h1, .sr-words, .sr-figures dd, .sr-figures dt")
    clashes = [
        (a[0], b[0]) for i, a in enumerate(words) for b in words[i + 1 :] if overlap(a[1], b[1], slack=2)
    ]
    assert clashes == [], scene
    ((_, frame),) = boxes(shown.page, ".leaflet-container")
    callouts, names = boxes(shown.page, ".sr-callout"), boxes(shown.page, ".sr-label")
    for i, (text, box) in enumerate(callouts):
        assert frame[0] <= box[0] and frame[1] <= box[1] and box[2] <= frame[2] and box[3] <= frame[3], text
        covered = [other for other, there in (*names, *callouts[i + 1 :]) if overlap(box, there)]
        assert covered == [], (scene, text)


def as_json(value: Any) -> Any:
    """As JSON would bring it: tuples are lists."""
    if isinstance(value, (list, tuple)):
        return [as_json(item) for item in value]
    if hasattr(value, "items"):
        return {key: as_json(item) for key, item in value.items()}
    return value


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


# --- the longest and the worst words -------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_words_fit(page: Page, files: dict[str, Path], language: str) -> None:
    shown = Stage(page).open(f"{files['hostile'].as_uri()}#language={language}", SIZES[0])
    for size in SIZES:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.evaluate(RESIZED)
        shown.press("Home")
        for number in range(shown.ask("p.scenes.length")):
            expect_order(shown, f"hostile-{number} at {size}")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            shown.press("ArrowRight")
    assert page.evaluate("window.hit") is None


def test_hostile_words_are_words(
    context: BrowserContext, page: Page, files: dict[str, Path], renderer: SceneRenderer
) -> None:
    shown = Stage(page).open(files["hostile"].as_uri())
    with context.expect_page() as opening:
        shown.press("s")
    speaker = opening.value
    for scene in renderer.story(hostile_story(), "en"):
        assert shown.told()["title"] == scene.title
        assert speaker.locator("h1").text_content() == scene.title
        shown.press("ArrowRight")
    for window in (page, speaker):
        assert window.evaluate("window.hit") is None
    assert page.locator(".sr-root img, .sr-root script").count() == 0
    assert speaker.locator("img, script, svg").count() == 0


def test_type_is_large_enough_for_the_back_row(page: Page, files: dict[str, Path]) -> None:
    Stage(page).open(files["plain"].as_uri(), (1920, 1080))
    sizes = {
        selector: page.locator(selector).first.evaluate(
            "(node) => parseFloat(getComputedStyle(node).fontSize)"
        )
        for selector in (".sr-panel h1", ".sr-words", ".sr-figures dd", ".sr-label", ".sr-key-row")
    }
    least = {
        ".sr-panel h1": 34, ".sr-words": 24, ".sr-figures dd": 44, ".sr-label": 15, ".sr-key-row": 15,
    }  # fmt: skip
    assert {selector: px for selector, px in sizes.items() if px < least[selector]} == {}


def test_another_window_size_fits_again(stage: Stage) -> None:
    for width, height in ((1024, 768), (700, 1000), (1920, 1080)):
        stage.page.set_viewport_size({"width": width, "height": height})
        stage.page.evaluate(RESIZED)
        expect_order(stage, f"{width}x{height}")


# --- for everyone ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(context: BrowserContext, page: Page, files: dict[str, Path], theme: str) -> None:
    shown = Stage(page).open(f"{files['sea-room'].as_uri()}#theme={theme}")
    for key in ("Home", "ArrowRight", "End", "l"):
        shown.press(key)
        assert violations(page) == [], key
    page.mouse.move(300, 300)
    expect(page.locator(".sr-buttons")).to_have_css("opacity", "1")
    assert violations(page) == []
    shown.press("h")
    assert violations(page) == []
    shown.press("Escape")
    with context.expect_page() as opening:
        shown.press("s")
    opening.value.evaluate(source())
    found = opening.value.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    assert [f["id"] for f in found["violations"] if f["impact"] in ("serious", "critical")] == []


# --- the document -----------------------------------------------------------------------------------------


def test_a_file_asks_for_nothing_and_is_under_3_mb(
    context: BrowserContext, page: Page, watch: Watch, files: dict[str, Path]
) -> None:
    assert {
        name: path.stat().st_size for name, path in files.items() if path.stat().st_size > 3_000_000
    } == {}
    context.set_offline(True)
    Stage(page).open(files["sea-room"].as_uri())
    assert watch.requests == [files["sea-room"].as_uri()]


def test_the_server_hands_out_the_same_document(
    running_server: Server, files: dict[str, Path], renderer: SceneRenderer
) -> None:
    for story_id in SHIPPED:
        with urllib.request.urlopen(f"{running_server.url}present/{story_id}", timeout=30) as answer:
            assert answer.headers["Content-Security-Policy"] == POLICY
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers.get_content_type() == "text/html"
            assert answer.read() == files[story_id].read_bytes()


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "none", 404), ("POST", "sea-room", 405)])
def test_what_the_server_refuses(running_server: Server, method: str, path: str, status: int) -> None:
    asked = urllib.request.Request(f"{running_server.url}present/{path}", method=method)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked, timeout=30)
    assert refused.value.code == status
    if status == 404:
        said = refused.value.read().decode()
        assert refused.value.headers.get_content_type() == "text/plain"
        assert 'no story "none"' in said and "sea-room" in said


def test_head_is_answered(running_server: Server) -> None:
    asked = urllib.request.Request(f"{running_server.url}present/sea-room", method="HEAD")
    with urllib.request.urlopen(asked, timeout=30) as answer:
        assert (answer.status, answer.read()) == (200, b"")
