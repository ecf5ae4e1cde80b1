"""The headline figures of a scenario, before and after, and how the doors came and went."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from layers.analysis.access import LockOutcome, Locks, independent_doors, locks
from layers.analysis.bands import Band
from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.what_if import (
    NEXT_BEST,
    VETO_BOUNDS,
    DoorsOn,
    Headline,
    WhatIf,
    door_history,
    next_best,
    veto_class,
    veto_classes,
    veto_days,
)
from layers.model.dataset import Data
from layers.model.vocabulary import FIRST_DATE, LANGUAGES, LAST_DATE, Mode
from layers.network.network import change_dates
from layers.network.scenario import Scenario, all_ways, open_ways
from layers.text import translate
from tests.naming import called
from tests.second_opinion import doors_on, every_lock, widest_packing

SCENARIOS = [
    *(Scenario(day) for day in ("2021-06-01", "2025-09-01", "2026-04-15", "2026-07-01", "2030-12-31")),
    Scenario("2026-07-01", frozenset({"RU"})),
    Scenario("2026-07-01", frozenset({"C-HORMUZ", "AZ"})),
    Scenario("2025-09-01", frozenset({"IR"}), (("trans-afghan-west", 0.3), ("zangezur-tripp", 1.0))),
    Scenario("2025-09-01", frozenset({"RU", "CN", "AZ", "IR"})),
    Scenario("2025-09-01", frozenset({"RU", "CN", "AZ", "IR"}), (("trans-afghan-west", 0.3),)),
]


@pytest.fixture(scope="module")
def what_if(data: Data) -> WhatIf:
    return WhatIf(RiskModel(data))


@pytest.fixture(params=SCENARIOS, ids=called)
def headline(request: pytest.FixtureRequest, data: Data, what_if: WhatIf) -> Headline:
    return what_if.headline(request.param, central_settings(data))


# --- one scenario -------------------------------------------------------------------------------------


def test_doors_are_the_corridors_with_a_way_that_stands(data: Data, headline: Headline) -> None:
    ways = open_ways(data, headline.scenario)
    standing = {way.corridor for way in ways if way.probability == 1}
    assert set(headline.doors) == standing and len(headline.doors) == len(standing)
    assert set(headline.hoped_for) == {way.corridor for way in ways} - standing
    certain = {name for name, probability in headline.scenario.built if probability == 1}
    assert set(headline.doors) - certain <= set(doors_on(data, headline.scenario.day))
    assert set(headline.doors) <= {key for key, c in data.corridors.items() if c.outlet}


def test_independent_doors_and_locks_count_what_stands(data: Data, headline: Headline) -> None:
    ways = [way for way in open_ways(data, headline.scenario) if way.probability == 1]
    countries = [way.countries for way in ways]
    if ways:
        size, lock_sets = every_lock(countries)
        assert (headline.locks.size, set(headline.locks.sets)) == (size, lock_sets)
        assert headline.strait_locks.size == every_lock([way.chokepoints for way in ways])[0]
    else:
        assert headline.locks == Locks(None, (), LockOutcome.NOTHING_OPEN)
    assert len(headline.independent) <= len(headline.doors)
    pairs = {(way.corridor, way.countries) for way in ways}
    assert {(door.corridor, door.names) for door in headline.independent} <= pairs
    distinct = [(c, names) for c, names in pairs if not any(c == d and other < names for d, other in pairs)]
    assert len(headline.independent) == (widest_packing(distinct) if distinct else 0)


def test_shares_and_exposures_are_consistent(data: Data, headline: Headline) -> None:
    assert headline.shares.keys() == headline.costs.keys() <= set(headline.doors)
    if not headline.shares:
        assert (headline.exposures, headline.concentration) == ({}, None)
        return
    assert sum(headline.shares.values()) == pytest.approx(1)
    assert all(0 <= exposure <= 1 + 1e-12 for exposure in headline.exposures.values())
    values = list(headline.exposures.values())
    assert values == sorted(values, reverse=True)
    assert headline.concentration is not None
    assert 10_000 / len(values) - 1e-6 <= headline.concentration <= 10_000 + 1e-6
    assert not headline.exposures.keys() & (headline.scenario.closed | {data.home})
    # a corridor leans on at least one country
    assert sum(values) >= 1 - 1e-9


def test_shares_and_exposures_are_those_of_the_journeys(headline: Headline) -> None:
    for country, exposure in headline.exposures.items():
        using = [
            share
            for corridor, share in headline.shares.items()
            if country in headline.journeys[corridor].journey.countries
        ]
        assert exposure == pytest.approx(sum(using))
    order = sorted(headline.shares, key=lambda corridor: -headline.shares[corridor])
    costs = [headline.costs[corridor].generalised_usd for corridor in order]
    assert costs == sorted(costs)
    assert headline.journeys.keys() | headline.no_way.keys() == set(headline.doors)


def test_reliability_lies_within_what_can_be(headline: Headline) -> None:
    found = headline.reliability
    for days in (found.days_without_door, found.days_alone):
        assert 0 <= days.low <= days.central <= days.high <= 365
    assert 0 <= found.spell_30_days.low <= found.spell_30_days.central <= found.spell_30_days.high <= 1
    everything = len({*headline.doors, *headline.hoped_for})
    assert 0 <= found.expected_doors.low <= found.expected_doors.central <= everything
    assert found.expected_doors.high <= everything
    assert all(-1e-9 <= value <= 365 for value in found.criticality_days.values())


def test_power_is_home_and_every_country_on_an_open_way_of_known_cost(
    data: Data, what_if: WhatIf, headline: Headline
) -> None:
    central = central_settings(data)
    players = set()
    for way in open_ways(data, headline.scenario):
        if what_if.costs.of_way(way, headline.scenario.day, central) is not None:
            players |= {data.home} | way.countries
    assert headline.power.keys() == players
    assert not players or sum(share.central for share in headline.power.values()) == pytest.approx(1)


def test_with_the_locks_shut_nothing_is_left_but_what_is_hoped_for(data: Data, what_if: WhatIf) -> None:
    closed = frozenset({"RU", "CN", "AZ", "IR"})
    shut = what_if.headline(Scenario("2025-09-01", closed), central_settings(data))
    assert (shut.doors, shut.hoped_for) == ((), ())
    assert shut.reliability.days_without_door == Band.sure(365)
    assert (shut.independent, shut.locks.size, shut.concentration, shut.power) == ((), None, None, {})
    hoped = what_if.headline(
        Scenario("2025-09-01", closed, (("trans-afghan-west", 0.3),)), central_settings(data)
    )
    assert (hoped.doors, hoped.hoped_for) == ((), ("trans-afghan-west",))
    assert 365 * 0.7 < hoped.reliability.days_without_door.central < 365
    assert hoped.power["AF"].central > 0


# --- two scenarios ------------------------------------------------------------------------------------


@pytest.mark.parametrize("closed", ["RU", "CN", "IR", "C-HORMUZ", "GEPTI"])
def test_closing_leaves_no_figure_of_access_better(data: Data, what_if: WhatIf, closed: str) -> None:
    central = central_settings(data)
    before, after = (
        what_if.headline(Scenario("2026-07-01", frozenset(names)), central) for names in ([], [closed])
    )
    assert set(after.doors) <= set(before.doors)
    assert len(after.independent) <= len(before.independent)
    assert (after.locks.size or 0) <= (before.locks.size or 0)
    assert after.reliability.days_without_door.central >= before.reliability.days_without_door.central
    assert after.reliability.expected_doors.central <= before.reliability.expected_doors.central


def test_without_shocks_everything_fails_on_its_own(data: Data, what_if: WhatIf) -> None:
    calm = replace(central_settings(data), shock_scale=0.0)
    found = what_if.headline(Scenario("2026-07-01"), calm).reliability
    assert found.days_without_door == found.days_alone
    stormy = what_if.headline(Scenario("2026-07-01"), central_settings(data)).reliability
    assert stormy.days_alone == found.days_alone
    assert stormy.days_without_door != found.days_without_door


def test_the_reader_moves_shares_and_power_and_no_door(data: Data, what_if: WhatIf) -> None:
    central, scenario = central_settings(data), Scenario("2026-07-01")
    plain = what_if.headline(scenario, central)
    even = what_if.headline(scenario, replace(central, theta_per_usd=0.0))
    assert list(even.shares.values()) == pytest.approx([1 / len(even.shares)] * len(even.shares))
    assert even.power == plain.power
    rich = what_if.headline(scenario, replace(central, no_access_usd=central.no_access_usd + 10_000))
    assert rich.power["KZ"].central != plain.power["KZ"].central
    assert (even.doors, even.locks) == (rich.doors, rich.locks) == (plain.doors, plain.locks)


def test_power_has_the_band_of_the_worth_of_access_and_of_what_time_and_risk_cost(
    data: Data, what_if: WhatIf
) -> None:
    central, scenario = central_settings(data), Scenario("2026-07-01")
    found = what_if.headline(scenario, central).power
    for worth in central.no_access_ends:
        for per_day in central.value_of_time_ends:
            end = replace(
                central, no_access_usd=worth, value_of_time_usd_per_day=per_day, risk_premium_ends=(),
                no_access_ends=(), value_of_time_ends=(),
                risk_premium_usd_per_point=central.risk_premium_ends[0],
            )  # fmt: skip
            alone = what_if.headline(scenario, end).power
            assert all(alone[who] == Band.sure(alone[who].central) for who in alone)
            for who, share in found.items():
                assert share.low - 1e-12 <= alone[who].central <= share.high + 1e-12


def test_closing_one_more_corridor_is_what_days_if_shut_say(data: Data, what_if: WhatIf) -> None:
    central, scenario = central_settings(data), Scenario("2026-07-01")
    found, plain = what_if.days_if_shut(scenario, central), what_if.headline(scenario, central)
    assert found.keys() == set(plain.doors)
    assert min(found.values()) >= plain.reliability.days_without_door.central


# --- classes of veto ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, "low"), (0.00099, "low"), (0.001, "moderate"), (0.00499, "moderate"), (0.005, "elevated"),
        (0.01999, "elevated"), (0.02, "high"), (0.0999, "high"), (0.1, "extreme"), (365, "extreme"),
    ],
)  # fmt: skip
def test_a_class_of_veto_begins_at_its_bound(days: float, expected: str) -> None:
    assert veto_class(days) == expected
    assert veto_classes(veto_days(["RU"], {"RU": days})) == {"RU": expected}
    assert veto_days(["RU", "CN"], {}) == {"CN": 0.0, "RU": 0.0}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_class_print_its_bounds(language: str) -> None:
    names = [str(name) for _, name in VETO_BOUNDS] + ["extreme"]
    printed = [translate(language, f"map.veto.{name}") for name in names]
    for place, (bound, _) in enumerate(VETO_BOUNDS):
        number = f"{bound:g}".replace(".", "," if language == "ru" else ".")
        assert number in printed[place] and number in printed[place + 1]


def test_a_country_that_cargo_leans_on_or_that_is_a_lock_has_a_class(data: Data, headline: Headline) -> None:
    found = veto_days(headline.countries, headline.reliability.criticality_days)
    assert headline.exposures.keys() <= found.keys()
    assert {name for names in headline.locks.sets for name in names} <= found.keys()
    assert not found.keys() & {data.home, "IN"}


# --- the history of doors -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def history(data: Data) -> list[DoorsOn]:
    return door_history(RiskModel(data))


def days_of_interest(data: Data) -> list[str]:
    """Every day on which any status of anything can change, the day before, and every month's first."""
    records = [*data.parts.values(), *data.corridors.values()]
    days = {day for record in records for day in change_dates(record.status_history, data.evidence_end)}
    days |= {(dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat() for day in days}
    days |= {f"{year}-{month:02d}-01" for year in range(2021, 2031) for month in range(1, 13)}
    return sorted(day for day in {*days, LAST_DATE} if FIRST_DATE <= day <= LAST_DATE)


def test_cargo_goes_where_its_share_grows_and_never_through_what_is_closed(
    what_if: WhatIf, data: Data
) -> None:
    settings = central_settings(data)
    before = what_if.headline(Scenario("2025-09-01"), settings)
    assert next_best(before, before) == []
    for closed in sorted(before.countries):
        after = what_if.headline(Scenario("2025-09-01", frozenset({closed})), settings)
        doors = next_best(before, after)
        growth = [after.shares[door] - before.shares[door] for door in doors]
        assert growth == sorted(growth, reverse=True) and all(value > 0 for value in growth)
        assert len(doors) <= NEXT_BEST
        assert all(closed not in after.cheapest[door].countries for door in doors)
        assert set(after.cheapest) == set(after.costs)


def test_the_history_of_doors_is_true_on_every_day_of_interest(data: Data, history: list[DoorsOn]) -> None:
    by_route = {(way.corridor, way.route): way.countries for way in all_ways(data)}

    @cache
    def counted(ways: frozenset[tuple[str, str]]) -> tuple[int, int, Locks]:
        pairs = [(corridor, by_route[corridor, route]) for corridor, route in ways]
        doors = len({corridor for corridor, _ in ways})
        return doors, len(independent_doors(pairs)), locks(names for _, names in pairs)

    days = days_of_interest(data)
    assert len(days) > 150 and history[0].day == FIRST_DATE
    for day in days:
        now = [each for each in history if each.day <= day][-1]
        open_routes = frozenset((c, route) for c, routes in doors_on(data, day).items() for route in routes)
        assert (now.doors, now.independent, now.locks) == counted(open_routes), day


def test_the_history_has_a_line_only_where_something_changes(history: list[DoorsOn]) -> None:
    assert len(history) > 3
    for before, after in pairwise(history):
        assert before.day < after.day
        assert replace(before, day="") != replace(after, day="")


def test_the_history_knows_the_spring_of_2026(history: list[DoorsOn]) -> None:
    def on(day: str) -> DoorsOn:
        return [each for each in history if each.day <= day][-1]

    days = ("2021-06-01", "2025-09-01", "2026-04-15", "2026-07-01")
    assert [on(day).doors for day in days] == [8, 10, 7, 9]
    assert (on("2026-04-15").independent, on("2026-04-15").locks.size) == (3, 3)
    assert on("2030-12-31") == on("2026-07-01")  # what is announced opens no door


def test_no_announcement_makes_a_door(data: Data) -> None:
    later = {way.corridor for way in open_ways(data, Scenario(LAST_DATE))}
    assert later <= {way.corridor for way in open_ways(data, Scenario(data.evidence_end))}
    assert any(
        leg.mode is Mode.RAIL and any(e.planned for e in leg.status_history) for leg in data.legs.values()
    )
