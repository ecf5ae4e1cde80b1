"""Risk on numbers that can be worked out by hand, and what must hold of it on the shipped data."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from layers.analysis.risk import (
    CLOSED_DELAY,
    MIN_KNOWN_DIMENSIONS,
    READINESS_BY_STATUS,
    DimensionScore,
    Origin,
    Risk,
    RiskClass,
    RiskModel,
    composite_to_class,
    country_score,
)
from layers.model.dataset import Data
from layers.model.vocabulary import Dimension, Status
from tests.toy import (
    assessment,
    chokepoint,
    corridor,
    crossing,
    entry,
    hub,
    indicator,
    leg,
    network,
    port,
    rubric,
    score,
)

DAY = "2026-07-01"
PEACE = indicator("security", 1, 5, KZ=2, RU=4)  # its own range is the scale: score = value
STABILITY = indicator("political-stability", 2.5, -2.5, KZ=2.5, RU=0, IR=-2.5)  # high is good
SECURITY, FINANCING = Dimension.SECURITY, Dimension.FINANCING
INFRASTRUCTURE, DELAY = Dimension.INFRASTRUCTURE, Dimension.DELAY


def toy(*legs: Any, indicators: Any = (PEACE, STABILITY), more: Any = (), **records: Any) -> Data:
    """Two cities, two ports and these legs, in the corridor "c"."""
    places = [hub("a", "KZ"), hub("b", "RU"), port("RUP", "RU"), port("XXP", "XX"), *more]
    chain = corridor("c", *(each.id for each in legs))
    return network(places, legs, [chain], indicators, **records)


def first_leg(data: Data, day: str = DAY) -> Risk:
    return RiskModel(data).of_part(next(iter(data.legs)), day)


def corridor_c(data: Data, aggregation: Any = "weakest", day: str = DAY) -> Risk:
    return RiskModel(data).of_corridor(data.corridors["c"], day, aggregation)


def span(found: DimensionScore) -> tuple[float | None, float, float]:
    return found.score, found.low, found.high


# --- where a score comes from ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "expected"),
    [("KZ", 1), ("RU", 3), ("IR", 5), ("XX", None)],  # safest end, middle, riskiest end, not covered
)
def test_a_country_is_scored_on_the_range_of_the_index(country: str, expected: float | None) -> None:
    assert country_score(STABILITY, country) == expected


@pytest.mark.parametrize(
    ("safest", "riskiest", "value", "expected"),
    [
        (1, 5, 3.441, 3.441),  # a low figure is good: 1 + 4 * 2.441 / 4
        (5, 1, 2.9, 3.1),  # a high figure is good: 1 + 4 * (2.9 - 5) / (1 - 5)
        (2.5, -2.5, -2.48, 4.984),  # 1 + 4 * 4.98 / 5
        (0, 100, 25, 2),
        (100, 0, 25, 4),
    ],
)
def test_an_index_is_put_linearly_on_one_to_five(
    safest: float, riskiest: float, value: float, expected: float
) -> None:
    assert country_score(indicator("delay", safest, riskiest, KZ=value), "KZ") == pytest.approx(expected)


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [(3, 2.5, 3.5), (1.2, 1, 1.7), (4.8, 4.3, 5)],  # half a point either way, within the scale
)
def test_the_score_of_an_index_has_its_margin(value: float, low: float, high: float) -> None:
    found = first_leg(toy(leg("a", "b", KZ=1), indicators=[indicator("delay", 1, 5, KZ=value)]))
    assert span(found.dimensions[DELAY]) == pytest.approx((value, low, high))


def test_an_own_assessment_beats_the_countrys_which_beats_the_index() -> None:
    country = assessment("of-ru", "security", score("2024-01-01", 3, 2.5, 4), countries=["RU"])
    own = assessment("of-line", "security", score("2025-01-01", 1.5, 1, 2), parts=["a-b"])
    model = RiskModel(toy(leg("a", "b", KZ=1, RU=1), assessments=[country, own]))

    def told(day: str) -> tuple[Any, ...]:
        found = model.of_part("a-b", day).dimensions[SECURITY]
        return (*span(found), found.origin, found.reference, found.country, found.part)

    # the index: KZ 2, RU 4, so RU, half a point either way
    assert told("2023-12-31") == (4, 3.5, 4.5, Origin.INDEX, "security", "RU", "a-b")
    # RU is now 3 by judgement, KZ still 2 by the index
    assert told("2024-01-01") == told("2024-12-31") == (3, 2.5, 4, Origin.COUNTRY, "of-ru", "RU", "a-b")
    # its own holds though it is the lowest of all
    assert told("2025-01-01") == told("2030-12-31") == (1.5, 1, 2, Origin.OWN, "of-line", "", "a-b")


def test_one_country_by_judgement_and_another_by_the_index_are_compared() -> None:
    calm = assessment("of-ru", "security", score("2021", 1), countries=["RU"])
    found = first_leg(toy(leg("a", "b", KZ=1, RU=1), assessments=[calm])).dimensions[SECURITY]
    assert (found.score, found.origin, found.country) == (2, Origin.INDEX, "KZ")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2021-12-31", None),  # nothing yet: there is no index here
        ("2022-01-01", 2),  # a year begins on 1 January
        ("2024-04-30", 2),
        ("2024-05-01", 4),  # a month on its first day
        ("2025-03-08", 4),
        ("2025-03-09", 3),  # a day on itself
        ("2030-12-31", 3),
    ],
)
def test_a_dated_score_holds_from_its_day_to_the_next(day: str, expected: float | None) -> None:
    dated = assessment(
        "x", "security", score("2022", 2), score("2024-05", 4), score("2025-03-09", 3), parts=["a-b"]
    )
    data = toy(leg("a", "b", KZ=1), indicators=(), assessments=[dated])
    assert first_leg(data, day).dimensions[SECURITY].score == expected


def test_an_assessment_of_another_dimension_or_part_says_nothing() -> None:
    others = [
        assessment("x", "delay", score("2021", 5), parts=["a-b"]),
        assessment("y", "security", score("2021", 5), parts=["b-RUP"]),
        assessment("z", "security", score("2021", 5), countries=["RU"]),
    ]
    data = toy(leg("a", "b", KZ=1), leg("b", "RUP", RU=1), indicators=(), assessments=others)
    assert first_leg(data).dimensions[SECURITY] == DimensionScore(None, part="a-b", missing=("KZ",))


def test_a_leg_is_as_risky_as_the_worst_of_its_countries() -> None:
    found = first_leg(toy(leg("a", "b", KZ=1, RU=1))).dimensions
    assert (found[SECURITY].score, found[SECURITY].country) == (4, "RU")
    assert found[Dimension.POLITICAL_STABILITY].score == 3


def test_a_port_brings_its_country_in() -> None:
    risk = first_leg(toy(leg("a", "RUP", KZ=1)))  # all the kilometres in KZ, the port in RU
    assert risk.dimensions[SECURITY].score == 4


def test_a_place_takes_its_own_countries() -> None:
    data = toy(
        leg("a", "b", KZ=1),
        more=[crossing("X", "KZ", "RU"), chokepoint("S", "KZ"), port("KZP", "KZ")],
    )
    model = RiskModel(data)
    scores = {key: model.of_part(key, DAY).dimensions[SECURITY].score for key in ("X", "S", "KZP", "RUP")}
    assert scores == {"X": 4, "S": 2, "KZP": 2, "RUP": 4}


def test_a_country_without_a_figure_is_named_and_lowers_nothing() -> None:
    security = first_leg(toy(leg("a", "XXP", KZ=1))).dimensions[SECURITY]
    assert (security.score, security.missing) == (2, ("XX",))
    assert (security.low, security.high) == (1.5, 5)  # XX could be anything


def test_unknown_stays_unknown_and_is_not_the_lowest_class() -> None:
    risk = first_leg(toy(leg("RUP", "XXP", "sea", sea=1, status="unverified"), indicators=()))
    assert (risk.known, risk.composite, risk.risk_class) == (0, None, RiskClass.UNKNOWN)
    assert (risk.low, risk.high) == (0, 100)  # it could be anything


# --- infrastructure and financing -----------------------------------------------------------------------


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.DUE])
def test_the_status_says_how_ready_a_leg_is(status: Status) -> None:
    infrastructure = first_leg(toy(leg("a", "b", KZ=1, status=status))).dimensions[INFRASTRUCTURE]
    assert infrastructure.score == READINESS_BY_STATUS[status]


def test_every_status_has_a_readiness_and_worse_ones_are_never_safer() -> None:
    assert set(READINESS_BY_STATUS) == set(Status)
    order = Status.OPERATIONAL, Status.AT_RISK, Status.LIMITED, Status.UNDER_CONSTRUCTION, Status.PROPOSED
    scores = [READINESS_BY_STATUS[status] for status in order]
    assert scores == sorted(set(scores)) and scores[0] == 1 and scores[-1] == 5


@pytest.mark.parametrize(
    ("assessed", "status", "expected", "origin"),
    [
        (1.5, "suspended", 5, Origin.STATUS),
        (1.5, "limited", 3, Origin.STATUS),
        (4, "limited", 4, Origin.OWN),
        (1.5, "operational", 1.5, Origin.OWN),
        (2, "unverified", 2, Origin.OWN),  # an unverified status says nothing
    ],
)
def test_infrastructure_is_never_better_than_the_status(
    assessed: float, status: str, expected: float, origin: Origin
) -> None:
    own = assessment("x", "infrastructure", score("2021", assessed), parts=["a-b"])
    found = first_leg(toy(leg("a", "b", KZ=1, status=status), assessments=[own])).dimensions[INFRASTRUCTURE]
    assert (found.score, found.origin) == (expected, origin)


@pytest.mark.parametrize(
    ("assessed", "status", "expected", "origin"),
    [
        (2.5, "suspended", CLOSED_DELAY, Origin.STATUS),  # closed to trade, whatever was written of it
        (5, "suspended", 5, Origin.OWN),
        (2.5, "limited", 2.5, Origin.OWN),
        (2.5, "operational", 2.5, Origin.OWN),
    ],
)
def test_what_is_suspended_is_closed_to_trade(
    assessed: float, status: str, expected: float, origin: Origin
) -> None:
    own = assessment("x", "delay", score("2021", assessed), parts=["a-b"])
    found = first_leg(toy(leg("a", "b", KZ=1, status=status), assessments=[own])).dimensions[DELAY]
    assert (found.score, found.origin, found.part) == (expected, origin, "a-b")


def test_a_suspended_part_is_closed_to_trade_without_any_score() -> None:
    found = first_leg(toy(leg("a", "b", KZ=1, status="suspended"))).dimensions[DELAY]
    assert span(found) == (5, 5, 5)


def test_an_index_of_infrastructure_gives_way_to_a_worse_status_too() -> None:
    lpi = indicator("infrastructure", 5, 1, KZ=3)
    roads = [leg("a", "b", KZ=1, status=status) for status in ("operational", "suspended")]
    scores = [first_leg(toy(each, indicators=[lpi])).dimensions[INFRASTRUCTURE].score for each in roads]
    assert scores == [3, 5]


MONEY = assessment("money", "financing", score("2021", 1.5, 1, 3), countries=["KZ"])


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("operational", 1.5), ("at-risk", 1.5), ("limited", 1.5), ("unverified", 1.5),
        ("suspended", 1.5),  # built, if shut
        ("under-construction", None), ("proposed", None),
    ],
)  # fmt: skip
def test_the_default_of_financing_holds_for_what_is_built_only(status: str, expected: float | None) -> None:
    found = first_leg(toy(leg("a", "b", KZ=1, status=status), assessments=[MONEY])).dimensions[FINANCING]
    assert found.score == expected


def test_financing_becomes_known_on_the_day_a_line_opens_and_not_when_it_is_due() -> None:
    opened = leg("a", "b", "rail", entry("2021", "proposed"), entry("2025-03-09", "operational"), KZ=1)
    due = leg("a", "b", "rail", entry("2025", "proposed"), entry("2028", "operational", planned=True), KZ=1)
    for line, scores in (
        (opened, {"2025-03-08": None, "2025-03-09": 1.5}),
        (due, {"2024-12-31": None, "2028-12-30": None, "2028-12-31": None}),  # not spoken of, planned, due
    ):
        data = toy(line, assessments=[MONEY])
        assert {day: first_leg(data, day).dimensions[FINANCING].score for day in scores} == scores


def test_an_own_assessment_of_financing_holds_for_an_unbuilt_line() -> None:
    own = assessment("x", "financing", score("2021", 4.5), parts=["a-b"])
    data = toy(leg("a", "b", KZ=1, status="proposed"), assessments=[MONEY, own])
    assert first_leg(data).dimensions[FINANCING].score == 4.5


# --- what applies ---------------------------------------------------------------------------------------


def test_a_dimension_that_does_not_apply_to_a_part_is_absent() -> None:
    data = toy(
        leg("a", "b", KZ=1),
        more=[crossing("X", "KZ", "RU"), chokepoint("S", "RU")],
        rubrics=[rubric("financing", "leg", "crossing", "port"), rubric("delay", "crossing")],
    )
    model = RiskModel(data)
    missing = {
        key: set(Dimension) - model.of_part(key, DAY).dimensions.keys() for key in ("a-b", "X", "RUP", "S")
    }
    assert missing == {"a-b": {DELAY}, "X": set(), "RUP": {DELAY}, "S": {FINANCING, DELAY}}


def test_what_does_not_apply_weighs_nothing_in_the_composite() -> None:
    only = [rubric(dimension, "leg") for dimension in Dimension if dimension not in (SECURITY, DELAY)]
    delay = indicator("delay", 1, 5, RU=2)
    data = toy(leg("a", "b", RU=1), indicators=[PEACE, delay], rubrics=only)
    risk = RiskModel(data).of_part("RUP", DAY)
    # security 4 (3.5 to 4.5) and delay 2 (1.5 to 2.5), nothing else: 25 * (3 - 1)
    assert (risk.composite, risk.low, risk.high) == pytest.approx((50, 37.5, 62.5))


# --- the composite --------------------------------------------------------------------------------------


def test_the_composite_is_the_mean_of_the_known_on_0_to_100() -> None:
    # security 4, stability 3, infrastructure 3 (limited): mean 10/3, so 25 * (10/3 - 1) = 58.33
    risk = first_leg(toy(leg("a", "b", RU=1, KZ=1, status="limited")))
    assert risk.known == 3
    assert risk.composite == pytest.approx(58.333, abs=0.001)
    assert risk.risk_class is RiskClass.ELEVATED
    # five unknown at best: (3.5 + 2.5 + 3 + 5 * 1) / 8 = 1.75; at worst: (4.5 + 3.5 + 3 + 5 * 5) / 8 = 4.5
    assert (risk.low, risk.high) == (pytest.approx(18.75), pytest.approx(87.5))


def test_weights_shift_the_composite_and_its_range() -> None:
    data = toy(leg("a", "b", RU=1, KZ=1, status="limited"))
    risk = RiskModel(data, {SECURITY: 3, INFRASTRUCTURE: 1}).of_part("a-b", DAY)
    # (3 * 4 + 3) / 4 = 3.75; (3 * 3.5 + 3) / 4 = 3.375; (3 * 4.5 + 3) / 4 = 4.125
    assert (risk.composite, risk.low, risk.high) == pytest.approx((68.75, 59.375, 78.125))
    # an unknown dimension with weight stays out of the composite and widens the range:
    # (4 + 2 * 1) / 3 = 2 and (4 + 2 * 5) / 3 = 14/3, with 3.5 and 4.5 for the 4
    half = RiskModel(data, {SECURITY: 1, INFRASTRUCTURE: 0, FINANCING: 2}).of_part("a-b", DAY)
    assert half.composite == 75
    assert (half.low, half.high) == pytest.approx((25 * (5.5 / 3 - 1), 25 * (14.5 / 3 - 1)))


def test_equal_weights_of_any_size_are_the_default() -> None:
    data = toy(leg("a", "b", RU=1, KZ=1, status="limited"))
    plain, sevens = (RiskModel(data, w).of_part("a-b", DAY) for w in (None, dict.fromkeys(Dimension, 7.0)))
    assert (plain.composite, plain.low, plain.high) == pytest.approx(
        (sevens.composite, sevens.low, sevens.high)
    )


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
    only_status = first_leg(toy(leg("a", "b", KZ=1), indicators=()))
    and_peace = first_leg(toy(leg("a", "b", KZ=1), indicators=[PEACE]))
    assert MIN_KNOWN_DIMENSIONS == 2
    assert (only_status.known, only_status.composite, only_status.risk_class) == (1, None, RiskClass.UNKNOWN)
    assert (and_peace.known, and_peace.composite) == (2, 12.5)  # security 2, readiness 1: 25 * (1.5 - 1)


# --- corridors ------------------------------------------------------------------------------------------


def test_a_corridor_is_its_weakest_link_in_each_dimension() -> None:
    # a-b: security 2 (KZ), readiness 5 (proposed); b-RUP: security 4 (RU), readiness 1
    found = corridor_c(toy(leg("a", "b", KZ=1, status="proposed"), leg("b", "RUP", RU=1))).dimensions
    assert (found[SECURITY].score, found[SECURITY].country, found[SECURITY].part) == (4, "RU", "b-RUP")
    assert (found[INFRASTRUCTURE].score, found[INFRASTRUCTURE].part) == (5, "a-b")


def chain(**more: Any) -> Data:
    """100 km of security 1 (1-2), 300 km of 3 (2.5-4), a port of 5 (3-5), a strait of 4.5 (4-5)."""
    dated = {"a-b": (1, 1, 2), "b-SP": (3, 2.5, 4), "SP": (5, 3, 5), "S": (4.5, 4, 5)}
    assessments = [
        assessment(f"x{n}", "security", score("2021", *values), parts=[key])
        for n, (key, values) in enumerate(dated.items())
    ]
    return toy(
        leg("a", "b", KZ=100), leg("b", "SP", RU=300), indicators=(), assessments=assessments,
        more=[port("SP", "RU", chokepoints=["S"]), chokepoint("S", "TR")], **more,
    )  # fmt: skip


def test_the_weakest_link_counts_ports_and_straits_and_the_mean_by_length_only_legs() -> None:
    weakest = corridor_c(chain()).dimensions[SECURITY]
    assert (*span(weakest), weakest.part) == (5, 4, 5, "SP")
    assert (weakest.parts_known, weakest.parts_in_all) == (4, 4)
    mean = corridor_c(chain(), "length").dimensions[SECURITY]
    # (100 * 1 + 300 * 3) / 400; (100 * 1 + 300 * 2.5) / 400; (100 * 2 + 300 * 4) / 400
    assert span(mean) == pytest.approx((2.5, 2.125, 3.5))
    assert (mean.origin, mean.parts_known, mean.parts_in_all) == (Origin.MEAN, 2, 2)


def test_the_range_of_the_weakest_link_is_that_of_the_maximum() -> None:
    pairs = {"a-b": (4, 2, 4.2), "b-RUP": (3.5, 3, 5)}
    assessments = [
        assessment(key, "security", score("2021", *values), parts=[key]) for key, values in pairs.items()
    ]
    data = toy(leg("a", "b", KZ=1), leg("b", "RUP", RU=1), indicators=(), assessments=assessments)
    # at best a-b is 2 and b-RUP 3, at worst 4.2 and 5
    assert span(corridor_c(data).dimensions[SECURITY]) == (4, 3, 5)


def test_a_part_without_a_score_pulls_neither_way_and_is_counted() -> None:
    data = toy(leg("a", "b", KZ=100), leg("b", "XXP", XX=300), indicators=[indicator("security", 1, 5, KZ=2)])
    for aggregation, in_all in (("weakest", 3), ("length", 2)):
        found = corridor_c(data, aggregation).dimensions[SECURITY]
        assert (found.score, found.parts_known, found.parts_in_all) == (2, 1, in_all), aggregation
    assert corridor_c(data).dimensions[SECURITY].missing == ("XX",)


def test_a_dimension_that_no_part_knows_is_unknown_by_both() -> None:
    for aggregation in ("weakest", "length"):
        assert corridor_c(chain(), aggregation).dimensions[DELAY].score is None


def test_the_corridors_own_status_counts_in_the_weakest_link() -> None:
    plain = toy(leg("a", "RUP", KZ=1))
    shut = replace(plain, corridors={"c": corridor("c", "a-RUP", status="suspended")})
    assert corridor_c(plain).dimensions[INFRASTRUCTURE].score == 1
    assert corridor_c(shut).dimensions[INFRASTRUCTURE].score == 5
    assert corridor_c(shut).dimensions[INFRASTRUCTURE].part == "c"
    assert corridor_c(shut, "length").dimensions[INFRASTRUCTURE].score == 1  # it has no length


def test_the_composite_of_a_corridor_by_hand() -> None:
    data = chain()
    # security 5 (4 to 5) and readiness 1: 25 * (3 - 1) = 50; six unknown:
    # (4 + 1 + 6) / 8 = 1.375 and (5 + 1 + 30) / 8 = 4.5
    assert (corridor_c(data).composite, corridor_c(data).low) == (50, pytest.approx(9.375))
    assert (corridor_c(data).high, corridor_c(data).risk_class) == (pytest.approx(87.5), RiskClass.ELEVATED)
    # by length security 2.5 and readiness 1: 25 * (1.75 - 1)
    assert (corridor_c(data, "length").composite, corridor_c(data, "length").risk_class) == (18.75, "low")


# --- days of change -------------------------------------------------------------------------------------


def test_the_days_of_change_are_those_of_statuses_and_of_the_scores_that_can_apply() -> None:
    line = leg("a", "b", "rail", entry("2020", "proposed"), entry("2025-03-09", "operational"), KZ=1)
    assessments = [
        assessment("own", "delay", score("2020-05", 2), score("2024-05", 3), parts=["a-b"]),
        assessment("country", "security", score("2022-02-24", 2), countries=["KZ"]),
        assessment("abroad", "security", score("2023-01-01", 2), countries=["RU"]),
        assessment("elsewhere", "security", score("2023-02-01", 2), parts=["RUP"]),
        assessment("absent", "financing", score("2023-03-01", 2), parts=["a-b"]),
    ]
    data = toy(line, assessments=assessments, rubrics=[rubric("financing", "port")])
    assert RiskModel(data).change_dates(["a-b"]) == ["2021-01-01", "2022-02-24", "2024-05-01", "2025-03-09"]
