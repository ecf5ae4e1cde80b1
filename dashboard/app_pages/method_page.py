"""How risk is scored: the rubric, the defaults, from parts to a corridor, and what is left out."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard.components.chrome import Pages, begin_page
from dashboard.components.html_text import Words
from dashboard.state import write_link
from layers.analysis.risk import CLASS_BOUNDS, READINESS_BY_STATUS, RiskClass, country_score
from layers.model.dataset import Data
from layers.model.evidence import Parameter, RubricEntry
from layers.model.records import Indicator


def show_method_page(pages: Pages) -> None:
    """The rubric of risk as a page."""
    begun = begin_page("method", pages)
    if begun is None:
        return
    data, view = begun
    words = Words(view, data)
    with st.container(key="content"):
        body = (
            f"<h1>{words.t('nav.method')}</h1>"
            f"<p>{words.t('method.lede')}</p>{_classes(words)}"
            f"<h2>{words.t('method.rubric')}</h2>{''.join(_entry(e, words) for e in data.rubric.values())}"
            f"<h2>{words.t('method.indices')}</h2><p>{words.t('method.mapping')}</p>{_indices(data, words)}"
            f"<h2>{words.t('method.readiness')}</h2><p>{words.t('method.readiness_lede')}</p>{_readiness(words)}"
            f"<h2>{words.t('method.aggregation')}</h2><p>{words.t('map.aggregation.weakest_hint')}.</p>"
            f"<p>{words.t('map.aggregation.length_hint')}.</p><p>{words.t('method.composite')}</p>"
            f"<h2>{words.t('method.parameters')}</h2><p>{words.t('method.parameters_lede')}</p>"
            f"{_parameters(data, words)}"
            f"<h2>{words.t('method.left_out')}</h2><p>{words.t('method.left_out_text')}</p>"
            f"{words.references()}"
        )
        st.html(words.page(body))
    write_link(view)


def _classes(words: Words) -> str:
    bounds = [0.0, *(bound for bound, _ in CLASS_BOUNDS), 100.0]
    names = [*(name for _, name in CLASS_BOUNDS), RiskClass.EXTREME]
    return "<ul class='key'>{}</ul>".format(
        "".join(
            f"<li>{words.chip('risk', name)} {words.number(low)}–{words.number(high)}</li>"
            for name, low, high in zip(names, bounds, bounds[1:], strict=False)
        )
    )


def _entry(entry: RubricEntry, words: Words) -> str:
    levels = "".join(
        f'<tr><th scope="row" class="n">{level}</th><td>{words.local(text)}</td></tr>'
        for level, text in sorted(entry.levels.items())
    )
    applies = ", ".join(words.t(f"part.{part}") for part in entry.applies_to)
    return (
        f"<h3>{words.t(f'dimension.{entry.dimension}')}</h3><p>{words.local(entry.definition)}</p>"
        f"<table><tbody>{levels}</tbody></table>"
        f"<p><small>{words.t('method.applies')} {applies}. {words.t('method.default')} "
        f"{words.local(entry.default)}</small></p>"
    )


def _indices(data: Data, words: Words) -> str:
    indices = list(data.indicators.values())
    countries = sorted({c for i in indices for c in i.values}, key=words.country)
    heads = "".join(
        f'<th scope="col">{words.t(f"dimension.{i.dimension}")}<br><small>{words.local(i.name)}, '
        f"{escape(i.edition)}{words.cite(i.sources)}</small></th>"
        for i in indices
    )
    rows = "".join(
        f'<tr><th scope="row">{words.country(c)}</th>{"".join(_value(i, c, words) for i in indices)}</tr>'
        for c in countries
    )
    notes = "".join(f"<li>{words.local(i.note)}</li>" for i in indices if i.note)
    return (
        f'<div class="scroll"><table class="indices"><thead><tr><td></td>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div><ul>{notes}</ul>"
    )


def _value(indicator: Indicator, country: str, words: Words) -> str:
    score = country_score(indicator, country)
    if score is None:
        return f'<td class="n">{words.t("risk.unknown")}</td>'
    value = words.number(indicator.values[country], 2)
    return f'<td class="n">{value} → <b>{words.number(score, 1)}</b></td>'


def _parameters(data: Data, words: Words) -> str:
    heads = "".join(
        f'<th scope="col"{"" if name == "parameter" else " class=n"}>{words.t(f"method.{name}")}</th>'
        for name in ("parameter", "low", "central", "high", "unit")
    )
    rows = "".join(_parameter(parameter, words) for parameter in data.parameters.values())
    return f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'


def _parameter(parameter: Parameter, words: Words) -> str:
    note = f"<br><small>{words.local(parameter.note)}</small>" if parameter.note else ""
    values = "".join(
        f'<td class="n">{words.number(value, _digits(value))}</td>'
        for value in (parameter.low, parameter.central, parameter.high)
    )
    return (
        f'<tr><th scope="row">{words.local(parameter.name)}{words.ground(parameter)}{note}</th>{values}'
        f'<td class="n">{escape(parameter.unit)}</td></tr>'
    )


def _digits(value: float) -> int:
    """As many decimals as a parameter of this size is given with."""
    return next((digits for digits in range(5) if round(value, digits) == value), 5)


def _readiness(words: Words) -> str:
    rows = "".join(
        f'<tr><th scope="row">{words.t(f"status.{status}")}</th>'
        f'<td class="n">{words.t("risk.unknown") if score is None else words.number(score, 1)}</td></tr>'
        for status, score in READINESS_BY_STATUS.items()
    )
    return f'<table class="narrow"><tbody>{rows}</tbody></table>'
