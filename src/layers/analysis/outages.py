"""What can shut a way to the sea: its elements, how often each is shut, and for how long.

The elements of a way, the same on every day and whatever the scores:

* every transit country, named by its code;
* every crossing, port and chokepoint, named by its id, and every leg that an assessment is about alone or
  that a common cause names;
* every assessment of several parts, named by its id: they fail together;
* ``built:<corridor>`` for a way that may be built.

Each carries its own outages, and a way is open when all of its elements are up. A part is shut as often as
its closures on record say (:mod:`layers.analysis.closures_on_record`); without any, as often as its *shutting
score*, the worst of its own in security, political stability, sanctions and dependence; without one, as the
worst of its countries; a country without any score counts as 3, the middle, because unknown is not low. Of
these outages a share (``outage-shared``, the beta factor of common-cause failures) strikes all at once that
share the assessment, or the country of a part without one, and is theirs; where several assessments cover a
part, each bears a part of the share. So a part is shut no more often than it would be alone, and raising a
score never makes anything more reliable. A country refuses all transit by parameters of its own.

Left out: trouble on a leg without an assessment, other than its country's; damage that only slows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property

from layers.analysis.bands import Band
from layers.analysis.closures_on_record import Record, record_of, spells_of, together
from layers.analysis.outage_rates import Outages, from_record, from_score, refusals
from layers.analysis.parameters import Settings
from layers.analysis.risk import RiskModel, countries_of_part
from layers.model.evidence import Score
from layers.model.vocabulary import Dimension
from layers.network.scenario import Way

__all__ = [
    "BUILT",
    "SHUTTING",
    "UNKNOWN_SCORE",
    "CommonCause",
    "Element",
    "Elements",
    "common_causes",
]

SHUTTING = (Dimension.SECURITY, Dimension.POLITICAL_STABILITY, Dimension.SANCTIONS, Dimension.DEPENDENCE)
"""The dimensions in which a high score can shut a part; the others only make it slow, costly or late."""

UNKNOWN_SCORE = 3.0

BUILT = "built:"
"""Begins the name of the element that is up when a corridor has been built."""


@dataclass(frozen=True)
class Element:
    """Something that can shut a way, with every kind of outage that it has."""

    name: str
    outages: tuple[Outages, ...]
    is_on_record: bool = False

    @cached_property
    def load(self) -> Band:
        """``-ln(probability of being up at an instant)``: the days of outage a day, counting overlaps."""
        each = [outages.load for outages in self.outages]
        return Band(sum(a.low for a in each), sum(a.central for a in each), sum(a.high for a in each))


@dataclass(frozen=True)
class CommonCause:
    """A shock: how often it comes, how long it lasts, what it can shut, and how likely it shuts each."""

    name: str
    outages: Outages
    elements: frozenset[str]
    severity: float


@dataclass(frozen=True)
class _Groups:
    """The assessments of several parts in a shutting dimension, by part and by assessment."""

    of_part: dict[str, list[str]] = field(default_factory=dict)
    alone: set[str] = field(default_factory=set)
    """Parts that some assessment is about alone."""
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sharing: dict[str, int] = field(default_factory=dict)
    """The most assessments that any part of this one is in: so many share its outages."""


class Elements:
    """The elements of the ways of one data set, and their outages on any day."""

    def __init__(self, model: RiskModel) -> None:
        self._model, self._data = model, model.data
        self._groups = _groups(model)
        self._named = {key for shock in self._data.shocks.values() for key in shock.elements}
        self.of_parts = cache(self._of_parts)
        self._record, self._record_of_group = cache(self._find_record), cache(self._find_record_of_group)

    def of_way(self, way: Way) -> frozenset[str]:
        """The names of everything that can shut a way."""
        names = self.of_parts(way.parts) | way.countries
        return names | {BUILT + way.corridor} if way.probability < 1 else names

    def _of_parts(self, parts: tuple[str, ...]) -> frozenset[str]:
        return frozenset(name for part in parts for name in self.of_part(part))

    def of_part(self, part: str) -> Iterator[str]:
        """The names of the elements that a leg or place brings to a way."""
        if part not in self._data.legs or part in self._groups.alone or part in self._named:
            yield part
        yield from self._groups.of_part.get(part, ())

    def on(self, name: str, day: str, settings: Settings) -> Element:
        """An element with its outages on a day; not of ways that may be built."""
        if name in self._data.parts:
            return self._part(name, day, settings)
        if name in self._groups.parts:
            return self._group(name, day, settings)
        return self._country(name, day, settings)

    def _country(self, code: str, day: str, settings: Settings) -> Element:
        score = self._score_of_country(code, day)
        trouble = from_score(score, settings).shared(settings.shared_share)
        return Element(code, (trouble, refusals(score, settings)))

    def _part(self, part: str, day: str, settings: Settings) -> Element:
        record = self._record(part)
        own = [score.score for score in self._own_scores(part, day).values()]
        score = max(own) if own else self._score_of_countries(part, day)
        outages = _outages(record, score, settings)
        if part in self._groups.of_part or part not in self._groups.alone:
            outages = outages.shared(1 - settings.shared_share)
        return Element(part, (outages,), record.closures > 0)

    def _group(self, assessment: str, day: str, settings: Settings) -> Element:
        record, scored = self._record_of_group(assessment), self._data.assessments[assessment]
        own = self._own_scores(scored.parts[0], day).get(scored.dimension)
        share = settings.shared_share / self._groups.sharing[assessment]
        outages = _outages(record, own.score if own else 1.0, settings).shared(share)
        return Element(assessment, (outages,), record.closures > 0)

    def _own_scores(self, part: str, day: str) -> dict[Dimension, Score]:
        found = self._model.own_scores(part, day)
        return {dimension: score for dimension, (_, score) in found.items() if dimension in SHUTTING}

    def _score_of_countries(self, part: str, day: str) -> float:
        countries = countries_of_part(self._data, self._data.parts[part])
        return max((self._score_of_country(code, day) for code in countries), default=UNKNOWN_SCORE)

    def _score_of_country(self, country: str, day: str) -> float:
        known = [self._model.of_country(country, dimension, day).score for dimension in SHUTTING]
        return max((score for score in known if score is not None), default=UNKNOWN_SCORE)

    def _find_record(self, part: str) -> Record:
        return record_of(self._data, [part], spells_of(self._data, part))

    def _find_record_of_group(self, assessment: str) -> Record:
        parts = self._groups.parts[assessment]
        return record_of(self._data, parts, together(spells_of(self._data, part) for part in parts))


def _outages(record: Record, score: float, settings: Settings) -> Outages:
    if record.closures:
        return from_record(record, settings.outage_days)
    return from_score(score, settings)


def _groups(model: RiskModel) -> _Groups:
    found = _Groups()
    for key, assessment in model.data.assessments.items():
        if assessment.dimension not in SHUTTING:
            continue
        if len(assessment.parts) == 1:
            found.alone.add(assessment.parts[0])
        elif assessment.parts:
            found.parts[key] = assessment.parts
            for part in assessment.parts:
                found.of_part.setdefault(part, []).append(key)
    for key, parts in found.parts.items():
        found.sharing[key] = max(len(found.of_part[part]) for part in parts)
    return found


def common_causes(model: RiskModel, settings: Settings) -> list[CommonCause]:
    """Return the shocks at the scale of the settings."""
    if settings.shock_scale <= 0:
        return []
    causes = []
    for shock in model.data.shocks.values():
        often = Band(shock.low, shock.central, shock.high).map(lambda value: settings.shock_scale * value)
        outages = Outages(often, Band(shock.low_days, shock.central_days, shock.high_days))
        causes.append(CommonCause(shock.id, outages, frozenset(shock.elements), shock.severity))
    return causes
