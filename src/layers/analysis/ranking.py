"""Ranking under uncertain weights and scores: SMAA-2 (Lahdelma and Salminen, 2001) and the Pareto front.

Weights are uniform on the simplex unless given, scores uniform within their ranges; a lower score is better.
What alternatives share, such as the score of a country, is drawn once for all of them. Ties go to the
alternative listed first.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["DRAWS", "SEED", "Acceptability", "pareto_front", "smaa"]

DRAWS = 10_000
SEED = 20260701


@dataclass(frozen=True)
class Acceptability:
    """Results of the draws for each alternative.

    ``ranks[a, r]`` is the share of draws in which alternative ``a`` takes rank ``r``; ``central_weights[a]``
    the mean of the weights that rank it first (nan if none do); ``beats[a, b]`` the share of draws in which
    it ranks before ``b``.
    """

    ranks: NDArray[np.float64]
    central_weights: NDArray[np.float64]
    beats: NDArray[np.float64]


def smaa(
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    weights: NDArray[np.float64] | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    shared: Sequence[Sequence[Hashable]] | None = None,
) -> Acceptability:
    """Return the stochastic multicriteria acceptability of alternatives.

    Parameters
    ----------
    low, high
        Ends of each score's range, shape (alternatives, criteria); lower is better.
    weights
        Fixed weights, shape (criteria,), or None for weights uniform on the simplex.
    shared
        What each score rests on, shape (alternatives, criteria): where it is the same, and not None, scores
        lie at the same place within their ranges in every draw.
    """
    alternatives, criteria = low.shape
    rng = np.random.default_rng(seed)
    drawn = (
        rng.dirichlet(np.ones(criteria), draws)
        if weights is None
        else np.tile(weights / weights.sum(), (draws, 1))
    )
    places = _places(low.shape, shared)
    scores = low + (high - low) * rng.random((draws, int(places.max()) + 1))[:, places]
    composite = np.einsum("dac,dc->da", scores, drawn)
    rank = np.argsort(np.argsort(composite, axis=1, kind="stable"), axis=1)
    ranks = np.stack([(rank == r).mean(axis=0) for r in range(alternatives)], axis=1)
    first = rank == 0
    counts = first.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        central = (first.T.astype(float) @ drawn) / counts[:, None]
    beats = np.stack([(rank[:, [a]] < rank).mean(axis=0) for a in range(alternatives)])
    return Acceptability(ranks, central, beats)


def _places(
    shape: tuple[int, ...], shared: Sequence[Sequence[Hashable]] | None
) -> NDArray[np.int64]:
    """Return which drawn number each score takes, shape (alternatives, criteria)."""
    own = np.arange(shape[0] * shape[1]).reshape(shape)
    if shared is None:
        return own
    numbers: dict[Hashable, int] = {}
    for (a, c), number in np.ndenumerate(own):
        rests_on = shared[a][c]
        key = number if rests_on is None else (c, rests_on)
        own[a, c] = numbers.setdefault(key, len(numbers))
    return own


def pareto_front(points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which points are not dominated, shape (points,), for values of shape (points, criteria).

    Lower is better in every criterion.
    """
    no_worse = (points[:, None, :] <= points[None, :, :]).all(axis=2)
    better = (points[:, None, :] < points[None, :, :]).any(axis=2)
    return np.asarray(~(no_worse & better).any(axis=0))
