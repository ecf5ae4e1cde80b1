"""Option value of a planned line: days of a closure times what the line saves, while it is open itself."""

from __future__ import annotations

from dataclasses import replace
from math import exp

import pytest

from layers.analysis.outages import Elements
from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.tonnes.asked import Closed
from layers.analysis.tonnes.closure import Tonnes
from layers.analysis.tonnes.option_value import option_values, planned_lines
from layers.model.dataset import Data
from tests import toy
from tests.shipped import shipped

DAY, YEAR = "2026-01-01", 2025


def data_of(line: str = "proposed") -> Data:
    """60 Mt by A, and a planned line to D that could take 12 of them."""
    places = [toy.hub("C", "KZ"), toy.port("A", "AA"), toy.port("D", "DD")]
    data = toy.network(places, [toy.leg("C", "D", status=line, DD=10)])
    flows = [
        toy.flow("a", 60, "A", usd_per_tonne=10, countries=("AA",)),
        toy.flow("d", 0, "C-D", usd_per_tonne=30, countries=("DD",)),
    ]
    return replace(
        data, parameters=shipped().parameters, flows={each.id: each for each in flows},
        commodities={"cargo": toy.commodity("cargo", 300)},
        capacities={"A": toy.capacity("A", 72), "line": toy.capacity("line", 12, "C-D")},
    )  # fmt: skip


def test_a_line_in_use_is_not_planned() -> None:
    assert planned_lines(Tonnes(data_of("operational")), DAY) == ()
    (line,) = planned_lines(Tonnes(data_of()), DAY)
    assert (line.capacity.id, line.to_open, line.crosses) == ("line", {"C-D"}, {"DD"})


def test_the_value_is_what_it_says() -> None:
    data = data_of()
    model, settings = RiskModel(data), central_settings(data)
    (found,) = option_values(model, Tonnes(data), Closed(DAY, YEAR), settings)
    share = Tonnes(data).ramp.share(6)
    assert {each.closed for each in found.closures} == {"AA", "A"}
    for each in found.closures:
        load = Elements(model).on(each.closed, DAY, settings).load.central
        assert each.days_a_year.central == pytest.approx(365 * (1 - exp(-load)))
        assert each.avoided_mt_a_year.central == pytest.approx(12 * share)
        assert each.saved_usd_m_a_year.central == pytest.approx(12 * share * (300 - 20))
    own = Elements(model).on("DD", DAY, settings).load.central
    assert found.open_share.central == pytest.approx(exp(-own))
    days = sum(each.days_a_year.central for each in found.closures)
    assert found.usd_m.central == pytest.approx(12 * share * 280 * days / 365 * exp(-own))
    assert found.avoided_mt.low <= found.avoided_mt.central <= found.avoided_mt.high


def test_its_own_country_shut_makes_no_use_of_it() -> None:
    data = data_of()
    (found,) = option_values(RiskModel(data), Tonnes(data), Closed(DAY, YEAR), central_settings(data))
    assert "DD" not in {each.closed for each in found.closures}


def test_the_shipped_lines_are_worth_little_and_never_less_than_nothing() -> None:
    data = shipped()
    found = option_values(RiskModel(data), Tonnes(data), Closed("2026-07-01", YEAR), central_settings(data))
    worth = {each.line.capacity.id: each for each in found}
    west = worth["trans-afghan-west-planned"]
    assert "B-CHAMAN" in west.line.to_open and west.open_share.central < 0.9
    assert all(each.usd_m.low >= 0 and each.usd_m.low <= each.usd_m.high for each in found)
    assert west.avoided_mt.high < west.line.capacity.mt.high  # type: ignore[union-attr]
