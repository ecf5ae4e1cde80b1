"""Corridors side by side: table, Pareto front, and a ranking that names its own doubt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import streamlit as st

from dashboard.components.charts import pareto_chart, rank_chart
from dashboard.components.chrome import Pages, begin_page
from dashboard.components.clickable_html import pickable
from dashboard.components.html import render_page
from dashboard.components.wording import Words
from dashboard.loaders import get_headline, get_model
from dashboard.state import acted, change_view, order_table, table_order, write_link
from layers.analysis.ranking import Acceptability, pareto_front, smaa
from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import Dimension
from layers.network.network import main_route, route_length_km, status_on, transit_countries
from layers.network.scenario import scenario_of

STEP = 0.5
HEADS = {
    "name": "map.column.name", "status": "map.column.status", "km": "compare.km",
    "countries": "compare.countries", "days": "compare.days", "usd": "compare.usd", "risk": "compare.risk",
    "generalised": "compare.generalised",
}  # fmt: skip
FIRST_COLUMN = "risk"


def show_compare_page(pages: Pages) -> None:
    """Table, scatter, weights, rank acceptability."""
    begun = begin_page("compare", pages)
    if begun is None:
        return
    data, view = begun
    words = Words(view, data)
    with st.container(key="content"):
        title, lede = words.t("nav.compare"), words.t("compare.lede", date=words.date(view.date))
        st.html(render_page("head.html", words, level=1, title=title, text=lede))
        _table(data, view, words)
        _pareto(data, view, words)
        changed = _choose_weights(view, words)
        _ranking(data, view, words)
    if changed != view:
        change_view(changed)
        st.rerun()
    write_link(view)


@dataclass(frozen=True)
class _Row:
    """One corridor's line; None where nothing is open or known."""

    key: str
    name: str
    status: str
    km: float
    countries: int
    days: float | None
    usd: float | None
    risk: float | None
    generalised: float | None


def _rows(data: Data, view: View, words: Words) -> list[_Row]:
    costs = get_headline(scenario_of(view), view.shocks).costs
    rows = []
    for corridor in data.corridors.values():
        if not corridor.outlet:
            continue
        route, cost = main_route(corridor), costs.get(corridor.id)
        found = status_on(corridor.status_history, view.date, data.evidence_end)
        risk = get_model().of_corridor(corridor, view.date, view.aggregation).composite
        rows.append(
            _Row(
                corridor.id, corridor.short_name[view.language],
                words.t(f"status.{found.status}" if found else "map.not_yet"),
                route_length_km(data, route), len(transit_countries(data, route)),
                cost.days if cost else None, cost.usd_per_teu if cost else None, risk,
                cost.generalised_usd if cost else None,
            )
        )  # fmt: skip
    return rows


def _table(data: Data, view: View, words: Words) -> None:
    column, upwards = table_order("compare", FIRST_COLUMN)
    rows = _rows(data, view, words)
    known = [row for row in rows if getattr(row, column) is not None]
    known.sort(key=lambda row: getattr(row, column), reverse=not upwards)
    ordered = known + [row for row in rows if getattr(row, column) is None]
    sort = "ascending" if upwards else "descending"
    heads = [
        {"key": key, "title": words.t(title), "sort": sort if key == column else "none"}
        for key, title in HEADS.items()
    ]
    pickable(
        render_page("compare/table.html", words, heads=heads, rows=ordered),
        "compare-table",
        partial(order_table, "compare", FIRST_COLUMN),
    )


def _pareto(data: Data, view: View, words: Words) -> None:
    costs = get_headline(scenario_of(view), view.shocks).costs
    title, lede = words.t("compare.pareto"), words.t("compare.pareto_lede")
    st.html(render_page("head.html", words, level=2, title=title, text=lede))
    if not costs:
        st.html(render_page("paragraph.html", words, text=words.t("room.none")))
        return
    points = np.array([(c.days, c.usd_per_teu, c.risk) for c in costs.values()])
    front = pareto_front(points)
    rows = [
        {
            "name": data.corridors[key].short_name[view.language], "days": c.days, "usd": c.usd_per_teu,
            "risk": c.risk, "front": bool(on),
        }
        for (key, c), on in zip(costs.items(), front, strict=True)
    ]  # fmt: skip
    st.altair_chart(
        pareto_chart(rows, words), theme=None, key=f"pareto-{view.language}-{view.theme}",
        alt=lede,
    )  # fmt: skip


def _choose_weights(view: View, words: Words) -> View:
    weights = dict(view.weights)
    title, lede = words.t("compare.weights"), words.t("compare.weights_lede")
    st.html(render_page("head.html", words, level=2, title=title, text=lede))
    columns = st.columns(4, gap="medium")
    for number, dimension in enumerate(Dimension):
        now = weights.get(dimension, 1.0)
        with columns[number % 4]:
            weights[dimension] = st.slider(
                words.t(f"dimension.{dimension}"), 0.0, 5.0, now, step=STEP,
                key=f"weight-{dimension}-{now:g}-{view.language}", on_change=acted,
            )  # fmt: skip
    return replace(view, weights=tuple(sorted((k, v) for k, v in weights.items() if v != 1.0)))


def _ranking(data: Data, view: View, words: Words) -> None:
    corridors = [c for c in data.corridors.values() if c.outlet]
    dimensions = list(Dimension)
    low = np.ones((len(corridors), len(dimensions)))
    high = np.full_like(low, 5.0)
    for a, corridor in enumerate(corridors):
        risk = get_model().of_corridor(corridor, view.date, view.aggregation)
        for d, dimension in enumerate(dimensions):
            score = risk.dimensions.get(dimension)
            if score is not None and score.score is not None:
                low[a, d], high[a, d] = score.low, score.high
    chosen = dict(view.weights)
    weights = np.array([chosen.get(d, 1.0) for d in dimensions]) if chosen else None
    if weights is not None and weights.sum() == 0:
        weights = None
    found = smaa(low, high, weights)
    names = [c.short_name[view.language] for c in corridors]
    order = np.argsort(found.ranks @ np.arange(len(names)))
    sentence = _sentence(found, names, order, words, weights is None)
    st.html(render_page("compare/ranking.html", words, sentence=sentence))
    rows = [
        {"name": names[a], "rank": rank + 1, "share": float(found.ranks[a, rank])}
        for a in range(len(names))
        for rank in range(len(names))
    ]
    st.altair_chart(
        rank_chart(rows, [names[a] for a in order], words), theme=None,
        key=f"ranks-{view.language}-{view.theme}", alt=words.t("compare.ranking_lede"),
    )  # fmt: skip
    heads = [words.t(f"dimension.{dimension}") for dimension in Dimension]
    central = [(names[a], found.central_weights[a]) for a in map(int, order) if found.ranks[a, 0] >= 0.01]
    st.html(render_page("compare/weights.html", words, heads=heads, rows=central))


def _sentence(found: Acceptability, names: list[str], order: np.ndarray, words: Words, free: bool) -> str:
    best, last = int(order[0]), int(order[-1])
    key = "compare.sentence_free" if free else "compare.sentence_weighted"
    first, worst = (
        words.t("figure.percent", n=words.number(100 * share))
        for share in (found.ranks[best, 0], found.ranks[last, -1])
    )
    return words.t(key, best=names[best], share=first, last=names[last], last_share=worst)
