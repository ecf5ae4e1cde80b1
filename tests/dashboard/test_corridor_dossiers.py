"""Every dossier of a corridor, in every language, has all its sections, and none is empty."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from dashboard.components.dossier_values import LATEST
from layers.analysis.changes import events_of_corridor
from layers.analysis.journey_bands import band_of_profile
from layers.analysis.risk import RiskModel
from layers.analysis.series_figures import how_of, what_of
from layers.model.dataset import Data
from layers.model.records import Corridor, Crossing, Source
from layers.model.vocabulary import DEFAULT_DATE, LANGUAGES, Basis, Counted, Dimension
from layers.network.cost_profile import cost_profile
from layers.network.network import first_day, km_by_country, main_route, places_of_route, status_on
from layers.packs.evidence_references import REQUIRED_TOPICS
from layers.text import country_name, format_date, format_number, translate
from tests.dashboard.dossiers import (
    USUAL,
    assert_cites_what_it_lists,
    assert_history,
    assert_says_fact,
    marks_of,
    name_of_place,
    shown,
)
from tests.dashboard.html_tree import Node, tidy
from tests.dashboard.wording import (
    name_of,
)

HEADINGS_OF_A_CORRIDOR = (
    "page.risk",
    "page.latest",
    "page.length",
    "page.legs",
    "page.crossings",
    "topic.capacity",
    "topic.volume",
    "topic.time",
    "topic.cost",
    "page.staircase",
    "topic.financing",
    "topic.agreement",
    "topic.obstacle",
    "topic.perspective",
    "page.stances",
    "page.events",
    "page.status_history",
    "page.routes",
    "page.sources",
)


@cache
def corridor_dossier(corridor: str, language: str) -> dict[str, Node]:
    """The sections of a corridor's dossier in the app, asked for once."""
    return shown(language, selection=f"corridor:{corridor}")


def walked(data: Data) -> Iterator[tuple[Corridor, str, dict[str, Node]]]:
    """Every corridor in every language with what the app shows of it."""
    for corridor in data.corridors.values():
        for language in LANGUAGES:
            yield corridor, language, corridor_dossier(corridor.id, language)


# Slow: every corridor.
@pytest.mark.slow
def test_every_dossier_of_a_corridor_has_every_section_in_order(data: Data) -> None:
    for corridor, language, found in walked(data):
        wanted = ["", *(translate(language, key) for key in HEADINGS_OF_A_CORRIDOR)]
        extra = translate(language, "page.facts")
        assert [title for title in found if title != extra] == wanted, corridor.id


def test_a_dossier_begins_with_the_status_of_the_day_and_the_summary(data: Data) -> None:
    for corridor, language, found in walked(data):
        now = status_on(corridor.status_history, DEFAULT_DATE, data.evidence_end)
        assert now is not None
        beginning = found[""].text
        assert beginning.startswith(translate(language, f"status.{now.status}")), corridor.id
        assert tidy(now.entry.reason[language]) in beginning
        assert translate(language, f"confidence.{now.entry.confidence}") in beginning
        assert beginning.endswith(tidy(corridor.summary[language]))


def test_the_risk_of_a_corridor_has_all_eight_dimensions_with_score_range_and_reason(
    data: Data, model: RiskModel
) -> None:
    for corridor, language, found in walked(data):
        risk = model.of_corridor(corridor, DEFAULT_DATE, "weakest")
        section = found[translate(language, "page.risk")]
        assert translate(language, f"risk.{risk.risk_class}") in section.text
        rows = section.all("tbody")[0].all("tr")
        names = [translate(language, f"dimension.{dimension}") for dimension in Dimension]
        assert [row.all("b")[0].text for row in rows] == names, corridor.id
        for row, name, score in zip(rows, names, risk.dimensions.values(), strict=True):
            reason, value = row.all("th")[0].text.removeprefix(name), row.all("td")[0].text
            assert len(reason.strip()) > 10, (corridor.id, name)
            if score.score is None:
                assert value == translate(language, "risk.unknown")
                continue
            numbers = [format_number(language, n, 1) for n in (score.score, score.low, score.high)]
            assert value == f"{numbers[0]} {numbers[1]}–{numbers[2]}"
            assert name_of(data, score.part, language) in reason
            if score.entry is not None:
                assert tidy(score.entry.reason[language]) in reason


def test_the_latest_developments_are_the_newest_events_of_the_corridor_first(data: Data) -> None:
    for corridor, language, found in walked(data):
        past = [e for e in events_of_corridor(data, corridor) if first_day(e.date) <= DEFAULT_DATE]
        lines = found[translate(language, "page.latest")].all("li")
        assert lines, f"no event on {corridor.id}"
        assert len(lines) == min(LATEST, len(past))
        for line, event in zip(lines, reversed(past), strict=False):
            for text in (event.title, event.text):
                assert tidy(text[language]) in line.text
            assert format_date(language, event.date) in line.text
            assert translate(language, f"direction.{event.direction}") in line.text


def test_the_latest_developments_of_an_earlier_day_know_nothing_of_later_ones(data: Data) -> None:
    for corridor in data.corridors.values():
        past = [e for e in events_of_corridor(data, corridor) if first_day(e.date) <= "2023-03-15"]
        found = shown("en", selection=f"corridor:{corridor.id}", date="2023-03-15")
        section = found[translate("en", "page.latest")]
        wanted = [tidy(event.title["en"]) for event in reversed(past[-LATEST:])]
        for line, title in zip(section.all("li"), wanted, strict=True):
            assert title in line.text
        if not past:
            assert section.text == translate("en", "page.no_events")


def test_the_events_of_a_corridor_are_all_there(data: Data) -> None:
    for corridor, language, found in walked(data):
        events = events_of_corridor(data, corridor)
        section = found[translate(language, "page.events")]
        assert section.all("summary")[0].text == translate(language, "page.events_all", n=len(events))
        for line, event in zip(section.all("li"), events, strict=True):
            assert tidy(event.title[language]) in line.text
            assert bool(line.all("sup")) == bool(event.sources), event.id
            marks = [tag.text for tag in line.all("span", class_="tag")]
            assert marks == marks_of(event, language)


def test_the_route_is_measured_by_country_and_leg_by_leg(data: Data) -> None:
    for corridor, language, found in walked(data):
        route = main_route(corridor)
        length = found[translate(language, "page.length")].text
        for country, km in km_by_country(data, route).items():
            part = translate(language, "map.km", n=format_number(language, km))
            assert f"{country_name(language, country)} {part}" in length, corridor.id
        rows = found[translate(language, "page.legs")].all("tr")
        for row, key in zip(rows, route.legs, strict=True):
            leg = data.legs[key]
            assert row.text.startswith(name_of(data, key, language))
            assert translate(language, "map.km", n=format_number(language, leg.length_km)) in row.text
            assert translate(language, f"mode.{leg.mode}") in row.text
            now = status_on(leg.status_history, DEFAULT_DATE, data.evidence_end)
            assert translate(language, f"status.{now.status}" if now else "map.not_yet") in row.text


def test_the_crossings_say_whether_the_gauge_changes(data: Data) -> None:
    words = {True: "page.gauge_break", False: "page.gauge_same", None: "page.gauge_unknown"}
    seen = set()
    for corridor, language, found in walked(data):
        section = found[translate(language, "page.crossings")]
        lines = [line.text for line in section.all("li")]
        for key in places_of_route(data, main_route(corridor)):
            place = data.places[key]
            if isinstance(place, Crossing):
                seen.add(place.gauge_change)
                begins = f"{tidy(place.name[language])} — {translate(language, words[place.gauge_change])}"
                assert any(line.startswith(begins) for line in lines), (corridor.id, key)
    assert {True, False} <= seen


def test_every_topic_of_a_corridor_stands_under_its_heading_and_says_when_nothing_was_found(
    data: Data,
) -> None:
    not_found = 0
    for corridor, language, found in walked(data):
        for fact in corridor.facts:
            if fact.topic in REQUIRED_TOPICS:
                crossing = fact.topic == "crossing"
                key = "page.crossings" if crossing else f"topic.{fact.topic}"
                assert_says_fact(found[translate(language, key)], fact, language)
                not_found += fact.basis is Basis.NOT_FOUND
            else:
                assert_says_fact(found[translate(language, "page.facts")], fact, language)
        assert {fact.topic for fact in corridor.facts} >= set(REQUIRED_TOPICS), corridor.id
    assert not_found, "the data say of nothing that it was not found"


def test_the_volume_of_a_corridor_has_every_yearly_figure(data: Data) -> None:
    for corridor, language, found in walked(data):
        section = found[translate(language, "topic.volume")]
        for series in data.series.values():
            if corridor.id not in series.corridors:
                continue
            assert tidy(series.name[language]) in section.text
            assert tidy(series.definition[language]) in section.text
            what = what_of(series, language)
            assert translate(language, f"counts.{series.counts}") in what
            assert translate(language, "series.counts", what=what) in section.text
        years = [p.year for s in data.series.values() if corridor.id in s.corridors for p in s.points]
        heads = [row.all("th")[0].text for row in section.all("tr")]
        assert [int(head[:4]) for head in heads] == years, corridor.id
        points = [p for s in data.series.values() if corridor.id in s.corridors for p in s.points]
        for head, point in zip(heads, points, strict=True):
            assert head == f"{point.year} ({how_of(point, language)})".removesuffix(" ()")
            assert ("(" in head) == (point.months < 12 or point.counted is not Counted.PUBLISHED)
        assert all(any(char.isdigit() for char in row.all("td")[0].text) for row in section.all("tr"))


def test_the_staircase_in_numbers_has_every_step_and_says_where_nothing_was_found(data: Data) -> None:
    for corridor, language, found in walked(data):
        stairs = cost_profile(data, main_route(corridor))
        section = found[translate(language, "page.staircase")]
        assert translate(language, "page.staircase_method") in section.text
        band = band_of_profile(data, stairs)
        if band.days and band.usd:
            ends = [format_number(language, end) for end in (*band.days[::2], *band.usd[::2])]
            names = ("days_low", "days_high", "usd_low", "usd_high")
            words = dict(zip(names, ends, strict=True))
            assert translate(language, "routes.band", **words) in section.text, corridor.id
        rows = section.all("tbody")[0].all("tr")
        for row, step in zip(rows, stairs.steps, strict=True):
            assert row.all("th")[0].text.startswith(name_of_place(data, step.place, language))
            unknown = translate(language, "basis.not-found")
            days = unknown if step.hours is None else format_number(language, step.hours[1] / 24, 1)
            usd = unknown if step.usd is None else format_number(language, step.usd[1])
            km = format_number(language, step.km)
            assert [cell.text for cell in row.all("td")] == [km, days, usd], (corridor.id, step.place)
        for key in stairs.parameters:
            assert tidy(data.parameters[key].name[language]) in section.text


def test_the_financing_of_a_corridor_has_every_project_with_sums_and_promises(data: Data) -> None:
    for corridor, language, found in walked(data):
        section = found[translate(language, "topic.financing")]
        for project in data.projects.values():
            if corridor.id not in project.corridors:
                continue
            for text in (project.name, project.summary):
                assert tidy(text[language]) in section.text, (corridor.id, project.id)
            for cost in project.costs:
                assert tidy(cost.what[language]) in section.text
            for opening in project.openings:
                said = [*(format_date(language, promise.due) for promise in opening.promises)]
                said += [tidy(opening.state[language]), opening.searched_year]
                start = f"{tidy(opening.what[language])}: "
                lines = [one.text for one in section.all("li") if one.text.startswith(start)]
                assert any(all(each in line for each in said) for line in lines), (project.id, start)
            sought = format_date(language, project.searched_on)
            assert translate(language, "page.sought_on", date=sought) in section.text


def test_every_capital_has_its_stance_in_the_dossier_of_a_corridor(data: Data) -> None:
    for corridor, language, found in walked(data):
        section = found[translate(language, "page.stances")]
        rows = section.all("tr")
        for row, actor in zip(rows, data.actors.values(), strict=True):
            record = actor.stances[corridor.id]
            assert row.all("th")[0].text == tidy(actor.name[language])
            assert row.all("td")[0].text.startswith(translate(language, f"stance.{record.stance}"))
            marks = [tag.text for tag in row.all("span", class_="tag")]
            sourced = record.basis is Basis.SOURCED
            assert marks == ([] if sourced else [translate(language, f"page.basis.{record.basis}")])
        assert tidy(data.actor_of(USUAL.actor).stances[corridor.id].reason[language]) in section.text


def test_the_status_history_of_a_corridor_is_whole(data: Data) -> None:
    for corridor, language, found in walked(data):
        assert_history(found[translate(language, "page.status_history")], corridor.status_history, language)


def test_every_route_of_a_corridor_is_named(data: Data) -> None:
    for corridor, language, found in walked(data):
        lines = found[translate(language, "page.routes")].all("li")
        for line, route in zip(lines, corridor.routes, strict=True):
            assert line.text.startswith(f"{tidy(route.name[language])} — ")


def test_the_sources_of_a_dossier_are_those_it_cites(data: Data) -> None:
    for _, language, found in walked(data):
        assert_cites_what_it_lists(found, language)


def test_every_source_of_a_dossier_can_be_followed_if_it_has_an_address(data: Data) -> None:
    addresses: dict[str, Source] = {s.url: s for s in data.bibliography.values() if s.url}
    for _, language, found in walked(data):
        for link in found[translate(language, "page.sources")].all("a"):
            assert tidy(addresses[link.attributes["href"]].title) == link.text
            assert link.attributes["rel"] == "noopener noreferrer"
