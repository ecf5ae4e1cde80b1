"""Time and cost of one leg, one border and one transfer: the only place that reads the parameters of both.

A speed is a speed in motion, so that waiting is never counted twice. The unit that is priced is one
loaded twenty-foot container of :data:`UNIT_TONNES` tonnes (a TEU). CPMM's costs per tonne-kilometre hold
border charges already, so a border adds time and no cost. Cargo that changes between land and sea is
handled once in that port. A range is (low, central, high).
"""

from __future__ import annotations

from layers.model.dataset import Data
from layers.model.evidence import Parameter
from layers.model.records import Leg, Port
from layers.model.vocabulary import Mode

__all__ = ["UNIT_TONNES", "Effort", "Range", "add_ranges", "is_at_sea"]

Range = tuple[float, float, float]
"""Low, central, high."""

UNIT_TONNES = 20.0

_SPEED = {Mode.RAIL: "rail-speed-moving", Mode.ROAD: "road-speed-moving", Mode.SEA: "sea-speed"}
_COST = {Mode.RAIL: "rail-usd-per-tkm", Mode.ROAD: "road-usd-per-tkm"}


def is_at_sea(mode: Mode) -> bool:
    """Whether cargo travels on a ship."""
    return mode in (Mode.SEA, Mode.FERRY)


def add_ranges(so_far: Range | None, more: Range | None) -> Range | None:
    """The sum of two ranges; None if either is not known."""
    if so_far is None or more is None:
        return None
    return (so_far[0] + more[0], so_far[1] + more[1], so_far[2] + more[2])


class Effort:
    """Hours and US dollars per TEU, by the parameters of one data set. ``used`` names those read so far."""

    def __init__(self, data: Data) -> None:
        self._data = data
        self.used: set[str] = set()

    def hours_of_leg(self, leg: Leg) -> Range | None:
        """Hours in motion; None where no parameter was found (pipelines)."""
        if leg.mode is Mode.FERRY:
            crossing = self._parameter("ferry-crossing-hours")
            return None if crossing is None else (crossing.low, crossing.central, crossing.high)
        speed = self._parameter(_SPEED.get(leg.mode, ""))
        if speed is None:
            return None
        return (leg.length_km / speed.high, leg.length_km / speed.central, leg.length_km / speed.low)

    def usd_of_leg(self, leg: Leg) -> Range | None:
        """US dollars per TEU for the leg itself; None where no parameter was found."""
        if leg.mode is Mode.FERRY:
            return self._scaled("ferry-usd-per-teu", 1.0)
        if leg.mode is Mode.SEA:
            return self._scaled("sea-usd-per-teu-km", leg.length_km)
        return self._scaled(_COST.get(leg.mode, ""), leg.length_km * UNIT_TONNES)

    def hours_at(self, place: str, arriving: Mode, leaving: Mode | None) -> Range | None:
        """Hours of waiting at a place on the way; None where there is none."""
        crossing = self._data.crossings.get(place)
        if crossing is not None and arriving is Mode.ROAD:
            return self._scaled("road-border-hours", 1.0)
        if crossing is not None and arriving is Mode.RAIL:
            return self._scaled("gauge-change-hours" if crossing.gauge_change else "rail-border-hours", 1.0)
        return (
            self._scaled("port-handling-hours", 1.0) if self.is_transfer(place, arriving, leaving) else None
        )

    def usd_at(self, place: str, arriving: Mode, leaving: Mode | None) -> Range | None:
        """US dollars per TEU of handling at a place on the way; None where there is none."""
        if not self.is_transfer(place, arriving, leaving):
            return None
        return self._scaled("port-handling-usd-per-teu", 1.0)

    def is_transfer(self, place: str, arriving: Mode, leaving: Mode | None) -> bool:
        """Whether cargo is handled at a place: a port between land and sea, on the way and not at its end."""
        at_port = isinstance(self._data.places.get(place), Port)
        return at_port and leaving is not None and is_at_sea(arriving) != is_at_sea(leaving)

    def _scaled(self, name: str, factor: float) -> Range | None:
        parameter = self._parameter(name)
        if parameter is None:
            return None
        return (parameter.low * factor, parameter.central * factor, parameter.high * factor)

    def _parameter(self, name: str) -> Parameter | None:
        found = self._data.parameters.get(name)
        if found is not None:
            self.used.add(name)
        return found
