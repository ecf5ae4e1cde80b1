"""The stand-alone file: everything that a reader does with the map, with the network cut."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from layers.export.html import write_map_html
from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import DEFAULT_DATE
from layers.network.network import corridors_of_leg, main_route
from layers.picture.symbology import GROUND
from layers.text import translate
from tests.browser.conftest import Watch
from tests.browser.mapped import (
    MapPage,
    corridors_by_status,
    legs_to_show,
    rgb,
)

pytestmark = pytest.mark.browser

CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
LATIN_WORD = re.compile(r"[a-z]{2,}", re.IGNORECASE)
SAME_IN_BOTH = {"Searoom", "EN", "RU", "English"}


@pytest.fixture
def shown(kept: MapPage) -> MapPage:
    """The stand-alone map, open, offline."""
    return kept


# --- opening --------------------------------------------------------------------------------------


def test_it_opens_without_a_network_and_asks_for_nothing_but_itself(
    context: BrowserContext, page: Page, watch: Watch, handout: str, data: Data
) -> None:
    context.set_offline(True)
    shown = MapPage(page).open(handout)
    assert watch.requests == [handout]
    assert set(shown.legs()) == legs_to_show(data, DEFAULT_DATE)
    expect(shown.page).to_have_title("Searoom")


def test_it_is_one_file_under_two_megabytes(handout: str) -> None:
    assert Path(handout.removeprefix("file://")).stat().st_size < 2_000_000


def test_scale_bar_attribution_and_boundary_note_are_on_it(shown: MapPage) -> None:
    expect(shown.page.locator(".leaflet-control-scale-line")).to_have_text(re.compile(r"^[\d,]+ km$"))
    foot = shown.page.locator(".sr-foot")
    expect(foot).to_contain_text(translate("en", "map.boundary_note"))
    for owner in ("Natural Earth", "OpenStreetMap contributors (ODbL)"):
        expect(foot).to_contain_text(owner)
    assert foot.evaluate("(node) => node.scrollWidth <= node.clientWidth"), "the attribution is cut off"
    assert foot.bounding_box()["y"] + foot.bounding_box()["height"] <= 900


# --- the legend is the layer control --------------------------------------------------------------


@pytest.mark.parametrize("day", [DEFAULT_DATE, "2021-01-01", "2026-04-15", "2030-12-31"])
def test_the_legend_lists_every_corridor_under_its_status(shown: MapPage, data: Data, day: str) -> None:
    if day != DEFAULT_DATE:
        shown.set_date(day)
    groups = {}
    for group in shown.page.locator(".sr-group:has(h3)").all():
        keys = [row.get_attribute("data-key") for row in group.locator("ul .sr-pick").all()]
        assert group.locator(".sr-count").inner_text() == str(len(keys))
        groups[group.locator(".sr-name").inner_text()] = keys
    expected = corridors_by_status(data, day)
    assert groups == {
        translate("en", f"status.{s}"): [f"corridor:{key}" for key in keys] for s, keys in expected.items()
    }


def test_the_legend_counts_what_it_switches(shown: MapPage, data: Data) -> None:
    for row, number in (
        ("ports", len(data.ports)),
        ("crossings", len(data.crossings)),
        ("chokepoints", len(data.chokepoints)),
        ("cities", len(data.hubs)),
        ("borders", len(data.borders["features"])),
    ):
        count = shown.page.locator(f'.sr-row:has([data-key="box:{row}"]) > .sr-count')
        expect(count).to_have_text(str(number))


def test_unticking_a_corridor_hides_its_own_legs_and_keeps_shared_ones(shown: MapPage, data: Data) -> None:
    users = corridors_of_leg(data)
    before = set(shown.legs())
    for corridor in corridors_by_status(data, DEFAULT_DATE)["limited"]:
        own = {key for key in before if users[key] == [corridor]}
        shared = {key for key in before if corridor in users[key] and len(users[key]) > 1}
        assert shared, f"{corridor} shares nothing: no test of shared legs"
        shown.key(f"box:{corridor}").uncheck()
        assert set(shown.legs()) == before - own
        shown.key(f"box:{corridor}").check()
        assert set(shown.legs()) == before


def test_every_corridor_can_be_switched_off_one_after_the_other(shown: MapPage, data: Data) -> None:
    off: set[str] = set()
    for keys in corridors_by_status(data, DEFAULT_DATE).values():
        for key in keys:
            shown.key(f"box:{key}").uncheck()
            off.add(f"corridor:{key}")
            assert set(shown.legs()) == legs_to_show(data, DEFAULT_DATE, off)
    assert not {key for key, users in corridors_of_leg(data).items() if users} & set(shown.legs())


def test_a_group_is_switched_at_once_and_says_when_it_is_mixed(shown: MapPage, data: Data) -> None:
    members = corridors_by_status(data, DEFAULT_DATE)["limited"]
    group = shown.key("group:limited")
    group.uncheck()
    for key in members:
        expect(shown.key(f"box:{key}")).not_to_be_checked()
    assert set(shown.legs()) == legs_to_show(data, DEFAULT_DATE, {f"corridor:{key}" for key in members})
    shown.key(f"box:{members[0]}").check()
    assert group.evaluate("(box) => box.indeterminate")
    group.check()
    assert set(shown.legs()) == legs_to_show(data, DEFAULT_DATE)


@pytest.mark.parametrize("row", ["ports", "crossings", "chokepoints", "cities"])
def test_places_are_switched_by_kind(shown: MapPage, row: str) -> None:
    kind = {"ports": "port", "crossings": "crossing", "chokepoints": "chokepoint", "cities": "hub"}[row]
    count = "m.geometry.places.filter((d) => d.place.kind === a && m.map.hasLayer(d.marker)).length"
    assert shown.ask(count, kind) > 0
    shown.key(f"box:{row}").uncheck()
    assert shown.ask(count, kind) == 0
    shown.key(f"box:{row}").check()
    assert shown.ask(count, kind) > 0


# --- selection ------------------------------------------------------------------------------------


def test_choosing_a_corridor_lifts_it_shows_its_card_and_moves_the_map(shown: MapPage, data: Data) -> None:
    corridor = data.corridors["middle-black-sea"]
    opening = shown.bounds()
    shown.row(f"corridor:{corridor.id}").click()
    shown.expect_selected(f"corridor:{corridor.id}")
    card = shown.page.locator(".sr-card")
    expect(card.locator("h2")).to_have_text(corridor.name["en"])
    expect(card).to_contain_text(corridor.summary["en"])
    opacity = {key: float(leg["stroke-opacity"]) for key, leg in shown.legs().items()}
    lifted = set(main_route(corridor).legs)
    others = {
        key
        for key in opacity
        if key not in {k for r in corridor.routes for k in r.legs} | set(corridor.context_legs)
    }
    assert min(opacity[key] for key in lifted) >= 0.8
    assert max(opacity[key] for key in others) <= 0.3
    shown.page.wait_for_function(
        "(before) => Searoom.instances.map_searoom.map.getBounds().getWest() !== before", arg=opening[0]
    )
    assert shown.bounds()[2] - shown.bounds()[0] < opening[2] - opening[0]
    shown.row(f"corridor:{corridor.id}").click()
    expect(card).to_have_count(0)
    assert min(float(leg["stroke-opacity"]) for leg in shown.legs().values()) > 0.3


def test_whoever_wants_no_animation_gets_none(shown: MapPage) -> None:
    shown.row("corridor:northern-pacific").click()
    arrived = shown.bounds()
    shown.page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    assert shown.bounds() == arrived
    assert shown.ask("m.map._flyToFrame === undefined && !m.map._animatingZoom")


def test_a_click_on_a_line_selects_its_corridor_then_the_line(shown: MapPage) -> None:
    shown.page.mouse.click(*line_point(shown, "northern-pacific"))
    shown.expect_selected("corridor:northern-pacific")
    x, y, leg = line_point(shown, "northern-pacific", with_leg=True)
    shown.page.mouse.click(x, y)
    assert shown.view()["selection"] == f"leg:{leg}"
    shown.page.locator(".sr-close").click()
    assert shown.view()["selection"] == ""


def test_a_line_tells_about_itself_under_the_pointer(shown: MapPage, data: Data) -> None:
    x, y, leg = line_point(shown, "northern-pacific", with_leg=True)
    shown.page.mouse.move(x, y)
    tip = shown.page.locator(".sr-tip")
    for end in (data.legs[leg].from_id, data.legs[leg].to_id):
        expect(tip).to_contain_text(data.places[end].name["en"])
    expect(tip).to_contain_text(data.corridors["northern-pacific"].short_name["en"])


@pytest.mark.parametrize("selection", ["port:AEJEA", "crossing:B-TORKHAM", "chokepoint:C-HORMUZ"])
def test_a_place_is_chosen_from_its_list_in_the_legend(shown: MapPage, data: Data, selection: str) -> None:
    kind, _, key = selection.partition(":")
    shown.press(f"open:{kind}s")
    shown.row(selection).click()
    shown.expect_selected(selection)
    expect(shown.page.locator(".sr-card h2")).to_have_text(data.places[key].name["en"])
    lon, lat = data.places[key].position
    shown.page.wait_for_function(
        "(at) => Searoom.instances.map_searoom.map.getBounds().contains(at)", arg=[lat, lon]
    )


def test_a_click_beside_everything_deselects(shown: MapPage) -> None:
    shown.row("corridor:eastern-china").click()
    shown.page.mouse.click(
        *shown.ask(
            """(() => { const box = m.map.getContainer().getBoundingClientRect();
          const taken = ".sr-legend, .sr-card, .leaflet-control, .leaflet-interactive";
          for (let x = box.right - 80; x > box.left; x -= 40)
            for (let y = box.bottom - 60; y > box.top; y -= 40)
              if (!document.elementFromPoint(x, y).closest(taken)) return [x, y]; })()"""
        )
    )
    assert shown.view()["selection"] == ""


def line_point(shown: MapPage, corridor: str, with_leg: bool = False) -> list:
    """Where on the screen a line of this corridor alone lies on top: x, y and, if asked, the leg's id."""
    shown.page.wait_for_function("!Searoom.instances.map_searoom.map._animatingZoom")
    point = shown.ask(
        """(() => { const box = m.map.getContainer().getBoundingClientRect();
          for (const d of m.geometry.legs.filter((d) => d.leg.corridors.join() === a))
            for (const at of d.line) {
              const p = m.map.latLngToContainerPoint(at);
              const [x, y] = [Math.round(p.x + box.left), Math.round(p.y + box.top)];
              if (document.elementFromPoint(x, y) === d.hit._path) return [x, y, d.leg.id];
            } })()""",
        corridor,
    )
    assert point, f"no line of {corridor} can be clicked"
    return point if with_leg else point[:2]


# --- words and light ------------------------------------------------------------------------------


def test_russian_turns_every_word(shown: MapPage) -> None:
    shown.press("open:ports")
    shown.press("open:crossings")
    shown.row("corridor:zangezur-tripp").click()
    shown.press("lang:ru")
    for lens in ("stance", "status", "risk"):
        shown.press(f"lens:{lens}")
        for tab in ("corridor", "leg", "port", "crossing", "chokepoint", "event", "boundary"):
            shown.open_table(tab)
            left = {
                w for w in shown.visible_words() if LATIN_WORD.search(w) and not CYRILLIC.search(w)
            } - SAME_IN_BOTH
            assert not left, (lens, tab)
    assert shown.page.evaluate("document.documentElement.lang") == "ru"


def test_english_again_leaves_no_russian(shown: MapPage) -> None:
    before = shown.visible_words()
    shown.press("lang:ru")
    shown.press("lang:en")
    assert {word for word in shown.visible_words() if CYRILLIC.search(word)} <= {"Русский"}
    assert sorted(shown.visible_words()) == sorted(before)


def test_the_dark_room_darkens_map_and_words(shown: MapPage) -> None:
    for theme in ("dark", "light"):
        shown.press("theme")
        expect(shown.page.locator(".sr-root")).to_have_attribute("data-theme", theme)
        expect(shown.page.locator("#map_searoom")).to_have_css("background-color", rgb(GROUND[theme]["sea"]))


# --- links ----------------------------------------------------------------------------------------


def test_the_address_keeps_the_view(shown: MapPage, context: BrowserContext) -> None:
    shown.press("aggregation:length")
    shown.set_lens("stance:beijing")
    shown.set_date("2025-10-11")
    shown.key("box:chabahar").uncheck()
    shown.row("corridor:karakoram").click()
    shown.press("lang:ru")
    shown.press("theme")
    again = MapPage(context.new_page()).open(shown.page.url)
    assert "#" in shown.page.url
    assert again.view() == shown.view()
    assert again.legs() == shown.legs()


def test_the_file_opens_in_the_view_it_was_written_with(page: Page, data: Data, tmp_path: Path) -> None:
    view = View(
        lens="status",
        date="2025-10-11",
        aggregation="length",
        language="ru",
        theme="dark",
        selection="corridor:cku",
        off=frozenset({"rail"}),
    )
    shown = MapPage(page).open(write_map_html(data, tmp_path / "map.html", view).as_uri())
    opened = shown.view()
    for name in ("lens", "date", "aggregation", "language", "theme", "selection"):
        assert opened[name] == getattr(view, name)
    assert opened["off"] == ["rail"]


BROKEN = (
    "lens=nonsense&date=1999-01-01&aggregation=none&selection=corridor:none&language=xx&theme=pink"
    "&actor=nobody&bounds=1,2,3&off=,,",
    "lens=stance:nobody&date=soon&bounds=9,9,1,1",
    "lens=risk:nothing&date=2026-02-30",
    "%E0%A4%A",
    "lens",
)
"""Links of which no part can be used."""


@pytest.mark.parametrize("link", BROKEN)
def test_a_broken_link_opens_the_map_all_the_same(
    context: BrowserContext, page: Page, handout: str, data: Data, link: str
) -> None:
    context.set_offline(True)
    shown = MapPage(page).open(f"{handout}#{link}")
    assert set(shown.legs()) == legs_to_show(data, DEFAULT_DATE)
    view, standard = shown.view(), View()
    for name in ("lens", "date", "aggregation", "selection", "language", "theme", "actor", "bounds"):
        assert view[name] == getattr(standard, name), name
    shown.press("lens:status")
    shown.press("lang:ru")
    assert shown.view()["lens"] == "status"
