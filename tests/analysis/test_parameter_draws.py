"""Draws of parameters, the same for every way, and the bands that they give."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.analysis.generalised_cost import CostModel
from layers.analysis.journey_bands import band_of_profile
from layers.analysis.parameter_draws import DRAWS, ParameterDraws, band_of
from layers.analysis.risk import RiskModel
from layers.model.dataset import Data
from layers.model.evidence import Parameter
from layers.network.estimates import Term
from layers.network.scenario import all_ways
from tests.toy import network, parameter


def draws_of(*parameters: Parameter) -> ParameterDraws:
    return ParameterDraws(network([], [], parameters=parameters))


def test_a_parameter_is_drawn_around_its_central_value_with_its_range_as_percentiles() -> None:
    drawn = draws_of(parameter("p", "h", 5, 10, 40), parameter("q", "day", 0, 1, 3))
    for name, expected in (("p", [5, 10, 40]), ("q", [0, 1, 3])):
        assert np.percentile(drawn[name], [10, 50, 90]) == pytest.approx(expected, rel=0.02, abs=0.02)
    assert len(drawn["p"]) == DRAWS and drawn["q"].min() == 0


def test_draws_hang_on_the_name_alone() -> None:
    one = draws_of(parameter("p", "h", 5, 10, 40))
    two = draws_of(parameter("a", "h", 1, 2, 3), parameter("p", "h", 5, 10, 40))
    assert (one["p"] == two["p"]).all()
    assert abs(np.corrcoef(two["a"], two["p"])[0, 1]) < 0.1


def test_what_two_ways_share_moves_them_together() -> None:
    drawn = draws_of(parameter("p", "h", 5, 10, 40), parameter("q", "h", 1, 2, 3))
    shared = Term(1, (("p", 1),))
    difference = drawn.values_of([shared, Term(1, (("q", 1),))]) - drawn.values_of([shared])
    assert difference == pytest.approx(drawn["q"])
    assert drawn.band_of([]) == (0, 0, 0)


@settings(max_examples=25)
@given(st.lists(st.floats(0.1, 1e3), min_size=3, max_size=3, unique=True).map(sorted), st.floats(0, 1e4))
def test_a_band_holds_its_central_value(limits: list[float], amount: float) -> None:
    low, central, high = limits
    drawn = draws_of(parameter("p", "h", low, central, high))
    for power in (1, -1):
        found = drawn.band_of([Term(amount, (("p", power),))])
        assert found[0] <= found[1] <= found[2]


def test_a_band_reaches_to_a_central_value_outside_the_draws() -> None:
    assert band_of(5, np.array([6.0, 7.0])) == (5, 5, pytest.approx(6.9))


def test_every_way_has_a_band_inside_the_ends_of_its_parameters(data: Data) -> None:
    model = CostModel(RiskModel(data))
    for way in all_ways(data):
        found, end = band_of_profile(model.data, model.profile(way)), model.profile(way).end
        assert (found.days is None) == (end.hours is None)
        if found.days is None or found.usd is None or end.hours is None or end.usd is None:
            continue
        assert (found.days[1], found.usd[1]) == pytest.approx((end.hours[1] / 24, end.usd[1]))
        for band, ends in ((found.days, [each / 24 for each in end.hours]), (found.usd, end.usd)):
            assert all(a < b for a, b in pairwise(band))
            assert ends[0] <= band[0] and band[2] <= ends[2]
