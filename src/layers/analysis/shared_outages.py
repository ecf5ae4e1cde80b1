"""How common causes take their part of each element's outages, so that its total stays what it was.

At an instant a common cause is at work with probability ``q = 1 - exp(-frequency x duration)`` and then shuts
each of its elements with the probability ``severity``, on its own. What an element suffers besides is lowered
to keep its total. A cause that would push an element above its own total is a fault of the data
(:func:`above_total`); at other days and scales of the causes, it strikes that element less often instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import expm1, inf, log1p

from layers.analysis.outages import CommonCause, Element

__all__ = ["ENDS", "Excess", "Share", "above_total", "share_out"]

ENDS = ("low", "central", "high")
"""The ends of a band, in the order of their numbers 0, 1, 2."""

_STEPS = 60


@dataclass(frozen=True)
class Share:
    """The outages of one element at one end of the band: what is its own, and what causes do to it.

    ``own`` is the load that is left to it, ``severity`` how likely each cause shuts it while at work, by the
    number of the cause.
    """

    own: float
    severity: Mapping[int, float]


@dataclass(frozen=True)
class Excess:
    """An element that causes shut for more days a year than it is shut at all, at one end of the band."""

    element: str
    end: str
    days: float
    total_days: float
    causes: tuple[str, ...]


def share_out(element: Element, causes: Sequence[CommonCause], end: int) -> Share:
    """Split the outages of an element at one end of the band (0, 1, 2: low, central, high)."""
    total = element.load.values[end]
    hits = _hits(element.name, causes, end)
    if not hits:
        return Share(total, {})
    left = total - _load(hits, 1.0)
    if left >= 0:
        return Share(left, {number: severity for number, (_, severity) in hits.items()})
    low, high = 0.0, 1.0  # the causes leave nothing: they strike as often as makes the total
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _load(hits, middle) <= total else (low, middle)
    return Share(0.0, {number: low * severity for number, (_, severity) in hits.items()})


def above_total(elements: Iterable[Element], causes: Sequence[CommonCause], days_a_year: int) -> list[Excess]:
    """Return every element that the causes would push above its own total."""
    found = []
    for element in elements:
        for end, name in enumerate(ENDS):
            hits = _hits(element.name, causes, end)
            struck, total = _load(hits, 1.0), element.load.values[end]
            if struck > total * (1 + 1e-9):
                which = tuple(causes[number].name for number in hits)
                found.append(Excess(element.name, name, days_a_year * struck, days_a_year * total, which))
    return found


def _hits(name: str, causes: Sequence[CommonCause], end: int) -> dict[int, tuple[float, float]]:
    """Probability of being at work and severity of every cause that can shut the element."""
    return {
        number: (-expm1(-cause.outages.load.values[end]), cause.severity)
        for number, cause in enumerate(causes)
        if name in cause.elements
    }


def _load(hits: Mapping[int, tuple[float, float]], share: float) -> float:
    spared = (1 - share * severity * at_work for at_work, severity in hits.values())
    return sum(-log1p(each - 1) if each > 0 else inf for each in spared)
