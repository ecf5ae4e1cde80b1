"""Drawn calendars of outages, for how long a spell lasts: what no closed form gives.

A calendar is a row of days, packed eight to a byte, a set bit for a day on which something is down. Each
kind of outage draws from a random stream of its own name. In a stream, layers of one outage a year on
average are laid over each other up to the highest frequency asked for, the last one thinned by a number of
each outage's own; the duration is drawn by its inverse distribution function (exponential) from another. So
what is shut more often or for longer is down on the same days and more, and what else is open or shut does
not matter: low lies within central within high, and closing, building or more risk can only act one way, draw
by draw.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from layers.analysis.outage_rates import DAYS_A_YEAR

__all__ = [
    "SPELL_DAYS",
    "YEARS",
    "Calendar",
    "Shutdowns",
    "any_down_days",
    "built_days",
    "down_days",
    "spell_share",
]

YEARS = 2048
"""Drawn years: enough that a chance of one in a hundred has a standard error of a fifth of it."""

SPELL_DAYS = 30
_DAYS = YEARS * DAYS_A_YEAR

Calendar = NDArray[np.uint64]
"""Bits of days on which something is down; shape (days / 64,)."""

_Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Shutdowns:
    """Outages of one stream: how many a year, how many days each lasts on average.

    With ``hit``, only those count that strike, each with the probability ``severity`` by a stream named so.
    """

    stream: str
    per_year: float
    days: float
    hit: str = ""
    severity: float = 1.0


@lru_cache(maxsize=384)
def down_days(shutdowns: tuple[Shutdowns, ...]) -> Calendar:
    """Return the days on which any of these outages lasts. The answer is shared: it is not to be changed."""
    down = np.zeros(_DAYS, dtype=bool)
    for each in shutdowns:
        starts, lengths = _spells(each)
        begin = np.ceil(starts).astype(np.int64)
        end = np.minimum(np.ceil(starts + lengths).astype(np.int64), _DAYS)
        for first, last in zip(begin.tolist(), end.tolist(), strict=True):
            down[first:last] = True
    return _packed(down)


@lru_cache(maxsize=256)
def any_down_days(elements: frozenset[tuple[Shutdowns, ...]]) -> Calendar:
    """Return the days on which any of several elements is down, each with all of its outages."""
    down = np.zeros(_DAYS // 64, dtype=np.uint64)
    for shutdowns in elements:
        down |= down_days(shutdowns)
    return down


def built_days(name: str, probability: float) -> Calendar:
    """The days on which something has not been built, by a number of each year's own."""
    missing = _rng(name).random(YEARS) >= probability
    return _packed(np.repeat(missing, DAYS_A_YEAR))


def spell_share(down: Calendar | None) -> float:
    """The share of years in which a spell of at least :data:`SPELL_DAYS` days reaches or passes that length.

    ``None`` stands for a calendar on which every day is down.
    """
    if down is None:
        return 1.0
    words = np.flatnonzero(down)
    if not len(words):
        return 0.0
    bits = np.unpackbits(down[words].view(np.uint8)).reshape(len(words), 64)
    row, column = np.nonzero(bits)
    days = words[row] * 64 + column
    begins = np.flatnonzero(np.diff(days, prepend=-2) != 1)
    lasts = np.append(begins[1:], len(days)) - 1
    first, last = days[begins] + SPELL_DAYS - 1, days[lasts]
    years = {
        year
        for start, end in zip(first[first <= last].tolist(), last[first <= last].tolist(), strict=True)
        for year in range(start // DAYS_A_YEAR, end // DAYS_A_YEAR + 1)
    }
    return len(years) / YEARS


def _packed(days: NDArray[np.bool_]) -> Calendar:
    return np.packbits(days).view(np.uint64)


def _spells(each: Shutdowns) -> tuple[_Numbers, _Numbers]:
    """Starts and lengths in days of the outages that are left after thinning."""
    starts, lengths, left, layer = [np.empty(0)], [np.empty(0)], each.per_year, 0
    while left > 0:
        when, thin, long = _layer(each.stream, layer)
        kept = thin < left
        if each.hit:
            kept = kept & (_strikes(each.hit, layer, len(when)) < each.severity)
        starts.append(when[kept])
        lengths.append(each.days * long[kept])
        left, layer = left - 1, layer + 1
    return np.concatenate(starts), np.concatenate(lengths)


@lru_cache(maxsize=1024)
def _layer(stream: str, number: int) -> tuple[_Numbers, _Numbers, _Numbers]:
    """Days on which outages of one a year begin, what thins them, and their lengths in mean lengths."""
    rng = _rng(f"{stream}#{number}")
    count = rng.poisson(YEARS)
    return rng.random(count) * _DAYS, rng.random(count), -np.log1p(-rng.random(count))


@lru_cache(maxsize=1024)
def _strikes(stream: str, number: int, count: int) -> _Numbers:
    return _rng(f"{stream}#{number}").random(count)


def _rng(name: str) -> np.random.Generator:
    return np.random.default_rng(int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big"))
