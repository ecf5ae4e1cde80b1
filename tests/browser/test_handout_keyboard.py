"""Without a mouse: every control by Tab, and the table that says in words what the map draws."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from layers.model.dataset import Data
from layers.model.vocabulary import DEFAULT_DATE
from layers.text import translate
from tests.browser.mapped import MapPage, legs_to_show

pytestmark = pytest.mark.browser


@pytest.fixture
def shown(kept: MapPage) -> MapPage:
    """The stand-alone map, open; the keyboard is nowhere yet."""
    return kept


# --- keyboard -------------------------------------------------------------------------------------


STOP = """(() => { const node = document.activeElement;
  return [node.dataset.key || null, node.getAttribute("aria-label") || node.innerText,
    getComputedStyle(node).outlineStyle]; })()"""


def test_tab_reaches_every_control_and_shows_where_it_is(shown: MapPage, data: Data) -> None:
    reached, unseen = [], []
    for _ in range(140):
        shown.page.keyboard.press("Tab")
        key, name, outline = shown.page.evaluate(STOP)
        reached.append(key)
        assert name and name.strip(), f"stop {len(reached)} of the Tab key has no name"
        if key and outline != "solid":
            unseen.append(key)
    bar = [
        "lens:risk",
        "dimension",
        "lens:status",
        "lens:stance",
        "actor",
        "table",
        "lang:en",
        "lang:ru",
        "theme",
    ]
    time = ["play", "event-back", "date", "day"]  # the ways forward are off where the evidence ends
    legend = [key for c in data.corridors for key in (f"box:{c}", f"corridor:{c}")]
    rows = [
        f"box:{row}"
        for row in ("ports", "crossings", "chokepoints", "lanes", "context", "cities", "rail", "borders")
    ]
    missing = {
        *bar,
        *time,
        "aggregation:weakest",
        "aggregation:length",
        "fold",
        *legend,
        *rows,
        "group:limited",
        "open:ports",
        "open:crossings",
        "open:chokepoints",
    } - set(reached)
    assert not missing
    assert set(unseen) <= {"day"}  # the button of its calendar is the browser's own
    assert shown.page.locator(".leaflet-container").get_attribute("tabindex") == "0"


def test_the_ways_forward_are_reached_when_there_is_a_way(shown: MapPage) -> None:
    shown.set_date("2025-09-01")
    shown.key("event-back").focus()
    for key in ("event-next", "known"):
        shown.tab_to(key, limit=10)


def test_keys_move_the_date_by_a_month_a_day_and_a_year_and_keep_the_focus(shown: MapPage) -> None:
    shown.key("date").focus()
    for key, day in (
        ("ArrowRight", "2026-08-04"),
        ("ArrowUp", "2026-09-04"),
        ("ArrowLeft", "2026-08-04"),
        ("ArrowDown", "2026-07-04"),
        ("Shift+ArrowLeft", "2026-07-03"),
        ("Shift+ArrowLeft", "2026-07-02"),
        ("Shift+ArrowRight", "2026-07-03"),
        ("PageUp", "2027-07-03"),
        ("PageDown", "2026-07-03"),
        ("PageDown", "2025-07-03"),
    ):
        shown.page.keyboard.press(key)
        assert shown.view()["date"] == day, key
        assert shown.focused() == "date"


def test_keys_keep_to_the_calendar_and_to_the_range(shown: MapPage) -> None:
    for start, key, day in (
        ("2025-01-31", "ArrowRight", "2025-02-28"),
        ("2024-01-31", "ArrowRight", "2024-02-29"),
        ("2025-03-31", "ArrowLeft", "2025-02-28"),
        ("2024-02-29", "PageUp", "2025-02-28"),
        ("2025-12-31", "ArrowRight", "2026-01-31"),
        ("2021-01-15", "ArrowLeft", "2021-01-01"),
        ("2030-12-30", "Shift+ArrowRight", "2030-12-31"),
        ("2030-12-31", "Shift+ArrowRight", "2030-12-31"),
        ("2030-03-01", "PageUp", "2030-12-31"),
    ):
        shown.set_date(start)
        shown.key("date").press(key)
        assert shown.view()["date"] == day, (start, key)


def test_play_and_steps_work_by_key_and_keep_the_focus(shown: MapPage) -> None:
    shown.set_date("2025-09-01")
    for key in ("event-back", "event-next"):
        before = shown.view()["date"]
        shown.key(key).focus()
        shown.page.keyboard.press("Space")
        assert shown.view()["date"] != before
        assert shown.focused() == key
    shown.key("play").focus()
    shown.page.keyboard.press("Enter")
    expect(shown.key("play")).to_have_attribute("aria-label", translate("en", "map.stop"))
    assert shown.focused() == "play"
    shown.page.keyboard.press("Enter")
    expect(shown.key("play")).to_have_attribute("aria-label", translate("en", "map.play"))


def test_space_switches_a_corridor_and_enter_selects_it(shown: MapPage, data: Data) -> None:
    shown.key("box:eastern-china").focus()
    shown.page.keyboard.press("Space")
    assert set(shown.legs()) == legs_to_show(data, DEFAULT_DATE, {"corridor:eastern-china"})
    assert shown.focused() == "box:eastern-china"
    shown.page.keyboard.press("Space")
    shown.page.keyboard.press("Tab")
    shown.page.keyboard.press("Enter")
    shown.expect_selected("corridor:eastern-china")
    assert shown.focused() == "corridor:eastern-china"


def test_lens_buttons_and_actor_work_by_key(shown: MapPage) -> None:
    shown.key("lens:status").focus()
    shown.page.keyboard.press("Enter")
    assert shown.view()["lens"] == "status"
    shown.key("actor").focus()
    shown.page.keyboard.press("ArrowDown")
    assert shown.view()["lens"] == "stance:beijing"
    assert shown.focused() == "actor"
    shown.key("dimension").focus()
    shown.page.keyboard.press("ArrowDown")
    assert shown.view()["lens"] == "risk:security"
    assert shown.focused() == "dimension"
    shown.key("aggregation:length").focus()
    shown.page.keyboard.press("Enter")
    assert shown.view()["aggregation"] == "length"
    assert shown.focused() == "aggregation:length"


def test_table_rows_are_reached_and_select(shown: MapPage) -> None:
    shown.open_table("port")
    shown.key("tab:port").focus()
    shown.tab_to("port:AEJEA")
    shown.page.keyboard.press("Enter")
    assert shown.view()["selection"] == "port:AEJEA"
    assert shown.focused() == "port:AEJEA"
    expect(shown.table_row("port:AEJEA").locator("button")).to_have_attribute("aria-pressed", "true")


def test_what_is_on_screen_is_said_in_words(shown: MapPage, data: Data) -> None:
    said = shown.page.locator(".sr-summary[aria-live=polite]")
    outlets = sum(corridor.outlet for corridor in data.corridors.values())
    expect(said).to_contain_text(f"{outlets} (")
    shown.row("corridor:karakoram").click()
    expect(said).to_contain_text(f"Selected: {data.corridors['karakoram'].short_name['en']}, limited")
    shown.set_date("2025-10-05")
    expect(said).to_contain_text("5 October 2025")


# --- the table twin -------------------------------------------------------------------------------


def test_the_table_holds_every_record(shown: MapPage, data: Data) -> None:
    for tab, records in (
        ("corridor", data.corridors),
        ("leg", data.legs),
        ("port", data.ports),
        ("crossing", data.crossings),
        ("chokepoint", data.chokepoints),
        ("event", data.events),
    ):
        shown.open_table(tab)
        keys = shown.page.locator(".sr-drawer tbody th .sr-pick").evaluate_all(
            "(nodes) => nodes.map((node) => node.dataset.key)"
        )
        assert sorted(keys) == sorted(f"{tab}:{key}" for key in records)
        expect(shown.page.locator(".sr-drawer tbody tr")).to_have_count(len(records))


def test_columns_sort_and_say_so(shown: MapPage, data: Data) -> None:
    shown.open_table("leg")
    heads = shown.page.locator(".sr-drawer thead th")
    km = shown.page.locator('.sr-drawer thead th:has([data-key="sort:km"])')
    assert set(heads.evaluate_all("(nodes) => nodes.map((n) => n.getAttribute('aria-sort'))")) == {"none"}
    for direction, descending in (("ascending", False), ("descending", True)):
        shown.press("sort:km")
        expect(km).to_have_attribute("aria-sort", direction)
        column = heads.evaluate_all(
            "(nodes) => nodes.findIndex((n) => n.getAttribute('aria-sort') !== 'none')"
        )
        lengths = shown.page.locator(f".sr-drawer tbody tr > :nth-child({column + 1})").all_inner_texts()
        numbers = [int(text.replace(",", "")) for text in lengths]
        assert numbers == sorted(numbers, reverse=descending)
        assert numbers[-1 if direction == "ascending" else 0] == round(
            max(leg.length_km for leg in data.legs.values())
        )
    shown.press("sort:status")
    expect(km).to_have_attribute("aria-sort", "none")


def test_the_table_selects_and_is_selected(shown: MapPage) -> None:
    shown.open_table("corridor")
    shown.table_row("corridor:karakoram").locator("td").first.click()
    shown.expect_selected("corridor:karakoram")
    shown.row("corridor:cku").click()
    expect(shown.table_row("corridor:cku").locator("button")).to_have_attribute("aria-pressed", "true")
    expect(shown.table_row("corridor:karakoram").locator("button")).to_have_attribute("aria-pressed", "false")


def test_the_table_follows_the_date(shown: MapPage) -> None:
    shown.open_table("crossing")
    row = shown.table_row("crossing:B-TORKHAM")
    for day, status in (("2025-10-10", "operational"), ("2025-10-11", "suspended")):
        shown.set_date(day)
        expect(row).to_contain_text(translate("en", f"status.{status}"))
