"""Check the records against each other: ids must exist, chains must meet, sources must be listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from shapely.geometry import LineString, Point, shape

from layers.faults import Fault, FaultCode, Value
from layers.model.dataset import Data, Place, chain_of_places
from layers.model.kinds import DOCUMENTED, KINDS, PLACES, RecordKind, cited_sources
from layers.model.records import Chokepoint, Corridor, Hub, Leg, Port
from layers.network.view_names import possible_view_names, view_names
from layers.packs.evidence_references import check_evidence
from layers.packs.paths import citations_by_path, name_of
from layers.packs.unknown_ids import unknown_id

__all__ = ["cross_check"]

_NEAR_DEG = 0.5  # the land is drawn coarsely: Yangshan stands 0.35 degrees off it
_GATE_DEG = 3.0  # a strait is long: the name of the Danish straits stands 2.4 degrees from their gate
_JOIN_DEG = 0.01  # a leg's line begins and ends at its places, but for rounding


def cross_check(data: Data, broken: Collection[str] = ()) -> Iterator[Fault]:
    """Every fault of the records against each other; ``broken`` are ids of records that could not be read."""
    places = list(_check_places(data))
    legs = list(_check_legs(data, _names(places)))
    corridors = list(_check_corridors(data, _names(places), _names(legs)))
    yield from places
    yield from legs
    yield from corridors
    yield from _check_actors(data)
    yield from _check_indicators(data)
    yield from _check_horizon(data)
    yield from _check_citations(data)
    is_sound = not (broken or places or legs or corridors) and data.home in _codes(data)
    yield from check_evidence(data, view_names(data) if is_sound else possible_view_names(data))


def _names(faults: list[Fault]) -> frozenset[str]:
    """Ids of the records that faults are about: what follows from those is no second fault."""
    return frozenset(fault.id for fault in faults)


def _check_places(data: Data) -> Iterator[Fault]:
    taken: dict[str, str] = {}
    for kind in PLACES:
        for key in data.records(kind):
            first = taken.setdefault(key, kind.file)
            if first != kind.file:
                yield Fault(FaultCode.ID_IN_TWO_FILES, kind.file, kind.name, key, ("id",), {"other": first})
    areas = {f["properties"]["id"]: shape(f["geometry"]) for f in data.countries["features"]}
    for kind in PLACES:
        for place in data.records(kind).values():
            yield from _check_position(kind, place, areas)


def _check_position(kind: RecordKind, place: Place, areas: Mapping[str, Any]) -> Iterator[Fault]:
    """A place lies in a country that it names: this finds longitude and latitude the wrong way round."""
    lon, lat = place.position
    if isinstance(place, Hub | Port):
        named: dict[tuple[str | int, ...], str] = {("country",): place.country}
    else:
        named = {("countries", index): code for index, code in enumerate(place.countries)}
    for path, code in named.items():
        if code not in areas:
            yield unknown_id(kind.file, kind.name, place.id, path, code, areas, "country")
    codes = tuple(code for code in named.values() if code in areas)
    away = min((areas[code].distance(Point(lon, lat)) for code in codes), default=0.0)
    if away > _NEAR_DEG:
        where: dict[str, Value] = {
            "lon": lon, "lat": lat, "degrees": round(away), "countries": tuple(named.values()),
        }  # fmt: skip
        yield Fault(FaultCode.POSITION_OUTSIDE_COUNTRY, kind.file, kind.name, place.id, ("position",), where)
    elif isinstance(place, Chokepoint) and LineString(place.gate).distance(Point(lon, lat)) > _GATE_DEG:
        yield Fault(FaultCode.GATE_AWAY, kind.file, kind.name, place.id, ("geometry",))


def _check_legs(data: Data, unsound: frozenset[str]) -> Iterator[Fault]:
    moved = _moved_places(data) - unsound
    for place in sorted(moved):
        yield _moved(data, place)
    for leg in data.legs.values():
        for end, place in (("from", leg.from_id), ("to", leg.to_id)):
            if place not in data.places:
                yield unknown_id("legs.geojson", "leg", leg.id, (end,), place, data.places, "end")
        off = {end: place for end, place in _ends_off(data, leg).items() if place not in moved | unsound}
        if off:
            yield _line_elsewhere(data, leg, off)
        total = sum(leg.km_by_country.values())
        if leg.km_by_country and abs(total - leg.length_km) > max(1.0, 0.01 * leg.length_km):
            lengths = {"total_km": round(total, 1), "length_km": round(leg.length_km, 1)}
            yield Fault(FaultCode.COUNTRY_KM_SUM, "legs.geojson", "leg", leg.id, ("km_by_country",), lengths)
    for number, span in enumerate(data.length_spans, 1):
        for index, key in enumerate(span.legs):
            if key not in data.legs:
                where = ("legs", index)
                name = f"{span.km:g}"
                yield unknown_id("length_spans.yaml", "span", name, where, key, data.legs, "leg", number)


def _ends_off(data: Data, leg: Leg) -> dict[str, str]:
    """The ends of a leg whose line does not lead to the place that it names."""
    ends = {"from": leg.from_id, "to": leg.to_id}
    return {
        end: place for end, place in ends.items()
        if place in data.places and not _joins(leg, end, data.places[place].position)
    }  # fmt: skip


def _joins(leg: Leg, end: str, position: tuple[float, float]) -> bool:
    return Point(_drawn(leg, end)).distance(Point(position)) <= _JOIN_DEG


def _drawn(leg: Leg, end: str) -> tuple[float, float]:
    return leg.coordinates[0 if end == "from" else -1]


def _moved_places(data: Data) -> frozenset[str]:
    """Places at which several legs should end and none does: the place is amiss, not every leg."""
    should: Counter[str] = Counter()
    do_not: Counter[str] = Counter()
    for leg in data.legs.values():
        should.update((leg.from_id, leg.to_id))
        do_not.update(_ends_off(data, leg).values())
    return frozenset(place for place, times in do_not.items() if times > 1 and times == should[place])


def _moved(data: Data, place: str) -> Fault:
    ends = [
        (leg.id, _drawn(leg, end)) for leg in data.legs.values()
        for end, named in _ends_off(data, leg).items() if named == place
    ]  # fmt: skip
    (lon, lat), (drawn_lon, drawn_lat) = data.places[place].position, ends[0][1]
    parameters: dict[str, Value] = {
        "lon": lon, "lat": lat, "drawn_lon": drawn_lon, "drawn_lat": drawn_lat, "count": len(ends),
        "legs": tuple(key for key, _ in ends),
    }  # fmt: skip
    kind = next(kind for kind in PLACES if place in data.records(kind))
    return Fault(FaultCode.PLACE_MOVED, kind.file, kind.name, place, ("position",), parameters)


def _line_elsewhere(data: Data, leg: Leg, off: dict[str, str]) -> Fault:
    """One fault for a line that does not lead from place to place, whichever of its ends is amiss."""
    there = {end: data.places[place].position for end, place in off.items()}
    reversed_ends = {"from": "to", "to": "from"}
    if len(off) == 1:
        ((end, place),) = off.items()
        code = FaultCode.LINE_START_ELSEWHERE if end == "from" else FaultCode.LINE_END_ELSEWHERE
        parameters: dict[str, Value] = {"place": place, **_at(there[end]), **_at(_drawn(leg, end), "drawn_")}
    elif all(_joins(leg, reversed_ends[end], position) for end, position in there.items()):
        code, parameters = FaultCode.LINE_REVERSED, {"start": leg.from_id, "end": leg.to_id}
    else:
        code = FaultCode.LINE_ELSEWHERE
        parameters = {
            "start": leg.from_id, **_at(there["from"], "start_"),
            **_at(_drawn(leg, "from"), "drawn_start_"),
            "end": leg.to_id, **_at(there["to"], "end_"), **_at(_drawn(leg, "to"), "drawn_end_"),
        }  # fmt: skip
    return Fault(code, "legs.geojson", "leg", leg.id, ("geometry",), parameters)


def _at(position: tuple[float, float], prefix: str = "") -> dict[str, Value]:
    return {f"{prefix}lon": position[0], f"{prefix}lat": position[1]}


def _check_corridors(data: Data, places: frozenset[str], legs: frozenset[str]) -> Iterator[Fault]:
    """Chains of the legs and between the places that are sound; those that are not are named already."""
    for corridor in data.corridors.values():
        chains: dict[tuple[str | int, ...], tuple[str, ...]] = {
            ("routes", index, "legs"): route.legs for index, route in enumerate(corridor.routes)
        }
        for path, keys in (chains | {("context_legs",): corridor.context_legs}).items():
            for index, key in enumerate(keys):
                if key not in data.legs:
                    where = (*path, index)
                    yield unknown_id("corridors.yaml", "corridor", corridor.id, where, key, data.legs, "leg")
        for index, route in enumerate(corridor.routes):
            if data.legs.keys() >= set(route.legs) and not legs & set(route.legs):
                yield from _check_chain(data, corridor, index, places)


def _check_chain(data: Data, corridor: Corridor, index: int, unsound: frozenset[str]) -> Iterator[Fault]:
    """The legs of a route meet; those of a way out lead from the home country to the open sea."""

    def fault(code: FaultCode, *below: str | int, **parameters: Value) -> Fault:
        path, named = ("routes", index, *below), {"route": route.id, **parameters}
        return Fault(code, "corridors.yaml", "corridor", corridor.id, path, named)

    route = corridor.routes[index]
    chain = chain_of_places(data.legs, route.legs)
    if isinstance(chain, str):
        yield fault(FaultCode.CHAIN_BROKEN, "legs", route.legs.index(chain), leg=chain)
        return
    if not corridor.outlet:
        return
    if not {chain[0], chain[-1]} <= data.places.keys():
        return  # the leg that names such a place is a fault of its own
    first, last = data.places[chain[0]], data.places[chain[-1]]
    is_home = getattr(first, "country", None) == data.home or data.home not in _codes(data)
    if not is_home and first.id not in unsound:
        yield fault(FaultCode.CHAIN_START, place=first.id, home=data.home)
    if not (isinstance(last, Port) and last.kind == "open-sea") and last.id not in unsound:
        yield fault(FaultCode.CHAIN_END, place=last.id)


def _codes(data: Data) -> set[str]:
    return {feature["properties"]["id"] for feature in data.countries["features"]}


def _check_actors(data: Data) -> Iterator[Fault]:
    for actor in data.actors.values():
        file = f"actors/{actor.id}.yaml"
        for key in actor.stances:
            if key not in data.corridors:
                path = ("stances", key)
                yield unknown_id(file, "actor", actor.id, path, key, data.corridors, "corridor")
        unknown = actor.stances.keys() - data.corridors.keys()
        for key in data.corridors.keys() - actor.stances.keys():
            if get_close_matches(key, unknown, n=1):
                continue  # it is there under a mistyped name, which is reported
            yield Fault(FaultCode.STANCE_MISSING, file, "actor", actor.id, ("stances",), {"corridor": key})
        if actor.part_of is not None and actor.part_of not in data.actors:
            yield unknown_id(file, "actor", actor.id, ("part_of",), actor.part_of, data.actors, "actor")


def _check_indicators(data: Data) -> Iterator[Fault]:
    taken: dict[str, str] = {}
    for indicator in data.indicators.values():
        first = taken.setdefault(indicator.dimension, indicator.id)
        if first != indicator.id:
            parameters = {"dimension": str(indicator.dimension), "other": first}
            yield Fault(
                FaultCode.INDEX_TWICE, "indicators.yaml", "indicator", indicator.id, ("dimension",),
                parameters,
            )  # fmt: skip


def _check_horizon(data: Data) -> Iterator[Fault]:
    for kind in DOCUMENTED:
        for key, record in data.records(kind).items():
            for index, entry in enumerate(record.status_history):
                newest = max(entry.last_known or "", entry.from_date)
                if not entry.planned and newest > data.evidence_end:
                    path = ("status_history", index, "last_known" if newest == entry.last_known else "from")
                    dates = {"date": newest, "end": data.evidence_end}
                    yield Fault(FaultCode.AFTER_EVIDENCE, kind.file, kind.name, key, path, dates)


def _check_citations(data: Data) -> Iterator[Fault]:
    """A fault for each source that a record cites and the bibliography lacks, at its first citation."""
    for kind in (kind for kind in KINDS if kind.cites):
        for key, record in data.records(kind).items():
            dumped = record.model_dump(by_alias=True)
            if data.bibliography.keys() >= set(cited_sources(dumped)):
                continue  # paths are only needed for a fault, and take twice as long
            reported: set[str] = set()
            for path, cited in citations_by_path(dumped):
                if cited not in data.bibliography and cited not in reported:
                    reported.add(cited)
                    name, number = name_of(kind, key, record)
                    sources = data.bibliography
                    yield unknown_id(kind.file, kind.name, name, path, cited, sources, "source", number)
