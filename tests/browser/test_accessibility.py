"""axe-core finds nothing serious in what is ours, in both lights, on the served map and in the file.

The pages beside the map are looked at where they are visited: in ``test_subpages`` and ``test_briefing``.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from layers.text import translate
from tests.browser.axe import violations
from tests.browser.mapped import PHONE, MapPage
from tests.browser.waiting import settle

pytestmark = pytest.mark.browser

THEMES = ("light", "dark")


@pytest.mark.parametrize("theme", THEMES)
def test_the_file(kept: MapPage, theme: str) -> None:
    shown, page = kept, kept.page
    shown.ask("m.state.change({ theme: a })", theme)
    assert violations(page) == []
    for lens in ("status", "stance"):
        shown.press(f"lens:{lens}")
        assert violations(page) == [], lens
    shown.set_lens("risk:security")
    shown.press("aggregation:length")
    shown.press("play")
    shown.set_date("2030-12-31")
    assert violations(page) == []
    play = translate("en", "map.play")  # where nothing follows, it stops by itself
    expect(shown.key("play")).to_have_attribute("aria-label", play)
    shown.press("event-back")
    shown.press("open:crossings")
    shown.row("corridor:zangezur-tripp").click()
    for tab in ("corridor", "leg", "crossing", "event"):
        shown.open_table(tab)
        assert violations(page) == [], tab
    shown.press("lang:ru")
    assert violations(page) == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_file_on_a_phone(page: Page, handout: str, theme: str) -> None:
    shown = MapPage(page).open(f"{handout}#theme={theme}", PHONE)
    assert violations(page) == []
    shown.press("fold")
    shown.row("corridor:karakoram").click()
    assert violations(page) == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_served_page(page: Page, server: str, theme: str) -> None:
    shown = MapPage(page).open(f"{server}?theme={theme}")
    side = page.locator(".st-key-panel")
    expect(side.locator(".sr-page")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-sr-theme", theme)
    assert violations(page) == []
    for selection in ("corridor:middle-black-sea", "port:AEJEA", "crossing:B-TORKHAM"):
        shown.ask("m.state.change({ selection: a }, true)", selection)
        expect(page).to_have_url(re.compile(selection.partition(":")[2]))
        expect(side.locator("h2")).to_have_count(1)
        settle(page)
        assert violations(page) == [], selection
    shown.press("lang:ru")
    expect(side.locator(".sr-page")).to_have_attribute("lang", "ru")
    settle(page)
    assert violations(page) == []
