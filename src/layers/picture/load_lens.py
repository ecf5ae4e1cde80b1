"""What the lens of load shows: tonnes and use of capacity of every part, of a year or after a closure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from layers.analysis.tonnes.asked import closed_of
from layers.analysis.tonnes.base_flows import BaseFlows, base_year
from layers.analysis.tonnes.closure import Tonnes
from layers.analysis.tonnes.loads import Load, UseClass, loads_after
from layers.analysis.tonnes.loads import loads as base_loads
from layers.errors import ViewError
from layers.faults import FaultCode
from layers.model.dataset import Data
from layers.model.tonnes import Commodity
from layers.model.view import View
from layers.model.vocabulary import Counts
from layers.network.view_names import flow_commodities
from layers.text import translate

__all__ = ["Carried", "LoadLens", "Rerouted", "load_lens", "rerouted"]

_MT_DECIMALS, _LEAST_MT = 3, 1e-6


@dataclass(frozen=True)
class Carried:
    """Millions of tonnes a year through a part, and the class of its use of capacity.

    ``is_drawn`` says that all of them are shown there by judgement, as their way is not published.
    """

    mt: float
    use: UseClass
    is_drawn: bool


@dataclass(frozen=True)
class LoadLens:
    """The lens of load of one view.

    ``commodity`` is None for all cargo; ``exports_mt`` is what of it was exported in the ``year``.
    ``carried`` is by id of a leg or place, after the closure of the view if ``is_after``.
    """

    year: int
    commodity: Commodity | None
    exports_mt: float
    carried: Mapping[str, Carried]
    is_after: bool

    def cargo(self, language: str) -> str:
        """What is shown, as it stands within a sentence."""
        if self.commodity is None:
            return translate(language, "load.all")
        name = self.commodity.name[language]
        return name[0].lower() + name[1:] if name[1:2].islower() else name


@dataclass(frozen=True)
class Rerouted:
    """Loads once what a closure displaces has moved, and the legs that it moved to."""

    carried: Mapping[str, Carried]
    legs: tuple[str, ...]


def load_lens(data: Data, view: View, after: Mapping[str, Carried] | None = None) -> LoadLens:
    """The lens of load of a view; ``after`` are the loads after its closure, if they are known.

    Raises
    ------
    ViewError
        If the data have no tonnes, or none of the commodity.
    """
    commodity, known = _commodity(view), flow_commodities(data)
    year = base_year(data, view.date)
    if year is None or (commodity and commodity not in known):
        raise ViewError.of(FaultCode.LINK_LOAD, parameter="lens", value=view.lens, commodities=known)
    base = BaseFlows(data, year)
    exports = (
        base.mt(key) for key, flow in base.once.items()
        if flow.counts is Counts.EXPORTS and commodity in ("", flow.commodity)
    )  # fmt: skip
    carried = _carried(base_loads(base, commodity)) if after is None else after
    return LoadLens(year, data.commodities.get(commodity), sum(exports), carried, after is not None)


def rerouted(tonnes: Tonnes, view: View) -> Rerouted | None:
    """What the closure of a view makes of the loads that its lens shows; None without either."""
    data, year = tonnes.data, base_year(tonnes.data, view.date)
    if view.lens.partition(":")[0] != "load" or not view.closed or year is None:
        return None
    found = tonnes.closure(closed_of(view, year))
    commodity = _commodity(view)
    ways = [data.flows[each.way] for each in found.moved if commodity in ("", data.flows[each.way].commodity)]
    parts = dict.fromkeys(part for way in ways for part in (*way.through, *way.drawn_on))
    return Rerouted(
        _carried(loads_after(tonnes.base(year), found, commodity)),
        tuple(part for part in parts if part in data.legs),
    )


def _commodity(view: View) -> str:
    return view.lens.partition(":")[2]


def _carried(found: Mapping[str, Load]) -> dict[str, Carried]:
    return {
        key: Carried(round(load.mt, _MT_DECIMALS), load.use, load.mt - load.drawn_mt < _LEAST_MT)
        for key, load in found.items() if load.mt > 0
    }  # fmt: skip
