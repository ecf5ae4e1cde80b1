"""Holds the records against each other: ids that exist, chains that meet, sources that are listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from shapely.geometry import LineString, Point, shape

from layers.errors import Fault
from layers.model.dataset import Data, Place, chain_of_places
from layers.model.kinds import DOCUMENTED, KINDS, PLACES, cited_sources
from layers.model.records import Chokepoint, Corridor, Hub, Leg, Port
from layers.network.view_names import possible_view_names, view_names
from layers.packs.evidence_references import check_evidence, unknown_id

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
    return frozenset(fault.record.partition('"')[2].rstrip('"') for fault in faults)


def _check_places(data: Data) -> Iterator[Fault]:
    layers: dict[str, Mapping[str, Place]] = {kind.table: data.records(kind) for kind in PLACES}
    taken: dict[str, str] = {}
    for layer, records in layers.items():
        for key in records:
            first = taken.setdefault(key, layer)
            if first != layer:
                got, expected = f"an id that {first}.geojson has too", "every place id in one layer"
                yield Fault(f"geodata/{layer}.geojson", f'place "{key}"', "id", got, expected)
    areas = {f["properties"]["id"]: shape(f["geometry"]) for f in data.countries["features"]}
    for layer, places in layers.items():
        for place in places.values():
            yield from _check_position(f"{layer}.geojson", place, areas)


def _check_position(file: str, place: Place, areas: Mapping[str, Any]) -> Iterator[Fault]:
    """A place lies in a country that it names: finds longitude and latitude the wrong way round."""
    record, (lon, lat) = f'"{place.id}"', place.position
    codes = (place.country,) if isinstance(place, Hub | Port) else place.countries
    for code in codes:
        if code not in areas:
            yield unknown_id(file, record, "country", code, areas, "a country of countries.geojson")
    away = min((areas[code].distance(Point(lon, lat)) for code in codes if code in areas), default=0.0)
    if away > _NEAR_DEG:
        where = f"longitude {lon:g}, latitude {lat:g}, {away:.0f} degrees away from {', '.join(codes)}"
        yield Fault(f"geodata/{file}", record, "position", where, "a position in or near its country")
    elif isinstance(place, Chokepoint) and LineString(place.gate).distance(Point(lon, lat)) > _GATE_DEG:
        got = "a gate away from the position"
        yield Fault(f"geodata/{file}", record, "geometry", got, "a gate line through the strait")


def _check_legs(data: Data, unsound: frozenset[str]) -> Iterator[Fault]:
    moved = _moved_places(data) - unsound
    for place in sorted(moved):
        yield _moved(data, place)
    for leg in data.legs.values():
        for end, place in (("from", leg.from_id), ("to", leg.to_id)):
            if place not in data.places:
                yield unknown_id(
                    "legs.geojson", f'leg "{leg.id}"', end, place, data.places, "a hub, port or crossing id"
                )
        off = {end: place for end, place in _ends_off(data, leg).items() if place not in moved | unsound}
        if off:
            yield _line_elsewhere(data, leg, off)
        total = sum(leg.km_by_country.values())
        if leg.km_by_country and abs(total - leg.length_km) > max(1.0, 0.01 * leg.length_km):
            yield Fault(
                "geodata/legs.geojson", f'leg "{leg.id}"', "km_by_country", f"{total:.1f} km in all",
                f"the leg's {leg.length_km:.1f} km",
                "Correct it, or leave km_by_country out: it is worked out then",
            )  # fmt: skip
    for number, span in enumerate(data.length_spans, 1):
        for index, key in enumerate(span.legs):
            if key not in data.legs:
                record = f"record {number} ({span.km:g} km)"
                yield unknown_id("length_spans.yaml", record, f"legs.{index}", key, data.legs, "a leg id")


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
    return Fault(
        f"geodata/{_file_of(data, place)}", f'"{place}"', "position", f"{lon:g}, {lat:g}",
        f"{drawn_lon:g}, {drawn_lat:g}, where its {len(ends)} legs end ({', '.join(key for key, _ in ends)})",
        "Correct the position; if the place was moved, draw its legs to it (the shipped ones by: make data)",
    )  # fmt: skip


def _file_of(data: Data, place: str) -> str:
    return next(kind.file for kind in PLACES if place in data.records(kind))


def _line_elsewhere(data: Data, leg: Leg, off: dict[str, str]) -> Fault:
    """One fault for a line that does not lead from place to place, whichever of its ends is amiss."""
    there = {end: data.places[place].position for end, place in off.items()}
    reversed_ends = {"from": "to", "to": "from"}
    if len(off) == 2 and all(_joins(leg, reversed_ends[end], position) for end, position in there.items()):
        got = f"a line from {leg.to_id} to {leg.from_id}, the wrong way round"
    else:
        got = " and ".join(f"its {end} end at {_at(_drawn(leg, end))}" for end in off)
    expected = " and ".join(f"{place} at {_at(there[end])}" for end, place in off.items())
    remedy = "Draw the line from place to place (the shipped ones by: make data)"
    return Fault("geodata/legs.geojson", f'leg "{leg.id}"', "geometry", got, expected, remedy)


def _at(position: tuple[float, float]) -> str:
    return f"{position[0]:g}, {position[1]:g}"


def _check_corridors(data: Data, places: frozenset[str], legs: frozenset[str]) -> Iterator[Fault]:
    """Chains of the legs and between the places that are sound; those that are not are named already."""
    for corridor in data.corridors.values():
        record = f'corridor "{corridor.id}"'
        chains = {f"routes.{i}.legs": route.legs for i, route in enumerate(corridor.routes)}
        for where, keys in (chains | {"context_legs": corridor.context_legs}).items():
            for index, key in enumerate(keys):
                if key not in data.legs:
                    field = f"{where}.{index}"
                    yield unknown_id("corridors.yaml", record, field, key, data.legs, "a leg id")
        for route in corridor.routes:
            if data.legs.keys() >= set(route.legs) and not legs & set(route.legs):
                yield from _check_chain(data, corridor, route.id, route.legs, places)


def _check_chain(
    data: Data, corridor: Corridor, route: str, legs: tuple[str, ...], unsound: frozenset[str]
) -> Iterator[Fault]:
    where, field_name = f'corridor "{corridor.id}"', f'routes "{route}"'
    chain = chain_of_places(data.legs, legs)
    if isinstance(chain, str):
        yield Fault(
            "geodata/corridors.yaml",
            where,
            field_name,
            f'a break at leg "{chain}"',
            "legs that meet end to end",
        )
        return
    if not corridor.outlet:
        return
    if not {chain[0], chain[-1]} <= data.places.keys():
        return  # the leg that names such a place is a fault of its own
    first, last = data.places[chain[0]], data.places[chain[-1]]
    is_home = getattr(first, "country", None) == data.home or data.home not in _codes(data)
    if not is_home and first.id not in unsound:
        yield Fault(
            "geodata/corridors.yaml", where, field_name, f"a start at {first.id}", f"a city in {data.home}"
        )
    if not (isinstance(last, Port) and last.kind == "open-sea") and last.id not in unsound:
        yield Fault(
            "geodata/corridors.yaml", where, field_name, f"an end at {last.id}", "a port on the open sea"
        )


def _codes(data: Data) -> set[str]:
    return {feature["properties"]["id"] for feature in data.countries["features"]}


def _check_actors(data: Data) -> Iterator[Fault]:
    for actor in data.actors.values():
        file, record = f"actors/{actor.id}.yaml", f'actor "{actor.id}"'
        for key in actor.stances:
            if key not in data.corridors:
                yield unknown_id(file, record, f"stances.{key}", key, data.corridors, "a corridor id")
        unknown = actor.stances.keys() - data.corridors.keys()
        for key in data.corridors.keys() - actor.stances.keys():
            if get_close_matches(key, unknown, n=1):
                continue  # it stands there under a mistyped name, which is told
            yield Fault(
                f"geodata/{file}", record, f'stances "{key}"', "nothing", "a stance on every corridor"
            )
        if actor.part_of is not None and actor.part_of not in data.actors:
            yield unknown_id(file, record, "part_of", actor.part_of, data.actors, "an actor id")


def _check_indicators(data: Data) -> Iterator[Fault]:
    taken: dict[str, str] = {}
    for indicator in data.indicators.values():
        first = taken.setdefault(indicator.dimension, indicator.id)
        if first != indicator.id:
            got, expected = (
                f"{indicator.dimension}, which {first} already stands for",
                "one index a dimension",
            )
            yield Fault("geodata/indicators.yaml", f'indicator "{indicator.id}"', "dimension", got, expected)


def _check_horizon(data: Data) -> Iterator[Fault]:
    records = {kind.file: data.records(kind) for kind in DOCUMENTED}
    for file, mapping in records.items():
        for key, record in mapping.items():
            for index, entry in enumerate(record.status_history):
                newest = max(entry.last_known or "", entry.from_date)
                if not entry.planned and newest > data.evidence_end:
                    name = "last_known" if newest == entry.last_known else "from"
                    yield Fault(
                        f"geodata/{file}", f'"{key}"', f"status_history.{index}.{name}",
                        f"an observation dated {newest}",
                        f"nothing observed after {data.evidence_end}, where the evidence ends",
                    )  # fmt: skip


def _check_citations(data: Data) -> Iterator[Fault]:
    groups = {kind.file: data.records(kind) for kind in KINDS if kind.cites}
    for file, mapping in groups.items():
        for key, record in mapping.items():
            for cited in sorted(set(cited_sources(record.model_dump())) - data.bibliography.keys()):
                yield unknown_id(
                    file, f'"{key}"', "sources", cited, data.bibliography, "an id of bibliography.yaml"
                )
