"""What changed between two days, and what was promised against what was delivered."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import streamlit as st

from dashboard.components.charts import promises_chart
from dashboard.components.chrome import Pages, begin_page
from dashboard.components.clickable_html import pickable
from dashboard.components.html_text import Words
from dashboard.components.records import event_list, project_html
from dashboard.components.risk_table import name_of_part
from dashboard.loaders import get_model
from dashboard.state import acted, change_view, current_view, is_led_to_map, lead_to_map, write_link
from layers.analysis.changes import CorridorChange, Trend, changes_between
from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import FIRST_DATE, LAST_DATE, Status
from layers.network.slippage import openings, slip_of
from layers.text import translate


def show_changes_page(pages: Pages) -> None:
    """Two dates, one line a corridor; below, promises."""
    begun = begin_page("changes", pages)
    if begun is None:
        return
    data, view = begun

    def show(corridor: str) -> None:
        lead_to_map(replace(current_view(data), selection=f"corridor:{corridor}"))

    words = Words(view, data)
    with st.container(key="content"):
        st.html(words.page(f"<h1>{words.t('nav.changes')}</h1><p>{words.t('changes.lede')}</p>"))
        changed = _dates(view)
        pickable(_table(data, view, words), "changes", show)
        _promises(data, words)
        st.html(words.page(words.references()))
    if is_led_to_map():
        st.switch_page(pages["map"], query_params=current_view(data).to_query())
    if changed != view:
        change_view(changed)
        st.rerun()
    write_link(view)


def _dates(view: View) -> View:
    first, last = dt.date.fromisoformat(FIRST_DATE), dt.date.fromisoformat(LAST_DATE)
    with st.container(key="dates", horizontal=True, gap="medium"):
        chosen = [
            st.date_input(
                translate(view.language, f"changes.{name}"), dt.date.fromisoformat(getattr(view, name)),
                min_value=first, max_value=last, format="DD.MM.YYYY", width=180,
                key=f"{name}-{getattr(view, name)}-{view.language}", on_change=acted,
            )
            for name in ("since", "date")
        ]  # fmt: skip
    since, until = (day.isoformat() if isinstance(day, dt.date) else "" for day in chosen)
    return replace(view, since=since or view.since, date=until or view.date)


def _table(data: Data, view: View, words: Words) -> str:
    since, until = sorted((view.since, view.date))
    changes = changes_between(get_model(), since, until, view.aggregation)
    rows = "".join(_row(data, change, words) for change in changes)
    worse = sum(change.trend is Trend.WORSE for change in changes)
    better = sum(change.trend is Trend.BETTER for change in changes)
    summary = words.t(
        "changes.summary", since=words.date(since), until=words.date(until),
        worse=worse, better=better, same=len(changes) - worse - better,
    )  # fmt: skip
    return words.page(f'<p class="lede">{summary}</p>{rows}')


def _row(data: Data, change: CorridorChange, words: Words) -> str:
    events = ""
    if change.events:
        events = (
            f"<details><summary>{words.t('page.events_all', n=len(change.events))}</summary>"
            f"{event_list(change.events, words)}</details>"
        )
    return (
        f'<article class="change"><div>{words.trend(change.trend)}</div>'
        f'<div><h3><button type="button" class="link" data-pick="{change.corridor.id}">'
        f"{words.local(change.corridor.name)}</button></h3>"
        f"<p>{change_sentence(data, change, words)}</p>{events}</div></article>"
    )


def change_sentence(data: Data, change: CorridorChange, words: Words) -> str:
    """One sentence on a corridor: status, risk, the parts that changed."""
    before, after = (_status(status, words) for status in (change.before, change.after))
    if change.before is change.after:
        status = words.t("changes.status_same", status=after)
    else:
        status = words.t("changes.status_moved", before=before, after=after)
    risks = [r.composite for r in (change.risk_before, change.risk_after)]
    numbers = [words.plain("risk.unknown") if r is None else words.number(r) for r in risks]
    key = "changes.risk_same" if numbers[0] == numbers[1] else "changes.risk_moved"
    risk = words.t(key, before=numbers[0], after=numbers[1])
    parts = "; ".join(
        f"{name_of_part(data, part.part, words)}: {words.t(f'status.{part.after}').lower()}"
        if part.after
        else name_of_part(data, part.part, words)
        for part in change.parts
    )
    return f"{status} {risk} {words.t('changes.parts')} {parts}." if parts else f"{status} {risk}"


def _status(status: Status | None, words: Words) -> str:
    return words.plain("map.not_yet" if status is None else f"status.{status}").lower()


def _promises(data: Data, words: Words) -> None:
    language = words.view.language
    lede = words.t("changes.promises_lede")
    st.html(words.page(f"<h2>{words.t('changes.promises')}</h2><p>{lede}</p>"))
    rows = [(project, opening, slip_of(opening, words.view.date)) for project, opening in openings(data)]
    rows.sort(key=lambda row: (-row[2].months, row[2].first_due))
    st.altair_chart(
        promises_chart(rows, words), theme=None, key=f"promises-{language}-{words.view.theme}",
        alt=words.plain("changes.promises_lede"),
    )  # fmt: skip
    projects = "".join(project_html(project, words) for project in data.projects.values() if project.openings)
    summary = words.t("changes.promises_all")
    st.html(words.page(f"<details><summary>{summary}</summary>{projects}</details>"))
