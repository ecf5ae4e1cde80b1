"""What changed between two days, and what was promised against what was delivered."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from dashboard.components.charts import promises_chart
from dashboard.components.chrome import Pages, begin_page
from dashboard.components.clickable_html import pickable
from dashboard.components.dossier_values import project_values
from dashboard.components.html import render_page
from dashboard.components.wording import Words
from dashboard.link import current_view, write_link
from dashboard.loaders import get_edition, get_model
from dashboard.state import acted, change_view, pop_map_request, request_map
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
        request_map(replace(current_view(data), selection=f"corridor:{corridor}"))

    words = Words(view, data)
    with st.container(key="content"):
        title, lede = words.t("nav.changes"), words.t("changes.lede")
        st.html(render_page("head.html", words, level=1, title=title, text=lede))
        changed = _dates(view)
        pickable(_table(view, words), "changes", show)
        _promises(data, words)
        st.html(render_page("references.html", words))
    if pop_map_request():
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


def _table(view: View, words: Words) -> Markup:
    since, until = sorted((view.since, view.date))
    changes = changes_between(get_model(get_edition()), since, until, view.aggregation)
    worse = sum(change.trend is Trend.WORSE for change in changes)
    better = sum(change.trend is Trend.BETTER for change in changes)
    summary = words.t(
        "changes.summary", since=words.date(since), until=words.date(until),
        worse=worse, better=better, same=len(changes) - worse - better,
    )  # fmt: skip
    sentences = [(change, change_sentence(change, words)) for change in changes]
    return render_page("changes.html", words, summary=summary, changes=sentences)


def change_sentence(change: CorridorChange, words: Words) -> str:
    """One sentence on a corridor: status, risk, the parts that changed."""
    before, after = (_status(status, words) for status in (change.before, change.after))
    if change.before is change.after:
        status = words.t("changes.status_same", status=after)
    else:
        status = words.t("changes.status_moved", before=before, after=after)
    risks = [r.composite for r in (change.risk_before, change.risk_after)]
    numbers = [words.t("risk.unknown") if r is None else words.number(r) for r in risks]
    key = "changes.risk_same" if numbers[0] == numbers[1] else "changes.risk_moved"
    risk = words.t(key, before=numbers[0], after=numbers[1])
    parts = "; ".join(
        f"{words.name_of(part.part)}: {_status(part.after, words)}"
        if part.after
        else words.name_of(part.part)
        for part in change.parts
    )
    return f"{status} {risk} {words.t('changes.parts')} {parts}." if parts else f"{status} {risk}"


def _status(status: Status | None, words: Words) -> str:
    return words.t("map.not_yet" if status is None else f"status.{status}").lower()


def _promises(data: Data, words: Words) -> None:
    language = words.view.language
    title, lede = words.t("changes.promises"), words.t("changes.promises_lede")
    st.html(render_page("head.html", words, level=2, title=title, text=lede))
    rows = [(project, opening, slip_of(opening, words.view.date)) for project, opening in openings(data)]
    rows.sort(key=lambda row: (-row[2].months, row[2].first_due))
    st.altair_chart(
        promises_chart(rows, words), theme=None, key=f"promises-{language}-{words.view.theme}",
        alt=lede,
    )  # fmt: skip
    projects = [project_values(each, words.view.date) for each in data.projects.values() if each.openings]
    st.html(render_page("promises.html", words, projects=projects))
