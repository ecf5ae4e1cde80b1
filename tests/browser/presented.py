"""A story on the screen: what the tests do to it and read off it, and stories made for them."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from layers.model.story import MAX_CALLOUT, MAX_LABEL, MAX_TEXT, MAX_TITLE, Story
from tests.browser.boxes import boxes, overlap
from tests.browser.hostile import TEXTS

SIZES = ((1280, 720), (1440, 900), (1920, 1080), (1024, 768))
_ASK = "const p = Searoom.instances.map_searoom.presenter, m = Searoom.instances.map_searoom;"
SHIPPED = ("sea-room",)
FITS = """(selector) => [...document.querySelectorAll(selector)].filter((node) => node.textContent.trim()
  && (node.scrollHeight > node.clientHeight || node.scrollWidth > node.clientWidth))
  .map((node) => node.className)"""
RESIZED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 200)))"
"""Long enough for the presenter to have laid itself out anew."""
BOXED = ".sr-panel, .sr-key-row, .sr-small-print, .sr-callout"


class Stage:
    """The presenter in one browser page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, url: str, size: tuple[int, int] = (1440, 900)) -> Stage:
        """Go there and wait until the first scene stands."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.goto(url)
        self.page.wait_for_selector(".sr-presenting .sr-label", state="attached")
        return self

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def ask(self, expression: str, argument: Any = None) -> Any:
        """Evaluate JavaScript in which ``p`` is the presenter, ``m`` the map and ``a`` the argument."""
        return self.page.evaluate(f"(a) => {{ {_ASK} return {expression}; }}", argument)

    def scene(self) -> str:
        """Id of the scene that is shown."""
        found: str = self.ask("p.scene().id")
        return found

    def view(self) -> dict[str, Any]:
        """The view that the map shows."""
        found: dict[str, Any] = self.ask("m.state.plainView()")
        return found

    def told(self) -> dict[str, Any]:
        """Title, text, figures, counter and small print as they stand on the screen."""
        found: dict[str, Any] = self.page.evaluate(
            """() => { const text = (selector) => document.querySelector(selector).textContent;
              return { title: text(".sr-panel h1"), text: text(".sr-words"),
                counter: text(".sr-over .sr-count"),
                known: text(".sr-small-print"), said: text(".sr-hidden[aria-live]"),
                figures: [...document.querySelectorAll(".sr-figures > div")].map(
                  (row) => [row.querySelector("dd").textContent, row.querySelector("dt").textContent]) }; }"""
        )
        return found

    def hash(self) -> str:
        """What the address says behind #."""
        found: str = self.page.evaluate("location.hash.slice(1)")
        return found


def local(text: str, russian: str = "") -> dict[str, str]:
    """The same words, or their counterpart, in both languages."""
    return {"en": text, "ru": russian or text}


def hostile_story() -> Story:
    """As long as it may be, and every text tries to be something else than text."""

    def long(text: str, most: int) -> dict[str, str]:
        english = "Widespread dependence on transit "
        russian = "Широкомасштабная зависимость от транзита "
        return {
            "en": f"{text} {english * 12}"[:most],
            "ru": f"{text} {russian * 12}"[:most],
        }  # fmt: skip

    figures = ("{lock_names}", "{power_KZ}", "{km_middle_black_sea}", "{days_without_door}")
    places = ("KZAAU", "AEJEA", "B-KHORGOS", "C-HORMUZ")
    scene = [
        {
            "id": f"hostile-{n}",
            "title": long(text, MAX_TITLE), "text": long(text, MAX_TEXT), "notes": long(text, 3000),
            "figures": [{"value": value, "label": long(text, MAX_LABEL)} for value in figures],
            "callouts": [{"at": place, "text": long(text, MAX_CALLOUT)} for place in places],
            "labels": list(places),
            "view": "lens=stance:moscow" if n % 2 else "date=2026-04-15",
        }
        for n, text in enumerate(text for text in TEXTS if "{" not in text)
    ]  # fmt: skip
    return Story.model_validate(
        {"id": "hostile", "title": long(TEXTS[1], MAX_TITLE), "lede": local("-"), "scenes": scene}
    )


def plain_story() -> Story:
    """Three scenes of the usual kind."""
    return Story.model_validate({
        "id": "plain", "title": local("The way to the sea", "Путь к морю"),
        "lede": local("A story.", "Рассказ."),
        "scenes": [
            {
                "id": "far",
                "title": local("The largest country without a sea", "Крупнейшая страна без моря"),
                "text": local("{doors} of {outlets} ways to open water can be used today. Each of them runs "
                    "through at least one other capital, and most of them through two.",
                    "Сегодня доступны {doors} из {outlets} путей к открытой воде. Каждый проходит через "
                    "чужую территорию, большинство — через территорию двух стран и более."),
                "notes": local("Speak slowly.\nThen wait.", "Говорите медленно.\nЗатем подождите."),
                "figures": [
                    {"value": "{doors}", "label": local("doors that can be used", "доступных выходов")},
                    {"value": "{locks}", "label": local("capitals together could shut them all",
                        "столицы вместе могут закрыть все")},
                    {"value": "{days_without_door}", "label": local("days a year without any door",
                        "суток в году без единого выхода")},
                ],
                "labels": ["KZAAU", "AEJEA"], "view": "lens=status",
                "callouts": [{"at": "C-HORMUZ", "text": local("Every way south ends behind this strait",
                    "Все пути на юг ведут к этому проливу")}],
            },
            {
                "id": "caspian", "title": local("Across the Caspian", "Через Каспий"),
                "text": local("The Middle Corridor is {km_middle_black_sea} long and stands at a risk of "
                    "{risk_middle_black_sea}.",
                    "Длина Среднего коридора — {km_middle_black_sea}, его риск — {risk_middle_black_sea}."),
                "view": "lens=risk&selection=corridor:middle-black-sea", "labels": ["KZAAU"],
                "callouts": [
                    {"at": "KZAAU", "text": local("Shallow water since 2024", "С 2024 года мелеет")},
                ],
            },
            {
                "id": "shut", "title": local("If Russia closes", "Если закроется Россия"),
                "text": local("{doors_lost} doors are lost at once; power passes to those that remain.",
                    "Сразу потеряны выходы: {doors_lost}; сила переходит к тем, кто остаётся."),
                "view": "lens=veto&closed=RU&bounds=40.0,20.0,110.0,58.0",
                "figures": [{"value": "{power_change_CN}", "label": local("more bargaining power for Beijing",
                    "переговорной силы прибавит Пекин")}],
            },
        ],
    })  # fmt: skip


def expect_order(shown: Stage, scene: str) -> None:
    """Nothing runs over, nothing covers words, callouts stay on the map and off all names."""
    assert shown.page.evaluate(FITS, BOXED) == [], scene
    words = boxes(shown.page, ".sr-panel h1, .sr-words, .sr-figures dd, .sr-figures dt")
    clashes = [
        (a[0], b[0]) for i, a in enumerate(words) for b in words[i + 1 :] if overlap(a[1], b[1], slack=2)
    ]
    assert clashes == [], scene
    ((_, frame),) = boxes(shown.page, ".leaflet-container")
    callouts, names = boxes(shown.page, ".sr-callout"), boxes(shown.page, ".sr-label")
    for i, (text, box) in enumerate(callouts):
        assert frame[0] <= box[0] and frame[1] <= box[1] and box[2] <= frame[2] and box[3] <= frame[3], text
        covered = [other for other, there in (*names, *callouts[i + 1 :]) if overlap(box, there)]
        assert covered == [], (scene, text)
