"""Where everything comes from: the data files' registry and the bibliography.

The registry (``geodata/sources.yaml``) has one entry a data file; the bibliography
(``geodata/bibliography.yaml``) one entry a cited page. Both are read by :mod:`layers.data`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from layers.schema import Dataset
from layers.text import translate

__all__ = ["content_sha256", "credit_line"]


def content_sha256(content: bytes) -> str:
    """SHA-256 of a file's bytes, in hexadecimal, as the registry records it."""
    return hashlib.sha256(content).hexdigest()


def credit_line(language: str, datasets: Iterable[Dataset], *, is_changed_copy: bool = False) -> str:
    """The credits that every map and export must show, each once, in registry order.

    What is made of data that a reader has changed says so.
    """
    names = " · ".join(dict.fromkeys(dataset.attribution for dataset in datasets if dataset.attribution))
    line = translate(language, "map.credits", credits=names)
    return f"{line}. {translate(language, 'map.changed_copy')}" if is_changed_copy else line
