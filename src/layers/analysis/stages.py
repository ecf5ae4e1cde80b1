"""Stages of a journey: one leg, or the handling in a port, each with its time and cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache

from layers.analysis.parameters import Settings
from layers.model.dataset import Data
from layers.model.records import Leg
from layers.model.vocabulary import Mode
from layers.network.estimates import Term
from layers.network.leg_costs import LegCosts, Terms, way_of_leg
from layers.network.leg_costs import Way as WayKind

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
    def mean_risk(self) -> float:
        """Risk by the kilometre, 0 to 100; a leg without any score counts as 100, as in the search."""
        risk_km = sum((100.0 if s.risk is None else s.risk) * s.km for s in self.stages)
        return risk_km / self.km if self.km else 0.0

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
        self._data, self._costs = data, LegCosts(data)
        self._timed = cache(self._work_out)  # the same legs come in one journey after another
        self.entering = cache(self._entering)
        self.changing = cache(self._changing)

    def of_leg(self, leg: Leg, start: str, end: str, risk: float | None) -> Stage | None:
        """Return the stage along a leg with the border at its end, or None if time or cost is unknown.

        A search takes it so, leg by leg; :meth:`exact` adds what depends on the legs around it.
        """
        return self._stage(leg, start, end, risk, None)

    def of_handling(self, port: str) -> Stage | None:
        """Return the handling between land and sea in a port, or None if time or cost is unknown."""
        hours = self._costs.hours_at(port, Mode.RAIL, Mode.SEA)
        usd = self._costs.usd_at(port, Mode.RAIL, Mode.SEA)
        if hours is None or usd is None:
            return None
        return Stage("", port, port, 0.0, hours[1], usd[1], None)

    def _entering(self, kind: WayKind) -> Stage:
        """Return what a way pays once where it enters railways, roads or the open sea; it is at no place."""
        hours, usd = self._costs.hours_once(kind), self._costs.usd_once(kind)
        return Stage("", "", "", 0.0, hours[1] if hours else 0.0, usd[1] if usd else 0.0, None)

    def _changing(self, into: Mode) -> Stage | None:
        """Return the change from rail to road, or back, or None if time or cost is unknown."""
        out_of = Mode.ROAD if into is Mode.RAIL else Mode.RAIL
        wait, fee = self._costs.hours_at("", out_of, into), self._costs.usd_at("", out_of, into)
        return None if wait is None or fee is None else Stage("", "", "", 0.0, wait[1], fee[1], None)

    def exact(self, stages: Sequence[Stage]) -> tuple[Stage, ...]:
        """Return the stages of a whole journey with what no stage knows by itself.

        That is the change between rail and road, the direction in which a border is left, and what a way pays
        once, at the first leg of its kind. A search leaves these out.
        """
        found: list[Stage] = []
        begun: set[WayKind | None] = set()
        for stage, after in zip(stages, [*stages[1:], None], strict=True):
            if not stage.leg:
                found.append(stage)
                continue
            leg = self._data.legs[stage.leg]
            following = self._data.legs[after.leg] if after is not None and after.leg else None
            again = self._stage(leg, stage.start, stage.end, stage.risk, following) or stage
            kind = way_of_leg(self._data, leg)
            if kind is not None and kind not in begun:
                begun.add(kind)
                once = self.entering(kind)
                again = replace(
                    again, hours=again.hours + once.hours, usd_per_teu=again.usd_per_teu + once.usd_per_teu
                )
            found.append(again)
        return tuple(found)

    def terms(self, stages: Sequence[Stage]) -> tuple[Terms | None, Terms | None]:
        """Return the formulas of the hours and the price of a journey; their central values are its sums."""
        hours: list[Term] = []
        usd: list[Term] = []
        for stage, after in zip(stages, [*stages[1:], None], strict=True):
            following = self._data.legs[after.leg] if after is not None and after.leg else None
            for parts, more in zip((hours, usd), self._terms(stage, following), strict=True):
                if more is None:
                    return None, None
                parts.extend(more)
        for kind in dict.fromkeys(way_of_leg(self._data, self._data.legs[s.leg]) for s in stages if s.leg):
            if kind is not None:
                hours.extend(self._costs.hours_once_terms(kind) or ())
                usd.extend(self._costs.usd_once_terms(kind) or ())
        return tuple(hours), tuple(usd)

    def _terms(self, stage: Stage, following: Leg | None) -> tuple[Terms | None, Terms | None]:
        if not stage.leg:
            at = stage.start, Mode.RAIL, Mode.SEA
            return self._costs.hours_at_terms(*at), self._costs.usd_at_terms(*at)
        leg = self._data.legs[stage.leg]
        at_end = stage.end, leg, following
        return (
            _both(self._costs.hours_of_leg_terms(leg, stage.start), self._costs.hours_at_terms(*at_end)),
            _both(self._costs.usd_of_leg_terms(leg, stage.start), self._costs.usd_at_terms(*at_end)),
        )

    def _stage(
        self, leg: Leg, start: str, end: str, risk: float | None, following: Leg | None
    ) -> Stage | None:
        """Return a stage with what its end asks for before the leg that follows by land."""
        found = self._timed(leg.id, start, end, following.id if following else "")
        return None if found is None else Stage(leg.id, start, end, leg.length_km, *found, risk)

    def _work_out(self, key: str, start: str, end: str, following: str) -> tuple[float, float] | None:
        """Return the hours and the price of a stage."""
        leg, after = self._data.legs[key], self._data.legs.get(following)
        if leg.mode is Mode.PIPELINE:
            return None
        hours, usd = self._costs.hours_of_leg(leg, start), self._costs.usd_of_leg(leg, start)
        wait, fee = self._costs.hours_at(end, leg, after), self._costs.usd_at(end, leg, after)
        if hours is None or usd is None or wait is None or fee is None:
            return None
        return hours[1] + wait[1], usd[1] + fee[1]


def _both(first: Terms | None, second: Terms | None) -> Terms | None:
    return None if first is None or second is None else (*first, *second)


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
