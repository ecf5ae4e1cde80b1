"""The table of corridors, sorted by the column that the visitor chooses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from dashboard.components.clickable_html import pickable
from dashboard.components.html import render_page
from dashboard.components.wording import Words
from dashboard.loaders import get_edition, get_headline, get_model
from dashboard.state import order_table, table_order
from layers.model.dataset import Data
from layers.model.view import View
from layers.network.network import main_route, route_length_km, status_on, transit_countries
from layers.network.scenario import scenario_of

HEADS = {
    "name": "map.column.name", "status": "map.column.status", "km": "compare.km",
    "countries": "compare.countries", "days": "compare.days", "usd": "compare.usd", "risk": "compare.risk",
    "generalised": "compare.generalised",
}  # fmt: skip
"""Key of the text in the head of each column."""
FIRST_COLUMN = "risk"
"""The column that the table is sorted by at first."""


@dataclass(frozen=True)
class _Row:
    """One corridor; None where no way is open, or the value is not known."""

    key: str
    name: str
    status: str
    km: float
    countries: int
    days: float | None
    usd: float | None
    risk: float | None
    generalised: float | None


def _rows(data: Data, view: View, words: Words) -> list[_Row]:
    costs = get_headline(get_edition(), scenario_of(view), view.shocks).costs
    rows = []
    for corridor in data.corridors.values():
        if not corridor.outlet:
            continue
        route, cost = main_route(corridor), costs.get(corridor.id)
        found = status_on(corridor.status_history, view.date, data.evidence_end)
        risk = get_model(get_edition()).of_corridor(corridor, view.date, view.aggregation).composite
        rows.append(
            _Row(
                corridor.id, corridor.short_name[view.language],
                words.t(f"status.{found.status}" if found else "map.not_yet"),
                route_length_km(data, route), len(transit_countries(data, route)),
                cost.days if cost else None, cost.usd_per_teu if cost else None, risk,
                cost.generalised_usd if cost else None,
            )
        )  # fmt: skip
    return rows


def corridor_table(data: Data, view: View, words: Words) -> None:
    """Show the table; values that are not known come last."""
    column, upwards = table_order("compare", FIRST_COLUMN)
    rows = _rows(data, view, words)
    known = [row for row in rows if getattr(row, column) is not None]
    known.sort(key=lambda row: getattr(row, column), reverse=not upwards)
    ordered = known + [row for row in rows if getattr(row, column) is None]
    sort = "ascending" if upwards else "descending"
    heads = [
        {"key": key, "title": words.t(title), "sort": sort if key == column else "none"}
        for key, title in HEADS.items()
    ]
    pickable(
        render_page("compare/table.html", words, heads=heads, rows=ordered),
        "compare-table",
        partial(order_table, "compare", FIRST_COLUMN),
    )
