"""Draws of the parameters of time and price, the same for every way, and the bands that they give.

Each parameter has a stream of its own, seeded by its name, so that neither the order of parameters nor a
new one changes the draws of another, and what two ways share moves them together. A parameter is drawn from
a distribution whose median is its central value and whose 10th and 90th percentiles are its low and high:
on the logarithm where low is above 0, each side with its own spread. Draws are stratified: one from each of
:data:`DRAWS` slices of equal probability.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from layers.model.dataset import Data
from layers.model.evidence import Parameter
from layers.network.estimates import Range, Term, range_of, values_of

__all__ = ["DRAWS", "ParameterDraws", "band_of"]

DRAWS = 1000

_Z90 = float(ndtri(0.9))

Array = NDArray[np.float64]


class ParameterDraws(Mapping[str, Array]):
    """The draws of every parameter of one data set, by id; arrays of :data:`DRAWS` values."""

    def __init__(self, data: Data) -> None:
        self.parameters: Mapping[str, Parameter] = data.parameters

    def __getitem__(self, name: str) -> Array:
        """The draws of one parameter."""
        each = self.parameters[name]
        return _drawn(name, each.low, each.central, each.high)

    def __iter__(self) -> Iterator[str]:
        """Ids of the parameters."""
        return iter(self.parameters)

    def __len__(self) -> int:
        """How many parameters there are."""
        return len(self.parameters)

    def values_of(self, terms: Iterable[Term]) -> Array:
        """Return the sum of the terms at each draw."""
        listed = list(terms)
        return values_of(listed, self) if listed else np.zeros(DRAWS)

    def band_of(self, terms: Iterable[Term]) -> Range:
        """Return the 10th percentile, the value at the central parameters, and the 90th percentile."""
        listed = list(terms)
        return band_of(range_of(listed, self.parameters)[1], self.values_of(listed))


def band_of(central: float, values: Array) -> Range:
    """Return the 10th percentile of some values, the central one, and the 90th percentile, in order."""
    low, high = (float(each) for each in np.percentile(values, (10, 90)))
    return min(low, central), central, max(high, central)


@lru_cache(maxsize=1024)
def _drawn(name: str, low: float, central: float, high: float) -> Array:
    seed = int.from_bytes(sha256(name.encode()).digest()[:8], "big")
    slices = np.random.default_rng(seed).permutation(DRAWS)
    normal = ndtri((slices + 0.5) / DRAWS)
    if low > 0:
        below, above = np.log(central / low), np.log(high / central)
        drawn = central * np.exp(normal / _Z90 * np.where(normal < 0, below, above))
    else:
        drawn = np.maximum(central + normal / _Z90 * np.where(normal < 0, central - low, high - central), 0)
    drawn.setflags(write=False)
    return np.asarray(drawn, dtype=np.float64)
