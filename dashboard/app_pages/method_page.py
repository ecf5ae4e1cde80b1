"""How risk is scored: the rubric, the defaults, from parts to a corridor, and what is left out."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from dashboard.components.chrome import Pages, begin_page
from dashboard.components.html import render_page
from dashboard.components.wording import Words
from dashboard.link import write_link
from layers.analysis.risk import CLASS_BOUNDS, READINESS_BY_STATUS, RiskClass, country_score
from layers.model.dataset import Data
from layers.model.evidence import Parameter
from layers.model.records import Indicator
from layers.text import glossary_terms


def show_method_page(pages: Pages) -> None:
    """The rubric of risk as a page."""
    begun = begin_page("method", pages)
    if begun is None:
        return
    data, view = begun
    with st.container(key="content"):
        st.html(_page(data, Words(view, data)))
    write_link(view)


def _page(data: Data, words: Words) -> Markup:
    indices = list(data.indicators.values())
    countries = sorted({code for index in indices for code in index.values}, key=words.country)
    return render_page(
        "method.html", words, glossary=glossary_terms(), classes=_classes(),
        rubric=list(data.rubric.values()), indices=indices,
        countries=[(code, [_score(index, code) for index in indices]) for code in countries],
        readiness=READINESS_BY_STATUS,
        parameters=[(parameter, _values(parameter)) for parameter in data.parameters.values()],
    )  # fmt: skip


def _classes() -> list[dict[str, object]]:
    """Every class of risk with its bounds."""
    bounds = [0.0, *(bound for bound, _ in CLASS_BOUNDS), 100.0]
    names = [*(name for _, name in CLASS_BOUNDS), RiskClass.EXTREME]
    return [
        {"name": name, "low": low, "high": high}
        for name, low, high in zip(names, bounds, bounds[1:], strict=False)
    ]


def _score(indicator: Indicator, country: str) -> tuple[float | None, float | None]:
    """What an index says of a country, and the score that it makes."""
    return indicator.values.get(country), country_score(indicator, country)


def _values(parameter: Parameter) -> list[tuple[float, int]]:
    """Low, central and high value of a parameter, each with its decimals."""
    return [(value, _decimals(value)) for value in (parameter.low, parameter.central, parameter.high)]


def _decimals(value: float) -> int:
    """As many decimals as a parameter of this size is given with."""
    return next((digits for digits in range(5) if round(value, digits) == value), 5)
