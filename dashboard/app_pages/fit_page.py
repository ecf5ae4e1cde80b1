"""How well the model fits: every published transit time and price beside what the model says."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from dashboard.components.charts import fit_chart
from dashboard.components.chrome import Pages, begin_page
from dashboard.components.html import render_page
from dashboard.components.wording import Words
from dashboard.link import write_link
from dashboard.loaders import get_edition, get_fit_report
from layers.analysis.fit import BenchmarkFit, FitReport
from layers.model.dataset import Data

_KINDS = ("time", "price")


def show_fit_page(pages: Pages) -> None:
    """Times, then prices: a chart, errors by mode and corridor, and a table of every benchmark."""
    begun = begin_page("fit", pages)
    if begun is None:
        return
    data, view = begun
    words = Words(view, data)
    report = get_fit_report(get_edition())
    with st.container(key="content"):
        st.html(render_page("fit/head.html", words, report=report, kinds=_KINDS))
        for kind in _KINDS:
            _show_kind(data, report, kind, words)
        st.html(_rest(data, report, words))
    write_link(view)


def _show_kind(data: Data, report: FitReport, kind: str, words: Words) -> None:
    rows = report.of_kind(kind)
    if not rows:
        return
    st.html(render_page("fit/kind.html", words, kind=kind, overall=report.overall(kind), count=len(rows)))
    st.altair_chart(
        fit_chart([_point(row, words) for row in rows], kind, words), theme=None,
        key=f"fit-{kind}-{words.view.language}-{words.view.theme}", alt=words.t(f"fit.{kind}_chart"),
    )  # fmt: skip
    groups = report.by_group(kind)
    named = [(_group_name(data, key, rows, words), error) for key, error in groups.items()]
    modes = list(report.by_modes(kind).items())
    st.html(render_page("fit/tables.html", words, kind=kind, rows=rows, modes=modes, groups=named))


def _rest(data: Data, report: FitReport, words: Words) -> Markup:
    return render_page(
        "fit/rest.html", words, missing={"time": report.times_missing, "price": report.prices_missing},
        without_way=[data.benchmarks[key] for key in report.without_way],
    )  # fmt: skip


def _point(row: BenchmarkFit, words: Words) -> dict[str, object]:
    """One benchmark as the chart takes it, in its own unit."""
    benchmark = row.benchmark
    return {
        "id": benchmark.id, "published": row.published, "low": row.band[0], "model": row.model,
        "high": row.band[2], "measures": words.t(f"measure.{benchmark.measures}"),
        "way": f"{words.local(benchmark.start.name)} – {words.local(benchmark.end.name)}",
        "unit": words.t(f"benchmark_unit.{benchmark.unit}"), "fitted": benchmark.fit,
    }  # fmt: skip


def _group_name(data: Data, key: str, rows: tuple[BenchmarkFit, ...], words: Words) -> str:
    """Name of a corridor, or of a group of benchmarks that belong to none."""
    if key in data.corridors:
        return words.corridor(key)
    named = (row.benchmark.group_name for row in rows if row.group == key)
    return words.local(next((name for name in named if name is not None), None)) or key
