"""Access to the sea: doors and locks, dependence, reliability.

The functions work on sets of names or on arrays and do not care what the names stand for.

* Doors: corridors with an open way. Independent doors: the most open ways of which no two share a name
  (set packing). Locks: the fewest names that meet every open way (minimum hitting set), and every set of
  that size. Both are exact, by enumeration; there are never more independent doors than names in a lock.
* Dependence: shares of corridors by a logit over generalised cost, exposure of a country as the sum of the
  shares that need it, concentration as the Herfindahl index of normalised exposures, 0-10,000.
* Reliability: each element is up with a given probability in a year, and a way is open when all of its
  elements are. Monte Carlo on packed bits with a fixed seed. A shock is a common cause that shuts several
  elements at once; the independent probability of each is lowered to keep its total, so results with and
  without shocks differ only by correlation.

Not modelled: capacity (a door is either open or shut) and how long a door stays shut.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "DRAWS",
    "SEED",
    "CommonCause",
    "Locks",
    "Reliability",
    "concentration",
    "exposures",
    "independent_doors",
    "locks",
    "reliability",
    "shares_by_cost",
]

DRAWS = 100_000
SEED = 20260701
"""Fixed so that the same inputs give the same figures; shown beside them."""

MAX_NAMES = 20


@dataclass(frozen=True)
class Locks:
    """The smallest sets of names that shut every way.

    ``size`` is 0 when no way is open, and None when no set can shut all ways.
    """

    size: int | None
    sets: tuple[frozenset[str], ...]


def locks(ways: Iterable[frozenset[str]]) -> Locks:
    """Return every smallest set of names that intersects all ways.

    Raises
    ------
    ValueError
        With more than :data:`MAX_NAMES` different names.
    """
    needs = _minimal(ways)
    if not needs:
        return Locks(0, (frozenset(),))
    if frozenset() in needs:
        return Locks(None, ())
    names = sorted(set().union(*needs))
    if len(names) > MAX_NAMES:
        raise ValueError(f"{len(names)} names are too many to enumerate; {MAX_NAMES} are not")
    subsets = np.arange(1 << len(names), dtype=np.uint32)
    hits = np.ones(len(subsets), dtype=bool)
    for need in needs:
        hits &= (subsets & np.uint32(_mask(need, names))) != 0
    sizes = np.bitwise_count(subsets[hits])
    smallest = subsets[hits][sizes == sizes.min()]
    found = (
        frozenset(name for i, name in enumerate(names) if subset >> i & 1) for subset in map(int, smallest)
    )
    return Locks(int(sizes.min()), tuple(sorted(found, key=sorted)))


def independent_doors(ways: Iterable[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """Return a largest set of ways of which no two share a name; of several, the first in name order."""
    distinct = set(ways)
    free = tuple(way for way in distinct if not way)  # depends on no country, so it conflicts with no way
    needs = sorted(_minimal(way for way in distinct if way), key=lambda need: (len(need), sorted(need)))

    def grow(
        start: int, taken: frozenset[str], chosen: tuple[frozenset[str], ...]
    ) -> tuple[frozenset[str], ...]:
        best = chosen
        for index in range(start, len(needs)):
            if len(chosen) + len(needs) - index <= len(best):
                break
            if not needs[index] & taken:
                found = grow(index + 1, taken | needs[index], (*chosen, needs[index]))
                best = max(best, found, key=len)
        return best

    return (*free, *grow(0, frozenset(), ()))


def _minimal(ways: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Return the sets that contain no other: what shuts one of these shuts all supersets."""
    distinct = set(ways)
    return [way for way in distinct if not any(other < way for other in distinct)]


def _mask(need: frozenset[str], names: Sequence[str]) -> int:
    return sum(1 << i for i, name in enumerate(names) if name in need)


# --- dependence ---------------------------------------------------------------------------------------


def shares_by_cost(generalised_usd: Mapping[str, float], theta_per_usd: float) -> dict[str, float]:
    """Return the share of each corridor, ``exp(-theta G)`` normalised to sum to 1."""
    if not generalised_usd:
        return {}
    costs = np.array(list(generalised_usd.values()))
    weights = np.exp(-theta_per_usd * (costs - costs.min()))
    return dict(zip(generalised_usd, (weights / weights.sum()).tolist(), strict=True))


def exposures(shares: Mapping[str, float], needs: Mapping[str, frozenset[str]]) -> dict[str, float]:
    """Return, per country, the summed shares (0 to 1) of the corridors that need it, largest first."""
    countries = sorted(set().union(*(needs[corridor] for corridor in shares)) if shares else ())
    found = {
        country: sum(share for corridor, share in shares.items() if country in needs[corridor])
        for country in countries
    }
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def concentration(exposure: Mapping[str, float]) -> float:
    """Return the Herfindahl index of normalised exposures, 0 to 10,000; 0 without any exposure."""
    total = sum(exposure.values())
    return 10_000 * sum((value / total) ** 2 for value in exposure.values()) if total > 0 else 0.0


# --- reliability --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CommonCause:
    """A shock: its probability in a year, the elements that it can shut, and how likely it shuts each."""

    probability: float
    elements: frozenset[str]
    severity: float


@dataclass(frozen=True)
class Reliability:
    """Expected open doors, the probabilities of none and of at least k, and the importance of each element.

    ``criticality`` is Birnbaum's importance, P(some door | element up) - P(some door | element down), with
    the element forced up and down on the same draws. Standard errors are those of a proportion over
    ``draws``.
    """

    expected_doors: float
    p_no_door: float
    p_no_door_error: float
    p_at_least: tuple[float, ...]
    criticality: Mapping[str, float]
    draws: int
    seed: int


def reliability(
    ways: Sequence[tuple[str, frozenset[str]]],
    down: Mapping[str, float],
    causes: Sequence[CommonCause] = (),
    draws: int = DRAWS,
    seed: int = SEED,
) -> Reliability:
    """Estimate the reliability of access by Monte Carlo.

    Parameters
    ----------
    ways
        The corridor and the elements of each way.
    down
        Probability in a year that each element is down.
    causes
        Common causes. The total probability that an element is down stays ``down``.
    """
    if not ways:
        return Reliability(0.0, 1.0, 0.0, (), {}, draws, seed)
    names = sorted(set().union(*(needs for _, needs in ways)))
    up = _draw(names, down, causes, draws, seed)
    index = {name: i for i, name in enumerate(names)}
    corridors = list(dict.fromkeys(corridor for corridor, _ in ways))
    open_by_corridor = np.zeros((len(corridors), up.shape[1]), dtype=np.uint8)
    for corridor, needs in ways:
        open_by_corridor[corridors.index(corridor)] |= _all_up(up, [index[name] for name in needs])
    some = np.bitwise_or.reduce(open_by_corridor, axis=0)
    p_some = _share(some, draws)
    counts = np.unpackbits(open_by_corridor, axis=1, count=draws).sum(axis=0)
    at_least = tuple(float((counts >= k).mean()) for k in range(1, len(corridors) + 1))
    return Reliability(
        expected_doors=float(counts.mean()),
        p_no_door=1 - p_some,
        p_no_door_error=float(np.sqrt(p_some * (1 - p_some) / draws)),
        p_at_least=at_least,
        criticality=_criticality(ways, names, up, draws),
        draws=draws,
        seed=seed,
    )


def _draw(
    names: Sequence[str], down: Mapping[str, float], causes: Sequence[CommonCause], draws: int, seed: int
) -> NDArray[np.uint8]:
    """Draw one bit per element and draw, 1 when the element is up; shape (elements, draws / 8)."""
    rng = np.random.default_rng(seed)
    own = np.array([_own_down(name, down.get(name, 0.0), causes) for name in names], dtype=np.float32)
    up = rng.random((len(names), draws), dtype=np.float32) >= own[:, None]
    for cause in causes:
        struck = np.flatnonzero(rng.random(draws, dtype=np.float32) < cause.probability)
        for i, name in enumerate(names):
            if name in cause.elements and len(struck):
                shut = rng.random(len(struck), dtype=np.float32) < cause.severity
                up[i, struck[shut]] = False
    return np.packbits(up, axis=1)


def _own_down(name: str, total: float, causes: Sequence[CommonCause]) -> float:
    """Return the probability that an element is down independently of the shocks."""
    spared = 1.0
    for cause in causes:
        if name in cause.elements:
            spared *= 1 - cause.probability * cause.severity
    return max(0.0, 1 - (1 - total) / spared) if spared > 0 else 0.0


def _all_up(up: NDArray[np.uint8], rows: Sequence[int]) -> NDArray[np.uint8]:
    if not rows:
        return np.full(up.shape[1], 255, dtype=np.uint8)
    return np.asarray(np.bitwise_and.reduce(up[list(rows)], axis=0))


def _share(bits: NDArray[np.uint8], draws: int) -> float:
    """Return the share of draws whose bit is set; padding beyond the last draw does not count."""
    return float(np.unpackbits(bits, count=draws).mean())


def _criticality(
    ways: Sequence[tuple[str, frozenset[str]]], names: Sequence[str], up: NDArray[np.uint8], draws: int
) -> dict[str, float]:
    index = {name: i for i, name in enumerate(names)}
    needs = list({need for _, need in ways})
    whole = {need: _all_up(up, [index[name] for name in need]) for need in needs}
    nothing = np.zeros(up.shape[1], dtype=np.uint8)
    found = {}
    for name in names:
        without = [whole[need] for need in needs if name not in need]
        given = [_all_up(up, [index[n] for n in need if n != name]) for need in needs if name in need]
        if_down = np.bitwise_or.reduce(without, axis=0) if without else nothing
        if_up = np.bitwise_or.reduce([if_down, *given], axis=0)
        found[name] = _share(if_up, draws) - _share(if_down, draws)
    return dict(sorted(found.items(), key=lambda item: -item[1]))
