"""Bargaining power of home and of each transit country, after Hubert and Ikonnikova (2011).

A coalition without home is worth nothing; with home it is worth the best that home can reach through the
countries in it: ``max(0, B - G)`` over the open ways whose countries all belong to it. Power is the Shapley
value as a share of what all together are worth, so that the assumed worth of access ``B`` matters only by
how large differences of cost are beside it; :func:`power_band` says how much. A way that exists with a
probability enters as the expectation over independent outcomes, one per corridor, which is exact because the
Shapley value is linear in the game.

The game is written as a sum of unanimity games (Harsanyi dividends) over unions of the countries of ways, so
the number of countries does not matter, only how many different unions there are.

Not modelled: capacity, side payments, and countries that act together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from layers.analysis.bands import Band

__all__ = ["MAX_UNIONS", "ValuedWay", "power_band", "power_shares", "shapley"]

MAX_UNIONS = 50_000
"""With more different unions of ways power is not worked out: it would take too long."""

_Coalition = frozenset[str]


@dataclass(frozen=True)
class ValuedWay:
    """A way in the game: the countries it needs, its value in US dollars per TEU, its probability."""

    corridor: str
    countries: frozenset[str]
    value: float
    probability: float = 1.0


def power_shares(home: str, ways: Sequence[ValuedWay]) -> dict[str, float] | None:
    """Return everyone's share of the whole, home first, then largest first; they sum to 1.

    None if the whole is worth nothing, or there are more than :data:`MAX_UNIONS` unions.
    """
    values = shapley(home, ways)
    whole = sum(values.values()) if values else 0.0
    return {who: value / whole for who, value in values.items()} if values and whole > 0 else None


def power_band(
    home: str, central: Sequence[ValuedWay], ends: Iterable[Sequence[ValuedWay]]
) -> dict[str, Band]:
    """Return everyone's share with its band over other values of the same ways; empty where there is none.

    Only ends at which there is something to share count.
    """
    middle = power_shares(home, central)
    if middle is None:
        return {}
    others = [shares for shares in (power_shares(home, ways) for ways in ends) if shares is not None]
    return {
        who: Band.around(share, [other.get(who, 0.0) for other in others]) for who, share in middle.items()
    }


def shapley(home: str, ways: Sequence[ValuedWay]) -> dict[str, float] | None:
    """Return the Shapley values of home (first) and of every country on a way, largest first, in dollars.

    They sum to the value of the grand coalition. None with more than :data:`MAX_UNIONS` unions.
    """
    dividends = _dividends(ways)
    if dividends is None:
        return None
    power = dict.fromkeys(sorted(set().union(*(way.countries for way in ways))) if ways else (), 0.0)
    of_home = 0.0
    for coalition, dividend in dividends.items():
        part = dividend / (len(coalition) + 1)
        of_home += part
        for country in coalition:
            power[country] += part
    return {home: of_home} | dict(sorted(power.items(), key=lambda item: -item[1]))


def _dividends(ways: Sequence[ValuedWay]) -> Mapping[_Coalition, float] | None:
    """Return the dividend of every coalition of countries, home left out.

    From the best value down, the game in which a coalition wins if it holds any way so far counts with the
    step to the next value. That game is ``f + u - f u`` with each way's unanimity game ``u``, and the product
    of two unanimity games is that of the union. A corridor that may not exist is a player until the end,
    where it is replaced by its probability, whatever number of its ways a union holds.
    """
    chance = {way.corridor: way.probability for way in ways if way.probability < 1}
    valued = sorted(
        ((way.value, _needs(way)) for way in _undominated(ways) if way.value > 0), key=lambda each: -each[0]
    )
    total: Counter[_Coalition] = Counter()
    winning: dict[_Coalition, int] = {}
    for place, (value, need) in enumerate(valued):
        winning = _with(winning, need)
        if len(winning) > MAX_UNIONS:
            return None
        step = value - (valued[place + 1][0] if place + 1 < len(valued) else 0.0)
        if step > 0:
            for union, times in winning.items():
                total[union] += step * times  # type: ignore[assignment]
    found: dict[_Coalition, float] = {}
    for union, dividend in total.items():
        countries, share = set(), float(dividend)
        for name in union:
            if name.startswith(_MAYBE):
                share *= chance[name.removeprefix(_MAYBE)]
            else:
                countries.add(name)
        key = frozenset(countries)
        found[key] = found.get(key, 0.0) + share
    return found


_MAYBE = "maybe:"


def _needs(way: ValuedWay) -> _Coalition:
    return way.countries | {_MAYBE + way.corridor} if way.probability < 1 else way.countries


def _undominated(ways: Sequence[ValuedWay]) -> list[ValuedWay]:
    """Leave out ways that another of at least their value never needs more than."""
    kept: list[ValuedWay] = []
    for way in sorted(ways, key=lambda each: (-each.value, len(_needs(each)))):
        if not any(_needs(other) <= _needs(way) for other in kept):
            kept.append(way)
    return kept


def _with(winning: Mapping[_Coalition, int], need: _Coalition) -> dict[_Coalition, int]:
    found = dict(winning)
    found[need] = found.get(need, 0) + 1
    for union, times in winning.items():
        both = union | need
        found[both] = found.get(both, 0) - times
    return {union: times for union, times in found.items() if times}
