"""The credits that every map and export must show."""

from __future__ import annotations

from layers.model.dataset import Data
from layers.text import translate

__all__ = ["credit_line"]


def credit_line(data: Data, language: str) -> str:
    """Return the attributions of all data files, each once, in registry order.

    Files made from data that a reader has edited say so.
    """
    names = " · ".join(dict.fromkeys(dataset.attribution for dataset in data.datasets if dataset.attribution))
    line = translate(language, "map.credits", credits=names)
    return f"{line}. {translate(language, 'map.changed_copy')}" if data.is_changed_copy else line
