"""Holds the records against each other: ids that exist, chains that meet, sources that are listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from shapely.geometry import LineString, Point, shape

from layers.errors import Fault
from layers.evidence_consistency import check_evidence, cited_sources, unknown_id
from layers.records import Data, Place, chain_of_places
from layers.schema import Chokepoint, Corridor, Hub, Port

__all__ = ["cross_check"]

_NEAR_DEG = 0.5  # the land is drawn coarsely: Yangshan stands 0.35 degrees off it
_GATE_DEG = 3.0  # a strait is long: the name of the Danish straits stands 2.4 degrees from their gate
_JOIN_DEG = 0.01  # a leg's line begins and ends at its places, but for rounding


def cross_check(data: Data) -> Iterator[Fault]:
    """Every fault of the records against each other."""
    yield from _check_places(data)
    yield from _check_legs(data)
    yield from _check_corridors(data)
    yield from _check_actors(data)
    yield from _check_indicators(data)
    yield from _check_horizon(data)
    yield from _check_citations(data)
    yield from check_evidence(data)


def _check_places(data: Data) -> Iterator[Fault]:
    layers: dict[str, Mapping[str, Place]] = {
        "hubs": data.hubs, "ports": data.ports, "crossings": data.crossings, "chokepoints": data.chokepoints,
    }  # fmt: skip
    count = Counter(key for records in layers.values() for key in records)
    for key in (key for key, times in count.items() if times > 1):
        yield Fault("geodata/", f'place "{key}"', "id", "the id in two layers", "every place id in one layer")
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
    if isinstance(place, Chokepoint) and LineString(place.gate).distance(Point(lon, lat)) > _GATE_DEG:
        got = "a gate away from the position"
        yield Fault(f"geodata/{file}", record, "geometry", got, "a gate line through the strait")


def _check_legs(data: Data) -> Iterator[Fault]:
    for leg in data.legs.values():
        for end, place in (("from", leg.from_id), ("to", leg.to_id)):
            if place not in data.places:
                yield unknown_id(
                    "legs.geojson", f'leg "{leg.id}"', end, place, data.places, "a hub, port or crossing id"
                )
                continue
            drawn, meant = leg.coordinates[0 if end == "from" else -1], data.places[place].position
            if Point(drawn).distance(Point(meant)) > _JOIN_DEG:
                got = f"its {end} end at {drawn[0]:g}, {drawn[1]:g}"
                expected = f"{place} at {meant[0]:g}, {meant[1]:g}"
                remedy = "If the place was moved, run: make data"
                yield Fault("geodata/legs.geojson", f'leg "{leg.id}"', "geometry", got, expected, remedy)
        total = sum(leg.km_by_country.values())
        if leg.km_by_country and abs(total - leg.length_km) > max(1.0, 0.01 * leg.length_km):
            yield Fault(
                "geodata/legs.geojson", f'leg "{leg.id}"', "km_by_country", f"{total:.1f} km in all",
                f"the leg's {leg.length_km:.1f} km", "Run: make register",
            )  # fmt: skip
    for span in data.length_spans:
        for key in span.legs:
            if key not in data.legs:
                yield unknown_id(
                    "length_spans.yaml", f"span of {span.km:g} km", "legs", key, data.legs, "a leg id"
                )


def _check_corridors(data: Data) -> Iterator[Fault]:
    for corridor in data.corridors.values():
        record = f'corridor "{corridor.id}"'
        known = True
        for key in (*(k for route in corridor.routes for k in route.legs), *corridor.context_legs):
            if key not in data.legs:
                known = False
                yield unknown_id("corridors.yaml", record, "legs", key, data.legs, "a leg id")
        if known:
            for route in corridor.routes:
                yield from _check_chain(data, corridor, route.id, route.legs)


def _check_chain(data: Data, corridor: Corridor, route: str, legs: tuple[str, ...]) -> Iterator[Fault]:
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
    if getattr(first, "country", None) != data.home:
        yield Fault(
            "geodata/corridors.yaml", where, field_name, f"a start at {first.id}", f"a city in {data.home}"
        )
    if not (isinstance(last, Port) and last.kind == "open-sea"):
        yield Fault(
            "geodata/corridors.yaml", where, field_name, f"an end at {last.id}", "a port on the open sea"
        )


def _check_actors(data: Data) -> Iterator[Fault]:
    for actor in data.actors.values():
        file, record = f"actors/{actor.id}.yaml", f'actor "{actor.id}"'
        for key in actor.stances:
            if key not in data.corridors:
                yield unknown_id(file, record, "stances", key, data.corridors, "a corridor id")
        for key in data.corridors.keys() - actor.stances.keys():
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
    records: dict[str, Mapping[str, Any]] = {
        "ports.geojson": data.ports, "crossings.geojson": data.crossings,
        "chokepoints.geojson": data.chokepoints,
        "legs.geojson": data.legs, "corridors.yaml": data.corridors,
    }  # fmt: skip
    for file, mapping in records.items():
        for key, record in mapping.items():
            for entry in record.status_history:
                newest = max(entry.last_known or "", entry.from_date)
                if not entry.planned and newest > data.evidence_end:
                    yield Fault(
                        f"geodata/{file}", f'"{key}"', "status_history", f"an observation dated {newest}",
                        f"nothing observed after {data.evidence_end}, where the evidence ends",
                    )  # fmt: skip


def _check_citations(data: Data) -> Iterator[Fault]:
    groups: dict[str, Any] = {
        "ports.geojson": data.ports, "crossings.geojson": data.crossings,
        "chokepoints.geojson": data.chokepoints,
        "legs.geojson": data.legs, "corridors.yaml": data.corridors, "indicators.yaml": data.indicators,
        "actors/": data.actors, "risk/": data.assessments, "events.yaml": data.events,
        "projects.yaml": data.projects, "series.yaml": data.series, "parameters.yaml": data.parameters,
        "claims.yaml": data.claims, "shocks.yaml": data.shocks, "presets.yaml": data.presets,
        "length_spans.yaml": dict(enumerate(data.length_spans)),
    }  # fmt: skip
    for file, mapping in groups.items():
        for key, record in mapping.items():
            for cited in sorted(set(cited_sources(record.model_dump())) - data.bibliography.keys()):
                yield unknown_id(
                    file, f'"{key}"', "sources", cited, data.bibliography, "an id of bibliography.yaml"
                )
