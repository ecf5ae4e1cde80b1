"""Time and price of one leg, one border and one transshipment, and what a way pays once.

Only this module says which parameter counts for what. ``days = km / (km a day)`` by kind of train, plus the
hours at borders by class and direction (:mod:`layers.network.borders`), in ports and where cargo changes
between rail and road, plus the wait for the train once a way. ``usd`` is a fixed part that a way pays once
by mode, plus kilometres by mode, plus borders, changes of gauge and transshipments: a long haul is cheaper
by the kilometre than a short one.

What is shown is practice, not the timetable, and an agreed through rate for one loaded twenty-foot
container, not an offer on the market; benchmarks of the other kinds are priced with ``as_timetable`` and
``as_market_offer``. By :attr:`~layers.model.vocabulary.Cargo.WAGONLOAD` the price is for a tonne, by
:attr:`~layers.model.vocabulary.Cargo.TRUCK` for a truck.

Each method ``hours_...`` and ``usd_...`` returns a range; its twin that ends in ``_terms`` the formula, for
drawing the parameters together. Both return None where a parameter or a rule is missing: unknown, never
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from layers.model.dataset import Data
from layers.model.evidence import BorderClass
from layers.model.records import Crossing, Leg, Port
from layers.model.vocabulary import Cargo, Mode, Trains
from layers.network.borders import Passage, class_of, classes_of, passage_at, passages_on_leg
from layers.network.estimates import ZERO, Range, Term, add_ranges, range_of, scaled

__all__ = [
    "LAND_TRANSFER",
    "LegCosts",
    "Range",
    "Terms",
    "Transfer",
    "Way",
    "add_ranges",
    "is_at_sea",
    "way_of_leg",
]

Terms = tuple[Term, ...]


class Way(StrEnum):
    """What a leg is by its rates: railway, road, inland sea (a feeder or ferry), open sea."""

    RAIL = "rail"
    ROAD = "road"
    INLAND_SEA = "inland-sea"
    OPEN_SEA = "open-sea"


class Transfer(StrEnum):
    """Where cargo changes from one mode to another."""

    OCEAN_PORT = "ocean-port"
    SLOW_PORT = "slow-port"
    INLAND_PORT = "inland-port"
    LAND = "land"


LAND_TRANSFER = Transfer.LAND

_SPEED = {
    Cargo.BLOCK_TRAIN: "block-train-km-per-day",
    Cargo.ORDINARY_TRAIN: "ordinary-train-km-per-day",
    Cargo.WAGONLOAD: "wagonload-km-per-day",
}
_SLOW_RAIL, _SLOW_PORT = "slow-rail-factor", "slow-port-hours"
_TRANSFER_HOURS = {
    Transfer.OCEAN_PORT: "ocean-port-hours", Transfer.SLOW_PORT: _SLOW_PORT,
    Transfer.INLAND_PORT: "inland-port-hours", Transfer.LAND: "land-transfer-hours",
}  # fmt: skip
_BOX_USD: Mapping[Way, tuple[str, bool]] = {
    Way.RAIL: ("rail-usd-per-km", True), Way.ROAD: ("road-usd-per-km", True),
    Way.INLAND_SEA: ("feeder-usd", False), Way.OPEN_SEA: ("sea-usd-per-km", True),
}  # fmt: skip
_USD_ALONG: Mapping[tuple[Way, Cargo], tuple[tuple[str, bool], ...]] = {
    **{
        (way, cargo): (rate,)
        for cargo in (Cargo.BLOCK_TRAIN, Cargo.ORDINARY_TRAIN)
        for way, rate in _BOX_USD.items()
    },
    (Way.RAIL, Cargo.WAGONLOAD): (("grain-usd-per-tkm", True),),
    (Way.ROAD, Cargo.TRUCK): (_BOX_USD[Way.ROAD],),
    (Way.INLAND_SEA, Cargo.TRUCK): (("ferry-truck-usd", False), ("ferry-truck-usd-per-km", True)),
}
"""Parameters of the price along a leg, each with whether it is by the kilometre or by the crossing."""


def _legs_of_block_trains(data: Data) -> frozenset[str]:
    corridors = (each for each in data.corridors.values() if each.trains is Trains.BLOCK)
    return frozenset(key for each in corridors for route in each.routes for key in route.legs)


def is_at_sea(mode: Mode) -> bool:
    """Whether cargo of this mode travels by ship."""
    return mode in (Mode.SEA, Mode.FERRY)


def way_of_leg(data: Data, leg: Leg) -> Way | None:
    """Return by which rates a leg is priced, or None for a pipeline."""
    if is_at_sea(leg.mode):
        ends = (data.ports.get(end) for end in (leg.from_id, leg.to_id))
        inland = leg.mode is Mode.FERRY or any(port and port.kind == "inland-sea" for port in ends)
        return Way.INLAND_SEA if inland else Way.OPEN_SEA
    return {Mode.RAIL: Way.RAIL, Mode.ROAD: Way.ROAD}.get(leg.mode)


class LegCosts:
    """Hours and US dollars from the parameters of one data set, for one kind of cargo.

    Without a kind it is a box in the train that runs: a block train on the legs of corridors where these are
    regular, an ordinary one elsewhere. ``used`` collects the ids of the parameters read so far.
    """

    def __init__(
        self,
        data: Data,
        cargo: Cargo | None = None,
        *,
        as_timetable: bool = False,
        as_market_offer: bool = False,
    ) -> None:
        self.data, self.cargo = data, cargo
        self._by_block_train = _legs_of_block_trains(data) if cargo is None else frozenset()
        self.as_timetable, self.as_market_offer = as_timetable, as_market_offer
        self.used: set[str] = set()
        self._classes = classes_of(data)
        self._slow = frozenset(self._countries(_SLOW_RAIL))
        self._slow_ports = frozenset(self._countries(_SLOW_PORT))

    # --- legs -----------------------------------------------------------------------------------------

    def hours_of_leg(self, leg: Leg, start: str | None = None) -> Range | None:
        """Return the hours along a leg with the borders within it; None for a pipeline.

        ``start`` is the end from which cargo comes, by default the leg's from end.
        """
        return self._range(self.hours_of_leg_terms(leg, start))

    def usd_of_leg(self, leg: Leg, start: str | None = None) -> Range | None:
        """Return the price of a leg by the kilometre and of the borders within it."""
        return self._range(self.usd_of_leg_terms(leg, start))

    def hours_of_leg_terms(self, leg: Leg, start: str | None = None) -> Terms | None:
        """Return the formula of :meth:`hours_of_leg`."""
        way = way_of_leg(self.data, leg)
        slow = sum(km for code, km in leg.km_by_country.items() if code in self._slow)
        train = Cargo.BLOCK_TRAIN if leg.id in self._by_block_train else self.cargo
        along = None if way is None else self.hours_along(way, leg.length_km, min(slow, leg.length_km), train)
        borders = self._hours_of(passages_on_leg(self.data, leg, start))
        return self._known((along, borders))

    def usd_of_leg_terms(self, leg: Leg, start: str | None = None) -> Terms | None:
        """Return the formula of :meth:`usd_of_leg`."""
        way = way_of_leg(self.data, leg)
        along = None if way is None else self.usd_along(way, leg.length_km)
        return self._known((along, self._usd_of(passages_on_leg(self.data, leg, start))))

    def hours_along(
        self, way: Way, km: float, slow_km: float = 0.0, train: Cargo | None = None
    ) -> Terms | None:
        """Return the hours of so many kilometres, ``slow_km`` of them in countries where trains are slow.

        ``train`` is the kind of train, by default that of the cargo, or an ordinary one.
        """
        train = train or self.cargo or Cargo.ORDINARY_TRAIN
        if way is Way.INLAND_SEA:
            return self._moving(Term(24 * km, (("inland-sea-km-per-day", -1),)))
        if way is Way.OPEN_SEA:
            return self._moving(Term(24 * km, (("ship-km-per-day", -1),)))
        if way is Way.ROAD:
            return self._moving(Term(24 * km, (("truck-km-per-day", -1),)))
        if train is Cargo.TRUCK:
            return None
        speed = (_SPEED[train], -1)
        terms = [Term(24 * (km - slow_km), (speed,))] if km > slow_km else []
        return self._moving(*terms, *([Term(24 * slow_km, (speed, (_SLOW_RAIL, -1)))] if slow_km else []))

    def usd_along(self, way: Way, km: float) -> Terms | None:
        """Return the price of so many kilometres, or of one crossing of an inland sea, without fixed
        parts.
        """
        rates = _USD_ALONG.get((way, self.cargo or Cargo.ORDINARY_TRAIN))
        if rates is None:
            return None
        offer = (("market-offer-factor", 1),) if self.as_market_offer and way is Way.RAIL else ()
        return tuple(Term(km if by_km else 1, ((name, 1), *offer)) for name, by_km in rates)

    # --- places ---------------------------------------------------------------------------------------

    def hours_at(self, place: str, arriving: Leg | Mode, leaving: Leg | Mode | None) -> Range | None:
        """Return the hours of waiting at a place between two legs; 0 where nobody waits.

        Given legs, the direction across a border and its gauges are known; given modes, a border is taken
        in the order of its record's countries. ``leaving`` is None where no leg is known to follow: the
        border is passed to its other side, and nothing is transshipped.
        """
        return self._range(self.hours_at_terms(place, arriving, leaving))

    def usd_at(self, place: str, arriving: Leg | Mode, leaving: Leg | Mode | None) -> Range | None:
        """Return the price of a border, change of gauge or transshipment between two legs; see `hours_at`."""
        return self._range(self.usd_at_terms(place, arriving, leaving))

    def hours_at_terms(self, place: str, arriving: Leg | Mode, leaving: Leg | Mode | None) -> Terms | None:
        """Return the formula of :meth:`hours_at`."""
        passage = self._passage(place, arriving, leaving)
        transfer = self._transfer(place, _mode(arriving), _mode(leaving))
        return self._known((
            self._hours_of(() if passage is None else (passage,)),
            () if transfer is None else self.hours_of_transfer(transfer),
        ))  # fmt: skip

    def usd_at_terms(self, place: str, arriving: Leg | Mode, leaving: Leg | Mode | None) -> Terms | None:
        """Return the formula of :meth:`usd_at`."""
        passage = self._passage(place, arriving, leaving)
        transfer = self._transfer(place, _mode(arriving), _mode(leaving))
        return self._known((
            self._usd_of(() if passage is None else (passage,)),
            () if transfer is None else self.usd_of_transfer(transfer),
        ))  # fmt: skip

    def is_transfer(self, place: str, arriving: Mode, leaving: Mode | None) -> bool:
        """Whether cargo is transshipped here: between land and sea in a port, or between rail and road."""
        return self._transfer(place, arriving, leaving) is not None

    def transfer_in(self, port: Port) -> Transfer:
        """Return of what kind a transshipment between ship and land in this port is."""
        if port.kind == "inland-sea":
            return Transfer.INLAND_PORT
        return Transfer.SLOW_PORT if port.country in self._slow_ports else Transfer.OCEAN_PORT

    def hours_of_transfer(self, transfer: Transfer, count: int = 1) -> Terms | None:
        """Return the hours of so many transshipments."""
        return self._dwelling(Term(count, ((_TRANSFER_HOURS[transfer], 1),)))

    def usd_of_transfer(self, transfer: Transfer, count: int = 1) -> Terms | None:
        """Return the price of so many transshipments."""
        if self.cargo is Cargo.WAGONLOAD:
            return None if transfer is not Transfer.LAND else ()
        name = "land-transfer-usd" if transfer is Transfer.LAND else "port-transfer-usd"
        return (Term(count, ((name, 1),)),)

    def hours_of_border(self, each: BorderClass, count: int = 1) -> Terms | None:
        """Return the hours of so many borders of a class."""
        return self._dwelling(Term(count, ((each.hours, 1),))) if each.hours is not None else ()

    def usd_of_border(self, each: BorderClass, count: int = 1) -> Terms | None:
        """Return the price of so many borders of a class; a tariff by the tonne holds it already."""
        if self.cargo is Cargo.WAGONLOAD:
            return ()
        return tuple(Term(count, ((name, 1),)) for name in each.usd)

    # --- once a way -----------------------------------------------------------------------------------

    def hours_once(self, way: Way) -> Range | None:
        """Return the hours that a way waits once, at the first leg of this kind: for its train to leave."""
        return self._range(self.hours_once_terms(way))

    def usd_once(self, way: Way) -> Range | None:
        """Return the fixed price that a way pays once, at the first leg of this kind."""
        return self._range(self.usd_once_terms(way))

    def hours_once_terms(self, way: Way) -> Terms | None:
        """Return the formula of :meth:`hours_once`."""
        waits = way is Way.RAIL and not self.as_timetable
        return (Term(24, (("train-wait-days", 1),)),) if waits else ()

    def usd_once_terms(self, way: Way) -> Terms | None:
        """Return the formula of :meth:`usd_once`."""
        names = {Way.RAIL: "terminal-usd", Way.ROAD: "road-fixed-usd", Way.OPEN_SEA: "sea-fixed-usd"}
        if self.cargo is Cargo.WAGONLOAD:
            names = {Way.RAIL: "grain-fixed-usd-per-t"}
        return (Term(1, ((names[way], 1),)),) if way in names else ()

    # --- whole ways -----------------------------------------------------------------------------------

    def way_terms(self, legs: Sequence[Leg], places: Sequence[str]) -> tuple[Terms | None, Terms | None]:
        """Return the formulas of hours and price of a whole way.

        ``places`` are those that the legs visit, in order. Nothing is charged at the first and last place but
        what a way pays once.
        """
        hours: list[Terms | None] = []
        usd: list[Terms | None] = []
        for number, leg in enumerate(legs):
            if number:
                between = places[number], legs[number - 1], leg
                hours.append(self.hours_at_terms(*between))
                usd.append(self.usd_at_terms(*between))
            hours.append(self.hours_of_leg_terms(leg, places[number]))
            usd.append(self.usd_of_leg_terms(leg, places[number]))
        for way in self._ways(legs):
            hours.append(self.hours_once_terms(way))
            usd.append(self.usd_once_terms(way))
        return self._known(hours), self._known(usd)

    def once(self, legs: Iterable[Leg]) -> tuple[Range | None, Range | None]:
        """Return the hours and the price that a way of these legs pays once, whatever their order."""
        ways = self._ways(legs)
        return (
            self._range(self._known(self.hours_once_terms(way) for way in ways)),
            self._range(self._known(self.usd_once_terms(way) for way in ways)),
        )

    def _ways(self, legs: Iterable[Leg]) -> list[Way]:
        found = dict.fromkeys(way_of_leg(self.data, leg) for leg in legs)
        return [way for way in found if way is not None]

    # --- inside ---------------------------------------------------------------------------------------

    def border_class(self, key: str) -> BorderClass:
        """Return the class of this id.

        Raises
        ------
        KeyError
            When no class, of the pack or by default, has this id.
        """
        return {each.id: each for each in self._classes}[key]

    def class_of(self, passage: Passage) -> BorderClass:
        """Return the class of a border that cargo passes."""
        return class_of(self._classes, passage)

    def _passage(self, place: str, arriving: Leg | Mode, leaving: Leg | Mode | None) -> Passage | None:
        if isinstance(arriving, Leg) and not isinstance(leaving, Mode):
            return passage_at(self.data, place, arriving, leaving)
        crossing = self.data.crossings.get(place)
        modes = {_mode(arriving), _mode(leaving)} - {None}
        if crossing is None or not modes <= {Mode.RAIL, Mode.ROAD}:
            return None
        return _either_way(crossing, Mode.ROAD if Mode.ROAD in modes else Mode.RAIL)

    def _transfer(self, place: str, arriving: Mode | None, leaving: Mode | None) -> Transfer | None:
        if arriving is None or leaving is None:
            return None
        port = self.data.places.get(place)
        if is_at_sea(arriving) != is_at_sea(leaving):
            return self.transfer_in(port) if isinstance(port, Port) else None
        return Transfer.LAND if {arriving, leaving} == {Mode.RAIL, Mode.ROAD} else None

    def _hours_of(self, passages: Iterable[Passage]) -> Terms | None:
        return self._known(self.hours_of_border(self.class_of(each)) for each in passages)

    def _usd_of(self, passages: Iterable[Passage]) -> Terms | None:
        return self._known(self.usd_of_border(self.class_of(each)) for each in passages)

    def _moving(self, *terms: Term) -> Terms:
        return scaled(terms, ("timetable-speed-factor", -1)) if self.as_timetable else terms

    def _dwelling(self, *terms: Term) -> Terms:
        return scaled(terms, ("timetable-dwell-factor", 1)) if self.as_timetable else terms

    def _known(self, parts: Iterable[Terms | None]) -> Terms | None:
        """All terms together; None if one is unknown or a parameter of one is missing."""
        listed = list(parts)
        if any(part is None for part in listed):
            return None
        terms = tuple(term for part in listed if part is not None for term in part)
        known = all(name in self.data.parameters for term in terms for name in term.parameters)
        return terms if known else None

    def _range(self, terms: Terms | None) -> Range | None:
        if terms is None or any(name not in self.data.parameters for t in terms for name in t.parameters):
            return None
        self.used |= {name for term in terms for name in term.parameters}
        return range_of(terms, self.data.parameters) if terms else ZERO

    def _countries(self, name: str) -> tuple[str, ...]:
        found = self.data.parameters.get(name)
        return found.countries if found is not None else ()


def _mode(each: Leg | Mode | None) -> Mode | None:
    return each.mode if isinstance(each, Leg) else each


def _either_way(crossing: Crossing, mode: Mode) -> Passage:
    change = mode is Mode.RAIL and bool(crossing.gauge_change)
    return Passage(crossing.id, crossing.countries[0], crossing.countries[-1], mode, change)
