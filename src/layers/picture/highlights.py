"""What is worked out for a view before the map is drawn: the legs of its route, those where cargo would go
for what is closed or built on trial, and how much hangs on each country."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from layers.analysis.routing import By, RouteFinder
from layers.analysis.what_if import Headline, next_best, veto_classes
from layers.model.dataset import Data
from layers.model.view import View
from layers.network.scenario import scenario_of

__all__ = ["told_of"]


def told_of(
    data: Data, view: View, before: Headline, after: Headline, finder: RouteFinder
) -> Mapping[str, Any]:
    """``path`` and ``next`` are ids of legs, ``veto`` is the class of every country on an open way."""
    return {
        "path": _path(view, finder),
        "next": _next_legs(data, before, after),
        "veto": veto_classes(after.countries, after.reliability),
    }


def _next_legs(data: Data, before: Headline, after: Headline) -> list[str]:
    parts = (part for door in next_best(before, after) for part in after.cheapest[door].parts)
    return list(dict.fromkeys(part for part in parts if part in data.legs))


def _path(view: View, finder: RouteFinder) -> list[str]:
    if view.origin not in finder.origins() or view.market not in finder.markets():
        return []
    journey = finder.find(view.origin, view.market, By(view.by), scenario_of(view))
    return list(journey.legs) if journey else []
