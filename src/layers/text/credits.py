"""Whom the data are of, as every map and export must say."""

from __future__ import annotations

from layers.model.dataset import Data
from layers.text import translate

__all__ = ["credit_line"]


def credit_line(data: Data, language: str) -> str:
    """The attributions of all data files, each once, in registry order.

    What is made of data that a reader has changed says so.
    """
    names = " · ".join(dict.fromkeys(dataset.attribution for dataset in data.datasets if dataset.attribution))
    line = translate(language, "map.credits", credits=names)
    return f"{line}. {translate(language, 'map.changed_copy')}" if data.is_changed_copy else line
