"""The pages beside the map, in the served page: the bar that leads to them, and what each one does."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Locator, Page, expect
from pybtex.database import parse_string

from layers.analysis.changes import Trend, changes_between
from layers.analysis.risk import RiskModel
from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import Dimension, Stance
from layers.network.citations import citations
from layers.picture.symbology import LENS_COLOURS
from layers.text import format_date, translate
from tests.browser.conftest import SUB_PAGES
from tests.browser.mapped import PHONE, MapPage
from tests.browser.waiting import settle, wait_until

pytestmark = pytest.mark.browser

CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
DARK, LIGHT = "rgb(18, 22, 27)", "rgb(251, 250, 246)"
MOUNTED = "[Searoom.instances.map_searoom.map, Searoom.instances.map_searoom.map.getContainer()]"
PACKED = """() => [...document.querySelectorAll(".st-key-content *, .st-key-bar *")].filter((node) => {
  if (!node.checkVisibility() || node.closest(".scroll > *, .dvn-scroller > *, .sr-hidden")) return false;
  if (node.closest('[data-testid="hidden-dateinput-container"]')) return false;
  const box = node.getBoundingClientRect();
  return box.width && (box.left < -0.5 || box.right > innerWidth + 0.5);
}).map((node) => node.outerHTML.slice(0, 120))"""


def open_page(page: Page, url: str, name: str) -> Locator:
    """Open a page by its address; its content."""
    page.goto(url)
    return expect_page(page, name)


def go(page: Page, name: str) -> None:
    """Take the bar's way to a page."""
    page.locator(f".st-key-nav-other-{name} a").click()


def expect_page(page: Page, name: str, language: str = "en") -> Locator:
    """This page is shown, and the bar says so."""
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


# --- the bar --------------------------------------------------------------------------------------


def test_the_bar_leads_to_every_page_and_back_and_the_map_stays_as_it_was(page: Page, server: str) -> None:
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
        assert shown.view() == view, name
        assert shown.centre() == pytest.approx(place, abs=0.05), name
        assert shown.legs() == legs, name
    for name in SUB_PAGES:
        go(page, name)
        expect_page(page, name)
    assert page.evaluate("window.kept.length") == 2


@pytest.mark.parametrize("name", SUB_PAGES)
def test_a_page_is_opened_by_its_address_in_its_language_and_light(
    page: Page, server: str, name: str
) -> None:
    page.goto(f"{server}{name}?language=ru&theme=dark&date=2025-09-01")
    content = expect_page(page, name, "ru")
    expect(page.locator(".stApp")).to_have_css("background-color", DARK)
    expect(content.locator(".sr-page").first).to_have_attribute("lang", "ru")
    latin = [
        words for words in content.locator("h1, h2, label p").all_inner_texts() if not CYRILLIC.search(words)
    ]
    assert latin == []
    go(page, "map")
    shown = MapPage(page)
    shown.wait()
    view = shown.view()
    assert (view["language"], view["theme"], view["date"]) == ("ru", "dark", "2025-09-01")


@pytest.mark.parametrize("name", SUB_PAGES)
def test_language_and_light_are_switched_on_every_page(page: Page, server: str, name: str) -> None:
    open_page(page, f"{server}{name}", name)
    bar, app = page.locator(".st-key-bar"), page.locator(".stApp")
    expect(app).to_have_css("background-color", LIGHT)
    bar.get_by_role("radio", name="RU", exact=True).click()
    expect_page(page, name, "ru")
    expect(page).to_have_url(re.compile("language=ru"))
    bar.get_by_role("radio", name=translate("ru", "map.theme_dark"), exact=True).click()
    expect(app).to_have_css("background-color", DARK)
    expect(page).to_have_url(re.compile("theme=dark"))
    ink = page.locator(".st-key-content .sr-page p").first
    expect(ink).to_have_css("color", "rgb(242, 239, 232)")
    bar.get_by_role("radio", name="EN", exact=True).click()
    expect_page(page, name)
    bar.get_by_role("radio", name=translate("en", "map.theme_light"), exact=True).click()
    expect(app).to_have_css("background-color", LIGHT)


WIDER = """() => [...document.querySelectorAll("html, body, .stApp, .stMain")]
  .map((node) => [node.tagName, node.scrollWidth - node.clientWidth]).filter((one) => one[1])"""


def at_rest(page: Page, amiss: str, within_s: float = 10) -> object:
    """What is amiss once the page has come to rest: a table gets its size after its text is there."""
    found = page.evaluate(amiss)
    for _ in range(int(within_s / 0.25)):
        if not found:
            break
        page.wait_for_timeout(250)
        found = page.evaluate(amiss)
    return found


@pytest.mark.parametrize("name", SUB_PAGES)
def test_no_page_is_wider_than_the_window(page: Page, server: str, name: str) -> None:
    for width, height in ((1024, 768), PHONE):
        page.set_viewport_size({"width": width, "height": height})
        open_page(page, f"{server}{name}", name)
        for language in ("en", "ru"):
            if language == "ru":
                page.locator(".st-key-bar").get_by_role("radio", name="RU", exact=True).click()
                expect_page(page, name, "ru")
            assert at_rest(page, WIDER) == [], (width, language)
            assert at_rest(page, PACKED) == [], (width, language)


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
    page.locator(".st-key-bar").get_by_role("radio", name="RU", exact=True).click()
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


def test_a_cell_is_shown_on_the_map(page: Page, server: str, data: Data) -> None:
    shown = open_map(page, f"{server}?lens=stance:beijing&actor=beijing")
    go(page, "stances")
    expect_page(page, "stances")
    page.locator('[data-pick="beijing/karakoram"]').click()
    expect_stance(page, data, "beijing", "karakoram")
    page.get_by_role("link", name=translate("en", "page.show_on_map")).click()
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
    shown = open_map(page, f"{server}?language=ru&theme=dark")
    for key in ("l1", "l12", "reading-beijing"):
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


# --- what changed ---------------------------------------------------------------------------------


def set_day(page: Page, label: str, day: str) -> None:
    """Type a day into one of the two fields."""
    field = page.get_by_role("group", name=label, exact=True)
    field.get_by_role("spinbutton").first.click()
    page.keyboard.type(f"{day[8:]}{day[5:7]}{day[:4]}")
    page.locator(".st-key-content h1").click()  # Streamlit takes what was typed when the field is left


def expect_changes(page: Page, data: Data, since: str, until: str) -> None:
    """The lines say what the library says."""
    changes = changes_between(RiskModel(data), since, until)
    count = {trend: sum(change.trend is trend for change in changes) for trend in Trend}
    days = {"since": format_date("en", since), "until": format_date("en", until)}
    summary = translate(
        "en", "changes.summary", **days,
        worse=count[Trend.WORSE], better=count[Trend.BETTER], same=count[Trend.SAME],
    )  # fmt: skip
    expect(page.locator(".st-key-content .lede").first).to_have_text(summary)
    settle(page)
    lines = page.locator("article.change")
    assert lines.locator("h3").all_inner_texts() == [change.corridor.name["en"] for change in changes]
    trends = lines.locator(".trend").evaluate_all("(nodes) => nodes.map((n) => n.lastChild.data.trim())")
    assert trends == [translate("en", f"trend.{change.trend}") for change in changes]
    told = lines.locator("summary").all_inner_texts()
    assert told == [
        translate("en", "page.events_all", n=len(change.events)) for change in changes if change.events
    ]


def test_the_two_days_change_the_lines(page: Page, server: str, data: Data) -> None:
    open_page(page, f"{server}changes", "changes")
    expect_changes(page, data, "2025-07-01", "2026-07-01")
    set_day(page, translate("en", "changes.date"), "2025-12-31")
    expect_changes(page, data, "2025-07-01", "2025-12-31")
    set_day(page, translate("en", "changes.since"), "2023-01-01")
    expect_changes(page, data, "2023-01-01", "2025-12-31")
    expect(page).to_have_url(re.compile("date=2025-12-31&since=2023-01-01"))
    go(page, "map")
    shown = MapPage(page)
    shown.wait()
    assert (shown.view()["date"], shown.view()["since"]) == ("2025-12-31", "2023-01-01")


def test_days_in_the_wrong_order_are_put_right(page: Page, server: str, data: Data) -> None:
    open_page(page, f"{server}changes?since=2026-05-01&date=2025-02-01", "changes")
    expect_changes(page, data, "2025-02-01", "2026-05-01")


def test_a_corridor_that_changed_is_shown_on_the_map(page: Page, server: str, data: Data) -> None:
    open_page(page, f"{server}changes?date=2026-04-15", "changes")
    page.locator('[data-pick="iran-pakistan"]').click()
    shown = MapPage(page)
    shown.wait()
    shown.expect_selected("corridor:iran-pakistan")
    assert shown.view()["date"] == "2026-04-15"
    expect(page.locator(".st-key-panel h2")).to_have_text([data.corridors["iran-pakistan"].name["en"]])


def test_promises_are_drawn_and_listed(page: Page, server: str, data: Data) -> None:
    content = open_page(page, f"{server}changes", "changes")
    chart = page.get_by_test_id("stVegaLiteChart")
    chart.scroll_into_view_if_needed()
    expect(chart.locator("canvas, svg").first).to_be_visible()
    content.get_by_text(translate("en", "changes.promises_all")).click()
    for project in data.projects.values():
        if project.openings:
            expect(content).to_contain_text(project.name["en"])
            expect(content).to_contain_text(project.openings[0].what["en"])


# --- method and sources ---------------------------------------------------------------------------


def test_the_method_tells_the_whole_scale(page: Page, server: str, data: Data) -> None:
    content = open_page(page, f"{server}method", "method")
    text = content.inner_text()
    assert set(data.rubric) == set(Dimension)
    for entry in data.rubric.values():
        assert translate("en", f"dimension.{entry.dimension}") in text
        for words in (entry.definition, entry.default, *entry.levels.values()):
            assert words["en"] in text


def found_words(data: Data, number: int) -> str:
    """How the page says that this many sources were found."""
    return translate("en", "sources.found", n=number, shown=min(60, number))


def test_the_search_narrows_the_list(page: Page, server: str, data: Data) -> None:
    content = open_page(page, f"{server}sources", "sources")
    items = content.locator(".sources li")
    expect(content).to_contain_text(found_words(data, len(data.bibliography)))
    expect(items).to_have_count(60)
    source = next(source for source in data.bibliography.values() if source.url)
    field = content.get_by_label(translate("en", "sources.search"))
    for words, number in ((source.url, 1), ("no-such-words-anywhere", 0)):
        field.fill(words)
        field.press("Enter")
        expect(content).to_contain_text(found_words(data, number))
        expect(items).to_have_count(number)
    field.fill("Torkham")
    field.press("Enter")
    expect(items.first).to_contain_text("Torkham")
    settle(page)
    count = items.count()
    assert 0 < count < 60
    expect(content).to_contain_text(found_words(data, count))
    assert [words for words in items.all_inner_texts() if "torkham" not in words.lower()] == []
    field.fill("")
    field.press("Enter")
    expect(content).to_contain_text(found_words(data, len(data.bibliography)))


def test_the_bibliography_can_be_taken_away(page: Page, server: str, data: Data) -> None:
    content = open_page(page, f"{server}sources", "sources")
    taken = {}
    for key in ("csv", "bibtex"):
        with page.expect_download() as download:
            content.get_by_role("button", name=translate("en", f"sources.{key}")).click()
        taken[key] = Path(download.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(taken["csv"])))
    assert [row["id"] for row in rows] == list(data.bibliography)
    cited = citations(data)
    assert all(bool(row["cited_by"]) == bool(cited[row["id"]]) for row in rows)
    assert set(parse_string(taken["bibtex"], "bibtex").entries) == set(data.bibliography)


def test_terms_boundaries_and_limits_are_told(page: Page, server: str, data: Data) -> None:
    content = open_page(page, f"{server}sources", "sources")
    for key in ("boundaries", "limits", "unknown", "licences"):
        expect(content.get_by_role("heading", name=translate("en", f"sources.{key}"))).to_be_visible()
    text = content.inner_text()
    for dataset in data.datasets:
        assert dataset.file in text
        assert dataset.licence in text


def test_show_on_the_map_sets_the_lens(page: Page, server: str) -> None:
    shown = open_map(page, server)
    go(page, "stances")
    expect_page(page, "stances")
    page.locator('[data-pick="beijing/karakoram"]').click()
    expect(page.locator('[data-pick][aria-pressed="true"]')).to_have_attribute(
        "data-pick", "beijing/karakoram"
    )
    page.get_by_role("link", name=translate("en", "page.show_on_map")).click()
    expect_map(shown)
    shown.expect_selected("corridor:karakoram")
    assert shown.view()["lens"] == "stance:beijing"


def test_play_does_not_run_on_behind_another_page(page: Page, server: str) -> None:
    shown = open_map(page, f"{server}?date=2025-06-01")
    shown.press("play")
    go(page, "changes")
    expect_page(page, "changes")
    lede = page.locator(".lede").first
    before = lede.inner_text()
    page.wait_for_timeout(4500)
    assert lede.inner_text() == before
