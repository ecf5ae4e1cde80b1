"""Corridors side by side: a table, a Pareto front, and a ranking with its uncertainty."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import streamlit as st

from dashboard.components.charts import pareto_chart
from dashboard.components.chrome import Pages, begin_page, fit_link, glossary_link
from dashboard.components.corridor_ranking import corridor_ranking
from dashboard.components.corridor_table import corridor_table
from dashboard.components.ends import choose_ends
from dashboard.components.html import render_page
from dashboard.components.wording import Words
from dashboard.link import write_link
from dashboard.loaders import get_edition, get_headline
from dashboard.state import acted, change_view
from layers.analysis.ranking import pareto_front
from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import Dimension
from layers.network.scenario import scenario_of

_WEIGHT_STEP = 0.5


def show_compare_page(pages: Pages) -> None:
    """Show the table, the Pareto front, the weights and the ranking."""
    begun = begin_page("compare", pages)
    if begun is None:
        return
    data, view = begun
    words = Words(view, data)
    with st.container(key="content"):
        title, lede = words.t("nav.compare"), words.t("compare.lede", date=words.date(view.date))
        st.html(render_page("head.html", words, level=1, title=title, text=lede))
        glossary_link(pages, view)
        fit_link(pages, view)
        changed = choose_ends(data, view, words)
        corridor_table(data, changed, words)
        _pareto(data, changed, words)
        changed = _choose_weights(changed, words)
        corridor_ranking(data, view, words)
    if changed != view:
        change_view(changed)
        st.rerun()
    write_link(view)


def _pareto(data: Data, view: View, words: Words) -> None:
    costs = get_headline(get_edition(), scenario_of(view), view.shocks).costs
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
                words.t(f"dimension.{dimension}"), 0.0, 5.0, now, step=_WEIGHT_STEP,
                key=f"weight-{dimension}-{now:g}-{view.language}", on_change=acted,
            )  # fmt: skip
    return replace(view, weights=tuple(sorted((k, v) for k, v in weights.items() if v != 1.0)))
