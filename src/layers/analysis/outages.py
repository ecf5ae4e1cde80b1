"""What can shut a way to the sea, and how likely that is in a year.

An element is a country, a common cause, or a group of parts that share one assessment and so fail
together. Its probability comes from its *shutting score*, the worst of security, political
stability, sanctions and dependence (:meth:`layers.analysis.parameters.Settings.outage_of`). A part's own
assessment counts where it is worse than its countries; a country without any score counts as 3, the middle,
because unknown is not low.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from layers.analysis.access import CommonCause
from layers.analysis.parameters import Settings
from layers.analysis.risk import RiskModel, countries_of_part
from layers.model.vocabulary import Dimension
from layers.network.scenario import Way

__all__ = ["SHUTTING", "UNKNOWN_SCORE", "common_causes", "elements_of_ways"]

SHUTTING = (Dimension.SECURITY, Dimension.POLITICAL_STABILITY, Dimension.SANCTIONS, Dimension.DEPENDENCE)
"""The dimensions in which a high score can shut a part; the others only make it slow, costly or late."""

UNKNOWN_SCORE = 3.0


def elements_of_ways(
    model: RiskModel, ways: Sequence[Way], day: str, settings: Settings
) -> tuple[list[tuple[str, frozenset[str]]], dict[str, float]]:
    """Return the corridor and elements of each way, and the yearly probability that each element is down."""
    down: dict[str, float] = {}
    found, shutting = [], _Shutting(model, day)
    for way in ways:
        elements = set(way.countries)
        for country in way.countries:
            down.setdefault(country, settings.outage_of(shutting.of_country(country)))
        for part in way.parts:
            for name, score in shutting.of_part(part).items():
                elements.add(name)
                down[name] = max(down.get(name, 0.0), settings.outage_of(score))
        if way.probability < 1:
            elements.add(f"built:{way.corridor}")
            down[f"built:{way.corridor}"] = 1 - way.probability
        found.append((way.corridor, frozenset(elements)))
    return found, down


def common_causes(model: RiskModel, settings: Settings) -> list[CommonCause]:
    """Return the shocks at the scale of the settings, with the assessments of the parts they shut."""
    if settings.shock_scale <= 0:
        return []
    causes, shutting = [], _Shutting(model, model.data.evidence_end)
    for shock in model.data.shocks.values():
        elements = set(shock.elements)
        for key in shock.elements:
            if key in model.data.parts:
                elements |= set(shutting.of_part(key))
        probability = min(1.0, shock.central * settings.shock_scale)
        causes.append(CommonCause(probability, frozenset(elements), shock.severity))
    return causes


class _Shutting:
    """Scores that can shut a country or part on one day, cached because ways share them."""

    def __init__(self, model: RiskModel, day: str) -> None:
        self._model, self._day = model, day
        self.of_country, self.of_part = cache(self._of_country), cache(self._of_part)

    def _of_country(self, country: str) -> float:
        known = [self._model.of_country(country, dimension, self._day).score for dimension in SHUTTING]
        return max((score for score in known if score is not None), default=UNKNOWN_SCORE)

    def _of_part(self, part: str) -> dict[str, float]:
        """Return the part's own assessments that are worse than its countries, with their scores."""
        data = self._model.data
        countries = countries_of_part(data, data.parts[part]) - {data.home}
        worst = max(map(self.of_country, countries), default=1.0)
        return {
            name: score.score
            for dimension, (name, score) in self._model.own_scores(part, self._day).items()
            if dimension in SHUTTING and score.score > worst
        }
