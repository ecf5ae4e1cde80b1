"""A visitor's copy of the pack: only what is changed differs, and what is wrong is told as anywhere."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from layers.analysis.risk import RiskModel
from layers.checking.check import check_folder
from layers.checking.edited_pack import PackCopy, score_rows, status_rows
from layers.errors import DataError
from layers.export.drawing.draw import draw_map
from layers.export.view_files import write_view_tables
from layers.faults import FaultCode
from layers.map.payload import map_payload
from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import LANGUAGES, Status
from layers.packs.load import default_folder, load
from layers.stories.rendering import SceneRenderer
from layers.text import translate


@pytest.fixture
def copy() -> PackCopy:
    """The shipped pack, nothing changed."""
    return PackCopy(default_folder())


def test_a_table_that_is_saved_as_it_was_changes_nothing(copy: PackCopy, data: Data) -> None:
    for record in ("cku", "C-HORMUZ"):
        assert copy.with_statuses(record, status_rows(data, record)) is copy
    key = next(iter(data.assessments))
    assert copy.with_scores(key, score_rows(data, key)) is copy


def test_what_is_changed_there_and_back_is_as_it_was(copy: PackCopy, data: Data) -> None:
    for record in (*data.corridors, *data.parts):
        rows = status_rows(data, record)
        copy = copy.with_statuses(record, rows[:-1]).with_statuses(record, rows)
    for assessment in data.assessments:
        rows = score_rows(data, assessment)
        copy = copy.with_scores(assessment, rows[:-1]).with_scores(assessment, rows)
    again = copy.checked()
    for name in ("corridors", "legs", "ports", "crossings", "chokepoints", "assessments", "stories"):
        assert getattr(again, name) == getattr(data, name), name
    assert len(copy.changed) >= 6


def test_one_status_is_changed_and_nothing_else(copy: PackCopy, data: Data) -> None:
    rows = status_rows(data, "C-HORMUZ")
    rows[-1]["status"] = "operational"
    changed = copy.with_statuses("C-HORMUZ", rows)
    again = changed.checked()
    assert set(changed.changed) == {"chokepoints.geojson"}
    assert again.chokepoints["C-HORMUZ"].status_history[-1].status is Status.OPERATIONAL
    assert data.chokepoints["C-HORMUZ"].status_history[-1].status is not Status.OPERATIONAL
    others = [key for key in data.parts if key != "C-HORMUZ"]
    assert all(again.parts[key] == data.parts[key] for key in others)
    assert again.corridors == data.corridors
    assert load() == data  # the files are as they were
    assert changed.version != copy.version


def test_one_score_is_changed(copy: PackCopy, data: Data) -> None:
    key = next(key for key, one in data.assessments.items() if one.scores[-1].high == 5)
    rows = score_rows(data, key)
    rows[-1]["high"], rows[-1]["score"] = 5.0, 5.0  # as a table gives whole numbers
    again = copy.with_scores(key, rows).checked()
    assert again.assessments[key].scores[-1].score == 5
    assert {k: v for k, v in again.assessments.items() if k != key} == {
        k: v for k, v in data.assessments.items() if k != key
    }


def test_all_faults_are_told_at_once_by_record_and_field(copy: PackCopy, data: Data) -> None:
    rows = status_rows(data, "C-HORMUZ")
    rows[0]["sources"] = "no-such-source"
    rows[1]["status"] = "shut"
    rows.append({"from": None, "status": None, "planned": None, "sources": float("nan")})
    with pytest.raises(DataError) as caught:
        copy.with_statuses("C-HORMUZ", rows).checked()
    last = len(rows) - 1
    fields = {fault.field for fault in caught.value.faults}
    assert {(fault.kind, fault.id) for fault in caught.value.faults} == {("chokepoint", "C-HORMUZ")}
    assert {
        "status_history.1.status",
        f"status_history.{last}.from",
        f"status_history.{last}.status",
    } <= fields
    assert {fault.file for fault in caught.value.faults} == {"geodata/chokepoints.geojson"}


def test_a_source_that_is_not_listed_is_a_fault(copy: PackCopy, data: Data) -> None:
    rows = status_rows(data, "cku")
    rows[-1]["sources"] = "no-such-source"
    with pytest.raises(DataError) as caught:
        copy.with_statuses("cku", rows).checked()
    (fault,) = caught.value.faults
    assert (fault.code, fault.id) == (FaultCode.UNKNOWN_ID, "cku")
    assert fault.parameters["value"] == "no-such-source"


def test_the_archive_is_a_whole_pack_that_passes_the_check(
    copy: PackCopy, data: Data, tmp_path: Path
) -> None:
    rows = status_rows(data, "cku")
    rows[-1]["reason_en"] = "Changed: “a” = 'b' #c"
    rows[-1]["reason_ru"] = "Изменено: да"
    content = copy.with_statuses("cku", rows).zipped("kazakhstan")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert all(name.startswith("kazakhstan/") and ".." not in name for name in archive.namelist())
        archive.extractall(tmp_path)
    found = check_folder(tmp_path / "kazakhstan")
    assert found.faults == ()
    assert found.data is not None
    assert found.data.corridors["cku"].status_history[-1].reason["en"] == "Changed: “a” = 'b' #c"


@pytest.mark.parametrize("record", ["no-such", "../pack", ""])
def test_what_is_not_there_cannot_be_changed(copy: PackCopy, record: str) -> None:
    with pytest.raises(KeyError):
        copy.with_statuses(record, [])
    with pytest.raises(KeyError):
        copy.with_scores(record, [])


# Slow: it makes every kind of file.
@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_is_made_of_a_changed_copy_says_so(
    copy: PackCopy, data: Data, language: str, tmp_path: Path
) -> None:
    rows = status_rows(data, "C-HORMUZ")
    rows[-1]["status"] = "operational"
    changed = copy.with_statuses("C-HORMUZ", rows).checked()
    said = translate(language, "map.changed_copy")
    view = View(language=language)
    for one, is_said in ((changed, True), (data, False)):
        renderer = SceneRenderer(RiskModel(one))
        assert (said in map_payload(one)["credits"][language]) is is_said
        drawing = draw_map(renderer.model, view, renderer.highlights(view), 800, 500)
        assert any(said in note for note in drawing.notes) is is_said
        table = write_view_tables(renderer, view, tmp_path / "tables.xlsx")
        cells = [str(cell) for row in load_workbook(table).worksheets[0].values for cell in row]
        assert any(said in cell for cell in cells) is is_said
