"""What was known when, and the table of events, on the stand-alone map."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from layers.analysis.changes import events_of_corridor
from layers.model.dataset import Data
from layers.model.vocabulary import DEFAULT_DATE, FIRST_DATE
from layers.network.network import first_day, status_on
from layers.text import format_date, translate
from tests.browser.mapped import MapPage

pytestmark = pytest.mark.browser


@pytest.fixture
def shown(kept: MapPage) -> MapPage:
    """The stand-alone map, open."""
    return kept


# --- what was known -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("selection", ["chokepoint:C-HORMUZ", "crossing:B-TORKHAM", "crossing:B-CHAMAN"])
def test_a_chosen_gate_that_is_shut_says_how_old_the_news_is(
    shown: MapPage, data: Data, selection: str, language: str
) -> None:
    place = data.places[selection.partition(":")[2]]
    entry = status_on(place.status_history, DEFAULT_DATE, data.evidence_end).entry
    shown.ask("m.state.change({ selection: a[0], language: a[1] })", [selection, language])
    label = shown.page.locator(".sr-label").filter(has_text=re.compile("^" + re.escape(place.name[language])))
    expect(label.locator("small")).to_have_text(
        translate(language, "map.known_on", date=format_date(language, entry.last_known))
    )
    shown.set_date("2025-09-01")
    expect(label).to_have_text(place.name[language])


def test_narrow_seas_say_it_from_afar(shown: MapPage, data: Data) -> None:
    told = {
        label.evaluate("(node) => node.firstChild.data"): label.locator("small").all_inner_texts()
        for label in shown.page.locator(".sr-label-chokepoint").all()
    }
    expected = {}
    for point in data.chokepoints.values():
        state = status_on(point.status_history, DEFAULT_DATE, data.evidence_end)
        shut = state.status in ("suspended", "limited")
        known = translate("en", "map.known_on", date=format_date("en", state.entry.last_known))
        expected[point.name["en"]] = [known] if shut else []
    assert any(told.values())
    assert told == {name: expected[name] for name in told}


def test_the_pointer_is_told_how_old_the_news_is(shown: MapPage) -> None:
    tip = """(m.state.change({ date: a }), m.geometry.places.find((d) => d.place.id === "B-TORKHAM")
        .marker.openTooltip().getTooltip().getElement().innerText)"""
    known = translate("en", "map.known_on", date="8 April 2026")
    assert known in shown.ask(tip, DEFAULT_DATE)
    assert known not in shown.ask(tip, "2025-09-01")


# --- the table of events --------------------------------------------------------------------------


def test_the_table_of_events_holds_every_event_and_sets_the_date(shown: MapPage, data: Data) -> None:
    shown.open_table("event")
    picks = shown.page.locator(".sr-drawer tbody th .sr-pick")
    assert picks.evaluate_all("(nodes) => nodes.map((n) => n.dataset.key)") == [
        f"event:{key}" for key in data.events
    ]
    event = data.events["us-blockade-2026-04"]
    row = shown.table_row(f"event:{event.id}")
    for words in (
        format_date("en", event.date),
        event.title["en"],
        translate("en", f"direction.{event.direction}"),
        translate("en", f"confidence.{event.confidence}"),
        *(data.corridors[key].short_name["en"] for key in event.corridors),
    ):
        expect(row).to_contain_text(words)
    row.locator("td").first.click()
    assert shown.view()["date"] == "2026-04-13"
    expect(row.locator("button")).to_have_attribute("aria-pressed", "true")
    assert shown.view()["selection"] == ""
    other = data.events["wheat-to-armenia-2025-11"]
    shown.key(f"event:{other.id}").focus()
    shown.page.keyboard.press("Enter")
    assert shown.view()["date"] == first_day(other.date)
    assert shown.focused() == f"event:{other.id}"
    expect(row.locator("button")).to_have_attribute("aria-pressed", "false")
    shown.table_row("event:dostyk-rail-link-1990").locator("td").first.click()
    assert shown.view()["date"] == FIRST_DATE


def test_events_sort_by_date(shown: MapPage, data: Data) -> None:
    shown.open_table("event")
    for descending in (False, True):
        shown.press("sort:date")
        keys = shown.page.locator(".sr-drawer tbody th .sr-pick").evaluate_all(
            "(nodes) => nodes.map((n) => n.dataset.key.slice(6))"
        )
        days = [first_day(data.events[key].date) for key in keys]
        assert all(a >= b if descending else a <= b for a, b in pairwise(days))


def test_with_any_corridor_chosen_its_events_are_those_of_its_dossier(shown: MapPage, data: Data) -> None:
    wrong = {}
    for corridor in data.corridors.values():
        told = shown.ask(
            "(m.state.change({ selection: a }), m.state.events().map((e) => e.id))", f"corridor:{corridor.id}"
        )
        expected = [event.id for event in events_of_corridor(data, corridor)]
        if told != expected:
            wrong[corridor.id] = (len(told), len(expected))
    assert wrong == {}


def test_the_step_buttons_stay_where_they_are(shown: MapPage, data: Data) -> None:
    where = {}
    days = sorted({first_day(e.date) for e in data.events.values() if first_day(e.date) >= FIRST_DATE})
    for day in days[::6]:
        shown.set_date(day)
        where[shown.key("event-next").bounding_box()["y"]] = day
    assert len(where) == 1, where
