"""What a lens does in the stand-alone file: to lines, rings, legend, table and summary."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from layers.analysis.risk import Risk
from layers.analysis.tonnes.loads import UseClass
from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import DEFAULT_DATE, Dimension
from layers.network.network import corridors_of_leg, status_on
from layers.picture.load_lens import load_lens
from layers.picture.symbology import GROUND, LENS_COLOURS
from layers.text import format_number, translate
from tests.browser.mapped import (
    MapPage,
    class_in_lens,
    colours_to_show,
    model_of,
    rgb,
    symbols_to_show,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def shown(kept: MapPage) -> MapPage:
    """The stand-alone map, open, offline."""
    return kept


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_lens_colours_the_legs_as_the_style_table_says(shown: MapPage, data: Data, theme: str) -> None:
    if theme == "dark":
        shown.press("theme")
    assert len(data.actors) == 14
    dimensions = (f"risk:{dimension}" for dimension in Dimension)
    for lens in ("status", *(f"stance:{key}" for key in data.actors), *dimensions, "risk"):
        shown.set_lens(lens)
        drawn, expected = shown.legs(), colours_to_show(data, lens, DEFAULT_DATE, theme)
        assert {key: drawn[key]["stroke"] for key in expected} == expected, lens


def test_the_legend_explains_the_lens_in_use(shown: MapPage) -> None:
    for lens in ("stance", "risk"):
        shown.press(f"lens:{lens}")
        expect(shown.key(f"lens:{lens}")).to_have_attribute("aria-pressed", "true")
        entries = shown.page.locator(".sr-classes li")
        names = LENS_COLOURS["light"][lens]
        expect(entries).to_have_count(len(names))
        assert {text.strip() for text in entries.all_inner_texts()} == {
            translate("en", f"{lens}.{name}") for name in names
        }


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_switch_of_aggregation_changes_corridors_in_legend_and_table(
    shown: MapPage, data: Data, language: str
) -> None:
    page, model = shown.page, model_of(data)
    shown.press(f"lang:{language}")
    shown.open_table("corridor")
    told = {}
    for lens in ("risk", "risk:security", "risk:infrastructure", "risk:delay"):
        shown.set_lens(lens)
        expect(page.locator(".sr-key-title").first).to_have_text(lens_title(lens, language))
        for aggregation in ("length", "weakest"):
            shown.press(f"aggregation:{aggregation}")
            expect(shown.key(f"aggregation:{aggregation}")).to_have_attribute("aria-pressed", "true")
            risks = {
                key: model.of_corridor(corridor, DEFAULT_DATE, aggregation)
                for key, corridor in data.corridors.items()
            }
            swatches = page.locator(".sr-row:has(> [data-key^='corridor:'])").evaluate_all(
                """(rows) => Object.fromEntries(rows.map((row) => [row.querySelector(".sr-pick").dataset.key,
                  row.querySelector(".sr-swatch").style.backgroundColor]))"""
            )
            assert swatches == {
                f"corridor:{key}": rgb(LENS_COLOURS["light"]["risk"][class_in_lens(risk, lens)])
                for key, risk in risks.items()
            }, (lens, aggregation)
            cells = page.locator(".sr-drawer tbody tr > :nth-child(3)").all_inner_texts()
            assert cells == [risk_words(risk, lens, language) for risk in risks.values()], (lens, aggregation)
            told[lens, aggregation] = cells
    assert all(told[lens, "length"] != told[lens, "weakest"] for lens, _ in told)


@pytest.mark.parametrize(("tab", "column"), [("port", 3), ("crossing", 3), ("chokepoint", 3), ("leg", 4)])
def test_the_table_says_the_risk_of_legs_and_places(
    shown: MapPage, data: Data, tab: str, column: int
) -> None:
    model = model_of(data)
    keys = list({"port": data.ports, "crossing": data.crossings, "leg": data.legs}.get(tab, data.chokepoints))
    shown.open_table(tab)
    cells = shown.page.locator(f".sr-drawer tbody tr > :nth-child({column})")
    for lens, day in (("risk", DEFAULT_DATE), ("risk:security", DEFAULT_DATE), ("risk", "2025-01-01")):
        shown.set_lens(lens)
        shown.set_date(day)
        expected = {}
        for key in keys:
            stands = status_on(data.parts[key].status_history, day, data.evidence_end)
            expected[key] = risk_words(model.of_part(key, day), lens, "en") if stands else "–"
        assert dict(zip(keys, cells.all_inner_texts(), strict=True)) == expected, (lens, day)


def test_rings_of_places_follow_the_dimension(shown: MapPage, data: Data) -> None:
    for lens in ("risk", "risk:sanctions", "risk:season", "status"):
        shown.set_lens(lens)
        assert shown.symbols() == symbols_to_show(data, lens, DEFAULT_DATE, "light"), lens


def test_the_summary_names_the_dimension(shown: MapPage) -> None:
    for dimension in Dimension:
        shown.set_lens(f"risk:{dimension}")
        expect(shown.page.locator(".sr-summary")).to_contain_text(
            translate("en", f"dimension.{dimension}").lower()
        )
    assert shown.key("dimension").locator("option").count() == len(Dimension) + 1


def lens_title(lens: str, language: str) -> str:
    """Heading of the legend's key."""
    dimension = lens.partition(":")[2]
    if not dimension:
        return translate(language, "map.key.risk")
    name = translate(language, f"dimension.{dimension}")
    return translate(language, "map.key.dimension", dimension=name)


def risk_words(risk: Risk, lens: str, language: str) -> str:
    """A risk as the table says it: class and number."""
    words = translate(language, f"risk.{class_in_lens(risk, lens)}")
    dimension = lens.partition(":")[2]
    if not dimension:
        return words if risk.composite is None else f"{words} {round(risk.composite)}"
    score = risk.dimensions[Dimension(dimension)].score if Dimension(dimension) in risk.dimensions else None
    return words if score is None else f"{words} {format_number(language, round(10 * score) / 10, 1)}"


def test_judgements_are_hollow(shown: MapPage, data: Data) -> None:
    shown.set_lens("stance:moscow")
    hollow = set(shown.ask("m.geometry.legs.filter((d) => m.map.hasLayer(d.hollow)).map((d) => d.leg.id)"))
    drawn = shown.legs()
    for key, users in corridors_of_leg(data).items():
        if len(users) == 1 and key in drawn:
            record = data.actors["moscow"].stances[users[0]]
            assert (key in hollow) == (record.basis == "judgement" and record.stance != "silent"), key
    shown.set_lens("risk")
    assert shown.ask("m.geometry.legs.filter((d) => m.map.hasLayer(d.hollow)).length") == 0


@pytest.mark.parametrize(("lens", "day"), [("load", "2026-07-01"), ("load:crude", "2024-06-01")])
def test_load_is_drawn_by_year_and_cargo_without_a_server(
    shown: MapPage, data: Data, lens: str, day: str
) -> None:
    shown.set_date(day)
    shown.set_lens(lens)
    carried = load_lens(data, View(lens=lens, date=day)).carried
    drawn, colours = shown.legs(), LENS_COLOURS["light"]["load"]
    loaded = {key for key in drawn if key in carried}
    assert "cpc" in loaded
    for key in drawn:
        use = carried[key].use if key in carried else None
        assert drawn[key]["stroke"] == (colours[use] if use else GROUND["light"]["quiet"]), key
    striped = set(shown.ask("m.geometry.legs.filter((d) => m.map.hasLayer(d.stripes)).map((d) => d.leg.id)"))
    unknown = {key for key in loaded if carried[key].use is UseClass.UNKNOWN}
    assert striped == {key for key in unknown if not carried[key].is_drawn} != set()
    title = shown.page.locator(".sr-key-title").first
    expect(title).to_have_text("Load in 2025, all cargo" if lens == "load" else "Load in 2024, crude oil")
    shown.set_lens("risk")
    assert shown.ask("m.geometry.legs.filter((d) => m.map.hasLayer(d.stripes)).length") == 0
