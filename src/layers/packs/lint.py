"""Report what looks wrong in data that are sound, as an attentive editor would.

A suspicion is a :class:`~layers.faults.Fault` that is a warning. It may be unfounded, and nothing is refused
for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from math import cos, radians
from statistics import median
from typing import Any

from pyproj import Geod
from shapely.affinity import scale
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry
from shapely.prepared import prep

from layers.faults import Fault, FaultCode, Severity, Value
from layers.model.dataset import Data
from layers.model.kinds import DOCUMENTED, KINDS, PLACES, cited_sources
from layers.model.records import Leg, Record, StatusEntry
from layers.model.support import CONFIDENCE_RANK, confidence_lent
from layers.model.vocabulary import Basis, Confidence, SeriesMeasure, Unit
from layers.packs.outlines import border_distances
from layers.packs.paths import Path, name_of
from layers.packs.promise_lint import dates_called_firm, openings_unsearched
from layers.packs.stance_lint import silences_without_limit, stances_without_recent_pages

__all__ = ["suspicions"]

_GEOD = Geod(ellps="WGS84")
_KM_PER_DEGREE = 111.2

MOST_BEND = 3.0
"""A way that is more times as long as its chord bends more than any way of the shipped data."""
SHORTEST = 0.95
"""No way is shorter than its chord; published figures and places are rounded, so a little is let pass."""
MOST_DIFFERENCE = 0.35
"""Share by which a stated length may differ from the drawn line before one of them looks wrong."""
COAST_KM = 25.0
SAME_PLACE_KM = 0.2
MANY_TIMES = 100.0
"""A year's figure so many times the median of its series is most likely in another unit."""

WORDS_OF_A_SENTENCE = 5

_SLIVER_DEG = 0.03
"""Simplified neighbours leave gaps between them; land so widened has none."""

_LATIN = re.compile(r"[A-Za-z]{3}")
_MIXED = re.compile(r"\b\w*(?:[A-Za-z][а-яё]|[а-яё][A-Za-z])\w*", re.IGNORECASE)


def suspicions(data: Data) -> Iterator[Fault]:
    """Everything that looks wrong in sound data, file by file."""
    yield from crooked_legs(data)
    yield from lines_unlike_their_length(data)
    yield from ports_inland(data)
    yield from crossings_off_their_border(data)
    yield from places_on_one_spot(data)
    yield from statuses_without_source(data)
    yield from searches_without_day(data)
    yield from dates_out_of_order(data)
    yield from openings_unsearched(data)
    yield from dates_called_firm(data)
    yield from texts_untranslated(data)
    yield from sources_never_cited(data)
    yield from confidences_above_their_sources(data)
    yield from figures_out_of_scale(data)
    yield from figures_that_hide_what_they_count(data)
    yield from stances_without_recent_pages(data)
    yield from silences_without_limit(data)


def _suspicion(
    code: FaultCode, file: str, kind: str, key: str, path: tuple[str | int, ...], **parameters: Value
) -> Fault:
    return Fault(code, file, kind, key, path, parameters, severity=Severity.WARNING)


# --- lengths ------------------------------------------------------------------------------------------


def crooked_legs(data: Data) -> Iterator[Fault]:
    """A leg much longer than its chord has a slip in its length or its line; none can be shorter."""
    for leg in data.legs.values():
        chord = _km(leg.coordinates[0], leg.coordinates[-1])
        if leg.length_km < SHORTEST * chord or (chord > 1 and leg.length_km > MOST_BEND * chord):
            yield _suspicion(
                FaultCode.LENGTH_UNLIKE_CHORD, "legs.geojson", "leg", leg.id, ("length_km",),
                length_km=leg.length_km, times=round(leg.length_km / chord, 2), chord_km=round(chord),
                most=MOST_BEND,
            )  # fmt: skip


def lines_unlike_their_length(data: Data) -> Iterator[Fault]:
    """A line unlike the leg's stated length shows another way, unless a note says why they differ."""
    for leg in data.legs.values():
        drawn = _line_km(leg)
        if leg.length_note is None and abs(drawn / leg.length_km - 1) > MOST_DIFFERENCE:
            yield _suspicion(
                FaultCode.LENGTH_UNLIKE_LINE, "legs.geojson", "leg", leg.id, ("length_km",),
                length_km=leg.length_km, line_km=round(drawn), percent=round(100 * MOST_DIFFERENCE),
            )  # fmt: skip


def _km(here: tuple[float, float], there: tuple[float, float]) -> float:
    return float(_GEOD.inv(*here, *there)[2]) / 1000


def _line_km(leg: Leg) -> float:
    lons, lats = zip(*leg.coordinates, strict=True)
    return float(_GEOD.line_length(lons, lats)) / 1000


# --- places -------------------------------------------------------------------------------------------


def ports_inland(data: Data) -> Iterator[Fault]:
    """A port with land all around is in the wrong place, or is no seaport."""
    land = [shape(feature["geometry"]) for feature in data.countries["features"]]
    for port in data.ports.values():
        around = _circle(port.position, COAST_KM)
        inside = prep(around)
        sea: BaseGeometry = around
        for each in (area for area in land if inside.intersects(area)):
            sea = sea.difference(each.intersection(around.buffer(1)).buffer(_SLIVER_DEG))
        if sea.is_empty:
            yield _suspicion(
                FaultCode.PORT_INLAND, "ports.geojson", "port", port.id, ("position",),
                lon=port.position[0], lat=port.position[1], km=COAST_KM,
            )  # fmt: skip


def _circle(position: tuple[float, float], radius_km: float) -> BaseGeometry:
    degrees = radius_km / _KM_PER_DEGREE
    return scale(Point(position).buffer(degrees), 1 / max(0.01, cos(radians(position[1]))), 1.0)


def crossings_off_their_border(data: Data) -> Iterator[Fault]:
    """A border crossing is as near to both of the countries that it names as its accuracy says."""
    for crossing, away in border_distances(data):
        if away.km > away.most_km:
            yield _suspicion(
                FaultCode.CROSSING_OFF_BORDER, "crossings.geojson", "crossing", crossing.id,
                ("position",), km=round(away.km, 1), country=away.country, most_km=away.most_km,
            )  # fmt: skip


def places_on_one_spot(data: Data) -> Iterator[Fault]:
    """Two places of one layer on one spot are one place entered twice, or one has the other's position."""
    for kind in (kind for kind in PLACES if kind.geometries == ("Point",)):
        listed = list(data.records(kind).values())
        for index, place in enumerate(listed):
            for other in listed[:index]:
                (lon, lat), (there, up) = place.position, other.position
                if abs(lon - there) + abs(lat - up) < 0.1 and _km(*_both(place, other)) < SAME_PLACE_KM:
                    yield _suspicion(
                        FaultCode.SAME_SPOT, kind.file, kind.name, place.id, ("position",), other=other.id
                    )


def _both(place: Any, other: Any) -> tuple[tuple[float, float], tuple[float, float]]:
    return place.position, other.position


# --- time and sources ---------------------------------------------------------------------------------


def _histories(data: Data) -> Iterator[tuple[str, str, str, int, StatusEntry]]:
    """File, kind and id of each record with a status, with the number and the entry of each status."""
    for kind in DOCUMENTED:
        for key, record in data.records(kind).items():
            for index, entry in enumerate(record.status_history):
                yield kind.file, kind.name, key, index, entry


def statuses_without_source(data: Data) -> Iterator[Fault]:
    """A status without a source cannot be checked by a reader, even if it is marked as judgement."""
    for file, kind, key, index, entry in _histories(data):
        if not entry.sources:
            path = ("status_history", index, "sources")
            status = {"status": str(entry.status), "date": entry.from_date}
            yield _suspicion(FaultCode.STATUS_UNSOURCED, file, kind, key, path, **status)


def searches_without_day(data: Data) -> Iterator[Fault]:
    """What was not found may be published by now; without the day nobody knows when to search again."""
    for kind in KINDS:
        for key, record in data.records(kind).items():
            name, _ = name_of(kind, key, record)
            for path in _undated_searches(record.model_dump(mode="json", by_alias=True), ()):
                yield _suspicion(FaultCode.SEARCH_UNDATED, kind.file, kind.name, name, (*path, "tried_on"))


def _undated_searches(value: Any, path: Path) -> Iterator[Path]:
    if isinstance(value, dict):
        if value.get("basis") == Basis.NOT_FOUND and not value.get("tried_on"):
            yield path
        for key, inner in value.items():
            yield from _undated_searches(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _undated_searches(inner, (*path, index))


def dates_out_of_order(data: Data) -> Iterator[Fault]:
    """What was last known before it began, or was due before it was announced, has a date mistyped."""
    for file, kind, key, index, entry in _histories(data):
        if entry.last_known and _is_before(entry.last_known, entry.from_date):
            path = ("status_history", index, "last_known")
            dates = {"last_known": entry.last_known, "date": entry.from_date}
            yield _suspicion(FaultCode.LAST_KNOWN_EARLY, file, kind, key, path, **dates)
    for project in data.projects.values():
        for index, opening in enumerate(project.openings):
            for number, promise in enumerate(opening.promises):
                if _is_before(promise.due, promise.announced):
                    yield _suspicion(
                        FaultCode.DUE_EARLY, "projects.yaml", "project", project.id,
                        ("openings", index, "promises", number, "due"),
                        due=promise.due, announced=promise.announced,
                    )  # fmt: skip


def _is_before(date: str, other: str) -> bool:
    """Whether a date lies before another, as far as both are known."""
    known = min(len(date), len(other))
    return date[:known] < other[:known]


def sources_never_cited(data: Data) -> Iterator[Fault]:
    """A source that nothing cites was forgotten where it belongs, or is left from what was taken out."""
    records = chain.from_iterable(data.records(kind).values() for kind in KINDS)
    cited = {key for record in records for key in cited_sources(record.model_dump())}
    cited |= {key for feature in data.borders["features"] for key in cited_sources(feature["properties"])}
    for key in data.bibliography.keys() - cited:
        yield _suspicion(FaultCode.NEVER_CITED, "bibliography.yaml", "source", key, ("id",))


_RESTS_ON = (Basis.SOURCED, Basis.MIXED)


def confidences_above_their_sources(data: Data) -> Iterator[Fault]:
    """A statement is no surer than the kinds of its sources allow (``docs/sources.md``)."""
    for kind in KINDS:
        for key, record in data.records(kind).items():
            name, _ = name_of(kind, key, record)
            for path, confidence, cited in _confident(record, ()):
                sources = [data.bibliography[each] for each in cited]
                lent = confidence_lent(sources)
                if lent is not None and CONFIDENCE_RANK[confidence] > CONFIDENCE_RANK[lent]:
                    kinds = ", ".join(sorted({str(each.kind) for each in sources if each.kind is not None}))
                    yield _suspicion(
                        FaultCode.CONFIDENCE_ABOVE_SOURCES, kind.file, kind.name, name,
                        (*path, "confidence"), confidence=str(confidence), lent=str(lent), kinds=kinds,
                    )  # fmt: skip


def _confident(value: Any, path: Path) -> Iterator[tuple[Path, Confidence, tuple[str, ...]]]:
    """Every statement in a record that has a confidence and rests on sources: path, confidence, sources."""
    if isinstance(value, Record):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        if {"confidence", "sources"} <= fields.keys() and fields.get("basis", Basis.SOURCED) in _RESTS_ON:
            yield path, fields["confidence"], fields["sources"]
        yield from _confident(fields, path)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _confident(inner, (*path, key))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _confident(inner, (*path, index))


# --- words and figures --------------------------------------------------------------------------------


def texts_untranslated(data: Data) -> Iterator[Fault]:
    """The same words in both languages were not translated; a word in two alphabets has a letter mistyped."""
    for kind in KINDS:
        for key, record in data.records(kind).items():
            name, _ = name_of(kind, key, record)
            for path, english, russian in _texts(record.model_dump(mode="json", by_alias=True), ()):
                mixed, where = _MIXED.search(russian), (*path, "ru")
                if english == russian and _LATIN.search(russian) and _is_to_translate(path, russian):
                    text = _first(russian)
                    yield _suspicion(FaultCode.UNTRANSLATED, kind.file, kind.name, name, where, text=text)
                elif mixed:
                    word = mixed[0]
                    yield _suspicion(FaultCode.MIXED_ALPHABETS, kind.file, kind.name, name, where, word=word)


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str, str]]:
    if isinstance(value, dict) and isinstance(value.get("en"), str) and isinstance(value.get("ru"), str):
        yield path, value["en"], value["ru"]
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))


def _is_to_translate(path: Path, text: str) -> bool:
    """A name of a place or a thing, or a sentence; a firm or a book keeps its own name in any language."""
    named = str(path[-1]).endswith(("name", "title", "summary"))
    return named or text.count(" ") >= WORDS_OF_A_SENTENCE


def _first(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


def figures_out_of_scale(data: Data) -> Iterator[Fault]:
    """One year's figure a hundred times the others of its series is most likely given in another unit."""
    for series in data.series.values():
        values = [point.value for point in series.points if point.value > 0]
        if len(values) < 3:
            continue
        usual = median(values)
        for index, point in enumerate(series.points):
            if point.value > MANY_TIMES * usual or 0 < point.value < usual / MANY_TIMES:
                yield _suspicion(
                    FaultCode.OUT_OF_SCALE, "series.yaml", "series", series.id, ("points", index, "value"),
                    value=point.value, year=point.year, usual=usual, times=MANY_TIMES,
                    unit=str(series.unit),
                )  # fmt: skip


def figures_that_hide_what_they_count(data: Data) -> Iterator[Fault]:
    """A series that does not say whose cargo it counts, or a point that does not say which months."""
    money = {SeriesMeasure.TRADE_VALUE, SeriesMeasure.FINANCE}
    for series in data.series.values():
        told = {"measures": str(series.measures)}
        if (series.measures in money) != (series.unit is Unit.USD_M):
            yield _suspicion(
                FaultCode.MEASURE_UNLIKE_UNIT, "series.yaml", "series", series.id, ("measures",),
                **told, unit=str(series.unit),
            )  # fmt: skip
        if series.counts is None and series.measures in {SeriesMeasure.TRAFFIC, SeriesMeasure.TRADE_VALUE}:
            yield _suspicion(
                FaultCode.SERIES_UNCOUNTED, "series.yaml", "series", series.id, ("counts",), **told
            )
        for index, point in enumerate(series.points):
            if (point.months < 12) != (point.partial is not None):
                yield _suspicion(
                    FaultCode.MONTHS_UNLIKE_PARTIAL, "series.yaml", "series", series.id,
                    ("points", index, "months"), months=point.months, year=point.year,
                )  # fmt: skip
