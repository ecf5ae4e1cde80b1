"""Time and cost against distance along a route: the staircase of Regmi and Hanaoka (2012) and of CPMM.

Each leg adds distance, time in motion and line-haul cost; each crossing adds waiting without distance, a
step; a voyage adds the handling in both ports. Speeds are those in motion, so that
waiting at borders is not counted twice. Unit costs are CPMM's all-in averages for a 20-tonne unit: they hold
border charges already, so the cost has no steps. Unbuilt lines count as if they were built. Where a
parameter was not found, time or cost stops, and the staircase says at which leg.
"""

from __future__ import annotations

from dataclasses import dataclass

from layers.data import Data
from layers.evidence import Parameter
from layers.network import places_of_route
from layers.schema import Crossing, Leg, Mode, Route

__all__ = ["UNIT_TONNES", "Staircase", "Step", "staircase"]

Range = tuple[float, float, float]
"""Low, central, high."""

UNIT_TONNES = 20.0
"""The unit that is priced: 20 tonnes, about one loaded twenty-foot container."""

_SPEED = {Mode.RAIL: "rail-speed-moving", Mode.ROAD: "road-speed-moving"}
_COST = {Mode.RAIL: "rail-usd-per-tkm", Mode.ROAD: "road-usd-per-tkm"}


@dataclass(frozen=True)
class Step:
    """The state on arrival at a place: distance, and hours and dollars since the start with their ranges.

    ``waiting`` marks the state after waiting there. A range is (low, central, high), or None from the
    leg on for which no parameter was found.
    """

    place: str
    waiting: bool
    km: float
    hours: Range | None
    usd: Range | None


@dataclass(frozen=True)
class Staircase:
    """The steps, the legs at which time and cost had to stop (None: at none), the parameters used."""

    steps: tuple[Step, ...]
    no_time_from: str | None
    no_cost_from: str | None
    parameters: tuple[str, ...]


def staircase(data: Data, route: Route) -> Staircase:
    """Time and cost along a route, as far as the parameters go."""
    places = places_of_route(data, route)
    now = Step(places[0], False, 0.0, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    steps, used = [now], set[str]()
    no_time = no_cost = None
    for key, place in zip(route.legs, places[1:], strict=True):
        leg = data.legs[key]
        hours, cost = _hours(data, leg, used), _cost(data, leg, used)
        no_time = no_time or (key if hours is None else None)
        no_cost = no_cost or (key if cost is None else None)
        now = Step(place, False, now.km + leg.length_km, _add(now.hours, hours), _add(now.usd, cost))
        steps.append(now)
        wait = _wait(data, place, leg.mode)
        if wait is not None and now.hours is not None:
            used.add(wait.id)
            now = Step(place, True, now.km, _add(now.hours, (wait.low, wait.central, wait.high)), now.usd)
            steps.append(now)
    return Staircase(tuple(steps), no_time, no_cost, tuple(sorted(used)))


def _add(sum_so_far: Range | None, more: Range | None) -> Range | None:
    if sum_so_far is None or more is None:
        return None
    return (sum_so_far[0] + more[0], sum_so_far[1] + more[1], sum_so_far[2] + more[2])


def _hours(data: Data, leg: Leg, used: set[str]) -> Range | None:
    if leg.mode in (Mode.FERRY, Mode.SEA):
        return _hours_at_sea(data, leg, used)
    speed = data.parameters.get(_SPEED.get(leg.mode, ""))
    if speed is None:
        return None
    used.add(speed.id)
    return (leg.length_km / speed.high, leg.length_km / speed.central, leg.length_km / speed.low)


def _hours_at_sea(data: Data, leg: Leg, used: set[str]) -> Range | None:
    """Sailing and the handling in both ports: a ferry takes its crossing time, a ship its speed."""
    name = "caspian-crossing-hours" if leg.mode is Mode.FERRY else "sea-speed"
    sailing, handling = data.parameters.get(name), data.parameters.get("port-handling-hours")
    if sailing is None or handling is None:
        return None
    used |= {sailing.id, handling.id}
    at_sea = (sailing.low, sailing.central, sailing.high)
    if leg.mode is Mode.SEA:
        at_sea = (leg.length_km / sailing.high, leg.length_km / sailing.central, leg.length_km / sailing.low)
    return _add(at_sea, (2 * handling.low, 2 * handling.central, 2 * handling.high))


def _cost(data: Data, leg: Leg, used: set[str]) -> Range | None:
    cost = data.parameters.get(_COST.get(leg.mode, ""))
    if cost is None:
        return None
    used.add(cost.id)
    tonne_km = leg.length_km * UNIT_TONNES
    return (tonne_km * cost.low, tonne_km * cost.central, tonne_km * cost.high)


def _wait(data: Data, place: str, mode: Mode) -> Parameter | None:
    crossing = data.crossings.get(place)
    if crossing is None:
        return None
    return data.parameters.get(_wait_name(crossing, mode))


def _wait_name(crossing: Crossing, mode: Mode) -> str:
    if mode is Mode.ROAD:
        return "road-border-hours"
    return "gauge-change-hours" if crossing.gauge_change else "rail-border-hours"
