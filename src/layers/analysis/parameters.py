"""The parameters of value, risk and choice that the model uses, by default at their central values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from layers.model.dataset import Data

__all__ = ["Settings", "central_settings"]


@dataclass(frozen=True)
class Settings:
    """The numbers that turn facts into judgements.

    ``value_of_time_usd_per_day`` prices a day of a TEU under way, ``risk_premium_usd_per_point`` a point of
    the composite risk (0-100), ``theta_per_usd`` how sharply shippers choose by generalised cost,
    ``no_access_usd`` what a TEU without any access would cost. ``outage`` is the probability in a year that a
    country or part with a shutting score of 1, 2, 3, 4, 5 is shut. ``shock_scale`` multiplies the probability
    of every common cause; 0 turns them off.
    """

    value_of_time_usd_per_day: float
    risk_premium_usd_per_point: float
    theta_per_usd: float
    no_access_usd: float
    outage: tuple[float, float, float, float, float]
    shock_scale: float = 1.0

    def outage_of(self, score: float) -> float:
        """Return the yearly probability of being shut at a score of 1 to 5, linear between whole scores."""
        position = min(max(score, 1.0), 5.0) - 1.0
        index = min(int(position), 3)
        share = position - index
        return self.outage[index] * (1 - share) + self.outage[index + 1] * share


_NAMES: Mapping[str, str] = {
    "value_of_time_usd_per_day": "value-of-time",
    "risk_premium_usd_per_point": "risk-premium",
    "theta_per_usd": "theta",
    "no_access_usd": "no-access-cost",
}


def central_settings(data: Data) -> Settings:
    """Return the settings at the central values of ``parameters.yaml``."""
    values = {field: data.parameters[name].central for field, name in _NAMES.items()}
    outage = tuple(data.parameters[f"outage-{score}"].central for score in range(1, 6))
    return Settings(**values, outage=outage)  # type: ignore[arg-type]
