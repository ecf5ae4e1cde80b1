"""Bargaining power of home and of each transit country, after Hubert and Ikonnikova (2011).

A coalition without home is worth nothing; with home it is worth the best that home can reach through the
countries in it: ``max(0, B - G)`` over the open ways whose countries all belong to it. Power is the Shapley
value, exact over all coalitions. A way that exists with a probability enters as the expectation over
independent outcomes, one per corridor, which is exact because the Shapley value is linear in the game.

Not modelled: capacity, side payments, and countries that act together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import factorial

import numpy as np
from numpy.typing import NDArray

__all__ = ["ValuedWay", "coalition_values", "shapley"]

MAX_PLAYERS = 20


@dataclass(frozen=True)
class ValuedWay:
    """A way in the game: the countries it needs, its value in US dollars per TEU, its probability."""

    corridor: str
    countries: frozenset[str]
    value: float
    probability: float = 1.0


def shapley(home: str, ways: Sequence[ValuedWay]) -> dict[str, float]:
    """Return the Shapley values of home (first) and of every country on a way, largest first.

    They sum to the value of the grand coalition.
    """
    countries = sorted(set().union(*(way.countries for way in ways))) if ways else []
    values = coalition_values(countries, ways)
    n = len(countries)
    sizes = np.bitwise_count(np.arange(1 << n, dtype=np.uint32)).astype(int)
    orders = factorial(n + 1)
    weight_home = np.array([factorial(s) * factorial(n - s) / orders for s in range(n + 1)])
    weight_other = np.array([factorial(s + 1) * factorial(n - s - 1) / orders for s in range(n)])
    power = {home: float(weight_home[sizes] @ values)}
    others = {}
    for i, country in enumerate(countries):
        without = np.flatnonzero((np.arange(1 << n) >> i & 1) == 0)
        gain = values[without | (1 << i)] - values[without]
        others[country] = float(weight_other[sizes[without]] @ gain)
    return power | dict(sorted(others.items(), key=lambda item: -item[1]))


def coalition_values(countries: Sequence[str], ways: Sequence[ValuedWay]) -> NDArray[np.float64]:
    """Return the expected value of home with every subset of the countries; shape (2 ** countries,).

    Bit i of the index says whether country i is in.
    """
    if len(countries) > MAX_PLAYERS:
        raise ValueError(f"{len(countries)} countries are too many to enumerate; {MAX_PLAYERS} are not")
    subsets = np.arange(1 << len(countries), dtype=np.uint32)
    certain = np.zeros(len(subsets))
    uncertain: dict[str, NDArray[np.float64]] = {}
    chance: dict[str, float] = {}
    for way in ways:
        mask = np.uint32(sum(1 << i for i, country in enumerate(countries) if country in way.countries))
        worth = np.where((subsets & mask) == mask, max(way.value, 0.0), 0.0)
        if way.probability >= 1:
            np.maximum(certain, worth, out=certain)
        elif way.probability > 0:
            best = uncertain.get(way.corridor)
            uncertain[way.corridor] = worth if best is None else np.maximum(best, worth)
            chance[way.corridor] = way.probability
    if not uncertain:
        return certain
    return _expected_best(certain, np.array(list(uncertain.values())), np.array(list(chance.values())))


def _expected_best(
    certain: NDArray[np.float64], worth: NDArray[np.float64], chance: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the expected maximum of a certain value and independent uncertain ones, for each subset.

    Goes from the best uncertain value down: each counts if it exists and no better one does.
    """
    order = np.argsort(-worth, axis=0)
    expected, none_better = certain.copy(), np.ones(len(certain))
    for row in order:
        value, probability = np.take_along_axis(worth, row[None], axis=0)[0], chance[row]
        expected += none_better * probability * np.maximum(value - certain, 0.0)
        none_better *= 1 - probability
    return expected
