"""Which countries a way goes through, and which borders it crosses.

A leg knows its kilometres in each country, a crossing its two sides. Borders that no crossing record stands
for lie within a leg. A country of which a leg has only a few kilometres, less than :data:`THROUGH_MIN_KM`,
and in which it neither begins nor ends, is *grazed*: the train does not stop, nobody clears it, and that
country holds no veto. Everything here is decided leg by leg, so that a search over legs comes to the same
answer as the whole way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from layers.model.dataset import Data, Place
from layers.model.evidence import BorderClass
from layers.model.records import Crossing, Hub, Leg, Port
from layers.model.vocabulary import Basis, Mode

__all__ = [
    "DEFAULT_CLASSES",
    "THROUGH_MIN_KM",
    "CountriesOfWay",
    "Passage",
    "class_of",
    "classes_of",
    "countries_of_leg",
    "countries_of_way",
    "grazed_on_leg",
    "passage_at",
    "passages_on_leg",
]

THROUGH_MIN_KM = "through-min-km"
"""Parameter: shortest stretch of a country that counts as going through it. Without it, any stretch does."""


def _default(key: str, mode: Mode, hours: str, *usd: str, **conditions: bool) -> BorderClass:
    return BorderClass.model_validate({
        "id": key, "name": {"en": key, "ru": key}, "mode": mode, "hours": hours, "usd": usd,
        "basis": Basis.JUDGEMENT, **conditions,
    })  # fmt: skip


DEFAULT_CLASSES: tuple[BorderClass, ...] = (
    _default("gauge-point", Mode.RAIL, "gauge-point-hours", "gauge-change-usd", inland=True),
    _default(
        "gauge-border", Mode.RAIL, "gauge-border-hours", "rail-border-usd", "gauge-change-usd",
        gauge_change=True,
    ),
    _default("rail-border", Mode.RAIL, "rail-border-hours", "rail-border-usd"),
    _default("road-border", Mode.ROAD, "road-border-hours", "road-border-usd"),
)  # fmt: skip
"""The classes of a pack that has none of its own, and of borders that none of its own fits."""


@dataclass(frozen=True)
class Passage:
    """One border that cargo passes from one country to another, or a change of gauge within a country.

    ``place`` is the crossing, or empty for a border that lies within a leg.
    """

    place: str
    leaving: str
    entering: str
    mode: Mode
    gauge_change: bool


@dataclass(frozen=True)
class CountriesOfWay:
    """The countries of a way, but the home country.

    ``through`` are those that it needs on the way: land that it crosses or a port at which it calls.
    ``end`` is the country of its last place, in ``through`` only if the way has land there or called there
    before. ``grazed`` are the kilometres of those that it merely touches, which are in neither.
    """

    through: frozenset[str]
    end: str | None
    grazed: Mapping[str, float]


# --- countries ----------------------------------------------------------------------------------------


def countries_of_leg(data: Data, leg: Leg, start: str | None = None) -> tuple[str, ...]:
    """Return the countries of a leg in the order in which cargo from ``start`` goes through them.

    A country may come twice, where a line leaves it and comes back. Legs at sea have
    none. ``start`` is one end of the leg, by default its from end.
    """
    if not leg.km_by_country:
        return ()
    ends = (leg.from_id, leg.to_id) if start in (None, leg.from_id) else (leg.to_id, leg.from_id)
    first, last = (_country_of(data.places.get(end)) for end in ends)
    inner = _crossed(data, leg, {first, last})
    ordered = [code for code in inner if code not in (first, last)]
    if first is None and last is None and len(ordered) > 1:
        ordered.sort(key=lambda code: _nearness(data, code, ends))
    chain = [first, *ordered, last]
    if first is not None and first == last and not ordered:
        chain = [first]
    found: list[str] = []
    for code in chain:
        if code is not None and (not found or found[-1] != code):
            found.append(code)
    return tuple(found)


def _crossed(data: Data, leg: Leg, at_ends: set[str | None]) -> list[str]:
    """Countries of which the leg has a stretch that counts, longest first; always at least one."""
    parameter = data.parameters.get(THROUGH_MIN_KM)
    least = 0.0 if parameter is None else parameter.central
    longest = sorted(leg.km_by_country, key=lambda code: -leg.km_by_country[code])
    return [
        code for code in longest
        if code == longest[0] or code in at_ends or leg.km_by_country[code] >= least
    ]  # fmt: skip


def _country_of(place: Place | None) -> str | None:
    """The country that a place lies in; None for a border, a strait, or a place that is not there."""
    if isinstance(place, Hub | Port):
        return place.country
    if isinstance(place, Crossing) and len(place.countries) == 1:
        return place.countries[0]
    return None


def _nearness(data: Data, code: str, ends: tuple[str, str]) -> int:
    """Orders countries between two borders: those of the first border, others, those of the last."""
    near = [code in getattr(data.places.get(end), "countries", ()) for end in ends]
    return near[1] - near[0]


def grazed_on_leg(data: Data, leg: Leg) -> dict[str, float]:
    """Return the kilometres of the countries that a leg only touches."""
    through = set(countries_of_leg(data, leg))
    return {code: km for code, km in leg.km_by_country.items() if code not in through}


def countries_of_way(data: Data, legs: Sequence[Leg], places: Sequence[str]) -> CountriesOfWay:
    """Return the countries of a way of these legs and, in order, the places that they visit."""
    land = {code for leg in legs for code in countries_of_leg(data, leg)}
    calls = {port.country for key in places[:-1] if isinstance(port := data.places[key], Port)}
    through = (land | calls) - {data.home}
    grazed: dict[str, float] = {}
    for leg in legs:
        for code, km in grazed_on_leg(data, leg).items():
            if code not in land | calls:
                grazed[code] = grazed.get(code, 0.0) + km
    return CountriesOfWay(frozenset(through), _country_of(data.places[places[-1]]), grazed)


# --- borders ------------------------------------------------------------------------------------------


def passages_on_leg(data: Data, leg: Leg, start: str | None = None) -> tuple[Passage, ...]:
    """Return the borders within a leg, in the order in which cargo from ``start`` passes them."""
    if leg.mode not in (Mode.RAIL, Mode.ROAD):
        return ()
    chain = countries_of_leg(data, leg, start)
    return tuple(Passage("", out_of, into, leg.mode, False) for out_of, into in pairwise(chain))


def passage_at(data: Data, place: str, arriving: Leg, leaving: Leg | None) -> Passage | None:
    """Return what cargo passes at a place between two legs, or None.

    A border is passed by rail if both legs are railways. Without a leg to follow, the other side of the
    crossing is the one that the arriving leg does not lie in, and the record says whether the gauge changes.
    """
    modes = {leg.mode for leg in (arriving, leaving) if leg is not None}
    if not modes <= {Mode.RAIL, Mode.ROAD}:
        return None
    crossing = data.crossings.get(place)
    mode = Mode.ROAD if Mode.ROAD in modes else Mode.RAIL
    change = mode is Mode.RAIL and _gauge_changes(crossing, arriving, leaving)
    out_of = _side(data, arriving, place)
    into = _other_side(crossing, out_of) if leaving is None else _side(data, leaving, place)
    if out_of == into:
        return Passage(place, out_of, into, mode, change) if change else None
    return Passage(place, out_of, into, mode, change) if crossing is not None else None


def _side(data: Data, leg: Leg, place: str) -> str:
    """The country in which a leg lies at one of its ends."""
    chain = countries_of_leg(data, leg, place)
    return chain[0] if chain else ""


def _other_side(crossing: Crossing | None, side: str) -> str:
    others = [code for code in crossing.countries if code != side] if crossing is not None else []
    return others[0] if others else side


def _gauge_changes(crossing: Crossing | None, arriving: Leg, leaving: Leg | None) -> bool:
    if leaving is not None and arriving.gauge_mm and leaving.gauge_mm:
        return arriving.gauge_mm != leaving.gauge_mm
    return crossing is not None and bool(crossing.gauge_change)


# --- classes ------------------------------------------------------------------------------------------


def classes_of(data: Data) -> tuple[BorderClass, ...]:
    """Return the classes of a pack, and after them the default ones that it does not replace."""
    own = data.border_classes
    return (*own.values(), *(each for each in DEFAULT_CLASSES if each.id not in own))


def class_of(classes: Iterable[BorderClass], passage: Passage) -> BorderClass:
    """Return the first class that fits; the default classes fit anything that is passed."""
    return next(each for each in classes if _fits(each, passage))


def _fits(each: BorderClass, passage: Passage) -> bool:
    sides = {passage.leaving, passage.entering}
    return (
        each.mode is passage.mode
        and each.inland == (passage.leaving == passage.entering)
        and each.gauge_change in (None, passage.gauge_change)
        and (not each.crossings or passage.place in each.crossings)
        and (not each.within or sides <= set(each.within))
        and (not each.leaving or passage.leaving in each.leaving)
        and (not each.entering or passage.entering in each.entering)
    )
