"""What sources lend to a statement: the confidence that their kinds allow (``docs/sources.md``)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from layers.model.records import Source
from layers.model.vocabulary import FIRST_HAND_KINDS, Confidence

__all__ = ["CONFIDENCE_RANK", "confidence_lent", "origin", "rests_on_weak"]

CONFIDENCE_RANK = {Confidence.LOW: 0, Confidence.MEDIUM: 1, Confidence.HIGH: 2}

_AGENCIES = ("Reuters", "AP", "AFP", "Bloomberg", "TASS", "Interfax", "IRNA", "Trend", "Argus", "EFE")
_AGENCY = re.compile(rf"\b({'|'.join(_AGENCIES)})\b")


def confidence_lent(sources: Iterable[Source]) -> Confidence | None:
    """Return the most confidence that these sources allow; None where there are none.

    A first-hand page lends high. Of pages that report, one lends medium, two of different origin high. Weak
    pages lend low, however many they are. A page whose kind is not said counts as one that reports.
    """
    listed = tuple(sources)
    if not listed:
        return None
    if any(source.kind in FIRST_HAND_KINDS for source in listed):
        return Confidence.HIGH
    origins = {origin(source) for source in listed if not source.weak}
    if len(origins) > 1:
        return Confidence.HIGH
    return Confidence.MEDIUM if origins else Confidence.LOW


def rests_on_weak(sources: Iterable[Source]) -> bool:
    """Whether there are sources, and all of them are weak."""
    listed = tuple(sources)
    return bool(listed) and all(source.weak for source in listed)


def origin(source: Source) -> str:
    """Return whose report a page carries: the agency or paper that its publisher names, or the publisher.

    Two pages of one origin are one source: "Trend" and "Trend via MENAFN", "Babel citing Bloomberg" and
    "Sega (Bloomberg)".
    """
    agency = _AGENCY.search(source.publisher)
    if agency is not None:
        return agency[1].casefold()
    named = source.publisher.rpartition(" citing ")[2]
    return re.split(r" via | \(|, ", named)[0].removeprefix("The ").casefold()
