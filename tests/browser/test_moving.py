"""Where the reader moves the map to is part of the view: in the link, after a reload, for a scene."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.mapped import MapPage

pytestmark = pytest.mark.browser

BOUNDS = re.compile("bounds=")
NEAR = 0.12
"""Share of the height shown by which the map may lie otherwise after a reload: it zooms in steps."""


def bounds_of(address: str) -> tuple[float, ...]:
    """Those that a link asks for."""
    parts = urlsplit(address)
    (text,) = parse_qs(parts.query or parts.fragment)["bounds"]
    return tuple(map(float, text.split(",")))


def drag_map(page: Page, by: tuple[int, int]) -> None:
    """Take the sea south of Arabia and pull it."""
    box = page.locator("#map_searoom").bounding_box()
    assert box is not None
    x, y = box["x"] + 0.62 * box["width"], box["y"] + 0.85 * box["height"]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by[0] / 2, y + by[1] / 2, steps=4)
    page.mouse.move(x + by[0], y + by[1], steps=4)
    page.wait_for_timeout(200)  # held still, so that the map does not glide on
    page.mouse.up()


def expect_shows(shown: MapPage, wanted: tuple[float, ...]) -> None:
    west, south, east, north = shown.bounds()
    allowed = NEAR * (wanted[3] - wanted[1])
    assert ((west + east) / 2, (south + north) / 2) == pytest.approx(
        ((wanted[0] + wanted[2]) / 2, (wanted[1] + wanted[3]) / 2), abs=allowed
    )
    assert west - allowed <= wanted[0] and east + allowed >= wanted[2]


def test_the_link_shows_the_part_of_the_map_that_was_looked_at(page: Page, server: str) -> None:
    shown = MapPage(page).open(server)
    assert "bounds" not in page.url  # nobody has moved it yet
    drag_map(page, (-220, -120))
    expect(page).to_have_url(BOUNDS)
    moved, wanted = shown.bounds(), bounds_of(page.url)
    assert wanted == pytest.approx(moved, abs=0.001)
    again = MapPage(page).open(page.url)
    expect_shows(again, wanted)
    assert bounds_of(page.url) == wanted  # opening a link does not change it


def test_a_selection_is_flown_to_and_the_home_button_lets_the_place_go(page: Page, server: str) -> None:
    shown = MapPage(page).open(server)
    opening = shown.bounds()
    drag_map(page, (-150, 0))
    expect(page).to_have_url(BOUNDS)
    shown.press("corridor:karakoram")
    expect(page).to_have_url(re.compile("selection=corridor%3Akarakoram"))
    expect(page).not_to_have_url(BOUNDS)
    shown.press("corridor:karakoram")
    drag_map(page, (-150, 0))
    expect(page).to_have_url(BOUNDS)
    page.locator(".sr-home").click()
    expect(page).not_to_have_url(BOUNDS)
    assert shown.bounds() == pytest.approx(opening, abs=0.5)


def test_the_back_button_moves_the_map_back(page: Page, server: str) -> None:
    shown = MapPage(page).open(f"{server}?bounds=45,20,75,45")
    expect_shows(shown, (45, 20, 75, 45))
    page.goto(f"{server}?bounds=100,20,125,45")
    shown.wait()
    expect_shows(shown, (100, 20, 125, 45))
    page.go_back()
    shown.wait()
    expect_shows(shown, (45, 20, 75, 45))


def test_the_stand_alone_file_keeps_the_place_behind_the_hash(page: Page, handout: str) -> None:
    shown = MapPage(page).open(handout)
    drag_map(page, (-220, -120))
    expect(page).to_have_url(re.compile(r"#v=1&bounds="))
    wanted = bounds_of(page.url)
    page.reload()
    shown.wait()
    expect_shows(shown, wanted)
