"""Reads ``geodata/`` whole, or says everything that is wrong with it.

:func:`load` is the only way in. It reads every file, checks each record against
:mod:`layers.schema` and the records against each other, and either returns a complete
:class:`Data` or raises one :class:`~layers.errors.DataError` that lists all faults.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from importlib import resources
from pathlib import Path
from typing import Any

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from layers.consequences import follows_from, misnamed, named, with_renamed_once
from layers.consistency import cross_check
from layers.errors import DataError, Fault
from layers.evidence import (
    Assessment,
    Claim,
    Event,
    Parameter,
    Preset,
    Project,
    RubricEntry,
    Series,
    Shock,
    SpotCheck,
)
from layers.evidence_consistency import unknown_id
from layers.lines import Locator
from layers.measuring import km_in_countries
from layers.pack import OPTIONAL_FILES, PACK_FILE, REQUIRED_FILES, Pack
from layers.reading import FolderReader, read_marked, read_yaml
from layers.records import Data, Place
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
    Mode,
    Port,
    Source,
)
from layers.sources import content_sha256
from layers.story import Story

__all__ = [
    "BACKGROUND_FILES",
    "FOLDER_VARIABLE",
    "Data",
    "Place",
    "check_registry",
    "chosen_folder",
    "default_folder",
    "load",
    "read_yaml",
]

FOLDER_VARIABLE = "SEAROOM_DATA"
"""Names the data folder for the process that serves the page."""

BACKGROUND_FILES = ("countries.geojson", "borders.geojson")
"""Layers that are the same in every pack, unless it brings its own."""

_OF_THE_BUILD = frozenset({"legs.yaml"})
"""Kept by hand beside a pack's own files, and read by whatever builds those."""


def default_folder() -> Path:
    """The shipped ``geodata/``: inside the installed package, else beside ``src`` in a checkout."""
    packaged = Path(str(resources.files("layers"))) / "_geodata"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "geodata"


def chosen_folder() -> Path:
    """The folder that the environment names for the server, else the shipped one."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else default_folder()


def load(folder: Path | None = None) -> Data:
    """All records of ``folder`` (the shipped data by default).

    Raises
    ------
    DataError
        With every fault in every file; nothing is half loaded.
    """
    folder = folder or default_folder()
    reader = FolderReader(folder, optional=OPTIONAL_FILES)
    data = _read_all(reader)
    if data is not None and reader.whole:
        found = with_renamed_once([*cross_check(data), *_check_pack(data)], data)
        wrong_ids = misnamed(reader.faults)
        amiss = {named(fault) for fault in found if fault.file != f"geodata/{PACK_FILE}"}
        for fault in found:
            broken = reader.broken | amiss if fault.file == f"geodata/{PACK_FILE}" else reader.broken
            if not follows_from(fault, broken, wrong_ids):
                reader.faults.append(fault)
    if reader.faults or data is None:
        raise DataError(with_lines(reader.faults, folder))
    return data


def with_lines(faults: Iterable[Fault], folder: Path) -> list[Fault]:
    """The faults of a folder, each in its file under the folder's own name, with its line where known."""
    called = "geodata/" if folder == default_folder() else f"{folder.resolve().name}/"
    locator = Locator(folder, read_marked, called)
    return [locator.located(fault) for fault in faults]


def _read_all(reader: FolderReader) -> Data | None:
    pack = reader.one(PACK_FILE, Pack)
    records = _read_records(reader)
    return None if pack is None else Data(pack=pack, **records)


def _check_pack(data: Data) -> Iterator[Fault]:
    """What the pack names is there."""
    record = f'pack "{data.pack.id}"'
    codes = [feature["properties"]["id"] for feature in data.countries["features"]]
    # A home that is no country is one fault, not two.
    origins = [hub.id for hub in data.hubs.values() if hub.country == data.home or data.home not in codes]
    markets = [port.id for port in data.ports.values() if port.kind == "open-sea"]
    named: tuple[tuple[str, str, Iterable[str], str], ...] = (
        ("home", data.home, codes, "a country of countries.geojson"),
        ("default_origin", data.pack.default_origin, origins, f"the id of a hub in {data.home}"),
        ("default_market", data.pack.default_market, markets, "the id of a port on the open sea"),
        ("default_actor", data.pack.default_actor, data.actors, "an actor id"),
    )
    for where, got, known, expected in named:
        if got not in set(known):
            yield unknown_id(PACK_FILE, record, where, got, known, expected)


def _read_records(reader: FolderReader) -> dict[str, Any]:
    hubs = reader.features("hubs.geojson", Hub, ("Point",), "position")
    ports = reader.features("ports.geojson", Port, ("Point",), "position")
    crossings = reader.features("crossings.geojson", Crossing, ("Point",), "position")
    chokepoints = reader.features("chokepoints.geojson", Chokepoint, ("LineString",), "gate")
    reader.features("countries.geojson", Country, ("Polygon", "MultiPolygon"))
    reader.features("borders.geojson", Border, ("LineString", "MultiLineString"))
    reader.features("rail.geojson", None, ("LineString", "MultiLineString"))
    areas = {
        str(feature["properties"].get("id")): shape(feature["geometry"])
        for feature in reader.geojson("countries.geojson")["features"]
        if feature["properties"].get("kind") == "country"
    }
    return {
        "countries": reader.geojson("countries.geojson"),
        "borders": reader.geojson("borders.geojson"),
        "rail": reader.geojson("rail.geojson"),
        "hubs": hubs,
        "ports": ports,
        "crossings": crossings,
        "chokepoints": chokepoints,
        "legs": {
            key: _with_countries(leg, areas)
            for key, leg in reader.features("legs.geojson", Leg, ("LineString",), "coordinates").items()
        },
        "length_spans": tuple(reader.sequence("length_spans.yaml", LengthSpan)),
        "corridors": {c.id: c for c in reader.sequence("corridors.yaml", Corridor)},
        "actors": dict(sorted(reader.folder("actors", Actor).items(), key=lambda item: item[1].order)),
        "indicators": {i.id: i for i in reader.sequence("indicators.yaml", Indicator)},
        "bibliography": {s.id: s for s in reader.sequence("bibliography.yaml", Source)},
        "datasets": tuple(reader.sequence("sources.yaml", Dataset)),
        "rubric": {r.dimension: r for r in reader.sequence("rubric.yaml", RubricEntry, key="dimension")},
        "assessments": {a.id: a for a in reader.sequences("risk", Assessment)},
        "events": {e.id: e for e in sorted(reader.sequence("events.yaml", Event), key=lambda e: e.date)},
        "projects": {p.id: p for p in reader.sequence("projects.yaml", Project)},
        "series": {s.id: s for s in reader.sequence("series.yaml", Series)},
        "parameters": {p.id: p for p in reader.sequence("parameters.yaml", Parameter)},
        "shocks": {s.id: s for s in reader.sequence("shocks.yaml", Shock)},
        "presets": {p.id: p for p in reader.sequence("presets.yaml", Preset)},
        "claims": {c.id: c for c in reader.sequence("claims.yaml", Claim)},
        "spot_checks": tuple(reader.sequence("spot_checks.yaml", SpotCheck)),
        "stories": reader.folder("stories", Story),
        "places": {**hubs, **ports, **crossings, **chokepoints},
    }


def _with_countries(leg: Leg, areas: Mapping[str, BaseGeometry]) -> Leg:
    """The leg with its kilometres in each country, where its file does not say them."""
    if leg.km_by_country or leg.mode in (Mode.SEA, Mode.FERRY):
        return leg
    return leg.model_copy(update={"km_by_country": km_in_countries(leg.coordinates, leg.length_km, areas)})


def check_registry(data: Data, folder: Path) -> Iterator[Fault]:
    """Faults of the files as they are: one that nothing reads, one that the registry misses or that has
    changed since it was registered.

    Not part of :func:`load`, so that an edited file can be looked at before it is registered.
    """
    registered = {dataset.file for dataset in data.datasets}
    present = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if _is_data_file(p, folder)}
    gone = sorted(registered - present)
    for file in sorted(present - registered) if data.pack.registered else ():
        if get_close_matches(file, gone, n=1):
            continue  # its entry is there, under a mistyped name, which is told
        yield Fault(
            "geodata/sources.yaml", f'file "{file}"', "", "no entry", "one entry a file", "Run: make register"
        )
    known = REQUIRED_FILES | OPTIONAL_FILES | _OF_THE_BUILD
    for file in () if data.pack.registered else sorted(present):
        top, inner, _ = file.partition("/")
        if f"{top}{inner}" not in known:
            yield unknown_id(file, "", "", file, known, "a file that is read, or none")
    for dataset in data.datasets:
        if dataset.file not in present:
            fault = unknown_id(
                "sources.yaml", f'file "{dataset.file}"', "file", dataset.file, present - registered, "a file"
            )
            yield replace(fault, got="no such file", expected="the path of a file in the folder")
            continue
        digest = content_sha256((folder / dataset.file).read_bytes())
        if dataset.sha256 is not None and digest != dataset.sha256:
            yield Fault(
                "geodata/sources.yaml", f'file "{dataset.file}"', "sha256", dataset.sha256[:12],
                f"{digest[:12]}, the file as it is now", "If the change is meant, run: make register",
            )  # fmt: skip


def _is_data_file(path: Path, folder: Path) -> bool:
    parts = path.relative_to(folder).parts
    inside = (
        not ({"build", "licences", "packs", "schemas", "__pycache__"} & set(parts))
        and path.name != "sources.yaml"
    )
    return path.is_file() and inside and path.suffix in {".geojson", ".yaml"}
