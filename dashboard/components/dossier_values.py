"""What the templates of a dossier print, taken from the data: no wording and no HTML."""

from __future__ import annotations

from typing import Any, NamedTuple

from dashboard.components.risk_table import risk_rows
from layers.analysis.changes import events_of_corridor
from layers.analysis.risk import RiskModel
from layers.analysis.series_figures import decimals_of, how_of
from layers.model.dataset import Data
from layers.model.evidence import Event, Opening, Project, Series, SeriesPoint
from layers.model.records import Chokepoint, Corridor, Crossing, Fact, Port
from layers.model.view import View
from layers.model.vocabulary import Topic
from layers.network.network import (
    first_day,
    km_by_country,
    km_by_mode,
    main_route,
    places_of_route,
    route_length_km,
    status_on,
    weakest_leg,
)
from layers.network.slippage import Constancy, Slip, constancy_of, slip_of
from layers.packs.evidence_references import REQUIRED_TOPICS

LATEST = 4
"""How many of the newest events a dossier calls the latest developments."""

Values = dict[str, Any]


def corridor_values(model: RiskModel, corridor: Corridor, view: View) -> Values:
    """Status, risk, latest events and main route of a corridor on the view's day."""
    data = model.data
    past = [e for e in events_of_corridor(data, corridor) if first_day(e.date) <= view.date]
    risk = model.of_corridor(corridor, view.date, view.aggregation)
    return {
        "corridor": corridor, "found": status_on(corridor.status_history, view.date, data.evidence_end),
        "risk": risk, "risk_rows": risk_rows(data, risk, of_corridor=True),
        "latest": past[:-LATEST - 1:-1], "route": _route_values(data, corridor, view.date),
    }  # fmt: skip


def _route_values(data: Data, corridor: Corridor, day: str) -> Values:
    """Length, ends, shares, weakest leg, legs with their status and crossings of the main route."""
    route = main_route(corridor)
    weakest, weakest_status = weakest_leg(data, route, day)
    places = places_of_route(data, route)
    legs = [data.legs[key] for key in route.legs]
    dated = [(leg, status_on(leg.status_history, day, data.evidence_end)) for leg in legs]
    return {
        "km": route_length_km(data, route), "start": places[0], "end": places[-1],
        "by_country": km_by_country(data, route), "by_mode": km_by_mode(data, route),
        "weakest": weakest.id, "weakest_status": weakest_status,
        "legs": [(leg, found and found.status) for leg, found in dated],
        "crossings": [place for key in places if isinstance(place := data.places[key], Crossing)],
    }  # fmt: skip


def further_values(data: Data, corridor: Corridor, view: View) -> Values:
    """Projects, stances, events and routes of a corridor."""
    return {
        "corridor": corridor, "actor": data.actor_of(view.actor), "actors": list(data.actors.values()),
        "projects": [
            project_values(project, view.date)
            for project in data.projects.values() if corridor.id in project.corridors
        ],
        "other_facts": [fact for fact in corridor.facts if fact.topic not in REQUIRED_TOPICS],
        "events": events_of_corridor(data, corridor),
        "routes": [(route, route_length_km(data, route)) for route in corridor.routes],
    }  # fmt: skip


def place_values(model: RiskModel, place: Port | Crossing | Chokepoint, day: str) -> Values:
    """What is known of a place that can be open or shut."""
    data, risk = model.data, model.of_part(place.id, day)
    lon, lat = place.position
    return {
        "place": place, "found": status_on(place.status_history, day, data.evidence_end),
        "countries": [place.country] if isinstance(place, Port) else place.countries,
        "position": f"{lat:.3f}, {lon:.3f}", "accuracy": f"{place.position_accuracy_km or 0:g}",
        "crossing": place if isinstance(place, Crossing) else None,
        "chokepoint": place if isinstance(place, Chokepoint) else None,
        "risk": risk, "risk_rows": risk_rows(data, risk, of_corridor=False),
        "events": events_of_part(data, place.id),
    }  # fmt: skip


def events_of_part(data: Data, key: str) -> list[Event]:
    """Events that name a leg or a place."""
    return [event for event in data.events.values() if key in event.parts]


def facts_by_topic(corridor: Corridor) -> dict[Topic, list[Fact]]:
    """The facts of a corridor by what they are about; every topic is there."""
    return {topic: [fact for fact in corridor.facts if fact.topic is topic] for topic in Topic}


class ShownOpening(NamedTuple):
    """A promised opening, how late it is, and whether its date held."""

    opening: Opening
    slip: Slip
    constancy: Constancy



def project_values(project: Project, day: str) -> Values:
    """A project with each of its openings and how late that is on a day."""
    openings = [ShownOpening(one, slip_of(one, day), constancy_of(one, day)) for one in project.openings]
    return {"project": project, "openings": openings}


class ShownPoint(NamedTuple):
    """A point of a yearly figure, the decimals that its value is worth, and how it came about."""

    point: SeriesPoint
    decimals: int
    how: str


def series_points(series: Series, language: str) -> list[ShownPoint]:
    """Return the points of a yearly figure as they are shown."""
    return [
        ShownPoint(point, decimals_of(series.unit, point.value), how_of(point, language))
        for point in series.points
    ]
