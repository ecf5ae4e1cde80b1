"""The pages beside the map: the bar that leads to them; language, light, width and access of each one."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from layers.text import translate
from tests.browser.axe import violations
from tests.browser.mapped import PHONE, MapPage
from tests.browser.paged import (
    CYRILLIC,
    DARK,
    LIGHT,
    PACKED,
    WIDER,
    at_rest,
    choose,
    expect_map,
    expect_page,
    go,
    open_map,
    open_page,
)
from tests.browser.watching import SUB_PAGES

pytestmark = pytest.mark.browser

MOUNTED = "[Searoom.instances.map_searoom.map, Searoom.instances.map_searoom.map.getContainer()]"
WIDTHS = ((1024, 768), PHONE)
ADDRESS = "language=ru&theme=dark&date=2026-04-15&selection=corridor:cku"


def test_the_bar_leads_to_every_page_and_back_and_the_map_stays_as_it_was(page: Page, server: str) -> None:
    """Every page, each taken to from the one before, then back to the map."""
    shown = open_map(page, server)
    shown.set_lens("risk:security")
    shown.set_date("2025-10-11")
    shown.press("aggregation:length")
    shown.key("box:chabahar").uncheck()
    shown.row("corridor:karakoram").click()
    expect(page).to_have_url(re.compile("selection=corridor(:|%3A)karakoram"))
    # The address is rewritten at once, the links of the bar with the next picture of the page.
    link = page.locator(f".st-key-nav-other-{SUB_PAGES[0]} a")
    expect(link).to_have_attribute("href", re.compile("off=.*selection=|selection=.*off="))
    page.evaluate(f"void (window.kept = {MOUNTED})")
    view, place, legs = shown.view(), shown.centre(), shown.legs()
    for name in SUB_PAGES:
        go(page, name)
        expect_page(page, name)
        expect(page).to_have_url(re.compile(f"/{name}\\?.*date=2025-10-11"))
        expect(page.locator(".sr-root")).to_have_count(0)
    go(page, "map")
    expect_map(shown)
    assert page.evaluate(f"{MOUNTED}.every((part, i) => part === window.kept[i])"), "it was reloaded"
    assert shown.view() == view
    assert shown.centre() == pytest.approx(place, abs=0.05)
    assert shown.legs() == legs


@pytest.mark.parametrize("name", SUB_PAGES)
def test_a_page_in_both_languages_and_lights_and_on_a_phone(page: Page, server: str, name: str) -> None:
    """Opened by an address in Russian and in the dark, switched to English and to the light in place."""
    page.goto(f"{server}{name}?{ADDRESS}")
    content = expect_page(page, name, "ru")
    app, link = page.locator(".stApp"), page.locator(".st-key-nav-other-map a")
    expect(app).to_have_css("background-color", DARK)
    expect(page.locator("#sr-theme")).to_have_attribute("data-theme", "dark")
    expect(content.locator(".sr-page").first).to_have_attribute("lang", "ru")
    expect(content.locator(".sr-page p").first).to_have_css("color", "rgb(242, 239, 232)")
    for part in ("language=ru", "theme=dark", "date=2026-04-15"):
        expect(link).to_have_attribute("href", re.compile(part))
    words = content.locator("h1, h2, label p").all_inner_texts()
    assert [text for text in words if not CYRILLIC.search(text)] == []
    expect_width(page)
    expect_no_violations(page, name)  # on a phone

    page.set_viewport_size({"width": 1440, "height": 900})
    choose(page, "EN")
    expect_page(page, name)
    expect(page).not_to_have_url(re.compile("language="))
    expect_width(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    choose(page, translate("en", "map.theme_light"))
    expect(app).to_have_css("background-color", LIGHT)
    expect(page).not_to_have_url(re.compile("theme="))
    expect(link).to_have_attribute("href", re.compile(r"\?(?!.*(language|theme)=).*date=2026-04-15"))
    expect_page(page, name)
    expect_no_violations(page, name)


def test_language_and_light_are_switched_there_and_back(page: Page, server: str) -> None:
    open_page(page, f"{server}method", "method")
    for language, theme, colour in (("ru", "dark", DARK), ("en", "light", LIGHT)):
        choose(page, language.upper())
        expect_page(page, "method", language)
        choose(page, translate(language, f"map.theme_{theme}"))
        expect(page.locator(".stApp")).to_have_css("background-color", colour)
        for part in ("language=ru", "theme=dark"):
            told = expect(page)
            (told.to_have_url if language == "ru" else told.not_to_have_url)(re.compile(part))
    expect_page(page, "method")


def expect_width(page: Page) -> None:
    """The page is not wider than a small laptop and, last, than a phone."""
    for width, height in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        assert at_rest(page, WIDER) == [], width
        assert at_rest(page, PACKED) == [], width


def expect_no_violations(page: Page, name: str) -> None:
    """Nothing serious is found, with what is folded open."""
    if name == "changes":
        expect(page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first).to_be_visible()
    page.locator(".st-key-content details:not([open]) > summary").evaluate_all(
        "(nodes) => nodes.slice(0, 3).forEach((node) => node.click())"
    )
    assert violations(page) == []


def test_play_does_not_run_on_behind_another_page(page: Page, server: str) -> None:
    shown = open_map(page, f"{server}?date=2025-06-01")
    shown.press("play")
    go(page, "changes")
    expect_page(page, "changes")
    lede = page.locator(".lede").first
    before = lede.inner_text()
    page.wait_for_timeout(4500)  # three steps
    assert lede.inner_text() == before


def test_a_page_leads_to_the_map_in_the_view_of_its_address(page: Page, server: str) -> None:
    page.goto(f"{server}routes?{ADDRESS}")
    expect_page(page, "routes", "ru")
    go(page, "map")
    shown = MapPage(page)
    shown.wait()
    view = shown.view()
    assert (view["language"], view["theme"], view["date"]) == ("ru", "dark", "2026-04-15")
