"""The dossier of whatever is selected: HTML and charts in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import altair as alt
from markupsafe import Markup

from dashboard.components.charts import series_chart, staircase_chart
from dashboard.components.dossier_values import (
    corridor_values,
    events_of_part,
    facts_by_topic,
    further_values,
    place_values,
    series_points,
)
from dashboard.components.html import as_page, render
from dashboard.components.risk_table import risk_rows
from dashboard.components.wording import Words
from layers.analysis.journey_bands import band_of_profile
from layers.analysis.risk import RiskModel
from layers.analysis.series_figures import what_of
from layers.model.dataset import Data, Place
from layers.model.records import Corridor, Hub, Leg
from layers.model.view import View
from layers.network.cost_profile import cost_profile
from layers.network.network import corridors_of_leg, main_route, status_on

Block = Markup | alt.LayerChart


class Dossier(NamedTuple):
    """HTML and charts in their order, and links to the sections that have headings in them."""

    blocks: list[Block]
    links: Markup


def dossier(model: RiskModel, view: View) -> Dossier:
    """Everything known about the view's selection, or what to do when there is none."""
    data = model.data
    words = Words(view, data)
    kind, _, key = view.selection.partition(":")
    blocks: Iterable[Block]
    if not key:
        title, text = words.t("page.tab_dossier"), words.t("page.nothing_selected")
        blocks = [render("head.html", level=2, title=title, text=text)]
    elif kind == "corridor":
        blocks = _corridor(model, data.corridors[key], words)
    elif kind == "leg":
        blocks = [_leg(model, data.legs[key], words)]
    else:
        blocks = [_place(model, data.places[key], words)]
    shown = [block if isinstance(block, alt.LayerChart) else as_page(block, words)
             for block in _joined(_with_references(blocks, words))]  # fmt: skip
    sections = words.sections()
    return Dossier(shown, render("dossier/sections.html", words, sections=sections) if sections else Markup())


def _with_references(blocks: Iterable[Block], words: Words) -> Iterator[Block]:
    yield from blocks
    yield render("references.html", words)  # by now, all that is cited is known


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Join neighbouring pieces of HTML."""
    html = Markup()
    for block in blocks:
        if isinstance(block, alt.LayerChart):
            yield html
            yield block
            html = Markup()
        else:
            html += block
    yield html


def _corridor(model: RiskModel, corridor: Corridor, words: Words) -> Iterator[Block]:
    data, facts = model.data, facts_by_topic(corridor)
    yield render("dossier/corridor.html", words, facts=facts, **corridor_values(model, corridor, words.view))
    yield from _volumes(data, corridor, words)
    yield render("dossier/staircase_head.html", words, facts=facts)
    yield from _staircase(data, corridor, words)
    values = further_values(data, corridor, words.view)
    yield render("dossier/corridor_rest.html", words, facts=facts, **values)


def _volumes(data: Data, corridor: Corridor, words: Words) -> Iterator[Block]:
    for series in data.series.values():
        if corridor.id not in series.corridors:
            continue
        language = words.view.language
        yield render("dossier/series_head.html", words, series=series, what=what_of(series, language))
        if len(series.points) > 1:
            yield series_chart(series, words)
        points = series_points(series, language)
        yield render("dossier/series_table.html", words, unit=series.unit, points=points)


def _staircase(data: Data, corridor: Corridor, words: Words) -> Iterator[Block]:
    stairs = cost_profile(data, main_route(corridor))
    if len([step for step in stairs.steps if step.hours]) > 1:
        yield staircase_chart(data, stairs, words, "hours")
    if len([step for step in stairs.steps if step.usd]) > 1:
        yield staircase_chart(data, stairs, words, "usd")
    parameters = [data.parameters[key] for key in stairs.parameters]
    band = band_of_profile(data, stairs)
    yield render("dossier/staircase_table.html", words, stairs=stairs, parameters=parameters, band=band)


def _leg(model: RiskModel, leg: Leg, words: Words) -> Markup:
    data, day = model.data, words.view.date
    risk = model.of_part(leg.id, day)
    return render(
        "dossier/leg.html", words, leg=leg, users=corridors_of_leg(data)[leg.id], risk=risk,
        risk_rows=risk_rows(data, risk, of_corridor=False), events=events_of_part(data, leg.id),
        found=status_on(leg.status_history, day, data.evidence_end),
    )  # fmt: skip


def _place(model: RiskModel, place: Place, words: Words) -> Markup:
    if isinstance(place, Hub):
        return render("dossier/hub.html", words, hub=place)
    return render("dossier/place.html", words, **place_values(model, place, words.view.date))
