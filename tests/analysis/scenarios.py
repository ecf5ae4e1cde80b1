"""Scenarios of the shipped data on which second opinions are asked."""

from __future__ import annotations

import pytest

from layers.network.scenario import Scenario
from tests.naming import called

SCENARIOS = [
    *(Scenario(day) for day in ("2021-06-01", "2025-09-01", "2026-04-15", "2026-07-01")),
    Scenario("2026-07-01", frozenset({"RU"})),
    Scenario("2026-07-01", frozenset({"RU", "CN"})),
    Scenario("2026-04-15", frozenset({"C-BOSPHORUS", "CN"})),
    Scenario("2025-09-01", frozenset({"C-HORMUZ"})),
    Scenario("2021-06-01", frozenset({"IR", "GE"})),
    Scenario("2025-09-01", built=(("trans-afghan-west", 0.3),)),
    Scenario("2025-09-01", frozenset({"IR"}), (("trans-afghan-west", 1.0), ("zangezur-tripp", 0.5))),
]


in_scenarios = pytest.mark.parametrize("scenario", SCENARIOS, ids=called)
