"""The served page in a real browser: the map, the panel beside it, the link, and what goes over the wire."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from layers.analysis.changes import events_of_corridor
from layers.analysis.risk import RiskModel
from layers.model.dataset import Data
from layers.model.vocabulary import DEFAULT_DATE
from layers.network.network import corridors_of_leg, first_day
from layers.picture.symbology import LENS_COLOURS
from layers.text import format_number, translate
from tests.browser.boxes import expect_time_bar_in_order
from tests.browser.mapped import (
    FITS,
    GATES,
    PHONE,
    SIZES,
    MapPage,
    colours_to_show,
    expect_gates,
    legs_to_show,
    symbols_to_show,
)
from tests.browser.serving import is_listening, run_server
from tests.browser.waiting import settle, wait_for, wait_until
from tests.browser.watching import Watch

pytestmark = pytest.mark.browser

CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
RERUN_BYTES = 60_000
MOUNTED = """(({ map, geometry }) => [map, map.getContainer(), geometry.legs[0].core._path])
  (Searoom.instances.map_searoom)"""
"""The Leaflet map, its element and a line on it."""


@pytest.fixture
def shown(page: Page, server: str) -> MapPage:
    """The served page, open, with its panel."""
    return open_app(page, server)


def open_app(page: Page, url: str, size: tuple[int, int] = (1440, 900)) -> MapPage:
    """Open the served page and wait for map and panel."""
    shown = MapPage(page).open(url, size)
    page.wait_for_selector(".st-key-panel .sr-page")
    return shown


def panel(page: Page) -> Locator:
    """The panel beside the map."""
    return page.locator(".st-key-panel")


def expect_title(side: Locator, title: str) -> None:
    """The panel is about this and, once the rerun is over, about nothing else."""
    expect(side.locator("h2")).to_have_text([title])


def choose_actor(page: Page, name: str) -> None:
    """Choose an actor in the panel."""
    panel(page).get_by_text(name, exact=True).first.click()


# --- place ----------------------------------------------------------------------------------------


def test_map_and_panel_fill_every_window_and_nothing_looks_like_streamlit(shown: MapPage) -> None:
    page = shown.page
    for size in SIZES:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        shown.wait()
        expect_full_window(page, size)
        expect_time_attribution_and_scale_whole(page)
    for part in ("stHeader", "stSidebar", "stToolbar", "stExpandSidebarButton"):
        for node in page.get_by_test_id(part).all():
            expect(node).to_be_hidden()
    expect(page).to_have_title("Searoom")


def expect_full_window(page: Page, size: tuple[int, int]) -> None:
    """Map and panel fill the window; nothing scrolls but the panel."""
    width, height = size
    box = {
        name: page.locator(selector).bounding_box()
        for name, selector in (
            ("bar", ".st-key-bar"),
            ("header", ".sr-header"),
            ("strip", ".st-key-strip"),
            ("time", ".sr-time"),
            ("stage", ".sr-stage"),
            ("map", "#map_searoom"),
            ("footer", ".sr-footer"),
            ("panel", ".st-key-panel"),
        )
    }
    near = pytest.approx
    assert (box["bar"]["x"], box["bar"]["y"], box["bar"]["width"]) == (0, 0, width)
    top = box["bar"]["height"]
    assert (box["header"]["x"], box["header"]["width"]) == (0, width)
    assert box["header"]["y"] == near(top, abs=1)
    strip, stage = box["strip"], box["stage"]
    assert (strip["x"], strip["y"]) == (0, near(top + box["header"]["height"], abs=1))
    assert strip["width"] == near(box["panel"]["x"], abs=1)
    assert stage["y"] == near(strip["y"], abs=1)
    below = {"y": stage["y"] + strip["height"], "height": stage["height"] - strip["height"]}
    assert box["map"] == near(stage | below, abs=1)
    assert box["map"]["x"] == 0
    assert box["map"]["x"] + box["map"]["width"] == near(box["panel"]["x"], abs=1)
    assert box["map"]["y"] + box["map"]["height"] == near(box["time"]["y"], abs=1)
    assert box["time"]["y"] + box["time"]["height"] == near(box["footer"]["y"], abs=1)
    assert box["time"]["width"] == near(box["map"]["width"], abs=1)
    assert box["footer"]["y"] + box["footer"]["height"] == near(height, abs=1)
    assert box["panel"]["x"] + box["panel"]["width"] == near(width, abs=1)
    assert box["panel"]["y"] == near(top + box["header"]["height"], abs=1)
    assert box["panel"]["y"] + box["panel"]["height"] == near(height, abs=1)
    assert box["map"]["width"] > 0.55 * width
    page.mouse.move(5, height - 5)
    page.mouse.wheel(0, 600)
    frames = page.locator("html, body, .stApp, .stMain")
    moved = frames.evaluate_all("(nodes) => nodes.map((node) => [node.scrollTop, node.scrollLeft])")
    assert moved == [[0, 0]] * frames.count()
    assert page.evaluate(FITS)


def test_on_a_phone_the_panel_follows_the_map(page: Page, server: str) -> None:
    open_app(page, server, PHONE)
    expect_time_bar_in_order(page)
    stage, side = page.locator(".sr-stage").bounding_box(), panel(page).bounding_box()
    assert stage["width"] == pytest.approx(390, abs=1)
    assert side["y"] >= stage["y"] + stage["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    panel(page).locator(".sr-page h2").scroll_into_view_if_needed()
    expect(panel(page).locator(".sr-page h2")).to_be_in_viewport()


def expect_time_attribution_and_scale_whole(page: Page) -> None:
    """Beside the panel there is room for all of them."""
    expect_time_bar_in_order(page)
    expect(page.locator(".leaflet-control-scale-line")).to_be_in_viewport(ratio=1)
    foot = page.locator(".sr-foot")
    expect(foot).to_contain_text("OpenStreetMap contributors (ODbL)")
    assert foot.evaluate("(node) => node.scrollWidth <= node.clientWidth"), "the attribution is cut off"


# --- map and panel --------------------------------------------------------------------------------


def test_it_opens_with_everything_and_asks_only_its_own_server(
    shown: MapPage, watch: Watch, server: str, data: Data
) -> None:
    assert set(shown.legs()) == legs_to_show(data, DEFAULT_DATE)
    assert [url for url in watch.requests if not url.startswith((server, f"blob:{server}", "data:"))] == []
    assert watch.sockets


def test_choosing_a_corridor_opens_its_dossier(shown: MapPage, data: Data) -> None:
    corridor = data.corridors["middle-black-sea"]
    shown.row(f"corridor:{corridor.id}").click()
    expect_title(panel(shown.page), corridor.name["en"])
    expect(panel(shown.page)).to_contain_text(corridor.summary["en"])
    expect(shown.page.locator(".sr-card")).to_have_count(0)
    shown.set_date("2021-01-15")
    expect(shown.page).to_have_url(re.compile("date=2021-01-15"))
    shown.row("corridor:karakoram").click()
    expect_title(panel(shown.page), data.corridors["karakoram"].name["en"])


def test_links_above_the_dossier_lead_to_its_sections_and_stay_in_sight(shown: MapPage, data: Data) -> None:
    shown.row("corridor:middle-black-sea").click()
    side = panel(shown.page)
    expect_title(side, data.corridors["middle-black-sea"].name["en"])
    link = side.get_by_role("button", name=translate("en", "page.section.sources"), exact=True)
    link.press("Enter")
    heading = side.locator("[data-section=sources]")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    expect(link).to_be_in_viewport()
    assert "#" not in shown.page.url, "the link of the view is as it was"


def test_a_reference_number_tells_its_source_on_hover_and_focus_and_opens_it(
    shown: MapPage, data: Data
) -> None:
    shown.row("corridor:middle-black-sea").click()
    side = panel(shown.page)
    expect_title(side, data.corridors["middle-black-sea"].name["en"])
    cited = side.locator(".cited:has(a)").first
    number, preview = cited.locator("a"), cited.locator(".preview")
    listed = side.locator(".refs li").nth(int(number.inner_text()) - 1).locator("a")
    expect(preview).to_be_hidden()
    number.hover()
    expect(preview).to_be_visible()
    expect(preview).to_contain_text(listed.inner_text())
    box, room = preview.bounding_box(), side.bounding_box()
    assert box and room and room["x"] <= box["x"] and box["x"] + box["width"] <= room["x"] + room["width"]
    shown.page.mouse.move(5, 5)
    expect(preview).to_be_hidden()
    number.focus()
    expect(preview).to_be_visible()
    assert number.get_attribute("href") == listed.get_attribute("href")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_gates_are_open_and_shut_on_their_days(
    page: Page, server: str, data: Data, language: str
) -> None:
    shown = open_app(page, f"{server}?language={language}&lens=status")
    for day in GATES:
        shown.set_date(day)
        expect(page).to_have_url(re.compile(f"date={day}"))
        expect_gates(shown, data, day, language)
        drawn, expected = shown.legs(), colours_to_show(data, "status", day, "light")
        assert {key: drawn[key]["stroke"] for key in expected} == expected, day
        assert shown.symbols() == symbols_to_show(data, "status", day, "light"), day


def test_stepping_from_event_to_event_takes_the_link_and_the_dossier_along(
    shown: MapPage, data: Data
) -> None:
    shown.row("corridor:eastern-china").click()
    expect_title(panel(shown.page), data.corridors["eastern-china"].name["en"])
    events = events_of_corridor(data, data.corridors["eastern-china"])
    days = sorted({first_day(event.date) for event in events}, reverse=True)
    for day in days[:2]:
        shown.press("event-back")
        assert shown.view()["date"] == day
        expect(shown.page).to_have_url(re.compile(f"date={day}"))
        newest = [event for event in events if first_day(event.date) <= day][-1]
        expect(panel(shown.page).locator(".events").first.locator("li").first).to_contain_text(
            newest.title["en"]
        )


def test_the_dossier_follows_the_switch_of_aggregation(shown: MapPage, data: Data) -> None:
    corridor, model = data.corridors["northern-black-sea"], RiskModel(data)
    shown.row(f"corridor:{corridor.id}").click()
    expect_title(panel(shown.page), corridor.name["en"])
    told = []
    for aggregation in ("weakest", "length", "weakest"):
        shown.press(f"aggregation:{aggregation}")
        risk = model.of_corridor(corridor, DEFAULT_DATE, aggregation)
        words = translate(
            "en", "page.risk_composite", value=format_number("en", risk.composite),
            low=format_number("en", risk.low), high=format_number("en", risk.high),
        )  # fmt: skip
        expect(panel(shown.page)).to_contain_text(words)
        expect(panel(shown.page)).to_contain_text(translate("en", f"page.risk_method_{aggregation}"))
        told.append(words)
    assert told[0] != told[1]


def test_the_dossier_tells_the_status_of_the_day(shown: MapPage) -> None:
    shown.press("open:crossings")
    shown.row("crossing:B-TORKHAM").click()
    for day, status in (("2025-10-10", "operational"), ("2025-10-11", "suspended")):
        shown.set_date(day)
        expect(panel(shown.page).locator(".box .chip").first).to_have_text(
            translate("en", f"status.{status}")
        )


def test_choosing_an_actor_changes_the_reading_and_the_lens_of_stances(shown: MapPage, data: Data) -> None:
    choose_actor(shown.page, data.actors["beijing"].name["en"])
    expect_title(panel(shown.page), data.actors["beijing"].full_name["en"])
    assert shown.view()["lens"] == "risk"
    shown.press("lens:stance")
    expect_colours(shown, data, "stance:beijing")
    choose_actor(shown.page, data.actors["islamabad"].name["en"])
    expect(shown.key("actor")).to_have_value("islamabad")
    expect_title(panel(shown.page), data.actors["islamabad"].full_name["en"])
    expect_colours(shown, data, "stance:islamabad")


def test_choosing_an_actor_on_the_map_turns_the_panel(shown: MapPage, data: Data) -> None:
    shown.set_lens("stance:astana")
    expect_title(panel(shown.page), data.actors["astana"].full_name["en"])


def test_the_reading_speaks_of_the_chosen_corridor(shown: MapPage, data: Data) -> None:
    shown.row("corridor:northern-baltic").click()
    expect_title(panel(shown.page), data.corridors["northern-baltic"].name["en"])
    panel(shown.page).get_by_text(translate("en", "page.tab_reading"), exact=True).click()
    expect_title(panel(shown.page), data.actors["moscow"].full_name["en"])
    expect(panel(shown.page)).to_contain_text(data.actors["moscow"].stances["northern-baltic"].reason["en"])


def test_russian_turns_the_panel_too(shown: MapPage, data: Data) -> None:
    shown.press("lang:ru")
    side = panel(shown.page)
    expect(side.locator(".sr-page")).to_have_attribute("lang", "ru")
    expect_title(side, data.actors["moscow"].full_name["ru"])
    settle(shown.page)
    latin = [
        word
        for word in shown.visible_words(".st-key-panel h2, .st-key-panel h3, .st-key-panel button")
        if not CYRILLIC.search(word)
    ]
    assert latin == []
    shown.row("corridor:cku").click()
    expect_title(side, data.corridors["cku"].name["ru"])
    shown.press("lang:en")
    expect_title(side, data.corridors["cku"].name["en"])


def test_the_dark_room_darkens_the_panel(shown: MapPage) -> None:
    colour = "(node) => getComputedStyle(node).backgroundColor"
    light = panel(shown.page).evaluate(colour)
    shown.press("theme")
    expect(panel(shown.page)).to_have_css("background-color", "rgb(18, 22, 27)")
    assert light == "rgb(251, 250, 246)"


# --- links ----------------------------------------------------------------------------------------


def test_the_address_becomes_a_link_that_restores_the_view(
    shown: MapPage, context: BrowserContext, data: Data
) -> None:
    shown.set_lens("stance:beijing")
    shown.set_date("2025-10-11")
    shown.key("box:chabahar").uncheck()
    shown.press("lang:ru")
    shown.press("theme")
    shown.row("corridor:karakoram").click()
    expect(shown.page).to_have_url(re.compile(r"selection=corridor(:|%3A)karakoram"))
    settle(shown.page)
    again = open_app(context.new_page(), shown.page.url)
    assert again.view() == shown.view()
    assert again.legs() == shown.legs()
    expect_title(panel(again.page), data.corridors["karakoram"].name["ru"])


def test_a_broken_link_is_told_and_ignored(page: Page, server: str, data: Data) -> None:
    page.goto(f"{server}?lens=nonsense&date=1999-01-01&selection=corridor:none&language=xx")
    told = page.get_by_test_id("stToast")  # gone after four seconds
    expect(told).to_have_count(4)
    for part in ("nonsense", "1999-01-01", "none", "xx"):
        expect(told.filter(has_text=part)).to_have_count(1)
    shown = MapPage(page)
    shown.wait()
    assert set(shown.legs()) == legs_to_show(data, DEFAULT_DATE)
    assert shown.view()["selection"] == ""
    expect(page).to_have_url(server)


# --- what goes over the wire ----------------------------------------------------------------------


def test_a_rerun_sends_the_view_and_never_the_geometry(shown: MapPage, watch: Watch, data: Data) -> None:
    received: list[int] = []
    for socket in watch.sockets:
        socket.on("framereceived", lambda frame: received.append(len(frame)))
    shown.page.evaluate(f"void (window.kept = {MOUNTED})")
    before = len(watch.requests)
    for lens in ("status", "stance:beijing", "risk"):
        received.clear()
        shown.set_lens(lens)
        told = "^(?!.*lens=)" if lens == "risk" else "lens=" + lens.replace(":", "(:|%3A)")
        expect(shown.page).to_have_url(re.compile(told))
        expect_colours(shown, data, lens)
        wait_for(shown.page, lambda: received)
        settle(shown.page)
        assert sum(received) < RERUN_BYTES, lens
    assert watch.requests[before:] == []
    assert shown.page.evaluate(f"{MOUNTED}.every((part, i) => part === window.kept[i])")
    assert shown.page.evaluate("window.kept.slice(1).every((node) => node.isConnected)")


def test_the_view_of_the_map_survives_a_rerun(shown: MapPage) -> None:
    opening = shown.centre()
    shown.page.mouse.move(700, 400)
    shown.page.mouse.down()
    shown.page.mouse.move(600, 450, steps=4)
    shown.page.mouse.up()
    wait_until(shown.page, "!Searoom.instances.map_searoom.map._panAnim?._inProgress")
    moved = shown.centre()
    assert moved != pytest.approx(opening, abs=2)
    shown.press("lens:status")
    expect(shown.page).to_have_url(re.compile("lens=status"))
    assert shown.centre() == pytest.approx(moved, abs=0.3)


def test_quick_changes_end_in_the_last_one(shown: MapPage, data: Data) -> None:
    for _ in range(3):
        for lens in ("status", "stance:beijing", "risk", "stance:moscow"):
            shown.set_lens(lens)
    for _ in range(8):
        shown.press("event-back")
    days = sorted({first_day(event.date) for event in data.events.values()})
    day = [day for day in days if day < DEFAULT_DATE][-8]
    expect(shown.page).to_have_url(re.compile(f"lens=stance(:|%3A)moscow&date={day}"))
    expect_title(panel(shown.page), data.actors["moscow"].full_name["en"])
    assert (shown.view()["lens"], shown.view()["date"]) == ("stance:moscow", day)


def test_the_map_is_handed_out_once_and_for_ever(
    shown: MapPage, context: BrowserContext, server: str
) -> None:
    base = shown.page.evaluate(
        "performance.getEntriesByType('resource').map((e) => e.name).find((name) => name.endsWith('/map.js'))"
    )
    answer = context.request.get(base)
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    assert context.request.get(f"{server}searoom-map/0000000000000000/map.js").status == 404
    assert context.request.get(base.replace("map.js", "home.py")).status == 404


def test_the_server_ends_when_it_is_told_to(tmp_path: Path) -> None:
    with run_server(tmp_path) as own:
        own.tell(signal.SIGTERM)
        own.wait()
        assert not is_listening(own)


def expect_colours(shown: MapPage, data: Data, lens: str) -> None:
    """The legs have the colours of this lens; waits for the map to follow the panel."""
    assert lens.partition(":")[0] in LENS_COLOURS["light"]
    expected = colours_to_show(data, lens, DEFAULT_DATE, "light")
    assert set(expected) <= set(corridors_of_leg(data))
    wait_until(
        shown.page,
        """(expected) => Searoom.instances.map_searoom.geometry.legs.every((d) => !expected[d.leg.id]
            || d.core._path.getAttribute("stroke") === expected[d.leg.id])""",
        arg=expected,
    )
