"""The exact probability that none of several ways is open, each open when all of its elements are up.

The ways are a positive Boolean function in disjunctive form. It is decomposed, as a binary decision diagram
is, by what all ways share, into groups that share nothing, and by the element that most ways share; equal
parts are found again by their minimal ways, which determine the function. The diagram depends on the ways
only: probabilities come in afterwards, for many cases at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Diagram"]

Cases = NDArray[np.float64]
"""One number for each case."""


@dataclass(frozen=True)
class _Shut:
    """No way: always down."""


@dataclass(frozen=True)
class _Open:
    """A way that needs nothing: never down."""


@dataclass(frozen=True)
class _All:
    """Up when all of these elements and the rest are up."""

    elements: tuple[int, ...]
    rest: int


@dataclass(frozen=True)
class _Any:
    """Up when one of these parts is, which share no element."""

    parts: tuple[int, ...]


@dataclass(frozen=True)
class _Either:
    """With the element up as ``up``, else as ``down``."""

    element: int
    up: int
    down: int


_Node = _Shut | _Open | _All | _Any | _Either


class Diagram:
    """Functions of elements ``0, 1, ...``, each a number given by :meth:`function`."""

    def __init__(self) -> None:
        self._nodes: list[_Node] = [_Shut(), _Open()]
        self._known: dict[frozenset[int], int] = {frozenset(): 0, frozenset({0}): 1}

    def function(self, ways: Iterable[Iterable[int]]) -> int:
        """The function that is up when every element of some way is."""
        return self._find(_minimal({sum(1 << element for element in set(way)) for way in ways}))

    def _find(self, ways: frozenset[int]) -> int:
        found = self._known.get(ways)
        if found is None:
            node = self._decompose(ways)
            found = len(self._nodes)
            self._nodes.append(node)
            self._known[ways] = found
        return found

    def _decompose(self, ways: frozenset[int]) -> _Node:
        shared = -1
        for way in ways:
            shared &= way
        if shared:
            return _All(tuple(_elements(shared)), self._find(frozenset(way & ~shared for way in ways)))
        groups = _apart(ways)
        if len(groups) > 1:
            return _Any(tuple(self._find(group) for group in groups))
        uses = Counter(element for way in ways for element in _elements(way))
        element = min(uses, key=lambda each: (-uses[each], each))
        bit = 1 << element
        return _Either(
            element,
            self._find(_minimal({way & ~bit for way in ways})),
            self._find(frozenset(way for way in ways if not way & bit)),
        )

    def down(self, load: NDArray[np.float64]) -> list[Cases]:
        """The probability of being down of every function so far.

        Parameters
        ----------
        load
            ``-ln(probability of being up)`` of every element in every case, finite; shape (elements, cases).
        """
        cases, up = load.shape[1], np.exp(-load)
        found: list[Cases] = []
        for node in self._nodes:
            if isinstance(node, _Shut):
                found.append(np.ones(cases))
            elif isinstance(node, _Open):
                found.append(np.zeros(cases))
            elif isinstance(node, _All):
                total = load[list(node.elements)].sum(axis=0)
                own = -np.expm1(-total)
                found.append(own if node.rest == 1 else own + np.exp(-total) * found[node.rest])
            elif isinstance(node, _Any):
                product = found[node.parts[0]].copy()
                for part in node.parts[1:]:
                    product *= found[part]
                found.append(product)
            else:
                share = up[node.element]
                found.append(share * found[node.up] + (1 - share) * found[node.down])
        return found

    def importance(
        self, function: int, load: NDArray[np.float64], down: Sequence[Cases]
    ) -> NDArray[np.float64]:
        """Birnbaum's importance: how much likelier the function is down with an element down than up.

        ``down`` is what :meth:`down` returned for the same ``load``. Shape (elements, cases).
        """
        cases, up = load.shape[1], np.exp(-load)
        weight: dict[int, Cases] = {function: np.ones(cases)}
        found = np.zeros_like(load)

        def pass_on(part: int, share: Cases) -> None:
            weight[part] = weight[part] + share if part in weight else share

        for number in range(function, 1, -1):
            own = weight.pop(number, None)
            if own is None:
                continue
            node = self._nodes[number]
            if isinstance(node, _All):
                rows = list(node.elements)
                total = load[rows].sum(axis=0)
                without = np.exp(load[rows] - total)  # the others of the chain up
                found[rows] += own * (1 - down[node.rest]) * without
                pass_on(node.rest, own * np.exp(-total))
            elif isinstance(node, _Any):
                for place, part in enumerate(node.parts):
                    others = own
                    for other in (*node.parts[:place], *node.parts[place + 1 :]):
                        others = others * down[other]
                    pass_on(part, others)
            elif isinstance(node, _Either):
                share = up[node.element]
                found[node.element] += own * (down[node.down] - down[node.up])
                pass_on(node.up, own * share)
                pass_on(node.down, own * (1 - share))
        return found


def _minimal(ways: set[int]) -> frozenset[int]:
    """The ways that contain no other."""
    kept: list[int] = []
    for way in sorted(ways, key=int.bit_count):
        if not any(way & other == other for other in kept):
            kept.append(way)
    return frozenset(kept)


def _elements(way: int) -> list[int]:
    found = []
    while way:
        lowest = way & -way
        found.append(lowest.bit_length() - 1)
        way ^= lowest
    return found


def _apart(ways: frozenset[int]) -> list[frozenset[int]]:
    """The ways in groups that share no element."""
    groups: list[tuple[int, list[int]]] = []
    for way in sorted(ways):
        used, members, rest = way, [way], []
        for group in groups:
            if group[0] & used:
                used |= group[0]
                members += group[1]
            else:
                rest.append(group)
        groups = [*rest, (used, members)]
    return [frozenset(members) for _, members in groups]
