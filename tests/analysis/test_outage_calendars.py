"""Drawn calendars: they hold what was asked, and more of it can only add days."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.analysis.outage_calendars import (
    SPELL_DAYS,
    YEARS,
    Calendar,
    Shutdowns,
    any_down_days,
    built_days,
    down_days,
    spell_share,
)
from layers.analysis.outage_rates import DAYS_A_YEAR

DAYS = YEARS * DAYS_A_YEAR
RATES, LENGTHS = st.floats(0, 3), st.floats(0.5, 200)


def bits(calendar: Calendar) -> np.ndarray:
    return np.unpackbits(calendar.view(np.uint8)).astype(bool)


def calendar_of(*spans: tuple[int, int]) -> Calendar:
    """Down from a day to before another, for each span."""
    days = np.zeros(DAYS, dtype=bool)
    for start, end in spans:
        days[start:end] = True
    return np.packbits(days).view(np.uint64)


@pytest.mark.parametrize(("per_year", "days"), [(0.2, 20.0), (1.5, 40.0), (0.05, 300.0)])
def test_the_share_of_days_down_is_that_of_outages_that_may_overlap(per_year: float, days: float) -> None:
    share = bits(down_days((Shutdowns("somewhere", per_year, days),))).mean()
    load = per_year * days / DAYS_A_YEAR
    # about as many independent outages as there are years
    assert share == pytest.approx(1 - np.exp(-load), rel=6 / np.sqrt(per_year * YEARS))


@given(RATES, RATES, LENGTHS, LENGTHS)
@settings(max_examples=25, deadline=None)
def test_what_is_shut_more_often_or_longer_is_down_on_the_same_days_and_more(
    rate: float, other_rate: float, length: float, other_length: float
) -> None:
    less = down_days((Shutdowns("x", min(rate, other_rate), min(length, other_length)),))
    more = down_days((Shutdowns("x", max(rate, other_rate), max(length, other_length)),))
    assert not (less & ~more).any()


@given(st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=10, deadline=None)
def test_a_surer_strike_and_a_likelier_line_only_act_one_way(one: float, other: float) -> None:
    low, high = sorted((one, other))
    less, more = (down_days((Shutdowns("war", 0.3, 60, "war/x", share),)) for share in (low, high))
    assert not (less & ~more).any()
    assert not (built_days("built:c", high) & ~built_days("built:c", low)).any()


def test_a_stream_depends_on_its_name_only() -> None:
    alone = down_days((Shutdowns("here", 0.5, 10),))
    both = any_down_days(frozenset({(Shutdowns("here", 0.5, 10),), (Shutdowns("there", 0.5, 10),)}))
    assert not (alone & ~both).any() and (both & ~alone).any()
    assert (down_days((Shutdowns("there", 0.5, 10),)) != alone).any()


def test_a_spell_counts_in_every_year_in_which_it_is_thirty_days_long_or_longer() -> None:
    year = DAYS_A_YEAR
    assert spell_share(calendar_of()) == 0 and spell_share(None) == 1
    assert spell_share(calendar_of((10, 10 + SPELL_DAYS - 1))) == 0
    assert spell_share(calendar_of((10, 10 + SPELL_DAYS))) == 1 / YEARS
    # begun in one year, thirty days long in the next: that one counts
    assert spell_share(calendar_of((year - 5, year - 5 + SPELL_DAYS))) == 1 / YEARS
    twice = (5 * year, 5 * year + 40), (5 * year + 41, 5 * year + 80)
    assert spell_share(calendar_of((0, 2 * year + 1), *twice)) == 4 / YEARS
    assert spell_share(calendar_of((0, 20), (21, 40))) == 0
    assert spell_share(calendar_of((0, DAYS))) == 1
