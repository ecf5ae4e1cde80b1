"""Nothing on the map runs into anything else, on a wall screen, a small laptop and a phone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.boxes import boxes, expect_time_bar_in_order, inside, overlap
from tests.browser.mapped import FITS, PHONE, SIZES, MapPage
from tests.browser.watching import Watch, expect_no_faults

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "ru")


def open_at(offline: tuple[Page, Watch], handout: str, size: tuple[int, int]) -> MapPage:
    """Open the map anew at this size: where it opens depends on the room that it finds."""
    page, watch = offline
    watch.forget()
    return MapPage(page).open(handout, size)


@pytest.fixture(scope="module", params=SIZES, ids=str)
def at_size(request: pytest.FixtureRequest, offline: tuple[Page, Watch], handout: str) -> MapPage:
    """The map, opened once at each size of a screen."""
    return open_at(offline, handout, request.param)


@pytest.fixture(params=LANGUAGES)
def sized(request: pytest.FixtureRequest, at_size: MapPage, offline: tuple[Page, Watch]) -> Iterator[MapPage]:
    """The map at each size in each language, as it opens."""
    place = at_size.centre()
    at_size.press(f"lang:{request.param}")
    yield at_size
    at_size.reset(place)
    expect_no_faults(offline[1])


@pytest.fixture(scope="module")
def in_hand(offline: tuple[Page, Watch], handout: str) -> MapPage:
    """The map, opened once on a phone."""
    return open_at(offline, handout, PHONE)


@pytest.fixture
def phone(in_hand: MapPage, offline: tuple[Page, Watch]) -> Iterator[MapPage]:
    """The map on a phone, as it opens."""
    place = in_hand.centre()
    yield in_hand
    if in_hand.key("fold").get_attribute("aria-expanded") == "true":
        in_hand.press("fold")
    in_hand.reset(place)
    expect_no_faults(offline[1])


def test_labels_keep_clear_of_each_other(sized: MapPage) -> None:
    labels = boxes(sized.page, ".sr-label")
    assert len(labels) >= 25
    for (one, a), (other, b) in combinations(labels, 2):
        assert not overlap(a, b), f"{one!r} and {other!r} overlap"
    ((_, stage),) = boxes(sized.page, ".sr-stage")
    ((_, legend),) = boxes(sized.page, ".sr-legend")
    for text, box in labels:
        assert inside(box, stage), f"{text!r} is cut off by the edge of the map"
        assert not overlap(box, legend), f"{text!r} lies under the legend"


def test_the_map_fills_the_window_without_scrolling(sized: MapPage) -> None:
    page = sized.page
    width, height = page.viewport_size["width"], page.viewport_size["height"]
    ((_, header),) = boxes(page, ".sr-header")
    ((_, stage),) = boxes(page, ".sr-stage")
    ((_, footer),) = boxes(page, ".sr-footer")
    assert (header[0], header[1], header[2]) == (0, 0, width)
    assert (stage[0], stage[2]) == (0, width)
    assert header[3] == pytest.approx(stage[1], abs=1)
    ((_, time),) = boxes(page, ".sr-time")
    assert (time[0], time[2]) == (0, width)
    assert stage[3] == pytest.approx(time[1], abs=1)
    assert time[3] == pytest.approx(footer[1], abs=1)
    assert footer[3] == pytest.approx(height, abs=1)
    assert stage[3] - stage[1] > 0.6 * height
    assert boxes(page, "#map_searoom")[0][1] == pytest.approx(stage, abs=1)
    assert page.evaluate(FITS)


def test_the_bar_of_time_holds_all_that_is_in_it(sized: MapPage) -> None:
    expect_time_bar_in_order_on_all_days(sized)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bar_of_time_on_a_phone_holds_all_that_is_in_it(phone: MapPage, language: str) -> None:
    phone.press(f"lang:{language}")
    expect_time_bar_in_order_on_all_days(phone)


def expect_time_bar_in_order_on_all_days(shown: MapPage) -> None:
    """Today, on a day with a long caption, and where the evidence has ended."""
    for day in ("2026-07-01", "2025-09-24", "2030-12-31"):
        shown.set_date(day)
        expect_time_bar_in_order(shown.page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_sticks_out_of_a_phone(phone: MapPage, language: str) -> None:
    shown, page = phone, phone.page
    shown.press(f"lang:{language}")
    expect_nothing_outside(page)
    shown.press("fold")
    expect_nothing_outside(page)
    shown.row("corridor:trans-afghan-east").click()
    expect(page.locator(".sr-card")).to_be_visible()
    expect_nothing_outside(page)
    shown.open_table("leg")
    expect_nothing_outside(page)


def test_a_phone_shows_map_and_controls_at_once(phone: MapPage) -> None:
    shown = phone
    for key in (
        "lens:risk",
        "lens:status",
        "lens:stance",
        "dimension",
        "actor",
        "play",
        "event-back",
        "date",
        "day",
        "table",
        "lang:ru",
        "theme",
        "fold",
    ):
        expect(shown.key(key)).to_be_in_viewport(ratio=1)
    ((_, stage),) = boxes(shown.page, ".sr-stage")
    assert stage[3] - stage[1] > 400


def expect_nothing_outside(page: Page) -> None:
    """No element reaches past the sides of the window, but for what scrolls or is clipped in its own box."""
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    outside = page.evaluate("""() => [...document.querySelectorAll(".sr-root *")].filter((node) => {
      if (!node.checkVisibility()) return false;
      if (node.closest(".leaflet-map-pane, .sr-table-scroll > *, .sr-hidden")) return false;
      const box = node.getBoundingClientRect();
      return box.width && (box.left < -0.5 || box.right > innerWidth + 0.5);
    }).map((node) => node.outerHTML.slice(0, 120))""")
    assert outside == []


@pytest.mark.parametrize(
    "selection", ["corridor:middle-black-sea", "corridor:karakoram", "chokepoint:C-HORMUZ"]
)
def test_labels_keep_clear_of_each_other_when_something_is_chosen(kept: MapPage, selection: str) -> None:
    page = kept.page
    kept.ask("m.state.change({ selection: a })", selection)
    expect(page.locator(".sr-card")).to_be_visible()
    kept.wait()
    labels = boxes(page, ".sr-label")
    assert labels
    for (one, a), (other, b) in combinations(labels, 2):
        assert not overlap(a, b), f"{one!r} and {other!r} overlap"
    ((_, card),) = boxes(page, ".sr-card")
    for text, box in labels:
        assert not overlap(box, card), f"{text!r} lies under the card"
