"""Days and price of a whole journey, each with the band of the parameters that they rest on."""

from __future__ import annotations

from dataclasses import dataclass

from layers.analysis.parameter_draws import ParameterDraws
from layers.analysis.stages import Journey, StageCosts
from layers.model.dataset import Data
from layers.network.cost_profile import CostProfile
from layers.network.leg_costs import Range, Terms

__all__ = ["WayBand", "band_of_journey", "band_of_profile"]


@dataclass(frozen=True)
class WayBand:
    """Days and US dollars of a way, each as 10th percentile, central value and 90th percentile.

    Parameters are drawn together, the same draws for every way (:mod:`layers.analysis.parameter_draws`). None
    where the time or price is unknown.
    """

    days: Range | None
    usd: Range | None


def band_of_journey(data: Data, journey: Journey) -> WayBand:
    """Return days and US dollars of a journey as 10th percentile, central value and 90th percentile.

    The same draws of the parameters serve every journey, so that two of them can be compared.
    """
    return _band(data, *StageCosts(data).terms(journey.stages))


def band_of_profile(data: Data, profile: CostProfile) -> WayBand:
    """Return the same for a route of its own, from its first place to its last."""
    return _band(data, profile.hours_terms, profile.usd_terms)


def _band(data: Data, hours: Terms | None, usd: Terms | None) -> WayBand:
    draws = ParameterDraws(data)
    days = None if hours is None else draws.band_of(hours)
    return WayBand(
        None if days is None else (days[0] / 24, days[1] / 24, days[2] / 24),
        None if usd is None else draws.band_of(usd),
    )
