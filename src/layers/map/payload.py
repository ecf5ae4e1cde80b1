"""The payload of the browser: all that it needs to draw the map in every state, as one JSON-ready dict.

Geometry is packed: a line is a flat list of integers, first point then steps, in units of
:data:`UNIT_DEG`. Statuses and risks come as segments, one for each day on which they change, so
that a change of date or lens needs no request to the server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from shapely import get_parts, maximum_inscribed_circle, unary_union
from shapely.affinity import scale
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, shape
from shapely.geometry.base import BaseGeometry

from layers.analysis.changes import events_of_corridor
from layers.analysis.parameters import central_settings
from layers.analysis.risk import CLASS_BOUNDS, Risk, RiskModel
from layers.analysis.tonnes.base_flows import BaseFlows, flow_years
from layers.analysis.tonnes.loads import use_class
from layers.analysis.what_if import veto_history
from layers.model.dataset import Data, Place
from layers.model.evidence import Event
from layers.model.records import Corridor, Crossing, Hub, Leg, LocalText, Port, StatusEntry
from layers.model.tonnes import Capacity
from layers.model.view import LINK_VERSION, OWN_PORTS, View
from layers.model.vocabulary import DEFAULT_DATE, FIRST_DATE, LANGUAGES, LAST_DATE, Counts, Dimension
from layers.network.borders import countries_of_leg
from layers.network.network import (
    change_dates,
    corridors_of_leg,
    first_day,
    km_by_country,
    main_route,
    parts_of_route,
    places_of_route,
    route_length_km,
    status_on,
    transit_countries,
)
from layers.network.view_names import flow_commodities, view_names
from layers.picture.element_names import gate_name
from layers.picture.map_state import kind_of_place, row_of_leg
from layers.picture.style_table import style_table
from layers.picture.symbology import width_px
from layers.text import texts_for_map
from layers.text.credits import credit_line

__all__ = ["UNIT_DEG", "map_payload", "pack_line"]

UNIT_DEG = 0.001
_COARSE = 10  # background layers are stored at 0.01 degrees
_NAME_RATIO, _CLEAR_DEG = 6, 0.2
"""Width of a country's name by its height, and how close to its middle lines may run, in degrees."""


def map_payload(data: Data) -> dict[str, Any]:
    """Build the payload of a data set, for all languages, dates and lenses."""
    model, touched = RiskModel(data), _touched(data)
    users = corridors_of_leg(data)
    context = {key for corridor in data.corridors.values() for key in corridor.context_legs}
    names = view_names(data)
    return {
        "unit": UNIT_DEG,
        "title": data.pack.title.root,
        "home": data.home,
        "opening": list(data.pack.opening),
        "firstActor": data.pack.default_actor,
        "evidenceEnd": data.evidence_end,
        "dates": [FIRST_DATE, LAST_DATE, DEFAULT_DATE],
        "dimensions": [str(dimension) for dimension in Dimension],
        "riskBounds": [[bound, str(name)] for bound, name in CLASS_BOUNDS],
        "view": _plain_view(View()),
        "linkVersion": LINK_VERSION,
        "credits": {language: credit_line(data, language) for language in LANGUAGES},
        "style": style_table(),
        "text": {lang: texts_for_map(lang, data.pack.words(lang)) for lang in LANGUAGES},
        "countries": [_area(feature, data) for feature in data.countries["features"]],
        "borders": [_border(feature) for feature in data.borders["features"]],
        "rail": [pack_line(line, _COARSE) for feature in data.rail["features"] for line in _lines(feature)],
        "legs": [_leg(model, leg, users[leg.id], leg.id in context) for leg in data.legs.values()],
        "corridors": [_corridor(model, corridor) for corridor in data.corridors.values()],
        "places": [_place(model, place) for place in data.places.values()],
        "veto": veto_history(model, central_settings(data)),
        "load": _load(data),
        "events": [_event(event, touched) for event in data.events.values()],
        "names": {
            "closable": sorted(names.closable), "buildable": list(names.buildable),
            "origins": list(names.origins), "markets": [*names.markets, OWN_PORTS],
        },
        "actors": [
            {"id": a.id, "name": a.name.root, "partOf": a.part_of} for a in data.actors.values()
        ],
    }  # fmt: skip


def _load(data: Data) -> dict[str, Any]:
    """Tonnes of every year, each once: flows with what they pass, capacities with how much of them is used.

    ``uses`` holds the share of each known capacity and its class, by year; capacities come in the order of
    the data, as the first of equals counts.
    """
    bases = {year: BaseFlows(data, year) for year in flow_years(data)}
    used = dict.fromkeys(key for base in bases.values() for key in base.once)
    known = [each for each in data.capacities.values() if each.mt is not None and each.mt.central > 0]
    return {
        "years": list(bases),
        "commodities": [
            {"id": key, "name": data.commodities[key].name.root} for key in flow_commodities(data)
        ],
        "flows": {
            key: {
                "name": flow.name.root, "commodity": flow.commodity, "through": list(flow.through),
                "drawnOn": list(flow.drawn_on), "exports": flow.counts is Counts.EXPORTS,
            }
            for key, flow in data.flows.items() if key in used
        },
        "mt": {
            str(year): {
                key: [base.mt(key), *(str(each.counted) for each in flow.years if each.year == year)]
                for key, flow in base.once.items()
            }
            for year, base in bases.items()
        },
        "capacities": {
            each.id: {
                "name": {language: gate_name(data, language, each.id) for language in LANGUAGES},
                "elements": list(each.elements), "commodities": list(each.commodities),
            }
            for each in known
        },
        "uses": {
            str(year): {each.id: _use(base, each) for each in known} for year, base in bases.items()
        },
    }  # fmt: skip


def _use(base: BaseFlows, capacity: Capacity) -> list[Any]:
    share = base.use(capacity).share
    assert share is not None  # noqa: S101 - only of known capacities
    return [share.central, str(use_class(share.central))]


def _plain_view(view: View) -> dict[str, Any]:
    return asdict(view) | {"off": sorted(view.off), "closed": sorted(view.closed)}


def pack_line(line: Iterable[Sequence[float]], coarse: int = 1) -> list[int]:
    """Flat integers of (lon, lat) positions: the first, then steps; in UNIT_DEG times ``coarse`` degrees."""
    packed: list[int] = []
    last = (0, 0)
    for point in line:
        lon, lat = (round(float(degrees) / UNIT_DEG / coarse) for degrees in point[:2])
        if packed and (lon, lat) == last:
            continue
        packed += (lon - last[0], lat - last[1])
        last = (lon, lat)
    return packed


def _lines(feature: dict[str, Any]) -> list[Any]:
    geometry = feature["geometry"]
    return [geometry["coordinates"]] if geometry["type"] == "LineString" else list(geometry["coordinates"])


def _area(feature: dict[str, Any], data: Data) -> dict[str, Any]:
    geometry, properties = feature["geometry"], feature["properties"]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    largest = max(getattr(shape(geometry), "geoms", [shape(geometry)]), key=lambda part: part.area)
    is_home = properties["id"] == data.home
    centre = _roomiest(largest, data) if is_home else largest.representative_point()
    west, _, east, _ = largest.bounds
    return {
        "id": properties["id"],
        "kind": properties["kind"],
        "name": properties["name"],
        "note": properties.get("note"),
        "at": [round(centre.x, 1), round(centre.y, 1)],
        "spanDeg": round(east - west, 1),
        "rings": [[pack_line(ring, _COARSE) for ring in polygon] for polygon in polygons],
    }


def _roomiest(area: Polygon, data: Data) -> Point:
    """Where a name has most room between lines and places: the centre of the largest free ellipse."""
    drawn: list[BaseGeometry] = [LineString(leg.coordinates) for leg in data.legs.values()]
    drawn += [Point(hub.position) for hub in data.hubs.values()]
    inside = [one.intersection(area).simplify(_CLEAR_DEG / 4) for one in drawn]
    free = area.difference(unary_union(inside).buffer(_CLEAR_DEG))
    parts = [part for part in get_parts(scale(free, xfact=1 / _NAME_RATIO, origin=(0, 0))) if part.area]
    middle = Point(maximum_inscribed_circle(MultiPolygon(parts), tolerance=_CLEAR_DEG).coords[0])
    return scale(middle, xfact=_NAME_RATIO, origin=(0, 0))


def _border(feature: dict[str, Any]) -> dict[str, Any]:
    properties = feature["properties"]
    return {
        "id": properties["id"],
        "status": properties["status"],
        "name": properties.get("name"),
        "note": properties.get("note"),
        "lines": [pack_line(line, _COARSE) for line in _lines(feature)],
    }


def _leg(model: RiskModel, leg: Leg, corridors: list[str], context: bool) -> dict[str, Any]:
    return {
        "id": leg.id,
        "from": leg.from_id,
        "to": leg.to_id,
        "mode": leg.mode,
        "gauge": leg.gauge_mm,
        "km": round(leg.length_km, 1),
        "kmSource": leg.length_source,
        "kmBy": {country: round(km) for country, km in leg.km_by_country.items()},
        "through": list(countries_of_leg(model.data, leg)),
        "precision": leg.precision,
        "note": _root(leg.note),
        "corridors": corridors,
        "row": row_of_leg(leg, bool(corridors), context),
        "width": width_px(len(corridors)),
        "line": pack_line(leg.coordinates),
        "entries": [_entry(entry) for entry in leg.status_history],
        "segments": _segments(
            model, leg, model.change_dates([leg.id]), lambda day: [_risk(model.of_part(leg.id, day))]
        ),
    }


def _corridor(model: RiskModel, corridor: Corridor) -> dict[str, Any]:
    data, route = model.data, main_route(corridor)
    lons, lats = zip(
        *(p for r in corridor.routes for k in r.legs for p in data.legs[k].coordinates), strict=True
    )
    return {
        "id": corridor.id,
        "outlet": corridor.outlet,
        "name": corridor.name.root,
        "short": corridor.short_name.root,
        "summary": corridor.summary.root,
        "main": list(route.legs),
        "legs": list(dict.fromkeys(k for r in corridor.routes for k in r.legs)),
        "context": list(corridor.context_legs),
        "ends": [places_of_route(data, route)[0], places_of_route(data, route)[-1]],
        "km": round(route_length_km(data, route)),
        "countries": list(km_by_country(data, route)),
        "ways": [[sorted(transit_countries(data, r)), parts_of_route(data, r)] for r in corridor.routes],
        "bbox": [round(v, 2) for v in (min(lons), min(lats), max(lons), max(lats))],
        "entries": [_entry(entry) for entry in corridor.status_history],
        "segments": _segments(
            model,
            corridor,
            model.change_dates(parts_of_route(data, route)),
            lambda day: [
                _risk(model.of_corridor(corridor, day, "weakest")),
                _risk(model.of_corridor(corridor, day, "length")),
            ],
        ),
        "stances": {
            actor.id: {
                "stance": record.stance,
                "basis": record.basis,
                "confidence": record.confidence,
                "asOf": record.as_of,
                "lookedUntil": record.looked_until,
                "reason": record.reason.root,
            }
            for actor in data.actors.values()
            for record in [actor.stances[corridor.id]]
        },
    }


def _segments(
    model: RiskModel,
    thing: Leg | Place | Corridor,
    risk_dates: Sequence[str],
    risks_on: Callable[[str], list[Any]],
) -> list[list[Any]]:
    """[day, status, entry index, risk by weakest link, (risk by length)] from each day of change."""
    assert not isinstance(thing, Hub)  # noqa: S101 - a hub has no status
    segments: list[list[Any]] = []
    end = model.data.evidence_end
    for day in sorted({*risk_dates, *change_dates(thing.status_history, end)}):
        found = status_on(thing.status_history, day, end)
        if found is None:
            continue
        state = [found.status, thing.status_history.index(found.entry), *risks_on(day)]
        if not segments or segments[-1][1:] != state:
            segments.append([day, *state])
    return segments


def _risk(risk: Risk) -> list[Any]:
    """[class, composite, low, high, [tenths of each dimension's score: null unknown, 0 does not apply]]."""
    composite = None if risk.composite is None else round(risk.composite)
    return [
        risk.risk_class,
        composite,
        round(risk.low),
        round(risk.high),
        [_tenths(risk, d) for d in Dimension],
    ]


def _tenths(risk: Risk, dimension: Dimension) -> int | None:
    if dimension not in risk.dimensions:
        return 0
    score = risk.dimensions[dimension].score
    return None if score is None else round(10 * score)


def _touched(data: Data) -> dict[str, list[str]]:
    """For every event the ids of the corridors that list it in their dossier."""
    touched: dict[str, list[str]] = {key: [] for key in data.events}
    for corridor in data.corridors.values():
        for event in events_of_corridor(data, corridor):
            touched[event.id].append(corridor.id)
    return touched


def _event(event: Event, touched: Mapping[str, list[str]]) -> dict[str, Any]:
    return {
        "id": event.id,
        "day": first_day(event.date),
        "date": event.date,
        "until": event.until,
        "direction": event.direction,
        "title": event.title.root,
        "corridors": list(event.corridors),
        "touches": touched[event.id],
        "parts": list(event.parts),
        "confidence": event.confidence,
    }


def _entry(entry: StatusEntry) -> dict[str, Any]:
    return {
        "from": entry.from_date,
        "status": entry.status,
        "reason": entry.reason.root,
        "confidence": entry.confidence,
        "lastKnown": entry.last_known,
        "planned": entry.planned,
    }


def _place(model: RiskModel, place: Place) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": place.id,
        "kind": kind_of_place(place),
        "name": place.name.root,
        "at": [round(degrees, 4) for degrees in place.position],
        "priority": place.priority,
    }
    if isinstance(place, Hub):
        return record | {"role": place.kind, "countries": [place.country]}
    record["entries"] = [_entry(entry) for entry in place.status_history]
    record["segments"] = _segments(
        model, place, model.change_dates([place.id]), lambda day: [_risk(model.of_part(place.id, day))]
    )
    if isinstance(place, Port):
        return record | {"role": place.kind, "countries": [place.country]}
    if isinstance(place, Crossing):
        return record | {
            "role": place.kind, "countries": list(place.countries),
            "gauges": place.gauges_mm, "gaugeChange": place.gauge_change,
            "gaugeNote": _root(place.gauge_note),
        }  # fmt: skip
    return record | {
        "role": "chokepoint", "countries": list(place.countries), "line": pack_line(place.gate),
        "baseline": place.baseline.root,
    }  # fmt: skip


def _root(text: LocalText | None) -> dict[str, str] | None:
    return None if text is None else text.root
