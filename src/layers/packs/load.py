"""Reads ``geodata/`` whole, or says everything that is wrong with it.

:func:`load` is the only way in. It reads every file, checks each record against
:mod:`layers.model.records` and the records against each other, and either returns a complete
:class:`Data` or raises one :class:`~layers.errors.DataError` that lists all faults.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from layers.errors import DataError, Fault
from layers.geo.geodesy import km_in_countries
from layers.model.dataset import Data
from layers.model.evidence import (
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
from layers.model.manifest import OPTIONAL_FILES, PACK_FILE, Pack
from layers.model.records import (
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
from layers.model.story import Story
from layers.model.vocabulary import Mode
from layers.packs.evidence_references import unknown_id
from layers.packs.reader import FolderReader, read_marked
from layers.packs.references import cross_check
from layers.packs.root_causes import follows_from, misnamed, named, with_renamed_once
from layers.packs.source_locations import Locator

__all__ = [
    "BACKGROUND_FILES",
    "FOLDER_VARIABLE",
    "chosen_folder",
    "default_folder",
    "load",
]

FOLDER_VARIABLE = "SEAROOM_DATA"
"""Names the data folder for the process that serves the page."""

BACKGROUND_FILES = ("countries.geojson", "borders.geojson")
"""Layers that are the same in every pack, unless it brings its own."""


def default_folder() -> Path:
    """The shipped ``geodata/``: inside the installed package, else beside ``src`` in a checkout."""
    packaged = Path(str(resources.files("layers"))) / "_geodata"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "geodata"


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
