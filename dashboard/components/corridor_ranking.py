"""The ranking of corridors by weighted risk, with the share of weights and scores that support each rank."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import streamlit as st

from dashboard.components.charts import rank_chart
from dashboard.components.html import render_page
from dashboard.components.wording import Words
from dashboard.loaders import get_edition, get_model
from layers.analysis.ranking import Acceptability, smaa
from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import Dimension


def corridor_ranking(data: Data, view: View, words: Words) -> None:
    """Show the ranking as a sentence, a chart, and the weights that put each corridor first."""
    corridors = [c for c in data.corridors.values() if c.outlet]
    dimensions = list(Dimension)
    low = np.ones((len(corridors), len(dimensions)))
    high = np.full_like(low, 5.0)
    shared: list[list[Hashable]] = [[None] * len(dimensions) for _ in corridors]
    for a, corridor in enumerate(corridors):
        risk = get_model(get_edition()).of_corridor(corridor, view.date, view.aggregation)
        for d, dimension in enumerate(dimensions):
            score = risk.dimensions.get(dimension)
            if score is not None and score.score is not None:
                low[a, d], high[a, d] = score.low, score.high
                shared[a][d] = (score.reference, score.country) if score.reference else None
    chosen = dict(view.weights)
    weights = np.array([chosen.get(d, 1.0) for d in dimensions]) if chosen else None
    if weights is not None and weights.sum() == 0:
        weights = None
    found = smaa(low, high, weights, shared=shared)
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
