"""Time on the stand-alone map: the date control, the way from event to event, and what was known when."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from layers.analysis.changes import events_of_corridor
from layers.analysis.risk import RiskModel
from layers.model.dataset import Data
from layers.model.evidence import Event
from layers.model.vocabulary import DEFAULT_DATE, FIRST_DATE, LAST_DATE
from layers.network.network import change_dates, first_day
from layers.picture.symbology import LENS_COLOURS
from layers.text import format_date, translate
from tests.browser.mapped import (
    GATES,
    MapPage,
    colours_to_show,
    day_before,
    day_index,
    expect_gates,
    legs_to_show,
    symbols_to_show,
)
from tests.browser.waiting import hurried, wait_until

pytestmark = pytest.mark.browser

CHANGES = [
    # leg, last day before, status then, first day after, status then
    ("kabul-torkham", "2025-10-10", "operational", "2025-10-11", "suspended"),
    ("torkham-peshawar", "2023-09-14", "suspended", "2023-09-15", "operational"),
    ("druzhba-north", "2026-04-30", "operational", "2026-05-01", "suspended"),
    ("bandar-abbas-hormuz", "2026-02-28", "operational", "2026-03-01", "suspended"),
    ("bandar-abbas-hormuz", "2026-06-17", "suspended", "2026-06-18", "limited"),
    ("zahedan-taftan", "2026-01-30", "limited", "2026-01-31", "suspended"),
]
DRAWN_ON = """a.map((day) => { m.state.view.date = day; m.geometry.restyle({ date: true });
  return Object.fromEntries(m.geometry.legs.filter((d) => m.map.hasLayer(d.core))
    .map((d) => [d.leg.id, d.core._path.getAttribute("stroke")])); })"""
"""The strokes of the legs on each of some days."""


@pytest.fixture
def shown(kept: MapPage) -> MapPage:
    """The stand-alone map, open."""
    return kept


def events_on_record(data: Data) -> list[Event]:
    """The events that the date control can reach, in their order."""
    return [event for event in data.events.values() if first_day(event.date) >= FIRST_DATE]


def days_of(events: list[Event]) -> list[str]:
    """Their days, oldest first, each once."""
    return sorted({first_day(event.date) for event in events})


def caption(shown: MapPage) -> Locator:
    """The line that says what happened."""
    return shown.page.locator(".sr-happened")


# --- the date -------------------------------------------------------------------------------------


def test_the_date_runs_from_2021_to_2030(shown: MapPage) -> None:
    slider = shown.key("date")
    assert slider.get_attribute("min") == str(day_index(FIRST_DATE))
    assert slider.get_attribute("max") == str(day_index(LAST_DATE))
    for key, day, words in (("Home", FIRST_DATE, "1 January 2021"), ("End", LAST_DATE, "31 December 2030")):
        slider.press(key)
        assert shown.view()["date"] == day
        expect(slider).to_have_attribute("aria-valuetext", words)
        expect(shown.page.locator(".sr-day")).to_contain_text(words)
    expect(shown.page.locator(".sr-day")).to_contain_text(translate("en", "map.as_announced"))
    shown.press("known")
    expect(slider).to_have_attribute("aria-valuetext", "4 July 2026")
    expect(shown.page.locator(".sr-day")).to_have_text("4 July 2026")
    expect(shown.key("known")).to_be_disabled()


def test_a_day_can_be_chosen_and_one_outside_the_range_is_refused(shown: MapPage) -> None:
    shown.key("day").fill("2025-10-11")
    assert shown.view()["date"] == "2025-10-11"
    expect(shown.key("day")).to_have_value("2025-10-11")
    shown.key("day").fill("2019-12-31")
    assert shown.view()["date"] == "2025-10-11"


def test_a_drag_of_the_slider_takes_the_map_along(shown: MapPage) -> None:
    box = shown.key("date").bounding_box()
    first, last = day_index(FIRST_DATE), day_index(LAST_DATE)
    middle = box["y"] + box["height"] / 2
    start = 10 + (box["width"] - 20) * (day_index(DEFAULT_DATE) - first) / (last - first)
    shown.page.mouse.move(box["x"] + start, middle)
    shown.page.mouse.down()
    seen = []
    for step in range(1, 6):
        shown.page.mouse.move(box["x"] + start - 40 * step, middle)
        seen.append(shown.view()["date"])
        expect(shown.page.locator(".sr-day")).to_contain_text(format_date("en", seen[-1]))
        expect(shown.page.locator(".sr-summary")).to_contain_text(format_date("en", seen[-1]))
    shown.page.mouse.up()
    assert seen == sorted(seen, reverse=True)
    assert seen[0] < DEFAULT_DATE
    assert seen[-1] < seen[0]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_gates_are_open_and_shut_on_their_days(shown: MapPage, data: Data, language: str) -> None:
    shown.press(f"lang:{language}")
    for lens in ("status", "risk"):
        shown.set_lens(lens)
        for day in GATES:
            shown.set_date(day)
            expect_gates(shown, data, day, language)
            drawn, expected = shown.legs(), colours_to_show(data, lens, day, "light")
            assert {key: drawn[key]["stroke"] for key in expected} == expected, (lens, day)
            assert shown.symbols() == symbols_to_show(data, lens, day, "light"), (lens, day)


@pytest.mark.parametrize(("leg", "before", "status_before", "after", "status_after"), CHANGES)
def test_a_status_changes_on_its_day(
    shown: MapPage, leg: str, before: str, status_before: str, after: str, status_after: str
) -> None:
    assert before == day_before(after)
    shown.set_lens("status")
    shown.open_table("leg")
    for day, status in ((before, status_before), (after, status_after)):
        shown.set_date(day)
        expect(shown.table_row(f"leg:{leg}")).to_contain_text(translate("en", f"status.{status}"))
        drawn = shown.legs()[leg]
        assert drawn["stroke"] == LENS_COLOURS["light"]["status"][status]
        assert (drawn["stroke-dasharray"] is None) == (status == "operational")


# Slow: more than two hundred days; the golden files hold the looks of forty views.
@pytest.mark.slow
@pytest.mark.parametrize("lens", ["risk", "status"])
def test_every_day_of_change_draws_what_the_library_says(shown: MapPage, data: Data, lens: str) -> None:
    shown.set_lens(lens)
    changes = set(RiskModel(data).change_dates(data.parts))
    changes |= {
        day for c in data.corridors.values() for day in change_dates(c.status_history, data.evidence_end)
    }
    assert len(changes) > 100
    days = sorted(changes | {day_before(day) for day in changes if day > FIRST_DATE})
    for day, strokes in zip(days, shown.ask(DRAWN_ON, days), strict=True):
        visible, expected = legs_to_show(data, day), colours_to_show(data, lens, day, "light")
        assert set(strokes) == visible, day
        assert {key: strokes[key] for key in expected if key in visible} == {
            key: colour for key, colour in expected.items() if key in visible
        }, day


def test_a_cross_stands_where_a_leg_is_blocked(shown: MapPage, data: Data) -> None:
    torkham = data.crossings["B-TORKHAM"].position
    near = """m.geometry.crosses.filter((cross) => m.map.distance(cross.getLatLng(), [a[1], a[0]]) < 2000
        && cross.getElement().querySelector("svg").checkVisibility()).length"""
    shown.set_date("2025-10-10")
    assert shown.ask(near, torkham) == 0
    shown.set_date("2025-10-11")
    assert shown.ask(near, torkham) == 1


# --- from event to event --------------------------------------------------------------------------


def expect_caption(shown: MapPage, events: list[Event], day: str, language: str = "en") -> None:
    """The caption tells the last of these events that had begun on ``day``, and its place among them."""
    now = [event for event in events if first_day(event.date) <= day]
    until = f" – {format_date(language, now[-1].until)}" if now[-1].until else ""
    told = caption(shown).inner_text()
    assert format_date(language, now[-1].date) + until in told
    assert translate(language, f"direction.{now[-1].direction}") in told
    assert now[-1].title[language] in told
    assert translate(language, "map.event_of", n=len(now), all=len(events)) in told


def test_next_goes_through_every_event_in_order(shown: MapPage, data: Data) -> None:
    days = days_of(events_on_record(data))
    shown.set_date(FIRST_DATE)
    expect(shown.key("event-back")).to_be_disabled()
    shown.press("event-next")
    assert shown.view()["date"] == days[0]
    expect(shown.key("event-back")).to_be_disabled()
    shown.set_date("2025-12-01")
    shown.key("event-next").focus()
    went = []
    ahead = [day for day in days if day > "2025-12-01"]
    for _ in ahead:
        shown.page.keyboard.press("Enter")
        went.append(shown.view()["date"])
    assert went == ahead
    expect(shown.key("event-next")).to_be_disabled()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_each_step_says_what_happened_and_when(shown: MapPage, data: Data, language: str) -> None:
    shown.press(f"lang:{language}")
    shown.set_date("2026-03-31")
    every = list(data.events.values())
    days = days_of(events_on_record(data))
    for day in [day for day in days if day > "2026-03-31"][:12]:
        shown.press("event-next")
        assert shown.view()["date"] == day
        expect_caption(shown, every, day, language)
    last = shown.view()["date"]
    for day in [day for day in reversed(days) if day < last][:14]:
        shown.press("event-back")
        assert shown.view()["date"] == day
        expect_caption(shown, every, day, language)


@pytest.mark.parametrize("corridor", ["eastern-china", "cku"])
def test_with_a_corridor_chosen_only_its_events_count(shown: MapPage, data: Data, corridor: str) -> None:
    events = events_of_corridor(data, data.corridors[corridor])
    days = [day for day in days_of(events) if day >= FIRST_DATE]
    assert len(days) > 2
    assert len(events) < len(data.events)
    shown.row(f"corridor:{corridor}").click()
    expect(shown.page.locator(".sr-strip .sr-event")).to_have_count(
        sum(first_day(event.date) >= FIRST_DATE for event in events)
    )
    before = [day for day in reversed(days) if day < DEFAULT_DATE]
    for day in before:
        shown.press("event-back")
        assert shown.view()["date"] == day
        expect_caption(shown, events, day)
    expect(shown.key("event-back")).to_be_disabled()
    for day in [day for day in days if day > before[-1]]:
        shown.press("event-next")
        assert shown.view()["date"] == day


def test_with_a_place_chosen_only_its_events_count(shown: MapPage, data: Data) -> None:
    events = [event for event in data.events.values() if "C-HORMUZ" in event.parts]
    shown.press("open:chokepoints")
    shown.row("chokepoint:C-HORMUZ").click()
    expect_caption(shown, events, DEFAULT_DATE)
    shown.press("event-back")
    day = max(day for day in days_of(events) if day < DEFAULT_DATE)
    assert shown.view()["date"] == day
    expect_caption(shown, events, day)
    shown.set_date(FIRST_DATE)
    expect(caption(shown)).to_have_text(translate("en", "map.no_event_yet"))


def test_where_nothing_is_on_record_it_says_so(shown: MapPage, data: Data) -> None:
    touched = {part for event in data.events.values() for part in event.parts}
    quiet = next(key for key in data.ports if key not in touched)
    shown.press("open:ports")
    shown.row(f"port:{quiet}").click()
    expect(caption(shown)).to_have_text(translate("en", "map.no_event"))
    for key in ("event-back", "event-next"):
        expect(shown.key(key)).to_be_disabled()


def test_play_steps_by_itself_and_stops_at_the_last_event(shown: MapPage, data: Data) -> None:
    days = days_of(events_on_record(data))
    shown.set_date(days[-3])
    play = shown.key("play")
    expect(play).to_have_attribute("aria-label", translate("en", "map.play"))
    shown.ask("(window.went = [], m.state.listen(() => went.push(m.state.view.date)), 0)")
    with hurried(shown.page, 10):
        play.click()
        expect(play).to_have_attribute("aria-label", translate("en", "map.stop"))
        expect(play).to_have_attribute("aria-label", translate("en", "map.play"))
    assert shown.page.evaluate("went") == days[-2:]
    play.click()  # at the end it begins anew
    assert shown.view()["date"] == FIRST_DATE
    play.click()
    expect(play).to_have_attribute("aria-label", translate("en", "map.play"))


def test_stop_stops(shown: MapPage, data: Data) -> None:
    days = days_of(events_on_record(data))
    shown.set_date(days[20])
    with hurried(shown.page, 6):
        shown.press("play")
        wait_until(shown.page, "(day) => Searoom.instances.map_searoom.state.view.date !== day", days[20])
        shown.key("play").evaluate("(button) => button.click()")  # drawn anew at each step
    stopped = shown.view()["date"]
    assert stopped in days[21:]
    shown.page.wait_for_timeout(700)  # two steps
    assert shown.view()["date"] == stopped
    expect(shown.key("play")).to_have_attribute("aria-label", translate("en", "map.play"))


def test_the_strip_has_a_tick_for_every_event(shown: MapPage, data: Data) -> None:
    events = events_on_record(data)
    ticks = shown.page.locator(".sr-strip .sr-event").evaluate_all(
        """(nodes) => nodes.map((node) => { const box = node.getBoundingClientRect();
          return { direction: [...node.classList].find((c) => c !== "sr-event").slice(3),
            x: box.left + box.width / 2, top: box.top, bottom: box.bottom }; })"""
    )
    assert [tick["direction"] for tick in ticks] == [str(event.direction) for event in events]
    above = [tick for tick in ticks if tick["direction"] in ("closes", "raises-risk")]
    below = [tick for tick in ticks if tick["direction"] in ("opens", "lowers-risk")]
    assert above
    assert below
    assert max(tick["bottom"] for tick in above) <= min(tick["top"] for tick in below)
    track = shown.page.locator(".sr-strip").bounding_box()
    first, last = day_index(FIRST_DATE), day_index(LAST_DATE)
    for tick, event in zip(ticks, events, strict=True):
        along = (day_index(first_day(event.date)) - first) / (last - first)
        assert tick["x"] == pytest.approx(track["x"] + 10 + (track["width"] - 20) * along, abs=1), event.id
    colours = {
        direction: shown.page.locator(f".sr-event.sr-{direction}").first.evaluate(
            "(node) => getComputedStyle(node).backgroundColor"
        )
        for direction in ("closes", "opens")
    }
    assert colours["closes"] != colours["opens"]


def test_the_handle_stands_under_the_tick_of_its_day(shown: MapPage, data: Data) -> None:
    """By clicking the slider at a tick: the day that it goes to is the event's, to within the pixels."""
    events = events_on_record(data)
    box = shown.key("date").bounding_box()
    days_a_pixel = (day_index(LAST_DATE) - day_index(FIRST_DATE)) / (box["width"] - 20)
    for number in (0, len(events) // 2, len(events) - 1):
        tick = shown.page.locator(".sr-strip .sr-event").nth(number).bounding_box()
        box = shown.key("date").bounding_box()
        shown.page.mouse.click(tick["x"] + tick["width"] / 2, box["y"] + box["height"] / 2 + 5)
        off = day_index(shown.view()["date"]) - day_index(first_day(events[number].date))
        assert abs(off) <= 3 * days_a_pixel, events[number].id
