"""Tonnes: what goes where, what a closure strands, what a line would be worth, which gates hurt together."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st
from markupsafe import Markup

from dashboard.components.charts import gates_chart, pairs_chart
from dashboard.components.chrome import Pages, begin_page, glossary_link
from dashboard.components.html import render_page
from dashboard.components.tonnes_closed import choose_pace, closure_of, show_closure
from dashboard.components.wording import Words
from dashboard.link import write_link
from dashboard.loaders import get_edition, get_option_values, get_tonnes
from dashboard.state import change_view
from layers.analysis.bands import Band
from layers.analysis.tonnes.base_flows import UNKNOWN_GATE, BaseFlows, Use, base_year, gate_of
from layers.analysis.tonnes.hindcast import hindcast_result
from layers.analysis.tonnes.option_value import OptionValue
from layers.analysis.tonnes.sweep import elements_of_gate
from layers.model.dataset import Data
from layers.model.tonnes import Flow, SweptClosure, YearlyAmount
from layers.model.view import View
from layers.model.vocabulary import CapacityReading
from layers.picture.element_names import element_name, gate_name

_PAIRS_SHOWN, _TRIPLES_SHOWN, _CLOSURES_SHOWN = 5, 10, 3


@dataclass(frozen=True)
class _FlowRow:
    """A flow with its amount of the year shown."""

    flow: Flow
    amount: YearlyAmount


@dataclass(frozen=True)
class _GateRow:
    """Tonnes by a gate, and what of it is what."""

    name: str
    mt: float
    share: float
    cargo: tuple[str, ...]


@dataclass(frozen=True)
class _Insured:
    """A closure that a planned line helps in, with its expected days a year."""

    name: str
    days: float
    mt: Band


@dataclass(frozen=True)
class _LineRow:
    """A planned line and what it is worth."""

    name: str
    value: OptionValue
    closures: tuple[_Insured, ...]


@dataclass(frozen=True)
class _CombinationRow:
    """Gates closed together, with the address of the map that shows it."""

    name: str
    swept: SweptClosure
    link: str


def show_tonnes_page(pages: Pages) -> None:
    """Gates and countries, the closure of the view, planned lines, worst combinations, a past month, data."""
    begun = begin_page("tonnes", pages)
    if begun is None:
        return
    data, view = begun
    words, year = Words(view, data), base_year(data, view.date)
    with st.container(key="content"):
        if year is None:
            st.html(render_page("tonnes/none.html", words))
            write_link(view)
            return
        base = get_tonnes(get_edition()).base(year)
        st.html(render_page("tonnes/head.html", words, base=base, first=base.dependence()[:1]))
        glossary_link(pages, view)
        _show_gates(data, base, words)
        changed = choose_pace(view, words)
        found = closure_of(data, view)
        if found is not None:
            show_closure(data, found, words)
        st.page_link(
            pages["what-if"], label=words.t("tonnes.to_what_if"), query_params=view.to_query(),
            icon=":material/block:",
        )  # fmt: skip
        st.page_link(
            pages["map"], label=words.t("tonnes.to_map"), icon=":material/map:",
            query_params=replace(view, lens="load").to_query(),
        )  # fmt: skip
        st.html(_planned(data, view, year, words))
        _show_combinations(data, pages, view, words)
        st.html(_past(data, words))
        st.html(_rest(data, base, words))
    if changed != view:
        change_view(changed)
        st.rerun()
    write_link(view)


def _show_gates(data: Data, base: BaseFlows, words: Words) -> None:
    cargo: dict[str, dict[str, float]] = {}
    for key, flow in base.once.items():
        of_gate = cargo.setdefault(gate_of(data, flow), {})
        of_gate[flow.commodity] = of_gate.get(flow.commodity, 0.0) + base.mt(key)
    rows = [
        _GateRow(
            gate_name(data, words.view.language, gate), mt, mt / base.total_mt,
            tuple(
                f"{words.local(data.commodities[name].name)} {words.number(part, 1)}"
                for name, part in sorted(cargo[gate].items(), key=lambda item: -item[1]) if part >= 0.05
            ),
        )
        for gate, mt in base.mt_by_gate.items()
    ]  # fmt: skip
    known = [{"gate": row.name, "after": row.mt} for row in rows]
    st.html(render_page("tonnes/gates_title.html", words, year=base.year))
    st.altair_chart(
        gates_chart(known, words), theme=None, key=f"base-{words.view.language}-{words.view.theme}",
        alt=words.t("tonnes.base_chart"),
    )  # fmt: skip
    uses = [use for use in map(base.use, data.capacities.values()) if use.share and use.flows_mt.high > 0]
    uses.sort(key=lambda use: -_central(use))
    named = [(gate_name(data, words.view.language, use.capacity.id), use) for use in uses]
    countries = base.dependence()
    st.html(render_page("tonnes/gates.html", words, rows=rows, uses=named, countries=countries))


def _central(use: Use) -> float:
    return use.share.central if use.share else 0.0


def _planned(data: Data, view: View, year: int, words: Words) -> Markup:
    found = get_option_values(get_edition(), view.date, year)
    language = words.view.language

    rows = [
        _LineRow(
            gate_name(data, language, value.line.capacity.id), value,
            tuple(
                _Insured(
                    element_name(data, language, each.closed), each.days_a_year.central,
                    each.avoided_mt_a_year,
                )
                for each in value.closures[:_CLOSURES_SHOWN]
            ),
        )
        for value in found
    ]  # fmt: skip
    return render_page("tonnes/planned.html", words, rows=rows)


def _show_combinations(data: Data, pages: Pages, view: View, words: Words) -> None:
    swept = data.swept_closures
    pairs = [each for each in swept if len(each.gates) == 2]
    if not pairs:
        return
    language = words.view.language
    single = {each.gates[0]: each for each in swept if len(each.gates) == 1}
    st.html(render_page("tonnes/pairs_title.html", words, swept=swept[0]))
    order = [gate_name(data, language, gate) for gate in single]
    st.altair_chart(
        pairs_chart(_cells(data, single, pairs, language), order, words),
        theme=None, key=f"pairs-{language}-{words.view.theme}", alt=words.t("tonnes.pairs_chart"),
    )  # fmt: skip
    triples = [each for each in swept if len(each.gates) == 3][:_TRIPLES_SHOWN]
    links = [
        _CombinationRow(_names(data, each, language), each, _link(data, each, view))
        for each in (*pairs[:_PAIRS_SHOWN], *triples)
    ]
    st.html(render_page("tonnes/combinations.html", words, links=links))


def _cells(
    data: Data, single: dict[str, SweptClosure], pairs: list[SweptClosure], language: str
) -> list[dict[str, object]]:
    name = {gate: gate_name(data, language, gate) for gate in single}
    cells = [{"a": name[gate], "b": name[gate], "mt": each.stranded_mt} for gate, each in single.items()]
    for each in pairs:
        first, second = (name[gate] for gate in each.gates)
        cells += [{"a": a, "b": b, "mt": each.stranded_mt} for a, b in ((first, second), (second, first))]
    return cells


def _names(data: Data, swept: SweptClosure, language: str) -> str:
    return " + ".join(gate_name(data, language, gate) for gate in swept.gates)


def _link(data: Data, swept: SweptClosure, view: View) -> str:
    """Address of the map with these gates closed, in the lens of load."""
    closed = frozenset[str]().union(*(elements_of_gate(data, gate) for gate in swept.gates))
    return f"./?{replace(view, closed=closed, lens='load').to_query_string()}"


def _past(data: Data, words: Words) -> Markup:
    tonnes = get_tonnes(get_edition())
    results = [
        (reading, hindcast_result(tonnes, hindcast, reading))
        for hindcast in data.hindcasts.values() for reading in CapacityReading
    ]  # fmt: skip
    return render_page("tonnes/past.html", words, results=results, flows=data.flows)


def _rest(data: Data, base: BaseFlows, words: Words) -> Markup:
    rows = [
        _FlowRow(flow, next(each for each in flow.years if each.year == base.year))
        for flow in base.flows.values()
    ]
    totals = [each for each in data.flow_totals.values() if each.is_account]
    language = words.view.language
    capacities = [(gate_name(data, language, key), each) for key, each in data.capacities.items()]
    return render_page(
        "tonnes/rest.html", words, rows=rows, year=base.year, totals=totals, capacities=capacities,
        commodities=data.commodities, unknown_gate=UNKNOWN_GATE,
        gates={key: gate_name(data, language, gate_of(data, flow)) for key, flow in base.flows.items()},
    )  # fmt: skip
