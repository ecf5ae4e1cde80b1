"""Tonnes and use of capacity of every leg and place, as the lens of load shows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from layers.analysis.tonnes.base_flows import BaseFlows, capacities_of_flow
from layers.analysis.tonnes.closure import ClosureInTonnes
from layers.model.dataset import Data

__all__ = ["USE_BOUNDS", "Load", "UseClass", "loads", "loads_after", "use_class"]


class UseClass(StrEnum):
    """How much of a capacity is used."""

    BELOW_50 = "below-50"
    FROM_50 = "50-80"
    FROM_80 = "80-100"
    OVER_100 = "over-100"
    UNKNOWN = "unknown"


USE_BOUNDS = ((0.5, UseClass.BELOW_50), (0.8, UseClass.FROM_50), (1.0 + 1e-9, UseClass.FROM_80))
"""Upper bounds of the share of a capacity that is used, for each class; above, it is overloaded."""


def use_class(share: float | None) -> UseClass:
    """Class of a share of capacity used; None where the capacity is not known."""
    if share is None:
        return UseClass.UNKNOWN
    return next((name for bound, name in USE_BOUNDS if share < bound), UseClass.OVER_100)


@dataclass(frozen=True)
class Load:
    """Tonnes through an element.

    ``mt`` is in millions a year; ``drawn_mt`` is the part of it that is shown there by judgement, because its
    way is not published. ``flows`` holds the tonnes by id of the flow, most first. ``share`` is the use of
    the capacity that is used most, by home's flows and others, with its id; None where none is known.
    """

    mt: float
    drawn_mt: float
    flows: tuple[tuple[str, float], ...]
    share: float | None
    capacity: str | None

    @property
    def use(self) -> UseClass:
        """Class of its use of capacity."""
        return use_class(self.share)


def loads(base: BaseFlows, commodity: str = "") -> dict[str, Load]:
    """Load of every leg and place that a flow passes.

    Parameters
    ----------
    base
        The flows of a year, of all commodities: capacity is used by all.
    commodity
        The only commodity whose tonnes are shown; all if empty. Of the capacities of an element those that
        do not hold for it are left out.
    """
    return _loads(base.data, {key: base.mt(key) for key in base.once}, commodity)


def loads_after(base: BaseFlows, found: ClosureInTonnes, commodity: str = "") -> dict[str, Load]:
    """The same once what a closure displaces has moved."""
    return _loads(base.data, found.mt_by_flow_after, commodity)


def _loads(data: Data, mt: Mapping[str, float], commodity: str) -> dict[str, Load]:
    passed, drawn = _by_element(data, mt, "through"), _by_element(data, mt, "drawn_on")
    uses = _uses(data, mt, commodity)
    found = {}
    for element in dict.fromkeys((*passed, *drawn)):
        own = _of_commodity(data, passed.get(element, ()), commodity)
        shown = _of_commodity(data, drawn.get(element, ()), commodity)
        flows = sorted(((key, mt[key]) for key in {*own, *shown}), key=lambda each: (-each[1], each[0]))
        if not flows:
            continue
        used = max(uses.get(element, ()), key=lambda each: each[0], default=(None, None))
        drawn_mt = sum(mt[key] for key in {*shown} - {*own})
        found[element] = Load(sum(value for _, value in flows), drawn_mt, tuple(flows), *used)
    return found


def _by_element(data: Data, mt: Mapping[str, float], field: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, value in mt.items():
        if value > 0:
            for element in dict.fromkeys(getattr(data.flows[key], field)):
                found[element].append(key)
    return found


def _of_commodity(data: Data, keys: Iterable[str], commodity: str) -> list[str]:
    return [key for key in keys if commodity in ("", data.flows[key].commodity)]


def _uses(data: Data, mt: Mapping[str, float], commodity: str) -> dict[str, list[tuple[float, str]]]:
    """Shares of the known capacities of each element that are used, with their ids."""
    used: dict[str, float] = defaultdict(float)
    for key, value in mt.items():
        for capacity in capacities_of_flow(data, data.flows[key]):
            used[capacity.id] += value
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for capacity in data.capacities.values():
        if capacity.mt is None or capacity.mt.central <= 0:
            continue
        if commodity and capacity.commodities and commodity not in capacity.commodities:
            continue
        others = capacity.others.mt.central if capacity.others else 0.0
        for element in capacity.elements:
            found[element].append(((used[capacity.id] + others) / capacity.mt.central, capacity.id))
    return found
