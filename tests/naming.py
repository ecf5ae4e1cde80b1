"""What cases are called: the same on every run and every core, whatever order a set has."""

from __future__ import annotations

from layers.network.scenario import Scenario


def called(scenario: Scenario) -> str:
    """Name of a case that is a scenario."""
    return " ".join([scenario.day, *sorted(scenario.closed), *(f"{name}={p}" for name, p in scenario.built)])
