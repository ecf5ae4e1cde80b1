"""How the table below the map sorts its rows by the columns that have a rank: a second opinion.

Only the browser sorts this table, so the library has no rule to hold it against but the orders of codes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from layers.analysis.risk import Risk, RiskModel
from layers.analysis.tonnes.base_flows import BaseFlows, base_year
from layers.analysis.tonnes.loads import Load, loads
from layers.model.records import Corridor, Leg
from layers.model.view import View
from layers.model.vocabulary import Dimension
from layers.network.network import main_route, route_length_km, status_on
from layers.picture.lens_class import dimension_of, lens_of
from layers.picture.order import TABLE_ORDER

NOT_YET = 99

Key = Callable[[Any], Any]


def table_orders(model: RiskModel, view: View, table: str) -> dict[str, list[str]]:
    """Ids of all rows of a table by column and direction; rows that are equal keep the order of the data."""
    data = model.data
    rows: Mapping[str, Mapping[str, Any]] = {
        "corridor": data.corridors, "leg": data.legs, "port": data.ports, "crossing": data.crossings,
        "chokepoint": data.chokepoints,
    }  # fmt: skip
    ranks = _Ranks(model, view)
    columns: dict[str, Key] = {
        "status": ranks.status, "risk": ranks.risk, "last_known": ranks.last_known,
    }  # fmt: skip
    if table == "corridor":
        columns["stance"] = ranks.stance
    if lens_of(view) == "load" and table != "corridor" and not view.closed:
        columns["mt"], columns["use"] = ranks.mt, ranks.use
    if table in ("corridor", "leg"):
        columns["km"] = ranks.km
    return {
        f"{name} {'down' if down else 'up'}": [
            record.id for record in sorted(rows[table].values(), key=rank, reverse=down)
        ]
        for name, rank in columns.items() for down in (False, True)
        if not down or name == "status"
    }  # fmt: skip


class _Ranks:
    """What rows are sorted by."""

    def __init__(self, model: RiskModel, view: View) -> None:
        self.model, self.view, self.data = model, view, model.data

    def status(self, record: Any) -> int:
        found = status_on(record.status_history, self.view.date, self.data.evidence_end)
        return TABLE_ORDER["status"].index(found.status) if found else NOT_YET

    def last_known(self, record: Any) -> str:
        found = status_on(record.status_history, self.view.date, self.data.evidence_end)
        return (found.entry.last_known or "") if found else ""

    def risk(self, record: Any) -> float:
        if status_on(record.status_history, self.view.date, self.data.evidence_end) is None:
            return -1
        risk = self._risk(record)
        dimension = dimension_of(self.view)
        if dimension:
            found = risk.dimensions.get(Dimension(dimension))
            return -1 if found is None or not found.score else round(10 * found.score) / 10
        return -1 if risk.composite is None else round(risk.composite)

    def _risk(self, record: Any) -> Risk:
        if isinstance(record, Corridor):
            return self.model.of_corridor(record, self.view.date, self.view.aggregation)
        return self.model.of_part(record.id, self.view.date)

    def stance(self, corridor: Corridor) -> int:
        asked = self.view.lens.partition(":")[2] if lens_of(self.view) == "stance" else self.view.actor
        actor = self.data.actors[asked or self.data.pack.default_actor]
        return TABLE_ORDER["stance"].index(actor.stances[corridor.id].stance)

    @cached_property
    def loads(self) -> Mapping[str, Load]:
        year = base_year(self.data, self.view.date)
        assert year is not None
        return loads(BaseFlows(self.data, year), self.view.lens.partition(":")[2])

    def mt(self, record: Any) -> float:
        return round(self.loads[record.id].mt, 3) if record.id in self.loads else -1

    def use(self, record: Any) -> float:
        found = self.loads.get(record.id)
        return -1 if found is None or found.share is None else found.share

    def km(self, record: Corridor | Leg) -> float:
        if isinstance(record, Leg):
            return round(record.length_km, 1)
        return round(route_length_km(self.data, main_route(record)))
