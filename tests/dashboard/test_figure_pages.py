"""The pages of figures say what the library says: strip, Sea room, what-if, bargaining, compare, routes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from layers.analysis.generalised_cost import WayCost
from layers.analysis.parameters import central_settings
from layers.analysis.ranking import smaa
from layers.analysis.risk import RiskModel
from layers.analysis.routing import By, Journey, RouteFinder
from layers.analysis.what_if import Headline, WhatIf, door_history, next_best, veto_classes
from layers.model.dataset import Data
from layers.model.records import Leg
from layers.model.view import View
from layers.model.vocabulary import DEFAULT_DATE, LANGUAGES, Dimension, Status
from layers.network.network import last_day, main_route, route_length_km, status_on, transit_countries
from layers.network.scenario import Scenario, all_ways, open_ways
from layers.text import country_name, format_date, format_number, translate
from tests.dashboard.test_dossiers import Node, read, sections, tidy
from tests.dashboard.test_page import PAGES, blocks, everything, opened, parts_of, query_of, sent, sound
from tests.dashboard.test_pages import drawn_rows, pick, pickable, rows_of, whole

EVERYONE = "AF,AZ,BY,CN,IR,KG,RU,TM,UZ"
"""No way to the sea avoids all of these."""
LINKS: tuple[dict[str, str], ...] = (
    {},
    {"date": "2021-01-01", "closed": "RU"},
    {"date": "2024-02-29", "closed": "C-HORMUZ,GEPTI,tashkent-samarkand"},
    {"date": "2025-09-01", "built": "trans-afghan-west:0.2,zangezur-tripp:0.55"},
    {"date": "2025-09-01", "closed": "AZ,CN,IR,RU", "built": "trans-afghan-west:0.3"},
    {"date": "2026-04-15", "closed": "AZ,CN,IR,RU"},
    {"date": "2030-12-31", "built": "brkuap:1", "shocks": "1.25"},
)
FIGURES = ("doors", "independent", "locks", "no_door", "concentration")
SECTIONS = ("doors", "independent", "locks", "straits", "no_door", "concentration", "power")
STANDING = {Status.PROPOSED, Status.UNDER_CONSTRUCTION, Status.DUE}
each_language = pytest.mark.parametrize("language", LANGUAGES)
each_link = pytest.mark.parametrize("query", LINKS, ids=lambda query: "&".join(query.values()) or "usual")


# --- what the library says -----------------------------------------------------------------------------


Headlines = Callable[[Mapping[str, str]], Headline]


@pytest.fixture(scope="module")
def what_if(data: Data) -> WhatIf:
    """Headline figures of the shipped data."""
    return WhatIf(RiskModel(data))


@pytest.fixture(scope="module")
def headline(data: Data, what_if: WhatIf) -> Headlines:
    """The figures of a link, worked out by the library and not by the page."""

    @cache
    def found(scenario: Scenario, shocks: float) -> Headline:
        return what_if.headline(scenario, replace(central_settings(data), shock_scale=shocks))

    def of_link(query: Mapping[str, str]) -> Headline:
        view = viewed(query)
        return found(Scenario(view.date, view.closed, view.built), view.shocks)

    return of_link


@pytest.fixture(scope="module")
def finder(data: Data, what_if: WhatIf) -> RouteFinder:
    """Routes at the central settings."""
    return RouteFinder(what_if.model, central_settings(data))


def viewed(query: Mapping[str, str]) -> View:
    """The view of a link in which nothing is broken."""
    view, ignored = View.from_query(query)
    assert not ignored
    return view


def unchanged(query: Mapping[str, str]) -> dict[str, str]:
    """The same link with nothing closed or built."""
    return {key: value for key, value in query.items() if key not in ("closed", "built")}


def percent(language: str, value: float) -> str:
    """A share in per cent: whole from ten, one decimal from one, else two."""
    decimals = 0 if value >= 0.1 else 1 if value >= 0.01 else 2
    return translate(language, "figure.percent", n=format_number(language, 100 * value, decimals))


def locked(language: str, size: int | None) -> str:
    """How many locks, in words."""
    return translate(language, "room.no_lock") if size is None else format_number(language, size)


def short(data: Data, corridors: Iterable[str], language: str) -> str:
    """Short names of corridors, or the word for none."""
    names = [tidy(data.corridors[key].short_name[language]) for key in corridors]
    return ", ".join(names) or translate(language, "room.none")


def together(language: str, codes: Iterable[str]) -> str:
    """Countries in alphabetical order."""
    return " + ".join(sorted(country_name(language, code) for code in codes))


def closed_names(data: Data, closed: Iterable[str], language: str) -> str:
    """What is closed on trial, in alphabetical order."""
    return ", ".join(sorted(part_or_country(data, key, language) for key in closed))


def signed(language: str, value: float, decimals: int = 0) -> str:
    """A difference: its sign, then its size."""
    size = format_number(language, abs(value), decimals)
    if not as_number(size):
        return "0"
    return f"+{size}" if value > 0 else f"−{size}"


def part_or_country(data: Data, key: str, language: str) -> str:
    """Name of a country, a place or a leg."""
    record = data.parts.get(key)
    if record is None:
        return country_name(language, key)
    if isinstance(record, Leg):
        return " – ".join(data.places[end].name[language] for end in (record.from_id, record.to_id))
    return str(record.name[language])


def as_number(text: str) -> float | None:
    """A number as it stands in a cell; None where there is none."""
    plain = text.replace("\u202f", "").replace("%", "").replace("\xa0", "").strip()
    if "," in plain and re.search(r",\d{3}(\D|$)", plain):
        plain = plain.replace(",", "")
    try:
        return float(plain.replace(",", "."))
    except ValueError:
        return None


def cells_of(table: Node) -> list[list[str]]:
    """The texts of a table's body, row by row."""
    return [[cell.text for cell in row] for row in rows_of(table)]


# --- the strip -----------------------------------------------------------------------------------------


def strip_of(page: AppTest) -> dict[str, Node]:
    """The buttons of the strip of figures by what they choose."""
    (strip,) = read(pickable(page, "strip-figures")).all("div", class_="strip")
    return {button.attributes["data-pick"]: button for button in strip.all("button")}


@each_language
@each_link
def test_the_strip_shows_the_figures_of_the_library(
    data: Data, headline: Headlines, query: dict[str, str], language: str
) -> None:
    found, page = headline(query), opened(**query, language=language)
    outlets = len([corridor for corridor in data.corridors.values() if corridor.outlet])
    wanted = {
        "doors": translate(language, "room.of", n=len(found.doors), all=outlets),
        "independent": str(len(found.independent)),
        "locks": locked(language, found.locks.size),
        "no_door": percent(language, found.reliability.p_no_door),
        "concentration": format_number(language, found.concentration),
    }
    buttons = strip_of(page)
    undo = {"undo"} if "closed" in query or "built" in query else set()
    assert buttons.keys() == wanted.keys() | undo
    for name, value in wanted.items():
        assert buttons[name].all("b")[0].text == value, name
        assert buttons[name].all("span")[0].text == translate(language, f"room.{name}")
        assert buttons[name].attributes["title"] == translate(language, f"room.{name}_what")
    assert sent(page)["highlights"]["veto"] == veto_classes(found.countries, found.reliability)


def test_every_figure_of_the_strip_moves_with_day_or_closures() -> None:
    shown = [
        {name: button.text for name, button in strip_of(opened(**query)).items() if name != "undo"}
        for query in LINKS
    ]
    for name in FIGURES:
        assert len({figures[name] for figures in shown}) > (1 if name == "independent" else 2), name


@each_language
@pytest.mark.parametrize("figure", FIGURES)
def test_a_click_on_a_figure_opens_the_sea_room(language: str, figure: str) -> None:
    page = opened(language=language, selection="corridor:cku")
    assert page.button_group[0].value == "dossier"
    page = pick(page, figure, "strip-figures")
    assert page.button_group[0].value == "room"
    assert read(blocks(page)[0]).all("h2")[0].text == translate(language, "room.title")
    assert read("".join(blocks(page))).all("h3", id=f"room-{figure}")
    assert query_of(page).get("selection") == "corridor:cku"


@each_language
def test_undo_opens_what_was_closed_and_unbuilds_what_was_built_and_leaves_the_rest(language: str) -> None:
    rest = {"date": "2025-09-01", "lens": "veto", "shocks": "1.5", "language": language}
    page = opened(closed="RU,C-HORMUZ", built="trans-afghan-west:0.5", **rest)
    assert strip_of(page)["undo"].text == translate(language, "room.undo")
    page = pick(page, "undo", "strip-figures")
    assert query_of(page) == {key: value for key, value in rest.items() if value != "en"}
    assert pickable(page, "strip-figures") == pickable(opened(**rest), "strip-figures")
    view = sent(page)["view"]
    assert (view["closed"], view["built"]) == ([], [])
    assert "undo" not in strip_of(page)


# --- the Sea room --------------------------------------------------------------------------------------


def room_of(query: Mapping[str, str], language: str) -> dict[str, Node]:
    """The sections of the Sea room by their headings."""
    page = opened(**query, language=language)
    page.button_group[0].set_value("room").run()
    return sections("".join(blocks(sound(page))))


def section(found: Mapping[str, Node], name: str, value: str, language: str) -> Node:
    """The section of a figure, which stands in its heading."""
    title = translate(language, f"room.{name}")
    return found[f"{title}: {value}" if value else title]


@each_language
@each_link
def test_every_figure_of_the_sea_room_says_what_it_counts_and_by_what_formula(
    data: Data, headline: Headlines, query: dict[str, str], language: str
) -> None:
    words = data.pack.words(language)
    found, page = headline(query), room_of(query, language)
    values = {
        "doors": str(len(found.doors)),
        "independent": str(len(found.independent)),
        "locks": locked(language, found.locks.size),
        "straits": locked(language, found.strait_locks.size),
        "no_door": percent(language, found.reliability.p_no_door),
        "concentration": format_number(language, found.concentration),
        "power": "",
    }
    assert tuple(values) == SECTIONS
    for name, value in values.items():
        what = translate(language, f"room.{name}_what", **words)
        formula = translate(language, f"room.formula.{name}", **words)
        assert section(page, name, value, language).all("p")[0].text == tidy(f"{what} {formula}")
    lede = translate(language, "room.lede", date=format_date(language, found.scenario.day))
    assert page[""].text.startswith(tidy(lede))
    whole_text = " ".join(part.text for part in page.values())
    assert tidy(translate(language, "room.leaves_out")) in whole_text


@each_language
@each_link
def test_the_sea_room_names_doors_and_locks(
    data: Data, headline: Headlines, query: dict[str, str], language: str
) -> None:
    found, page = headline(query), room_of(query, language)
    doors = section(page, "doors", str(len(found.doors)), language)
    shut = [c.id for c in data.corridors.values() if c.outlet and c.id not in found.doors]
    assert [p.text for p in doors.all("p")[1:]] == [
        short(data, found.doors, language),
        f"{translate(language, 'room.shut')} {short(data, shut, language)}",
    ]
    independent = section(page, "independent", str(len(found.independent)), language).all("p")[1].text
    sets = "; ".join(together(language, names) for names in found.independent)
    assert independent == (sets or translate(language, "room.none"))
    lines = section(page, "locks", locked(language, found.locks.size), language).all("li")
    assert [line.text for line in lines] == [together(language, s) for s in found.locks.sets if s]
    straits = section(page, "straits", locked(language, found.strait_locks.size), language)
    if found.strait_locks.size is None:
        assert straits.all("p")[1].text == translate(language, "room.straits_none")
    names = [
        " + ".join(sorted(tidy(data.chokepoints[name].name[language]) for name in one))
        for one in found.strait_locks.sets
        if one
    ]
    assert [line.text for line in straits.all("li")] == names


@each_language
def test_the_sea_room_says_what_is_on_trial_and_where_cargo_would_go(
    data: Data, headline: Headlines, language: str
) -> None:
    moved = 0
    for query in LINKS:
        text = room_of(query, language)[""].text
        before, after = headline(unchanged(query)), headline(query)
        said = tidy(" ".join(said_of(data, before, after, language)))
        assert (said in text) == (before.scenario != after.scenario)
        doors = next_best(before, after)
        told = tidy(translate(language, "room.next_best", doors=short(data, doors, language)))
        assert (told in text) == bool(doors)
        moved += bool(doors)
        lifted = sent(opened(**query, language=language))["highlights"]["next"]
        assert set(lifted) == {p for door in doors for p in after.cheapest[door].parts if p in data.legs}
    assert moved > 1


@each_language
@each_link
def test_the_chance_of_no_door_stands_with_and_without_common_causes(
    data: Data, headline: Headlines, query: dict[str, str], language: str
) -> None:
    found, page = headline(query), room_of(query, language)
    part = section(page, "no_door", percent(language, found.reliability.p_no_door), language)
    text = translate(
        language, "room.reliability_text", with_shocks=percent(language, found.reliability.p_no_door),
        error=percent(language, found.reliability.p_no_door_error),
        alone=percent(language, found.reliability_alone.p_no_door),
        expected=format_number(language, found.reliability.expected_doors, 1),
        draws=format_number(language, found.reliability.draws), seed=found.reliability.seed,
    )  # fmt: skip
    assert part.all("p")[1].text == tidy(text)
    (table,) = part.all("table")
    elements = [(k, v) for k, v in found.reliability.criticality.items() if v > 0][:8]
    cells = cells_of(table)
    assert [value for _, value in cells] == [percent(language, value) for _, value in elements]
    for (name, _), (element, _) in zip(cells, elements, strict=True):
        if element.startswith("built:"):
            assert name == short(data, [element.removeprefix("built:")], language)
        elif element in data.assessments:
            assessment = data.assessments[element]
            kind = translate(language, f"dimension.{assessment.dimension}").lower()
            assert name == tidy(f"{part_or_country(data, assessment.parts[0], language)} ({kind})")
        else:
            assert name == country_name(language, element)
    lines = part.all("details")[0].all("li")
    for line, shock in zip(lines, data.shocks.values(), strict=True):
        chances = [percent(language, chance) for chance in (shock.central, shock.low, shock.high)]
        start = f"{shock.name[language]}: {chances[0]} ({chances[1]}–{chances[2]}). {shock.reason[language]}"
        assert line.text.startswith(tidy(start))


@each_language
@each_link
def test_exposures_and_power_are_those_of_the_library(
    headline: Headlines, query: dict[str, str], language: str
) -> None:
    found, page = headline(query), room_of(query, language)
    part = section(page, "concentration", format_number(language, found.concentration), language)
    assert cells_of(part.all("table")[0]) == [
        [country_name(language, code), percent(language, value)]
        for code, value in found.exposures.items()
        if value >= 0.005
    ]
    power = section(page, "power", "", language).all("table")[0]
    assert cells_of(power) == power_rows(found.power, language)


def power_rows(power: Mapping[str, float], language: str) -> list[list[str]]:
    """The table of power: everyone with more than half a dollar."""
    total = sum(power.values())
    return [
        [country_name(language, code), format_number(language, value), percent(language, value / total)]
        for code, value in power.items()
        if value > 0.5
    ]


@each_language
def test_doors_and_locks_over_time_are_those_of_the_library(data: Data, language: str) -> None:
    page = opened(language=language)
    page.button_group[0].set_value("room").run()
    history = door_history(RiskModel(data))
    (details, *_) = [
        node
        for node in whole(sound(page)).all("details")
        if node.all("summary")[0].text == translate(language, "page.staircase_numbers")
    ]
    assert cells_of(details.all("table")[0]) == [
        [
            translate(language, "page.from_date", date=format_date(language, step.day)),
            str(step.doors),
            str(step.independent),
            locked(language, step.locks),
        ]
        for step in history
    ]
    (chart,) = page.get("vega_lite_chart")
    assert json.loads(chart.proto.spec)["layer"]


# --- what if -------------------------------------------------------------------------------------------


def before_after(page: AppTest) -> tuple[str, dict[str, tuple[Node, Node]]]:
    """The sentence above the table of before and after, and the table's cells by the figure's name."""
    top = whole(page)
    (table,) = top.all("table", class_="narrow")
    sentence = top.all("p", class_="lede")[0].text
    return sentence, {head.text: (a, b) for head, a, b in rows_of(table)}


def figures_row(found: Headline, home: str, language: str) -> dict[str, str]:
    """The figures of a scenario as the table writes them; the locks without their sets."""
    total = sum(found.power.values())
    return {
        "doors": format_number(language, len(found.doors)),
        "independent": format_number(language, len(found.independent)),
        "locks": locked(language, found.locks.size),
        "no_door": percent(language, found.reliability.p_no_door),
        "expected": format_number(language, found.reliability.expected_doors, 1),
        "concentration": format_number(language, found.concentration),
        "home_power": percent(language, found.power[home] / total)
        if total
        else translate(language, "room.none"),
    }


def assert_before_and_after(
    data: Data, page: AppTest, before: Headline, after: Headline, language: str
) -> None:
    """Table, sentence and where cargo would go are those of these two scenarios."""
    sentence, rows = before_after(page)
    wanted = [figures_row(one, data.home, language) for one in (before, after)]
    for name, head in zip(wanted[0], rows, strict=True):
        keys = (f"room.{name}", f"room.{name}_what")
        words = data.pack.words(language)
        assert head == tidy(" ".join(translate(language, key, **words) for key in keys))
        for cell, figures, one in zip(rows[head], wanted, (before, after), strict=True):
            if name != "locks":
                assert cell.text == figures[name], name
                continue
            sets = [together(language, names) for names in one.locks.sets[:4] if names]
            assert [small.text for small in cell.all("small")] == sets
            assert cell.text == tidy(" ".join([figures[name], *sets]))
    if after.scenario == before.scenario:
        assert sentence == translate(language, "what_if.nothing")
    else:
        assert sentence == tidy(" ".join(said_of(data, before, after, language)))
    assert table_of_next_best(page) == [
        [
            short(data, [corridor], language),
            format_number(language, cost.days, 1),
            format_number(language, cost.usd_per_teu),
            format_number(language, cost.risk),
            percent(language, before.shares.get(corridor, 0.0)),
            percent(language, after.shares[corridor]),
        ]
        for corridor, cost in sorted(after.costs.items(), key=lambda item: item[1].generalised_usd)
    ]


def said_of(data: Data, before: Headline, after: Headline, language: str) -> list[str]:
    """The sentences over the table: what is closed and built, what that does, what is left."""
    said = []
    if after.scenario.closed:
        closed = closed_names(data, after.scenario.closed, language)
        said.append(translate(language, "what_if.closed", closed=closed))
    if after.scenario.built:
        built = (
            f"{short(data, [key], language)} ({percent(language, p)})" for key, p in after.scenario.built
        )
        said.append(translate(language, "what_if.built", built=", ".join(built)))
    lost = [key for key in before.doors if key not in after.doors]
    gained = [key for key in after.doors if key not in before.doors]
    if lost:
        said.append(translate(language, "what_if.lost", lost=short(data, lost, language)))
    if gained:
        said.append(translate(language, "what_if.gained", gained=short(data, gained, language)))
    if not lost and not gained:
        said.append(translate(language, "what_if.unmoved"))
    locks = locked(language, after.locks.size)
    return [*said, translate(language, "what_if.left", left=len(after.doors), locks=locks)]


def table_of_next_best(page: AppTest) -> list[list[str]]:
    """The rows of the table of where cargo would go."""
    return cells_of(whole(page).all("table")[-1])


@each_language
@each_link
def test_before_and_after_are_the_figures_of_the_library(
    data: Data, headline: Headlines, query: dict[str, str], language: str
) -> None:
    page = opened("what-if", **query, language=language)
    assert_before_and_after(data, page, headline(unchanged(query)), headline(query), language)


@each_language
def test_every_preset_applies_its_day_its_closures_and_what_it_builds(
    data: Data, headline: Headlines, language: str
) -> None:
    assert data.presets
    first = opened("what-if", language=language, date="2022-03-04", closed="TM", built="brkuap:0.4")
    (listing,) = read(pickable(first, "presets")).all("ul", class_="presets")
    for item, preset in zip(listing.all("li"), data.presets.values(), strict=True):
        assert item.all("button")[0].text == tidy(preset.name[language])
        assert item.all("small")[0].text.startswith(tidy(preset.text[language]))
    for preset in data.presets.values():
        page = pick(first, preset.id, "presets")
        view = View(
            date=last_day(preset.day), closed=frozenset(preset.closed),
            built=tuple(sorted(preset.built.items())), language=language,
        )  # fmt: skip
        assert preset.closed or preset.built
        assert query_of(page) == parts_of(view)
        assert set(page.multiselect[0].value) == set(preset.closed)
        query = view.to_query()
        assert_before_and_after(data, page, headline(unchanged(query)), headline(query), language)
        first = page


@each_language
def test_what_is_listed_closes_and_opens(data: Data, headline: Headlines, language: str) -> None:
    page = opened("what-if", language=language, date="2025-09-01")
    closable = set()
    for way in all_ways(data):
        closable |= {*way.countries, *way.parts} - data.hubs.keys()
    names = {part_or_country(data, key, language) for key in closable}
    assert set(page.multiselect[0].options) == names
    for closed in (["IR"], ["IR", "C-HORMUZ"], ["AZ", "C-HORMUZ", "IR"], ["AZ"], []):
        page.multiselect[0].set_value(closed).run()
        view = View(date="2025-09-01", language=language, closed=frozenset(closed))
        assert query_of(sound(page)) == parts_of(view)
        query = view.to_query()
        assert_before_and_after(data, page, headline(unchanged(query)), headline(query), language)


@each_language
def test_sliders_build_what_does_not_stand(data: Data, headline: Headlines, language: str) -> None:
    for date in ("2021-01-01", "2025-09-01", DEFAULT_DATE):
        page = opened("what-if", language=language, date=date)
        keys = []
        for corridor in data.corridors.values():
            found = status_on(corridor.status_history, date, data.evidence_end)
            if corridor.outlet and (found is None or found.status in STANDING):
                keys.append(corridor.id)
        assert sorted(s.key.split("-0-")[0] for s in page.slider[:-1]) == sorted(f"build-{k}" for k in keys)
    slider_of(page, "build-zangezur-tripp").set_value(35).run()
    slider_of(page, "build-trans-afghan-west").set_value(100).run()
    query = {"built": "trans-afghan-west:1,zangezur-tripp:0.35"}
    assert query_of(sound(page)) == parts_of(viewed({**query, "language": language}))
    assert_before_and_after(data, page, headline({}), headline(query), language)
    slider_of(page, "build-trans-afghan-west").set_value(0).run()
    assert query_of(page)["built"] == "zangezur-tripp:0.35"


def slider_of(page: AppTest, start: str) -> Any:
    """The slider whose key starts so."""
    (slider,) = [one for one in page.slider if str(one.key).startswith(f"{start}-")]
    return slider


@each_language
def test_the_scale_of_common_causes_moves_the_chance_of_no_door_and_nothing_else(
    data: Data, headline: Headlines, language: str
) -> None:
    page = opened("what-if", language=language, date="2025-09-01", closed="CN")
    chances = []
    for scale in (0.0, 0.75, 1.5):
        slider_of(page, "shocks").set_value(scale).run()
        query = query_of(sound(page))
        assert query == parts_of(viewed({
            "date": "2025-09-01", "closed": "CN", "language": language, "shocks": str(scale),
        }))  # fmt: skip
        before, after = headline(unchanged(query)), headline(query)
        assert_before_and_after(data, page, before, after, language)
        chances.append(after.reliability.p_no_door)
        alone = headline({"date": "2025-09-01", "closed": "CN"})
        assert replace(after, reliability=alone.reliability) == alone
    assert chances == sorted(set(chances)), "more common causes, more chance of no door"
    assert chances[0] == alone.reliability_alone.p_no_door


def test_cargo_goes_to_the_cheapest_first_and_the_shares_are_all_there_is(headline: Headlines) -> None:
    for query in LINKS:
        rows = table_of_next_best(opened("what-if", **query))
        costs = headline(query).costs
        assert len(rows) == len(costs)
        for column, scenario in ((4, unchanged(query)), (5, query)):
            shown = sum(as_number(row[column]) or 0 for row in rows)
            gone = sum(s for c, s in headline(scenario).shares.items() if c not in costs)
            if costs:
                assert shown == pytest.approx(100 * (1 - gone), abs=0.5 * len(rows)), query
        after = [as_number(row[5]) for row in rows]
        assert after == sorted(after, key=lambda share: -(share or 0)), "the cheapest takes the most"


# --- bargaining ----------------------------------------------------------------------------------------


def two_tables(page: AppTest) -> list[list[list[str]]]:
    """Power before and after."""
    (sides,) = whole(page).all("div", class_="sides")
    return [cells_of(table) for table in sides.all("table")]


@each_language
@each_link
def test_the_tables_of_power_are_the_library_s_and_sum_to_the_whole(
    data: Data, what_if: WhatIf, headline: Headlines, query: dict[str, str], language: str
) -> None:
    page = opened("bargaining", **query, language=language)
    worth = central_settings(data).no_access_usd
    for rows, scenario in zip(two_tables(page), (unchanged(query), query), strict=True):
        found = headline(scenario)
        assert rows == power_rows(found.power, language)
        assert {row[0] for row in rows} <= {country_name(language, code) for code in found.power}
        values = [as_number(row[1]) or 0 for row in rows]
        cheapest = min((cost.generalised_usd for cost in found.costs.values()), default=worth)
        if not found.hoped_for:
            assert sum(values) == pytest.approx(worth - cheapest, abs=1 + len(rows))
        shares = [as_number(row[2]) or 0 for row in rows]
        assert not rows or sum(shares) == pytest.approx(100, abs=0.5 * len(rows))


@each_language
def test_the_sliders_of_bargaining_move_the_table_after_and_not_that_before(
    headline: Headlines, language: str
) -> None:
    page = opened("bargaining", language=language, date="2025-09-01", closed="CN")
    before = two_tables(page)[0]
    for chance in (20, 75):
        slider_of(page, "build-trans-afghan-west").set_value(chance).run()
        query = query_of(sound(page))
        assert query["built"] == f"trans-afghan-west:{chance / 100:g}"
        now = two_tables(page)
        assert now == [
            power_rows(headline(unchanged(query)).power, language),
            power_rows(headline(query).power, language),
        ]
        assert now[0] == power_rows(headline({"date": "2025-09-01"}).power, language)
        assert now[0] != now[1]
    assert before == now[0]


@each_language
@pytest.mark.parametrize(
    ("project", "date"),
    [
        ("zangezur-tripp", DEFAULT_DATE),
        ("zangezur-tripp", "2025-09-01"),
        ("trans-afghan-west", "2025-09-01"),
        ("trans-afghan-east", "2025-09-01"),
    ],
)
def test_the_sentence_of_the_curve_names_who_gains_and_who_loses(
    data: Data, headline: Headlines, project: str, date: str, language: str
) -> None:
    page = opened("bargaining", language=language, date=date, selection=f"corridor:{project}")
    start = headline({"date": date}).power
    fifth = headline({"date": date, "built": f"{project}:0.2"}).power
    change = {
        country_name(language, who): fifth.get(who, 0.0) - start.get(who, 0.0) for who in {**start, **fifth}
    }
    home = country_name(language, data.home)
    gain = change.pop(home)
    assert gain > 0.5 > -0.5 > min(change.values())
    lost, gained = named(language, data.corridors[project].short_name[language], home, gain, lede_of(page))
    losers = {who: value for who, value in change.items() if value < -0.5}
    assert set(lost) == set(losers), "every loser is named"
    for who, value in lost.items():
        assert value == as_number(format_number(language, losers[who])) < 0
    gainers = {who: as_number(format_number(language, value)) for who, value in change.items() if value > 0.5}
    assert gained == gainers
    for one in (list(lost.values()), [-value for value in gained.values()]):
        assert one == sorted(one), "most first"
    for group in (lost, gained):
        order = list(group.items())
        for (who, value), (after, less) in pairwise(order):
            assert abs(value) > abs(less) or who < after, "those who move alike stand by name"


def named(
    language: str, project: str, home: str, gain: float, sentence: str
) -> tuple[dict[str, float], dict[str, float]]:
    """Losers and gainers in the curve's sentence with what they lose and gain."""
    pattern = translate(
        language, "bargaining.sentence", name=project, home=home, gain=signed(language, gain),
        lost="\n", others="\n",
    )  # fmt: skip
    before, between, after = map(tidy, pattern.split("\n"))
    found = re.fullmatch(
        f"{re.escape(before)} (.*){re.escape(between)} (.*) {re.escape(after)}".replace(r"\ ", " ?"), sentence
    )
    assert found, (pattern, sentence)
    none = translate(language, "room.none")
    lost, gained = (
        {} if group == none else {
            who: float(number.replace("−", "-"))
            for who, _, number in (one.rpartition(" ") for one in group.split(", "))
        }
        for group in found.groups()
    )  # fmt: skip
    return lost, gained


def lede_of(page: AppTest) -> str:
    """The sentence that a page leads with."""
    return whole(page).all("p", class_="lede")[0].text


@each_language
def test_the_curve_is_the_power_at_each_chance_with_all_else_as_it_is(
    headline: Headlines, language: str
) -> None:
    rest = {"date": "2025-09-01", "closed": "CN"}
    query = {**rest, "built": "zangezur-tripp:0.5,trans-afghan-west:0.9"}
    page = opened("bargaining", **query, language=language, selection="corridor:trans-afghan-west")
    (table,) = whole(page).all("details")[0].all("table")
    heads = [head.text for head in table.all("thead")[0].all("th")]
    assert heads == ["0%", "20%", "40%", "60%", "80%", "100%"]
    steps = [
        headline({**rest, "built": f"zangezur-tripp:0.5,trans-afghan-west:{chance / 100}"}).power
        for chance in range(0, 101, 20)
    ]
    steps[0] = headline({**rest, "built": "zangezur-tripp:0.5"}).power
    shown = cells_of(table)
    moved = sorted(steps[-1], key=lambda who: -abs(steps[-1][who] - steps[0].get(who, 0.0)))[: len(shown)]
    assert {row[0] for row in shown} == {country_name(language, who) for who in moved}
    names = {country_name(language, who): who for who in moved}
    for head, *cells in shown:
        wanted = [format_number(language, power.get(names[head], 0.0)) for power in steps]
        assert cells == wanted, head


@each_language
def test_a_project_whose_gate_is_suspended_moves_nothing(data: Data, language: str) -> None:
    gate = data.crossings["B-CHAMAN"]
    now = status_on(gate.status_history, DEFAULT_DATE, data.evidence_end)
    assert now is not None
    assert now.status is Status.SUSPENDED
    page = opened("bargaining", language=language, selection="corridor:trans-afghan-west")
    name = data.corridors["trans-afghan-west"].short_name[language]
    assert lede_of(page) == tidy(translate(language, "bargaining.no_change", name=name))
    assert not page.get("vega_lite_chart")
    slider_of(page, "build-trans-afghan-west").set_value(100).run()
    before, after = two_tables(sound(page))
    assert before == after


@each_language
def test_another_project_can_be_chosen_for_the_curve(data: Data, language: str) -> None:
    page = opened("bargaining", language=language, date="2025-09-01")
    page.selectbox[0].set_value("trans-afghan-west").run()
    assert query_of(sound(page))["selection"] == "corridor:trans-afghan-west"
    assert tidy(data.corridors["trans-afghan-west"].short_name[language]) in lede_of(page)


# --- compare -------------------------------------------------------------------------------------------


COLUMNS = ("name", "status", "km", "countries", "days", "usd", "risk", "generalised")


def compared(page: AppTest) -> list[list[str]]:
    """The rows of the table of corridors."""
    return cells_of(read(pickable(page)).all("table")[0])


def sorting(page: AppTest) -> dict[str, str]:
    """How the table says it is sorted, by column."""
    heads = read(pickable(page)).all("thead")[0].all("th")
    return {head.all("button")[0].attributes["data-pick"]: head.attributes["aria-sort"] for head in heads}


@each_language
@each_link
def test_the_table_of_corridors_has_the_library_s_numbers(
    data: Data, what_if: WhatIf, headline: Headlines, query: dict[str, str], language: str
) -> None:
    found = headline(query)
    none = translate(language, "room.none")

    def number(value: float | None, decimals: int = 0) -> str:
        return none if value is None else format_number(language, value, decimals)

    wanted = {}
    for corridor in data.corridors.values():
        if not corridor.outlet:
            continue
        now = status_on(corridor.status_history, found.scenario.day, data.evidence_end)
        cost: WayCost | None = found.costs.get(corridor.id)
        route = main_route(corridor)
        wanted[tidy(corridor.short_name[language])] = [
            translate(language, f"status.{now.status}" if now else "map.not_yet"),
            number(route_length_km(data, route)),
            number(len(transit_countries(data, route))),
            number(cost.days if cost else None, 1),
            number(cost.usd_per_teu if cost else None),
            number(what_if.model.of_corridor(corridor, found.scenario.day, "weakest").composite),
            number(cost.generalised_usd if cost else None),
        ]
    rows = compared(opened("compare", **query, language=language))
    assert {row[0]: row[1:] for row in rows} == wanted
    assert len(rows) == len(wanted)


@each_language
@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_sorts_both_ways_with_the_unknown_last(column: str, language: str) -> None:
    index = COLUMNS.index(column)
    page = opened("compare", language=language, date="2025-09-01", closed="RU")
    assert sorting(page) == {name: "ascending" if name == "risk" else "none" for name in COLUMNS}
    if column == "risk":  # sorted by already: the first choice turns it round
        page = pick(page, "risk")
        assert sorting(page)["risk"] == "descending"
    page = pick(page, "km" if column != "km" else "days")
    values = {}
    for direction in ("ascending", "descending"):
        page = pick(page, column)
        wanted = {name: direction if name == column else "none" for name in COLUMNS}
        assert sorting(page) == wanted
        cells = [row[index] for row in compared(page)]
        known = [cell for cell in cells if cell != translate(language, "room.none")]
        assert cells[: len(known)] == known, "unknown ones come last"
        assert (len(known) < len(cells)) == (column in {"days", "usd", "generalised"})
        keys: list[Any] = known if column in ("name", "status") else list(map(as_number, known))
        assert None not in keys
        assert keys == sorted(keys, reverse=direction == "descending")
        values[direction] = keys
    assert values["ascending"] != values["descending"]


@each_language
@each_link
def test_the_filled_circles_are_the_pareto_front(
    data: Data, headline: Headlines, query: dict[str, str], language: str
) -> None:
    costs = headline(query).costs
    page = opened("compare", **query, language=language)
    charts = page.get("vega_lite_chart")
    if not costs:
        assert len(charts) == 1
        return
    points = {corridor: (cost.days, cost.usd_per_teu, cost.risk) for corridor, cost in costs.items()}

    def beaten(one: tuple[float, ...]) -> bool:
        return any(
            other != one and all(a <= b for a, b in zip(other, one, strict=True)) for other in points.values()
        )

    wanted = [
        (data.corridors[corridor].short_name[language], *point, not beaten(point))
        for corridor, point in points.items()
    ]
    rows = drawn_rows(charts[0])
    assert [(r["name"], r["days"], r["usd"], r["risk"], r["front"]) for r in rows] == wanted
    assert any(row["front"] for row in rows)


def ranked(
    data: Data, model: RiskModel, view: View, weights: list[float] | None, language: str
) -> tuple[list[str], Any]:
    """Names of the corridors to the sea, and how acceptable each rank is for each."""
    corridors = [corridor for corridor in data.corridors.values() if corridor.outlet]
    ends = np.array([
        [
            (1.0, 5.0) if score.score is None else (score.low, score.high)
            for score in model.of_corridor(corridor, view.date, view.aggregation).dimensions.values()
        ]
        for corridor in corridors
    ])  # fmt: skip
    found = smaa(ends[:, :, 0], ends[:, :, 1], None if weights is None else np.array(weights))
    return [corridor.short_name[language] for corridor in corridors], found


def assert_ranking(data: Data, model: RiskModel, page: AppTest, language: str) -> None:
    """Sentence, heat map and table of weights are those of the library for the page's link."""
    view = viewed(query_of(page))
    chosen = dict(view.weights)
    weights = [chosen.get(dimension, 1.0) for dimension in Dimension] if chosen else None
    names, found = ranked(data, model, view, weights, language)
    rows = drawn_rows(page.get("vega_lite_chart")[-1])
    shares = {(row["name"], row["rank"]): row["share"] for row in rows}
    assert shares == pytest.approx({
        (name, rank + 1): found.ranks[number, rank]
        for number, name in enumerate(names)
        for rank in range(len(names))
    })  # fmt: skip
    mean = found.ranks @ np.arange(1, len(names) + 1)
    best, last = int(np.argmin(mean)), int(np.argmax(mean))
    key = "compare.sentence_free" if weights is None else "compare.sentence_weighted"
    text = translate(
        language, key, best=names[best], last=names[last],
        share=whole_percent(language, found.ranks[best, 0]),
        last_share=whole_percent(language, found.ranks[last, -1]),
    )  # fmt: skip
    assert lede_of(page) == tidy(text)
    (table,) = whole(page).all("details")[0].all("table")
    heads = [head.text for head in table.all("thead")[0].all("th")]
    assert heads == [translate(language, f"dimension.{dimension}") for dimension in Dimension]
    assert {row[0]: row[1:] for row in cells_of(table)} == {
        tidy(names[number]): [percent(language, weight) for weight in found.central_weights[number]]
        for number in range(len(names))
        if found.ranks[number, 0] >= 0.01
    }


def whole_percent(language: str, share: float) -> str:
    """A share without decimals."""
    return translate(language, "figure.percent", n=format_number(language, 100 * share))


@each_language
@pytest.mark.parametrize(
    "query",
    [
        {},
        {"date": "2021-01-01", "aggregation": "length"},
        {"date": "2025-09-01", "weights": "security:4"},
        {"weights": "financing:0,season:0.5,sanctions:3.3"},
    ],
    ids=lambda query: "&".join(query.values()) or "usual",
)
def test_the_ranking_is_the_library_s(
    data: Data, what_if: WhatIf, query: dict[str, str], language: str
) -> None:
    names = set(Dimension)
    weights = [part.partition(":")[0] for part in query.get("weights", "").split(",") if part]
    assert names.issuperset(weights), "choose other dimensions"
    page = opened("compare", **query, language=language)
    assert_ranking(data, what_if.model, page, language)


@each_language
def test_the_sliders_of_weights_change_the_sentence(data: Data, what_if: WhatIf, language: str) -> None:
    page = opened("compare", language=language)
    assert len(page.slider) == len(Dimension)
    seen = {lede_of(page)}
    for dimension, weight in ((Dimension.SANCTIONS, 5.0), (Dimension.SECURITY, 0.0)):
        slider_of(page, f"weight-{dimension}").set_value(weight).run()
        assert dict(viewed(query_of(sound(page))).weights)[dimension] == weight
        assert_ranking(data, what_if.model, page, language)
        seen.add(lede_of(page))
    assert len(seen) == 3
    for dimension in (Dimension.SANCTIONS, Dimension.SECURITY):
        slider_of(page, f"weight-{dimension}").set_value(1.0).run()
    assert "weights" not in query_of(page)
    assert lede_of(page) == lede_of(opened("compare", language=language))


# --- routes --------------------------------------------------------------------------------------------


def stages_of(data: Data, journey: Journey, language: str) -> list[list[str]]:
    """The table of a journey."""
    rows = []
    for stage in journey.stages:
        if stage.leg:
            mode = translate(language, f"mode.{data.legs[stage.leg].mode}")
            ends = (data.places[end].name[language] for end in (stage.start, stage.end))
            name = f"{' – '.join(ends)} {mode}"
        else:
            name = translate(language, "routes.handling", place=data.places[stage.start].name[language])
        rows.append([
            tidy(name), format_number(language, stage.km), format_number(language, stage.hours, 1),
            format_number(language, stage.usd_per_teu),
        ])  # fmt: skip
    return rows


def summary_of(journey: Journey, language: str) -> list[str]:
    """What stands above the table of a journey."""
    countries = ", ".join(sorted(country_name(language, code) for code in journey.countries))
    text = translate(
        language, "routes.summary", km=format_number(language, journey.km),
        days=format_number(language, journey.days, 1), usd=format_number(language, journey.usd_per_teu),
    )  # fmt: skip
    return [text, tidy(f"{translate(language, 'routes.through')} {countries}")]


def assert_routes(data: Data, finder: RouteFinder, page: AppTest, language: str) -> None:
    """The page shows the library's journeys for its link."""
    view = viewed(query_of(page))
    scenario, by = Scenario(view.date, view.closed, view.built), By(view.by)
    found = finder.compare(view.origin, view.market, by, scenario)
    texts = [p.text for p in whole(page).all("p")]
    if found.best is None:
        assert translate(language, "routes.no_way") in texts
        assert not whole(page).all("table")
        return
    tables = [cells_of(table) for table in whole(page).all("table")]
    journeys = [journey for journey in (found.best, found.apart) if journey]
    assert tables == [stages_of(data, journey, language) for journey in journeys]
    for journey in journeys:
        start = texts.index(summary_of(journey, language)[0])
        assert texts[start : start + 2] == summary_of(journey, language)
    assert (translate(language, "routes.no_apart") in texts) == (found.apart is None)
    nothing = translate(language, "routes.adds_nothing")
    free = found.nothing_shut
    assert free is not None
    if free.legs == found.best.legs:
        assert nothing in texts
        return
    assert nothing not in texts
    added = translate(
        language, "routes.adds", km=signed(language, found.best.km - free.km),
        days=signed(language, found.best.days - free.days, 1),
        usd=signed(language, found.best.usd_per_teu - free.usd_per_teu),
    )  # fmt: skip
    assert tidy(added) in texts


JOURNEYS = [
    {"origin": "almaty", "market": "INNSA", "by": "time", "date": "2025-09-01"},
    {"origin": "aktobe", "market": "NLRTM", "by": "risk"},
    {"origin": "petropavl", "market": "CNSHA", "by": "cost", "date": "2021-01-01"},
    {"origin": "mangystau", "market": "AEJEA", "by": "generalised", "closed": "C-HORMUZ"},
    {"origin": "mangystau", "market": "TRMER", "by": "generalised", "date": "2026-04-01"},
    {"origin": "shu", "market": "PKKHI", "by": "time", "closed": "CN,IR"},
]


@each_language
@pytest.mark.parametrize("by", list(By))
@pytest.mark.parametrize("query", JOURNEYS, ids=lambda query: f"{query['origin']}-{query['market']}")
def test_routes_are_those_of_the_library_for_every_aim(
    data: Data, finder: RouteFinder, query: dict[str, str], by: By, language: str
) -> None:
    page = opened("routes", **{**query, "by": str(by), "language": language})
    assert {key: value for key, value in query_of(page).items() if key not in ("language", "v")} == {
        key: value for key, value in {**query, "by": str(by)}.items() if value != "generalised"
    }
    assert_routes(data, finder, page, language)


def test_the_second_best_shares_no_transit_country_with_the_best(data: Data, finder: RouteFinder) -> None:
    checked = 0
    for query in JOURNEYS:
        page = opened("routes", **query)
        through = translate("en", "routes.through")
        countries = [
            set(p.text.removeprefix(through).strip().split(", "))
            for p in whole(page).all("p")
            if p.text.startswith(through)
        ]
        if len(countries) == 2:
            checked += 1
            market = country_name("en", data.ports[query["market"]].country)
            assert countries[0] & countries[1] <= {market}, query
    assert checked > 2


@each_language
def test_with_everything_closed_there_is_no_way(language: str) -> None:
    page = opened("routes", language=language, closed=EVERYONE, origin="almaty", market="INNSA")
    top = whole(page)
    assert lede_of(page) == translate(language, "routes.no_way")
    assert not top.all("table")
    assert sent(opened(closed=EVERYONE, origin="almaty", market="INNSA"))["highlights"]["path"] == []


@each_language
def test_a_closure_on_the_way_adds_to_it(data: Data, finder: RouteFinder, language: str) -> None:
    query = {"origin": "almaty", "market": "NLRTM", "date": "2025-09-01", "language": language}
    free = opened("routes", **query)
    nothing = translate(language, "routes.adds_nothing")
    assert nothing in [p.text for p in whole(free).all("p")]
    best = finder.find("almaty", "NLRTM", By.GENERALISED, Scenario("2025-09-01"))
    assert best is not None
    for leg in best.legs[:: len(best.legs) // 3]:
        page = opened("routes", **query, closed=leg)
        assert_routes(data, finder, page, language)
        assert nothing not in [p.text for p in whole(page).all("p")], leg


@each_language
def test_city_market_and_aim_are_chosen_on_the_page(data: Data, finder: RouteFinder, language: str) -> None:
    page = opened("routes", language=language, date="2025-09-01")
    boxes = page.selectbox
    assert [box.label for box in boxes] == [
        translate(language, f"routes.{name}") for name in ("origin", "market", "aim")
    ]
    for box, keys in zip(boxes, (finder.origins(), finder.markets()), strict=False):
        assert list(box.options) == sorted(data.places[key].name[language] for key in keys)
    assert list(boxes[2].options) == [translate(language, f"routes.by.{by}") for by in By]
    chosen = {"origin": "tobol", "market": "TRMER", "by": "cost"}
    for number, value in enumerate(chosen.values()):
        page.selectbox[number].set_value(value).run()
        sound(page)
    wanted = viewed({**chosen, "date": "2025-09-01", "language": language})
    assert query_of(page) == parts_of(wanted)
    assert_routes(data, finder, page, language)


@each_language
def test_a_link_without_city_and_market_is_kept_as_it_is(language: str) -> None:
    query = {"selection": "corridor:cku", "date": "2025-09-01"} | (
        {"language": "ru"} if language == "ru" else {}
    )
    page = opened("routes", **query)
    assert query_of(page) == query
    assert whole(page).all("table"), "the usual city and market are shown"
    page.selectbox[0].set_value("tobol").run()
    assert query_of(sound(page))["origin"] == "tobol"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_slider_cannot_show_exactly_is_kept(language: str) -> None:
    built = "brkuap:0.004,trans-afghan-west:0.333"
    page = opened("what-if", built=built, date="2025-09-01", language=language)
    assert query_of(page)["built"] == built
    slider_of(page, "build-brkuap").set_value(50).run()
    assert query_of(sound(page))["built"] == "brkuap:0.5,trans-afghan-west:0.333"


@each_language
def test_a_part_that_lies_on_no_way_can_be_opened_again(data: Data, language: str) -> None:
    page = opened("what-if", closed="aktogay-ayagoz", language=language)
    (closures,) = page.multiselect
    assert closures.value == ["aktogay-ayagoz"]
    assert part_or_country(data, "aktogay-ayagoz", language) in closures.options
    closures.set_value([]).run()
    assert "closed" not in query_of(sound(page))


def test_the_map_draws_the_route_of_the_link(finder: RouteFinder) -> None:
    for query in JOURNEYS:
        page = opened("routes", **query)
        (link,) = page.get("page_link")[-1:]
        assert link.proto.query_string == viewed(query).to_query_string()
        view = viewed(query)
        scenario = Scenario(view.date, view.closed)
        best = finder.find(view.origin, view.market, By(view.by), scenario)
        assert best is not None
        assert sent(opened(**query))["highlights"]["path"] == list(best.legs)
    assert sent(opened())["highlights"]["path"] == []


# --- links ---------------------------------------------------------------------------------------------

FULL = {
    "date": "2025-09-01", "since": "2022-01-01", "closed": "C-HORMUZ,RU,aktogay-ayagoz",
    "built": "brkuap:0.07,trans-afghan-west:0.2", "origin": "aktobe", "market": "PKKHI", "by": "risk",
    "shocks": "0.3", "weights": "sanctions:7,security:0.3", "lens": "veto", "aggregation": "length",
}  # fmt: skip


@each_language
@pytest.mark.parametrize("name", PAGES)
def test_the_address_of_every_page_makes_the_same_state_again(name: str, language: str) -> None:
    query = {**FULL, **({"language": language} if language != "en" else {})}
    page = opened(name, **query)
    assert not page.toast
    assert query_of(page) == query
    for link in page.get("page_link")[: len(PAGES)]:
        assert link.proto.query_string == viewed(query).to_query_string()
    again = opened(name, **query_of(page))
    assert everything(again) == everything(page)


def test_a_link_followed_within_the_page_leads_to_what_it_says() -> None:
    page = opened("what-if", closed="RU")
    assert list(page.multiselect[0].value) == ["RU"]
    for query in ({"closed": "IR", "date": "2025-09-01"}, {"closed": "RU"}, {"built": "brkuap:0.5"}):
        page.query_params.clear()
        for key, value in query.items():
            page.query_params[key] = value
        page.run()
        assert query_of(sound(page)) == query
        assert set(page.multiselect[0].value) == viewed(query).closed


@pytest.mark.parametrize("name", ["map", "what-if", "bargaining", "compare", "routes"])
@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("closed", "RU,nowhere", "RU"),
        ("closed", "US,KZ,no-leg", ""),
        ("built", "brkuap:0.2,nothing:0.5", "brkuap:0.2"),
        ("built", "nothing:0.5", ""),
    ],
)
def test_unknown_names_are_told_once_and_dropped(name: str, key: str, value: str, kept: str) -> None:
    page = opened(name, **{key: value, "date": "2025-09-01"})
    unknown = [part.partition(":")[0] for part in value.split(",") if part not in kept.split(",")]
    told = [toast.value.replace("\\", "") for toast in page.toast]
    assert len(told) == len(unknown)
    for part in unknown:
        assert len([one for one in told if key in one and repr(part) in one]) == 1
    assert query_of(page).get(key, "") == kept
    page.run()
    assert not page.toast, "told more than once"


@pytest.mark.parametrize("name", ["map", "what-if", "routes"])
def test_an_attack_in_a_link_is_told_as_text(name: str) -> None:
    attack = '<img src=x onerror="window.hit=1">[x](javascript:y)'
    page = opened(name, closed=attack, built=f"{attack}:0.5")
    assert len(page.toast) == 2
    for toast in page.toast:
        assert not re.search(r"(?<!\\)[<>\[\]()]", toast.value), toast.value
    assert "<img" not in everything(page)
    assert query_of(page).keys() <= {"origin", "market"}


# --- closing from a dossier ----------------------------------------------------------------------------


@each_language
@pytest.mark.parametrize(
    ("selection", "also"),
    [
        ("leg:aktau-alat", ""),
        ("leg:aktogay-ayagoz", "RU"),
        ("port:GEPTI", "C-HORMUZ,RU"),
        ("crossing:B-CHAMAN", ""),
        ("chokepoint:C-HORMUZ", "CN"),
    ],
)
def test_the_dossier_of_a_part_closes_it_and_opens_it_again(
    headline: Headlines, selection: str, also: str, language: str
) -> None:
    key = selection.partition(":")[2]
    query = {"selection": selection, "language": language, "date": "2025-09-01"}
    query |= {"closed": also} if also else {}
    page = opened(**query)
    (button,) = page.button
    assert button.label == translate(language, "page.close_on_trial")
    button.click().run()
    closed = sorted({*also.split(","), key} - {""})
    assert sent(sound(page))["view"]["closed"] == closed
    assert query_of(page)["closed"] == ",".join(closed)
    found = headline({"date": "2025-09-01", "closed": ",".join(closed)})
    assert strip_of(page)["doors"].all("b")[0].text.startswith(f"{len(found.doors)} ")
    (button,) = page.button
    assert button.label == translate(language, "page.open_again")
    button.click().run()
    assert query_of(sound(page)).get("closed", "") == also
    assert page.button[0].label == translate(language, "page.close_on_trial")


@pytest.mark.parametrize("selection", ["hub:almaty", "corridor:cku", ""])
def test_what_is_no_part_of_a_way_cannot_be_closed(selection: str) -> None:
    page = opened(**({"selection": selection} if selection else {}))
    page.button_group[0].set_value("dossier").run()
    assert not sound(page).button


def test_everything_that_ways_need_stands_on_the_links_used_here(data: Data) -> None:
    """The links of these tests do shut everything, and only what exists."""
    assert not open_ways(data, Scenario("2026-04-15", frozenset({"AZ", "CN", "IR", "RU"})))
    for query in LINKS:
        assert viewed(query).to_query() == ({"v": "1", **query} if query else {})
