"""How much of the spare capacity elsewhere displaced cargo finds, months after a closure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from layers.analysis.tonnes.base_flows import End
from layers.model.dataset import Data
from layers.model.view import MAX_MONTHS

__all__ = ["FULL_AFTER_MONTHS", "Ramp"]

_KNOTS = {1: "reroute-share-1-month", 6: "reroute-share-6-months", 12: "reroute-share-12-months"}
FULL_AFTER_MONTHS = int(MAX_MONTHS)


@dataclass(frozen=True)
class Ramp:
    """Share of the spare capacity found (0 to 1) after so many months, by end of the inputs.

    Linear between nothing at once, what was observed after 1, 6 and 12 months, and all after two years.
    """

    months: tuple[float, ...]
    shares: dict[End, tuple[float, ...]]

    @classmethod
    def of(cls, data: Data) -> Ramp:
        """The ramp of the data's parameters; without them linear to the end."""
        known = {month: data.parameters[key] for month, key in _KNOTS.items() if key in data.parameters}
        months = (0.0, *known, float(FULL_AFTER_MONTHS))
        shares = {end: (0.0, *(getattr(each, end.value) for each in known.values()), 1.0) for end in End}
        return cls(months, shares)

    def share(self, months: float | None, end: End = End.CENTRAL) -> float:
        """Share found after so many months; all of it for None."""
        return 1.0 if months is None else float(np.interp(months, self.months, self.shares[end]))
