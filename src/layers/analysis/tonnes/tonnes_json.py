"""Tonnes as plain JSON values, with the unit in every key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from layers.analysis.bands import Band
from layers.analysis.tonnes.base_flows import BaseFlows
from layers.analysis.tonnes.closure import ClosureInTonnes, Tonnes
from layers.model.dataset import Data

__all__ = ["closure_json", "flows_json"]


def flows_json(data: Data, base: BaseFlows) -> dict[str, Any]:
    """What went where in a year: totals, gates, countries, use of capacities."""
    return {
        "year": base.year,
        "total_mt": round(base.total_mt, 2),
        "accounts_mt": {
            key: round(sum(base.mt(name) for name, flow in base.flows.items() if flow.account == key), 2)
            for key, total in data.flow_totals.items() if total.is_account
        },
        "gate_known_share": round(base.gate_known_share, 4),
        "mt_by_gate": _gates(base.mt_by_gate),
        "dependence": [
            {
                "country": each.country, "mt": round(each.mt, 2), "share": round(each.share, 4),
                "bought_there_mt": round(each.bought_there_mt, 2),
            }
            for each in base.dependence()
        ],
        "use_of_capacity": [
            {
                "capacity": use.capacity.id, "measure": use.capacity.measure.value,
                "flows_mt": _band(use.flows_mt), "others_mt": _band(use.others_mt),
                "capacity_mt": use.capacity_mt and _band(use.capacity_mt),
                "share": use.share and _band(use.share, 4),
            }
            for use in map(base.use, data.capacities.values())
        ],
    }  # fmt: skip


def closure_json(tonnes: Tonnes, found: ClosureInTonnes) -> dict[str, Any]:
    """What a closure strands and where the rest goes, per year."""
    asked = found.asked
    return {
        "date": asked.day,
        "year": asked.year,
        "closed": sorted(asked.closed),
        "built": sorted(asked.built),
        "months_since_closure": asked.months,
        "share_of_spare_capacity_found": round(tonnes.ramp.share(asked.months), 4),
        "capacities": asked.reading.value,
        "displaced_mt_per_year": _band(found.displaced_mt),
        "stranded_mt_per_year": _band(found.stranded_mt),
        "stranded_usd_m_per_year": _band(found.stranded_usd_m, 0),
        "extra_cost_usd_m_per_year": _band(found.extra_cost_usd_m, 0),
        "by_commodity": {
            key: {
                "displaced_mt_per_year": _band(each.displaced_mt),
                "stranded_mt_per_year": _band(each.stranded_mt),
                "stranded_usd_m_per_year": _band(each.stranded_usd_m, 0),
            }
            for key, each in found.by_commodity.items()
        },
        "moved": [
            {"flow": each.flow, "way": each.way, "mt_per_year": round(each.mt, 3)} for each in found.moved
        ],
        "shadow_price_usd_per_tonne": {
            key: round(usd, 2) for key, usd in found.shadow_usd_per_tonne.items() if usd > 0
        },
        "mt_by_gate_before": _gates(found.mt_before),
        "mt_by_gate_after": _gates(found.mt_after),
        "bought_in_closed_countries_mt_per_year": round(found.bought_there_mt, 3),
        "through_unknown_station_mt_per_year": round(found.unplaced_mt, 3),
    }


def _gates(mt_by_gate: Mapping[str, float]) -> dict[str, float]:
    """Tonnes by gate; ``not-known`` is no id."""
    return {gate or "not-known": round(mt, 3) for gate, mt in mt_by_gate.items()}


def _band(band: Band, digits: int = 3) -> dict[str, float]:
    low, central, high = (round(value, digits) if digits else float(round(value)) for value in band.values)
    return {"low": low, "central": central, "high": high}
