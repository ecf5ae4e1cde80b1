"""What looks wrong in sound data is a warning: each kind is told once where it is, and nowhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from layers.faults import Fault, FaultCode, Severity
from layers.model.dataset import Data
from layers.model.records import Fact
from layers.model.vocabulary import Basis, Confidence, SeriesMeasure, SourceKind, Stance
from layers.packs import lint as asked
from layers.packs.load import load
from layers.text.faults import fault_words

MOST_ABOVE_SOURCES = 0
"""Statements that still say more than the kinds of their sources allow; only ever fewer."""
MOST_UNDATED = 4
"""Searches in vain whose day is not on record; only ever fewer."""
SMALL = Path(__file__).parent / "small"

Ask = Callable[[Data], Iterator[Fault]]


def changed(data: Data, table: str, key: str, **fields: Any) -> Data:
    """The data with fields of one record changed."""
    records: Mapping[str, Any] = getattr(data, table)
    record = records[key].model_copy(update=fields)
    return replace(data, **{table: {**records, key: record}})


def entry(data: Data, table: str, key: str, **fields: Any) -> Data:
    """The data with fields of the newest status of one record changed."""
    history = getattr(data, table)[key].status_history
    return changed(data, table, key, status_history=(*history[:-1], history[-1].model_copy(update=fields)))


def point(data: Data, key: str, **fields: Any) -> Data:
    """The data with fields of the newest point of a series changed."""
    points = data.series[key].points
    return changed(data, "series", key, points=(*points[:-1], points[-1].model_copy(update=fields)))


def stance(data: Data, actor: str, corridor: str, **fields: Any) -> Data:
    """The data with fields of one stance changed."""
    stances = data.actors[actor].stances
    record = stances[corridor].model_copy(update=fields)
    return changed(data, "actors", actor, stances={**stances, corridor: record})


def promised(data: Data, due: str) -> Data:
    """The data with the first promise of a project due on another day."""
    promise = data.projects["torghundi-herat"].openings[0].promises[0]
    return opened(data, promises=(promise.model_copy(update={"due": due}),))


def opened(data: Data, **fields: Any) -> Data:
    """The data with fields of the only opening of a project changed."""
    (opening,) = data.projects["torghundi-herat"].openings
    return changed(data, "projects", "torghundi-herat", openings=(opening.model_copy(update=fields),))


def stated(data: Data, language: str, text: str) -> Data:
    """The data with other words on how a promised opening stands."""
    (opening,) = data.projects["torghundi-herat"].openings
    words = {**opening.state.root, language: text}
    return opened(data, state=opening.state.model_copy(update={"root": words}))


def named(data: Data, russian: str) -> Data:
    """The data with another Russian name of Aktobe."""
    name = data.hubs["aktobe"].name.model_copy(update={"root": {"en": "Aktobe", "ru": russian}})
    return changed(data, "hubs", "aktobe", name=name)


def sure(data: Data, confidence: Confidence, kind: SourceKind) -> Data:
    """The data with an event of this confidence that rests on one new page of this kind."""
    page = next(iter(data.bibliography.values())).model_copy(update={"id": "only", "kind": kind})
    told = changed(data, "events", "bolashak-opens-2013", confidence=confidence, sources=("only",))
    return replace(told, bibliography={**data.bibliography, "only": page})


def uncited(data: Data) -> Data:
    """The data with one more source."""
    source = next(iter(data.bibliography.values())).model_copy(update={"id": "nobody-2020"})
    return replace(data, bibliography={**data.bibliography, "nobody-2020": source})


@pytest.mark.parametrize(
    ("ask", "change", "file", "record", "field", "got"),
    [
        (asked.crooked_legs, lambda d: changed(d, "legs", "almaty-shu", length_km=3057.0),
         "legs.geojson", 'leg "almaty-shu"', "length_km", "times the chord"),
        (asked.crooked_legs, lambda d: changed(d, "legs", "almaty-shu", length_km=180.0),
         "legs.geojson", 'leg "almaty-shu"', "length_km", "times the chord"),
        (asked.lines_unlike_their_length, lambda d: changed(d, "legs", "almaty-shu", length_km=500.0),
         "legs.geojson", 'leg "almaty-shu"', "length_km", "500 km, and a line of 3"),
        (asked.ports_inland, lambda d: changed(d, "ports", "CNTAO", position=(103.0, 41.0)),
         "ports.geojson", 'port "CNTAO"', "position", "more than 25 km from any sea"),
        (asked.crossings_off_their_border,
         lambda d: changed(d, "crossings", "B-DOSTYK", position=(80.0, 46.0)),
         "crossings.geojson", 'crossing "B-DOSTYK"', "position", "km away from CN"),
        (asked.places_on_one_spot,
         lambda d: changed(d, "hubs", "atyrau", position=d.hubs["aktobe"].position),
         "hubs.geojson", 'hub "atyrau"', "position", "the position of aktobe"),
        (asked.statuses_without_source, lambda d: entry(d, "ports", "CNTAO", sources=()),
         "ports.geojson", 'port "CNTAO"', "status_history.", "no source for"),
        (asked.searches_without_day, lambda d: entry(d, "ports", "CNTAO", basis=Basis.NOT_FOUND),
         "ports.geojson", 'port "CNTAO"', "status_history.", "without the day of the search"),
        (asked.dates_out_of_order, lambda d: entry(d, "ports", "CNTAO", last_known="1999"),
         "ports.geojson", 'port "CNTAO"', "status_history.", "last known 1999, before it began"),
        (asked.dates_out_of_order, lambda d: promised(d, "2024"),
         "projects.yaml", 'project "torghundi-herat"', "openings.0.promises.0.due",
         "due 2024, announced 2025"),
        (asked.openings_unsearched, lambda d: opened(d, searched_back_to=None),
         "projects.yaml", 'project "torghundi-herat"', "openings.", "without searched_back_to"),
        (asked.openings_unsearched, lambda d: opened(d, searched_on=None),
         "projects.yaml", 'project "torghundi-herat"', "openings.", "without searched_on"),
        (asked.dates_called_firm, lambda d: stated(d, "en", "The date has not moved; war since."),
         "projects.yaml", 'project "torghundi-herat"', "openings.", '"has not moved"'),
        (asked.dates_called_firm, lambda d: stated(d, "ru", "Срок не менялся; затем война."),
         "projects.yaml", 'project "torghundi-herat"', "openings.", "не менялся"),
        (asked.texts_untranslated, lambda d: named(d, "Aktobe"),
         "hubs.geojson", 'hub "aktobe"', "name.ru", '"Aktobe" in both languages'),
        (asked.texts_untranslated, lambda d: named(d, "Aктобе"),  # the first letter is Latin
         "hubs.geojson", 'hub "aktobe"', "name.ru", "a word in two alphabets"),
        (asked.sources_never_cited, uncited,
         "bibliography.yaml", 'source "nobody-2020"', "id", "nothing cites"),
        (asked.confidences_above_their_sources, lambda d: sure(d, Confidence.HIGH, SourceKind.PRESS),
         "events.yaml", 'event "bolashak-opens-2013"', "confidence", 'confidence "high" on sources'),
        (asked.confidences_above_their_sources, lambda d: sure(d, Confidence.MEDIUM, SourceKind.MIRROR),
         "events.yaml", 'event "bolashak-opens-2013"', "confidence", "of these kinds: mirror"),
        (asked.figures_out_of_scale, lambda d: point(d, "titr-total", value=4_480_000.0),
         "series.yaml", 'series "titr-total"', "points.", "is usual"),
        (asked.figures_that_hide_what_they_count, lambda d: changed(d, "series", "titr-total", counts=None),
         "series.yaml", 'series "titr-total"', "counts", "does not say whose cargo"),
        (asked.figures_that_hide_what_they_count, lambda d: changed(d, "series", "trade-eu", counts=None),
         "series.yaml", 'series "trade-eu"', "counts", "measures trade-value"),
        (asked.figures_that_hide_what_they_count, lambda d: point(d, "khunjerab-vehicles", months=12),
         "series.yaml", 'series "khunjerab-vehicles"', "points.1.months", "12 months"),
        (asked.figures_that_hide_what_they_count, lambda d: point(d, "titr-total", months=3),
         "series.yaml", 'series "titr-total"', "points.6.months", "3 months"),
        (asked.figures_that_hide_what_they_count,
         lambda d: changed(d, "series", "trade-eu", measures=SeriesMeasure.TRAFFIC),
         "series.yaml", 'series "trade-eu"', "measures", "traffic in usd-m"),
        # As the data once had them: one lecture of 2022, and a silence without its day.
        (asked.stances_without_recent_pages,
         lambda d: stance(
             d, "astana", "iran-pakistan", basis=Basis.MIXED, sources=("voice-of-east-2022-01-28",)
         ),
         "actors/astana.yaml", 'actor "astana"', "stances.iran-pakistan.sources", "since 2024-07-04: 0"),
        (asked.silences_without_limit, lambda d: stance(d, "moscow", "karakoram", looked_until=None),
         "actors/moscow.yaml", 'actor "moscow"', "stances.karakoram.looked_until", "without looked_until"),
    ],
)  # fmt: skip
def test_what_looks_wrong_is_told_once(
    data: Data, ask: Ask, change: Callable[[Data], Data], file: str, record: str, field: str, got: str
) -> None:
    before = list(ask(data))
    (fault,) = (fault for fault in ask(change(data)) if fault not in before)
    found = fault_words(fault)
    assert (fault.file, found.record) == (file, record)
    assert found.field.startswith(field) and got in found.got
    assert fault.severity is Severity.WARNING and found.expected and found.remedy


def test_a_note_explains_a_length_unlike_its_line(data: Data) -> None:
    note = data.legs["makmal-jalal-abad"].length_note
    assert note is not None
    unlike = changed(data, "legs", "almaty-shu", length_km=500.0)
    assert len(list(asked.lines_unlike_their_length(unlike))) == 1
    explained = changed(unlike, "legs", "almaty-shu", length_note=note)
    assert list(asked.lines_unlike_their_length(explained)) == []


def test_a_date_may_be_called_firm_after_a_search_far_enough_back(data: Data) -> None:
    said = stated(data, "en", "The date has not moved.")
    assert len(list(asked.dates_called_firm(said))) == 1
    (opening,) = said.projects["torghundi-herat"].openings
    for fields in ({"searched_back_to": "2023"}, {"from_first_announcement": True}):
        proved = changed(said, "projects", "torghundi-herat", openings=(opening.model_copy(update=fields),))
        assert list(asked.dates_called_firm(proved)) == []


def test_the_day_of_a_search_is_asked_for_at_any_depth_and_is_enough(data: Data) -> None:
    port = data.ports["CNTAO"]
    bare = tuple(f.model_copy(update={"basis": Basis.NOT_FOUND, "tried_on": None}) for f in port.facts)
    dated = tuple(f.model_copy(update={"tried_on": "2026-11-30"}) for f in bare)

    def asked_of(facts: tuple[Fact, ...]) -> set[tuple[str | int, ...]]:
        found = asked.searches_without_day(changed(data, "ports", "CNTAO", facts=facts))
        return {fault.path for fault in found if fault.id == "CNTAO"}

    paths = {("facts", index, "tried_on") for index in range(len(bare))}
    assert asked_of(bare) - asked_of(dated) == paths


def test_the_shipped_data_look_right_but_for_judgements_and_confidences_to_lower(data: Data) -> None:
    codes = Counter(fault.code for fault in asked.suspicions(data))
    assert codes.keys() <= {
        FaultCode.STATUS_UNSOURCED, FaultCode.CONFIDENCE_ABOVE_SOURCES, FaultCode.SEARCH_UNDATED,
    }  # fmt: skip
    assert codes[FaultCode.STATUS_UNSOURCED] == 45
    assert codes[FaultCode.SEARCH_UNDATED] <= MOST_UNDATED
    assert codes[FaultCode.CONFIDENCE_ABOVE_SOURCES] <= MOST_ABOVE_SOURCES


@pytest.mark.parametrize("kind", ["events.yaml", "corridors.yaml"])
def test_no_event_and_no_status_of_a_corridor_claims_more_than_its_sources(data: Data, kind: str) -> None:
    assert [one for one in asked.confidences_above_their_sources(data) if one.file == kind] == []


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({}, False),
        ({"sources": ("jamestown-foundation-2021-11", "trend-2025-12-29")}, True),
        ({"sources": ("trend-2025-12-29", "trend-2025-12-29")}, True),  # one page cited twice
        ({"sources": ("trend-2025-12-29", "dated")}, False),
        ({"sources": ("trend-2025-12-29", "undated")}, True),
        ({"sources": ("trend-2025-12-29", "of-the-year")}, True),  # it may be from before July 2024
        ({"sources": (), "basis": Basis.JUDGEMENT}, False),
        ({"sources": (), "stance": Stance.SILENT}, False),
    ],
)
def test_a_stance_rests_on_two_dated_pages_of_the_last_two_years(
    fields: Mapping[str, Any], is_told: bool
) -> None:
    small = load(SMALL)
    page = small.bibliography["trend-2025-12-29"]
    pages = {"dated": "2024-07", "undated": None, "of-the-year": "2024"}
    more = {key: page.model_copy(update={"id": key, "date": date}) for key, date in pages.items()}
    small = replace(small, bibliography={**small.bibliography, **more})
    two = {"basis": Basis.SOURCED, "sources": ("trend-2025-12-29", "dated")}
    found = list(asked.stances_without_recent_pages(stance(small, "moscow", "cku", **{**two, **fields})))
    assert [fault.code for fault in found] == [FaultCode.STANCE_THIN] * is_told


def test_only_a_silence_says_until_when_pages_were_looked_through() -> None:
    small = load(SMALL)
    assert list(asked.silences_without_limit(small)) == []
    (fault,) = asked.silences_without_limit(stance(small, "moscow", "karakoram", looked_until=None))
    assert fault.code is FaultCode.SILENCE_UNLIMITED
    assert list(asked.silences_without_limit(stance(small, "moscow", "cku", looked_until=None))) == []
