"""Small records for networks that can be drawn by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from layers.data import EVIDENCE_END, Data
from layers.schema import Corridor, Hub, Indicator, Leg, Port, Status, StatusEntry

EMPTY = {"type": "FeatureCollection", "features": []}


def words(text: str) -> dict[str, str]:
    """The same text in both languages."""
    return {"en": text, "ru": text}


def entry(date: str, status: str | Status, *, planned: bool = False) -> StatusEntry:
    """One line of a status history."""
    return StatusEntry.model_validate({
        "from": date, "status": str(status), "planned": planned, "reason": words("x"), "confidence": "high",
        "last_known": None if planned else date,
    })  # fmt: skip


def hub(key: str, country: str) -> Hub:
    """An inland city."""
    return Hub.model_validate(
        {"id": key, "name": words(key), "position": (0, 0), "country": country, "kind": "city"}
    )


def port(key: str, country: str, kind: str = "open-sea") -> Port:
    """A port in use since 2021."""
    return Port.model_validate({
        "id": key, "name": words(key), "position": (0, 0), "country": country, "kind": kind, "role": "outlet",
        "sea": words("sea"), "status_history": [entry("2021", "operational")], "confidence": "high",
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


def corridor(key: str, *legs: str, status: str = "operational") -> Corridor:
    """A corridor of one route."""
    return Corridor.model_validate({
        "id": key, "number": 1, "outlet": True, "name": words(key), "short_name": words(key),
        "summary": words(key), "status_history": [entry("2021", status)],
        "routes": [{"id": "main", "name": words("main"), "legs": legs}],
    })  # fmt: skip


def indicator(dimension: str, safest: float, riskiest: float, **values: float) -> Indicator:
    """A country index for one dimension."""
    return Indicator.model_validate({
        "id": dimension, "name": words(dimension), "edition": "2025", "dimension": dimension,
        "safest": safest, "riskiest": riskiest, "sources": ["x"], "values": values,
    })  # fmt: skip


def network(
    places: Iterable[Hub | Port],
    legs: Iterable[Leg],
    corridors: Iterable[Corridor] = (),
    indicators: Iterable[Indicator] = (),
) -> Data:
    """A data set of these records and nothing else; home is KZ."""
    found: dict[str, Any] = {place.id: place for place in places}
    return Data(
        home="KZ", evidence_end=EVIDENCE_END, countries=EMPTY, borders=EMPTY, rail=EMPTY,
        hubs={key: place for key, place in found.items() if isinstance(place, Hub)},
        ports={key: place for key, place in found.items() if isinstance(place, Port)},
        crossings={}, chokepoints={}, legs={each.id: each for each in legs}, length_spans=(),
        corridors={each.id: each for each in corridors}, actors={},
        indicators={each.id: each for each in indicators}, bibliography={}, datasets=(), places=found,
    )  # fmt: skip
