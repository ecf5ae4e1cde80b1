"""Time and cost against distance along a route: the staircase of Regmi and Hanaoka (2012) and of CPMM.

Each leg adds distance, time and cost; a border adds waiting and a port handling without distance, a step
(:mod:`layers.network.leg_costs` has the numbers). Unbuilt lines count as if they were built. Where a
parameter was not found, time or cost stops, and the staircase says at which leg.
"""

from __future__ import annotations

from dataclasses import dataclass

from layers.model.dataset import Data
from layers.model.records import Route
from layers.network.leg_costs import Effort, Range, add_ranges
from layers.network.network import places_of_route

__all__ = ["Staircase", "Step", "staircase"]


@dataclass(frozen=True)
class Step:
    """The state at a place: distance, and hours and dollars per TEU since the start with their ranges.

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

    @property
    def end(self) -> Step:
        """The state at the end of the route."""
        return self.steps[-1]


def staircase(data: Data, route: Route) -> Staircase:
    """Time and cost along a route, as far as the parameters go."""
    places, effort = places_of_route(data, route), Effort(data)
    legs = [data.legs[key] for key in route.legs]
    now = Step(places[0], False, 0.0, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    steps = [now]
    no_time = no_cost = None
    for leg, after, place in zip(legs, [*legs[1:], None], places[1:], strict=True):
        hours, usd = effort.hours_of_leg(leg), effort.usd_of_leg(leg)
        no_time = no_time or (leg.id if hours is None else None)
        no_cost = no_cost or (leg.id if usd is None else None)
        now = Step(
            place, False, now.km + leg.length_km, add_ranges(now.hours, hours), add_ranges(now.usd, usd)
        )
        steps.append(now)
        leaving = after.mode if after else None
        waiting, handling = effort.hours_at(place, leg.mode, leaving), effort.usd_at(place, leg.mode, leaving)
        if effort.is_transfer(place, leg.mode, leaving):
            no_time = no_time or (leg.id if waiting is None else None)
            no_cost = no_cost or (leg.id if handling is None else None)
        elif waiting is not None:
            handling = (0.0, 0.0, 0.0)
        else:
            continue
        now = Step(place, True, now.km, add_ranges(now.hours, waiting), add_ranges(now.usd, handling))
        steps.append(now)
    return Staircase(tuple(steps), no_time, no_cost, tuple(sorted(effort.used)))
