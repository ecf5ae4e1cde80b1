"""Check the registry of a pack's files, ``sources.yaml``, against the files in the folder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from layers.faults import Fault, FaultCode
from layers.model.dataset import Data
from layers.model.kinds import OPTIONAL_FILES, REQUIRED_FILES
from layers.packs.reader import parse_json, parse_yaml
from layers.packs.unknown_ids import nearest

__all__ = ["LEG_FACTS", "check_registry", "content_sha256", "measured"]

LEG_FACTS = "legs.yaml"
"""The facts of legs by id, from which ``legs.geojson`` is built, in a pack that keeps them apart."""

_OF_THE_BUILD = frozenset({LEG_FACTS})
"""Files beside a pack's own that only what changes it reads."""


def content_sha256(content: bytes) -> str:
    """SHA-256 of a file's bytes, in hexadecimal, as the registry records it."""
    return hashlib.sha256(content).hexdigest()


def measured(name: str, content: bytes) -> dict[str, Any]:
    """What the registry records of one file and can be measured: sha256, features (records), geometry."""
    found: dict[str, Any] = {"sha256": content_sha256(content)}
    if name.endswith(".geojson"):
        features = parse_json(content.decode("utf-8"))["features"]
        kinds = sorted({feature["geometry"]["type"] for feature in features})
        return found | {"features": len(features), "geometry": ", ".join(kinds)}
    records = parse_yaml(content) or ()
    return found | {"features": 1 if "id" in records else len(records), "geometry": "none"}


def check_registry(data: Data, folder: Path) -> Iterator[Fault]:
    """Faults of the files: files that nothing reads, that are not registered, or that have changed since.

    Not part of :func:`~layers.packs.load.load`, so that an edited pack can be viewed before it is registered.
    """
    registered = {dataset.file for dataset in data.datasets}
    present = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if _is_data_file(p, folder)}
    gone = sorted(registered - present)
    for file in sorted(present - registered) if data.pack.registered else ():
        if get_close_matches(file, gone, n=1):
            continue  # its entry is there, under a mistyped name, which is reported
        yield Fault(FaultCode.FILE_UNREGISTERED, "sources.yaml", "file", file)
    known = REQUIRED_FILES | OPTIONAL_FILES | _OF_THE_BUILD
    for file in () if data.pack.registered else sorted(present):
        top, inner, _ = file.partition("/")
        if f"{top}{inner}" not in known:
            yield Fault(FaultCode.FILE_UNUSED, file, suggestion=nearest(file, known))
    for dataset in data.datasets:
        if dataset.file not in present:
            suggestion = nearest(dataset.file, present - registered)
            yield Fault(
                FaultCode.REGISTERED_FILE_MISSING, "sources.yaml", "file", dataset.file, ("file",),
                suggestion=suggestion,
            )  # fmt: skip
            continue
        digest = content_sha256((folder / dataset.file).read_bytes())
        if dataset.sha256 is not None and digest != dataset.sha256:
            checksums = {"registered": dataset.sha256[:12], "found": digest[:12]}
            yield Fault(FaultCode.CHECKSUM, "sources.yaml", "file", dataset.file, ("sha256",), checksums)


def _is_data_file(path: Path, folder: Path) -> bool:
    parts = path.relative_to(folder).parts
    inside = (
        not ({"build", "licences", "packs", "schemas", "__pycache__"} & set(parts))
        and path.name != "sources.yaml"
    )
    return path.is_file() and inside and path.suffix in {".geojson", ".yaml"}
