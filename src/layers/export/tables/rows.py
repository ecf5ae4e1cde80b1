"""The data of a view as tables: CSV, a workbook, or layers for a geographic information system.

A :class:`Table` holds plain values under machine-readable column names with the unit in the name. CSV and
workbook show them in the language of the view; GeoPackage keeps names and codes as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from layers.analysis.bands import Band
from layers.analysis.parameters import central_settings
from layers.analysis.risk import Risk, RiskModel
from layers.analysis.what_if import Headline, WhatIf
from layers.errors import ExportError
from layers.export.tables.table import Cell, Column, Table, columns_of
from layers.export.tables.tonnes_rows import capacities_table, flows_table
from layers.faults import ErrorCode
from layers.model.dataset import Data
from layers.model.records import Chokepoint, Corridor, Crossing, Leg, Port, Source, StatusEntry
from layers.model.view import View
from layers.network.network import (
    corridors_of_leg,
    main_route,
    route_length_km,
    status_on,
    transit_countries,
)
from layers.network.scenario import scenario_of
from layers.picture.element_names import element_name
from layers.picture.summary import name_of
from layers.text import country_name, format_date, format_percent, texts, translate
from layers.text.credits import credit_line

__all__ = [
    "TABLES",
    "built_names",
    "closed_names",
    "heading",
    "make_table",
    "notes_of",
    "shown",
]

Documented = Corridor | Leg | Port | Crossing | Chokepoint


_STATUS = columns_of(
    "status:status", "status_from", "last_known", "announced", "status_confidence:confidence", "status_reason"
)
_RISK = columns_of("risk_0_to_100", "risk_low_0_to_100", "risk_high_0_to_100", "risk_class:risk")
_POINT = columns_of("longitude_deg", "latitude_deg")
_BASIS = columns_of("basis:basis", "confidence:confidence", "sources")


# --- what the tables hold ---------------------------------------------------------------------------------


def _status_cells(data: Data, view: View, thing: Documented) -> tuple[Cell, ...]:
    found = status_on(thing.status_history, view.date, data.evidence_end)
    if found is None:
        return (None,) * len(_STATUS)
    entry = found.entry
    known = _last_known(thing.status_history) if entry.planned else entry.last_known
    return (
        found.status, entry.from_date, known, entry.planned, entry.confidence, entry.reason[view.language],
    )  # fmt: skip


def _last_known(history: Sequence[StatusEntry]) -> str | None:
    return [entry for entry in history if not entry.planned][-1].last_known


def _risk_cells(risk: Risk) -> tuple[Cell, ...]:
    composite = None if risk.composite is None else round(risk.composite, 1)
    return composite, round(risk.low, 1), round(risk.high, 1), risk.risk_class


def _corridors(model: RiskModel, view: View) -> Table:
    data, rows = model.data, []
    for corridor in data.corridors.values():
        route = main_route(corridor)
        rows.append((
            corridor.id, corridor.name[view.language], corridor.outlet,
            *_status_cells(data, view, corridor),
            *_risk_cells(model.of_corridor(corridor, view.date, view.aggregation)),
            round(route_length_km(data, route), 1), tuple(sorted(transit_countries(data, route))),
            len(corridor.routes), corridor.summary[view.language],
        ))  # fmt: skip
    columns = (
        *columns_of("id", "name", "reaches_sea"), *_STATUS, *_RISK,
        *columns_of("length_km", "countries:country", "routes_count", "summary"),
    )  # fmt: skip
    return Table("corridors", columns, tuple(rows))


def _legs(model: RiskModel, view: View) -> Table:
    data, users = model.data, corridors_of_leg(model.data)
    rows = tuple(
        (
            leg.id, name_of(data, view.language, leg.id), leg.from_id, leg.to_id, leg.mode, leg.gauge_mm,
            leg.length_km, leg.length_source, leg.measured_km, leg.precision,
            *_status_cells(data, view, leg), *_risk_cells(model.of_part(leg.id, view.date)),
            tuple(leg.km_by_country), tuple(users[leg.id]),
        )
        for leg in data.legs.values()
    )  # fmt: skip
    columns = (
        *columns_of(
            "id", "name", "from_id", "to_id", "mode:mode", "gauge_mm", "length_km",
            "length_source:map.km_source", "measured_km", "precision:precision",
        ),
        *_STATUS, *_RISK, *columns_of("countries:country", "corridors"),
    )  # fmt: skip
    return Table("legs", columns, rows)


def _ports(model: RiskModel, view: View) -> Table:
    data = model.data
    rows = tuple(
        (
            port.id, port.name[view.language], port.country, port.kind, port.role, port.sea[view.language],
            port.locode, port.rail_gauge_mm, port.chokepoints,
            *_status_cells(data, view, port), *_risk_cells(model.of_part(port.id, view.date)),
            *port.position, port.position_accuracy_km,
        )
        for port in data.ports.values()
    )  # fmt: skip
    columns = (
        *columns_of(
            "id", "name", "country:country", "kind:table.port_kind", "role:table.role", "sea", "un_locode",
            "gauge_mm", "chokepoints",
        ),
        *_STATUS, *_RISK, *_POINT, *columns_of("position_accuracy_km"),
    )  # fmt: skip
    return Table("ports", columns, rows)


def _crossings(model: RiskModel, view: View) -> Table:
    data = model.data
    rows = tuple(
        (
            each.id, each.name[view.language], each.countries, each.kind, each.modes, each.gauge_change,
            tuple(f"{country} {gauge}" for country, gauge in each.gauges_mm.items() if gauge),
            *_status_cells(data, view, each), *_risk_cells(model.of_part(each.id, view.date)),
            *each.position, each.position_accuracy_km,
        )
        for each in data.crossings.values()
    )  # fmt: skip
    columns = (
        *columns_of(
            "id", "name", "countries:country", "kind:table.crossing_kind", "modes:mode", "gauge_change",
            "gauges_mm",
        ),
        *_STATUS, *_RISK, *_POINT, *columns_of("position_accuracy_km"),
    )  # fmt: skip
    return Table("crossings", columns, rows)


def _chokepoints(model: RiskModel, view: View) -> Table:
    data = model.data
    rows = tuple(
        (
            each.id, each.name[view.language], each.countries, each.baseline[view.language],
            *_status_cells(data, view, each), *_risk_cells(model.of_part(each.id, view.date)),
            *each.position,
        )
        for each in data.chokepoints.values()
    )  # fmt: skip
    columns = (*columns_of("id", "name", "countries:country", "usual_traffic"), *_STATUS, *_RISK, *_POINT)
    return Table("chokepoints", columns, rows)


def _statuses(model: RiskModel, view: View) -> Table:
    data, rows = model.data, []
    groups: tuple[tuple[str, Mapping[str, Documented]], ...] = (
        ("corridor", data.corridors), ("leg", data.legs), ("port", data.ports),
        ("crossing", data.crossings), ("chokepoint", data.chokepoints),
    )  # fmt: skip
    for kind, things in groups:
        for thing in things.values():
            name = (
                name_of(data, view.language, thing.id)
                if isinstance(thing, Leg)
                else thing.name[view.language]
            )
            rows += [
                (
                    kind, thing.id, name, entry.from_date, entry.status, entry.planned, entry.last_known,
                    entry.reason[view.language], entry.basis, entry.confidence, entry.sources,
                )
                for entry in thing.status_history
            ]  # fmt: skip
    columns = (
        *columns_of(
            "kind:kind", "id", "name", "status_from", "status:status", "announced", "last_known",
            "status_reason",
        ),
        *_BASIS,
    )  # fmt: skip
    return Table("statuses", columns, tuple(rows))


def _events(model: RiskModel, view: View) -> Table:
    rows = tuple(
        (
            event.id, event.date, event.until, event.direction, event.title[view.language],
            event.text[view.language], event.corridors, event.parts, event.basis, event.confidence,
            event.sources,
        )
        for event in model.data.events.values()
    )  # fmt: skip
    columns = columns_of("id", "date", "until", "effect:direction", "name", "text", "corridors", "parts")
    return Table("events", (*columns, *_BASIS), rows)


def _stances(model: RiskModel, view: View) -> Table:
    rows = tuple(
        (
            actor.id, actor.name[view.language], corridor,
            model.data.corridors[corridor].name[view.language], record.stance, record.as_of,
            record.reason[view.language], record.basis, record.confidence, record.sources,
        )
        for actor in model.data.actors.values()
        for corridor, record in actor.stances.items()
    )  # fmt: skip
    columns = columns_of("actor_id", "actor", "corridor_id", "corridor", "stance:stance", "as_of", "reason")
    return Table("stances", (*columns, *_BASIS), rows)


def _headline(model: RiskModel, view: View) -> Table:
    found = WhatIf(model).headline(scenario_of(view), central_settings(model.data))
    columns = columns_of("figure:table.figure", "about", "value", "low", "high", "unit:table.unit")
    return Table("headline", columns, tuple(_headline_rows(model.data, view, found)))


def _headline_rows(data: Data, view: View, found: Headline) -> Iterable[tuple[Cell, ...]]:
    def plain(figure: str, about: str, value: float | None, unit: str) -> tuple[Cell, ...]:
        return figure, about, value, None, None, unit

    def banded(figure: str, about: str, band: Band, unit: str) -> tuple[Cell, ...]:
        low, central, high = (float(f"{value:.4g}") for value in band.values)
        return figure, about, central, low, high, unit

    yield plain("doors", "", len(found.doors), "count")
    yield plain("independent_doors", "", len(found.independent), "count")
    yield plain("locks", "", found.locks.size, "count")
    for names in found.locks.sets:
        yield plain("lock_set", " + ".join(_countries(view, names)), len(names), "count")
    yield plain("strait_locks", "", found.strait_locks.size, "count")
    yield banded("expected_doors", "", found.reliability.expected_doors, "count")
    yield banded("days_without_door", "", found.reliability.days_without_door, "days_per_year")
    yield banded("days_without_door_alone", "", found.reliability.days_alone, "days_per_year")
    yield banded("spell_30_days", "", found.reliability.spell_30_days, "probability")
    concentration = None if found.concentration is None else round(found.concentration)
    yield plain("concentration", "", concentration, "index")
    for corridor, cost in found.costs.items():
        name = data.corridors[corridor].name[view.language]
        yield plain("cargo_share", name, round(found.shares.get(corridor, 0.0), 4), "share")
        yield plain("time", name, round(cost.days, 1), "days")
        yield plain("cost", name, round(cost.usd_per_teu), "usd_per_teu")
        yield plain("generalised_cost", name, round(cost.generalised_usd), "usd_per_teu")
    for country, share in found.exposures.items():
        yield plain("exposure", country_name(view.language, country), round(share, 4), "share")
    for element, days in found.reliability.criticality_days.items():
        name = element_name(data, view.language, element)
        yield plain("criticality", name, float(f"{days:.4g}"), "days_per_year")
    for country, power in found.power.items():
        yield banded("power", country_name(view.language, country), power, "share")


def _countries(view: View, codes: Iterable[str]) -> list[str]:
    return sorted(country_name(view.language, code) for code in codes)


def _sources(model: RiskModel, view: View) -> Table:
    rows = tuple(
        (each.id, each.publisher, each.title, _kind_of(each, view), each.date, each.url, each.weak)
        for each in model.data.bibliography.values()
    )
    columns = columns_of("id", "publisher", "title", "kind", "date", "address", "weak_source")
    return Table("sources", columns, rows)


def _kind_of(source: Source, view: View) -> str | None:
    return None if source.kind is None else translate(view.language, f"source_kind.{source.kind}")


def _series(model: RiskModel, view: View) -> Table:
    """A row for each yearly figure, with what it counts, how it came about and which months it covers."""
    language = view.language
    rows = tuple(
        (
            each.id, each.name[language], each.definition[language], each.measures, each.counts,
            each.corridors, point.year, point.value, point.low, point.high, each.unit, point.counted,
            point.months, point.partial[language] if point.partial else None,
            point.note[language] if point.note else None, point.basis, point.sources,
        )
        for each in model.data.series.values()
        for point in each.points
    )  # fmt: skip
    columns = columns_of(
        "id", "name", "definition", "what_it_measures:series.measure", "counts:counts", "corridors", "year",
        "value", "low", "high", "unit:unit", "counted:series.by", "months", "part_of_year", "note",
        "basis:basis", "sources",
    )  # fmt: skip
    return Table("series", columns, rows)


TABLES: Mapping[str, Callable[[RiskModel, View], Table]] = {
    "corridors": _corridors, "legs": _legs, "ports": _ports, "crossings": _crossings,
    "chokepoints": _chokepoints, "events": _events, "statuses": _statuses, "stances": _stances,
    "series": _series,
    "flows": lambda model, view: flows_table(model.data, view),
    "capacities": lambda model, view: capacities_table(model.data, view),
    "headline": _headline, "sources": _sources,
}  # fmt: skip
"""Every table by name, in the order of the workbook's sheets."""


def make_table(model: RiskModel, view: View, name: str) -> Table:
    """Return one table of a view.

    Raises
    ------
    ExportError
        If there is no table of that name.
    """
    if name not in TABLES:
        raise ExportError(ErrorCode.TABLE_UNKNOWN, name=name, known=tuple(TABLES))
    return TABLES[name](model, view)


# --- how they are written ---------------------------------------------------------------------------------


def heading(column: Column, language: str) -> str:
    """Return the column's heading in words, with its unit."""
    return translate(language, f"table.column.{column.name}")


def shown(column: Column, value: Cell, language: str) -> str | float | int | None:
    """Return a value as the language shows it: words for codes, one cell for several values."""
    if isinstance(value, bool):
        return translate(language, "table.yes" if value else "table.no")
    if isinstance(value, tuple):
        return "; ".join(str(shown(column, each, language)) for each in value)
    if value is None or not column.words:
        return value
    if column.words == "country":
        return country_name(language, str(value))
    return texts(language)[f"{column.words}.{value}"]


def notes_of(model: RiskModel, view: View) -> list[tuple[str, str]]:
    """Return what must accompany the data, as (heading, text): the day, the trial, boundaries, credits."""
    language, data = view.language, model.data
    day, end = format_date(language, view.date), format_date(language, data.evidence_end)
    rows = [
        ("table.readme.date", day),
        ("table.readme.known", translate(language, "brief.known", day=day, end=end)),
        ("table.readme.aggregation", translate(language, f"map.aggregation.{view.aggregation}")),
    ]
    if view.closed:
        rows.append(("table.readme.closed", "; ".join(closed_names(data, view))))
    if view.built:
        rows.append(("table.readme.built", "; ".join(built_names(data, view))))
    rows += [
        ("table.readme.boundaries", translate(language, "map.boundary_note")),
        ("table.readme.credits", credit_line(data, language)),
        ("table.readme.units", translate(language, "table.readme.units_text")),
    ]
    return [(translate(language, key), text) for key, text in rows]


def closed_names(data: Data, view: View) -> list[str]:
    """Return the names of what the view closes."""
    return sorted(name_of(data, view.language, key) for key in view.closed)


def built_names(data: Data, view: View) -> list[str]:
    """Return the names of what the view assumes built, with probabilities."""
    language = view.language
    return [f"{data.corridors[key].name[language]} ({format_percent(language, p)})" for key, p in view.built]
