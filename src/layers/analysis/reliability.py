"""Reliability of access: how long in a year no door is open, how likely for a month on end, how many are open.

The probability that no door is open at an instant is exact (:mod:`layers.analysis.structure`), for the low,
central and high inputs at once and for every combination of common causes at work; times 365 it is the days a
year without a door. So closing never lowers and building never raises it, at any end of the band. The chance
of a spell is from drawn calendars (:mod:`layers.analysis.outage_calendars`) and has a small error of its own.

The band takes all inputs at their low, or all at their high ends together: it is wider than if they erred
independently. Not modelled: how much cargo a door can take, and what is foreseen before it shuts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import expm1, log, log1p, sqrt

import numpy as np
from numpy.typing import NDArray

from layers.analysis.bands import Band
from layers.analysis.outage_calendars import (
    YEARS,
    Calendar,
    Shutdowns,
    any_down_days,
    built_days,
    spell_share,
)
from layers.analysis.outage_rates import DAYS_A_YEAR
from layers.analysis.outages import BUILT, CommonCause, Element
from layers.analysis.shared_outages import ENDS, Share, share_out
from layers.analysis.structure import Diagram

__all__ = ["MAX_CAUSES", "NeededWay", "OutageBook", "Reliability", "criticality_days", "days_if_shut", "reliability"]

MAX_CAUSES = 10
"""So many common causes are taken together, the most frequent ones; others count as each element's own."""

_ALWAYS_DOWN = 700.0
"""A load at which the probability of being up is nothing, and still a number."""


@dataclass(frozen=True)
class NeededWay:
    """A way: its corridor, its elements, and the probability that it is there to be open."""

    corridor: str
    elements: frozenset[str]
    probability: float = 1.0


@dataclass(frozen=True)
class Reliability:
    """Reliability of access over some ways.

    ``days_without_door`` is a number of days a year, ``spell_30_days`` the chance in a year of a spell of 30
    days or more without any door, by ``years`` drawn years; ``spell_error`` is the standard error of its
    central value. ``days_alone`` is as ``days_without_door`` without common causes. ``criticality_days`` is
    Birnbaum's importance of each element, largest first: by how many days a year without a door being down
    all year differs from being up all year, at the central inputs.
    """

    days_without_door: Band
    spell_30_days: Band
    spell_error: float
    expected_doors: Band
    days_alone: Band
    criticality_days: Mapping[str, float]
    years: int = YEARS


class OutageBook:
    """The outages of elements under one set of inputs, each worked out and drawn once."""

    def __init__(self, element: Callable[[str], Element], causes: Sequence[CommonCause]) -> None:
        self._element = element
        self.causes = sorted(causes, key=lambda cause: -cause.outages.load.central)[:MAX_CAUSES]
        self._found: dict[str, Element] = {}
        self._totals: dict[str, tuple[float, float, float]] = {}
        self._shares: dict[str, tuple[Share, ...]] = {}
        self._ways: dict[tuple[frozenset[str], int], frozenset[tuple[Shutdowns, ...]]] = {}

    def element(self, name: str) -> Element:
        """An element with its outages; not of ways that may be built."""
        if name not in self._found:
            self._found[name] = self._element(name)
        return self._found[name]

    def total(self, name: str) -> tuple[float, float, float]:
        """The load of an element at the low, central and high end."""
        if name not in self._totals:
            self._totals[name] = self.element(name).load.values
        return self._totals[name]

    def shares(self, name: str) -> tuple[Share, ...]:
        """What causes and other things do to an element, at the low, central and high end."""
        if name not in self._shares:
            element = self.element(name)
            self._shares[name] = tuple(share_out(element, self.causes, end) for end in range(len(ENDS)))
        return self._shares[name]

    def way_down(self, elements: frozenset[str], end: int) -> Calendar:
        """The days on which a way is shut, not counting that it may not be built."""
        key = (elements, end)
        if key not in self._ways:
            self._ways[key] = frozenset(self._shutdowns(name, end) for name in elements)
        return any_down_days(self._ways[key])

    def _shutdowns(self, name: str, end: int) -> tuple[Shutdowns, ...]:
        element, share = self.element(name), self.shares(name)[end]
        total = element.load.values[end]
        left = share.own / total if total else 0.0
        own = (
            Shutdowns(f"{name}/{kind}", left * outages.per_year.values[end], outages.days.values[end])
            for kind, outages in enumerate(element.outages)
        )
        struck = (
            Shutdowns(
                cause.name, cause.outages.per_year.values[end], cause.outages.days.values[end],
                f"{cause.name}/{name}", share.severity[number],
            )
            for number, cause in enumerate(self.causes)
            if number in share.severity
        )  # fmt: skip
        return (*own, *struck)


def reliability(ways: Sequence[NeededWay], book: OutageBook) -> Reliability:
    """Return the reliability of access over the ways."""
    return _Access(ways, book).reliability()


def criticality_days(ways: Sequence[NeededWay], book: OutageBook) -> dict[str, float]:
    """Return only :attr:`Reliability.criticality_days`, for which nothing is drawn."""
    return _Access(ways, book).criticality()


def days_if_shut(ways: Sequence[NeededWay], book: OutageBook) -> dict[str, float]:
    """Return, by corridor, the days a year without any door if that corridor were shut; central inputs."""
    return _Access(ways, book).days_if_shut()


class _Access:
    """The ways as one function of their elements, and the elements in every case that is weighed.

    Elements that the same ways need are one *link*, whose load is the sum of theirs. Cases are columns: for
    each end of the band every combination of common causes, then each end without any.
    """

    def __init__(self, ways: Sequence[NeededWay], book: OutageBook) -> None:
        self._ways, self._book = ways, book
        users: dict[str, list[int]] = {}
        for number, way in enumerate(ways):
            for name in self._needs(way):
                users.setdefault(name, []).append(number)
        self._names = sorted(users)
        links: dict[tuple[int, ...], list[int]] = {}
        for place, name in enumerate(self._names):
            links.setdefault(tuple(users[name]), []).append(place)
        self._links = list(links.values())
        self._of_way: dict[int, list[int]] = {number: [] for number in range(len(ways))}
        for link, numbers in enumerate(links):
            for number in numbers:
                self._of_way[number].append(link)
        self._built = {BUILT + way.corridor: way.probability for way in ways if way.probability < 1}
        self._diagram = Diagram()

    @staticmethod
    def _needs(way: NeededWay) -> frozenset[str]:
        return way.elements | {BUILT + way.corridor} if way.probability < 1 else way.elements

    def reliability(self) -> Reliability:
        every = self._function(lambda _: True)
        doors = [self._function(lambda way, door=door: way.corridor == door) for door in self._corridors]  # type: ignore[misc]
        load, weights, ends = self._cases
        of_links = self._of_links(load)
        down = self._diagram.down(of_links)

        def mean(function: int) -> list[float]:
            return [float(down[function][columns] @ weights[columns]) for columns in ends]

        low, central, high, *alone = (DAYS_A_YEAR * share for share in mean(every))
        shut = [mean(door) for door in doors]
        open_doors = [sum(1 - each[end] for each in shut) for end in range(len(ENDS))]
        spells = [spell_share(self._no_door(end)) for end in range(len(ENDS))]
        return Reliability(
            days_without_door=Band.around(central, (low, high)),
            spell_30_days=Band.around(spells[1], spells),
            spell_error=sqrt(spells[1] * (1 - spells[1]) / YEARS),
            expected_doors=Band.around(open_doors[1], open_doors),
            days_alone=Band.around(alone[1], alone),
            criticality_days=self.criticality(),
        )

    def criticality(self) -> dict[str, float]:
        """Days by element: what its link means, while the others of the link are up; largest first."""
        every = self._function(lambda _: True)
        load, weights, ends = self._cases
        load, weights = load[:, ends[1]], weights[ends[1]]
        of_links = self._of_links(load)
        importance = self._diagram.importance(every, of_links, self._diagram.down(of_links))
        found: dict[str, float] = {}
        for of_link, places in zip(importance, self._links, strict=True):
            total = load[places].sum(axis=0)
            for place in places:
                others_up = np.exp(load[place] - total)
                found[self._names[place]] = DAYS_A_YEAR * float((of_link * others_up) @ weights)
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    def days_if_shut(self) -> dict[str, float]:
        without = {
            door: self._function(lambda way, door=door: way.corridor != door)  # type: ignore[misc]
            for door in self._corridors
        }
        load, weights, ends = self._cases
        middle = ends[1]
        down = self._diagram.down(self._of_links(load[:, middle]))
        return {
            door: DAYS_A_YEAR * float(down[function] @ weights[middle]) for door, function in without.items()
        }

    @property
    def _corridors(self) -> list[str]:
        return list(dict.fromkeys(way.corridor for way in self._ways))

    def _function(self, counts: Callable[[NeededWay], bool]) -> int:
        return self._diagram.function(
            self._of_way[number] for number, way in enumerate(self._ways) if counts(way)
        )

    def _of_links(self, load: NDArray[np.float64]) -> NDArray[np.float64]:
        """Load of every link in every case; shape (links, cases)."""
        found = np.array([load[places].sum(axis=0) for places in self._links])
        return np.minimum(found.reshape(len(self._links), load.shape[1]), _ALWAYS_DOWN)

    @cached_property
    def _cases(self) -> tuple[NDArray[np.float64], NDArray[np.float64], list[slice]]:
        """Load of every element in every case, weight of every case, and the cases of each end."""
        causes = self._causes_that_matter()
        loads, weights, ends, begin = [], [], [], 0
        for end in range(2 * len(ENDS)):
            own, severity, at_work = self._inputs(end % len(ENDS), causes if end < len(ENDS) else [])
            states = np.array(list(product((0.0, 1.0), repeat=len(at_work))))
            states = states.reshape(2 ** len(at_work), len(at_work))
            loads.append(np.minimum(own[:, None] + severity @ states.T, _ALWAYS_DOWN))
            weights.append(np.prod(np.where(states > 0, at_work, 1 - at_work), axis=1))
            ends.append(slice(begin, begin + len(states)))
            begin += len(states)
        return np.concatenate(loads, axis=1), np.concatenate(weights), ends

    def _causes_that_matter(self) -> list[int]:
        """Causes that strike several of the elements; striking one alone, a cause is part of its own."""
        names = set(self._names)
        return [n for n, cause in enumerate(self._book.causes) if len(cause.elements & names) > 1]

    def _inputs(
        self, end: int, causes: Sequence[int]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Own load of every element, what each cause adds while at work, and how likely it is at work."""
        at_work = np.array([-expm1(-self._book.causes[n].outages.load.values[end]) for n in causes])
        own, severity = np.zeros(len(self._names)), np.zeros((len(self._names), len(causes)))
        for place, name in enumerate(self._names):
            if name in self._built:
                own[place] = -log(self._built[name]) if self._built[name] > 0 else _ALWAYS_DOWN
                continue
            total, share = self._book.total(name)[end], self._book.shares(name)[end]
            own[place] = total
            for column, number in enumerate(causes):
                struck = share.severity.get(number, 0.0)
                if struck:
                    own[place] += log1p(-struck * at_work[column])
                    severity[place, column] = -log1p(-struck) if struck < 1 else _ALWAYS_DOWN
            own[place] = max(own[place], 0.0)
        return own, severity, at_work

    def _no_door(self, end: int) -> Calendar | None:
        """The days on which every way is shut; None stands for every day."""
        shut: Calendar | None = None
        for way in self._ways:
            down = self._book.way_down(way.elements, end)
            if way.probability < 1:
                down = down | built_days(BUILT + way.corridor, way.probability)
            shut = down.copy() if shut is None else np.bitwise_and(shut, down, out=shut)
        return shut
