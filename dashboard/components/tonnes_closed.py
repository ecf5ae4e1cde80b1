"""A closure in tonnes: what it strands, where the rest goes, what a gate is worth."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st
from markupsafe import Markup

from dashboard.components.charts import gates_chart
from dashboard.components.html import render_page
from dashboard.components.wording import Words
from dashboard.loaders import get_closure, get_edition, get_tonnes
from dashboard.state import acted
from layers.analysis.tonnes.asked import closed_of
from layers.analysis.tonnes.base_flows import UNKNOWN_GATE, base_year, dependence_of
from layers.analysis.tonnes.closure import ClosureInTonnes
from layers.model.dataset import Data
from layers.model.view import MAX_MONTHS, View
from layers.model.vocabulary import CapacityReading
from layers.picture.element_names import gate_name

__all__ = ["choose_pace", "closure_of", "dependence_html", "dependence_text", "show_closure"]

_COUNTRIES_SHOWN = 6
_LEAST_MT = 0.05
"""Tonnes that are written as more than nothing, in millions."""


@dataclass(frozen=True)
class _Moved:
    """Where displaced cargo went, summed over what it was, in millions of tonnes a year."""

    name: str
    mt: float


def closure_of(data: Data, view: View) -> ClosureInTonnes | None:
    """The closure of a view in tonnes; None for data without flows."""
    year = base_year(data, view.date)
    return None if year is None else get_closure(get_edition(), closed_of(view, year))


def dependence_text(data: Data, view: View, words: Words) -> tuple[str, str] | None:
    """Largest transit country's share of the tonnes, before and after what is closed, and that country's
    name; None for data without flows."""
    found = closure_of(data, view)
    after = dependence_of(data, found.mt_by_flow_after) if found else []
    if found is None or not after:
        return None
    text = words.percent(after[0].share)
    if found.displaced_by_flow_mt:
        before = get_tonnes(get_edition()).base(found.asked.year).dependence()
        text = words.t("tonnes.from_to", before=words.percent(before[0].share), after=text)
    return text, words.country(after[0].country)


def dependence_html(data: Data, view: View, words: Words) -> Markup | None:
    """The countries behind that share; None for data without flows."""
    found, told = closure_of(data, view), dependence_text(data, view, words)
    if found is None or told is None:
        return None
    rows = dependence_of(data, found.mt_by_flow_after)[:_COUNTRIES_SHOWN]
    stranded = words.mt_band(found.stranded_mt) if found.displaced_by_flow_mt else ""
    value, country = told
    return render_page(
        "access/dependence.html", words, rows=rows, value=value, country=country, stranded=stranded
    )


def choose_pace(view: View, words: Words) -> View:
    """Let the visitor say how long ago the closure was, and which capacities limit."""
    months = st.slider(
        words.t("tonnes.months"), 0, int(MAX_MONTHS), round(view.months), help=words.t("tonnes.months_hint"),
        key=f"months-{view.months:g}-{view.language}", on_change=acted,
    )  # fmt: skip
    readings = [str(each) for each in CapacityReading]
    reading = st.radio(
        words.t("tonnes.capacities"), readings, index=readings.index(view.capacities), horizontal=True,
        format_func=lambda name: words.t(f"tonnes.reading.{name}"), help=words.t("tonnes.capacities_hint"),
        key=f"capacities-{view.capacities}-{view.language}", on_change=acted,
    )  # fmt: skip
    changed = view.months if months == round(view.months) else float(months)
    return replace(view, months=changed, capacities=reading)


def show_closure(data: Data, found: ClosureInTonnes, words: Words) -> None:
    """Figures, the chart by gate, and the tables of one closure."""
    ramp = get_tonnes(get_edition()).ramp.share(found.asked.months)
    closed = ", ".join(sorted(map(words.name_of, found.asked.closed)))
    st.html(
        render_page(
            "tonnes/closure.html", words, found=found, ramp=ramp, closed=closed,
            is_cheaper=found.extra_cost_usd_m.central < 0,
            bought_there=found.bought_there_mt if found.bought_there_mt >= _LEAST_MT else None,
            unplaced=found.unplaced_mt if found.unplaced_mt >= _LEAST_MT else None,
        )
    )  # fmt: skip
    if not found.displaced_by_flow_mt:
        return
    rows = [
        {
            "gate": gate_name(data, words.view.language, gate), "before": found.mt_before.get(gate, 0.0),
            "after": mt, "change": mt - found.mt_before.get(gate, 0.0),
        }
        for gate, mt in found.mt_after.items()
        if gate != UNKNOWN_GATE and max(mt, found.mt_before.get(gate, 0.0)) >= _LEAST_MT
    ]  # fmt: skip
    st.altair_chart(
        gates_chart(rows, words), theme=None, key=f"gates-{words.view.language}-{words.view.theme}",
        alt=words.t("tonnes.gates_chart"),
    )  # fmt: skip
    shadow = sorted(found.shadow_usd_per_tonne.items(), key=lambda item: (-item[1], item[0]))
    st.html(
        render_page(
            "tonnes/closure_tables.html", words, found=found, rows=rows, moved=_moved(data, found, words),
            shadow=[(gate_name(data, words.view.language, key), usd) for key, usd in shadow if usd >= 0.5],
            commodities=data.commodities,
        )
    )  # fmt: skip


def _moved(data: Data, found: ClosureInTonnes, words: Words) -> list[_Moved]:
    by_way: dict[str, float] = {}
    for each in found.moved:
        by_way[each.way] = by_way.get(each.way, 0.0) + each.mt
    most_first = sorted(by_way.items(), key=lambda item: (-item[1], item[0]))
    return [_Moved(words.local(data.flows[key].name), mt) for key, mt in most_first]
