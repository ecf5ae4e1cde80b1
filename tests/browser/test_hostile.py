"""Data that attack the page are shown as the text they are, in the file and in the served page."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pybtex.database import parse_string

from layers.export.html import write_map_html
from layers.model.dataset import Data
from layers.network.network import first_day
from layers.packs.load import FOLDER_VARIABLE, load
from layers.text import translate
from tests.browser.hostile import TEXTS, write_hostile_data
from tests.browser.mapped import MapPage
from tests.browser.serving import Server, run_server
from tests.browser.waiting import settle
from tests.browser.watching import Watch, expect_no_faults

pytestmark = pytest.mark.browser

SELECTIONS = {
    "corridor": "corridors",
    "leg": "legs",
    "port": "ports",
    "crossing": "crossings",
    "chokepoint": "chokepoints",
    "hub": "hubs",
}
LANGUAGES = ["en", "ru"]
LINKED = [
    pytest.param(text, id=str(number), marks=[pytest.mark.slow] if number > 1 else [])
    for number, text in enumerate(TEXTS[:8])
]
"""Texts to put into links; two go through every link of the code, the others are left to the longer run."""
HANDLERS = """[...document.querySelectorAll("*")]
  .filter((node) => node.getAttributeNames().some((name) => name.startsWith("on")))
  .map((node) => node.outerHTML)"""
INTRUDERS = "img, script, svg[onload], .sr-root a:not(.leaflet-bar a), iframe, object, embed"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile data."""
    return write_hostile_data(tmp_path_factory.mktemp("hostile") / "geodata")


@pytest.fixture(scope="module")
def hostile(folder: Path) -> Data:
    """The hostile data, loaded."""
    return load(folder)


@pytest.fixture(scope="module")
def opened_file(
    offline: tuple[Page, Watch], hostile: Data, tmp_path_factory: pytest.TempPathFactory
) -> MapPage:
    """The stand-alone map of the hostile data, opened once."""
    path = write_map_html(hostile, tmp_path_factory.mktemp("hostile-file") / "map.html")
    offline[1].forget()
    return MapPage(offline[0]).open(path.as_uri())


@pytest.fixture
def file(opened_file: MapPage, offline: tuple[Page, Watch]) -> Iterator[MapPage]:
    """The stand-alone map of the hostile data, put back after each test."""
    place = opened_file.centre()
    yield opened_file
    opened_file.reset(place)
    expect_no_faults(offline[1])


@pytest.fixture(scope="module")
def hostile_server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real server on the hostile data."""
    environment = {**os.environ, FOLDER_VARIABLE: str(folder)}
    with run_server(tmp_path_factory.mktemp("hostile-server"), environment=environment) as server:
        yield server


@pytest.fixture
def app(page: Page, hostile_server: Server, watch: Watch) -> MapPage:
    """The served page of the hostile data, open."""
    watch.hosts.add(hostile_server.host)
    shown = MapPage(page).open(hostile_server.url)
    page.wait_for_selector(".st-key-panel .sr-page")
    return shown


def expect_unharmed(shown: MapPage) -> None:
    """No code of the data ran, and none of it became an element."""
    assert shown.page.evaluate("typeof window.hit") == "undefined"
    assert shown.page.evaluate(HANDLERS) == []
    for ours in (".sr-root", ".st-key-panel", ".st-key-bar", ".st-key-content .sr-page"):
        expect(shown.page.locator(ours).locator(INTRUDERS)).to_have_count(0)


def test_every_hostile_text_is_in_the_data(hostile: Data) -> None:
    for records in (hostile.ports, hostile.crossings, hostile.corridors):
        assert set(TEXTS) <= {text for record in records.values() for text in record.name.root.values()}
    assert all(leg.status_history[0].reason["en"] in TEXTS for leg in hostile.legs.values())
    assert all(actor.name["en"] in TEXTS for actor in hostile.actors.values())
    for texts in (
        [text for event in hostile.events.values() for text in (event.title, event.text)],
        [text for claim in hostile.claims.values() for text in (claim.title, claim.text, claim.view_note)],
        [score.reason for each in hostile.assessments.values() for score in each.scores],
        [text for project in hostile.projects.values() for text in (project.name, project.summary)],
        [text for series in hostile.series.values() for text in (series.name, series.definition)],
        [text for entry in hostile.rubric.values() for text in (entry.definition, *entry.levels.values())],
        [parameter.name for parameter in hostile.parameters.values()],
        [dataset.title for dataset in hostile.datasets],
    ):
        assert {text["en"] for text in texts} == {text["ru"] for text in texts} <= set(TEXTS)
        assert len({text["en"] for text in texts}) >= min(8, len(texts))
    assert {source.title for source in hostile.bibliography.values()} == set(TEXTS)


# --- the file -------------------------------------------------------------------------------------


def test_legend_and_labels_show_the_text_itself(file: MapPage, hostile: Data) -> None:
    for key, corridor in hostile.corridors.items():
        assert (
            file.row(f"corridor:{key}").evaluate("(node) => node.firstChild.data")
            == corridor.short_name["en"]
        )
    for kind in ("ports", "crossings", "chokepoints"):
        file.press(f"open:{kind}")
    for key, port in hostile.ports.items():
        assert file.row(f"port:{key}").evaluate("(node) => node.lastChild.data") == f" {port.name['en']}"
    labels = set(
        file.page.locator(".sr-label").evaluate_all("(nodes) => nodes.map((node) => node.firstChild.data)")
    )
    assert labels
    assert labels <= set(TEXTS)
    assert set(file.key("actor").locator("option").all_text_contents()) >= {
        actor.name["en"] for actor in hostile.actors.values() if not actor.part_of
    }
    expect_unharmed(file)


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_show_the_text_itself(file: MapPage, hostile: Data, language: str) -> None:
    file.press(f"lang:{language}")
    for tab, records in (
        ("corridor", hostile.corridors),
        ("port", hostile.ports),
        ("crossing", hostile.crossings),
        ("chokepoint", hostile.chokepoints),
        ("event", hostile.events),
    ):
        file.open_table(tab)
        names = file.page.locator(".sr-drawer tbody th").all_text_contents()
        field = {"corridor": "short_name", "event": "title"}.get(tab, "name")
        assert names == [getattr(record, field)[language] for record in records.values()]
    file.open_table("leg")
    for lens in ("status", "stance", "risk"):
        file.press(f"lens:{lens}")
    expect_unharmed(file)


def test_the_caption_of_events_shows_the_text_itself(file: MapPage, hostile: Data) -> None:
    seen = set()
    events = list(hostile.events.values())
    for event in events[-25:]:
        day = first_day(event.date)
        file.ask("m.state.change({ date: a }, true)", day)
        newest = [one for one in events if first_day(one.date) <= day][-1]
        told = file.page.locator(".sr-happened").text_content() or ""
        assert newest.title["en"] in told
        seen.add(newest.title["en"])
    assert len(seen) > 5
    expect_unharmed(file)


@pytest.mark.parametrize("kind", SELECTIONS)
def test_cards_show_the_text_itself(file: MapPage, hostile: Data, kind: str) -> None:
    for record in list(getattr(hostile, SELECTIONS[kind]).values())[: len(TEXTS)]:
        file.ask("m.state.change({ selection: a }, true)", f"{kind}:{record.id}")
        card = file.page.locator(".sr-card")
        shown = card.text_content() or ""
        if kind == "leg":
            assert hostile.places[record.from_id].name["en"] in shown
        else:
            assert record.name["en"] in shown
        if kind != "hub":
            assert any(text in shown for text in TEXTS)
    expect_unharmed(file)


def test_tooltips_show_the_text_itself(file: MapPage, hostile: Data) -> None:
    layers = """[...m.geometry.legs.map((d) => d.hit), ...m.geometry.places.map((d) => d.marker),
        ...m.geometry.borders.map((d) => d.layer), ...m.geometry.areas.map((d) => d.layer)]"""
    told = file.ask(
        f"""{layers}.filter((layer) => layer.getTooltip() && m.map.hasLayer(layer)).map((layer) => {{
          layer.openTooltip(layer.getCenter ? layer.getCenter() : layer.getLatLng());
          const text = [...document.querySelectorAll(".sr-tip > *")].map((line) => line.textContent);
          layer.closeTooltip();
          return text; }})"""
    )
    assert len(told) > len(hostile.legs)
    for lines in told:
        assert any(text in " ".join(lines) for text in TEXTS), lines
    expect_unharmed(file)


def test_the_pointer_finds_the_text_itself(file: MapPage) -> None:
    points = file.ask(
        """(() => { const box = m.map.getContainer().getBoundingClientRect();
          return m.geometry.places.filter((d) => d.place.kind !== "hub" && m.map.hasLayer(d.marker))
            .map((d) => m.map.latLngToContainerPoint(d.at)).map((p) => [p.x + box.left, p.y + box.top])
            .filter(([x, y]) => document.elementFromPoint(x, y)?.closest(".sr-icon")); })()"""
    )
    assert len(points) > 10
    for x, y in points[:25]:
        file.page.mouse.move(x, y)
        assert file.page.locator(".sr-tip strong").first.text_content() in TEXTS
    expect_unharmed(file)


# --- the served page ------------------------------------------------------------------------------


def test_dossiers_show_the_text_itself(app: MapPage, hostile: Data) -> None:
    """The kinds of record take turns, so that each text is in some dossier and each kind shows several."""
    for turn, (kind, records) in enumerate(SELECTIONS.items()):
        for record in list(getattr(hostile, records).values())[turn : len(TEXTS) : len(SELECTIONS)]:
            app.ask("m.state.change({ selection: a }, true)", f"{kind}:{record.id}")
            name = hostile.places[record.from_id].name["en"] if kind == "leg" else record.name["en"]
            expect(app.page.locator(".st-key-panel h2")).to_contain_text([name])
        expect_unharmed(app)


def test_readings_and_choices_show_the_text_itself(app: MapPage, hostile: Data) -> None:
    app.row("corridor:middle-black-sea").click()
    expect(app.page.locator(".st-key-panel h2")).to_have_text(
        [hostile.corridors["middle-black-sea"].name["en"]]
    )
    for actor in hostile.actors.values():
        app.set_lens(f"stance:{actor.id}")
        expect(app.page.locator(".st-key-panel h2")).to_have_text([actor.full_name["en"]])
        expect(app.page.locator(".st-key-panel .box").first).to_contain_text(
            actor.stances["middle-black-sea"].reason["en"]
        )
    settle(app.page)
    choices = app.page.locator(".st-key-panel button").all_text_contents()
    for actor in hostile.actors.values():
        assert any(actor.name["en"].strip() == choice.strip() for choice in choices), actor.name["en"]
    expect_unharmed(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_shows_the_text_itself(
    page: Page, hostile: Data, hostile_server: Server, watch: Watch, language: str
) -> None:
    watch.hosts.add(hostile_server.host)
    told = {
        "stances": [hostile.actors["moscow"].stances["cku"].reason, hostile.actors["moscow"].reading.text],
        "claims": [
            text
            for claim in hostile.claims.values()
            for text in (claim.title, claim.text, claim.verdict_reason, claim.view_note)
        ],
        "changes": [
            text for one in hostile.projects.values() if one.openings for text in (one.name, one.summary)
        ],
        "method": [
            text
            for one in hostile.rubric.values()
            for text in (one.definition, one.default, *one.levels.values())
        ],
        "sources": [dataset.title for dataset in hostile.datasets],
    }
    query = f"?language={language}&actor=moscow&selection=corridor:cku&since=2021-01-01"
    for name, texts in told.items():
        page.goto(f"{hostile_server.url}{name}{query}")
        expect(page.locator(".st-key-content h1")).to_have_text([translate(language, f"nav.{name}")])
        content = page.locator(".st-key-content")
        expect(content.locator(".sr-page").last).to_be_visible()
        settle(page)
        if name == "changes":
            expect(page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first).to_be_visible()
            events = [text for event in hostile.events.values() for text in (event.title, event.text)]
            assert {text[language] for text in events} <= set(TEXTS)
            assert content.locator(".events li").count() > 50
        expect(content).to_contain_text(texts[-1][language])
        shown = content.text_content() or ""
        assert [text[language] for text in texts if text[language] not in shown] == []
        if name == "stances":
            names = [hostile.actors["moscow"].name[language], hostile.corridors["cku"].short_name[language]]
            label = content.locator('[data-pick="moscow/cku"]').get_attribute("aria-label")
            assert label.startswith(", ".join(names))
        if name == "sources":
            assert all(text in shown for text in TEXTS)
            content.get_by_label(translate(language, "sources.search")).fill(TEXTS[0])
            page.keyboard.press("Enter")
            expect(content.locator(".sources li").first).to_contain_text(TEXTS[0])
            settle(page)
        expect_unharmed(MapPage(page))
        known = ".refs a, .sources a, .cited a"
        expect(content.locator(f"a:not({known}, [data-testid='stPageLink'] a)")).to_have_count(0)
        for address in content.locator(known).evaluate_all(
            "(nodes) => nodes.map((n) => n.href)"
        ):
            assert address.startswith(("https://", "http://"))


def test_a_hostile_bibliography_can_be_taken_away(
    page: Page, hostile: Data, hostile_server: Server, watch: Watch
) -> None:
    watch.hosts.add(hostile_server.host)
    page.goto(f"{hostile_server.url}sources")
    expect(page.locator(".st-key-content h1")).to_be_visible()
    settle(page)
    taken = {}
    for key in ("csv", "bibtex"):
        with page.expect_download() as download:
            page.get_by_role("button", name=translate("en", f"sources.{key}")).click()
        taken[key] = Path(download.value.path()).read_text(encoding="utf-8-sig")
    titles = [row["title"] for row in csv.DictReader(io.StringIO(taken["csv"]))]
    assert titles == [source.title for source in hostile.bibliography.values()]
    assert set(parse_string(taken["bibtex"], "bibtex").entries) == set(hostile.bibliography)
    expect_unharmed(MapPage(page))


@pytest.mark.parametrize("text", LINKED)
def test_a_hostile_link_is_quoted_and_not_obeyed(
    page: Page, hostile_server: Server, watch: Watch, text: str
) -> None:
    watch.hosts.add(hostile_server.host)
    name = "" if text == TEXTS[0] else "routes"  # every page tells it alike, and the map takes longest
    page.goto(f"{hostile_server.url}{name}?lens={_quoted(text)}&selection=corridor:{_quoted(text)}")
    told = page.get_by_test_id("stToast")
    expect(told).to_have_count(2)
    expect(told.locator("img, a, strong, em, code, .katex")).to_have_count(0)
    for part in told.all():  # a long one is cut short
        expect(part).to_contain_text(repr(text)[1:25])
    settle(page)
    expect_unharmed(MapPage(page))


def _quoted(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())
