"""Load a whole pack, or report everything wrong with it.

:func:`load` is the only entry point. It reads the files of every kind in :data:`layers.model.kinds.KINDS`,
validates each record against its model and the records against each other, and either returns a complete
:class:`Data` or raises one :class:`~layers.errors.DataError` that lists all faults.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from operator import attrgetter
from pathlib import Path
from typing import Any

from shapely.geometry import shape

from layers.errors import DataError
from layers.faults import Fault
from layers.geo.geodesy import km_in_countries
from layers.geo.geojson import GeoJson
from layers.model.dataset import Data
from layers.model.kinds import KINDS, OPTIONAL_FILES, Layout, RecordKind
from layers.model.manifest import PACK_FILE
from layers.model.records import Leg
from layers.model.vocabulary import Mode
from layers.packs.reader import FolderReader, read_marked
from layers.packs.references import cross_check
from layers.packs.root_causes import follows_from, misnamed, with_renamed_once
from layers.packs.source_locations import Locator
from layers.packs.unknown_ids import unknown_id

__all__ = [
    "BACKGROUND_FILES",
    "FOLDER_VARIABLE",
    "chosen_folder",
    "default_folder",
    "load",
]

FOLDER_VARIABLE = "SEAROOM_DATA"
"""Environment variable that names the data folder for the server."""

BACKGROUND_FILES = ("countries.geojson", "borders.geojson")
"""Layers that a new pack starts with; they are the same in every pack unless it has its own."""


def default_folder() -> Path:
    """The shipped ``geodata/``: inside the installed package, or beside ``src`` in a checkout."""
    packaged = Path(str(resources.files("layers"))) / "_geodata"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "geodata"


def chosen_folder() -> Path:
    """The folder named by :data:`FOLDER_VARIABLE`, or the shipped one."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else default_folder()


def load(folder: Path | None = None) -> Data:
    """Every record of the pack in ``folder``, by default the shipped one.

    Raises
    ------
    DataError
        With the faults of all files; nothing is loaded in part.
    """
    folder = folder or default_folder()
    reader = FolderReader(folder, optional=OPTIONAL_FILES)
    data = _read_all(reader)
    if data is not None and reader.whole:
        found = with_renamed_once([*cross_check(data, reader.broken), *_check_pack(data)], data)
        wrong_ids = misnamed(reader.faults)
        amiss = {fault.id for fault in found if fault.file != PACK_FILE}
        for fault in found:
            broken = reader.broken | amiss if fault.file == PACK_FILE else reader.broken
            if not follows_from(fault, broken, wrong_ids):
                reader.faults.append(fault)
    if reader.faults or data is None:
        raise DataError(with_lines(reader.faults, folder))
    return data


def with_lines(faults: Iterable[Fault], folder: Path) -> list[Fault]:
    """The faults with the folder's own name in their paths, and with line numbers where they can be found."""
    called = "geodata/" if folder == default_folder() else f"{folder.resolve().name}/"
    locator = Locator(folder, read_marked, called)
    return [locator.located(fault) for fault in faults]


def _read_all(reader: FolderReader) -> Data | None:
    """Everything in the pack; None without a manifest."""
    records = {kind.table: _records(reader, kind) for kind in KINDS}
    records["legs"] = _with_countries(records["legs"], records["countries"])
    return None if records["pack"] is None else Data(**records)


def _records(reader: FolderReader, kind: RecordKind) -> Any:
    """The records of one kind, as its field in ``Data`` holds them."""
    model = kind.model
    if model is None or kind.layout is Layout.FEATURES:
        records = reader.features(kind.file, model, kind.geometries, kind.from_geometry)
        return reader.geojson(kind.file) if kind.is_layer else records
    match kind.layout:
        case Layout.ONE:
            return reader.one(kind.file, model)
        case Layout.FILES:
            found = list(reader.folder(kind.folder, model).values())
        case Layout.LISTS:
            found = reader.sequences(kind.folder, model)
        case Layout.LIST:
            found = reader.sequence(kind.file, model, key=kind.id_field or "id")
    if kind.order_by:
        found.sort(key=attrgetter(kind.order_by))
    return {getattr(record, kind.id_field): record for record in found} if kind.id_field else tuple(found)


def _check_pack(data: Data) -> Iterator[Fault]:
    """Faults of the manifest: what it names must exist."""
    codes = [feature["properties"]["id"] for feature in data.countries["features"]]
    # A home that is no country is one fault, not two.
    origins = [hub.id for hub in data.hubs.values() if hub.country == data.home or data.home not in codes]
    markets = [port.id for port in data.ports.values() if port.kind == "open-sea"]
    named: tuple[tuple[str, str, Iterable[str], str], ...] = (
        ("home", data.home, codes, "country"),
        ("default_origin", data.pack.default_origin, origins, "home-hub"),
        ("default_market", data.pack.default_market, markets, "market"),
        ("default_actor", data.pack.default_actor, data.actors, "actor"),
    )
    for field, value, known, target in named:
        if value not in set(known):
            yield unknown_id(PACK_FILE, "pack", data.pack.id, (field,), value, known, target)
    for number, market in enumerate(data.pack.compared_markets):
        if market not in markets:
            path = ("compared_markets", number)
            yield unknown_id(PACK_FILE, "pack", data.pack.id, path, market, markets, "market")


def _with_countries(legs: Mapping[str, Leg], countries: GeoJson) -> dict[str, Leg]:
    """The legs, with measured kilometres in each country where the file gives none; none at sea."""
    areas = {
        str(feature["properties"].get("id")): shape(feature["geometry"])
        for feature in countries["features"]
        if feature["properties"].get("kind") == "country"
    }
    return {
        key: leg
        if leg.km_by_country or leg.mode in (Mode.SEA, Mode.FERRY)
        else leg.model_copy(update={"km_by_country": km_in_countries(leg.coordinates, leg.length_km, areas)})
        for key, leg in legs.items()
    }
