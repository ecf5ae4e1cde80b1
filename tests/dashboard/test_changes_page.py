"""The page of changes compares two days as the library does."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.state import VISITOR_KEY
from layers.analysis.changes import CorridorChange, changes_between
from layers.analysis.risk import RiskModel
from layers.model.dataset import Data
from layers.model.vocabulary import DEFAULT_DATE, LANGUAGES, Status
from layers.network.slippage import constancy_of, openings, slip_of
from layers.text import format_date, translate
from tests.dashboard.html_tree import read, tidy
from tests.dashboard.pages import (
    blocks,
    drawn_rows,
    opened,
    page_to_read,
    pick,
    pickable,
    query_of,
    sent,
    sound,
)
from tests.dashboard.wording import (
    name_of,
)

PAIRS = [("2025-07-01", DEFAULT_DATE), ("2021-06-15", "2023-03-01"), ("2026-03-01", "2030-12-31")]


def expected_sentence(data: Data, change: CorridorChange, language: str) -> str:
    """What the page should say of one corridor."""

    def status(found: Status | None) -> str:
        return translate(language, f"status.{found}" if found else "map.not_yet").lower()

    if change.before == change.after:
        words = translate(language, "changes.status_same", status=status(change.after))
    else:
        words = translate(
            language, "changes.status_moved", before=status(change.before), after=status(change.after)
        )
    numbers = [
        translate(language, "risk.unknown") if risk.composite is None else f"{risk.composite:.0f}"
        for risk in (change.risk_before, change.risk_after)
    ]
    same = numbers[0] == numbers[1]
    key = "changes.risk_same" if same else "changes.risk_moved"
    words += " " + translate(language, key, before=numbers[0], after=numbers[1])
    if change.parts:
        parts = [f"{name_of(data, part.part, language)}: {status(part.after)}" for part in change.parts]
        words += f" {translate(language, 'changes.parts')} {'; '.join(parts)}."
    return tidy(words)


@pytest.mark.parametrize("aggregation", ["weakest", "length"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("since", "until"), PAIRS)
def test_every_corridor_has_one_line_that_agrees_with_the_changes_between_the_days(
    data: Data, model: RiskModel, since: str, until: str, language: str, aggregation: Any
) -> None:
    page = page_to_read("changes", language=language, since=since, date=until, aggregation=aggregation)
    top = read(pickable(page))
    changes = changes_between(model, since, until, aggregation)
    articles = top.all("article", class_="change")
    assert len(articles) == 17
    for article, change in zip(articles, changes, strict=True):
        (name,) = article.all("h3")
        assert name.text == tidy(change.corridor.name[language])
        assert name.all("button")[0].attributes["data-pick"] == change.corridor.id
        (trend,) = article.all("span", class_="trend")
        assert trend.text.endswith(translate(language, f"trend.{change.trend}"))
        assert change.trend.value in trend.attributes["class"].split()
        sentence = article.all("p")[0].text
        assert sentence == expected_sentence(data, change, language)
        lines = article.all("li")
        for line, event in zip(lines, change.events, strict=True):
            assert tidy(event.title[language]) in line.text
    count = {trend: sum(change.trend.value == trend for change in changes) for trend in ("worse", "better")}
    summary = translate(
        language, "changes.summary", since=format_date(language, since), until=format_date(language, until),
        **count, same=17 - sum(count.values()),
    )  # fmt: skip
    assert top.all("p", class_="lede")[0].text == tidy(summary)


def test_the_order_of_the_two_days_does_not_matter() -> None:
    first = page_to_read("changes", since="2022-01-01", date="2025-12-31")
    second = page_to_read("changes", since="2025-12-31", date="2022-01-01")
    assert pickable(first) == pickable(second)


def test_choosing_other_days_compares_those() -> None:
    page = opened("changes")
    page.date_input[0].set_value("2022-01-01").run()
    page.date_input[1].set_value("2025-12-31").run()
    assert pickable(sound(page)) == pickable(page_to_read("changes", since="2022-01-01", date="2025-12-31"))
    assert query_of(page) == {"since": "2022-01-01", "date": "2025-12-31"}


def test_a_corridor_of_the_changes_opens_on_the_map() -> None:
    page = pick(opened("changes", date="2025-10-17", language="ru"), "cku")
    view = sent(page)["view"]
    assert (view["selection"], view["date"], view["language"]) == ("corridor:cku", "2025-10-17", "ru")
    assert page.session_state[VISITOR_KEY].tab == "dossier"


@pytest.mark.parametrize("date", [DEFAULT_DATE, "2024-03-01"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_promised_opening_is_listed_and_drawn(data: Data, language: str, date: str) -> None:
    page = page_to_read("changes", language=language, date=date)
    promised = openings(data)
    assert len(promised) > 20
    lines = [line for block in blocks(page) for line in read(block).all("li")]
    for project, opening in promised:
        found = [line.text for line in lines if line.text.startswith(f"{tidy(opening.what[language])}: ")]
        assert found, (project.id, opening.what["en"])
        slip = slip_of(opening, date)
        delivery = translate(language, f"delivery.{slip.delivery}")
        promises = [
            translate(
                language, "page.promise",
                announced=format_date(language, promise.announced), due=format_date(language, promise.due),
            )
            for promise in opening.promises
        ]  # fmt: skip
        said = translate(language, f"constancy.{constancy_of(opening, date)}", year=opening.searched_year)
        assert any(delivery in line and all(one in line for one in (*promises, said)) for line in found)
    (chart,) = page.get("vega_lite_chart")
    values = drawn_rows(chart)
    drawn = sorted(value["what"] for value in values)
    assert len(set(drawn)) == len(drawn), "two openings on one line of the chart"
    assert drawn == sorted(f"{p.name[language]}: {o.what[language]}" for p, o in promised)
    late = {value["what"] for value in values if value["late"]}
    assert late == {
        f"{p.name[language]}: {o.what[language]}" for p, o in promised if slip_of(o, date).is_late
    }
