"""Promised against delivered dates: how late an opening is, or how far its date has moved.

Slippage is counted in whole months from the end of the first promised date to the end of the actual opening
or, while nothing has opened, of the latest promise. Openings without a published date are not covered.

A date that is not known to have moved has not therefore stayed: an earlier promise may not have been found.
:func:`constancy_of` says what may be claimed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from layers.model.dataset import Data
from layers.model.evidence import Opening, Project, Promise
from layers.network.network import first_day, last_day

__all__ = ["YEARS_BEFORE", "Constancy", "Delivery", "Slip", "constancy_of", "openings", "slip_of"]

YEARS_BEFORE = 2
"""So many years before its first promise a history must be searched to say that the date has not moved."""


class Delivery(StrEnum):
    """The outcome of a promised opening."""

    KEPT = "kept"
    LATE = "late"
    OVERDUE = "overdue"
    MOVED = "moved"
    PENDING = "pending"


class Constancy(StrEnum):
    """What may be said of the promised dates of an opening beside its delivery."""

    CHANGED = "changed"
    FIRM = "firm"
    UNKNOWN = "unknown"
    UNSEARCHED = "unsearched"


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
    known = _known(opening, day)
    first, newest = known[0].due, known[-1].due
    if opening.actual is not None and opening.actual <= day:
        months = _months(first, opening.actual)
        return Slip(Delivery.LATE if months > 0 else Delivery.KEPT, first, newest, months)
    if last_day(newest) < day:
        return Slip(Delivery.OVERDUE, first, newest, _months(first, day))
    months = _months(first, newest)
    return Slip(Delivery.MOVED if months > 0 else Delivery.PENDING, first, newest, months)


def constancy_of(opening: Opening, day: str) -> Constancy:
    """Return whether the promises known on ``day`` differ, and if not, whether the date may be called firm.

    It may where it was kept or is still ahead, and promises were searched for from :data:`YEARS_BEFORE`
    before the first one that is listed, or that one was made when the project was first announced. A newer
    promise that only makes the date more precise is no change.
    """
    if opening.searched_back_to is None or opening.searched_on is None:
        return Constancy.UNSEARCHED
    known = _known(opening, day)
    if any(not promise.due.startswith(known[0].due) for promise in known):
        return Constancy.CHANGED
    first, back = first_day(opening.promises[0].announced), first_day(opening.searched_back_to)
    is_far = f"{int(back[:4]) + YEARS_BEFORE:04d}{back[4:]}" <= first
    is_missed = slip_of(opening, day).is_late
    is_firm = not is_missed and (is_far or opening.from_first_announcement)
    return Constancy.FIRM if is_firm else Constancy.UNKNOWN


def _known(opening: Opening, day: str) -> Sequence[Promise]:
    return [p for p in opening.promises if last_day(p.announced) <= day] or opening.promises[:1]


def openings(data: Data) -> list[tuple[Project, Opening]]:
    """Return every promised opening with its project."""
    return [(project, opening) for project in data.projects.values() for opening in project.openings]


def _months(start: str, end: str) -> int:
    first, last = last_day(start), last_day(end)
    months = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7])
    return max(0, months)
