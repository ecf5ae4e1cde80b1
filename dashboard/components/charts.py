"""Altair charts; the numbers of each also stand beside it as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import altair as alt

from dashboard.components.wording import Words
from layers.analysis.series_figures import how_of, what_of
from layers.analysis.what_if import DoorsOn
from layers.model.dataset import Data
from layers.model.evidence import Opening, Project, Series
from layers.model.vocabulary import LAST_DATE, Counted, Measure
from layers.network.cost_profile import CostProfile
from layers.network.slippage import Slip, constancy_of
from layers.picture.symbology import GROUND

ACCENT = {"light": "#14508f", "dark": "#8ec5ff"}
_HUES = {
    "light": ("#14508f", "#9c1f12", "#2f6b2f", "#7a4b00", "#6a2c91"),
    "dark": ("#8ec5ff", "#ff9a7d", "#93d48f", "#f0c060", "#d3a6f2"),
}
"""For what a benchmark measures, at most five of a kind; each has a shape of its own too."""
_SHAPES = ("circle", "square", "triangle-up", "cross", "diamond")
_LATE = {"light": "#9c1f12", "dark": "#ff9a7d"}


def series_chart(series: Series, words: Words) -> alt.LayerChart:
    """Yearly figure as bars; an incomplete year is hollow, a forecast dashed too, a range is a line."""
    language = words.view.language
    what = what_of(series, language)
    rows = [
        {
            "year": str(point.year), "value": point.value, "what": what, "how": how_of(point, language),
            "whole": point.partial is None and point.months == 12 and point.counted is not Counted.FORECAST,
            "forecast": point.counted is Counted.FORECAST,
            "low": point.low if point.low is not None else point.value,
            "high": point.high if point.high is not None else point.value,
        }
        for point in series.points
    ]  # fmt: skip
    accent, ground = ACCENT[words.view.theme], GROUND[words.view.theme]
    base = alt.Chart(alt.Data(values=rows)).encode(x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0)))
    bars = base.mark_bar(stroke=accent, strokeWidth=1.5).encode(
        y=alt.Y("value:Q", title=words.t(f"unit.{series.unit}"), axis=alt.Axis(tickCount=4)),
        color=alt.condition("datum.whole", alt.value(accent), alt.value("transparent")),
        strokeDash=alt.condition("datum.forecast", alt.value([4, 3]), alt.value([1, 0])),
        tooltip=[
            alt.Tooltip("year:O", title=""), alt.Tooltip("value:Q", title="", format=",.2~f"),
            alt.Tooltip("what:N", title=""), alt.Tooltip("how:N", title=""),
        ],
    )  # fmt: skip
    ranges = base.mark_rule(color=ground["ink"], strokeWidth=1.5).encode(y="low:Q", y2="high:Q")
    title = alt.TitleParams(
        what, anchor="start", color=ground["quiet"], fontSize=11, fontWeight="normal", limit=420
    )
    return _dressed(alt.layer(bars, ranges).properties(height=130, title=title), words)


def staircase_chart(data: Data, stairs: CostProfile, words: Words, what: str) -> alt.LayerChart:
    """Days or dollars (``what`` is "hours" or "usd") against distance, with the range as a band."""
    scale = 24.0 if what == "hours" else 1.0
    rows = []
    for step in stairs.steps:
        found = getattr(step, what)
        if found is not None:
            low, central, high = (value / scale for value in found)
            place = data.places[step.place].name[words.view.language]
            rows.append({"km": step.km, "low": low, "central": central, "high": high, "place": place})
    accent = ACCENT[words.view.theme]
    base = alt.Chart(alt.Data(values=rows)).encode(x=alt.X("km:Q", title=words.t("page.axis_km")))
    band = base.mark_area(opacity=0.18, color=accent).encode(y="low:Q", y2="high:Q")
    line = base.mark_line(color=accent, point=alt.OverlayMarkDef(size=18, color=accent)).encode(
        y=alt.Y("central:Q", title=words.t(f"page.axis_{what}"), axis=alt.Axis(tickCount=4)),
        order=alt.Order("km:Q"),
        tooltip=[
            alt.Tooltip("place:N", title=""), alt.Tooltip("km:Q", title="", format=",.0f"),
            alt.Tooltip("central:Q", title="", format=",.1f"),
        ],
    )  # fmt: skip
    return _dressed(alt.layer(band, line).properties(height=150), words)


def promises_chart(rows: Sequence[tuple[Project, Opening, Slip]], words: Words) -> alt.LayerChart:
    """First promised date, latest promised date and opening of each project, one line each."""
    language = words.view.language
    values: list[Mapping[str, Any]] = []
    for project, opening, slip in rows:
        end = opening.actual or slip.newest_due
        if slip.delivery == "overdue":
            end = words.view.date
        constancy = constancy_of(opening, words.view.date)
        values.append(
            {
                "what": f"{project.name[language]}: {opening.what[language]}",
                "first": _middle(slip.first_due), "end": _middle(end), "late": slip.is_late,
                "delivery": words.t(f"delivery.{slip.delivery}"),
                "history": words.t(f"constancy.{constancy}", year=opening.searched_year),
            }
        )  # fmt: skip
    order = [value["what"] for value in values]
    accent, late = ACCENT[words.view.theme], _LATE[words.view.theme]
    base = alt.Chart(alt.Data(values=values)).encode(
        y=alt.Y("what:N", title=None, sort=order, axis=alt.Axis(labelLimit=360))
    )
    colour = alt.condition("datum.late", alt.value(late), alt.value(accent))
    x = alt.X("first:T", title=None)
    line = base.mark_rule(strokeWidth=3).encode(x=x, x2="end:T", color=colour)
    start = base.mark_point(size=60, filled=False, strokeWidth=2).encode(x=x, color=colour)
    tooltip = [alt.Tooltip(f"{told}:N", title="") for told in ("what", "delivery", "history")]
    stop = base.mark_point(size=60, filled=True, opacity=1).encode(x="end:T", color=colour, tooltip=tooltip)
    return _dressed(alt.layer(line, start, stop).properties(height=alt.Step(24)), words)


def doors_chart(history: Sequence[DoorsOn], words: Words) -> alt.LayerChart:
    """Doors and locks as steps over time; the day shown as a rule."""
    values = [
        {"day": step.day, "count": count, "what": words.t(f"room.{what}")}
        for step in (*history, replace(history[-1], day=LAST_DATE))
        for what, count in (("doors", step.doors), ("locks", step.locks.size))
        if count is not None
    ]
    names = [words.t("room.doors"), words.t("room.locks")]
    accent, late = ACCENT[words.view.theme], _LATE[words.view.theme]
    lines = (
        alt.Chart(alt.Data(values=values))
        .mark_line(interpolate="step-after", strokeWidth=2)
        .encode(
            x=alt.X("day:T", title=None, axis=alt.Axis(labelFlush=False, labelOverlap=True)),
            y=alt.Y("count:Q", title=None, axis=alt.Axis(tickMinStep=1), scale=alt.Scale(domainMin=0)),
            color=alt.Color(
                "what:N", title=None, scale=alt.Scale(domain=names, range=[accent, late]),
                legend=alt.Legend(orient="top", labelColor=GROUND[words.view.theme]["ink"]),
            ),
            strokeDash=alt.StrokeDash(
                "what:N", legend=None, scale=alt.Scale(domain=names, range=[[1, 0], [6, 3]])
            ),
        )
    )  # fmt: skip
    now = (
        alt.Chart(alt.Data(values=[{"day": words.view.date}]))
        .mark_rule(color=GROUND[words.view.theme]["ink"], strokeDash=[2, 2])
        .encode(x="day:T")
    )
    return _dressed(alt.layer(lines, now).properties(height=150), words)


def power_chart(rows: Sequence[Mapping[str, Any]], words: Words) -> alt.LayerChart:
    """Bargaining power against the probability of building: one line and one mark per player."""
    ground = GROUND[words.view.theme]
    legend = alt.Legend(orient="right", labelColor=ground["ink"])
    lines = (
        alt.Chart(alt.Data(values=list(rows)))
        .mark_line(strokeWidth=2, point=alt.OverlayMarkDef(size=28))
        .encode(
            x=alt.X("p:Q", title=words.t("bargaining.axis_p"), axis=alt.Axis(format="%")),
            y=alt.Y("change:Q", title=words.t("bargaining.axis_change")),
            color=alt.Color("who:N", title=None, legend=legend),
            shape=alt.Shape("who:N", title=None, legend=legend),
            tooltip=[
                alt.Tooltip("who:N", title=""), alt.Tooltip("p:Q", title="", format=".0%"),
                alt.Tooltip("change:Q", title="", format="+.2f"),
            ],
        )
    )  # fmt: skip
    zero = alt.Chart(alt.Data(values=[{"y": 0}])).mark_rule(color=ground["border"]).encode(y="y:Q")
    return _dressed(alt.layer(zero, lines).properties(height=320), words)


def pareto_chart(rows: Sequence[Mapping[str, Any]], words: Words) -> alt.LayerChart:
    """Time against cost, risk as size; the Pareto front filled."""
    accent, ink = ACCENT[words.view.theme], GROUND[words.view.theme]["ink"]
    widest = max(float(row["days"]) for row in rows)
    base = alt.Chart(alt.Data(values=list(rows))).encode(
        x=alt.X("days:Q", title=words.t("compare.days"), scale=alt.Scale(domain=[0, widest * 1.25])),
        y=alt.Y("usd:Q", title=words.t("compare.usd"), scale=alt.Scale(zero=False, padding=24)),
    )
    legend = alt.Legend(orient="bottom", labelColor=ink, titleColor=ink)
    points = base.mark_point(strokeWidth=1.6, color=accent).encode(
        size=alt.Size(
            "risk:Q", title=words.t("compare.risk"), scale=alt.Scale(range=[40, 500]), legend=legend
        ),
        fill=alt.condition("datum.front", alt.value(accent), alt.value("transparent")),
        tooltip=[
            alt.Tooltip("name:N", title=""), alt.Tooltip("days:Q", title="", format=".1f"),
            alt.Tooltip("usd:Q", title="", format=",.0f"), alt.Tooltip("risk:Q", title="", format=".0f"),
        ],
    )  # fmt: skip
    # A name stands towards the middle of the chart, so that none runs over its edge.
    labels = [
        base.transform_filter(side)
        .mark_text(align=align, dx=dx, dy=-8, color=ink, fontSize=11)
        .encode(text="name:N")
        for side, align, dx in (
            (f"datum.days <= {widest / 2}", "left", 10),
            (f"datum.days > {widest / 2}", "right", -10),
        )
    ]
    return _dressed(alt.layer(points, *labels).properties(height=360), words)


def rank_chart(rows: Sequence[Mapping[str, Any]], order: Sequence[str], words: Words) -> alt.LayerChart:
    """Share of draws in which each corridor takes each rank, as a heat map with its numbers."""
    ink = GROUND[words.view.theme]["ink"]
    base = alt.Chart(alt.Data(values=list(rows))).encode(
        x=alt.X("rank:O", title=words.t("compare.rank"), axis=alt.Axis(labelAngle=0, orient="top")),
        y=alt.Y("name:N", title=None, sort=list(order), axis=alt.Axis(labelLimit=240)),
    )
    paper = GROUND[words.view.theme]["home" if words.view.theme == "light" else "marker"]
    shades = alt.Scale(range=[paper, ACCENT[words.view.theme]], domain=[0, 1], interpolate="rgb")
    cells = base.mark_rect().encode(color=alt.Color("share:Q", title=None, legend=None, scale=shades))
    text = base.transform_filter("datum.share >= 0.005").mark_text(fontSize=11).encode(
        text=alt.Text("share:Q", format=".0%"),
        color=alt.condition("datum.share > 0.45", alt.value(paper), alt.value(ink)),
    )  # fmt: skip
    return _dressed(alt.layer(cells, text).properties(height=alt.Step(24)), words)


def gates_chart(rows: Sequence[Mapping[str, Any]], words: Words) -> alt.LayerChart:
    """Tonnes by gate as bars: what passes now, and in outline what passed before if that is told."""
    ground = GROUND[words.view.theme]
    order = [str(row["gate"]) for row in rows]
    told = {"before": words.t("tonnes.before"), "after": words.t("tonnes.after")}
    if not any("before" in row for row in rows):
        told = {"after": words.t("tonnes.mt")}
    base = alt.Chart(alt.Data(values=list(rows))).encode(
        y=alt.Y("gate:N", title=None, sort=order, axis=alt.Axis(labelLimit=260)),
        tooltip=[
            alt.Tooltip("gate:N", title=""),
            *(alt.Tooltip(f"{name}:Q", title=title, format=",.1f") for name, title in told.items()),
        ],
    )
    x = alt.X("after:Q", title=words.t("tonnes.mt"), axis=alt.Axis(tickCount=6))
    after = base.mark_bar(color=ACCENT[words.view.theme], height=11).encode(x=x)
    if "before" not in told:
        return _dressed(alt.layer(after).properties(height=alt.Step(24)), words)
    before = base.mark_bar(
        filled=False, stroke=ground["ink"], strokeWidth=1.5, strokeDash=[3, 2], height=15
    ).encode(x="before:Q")
    return _dressed(alt.layer(after, before).properties(height=alt.Step(24)), words)


def pairs_chart(rows: Sequence[Mapping[str, Any]], order: Sequence[str], words: Words) -> alt.LayerChart:
    """Stranded tonnes of every pair of gates as a heat map with its numbers; alone on the diagonal."""
    ink = GROUND[words.view.theme]["ink"]
    base = alt.Chart(alt.Data(values=list(rows))).encode(
        x=alt.X("a:N", title=None, sort=list(order), axis=alt.Axis(labelAngle=-45, labelLimit=160)),
        y=alt.Y("b:N", title=None, sort=list(order), axis=alt.Axis(labelLimit=240)),
        tooltip=[
            alt.Tooltip("a:N", title=""), alt.Tooltip("b:N", title=""),
            alt.Tooltip("mt:Q", title=words.t("tonnes.stranded_mt"), format=",.1f"),
        ],
    )  # fmt: skip
    paper = GROUND[words.view.theme]["home" if words.view.theme == "light" else "marker"]
    most = max(float(row["mt"]) for row in rows)
    shades = alt.Scale(range=[paper, ACCENT[words.view.theme]], domain=[0, most], interpolate="rgb")
    cells = base.mark_rect().encode(color=alt.Color("mt:Q", title=None, legend=None, scale=shades))
    text = base.mark_text(fontSize=10).encode(
        text=alt.Text("mt:Q", format=".0f"),
        color=alt.condition(f"datum.mt > {0.62 * most}", alt.value(paper), alt.value(ink)),
    )
    return _dressed(alt.layer(cells, text).properties(height=alt.Step(22)), words)


def fit_chart(rows: Sequence[Mapping[str, Any]], kind: str, words: Words) -> alt.LayerChart:
    """Model against published figure on logarithmic axes, with bands; the line is where they agree.

    What a benchmark measures has a shape and a colour of its own; hollow marks are not fitted on.
    """
    ground = GROUND[words.view.theme]
    published = [float(row["published"]) for row in rows]
    ends = [min(published) / 1.3, max(published) * 1.3]
    span = alt.Scale(type="log", domain=ends, clamp=True)
    axis = alt.Axis(format="~s" if kind == "price" else "~g", tickCount=6)
    x = alt.X("published:Q", title=words.t(f"fit.axis_published_{kind}"), scale=span, axis=axis)
    base = alt.Chart(alt.Data(values=list(rows))).encode(x=x)
    title = words.t(f"fit.axis_model_{kind}")
    bands = base.mark_rule(color=ground["quiet"], strokeWidth=1, opacity=0.6).encode(
        y=alt.Y("low:Q", title=title, scale=span, axis=axis), y2="high:Q"
    )
    ink = ground["ink"]
    legend = alt.Legend(orient="bottom", labelColor=ink, titleColor=ink, columns=2, labelLimit=150)
    told = {str(row["measures"]): None for row in rows}
    names = [name for each in Measure if (name := words.t(f"measure.{each}")) in told]
    hues = alt.Scale(domain=names, range=list(_HUES[words.view.theme])[: len(names)])
    shapes = alt.Scale(domain=names, range=list(_SHAPES)[: len(names)])
    points = base.mark_point(size=60, strokeWidth=1.6).encode(
        y=alt.Y("model:Q", title=title, scale=span, axis=axis),
        color=alt.Color("measures:N", title=words.t("fit.measures"), legend=legend, scale=hues),
        shape=alt.Shape("measures:N", title=words.t("fit.measures"), legend=legend, scale=shapes),
        fillOpacity=alt.condition("datum.fitted", alt.value(0.5), alt.value(0.0)),
        fill=alt.Fill("measures:N", legend=None, scale=hues),
        tooltip=[
            alt.Tooltip("way:N", title=""), alt.Tooltip("measures:N", title=""),
            alt.Tooltip("published:Q", title=words.t("fit.published"), format=",.3~r"),
            alt.Tooltip("model:Q", title=words.t("fit.model"), format=",.3~r"),
            alt.Tooltip("unit:N", title=""),
        ],
    )  # fmt: skip
    line = (
        alt.Chart(alt.Data(values=[{"x": end, "y": end} for end in ends]))
        .mark_line(color=ground["ink"], strokeDash=[4, 3], strokeWidth=1)
        .encode(x=alt.X("x:Q", scale=span), y=alt.Y("y:Q", scale=span))
    )
    return _dressed(alt.layer(line, bands, points).properties(height=380), words)


def _middle(date: str) -> str:
    """Return a day in the middle of a partial date, for drawing only."""
    return {4: f"{date}-07-01", 7: f"{date}-15"}.get(len(date), date)


def _dressed(chart: alt.LayerChart, words: Words) -> alt.LayerChart:
    ground = GROUND[words.view.theme]
    return (
        chart.properties(background="transparent", width="container")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=ground["ink"], titleColor=ground["quiet"], gridColor=ground["rail"], gridOpacity=0.5,
            domainColor=ground["border"], tickColor=ground["border"], labelFontSize=11, titleFontSize=11,
            titleFontWeight="normal",
        )
    )  # fmt: skip
