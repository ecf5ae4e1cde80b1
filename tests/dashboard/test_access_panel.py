"""The Sea room explains each figure of access to the sea with the library's numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from layers.analysis.access import LockOutcome
from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.what_if import WhatIf, door_history, next_best
from layers.model.dataset import Data
from layers.picture.element_names import element_name
from layers.text import country_name, format_date, format_number, format_small, translate
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
    concentrated,
    days,
    each_language,
    each_link,
    expected,
    locked,
    percent,
    power_rows,
    said_of,
    short,
    spell,
    together,
    unchanged,
    viewed,
)

SECTIONS = (
    "doors", "independent", "locks", "straits", "days_without_door", "spell", "expected", "concentration",
    "power",
)  # fmt: skip


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
        "locks": locked(language, found.locks),
        "straits": locked(language, found.strait_locks),
        "days_without_door": days(language, found.reliability.days_without_door),
        "spell": spell(language, found.reliability),
        "expected": expected(language, found.reliability),
        "concentration": concentrated(language, found.concentration),
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
    sets = "; ".join(
        f"{short(data, [door.corridor], language)} ({together(language, door.names)})"
        for door in found.independent
    )
    assert independent == (sets or translate(language, "room.none"))
    lines = section(page, "locks", locked(language, found.locks), language).all("li")
    assert [line.text for line in lines] == [together(language, s) for s in found.locks.sets if s]
    straits = section(page, "straits", locked(language, found.strait_locks), language)
    if found.strait_locks.outcome is LockOutcome.IMPOSSIBLE:
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
def test_the_days_without_a_door_stand_with_what_hangs_on_each_element_and_door(
    data: Data, what_if: WhatIf, headline: Headlines, query: dict[str, str], language: str
) -> None:
    found, page = headline(query), room_of(query, language)
    part = section(page, "days_without_door", days(language, found.reliability.days_without_door), language)
    text = translate(language, "room.reliability_text", alone=days(language, found.reliability.days_alone))
    assert part.all("p")[1].text == tidy(text)
    tables = [cells_of(table) for table in part.all("table")]
    hanging = {
        element_name(data, language, name): value
        for name, value in found.reliability.criticality_days.items()
        if value > 0
    }
    largest = sorted(hanging.values(), reverse=True)[:8]
    if largest:
        shown = tables.pop(0)
        assert [value for _, value in shown] == [format_small(language, value) for value in largest]
        assert {name for name, _ in shown} <= {tidy(name) for name in hanging}
    settings = replace(central_settings(data), shock_scale=viewed(query).shocks)
    if_shut = sorted(what_if.days_if_shut(found.scenario, settings).items(), key=lambda item: -item[1])
    assert [row for table in tables for row in table] == [
        [short(data, [corridor], language), format_small(language, value)] for corridor, value in if_shut
    ]
    lines = part.all("details")[0].all("li")
    for line, shock in zip(lines, data.shocks.values(), strict=True):
        assert line.text.startswith(tidy(f"{shock.name[language]}: {format_small(language, shock.central)} "))
        assert tidy(shock.reason[language]) in line.text


@each_language
def test_a_chance_of_a_spell_says_how_it_was_drawn(headline: Headlines, language: str) -> None:
    seen = set()
    for query in LINKS:
        found = headline(query).reliability
        part = section(room_of(query, language), "spell", spell(language, found), language)
        key = "room.spell_text" if found.spell_error else "room.spell_none"
        years = format_number(language, found.years)
        error = percent(language, found.spell_error)
        assert part.all("p")[1].text == tidy(translate(language, key, years=years, error=error))
        seen.add(key)
    assert len(seen) == 2


@each_language
@each_link
def test_exposures_and_power_are_those_of_the_library(
    headline: Headlines, query: dict[str, str], language: str
) -> None:
    found, page = headline(query), room_of(query, language)
    part = section(page, "concentration", concentrated(language, found.concentration), language)
    assert cells_of(part.all("table")[0]) == [
        [country_name(language, code), percent(language, value)]
        for code, value in found.exposures.items()
        if value >= 0.005
    ]
    power = section(page, "power", "", language)
    if found.power:
        assert cells_of(power.all("table")[0]) == power_rows(found.power, language)
    else:
        assert power.all("p")[1].text == tidy(translate(language, "room.power_none"))


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
