"""What the pages of stances and claims show, and how they lead to the map."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Locator, Page, expect

from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import Stance
from layers.picture.symbology import LENS_COLOURS
from layers.text import translate
from tests.browser.mapped import MapPage
from tests.browser.paged import choose, expect_map, expect_page, go, open_page
from tests.browser.waiting import settle, wait_until

pytestmark = pytest.mark.browser


# --- stances --------------------------------------------------------------------------------------


def chosen(page: Page) -> Locator:
    """What the page of stances says of the chosen cell."""
    return page.locator(".st-key-content .sr-page:has(> .box)").first


def expect_stance(page: Page, data: Data, actor: str, corridor: str, language: str = "en") -> None:
    """The reason for this cell is shown, and its cell is marked."""
    record = data.actors[actor].stances[corridor]
    expect(chosen(page).locator("h2")).to_have_text(
        f"{data.actors[actor].name[language]} — {data.corridors[corridor].name[language]}"
    )
    expect(chosen(page).locator(".box")).to_contain_text(record.reason[language])
    expect(chosen(page).locator(".box .chip")).to_have_text(translate(language, f"stance.{record.stance}"))
    expect(page.locator('[data-pick][aria-pressed="true"]')).to_have_attribute(
        "data-pick", f"{actor}/{corridor}"
    )


def test_the_heat_table_has_every_stance_in_its_colour(page: Page, server: str, data: Data) -> None:
    open_page(page, f"{server}stances", "stances")
    cells = dict(
        page.locator(".matrix [data-pick]").evaluate_all(
            """(nodes) => nodes.map((node) => [node.dataset.pick,
              [node.style.getPropertyValue("--c"), node.classList.contains("judged"),
               node.getAttribute("aria-label")]])"""
        )
    )
    assert set(cells) == {f"{actor}/{corridor}" for actor in data.actors for corridor in data.corridors}
    assert len(data.actors) == 14
    for actor in data.actors.values():
        for key, record in actor.stances.items():
            colour, judged, label = cells[f"{actor.id}/{key}"]
            assert colour == LENS_COLOURS["light"]["stance"][record.stance]
            assert judged == (record.basis == "judgement" and record.stance is not Stance.SILENT)
            for words in (actor.name["en"], data.corridors[key].short_name["en"]):
                assert words in label
            assert translate("en", f"stance.{record.stance}") in label


def test_a_click_on_a_cell_shows_its_reason_and_the_view_of_its_capital(
    page: Page, server: str, data: Data
) -> None:
    open_page(page, f"{server}stances", "stances")
    for actor, corridor in (("moscow", "middle-black-sea"), ("new-delhi", "karakoram")):
        page.locator(f'[data-pick="{actor}/{corridor}"]').click()
        expect_stance(page, data, actor, corridor)
        expect(page.locator(".st-key-content")).to_contain_text(data.actors[actor].reading.text["en"])
        expect(page).to_have_url(re.compile(f"selection=corridor(:|%3A){corridor}"))
    choose(page, "RU")
    expect_stance(page, data, "new-delhi", "karakoram", "ru")


def test_cells_are_reached_and_chosen_by_key(page: Page, server: str, data: Data) -> None:
    open_page(page, f"{server}stances", "stances")
    page.locator('[data-pick="moscow/northern-baltic"]').focus()
    picked = "document.activeElement.dataset.pick"
    for actor in list(data.actors)[1:3]:
        page.keyboard.press("Tab")
        assert page.evaluate(picked) == f"{actor}/northern-baltic"
        page.keyboard.press("Enter")
        expect_stance(page, data, actor, "northern-baltic")
        settle(page)
        assert page.evaluate(picked) == f"{actor}/northern-baltic", "the keyboard lost its place"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_cell_is_shown_on_the_map_in_the_lens_of_its_capital(page: Page, server: str, data: Data) -> None:
    open_page(page, f"{server}stances", "stances")
    page.locator('[data-pick="beijing/karakoram"]').click()
    expect_stance(page, data, "beijing", "karakoram")
    page.get_by_role("link", name=translate("en", "page.show_on_map")).click()
    shown = MapPage(page)
    expect_map(shown)
    shown.expect_selected("corridor:karakoram")
    assert (shown.view()["lens"], shown.view()["actor"]) == ("stance:beijing", "beijing")


# --- claims ---------------------------------------------------------------------------------------


def test_the_claims_are_all_there_with_both_sides(page: Page, server: str, data: Data) -> None:
    content = open_page(page, f"{server}claims", "claims")
    claims = content.locator("article.claim")
    readings = [claim for claim in data.claims.values() if claim.kind == "reading"]
    rest = [claim for claim in data.claims.values() if claim.kind == "claim"]
    assert (len(readings), len(rest)) == (3, 16)
    assert claims.evaluate_all("(nodes) => nodes.map((n) => n.id)") == [c.id for c in (*readings, *rest)]
    for claim in data.claims.values():
        article = content.locator(f"#{claim.id}")
        expect(article.locator("h3")).to_contain_text(claim.title["en"])
        expect(article.locator(".verdict")).to_have_text(translate("en", f"verdict.{claim.verdict}"))
        for side, evidence in (("for", claim.supporting), ("against", claim.contrary)):
            expect(article.locator(f".{side} li")).to_have_count(len(evidence))
    assert "{" not in content.inner_text(), "a figure was not filled in"


def test_a_claim_is_shown_on_the_map(page: Page, server: str, data: Data) -> None:
    page.goto(f"{server}claims?language=ru&theme=dark")
    shown = MapPage(page)
    for number, key in enumerate(("l1", "l12", "reading-beijing")):
        if number:
            go(page, "claims")
        expect_page(page, "claims", "ru")
        page.locator(f'[data-pick="{key}"]').click()
        expect_map(shown)
        wanted, ignored = View.from_query(dict(parse_qsl(data.claims[key].view)))
        assert ignored == ()
        wait_until(page, "(date) => Searoom.instances.map_searoom.state.view.date === date", arg=wanted.date)
        view = shown.view()
        for name in ("lens", "date", "selection", "aggregation"):
            assert view[name] == getattr(wanted, name), (key, name)
        assert (view["language"], view["theme"]) == ("ru", "dark")
        side = page.locator(".st-key-panel h2")
        kind, _, chosen_id = wanted.selection.partition(":")
        record = data.corridors[chosen_id] if kind == "corridor" else data.places[chosen_id]
        expect(side).to_have_text([record.name["ru"]])
