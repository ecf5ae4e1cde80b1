"""A real browser, the stand-alone file and the real server, for every test in this folder.

A page here tells on itself: any console error, any script error and any request that leaves the
machine fails the test that caused it. There is no skipping: no browser is a failure.

Browser, server and stand-alone file are started once per process. What a test does not change, it
reads from a page that others have opened: ``kept`` is the stand-alone map, put back after each test;
``page`` is a tab whose cache is warm.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from layers.export.html import write_map_html, write_story_html
from layers.model.dataset import Data
from layers.stories.rendering import SceneRenderer
from tests.browser.mapped import MapPage
from tests.browser.presented import Stage, hostile_story, plain_story
from tests.browser.serving import Server, run_server
from tests.browser.waiting import LONGEST_S
from tests.browser.watching import (
    NO_OTHER_HOST,
    Visitor,
    Watch,
    expect_no_faults,
    new_visitor,
    write_font_settings,
)
from tests.get_browser import FLAGS, NONE_FOUND, find_browser

expect.set_options(timeout=1000 * LONGEST_S)

ONE_RENDERER = "--renderer-process-limit=1"
"""A page opened anew is drawn by the process of the one before, which has compiled the code already."""


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium, without a habit of calling home and with the shipped typeface alone."""
    found = find_browser()
    if found is None:
        pytest.fail(NONE_FOUND)
    fonts = write_font_settings(tmp_path_factory.mktemp("fonts"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found,
            args=[*FLAGS, NO_OTHER_HOST, ONE_RENDERER],
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def visitor(browser: Browser) -> Iterator[Visitor]:
    """The profile that tests take turns with."""
    visitor = Visitor(browser)
    yield visitor
    visitor.context.close()


@pytest.fixture
def context(visitor: Visitor) -> Iterator[BrowserContext]:
    """A visitor at 1440x900 who asked for no animation; everything it does is watched."""
    with visitor.turn() as context:
        yield context


@pytest.fixture
def watch(visitor: Visitor, context: BrowserContext) -> Watch:
    """The record of what ``context`` does; a test of the served page adds the server to ``hosts``."""
    return visitor.watch


@pytest.fixture
def page(visitor: Visitor, context: BrowserContext) -> Page:
    """The visitor's tab, empty."""
    return visitor.tab


@pytest.fixture(scope="session")
def handout(data: Data, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of the stand-alone map file."""
    return write_map_html(data, tmp_path_factory.mktemp("handout") / "map.html").as_uri()


@pytest.fixture(scope="session")
def offline(browser: Browser) -> Iterator[tuple[Page, Watch]]:
    """A tab without a network, for the stand-alone map."""
    watch = Watch()
    context = new_visitor(browser, watch)
    context.set_offline(True)
    yield context.new_page(), watch
    context.close()


@pytest.fixture(scope="module")
def opened(offline: tuple[Page, Watch], handout: str) -> tuple[MapPage, Watch]:
    """The stand-alone map, opened once for a file of tests, offline."""
    page, watch = offline
    watch.forget()
    return MapPage(page).open(handout), watch


@pytest.fixture
def kept(opened: tuple[MapPage, Watch]) -> Iterator[MapPage]:
    """The stand-alone map as it opens; the same page for every test of a file, put back after each."""
    shown, watch = opened
    place = shown.centre()
    yield shown
    shown.reset(place)
    expect_no_faults(watch)


@pytest.fixture(scope="session")
def stories_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the running server keeps its users' stories; who writes one there takes it away again."""
    return tmp_path_factory.mktemp("serve") / "stories"


@pytest.fixture(scope="session")
def running_server(stories_folder: Path) -> Iterator[Server]:
    """The real ``searoom serve``."""
    environment = os.environ | {"SEAROOM_STORIES": str(stories_folder)}
    with run_server(stories_folder.parent, environment=environment) as server:
        yield server


@pytest.fixture
def server(running_server: Server, watch: Watch) -> str:
    """Address of the running server, which this test's page may talk to."""
    watch.hosts.add(running_server.host)
    return running_server.url


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
