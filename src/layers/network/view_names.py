"""The ids that a view may name, for links, stories, claims, presets and the command line alike.

A view names what it selects, closes and takes as built, an actor, and the two ends of a route. What exists
but would change nothing is not accepted: the home country cannot refuse itself, a country through which no
way leads cannot close one, and a line shown for context is never built.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import StrEnum

from layers.errors import ScenarioError
from layers.faults import ErrorCode, FaultCode, Problem
from layers.model.dataset import Data
from layers.model.kinds import KINDS
from layers.model.records import Port
from layers.model.view import OWN_PORTS, View
from layers.model.vocabulary import Part
from layers.network.borders import countries_of_leg

__all__ = [
    "Reason",
    "UnknownName",
    "ViewNames",
    "flow_commodities",
    "parse_built",
    "parse_closure",
    "possible_view_names",
    "route_markets",
    "route_origins",
    "view_names",
]


class Reason(StrEnum):
    """Why a name cannot be used."""

    NO_RECORD = "no-record"
    NO_ACTOR = "no-actor"
    NO_COMMODITY = "no-commodity"
    NO_FLOWS = "no-flows"
    NOT_CLOSABLE = "not-closable"
    NOT_BUILDABLE = "not-buildable"
    NOT_AN_ORIGIN = "not-an-origin"
    NOT_A_MARKET = "not-a-market"


_TARGETS: Mapping[Reason, str] = {
    Reason.NO_ACTOR: "actor",
    Reason.NO_COMMODITY: "commodity",
    Reason.NO_FLOWS: "lens",
    Reason.NOT_CLOSABLE: "element",
    Reason.NOT_BUILDABLE: "outlet",
    Reason.NOT_AN_ORIGIN: "origin",
    Reason.NOT_A_MARKET: "market",
}


@dataclass(frozen=True)
class UnknownName:
    """A name in a view that the data do not allow there.

    ``parameter`` is the field of the view, ``value`` the name, ``kind`` the kind of record for
    :attr:`Reason.NO_RECORD`. ``known`` holds the names that are allowed.
    """

    parameter: str
    value: str
    reason: Reason
    kind: str = ""
    known: Collection[str] = field(default=(), repr=False, compare=False)

    @property
    def suggestion(self) -> str | None:
        """The allowed name that is most like the value, if any is."""
        return next(iter(get_close_matches(self.value, self.known, n=1)), None)

    @property
    def target(self) -> str:
        """What should be named, by its key in the words of faults."""
        return _TARGETS.get(self.reason, self.kind)

    @property
    def problem(self) -> Problem:
        """The same as a problem of a link."""
        named = {"parameter": self.parameter, "value": self.value, "target": self.target}
        return Problem(FaultCode.LINK_UNKNOWN, named)


@dataclass(frozen=True)
class ViewNames:
    """Everything that a view of some data may name.

    ``selectable`` holds the ids of each kind that can be selected, ``commodities`` those with tonnes of some
    year, ``transit_countries`` the codes of the countries that some way to the sea needs, home left out.
    ``closable`` are those and all parts; ``buildable`` the corridors to the sea; ``origins`` the home cities
    that a leg leaves; ``markets`` the ports on the open sea.
    """

    selectable: Mapping[str, Collection[str]]
    actors: Collection[str]
    commodities: Collection[str]
    transit_countries: frozenset[str]
    closable: frozenset[str]
    buildable: tuple[str, ...]
    origins: tuple[str, ...]
    markets: tuple[str, ...]

    def unknown_in(self, view: View) -> Iterator[UnknownName]:
        """Every name in the view that is not allowed."""
        kind, _, key = view.selection.partition(":")
        if view.selection and key not in self.selectable[kind]:
            yield UnknownName("selection", key, Reason.NO_RECORD, kind, self.selectable[kind])
        yield from self._unknown_actor("lens", _of_lens(view, "stance"))
        yield from self._unknown_load(view)
        yield from self.unknown_closed(view.closed)
        yield from self.unknown_built(name for name, _ in view.built)
        if view.origin and view.origin not in self.origins:
            yield UnknownName("origin", view.origin, Reason.NOT_AN_ORIGIN, known=self.origins)
        if view.market and view.market not in (*self.markets, OWN_PORTS):
            yield UnknownName("market", view.market, Reason.NOT_A_MARKET, known=self.markets)
        yield from self._unknown_actor("actor", view.actor)

    def unknown_closed(self, closed: Iterable[str]) -> Iterator[UnknownName]:
        """Those of the names that cannot be closed, in alphabetical order."""
        for name in sorted(set(closed) - self.closable):
            yield UnknownName("closed", name, Reason.NOT_CLOSABLE, known=self.closable)

    def unknown_built(self, built: Iterable[str]) -> Iterator[UnknownName]:
        """Those of the names that cannot be taken as built."""
        for name in built:
            if name not in self.buildable:
                yield UnknownName("built", name, Reason.NOT_BUILDABLE, known=self.buildable)

    def _unknown_actor(self, parameter: str, actor: str) -> Iterator[UnknownName]:
        if actor and actor not in self.actors:
            yield UnknownName(parameter, actor, Reason.NO_ACTOR, known=self.actors)

    def _unknown_load(self, view: View) -> Iterator[UnknownName]:
        if view.lens == "load" and not self.commodities:
            yield UnknownName("lens", view.lens, Reason.NO_FLOWS)
        commodity = _of_lens(view, "load")
        if commodity and commodity not in self.commodities:
            yield UnknownName("lens", commodity, Reason.NO_COMMODITY, known=self.commodities)

    def without_unknown(self, view: View) -> View:
        """The view without the names that are not allowed; a lens of such an actor or commodity becomes that
        of risk."""
        unknown = {each.parameter for each in self.unknown_in(view)}
        return replace(
            view,
            closed=view.closed & self.closable,
            built=tuple(pair for pair in view.built if pair[0] in self.buildable),
            lens="risk" if "lens" in unknown else view.lens,
            selection="" if "selection" in unknown else view.selection,
            origin="" if "origin" in unknown else view.origin,
            market="" if "market" in unknown else view.market,
            actor="" if "actor" in unknown else view.actor,
        )


def view_names(data: Data) -> ViewNames:
    """What a view of these data may name."""
    countries = frozenset(_transit_countries(data))
    return ViewNames(
        selectable={kind.name: data.records(kind).keys() for kind in KINDS if kind.is_selectable},
        actors=data.actors.keys(),
        commodities=flow_commodities(data),
        transit_countries=countries,
        closable=countries | data.parts.keys(),
        buildable=tuple(corridor.id for corridor in data.corridors.values() if corridor.outlet),
        origins=route_origins(data),
        markets=route_markets(data),
    )


def possible_view_names(data: Data) -> ViewNames:
    """What a view may turn out to name once faults in places, legs, corridors and the manifest are corrected.

    The ways to the sea are not known before that. Every country with a leg or a port, every corridor, hub and
    port is let pass, so that a mistake in a corridor does not count against the stories that close a country.
    """
    names, countries = view_names(data), {port.country for port in data.ports.values()}
    countries |= {country for leg in data.legs.values() for country in leg.km_by_country}
    return replace(
        names,
        transit_countries=frozenset(countries),
        closable=names.closable | countries,
        buildable=tuple(data.corridors),
        origins=tuple(data.hubs),
        markets=tuple(data.ports),
    )


def flow_commodities(data: Data) -> tuple[str, ...]:
    """Ids of the commodities with tonnes of some year, in the order of the data."""
    shipped = {flow.commodity for flow in data.flows.values() if flow.years}
    return tuple(key for key in data.commodities if key in shipped)


def route_origins(data: Data) -> tuple[str, ...]:
    """Ids of the cities of the home country that a container can leave, where a route can begin."""
    ends = _ends_for_containers(data)
    return tuple(hub.id for hub in data.hubs.values() if hub.country == data.home and hub.id in ends)


def route_markets(data: Data) -> tuple[str, ...]:
    """Ids of the ports on the open sea, where a route can end; those that only tankers call at left out."""
    tankers = (leg for leg in data.legs.values() if not leg.containers)
    shut = {end for leg in tankers for end in (leg.from_id, leg.to_id)} - _ends_for_containers(data)
    return tuple(port.id for port in data.ports.values() if port.kind == "open-sea" and port.id not in shut)


def _ends_for_containers(data: Data) -> set[str]:
    """Places that some leg joins which is neither a pipeline nor a lane of tankers."""
    legs = (leg for leg in data.legs.values() if leg.carries_containers)
    return {end for leg in legs for end in (leg.from_id, leg.to_id)}


def _transit_countries(data: Data) -> set[str]:
    """Countries whose land or port some route to the sea needs, home left out.

    The same as those of :func:`~layers.network.scenario.all_ways`, which cannot read chains that break.
    """
    routes = (route for corridor in data.corridors.values() if corridor.outlet for route in corridor.routes)
    legs = [data.legs[key] for route in routes for key in route.legs if key in data.legs]
    ends = (data.places.get(end) for leg in legs for end in (leg.from_id, leg.to_id))
    found = {country for leg in legs for country in countries_of_leg(data, leg)}
    return (found | {end.country for end in ends if isinstance(end, Port)}) - {data.home}


def _of_lens(view: View, kind: str) -> str:
    """What a lens of the kind is of, if it is named."""
    found, _, which = view.lens.partition(":")
    return which if found == kind else ""


def parse_closure(data: Data, text: str) -> str:
    """The country code or id of a part that a word of the command line means.

    ``text`` is a code or an id in any case, with or without its prefix (``C-``, ``B-``, ``G-``), and with or
    without its kind before it (``chokepoint:<name>``, ``country:<code>``).

    Raises
    ------
    ScenarioError
        If it means nothing that can be closed.
    """
    names = view_names(data)
    kind, _, name = text.rpartition(":")
    if kind and kind not in (*Part, "country"):
        raise ScenarioError(ErrorCode.CLOSE_KIND, text=text)
    if kind in ("", "country") and name.upper() in names.transit_countries:
        return name.upper()
    keys: Iterable[str] = data.parts if not kind else names.selectable.get(kind, ())
    folded = {key.casefold(): key for key in keys}
    for spelling in (name, f"C-{name}", f"B-{name}", f"G-{name}"):
        if spelling.casefold() in folded:
            return folded[spelling.casefold()]
    countries = tuple(sorted(names.transit_countries))
    raise ScenarioError(ErrorCode.CLOSE_UNKNOWN, text=text, countries=countries)


def parse_built(data: Data, text: str) -> tuple[str, float]:
    """Corridor and probability that ``corridor=0.3`` means; without a number the probability is 1.

    Raises
    ------
    ScenarioError
        If the corridor cannot be built, or the number is not from 0 to 1.
    """
    buildable = view_names(data).buildable
    name, _, number = text.partition("=")
    try:
        probability = float(number) if "=" in text else 1.0
    except ValueError:
        probability = -1.0
    if name not in buildable or not 0 <= probability <= 1:
        raise ScenarioError(ErrorCode.BUILD_UNKNOWN, text=text, corridors=buildable)
    return name, probability
