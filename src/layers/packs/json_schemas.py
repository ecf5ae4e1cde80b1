"""JSON Schemas of the files of a pack, made from the models, for editors that complete and check fields.

A schema says what one file may hold; ids that exist and chains that meet are what ``searoom check`` sees to.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from layers.errors import ExportError
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
from layers.model.manifest import Pack
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

__all__ = ["KINDS", "FileKind", "schema_of", "write_schemas"]


@dataclass(frozen=True)
class FileKind:
    """One kind of file: what it holds, how, and where it lies (a pattern within the pack)."""

    model: type[BaseModel]
    holds: Literal["record", "list", "features"]
    files: str
    geometries: tuple[str, ...] = ()
    from_geometry: str = ""
    """The field that comes from the geometry, not from the properties."""


KINDS: Mapping[str, FileKind] = {
    "pack": FileKind(Pack, "record", "pack.yaml"),
    "hub": FileKind(Hub, "features", "hubs.geojson", ("Point",), "position"),
    "port": FileKind(Port, "features", "ports.geojson", ("Point",), "position"),
    "crossing": FileKind(Crossing, "features", "crossings.geojson", ("Point",), "position"),
    "chokepoint": FileKind(Chokepoint, "features", "chokepoints.geojson", ("LineString",), "gate"),
    "leg": FileKind(Leg, "features", "legs.geojson", ("LineString",), "coordinates"),
    "country": FileKind(Country, "features", "countries.geojson", ("Polygon", "MultiPolygon")),
    "border": FileKind(Border, "features", "borders.geojson", ("LineString", "MultiLineString")),
    "corridor": FileKind(Corridor, "list", "corridors.yaml"),
    "actor": FileKind(Actor, "record", "actors/*.yaml"),
    "bibliography": FileKind(Source, "list", "bibliography.yaml"),
    "sources": FileKind(Dataset, "list", "sources.yaml"),
    "rubric": FileKind(RubricEntry, "list", "rubric.yaml"),
    "parameters": FileKind(Parameter, "list", "parameters.yaml"),
    "assessment": FileKind(Assessment, "list", "risk/*.yaml"),
    "event": FileKind(Event, "list", "events.yaml"),
    "project": FileKind(Project, "list", "projects.yaml"),
    "series": FileKind(Series, "list", "series.yaml"),
    "shock": FileKind(Shock, "list", "shocks.yaml"),
    "preset": FileKind(Preset, "list", "presets.yaml"),
    "claim": FileKind(Claim, "list", "claims.yaml"),
    "story": FileKind(Story, "record", "stories/*.yaml"),
    "indicator": FileKind(Indicator, "list", "indicators.yaml"),
    "length_span": FileKind(LengthSpan, "list", "length_spans.yaml"),
    "spot_check": FileKind(SpotCheck, "list", "spot_checks.yaml"),
}


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of one kind of file."""
    kind = KINDS[name]
    record = kind.model.model_json_schema(by_alias=True)
    shared = {"$defs": record.pop("$defs")} if "$defs" in record else {}
    if kind.from_geometry:
        record["properties"].pop(kind.from_geometry)
        record["required"].remove(kind.from_geometry)
    whole: dict[str, Any] = record
    if kind.holds == "list":
        whole = {"type": ["array", "null"], "items": record}
    elif kind.holds == "features":
        whole = _collection(kind, record)
    return {"$schema": GenerateJsonSchema.schema_dialect, **whole, **shared}


def _collection(kind: FileKind, record: dict[str, Any]) -> dict[str, Any]:
    geometry = {
        "type": "object",
        "properties": {"type": {"enum": list(kind.geometries)}, "coordinates": {"type": "array"}},
        "required": ["type", "coordinates"],
    }
    feature = {
        "type": "object",
        "properties": {"type": {"const": "Feature"}, "properties": record, "geometry": geometry},
        "required": ["type", "properties", "geometry"],
    }
    return {
        "type": "object",
        "properties": {
            "type": {"const": "FeatureCollection"},
            "features": {"type": "array", "items": feature},
        },
        "required": ["type", "features"],
    }


def write_schemas(folder: Path) -> list[Path]:
    """Write the schema of every kind of file; returns the paths.

    Raises
    ------
    ExportError
        If the folder cannot be written to.
    """
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in KINDS:
            path = folder / f"{name}.schema.json"
            text = json.dumps(schema_of(name), ensure_ascii=False, indent=1)
            path.write_text(text + "\n", encoding="utf-8")
            paths.append(path)
    except OSError as error:
        raise ExportError(f"{folder}: {error.strerror}. Choose a folder that can be written to.") from error
    return paths
