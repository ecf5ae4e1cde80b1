"""Time and price against distance along a route, as charted by Regmi and Hanaoka (2012) and by CPMM.

Each leg adds distance, time and price. A border, a port or the wait for the train adds time and price
without distance, which the chart shows as a step (:mod:`layers.network.leg_costs` has the numbers). What a
way pays once stands where its first leg of that kind begins. Unbuilt lines count as built. Where a
parameter is missing, the time or price series ends, and the profile names the leg.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from layers.model.dataset import Data
from layers.model.records import Leg, Route
from layers.model.vocabulary import Cargo
from layers.network.estimates import ZERO
from layers.network.leg_costs import LegCosts, Range, Terms, Way, add_ranges, way_of_leg
from layers.network.network import places_of_route

__all__ = ["CostProfile", "Step", "cost_profile"]


@dataclass(frozen=True)
class Step:
    """Cumulative distance (km), time (hours) and price (US dollars, by default for one TEU) at a place.

    ``waiting`` marks the state after waiting or paying there. A range is None from the first leg without a
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
    ``hours_terms`` and ``usd_terms`` are the formulas of the whole, None where unknown; by them parameters
    are drawn together.
    """

    steps: tuple[Step, ...]
    no_time_from: str | None
    no_cost_from: str | None
    parameters: tuple[str, ...]
    hours_terms: Terms | None = field(default=None, repr=False, compare=False)
    usd_terms: Terms | None = field(default=None, repr=False, compare=False)

    @property
    def end(self) -> Step:
        """The state at the end of the route."""
        return self.steps[-1]


def cost_profile(data: Data, route: Route, cargo: Cargo | None = None) -> CostProfile:
    """Return time and price along a route, as far as the parameters reach.

    Without a kind of cargo it is a box in the train that runs there, as :class:`LegCosts` says.
    """
    places, costs = places_of_route(data, route), LegCosts(data, cargo)
    legs = [data.legs[key] for key in route.legs]
    walk = _Walk(costs, places[0])
    for number, leg in enumerate(legs):
        walk.wait(places[number], legs[number - 1] if number else None, leg)
        walk.go(leg, places[number], places[number + 1])
    hours, usd = costs.way_terms(legs, places)
    return CostProfile(
        tuple(walk.steps), walk.no_time, walk.no_cost, tuple(sorted(costs.used)), hours, usd
    )  # fmt: skip


class _Walk:
    """Adds up steps along a route."""

    def __init__(self, costs: LegCosts, start: str) -> None:
        self._costs = costs
        self._begun: set[Way] = set()
        self.steps = [Step(start, False, 0.0, ZERO, ZERO)]
        self.no_time: str | None = None
        self.no_cost: str | None = None

    def wait(self, place: str, arriving: Leg | None, leaving: Leg) -> None:
        """Add the wait and the price at a place before the next leg, if there are any."""
        hours: Range | None = ZERO
        usd: Range | None = ZERO
        if arriving is not None:
            hours = self._costs.hours_at(place, arriving, leaving)
            usd = self._costs.usd_at(place, arriving, leaving)
        way = way_of_leg(self._costs.data, leaving)
        if way is not None and way not in self._begun:
            self._begun.add(way)
            hours = add_ranges(hours, self._costs.hours_once(way))
            usd = add_ranges(usd, self._costs.usd_once(way))
        if (hours, usd) != (ZERO, ZERO):
            self._add(place, 0.0, hours, usd, leaving if arriving is None else arriving, waiting=True)

    def go(self, leg: Leg, start: str, end: str) -> None:
        """Add a leg."""
        hours, usd = self._costs.hours_of_leg(leg, start), self._costs.usd_of_leg(leg, start)
        self._add(end, leg.length_km, hours, usd, leg, waiting=False)

    def _add(
        self, place: str, km: float, hours: Range | None, usd: Range | None, leg: Leg, *, waiting: bool
    ) -> None:
        now = self.steps[-1]
        self.no_time = self.no_time or (leg.id if hours is None else None)
        self.no_cost = self.no_cost or (leg.id if usd is None else None)
        self.steps.append(
            Step(place, waiting, now.km + km, add_ranges(now.hours, hours), add_ranges(now.usd, usd))
        )
