"""What the tests do on a map and read off it, in the file and in the served page alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set
from typing import Any

from playwright.sync_api import Locator, Page, expect

from layers.analysis.risk import Risk, RiskClass, RiskModel, composite_to_class
from layers.model.dataset import Data
from layers.model.vocabulary import Dimension
from layers.network.network import corridors_of_leg, status_on
from layers.picture.symbology import LENS_COLOURS
from layers.text import format_date, translate
from tests.browser.waiting import settle

SIZES = ((1440, 900), (1920, 1080), (1024, 768))
PHONE = (390, 844)
FITS = """(({ scrollWidth, scrollHeight }) => scrollWidth <= innerWidth && scrollHeight <= innerHeight)
  (document.documentElement)"""
"""Whether the page is no larger than the window."""
GATES = {
    "2025-09-01": {"B-TORKHAM": False, "B-CHAMAN": False},
    "2026-01-15": {"B-TORKHAM": True, "B-CHAMAN": True},
    "2026-02-01": {"C-HORMUZ": False},
    "2026-04-15": {"C-HORMUZ": True},
}
"""Days on which these gates are shut (true) or open, as the world remembers them."""
_MAP = "const m = window.Searoom.instances.map_searoom;"


_RESET = """(() => {
  const click = (selector) => {
    for (let node; (node = document.querySelector(selector)); ) node.click();
  };
  click('.sr-legend .sr-layer [aria-expanded="true"]');
  click('.sr-header [data-key="table"][aria-pressed="true"]');
  click('.sr-header [data-key="trial"][aria-pressed="true"]');
  m.state.change({ ...m.state.data.view, off: new Set(m.state.data.view.off) });
  m.map.setView([a[1], a[0]], a[2], { animate: false });
  document.body.tabIndex = -1; // the next Tab goes to the first control again
  document.body.focus({ preventScroll: true });
  document.body.removeAttribute("tabindex");
  document.querySelector(".sr-legend-body")?.scrollTo(0, 0);
  history.replaceState(null, "", location.pathname);
})()"""
_SLIDE = """(slider, value) => {
  slider.value = value;
  for (const name of ["input", "change"]) slider.dispatchEvent(new Event(name, { bubbles: true }));
}"""


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

    def reset(self, place: tuple[float, float, float]) -> None:
        """Bring the map back to how it opened, with ``place`` in the middle, without opening it again."""
        self.page.mouse.move(0, 0)
        self.ask(_RESET, place)
        self.wait()

    def wait(self) -> None:
        """Return when the map is drawn and labelled and, if it is served, all beside it is there too."""
        self.page.wait_for_selector(".sr-root .sr-label", state="attached")
        if self.page.url.startswith("http"):
            settle(self.page)

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

    def set_date(self, day: str) -> None:
        """Move the date control to YYYY-MM-DD."""
        self.key("date").evaluate(_SLIDE, day_index(day))
        assert self.view()["date"] == day

    def set_lens(self, lens: str) -> None:
        """Colour by risk, risk:<dimension>, status, stance:<actor>, load or load:<commodity>."""
        name, _, which = lens.partition(":")
        if name == "stance":
            self.key("actor").select_option(which)
        elif which:
            self.key("cargo" if name == "load" else "dimension").select_option(lens)
        else:
            self.press(f"lens:{name}")
        assert self.view()["lens"] == lens

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

    def symbols(self) -> dict[str, dict[str, Any]]:
        """Of every port, crossing and chokepoint that is drawn: whether it is crossed out, half, its ring."""
        found: dict[str, dict[str, Any]] = self.ask(
            """Object.fromEntries(m.geometry.places
              .filter((d) => d.place.kind !== "hub" && m.map.hasLayer(d.marker)).map((d) => {
                const icon = d.marker.getElement(), ring = icon.querySelector('circle[r="8.2"]');
                return [d.place.id, { shut: !!icon.querySelector('path[d^="M-2.2 -2.2L2.2 2.2"]'),
                  half: !!icon.querySelector('path[d^="M0 -4.6"], path[d^="M0 -6L6 0L0 6Z"], rect[x="0"]'),
                  ring: ring && ring.getAttribute("fill") }]; }))"""
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

_MODELS: dict[int, RiskModel] = {}
"""One model for each set of data, by identity: a model keeps what it has worked out."""


def model_of(data: Data) -> RiskModel:
    """Return the risk model of these data, the same one each time."""
    return _MODELS.setdefault(id(data), RiskModel(data))


def expect_gates(shown: MapPage, data: Data, day: str, language: str) -> None:
    """Symbol and summary say of every gate of :data:`GATES` whether it is open on ``day``."""
    said = shown.page.locator(".sr-summary")
    expect(said).to_contain_text(format_date(language, day))
    before, after = translate(language, "map.summary.shut", names="|").split("|")
    _, found, rest = said.inner_text().partition(before)
    names = rest.partition(after)[0].split(", ") if found else []
    symbols = shown.symbols()
    for key, shut in GATES[day].items():
        assert (data.places[key].name[language] in names) == shut, (day, key, names)
        assert symbols[key]["shut"] == shut, (day, key)


def day_before(day: str) -> str:
    """The day before."""
    return (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat()


def day_index(day: str) -> int:
    """A day as the date control counts: whole days since 1970."""
    return (dt.date.fromisoformat(day) - dt.date(1970, 1, 1)).days


def legs_to_show(data: Data, day: str, off: Set[str] = frozenset()) -> set[str]:
    """Ids of the legs that ought to be drawn on ``day`` with these legend rows switched off."""

    def stands(history: Any) -> bool:
        return status_on(history, day, data.evidence_end) is not None

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


def class_in_lens(risk: Risk, lens: str) -> RiskClass | None:
    """Class of a risk in the lens ``risk``, or in one dimension of it, by the score as it is shown."""
    dimension = lens.partition(":")[2]
    if not dimension:
        return risk.risk_class
    found = risk.dimensions.get(Dimension(dimension))
    if found is None or found.score is None:
        return RiskClass.UNKNOWN
    return composite_to_class(25 * (round(10 * found.score) / 10 - 1))


def colours_to_show(data: Data, lens: str, day: str, theme: str) -> dict[str, str]:
    """Colour of each leg that a corridor uses; for stances only of legs that one corridor uses."""
    name, _, actor = lens.partition(":")
    table, found, model = LENS_COLOURS[theme][name], {}, model_of(data)
    for key, users in corridors_of_leg(data).items():
        status = status_on(data.legs[key].status_history, day, data.evidence_end)
        if status is None or not users:
            continue
        if name == "status":
            found[key] = table[status.status]
        elif name == "risk":
            found[key] = table[class_in_lens(model.of_part(key, day), lens)]
        elif len(users) == 1:
            found[key] = table[data.actors[actor].stances[users[0]].stance]
    return found


def symbols_to_show(data: Data, lens: str, day: str, theme: str) -> dict[str, dict[str, Any]]:
    """What :meth:`MapPage.symbols` ought to find; the ring is the place's risk."""
    model, found = model_of(data), {}
    for kind in (data.ports, data.crossings, data.chokepoints):
        for key, place in kind.items():
            state = status_on(place.status_history, day, data.evidence_end)
            status = state.status if state else None
            ring = None
            if lens.startswith("risk") and status is not None:
                risk_class = class_in_lens(model.of_part(key, day), lens)
                ring = None if risk_class is RiskClass.UNKNOWN else LENS_COLOURS[theme]["risk"][risk_class]
            found[key] = {
                "shut": status == "suspended", "half": status in ("limited", "at-risk"), "ring": ring,
            }  # fmt: skip
    return found


def corridors_by_status(data: Data, day: str) -> dict[str, list[str]]:
    """Ids of the corridors under each status that any of them has on ``day``."""
    groups: dict[str, list[str]] = {}
    for corridor in data.corridors.values():
        found = status_on(corridor.status_history, day, data.evidence_end)
        if found is not None:
            groups.setdefault(str(found.status), []).append(corridor.id)
    return groups


def rgb(colour: str) -> str:
    """#rrggbb as the browser writes it."""
    return f"rgb({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))})"
