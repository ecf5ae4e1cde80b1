"""Check the registry of a pack's files, ``sources.yaml``, against the files in the folder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from layers.errors import Fault
from layers.model.dataset import Data
from layers.model.kinds import OPTIONAL_FILES, REQUIRED_FILES
from layers.packs.evidence_references import unknown_id

__all__ = ["check_registry", "content_sha256"]

_OF_THE_BUILD = frozenset({"legs.yaml"})
"""Files beside a pack's own that only the scripts which build it read."""


def content_sha256(content: bytes) -> str:
    """SHA-256 of a file's bytes, in hexadecimal, as the registry records it."""
    return hashlib.sha256(content).hexdigest()


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
