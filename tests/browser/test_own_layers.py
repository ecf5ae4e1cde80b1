"""A visitor's file on the map of a real browser: drawn, switched, told of, and nothing in it runs."""

from __future__ import annotations

import json
import random
import re
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from layers.picture.symbology import OWN_COLOURS
from layers.text import translate
from tests.browser.hostile import TEXTS
from tests.browser.mapped import MapPage
from tests.browser.waiting import settle, wait_for, wait_until
from tests.browser.watching import Watch

pytestmark = pytest.mark.browser

RERUN_BYTES = 60_000
AT = (66.5, 48.5)
INTRUDERS = ".sr-root img, .st-key-content img, iframe, object, embed, .sr-own-tip a, .sr-own-tip script"


SWITCHES = """(wanted) => JSON.stringify([...document.querySelectorAll(
  ".st-key-content [data-testid=stCheckbox] input")].filter((one) => one.checkVisibility())
  .map((one) => one.checked)) === JSON.stringify(wanted)"""
"""Whether these, on or off, are the switches on the page."""


def hostile_file(name: str = TEXTS[0]) -> bytes:
    """A point that calls itself something else than text, a line, and one record that is refused."""
    properties = {"name": name} | {text: text for text in TEXTS}
    point = {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": AT}}
    bent = [[51.2, 43.6], [56, 45], [71, 51]]
    line = {
        "type": "Feature",
        "properties": {"name": "Line"},
        "geometry": {"type": "LineString", "coordinates": bent},
    }
    nothing = {"type": "Feature", "properties": {"name": TEXTS[1]}, "geometry": None}
    return json.dumps({"type": "FeatureCollection", "features": [point, line, nothing]}).encode()


def bring(page: Page, url: str, name: str, content: bytes) -> None:
    """Drop a file on the page of the visitor's data and wait for the report."""
    open_own_data(page, url)
    drop(page, name, content)


def open_own_data(page: Page, url: str, query: str = "") -> None:
    """Open the page of the visitor's data by its address."""
    page.goto(f"{url}own-data{query}")
    expect(page.locator(".st-key-own-drop")).to_be_visible()
    settle(page)


def drop(page: Page, name: str, content: bytes) -> None:
    file: Any = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator(".st-key-own-drop input[type=file]").set_input_files(file)
    expect(page.locator(".st-key-content [role=status]")).to_contain_text(name)
    settle(page)


def to_map(page: Page) -> MapPage:
    """Follow the button to the map; return when the file is drawn."""
    page.get_by_role("button", name=translate("en", "own_data.show")).first.click()
    shown = MapPage(page)
    shown.wait()
    wait_until(page, "() => Searoom.instances.map_searoom.own.layers.some((layer) => layer.group)")
    return shown


def point_at(shown: MapPage, at: tuple[float, float] = AT) -> None:
    """Put the pointer on this place of the map."""
    x, y = shown.ask(
        "(() => { const p = m.map.latLngToContainerPoint([a[1], a[0]]), b = m.map.getContainer()"
        ".getBoundingClientRect(); return [p.x + b.left, p.y + b.top]; })()", at,
    )  # fmt: skip
    shown.page.mouse.move(x - 40, y - 40)
    shown.page.mouse.move(x, y)


def test_a_hostile_file_is_drawn_named_and_not_obeyed(page: Page, server: str) -> None:
    bring(page, server, "<img src=x onerror=window.hit=1>.geojson", hostile_file())
    report = page.locator(".st-key-content [role=status]")
    expect(report.locator("tbody tr")).to_have_count(1)
    expect(report).to_contain_text(TEXTS[1])
    expect_unharmed(page)
    shown = to_map(page)
    group = page.locator(".sr-legend .sr-own")
    expect(group.locator(".sr-key-title")).to_have_text(translate("en", "map.own.title"))
    expect(group.locator("li .sr-name")).to_have_text("<img src=x onerror=window.hit=1>.geojson")
    expect(group.locator("li .sr-count")).to_have_text("2")
    point_at(shown)
    tip = page.locator(".sr-own-tip")
    expect(tip.locator("strong")).to_have_text(TEXTS[0])
    for text in TEXTS[:9]:
        expect(tip).to_contain_text(text[:60])
    expect_unharmed(page)


def test_a_switch_in_the_legend_takes_it_off_the_map_and_the_page_knows(page: Page, server: str) -> None:
    bring(page, server, "own.geojson", hostile_file("Plain"))
    shown = to_map(page)
    assert coloured(shown)
    box = page.locator(".sr-legend .sr-own input")
    box.uncheck()
    wait_until(page, "() => !Searoom.instances.map_searoom.own.layers[0].on")
    assert not coloured(shown)
    point_at(shown)
    expect(page.locator(".sr-own-tip")).to_have_count(0)
    settle(page)
    page.get_by_role("link", name=translate("en", "nav.own-data")).click()
    wait_until(page, SWITCHES, [False])
    page.locator(".st-key-content [data-testid=stCheckbox]:visible label").click()
    settle(page)
    wait_until(page, SWITCHES, [True])  # for a moment the one before stands there too
    page.get_by_role("link", name=translate("en", "nav.map")).click()
    expect(page.locator(".sr-legend .sr-own input")).to_be_checked()
    assert coloured(shown)


def coloured(shown: MapPage) -> bool:
    """Whether anything on the file's own canvas has its colour."""
    shown.page.wait_for_timeout(200)
    wanted = [int(OWN_COLOURS["light"]["teal"][i : i + 2], 16) for i in (1, 3, 5)]
    return bool(
        shown.ask(
            """(() => { const c = m.own.renderer._container; if (!c) return false;
              const d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
              for (let i = 0; i < d.length; i += 4)
                if (d[i + 3] > 250 && a.every((v, k) => Math.abs(d[i + k] - v) < 3)) return true;
              return false; })()""",
            wanted,
        )
    )


def test_lines_beneath_a_file_can_still_be_chosen(page: Page, server: str) -> None:
    bring(page, server, "own.geojson", hostile_file("Plain"))
    shown = to_map(page)
    under = shown.ask("getComputedStyle(m.own.renderer._container).pointerEvents")
    assert under == "none"


def test_the_geometry_goes_over_the_wire_once_and_no_rerun_sends_it_again(
    page: Page, server: str, watch: Watch
) -> None:
    draw = random.Random(6)
    features = [
        {
            "type": "Feature", "properties": {"name": f"Point {number}"},
            "geometry": {"type": "Point", "coordinates": [draw.uniform(48, 80), draw.uniform(41, 54)]},
        }
        for number in range(5000)
    ]  # fmt: skip
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    assert len(content) > 500_000
    bring(page, server, "many.geojson", content)
    shown = to_map(page)
    asked = [url for url in watch.requests if "/searoom-own/" in url]
    assert len(asked) == 1
    received: list[int] = []
    for socket in watch.sockets:
        socket.on("framereceived", lambda frame: received.append(len(frame)))
    for lens in ("status", "stance:beijing", "risk"):
        received.clear()
        shown.set_lens(lens)
        told = "^(?!.*lens=)" if lens == "risk" else "lens=" + lens.replace(":", "(:|%3A)")
        expect(page).to_have_url(re.compile(told))
        wait_for(page, lambda: received)
        settle(page)
        assert sum(received) < RERUN_BYTES, (lens, sum(received))
    page.get_by_role("link", name=translate("en", "nav.claims")).click()
    expect(page.locator(".st-key-content h1")).to_have_text(translate("en", "nav.claims"))
    page.get_by_role("link", name=translate("en", "nav.map"), exact=True).click()
    expect(page.locator(".sr-legend .sr-own .sr-count")).to_have_text("5,000")
    assert [url for url in watch.requests if "/searoom-own/" in url] == asked


def test_a_file_is_there_for_its_visitor_alone(
    page: Page, server: str, watch: Watch, context: BrowserContext
) -> None:
    bring(page, server, "own.geojson", hostile_file("Plain"))
    to_map(page)
    expect(page.locator(".sr-legend .sr-own")).to_have_count(1)
    assert "own" not in page.url.partition("?")[2]
    other = context.new_page()
    MapPage(other).open(page.url)
    expect(other.locator(".sr-legend .sr-own")).to_have_count(0)
    assert context.request.get(f"{server}searoom-own/{'A' * 32}").status == 404


def test_both_lights_and_languages(page: Page, server: str) -> None:
    bring(page, server, "own.geojson", hostile_file("Plain"))
    shown = to_map(page)
    shown.ask("m.state.change({ theme: 'dark', language: 'ru' }, true)")
    expect(page.locator(".sr-own .sr-key-title")).to_have_text(translate("ru", "map.own.title"))
    assert shown.ask("m.own.layers[0].key").startswith(OWN_COLOURS["dark"]["teal"])


def expect_unharmed(page: Page) -> None:
    """Nothing of the file ran or became an element."""
    assert page.evaluate("window.hit") is None
    expect(page.locator(INTRUDERS)).to_have_count(0)


def test_a_changed_copy_is_shown_to_its_visitor_alone(
    page: Page, server: str, watch: Watch, context: BrowserContext
) -> None:
    open_own_data(page, server)
    grid = page.locator("[data-testid=stDataFrame] canvas").first
    grid.scroll_into_view_if_needed()
    settle(page)
    # The third column of the first row: the reason in English of the first corridor's first status.
    box = grid.bounding_box()
    assert box is not None
    field = page.locator("#portal textarea")

    def is_open() -> bool:  # a grid that has only just been drawn does not hear the first click
        if not field.is_visible():
            page.mouse.dblclick(box["x"] + 420, box["y"] + 52)  # another element lies over the canvas
        return field.is_visible()

    wait_for(page, is_open)
    field.fill("Changed: <b>new</b>")
    field.press("Enter")
    expect(field).to_have_count(0)
    settle(page)
    page.get_by_role("button", name=translate("en", "own_data.use")).click()
    notice = page.locator(".sr-notice.own")
    expect(notice).to_have_text(translate("en", "own_data.bar"), timeout=60_000)
    page.get_by_role("link", name=translate("en", "nav.map"), exact=True).click()
    shown = MapPage(page)
    shown.page.wait_for_selector(".sr-root .sr-label", state="attached", timeout=60_000)
    reason = "m.state.byId['corridor:northern-baltic'].entries[0].reason.en"
    assert shown.ask(reason) == "Changed: <b>new</b>"
    other = context.new_page()
    assert "new" not in MapPage(other).open(server).page.evaluate(
        f"(() => {{ const m = Searoom.instances.map_searoom; return {reason}; }})()"
    )
    expect(other.locator(".sr-notice.own")).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_button_that_takes_a_file_speaks_the_language(page: Page, server: str, language: str) -> None:
    open_own_data(page, server, f"?language={language}")
    button = page.locator(".st-key-own-drop button")
    expect(button).to_be_visible()
    said = button.evaluate("(node) => getComputedStyle(node, '::after').content")
    assert json.loads(said) == translate(language, "own_data.choose")
