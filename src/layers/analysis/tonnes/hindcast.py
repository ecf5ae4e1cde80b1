"""The reassignment held against a loss that happened: tonnes that went elsewhere, model beside observed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from layers.analysis.bands import Band
from layers.analysis.tonnes.asked import Closed
from layers.analysis.tonnes.closure import Tonnes
from layers.model.tonnes import Hindcast
from layers.model.vocabulary import CapacityReading
from layers.network.network import first_day

__all__ = ["HindcastResult", "hindcast_result"]

_DAYS_A_YEAR = 365.0


@dataclass(frozen=True)
class HindcastResult:
    """Millions of tonnes over the days of the hindcast.

    ``modelled_mt`` is by the flow whose way is taken, ``modelled_total_mt`` with the band of the inputs.
    """

    hindcast: Hindcast
    lost_mt: float
    modelled_mt: Mapping[str, float]
    modelled_total_mt: Band

    @property
    def observed_share(self) -> float:
        """Share of the loss that was seen to go elsewhere."""
        return self.hindcast.observed_total_mt / self.lost_mt

    @property
    def modelled_share(self) -> Band:
        """Share of the loss that goes elsewhere by the model."""
        return self.modelled_total_mt.map(lambda mt: mt / self.lost_mt)


def hindcast_result(
    tonnes: Tonnes, hindcast: Hindcast, reading: CapacityReading = CapacityReading.NAMEPLATE
) -> HindcastResult:
    """Reassign what was lost, at the rate at which it was lost, after as many months."""
    to_a_year = _DAYS_A_YEAR / hindcast.days
    lost = tuple((key, mt * to_a_year) for key, mt in hindcast.lost_mt.items())
    day = first_day(hindcast.date)
    asked = Closed(day, hindcast.year, months=hindcast.months, reading=reading, lost=lost)
    found = tonnes.closure(asked)
    moved: dict[str, float] = {}
    for each in found.moved:
        moved[each.way] = moved.get(each.way, 0.0) + each.mt / to_a_year
    diverted = [
        (found.displaced_mt.central - stranded) / to_a_year for stranded in found.stranded_mt.values
    ]
    return HindcastResult(
        hindcast, sum(hindcast.lost_mt.values()), moved, Band(diverted[2], diverted[1], diverted[0])
    )
