"""Reads ``geodata/`` whole, or says everything that is wrong with it.

:func:`load` is the only way in. It reads every file, checks each record against
:mod:`layers.schema` and the records against each other, and either returns a complete
:class:`Data` or raises one :class:`~layers.errors.DataError` that lists all faults.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from shapely import is_valid_reason
from shapely.errors import ShapelyError
from shapely.geometry import LineString, Point, shape

from layers.errors import DataError, Fault
from layers.schema import (
    Actor,
    Border,
    Chokepoint,
    Corridor,
    Country,
    Crossing,
    Dataset,
    Hub,
    Indicator,
    Leg,
    LengthSpan,
    Port,
    Source,
)
from layers.sources import content_sha256

__all__ = ["EVIDENCE_END", "HOME", "Data", "Place", "chain_of_places", "check_registry", "default_folder", "load", "read_yaml"]

HOME = "KZ"
"""The landlocked country whose access to the sea is shown."""

EVIDENCE_END = "2026-07-01"
"""Newest date that any source supports; later statuses are announcements, never observations."""

_NEAR_DEG = 0.5  # the land is drawn coarsely: Yangshan stands 0.35 degrees off it
_GATE_DEG = 3.0  # a strait is long: the name of the Danish straits stands 2.4 degrees from their gate
_JOIN_DEG = 0.01  # a leg's line begins and ends at its places, but for rounding

Place = Hub | Port | Crossing | Chokepoint
GeoJson = dict[str, Any]
R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True)
class Data:
    """Everything in ``geodata/``, checked. Mappings go from id to record, in file order.

    ``countries``, ``borders`` and ``rail`` stay GeoJSON (EPSG:4326), because nothing but the map
    reads them.
    """

    home: str
    evidence_end: str
    countries: GeoJson
    borders: GeoJson
    rail: GeoJson
    hubs: Mapping[str, Hub]
    ports: Mapping[str, Port]
    crossings: Mapping[str, Crossing]
    chokepoints: Mapping[str, Chokepoint]
    legs: Mapping[str, Leg]
    length_spans: tuple[LengthSpan, ...]
    corridors: Mapping[str, Corridor]
    actors: Mapping[str, Actor]
    indicators: Mapping[str, Indicator]
    bibliography: Mapping[str, Source]
    datasets: tuple[Dataset, ...]
    places: Mapping[str, Place] = field(default_factory=dict)


def default_folder() -> Path:
    """The shipped ``geodata/``: inside the installed package, else beside ``src`` in a checkout."""
    packaged = Path(str(resources.files("layers"))) / "_geodata"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "geodata"


def load(folder: Path | None = None) -> Data:
    """All records of ``folder`` (the shipped data by default).

    Raises
    ------
    DataError
        With every fault in every file; nothing is half loaded.
    """
    folder = folder or default_folder()
    reader = _Reader(folder)
    data = _read_all(reader)
    if reader.whole:
        # A reference to a record that is there, but broken, is not a second fault.
        reader.faults.extend(f for f in _cross_check(data) if f.got.strip('"') not in reader.broken)
    if reader.faults:
        raise DataError(reader.faults)
    return data


def _read_all(reader: _Reader) -> Data:
    hubs = reader.features("hubs.geojson", Hub, ("Point",), "position")
    ports = reader.features("ports.geojson", Port, ("Point",), "position")
    crossings = reader.features("crossings.geojson", Crossing, ("Point",), "position")
    chokepoints = reader.features("chokepoints.geojson", Chokepoint, ("LineString",), "gate")
    reader.features("countries.geojson", Country, ("Polygon", "MultiPolygon"))
    reader.features("borders.geojson", Border, ("LineString", "MultiLineString"))
    reader.features("rail.geojson", None, ("LineString", "MultiLineString"))
    return Data(
        home=HOME,
        evidence_end=EVIDENCE_END,
        countries=reader.geojson("countries.geojson"),
        borders=reader.geojson("borders.geojson"),
        rail=reader.geojson("rail.geojson"),
        hubs=hubs,
        ports=ports,
        crossings=crossings,
        chokepoints=chokepoints,
        legs=reader.features("legs.geojson", Leg, ("LineString",), "coordinates"),
        length_spans=tuple(reader.sequence("length_spans.yaml", LengthSpan)),
        corridors={c.id: c for c in reader.sequence("corridors.yaml", Corridor)},
        actors=dict(sorted(reader.folder("actors", Actor).items(), key=lambda item: item[1].order)),
        indicators={i.id: i for i in reader.sequence("indicators.yaml", Indicator)},
        bibliography={s.id: s for s in reader.sequence("bibliography.yaml", Source)},
        datasets=tuple(reader.sequence("sources.yaml", Dataset)),
        places={**hubs, **ports, **crossings, **chokepoints},
    )


# --- reading one file -----------------------------------------------------------------------------


class _StrictYaml(yaml.CSafeLoader):
    """YAML without the surprises: dates and 'NO' stay strings, a repeated key is an error."""


_StrictYaml.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")]
    for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _mapping_without_repeats(loader: _StrictYaml, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    if not all(isinstance(key, Hashable) for key in keys):
        raise yaml.constructor.ConstructorError(None, None, "a key that is not a word", node.start_mark)
    for key, times in Counter(map(str, keys)).items():
        if times > 1:
            raise yaml.constructor.ConstructorError(None, None, f"key {key!r} stands {times} times", node.start_mark)
    return dict(zip(keys, (loader.construct_object(value, deep=True) for _, value in node.value), strict=True))


_TRUTH = {"true": True, "false": False}
_StrictYaml.add_constructor("tag:yaml.org,2002:map", _mapping_without_repeats)
_StrictYaml.add_constructor("!truth", lambda loader, node: _TRUTH[node.value])
_StrictYaml.add_implicit_resolver("!truth", __import__("re").compile("^(?:true|false)$"), ["t", "f"])


def read_yaml(path: Path) -> Any:
    """The content of a YAML file; only ``true`` and ``false`` are booleans, dates stay strings."""
    with path.open("rb") as stream:
        return yaml.load(stream, Loader=_StrictYaml)  # noqa: S506 - a subclass of the safe loader


class _Reader:
    """Reads files of one folder and gathers what is wrong with them.

    ``broken`` holds the ids of records that could not be used; ``whole`` is False once a file or a
    record without an id was lost, so that references to it cannot be judged.
    """

    def __init__(self, folder: Path) -> None:
        self.root = folder
        self.faults: list[Fault] = []
        self.broken: set[str] = set()
        self.whole = True
        self._geojson: dict[str, GeoJson] = {}

    def geojson(self, name: str) -> GeoJson:
        if name not in self._geojson:
            content = self._read(name, lambda path: json.loads(path.read_text(encoding="utf-8")))
            if not isinstance(content, dict) or not isinstance(content.get("features"), list):
                if content is not None:
                    self._lost(name, _shorten(content), "a GeoJSON FeatureCollection")
                content = {"type": "FeatureCollection", "features": []}
            self._geojson[name] = content
        return self._geojson[name]

    def features(
        self, name: str, model: type[R] | None, kinds: tuple[str, ...], into: str = ""
    ) -> dict[str, R]:
        """Records of a layer, coordinates in field ``into``; without ``into`` the shapes are checked here."""
        records: dict[str, R] = {}
        content, sound = self.geojson(name), []
        for index, feature in enumerate(content["features"]):
            number = f"feature {index + 1}"
            raw = self._properties(name, number, feature, kinds, into)
            if raw is not None:
                sound.append(feature)
            record = None if raw is None or model is None else self._record(name, model, raw, number)
            if raw is not None and record is not None:
                self._keep(records, name, str(raw["id"]), record)
        self._geojson[name] = content | {"features": sound}
        return records

    def _properties(
        self, name: str, number: str, feature: Any, kinds: tuple[str, ...], into: str
    ) -> dict[str, Any] | None:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            self._lost(name, _shorten(properties), "a mapping of properties", number, "properties")
            return None
        geometry = feature.get("geometry")
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        problem = "" if into or kind not in kinds else _shape_problem(geometry)
        if kind not in kinds or problem:
            key = str(properties.get("id", number))
            self.broken.add(key)
            got = problem or _shorten(kind if isinstance(geometry, dict) else geometry)
            self._fault(name, f'"{key}"', "geometry", got, f"a valid {' or '.join(kinds)}")
            return None
        return {**properties, into: geometry.get("coordinates")} if into else dict(properties)

    def sequence(self, name: str, model: type[R]) -> list[R]:
        content = self._read(name, read_yaml)
        if content is None:
            return []
        if not isinstance(content, list):
            self._lost(name, _shorten(content), "a list of records")
            return []
        read = [self._record(name, model, raw, f"record {i + 1}") for i, raw in enumerate(content)]
        ids = Counter(str(raw.get("id")) for raw in content if isinstance(raw, dict) and "id" in raw)
        for repeated in (key for key, times in ids.items() if times > 1):
            self._fault(name, f'"{repeated}"', "id", "the same id twice", "every id once")
        return [record for record in read if record is not None]

    def folder(self, name: str, model: type[R]) -> dict[str, R]:
        records: dict[str, R] = {}
        for path in sorted((self.root / name).glob("*.yaml")):
            file = f"{name}/{path.name}"
            raw = self._read(file, read_yaml)
            record = self._record(file, model, raw, path.stem) if raw is not None else None
            if record is not None:
                self._keep(records, file, str(raw["id"]), record)
        if not records:
            self._lost(f"{name}/", "no record", "at least one YAML file")
        return records

    def _keep(self, records: dict[str, R], name: str, key: str, record: R) -> None:
        if key in records:
            self._fault(name, f'"{key}"', "id", "the same id twice", "every id once")
        records[key] = record

    def _read(self, name: str, parse: Callable[[Path], Any]) -> Any:
        try:
            content = parse(self.root / name)
        except FileNotFoundError:
            self._lost(name, "no file", "the file to be there", remedy="Restore it from the repository.")
        except OSError as error:
            self._lost(name, str(error.strerror), "a file that can be read")
        except (json.JSONDecodeError, yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
            self._lost(name, " ".join(str(error).split()), "a file that can be parsed")
        else:
            if content is None:
                self._lost(name, "nothing", "records")
            return content
        return None

    def _record(self, name: str, model: type[R], raw: Any, number: str) -> R | None:
        if not isinstance(raw, dict):
            self._lost(name, _shorten(raw), "a mapping of fields", number)
            return None
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            self.broken.add(str(raw.get("id")))
            self.whole = self.whole and "id" in raw
            record = f'{model.__name__.lower()} "{raw.get("id", number)}"'
            self.faults.extend(_faults_of(f"geodata/{name}", record, error))
        return None

    def _lost(
        self, name: str, got: str, expected: str, record: str = "", where: str = "", *, remedy: str = ""
    ) -> None:
        self.whole = False
        self._fault(name, record, where, got, expected, remedy=remedy)

    def _fault(
        self, name: str, record: str, where: str, got: str, expected: str, *, remedy: str = ""
    ) -> None:
        extra = {"remedy": remedy} if remedy else {}
        self.faults.append(Fault(f"geodata/{name}", record, where, got, expected, **extra))


def _shape_problem(geometry: GeoJson) -> str:
    """What is wrong with a geometry that no schema checks; empty if nothing is."""
    try:
        reason = str(is_valid_reason(shape(geometry)))
    except (ShapelyError, KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        return f"coordinates that make no shape ({error})"
    return "" if reason == "Valid Geometry" else reason


def _faults_of(file: str, record: str, error: ValidationError) -> Iterator[Fault]:
    problems = error.errors()
    for problem in problems:
        short = problem["type"] == "too_short"
        if short and any(_is_inside(other["loc"], problem["loc"]) for other in problems):
            continue  # the list is short only because an entry of it is broken
        where = ".".join(str(part) for part in problem["loc"]) or "record"
        got = "nothing" if problem["type"] == "missing" else _shorten(problem["input"])
        context = problem.get("ctx", {})
        match problem["type"]:
            case "missing":
                expected, hint = "the field to be there", ""
            case "extra_forbidden":
                expected, hint = "no such field", ""
            case "enum" | "literal_error":
                expected = f"one of {context['expected']}".replace("'", "")
                hint = _did_you_mean(str(problem["input"]), expected.removeprefix("one of "))
            case "value_error":
                expected, hint = str(context["error"]), ""
            case _:
                expected, hint = problem["msg"].removeprefix("Input should be ").lower(), ""
        yield Fault(file, record, where, got, expected, f"{hint}Correct it and run: searoom check")


def _is_inside(inner: tuple[int | str, ...], outer: tuple[int | str, ...]) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def _did_you_mean(got: str, allowed: str) -> str:
    words = [word.strip() for word in allowed.replace(" or ", ", ").split(",")]
    close = get_close_matches(got, words, n=1)
    return f'Did you mean "{close[0]}"? ' if close else ""


def _shorten(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else f"{text[:77]}..."


# --- records against each other ---------------------------------------------------------------------


def _cross_check(data: Data) -> Iterator[Fault]:
    yield from _check_places(data)
    yield from _check_legs(data)
    yield from _check_corridors(data)
    yield from _check_actors(data)
    yield from _check_horizon(data)
    yield from _check_citations(data)


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
            yield _unknown(file, record, "country", code, areas, "a country of countries.geojson")
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
                yield _unknown("legs.geojson", f'leg "{leg.id}"', end, place, data.places, "a hub, port or crossing id")
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
                f"the leg's {leg.length_km:.1f} km", "Run: make legs",
            )  # fmt: skip
    for span in data.length_spans:
        for key in span.legs:
            if key not in data.legs:
                yield _unknown("length_spans.yaml", f"span of {span.km:g} km", "legs", key, data.legs, "a leg id")


def _check_corridors(data: Data) -> Iterator[Fault]:
    for corridor in data.corridors.values():
        record = f'corridor "{corridor.id}"'
        known = True
        for key in (*(k for route in corridor.routes for k in route.legs), *corridor.context_legs):
            if key not in data.legs:
                known = False
                yield _unknown("corridors.yaml", record, "legs", key, data.legs, "a leg id")
        if known:
            for route in corridor.routes:
                yield from _check_chain(data, corridor, route.id, route.legs)


def _check_chain(data: Data, corridor: Corridor, route: str, legs: tuple[str, ...]) -> Iterator[Fault]:
    where, field_name = f'corridor "{corridor.id}"', f'routes "{route}"'
    chain = chain_of_places(data.legs, legs)
    if isinstance(chain, str):
        yield Fault("geodata/corridors.yaml", where, field_name, f'a break at leg "{chain}"', "legs that meet end to end")
        return
    if not corridor.outlet:
        return
    if not {chain[0], chain[-1]} <= data.places.keys():
        return  # the leg that names such a place is a fault of its own
    first, last = data.places[chain[0]], data.places[chain[-1]]
    if getattr(first, "country", None) != data.home:
        yield Fault("geodata/corridors.yaml", where, field_name, f"a start at {first.id}", f"a city in {data.home}")
    if not (isinstance(last, Port) and last.kind == "open-sea"):
        yield Fault("geodata/corridors.yaml", where, field_name, f"an end at {last.id}", "a port on the open sea")


def chain_of_places(legs: Mapping[str, Leg], keys: tuple[str, ...]) -> list[str] | str:
    """The places a chain of legs visits, in order; or the id of the leg at which the chain breaks."""
    ends = [(legs[key].from_id, legs[key].to_id) for key in keys]
    if len(ends) == 1:
        return list(ends[0])
    shared = set(ends[0]) & set(ends[1])
    if len(shared) != 1:
        return keys[1]
    chain = [ends[0][0] if ends[0][1] in shared else ends[0][1], shared.pop()]
    for key, (start, end) in zip(keys[1:], ends[1:], strict=True):
        if chain[-1] not in (start, end):
            return key
        chain.append(end if chain[-1] == start else start)
    return chain


def _check_actors(data: Data) -> Iterator[Fault]:
    for actor in data.actors.values():
        file, record = f"actors/{actor.id}.yaml", f'actor "{actor.id}"'
        for key in actor.stances:
            if key not in data.corridors:
                yield _unknown(file, record, "stances", key, data.corridors, "a corridor id")
        for key in data.corridors.keys() - actor.stances.keys():
            yield Fault(f"geodata/{file}", record, f"stances.{key}", "nothing", "a stance on every corridor")
        if actor.part_of is not None and actor.part_of not in data.actors:
            yield _unknown(file, record, "part_of", actor.part_of, data.actors, "an actor id")


def _check_horizon(data: Data) -> Iterator[Fault]:
    records: dict[str, Mapping[str, Any]] = {
        "ports.geojson": data.ports, "crossings.geojson": data.crossings, "chokepoints.geojson": data.chokepoints,
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
        "ports.geojson": data.ports, "crossings.geojson": data.crossings, "chokepoints.geojson": data.chokepoints,
        "legs.geojson": data.legs, "corridors.yaml": data.corridors, "indicators.yaml": data.indicators,
        "actors/": data.actors, "length_spans.yaml": dict(enumerate(data.length_spans)),
    }  # fmt: skip
    for file, mapping in groups.items():
        for key, record in mapping.items():
            for cited in sorted(set(_cited(record.model_dump())) - data.bibliography.keys()):
                yield _unknown(file, f'"{key}"', "sources", cited, data.bibliography, "an id of bibliography.yaml")


def _cited(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key.endswith("sources"):
                yield from inner
            else:
                yield from _cited(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _cited(inner)


def check_registry(data: Data, folder: Path) -> Iterator[Fault]:
    """Faults of the registry against the files as they are: a missing entry, a file changed since.

    Not part of :func:`load`, so that an edited file can be looked at before it is registered.
    """
    registered = {dataset.file for dataset in data.datasets}
    present = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if _is_data_file(p, folder)}
    for file in sorted(present - registered):
        yield Fault("geodata/sources.yaml", f'file "{file}"', "", "no entry", "one entry a file", "Run: make register")
    for dataset in data.datasets:
        if dataset.file not in present:
            yield Fault("geodata/sources.yaml", f'file "{dataset.file}"', "file", "no such file", "a file of geodata/")
            continue
        digest = content_sha256((folder / dataset.file).read_bytes())
        if digest != dataset.sha256:
            yield Fault(
                "geodata/sources.yaml", f'file "{dataset.file}"', "sha256", dataset.sha256[:12],
                f"{digest[:12]}, the file as it is now", "If the change is meant, run: make register",
            )  # fmt: skip


def _is_data_file(path: Path, folder: Path) -> bool:
    parts = path.relative_to(folder).parts
    inside = not ({"build", "licences", "__pycache__"} & set(parts)) and path.name != "sources.yaml"
    return path.is_file() and inside and path.suffix in {".geojson", ".yaml"}


def _unknown(file: str, record: str, where: str, got: str, known: Mapping[str, Any], expected: str) -> Fault:
    hint = get_close_matches(str(got), [str(key) for key in known], n=1)
    remedy = (f'Did you mean "{hint[0]}"? ' if hint else "") + "Correct it and run: searoom check"
    return Fault(f"geodata/{file}", record, where, f'"{got}"', expected, remedy)
