"""Provisional risk, on numbers that can be worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from layers.data import Data
from layers.network import main_route
from layers.risk import (
    MIN_KNOWN_DIMENSIONS,
    READINESS_BY_STATUS,
    Dimension,
    Risk,
    RiskClass,
    composite_to_class,
    corridor_risk,
    country_score,
    leg_risk,
)
from layers.schema import Status
from layers.view import month_range
from tests.toy import corridor, hub, indicator, leg, network, port

MONTH = "2026-07"
PEACE = indicator("security", 1, 5, KZ=2, RU=4)  # its own range is the scale: score = value
STABILITY = indicator("political-stability", 2.5, -2.5, KZ=2.5, RU=0, IR=-2.5)  # high is good


def toy(*legs: Any, indicators: Any = (PEACE, STABILITY)) -> Data:
    places = [hub("a", "KZ"), hub("b", "RU"), port("RUP", "RU"), port("XXP", "XX")]
    chain = corridor("c", *(each.id for each in legs))
    return network(places, legs, [chain], indicators)


def one_leg(data: Data) -> Risk:
    return leg_risk(data, next(iter(data.legs.values())), MONTH)


@pytest.mark.parametrize(
    ("country", "score"),
    [("KZ", 1), ("RU", 3), ("IR", 5), ("XX", None)],  # safest end, middle, riskiest end, not covered
)
def test_a_country_is_scored_on_the_range_of_the_index(country: str, score: float | None) -> None:
    assert country_score(STABILITY, country) == score


def test_a_leg_is_as_risky_as_the_worst_of_its_countries() -> None:
    found = one_leg(toy(leg("a", "b", KZ=1, RU=1))).dimensions
    assert (found[Dimension.SECURITY].score, found[Dimension.SECURITY].driver) == (4, "RU")
    assert found[Dimension.POLITICAL_STABILITY].score == 3


def test_a_port_brings_its_country_in() -> None:
    risk = one_leg(toy(leg("a", "RUP", KZ=1)))  # all the kilometres in KZ, the port in RU
    assert risk.dimensions[Dimension.SECURITY].score == 4


def test_a_country_without_a_figure_is_named_and_lowers_nothing() -> None:
    security = one_leg(toy(leg("a", "XXP", KZ=1))).dimensions[Dimension.SECURITY]
    assert (security.score, security.missing) == (2, ("XX",))


def test_unknown_stays_unknown_and_is_not_the_lowest_class() -> None:
    risk = one_leg(toy(leg("RUP", "XXP", "sea", sea=1, status="unverified"), indicators=()))
    assert (risk.known, risk.composite, risk.risk_class) == (0, None, RiskClass.UNKNOWN)
    assert (risk.low, risk.high) == (0, 100)  # it could be anything


def test_the_composite_is_the_mean_of_the_known_on_0_to_100() -> None:
    # security 4, stability 3, infrastructure 3 (limited): mean 10/3, so 25 * (10/3 - 1) = 58.33
    risk = one_leg(toy(leg("a", "b", RU=1, KZ=1, status="limited")))
    assert risk.known == 3
    assert risk.composite == pytest.approx(58.333, abs=0.001)
    assert risk.risk_class is RiskClass.ELEVATED
    # five unknown at best: (10 + 5) / 8 = 1.875; at worst: (10 + 25) / 8 = 4.375
    assert (risk.low, risk.high) == (pytest.approx(21.875), pytest.approx(84.375))


@pytest.mark.parametrize(
    ("composite", "expected"),
    [
        (0, "low"), (19.999, "low"), (20, "moderate"), (39.999, "moderate"), (40, "elevated"),
        (59.999, "elevated"), (60, "high"), (79.999, "high"),
        (80, "extreme"), (100, "extreme"), (None, "unknown"),
    ],
)  # fmt: skip
def test_a_class_begins_at_its_bound(composite: float | None, expected: str) -> None:
    assert composite_to_class(composite) == expected


def test_with_too_few_known_dimensions_no_class_is_given() -> None:
    only_status = one_leg(toy(leg("a", "b", KZ=1), indicators=()))
    and_peace = one_leg(toy(leg("a", "b", KZ=1), indicators=[PEACE]))
    assert MIN_KNOWN_DIMENSIONS == 2
    assert (only_status.known, only_status.composite, only_status.risk_class) == (1, None, RiskClass.UNKNOWN)
    assert (and_peace.known, and_peace.composite) == (2, 12.5)  # security 2, readiness 1: 25 * (1.5 - 1)


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.DUE])
def test_the_status_says_how_ready_a_leg_is(status: Status) -> None:
    infrastructure = one_leg(toy(leg("a", "b", KZ=1, status=status))).dimensions[Dimension.INFRASTRUCTURE]
    assert infrastructure.score == READINESS_BY_STATUS[status]


def test_every_status_has_a_readiness_and_worse_ones_are_never_safer() -> None:
    assert set(READINESS_BY_STATUS) == set(Status)
    order = Status.OPERATIONAL, Status.AT_RISK, Status.LIMITED, Status.UNDER_CONSTRUCTION, Status.PROPOSED
    scores = [READINESS_BY_STATUS[status] for status in order]
    assert scores == sorted(set(scores)) and scores[0] == 1 and scores[-1] == 5


def test_a_corridor_is_its_weakest_link_in_each_dimension() -> None:
    # a-b: security 2 (KZ), readiness 5 (proposed); b-RUP: security 4 (RU), readiness 1
    chain = toy(leg("a", "b", KZ=1, status="proposed"), leg("b", "RUP", RU=1))
    found = corridor_risk(chain, chain.corridors["c"], MONTH).dimensions
    assert (found[Dimension.SECURITY].score, found[Dimension.SECURITY].driver) == (4, "RU")
    assert (found[Dimension.INFRASTRUCTURE].score, found[Dimension.INFRASTRUCTURE].driver) == (5, "a-b")


def test_the_corridors_own_status_counts_too() -> None:
    plain = toy(leg("a", "RUP", KZ=1))
    shut = corridor("c", "a-RUP", status="suspended")
    assert corridor_risk(plain, shut, MONTH).dimensions[Dimension.INFRASTRUCTURE].score == 5


def test_no_leg_is_riskier_than_its_corridor(data: Data) -> None:
    for each in data.corridors.values():
        for month in month_range()[::6]:
            whole = corridor_risk(data, each, month).dimensions
            for key in main_route(each).legs:
                for dimension, part in leg_risk(data, data.legs[key], month).dimensions.items():
                    if part.score is not None:
                        assert (whole[dimension].score or 0) >= part.score, (each.id, key, dimension, month)


def test_every_score_is_on_the_scale(data: Data) -> None:
    for index in data.indicators.values():
        assert index.dimension in list(Dimension), index.id
        for country in index.values:
            score = country_score(index, country)
            assert score is not None and 1 <= score <= 5, (index.id, country)


def test_adding_a_country_moves_no_other(data: Data) -> None:
    wider = {
        key: each.model_copy(update={"values": {"ZZ": 10 * each.riskiest, **each.values}})
        for key, each in data.indicators.items()
    }
    more = replace(data, indicators=wider)
    for each in data.legs.values():
        assert leg_risk(more, each, MONTH) == leg_risk(data, each, MONTH), each.id
