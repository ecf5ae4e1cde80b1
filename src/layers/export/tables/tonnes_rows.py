"""Tables of tonnes: flows by year, and capacities with their use in the year of the view."""

from __future__ import annotations

from layers.analysis.tonnes.base_flows import UNKNOWN_GATE, BaseFlows, Use, base_year, gate_of
from layers.export.tables.table import Cell, Table, columns_of
from layers.model.dataset import Data
from layers.model.view import View
from layers.picture.element_names import gate_name

__all__ = ["capacities_table", "flows_table"]

_BASIS = columns_of("basis:basis", "confidence:confidence", "sources")


def flows_table(data: Data, view: View) -> Table:
    """A row for each flow and year; an alternative, which carries nothing, has one without a year."""
    language = view.language
    rows: list[tuple[Cell, ...]] = []
    for flow in data.flows.values():
        gate = gate_of(data, flow)
        what = (
            flow.id, flow.name[language], data.commodities[flow.commodity].name[language],
            None if gate == UNKNOWN_GATE else gate_name(data, language, gate), flow.through,
            tuple(sorted({*flow.countries, *flow.market_countries})), flow.market[language],
        )  # fmt: skip
        cost = flow.cost.usd_per_tonne.central if flow.cost else None
        for each in flow.years:
            amount = each.mt.central, each.mt.low, each.mt.high, each.counted
            ground = each.basis, each.confidence, each.sources
            rows.append((*what, each.year, *amount, flow.counts, cost, *ground))
        if not flow.years:
            ground = flow.basis, flow.confidence, flow.sources
            rows.append((*what, None, None, None, None, None, flow.counts, cost, *ground))
    columns = columns_of(
        "id", "name", "commodity", "gate", "parts", "countries", "market", "year", "mt", "mt_low", "mt_high",
        "counted:load.by", "counts:counts", "usd_per_tonne",
    )  # fmt: skip
    return Table("flows", (*columns, *_BASIS), tuple(rows))


def capacities_table(data: Data, view: View) -> Table:
    """A row for each capacity, with its use in the year of the view."""
    year = base_year(data, view.date)
    base = None if year is None else BaseFlows(data, year)
    rows: list[tuple[Cell, ...]] = []
    for key, each in data.capacities.items():
        use = base.use(each) if base else None
        mt = (each.mt.central, each.mt.low, each.mt.high) if each.mt else (None, None, None)
        others = each.others.mt.central if each.others else None
        rows.append((
            key, gate_name(data, view.language, key), each.elements, each.measure, *mt,
            others, year, round(use.flows_mt.central, 3) if use else None, _share(use),
            each.basis, each.confidence, each.sources,
        ))  # fmt: skip
    columns = columns_of(
        "id", "name", "parts", "measure:tonnes.measure", "mt", "mt_low", "mt_high", "others_mt", "year",
        "flows_mt", "use_share",
    )  # fmt: skip
    return Table("capacities", (*columns, *_BASIS), tuple(rows))


def _share(use: Use | None) -> float | None:
    return round(use.share.central, 4) if use and use.share else None
