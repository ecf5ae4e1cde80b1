"""What a view shows of the map: which legs, places and corridors, in what state, in which class.

The browser's module of rules answers the same questions; ``tests/golden`` holds what both must answer.
Nothing here knows a colour, a width or a projection.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from shapely import LineString

from layers.analysis.risk import RiskModel
from layers.model.dataset import Data, Place
from layers.model.records import Actor, Chokepoint, Corridor, Crossing, Hub, Leg, Port, StatusEntry
from layers.model.view import View
from layers.model.vocabulary import Mode, Precision, Status
from layers.network.network import corridors_of_leg, main_route, status_on
from layers.picture.closures import Trial
from layers.picture.highlights import Highlights
from layers.picture.lens_class import Lens
from layers.picture.load_lens import LoadLens
from layers.picture.symbology import PLACE_ROWS, PLACE_STATES, PlaceKind, PlaceState

__all__ = [
    "CorridorShown",
    "Cross",
    "LegShown",
    "Picture",
    "PlaceShown",
    "kind_of_place",
    "picture_of",
    "row_of_leg",
]

_KIND: Mapping[type, PlaceKind] = {
    Hub: "hub", Port: "port", Crossing: "crossing", Chokepoint: "chokepoint",
}  # fmt: skip
_NEVER_BUILT = (Status.PROPOSED, Status.UNDER_CONSTRUCTION)


@dataclass(frozen=True)
class LegShown:
    """A leg that is drawn.

    ``status`` is as drawn: closed on trial is suspended, built on trial is due. ``lens_class`` is None where
    the lens says nothing of legs. ``up`` is lifted above the rest, ``down`` put behind it, ``main`` on the
    main route of what is lifted; ``lane`` is a sea lane that no corridor uses. ``shut`` is closed on trial,
    ``stranded`` that or without a corridor that is left. ``mt`` is the millions of tonnes a year that pass
    it, None but in the lens of load.
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
    mt: float | None = None

    @property
    def quiet(self) -> bool:
        """No corridor uses it, in the lens of load no tonnes pass it, and nothing lifts it."""
        return not (self.corridors if self.mt is None else self.mt) and not self.up

    @property
    def empty(self) -> bool:
        """No tonnes pass it in the lens of load, and nothing lifts it."""
        return self.mt == 0 and not self.up

    @property
    def schematic(self) -> bool:
        """Its line is a guess."""
        return self.leg.precision is Precision.SCHEMATIC


@dataclass(frozen=True)
class PlaceShown:
    """A place that may be drawn; ``ring`` is its class of risk or of use of capacity, ``known`` the date of
    its last evidence.

    ``status`` is as drawn: closed on trial is suspended. ``emphasised`` is a subject of the scene.
    ``far_out`` says that it is drawn at every scale; other cities wait until there is room.
    """

    place: Place
    kind: PlaceKind
    status: Status | None
    state: PlaceState
    ring: str | None
    chosen: bool
    emphasised: bool
    known: str | None
    far_out: bool


@dataclass(frozen=True)
class CorridorShown:
    """A corridor as legend, table and summary show it.

    ``status`` is None before it is spoken of; ``on`` says that its row is switched on, ``shut`` that each of
    its routes needs something that is closed on trial.
    """

    corridor: Corridor
    status: Status | None
    lens_class: str | None
    judgement: bool
    on: bool
    shut: bool


@dataclass(frozen=True)
class Cross:
    """Where a leg is blocked: at a shut place, else half way; (lon, lat) in degrees."""

    leg: str
    place: str | None
    position: tuple[float, float]


@dataclass(frozen=True)
class Picture:
    """All that a view shows.

    Legs come in drawing order, those with tonnes late, lifted ones last; corridors are all of the data.
    """

    view: View
    lens: str
    dimension: str
    actor: Actor | None
    legs: tuple[LegShown, ...]
    places: tuple[PlaceShown, ...]
    corridors: tuple[CorridorShown, ...]
    crosses: tuple[Cross, ...]
    closed_countries: frozenset[str]
    veto: Mapping[str, str]
    corridor: Corridor | None
    load: LoadLens | None = None


def kind_of_place(place: Place) -> PlaceKind:
    """What kind of place this is."""
    return _KIND[type(place)]


def row_of_leg(leg: Leg, is_used: bool, is_context: bool) -> str:
    """The legend row that switches a leg: none of its own if a corridor uses it, else context or lanes."""
    if is_used:
        return ""
    return "context" if is_context or leg.mode is not Mode.SEA else "lanes"


def picture_of(
    model: RiskModel, view: View, highlights: Highlights, emphasis: Collection[str] = ()
) -> Picture:
    """The picture of a view.

    Parameters
    ----------
    highlights
        What :func:`layers.picture.highlights.highlights_of` works out for the view.
    emphasis
        Ids of places that are shown whatever the view says.

    Raises
    ------
    ViewError
        If the lens asks for the stance of an actor, or the load of a commodity, that the data do not have.
    """
    return _Painter(model, view, highlights, emphasis).picture()


class _Painter:
    """Answers questions about one view."""

    def __init__(
        self, model: RiskModel, view: View, highlights: Highlights, emphasis: Collection[str]
    ) -> None:
        self.data: Data = model.data
        self.view, self.highlights, self.emphasis = view, highlights, frozenset(emphasis)
        self.lens, self.trial = Lens(model, view, highlights.load), Trial(model.data, view)
        self.users = corridors_of_leg(self.data)
        self.context = {key for corridor in self.data.corridors.values() for key in corridor.context_legs}
        self.path = () if view.selection else highlights.path
        self.next = () if view.selection or self.path else highlights.next_legs
        kind, _, key = view.selection.partition(":")
        self.corridor = self.data.corridors.get(key) if kind == "corridor" else None
        self.selected_leg = self.data.legs.get(key) if kind == "leg" else None
        self.lifted = self._lifted()

    def picture(self) -> Picture:
        legs = [self._leg(leg) for leg in self.data.legs.values() if self._visible(leg)]
        return Picture(
            view=self.view, lens=self.lens.kind, dimension=self.lens.dimension, actor=self.lens.actor,
            legs=tuple(sorted(legs, key=lambda shown: (shown.up, bool(shown.mt)))),
            places=tuple(
                self._place(place) for place in self.data.places.values() if self._place_visible(place)
            ),
            corridors=tuple(self._corridor(corridor) for corridor in self.data.corridors.values()),
            crosses=tuple(self._crosses(legs)),
            closed_countries=frozenset(
                f["properties"]["id"] for f in self.data.countries["features"]
            ) & self.view.closed,
            veto=self._veto() if self.lens.kind == "veto" else {},
            corridor=self.corridor, load=self.lens.load,
        )  # fmt: skip

    # --- what the view says ----------------------------------------------------------------------------

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
        veto = self.highlights.veto
        return self.lens.veto_untried() if veto is None else veto

    # --- corridors -------------------------------------------------------------------------------------

    def _corridor(self, corridor: Corridor) -> CorridorShown:
        status = self._status(corridor)
        name, judgement = self.lens.of_corridor(corridor, status)
        return CorridorShown(
            corridor=corridor, status=status, lens_class=name, judgement=judgement,
            on=self._row_on(f"corridor:{corridor.id}"), shut=self.trial.shuts_corridor(corridor),
        )  # fmt: skip

    # --- legs ------------------------------------------------------------------------------------------

    def _row(self, leg: Leg) -> str:
        return row_of_leg(leg, bool(self.users[leg.id]), leg.id in self.context)

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
        dated, shut = self._status(leg), self.trial.shuts(leg)
        assert dated is not None  # noqa: S101 - a leg without a status is not visible
        status = dated
        if shut:
            status = Status.SUSPENDED
        elif status in _NEVER_BUILT and self.trial.builds(leg):
            status = Status.DUE
        name, judgement = self.lens.of_leg(leg, dated, self._voices(leg))
        mt = self.lens.mt_of(leg)
        is_rerouted = self.lens.load is not None and self.lens.load.is_after
        return LegShown(
            leg=leg, status=status, lens_class=name, judgement=judgement, corridors=len(self.users[leg.id]),
            lane=self._row(leg) == "lanes" and not up and not mt, up=up,
            down=(bool(self.path) or self.lifted is not None) and not up,
            main=main, shut=shut, stranded=shut if is_rerouted else self.trial.strands(leg), mt=mt,
        )  # fmt: skip

    def _voices(self, leg: Leg) -> Sequence[str]:
        """Corridors whose stance a leg may show: the selected one, else all that are on and use it."""
        if self.corridor is not None and self._in_selection(leg):
            return [self.corridor.id]
        return [key for key in self.users[leg.id] if self._row_on(f"corridor:{key}")]

    # --- places ----------------------------------------------------------------------------------------

    def _chosen(self, place: Place) -> bool:
        return self.view.selection == f"{kind_of_place(place)}:{place.id}"

    def _place_visible(self, place: Place) -> bool:
        if self._chosen(place) or place.id in self.emphasis:
            return True
        return self._row_on(PLACE_ROWS[kind_of_place(place)])

    def _place(self, place: Place) -> PlaceShown:
        kind, entry = kind_of_place(place), self._entry(place)
        shut = kind != "hub" and self.trial.shuts(place)
        status = Status.SUSPENDED if shut else entry[0] if entry else None
        chosen, emphasised = self._chosen(place), place.id in self.emphasis
        return PlaceShown(
            place=place, kind=kind, status=status,
            state=PLACE_STATES.get(status, "open") if status else "open",
            ring=self.lens.ring_of(place.id) if entry else None, chosen=chosen, emphasised=emphasised,
            known=self._known(kind, entry),
            far_out=kind != "hub" or place.priority == 1 or chosen or emphasised,
        )  # fmt: skip

    def _known(self, kind: PlaceKind, entry: tuple[Status, StatusEntry] | None) -> str | None:
        """Date of the evidence, for a gate that is shut and for a chokepoint that is half shut."""
        if entry is None:
            return None
        status, known = entry[0], entry[1].last_known
        matters = status is Status.SUSPENDED or (status is Status.LIMITED and kind == "chokepoint")
        return known if matters and known and known <= self.view.date else None

    def _crosses(self, legs: Sequence[LegShown]) -> list[Cross]:
        """One cross where legs are blocked, however many meet there."""
        found: dict[tuple[float, float], Cross] = {}
        for leg in (each.leg for each in legs):
            if self._status(leg) is not Status.SUSPENDED and not self.trial.shuts(leg):
                continue
            if self.lifted is not None and not self._in_selection(leg):
                continue
            gate = self._shut_end(leg)
            at = gate.position if gate else _middle(leg)
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


def _middle(leg: Leg) -> tuple[float, float]:
    """Half way along a leg's line as drawn; lanes that share a vertex have middles of their own."""
    point = LineString(leg.coordinates).interpolate(0.5, normalized=True)
    return point.x, point.y
