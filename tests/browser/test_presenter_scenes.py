"""Every scene of a story: from a file and from the server, in both languages, with the longest words."""

from __future__ import annotations

import urllib.error
import urllib.request
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from layers.map.build import POLICY
from layers.model.dataset import Data
from layers.model.vocabulary import LANGUAGES, Theme
from layers.stories.rendering import SceneRenderer, ShownScene
from tests.browser.axe import source, violations
from tests.browser.mapped import MapPage, legs_to_show
from tests.browser.presented import RESIZED, SHIPPED, SIZES, Stage, expect_order, hostile_story
from tests.browser.serving import Server
from tests.browser.watching import Watch

pytestmark = pytest.mark.browser


# --- every scene of every story ---------------------------------------------------------------------


def test_every_shipped_story_is_walked_through(data: Data) -> None:
    assert set(data.stories) == set(SHIPPED)


# Slow: every scene of every story in every language and light; what a scene shows is tested on two of them.
@pytest.mark.slow
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
    shown = Stage(page).open(f"{files[story_id].as_uri()}#language={language}")
    walk(shown, renderer, story_id, language, "light")
    shown.press("t")
    walk(shown, renderer, story_id, language, "dark", back=True)


# Slow, and the same bytes as the file above, as a test below says; the speaker's test opens it served.
@pytest.mark.slow
@pytest.mark.parametrize("story_id", SHIPPED)
def test_the_served_page_shows_every_scene(
    page: Page, server: str, renderer: SceneRenderer, story_id: str
) -> None:
    """There in English and in the light, back in Russian and in the dark."""
    shown = Stage(page).open(f"{server}present/{story_id}#language=en&theme=light")
    walk(shown, renderer, story_id, "en", "light")
    shown.press("l", "t")
    walk(shown, renderer, story_id, "ru", "dark", back=True)


def walk(
    shown: Stage, renderer: SceneRenderer, story_id: str, language: str, theme: Theme, *, back: bool = False
) -> None:
    """Through the story with the keys that a clicker sends; every scene is what the story says it is."""
    scenes = renderer.story(renderer.data.stories[story_id], language, theme)
    key, way = ("PageUp", scenes[::-1]) if back else ("PageDown", scenes)
    for scene in way:
        expect_scene(shown, renderer.data, scene, len(scenes), theme)
        shown.press(key)
    assert shown.scene() == way[-1].id  # there is no further


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


def as_json(value: Any) -> Any:
    """As JSON would bring it: tuples are lists."""
    if isinstance(value, (list, tuple)):
        return [as_json(item) for item in value]
    if hasattr(value, "items"):
        return {key: as_json(item) for key, item in value.items()}
    return value


# --- the longest and the worst words -------------------------------------------------------------------


# Slow: every scene at every size of window.
@pytest.mark.slow
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
