"""Brings ``sources.yaml`` up to date with the files: sha256, number of features, geometry types.

Everything a person wrote there (title, source, licence, attribution, edition) is kept as it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from layers.packs.reader import read_yaml
from layers.packs.registry import measured

__all__ = ["describe", "register"]


def register(folder: Path) -> Path:
    """Rewrite the measured fields of every entry in ``folder/sources.yaml``."""
    path = folder / "sources.yaml"
    entries = [entry | describe(folder / entry["file"]) for entry in read_yaml(path)]
    header = "".join(
        line for line in path.read_text(encoding="utf-8").splitlines(True) if line.startswith("#")
    )
    body = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=110)
    path.write_text(header + body, encoding="utf-8")
    return path


def describe(path: Path) -> dict[str, Any]:
    """What can be measured of one data file."""
    return measured(path.name, path.read_bytes())
