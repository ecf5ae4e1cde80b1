"""The parameters of value, risk and choice that the model uses, by default at their central values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from layers.analysis.bands import Band
from layers.model.dataset import Data

__all__ = ["SCORES", "Settings", "central_settings"]

SCORES = range(1, 6)
"""The whole scores at which frequencies are given."""


@dataclass(frozen=True)
class Settings:
    """The numbers that turn facts into judgements.

    ``value_of_time_usd_per_day`` prices a day of a TEU under way, ``risk_premium_usd_per_point`` a point of
    the composite risk (0-100), ``theta_per_usd`` how sharply shippers choose by generalised cost,
    ``no_access_usd`` what a TEU without any access would cost. The ``_ends`` are the low and high ends of the
    parameters over which bargaining power has its band; without them it has none.

    ``outages_per_year`` is how often something with a shutting score of 1, 2, 3, 4, 5 is shut, for
    ``outage_days`` on average; ``shared_share`` is the share of it that strikes all at once that share a
    country or an assessment. ``refusals_per_year`` is how often a country with such a score refuses all
    transit, for ``refusal_days``. ``shock_scale`` multiplies the frequency of every common cause; 0 turns
    them off.
    """

    value_of_time_usd_per_day: float
    risk_premium_usd_per_point: float
    theta_per_usd: float
    no_access_usd: float
    outages_per_year: tuple[Band, ...]
    outage_days: Band
    refusals_per_year: tuple[Band, ...]
    refusal_days: Band
    shared_share: float
    value_of_time_ends: tuple[float, ...] = ()
    risk_premium_ends: tuple[float, ...] = ()
    no_access_ends: tuple[float, ...] = ()
    shock_scale: float = 1.0

    def outages_at(self, score: float) -> Band:
        """Outages a year at a score of 1 to 5, linear between whole scores."""
        return _at(self.outages_per_year, score)

    def refusals_at(self, score: float) -> Band:
        """Refusals of all transit a year at a country's score of 1 to 5, linear between whole scores."""
        return _at(self.refusals_per_year, score)


def _at(by_score: Sequence[Band], score: float) -> Band:
    position = min(max(score, 1.0), 5.0) - 1.0
    index = min(int(position), 3)
    share = position - index
    below, above = by_score[index], by_score[index + 1]
    low, central, high = (
        a * (1 - share) + b * share for a, b in zip(below.values, above.values, strict=True)
    )
    return Band(low, central, high)


_NAMES: Mapping[str, str] = {
    "value_of_time_usd_per_day": "value-of-time",
    "risk_premium_usd_per_point": "risk-premium",
    "theta_per_usd": "theta",
    "no_access_usd": "no-access-cost",
}
_ENDS: Mapping[str, str] = {
    "value_of_time_ends": "value-of-time",
    "risk_premium_ends": "risk-premium",
    "no_access_ends": "no-access-cost",
}


def central_settings(data: Data) -> Settings:
    """Return the settings at the central values of ``parameters.yaml``, with its bands."""

    def band(name: str) -> Band:
        found = data.parameters[name]
        return Band(found.low, found.central, found.high)

    ends = {field: (band(name).low, band(name).high) for field, name in _ENDS.items()}
    values = {field: data.parameters[name].central for field, name in _NAMES.items()}
    return Settings(
        **values, **ends,  # type: ignore[arg-type]
        outages_per_year=_by_score(band(f"outage-{score}") for score in SCORES),
        outage_days=band("outage-days"),
        refusals_per_year=_by_score(band(f"refusal-{score}") for score in SCORES),
        refusal_days=band("refusal-days"),
        shared_share=band("outage-shared").central,
    )  # fmt: skip


def _by_score(bands: Iterable[Band]) -> tuple[Band, ...]:
    """Bands for scores 1 to 5, none of which falls when the score rises, whatever the data say."""
    found: list[Band] = []
    for each in bands:
        last = found[-1] if found else each
        low, central, high = map(max, last.values, each.values)
        found.append(Band(low, central, high))
    return tuple(found)
