"""What the tests do on the pages beside the map: the bar that leads to them, and what every page has."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from layers.text import translate
from tests.browser.mapped import MapPage
from tests.browser.waiting import settle

CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
DARK, LIGHT = "rgb(18, 22, 27)", "rgb(251, 250, 246)"
WIDER = """() => [...document.querySelectorAll("html, body, .stApp, .stMain")]
  .map((node) => [node.tagName, node.scrollWidth - node.clientWidth]).filter((one) => one[1])"""
"""What is wider than its window."""
PACKED = """() => [...document.querySelectorAll(".st-key-content *, .st-key-bar *")].filter((node) => {
  if (!node.checkVisibility() || node.closest(".scroll > *, .dvn-scroller > *, .sr-hidden")) return false;
  if (node.closest('[data-testid="hidden-dateinput-container"]')) return false;
  if (node.matches('[data-testid="stSlider"] input')) return false; // clipped by a box of one pixel
  const box = node.getBoundingClientRect();
  return box.width && (box.left < -0.5 || box.right > innerWidth + 0.5);
}).map((node) => node.outerHTML.slice(0, 120))"""
"""What reaches past the sides of the window."""


def open_page(page: Page, url: str, name: str) -> Locator:
    """Open a page by its address; return its content."""
    page.goto(url)
    return expect_page(page, name)


def go(page: Page, name: str) -> None:
    """Take the bar's way to a page."""
    page.locator(f".st-key-nav-other-{name} a").click()


def choose(page: Page, name: str) -> None:
    """Choose a language or a light in the bar, by its words."""
    page.locator(".st-key-bar").get_by_role("radio", name=name, exact=True).click()


def expect_page(page: Page, name: str, language: str = "en") -> Locator:
    """This page is shown, all of it, and the bar says so; return its content."""
    expect(page.locator(f".st-key-nav-now-{name}")).to_be_visible()
    expect(page.locator(".st-key-content h1")).to_have_text([translate(language, f"nav.{name}")])
    settle(page)
    return page.locator(".st-key-content")


def expect_map(shown: MapPage) -> None:
    """The map is shown again."""
    expect(shown.page.locator(".st-key-nav-now-map")).to_be_visible()
    expect(shown.page.locator("#map_searoom")).to_be_visible()
    expect(shown.page.locator(".st-key-panel .sr-page").first).to_be_visible()
    settle(shown.page)


def open_map(page: Page, url: str) -> MapPage:
    """Open the map by its address."""
    shown = MapPage(page).open(url)
    expect_map(shown)
    return shown


def at_rest(page: Page, amiss: str, within_s: float = 10) -> object:
    """Return what is amiss once the page has come to rest: a table gets its size after its text is there."""
    found = page.evaluate(amiss)
    for _ in range(int(within_s / 0.1)):
        if not found:
            break
        page.wait_for_timeout(100)
        found = page.evaluate(amiss)
    return found
