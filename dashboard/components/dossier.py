"""The dossier of whatever is selected, as HTML: a corridor, a leg or a place."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard.components.reading import stance_html
from dashboard.components.words import Words
from layers.data import Data, Place
from layers.network import (
    corridors_of_leg,
    km_by_country,
    km_by_mode,
    main_route,
    places_of_route,
    route_length_km,
    status_on,
    weakest_leg,
)
from layers.risk import corridor_risk
from layers.schema import Corridor, Crossing, Fact, Hub, Leg, StatusEntry
from layers.view import FIRST_MONTH, View


def dossier_html(data: Data, view: View) -> str:
    """Everything known about the selection, or what to do when there is none."""
    words = Words(view, data.bibliography)
    kind, _, key = view.selection.partition(":")
    if not key:
        body = f"<h2>{words.t('page.tab_dossier')}</h2><p>{words.t('page.nothing_selected')}</p>"
    elif kind == "corridor":
        body = _corridor(data, data.corridors[key], words)
    elif kind == "leg":
        body = _leg(data, data.legs[key], words)
    else:
        body = _place(data, data.places[key], words)
    return f'<div class="sr-page" lang="{view.language}">{body}{words.references()}</div>'


# --- a corridor -------------------------------------------------------------------------------------


def _corridor(data: Data, corridor: Corridor, words: Words) -> str:
    route, view = main_route(corridor), words.view
    weakest, status = weakest_leg(data, route, view.month)
    places = places_of_route(data, route)
    ends = words.t(
        "page.ends",
        start=data.places[places[0]].name[view.language],
        end=data.places[places[-1]].name[view.language],
    )
    length = f"{words.km(route_length_km(data, route))} · {ends}"
    return "".join((
        f"<h2>{words.local(corridor.name)}</h2>",
        _status_line(data, corridor.status_history, words),
        f"<p>{words.local(corridor.summary)}</p>",
        _stances(data, corridor, words),
        _risk(data, corridor, words),
        f"<h3>{words.t('page.length')}</h3><dl>",
        f"<dt>{words.t('page.main_route')}</dt><dd>{length}</dd>",
        f"<dt>{words.t('page.by_country')}</dt><dd>{_shares(data, corridor, words)}</dd>",
        f"<dt>{words.t('page.by_mode')}</dt><dd>{_modes(data, corridor, words)}</dd>",
        f"<dt>{words.t('page.weakest')}</dt>",
        f"<dd>{_leg_name(data, weakest, words)}: {words.t(f'status.{status}')}</dd>",
        "</dl>",
        _legs_table(data, corridor, words),
        _crossings(data, places, words),
        _facts(corridor.facts, words, "page.facts"),
        _history(corridor.status_history, words),
        _routes(data, corridor, words),
    ))  # fmt: skip


def _stances(data: Data, corridor: Corridor, words: Words) -> str:
    actor = data.actors[words.view.actor]
    rows = "".join(
        f'<tr{" class=now" if other.id == actor.id else ""}><th scope="row">{words.local(other.name)}</th>'
        f"<td>{words.chip('stance', record.stance)}{words.tag(record.basis)}</td></tr>"
        for other in data.actors.values()
        for record in [other.stances[corridor.id]]
    )
    return (
        f"<h3>{words.t('map.column.stance')}</h3><table><tbody>{rows}</tbody></table>"
        f"<p><b>{words.local(actor.name)}</b></p>{stance_html(actor.stances[corridor.id], words)}"
    )


def _risk(data: Data, corridor: Corridor, words: Words) -> str:
    risk = corridor_risk(data, corridor, words.view.month)
    rows = []
    for dimension, score in risk.dimensions.items():
        if score.score is None:
            value, driver = words.t("risk.unknown"), ""
        else:
            value, driver = f"{score.score:.1f}", _driver(data, score.driver, words)
        rows.append(
            f"<tr><th scope='row'>{words.t(f'dimension.{dimension}')}</th><td>{driver}</td>"
            f"<td class='n'>{value}</td></tr>"
        )
    composite = "" if risk.composite is None else f" {risk.composite:.0f} / 100"
    method = words.t("page.risk_method", known=risk.known, low=f"{risk.low:.0f}", high=f"{risk.high:.0f}")
    heads = "".join(
        f"<th scope='col'>{words.t(f'page.{key}')}</th>"
        for key in ("risk_dimension", "risk_driver", "risk_score")
    )
    indices = "; ".join(
        f"{words.local(i.name)}, {escape(i.edition)}{words.cite(i.sources)}" for i in data.indicators.values()
    )
    return (
        f"<h3>{words.t('page.risk')}</h3><p>{words.chip('risk', risk.risk_class)}{composite}</p>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        f"<small>{method} {indices}.</small>"
    )


def _driver(data: Data, driver: str, words: Words) -> str:
    if driver in data.legs:
        return _leg_name(data, data.legs[driver], words)
    if driver in data.corridors:
        return words.t("page.status")
    return words.country(driver)


def _shares(data: Data, corridor: Corridor, words: Words) -> str:
    shares = km_by_country(data, main_route(corridor))
    return "<br>".join(f"{words.country(code)} {words.km(km)}" for code, km in shares.items())


def _modes(data: Data, corridor: Corridor, words: Words) -> str:
    return "<br>".join(
        f"{words.t(f'mode.{mode}')} {words.km(km)}"
        for mode, km in km_by_mode(data, main_route(corridor)).items()
    )


def _legs_table(data: Data, corridor: Corridor, words: Words) -> str:
    rows = []
    for key in main_route(corridor).legs:
        leg = data.legs[key]
        found = status_on(leg.status_history, words.view.month, data.evidence_end)
        state = words.t(f"status.{found.status}") if found else words.t("map.not_yet")
        rows.append(
            f"<tr><th scope='row'>{_leg_name(data, leg, words)}<br><small>{words.t(f'mode.{leg.mode}')}"
            f"{f' · {leg.gauge_mm}' if leg.gauge_mm else ''} · {state}</small></th>"
            f"<td class='n'>{words.km(leg.length_km)}<br>"
            f"<small>{words.t(f'page.length_{leg.length_source}')}</small></td></tr>"
        )
    return f"<h3>{words.t('page.legs')}</h3><table><tbody>{''.join(rows)}</tbody></table>"


def _crossings(data: Data, places: Sequence[str], words: Words) -> str:
    crossings = [place for key in places if isinstance(place := data.places[key], Crossing)]
    if not crossings:
        return ""
    change = {True: "page.gauge_break", False: "page.gauge_same", None: "page.gauge_unknown"}
    lines = "".join(
        f"<li><b>{words.local(place.name)}</b> — {words.t(change[place.gauge_change])}"
        f"{f'. {words.local(place.gauge_note)}' if place.gauge_note else ''}</li>"
        for place in crossings
    )
    return f"<h3>{words.t('page.crossings')}</h3><ul>{lines}</ul>"


def _routes(data: Data, corridor: Corridor, words: Words) -> str:
    lines = "".join(
        f"<li>{words.local(r.name)} — {words.km(route_length_km(data, r))}</li>" for r in corridor.routes
    )
    return f"<h3>{words.t('page.routes')}</h3><ul>{lines}</ul>"


# --- a leg or a place ---------------------------------------------------------------------------------


def _leg(data: Data, leg: Leg, words: Words) -> str:
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
        f"<h2>{_leg_name(data, leg, words)}</h2>{_status_line(data, leg.status_history, words)}"
        f"{_definitions(rows)}{_history(leg.status_history, words)}"
    )


def _place(data: Data, place: Place, words: Words) -> str:
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
        f"{_definitions(rows)}"
        f"{_facts(place.facts, words, 'page.place_facts')}{_history(place.status_history, words)}"
    )


# --- shared -------------------------------------------------------------------------------------------


def _leg_name(data: Data, leg: Leg, words: Words) -> str:
    return f"{words.local(data.places[leg.from_id].name)} – {words.local(data.places[leg.to_id].name)}"


def _status_line(data: Data, history: Sequence[StatusEntry], words: Words) -> str:
    found = status_on(history, words.view.month, data.evidence_end)
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
        f"<p>{words.local(entry.reason)}{words.cite_or_say(entry.sources)}</p>"
        f"<small>{words.t(f'confidence.{entry.confidence}')}</small></div>"
    )


def _history(history: Sequence[StatusEntry], words: Words) -> str:
    planned, first = f" ({words.t('page.planned')})", f"{FIRST_MONTH}-01"
    lines = "".join(
        "<li><b>"
        f"{words.t('page.before_record') if entry.from_date <= first else words.date(entry.from_date)}</b>"
        f" — {words.t(f'status.{entry.status}')}{planned if entry.planned else ''}: "
        f"{words.local(entry.reason)}{words.cite_or_say(entry.sources)}</li>"
        for entry in history
    )
    return f"<h3>{words.t('page.status_history')}</h3><ul>{lines}</ul>"


def _facts(facts: Sequence[Fact], words: Words, title: str) -> str:
    if not facts:
        return ""
    lines = "".join(
        f"<li><b>{words.t(f'topic.{fact.topic}')}.</b> {words.local(fact.text)}"
        f"{words.cite(fact.sources)}{words.tag(fact.basis)}"
        f"{f' <small>({words.date(fact.as_of)})</small>' if fact.as_of else ''}</li>"
        for fact in facts
    )
    return f"<h3>{words.t(title)}</h3><ul>{lines}</ul>"


def _definitions(rows: Sequence[tuple[str, str]]) -> str:
    return f"<dl>{''.join(f'<dt>{term}</dt><dd>{text}</dd>' for term, text in rows if text)}</dl>"
