"""The dossier of whatever is selected, as HTML and charts in order: a corridor, a leg or a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import altair as alt

from dashboard.components.charts import series_chart, staircase_chart
from dashboard.components.html_text import Words
from dashboard.components.reading import stance_html
from dashboard.components.records import event_list, facts_list, project_html, series_table, staircase_table
from dashboard.components.risk_table import name_of_part, risk_html
from layers.analysis.changes import events_of_corridor
from layers.analysis.risk import RiskModel
from layers.model.dataset import Data, Place
from layers.model.records import Corridor, Crossing, Hub, Leg, StatusEntry
from layers.model.view import View
from layers.model.vocabulary import FIRST_DATE, Topic
from layers.network.cost_profile import cost_profile
from layers.network.network import (
    corridors_of_leg,
    first_day,
    km_by_country,
    km_by_mode,
    main_route,
    places_of_route,
    route_length_km,
    status_on,
    weakest_leg,
)
from layers.packs.evidence_references import REQUIRED_TOPICS

Block = str | alt.LayerChart
LATEST = 4
"""How many of the newest events a dossier calls the latest developments."""


def dossier(model: RiskModel, view: View) -> list[Block]:
    """Everything known about the selection, or what to do when there is none."""
    data = model.data
    words = Words(view, data)
    kind, _, key = view.selection.partition(":")
    if not key:
        blocks: list[Block] = [
            f"<h2>{words.t('page.tab_dossier')}</h2><p>{words.t('page.nothing_selected')}</p>"
        ]
    elif kind == "corridor":
        blocks = list(_corridor(model, data.corridors[key], words))
    elif kind == "leg":
        blocks = [_leg(model, data.legs[key], words)]
    else:
        blocks = [_place(model, data.places[key], words)]
    return [
        words.page(block) if isinstance(block, str) else block
        for block in _joined([*blocks, words.references()])
    ]


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """Neighbouring pieces of HTML as one."""
    text = ""
    for block in blocks:
        if isinstance(block, str):
            text += block
        else:
            yield text
            yield block
            text = ""
    yield text


# --- a corridor -------------------------------------------------------------------------------------


def _corridor(model: RiskModel, corridor: Corridor, words: Words) -> Iterator[Block]:
    data = model.data
    places = places_of_route(data, main_route(corridor))
    yield f"<h2>{words.local(corridor.name)}</h2>"
    yield _status_line(data, corridor.status_history, words)
    yield f"<p>{words.local(corridor.summary)}</p>"
    risk = model.of_corridor(corridor, words.view.date, words.view.aggregation)
    yield risk_html(data, risk, words, of_corridor=True)
    yield _latest(data, corridor, words)
    yield _route(data, corridor, words)
    yield _legs_table(data, corridor, words)
    yield _crossings(data, corridor, places, words)
    yield from _topic(corridor, Topic.CAPACITY, words)
    yield from _topic(corridor, Topic.VOLUME, words)
    yield from _volumes(data, corridor, words)
    yield from _topic(corridor, Topic.TIME, words)
    yield from _topic(corridor, Topic.COST, words)
    yield from _staircase(data, corridor, words)
    yield from _topic(corridor, Topic.FINANCING, words)
    yield from (
        project_html(project, words) for project in data.projects.values() if corridor.id in project.corridors
    )
    for topic in (Topic.AGREEMENT, Topic.OBSTACLE, Topic.PERSPECTIVE):
        yield from _topic(corridor, topic, words)
    yield _stances(data, corridor, words)
    rest = [f for f in corridor.facts if f.topic not in REQUIRED_TOPICS]
    yield facts_list(rest, words, words.t("page.facts"))
    yield _events(data, corridor, words)
    yield _history(corridor.status_history, words)
    yield _routes(data, corridor, words)


def _latest(data: Data, corridor: Corridor, words: Words) -> str:
    events = [e for e in events_of_corridor(data, corridor) if first_day(e.date) <= words.view.date]
    if not events:
        return f"<h3>{words.t('page.latest')}</h3><p>{words.t('page.no_events')}</p>"
    return f"<h3>{words.t('page.latest')}</h3>{event_list(reversed(events[-LATEST:]), words)}"


def _events(data: Data, corridor: Corridor, words: Words) -> str:
    events = events_of_corridor(data, corridor)
    if not events:
        return f"<h3>{words.t('page.events')}</h3><p>{words.t('page.no_events')}</p>"
    return (
        f"<h3>{words.t('page.events')}</h3><details><summary>"
        f"{words.t('page.events_all', n=len(events))}</summary>{event_list(events, words)}</details>"
    )


def _route(data: Data, corridor: Corridor, words: Words) -> str:
    route, view = main_route(corridor), words.view
    weakest, status = weakest_leg(data, route, view.date)
    places = places_of_route(data, route)
    ends = words.t(
        "page.ends",
        start=data.places[places[0]].name[view.language],
        end=data.places[places[-1]].name[view.language],
    )
    shares = "<br>".join(
        f"{words.country(code)} {words.km(km)}" for code, km in km_by_country(data, route).items()
    )
    modes = "<br>".join(
        f"{words.t(f'mode.{mode}')} {words.km(km)}" for mode, km in km_by_mode(data, route).items()
    )
    return (
        f"<h3>{words.t('page.length')}</h3><dl>"
        f"<dt>{words.t('page.main_route')}</dt><dd>{words.km(route_length_km(data, route))} · {ends}</dd>"
        f"<dt>{words.t('page.by_country')}</dt><dd>{shares}</dd>"
        f"<dt>{words.t('page.by_mode')}</dt><dd>{modes}</dd>"
        f"<dt>{words.t('page.weakest')}</dt>"
        f"<dd>{name_of_part(data, weakest.id, words)}: {words.t(f'status.{status}')}</dd></dl>"
    )


def _topic(corridor: Corridor, topic: Topic, words: Words) -> Iterator[Block]:
    facts = [fact for fact in corridor.facts if fact.topic is topic]
    yield facts_list(facts, words, words.t(f"topic.{topic}"), named=False)


def _volumes(data: Data, corridor: Corridor, words: Words) -> Iterator[Block]:
    for series in data.series.values():
        if corridor.id not in series.corridors:
            continue
        yield f"<p><b>{words.local(series.name)}</b><br><small>{words.local(series.definition)}</small></p>"
        if len(series.points) > 1:
            yield series_chart(series, words)
        yield series_table(series, words)


def _staircase(data: Data, corridor: Corridor, words: Words) -> Iterator[Block]:
    stairs = cost_profile(data, main_route(corridor))
    yield f"<h3>{words.t('page.staircase')}</h3><p><small>{words.t('page.staircase_method')}</small></p>"
    if len([step for step in stairs.steps if step.hours]) > 1:
        yield staircase_chart(data, stairs, words, "hours")
    if len([step for step in stairs.steps if step.usd]) > 1:
        yield staircase_chart(data, stairs, words, "usd")
    yield staircase_table(data, stairs, words)


def _stances(data: Data, corridor: Corridor, words: Words) -> str:
    actor = data.actor_of(words.view.actor)
    rows = "".join(
        f'<tr{" class=now" if other.id == actor.id else ""}><th scope="row">{words.local(other.name)}</th>'
        f"<td>{words.chip('stance', record.stance)}{words.tag(record.basis)}</td></tr>"
        for other in data.actors.values()
        for record in [other.stances[corridor.id]]
    )
    return (
        f"<h3>{words.t('page.stances')}</h3><table><tbody>{rows}</tbody></table>"
        f"<p><b>{words.local(actor.name)}</b></p>{stance_html(actor.stances[corridor.id], words)}"
    )


def _legs_table(data: Data, corridor: Corridor, words: Words) -> str:
    rows = []
    for key in main_route(corridor).legs:
        leg = data.legs[key]
        found = status_on(leg.status_history, words.view.date, data.evidence_end)
        state = words.t(f"status.{found.status}") if found else words.t("map.not_yet")
        rows.append(
            f"<tr><th scope='row'>{name_of_part(data, key, words)}<br><small>{words.t(f'mode.{leg.mode}')}"
            f"{f' · {leg.gauge_mm}' if leg.gauge_mm else ''} · {state}</small></th>"
            f"<td class='n'>{words.km(leg.length_km)}<br>"
            f"<small>{words.t(f'page.length_{leg.length_source}')}</small></td></tr>"
        )
    return f"<h3>{words.t('page.legs')}</h3><table><tbody>{''.join(rows)}</tbody></table>"


def _crossings(data: Data, corridor: Corridor, places: Sequence[str], words: Words) -> str:
    crossings = [place for key in places if isinstance(place := data.places[key], Crossing)]
    change = {True: "page.gauge_break", False: "page.gauge_same", None: "page.gauge_unknown"}
    lines = "".join(
        f"<li><b>{words.local(place.name)}</b> — {words.t(change[place.gauge_change])}"
        f"{f'. {words.local(place.gauge_note)}' if place.gauge_note else ''}</li>"
        for place in crossings
    )
    facts = [fact for fact in corridor.facts if fact.topic is Topic.CROSSING]
    return (
        f"<h3>{words.t('page.crossings')}</h3>{f'<ul>{lines}</ul>' if lines else ''}"
        f"{facts_list(facts, words, '', named=False)}"
    )


def _routes(data: Data, corridor: Corridor, words: Words) -> str:
    lines = "".join(
        f"<li>{words.local(r.name)} — {words.km(route_length_km(data, r))}</li>" for r in corridor.routes
    )
    return f"<h3>{words.t('page.routes')}</h3><ul>{lines}</ul>"


# --- a leg or a place ---------------------------------------------------------------------------------


def _leg(model: RiskModel, leg: Leg, words: Words) -> str:
    data = model.data
    users = corridors_of_leg(data)[leg.id]
    published = "".join(
        f"<br><small>{words.t('page.length_published')}: {words.km(one.km)}{words.cite(one.sources)}"
        f"{f' — {words.local(one.note)}' if one.note else ''}</small>"
        for one in leg.published_lengths
    )
    gauge = f" · {words.t('map.gauge_mm', n=leg.gauge_mm)}" if leg.gauge_mm else ""
    rows = [
        (words.t("map.column.mode"), words.t(f"mode.{leg.mode}") + gauge),
        (
            words.t("page.length"),
            f"{words.km(leg.length_km)} ({words.t(f'map.km_source.{leg.length_source}')})<br>"
            f"<small>{words.t('page.length_measured')}: {words.km(leg.measured_km)}</small>{published}"
            f"{f'<br><small>{words.local(leg.length_note)}</small>' if leg.length_note else ''}",
        ),
        (
            words.t("page.by_country"),
            "<br>".join(f"{words.country(c)} {words.km(km)}" for c, km in leg.km_by_country.items()),
        ),
        (words.t("map.card.precision"), words.t(f"precision.{leg.precision}")),
        (words.t("page.note"), words.local(leg.note) + words.cite(leg.note_sources)),
        (words.t("page.used_by"), "<br>".join(words.local(data.corridors[key].short_name) for key in users)),
    ]
    return (
        f"<h2>{name_of_part(data, leg.id, words)}</h2>{_status_line(data, leg.status_history, words)}"
        f"{_definitions(rows)}{_risk_of_part(model, leg.id, words)}{_events_of_part(data, leg.id, words)}"
        f"{_history(leg.status_history, words)}"
    )


def _place(model: RiskModel, place: Place, words: Words) -> str:
    data = model.data
    if isinstance(place, Hub):
        return f"<h2>{words.local(place.name)}</h2><p>{words.country(place.country)}</p>"
    countries = place.countries if not hasattr(place, "country") else (place.country,)
    lon, lat = place.position
    accuracy = (
        f" ({words.t('page.accuracy', n=f'{place.position_accuracy_km:g}')})"
        if place.position_accuracy_km
        else ""
    )
    rows = [
        (words.t("map.column.countries"), ", ".join(words.country(code) for code in countries)),
        (
            words.t("page.position"),
            f"{lat:.3f}, {lon:.3f}{accuracy}<br><small>{words.local(place.position_source)}</small>"
            f"{words.cite(place.sources)}",
        ),
    ]
    if isinstance(place, Crossing):
        gauges = " / ".join(
            f"{words.country(code)} {gauge or '—'}" for code, gauge in place.gauges_mm.items()
        )
        rows += [(words.t("map.column.gauge"), gauges), (words.t("page.note"), words.local(place.gauge_note))]
    if place.id in data.chokepoints:
        point = data.chokepoints[place.id]
        rows.append(
            (words.t("map.card.baseline"), words.local(point.baseline) + words.cite(point.baseline_sources))
        )
    return (
        f"<h2>{words.local(place.name)}</h2>{_status_line(data, place.status_history, words)}"
        f"{_definitions(rows)}{_risk_of_part(model, place.id, words)}"
        f"{facts_list(place.facts, words, words.t('page.place_facts'))}"
        f"{_events_of_part(data, place.id, words)}{_history(place.status_history, words)}"
    )


def _risk_of_part(model: RiskModel, key: str, words: Words) -> str:
    return risk_html(model.data, model.of_part(key, words.view.date), words, of_corridor=False)


def _events_of_part(data: Data, key: str, words: Words) -> str:
    events = [event for event in data.events.values() if key in event.parts]
    return f"<h3>{words.t('page.events')}</h3>{event_list(events, words)}" if events else ""


# --- shared -------------------------------------------------------------------------------------------


def _status_line(data: Data, history: Sequence[StatusEntry], words: Words) -> str:
    found = status_on(history, words.view.date, data.evidence_end)
    if found is None:
        return f"<p>{words.t('map.not_yet')}</p>"
    entry = found.entry
    known = (
        words.t("page.planned")
        if entry.planned
        else words.t("page.last_known_on", date=words.date(entry.last_known or entry.from_date))
    )
    if not entry.planned and entry.last_known is None:
        known = words.t("page.from_date", date=words.date(entry.from_date))
    return (
        f'<div class="box"><p>{words.chip("status", found.status)}, {known}</p>'
        f"<p>{words.local(entry.reason)}{words.ground(entry)}</p>"
        f"<small>{words.t(f'confidence.{entry.confidence}')}</small></div>"
    )


def _history(history: Sequence[StatusEntry], words: Words) -> str:
    lines = "".join(_entry(entry, words) for entry in history)
    return f"<h3>{words.t('page.status_history')}</h3><ul>{lines}</ul>"


def _entry(entry: StatusEntry, words: Words) -> str:
    when = words.t("page.before_record") if entry.from_date <= FIRST_DATE else words.date(entry.from_date)
    planned = f" ({words.t('page.planned')})" if entry.planned else ""
    return (
        f"<li><b>{when}</b> — {words.t(f'status.{entry.status}')}{planned}: "
        f"{words.local(entry.reason)}{words.ground(entry)}</li>"
    )


def _definitions(rows: Sequence[tuple[str, str]]) -> str:
    return f"<dl>{''.join(f'<dt>{term}</dt><dd>{text}</dd>' for term, text in rows if text)}</dl>"
