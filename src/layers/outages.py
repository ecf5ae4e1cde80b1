"""What can shut a way to the sea, and how likely each is in a year.

An element is a country, a common cause, or a group of parts that one assessment scores: parts that share a
reason fail together, once. Its probability comes from its *shutting score*, the worst of security, political
stability, sanctions and dependence (:meth:`layers.settings.Settings.outage_of`). A part's own assessment
counts where it is worse than its countries; a country without any score counts as 3, the middle, because
unknown is not low.
"""

from __future__ import annotations

from collections.abc import Sequence

from layers.access import CommonCause
from layers.risk import RiskModel, countries_of_part
from layers.scenario import Way
from layers.schema import Dimension
from layers.settings import Settings

__all__ = ["SHUTTING", "UNKNOWN_SCORE", "common_causes", "elements_of_ways"]

SHUTTING = (Dimension.SECURITY, Dimension.POLITICAL_STABILITY, Dimension.SANCTIONS, Dimension.DEPENDENCE)
"""The dimensions in which a high score can shut a gate; the others make it slow, dear or late."""

UNKNOWN_SCORE = 3.0


def elements_of_ways(
    model: RiskModel, ways: Sequence[Way], day: str, settings: Settings
) -> tuple[list[tuple[str, frozenset[str]]], dict[str, float]]:
    """Corridor and elements of each way, and the probability that each element is down."""
    down: dict[str, float] = {}
    found = []
    for way in ways:
        elements = set(way.countries)
        for country in way.countries:
            down.setdefault(country, settings.outage_of(_country_score(model, country, day)))
        for part in way.parts:
            for name, score in _own_elements(model, part, day).items():
                elements.add(name)
                down[name] = max(down.get(name, 0.0), settings.outage_of(score))
        if way.probability < 1:
            elements.add(f"built:{way.corridor}")
            down[f"built:{way.corridor}"] = 1 - way.probability
        found.append((way.corridor, frozenset(elements)))
    return found, down


def common_causes(model: RiskModel, settings: Settings) -> list[CommonCause]:
    """The shocks of the data at the scale set. A strait is shut through what scores it."""
    if settings.shock_scale <= 0:
        return []
    causes = []
    for shock in model.data.shocks.values():
        elements = set(shock.elements)
        for key in shock.elements:
            if key in model.data.parts:
                elements |= set(_own_elements(model, key, model.data.evidence_end))
        probability = min(1.0, shock.central * settings.shock_scale)
        causes.append(CommonCause(probability, frozenset(elements), shock.severity))
    return causes


def _country_score(model: RiskModel, country: str, day: str) -> float:
    known = [model.of_country(country, dimension, day).score for dimension in SHUTTING]
    return max((score for score in known if score is not None), default=UNKNOWN_SCORE)


def _own_elements(model: RiskModel, part: str, day: str) -> dict[str, float]:
    """Assessments of a part that are worse than its countries, with their scores."""
    home = model.data.home
    countries = countries_of_part(model.data, model.data.parts[part]) - {home}
    worst = max((_country_score(model, country, day) for country in countries), default=1.0)
    return {
        name: score.score
        for dimension, (name, score) in model.own_scores(part, day).items()
        if dimension in SHUTTING and score.score > worst
    }
