"""Write the tables of a view: one as CSV, all as a workbook or as layers of a GeoPackage."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from layers.analysis.risk import RiskModel
from layers.errors import ExportError
from layers.export.tables.cells import formula_safe
from layers.export.tables.rows import heading, make_table, shown
from layers.export.tables.table import Table
from layers.faults import ErrorCode
from layers.model.view import View
from layers.system.whole_files import written_whole

__all__ = ["table_csv", "write_table_csv", "write_tables"]


def table_csv(table: Table, language: str) -> str:
    """Return the table as CSV in which no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([heading(column, language) for column in table.columns])
    for row in table.rows:
        cells = (shown(column, value, language) for column, value in zip(table.columns, row, strict=True))
        writer.writerow([formula_safe(cell) if isinstance(cell, str) else cell for cell in cells])
    return out.getvalue()


def write_table_csv(model: RiskModel, view: View, name: str, path: Path) -> Path:
    """Write one table as CSV in UTF-8 with a byte order mark for spreadsheets; return the path.

    Raises
    ------
    ExportError
        If there is no such table, or the file cannot be written.
    """
    content = table_csv(make_table(model, view, name), view.language)
    with written_whole(path) as part:
        part.write_text(content, encoding="utf-8-sig", newline="")
    return path


def write_tables(model: RiskModel, view: View, path: Path) -> Path:
    """Write every table: ``.xlsx`` with a sheet each, ``.gpkg`` with a layer for each that lies on the map.

    Raises
    ------
    ExportError
        If the suffix is not supported or the file cannot be written.
    """
    # Both take a second to import, so only those who need them wait.
    if path.suffix == ".xlsx":
        from layers.export.tables.workbook import write_workbook  # noqa: PLC0415

        return write_workbook(model, view, path)
    if path.suffix == ".gpkg":
        from layers.export.tables.geopackage import write_geopackage  # noqa: PLC0415

        return write_geopackage(model, view, path)
    raise ExportError(ErrorCode.TABLES_SUFFIX, path=str(path), suffix=path.suffix)
