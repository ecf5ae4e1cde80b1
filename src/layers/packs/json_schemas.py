"""JSON Schemas of the files of a pack, generated from the models, for editors that complete and check fields.

A schema describes one file. Whether ids exist and legs meet is for ``searoom check`` to find out.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from layers.errors import ExportError, cause_of
from layers.faults import ErrorCode
from layers.model.kinds import KINDS, Layout, RecordKind

__all__ = ["schema_of", "write_schemas"]


def schema_of(kind: RecordKind) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one file of a kind.

    Raises
    ------
    ValueError
        If the kind has no model, and so nothing to describe.
    """
    if kind.model is None:
        raise ValueError(f"{kind.name} has no model")
    record = kind.model.model_json_schema(by_alias=True)
    shared = {"$defs": record.pop("$defs")} if "$defs" in record else {}
    if kind.from_geometry:
        record["properties"].pop(kind.from_geometry)
        record["required"].remove(kind.from_geometry)
    whole: dict[str, Any] = record
    if kind.layout in (Layout.LIST, Layout.LISTS):
        whole = {"type": ["array", "null"], "items": record}
    elif kind.layout is Layout.FEATURES:
        whole = _collection(kind, record)
    return {"$schema": GenerateJsonSchema.schema_dialect, **whole, **shared}


def _collection(kind: RecordKind, record: dict[str, Any]) -> dict[str, Any]:
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
    """Write the schema of every kind of file to ``folder``, which is created if need be; return the paths.

    Raises
    ------
    ExportError
        If the folder cannot be written to.
    """
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind in (kind for kind in KINDS if kind.schema):
            path = folder / f"{kind.schema}.schema.json"
            text = json.dumps(schema_of(kind), ensure_ascii=False, indent=1)
            path.write_text(text + "\n", encoding="utf-8")
            paths.append(path)
    except OSError as error:
        raise ExportError(ErrorCode.FOLDER_UNWRITABLE, path=str(folder), cause=cause_of(error)) from error
    return paths
