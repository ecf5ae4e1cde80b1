"""The registry of kinds: it covers all data, and what is said of a kind in one entry holds everywhere."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints

import pytest

from layers.errors import DataError
from layers.faults import FaultCode
from layers.geo.geojson import GeoJson
from layers.model import kinds
from layers.model.dataset import Data
from layers.model.kinds import DOCUMENTED, KIND_BY_NAME, KINDS, PLACES, Layout, RecordKind, cited_sources
from layers.model.records import Id, LocalText, Sourced
from layers.model.vocabulary import SELECTABLE, Part
from layers.network import citations
from layers.packs import evidence_references, json_schemas, lint, load, references
from layers.packs.load import default_folder
from layers.text.faults import fault_words

HINTS = get_type_hints(Data)
TABLES = [item.name for item in fields(Data) if item.name != "is_changed_copy"]


@pytest.mark.parametrize("table", TABLES)
def test_each_table_of_the_data_is_that_of_one_kind_and_holds_its_model(table: str) -> None:
    (kind,) = [kind for kind in KINDS if kind.table == table]
    if kind.is_layer:
        expected: Any = GeoJson
    elif kind.layout is Layout.ONE:
        expected = kind.model
    elif kind.is_mapping:
        key = kind.model.model_fields[kind.id_field].annotation if kind.model else None
        expected = Mapping[key, kind.model]  # type: ignore[valid-type, name-defined]
    else:
        expected = tuple[kind.model, ...]  # type: ignore[name-defined]
    assert HINTS[table] == expected


def test_each_kind_has_a_table_a_file_and_a_name_of_its_own() -> None:
    for names in ([k.table for k in KINDS], [k.file for k in KINDS], [k.name for k in KINDS]):
        assert len(set(names)) == len(KINDS)
    assert {kind.table for kind in KINDS} == set(TABLES)
    schemas = [kind.schema for kind in KINDS if kind.schema]
    assert len(set(schemas)) == len(schemas) == len(KINDS) - 2  # lines of railways and outlines


def test_what_can_be_selected_is_registered() -> None:
    assert {kind.name for kind in KINDS if kind.is_selectable} == set(SELECTABLE)


def test_places_and_parts_are_those_of_the_kinds(data: Data) -> None:
    assert data.places == {key: one for kind in PLACES for key, one in data.records(kind).items()}
    documented = {key: one for kind in DOCUMENTED for key, one in data.records(kind).items()}
    assert {**data.parts, **data.corridors} == documented
    assert {kind.name for kind in DOCUMENTED} == {"corridor", *Part}


def test_records_of_a_kind_are_those_of_its_table(data: Data) -> None:
    assert data.records(KIND_BY_NAME["leg"]) == data.legs
    assert data.records(KIND_BY_NAME["rubric"]) == data.rubric
    assert tuple(data.records(KIND_BY_NAME["span"]).values()) == data.length_spans
    assert data.records(KIND_BY_NAME["pack"]) == {"0": data.pack}
    assert data.records(KIND_BY_NAME["country"]) == {}


def test_the_sources_of_every_kind_that_cites_are_checked_and_listed(data: Data) -> None:
    citing = {
        kind
        for kind in KINDS
        for record in data.records(kind).values()
        if next(cited_sources(record.model_dump()), None)
    }
    assert {kind.name for kind in citing if not kind.cites} == {"story"}
    expected = {kind for kind in citing if kind.cites}
    found = references.cross_check(replace(data, bibliography={}))
    faults = [f for f in found if f.code is FaultCode.UNKNOWN_ID and f.parameters["target"] == "source"]
    cited = {(kind.file, kind.name) for kind in expected}
    assert {(f.file, f.kind) for f in faults if f.kind != "story"} == cited
    listed = {each.kind for by in citations.citations(data).values() for each in by}
    assert listed == {kind.name for kind in expected}


# --- a new kind is one entry ------------------------------------------------------------------------------


class Memo(Sourced):
    """A kind of record that nothing in the code has heard of."""

    id: Id
    text: LocalText
    date: str
    corridors: tuple[Id, ...]


@dataclass(frozen=True)
class DataWithMemos(Data):
    """The data with the field that a new kind needs."""

    memos: Mapping[str, Memo] = field(default_factory=dict)


MEMO = RecordKind("memo", "memos", Memo, Layout.LIST, "memos.yaml", order_by="date")
USERS: tuple[ModuleType, ...] = (
    kinds, load, references, evidence_references, json_schemas, lint, citations,
)  # fmt: skip


@pytest.fixture
def with_memos(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A small pack with memos, and the kind registered."""
    for module in USERS:
        monkeypatch.setattr(module, "KINDS", (*KINDS, MEMO))
    monkeypatch.setattr(load, "OPTIONAL_FILES", kinds.OPTIONAL_FILES | {MEMO.file})
    monkeypatch.setattr(load, "Data", DataWithMemos)
    folder = tmp_path / "pack"
    shutil.copytree(default_folder() / "packs" / "ethiopia", folder)
    return folder


def memo(key: str, date: str, source: str, corridor: str, russian: str = "Текст") -> str:
    return (
        f"- {{id: {key}, date: '{date}', basis: sourced, sources: [{source}], corridors: [{corridor}],"
        f" text: {{en: Text, ru: {russian}}}}}\n"
    )


def test_a_new_kind_is_loaded_described_and_listed(with_memos: Path, tmp_path: Path) -> None:
    bare = load.load(with_memos)
    assert bare.records(MEMO) == {}
    corridor, source = next(iter(bare.corridors)), next(iter(bare.bibliography))
    lines = [memo("later", "2025", source, corridor), memo("earlier", "2024", source, corridor, "Tекст")]
    (with_memos / MEMO.file).write_text("".join(lines), encoding="utf-8")
    data = load.load(with_memos)
    assert list(data.records(MEMO)) == ["earlier", "later"]
    assert citations.Citation("memo", "later") in citations.citations(data)[source]
    assert tmp_path / "memo.schema.json" in json_schemas.write_schemas(tmp_path)
    (mixed,) = [each for each in lint.suspicions(data) if each.file == MEMO.file]
    assert (mixed.kind, mixed.id, mixed.field) == ("memo", "earlier", "text.ru")


@pytest.mark.parametrize(
    ("broken", "where", "got"),
    [
        (memo("k", "2025", "nowhere", "djibouti-rail"), "sources.0", '"nowhere"'),
        (memo("k", "2025", "{source}", "nowhere"), "corridors.0", '"nowhere"'),
        (memo("k", "2030", "{source}", "djibouti-rail"), "date", "2030"),
        (memo("no id", "2025", "{source}", "djibouti-rail"), "id", '"no id"'),
        (memo("k", "2025", "{source}", "djibouti-rail") * 2, "id", "the same id twice"),
    ],
)
def test_a_new_kind_is_checked(with_memos: Path, broken: str, where: str, got: str) -> None:
    source = next(iter(load.load(with_memos).bibliography))
    (with_memos / MEMO.file).write_text(broken.replace("{source}", source), encoding="utf-8")
    with pytest.raises(DataError) as raised:
        load.load(with_memos)
    (fault,) = raised.value.faults
    assert fault.file.endswith(MEMO.file)
    said = fault_words(fault)
    assert (said.field, said.got) == (where, got) and said.record.startswith('memo "')
