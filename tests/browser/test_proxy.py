"""The dashboard behind a reverse proxy, as docs/serving.md describes it, and with a password of its own."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.mapped import MapPage
from tests.browser.serving import Server
from tests.browser.watching import Watch, new_visitor
from tests.server.conftest import PASSWORD, closed_server  # noqa: F401 - a fixture
from tests.server.proxy import run_proxy
from tests.server.visiting import ask

# Slow: a proxy, a server with a password and two profiles with cold caches.
pytestmark = [pytest.mark.browser, pytest.mark.slow]
USER, OTHER = "visitor", "the proxy's own password"


def test_behind_a_proxy_with_a_prefix_and_a_password_the_page_works(
    browser: Browser, running_server: Server
) -> None:
    with run_proxy(running_server.host, "/sea", USER, OTHER) as place:
        watch = Watch(hosts={place.partition("/")[0]})
        context = new_visitor(browser, watch, http_credentials={"username": USER, "password": OTHER})
        shown = MapPage(context.new_page()).open(f"http://{place}/")
        shown.page.wait_for_selector(".st-key-panel .sr-page")
        shown.press("lens:status")
        expect(shown.page).to_have_url(re.compile("/sea/.*lens=status"))
        shown.page.locator(".st-key-nav-other-stances a").click()
        expect(shown.page.locator(".st-key-content h1")).to_be_visible()
        expect(shown.page).to_have_url(re.compile("/sea/stances"))
        assert watch.sockets
        assert not watch.faults
        context.close()
        assert ask(place.partition("/")[0], "/sea/")[0] == 401


def test_with_the_servers_own_password_the_page_works(browser: Browser, closed_server: Server) -> None:  # noqa: F811
    watch = Watch(hosts={closed_server.host})
    context = new_visitor(browser, watch, http_credentials={"username": "x", "password": PASSWORD})
    shown = MapPage(context.new_page()).open(closed_server.url)
    shown.page.wait_for_selector(".st-key-panel .sr-page")
    shown.press("lens:status")
    expect(shown.page).to_have_url(re.compile("lens=status"))
    context.close()
    assert not watch.faults
