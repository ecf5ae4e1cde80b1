"""Time and cost against distance along a route, as charted by Regmi and Hanaoka (2012) and by CPMM.

Each leg adds distance, time and cost. A border or port adds waiting and handling without distance, which
the chart shows as a step (:mod:`layers.network.leg_costs` has the numbers). Unbuilt lines count as built.
Where a parameter is missing, the time or cost series ends, and the profile names the leg.
"""

from __future__ import annotations

from dataclasses import dataclass

from layers.model.dataset import Data
from layers.model.records import Route
from layers.network.leg_costs import LegCosts, Range, add_ranges
from layers.network.network import places_of_route

__all__ = ["CostProfile", "Step", "cost_profile"]


@dataclass(frozen=True)
class Step:
    """Cumulative distance (km), time (hours) and cost (US dollars per TEU) at a place.

    ``waiting`` marks the state after waiting there. A range is None from the first leg without a
    parameter onwards.
    """

    place: str
    waiting: bool
    km: float
    hours: Range | None
    usd: Range | None


@dataclass(frozen=True)
class CostProfile:
    """The steps of a route, and the ids of the parameters that they rest on.

    ``no_time_from`` and ``no_cost_from`` are ids of the legs at which the series end, or None.
    """

    steps: tuple[Step, ...]
    no_time_from: str | None
    no_cost_from: str | None
    parameters: tuple[str, ...]

    @property
    def end(self) -> Step:
        """The state at the end of the route."""
        return self.steps[-1]


def cost_profile(data: Data, route: Route) -> CostProfile:
    """Return time and cost along a route, as far as the parameters reach."""
    places, effort = places_of_route(data, route), LegCosts(data)
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
    return CostProfile(tuple(steps), no_time, no_cost, tuple(sorted(effort.used)))
