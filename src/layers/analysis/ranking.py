"""Ranking under uncertain weights and scores: SMAA-2 (Lahdelma and Salminen, 2001) and the Pareto front.

Weights are uniform on the simplex unless given, scores uniform within their ranges; a lower score is better.
Ties, which have probability zero, go to the alternative listed first.
"""

from __future__ import annotations

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
) -> Acceptability:
    """Return the stochastic multicriteria acceptability of alternatives.

    Parameters
    ----------
    low, high
        Ends of each score's range, shape (alternatives, criteria); lower is better.
    weights
        Fixed weights, shape (criteria,), or None for weights uniform on the simplex.
    """
    alternatives, criteria = low.shape
    rng = np.random.default_rng(seed)
    drawn = (
        rng.dirichlet(np.ones(criteria), draws)
        if weights is None
        else np.tile(weights / weights.sum(), (draws, 1))
    )
    scores = low + (high - low) * rng.random((draws, alternatives, criteria))
    composite = np.einsum("dac,dc->da", scores, drawn)
    rank = np.argsort(np.argsort(composite, axis=1, kind="stable"), axis=1)
    ranks = np.stack([(rank == r).mean(axis=0) for r in range(alternatives)], axis=1)
    first = rank == 0
    counts = first.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        central = (first.T.astype(float) @ drawn) / counts[:, None]
    beats = np.stack([(rank[:, [a]] < rank).mean(axis=0) for a in range(alternatives)])
    return Acceptability(ranks, central, beats)


def pareto_front(points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which points are not dominated, shape (points,), for values of shape (points, criteria).

    Lower is better in every criterion.
    """
    no_worse = (points[:, None, :] <= points[None, :, :]).all(axis=2)
    better = (points[:, None, :] < points[None, :, :]).any(axis=2)
    return np.asarray(~(no_worse & better).any(axis=0))
