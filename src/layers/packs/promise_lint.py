"""Report what looks wrong with promised dates: histories not searched, dates called firm without a search.

As in :mod:`layers.packs.lint`, these are warnings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from layers.faults import Fault, FaultCode, Severity
from layers.model.dataset import Data
from layers.model.evidence import Opening
from layers.network.slippage import YEARS_BEFORE, Constancy, constancy_of, openings

__all__ = ["dates_called_firm", "openings_unsearched"]

_FIRM = {
    "en": re.compile(r"\b(?:has|have|had) not (?:moved|changed|slipped)\b", re.IGNORECASE),
    "ru": re.compile(r"\bне (?:менял|изменил|сдвигал|сдвинул|переносил)\w*", re.IGNORECASE),
}
"""Words that say that a date has stayed."""


def openings_unsearched(data: Data) -> Iterator[Fault]:
    """An opening that does not say from when and when promises were sought may lack the first of them."""
    for project in data.projects.values():
        for index, opening in enumerate(project.openings):
            for field in ("searched_back_to", "searched_on"):
                if getattr(opening, field) is None:
                    path = ("openings", index, field)
                    yield _suspicion(FaultCode.OPENING_UNSEARCHED, project.id, path, missing=field)


def dates_called_firm(data: Data) -> Iterator[Fault]:
    """Words that say that a date has stayed need a search that reached far enough back."""
    for project, opening in openings(data):
        if constancy_of(opening, data.evidence_end) is Constancy.FIRM:
            continue
        path = ("openings", project.openings.index(opening), "state")
        for said in _said_firm(opening):
            yield _suspicion(FaultCode.FIRM_UNPROVED, project.id, path, text=said, years=YEARS_BEFORE)


def _said_firm(opening: Opening) -> Iterator[str]:
    for language, words in _FIRM.items():
        if found := words.search(opening.state[language]):
            yield found[0]


def _suspicion(code: FaultCode, key: str, path: tuple[str | int, ...], **parameters: str | int) -> Fault:
    return Fault(code, "projects.yaml", "project", key, path, parameters, severity=Severity.WARNING)
