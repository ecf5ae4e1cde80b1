"""Reliability of access: how long no door is open in a year, how likely for a month, how many are open.

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
from functools import lru_cache
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

__all__ = [
    "MAX_CAUSES",
    "NeededWay",
    "OutageBook",
    "Reliability",
    "criticality_days",
    "days_if_shut",
    "reliability",
]

MAX_CAUSES = 10
"""So many common causes are taken together, the most frequent ones; others count as each element's own."""

_Table = NDArray[np.float64]

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
    chain = _chain(tuple(ways))
    cases = _cases(chain, book, _EVERY_END)
    down = chain.diagram.down(chain.of_links(cases.load))
    low, central, high, *alone = (DAYS_A_YEAR * share for share in cases.means(down[chain.every]))
    shut = [cases.means(down[door]) for door in chain.doors.values()]
    open_doors = [sum(1 - each[end] for each in shut) for end in range(len(ENDS))]
    spells = [spell_share(_no_door(ways, book, end)) for end in range(len(ENDS))]
    return Reliability(
        days_without_door=Band.around(central, (low, high)),
        spell_30_days=Band.around(spells[1], spells),
        spell_error=sqrt(spells[1] * (1 - spells[1]) / YEARS),
        expected_doors=Band.around(open_doors[1], open_doors),
        days_alone=Band.around(alone[1], alone),
        criticality_days=criticality_days(ways, book),
    )


def criticality_days(ways: Sequence[NeededWay], book: OutageBook) -> dict[str, float]:
    """Return only :attr:`Reliability.criticality_days`, for which nothing is drawn.

    An element means what its link means while the others of the link are up.
    """
    chain = _chain(tuple(ways))
    cases = _cases(chain, book, [_CENTRAL])
    of_links = chain.of_links(cases.load)
    importance = chain.diagram.importance(chain.every, of_links, chain.diagram.down(of_links))
    found: dict[str, float] = {}
    for of_link, places in zip(importance, chain.links, strict=True):
        total = cases.load[places].sum(axis=0)
        for place in places:
            others_up = np.exp(cases.load[place] - total)
            found[chain.names[place]] = DAYS_A_YEAR * float((of_link * others_up) @ cases.weights)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def days_if_shut(ways: Sequence[NeededWay], book: OutageBook) -> dict[str, float]:
    """Return, by corridor, the days a year without any door if that corridor were shut; central inputs."""
    chain = _chain(tuple(ways))
    without = {door: chain.function(lambda way, door=door: way.corridor != door) for door in chain.doors}  # type: ignore[misc]
    cases = _cases(chain, book, [_CENTRAL])
    down = chain.diagram.down(chain.of_links(cases.load))
    return {door: DAYS_A_YEAR * cases.means(down[function])[0] for door, function in without.items()}


# --- the ways as a function of their elements -------------------------------------------------------------


class _Chain:
    """Which elements the ways need, and the diagrams of some door, and of each door, being open.

    Elements that the same ways need are one *link*, whose load is the sum of theirs.
    """

    def __init__(self, ways: Sequence[NeededWay]) -> None:
        self._ways = ways
        users: dict[str, list[int]] = {}
        for number, way in enumerate(ways):
            for name in way.elements | ({BUILT + way.corridor} if way.probability < 1 else set()):
                users.setdefault(name, []).append(number)
        self.names = sorted(users)
        links: dict[tuple[int, ...], list[int]] = {}
        for place, name in enumerate(self.names):
            links.setdefault(tuple(users[name]), []).append(place)
        self.links = list(links.values())
        self._of_way: list[list[int]] = [[] for _ in ways]
        for link, numbers in enumerate(links):
            for number in numbers:
                self._of_way[number].append(link)
        self.built = {BUILT + way.corridor: way.probability for way in ways if way.probability < 1}
        self.diagram = Diagram()
        self.every = self.function(lambda _: True)
        corridors = dict.fromkeys(way.corridor for way in ways)
        self.doors = {
            door: self.function(lambda way, door=door: way.corridor == door)  # type: ignore[misc]
            for door in corridors
        }

    def function(self, counts: Callable[[NeededWay], bool]) -> int:
        """The number in the diagram of some of these ways being open."""
        return self.diagram.function(
            self._of_way[number] for number, way in enumerate(self._ways) if counts(way)
        )

    def of_links(self, load: _Table) -> _Table:
        """Load of every link in every case, from that of the elements; shape (links, cases)."""
        found: _Table = np.zeros((len(self.links), load.shape[1]))
        for row, places in zip(found, self.links, strict=True):
            row[:] = np.minimum(load[places].sum(axis=0), _ALWAYS_DOWN)
        return found


@lru_cache(maxsize=64)
def _chain(ways: tuple[NeededWay, ...]) -> _Chain:
    return _Chain(ways)


# --- the cases that are weighed ---------------------------------------------------------------------------

_CENTRAL = (1, True)
_EVERY_END = ((0, True), _CENTRAL, (2, True), (0, False), (1, False), (2, False))
"""The kinds of cases: which end of the band, and whether common causes are at work in it."""


@dataclass(frozen=True)
class _Cases:
    """Columns: every combination of common causes at an end of the band, or that end without any.

    ``load`` is that of every element in every case, shape (elements, cases), ``weights`` the probability of
    each case, ``kinds`` the cases of each kind.
    """

    load: _Table
    weights: NDArray[np.float64]
    kinds: Sequence[slice]

    def means(self, down: NDArray[np.float64]) -> list[float]:
        """The mean of a probability over the cases of each kind."""
        return [float(down[cases] @ self.weights[cases]) for cases in self.kinds]


def _cases(chain: _Chain, book: OutageBook, kinds: Sequence[tuple[int, bool]]) -> _Cases:
    names = set(chain.names)
    # striking one element alone, a cause is part of its own outages
    several = [n for n, cause in enumerate(book.causes) if len(cause.elements & names) > 1]
    of_kinds, weights, slices, begin = [], [], [], 0
    for end, with_causes in kinds:
        own, severity, at_work = _inputs(chain, book, end, several if with_causes else [])
        states = np.array(list(product((0.0, 1.0), repeat=len(at_work))))
        states = states.reshape(2 ** len(at_work), len(at_work))
        of_kinds.append(np.minimum(own[:, None] + severity @ states.T, _ALWAYS_DOWN))
        weights.append(np.prod(np.where(states > 0, at_work, 1 - at_work), axis=1))
        slices.append(slice(begin, begin + len(states)))
        begin += len(states)
    return _Cases(np.concatenate(of_kinds, axis=1), np.concatenate(weights), slices)


def _inputs(
    chain: _Chain, book: OutageBook, end: int, causes: Sequence[int]
) -> tuple[NDArray[np.float64], _Table, NDArray[np.float64]]:
    """Own load of every element, what each cause adds while at work, and how likely each is at work."""
    at_work = np.array([-expm1(-book.causes[n].outages.load.values[end]) for n in causes])
    own, severity = np.zeros(len(chain.names)), np.zeros((len(chain.names), len(causes)))
    for place, name in enumerate(chain.names):
        if name in chain.built:
            own[place] = -log(chain.built[name]) if chain.built[name] > 0 else _ALWAYS_DOWN
            continue
        share = book.shares(name)[end]
        own[place] = book.total(name)[end]
        for column, number in enumerate(causes):
            struck = share.severity.get(number, 0.0)
            if struck:
                own[place] += log1p(-struck * at_work[column])
                severity[place, column] = -log1p(-struck) if struck < 1 else _ALWAYS_DOWN
        own[place] = max(own[place], 0.0)
    return own, severity, at_work


def _no_door(ways: Sequence[NeededWay], book: OutageBook, end: int) -> Calendar | None:
    """The days on which every way is shut; None stands for every day."""
    shut: Calendar | None = None
    for way in ways:
        down = book.way_down(way.elements, end)
        if way.probability < 1:
            down = down | built_days(BUILT + way.corridor, way.probability)
        shut = down.copy() if shut is None else np.bitwise_and(shut, down, out=shut)
    return shut
