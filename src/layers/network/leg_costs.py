"""Time and cost of one leg, one border crossing and one transshipment.

Only this module reads their parameters.

Speeds are speeds in motion, so waiting is never counted twice. Prices are for one loaded twenty-foot
container (TEU) of :data:`UNIT_TONNES` tonnes. CPMM's costs per tonne-kilometre already include border
charges, so a border adds time but no cost. Cargo between land and sea is handled once, in that port.
"""

from __future__ import annotations

from layers.model.dataset import Data
from layers.model.evidence import Parameter
from layers.model.records import Leg, Port
from layers.model.vocabulary import Mode

__all__ = ["UNIT_TONNES", "LegCosts", "Range", "add_ranges", "is_at_sea"]

Range = tuple[float, float, float]
"""(low, central, high), in the unit that the name of the value gives."""

UNIT_TONNES = 20.0

_SPEED = {Mode.RAIL: "rail-speed-moving", Mode.ROAD: "road-speed-moving", Mode.SEA: "sea-speed"}
_COST = {Mode.RAIL: "rail-usd-per-tkm", Mode.ROAD: "road-usd-per-tkm"}


def is_at_sea(mode: Mode) -> bool:
    """Whether cargo of this mode travels by ship."""
    return mode in (Mode.SEA, Mode.FERRY)


def add_ranges(so_far: Range | None, more: Range | None) -> Range | None:
    """Return the sum of two ranges, or None if either is unknown."""
    if so_far is None or more is None:
        return None
    return (so_far[0] + more[0], so_far[1] + more[1], so_far[2] + more[2])


class LegCosts:
    """Hours and US dollars per TEU from the parameters of one data set.

    ``used`` collects the ids of the parameters read so far.
    """

    def __init__(self, data: Data) -> None:
        self._data = data
        self.used: set[str] = set()

    def hours_of_leg(self, leg: Leg) -> Range | None:
        """Return the hours in motion along a leg, or None without a parameter for its mode (pipelines)."""
        if leg.mode is Mode.FERRY:
            crossing = self._parameter("ferry-crossing-hours")
            return None if crossing is None else (crossing.low, crossing.central, crossing.high)
        speed = self._parameter(_SPEED.get(leg.mode, ""))
        if speed is None:
            return None
        return (leg.length_km / speed.high, leg.length_km / speed.central, leg.length_km / speed.low)

    def usd_of_leg(self, leg: Leg) -> Range | None:
        """Return US dollars per TEU for the leg itself, or None without a parameter for its mode."""
        if leg.mode is Mode.FERRY:
            return self._scaled("ferry-usd-per-teu", 1.0)
        if leg.mode is Mode.SEA:
            return self._scaled("sea-usd-per-teu-km", leg.length_km)
        return self._scaled(_COST.get(leg.mode, ""), leg.length_km * UNIT_TONNES)

    def hours_at(self, place: str, arriving: Mode, leaving: Mode | None) -> Range | None:
        """Return the hours of waiting at a place between two legs, or None if there is no wait.

        ``leaving`` is the mode of the next leg, None at the end of the route.
        """
        crossing = self._data.crossings.get(place)
        if crossing is not None and arriving is Mode.ROAD:
            return self._scaled("road-border-hours", 1.0)
        if crossing is not None and arriving is Mode.RAIL:
            return self._scaled("gauge-change-hours" if crossing.gauge_change else "rail-border-hours", 1.0)
        return (
            self._scaled("port-handling-hours", 1.0) if self.is_transfer(place, arriving, leaving) else None
        )

    def usd_at(self, place: str, arriving: Mode, leaving: Mode | None) -> Range | None:
        """Return US dollars per TEU for handling at a place between two legs, or None without handling."""
        if not self.is_transfer(place, arriving, leaving):
            return None
        return self._scaled("port-handling-usd-per-teu", 1.0)

    def is_transfer(self, place: str, arriving: Mode, leaving: Mode | None) -> bool:
        """Whether cargo is transshipped here: a port between land and sea, before the end of the route."""
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
