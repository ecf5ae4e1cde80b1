"""Days and price of a whole journey, each with the band of the parameters that they rest on."""

from __future__ import annotations

from layers.analysis.generalised_cost import WayBand
from layers.analysis.parameter_draws import ParameterDraws
from layers.analysis.stages import Journey, StageCosts
from layers.model.dataset import Data

__all__ = ["band_of_journey"]


def band_of_journey(data: Data, journey: Journey) -> WayBand:
    """Return days and US dollars of a journey as 10th percentile, central value and 90th percentile.

    The same draws of the parameters serve every journey, so that two of them can be compared.
    """
    hours, usd = StageCosts(data).terms(journey.stages)
    draws = ParameterDraws(data)
    days = None if hours is None else draws.band_of(hours)
    return WayBand(
        None if days is None else (days[0] / 24, days[1] / 24, days[2] / 24),
        None if usd is None else draws.band_of(usd),
    )
