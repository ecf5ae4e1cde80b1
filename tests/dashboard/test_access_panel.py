"""The Sea room explains each figure of access to the sea with the library's numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from layers.analysis.risk import RiskModel
from layers.analysis.what_if import door_history, next_best
from layers.model.dataset import Data
from layers.text import country_name, format_date, format_number, translate
from tests.dashboard.html_tree import Node, cells_of, sections, tidy
from tests.dashboard.pages import (
    blocks,
    opened,
    page_to_read,
    sent,
    sound,
    whole,
)
from tests.dashboard.wording import (
    LINKS,
    Headlines,
    each_language,
    each_link,
    locked,
    part_or_country,
    percent,
    power_rows,
    said_of,
    short,
    together,
    unchanged,
)

SECTIONS = ("doors", "independent", "locks", "straits", "no_door", "concentration", "power")


def room_of(query: Mapping[str, str], language: str) -> dict[str, Node]:
    """Sections of the Sea room by their headings; opened once a link and language."""
    return _room_of(tuple(query.items()), language)


@cache
def _room_of(query: tuple[tuple[str, str], ...], language: str) -> dict[str, Node]:
    page = opened(**dict(query), language=language)
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
        lifted = sent(page_to_read(**query, language=language))["highlights"]["next"]
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
