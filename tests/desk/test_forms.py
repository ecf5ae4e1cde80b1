"""The forms know every field and word, change nothing that is not touched, and say what is wrong at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from layers.desk.entries import Change, EntryKind, Shelf, Texts
from layers.desk.forms import FORMS, MODELS, entry_of, faults_of, suggested_id, values_of
from layers.faults import FaultCode
from layers.model.dataset import Data
from layers.model.vocabulary import Basis, Status
from layers.packs.load import default_folder, load

ETHIOPIA = default_folder() / "packs" / "ethiopia"


@pytest.mark.parametrize("kind", EntryKind)
def test_a_form_has_every_field_of_its_model_and_no_other(kind: EntryKind) -> None:
    fields = {field.alias or name: field for name, field in MODELS[kind].model_fields.items()}
    assert {field.name for field in FORMS[kind]} == fields.keys()
    needed = {name for name, field in fields.items() if field.is_required()}
    assert needed <= {field.name for field in FORMS[kind] if field.is_needed}


def test_nobody_states_what_only_the_model_or_the_calendar_can() -> None:
    choices = {field.name: field.choices for form in FORMS.values() for field in form if field.choices}
    assert set(choices["status"]) == set(Status) - {Status.DUE}
    assert set(choices["basis"]) == set(Basis) - {Basis.COMPUTED, Basis.FITTED}


def shelves(data: Data) -> Iterator[Shelf]:
    yield from (Shelf(EntryKind.EVENT), Shelf(EntryKind.SOURCE))
    yield from (Shelf(EntryKind.STATUS, key) for key in (*data.corridors, *data.parts))
    yield from (Shelf(EntryKind.SCORE, key) for key in data.assessments)
    for key, project in data.projects.items():
        yield from (Shelf(EntryKind.PROMISE, key, number) for number in range(len(project.openings)))


@pytest.mark.parametrize("folder", [default_folder(), ETHIOPIA], ids=["shipped", "ethiopia"])
def test_an_entry_that_is_saved_as_it_was_is_as_it_was(folder: Any, data: Data) -> None:
    texts = Texts(folder)
    known = data if folder == default_folder() else load(folder)
    count = 0
    for shelf in shelves(known):
        for entry in texts.entries(shelf):
            count += 1
            assert entry_of(shelf.kind, values_of(shelf.kind, entry), entry) == entry
    assert count > 100


EVENT = {
    "id": "bridge-2026",
    "date": "2026-05-04",
    "direction": "opens",
    "title": {"en": "A bridge opens", "ru": "Открыт мост"},
    "text": {"en": "It carries trucks.", "ru": "По нему идут грузовики."},
    "basis": "judgement",
    "confidence": "low",
}


def told(data: Data, shelf: Shelf, after: dict[str, Any], before: Any = None) -> set[tuple[FaultCode, str]]:
    return {(fault.code, fault.field) for fault in faults_of(data, [Change(shelf, before, after)])}


def test_everything_that_is_wrong_with_an_event_is_told(data: Data) -> None:
    events, corridor = Shelf(EntryKind.EVENT), next(iter(data.corridors))
    sound = EVENT | {"corridors": [corridor]}
    assert told(data, events, sound) == set()
    assert told(data, events, EVENT) == {(FaultCode.EVENT_TOUCHES_NOTHING, "")}
    late = sound | {"date": "2026-09-01", "corridors": ["nowhere"], "sources": ["no-such-page"]}
    assert told(data, events, late) == {
        (FaultCode.AFTER_EVIDENCE, "date"), (FaultCode.UNKNOWN_ID, "corridors.0"),
        (FaultCode.UNKNOWN_ID, "sources.0"),
    }  # fmt: skip
    assert (FaultCode.ID_TWICE, "id") in told(data, events, sound | {"id": next(iter(data.events))})
    empty = entry_of(EntryKind.EVENT, values_of(EntryKind.EVENT, {}))
    missing = {field for code, field in told(data, events, empty) if code is FaultCode.FIELD_MISSING}
    assert missing == {"id", "date", "direction", "title", "text", "confidence"}


def test_what_is_wrong_in_a_list_is_told_by_its_field(data: Data) -> None:
    shelf = Shelf(EntryKind.SCORE, next(iter(data.assessments)))
    entry = Texts(default_folder()).entries(shelf)[-1]
    wrong = {**entry, "from": "2026-06-30", "high": 7, "reason": {"en": "Only English."}}
    fields = {field for _, field in told(data, shelf, wrong)}
    assert fields >= {"high", "reason"}
    status = Shelf(EntryKind.STATUS, "C-HORMUZ")
    newest = Texts(default_folder()).entries(status)[-1]
    late = {**newest, "last_known": "2026-12-31"}
    assert told(data, status, late, newest) == {(FaultCode.AFTER_EVIDENCE, "last_known")}


def test_a_new_source_and_the_entry_that_cites_it_are_looked_at_together(data: Data) -> None:
    source = {"id": "bridge-news", "publisher": "Bridge News", "title": "Open"}
    event = EVENT | {
        "corridors": [next(iter(data.corridors))],
        "basis": "sourced",
        "sources": ["bridge-news"],
    }
    changes = [Change(Shelf(EntryKind.SOURCE), None, source), Change(Shelf(EntryKind.EVENT), None, event)]
    assert faults_of(data, changes) == []
    assert {fault.code for fault in faults_of(data, changes[1:])} == {FaultCode.UNKNOWN_ID}


def test_what_is_emptied_goes_and_what_was_never_there_stays_away() -> None:
    before = {"from": "2026", "status": "limited", "reason": {"en": "A", "ru": "Б"}, "confidence": "low",
              "sources": ["x"], "last_known": "2026"}  # fmt: skip
    values = values_of(EntryKind.STATUS, before)
    emptied = entry_of(EntryKind.STATUS, values | {"last_known": " ", "sources": []}, before)
    assert emptied == {name: before[name] for name in before if name != "last_known"} | {"sources": []}
    assert "basis" not in entry_of(EntryKind.STATUS, values, before)
    assert entry_of(EntryKind.STATUS, values | {"basis": "mixed"}, before)["basis"] == "mixed"
    assert entry_of(EntryKind.SCORE, {"score": 3.0, "low": 2.5}) == {"score": 3, "low": 2.5}


def test_an_id_is_made_that_nobody_has() -> None:
    values = {"publisher": "The Steppe's Post", "date": "2026-05"}
    assert suggested_id(EntryKind.SOURCE, values, ()) == "the-steppes-post-2026-05"
    assert (
        suggested_id(EntryKind.SOURCE, values, {"the-steppes-post-2026-05"}) == "the-steppes-post-2026-05-2"
    )
    assert suggested_id(EntryKind.SOURCE, {"publisher": "Казинформ"}, ()) == "source"
    assert (
        suggested_id(EntryKind.EVENT, {"title": {"en": "A bridge!"}, "date": "2026"}, ()) == "a-bridge-2026"
    )
