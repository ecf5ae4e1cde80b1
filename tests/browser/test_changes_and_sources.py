"""What the pages of changes, method and sources show, and what can be taken away from them."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pybtex.database import parse_string

from layers.analysis.changes import Trend, changes_between
from layers.analysis.risk import RiskModel
from layers.model.dataset import Data
from layers.model.vocabulary import DEFAULT_DATE, Dimension
from layers.network.citations import citations
from layers.text import format_date, translate
from tests.browser.mapped import MapPage
from tests.browser.paged import go, open_page
from tests.browser.waiting import settle

pytestmark = pytest.mark.browser


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
    expect_changes(page, data, "2025-07-01", DEFAULT_DATE)
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
