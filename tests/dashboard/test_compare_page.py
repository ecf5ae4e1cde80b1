"""The page that compares corridors shows the library's numbers, Pareto front and ranking."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from layers.analysis.journey_bands import band_of_journey
from layers.analysis.ranking import smaa
from layers.analysis.risk import RiskModel
from layers.analysis.what_if import WhatIf
from layers.model.dataset import Data
from layers.model.view import OWN_PORTS, View
from layers.model.vocabulary import Dimension
from layers.network.network import status_on
from layers.text import format_number, translate
from tests.dashboard.html_tree import cells_of, read, tidy
from tests.dashboard.pages import (
    drawn_rows,
    opened,
    page_to_read,
    pick,
    pickable,
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
    slider_of,
    viewed,
)

COLUMNS = ("name", "status", "route", "km", "countries", "days", "usd", "risk", "generalised")


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
    data: Data, headline: Headlines, query: dict[str, str], language: str
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
        status = translate(language, f"status.{now.status}" if now else "map.not_yet")
        each, why = found.journeys.get(corridor.id), found.no_way.get(corridor.id)
        if each is None:
            reason = translate(language, f"compare.no_way.{why}") if why else none
            wanted[tidy(corridor.short_name[language])] = [status, reason, *[none] * 6]
            continue
        route = next(route for route in corridor.routes if route.id == each.way.route)
        band = band_of_journey(data, each.journey)
        assert band.days and band.usd
        days, usd = (f"{number(low)}–{number(high)}" for low, _, high in (band.days, band.usd))
        wanted[tidy(corridor.short_name[language])] = [
            status,
            tidy(route.name[language]),
            number(each.journey.km),
            number(len(each.journey.countries)),
            f"{number(each.cost.days, 1)} {days}",
            f"{number(each.cost.usd_per_teu)} {usd}",
            number(each.cost.risk),
            number(each.cost.generalised_usd),
        ]
    rows = compared(page_to_read("compare", **query, language=language))
    assert {row[0]: row[1:] for row in rows} == wanted
    assert len(rows) == len(wanted)


@pytest.mark.parametrize(("language", "columns"), [("en", COLUMNS), ("ru", ("name", "status", "days"))])
def test_every_column_sorts_both_ways_with_the_unknown_last(language: str, columns: tuple[str, ...]) -> None:
    """In Russian only what could differ there: names, words, and numbers with a decimal comma."""
    page = opened("compare", language=language, date="2025-09-01", closed="RU")
    assert sorting(page) == {name: "ascending" if name == "risk" else "none" for name in COLUMNS}
    page = pick(page, "risk")  # sorted by already: the first choice turns it round
    assert sorting(page)["risk"] == "descending"
    for column in columns:
        index, values = COLUMNS.index(column), {}
        for direction in ("ascending", "descending"):
            page = pick(page, column)
            wanted = {name: direction if name == column else "none" for name in COLUMNS}
            assert sorting(page) == wanted
            cells = [row[index] for row in compared(page)]
            known = [cell for cell in cells if cell != translate(language, "room.none")]
            assert cells[: len(known)] == known, "unknown ones come last"
            assert (len(known) < len(cells)) == (column not in {"name", "status"})
            keys: list[Any] = known if column in ("name", "status", "route") else [
                as_number(cell.partition(" ")[0]) for cell in known
            ]
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
    page = page_to_read("compare", **query, language=language)
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
    rests_on = [
        [
            (score.reference, score.country) if score.reference and score.score is not None else None
            for score in model.of_corridor(corridor, view.date, view.aggregation).dimensions.values()
        ]
        for corridor in corridors
    ]
    wanted = None if weights is None else np.array(weights)
    found = smaa(ends[:, :, 0], ends[:, :, 1], wanted, shared=rests_on)
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
    page = page_to_read("compare", **query, language=language)
    assert_ranking(data, what_if.model, page, language)


def test_the_sliders_of_weights_change_the_sentence(data: Data, what_if: WhatIf) -> None:
    language = "ru"
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
    assert lede_of(page) == lede_of(page_to_read("compare", language=language))


@each_language
def test_the_ends_are_chosen_on_the_page_and_kept_in_the_link(data: Data, language: str) -> None:
    page = opened("compare", language=language, date="2025-09-01")
    origins, markets = page.selectbox
    assert "market" not in query_of(page) and "origin" not in query_of(page)
    assert origins.value == data.pack.default_origin and markets.value == data.pack.default_market
    presets = [data.places[key].name[language] for key in data.pack.compared_markets]
    assert list(markets.options)[: len(presets) + 1] == [*presets, translate(language, "compare.own_ports")]
    usual = compared(page)
    page.selectbox[1].set_value("NLRTM").run()
    assert query_of(sound(page))["market"] == "NLRTM"
    assert compared(page) != usual
    page.selectbox[0].set_value("aktobe").run()
    assert {"origin": "aktobe", "market": "NLRTM"}.items() <= query_of(sound(page)).items()
    page.selectbox[1].set_value(OWN_PORTS).run()
    assert query_of(sound(page))["market"] == OWN_PORTS
    assert page.selectbox[0].disabled, "each corridor from where its route begins"
