"""Figures as plain JSON values, with the unit in every key."""

from __future__ import annotations

from typing import Any

from layers.analysis.access import Locks
from layers.analysis.bands import Band
from layers.analysis.journey_bands import band_of_journey
from layers.analysis.journeys import ends_of
from layers.analysis.reliability import Reliability
from layers.analysis.routing import Comparison, Journey
from layers.analysis.what_if import Headline
from layers.model.dataset import Data

__all__ = ["comparison_json", "headline_json"]


def headline_json(data: Data, headline: Headline) -> dict[str, Any]:
    """Return every figure of a scenario."""
    scenario = headline.scenario
    origin, market = ends_of(data, scenario)
    return {
        "date": scenario.day,
        "from": origin,
        "to": market,
        "closed": sorted(scenario.closed),
        "built_probability": dict(scenario.built),
        "doors": {"count": len(headline.doors), "corridors": list(headline.doors)},
        "open_only_if_built": list(headline.hoped_for),
        "independent_doors": {
            "count": len(headline.independent),
            "doors": [
                {"corridor": door.corridor, "countries": sorted(door.names)} for door in headline.independent
            ],
        },
        "locks": _locks(headline.locks),
        "strait_locks": _locks(headline.strait_locks),
        "reliability": _reliability(headline.reliability),
        "shares_of_cargo": _rounded(headline.shares, 4),
        "exposure_by_country": _rounded(headline.exposures, 4),
        "concentration_0_to_10000": None if headline.concentration is None else round(headline.concentration),
        "power_share": {who: _band(share) for who, share in headline.power.items()},
        "corridors": {
            corridor: {
                "route": found.way.route, "km": round(found.journey.km, 1),
                "transit_countries": sorted(found.journey.countries),
                "straits": list(found.journey.straits),
                "time_days": round(found.cost.days, 2), "cost_usd_per_teu": round(found.cost.usd_per_teu),
                **_journey_band(data, found.journey),
                "risk_0_to_100": round(found.cost.risk, 1),
                "generalised_cost_usd_per_teu": round(found.cost.generalised_usd),
            }
            for corridor, found in headline.journeys.items()
        },
        "no_journey": {corridor: str(why) for corridor, why in headline.no_way.items()},
    }  # fmt: skip


def _locks(locks: Locks) -> dict[str, Any]:
    """Return locks as JSON; ``count`` is null unless some set of names shuts every way."""
    return {
        "count": locks.size, "outcome": locks.outcome.value, "sets": [sorted(names) for names in locks.sets],
    }  # fmt: skip


def _reliability(found: Reliability) -> dict[str, Any]:
    return {
        "days_without_door_per_year": _band(found.days_without_door),
        "days_without_door_per_year_without_common_causes": _band(found.days_alone),
        "probability_of_30_days_without_door_in_year": {
            **_band(found.spell_30_days), "standard_error": _significant(found.spell_error),
            "drawn_years": found.years,
        },
        "expected_open_doors": _band(found.expected_doors),
        "criticality_days_per_year": {k: _significant(v) for k, v in found.criticality_days.items()},
    }  # fmt: skip


def _band(band: Band) -> dict[str, float]:
    low, central, high = map(_significant, band.values)
    return {"low": low, "central": central, "high": high}


def _significant(value: float) -> float:
    """The number to six significant digits: some of these figures are very small."""
    return float(f"{value:.6g}")


def _rounded(values: Any, digits: int) -> dict[str, float]:
    return {key: round(value, digits) for key, value in values.items()}


def comparison_json(data: Data, comparison: Comparison) -> dict[str, Any]:
    """Return a route, the next best without its transit countries, and what the closures add."""
    best, free = comparison.best, comparison.nothing_shut
    added = None
    if best is not None and free is not None:
        added = {
            "km": round(best.km - free.km, 1), "days": round(best.days - free.days, 2),
            "usd_per_teu": round(best.usd_per_teu - free.usd_per_teu),
        }  # fmt: skip
    return {
        "from": comparison.origin,
        "to": comparison.market,
        "by": comparison.by.value,
        "date": comparison.day,
        "best": _journey(data, best),
        "next_best_sharing_no_transit_country": _journey(data, comparison.apart),
        "added_by_closures": added,
    }


def _journey(data: Data, journey: Journey | None) -> dict[str, Any] | None:
    if journey is None:
        return None
    return {
        "km": round(journey.km, 1),
        "time_days": round(journey.days, 2),
        "cost_usd_per_teu": round(journey.usd_per_teu),
        **_journey_band(data, journey),
        "transit_countries": sorted(journey.countries),
        "straits": list(journey.straits),
        "stages": [
            {
                "leg": stage.leg or f"handling in {stage.start}", "from": stage.start, "to": stage.end,
                "km": round(stage.km, 1), "hours": round(stage.hours, 1),
                "usd_per_teu": round(stage.usd_per_teu),
            }
            for stage in journey.stages
        ],
    }  # fmt: skip


def _journey_band(data: Data, journey: Journey) -> dict[str, Any]:
    """Return the 10th and 90th percentiles of the time and the cost of a journey; null where unknown."""
    band = band_of_journey(data, journey)
    return {
        "time_days_p10_p90": band.days and [round(band.days[0], 2), round(band.days[2], 2)],
        "cost_usd_per_teu_p10_p90": band.usd and [round(band.usd[0]), round(band.usd[2])],
    }
