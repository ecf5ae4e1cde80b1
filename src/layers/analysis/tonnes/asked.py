"""What is asked of tonnes: a closure, how long ago it was, and which capacities limit what moves."""

from __future__ import annotations

from dataclasses import dataclass

from layers.model.view import View
from layers.model.vocabulary import CapacityReading
from layers.network.scenario import Scenario, scenario_of

__all__ = ["Closed", "asked_of", "closed_of"]


@dataclass(frozen=True)
class Closed:
    """What is asked.

    ``closed`` holds country codes and ids of parts, ``built`` ids of corridors whose planned parts are taken
    as there, ``opened`` parts taken as in use whatever their status. ``lost`` holds flows that lose so many
    millions of tonnes a year although what they pass is not closed, as when one of several moorings is out;
    no cargo moves to their way. ``months`` have passed since the closure (None: long enough for everything to
    find its way).
    """

    day: str
    year: int
    closed: frozenset[str] = frozenset()
    built: frozenset[str] = frozenset()
    months: float | None = None
    reading: CapacityReading = CapacityReading.NAMEPLATE
    opened: frozenset[str] = frozenset()
    lost: tuple[tuple[str, float], ...] = ()


def asked_of(
    scenario: Scenario, year: int, months: float | None, reading: CapacityReading = CapacityReading.NAMEPLATE
) -> Closed:
    """The closure in tonnes of a scenario; what is surely built counts as there."""
    built = frozenset(name for name, probability in scenario.built if probability >= 1)
    return Closed(scenario.day, year, scenario.closed, built, months, reading)


def closed_of(view: View, year: int) -> Closed:
    """The closure in tonnes that a view asks for."""
    return asked_of(scenario_of(view), year, view.months, CapacityReading(view.capacities))
