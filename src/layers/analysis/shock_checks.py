"""Check that no common cause takes more of an element's outages than the element has."""

from __future__ import annotations

from collections.abc import Iterator

from layers.analysis.outage_rates import DAYS_A_YEAR
from layers.analysis.outages import Elements, common_causes
from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.shared_outages import above_total
from layers.faults import Fault, FaultCode

__all__ = ["check_shocks"]


def check_shocks(model: RiskModel) -> Iterator[Fault]:
    """A fault for every element of a shock that shocks would shut longer than it is shut in all.

    Looked at on the last day of the evidence, at the low, central and high inputs; the worst is told.
    """
    data, settings = model.data, central_settings(model.data)
    causes, elements = common_causes(model, settings), Elements(model)
    for key, shock in data.shocks.items():
        for index, name in enumerate(shock.elements):
            element = elements.on(name, data.evidence_end, settings)
            found = [e for e in above_total([element], causes, DAYS_A_YEAR) if key in e.causes]
            if found:
                worst = max(found, key=lambda each: each.days / each.total_days)
                yield Fault(
                    FaultCode.SHOCK_ABOVE_TOTAL, "shocks.yaml", "shock", key, ("elements", index),
                    {
                        "element": name, "days": round(worst.days, 2),
                        "total_days": round(worst.total_days, 2), "shocks": worst.causes,
                    },
                )  # fmt: skip
