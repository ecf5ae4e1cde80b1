"""The page of scenarios shows the library's figures before and after a change."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest
from streamlit.testing.v1 import AppTest

from layers.analysis.access import LockOutcome
from layers.analysis.what_if import Headline
from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import DEFAULT_DATE, LANGUAGES, Status
from layers.network.network import last_day, status_on
from layers.network.scenario import all_ways
from layers.text import format_number, translate
from tests.dashboard.html_tree import Node, cells_of, read, rows_of, tidy
from tests.dashboard.pages import (
    opened,
    page_to_read,
    parts_of,
    pick,
    pickable,
    query_of,
    sound,
    whole,
)
from tests.dashboard.wording import (
    LINKS,
    Headlines,
    as_number,
    banded,
    concentrated,
    days,
    each_language,
    each_link,
    expected,
    locked,
    part_or_country,
    percent,
    said_of,
    short,
    slider_of,
    spell,
    together,
    unchanged,
    viewed,
)

STANDING = {Status.PROPOSED, Status.UNDER_CONSTRUCTION, Status.DUE}


def before_after(page: AppTest) -> tuple[str, dict[str, tuple[Node, Node, Node]]]:
    """The sentence above the table of before and after, and the table's cells by the figure's name."""
    top = whole(page)
    table, *_ = top.all("table", class_="narrow")
    sentence = top.all("p", class_="lede")[0].text
    return sentence, {head.text: (a, b, mark) for head, a, b, mark in rows_of(table)}


def figures_row(found: Headline, home: str, language: str) -> dict[str, str]:
    """The figures of a scenario as the table writes them; the locks without their sets."""
    return {
        "doors": format_number(language, len(found.doors)),
        "independent": format_number(language, len(found.independent)),
        "locks": locked(language, found.locks),
        "days_without_door": days(language, found.reliability.days_without_door),
        "spell": spell(language, found.reliability),
        "expected": expected(language, found.reliability),
        "concentration": concentrated(language, found.concentration),
        "home_power": banded(language, found.power[home], lambda share: percent(language, share))
        if home in found.power
        else translate(language, "figure.nothing"),
    }


def mark_of(name: str, before: Headline, after: Headline, home: str, texts: list[str]) -> str:
    """Whether a figure became better or worse: its mark, or nothing where that has no answer."""

    def good(found: Headline) -> float | None:
        if name == "concentration" or (name == "home_power" and home not in found.power):
            return None
        if name == "locks":
            whole = {LockOutcome.FOUND: found.locks.size, LockOutcome.IMPOSSIBLE: inf}
            return whole.get(found.locks.outcome)
        return {
            "doors": len(found.doors), "independent": len(found.independent),
            "days_without_door": -found.reliability.days_without_door.central,
            "spell": -found.reliability.spell_30_days.central,
            "expected": found.reliability.expected_doors.central,
        }[name] if name != "home_power" else found.power[home].central  # fmt: skip

    was, now = good(before), good(after)
    if was is None or now is None:
        return ""
    if was == now or texts[0] == texts[1]:
        return "same"
    return "better" if now > was else "worse"


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
        *cells, mark = rows[head]
        found = mark_of(name, before, after, data.home, [figures[name] for figures in wanted])
        signs = {"better": "▲", "same": "=", "worse": "▼"}
        said = f"{signs[found]} {translate(language, f'trend.{found}')}" if found else "–"
        assert mark.text == said, name
        for cell, figures, one in zip(cells, wanted, (before, after), strict=True):
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


def table_of_next_best(page: AppTest) -> list[list[str]]:
    """The rows of the table of where cargo would go."""
    return cells_of(whole(page).all("table")[-1])


@each_language
@each_link
def test_before_and_after_are_the_figures_of_the_library(
    data: Data, headline: Headlines, query: dict[str, str], language: str
) -> None:
    page = page_to_read("what-if", **query, language=language)
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
    for flow in data.flows.values():
        closable |= set(flow.through) & data.parts.keys() if flow.years else set()
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
        assert sorted(s.key.split("-0-")[0] for s in page.slider[:-2]) == sorted(f"build-{k}" for k in keys)
    slider_of(page, "build-zangezur-tripp").set_value(35).run()
    slider_of(page, "build-trans-afghan-west").set_value(100).run()
    query = {"built": "trans-afghan-west:1,zangezur-tripp:0.35"}
    assert query_of(sound(page)) == parts_of(viewed({**query, "language": language}))
    assert_before_and_after(data, page, headline({}), headline(query), language)
    slider_of(page, "build-trans-afghan-west").set_value(0).run()
    assert query_of(page)["built"] == "zangezur-tripp:0.35"


@each_language
def test_the_scale_of_common_causes_moves_the_reliability_and_nothing_else(
    data: Data, headline: Headlines, language: str
) -> None:
    page = opened("what-if", language=language, date="2025-09-01", closed="CN")
    found = []
    for scale in (0.0, 0.75, 1.5):
        slider_of(page, "shocks").set_value(scale).run()
        query = query_of(sound(page))
        assert query == parts_of(viewed({
            "date": "2025-09-01", "closed": "CN", "language": language, "shocks": str(scale),
        }))  # fmt: skip
        before, after = headline(unchanged(query)), headline(query)
        assert_before_and_after(data, page, before, after, language)
        found.append(after.reliability.days_without_door.central)
        alone = headline({"date": "2025-09-01", "closed": "CN"})
        assert replace(after, reliability=alone.reliability) == alone
    assert len(set(found)) == 3
    assert found[0] == alone.reliability.days_alone.central


def test_cargo_goes_to_the_cheapest_first_and_the_shares_are_all_there_is(headline: Headlines) -> None:
    for query in LINKS:
        rows = table_of_next_best(page_to_read("what-if", **query))
        costs = headline(query).costs
        assert len(rows) == len(costs)
        for column, scenario in ((4, unchanged(query)), (5, query)):
            shown = sum(as_number(row[column]) or 0 for row in rows)
            gone = sum(s for c, s in headline(scenario).shares.items() if c not in costs)
            if costs:
                assert shown == pytest.approx(100 * (1 - gone), abs=0.5 * len(rows)), query
        after = [as_number(row[5]) for row in rows]
        assert after == sorted(after, key=lambda share: -(share or 0)), "the cheapest takes the most"


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
