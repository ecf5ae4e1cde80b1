"""How fast it is, measured: ``make bench``. Figures, not tests; they depend on the machine."""

from __future__ import annotations

import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from layers.analysis.changes import changes_between
from layers.analysis.risk import RiskModel
from layers.map import build_map
from layers.map.payload import map_payload
from layers.model.view import View
from layers.model.vocabulary import DEFAULT_DATE
from layers.packs.load import load
from layers.text import translate
from tests.browser.serving import run_server
from tests.browser.waiting import settle
from tests.get_browser import FLAGS, find_browser

LENSES = ("status", "stance:moscow", "risk:security", "risk")
DATES = ("2021-06-01", "2025-10-11", "2026-04-15", DEFAULT_DATE)
IN_BROWSER = """(part) => {
  const state = window.Searoom.instances.map_searoom.state, before = performance.now();
  state.change(part);
  document.querySelector(".sr-root").offsetHeight;
  return performance.now() - before;
}"""


MOVING = """(async () => {
  const { map } = window.Searoom.instances.map_searoom, took = [];
  map.setView([47, 66], 5, { animate: false });
  for (let i = 0; i < 15; i++) {
    const before = performance.now();
    map.panBy([i % 2 ? 5 : -5, 0], { animate: false });
    await new Promise(requestAnimationFrame);
    took.push(performance.now() - before);
  }
  return took;
})()"""


def main() -> None:
    """Print one line a figure: what, median, smallest and largest."""
    data = load()
    report("load geodata/, all checks", timed(load, 5), "ms")
    report("payload of the map", timed(lambda: map_payload(data), 5), "ms")
    report("folium map and scripts", timed(lambda: build_map(data).version, 3), "ms")
    report("stand-alone file", [len(build_map(data).to_html().encode()) / 1000], "kB")
    corridors = list(data.corridors.values())
    report(
        "risk of all corridors on one date",
        timed(lambda: [RiskModel(data).of_corridor(c, DEFAULT_DATE) for c in corridors], 5),
        "ms",
    )
    report(
        "what changed for all corridors",
        timed(lambda: changes_between(RiskModel(data), View().since, DEFAULT_DATE), 5),
        "ms",
    )
    measure_browser()


def measure_browser() -> None:
    """Recolouring in the browser, and what a rerun costs on the wire."""
    with (
        tempfile.TemporaryDirectory() as folder,
        run_server(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        received: list[int] = []
        page.on(
            "websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame)))
        )
        for visit in ("first visit", "second visit"):
            started = time.perf_counter()
            page.goto(server.url)
            page.locator(".sr-label").first.wait_for(state="attached")
            report(f"{visit}: map with labels", [1000 * (time.perf_counter() - started)], "ms")
        for what, name, values in (("lens switch", "lens", LENSES), ("change of date", "date", DATES)):
            taken = [page.evaluate(IN_BROWSER, {name: value}) for value in values * 5]
            report(f"{what} inside the browser", taken, "ms")
        measure_clicks(page, received)
        measure_pages(page)
        measure_own_file(page, server.url)
        browser.close()


def measure_clicks(page: Page, received: list[int]) -> None:
    """Click a lens as a reader would; count what the server sends until it is quiet."""
    sizes = []
    for key in ("lens:status", "lens:risk") * 5:
        received.clear()
        page.locator(f'[data-key="{key}"]').click()
        page.wait_for_timeout(600)
        sizes.append(sum(received) / 1000)
    report("sent by the server for one lens switch", sizes, "kB")


def measure_pages(page: Page) -> None:
    """Go from page to page by the bar, and back to the map."""
    for name in ("stances", "claims", "changes", "method", "sources", "map"):
        started = time.perf_counter()
        page.locator(f".st-key-nav-other-{name} a").click()
        page.locator(".st-key-content h1, #map_searoom").first.wait_for()
        page.locator(f".st-key-nav-now-{name}").wait_for()
        report(f"page {name}", [1000 * (time.perf_counter() - started)], "ms")


def measure_own_file(page: Page, url: str) -> None:
    """Move the map with a visitor's file of 5,000 points on it, and without."""
    draw = random.Random(6)
    points = [
        {
            "type": "Feature", "properties": {"name": f"Point {number}"},
            "geometry": {"type": "Point", "coordinates": [draw.uniform(48, 80), draw.uniform(41, 54)]},
        }
        for number in range(5000)
    ]  # fmt: skip
    content = json.dumps({"type": "FeatureCollection", "features": points}).encode()
    page.goto(f"{url}own-data")
    page.locator(".st-key-own-drop input[type=file]").set_input_files(
        {"name": "many.geojson", "mimeType": "application/geo+json", "buffer": content}
    )
    page.get_by_role("button", name=translate("en", "own_data.show")).first.click()
    page.locator(".sr-legend .sr-own .sr-count").wait_for()
    settle(page)
    report("a step of the map with 5,000 own points", page.evaluate(MOVING), "ms")
    page.locator(".sr-legend .sr-own input").uncheck()
    settle(page)
    report("a step of the map without them", page.evaluate(MOVING), "ms")


def timed(action: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each run."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        action()
        taken.append(1000 * (time.perf_counter() - started))
    return taken


def report(what: str, figures: list[float], unit: str) -> None:
    """One line: median (smallest to largest)."""
    spread = f" ({min(figures):.1f} to {max(figures):.1f}, n={len(figures)})" if len(figures) > 1 else ""
    sys.stdout.write(f"{what:42s} {statistics.median(figures):9.1f} {unit}{spread}\n")


if __name__ == "__main__":
    main()
