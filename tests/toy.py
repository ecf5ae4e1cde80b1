"""Small records for networks that can be drawn by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from layers.model.dataset import Data
from layers.model.evidence import Assessment, Claim, Event, Opening, Parameter, Project, RubricEntry, Series
from layers.model.manifest import Pack
from layers.model.records import (
    Actor,
    Chokepoint,
    Corridor,
    Crossing,
    Hub,
    Indicator,
    Leg,
    Port,
    Source,
    StatusEntry,
)
from layers.model.tonnes import Capacity, Commodity, Flow
from layers.model.vocabulary import FIRST_DATE, LAST_DATE, Dimension, Part, Status

EVERY_DAY = tuple(
    (dt.date.fromisoformat(FIRST_DATE) + dt.timedelta(days=n)).isoformat()
    for n in range((dt.date.fromisoformat(LAST_DATE) - dt.date.fromisoformat(FIRST_DATE)).days + 1)
)
"""Every day of the date control."""
MONTH_STARTS = tuple(day for day in EVERY_DAY if day.endswith("-01"))

EVIDENCE_END = "2026-07-01"
PACK = Pack.model_validate({
    "id": "toy", "title": {"en": "toy", "ru": "toy"}, "home": "KZ",
    "home_words": {"name": {"en": "Home", "ru": "Дом"}, "of": {"en": "Home's", "ru": "Дома"}},
    "evidence_end": EVIDENCE_END, "opening": (24, 17, 120, 62), "default_origin": "x", "default_market": "x",
    "default_actor": "x",
})  # fmt: skip
"""Home is KZ."""

EMPTY = {"type": "FeatureCollection", "features": []}


def words(text: str) -> dict[str, str]:
    """The same text in both languages."""
    return {"en": text, "ru": text}


def entry(date: str, status: str | Status, *, planned: bool = False) -> StatusEntry:
    """One line of a status history."""
    return StatusEntry.model_validate({
        "from": date, "status": str(status), "planned": planned, "reason": words("x"), "confidence": "high",
        "last_known": None if planned else date, "basis": "judgement",
    })  # fmt: skip


def hub(key: str, country: str) -> Hub:
    """An inland city."""
    return Hub.model_validate(
        {"id": key, "name": words(key), "position": (0, 0), "country": country, "kind": "city"}
    )


def port(
    key: str,
    country: str,
    kind: str = "open-sea",
    status: str = "operational",
    chokepoints: Iterable[str] = (),
) -> Port:
    """A port in use since 2021."""
    return Port.model_validate({
        "id": key, "name": words(key), "position": (0, 0), "country": country, "kind": kind, "role": "outlet",
        "sea": words("sea"), "status_history": [entry("2021", status)], "confidence": "high",
        "chokepoints": tuple(chokepoints),
    })  # fmt: skip


def crossing(
    key: str, *countries: str, gauge_change: bool | None = False, history: Iterable[StatusEntry] = ()
) -> Crossing:
    """A land border crossing, in use since 2021 unless its history says otherwise."""
    return Crossing.model_validate({
        "id": key, "name": words(key), "position": (0, 0), "countries": countries, "kind": "border",
        "modes": ["rail"], "gauges_mm": {}, "gauge_change": gauge_change, "confidence": "high",
        "status_history": tuple(history) or (entry("2021", "operational"),),
    })  # fmt: skip


def chokepoint(key: str, *countries: str, history: Iterable[StatusEntry] = ()) -> Chokepoint:
    """A strait, open since 2021 unless its history says otherwise."""
    return Chokepoint.model_validate({
        "id": key, "name": words(key), "position": (0, 0), "countries": countries, "baseline": words("x"),
        "gate": [(0, 0), (1, 1)], "confidence": "high",
        "status_history": tuple(history) or (entry("2021", "operational"),),
    })  # fmt: skip


def leg(
    start: str, end: str, mode: str = "rail", *history: StatusEntry, status: str = "operational", **km: float
) -> Leg:
    """The leg "start-end"; ``km`` by country code, or ``sea`` for kilometres in no country."""
    return Leg.model_validate({
        "id": f"{start}-{end}", "from": start, "to": end, "mode": mode, "length_km": sum(km.values()),
        "length_source": "measured", "measured_km": sum(km.values()),
        "km_by_country": {code: part for code, part in km.items() if code != "sea"}, "precision": "schematic",
        "status_history": history or (entry("2021", status),), "coordinates": [(0, 0), (1, 1)],
    })  # fmt: skip


def corridor(
    key: str,
    *legs: str,
    status: str = "operational",
    history: Iterable[StatusEntry] = (),
    other: Iterable[str] = (),
    outlet: bool = True,
) -> Corridor:
    """A corridor of one route, or of two where ``other`` has legs."""
    routes = [{"id": "main", "name": words("main"), "legs": legs}]
    if other:
        routes.append({"id": "other", "name": words("other"), "legs": tuple(other)})
    return Corridor.model_validate({
        "id": key, "number": 1, "outlet": outlet, "name": words(key), "short_name": words(key),
        "summary": words(key), "status_history": tuple(history) or (entry("2021", status),), "routes": routes,
    })  # fmt: skip


def indicator(dimension: str, safest: float, riskiest: float, **values: float) -> Indicator:
    """A country index for one dimension."""
    return Indicator.model_validate({
        "id": dimension, "name": words(dimension), "edition": "2025", "dimension": dimension,
        "safest": safest, "riskiest": riskiest, "sources": ["x"], "values": values,
    })  # fmt: skip


def score(date: str, value: float, low: float | None = None, high: float | None = None) -> dict[str, Any]:
    """One dated score; without a range its range is the score."""
    return {
        "from": date, "score": value, "low": value if low is None else low,
        "high": value if high is None else high, "reason": words("x"), "basis": "judgement",
        "confidence": "low", "as_of": date,
    }  # fmt: skip


def assessment(
    key: str,
    dimension: str,
    *scores: dict[str, Any],
    parts: Iterable[str] = (),
    countries: Iterable[str] = (),
) -> Assessment:
    """Scores of parts, or of countries."""
    return Assessment.model_validate({
        "id": key, "dimension": dimension, "parts": tuple(parts), "countries": tuple(countries),
        "scores": scores,
    })  # fmt: skip


def rubric(dimension: str, *applies_to: str) -> RubricEntry:
    """What a dimension means, and to what kinds of part it applies (all, unless told)."""
    return RubricEntry.model_validate({
        "dimension": dimension, "definition": words("x"), "default": words("x"),
        "levels": {str(level): words("x") for level in range(1, 6)},
        "applies_to": applies_to or tuple(Part),
    })  # fmt: skip


def event(
    key: str,
    date: str,
    direction: str = "closes",
    *,
    corridors: Iterable[str] = (),
    parts: Iterable[str] = (),
) -> Event:
    """Something that happened to a corridor or a part."""
    return Event.model_validate({
        "id": key, "date": date, "direction": direction, "title": words(key), "text": words(key),
        "corridors": tuple(corridors), "parts": tuple(parts), "confidence": "high", "basis": "judgement",
    })  # fmt: skip


def opening(*promises: tuple[str, str], actual: str | None = None, **more: Any) -> Opening:
    """A promised opening: (announced, due) in order, and when it came."""
    return Opening.model_validate({
        **more,
        "what": words("x"), "state": words("x"), "last_known": "2026-07-01", "actual": actual,
        "actual_sources": ["x"] if actual else [],
        "promises": [
            {"announced": announced, "due": due, "by": words("x"), "basis": "judgement"}
            for announced, due in promises
        ],
    })  # fmt: skip


def project(key: str, *openings: Opening) -> Project:
    """Something being built."""
    return Project.model_validate({
        "id": key, "name": words(key), "summary": words(key), "corridors": ["c"],
        "openings": [each.model_dump(by_alias=True) for each in openings],
    })  # fmt: skip


def series(
    key: str, unit: str, *, measures: str = "traffic", counts: str | None = None,
    point: dict[str, Any] | None = None, **values: float,
) -> Series:  # fmt: skip
    """Yearly figures: ``y2025=64.8``; ``point`` is said of each of them."""
    return Series.model_validate({
        "id": key, "name": words(key), "definition": words(key), "unit": unit, "measures": measures,
        "counts": counts,
        "points": [
            {"year": int(year[1:]), "value": value, "basis": "judgement", **(point or {})}
            for year, value in values.items()
        ],
    })  # fmt: skip


def parameter(key: str, unit: str, low: float, central: float, high: float) -> Parameter:
    """A number of the time and cost model."""
    return Parameter.model_validate({
        "id": key, "name": words(key), "unit": unit, "low": low, "central": central, "high": high,
        "as_of": "2026", "basis": "judgement",
    })  # fmt: skip


def claim(key: str, text: dict[str, str], **fields: Any) -> Claim:
    """A claim with one piece of evidence."""
    return Claim.model_validate({
        "id": key, "kind": "claim", "title": words(key), "text": text, "sources": ["x"],
        "verdict": "mixed", "verdict_reason": words("x"), "view": "", "view_note": words("x"),
        "supporting": [{"text": words("x"), "basis": "judgement"}], **fields,
    })  # fmt: skip


def actor(key: str, part_of: str | None = None, **stances: str) -> Actor:
    """A capital with a stance on each corridor, and something to say in every section."""
    item = {"text": words("x"), "basis": "judgement"}
    sections = ("interests", "levers", "concerns", "likely_moves", "indicators", "counter_evidence")
    return Actor.model_validate({
        "id": key, "order": 1, "part_of": part_of, "name": words(key), "full_name": words(key),
        "as_of": "2026", "reading": item, **{name: [item] for name in sections},
        "statements": [{"who": words("x"), "text": words("x"), "sources": ["x"]}],
        "stances": {
            corridor: {
                "stance": stance, "reason": words("x"), "confidence": "low", "as_of": "2026",
                "basis": "judgement",
            }
            for corridor, stance in stances.items()
        },
    })  # fmt: skip


def source(key: str, **fields: Any) -> Source:
    """A page that may be cited."""
    return Source.model_validate({"id": key, "publisher": "Publisher", "title": "Title", **fields})


def amount(central: float, low: float | None = None, high: float | None = None) -> dict[str, float]:
    """A quantity; without a range all its ends are the same."""
    return {
        "low": central if low is None else low, "central": central, "high": central if high is None else high,
    }  # fmt: skip


def commodity(key: str, usd_per_tonne: float) -> Commodity:
    """Cargo whose stranded tonne loses so much."""
    value = {"usd_per_tonne": amount(usd_per_tonne), "basis": "judgement"}
    return Commodity.model_validate({"id": key, "name": words(key), "value": value})


def flow(
    key: str, mt: float, *through: str, usd_per_tonne: float | None = None, commodity: str = "cargo",
    year: int = 2025, **fields: Any,
) -> Flow:  # fmt: skip
    """A flow of so many million tonnes through some elements; an alternative if it carries nothing."""
    known = {"counted": "judgement", "confidence": "low", "basis": "judgement"}
    years = [{"year": year, "mt": amount(mt), **known}]
    cost = None if usd_per_tonne is None else {"usd_per_tonne": amount(usd_per_tonne), "basis": "judgement"}
    return Flow.model_validate({
        "id": key, "name": words(key), "commodity": commodity, "through": through, "market": words("market"),
        "modes": ["rail"], "confidence": "low", "basis": "judgement", "years": years if mt else [],
        "cost": cost, **fields,
    })  # fmt: skip


def capacity(key: str, mt: float | None, *elements: str, others: float = 0.0, **fields: Any) -> Capacity:
    """A capacity in millions of tonnes a year, unknown without a figure; ``others`` use so much of it."""
    used = {"mt": amount(others), "basis": "judgement"} if others else None
    return Capacity.model_validate({
        "id": key, "elements": elements or (key,), "mt": None if mt is None else amount(mt), "others": used,
        "measure": "nameplate", "as_of": "2026", "confidence": "low", "basis": "judgement", **fields,
    })  # fmt: skip


def network(
    places: Iterable[Hub | Port | Crossing | Chokepoint],
    legs: Iterable[Leg],
    corridors: Iterable[Corridor] = (),
    indicators: Iterable[Indicator] = (),
    rubrics: Iterable[RubricEntry] = (),
    **records: Iterable[Any],
) -> Data:
    """A data set of these records and nothing else; home is KZ.

    ``records`` are those that have an id: assessments, events, projects, actors, and so on.
    """
    found: dict[str, Any] = {place.id: place for place in places}

    def of(kind: type) -> dict[str, Any]:
        return {key: place for key, place in found.items() if isinstance(place, kind)}

    given = {name: {each.id: each for each in group} for name, group in records.items()}
    by_dimension: dict[Dimension, RubricEntry] = {each.dimension: each for each in rubrics}
    empty: dict[str, Any] = {"actors": {}, "bibliography": {}}
    return Data(
        pack=PACK, countries=EMPTY, borders=EMPTY, rail=EMPTY,
        hubs=of(Hub), ports=of(Port), crossings=of(Crossing), chokepoints=of(Chokepoint),
        legs={each.id: each for each in legs}, length_spans=(),
        corridors={each.id: each for each in corridors},
        indicators={each.id: each for each in indicators}, datasets=(),
        rubric=by_dimension, **empty | given,
    )  # fmt: skip
