"""A real browser, the stand-alone file and the real server, for every test in this folder.

A page here tells on itself: any console error, any script error and any request that leaves the
machine fails the test that caused it. There is no skipping: no browser is a failure.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Route,
    WebSocket,
    expect,
    sync_playwright,
)

from layers.export.html import write_map_html
from layers.model.dataset import Data
from layers.packs.load import load
from tests.browser.mapped import MapPage
from tests.browser.serving import Server, run_server
from tests.browser.waiting import LONGEST_S
from tests.get_browser import FLAGS, NONE_FOUND, find_browser

expect.set_options(timeout=1000 * LONGEST_S)

OWN_SCHEMES = ("file:", "data:", "blob:", "about:")
SUB_PAGES = (
    "briefing",
    "what-if",
    "bargaining",
    "compare",
    "routes",
    "stances",
    "claims",
    "changes",
    "method",
    "own-data",
    "sources",
)


@dataclass
class Watch:
    """What a page did: the addresses it asked for, the sockets it opened, what went wrong."""

    hosts: set[str] = field(default_factory=set)
    requests: list[str] = field(default_factory=list)
    sockets: list[WebSocket] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def on_request(self, request: Request) -> None:
        self.requests.append(request.url)
        if not self.allowed(request.url):
            self.faults.append(f"request to another host: {request.url}")

    def on_socket(self, socket: WebSocket) -> None:
        self.sockets.append(socket)
        if not self.allowed(socket.url):
            self.faults.append(f"socket to another host: {socket.url}")

    def on_page(self, page: Page) -> None:
        page.on("console", self.on_console)
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("websocket", self.on_socket)

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not self.is_base_path_probe(message):
            self.faults.append(f"console error: {message.text} {message.location.get('url', '')}")

    def is_base_path_probe(self, message: ConsoleMessage) -> bool:
        """Whether Streamlit looked for its own base path below a page's address, which is not one."""
        scheme, _, rest = message.location.get("url", "").partition("//")
        host, _, path = rest.partition("/")
        return (
            "404" in message.text
            and scheme == "http:"
            and host in self.hosts
            and path.removeprefix(path.partition("/")[0]) in ("/_stcore/health", "/_stcore/host-config")
            and path.partition("/")[0] in SUB_PAGES
        )

    def on_route(self, route: Route) -> None:
        if self.allowed(route.request.url):
            route.fallback()
        else:
            route.abort()

    def allowed(self, url: str) -> bool:
        scheme, _, rest = url.partition("//")
        return url.startswith(OWN_SCHEMES) or (
            scheme in ("http:", "ws:") and rest.partition("/")[0] in self.hosts
        )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a habit of calling home."""
    found = find_browser()
    if found is None:
        pytest.fail(NONE_FOUND)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def watch() -> Watch:
    """The record that ``page`` keeps of itself; a test of the served page adds the server to ``hosts``."""
    return Watch()


@pytest.fixture
def context(browser: Browser, watch: Watch) -> Iterator[BrowserContext]:
    """A fresh visitor, 1440x900, who asked for no animation; everything it does is watched."""
    context = new_visitor(browser, watch)
    yield context
    context.close()
    expect_no_faults(watch)


def new_visitor(browser: Browser, watch: Watch, **options: Any) -> BrowserContext:
    """A visitor whose every act is written down in ``watch``."""
    options = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"} | options
    context = browser.new_context(**options)
    context.set_default_timeout(1000 * LONGEST_S)
    context.on("request", watch.on_request)
    context.on("page", watch.on_page)
    context.route(lambda url: not watch.allowed(url), watch.on_route)
    return context


def expect_no_faults(watch: Watch) -> None:
    """Nothing went wrong since the last time."""
    faults, watch.faults = watch.faults, []
    assert not faults, "the page did what it must not:\n" + "\n".join(faults)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One page of the visitor."""
    return context.new_page()


@pytest.fixture(scope="session")
def data() -> Data:
    """The shipped data."""
    return load()


@pytest.fixture(scope="session")
def handout(data: Data, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of the stand-alone map file."""
    return write_map_html(data, tmp_path_factory.mktemp("handout") / "map.html").as_uri()


@pytest.fixture(scope="module")
def opened(browser: Browser, handout: str) -> Iterator[tuple[MapPage, Watch]]:
    """The stand-alone map, opened once for a file of tests, offline."""
    watch = Watch()
    context = new_visitor(browser, watch)
    context.set_offline(True)
    yield MapPage(context.new_page()).open(handout), watch
    context.close()


@pytest.fixture
def kept(opened: tuple[MapPage, Watch]) -> Iterator[MapPage]:
    """The stand-alone map as it opens; the same page for every test of a file, put back after each."""
    shown, watch = opened
    place = shown.centre()
    yield shown
    shown.reset(place)
    expect_no_faults(watch)


@pytest.fixture(scope="session")
def running_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real ``searoom serve``."""
    folder: Path = tmp_path_factory.mktemp("serve")
    with run_server(folder, environment=os.environ | {"SEAROOM_STORIES": str(folder / "stories")}) as server:
        yield server


@pytest.fixture
def server(running_server: Server, watch: Watch) -> str:
    """Address of the running server, which this test's page may talk to."""
    watch.hosts.add(running_server.host)
    return running_server.url
