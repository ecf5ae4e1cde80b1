"""Fit the parameters marked as fitted on the benchmarks, and see how well that holds where it was not fitted.

Maximum a posteriori: the sum over benchmarks of ``|ln model - ln published| / SCALE`` and over parameters
of half the squared distance of ``ln value`` from the middle of its range, in units by which the range is
that from the 10th to the 90th percentile. The published figure of a range is its middle. Absolute errors,
so that one wild figure does not bend the rest. Only low and high enter, never the central value: fitting
again gives the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, minimize

from layers.analysis.benchmark_ways import benchmark_terms
from layers.model.dataset import Data
from layers.model.evidence import Benchmark, Parameter
from layers.model.vocabulary import Basis
from layers.network.estimates import Term
from layers.network.leg_costs import Terms

__all__ = ["SCALE", "Fit", "fit", "fit_all", "formulas", "leave_one_group_out", "published"]

SCALE = 0.2
"""Spread of the error of a benchmark in its logarithm: pairs published twice differ by about a fifth."""

_Z90 = 1.2815515655446004
"""Of a normal distribution, the 90th percentile in standard deviations."""

_SMOOTH = 0.005
"""Errors below this are squared rather than absolute, so that the sum has a slope everywhere."""

_DIGITS = 3

Array = NDArray[np.float64]


def published(benchmark: Benchmark) -> float:
    """Return the published figure: the middle of its range."""
    return (benchmark.low + benchmark.high) / 2


@dataclass(frozen=True)
class Fit:
    """Fitted values by id of the parameter, rounded to three significant digits."""

    values: Mapping[str, float]


class _Problem:
    """The benchmarks as matrices: ``prediction = amounts @ exp(powers @ ln(values))``."""

    def __init__(
        self, parameters: Mapping[str, Parameter], rows: Sequence[tuple[float, Sequence[Term]]]
    ) -> None:
        used = {name for _, terms in rows for term in terms for name in term.parameters}
        self.fitted = sorted(key for key in used if parameters[key].basis is Basis.FITTED)
        place = {name: number for number, name in enumerate(self.fitted)}
        factors = sorted({term.factors for _, terms in rows for term in terms})
        self.powers = np.zeros((len(factors), len(self.fitted)))
        fixed = np.ones(len(factors))
        for row, each in enumerate(factors):
            for name, power in each:
                if name in place:
                    self.powers[row, place[name]] += power
                else:
                    fixed[row] *= parameters[name].central ** power
        column = {each: number for number, each in enumerate(factors)}
        self.amounts = np.zeros((len(rows), len(factors)))
        for row, (_, terms) in enumerate(rows):
            for term in terms:
                self.amounts[row, column[term.factors]] += term.amount * fixed[column[term.factors]]
        self.observed = np.log([value for value, _ in rows])
        low = np.log([parameters[name].low for name in self.fitted])
        high = np.log([parameters[name].high for name in self.fitted])
        self.bounds, self.middle = Bounds(low, high), (low + high) / 2
        self.spread = (high - low) / (2 * _Z90)

    def loss(self, logs: Array) -> tuple[float, Array]:
        """The negative logarithm of the posterior and its slope, at logarithms of the fitted values."""
        each = np.exp(self.powers @ logs)
        model = self.amounts @ each
        error = np.log(model) - self.observed
        size = np.sqrt(error**2 + _SMOOTH**2)
        weights = error / size / SCALE / model
        away = (logs - self.middle) / self.spread
        value = float(size.sum() / SCALE + 0.5 * (away**2).sum())
        return value, (weights @ self.amounts * each) @ self.powers + away / self.spread

    def solve(self) -> dict[str, float]:
        """Fitted values; the middles of the ranges where no benchmark is left."""
        if not self.fitted:
            return {}
        found = minimize(
            self.loss, self.middle, jac=True, method="TNC", bounds=self.bounds,
            options={"maxfun": 20_000, "ftol": 1e-16, "xtol": 1e-12, "gtol": 1e-10},
        )  # fmt: skip
        inside = zip(self.fitted, np.exp(found.x), strict=True)
        return {name: float(f"{value:.{_DIGITS}g}") for name, value in inside}


def formulas(data: Data) -> dict[str, Terms | None]:
    """Return the formula of every benchmark; the network is searched once for all fits."""
    return {key: benchmark_terms(data, each) for key, each in data.benchmarks.items()}


def fit(data: Data, benchmarks: Iterable[Benchmark], known: Mapping[str, Terms | None]) -> Fit:
    """Fit on these benchmarks, those not meant for it left out; ``known`` holds the formula of each.

    A fitted parameter that none of them touches takes the middle of its range, on the logarithmic scale.
    Times and prices share no fitted parameter and are fitted apart.
    """
    rows: dict[str, list[tuple[float, Terms]]] = {}
    for each in benchmarks:
        terms = known[each.id]
        if each.fit and terms is not None:
            rows.setdefault(each.kind, []).append((published(each), terms))
    values = {
        key: float(f"{sqrt(each.low * each.high):.{_DIGITS}g}")
        for key, each in data.parameters.items()
        if each.basis is Basis.FITTED
    }
    for of_kind in rows.values():
        values |= _Problem(data.parameters, of_kind).solve()
    return Fit(values)


def fit_all(data: Data, known: Mapping[str, Terms | None]) -> Fit:
    """Fit on every benchmark: the values that ``parameters.yaml`` holds."""
    return fit(data, data.benchmarks.values(), known)


def leave_one_group_out(data: Data, known: Mapping[str, Terms | None]) -> dict[str, Fit]:
    """Return, for each group of benchmarks, the fit on all others."""
    groups = dict.fromkeys(each.group for each in data.benchmarks.values())
    return {
        group: fit(data, [each for each in data.benchmarks.values() if each.group != group], known)
        for group in groups
    }
