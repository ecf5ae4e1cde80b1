"""In which class of the lens a leg, place, corridor or country is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from layers.analysis.parameters import central_settings
from layers.analysis.risk import Risk, RiskClass, RiskModel, composite_to_class
from layers.analysis.what_if import WhatIf, veto_classes, veto_days
from layers.errors import ViewError
from layers.faults import FaultCode
from layers.model.dataset import Data
from layers.model.records import Actor, Corridor, Leg, StanceRecord
from layers.model.view import View
from layers.model.vocabulary import Basis, Dimension, Stance, Status
from layers.network.scenario import Scenario, all_ways, open_ways
from layers.picture.load_lens import Carried, load_lens
from layers.picture.order import STANCE_WEIGHT

__all__ = ["Lens", "dimension_of", "lens_of"]

LensClass = tuple[str | None, bool]
"""The class, None where the lens says nothing of the record; and whether it is a judgement."""


def lens_of(view: View) -> str:
    """The kind of lens: risk, status, stance, veto or load."""
    return view.lens.partition(":")[0]


def dimension_of(view: View) -> str:
    """The one dimension of risk that the lens shows, or nothing."""
    kind, _, which = view.lens.partition(":")
    return which if kind == "risk" else ""


class Lens:
    """Classes in the lens of one view.

    Raises
    ------
    ViewError
        If the lens asks for the stance of an actor, or the load of a commodity, that the data do not have.
    """

    def __init__(
        self, model: RiskModel, view: View, load_after: Mapping[str, Carried] | None = None
    ) -> None:
        self._model, self._view = model, view
        self.kind, self.dimension = lens_of(view), dimension_of(view)
        self.actor = _actor(model.data, view) if self.kind == "stance" else None
        self.load = load_lens(model.data, view, load_after) if self.kind == "load" else None

    def of_leg(self, leg: Leg, status: Status, corridors: Iterable[str]) -> LensClass:
        """Class of a leg; ``corridors`` are those whose stance it may show."""
        if self.kind == "risk":
            return str(self.of_part(leg.id)), False
        if self.kind == "stance":
            assert self.actor is not None  # noqa: S101 - the lens is stance
            records = [self.actor.stances[key] for key in corridors if key in self.actor.stances]
            if not records:
                return str(Stance.SILENT), False
            return _stance(max(records, key=lambda record: STANCE_WEIGHT[record.stance]))
        if self.load is not None:
            carried = self.load.carried.get(leg.id)
            return (str(carried.use), carried.is_drawn) if carried else (None, False)
        return (str(status) if self.kind == "status" else None), False

    def mt_of(self, leg: Leg) -> float | None:
        """Millions of tonnes that pass a leg in the lens of load; None in another lens."""
        if self.load is None:
            return None
        carried = self.load.carried.get(leg.id)
        return carried.mt if carried else 0.0

    def ring_of(self, key: str) -> str | None:
        """Class that the ring around a place shows; None where the lens has none, or it is not known."""
        if self.load is not None:
            carried = self.load.carried.get(key)
            found = str(carried.use) if carried else None
        else:
            found = str(self.of_part(key)) if self.kind == "risk" else None
        return None if found == "unknown" else found

    def of_part(self, key: str) -> RiskClass:
        """Class of risk of a leg or place, in the dimension of the lens if it shows one."""
        return self._risk(self._model.of_part(key, self._view.date))

    def of_corridor(self, corridor: Corridor, status: Status | None) -> LensClass:
        """Class of a whole corridor; none before it is spoken of."""
        if status is None or self.kind in ("veto", "load"):
            return None, False
        if self.kind == "risk":
            view = self._view
            return str(self._risk(self._model.of_corridor(corridor, view.date, view.aggregation))), False
        if self.kind == "stance":
            assert self.actor is not None  # noqa: S101 - the lens is stance
            return _stance(self.actor.stances[corridor.id])
        return str(status), False

    def veto_untried(self) -> dict[str, str]:
        """Class of every country's veto with nothing closed and nothing built."""
        data, scenario = self._model.data, Scenario(self._view.date)
        ways = open_ways(data, scenario, all_ways(data))
        found = WhatIf(self._model).criticality_days(ways, scenario.day, central_settings(data))
        return veto_classes(veto_days({country for way in ways for country in way.countries}, found))

    def _risk(self, risk: Risk) -> RiskClass:
        if not self.dimension:
            return risk.risk_class
        found = risk.dimensions.get(Dimension(self.dimension))
        if found is None or found.score is None:
            return RiskClass.UNKNOWN
        return composite_to_class(25 * (round(10 * found.score) / 10 - 1))


def _actor(data: Data, view: View) -> Actor:
    key = view.lens.partition(":")[2]
    if key not in data.actors:
        raise ViewError.of(
            FaultCode.LINK_STANCE, parameter="lens", value=view.lens, actors=tuple(data.actors)
        )
    return data.actors[key]


def _stance(record: StanceRecord) -> LensClass:
    judgement = record.basis is Basis.JUDGEMENT and record.stance is not Stance.SILENT
    return str(record.stance), judgement
