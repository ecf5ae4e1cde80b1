"""What Python's rules decide for a view or a link, as plain JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

from layers.analysis.changes import events_of_corridor
from layers.analysis.live_figures import Headlines
from layers.analysis.parameters import central_settings
from layers.analysis.risk import Risk, RiskModel
from layers.analysis.routing import RouteFinder
from layers.analysis.tonnes.closure import Tonnes
from layers.model.dataset import Data
from layers.model.evidence import Event
from layers.model.records import Corridor
from layers.model.view import View
from layers.network.network import first_day, status_on
from layers.network.scenario import scenario_of
from layers.network.view_names import view_names
from layers.picture.highlights import Highlights, highlights_of
from layers.picture.labels import LabelRanks, is_drawn, is_minor, news_of
from layers.picture.leg_style import area_fill, ground_of, hollow_width_px, look_of_leg, ring_colour
from layers.picture.map_state import LegShown, Picture, PlaceShown, picture_of
from layers.picture.order import STATUS_ORDER
from layers.picture.summary import lens_title, summary_of
from tests.golden.cases import ZOOMS, Case
from tests.golden.tables import table_orders

Json = dict[str, Any]
FLAGS = ("up", "down", "main", "lane", "shut", "stranded")


class Expected:
    """What is decided on one pack."""

    def __init__(self, data: Data, pack: str) -> None:
        self.data, self.pack, self.model = data, pack, RiskModel(data)

    @cached_property
    def _headlines(self) -> Headlines:
        return Headlines(self.model)

    @cached_property
    def _finder(self) -> RouteFinder:
        return RouteFinder(self.model, central_settings(self.data))

    @cached_property
    def _tonnes(self) -> Tonnes:
        return Tonnes(self.data)

    def highlights(self, view: View) -> Highlights:
        """What the page works out for a view."""
        scenario = scenario_of(view)
        before = self._headlines.of(scenario.without_changes(), view.shocks)
        after = self._headlines.of(scenario, view.shocks)
        return highlights_of(self.data, view, before, after, self._finder, self._tonnes)

    def view(self, name: str, case: Case) -> Json:
        """All that is decided for one view."""
        view = case.view
        highlights = self.highlights(view) if case.has_highlights else Highlights()
        picture = picture_of(self.model, view, highlights, case.emphasis)
        return {
            "pack": self.pack, "name": name, "query": view.to_query_string(),
            "view": differing(view), "emphasis": list(case.emphasis), "highlights": highlights.to_json(),
            "title": lens_title(view, picture.actor, load=picture.load),
            "summary": summary_of(self.data, picture),
            "casing": ground_of(view.theme)["halo" if picture.lens == "veto" else "casing"],
            "fills": self._fills(picture), "zooms": list(ZOOMS),
            "corridors": _corridors(picture), "legend": _legend(picture),
            "legs": grouped(
                (_leg(leg, picture), leg.leg.id)
                for leg in sorted(picture.legs, key=lambda leg: list(self.data.legs).index(leg.leg.id))
            ),
            "crosses": [[cross.leg, cross.place] for cross in picture.crosses],
            "places": grouped((_place(place, picture), place.place.id) for place in picture.places),
            "names": self._names(picture, case),
            "tables": {table: table_orders(self.model, view, table) for table in case.tables},
            "card": self._card(view), "events": self._events(view),
        }  # fmt: skip

    def _fills(self, picture: Picture) -> dict[str, list[str]]:
        land, fills = ground_of(picture.view.theme)["land"], dict[str, list[str]]()
        for feature in self.data.countries["features"]:
            if feature["properties"]["kind"] == "country":
                key = feature["properties"]["id"]
                fills.setdefault(area_fill(key, self.data.home, picture), []).append(key)
        return {colour: keys for colour, keys in fills.items() if colour != land}

    def _names(self, picture: Picture, case: Case) -> list[Any]:
        ranks, found = LabelRanks(self.data, picture, case.emphasis), list[Any]()
        tried = {zoom: {p.place.id for _, p in ranks.in_order(picture.places, zoom)} for zoom in ZOOMS}
        for rank, place in ranks.in_order(picture.places, max(ZOOMS)):
            least = next(zoom for zoom in ZOOMS if place.place.id in tried[zoom])
            if not found or found[-1][:2] != [rank, least]:
                found.append([rank, least, []])
            found[-1][2].append(place.place.id)
        return found

    def _card(self, view: View) -> Json | None:
        kind, _, key = view.selection.partition(":")
        if not key or kind == "hub":
            return None
        record = self.data.corridors.get(key) if kind == "corridor" else self.data.parts[key]
        assert record is not None
        found = status_on(record.status_history, view.date, self.data.evidence_end)
        if found is None:
            return None
        risk = self._risk(record, view)
        return {
            "status": found.status, "class": risk.risk_class,
            "composite": None if risk.composite is None else round(risk.composite),
            "low": round(risk.low), "high": round(risk.high),
        }  # fmt: skip

    def _risk(self, record: Any, view: View) -> Risk:
        if isinstance(record, Corridor):
            return self.model.of_corridor(record, view.date, view.aggregation)
        return self.model.of_part(record.id, view.date)

    def _events(self, view: View) -> Json:
        kind, _, key = view.selection.partition(":")
        found: Iterable[Event] = self.data.events.values()
        if kind == "corridor":
            told = {event.id for event in events_of_corridor(self.data, self.data.corridors[key])}
            found = [event for event in found if event.id in told]
        elif kind not in ("", "hub"):
            found = [event for event in found if key in event.parts]
        found = list(found)
        past = [event.id for event in found if first_day(event.date) <= view.date]
        return {"count": len(found), "now": past[-1] if past else None}

    def link(self, query: str) -> Json:
        """What is left of a link."""
        view, unread = View.from_query(dict(parse_qsl(query, keep_blank_values=True)))
        names = view_names(self.data)
        ignored = {str(problem.parameters["parameter"]) for problem in unread}
        ignored |= {unknown.parameter for unknown in names.unknown_in(view)}
        view = names.without_unknown(view)
        return {
            "query": query, "view": differing(view), "link": view.to_query_string(),
            "ignored": sorted(ignored),
        }  # fmt: skip


def move(before: View, change: Mapping[str, object]) -> Json:
    """What a visitor's change makes of a view."""
    after = replace(before, **change).after(before)  # type: ignore[arg-type]
    return {"before": differing(before), "change": dict(change), "after": differing(after)}


def differing(view: View) -> Json:
    """Fields that differ from the default view, as the payload has them."""
    default = View()
    return {
        key: sorted(value) if isinstance(value, frozenset) else value
        for key, value in asdict(view).items() if value != getattr(default, key)
    }  # fmt: skip


def grouped(records: Iterable[tuple[Json, str]]) -> list[Json]:
    """Groups of records that are alike in everything, in the order of their first; empty fields left out."""
    groups: dict[str, Json] = {}
    for said, key in records:
        brief = {name: value for name, value in said.items() if value not in (False, None, [])}
        groups.setdefault(repr(said), {**brief, "ids": []})["ids"].append(key)
    return list(groups.values())


def short(number: float) -> float:
    """To four decimals; a whole number as one."""
    found = round(number, 4)
    return int(found) if found == int(found) else found


def _corridors(picture: Picture) -> list[Json]:
    return grouped(
        (
            {
                "status": each.status, "class": each.lens_class, "judgement": each.judgement, "on": each.on,
                "closed": each.shut,
            },
            each.corridor.id,
        )
        for each in picture.corridors
    )  # fmt: skip


def _legend(picture: Picture) -> list[Any]:
    groups = [
        [status, [each.corridor.id for each in picture.corridors if each.status is status]]
        for status in STATUS_ORDER
    ]
    return [group for group in groups if group[1]]


def _leg(leg: LegShown, picture: Picture) -> Json:
    look = look_of_leg(leg, picture)
    return {
        "status": leg.status, "class": leg.lens_class, "judgement": leg.judgement,
        "flags": [flag for flag in FLAGS if getattr(leg, flag)],
        "colour": look.colour, "width": short(look.width_px), "opacity": short(look.opacity),
        "dash": [short(part) for part in look.dash_px], "round": look.round_cap,
        "casing": [short(look.casing_width_px), short(look.casing_opacity)],
        "hollow": [look.hollow, short(hollow_width_px(look.width_px))] if look.hollow else None,
        "striped": look.striped, "mt": leg.mt or None,
    }  # fmt: skip


def _place(place: PlaceShown, picture: Picture) -> Json:
    news = [(day, zoom) for zoom in ZOOMS if is_drawn(place, zoom) and (day := news_of(place, zoom))]
    return {
        "kind": place.kind, "status": place.status, "state": place.state,
        "ring": ring_colour(place, picture), "chosen": place.chosen,
        "drawnFrom": next(zoom for zoom in ZOOMS if is_drawn(place, zoom)),
        "minorAt": [zoom for zoom in ZOOMS if is_drawn(place, zoom) and is_minor(place, zoom)],
        "news": list(news[0]) if news else None,
    }  # fmt: skip
