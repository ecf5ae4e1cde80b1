"""Which ways displaced cargo may take: what a flow passes, which ways are usable on a day, what limits them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from layers.analysis.tonnes.asked import Closed
from layers.analysis.tonnes.base_flows import capacities_of_flow
from layers.model.dataset import Data
from layers.model.tonnes import Capacity, Flow
from layers.model.vocabulary import CapacityMeasure, CapacityReading, Status
from layers.network.network import UNUSABLE, parts_of_route, status_on

__all__ = ["FlowWays", "unknown_limit"]


class FlowWays:
    """The flows of a data set as ways for cargo.

    ``of_cargo`` is, by flow, the flows whose way its cargo could take; ``known_limits`` the capacities of a
    flow that are known.
    """

    def __init__(self, data: Data) -> None:
        self.data = data
        self.known_limits: Mapping[str, tuple[Capacity, ...]] = {
            key: tuple(each for each in capacities_of_flow(data, flow) if each.mt is not None)
            for key, flow in data.flows.items()
        }
        self.of_cargo = {key: self._ways_of(flow) for key, flow in data.flows.items()}
        self._passed = {
            key: frozenset((*flow.through, *flow.countries, *flow.market_countries))
            for key, flow in data.flows.items()
        }
        self._shared = {
            key: tuple(frozenset(data.capacities[limit].elements) for limit in flow.limits)
            for key, flow in data.flows.items()
        }
        self._usable: dict[tuple[str, frozenset[str], frozenset[str]], frozenset[str]] = {}

    def is_displaced(self, key: str, closed: Collection[str]) -> bool:
        """Whether a flow passes anything that is closed, or a limit all of whose elements are."""
        return not self._passed[key].isdisjoint(closed) or any(
            elements.issubset(closed) for elements in self._shared[key]
        )

    def passable(self, asked: Closed) -> frozenset[str]:
        """Ids of the flows whose way is usable on the day and not closed."""
        return frozenset(
            key for key in self._usable_on(asked.day, asked.built, asked.opened)
            if not self.is_displaced(key, asked.closed) and key not in dict(asked.lost)
        )  # fmt: skip

    def limits(self, way: str, reading: CapacityReading) -> tuple[str, ...]:
        """Capacities that limit a way; one of its own, by the way's id, where none is known."""
        return tuple(each.id for each in self.known_limits[way] if _counts(each, reading)) or (
            unknown_limit(way),
        )

    def is_usable(self, part: str, day: str, is_built: bool = False) -> bool:
        """Whether cargo can pass a part on a day; what is suspended stays shut if its corridor is built."""
        if part not in self.data.parts:
            return True  # a city
        status = _status(self.data, part, day)
        return status not in (*UNUSABLE, None) or (is_built and status is not Status.SUSPENDED)

    def _usable_on(self, day: str, built: frozenset[str], opened: frozenset[str]) -> frozenset[str]:
        """Ids of the flows whose way can be used on a day."""
        known = (day, built, opened)
        if known not in self._usable:
            there = self._parts_of(built)
            self._usable[known] = frozenset(
                key for key, flow in self.data.flows.items()
                if all(part in opened or self.is_usable(part, day, part in there) for part in flow.through)
            )  # fmt: skip
        return self._usable[known]

    def _ways_of(self, cargo: Flow) -> tuple[str, ...]:
        """Ids of the flows whose way the cargo of a flow could take."""
        return tuple(
            key for key, way in self.data.flows.items()
            if way.commodity == cargo.commodity and key != cargo.id
            and way.cost is not None and way.is_gate_known
            and (not way.instead_of or cargo.id in way.instead_of)
        )  # fmt: skip

    def _parts_of(self, corridors: Collection[str]) -> frozenset[str]:
        """Parts of corridors that are taken as built."""
        return frozenset(
            part
            for key in corridors for route in self.data.corridors[key].routes
            for part in parts_of_route(self.data, route)
        )  # fmt: skip


def unknown_limit(way: str) -> str:
    """The limit of a way without any known capacity."""
    return f"unknown:{way}"


def _status(data: Data, key: str, day: str) -> Status | None:
    found = status_on(data.parts[key].status_history, day, data.evidence_end)
    return found.status if found else None


def _counts(capacity: Capacity, reading: CapacityReading) -> bool:
    return reading is CapacityReading.PRACTICAL or capacity.measure is CapacityMeasure.NAMEPLATE
