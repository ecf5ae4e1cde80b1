"""Records of evidence as HTML: events, facts, yearly figures, projects and their promises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.components.html_text import Words
from layers.analysis.live_figures import decimals_of
from layers.model.dataset import Data
from layers.model.evidence import Cost, Event, Opening, Project, Series
from layers.model.records import Fact
from layers.model.vocabulary import Direction
from layers.network.cost_profile import CostProfile
from layers.network.slippage import slip_of

MARKS = {
    Direction.OPENS: "△", Direction.CLOSES: "▼", Direction.RAISES_RISK: "▲", Direction.LOWERS_RISK: "▽",
}  # fmt: skip


def event_list(events: Iterable[Event], words: Words) -> str:
    """Events with date, effect, text and sources."""
    return f'<ul class="events">{"".join(_event(event, words) for event in events)}</ul>'


def _event(event: Event, words: Words) -> str:
    when = words.date(event.date) + (f" – {words.date(event.until)}" if event.until else "")
    note = f" <small>{words.local(event.note)}</small>" if event.note else ""
    return (
        f'<li><span class="mark {event.direction}" aria-hidden="true">{MARKS[event.direction]}</span> '
        f"<b>{when}</b> · {words.t(f'direction.{event.direction}')}. "
        f"<b>{words.local(event.title)}.</b> {words.local(event.text)}{words.ground(event)} "
        f"<small>{words.t(f'confidence.{event.confidence}')}</small>{note}</li>"
    )


def facts_list(facts: Sequence[Fact], words: Words, title: str, *, named: bool = True) -> str:
    """Facts under a heading; ``named`` writes each one's topic before it."""
    if not facts:
        return ""
    lines = "".join(_fact(fact, words, named) for fact in facts)
    return f"{f'<h3>{title}</h3>' if title else ''}<ul>{lines}</ul>"


def _fact(fact: Fact, words: Words, named: bool) -> str:
    topic = f"<b>{words.t(f'topic.{fact.topic}')}.</b> " if named else ""
    as_of = f" <small>({words.date(fact.as_of)})</small>" if fact.as_of else ""
    return f"<li>{topic}{words.local(fact.text)}{words.ground(fact)}{as_of}</li>"


def series_table(series: Series, words: Words) -> str:
    """The numbers of a yearly figure."""
    rows = []
    for point in series.points:
        decimals = decimals_of(series.unit, point.value)
        value = words.t(f"unit.of.{series.unit}", n=words.number(point.value, decimals))
        if point.low is not None and point.high is not None:
            value += f" ({words.number(point.low, decimals)}–{words.number(point.high, decimals)})"
        partial = f" ({words.local(point.partial)})" if point.partial else ""
        note = f"<br><small>{words.local(point.note)}</small>" if point.note else ""
        rows.append(
            f'<tr><th scope="row">{point.year}{partial}</th><td>{value}{words.ground(point)}{note}</td></tr>'
        )
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


def staircase_table(data: Data, stairs: CostProfile, words: Words) -> str:
    """The staircase in numbers: each place with distance, days and dollars since the start."""
    unknown = words.t("basis.not-found")
    rows = []
    for step in stairs.steps:
        days = unknown if step.hours is None else words.number(step.hours[1] / 24, 1)
        usd = unknown if step.usd is None else words.number(step.usd[1])
        waiting = f" <small>{words.t('page.staircase_waiting')}</small>" if step.waiting else ""
        rows.append(
            f'<tr><th scope="row">{words.local(data.places[step.place].name)}{waiting}</th>'
            f'<td class="n">{words.number(step.km)}</td>'
            f'<td class="n">{days}</td><td class="n">{usd}</td></tr>'
        )
    heads = "".join(
        f'<th scope="col"{" class=n" if i else ""}>{words.t(f"page.{key}")}</th>'
        for i, key in enumerate(("staircase_place", "axis_km", "axis_hours", "axis_usd"))
    )
    used = "; ".join(
        f"{words.local(parameter.name)}{words.ground(parameter)}"
        for key in stairs.parameters
        for parameter in [data.parameters[key]]
    )
    return (
        f"<details><summary>{words.t('page.staircase_numbers')}</summary><table><thead><tr>{heads}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></details><p><small>{used}</small></p>"
    )


def project_html(project: Project, words: Words) -> str:
    """A project: what it costs, who says so, what was promised and what came of it."""
    costs = "".join(f"<li>{cost_text(cost, words)}</li>" for cost in project.costs)
    openings = "".join(f"<li>{_opening(opening, words)}</li>" for opening in project.openings)
    return (
        f"<p><b>{words.local(project.name)}.</b> {words.local(project.summary)}</p>"
        f"{f'<ul>{costs}{openings}</ul>' if costs or openings else ''}"
    )


def cost_text(cost: Cost, words: Words) -> str:
    """One published sum with its range."""
    low, high = words.number(cost.low_usd_m), words.number(cost.high_usd_m)
    amount = words.t("unit.of.usd-m", n=low if low == high else f"{low}–{high}")
    return (
        f"<b>{amount}</b> ({words.t(f'cost.{cost.kind}')}) — {words.local(cost.what)}{words.ground(cost)} "
        f"<small>({words.date(cost.as_of)})</small>"
    )


def _opening(opening: Opening, words: Words) -> str:
    slip = slip_of(opening, words.view.date)
    promises = "; ".join(
        words.t("page.promise", announced=words.date(p.announced), due=words.date(p.due))
        + f" ({words.local(p.by)}){words.ground(p)}"
        for p in opening.promises
    )
    months = f" {words.t('page.months', n=slip.months)}" if slip.months else ""
    return (
        f"<b>{words.local(opening.what)}</b>: {words.t(f'delivery.{slip.delivery}')}{months}. {promises}. "
        f"{words.local(opening.state)}{words.cite(opening.actual_sources)} "
        f"<small>({words.t('page.last_known_on', date=words.date(opening.last_known))})</small>"
    )
