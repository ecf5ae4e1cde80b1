"""Provisional risk of legs and corridors, from status and published country indicators.

Model (until dimension scores of each leg, with evidence, replace it):

* Each dimension is scored from 1 (low) to 5 (extreme). A country's score comes from one published
  index, put linearly on the index's own theoretical range, so that adding a country never moves
  another. A leg scores, per dimension, as the worst of its countries; infrastructure readiness is
  also at least what its status says.
* A corridor's score in a dimension is its weakest link: the maximum over the legs of its main route.
* The composite is the equally weighted mean of the dimensions that are known, shown on 0-100 as
  ``25 * (score - 1)``. ``low`` and ``high`` are what it would be if every unknown were best or worst.

What it leaves out: half of the eight dimensions have no index here and are shown as unknown; the
indices are of 2023-2025 and older than the wars of 2025-2026, which enter through the statuses only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from layers.data import Data
from layers.network import main_route, status_on
from layers.schema import Corridor, Dimension, Indicator, Leg, Port, Status

__all__ = [
    "MIN_KNOWN_DIMENSIONS",
    "READINESS_BY_STATUS",
    "Dimension",
    "DimensionScore",
    "Risk",
    "RiskClass",
    "composite_to_class",
    "corridor_risk",
    "country_score",
    "leg_risk",
]


class RiskClass(StrEnum):
    """Classes of the composite; ``UNKNOWN`` is its own class, never the lowest."""

    LOW = "low"
    MODERATE = "moderate"
    ELEVATED = "elevated"
    HIGH = "high"
    EXTREME = "extreme"
    UNKNOWN = "unknown"


READINESS_BY_STATUS: Mapping[Status, float | None] = {
    Status.OPERATIONAL: 1.0,  # in use as built
    Status.AT_RISK: 2.0,  # in use, but struck or threatened
    Status.LIMITED: 3.0,  # in use below what is needed
    Status.DUE: 4.0,  # announced as open by then; nothing confirms it
    Status.UNDER_CONSTRUCTION: 4.0,  # cannot be used yet, will be
    Status.PROPOSED: 5.0,  # does not exist
    Status.SUSPENDED: 5.0,  # exists and cannot be used
    Status.UNVERIFIED: None,  # nobody knows
}
"""Judgement: what a status says about infrastructure readiness, 1 (ready) to 5 (not there)."""

MIN_KNOWN_DIMENSIONS = 2
"""With fewer known dimensions than this no class is given: a sea lane has no country to score."""

_BOUNDS = (
    (20.0, RiskClass.LOW),
    (40.0, RiskClass.MODERATE),
    (60.0, RiskClass.ELEVATED),
    (80.0, RiskClass.HIGH),
)


@dataclass(frozen=True)
class DimensionScore:
    """Score of one dimension, 1 to 5, with what drives it and whose figure is missing."""

    score: float | None
    driver: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Risk:
    """Risk of a leg or corridor on a date."""

    dimensions: Mapping[Dimension, DimensionScore]
    composite: float | None
    low: float
    high: float
    risk_class: RiskClass

    @property
    def known(self) -> int:
        """How many of the eight dimensions have a score."""
        return sum(score.score is not None for score in self.dimensions.values())


def country_score(indicator: Indicator, country: str) -> float | None:
    """A country's score on 1-5 by one index; None where the index does not cover it."""
    value = indicator.values.get(country)
    if value is None:
        return None
    return 1 + 4 * (value - indicator.safest) / (indicator.riskiest - indicator.safest)


def composite_to_class(composite: float | None) -> RiskClass:
    """Class of a composite on 0-100."""
    if composite is None:
        return RiskClass.UNKNOWN
    return next((name for bound, name in _BOUNDS if composite < bound), RiskClass.EXTREME)


def leg_risk(data: Data, leg: Leg, month: str) -> Risk:
    """Risk of one leg at the end of ``month``: the worst of its countries, and its status."""
    return _combine({d: _leg_dimension(data, leg, d, month) for d in Dimension})


def corridor_risk(data: Data, corridor: Corridor, month: str) -> Risk:
    """Risk of a corridor at the end of ``month``: its weakest link in every dimension."""
    legs = [data.legs[key] for key in main_route(corridor).legs]
    scores = {d: _worst(_leg_dimension(data, leg, d, month) for leg in legs) for d in Dimension}
    own = _readiness(data, corridor, month)
    scores[Dimension.INFRASTRUCTURE] = _worst([scores[Dimension.INFRASTRUCTURE], own])
    return _combine(scores)


def _leg_dimension(data: Data, leg: Leg, dimension: Dimension, month: str) -> DimensionScore:
    indicator = next((i for i in data.indicators.values() if i.dimension == dimension), None)
    countries = _countries_of(data, leg)
    scores = [DimensionScore(None)]
    if indicator is not None:
        scores += [_country_dimension(indicator, country) for country in sorted(countries)]
    if dimension is Dimension.INFRASTRUCTURE:
        scores.append(_readiness(data, leg, month))
    return _worst(scores)


def _country_dimension(indicator: Indicator, country: str) -> DimensionScore:
    score = country_score(indicator, country)
    return DimensionScore(
        score, country if score is not None else "", () if score is not None else (country,)
    )


def _countries_of(data: Data, leg: Leg) -> set[str]:
    """Countries the leg crosses, or whose port it serves."""
    ends = (data.places[place] for place in (leg.from_id, leg.to_id))
    return set(leg.km_by_country) | {end.country for end in ends if isinstance(end, Port)}


def _readiness(data: Data, thing: Leg | Corridor, month: str) -> DimensionScore:
    found = status_on(thing.status_history, month, data.evidence_end)
    score = READINESS_BY_STATUS[found.status if found else Status.PROPOSED]
    return DimensionScore(score, thing.id if score is not None else "")


def _worst(scores: Iterable[DimensionScore]) -> DimensionScore:
    known = list(scores)
    worst = max(known, key=lambda each: -1.0 if each.score is None else each.score)
    missing = tuple(sorted({country for each in known for country in each.missing}))
    return DimensionScore(worst.score, worst.driver, missing)


def _combine(dimensions: Mapping[Dimension, DimensionScore]) -> Risk:
    known = [score.score for score in dimensions.values() if score.score is not None]
    unknown = len(dimensions) - len(known)
    composite = _on_100(sum(known) / len(known)) if len(known) >= MIN_KNOWN_DIMENSIONS else None
    return Risk(
        dimensions=dict(dimensions),
        composite=composite,
        low=_on_100((sum(known) + 1 * unknown) / len(dimensions)),
        high=_on_100((sum(known) + 5 * unknown) / len(dimensions)),
        risk_class=composite_to_class(composite),
    )


def _on_100(score: float) -> float:
    return 25 * (score - 1)
