"""All tables of a view as one workbook, with a sheet that explains them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from layers.analysis.risk import RiskModel
from layers.export.tables.rows import TABLES, heading, make_table, notes_of, shown
from layers.export.tables.table import Cell, Column, Table
from layers.model.view import View
from layers.system.whole_files import written_whole
from layers.text import translate

__all__ = ["write_workbook"]

_WIDTHS = {"text": 60, "summary": 60, "status_reason": 60, "reason": 60, "title": 60, "usual_traffic": 60}
_USUAL_WIDTH, _NAME_WIDTH, _NUMBER_WIDTH = 18, 32, 12


def write_workbook(model: RiskModel, view: View, path: Path) -> Path:
    """Write one sheet per table; the first gives the day, boundaries, credits and the meaning of columns.

    Raises
    ------
    ExportError
        If the file cannot be written.
    """
    tables = [make_table(model, view, name) for name in TABLES]
    with written_whole(path) as part:
        book = xlsxwriter.Workbook(part, {"strings_to_formulas": False, "strings_to_urls": False})
        title = _title(model, view)
        # Dated by the evidence, not by the writing: the same data give the same file.
        made = dt.datetime.fromisoformat(model.data.evidence_end)
        book.set_properties({"title": title, "created": made})
        _write_readme(book, model, view, tables)
        for table in tables:
            _write_table(book, table, view.language)
        _close(book)
    return path


def _title(model: RiskModel, view: View) -> str:
    return translate(view.language, "table.title", **model.data.pack.words(view.language))


def _close(book: Any) -> None:
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(*error.args[0].args) from error


def _write_readme(book: Any, model: RiskModel, view: View, tables: list[Table]) -> None:
    language = view.language
    sheet = book.add_worksheet(translate(language, "table.name.readme"))
    bold, wrap = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
    sheet.set_column(0, 0, _NAME_WIDTH)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, _title(model, view), book.add_format({"bold": True, "size": 14}))
    row = 2
    for head, text in notes_of(model, view):
        sheet.write_string(row, 0, head, bold)
        sheet.write_string(row, 1, text, wrap)
        row += 1
    row += 1
    sheet.write_string(row, 0, translate(language, "table.readme.sheets"), bold)
    for table in tables:
        row += 1
        sheet.write_string(row, 0, translate(language, f"table.name.{table.name}"))
        sheet.write_string(row, 1, translate(language, f"table.about.{table.name}"), wrap)
    row += 2
    sheet.write_string(row, 0, translate(language, "table.readme.columns"), bold)
    for column in dict.fromkeys(column for table in tables for column in table.columns):
        row += 1
        sheet.write_string(row, 0, heading(column, language))
        sheet.write_string(row, 1, column.name)


def _write_table(book: Any, table: Table, language: str) -> None:
    sheet = book.add_worksheet(translate(language, f"table.name.{table.name}"))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, _width(table, index))
        sheet.write_string(0, index, heading(column, language), head)
    for number, row in enumerate(table.rows, start=1):
        for index, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            _write_cell(sheet, number, index, column, value, language)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)


def _width(table: Table, index: int) -> int:
    column = table.columns[index]
    if column.name in ("name", "about", "publisher", "address", "figure", "countries", "sources"):
        return _NAME_WIDTH
    numbers = all(isinstance(row[index], int | float | None) for row in table.rows)
    return _WIDTHS.get(column.name, _NUMBER_WIDTH if numbers else _USUAL_WIDTH)


def _write_cell(sheet: Any, row: int, index: int, column: Column, value: Cell, language: str) -> None:
    cell = shown(column, value, language)
    if isinstance(cell, str):
        sheet.write_string(row, index, cell)
    elif cell is not None:
        sheet.write_number(row, index, cell)
