"""Power at the table: worked cases, properties, and the value averaged over every order of joining."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.analysis.bands import Band
from layers.analysis.bargaining import MAX_UNIONS, ValuedWay, power_band, power_shares, shapley
from layers.analysis.parameters import Settings, central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.what_if import WhatIf
from layers.model.dataset import Data
from layers.network.scenario import Scenario, open_ways
from tests.second_opinion import shapley_by_orders

DATES = ("2021-06-01", "2025-09-01", "2026-04-15", "2026-07-01")


def way(countries: str, value: float = 1.0, probability: float = 1.0, corridor: str = "") -> ValuedWay:
    """A way through the countries named by one letter each."""
    return ValuedWay(corridor or countries, frozenset(countries), value, probability)


def best(ways: Iterable[ValuedWay], inside: frozenset[str]) -> float:
    return max((w.value for w in ways if w.countries <= inside), default=0.0)


def expected_best(ways: list[ValuedWay], inside: frozenset[str]) -> float:
    """The best value, averaged over all outcomes of which corridors come to be; never below 0."""
    chance = {w.corridor: w.probability for w in ways if w.probability < 1}
    total = 0.0
    for outcome in product((False, True), repeat=len(chance)):
        there = dict(zip(chance, outcome, strict=True))
        weight = prod(chance[c] if built else 1 - chance[c] for c, built in there.items())
        standing = [w for w in ways if w.probability >= 1 or there[w.corridor]]
        total += weight * max(0.0, best(standing, inside))
    return total


# --- worked cases -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        ([way("A")], {"H": 1 / 2, "A": 1 / 2}),
        ([way("A"), way("B")], {"H": 2 / 3, "A": 1 / 6, "B": 1 / 6}),
        ([way("AB")], {"H": 1 / 3, "A": 1 / 3, "B": 1 / 3}),
        ([], {"H": 0}),
        ([way("", 5)], {"H": 5}),  # a way through nobody is home's alone
        # a country whose only way is worth no more than nothing has no power
        ([way("A"), way("C", 0), way("D", -3)], {"H": 1 / 2, "A": 1 / 2, "C": 0, "D": 0}),
        # nor has one that only a longer way with the same gatekeeper needs
        ([way("A"), way("AC")], {"H": 1 / 2, "A": 1 / 2, "C": 0}),
        # and one whose way will never be built
        ([way("A"), way("C", 1, 0)], {"H": 1 / 2, "A": 1 / 2, "C": 0}),
        # built with 0.2: 0.8 of one way's case and 0.2 of two ways' case
        (
            [way("A"), way("C", 1, 0.2)],
            {"H": 0.8 / 2 + 0.2 * 2 / 3, "A": 0.8 / 2 + 0.2 / 6, "C": 0.2 / 6},
        ),
        # two of different worth: 6 shared equally, and the 4 by which A is better, shared by H and A
        ([way("A", 10), way("B", 6)], {"H": 4 + 2, "A": 1 + 2, "B": 1}),
    ],
)
def test_the_worked_cases_of_power(ways: list[ValuedWay], expected: Mapping[str, float]) -> None:
    assert shapley("H", ways) == pytest.approx(expected)


@pytest.mark.parametrize("n", range(1, 9))
def test_n_substitutes_leave_home_all_but_one_part(n: int) -> None:
    found = shapley("H", [way(country) for country in "ABCDEFGI"[:n]])
    assert found.pop("H") == pytest.approx(n / (n + 1))
    assert list(found.values()) == pytest.approx([1 / (n * (n + 1))] * n)


@pytest.mark.parametrize("n", range(1, 9))
def test_countries_in_series_share_equally_with_home(n: int) -> None:
    found = shapley("H", [way("ABCDEFGI"[:n])])
    assert list(found.values()) == pytest.approx([1 / (n + 1)] * (n + 1))


def test_home_stands_first_and_then_the_strongest() -> None:
    assert list(shapley("H", [way("A", 2), way("B", 9), way("C", 5)])) == ["H", "B", "C", "A"]


def test_any_number_of_countries_is_worked_out_exactly() -> None:
    many = [f"n{i}" for i in range(30)]
    one_way = ValuedWay("long", frozenset(many), 31.0)
    assert shapley("H", [one_way]) == pytest.approx(dict.fromkeys(["H", *many], 1.0))
    # a shorter way of less worth beside it: 20 with A alone, the 11 more shared by 31
    found = shapley("H", [one_way, way("A", 20.0)])
    assert found is not None and sum(found.values()) == pytest.approx(31)
    assert len(found) == 32 and found["n0"] == pytest.approx(found["n29"])


def test_with_too_many_different_unions_nothing_is_worked_out() -> None:
    apart = [ValuedWay(str(i), frozenset({f"n{i}"}), 1.0) for i in range(17)]
    assert MAX_UNIONS < 2**17
    assert shapley("H", apart) is None and power_shares("H", apart) is None
    assert power_band("H", apart, []) == {}


def test_shares_are_of_the_whole_and_have_the_band_of_the_ends() -> None:
    def worth(access: float) -> list[ValuedWay]:
        return [way("A", access - 10), way("B", access - 20)]

    # worth 20 with A, 10 with B: 10 shared as by two substitutes, and 10 more by H and A
    shares = {"H": (10 * 2 / 3 + 5) / 20, "A": (10 / 6 + 5) / 20, "B": (10 / 6) / 20}
    assert power_shares("H", worth(30)) == pytest.approx(shares)
    found = power_band("H", worth(30), [worth(25), worth(100)])
    assert found.keys() == {"H", "A", "B"}
    assert sum(share.central for share in found.values()) == pytest.approx(1)
    for who, share in found.items():
        central, *others = ((power_shares("H", worth(access)) or {})[who] for access in (30, 25, 100))
        assert share == Band.around(central, others)
    assert found["H"].low < found["H"].central < found["H"].high


def test_where_nothing_is_worth_anything_nobody_has_a_share() -> None:
    assert power_shares("H", []) is None
    assert power_shares("H", [way("A", -1)]) is None
    assert power_band("H", [], [[way("A")]]) == {}


def test_fifteen_countries_are_within_reach() -> None:
    letters = "ABCDEFGIJKLMNOP"
    found = shapley("H", [way(letter) for letter in letters])
    assert len(found) == 16 and found["H"] == pytest.approx(15 / 16)


# --- properties ---------------------------------------------------------------------------------------


@st.composite
def games(draw: st.DrawFn) -> list[ValuedWay]:
    """Up to five corridors of one or two ways; each corridor stands, or will with one probability."""
    ways = []
    for name in draw(st.lists(st.sampled_from("vwxyz"), unique=True)):
        probability = draw(st.sampled_from([1.0, 1.0, 0.0, 0.2, 0.5, 0.9]))
        for countries in draw(st.lists(st.frozensets(st.sampled_from("ABCDE")), min_size=1, max_size=2)):
            ways.append(ValuedWay(name, countries, draw(st.floats(-20, 100)), probability))
    return ways


@given(games())
@settings(max_examples=60, deadline=None)
def test_power_is_the_average_over_every_order_of_joining(ways: list[ValuedWay]) -> None:
    found = shapley("H", ways)

    def value(inside: frozenset[str]) -> float:
        return expected_best(ways, inside - {"H"}) if "H" in inside else 0.0

    assert found == pytest.approx(shapley_by_orders(list(found), value), abs=1e-9)


@given(games())
@settings(deadline=None)
def test_power_is_shared_out_whole_and_never_negative(ways: list[ValuedWay]) -> None:
    found = shapley("H", ways)
    assert sum(found.values()) == pytest.approx(expected_best(ways, frozenset("ABCDE")), abs=1e-9)
    assert min(found.values()) >= -1e-9
    assert all(found["H"] >= power - 1e-9 for power in found.values())  # nothing goes without home


@given(games())
@settings(deadline=None)
def test_a_country_on_no_way_that_is_worth_something_has_no_power(ways: list[ValuedWay]) -> None:
    found = shapley("H", ways)
    for country, power in found.items():
        if not any(country in w.countries and w.value > 0 and w.probability > 0 for w in ways):
            assert country == "H" or power == pytest.approx(0, abs=1e-9)
    assert set(found) == {"H"}.union(*(w.countries for w in ways))


@given(games(), st.frozensets(st.sampled_from("ABCDE")), st.floats(0, 100), st.floats(0, 1))
@settings(deadline=None)
def test_a_new_way_never_harms_home_nor_helps_whom_it_passes_by(
    ways: list[ValuedWay], countries: frozenset[str], value: float, probability: float
) -> None:
    before = shapley("H", ways)
    after = shapley("H", [*ways, ValuedWay("new", countries, value, probability)])
    assert after["H"] >= before["H"] - 1e-9
    for country in before.keys() - countries - {"H"}:
        assert after[country] <= before[country] + 1e-9


# --- the shipped data ---------------------------------------------------------------------------------


def shipped_ways(what_if: WhatIf, scenario: Scenario, central: Settings) -> list[ValuedWay]:
    """The ways as the game should see them: no access less generalised cost."""
    valued = []
    for each in open_ways(what_if.model.data, scenario):
        cost = what_if.costs.of_way(each, scenario.day, central)
        if cost is not None:
            value = central.no_access_usd - cost.generalised_usd
            valued.append(ValuedWay(each.corridor, each.countries, value, each.probability))
    return valued


@pytest.fixture(scope="module")
def what_if(data: Data) -> WhatIf:
    return WhatIf(RiskModel(data))


@pytest.mark.parametrize("day", DATES)
@pytest.mark.parametrize("players", ["RU CN IR TM AZ GE", "CN KG PK AF TM IR"])
def test_shipped_power_among_seven_is_the_average_over_5040_orders(
    data: Data, what_if: WhatIf, day: str, players: str
) -> None:
    central, some = central_settings(data), frozenset(players.split())
    scenario = Scenario(day, built=(("trans-afghan-west", 0.3),))
    ways = [w for w in shipped_ways(what_if, scenario, central) if w.countries <= some]
    found = shapley("KZ", ways)

    def value(inside: frozenset[str]) -> float:
        return expected_best(ways, inside - {"KZ"}) if "KZ" in inside else 0.0

    assert len(found) >= 4
    assert found == pytest.approx(shapley_by_orders(list(found), value))


@pytest.mark.parametrize("day", DATES)
@pytest.mark.parametrize("built", [(), (("trans-afghan-west", 0.2), ("zangezur-tripp", 0.5))])
def test_shipped_power_is_shared_out_whole(
    data: Data, what_if: WhatIf, day: str, built: tuple[tuple[str, float], ...]
) -> None:
    central, scenario = central_settings(data), Scenario(day, built=built)
    power = what_if.headline(scenario, central).power
    ways = shipped_ways(what_if, scenario, central)
    everyone = frozenset().union(*(w.countries for w in ways))
    values = shapley(data.home, ways)
    assert values is not None
    whole = expected_best(ways, everyone)
    assert {who: share.central * whole for who, share in power.items()} == pytest.approx(values)
    assert sum(share.central for share in power.values()) == pytest.approx(1)
    assert next(iter(power)) == data.home and power.keys() == everyone | {data.home}
    assert all(-1e-9 <= share.low <= share.central <= share.high <= 1 for share in power.values())


def test_a_line_hoped_for_takes_from_gatekeepers_and_gives_to_home(data: Data, what_if: WhatIf) -> None:
    central = central_settings(data)
    before = what_if.headline(Scenario("2025-09-01"), central).power
    after = what_if.headline(Scenario("2025-09-01", built=(("trans-afghan-west", 0.2),)), central).power
    assert after[data.home].central > before[data.home].central
    assert after["AF"].central > 0 and "AF" not in before
    for gatekeeper in ("RU", "CN", "IR"):
        assert after[gatekeeper].central < before[gatekeeper].central
