"""Corridors side by side: table, Pareto front, and a ranking that names its own doubt."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import streamlit as st

from dashboard.components.charts import pareto_chart, rank_chart
from dashboard.components.chrome import Pages, begin_page
from dashboard.components.room import percent, scenario_of
from dashboard.components.words import Words
from dashboard.loaders import get_headline, get_model
from dashboard.state import change_view, write_link
from layers.data import Data
from layers.network import main_route, route_length_km, status_on, transit_countries
from layers.ranking import Acceptability, pareto_front, smaa
from layers.schema import Dimension
from layers.text import translate
from layers.view import View

STEP = 0.5


def show_compare_page(pages: Pages) -> None:
    """Table, scatter, weights, rank acceptability."""
    begun = begin_page("compare", pages)
    if begun is None:
        return
    data, view = begun
    words = Words(view, data.bibliography)
    with st.container(key="content"):
        st.html(
            words.page(
                f"<h1>{words.t('nav.compare')}</h1><p>{words.t('compare.lede', date=words.date(view.date))}</p>"
            )
        )
        _table(data, view, words)
        _pareto(data, view, words)
        changed = _choose_weights(view, words)
        _ranking(data, view, words)
    if changed != view:
        change_view(changed)
        st.rerun()
    write_link(view)


def _table(data: Data, view: View, words: Words) -> None:
    costs = get_headline(scenario_of(view)).costs
    rows = []
    for corridor in data.corridors.values():
        if not corridor.outlet:
            continue
        route, cost = main_route(corridor), costs.get(corridor.id)
        status = status_on(corridor.status_history, view.date, data.evidence_end)
        risk = get_model().of_corridor(corridor, view.date, view.aggregation)
        rows.append({
            words.plain("map.column.name"): corridor.short_name[view.language],
            words.plain("map.column.status"): words.plain(f"status.{status.status}" if status else "map.not_yet"),
            words.plain("compare.km"): round(route_length_km(data, route)),
            words.plain("compare.countries"): len(transit_countries(data, route)),
            words.plain("compare.days"): round(cost.days, 1) if cost else None,
            words.plain("compare.usd"): round(cost.usd_per_teu) if cost else None,
            words.plain("compare.risk"): None if risk.composite is None else round(risk.composite),
            words.plain("compare.generalised"): round(cost.generalised_usd) if cost else None,
        })  # fmt: skip
    st.dataframe(rows, hide_index=True, key=f"compare-table-{view.language}")
    st.html(words.page(f"<p><small>{words.t('compare.table_note')}</small></p>"))


def _pareto(data: Data, view: View, words: Words) -> None:
    costs = get_headline(scenario_of(view)).costs
    st.html(words.page(f"<h2>{words.t('compare.pareto')}</h2><p>{words.t('compare.pareto_lede')}</p>"))
    if not costs:
        st.html(words.page(f"<p>{words.t('room.none')}</p>"))
        return
    points = np.array([(c.days, c.usd_per_teu, c.risk) for c in costs.values()])
    front = pareto_front(points)
    rows = [
        {"name": data.corridors[key].short_name[view.language], "days": c.days, "usd": c.usd_per_teu, "risk": c.risk,
         "front": bool(on)}
        for (key, c), on in zip(costs.items(), front, strict=True)
    ]  # fmt: skip
    st.altair_chart(
        pareto_chart(rows, words), theme=None, key=f"pareto-{view.language}-{view.theme}",
        alt=words.plain("compare.pareto_lede"),
    )  # fmt: skip


def _choose_weights(view: View, words: Words) -> View:
    weights = dict(view.weights)
    st.html(words.page(f"<h2>{words.t('compare.weights')}</h2><p>{words.t('compare.weights_lede')}</p>"))
    columns = st.columns(4, gap="medium")
    for number, dimension in enumerate(Dimension):
        now = weights.get(dimension, 1.0)
        with columns[number % 4]:
            weights[dimension] = st.slider(
                words.plain(f"dimension.{dimension}"), 0.0, 5.0, now, step=STEP,
                key=f"weight-{dimension}-{now:g}-{view.language}",
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
    st.html(words.page(
        f"<h2>{words.t('compare.ranking')}</h2><p class='lede'>{_sentence(found, names, order, words, weights is None)}</p>"
        f"<p>{words.t('compare.ranking_lede')}</p>"
    ))  # fmt: skip
    rows = [
        {"name": names[a], "rank": rank + 1, "share": float(found.ranks[a, rank])}
        for a in range(len(names))
        for rank in range(len(names))
    ]
    st.altair_chart(
        rank_chart(rows, [names[a] for a in order], words), theme=None,
        key=f"ranks-{view.language}-{view.theme}", alt=words.plain("compare.ranking_lede"),
    )  # fmt: skip
    st.html(words.page(_central_weights(found, names, order, words)))


def _sentence(found: Acceptability, names: list[str], order: np.ndarray, words: Words, free: bool) -> str:
    best, last = int(order[0]), int(order[-1])
    key = "compare.sentence_free" if free else "compare.sentence_weighted"
    first = translate(words.view.language, "figure.percent", n=words.number(100 * found.ranks[best, 0]))
    worst = translate(words.view.language, "figure.percent", n=words.number(100 * found.ranks[last, -1]))
    return words.t(key, best=names[best], share=first, last=names[last], last_share=worst)


def _central_weights(found: Acceptability, names: list[str], order: np.ndarray, words: Words) -> str:
    heads = "".join(f'<th scope="col" class="n">{words.t(f"dimension.{d}")}</th>' for d in Dimension)
    rows = "".join(
        f'<tr><th scope="row">{names[a]}</th>'
        + "".join(f'<td class="n">{percent(w, words)}</td>' for w in found.central_weights[a])
        + "</tr>"
        for a in map(int, order)
        if found.ranks[a, 0] >= 0.01
    )
    return (
        f"<details><summary>{words.t('compare.central')}</summary><div class='scroll'><table><thead><tr><td></td>{heads}</tr>"
        f"</thead><tbody>{rows}</tbody></table></div></details>"
    )
