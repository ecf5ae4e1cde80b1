"""Stages of a journey: one leg, or the handling in a port, each with its time and cost."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from layers.analysis.parameters import Settings
from layers.model.dataset import Data
from layers.model.records import Leg
from layers.model.vocabulary import Mode
from layers.network.leg_costs import LegCosts

__all__ = ["REFERENCE_KM", "By", "Journey", "Stage", "StageCosts", "weight_of"]

REFERENCE_KM = 4000.0
"""A typical journey to the sea: a route of this length at risk R pays the premium of R points."""


class By(StrEnum):
    """What a route minimises."""

    TIME = "time"
    COST = "cost"
    RISK = "risk"
    GENERALISED = "generalised"


@dataclass(frozen=True)
class Stage:
    """One leg of a journey, or the handling in a port (``leg`` empty), with its time and cost."""

    leg: str
    start: str
    end: str
    km: float
    hours: float
    usd_per_teu: float
    risk: float | None


@dataclass(frozen=True)
class Journey:
    """A complete route from city to port.

    ``countries`` are those that it goes through: neither home nor the market's own. ``straits`` are the
    chokepoints that it passes, in order.
    """

    stages: tuple[Stage, ...]
    countries: frozenset[str]
    straits: tuple[str, ...] = field(default=())

    @property
    def km(self) -> float:
        """Length in kilometres."""
        return sum(stage.km for stage in self.stages)

    @property
    def days(self) -> float:
        """Days under way and waiting."""
        return sum(stage.hours for stage in self.stages) / 24

    @property
    def usd_per_teu(self) -> float:
        """Cost in US dollars per TEU."""
        return sum(stage.usd_per_teu for stage in self.stages)

    @property
    def legs(self) -> tuple[str, ...]:
        """Ids of the legs, in order."""
        return tuple(stage.leg for stage in self.stages if stage.leg)

    @property
    def places(self) -> tuple[str, ...]:
        """Ids of the places visited, in order."""
        ends = (stage.end for stage in self.stages if stage.leg)
        return (self.stages[0].start, *ends) if self.stages else ()


class StageCosts:
    """Makes stages at the central values of the parameters of one data set."""

    def __init__(self, data: Data) -> None:
        self._costs = LegCosts(data)

    def of_leg(self, leg: Leg, start: str, end: str, risk: float | None) -> Stage | None:
        """Return the stage along a leg with the wait at its end, or None if time or cost is unknown."""
        hours, usd = self._costs.hours_of_leg(leg), self._costs.usd_of_leg(leg)
        if leg.mode is Mode.PIPELINE or hours is None or usd is None:
            return None
        wait, charge = (at(end, leg.mode, None) for at in (self._costs.hours_at, self._costs.usd_at))
        return Stage(
            leg.id, start, end, leg.length_km, hours[1] + (wait[1] if wait else 0.0),
            usd[1] + (charge[1] if charge else 0.0), risk,
        )  # fmt: skip

    def of_handling(self, port: str) -> Stage | None:
        """Return the handling between land and sea in a port, or None if time or cost is unknown."""
        hours = self._costs.hours_at(port, Mode.RAIL, Mode.SEA)
        usd = self._costs.usd_at(port, Mode.RAIL, Mode.SEA)
        if hours is None or usd is None:
            return None
        return Stage("", port, port, 0.0, hours[1], usd[1], None)


def weight_of(stage: Stage, by: By, settings: Settings) -> float:
    """Return what a stage adds to the objective: hours, US dollars or risk-kilometres; always above 0."""
    risk_km = (stage.risk if stage.risk is not None else 100.0) / 100 * stage.km
    if by is By.TIME:
        return max(stage.hours, 1e-9)
    if by is By.COST:
        return max(stage.usd_per_teu, 1e-9)
    if by is By.RISK:
        return max(risk_km, 1e-9)
    days = stage.hours / 24
    premium = settings.risk_premium_usd_per_point * 100 * risk_km / REFERENCE_KM
    return max(stage.usd_per_teu + settings.value_of_time_usd_per_day * days + premium, 1e-9)
