"""Time and cost against distance along a route: the staircase of Regmi and Hanaoka (2012) and of CPMM.

Each leg adds distance, time in motion and line-haul cost; each crossing adds waiting and charges without
distance, a step. Speeds are those in motion, so that waiting at borders is not counted twice. Unit costs
are the all-in averages of CPMM for a 20-tonne unit, less nothing: they hold border charges, so the cost
has no steps of its own. Where a parameter was not found the staircase stops, and says at what.
"""

from __future__ import annotations

from dataclasses import dataclass

from layers.data import Data
from layers.evidence import Parameter
from layers.network import places_of_route
from layers.schema import Crossing, Leg, Mode, Route

__all__ = ["UNIT_TONNES", "Staircase", "Step", "staircase"]

UNIT_TONNES = 20.0
"""The unit that is priced: 20 tonnes, about one loaded twenty-foot container."""

_SPEED = {Mode.RAIL: "rail-speed-moving", Mode.ROAD: "road-speed-moving"}
_COST = {Mode.RAIL: "rail-usd-per-tkm", Mode.ROAD: "road-usd-per-tkm"}


@dataclass(frozen=True)
class Step:
    """The state on arrival at a place: distance, hours and dollars since the start, with their ranges."""

    place: str
    waiting: bool
    km: float
    hours: float
    hours_low: float
    hours_high: float
    usd: float
    usd_low: float
    usd_high: float


@dataclass(frozen=True)
class Staircase:
    """The steps, and the leg at which they had to stop (None when they reach the end)."""

    steps: tuple[Step, ...]
    stopped_at: str | None
    parameters: tuple[str, ...]


def staircase(data: Data, route: Route) -> Staircase:
    """Time and cost along a route, as far as the parameters go."""
    places = places_of_route(data, route)
    now = Step(places[0], False, 0, 0, 0, 0, 0, 0, 0)
    steps, used = [now], set[str]()
    for key, place in zip(route.legs, places[1:], strict=True):
        leg = data.legs[key]
        speed, cost = (data.parameters.get(table.get(leg.mode, "")) for table in (_SPEED, _COST))
        if speed is None or cost is None:
            return Staircase(tuple(steps), key, tuple(sorted(used)))
        used |= {speed.id, cost.id}
        now = _travel(now, leg, place, speed, cost)
        steps.append(now)
        wait = _wait(data, place, leg.mode)
        if wait is not None:
            used.add(wait.id)
            now = Step(
                place, True, now.km, now.hours + wait.central, now.hours_low + wait.low,
                now.hours_high + wait.high, now.usd, now.usd_low, now.usd_high,
            )  # fmt: skip
            steps.append(now)
    return Staircase(tuple(steps), None, tuple(sorted(used)))


def _travel(before: Step, leg: Leg, place: str, speed: Parameter, cost: Parameter) -> Step:
    km, tonne_km = leg.length_km, leg.length_km * UNIT_TONNES
    return Step(
        place, False, before.km + km,
        before.hours + km / speed.central, before.hours_low + km / speed.high, before.hours_high + km / speed.low,
        before.usd + tonne_km * cost.central, before.usd_low + tonne_km * cost.low,
        before.usd_high + tonne_km * cost.high,
    )  # fmt: skip


def _wait(data: Data, place: str, mode: Mode) -> Parameter | None:
    crossing = data.crossings.get(place)
    if crossing is None:
        return None
    return data.parameters.get(_wait_name(crossing, mode))


def _wait_name(crossing: Crossing, mode: Mode) -> str:
    if mode is Mode.ROAD:
        return "road-border-hours"
    return "gauge-change-hours" if crossing.gauge_change else "rail-border-hours"
