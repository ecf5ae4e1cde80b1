"""The table of corridors, sorted by the column that the visitor chooses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from dashboard.components.clickable_html import pickable
from dashboard.components.html import render_page
from dashboard.components.wording import Words
from dashboard.loaders import get_edition, get_headline
from dashboard.state import order_table, table_order
from layers.analysis.journey_bands import WayBand, band_of_journey
from layers.analysis.journeys import CorridorJourney
from layers.model.dataset import Data
from layers.model.view import View
from layers.network.network import status_on
from layers.network.scenario import scenario_of

HEADS = {
    "name": "map.column.name", "status": "map.column.status", "route": "compare.route", "km": "compare.km",
    "countries": "compare.countries", "days": "compare.days", "usd": "compare.usd", "risk": "compare.risk",
    "generalised": "compare.generalised",
}  # fmt: skip
"""Key of the text in the head of each column."""
FIRST_COLUMN = "risk"
"""The column that the table is sorted by at first."""


@dataclass(frozen=True)
class _Row:
    """The journey by one corridor, every value of one and the same; None where there is none.

    ``route`` names the route that it follows, or says why there is no journey.
    """

    key: str
    name: str
    status: str
    route: str | None
    km: float | None
    countries: int | None
    days: float | None
    usd: float | None
    risk: float | None
    generalised: float | None
    band: WayBand | None = None


def _rows(data: Data, view: View, words: Words) -> list[_Row]:
    headline = get_headline(get_edition(), scenario_of(view), view.shocks)
    rows = []
    for corridor in data.corridors.values():
        if not corridor.outlet:
            continue
        found = status_on(corridor.status_history, view.date, data.evidence_end)
        journey, why = headline.journeys.get(corridor.id), headline.no_way.get(corridor.id)
        row = _Row(
            corridor.id, corridor.short_name[view.language],
            words.t(f"status.{found.status}" if found else "map.not_yet"),
            words.t(f"compare.no_way.{why}") if why else None, None, None, None, None, None, None,
        )  # fmt: skip
        rows.append(_with_journey(row, data, journey, view) if journey else row)
    return rows


def _with_journey(row: _Row, data: Data, found: CorridorJourney, view: View) -> _Row:
    route = next(route for route in data.corridors[row.key].routes if route.id == found.way.route)
    journey, cost = found.journey, found.cost
    return replace(
        row, route=route.name[view.language], km=journey.km, countries=len(journey.countries),
        days=cost.days, usd=cost.usd_per_teu, risk=cost.risk, generalised=cost.generalised_usd,
        band=band_of_journey(data, journey),
    )  # fmt: skip


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
