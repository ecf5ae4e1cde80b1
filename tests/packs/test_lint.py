"""What looks wrong in sound data is a warning: each kind is told once where it is, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from layers.faults import Fault, FaultCode, Severity
from layers.model.dataset import Data
from layers.packs import lint as asked
from layers.text.faults import fault_words

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


def promised(data: Data, due: str) -> Data:
    """The data with the first promise of a project due on another day."""
    project = data.projects["cpc-moorings"]
    (opening,) = project.openings
    promise = opening.promises[0].model_copy(update={"due": due})
    opening = opening.model_copy(update={"promises": (promise,)})
    return changed(data, "projects", "cpc-moorings", openings=(opening,))


def named(data: Data, russian: str) -> Data:
    """The data with another Russian name of Aktobe."""
    name = data.hubs["aktobe"].name.model_copy(update={"root": {"en": "Aktobe", "ru": russian}})
    return changed(data, "hubs", "aktobe", name=name)


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
        (asked.dates_out_of_order, lambda d: entry(d, "ports", "CNTAO", last_known="1999"),
         "ports.geojson", 'port "CNTAO"', "status_history.", "last known 1999, before it began"),
        (asked.dates_out_of_order, lambda d: promised(d, "2025"),
         "projects.yaml", 'project "cpc-moorings"', "openings.0.promises.0.due", "due 2025, announced 2026"),
        (asked.texts_untranslated, lambda d: named(d, "Aktobe"),
         "hubs.geojson", 'hub "aktobe"', "name.ru", '"Aktobe" in both languages'),
        (asked.texts_untranslated, lambda d: named(d, "Aктобе"),  # the first letter is Latin
         "hubs.geojson", 'hub "aktobe"', "name.ru", "a word in two alphabets"),
        (asked.sources_never_cited, uncited,
         "bibliography.yaml", 'source "nobody-2020"', "id", "nothing cites"),
        (asked.figures_out_of_scale, lambda d: point(d, "titr-total", value=4_480_000.0),
         "series.yaml", 'series "titr-total"', "points.", "is usual"),
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


def test_the_shipped_data_look_right_but_for_statuses_that_are_judgements(data: Data) -> None:
    found = list(asked.suspicions(data))
    assert {fault.code for fault in found} == {FaultCode.STATUS_UNSOURCED}
    assert len(found) == 71
