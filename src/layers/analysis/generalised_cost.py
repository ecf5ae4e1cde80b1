"""Generalised cost of a way to the sea, in US dollars per TEU.

``G = cost + value of time x days + risk premium x risk``, with cost and time from the staircase of the way's
route and the composite risk (0-100) of its parts by the weakest link. A way whose time or cost is not known
(a pipeline) has none. What it leaves out: tariffs agreed in private, the freight on from the port, and that
goods differ in what a day is worth.
"""

from __future__ import annotations

from dataclasses import dataclass

from layers.analysis.parameters import Settings
from layers.analysis.risk import RiskModel
from layers.model.dataset import Data
from layers.network.cost_profile import Staircase, staircase
from layers.network.scenario import Way

__all__ = ["CostModel", "WayCost"]


@dataclass(frozen=True)
class WayCost:
    """Time, cost and risk of one way on one day, and the generalised cost that follows."""

    days: float
    usd_per_teu: float
    risk: float
    generalised_usd: float


class CostModel:
    """Costs of ways. Staircases do not depend on the day and are worked out once."""

    def __init__(self, model: RiskModel) -> None:
        self.model = model
        self._stairs: dict[tuple[str, str], Staircase] = {}

    @property
    def data(self) -> Data:
        """The data behind it."""
        return self.model.data

    def stairs(self, way: Way) -> Staircase:
        """Time and cost along the way's route."""
        key = (way.corridor, way.route)
        if key not in self._stairs:
            corridor = self.data.corridors[way.corridor]
            route = next(route for route in corridor.routes if route.id == way.route)
            self._stairs[key] = staircase(self.data, route)
        return self._stairs[key]

    def of_way(self, way: Way, day: str, settings: Settings) -> WayCost | None:
        """Cost of a way on a day; None where time or cost is not known."""
        end = self.stairs(way).end
        if end.hours is None or end.usd is None:
            return None
        days, usd = end.hours[1] / 24, end.usd[1]
        risk = self.model.of_parts(way.parts, day).composite
        if risk is None:
            return None
        total = usd + settings.value_of_time_usd_per_day * days + settings.risk_premium_usd_per_point * risk
        return WayCost(days, usd, risk, total)
