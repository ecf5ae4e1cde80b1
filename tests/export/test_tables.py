"""The tables as they are taken away: read back by other programs, whole, and never a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import geopandas
import openpyxl
import pyogrio
import pytest

from layers.analysis.risk import RiskModel
from layers.errors import ExportError
from layers.export.tables.rows import TABLES, heading, make_table
from layers.export.tables.write import table_csv, write_table_csv, write_tables
from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import LANGUAGES, Status
from layers.network.network import route_length_km, status_on
from layers.text import translate

HOSTILE = '=HYPERLINK("http://x.example","pay")'
EN, RU = View(), View(language="ru")


@pytest.fixture(scope="module")
def hostile(data: Data) -> RiskModel:
    """Names and texts that a spreadsheet would run."""

    def words(text: str) -> object:
        return type(next(iter(data.ports.values())).name)(dict.fromkeys(LANGUAGES, text))

    ports = {key: port.model_copy(update={"name": words(HOSTILE)}) for key, port in data.ports.items()}
    corridors = {
        key: corridor.model_copy(update={"name": words(f"{sign}{key}"), "summary": words(HOSTILE)})
        for (key, corridor), sign in zip(data.corridors.items(), "=+-@\t\r" * 3, strict=False)
    }
    return RiskModel(replace(data, ports=ports, corridors=corridors))


@pytest.fixture(scope="module")
def books(model: RiskModel, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("books")
    return {view.language: write_tables(model, view, folder / f"{view.language}.xlsx") for view in (EN, RU)}


def count_of(data: Data, name: str) -> int:
    documented = (data.corridors, data.legs, data.ports, data.crossings, data.chokepoints)
    counts = {
        "statuses": sum(len(each.status_history) for group in documented for each in group.values()),
        "stances": sum(len(actor.stances) for actor in data.actors.values()),
        "flows": sum(max(1, len(flow.years)) for flow in data.flows.values()),
        "series": sum(len(each.points) for each in data.series.values()),
        "sources": len(data.bibliography),
    }
    return counts[name] if name in counts else len(getattr(data, name))


@pytest.mark.parametrize("name", [name for name in TABLES if name != "headline"])
def test_every_record_has_a_row(model: RiskModel, name: str) -> None:
    table = make_table(model, EN, name)
    assert len(table.rows) == count_of(model.data, name) > 0
    assert {len(row) for row in table.rows} == {len(table.columns)}
    names = [column.name for column in table.columns]
    assert len(names) == len(set(names))


def test_a_corridor_reads_as_on_the_map(model: RiskModel) -> None:
    view = View(date="2026-03-15", aggregation="length")
    table = make_table(model, view, "corridors")
    names = [column.name for column in table.columns]
    for row in table.rows:
        told = dict(zip(names, row, strict=True))
        corridor = model.data.corridors[str(told["id"])]
        found = status_on(corridor.status_history, view.date, model.data.evidence_end)
        assert found is not None
        assert told["status"] == found.status
        risk = model.of_corridor(corridor, view.date, "length")
        assert told["risk_class"] == risk.risk_class
        assert told["risk_0_to_100"] == pytest.approx(risk.composite, abs=0.051)
        assert told["length_km"] == pytest.approx(route_length_km(model.data, corridor.routes[0]), abs=0.051)
        assert model.data.home not in told["countries"]  # type: ignore[operator]


def test_every_observed_status_of_today_says_when_it_was_last_known(model: RiskModel) -> None:
    for name in ("corridors", "legs", "ports", "crossings", "chokepoints"):
        table = make_table(model, EN, name)
        names = [column.name for column in table.columns]
        for row in table.rows:
            told = dict(zip(names, row, strict=True))
            assert told["last_known"] or told["status"] is None, told["id"]


def test_a_yearly_figure_says_what_it_counts(model: RiskModel) -> None:
    table = make_table(model, EN, "series")
    names = [column.name for column in table.columns]
    told = {(row[0], row[names.index("year")]): dict(zip(names, row, strict=True)) for row in table.rows}
    branch, winter = told["instc-east", 2025], told["khunjerab-vehicles", 2025]
    assert (branch["what_it_measures"], branch["counts"]) == ("traffic", "with-transit")
    assert (branch["counted"], branch["months"], branch["part_of_year"]) == ("forecast", 12, None)
    assert (winter["counted"], winter["months"]) == ("published", 3)
    assert winter["part_of_year"] == "1 January to late March"
    assert "both ways, with transit" in table_csv(table, "en")


def test_what_is_only_announced_says_so(model: RiskModel) -> None:
    table = make_table(model, View(date="2030-12-31"), "legs")
    names = [column.name for column in table.columns]
    told = [dict(zip(names, row, strict=True)) for row in table.rows]
    due = [each for each in told if each["status"] == Status.DUE]
    assert due
    assert all(each["announced"] is True and each["last_known"] for each in due)


def test_the_headline_follows_what_is_closed(model: RiskModel) -> None:
    def doors(view: View) -> object:
        return make_table(model, view, "headline").rows[0][2]

    assert doors(EN) > doors(View(closed=frozenset({"RU"})))  # type: ignore[operator]


# --- CSV ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("view", [EN, RU], ids=LANGUAGES)
def test_csv_reads_back(model: RiskModel, name: str, view: View, tmp_path: Path) -> None:
    path = write_table_csv(model, view, name, tmp_path / "table.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    table = make_table(model, view, name)
    assert head == [heading(column, view.language) for column in table.columns]
    assert len(rows) == len(table.rows)
    assert {len(row) for row in rows} == {len(head)}
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]


def test_codes_are_words_in_the_language_of_the_view(model: RiskModel) -> None:
    english, russian = (table_csv(make_table(model, view, "corridors"), view.language) for view in (EN, RU))
    for status in {row[3] for row in make_table(model, EN, "corridors").rows}:
        assert translate("en", f"status.{status}") in english
        assert translate("ru", f"status.{status}") in russian
    assert "Russia" in english and "Россия" in russian and "Russia" not in russian


@pytest.mark.parametrize("name", ["corridors", "ports", "legs", "statuses"])
def test_no_cell_of_csv_is_a_formula(hostile: RiskModel, name: str) -> None:
    text = table_csv(make_table(hostile, EN, name), "en")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    cells = [cell for row in rows for cell in row]
    assert any(cell.startswith("'") for cell in cells)
    for cell in cells:
        if cell.startswith(("=", "+", "-", "@", "\t", "\r")):
            float(cell)  # a number below zero is no formula


# --- workbook -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", [EN, RU], ids=LANGUAGES)
def test_the_workbook_holds_every_table(model: RiskModel, books: dict[str, Path], view: View) -> None:
    book = openpyxl.load_workbook(books[view.language])
    words = [translate(view.language, f"table.name.{name}") for name in ("readme", *TABLES)]
    assert book.sheetnames == words
    for name in TABLES:
        table, sheet = make_table(model, view, name), book[translate(view.language, f"table.name.{name}")]
        assert sheet.max_row == len(table.rows) + 1
        assert [cell.value for cell in sheet[1]] == [heading(c, view.language) for c in table.columns]
    first = book[words[0]]
    text = "\n".join(str(cell.value) for row in first.iter_rows() for cell in row if cell.value)
    assert translate(view.language, "map.boundary_note") in text
    assert "OpenStreetMap" in text and "2026" in text
    for column in {column for name in TABLES for column in make_table(model, view, name).columns}:
        assert heading(column, view.language) in text and column.name in text


def test_numbers_are_numbers(books: dict[str, Path]) -> None:
    sheet = openpyxl.load_workbook(books["en"])[translate("en", "table.name.legs")]
    at = [cell.value for cell in sheet[1]].index(translate("en", "table.column.length_km"))
    assert all(isinstance(row[at].value, int | float) for row in sheet.iter_rows(min_row=2))


def test_no_cell_of_the_workbook_is_a_formula_or_a_link(hostile: RiskModel, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_tables(hostile, EN, tmp_path / "hostile.xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    assert sum(cell.value == HOSTILE for cell in cells) > len(hostile.data.ports)


def test_the_same_data_give_the_same_workbook(
    model: RiskModel, books: dict[str, Path], tmp_path: Path
) -> None:
    again = write_tables(model, EN, tmp_path / "again.xlsx")
    assert again.read_bytes() == books["en"].read_bytes()


# --- GeoPackage -----------------------------------------------------------------------------------------


def _fields(path: Path, layer: str) -> dict[str, str]:
    found = pyogrio.read_info(path, layer=layer)
    return dict(zip(found["fields"], found["dtypes"], strict=True))


def test_the_geopackage_reads_back(model: RiskModel, tmp_path: Path) -> None:
    path, data = write_tables(model, RU, tmp_path / "searoom.gpkg"), model.data
    layers = dict(pyogrio.list_layers(path))
    assert layers == {
        "corridors": "MultiLineString", "legs": "LineString", "ports": "Point", "crossings": "Point",
        "chokepoints": "LineString",
    }  # fmt: skip
    for name in layers:
        frame = geopandas.read_file(path, layer=name)
        assert len(frame) == len(getattr(data, name))
        assert frame.crs.to_epsg() == 4326
        assert list(frame["id"]) == list(getattr(data, name))
        assert frame.geometry.is_valid.all() and not frame.geometry.is_empty.any()
        assert all(column.isascii() for column in frame.columns)
        assert set(frame["status"].dropna()) <= set(map(str, Status))
        notes = pyogrio.read_info(path, layer=name)["layer_metadata"]
        assert translate("ru", "map.boundary_note") in notes.values()
        assert any("OpenStreetMap" in text for text in notes.values())
    ports = geopandas.read_file(path, layer="ports").set_index("id")
    legs = {field: str(kind) for field, kind in _fields(path, "legs").items()}
    assert legs["gauge_mm"].startswith("int") and legs["length_km"].startswith("float")
    aktau = data.ports["KZAAU"]
    assert (ports.geometry["KZAAU"].x, ports.geometry["KZAAU"].y) == aktau.position
    assert ports["name"]["KZAAU"] == aktau.name["ru"]


# --- what cannot be written -----------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".xlsx", ".gpkg"])
def test_a_folder_that_is_not_there_is_told(model: RiskModel, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "nowhere" / f"a{suffix}"
    with pytest.raises(ExportError, match="Choose a folder") as told:
        write_tables(model, EN, path)
    assert str(path) in str(told.value)


def test_what_was_there_stays_when_writing_fails(model: RiskModel, tmp_path: Path) -> None:
    path = tmp_path / "taken.xlsx"
    (path / "inside").mkdir(parents=True)
    with pytest.raises(ExportError, match="Choose a folder"):
        write_tables(model, EN, path)
    assert (path / "inside").is_dir()
    assert [each.name for each in tmp_path.iterdir()] == ["taken.xlsx"]


def test_other_suffixes_and_tables_are_refused(model: RiskModel, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"expected \.xlsx or \.gpkg"):
        write_tables(model, EN, tmp_path / "a.ods")
    with pytest.raises(ExportError, match="expected one of corridors"):
        write_table_csv(model, EN, "roads", tmp_path / "a.csv")
    assert list(tmp_path.iterdir()) == []
