"""Hours and prices as sums of terms, each an amount times powers of parameters.

``600 km / km_per_day * 24`` is the term of amount 14,400 with the parameter to the power of -1. Because
hours and prices stay formulas until the end, one way is evaluated at the central values, at the ends of the
range, or at many draws of the parameters, with the same code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layers.model.evidence import Parameter

__all__ = ["ZERO", "Range", "Term", "add_ranges", "merged", "range_of", "scaled", "values_of"]

Range = tuple[float, float, float]
"""(low, central, high), in the unit that the name of the value gives."""

ZERO: Range = (0.0, 0.0, 0.0)

Factors = tuple[tuple[str, int], ...]
"""Ids of parameters with their powers, 1 or -1."""


@dataclass(frozen=True)
class Term:
    """An amount times powers of parameters; ``factors`` pairs the id of a parameter with 1 or -1."""

    amount: float
    factors: Factors

    @property
    def parameters(self) -> tuple[str, ...]:
        """Ids of the parameters of the term."""
        return tuple(name for name, _ in self.factors)


def add_ranges(so_far: Range | None, more: Range | None) -> Range | None:
    """Return the sum of two ranges, or None if either is unknown."""
    if so_far is None or more is None:
        return None
    return (so_far[0] + more[0], so_far[1] + more[1], so_far[2] + more[2])


def merged(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return the terms with those of the same parameters put together."""
    amounts: dict[Factors, float] = defaultdict(float)
    for term in terms:
        amounts[term.factors] += term.amount
    return tuple(Term(amount, factors) for factors, amount in amounts.items())


def scaled(terms: Iterable[Term], *factors: tuple[str, int]) -> tuple[Term, ...]:
    """Return the terms, each also multiplied by these powers of parameters."""
    return tuple(Term(term.amount, (*term.factors, *factors)) for term in terms)


def range_of(terms: Iterable[Term], parameters: Mapping[str, Parameter]) -> Range:
    """Return the sum of the terms with every parameter at the end that gives least, the central value, and
    the end that gives most.

    A negative amount, as of a transshipment that a way does without, takes the opposite ends.
    """
    total = ZERO
    for term in terms:
        least = prod(_power(parameters[name], power, low=power > 0) for name, power in term.factors)
        most = prod(_power(parameters[name], power, low=power < 0) for name, power in term.factors)
        centre = prod(parameters[name].central ** power for name, power in term.factors)
        if term.amount < 0:
            least, most = most, least
        total = (
            total[0] + term.amount * least, total[1] + term.amount * centre, total[2] + term.amount * most
        )  # fmt: skip
    return total


def _power(parameter: Parameter, power: int, *, low: bool) -> float:
    return float((parameter.low if low else parameter.high) ** power)


def values_of(terms: Iterable[Term], drawn: Mapping[str, NDArray[Any]]) -> NDArray[np.float64]:
    """Return the sum of the terms at each draw; ``drawn`` holds an array per parameter, all of one length."""
    total: NDArray[np.float64] = np.zeros(len(next(iter(drawn.values()))) if drawn else 1)
    for term in terms:
        value: Any = term.amount
        for name, power in term.factors:
            value = value * drawn[name] if power > 0 else value / drawn[name]
        total = total + value
    return total
