"""What lies on the map as layers of a GeoPackage, for a geographic information system."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import geopandas  # type: ignore[import-untyped]
import pyogrio  # type: ignore[import-untyped]
from shapely.geometry import LineString, MultiLineString, Point
from shapely.geometry.base import BaseGeometry

from layers.analysis.risk import RiskModel
from layers.export.tables.rows import make_table, notes_of
from layers.export.tables.table import Cell, Table
from layers.model.dataset import Data
from layers.model.view import View
from layers.system.whole_files import written_whole

__all__ = ["write_geopackage"]


def write_geopackage(model: RiskModel, view: View, path: Path) -> Path:
    """Write the layers corridors, legs, ports, crossings and chokepoints (EPSG:4326); return the path.

    Columns and codes are machine-readable; names and reasons are in the language of the view. Day, trial,
    boundaries and credits are in the file's metadata.

    Raises
    ------
    ExportError
        If the file cannot be written.
    """
    notes = dict(notes_of(model, view))
    with written_whole(path) as part, _dated(model.data.evidence_end):
        part.unlink()  # the driver must create it
        for number, (name, shape) in enumerate(_SHAPES.items()):
            table = make_table(model, view, name)
            frame = _frame(table, [shape(model.data, str(row[0])) for row in table.rows])
            try:
                frame.to_file(
                    part, layer=name, driver="GPKG", engine="pyogrio", mode="a" if number else "w",
                    layer_metadata=notes, spatial_index=True,
                )  # fmt: skip
            except pyogrio.errors.DataSourceError as error:
                raise OSError(str(error)) from error
    return path


@contextmanager
def _dated(day: str) -> Iterator[None]:
    """Date files written in the block by the evidence, so that the same data give the same file."""
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{day}T00:00:00.000Z"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _frame(table: Table, shapes: list[BaseGeometry]) -> geopandas.GeoDataFrame:
    columns = {
        column.name: [_plain(row[index]) for row in table.rows] for index, column in enumerate(table.columns)
    }
    frame = geopandas.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326")
    return frame.convert_dtypes()  # integers stay integers where values are missing


def _plain(value: Cell) -> str | float | int | bool | None:
    if isinstance(value, tuple):
        return ";".join(str(each) for each in value)
    return str(value) if isinstance(value, str) else value  # a code is written as its value


def _corridor(data: Data, key: str) -> MultiLineString:
    legs = dict.fromkeys(leg for route in data.corridors[key].routes for leg in route.legs)
    return MultiLineString([data.legs[leg].coordinates for leg in legs])


def _leg(data: Data, key: str) -> LineString:
    return LineString(data.legs[key].coordinates)


def _place(data: Data, key: str) -> Point:
    return Point(data.places[key].position)


def _gate(data: Data, key: str) -> LineString:
    return LineString(data.chokepoints[key].gate)


_SHAPES: Mapping[str, Callable[[Data, str], BaseGeometry]] = {
    "corridors": _corridor, "legs": _leg, "ports": _place, "crossings": _place, "chokepoints": _gate,
}  # fmt: skip
