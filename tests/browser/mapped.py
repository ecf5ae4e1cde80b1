"""What the tests do on a map and read off it, in the file and in the served page alike."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from playwright.sync_api import Locator, Page, expect

from layers.data import Data
from layers.map.style import LENS_COLOURS
from layers.network import corridors_of_leg, status_on
from layers.risk import leg_risk

SIZES = ((1440, 900), (1920, 1080), (1024, 768))
FITS = """(({ scrollWidth, scrollHeight }) => scrollWidth <= innerWidth && scrollHeight <= innerHeight)
  (document.documentElement)"""
"""Whether the page is no larger than the window."""
_MAP = "const m = window.Searoom.instances.map_searoom;"


class MapPage:
    """The map in one browser page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, url: str, size: tuple[int, int] = (1440, 900)) -> MapPage:
        """Go there and wait until the map is drawn."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.goto(url)
        self.wait()
        return self

    def wait(self) -> None:
        """Return when the map is drawn and labelled."""
        self.page.wait_for_selector(".sr-root .sr-label", state="attached")

    # --- doing ---

    def key(self, key: str) -> Locator:
        """The control with this data-key."""
        return self.page.locator(f'.sr-root [data-key="{key}"]')

    def row(self, selection: str) -> Locator:
        """The legend's button for a corridor or a place."""
        return self.page.locator(f'.sr-legend [data-key="{selection}"]')

    def table_row(self, selection: str) -> Locator:
        """The table's row for a record."""
        return self.page.locator(f'.sr-drawer tr:has([data-key="{selection}"])')

    def press(self, key: str) -> None:
        """Click the control with this data-key."""
        self.key(key).click()

    def set_month(self, month: str) -> None:
        """Move the date control to YYYY-MM."""
        self.key("date").fill(str(int(month[:4]) * 12 + int(month[5:]) - 1))
        assert self.view()["month"] == month

    def set_lens(self, lens: str) -> None:
        """Colour by risk, status or stance:<actor>."""
        name, _, actor = lens.partition(":")
        if actor:
            self.key("actor").select_option(actor)
        else:
            self.press(f"lens:{name}")

    def open_table(self, tab: str = "corridor") -> None:
        """Show the table twin, on this tab."""
        if self.key("table").get_attribute("aria-pressed") == "false":
            self.press("table")
        self.press(f"tab:{tab}")

    # --- reading ---

    def ask(self, expression: str, argument: Any = None) -> Any:
        """Evaluate JavaScript in which ``m`` is the map and ``a`` the argument."""
        return self.page.evaluate(f"(a) => {{ {_MAP} return {expression}; }}", argument)

    def view(self) -> dict[str, Any]:
        """The view that the map shows."""
        found: dict[str, Any] = self.ask("m.state.plainView()")
        return found

    def legs(self) -> dict[str, dict[str, str]]:
        """Stroke attributes of every leg that is on the map, by leg id."""
        found: dict[str, dict[str, str]] = self.ask(
            """Object.fromEntries(m.geometry.legs.filter((d) => m.map.hasLayer(d.core)).map((d) => [d.leg.id,
              Object.fromEntries(["stroke", "stroke-opacity", "stroke-dasharray", "stroke-width"].map(
                (name) => [name, d.core._path.isConnected ? d.core._path.getAttribute(name) : "lost"]))]))"""
        )
        return found

    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north of what the map shows."""
        west, south, east, north = self.ask("m.map.getBounds().toBBoxString()").split(",")
        return float(west), float(south), float(east), float(north)

    def centre(self) -> tuple[float, float, float]:
        """Longitude and latitude in the middle of the map, and the zoom."""
        lon, lat, zoom = self.ask("[m.map.getCenter().lng, m.map.getCenter().lat, m.map.getZoom()]")
        return lon, lat, zoom

    def focused(self) -> str | None:
        """The data-key of the control that has the keyboard."""
        key: str | None = self.page.evaluate("document.activeElement.getAttribute('data-key')")
        return key

    def tab_to(self, wanted: str, limit: int = 200) -> None:
        """Press Tab until the control with this data-key has the keyboard."""
        for _ in range(limit):
            self.page.keyboard.press("Tab")
            if self.focused() == wanted:
                return
        raise AssertionError(f"{limit} times Tab never reach {wanted!r}")

    def visible_words(self, within: str = ".sr-root") -> list[str]:
        """Every piece of text that can be seen, and every accessible name, inside an element."""
        words: list[str] = self.page.evaluate(_WORDS, within)
        return words

    def expect_selected(self, selection: str) -> None:
        """The legend says that this is selected."""
        expect(self.row(selection)).to_have_attribute("aria-pressed", "true")


_WORDS = """(within) => {
  const words = [];
  for (const root of document.querySelectorAll(within)) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        if (node.data.trim() && node.parentElement.checkVisibility()) words.push(node.data.trim());
      } else if (node.checkVisibility()) {
        for (const name of ["aria-label", "aria-valuetext", "title"]) words.push(node.getAttribute(name));
      }
    }
  }
  return words.filter(Boolean);
}"""


# --- what the map ought to show, from the library -------------------------------------------------


def legs_to_show(data: Data, month: str, off: Set[str] = frozenset()) -> set[str]:
    """Ids of the legs that ought to be drawn in ``month`` with these legend rows switched off."""

    def stands(history: Any) -> bool:
        return status_on(history, month, data.evidence_end) is not None

    users, shown = corridors_of_leg(data), set()
    context = {key for corridor in data.corridors.values() for key in corridor.context_legs}
    for leg in data.legs.values():
        if not stands(leg.status_history):
            continue
        if users[leg.id]:
            on = any(
                f"corridor:{key}" not in off and stands(data.corridors[key].status_history)
                for key in users[leg.id]
            )
        else:
            on = ("context" if leg.id in context or leg.mode != "sea" else "lanes") not in off
        if on:
            shown.add(leg.id)
    return shown


def colours_to_show(data: Data, lens: str, month: str, theme: str) -> dict[str, str]:
    """Colour of each leg that a corridor uses; for stances only of legs that one corridor uses."""
    name, _, actor = lens.partition(":")
    table, found = LENS_COLOURS[theme][name], {}
    for key, users in corridors_of_leg(data).items():
        leg = data.legs[key]
        status = status_on(leg.status_history, month, data.evidence_end)
        if status is None or not users:
            continue
        if name == "status":
            found[key] = table[status.status]
        elif name == "risk":
            found[key] = table[leg_risk(data, leg, month).risk_class]
        elif len(users) == 1:
            found[key] = table[data.actors[actor].stances[users[0]].stance]
    return found


def corridors_by_status(data: Data, month: str) -> dict[str, list[str]]:
    """Ids of the corridors under each status that any of them has in ``month``."""
    groups: dict[str, list[str]] = {}
    for corridor in data.corridors.values():
        found = status_on(corridor.status_history, month, data.evidence_end)
        if found is not None:
            groups.setdefault(str(found.status), []).append(corridor.id)
    return groups
