"""axe-core finds nothing serious in what is ours, in both lights, on the served page and in the file."""

from __future__ import annotations

import re
from importlib import resources
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.mapped import MapPage

pytestmark = pytest.mark.browser

OURS = (".sr-root", ".st-key-panel")
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
    shown.press("open:crossings")
    shown.row("corridor:zangezur-tripp").click()
    for tab in ("corridor", "leg", "crossing"):
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
        assert violations(page, axe) == [], selection
    shown.press("lang:ru")
    expect(side.locator(".sr-page")).to_have_attribute("lang", "ru")
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
