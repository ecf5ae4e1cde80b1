"""Risk of legs, crossings, ports and chokepoints, and of the corridors made of them, on any day.

* Eight dimensions, each scored from 1 (low) to 5 (extreme) within a range. ``geodata/rubric.yaml`` says
  what a score means and to what kind of part a dimension applies.
* A part's score in a dimension is, in this order: its own dated assessment; else the worst of its
  countries, each by a dated country assessment or, failing that, by a published country index put
  linearly on the index's own theoretical range, ``1 + 4 (value - safest) / (riskiest - safest)``, so that
  adding a country never moves another; else unknown. Infrastructure readiness is never better than the
  status allows, delay is :data:`CLOSED_DELAY` while the status is suspended, and a country's default for
  financing applies only to what is in use, not to unbuilt lines.
* A corridor's score in a dimension is its weakest link, the maximum over the parts of its main route; or,
  by choice, the mean over its legs weighted by their length.
* The composite is the weighted mean of the known dimensions (equal weights unless others are given), on
  0-100 as ``25 (score - 1)``. Its ``low`` and ``high`` take every score at the end of its range, and every
  unknown dimension as 1 or 5.

Parts without a score do not affect the weakest link; their number is shown beside it. The indices date from
2023-2025, before the wars of 2025-2026, which enter through dated assessments and statuses.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from layers.model.dataset import Data
from layers.model.evidence import Assessment, Score
from layers.model.records import Chokepoint, Corridor, Crossing, Indicator, Leg, Port
from layers.model.vocabulary import FIRST_DATE, Aggregation, Dimension, Part, Status
from layers.network.network import UNUSABLE, change_dates, first_day, main_route, parts_of_route, status_on

__all__ = [
    "CLASS_BOUNDS",
    "CLOSED_DELAY",
    "READINESS_BY_STATUS",
    "DimensionScore",
    "Origin",
    "Risk",
    "RiskClass",
    "RiskModel",
    "composite_to_class",
    "countries_of_part",
    "country_score",
    "kind_of_part",
]


class RiskClass(StrEnum):
    """Classes of the composite; ``UNKNOWN`` is a class of its own, never the lowest."""

    LOW = "low"
    MODERATE = "moderate"
    ELEVATED = "elevated"
    HIGH = "high"
    EXTREME = "extreme"
    UNKNOWN = "unknown"


class Origin(StrEnum):
    """Where a score comes from."""

    OWN = "own"
    COUNTRY = "country"
    INDEX = "index"
    STATUS = "status"
    MEAN = "mean"
    NONE = "none"


READINESS_BY_STATUS: Mapping[Status, float | None] = {
    Status.OPERATIONAL: 1.0,  # in use as built
    Status.AT_RISK: 2.0,  # in use, but struck or threatened
    Status.LIMITED: 3.0,  # in use below what is needed
    Status.DUE: 4.0,  # announced as open by then; nothing confirms it
    Status.UNDER_CONSTRUCTION: 4.0,  # cannot be used yet, will be
    Status.PROPOSED: 5.0,  # does not exist
    Status.SUSPENDED: 5.0,  # exists and cannot be used
    Status.UNVERIFIED: None,  # unknown
}
"""Judgement: infrastructure readiness that a status implies, from 1 (ready) to 5 (not there)."""

CLOSED_DELAY = 5.0
"""Delay of a part whose status is suspended: closed to trade, as the rubric's level 5 says."""

MIN_KNOWN_DIMENSIONS = 2
"""With fewer known dimensions, the class is unknown."""

CLASS_BOUNDS: tuple[tuple[float, RiskClass], ...] = (
    (20.0, RiskClass.LOW),
    (40.0, RiskClass.MODERATE),
    (60.0, RiskClass.ELEVATED),
    (80.0, RiskClass.HIGH),
)
"""Upper bounds of the composite for each class; above the last, the class is extreme."""


@dataclass(frozen=True)
class DimensionScore:
    """The score of one dimension (1 to 5) with its range and its origin.

    ``part`` is the part that sets it, ``reference`` the id of the assessment or index, ``entry`` the
    dated assessment in force, ``missing`` the countries whose figure is missing.
    """

    score: float | None
    low: float = 1.0
    high: float = 5.0
    origin: Origin = Origin.NONE
    part: str = ""
    reference: str = ""
    country: str = ""
    entry: Score | None = None
    missing: tuple[str, ...] = ()
    parts_known: int = 0
    parts_in_all: int = 0


@dataclass(frozen=True)
class Risk:
    """Risk of a part or corridor on a day; ``dimensions`` holds only those that apply."""

    dimensions: Mapping[Dimension, DimensionScore]
    composite: float | None
    low: float
    high: float
    risk_class: RiskClass

    @property
    def known(self) -> int:
        """The number of applicable dimensions that have a score."""
        return sum(score.score is not None for score in self.dimensions.values())


def country_score(indicator: Indicator, country: str) -> float | None:
    """Return a country's score (1-5) from one index, or None if the index does not cover it."""
    value = indicator.values.get(country)
    if value is None:
        return None
    return 1 + 4 * (value - indicator.safest) / (indicator.riskiest - indicator.safest)


def composite_to_class(composite: float | None) -> RiskClass:
    """Return the class of a composite (0-100)."""
    if composite is None:
        return RiskClass.UNKNOWN
    return next((name for bound, name in CLASS_BOUNDS if composite < bound), RiskClass.EXTREME)


def kind_of_part(part: Leg | Port | Crossing | Chokepoint) -> Part:
    """Return the kind of a part."""
    kinds: tuple[tuple[type, Part], ...] = (
        (Leg, Part.LEG), (Port, Part.PORT), (Crossing, Part.CROSSING), (Chokepoint, Part.CHOKEPOINT),
    )  # fmt: skip
    return next(name for kind, name in kinds if isinstance(part, kind))


class RiskModel:
    """Risk of one data set. Cheap to construct; assessments are indexed, not searched."""

    def __init__(self, data: Data, weights: Mapping[Dimension, float] | None = None) -> None:
        self.data = data
        self.weights = weights or dict.fromkeys(Dimension, 1.0)
        self._own: dict[tuple[Dimension, str], Assessment] = {}
        self._country: dict[tuple[Dimension, str], Assessment] = {}
        for assessment in data.assessments.values():
            for part in assessment.parts:
                self._own[assessment.dimension, part] = assessment
            for country in assessment.countries:
                self._country[assessment.dimension, country] = assessment
        self._index = {indicator.dimension: indicator for indicator in data.indicators.values()}
        self._cache: dict[tuple[str, str], Risk] = {}
        self._changes: dict[str, list[str]] = {}

    def of_part(self, key: str, day: str) -> Risk:
        """Return the risk of a leg, crossing, port or chokepoint on a day."""
        since = self._last_change([key], day)
        found = self._cache.get((key, since))
        if found is None:
            found = self._combine({d: self._score(key, d, day) for d in self._dimensions_of(key)})
            self._cache[key, since] = found
        return found

    def _last_change(self, keys: Sequence[str], day: str) -> str:
        """Return the last day up to ``day`` on which the risk of these parts changed.

        Results are cached under it, so ten years of days cache no more results than there are changes.
        """
        name = " ".join(keys)
        if name not in self._changes:
            self._changes[name] = self.change_dates(keys)
        dates = self._changes[name]
        return dates[max(bisect_right(dates, day) - 1, 0)]

    def of_corridor(self, corridor: Corridor, day: str, aggregation: Aggregation = "weakest") -> Risk:
        """Return the risk of a corridor's main route on a day, by its weakest link or by length."""
        parts = parts_of_route(self.data, main_route(corridor))
        return self._of_many(parts, day, aggregation, corridor)

    def of_parts(self, parts: Sequence[str], day: str, aggregation: Aggregation = "weakest") -> Risk:
        """Return the risk of any chain of parts on a day, as for a corridor."""
        key = (" ".join(parts) + aggregation, day)
        if key not in self._cache:
            self._cache[key] = self._of_many(parts, day, aggregation, None)
        return self._cache[key]

    def _of_many(
        self, parts: Sequence[str], day: str, aggregation: Aggregation, corridor: Corridor | None
    ) -> Risk:
        risks = {key: self.of_part(key, day) for key in parts}
        scores: dict[Dimension, DimensionScore] = {}
        for dimension in Dimension:
            of_parts = [
                (key, r.dimensions[dimension]) for key, r in risks.items() if dimension in r.dimensions
            ]
            if dimension is Dimension.INFRASTRUCTURE and corridor is not None:
                of_parts.append((corridor.id, self._readiness(corridor, day)))
            combine = _weakest if aggregation == "weakest" else self._by_length
            scores[dimension] = combine(of_parts)
        return self._combine(scores)

    def change_dates(self, keys: Iterable[str]) -> list[str]:
        """Return the days on which the risk of any of these parts can change, starting with the first day."""
        dates: set[str] = set()
        for key in keys:
            part = self.data.parts[key]
            dates |= set(change_dates(part.status_history, self.data.evidence_end))
            for dimension in self._dimensions_of(key):
                owners = [
                    (self._own, key),
                    *((self._country, country) for country in countries_of_part(self.data, part)),
                ]
                for table, name in owners:
                    found = table.get((dimension, name))
                    dates |= {first_day(score.from_date) for score in found.scores} if found else set()
        return sorted({max(date, FIRST_DATE) for date in dates})

    # --- one part ------------------------------------------------------------------------------------

    def _dimensions_of(self, key: str) -> Sequence[Dimension]:
        kind = kind_of_part(self.data.parts[key])
        rubric = self.data.rubric
        return [d for d in Dimension if d not in rubric or kind in rubric[d].applies_to]

    def _score(self, key: str, dimension: Dimension, day: str) -> DimensionScore:
        own = self._own.get((dimension, key))
        entry = _in_force(own, day)
        if own is not None and entry is not None:
            found = _from_entry(entry, Origin.OWN, own.id)
        else:
            found = self._default(key, dimension, day)
        if dimension is Dimension.INFRASTRUCTURE:
            readiness = self._readiness(self.data.parts[key], day)
            found = _worst_of([found, readiness])
        elif dimension is Dimension.DELAY and self._status(self.data.parts[key], day) is Status.SUSPENDED:
            closed = DimensionScore(CLOSED_DELAY, CLOSED_DELAY, CLOSED_DELAY, Origin.STATUS)
            found = closed if (found.score or 0.0) < CLOSED_DELAY else found
        return replace(found, part=key)

    def _default(self, key: str, dimension: Dimension, day: str) -> DimensionScore:
        part = self.data.parts[key]
        if dimension is Dimension.FINANCING and self._status(part, day) in UNUSABLE - {Status.SUSPENDED}:
            return DimensionScore(None)
        scores = [
            self.of_country(country, dimension, day) for country in sorted(countries_of_part(self.data, part))
        ]
        missing = tuple(s.country for s in scores if s.score is None)
        known = [s for s in scores if s.score is not None]
        if not known:
            return DimensionScore(None, missing=missing)
        worst = _worst_of(known)
        return replace(worst, high=5.0 if missing else worst.high, missing=missing)

    def own_scores(self, key: str, day: str) -> dict[Dimension, tuple[str, Score]]:
        """Return a part's own assessments in force on a day: assessment id and score by dimension."""
        found = {}
        for dimension in self._dimensions_of(key):
            own = self._own.get((dimension, key))
            entry = _in_force(own, day)
            if own is not None and entry is not None:
                found[dimension] = (own.id, entry)
        return found

    def of_country(self, country: str, dimension: Dimension, day: str) -> DimensionScore:
        """Return a country's default in one dimension: its dated assessment, else its index, else unknown."""
        assessed = self._country.get((dimension, country))
        entry = _in_force(assessed, day)
        if assessed is not None and entry is not None:
            return replace(_from_entry(entry, Origin.COUNTRY, assessed.id), country=country)
        indicator = self._index.get(dimension)
        score = country_score(indicator, country) if indicator else None
        if indicator is None or score is None:
            return DimensionScore(None, country=country)
        low, high = max(1.0, score - indicator.margin), min(5.0, score + indicator.margin)
        return DimensionScore(score, low, high, Origin.INDEX, reference=indicator.id, country=country)

    def _status(self, thing: Leg | Port | Crossing | Chokepoint | Corridor, day: str) -> Status:
        found = status_on(thing.status_history, day, self.data.evidence_end)
        return found.status if found else Status.PROPOSED

    def _readiness(self, thing: Leg | Port | Crossing | Chokepoint | Corridor, day: str) -> DimensionScore:
        score = READINESS_BY_STATUS[self._status(thing, day)]
        if score is None:
            return DimensionScore(None)
        return DimensionScore(score, score, score, Origin.STATUS, part=thing.id)

    # --- many parts ------------------------------------------------------------------------------------

    def _by_length(self, scores: Sequence[tuple[str, DimensionScore]]) -> DimensionScore:
        """Return the mean over the legs, weighted by length; places have no length and do not count."""
        legs = [(self.data.legs[key].length_km, s) for key, s in scores if key in self.data.legs]
        known = [(km, s) for km, s in legs if s.score is not None]
        if not known:
            return DimensionScore(None, parts_in_all=len(legs))
        total = sum(km for km, _ in known)

        def mean(name: str) -> float:
            return float(sum(km * getattr(s, name) for km, s in known) / total)

        return DimensionScore(
            mean("score"), mean("low"), mean("high"), Origin.MEAN,
            parts_known=len(known), parts_in_all=len(legs),
        )  # fmt: skip

    def _combine(self, dimensions: Mapping[Dimension, DimensionScore]) -> Risk:
        weight = {d: self.weights.get(d, 0.0) for d in dimensions}
        known = {d: s for d, s in dimensions.items() if s.score is not None}
        known_weight, all_weight = sum(weight[d] for d in known), sum(weight.values())
        composite = None
        if len(known) >= MIN_KNOWN_DIMENSIONS and known_weight > 0:
            composite = _on_100(sum(weight[d] * (s.score or 0.0) for d, s in known.items()) / known_weight)
        low = high = 0.0
        for d, s in dimensions.items():
            low += weight[d] * (s.low if s.score is not None else 1.0)
            high += weight[d] * (s.high if s.score is not None else 5.0)
        return Risk(
            dimensions=dict(dimensions),
            composite=composite,
            low=_on_100(low / all_weight) if all_weight else 0.0,
            high=_on_100(high / all_weight) if all_weight else 100.0,
            risk_class=composite_to_class(composite),
        )


def _weakest(scores: Sequence[tuple[str, DimensionScore]]) -> DimensionScore:
    known = [s for _, s in scores if s.score is not None]
    in_all = len(scores)
    if not known:
        return DimensionScore(None, parts_in_all=in_all)
    worst = _worst_of(known)
    missing = tuple(sorted({country for _, s in scores for country in s.missing}))
    return replace(worst, missing=missing, parts_known=len(known), parts_in_all=in_all)


def _worst_of(scores: Sequence[DimensionScore]) -> DimensionScore:
    """Return the worst score, with the range in which the worst score may lie."""
    known = [score for score in scores if score.score is not None]
    if not known:
        return DimensionScore(None)
    worst = max(known, key=_severity)
    return replace(worst, low=max(s.low for s in known), high=max(s.high for s in known))


def _severity(score: DimensionScore) -> tuple[float, float]:
    return (-1.0 if score.score is None else score.score, score.high)


def _in_force(assessment: Assessment | None, day: str) -> Score | None:
    entries = [] if assessment is None else [s for s in assessment.scores if first_day(s.from_date) <= day]
    return entries[-1] if entries else None


def _from_entry(entry: Score, origin: Origin, reference: str) -> DimensionScore:
    return DimensionScore(entry.score, entry.low, entry.high, origin, reference=reference, entry=entry)


def countries_of_part(data: Data, part: Leg | Port | Crossing | Chokepoint) -> set[str]:
    """Return codes of the countries that a part lies in: those a leg crosses, or a port serves."""
    if isinstance(part, Leg):
        ends = (data.places[place] for place in (part.from_id, part.to_id))
        return set(part.km_by_country) | {end.country for end in ends if isinstance(end, Port)}
    if isinstance(part, Port):
        return {part.country}
    return set(part.countries)


def _on_100(score: float) -> float:
    return 25 * (score - 1)
