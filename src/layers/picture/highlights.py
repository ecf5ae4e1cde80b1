"""What a view emphasises on the map, worked out before the map is drawn.

The legs of the visitor's journey, the legs where cargo would go for what is closed or built on trial, and how
much of the access to the sea depends on each country.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from layers.analysis.routing import By, RouteFinder
from layers.analysis.tonnes.closure import Tonnes
from layers.analysis.what_if import Headline, next_best, veto_classes, veto_days
from layers.model.dataset import Data
from layers.model.view import View
from layers.network.scenario import scenario_of
from layers.picture.load_lens import Carried, rerouted

__all__ = ["Highlights", "highlights_of"]


@dataclass(frozen=True)
class Highlights:
    """Legs and countries that a view emphasises.

    ``path`` holds the ids of the legs of the journey in order of travel, empty without one. ``next_legs``
    holds the ids of the legs of the corridors whose share of cargo grows most, in the lens of load of those
    that displaced tonnes move to. ``veto`` is the class of every country on an open way, by its code; None
    stands for the classes with nothing closed and nothing built. ``load`` is what each part carries after the
    closure, by its id; None without one or in another lens.
    """

    path: tuple[str, ...] = ()
    next_legs: tuple[str, ...] = ()
    veto: Mapping[str, str] | None = None
    load: Mapping[str, Carried] | None = None

    def to_json(self) -> dict[str, Any]:
        """The same as the map in the browser takes it."""
        veto = None if self.veto is None else dict(self.veto)
        load = None if self.load is None else {
            key: [each.mt, str(each.use), each.is_drawn] for key, each in self.load.items()
        }  # fmt: skip
        return {"path": list(self.path), "next": list(self.next_legs), "veto": veto, "load": load}


def highlights_of(
    data: Data, view: View, before: Headline, after: Headline, finder: RouteFinder, tonnes: Tonnes
) -> Highlights:
    """Highlights of a view.

    Parameters
    ----------
    before, after
        Figures of the view's scenario without and with what is closed and built on trial.
    finder
        Finds the journey that the view asks for.
    tonnes
        Works out where displaced tonnes go.
    """
    moved = rerouted(tonnes, view)
    return Highlights(
        path=_path(view, finder),
        next_legs=_next_legs(data, before, after) if moved is None else moved.legs,
        veto=veto_classes(veto_days(after.countries, after.reliability.criticality_days)),
        load=moved.carried if moved else None,
    )


def _next_legs(data: Data, before: Headline, after: Headline) -> tuple[str, ...]:
    parts = (part for door in next_best(before, after) for part in after.cheapest[door].parts)
    return tuple(dict.fromkeys(part for part in parts if part in data.legs))


def _path(view: View, finder: RouteFinder) -> tuple[str, ...]:
    if view.origin not in finder.origins() or view.market not in finder.markets():
        return ()
    journey = finder.find(view.origin, view.market, By(view.by), scenario_of(view))
    return tuple(journey.legs) if journey else ()
