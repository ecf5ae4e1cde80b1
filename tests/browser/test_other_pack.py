"""The served page on another country's data: its corridors, its languages, its words, and no others'."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from layers.model.dataset import Data
from layers.packs.load import FOLDER_VARIABLE, load
from tests.browser.mapped import MapPage
from tests.browser.serving import Server, run_server
from tests.browser.waiting import settle
from tests.browser.watching import Watch

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parents[2] / "geodata" / "packs" / "ethiopia"
KAZAKH = ("Kazakh", "KAZAKH", "азах", "АЗАХ")


@pytest.fixture(scope="module")
def ethiopia() -> Data:
    return load(FOLDER)


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """``searoom serve`` on the pack."""
    environment = {**os.environ, FOLDER_VARIABLE: str(FOLDER)}
    with run_server(tmp_path_factory.mktemp("ethiopia"), environment=environment) as server:
        yield server


def words_of(page: Page) -> str:
    """All that a reader can see, with what speaks to a screen reader."""
    labels = page.locator("[aria-label], [title]").evaluate_all(
        "nodes => nodes.map(n => (n.ariaLabel || '') + ' ' + (n.title || '')).join(' ')"
    )
    return f"{page.title()} {page.locator('body').inner_text()} {labels}"


def open_pack(page: Page, serving: Server, watch: Watch, query: str = "") -> MapPage:
    watch.hosts.add(serving.host)
    shown = MapPage(page).open(serving.url + query)
    page.wait_for_selector(".st-key-panel .sr-page")
    return shown


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_map_opens_on_the_other_country(
    page: Page, serving: Server, watch: Watch, ethiopia: Data, language: str
) -> None:
    shown = open_pack(page, serving, watch, f"?lens=status&language={language}")
    for corridor in ethiopia.corridors.values():
        expect(shown.row(f"corridor:{corridor.id}")).to_contain_text(corridor.short_name[language])
    assert page.locator('.sr-legend [data-key^="corridor:"]').count() == len(ethiopia.corridors)
    home = {"en": "Ethiopia", "ru": "Эфиопия"}[language]
    expect(page.locator(".sr-home-name")).to_have_text(home, ignore_case=True)
    words = words_of(page)
    assert [word for word in KAZAKH if word in words] == []


@pytest.mark.parametrize(
    "path", ["what-if", "bargaining", "compare", "routes", "stances", "changes", "method", "sources"]
)
def test_every_page_speaks_of_the_other_country(page: Page, serving: Server, watch: Watch, path: str) -> None:
    watch.hosts.add(serving.host)
    page.goto(f"{serving.url}{path}")
    expect(page.locator(".sr-page h1, .sr-page h2, h1").first).to_be_visible()
    settle(page)
    words = words_of(page)
    assert [word for word in KAZAKH if word in words] == []
    assert "could not be shown" not in words
    assert re.findall(r"\bXX-[A-Z]+", words) == [], "a place without an ISO code is named by its name"
