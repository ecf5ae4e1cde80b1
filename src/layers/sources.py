"""Where everything comes from: the data files' registry and the bibliography.

The registry (``geodata/sources.yaml``) has one entry a data file; the bibliography
(``geodata/bibliography.yaml``) one entry a cited page. Both are read by :mod:`layers.data`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from layers.schema import Dataset

__all__ = ["attribution_line", "content_sha256"]


def content_sha256(content: bytes) -> str:
    """SHA-256 of a file's bytes, in hexadecimal, as the registry records it."""
    return hashlib.sha256(content).hexdigest()


def attribution_line(datasets: Iterable[Dataset]) -> str:
    """The credits that every map and export must show, each once, in registry order."""
    return " · ".join(dict.fromkeys(dataset.attribution for dataset in datasets if dataset.attribution))
