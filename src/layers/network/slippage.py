"""Promised against delivered dates: how late an opening is, or how far its date has moved.

Slippage is counted in whole months from the end of the first promised date to the end of the actual opening
or, while nothing has opened, of the latest promise. Openings without a published date are not covered.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from layers.model.dataset import Data
from layers.model.evidence import Opening, Project
from layers.network.network import last_day

__all__ = ["Delivery", "Slip", "openings", "slip_of"]


class Delivery(StrEnum):
    """The outcome of a promised opening."""

    KEPT = "kept"
    LATE = "late"
    OVERDUE = "overdue"
    MOVED = "moved"
    PENDING = "pending"


@dataclass(frozen=True)
class Slip:
    """The first and latest promised dates on a day, the outcome so far, and the months between."""

    delivery: Delivery
    first_due: str
    newest_due: str
    months: int

    @property
    def is_late(self) -> bool:
        """Late, overdue or moved to a later date."""
        return self.delivery in (Delivery.LATE, Delivery.OVERDUE, Delivery.MOVED)


def slip_of(opening: Opening, day: str) -> Slip:
    """Return how a promised opening stood on ``day``, given what had been announced by then."""
    known = [p for p in opening.promises if last_day(p.announced) <= day] or [opening.promises[0]]
    first, newest = known[0].due, known[-1].due
    if opening.actual is not None and opening.actual <= day:
        months = _months(first, opening.actual)
        return Slip(Delivery.LATE if months > 0 else Delivery.KEPT, first, newest, months)
    if last_day(newest) < day:
        return Slip(Delivery.OVERDUE, first, newest, _months(first, day))
    months = _months(first, newest)
    return Slip(Delivery.MOVED if months > 0 else Delivery.PENDING, first, newest, months)


def openings(data: Data) -> list[tuple[Project, Opening]]:
    """Return every promised opening with its project."""
    return [(project, opening) for project in data.projects.values() for opening in project.openings]


def _months(start: str, end: str) -> int:
    first, last = last_day(start), last_day(end)
    months = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7])
    return max(0, months)
