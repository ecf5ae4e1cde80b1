"""Closing and building on trial: on the stand-alone map, and on the served page with its figures."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.routing import By, RouteFinder
from layers.analysis.what_if import WhatIf, veto_classes, veto_days
from layers.model.dataset import Data
from layers.network.scenario import Scenario, all_ways
from layers.picture.symbology import GROUND, LENS_COLOURS
from layers.text import format_number, translate
from tests.browser.mapped import MapPage
from tests.browser.waiting import settle, wait_until

pytestmark = pytest.mark.browser

AT = """(() => { const p = m.map.latLngToContainerPoint(a), b = m.map.getContainer().getBoundingClientRect();
  return [p.x + b.left, p.y + b.top]; })()"""
STRUCK = "[...document.querySelectorAll('.sr-closed .sr-pick')].map((n) => n.dataset.key.slice(9)).sort()"
SIBERIA = (60.5, 92.0)


def click_at(shown: MapPage, lat: float, lon: float) -> None:
    """Click the map at a place."""
    x, y = shown.ask(AT, [lat, lon])
    shown.page.mouse.click(x, y)


def closed_corridors(data: Data, closed: set[str]) -> list[str]:
    """Corridors of which every way needs something closed."""
    hit: dict[str, list[bool]] = {}
    for way in all_ways(data):
        hit.setdefault(way.corridor, []).append(bool(closed & ({*way.countries} | {*way.parts})))
    return sorted(corridor for corridor, ways in hit.items() if all(ways))


def outlets(data: Data, corridors: list[str]) -> list[str]:
    """Those of the corridors that lead to the open sea: a context line is no way out."""
    return [corridor for corridor in corridors if data.corridors[corridor].outlet]


def test_a_click_closes_a_country_and_another_opens_it(kept: MapPage, data: Data) -> None:
    shown, page = kept, kept.page
    shown.press("trial")
    click_at(shown, *SIBERIA)
    assert shown.view()["closed"] == ["RU"]
    assert outlets(data, page.evaluate(STRUCK)) == closed_corridors(data, {"RU"})
    expect(page.locator(".sr-summary")).to_contain_text("Closed on trial: Russia")
    land = shown.ask("m.geometry.areas.find((d) => d.area.id === 'RU').layer.options.fillColor")
    assert land == GROUND["light"]["rail"]
    click_at(shown, *SIBERIA)
    assert shown.view()["closed"] == []
    assert page.evaluate(STRUCK) == []


def test_a_click_closes_nothing_unless_asked(kept: MapPage) -> None:
    shown = kept
    click_at(shown, *SIBERIA)
    assert shown.view()["closed"] == []


def test_a_click_on_the_sea_or_at_home_closes_nothing(kept: MapPage) -> None:
    shown = kept
    shown.press("trial")
    for lat, lon in ((20.0, 64.0), (48.5, 75.5)):
        click_at(shown, lat, lon)
    assert [key for key in shown.view()["closed"] if len(key) == 2] == []


@pytest.mark.parametrize("closed", ["RU", "CN,IR", "C-HORMUZ", "B-TORKHAM,B-CHAMAN", "AZ", "C-BOSPHORUS"])
def test_the_map_strikes_out_what_the_library_calls_closed(kept: MapPage, data: Data, closed: str) -> None:
    shown, page = kept, kept.page
    names = set(closed.split(","))
    shown.ask("m.state.change({ closed: a })", sorted(names))
    assert set(shown.view()["closed"]) == names
    assert outlets(data, page.evaluate(STRUCK)) == closed_corridors(data, names)
    stranded = set(shown.ask("m.geometry.legs.filter((d) => m.state.closed(d.leg)).map((d) => d.leg.id)"))
    expected = {
        leg.id for leg in data.legs.values() if names & {leg.id, leg.from_id, leg.to_id, *leg.km_by_country}
    }
    assert stranded == expected
    quiet = GROUND["light"]["quiet"]
    drawn = shown.legs()
    assert {drawn[key]["stroke"] for key in stranded & drawn.keys()} <= {quiet}


def test_a_place_and_a_line_close_by_click(kept: MapPage, data: Data) -> None:
    shown = kept
    shown.ask(
        "m.state.change({ selection: a })", "crossing:B-DOSTYK"
    )  # without animation it is there at once
    shown.press("trial")
    lon, lat = data.crossings["B-DOSTYK"].position
    click_at(shown, lat, lon)
    assert shown.view()["closed"] == ["B-DOSTYK"]


def test_a_link_closes_what_there_is_and_nothing_else(page: Page, handout: str) -> None:
    for link, closed in (("RU,C-HORMUZ", ["C-HORMUZ", "RU"]), ("RU,NOWHERE", ["RU"])):
        page.goto("about:blank")  # what stands behind # is read when the file opens
        shown = MapPage(page).open(f"{handout}#closed={link}")
        assert sorted(shown.view()["closed"]) == closed


def test_the_veto_lens_shades_countries_as_the_library_says(kept: MapPage, data: Data) -> None:
    shown = kept
    shown.press("lens:veto")
    what_if, seen = WhatIf(RiskModel(data)), []
    for day in ("2026-07-01", "2026-03-10", "2021-06-01"):
        shown.ask("m.state.change({ date: a }, true)", day)
        headline = what_if.headline(Scenario(day), central_settings(data))
        classes = veto_classes(
            veto_days(headline.countries, headline.reliability.criticality_days)
        )
        filled = shown.ask(
            "Object.fromEntries(m.geometry.areas.map((d) => [d.area.id, d.layer.options.fillColor]))"
        )
        for country, name in classes.items():
            assert filled[country] == LENS_COLOURS["light"]["risk"][name], (day, country)
        assert filled["MN"] == GROUND["light"]["land"]
        seen.append(classes)
    assert seen[0] != seen[1] != seen[2]


def test_the_veto_lens_of_the_file_says_that_closures_are_not_counted(kept: MapPage) -> None:
    shown = kept
    shown.press("lens:veto")
    note = shown.page.get_by_text(translate("en", "map.key.veto_untried"))
    expect(note).to_have_count(0)
    shown.ask("m.state.change({ closed: ['RU'] }, true)")
    expect(note).to_have_count(1)


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize(
    ("day", "closed"), [("2026-04-15", ""), ("2026-07-01", "RU"), ("2025-09-01", "C-HORMUZ,CN")]
)
def test_the_strip_says_what_the_library_says(
    page: Page, server: str, data: Data, language: str, day: str, closed: str
) -> None:
    names = frozenset(name for name in closed.split(",") if name)
    headline = WhatIf(RiskModel(data)).headline(Scenario(day, names), central_settings(data))
    MapPage(page).open(f"{server}?date={day}&closed={closed}&language={language}")
    strip = page.locator(".strip")
    all_outlets = sum(corridor.outlet for corridor in data.corridors.values())
    doors = translate(language, "room.of", n=len(headline.doors), all=all_outlets)
    expect(strip.locator("[data-pick=doors] b")).to_have_text(doors)
    expect(strip.locator("[data-pick=independent] b")).to_have_text(str(len(headline.independent)))
    expect(strip.locator("[data-pick=locks] b")).to_have_text(str(headline.locks.size))
    expect(strip.locator("[data-pick=concentration] b")).to_have_text(
        format_number(language, headline.concentration)
    )
    expect(strip.locator(".undo")).to_have_count(1 if names else 0)


def test_closing_on_the_map_moves_the_figures_and_undo_takes_it_back(page: Page, server: str) -> None:
    shown = MapPage(page).open(server)
    doors = page.locator(".strip [data-pick=doors] b")
    expect(doors).to_have_text("9 of 16")
    shown.press("trial")
    click_at(shown, *SIBERIA)
    expect(doors).to_have_text("6 of 16")
    expect(page).to_have_url(re.compile("closed=RU"))
    page.locator(".strip .undo").click()
    expect(doors).to_have_text("9 of 16")
    expect(page.locator(".sr-closed")).to_have_count(0)


def test_where_cargo_would_go_is_drawn_thicker(page: Page, server: str) -> None:
    shown = MapPage(page).open(f"{server}?date=2025-09-01")
    legs = "m.geometry.legs.filter((d) => d.shown)"
    widths = f"Object.fromEntries({legs}.map((d) => [d.leg.id, d.core.options.weight]))"
    before = shown.ask(widths)
    shown.open(f"{server}?date=2025-09-01&closed=RU")
    wait_until(page, "() => Searoom.instances.map_searoom.state.highlights.next.length > 0")
    after, lifted = shown.ask(widths), set(shown.ask("m.state.highlights.next"))
    assert len(lifted) > 3
    shut = set(shown.ask("m.geometry.legs.filter((d) => m.state.closed(d.leg)).map((d) => d.leg.id)"))
    assert {key for key in before.keys() - shut if after[key] > before[key]} == lifted
    shown.open(f"{server}?date=2025-09-01&closed=RU&selection=corridor:cku")
    assert shown.ask("m.geometry.legs.filter((d) => m.state.onNext(d.leg)).length") == 0


def test_a_figure_opens_what_is_behind_it(page: Page, server: str) -> None:
    MapPage(page).open(server)
    page.locator(".strip [data-pick=locks]").press("Enter")
    side = page.locator(".st-key-panel")
    expect(side.locator("h2", has_text=translate("en", "room.title"))).to_be_visible()
    expect(side.locator("#room-locks")).to_have_text("Locks: 4")


def test_the_dossier_closes_what_it_is_about(page: Page, server: str) -> None:
    shown = MapPage(page).open(f"{server}?selection=chokepoint:C-HORMUZ")
    page.get_by_role("button", name=translate("en", "page.close_on_trial")).click()
    expect(page.locator(".strip [data-pick=doors] b")).to_have_text("7 of 16")
    wait_until(page, "() => Searoom.instances.map_searoom.state.view.closed[0] === 'C-HORMUZ'")
    page.get_by_role("button", name=translate("en", "page.open_again")).click()
    expect(page.locator(".strip [data-pick=doors] b")).to_have_text("9 of 16")
    settle(page)
    assert shown.view()["closed"] == []


def test_a_route_is_lifted_out_of_the_network(page: Page, server: str, data: Data) -> None:
    finder = RouteFinder(RiskModel(data), central_settings(data))
    journey = finder.find("almaty", "INNSA", By.TIME, Scenario("2026-07-01"))
    assert journey is not None
    shown = MapPage(page).open(f"{server}?origin=almaty&market=INNSA&by=time")
    wait_until(page, "() => Searoom.instances.map_searoom.state.highlights.path.length > 0")
    assert shown.ask("m.state.highlights.path") == list(journey.legs)
    faint = shown.ask(
        "Object.fromEntries(m.geometry.legs.filter((d) => d.shown)"
        ".map((d) => [d.leg.id, d.core.options.opacity]))"
    )
    assert all(faint[key] > 0.5 for key in journey.legs)
    assert all(opacity < 0.3 for key, opacity in faint.items() if key not in journey.legs)
