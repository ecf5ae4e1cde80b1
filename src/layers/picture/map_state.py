"""What a view shows of the map, in words: which legs and places, in what state, in which class.

The twin of the rules in the browser's ``core.js`` and ``geometry.js``; a test in a real browser holds the
two against each other. Nothing here knows a colour, a width or a projection.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskClass, RiskModel, composite_to_class
from layers.analysis.what_if import WhatIf, veto_classes
from layers.errors import ViewError
from layers.model.dataset import Data, Place
from layers.model.records import Actor, Chokepoint, Corridor, Crossing, Hub, Leg, Port, StatusEntry
from layers.model.view import View
from layers.model.vocabulary import Basis, Dimension, Mode, Precision, Stance, Status
from layers.network.network import corridors_of_leg, main_route, parts_of_route, status_on, transit_countries
from layers.network.scenario import Scenario, all_ways, open_ways
from layers.picture.highlights import Highlights

__all__ = [
    "Cross",
    "Kind",
    "LegShown",
    "Picture",
    "PlaceShown",
    "PlaceState",
    "dimension_of",
    "kind_of_place",
    "lens_of",
    "picture_of",
]

Kind = Literal["port", "crossing", "chokepoint", "hub"]
PlaceState = Literal["open", "half", "planned", "shut"]

_KIND: Mapping[type, Kind] = {Hub: "hub", Port: "port", Crossing: "crossing", Chokepoint: "chokepoint"}
_ROW: Mapping[Kind, str] = {
    "port": "ports", "crossing": "crossings", "chokepoint": "chokepoints", "hub": "cities",
}  # fmt: skip
_STATE: Mapping[Status, PlaceState] = {
    Status.SUSPENDED: "shut", Status.LIMITED: "half", Status.AT_RISK: "half",
    Status.UNDER_CONSTRUCTION: "planned", Status.PROPOSED: "planned", Status.DUE: "planned",
    Status.UNVERIFIED: "planned",
}  # fmt: skip
_SHARPNESS: Mapping[Stance, int] = {
    Stance.OPPOSES: 5, Stance.DISFAVOURS: 4, Stance.BACKS: 3, Stance.FAVOURS: 2, Stance.NEUTRAL: 1,
    Stance.SILENT: 0,
}  # fmt: skip
_NEVER_BUILT = (Status.PROPOSED, Status.UNDER_CONSTRUCTION)


@dataclass(frozen=True)
class LegShown:
    """A leg that is drawn.

    ``status`` is as drawn: closed on trial is suspended, built on trial is due. ``lens_class`` is None where
    the lens says nothing of legs. ``up`` is lifted above the rest, ``down`` put behind it, ``main`` on the
    main route of what is lifted; ``lane`` is a sea lane that no corridor uses.
    """

    leg: Leg
    status: Status
    lens_class: str | None
    judgement: bool
    corridors: int
    lane: bool
    up: bool
    down: bool
    main: bool
    shut: bool
    stranded: bool

    @property
    def quiet(self) -> bool:
        """No corridor uses it and nothing lifts it."""
        return not self.corridors and not self.up

    @property
    def schematic(self) -> bool:
        """Its line is a guess."""
        return self.leg.precision is Precision.SCHEMATIC


@dataclass(frozen=True)
class PlaceShown:
    """A place that may be drawn; ``ring`` is its class of risk, ``known`` since when its news is.

    ``far_out`` says that it is drawn at every scale; other cities wait until there is room.
    """

    place: Place
    kind: Kind
    status: Status | None
    state: PlaceState
    ring: RiskClass | None
    chosen: bool
    known: str | None
    far_out: bool


@dataclass(frozen=True)
class Cross:
    """Where a leg is blocked: at a shut place, else half way."""

    leg: str
    place: str | None
    position: tuple[float, float]


@dataclass(frozen=True)
class Picture:
    """All that a view shows. Legs come in drawing order, lifted ones last."""

    view: View
    lens: str
    dimension: str
    actor: Actor | None
    legs: tuple[LegShown, ...]
    places: tuple[PlaceShown, ...]
    crosses: tuple[Cross, ...]
    closed_countries: frozenset[str]
    veto: Mapping[str, str]
    corridor: Corridor | None


def lens_of(view: View) -> str:
    """The kind of lens: risk, status, stance or veto."""
    return view.lens.partition(":")[0]


def dimension_of(view: View) -> str:
    """The one dimension of risk that the lens shows, or nothing."""
    kind, _, which = view.lens.partition(":")
    return which if kind == "risk" else ""


def kind_of_place(place: Place) -> Kind:
    """What kind of place this is."""
    return _KIND[type(place)]


def picture_of(
    model: RiskModel, view: View, highlights: Highlights, emphasis: Collection[str] = ()
) -> Picture:
    """The picture of a view.

    ``highlights`` comes from :func:`layers.picture.highlights.highlights_of`; ``emphasis`` holds ids of
    places that are shown whatever the view says.

    Raises
    ------
    ViewError
        If the lens asks for the stance of an actor that the data do not have.
    """
    return _Painter(model, view, highlights, emphasis).picture()


class _Painter:
    """Answers questions about one view."""

    def __init__(
        self, model: RiskModel, view: View, highlights: Highlights, emphasis: Collection[str]
    ) -> None:
        self.model, self.view, self.highlights, self.emphasis = model, view, highlights, frozenset(emphasis)
        self.data: Data = model.data
        self.lens, self.dimension = lens_of(view), dimension_of(view)
        self.users = corridors_of_leg(self.data)
        self.context = {key for corridor in self.data.corridors.values() for key in corridor.context_legs}
        self.path = () if view.selection else highlights.path
        self.next = () if view.selection or self.path else highlights.next_legs
        kind, _, key = view.selection.partition(":")
        self.corridor = self.data.corridors.get(key) if kind == "corridor" else None
        self.selected_leg = self.data.legs.get(key) if kind == "leg" else None
        self.lifted = self._lifted()
        self.actor = self._actor()
        self.shut_corridors = {c.id for c in self.data.corridors.values() if self._corridor_shut(c)}

    def picture(self) -> Picture:
        legs = [self._leg(leg) for leg in self.data.legs.values() if self._visible(leg)]
        return Picture(
            view=self.view, lens=self.lens, dimension=self.dimension, actor=self.actor,
            legs=tuple(sorted(legs, key=lambda shown: shown.up)),
            places=tuple(
                self._place(place) for place in self.data.places.values() if self._place_visible(place)
            ),
            crosses=tuple(self._crosses(legs)),
            closed_countries=frozenset(
                f["properties"]["id"] for f in self.data.countries["features"]
            ) & self.view.closed,
            veto=self._veto() if self.lens == "veto" else {},
            corridor=self.corridor,
        )  # fmt: skip

    # --- what the view says ----------------------------------------------------------------------------

    def _actor(self) -> Actor | None:
        if self.lens != "stance":
            return None
        key = self.view.lens.partition(":")[2]
        if key not in self.data.actors:
            raise ViewError(f"lens {self.view.lens!r}: expected stance:<{', '.join(self.data.actors)}>")
        return self.data.actors[key]

    def _lifted(self) -> frozenset[str] | None:
        """Ids of the selected legs; None with no corridor or leg selected."""
        if self.corridor is not None:
            legs = (key for route in self.corridor.routes for key in route.legs)
            return frozenset((*legs, *self.corridor.context_legs))
        return frozenset({self.selected_leg.id}) if self.selected_leg else None

    def _in_selection(self, leg: Leg) -> bool:
        return self.lifted is not None and leg.id in self.lifted

    def _row_on(self, row: str) -> bool:
        return row not in self.view.off

    def _status(self, record: Leg | Place | Corridor) -> Status | None:
        entry = self._entry(record)
        return entry[0] if entry else None

    def _entry(self, record: Leg | Place | Corridor) -> tuple[Status, StatusEntry] | None:
        if isinstance(record, Hub):
            return None
        found = status_on(record.status_history, self.view.date, self.data.evidence_end)
        return (found.status, found.entry) if found else None

    def _veto(self) -> Mapping[str, str]:
        """Those of the highlights, else with nothing closed and nothing built."""
        if self.highlights.veto is not None:
            return self.highlights.veto
        ways = open_ways(self.data, Scenario(self.view.date), all_ways(self.data))
        found = WhatIf(self.model).reliability(ways, Scenario(self.view.date), central_settings(self.data))
        return veto_classes(frozenset(country for way in ways for country in way.countries), found)

    # --- closed and built on trial ---------------------------------------------------------------------

    def _corridor_shut(self, corridor: Corridor) -> bool:
        """Every way through it needs something closed."""
        closed = self.view.closed
        return bool(closed) and all(
            closed & (transit_countries(self.data, route) | set(parts_of_route(self.data, route)))
            for route in corridor.routes
        )

    def _shut(self, record: Leg | Place) -> bool:
        if isinstance(record, Leg):
            names = {record.id, record.from_id, record.to_id, *record.km_by_country}
        elif isinstance(record, Hub | Port):
            names = {record.id, record.country}
        else:
            names = {record.id, *record.countries}
        return bool(self.view.closed & names)

    def _stranded(self, leg: Leg) -> bool:
        users = self.users[leg.id]
        return self._shut(leg) or (bool(users) and self.shut_corridors.issuperset(users))

    def _built(self, leg: Leg) -> bool:
        return any(share > 0 and corridor in self.users[leg.id] for corridor, share in self.view.built)

    # --- legs ------------------------------------------------------------------------------------------

    def _row(self, leg: Leg) -> str:
        if self.users[leg.id]:
            return ""
        return "context" if leg.id in self.context or leg.mode is not Mode.SEA else "lanes"

    def _visible(self, leg: Leg) -> bool:
        if self._status(leg) is None:
            return False
        if self._in_selection(leg):
            return True
        if not self.users[leg.id]:
            return self._row_on(self._row(leg)) or leg.id in self.path
        return any(
            self._row_on(f"corridor:{key}") and self._status(self.data.corridors[key]) is not None
            for key in self.users[leg.id]
        )

    def _leg(self, leg: Leg) -> LegShown:
        following = leg.id in self.next
        up = following or (leg.id in self.path if self.path else self._in_selection(leg))
        main = up
        if up and self.corridor is not None:
            main = leg.id in main_route(self.corridor).legs
        status, shut = self._status(leg), self._shut(leg)
        assert status is not None  # noqa: S101 - a leg without a status is not visible
        if shut:
            status = Status.SUSPENDED
        elif status in _NEVER_BUILT and self._built(leg):
            status = Status.DUE
        name, judgement = self._class(leg)
        return LegShown(
            leg=leg, status=status, lens_class=name, judgement=judgement, corridors=len(self.users[leg.id]),
            lane=self._row(leg) == "lanes" and not up, up=up,
            down=(bool(self.path) or self.lifted is not None) and not up,
            main=main, shut=shut, stranded=self._stranded(leg),
        )  # fmt: skip

    def _class(self, leg: Leg) -> tuple[str | None, bool]:
        if self.lens == "veto":
            return None, False
        if self.lens == "status":
            return str(self._status(leg)), False
        if self.lens == "risk":
            return str(self._risk(leg.id)), False
        return self._stance(leg)

    def _risk(self, key: str) -> RiskClass:
        risk = self.model.of_part(key, self.view.date)
        if not self.dimension:
            return risk.risk_class
        found = risk.dimensions.get(Dimension(self.dimension))
        if found is None or found.score is None:
            return RiskClass.UNKNOWN
        return composite_to_class(25 * (round(10 * found.score) / 10 - 1))

    def _stance(self, leg: Leg) -> tuple[str, bool]:
        """Of the selected corridor, else the sharpest among the corridors that use the leg."""
        assert self.actor is not None  # noqa: S101 - the lens is stance
        keys: Sequence[str] = [key for key in self.users[leg.id] if self._row_on(f"corridor:{key}")]
        if self.corridor is not None and self._in_selection(leg):
            keys = [self.corridor.id]
        records = [self.actor.stances[key] for key in keys if key in self.actor.stances]
        if not records:
            return str(Stance.SILENT), False
        best = max(records, key=lambda record: _SHARPNESS[record.stance])
        return str(best.stance), best.basis is Basis.JUDGEMENT and best.stance is not Stance.SILENT

    # --- places ----------------------------------------------------------------------------------------

    def _chosen(self, place: Place) -> bool:
        return self.view.selection == f"{kind_of_place(place)}:{place.id}"

    def _place_visible(self, place: Place) -> bool:
        if self._chosen(place) or place.id in self.emphasis:
            return True
        return self._row_on(_ROW[kind_of_place(place)])

    def _place(self, place: Place) -> PlaceShown:
        kind, entry = kind_of_place(place), self._entry(place)
        status = Status.SUSPENDED if kind != "hub" and self._shut(place) else entry[0] if entry else None
        ring = self._risk(place.id) if self.lens == "risk" and entry else None
        known = entry[1].last_known if entry else None
        matters = entry is not None and (
            entry[0] is Status.SUSPENDED or (entry[0] is Status.LIMITED and kind == "chokepoint")
        )
        return PlaceShown(
            place=place, kind=kind, status=status, state=_STATE.get(status, "open") if status else "open",
            ring=None if ring is RiskClass.UNKNOWN else ring, chosen=self._chosen(place),
            known=known if matters and known and known <= self.view.date else None,
            far_out=kind != "hub" or place.priority == 1 or self._chosen(place) or place.id in self.emphasis,
        )  # fmt: skip

    def _crosses(self, legs: Sequence[LegShown]) -> list[Cross]:
        """One cross where legs are blocked, however many meet there."""
        found: dict[tuple[float, float], Cross] = {}
        shown = {each.leg.id: each for each in legs}
        for leg in self.data.legs.values():
            if leg.id not in shown or (self._status(leg) is not Status.SUSPENDED and not self._shut(leg)):
                continue
            if self.lifted is not None and not self._in_selection(leg):
                continue
            gate = self._shut_end(leg)
            middle = leg.coordinates[len(leg.coordinates) // 2]
            at = gate.position if gate else (middle[0], middle[1])
            found.setdefault(at, Cross(leg.id, gate.id if gate else None, at))
        return list(found.values())

    def _shut_end(self, leg: Leg) -> Place | None:
        for key in (leg.from_id, leg.to_id):
            place = self.data.places[key]
            if isinstance(place, Hub):
                continue
            if self._status(place) is Status.SUSPENDED or key in self.view.closed:
                return place
        return None
