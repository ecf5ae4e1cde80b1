"""The page of bargaining shows the library's division of power."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from streamlit.testing.v1 import AppTest

from layers.model.dataset import Data
from layers.model.vocabulary import DEFAULT_DATE, Status
from layers.network.network import status_on
from layers.text import country_name, format_number, translate
from tests.dashboard.html_tree import cells_of, tidy
from tests.dashboard.pages import (
    opened,
    page_to_read,
    query_of,
    sound,
    whole,
)
from tests.dashboard.wording import (
    Headlines,
    as_number,
    each_language,
    each_link,
    lede_of,
    percent,
    power_rows,
    slider_of,
    unchanged,
)


def two_tables(page: AppTest) -> list[list[list[str]]]:
    """Power before and after."""
    (sides,) = whole(page).all("div", class_="sides")
    return [cells_of(table) for table in sides.all("table")]


@each_language
@each_link
def test_the_tables_of_power_are_the_library_s_and_sum_to_the_whole(
    headline: Headlines, query: dict[str, str], language: str
) -> None:
    page = page_to_read("bargaining", **query, language=language)
    wanted = [headline(scenario).power for scenario in (unchanged(query), query)]
    assert two_tables(page) == [power_rows(power, language) for power in wanted if power]
    for power in filter(None, wanted):
        assert sum(share.central for share in power.values()) == pytest.approx(1)
    assert ("$" in whole(page).text or "USD" in whole(page).text) is False


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
    page = page_to_read("bargaining", language=language, date=date, selection=f"corridor:{project}")
    start, fifth = (
        {who: share.central for who, share in headline({"date": date, **more}).power.items()}
        for more in ({}, {"built": f"{project}:0.2"})
    )
    change = {
        country_name(language, who): fifth.get(who, 0.0) - start.get(who, 0.0) for who in {**start, **fifth}
    }
    home = country_name(language, data.home)
    gain = change.pop(home)
    assert gain > 0.0001 > -0.0001 > min(change.values())
    lost, gained = named(language, data.corridors[project].short_name[language], home, gain, lede_of(page))
    losers = {who: value for who, value in change.items() if value < -0.0001}
    assert set(lost) == set(losers), "every loser is named"
    for who, value in lost.items():
        assert value == pytest.approx(100 * losers[who], abs=0.0051) and value < 0
    gainers = {who: value for who, value in change.items() if value > 0.0001}
    assert gained == pytest.approx({who: 100 * value for who, value in gainers.items()}, abs=0.0051)
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
    size = format_number(language, abs(100 * gain), 2)
    pattern = translate(
        language, "bargaining.sentence", name=project, home=home, gain=("+" if gain > 0 else "−") + size,
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
            who: as_number(number.replace("−", "-")) or 0.0
            for who, _, number in (one.rpartition(" ") for one in group.split(", "))
        }
        for group in found.groups()
    )  # fmt: skip
    return lost, gained


@each_language
def test_the_curve_is_the_power_at_each_chance_with_all_else_as_it_is(
    headline: Headlines, language: str
) -> None:
    rest = {"date": "2025-09-01", "closed": "CN"}
    query = {**rest, "built": "zangezur-tripp:0.5,trans-afghan-west:0.9"}
    page = page_to_read("bargaining", **query, language=language, selection="corridor:trans-afghan-west")
    (table,) = whole(page).all("details")[0].all("table")
    heads = [head.text for head in table.all("thead")[0].all("th")]
    assert heads == ["0%", "20%", "40%", "60%", "80%", "100%"]

    def shares(asked: dict[str, str]) -> dict[str, float]:
        return {who: share.central for who, share in headline(asked).power.items()}

    steps = [
        shares({**rest, "built": f"zangezur-tripp:0.5,trans-afghan-west:{chance / 100}"})
        for chance in range(0, 101, 20)
    ]
    steps[0] = shares({**rest, "built": "zangezur-tripp:0.5"})
    shown = cells_of(table)
    moved = sorted(steps[-1], key=lambda who: -abs(steps[-1][who] - steps[0].get(who, 0.0)))[: len(shown)]
    assert {row[0] for row in shown} == {country_name(language, who) for who in moved}
    names = {country_name(language, who): who for who in moved}
    for head, *cells in shown:
        wanted = [percent(language, power.get(names[head], 0.0)) for power in steps]
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
