"""Access to the sea: doors and locks, dependence.

The functions work on sets of names or on arrays and do not care what the names stand for.

* A door is a corridor with an open way. Independent doors: the most corridors that can be open through ways
  of which no two share a name, one way of each corridor (set packing); a corridor counts once, however many
  ways it has, and a way that needs no name conflicts with none. Locks: the fewest names that meet every open
  way (minimum hitting set), and every set of that size. Both are exact, by search; there are never more
  independent doors than names in a lock.
* Dependence: shares of corridors by a logit over generalised cost, exposure of a country as the sum of the
  shares that need it, concentration as the Herfindahl index of normalised exposures, 0-10,000.

Not modelled: capacity (a door is either open or shut).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

__all__ = [
    "Door",
    "LockOutcome",
    "Locks",
    "concentration",
    "exposures",
    "independent_doors",
    "locks",
    "shares_by_cost",
]


class LockOutcome(StrEnum):
    """Whether a set of names can shut every open way."""

    FOUND = "found"
    IMPOSSIBLE = "impossible"
    """Some way needs no name, so no set of names shuts it."""
    NOTHING_OPEN = "nothing-open"
    """No way is open: there is nothing to shut, and no number means anything."""


@dataclass(frozen=True)
class Locks:
    """The smallest sets of names that shut every way; ``size`` is None unless the outcome is ``FOUND``."""

    size: int | None
    sets: tuple[frozenset[str], ...]
    outcome: LockOutcome = LockOutcome.FOUND


@dataclass(frozen=True)
class Door:
    """A corridor that is open through a way with these names."""

    corridor: str
    names: frozenset[str]


def locks(ways: Iterable[frozenset[str]]) -> Locks:
    """Return every smallest set of names that intersects all ways."""
    needs = sorted(_minimal(ways), key=lambda need: (len(need), sorted(need)))
    if not needs:
        return Locks(None, (), LockOutcome.NOTHING_OPEN)
    if frozenset() in needs:
        return Locks(None, (), LockOutcome.IMPOSSIBLE)
    size = 1
    while not (found := set(_hitting(needs, size))):
        size += 1
    return Locks(size, tuple(sorted(found, key=sorted)))


def _hitting(needs: Sequence[frozenset[str]], most: int) -> Iterator[frozenset[str]]:
    """Every set of at most so many names that meets all needs, built from the needs not met so far."""
    if not needs:
        yield frozenset()
        return
    if most == 0:
        return
    for name in sorted(needs[0]):
        for rest in _hitting([need for need in needs if name not in need], most - 1):
            yield rest | {name}


def independent_doors(ways: Iterable[tuple[str, frozenset[str]]]) -> tuple[Door, ...]:
    """Return the most doors of which no two share a name, one way a corridor.

    Of several largest sets it is the first in the order of the number of names, the names and the corridors.

    Parameters
    ----------
    ways
        The corridor and the names of each open way.
    """
    by_corridor: dict[str, list[frozenset[str]]] = {}
    for corridor, names in ways:
        by_corridor.setdefault(corridor, []).append(names)
    free = [corridor for corridor, own in by_corridor.items() if not all(own)]
    bound = sorted(
        (
            Door(corridor, names)
            for corridor, own in by_corridor.items()
            if all(own)
            for names in _minimal(own)
        ),
        key=lambda door: (len(door.names), sorted(door.names), door.corridor),
    )

    def grow(start: int, used: frozenset[str], corridors: frozenset[str], most: int) -> tuple[Door, ...]:
        """The largest set from ``start`` on that avoids what is used, if it has more than ``most`` doors."""
        best: tuple[Door, ...] = ()
        for index in range(start, len(bound)):
            if len({door.corridor for door in bound[index:]} - corridors) <= max(most, len(best)):
                break
            door = bound[index]
            if door.corridor not in corridors and not door.names & used:
                least = max(most, len(best)) - 1
                rest = grow(index + 1, used | door.names, corridors | {door.corridor}, least)
                best = max(best, (door, *rest), key=len)
        return best

    return (*(Door(corridor, frozenset()) for corridor in free), *grow(0, frozenset(), frozenset(), 0))


def _minimal(ways: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Return the sets that contain no other: what shuts one of these shuts all supersets."""
    distinct = set(ways)
    return [way for way in distinct if not any(other < way for other in distinct)]


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


def concentration(exposure: Mapping[str, float]) -> float | None:
    """Return the Herfindahl index of normalised exposures, 0 to 10,000; None without any exposure."""
    total = sum(exposure.values())
    return 10_000 * sum((value / total) ** 2 for value in exposure.values()) if total > 0 else None
