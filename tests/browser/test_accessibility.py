"""axe-core finds nothing serious in what is ours, in both lights, on the served page and in the file."""

from __future__ import annotations

import re
from importlib import resources
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from layers.text import translate
from tests.browser.conftest import SUB_PAGES
from tests.browser.mapped import PHONE, MapPage
from tests.browser.waiting import settle

pytestmark = pytest.mark.browser

OURS = (".sr-root", ".st-key-strip", ".st-key-panel", ".st-key-bar", ".st-key-content")
THEMES = ("light", "dark")


@pytest.fixture(scope="module")
def axe() -> str:
    """axe-core itself, from the package index."""
    return (resources.files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("theme", THEMES)
def test_the_file(page: Page, handout: str, axe: str, theme: str) -> None:
    shown = MapPage(page).open(f"{handout}#theme={theme}")
    assert violations(page, axe) == []
    for lens in ("status", "stance"):
        shown.press(f"lens:{lens}")
        assert violations(page, axe) == [], lens
    shown.set_lens("risk:security")
    shown.press("aggregation:length")
    shown.press("play")
    shown.set_date("2030-12-31")
    assert violations(page, axe) == []
    shown.press("play")
    shown.press("event-back")
    assert violations(page, axe) == []
    shown.press("open:crossings")
    shown.row("corridor:zangezur-tripp").click()
    for tab in ("corridor", "leg", "crossing", "event"):
        shown.open_table(tab)
        assert violations(page, axe) == [], tab
    shown.press("lang:ru")
    assert violations(page, axe) == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_file_on_a_phone(page: Page, handout: str, axe: str, theme: str) -> None:
    shown = MapPage(page).open(f"{handout}#theme={theme}", (390, 844))
    assert violations(page, axe) == []
    shown.press("fold")
    shown.row("corridor:karakoram").click()
    assert violations(page, axe) == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_served_page(page: Page, server: str, axe: str, theme: str) -> None:
    shown = MapPage(page).open(f"{server}?theme={theme}")
    side = page.locator(".st-key-panel")
    expect(side.locator(".sr-page")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-sr-theme", theme)
    assert violations(page, axe) == []
    for selection in ("corridor:middle-black-sea", "port:AEJEA", "crossing:B-TORKHAM"):
        shown.ask("m.state.change({ selection: a }, true)", selection)
        expect(page).to_have_url(re.compile(selection.partition(":")[2]))
        expect(side.locator("h2")).to_have_count(1)
        settle(page)
        assert violations(page, axe) == [], selection
    shown.press("lang:ru")
    expect(side.locator(".sr-page")).to_have_attribute("lang", "ru")
    settle(page)
    assert violations(page, axe) == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", SUB_PAGES)
def test_a_page(page: Page, server: str, axe: str, name: str, theme: str) -> None:
    page.goto(f"{server}{name}?theme={theme}&selection=corridor:cku&date=2026-04-15")
    expect(page.locator(".st-key-content h1")).to_have_text([translate("en", f"nav.{name}")])
    expect(page.locator("#sr-theme")).to_have_attribute("data-theme", theme)
    settle(page)
    if name == "changes":
        expect(page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first).to_be_visible()
    page.locator(".st-key-content summary").evaluate_all(
        "(nodes) => nodes.slice(0, 3).forEach((node) => node.click())"
    )
    assert violations(page, axe) == []
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.locator(".st-key-bar").get_by_role("radio", name="RU", exact=True).click()
    expect(page.locator(".st-key-content h1")).to_have_text([translate("ru", f"nav.{name}")])
    settle(page)
    assert violations(page, axe) == []


def violations(page: Page, axe: str) -> list[str]:
    """Serious and critical findings in our nodes, one line each."""
    page.evaluate(axe)
    include = [[root] for root in OURS if page.locator(root).count()]
    found: dict[str, Any] = page.evaluate(
        "(include) => axe.run({ include }, { resultTypes: ['violations'] })", include
    )
    assert found["passes"], "axe looked at nothing"
    return [
        f"{finding['impact']} {finding['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for finding in found["violations"]
        if finding["impact"] in ("serious", "critical")
        for node in finding["nodes"]
    ]
