"""The browser that the tests drive, and a record of everything that its pages do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, WebSocket

from layers.export.drawing.typeface import FAMILY, font_folder
from tests.browser.waiting import LONGEST_S

OWN_SCHEMES = ("file:", "data:", "blob:", "about:")
SUB_PAGES = (
    "briefing",
    "what-if",
    "tonnes",
    "bargaining",
    "compare",
    "routes",
    "stances",
    "claims",
    "changes",
    "method",
    "fit",
    "own-data",
    "sources",
)
NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
"""Nothing leaves the machine. Intercepting requests would do so too, but turns the browser's cache off."""
WINDOW = {"width": 1440, "height": 900}


@dataclass
class Watch:
    """What a page did: the addresses it asked for, the sockets it opened, what went wrong."""

    hosts: set[str] = field(default_factory=set)
    requests: list[str] = field(default_factory=list)
    sockets: list[WebSocket] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def forget(self) -> None:
        """Start anew for the next test; faults stay until someone has looked at them."""
        self.hosts.clear()
        self.requests.clear()
        self.sockets.clear()

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

    def allowed(self, url: str) -> bool:
        scheme, _, rest = url.partition("//")
        return url.startswith(OWN_SCHEMES) or (
            scheme in ("http:", "ws:") and rest.partition("/")[0] in self.hosts
        )


def expect_no_faults(watch: Watch) -> None:
    """Nothing went wrong since the last time."""
    faults, watch.faults = watch.faults, []
    assert not faults, "the page did what it must not:\n" + "\n".join(faults)


def new_visitor(browser: Browser, watch: Watch, **options: Any) -> BrowserContext:
    """Return a visitor who asked for no animation and whose every act is recorded in ``watch``."""
    options = {"viewport": WINDOW, "reduced_motion": "reduce"} | options
    context = browser.new_context(**options)
    context.set_default_timeout(1000 * LONGEST_S)
    context.set_default_navigation_timeout(2000 * LONGEST_S)
    context.on("request", watch.on_request)
    context.on("page", watch.on_page)
    return context


class Visitor:
    """A browser profile that many tests use one after the other, so that its cache stays warm."""

    def __init__(self, browser: Browser) -> None:
        self.watch = Watch()
        self.context = new_visitor(browser, self.watch)
        self.tab = self.context.new_page()

    @contextmanager
    def turn(self) -> Iterator[BrowserContext]:
        """Lend the profile to one test: a single empty tab before, nothing left behind after."""
        self.watch.forget()
        if self.tab.is_closed():
            self.tab = self.context.new_page()
        self.tab.set_viewport_size(WINDOW)
        yield self.context
        for page in self.context.pages:
            if page is not self.tab:
                page.close()
        if not self.tab.is_closed():
            if self.tab.url.startswith("http"):
                self.tab.evaluate("localStorage.clear(), sessionStorage.clear()")
            self.tab.goto("about:blank")
        self.context.set_offline(False)
        self.context.clear_cookies()
        expect_no_faults(self.watch)


def write_font_settings(folder: Path) -> Path:
    """Write settings by which the browser finds the shipped typeface and no other.

    How wide words are, and so what fits where, is then the same on every machine.
    """
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{escape(str(font_folder()))}</dir><cachedir>{escape(str(folder / 'cache'))}</cachedir>"
        '<match target="pattern"><edit name="family" mode="append" binding="strong">'
        f"<string>{FAMILY}</string></edit></match></fontconfig>",
        encoding="utf-8",
    )
    return path
