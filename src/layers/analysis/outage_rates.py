"""How often something is shut and for how long, each with its band.

With closures on record, the frequency has a Jeffreys prior on the rate of a Poisson process: with ``n``
closures in ``T`` years it is ``Gamma(n + 1/2, T)``, of which the mean is central and the 10th and 90th
percentile are the band. The mean duration is that of an exponential law with what still lasts censored, and a
prior worth one closure of the usual length: the rate of ending is ``Gamma(ended + 1, days shut + usual
days)``. Without a closure on record both come from a score, by the parameters of
:class:`~layers.analysis.parameters.Settings`.

Outages come at random and may overlap, so at an instant something is up with the probability
``exp(-frequency x duration)``, whatever the law of the duration (a queue of the kind M/G/infinity).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from scipy.stats import gamma

from layers.analysis.bands import Band
from layers.analysis.closures_on_record import Record
from layers.analysis.parameters import Settings

__all__ = ["DAYS_A_YEAR", "Outages", "from_record", "from_score", "refusals"]

DAYS_A_YEAR = 365
_BAND = (0.1, 0.9)


@dataclass(frozen=True)
class Outages:
    """Outages of one kind: how many begin in a year, and how many days one lasts on average."""

    per_year: Band
    days: Band

    def shared(self, share: float) -> Outages:
        """Only this share of them."""
        return Outages(self.per_year.map(lambda value: share * value), self.days)

    @cached_property
    def load(self) -> Band:
        """Days of outage a day, counting overlaps: ``-ln(probability of being up at an instant)``."""
        low, central, high = (
            often * days / DAYS_A_YEAR
            for often, days in zip(self.per_year.values, self.days.values, strict=True)
        )
        return Band(low, central, high)


def from_score(score: float, settings: Settings) -> Outages:
    """Outages of what has a shutting score and no closure on record."""
    return Outages(settings.outages_at(score), settings.outage_days)


def refusals(score: float, settings: Settings) -> Outages:
    """Refusals of all transit by a country with a shutting score."""
    return Outages(settings.refusals_at(score), settings.refusal_days)


@lru_cache(maxsize=256)
def from_record(record: Record, usual_days: Band) -> Outages:
    """Outages of what was shut at least once in the years on record."""
    shape, scale = record.closures + 0.5, 1 / record.years
    low, high = (float(value) for value in gamma.ppf(_BAND, shape, scale=scale))
    ends, days = record.ended + 1, record.days_shut + usual_days.central
    longest, shortest = (days / float(value) for value in gamma.ppf(_BAND, ends))
    return Outages(Band(low, shape * scale, high), Band(shortest, days / ends, longest))
