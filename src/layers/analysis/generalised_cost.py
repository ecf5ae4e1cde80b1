"""Generalised cost of a way to the sea, in US dollars per TEU.

``G = cost + value of time x days + risk premium x risk``, with cost and time from the cost profile of
the route and the composite risk (0-100) of its weakest part. A way of unknown time or cost (a pipeline) has
none. Not modelled: confidential tariffs, onward freight from the port, and goods whose time is worth more
or less.
"""

from __future__ import annotations

from dataclasses import dataclass

from layers.analysis.parameters import Settings
from layers.analysis.risk import RiskModel
from layers.model.dataset import Data
from layers.model.vocabulary import Cargo
from layers.network.cost_profile import CostProfile, cost_profile
from layers.network.scenario import Way

__all__ = ["CostModel", "WayCost"]


@dataclass(frozen=True)
class WayCost:
    """Time, cost, risk (0-100) and generalised cost of one way on one day."""

    days: float
    usd_per_teu: float
    risk: float
    generalised_usd: float


class CostModel:
    """Costs of ways for one kind of cargo. Cost profiles do not depend on the day and are cached."""

    def __init__(self, model: RiskModel, cargo: Cargo | None = None) -> None:
        self.model, self.cargo = model, cargo
        self._profiles: dict[tuple[str, str], CostProfile] = {}

    @property
    def data(self) -> Data:
        """The data that the model rests on."""
        return self.model.data

    def profile(self, way: Way) -> CostProfile:
        """Return time and cost along the route of the way."""
        key = (way.corridor, way.route)
        if key not in self._profiles:
            corridor = self.data.corridors[way.corridor]
            route = next(route for route in corridor.routes if route.id == way.route)
            self._profiles[key] = cost_profile(self.data, route, self.cargo)
        return self._profiles[key]

    def of_way(self, way: Way, day: str, settings: Settings) -> WayCost | None:
        """Return the cost of a way on a day, or None if its time or cost is unknown."""
        end = self.profile(way).end
        if end.hours is None or end.usd is None:
            return None
        days, usd = end.hours[1] / 24, end.usd[1]
        risk = self.model.of_parts(way.parts, day).composite
        if risk is None:
            return None
        total = usd + settings.value_of_time_usd_per_day * days + settings.risk_premium_usd_per_point * risk
        return WayCost(days, usd, risk, total)
