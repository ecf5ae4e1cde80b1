"""Read GeoPackage as an SQLite database in memory that can be read and can do nothing else.

General readers of geodata choose a format by looking into the file, and some open what a file names. Here
no file is opened, and a coordinate reference system is taken by its EPSG code alone, because its definition
could name grid files.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Sequence
from contextlib import closing
from itertools import count
from typing import Any

from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from layers.overlay.builder import OverlayBuilder, RawRecord, Shape
from layers.overlay.model import Limits, Note, Overlay, Reason, refuse
from layers.overlay.wkb import read_wkb

__all__ = ["read_geopackage"]

_MAGIC = b"SQLite format 3\0"
_JOURNAL = slice(18, 20)  # 2, 2 if the file comes with a write-ahead log; without it, 1, 1 opens it
_STEPS_AT_ONCE = 10_000
_LONGEST_VALUE = 2_000_000  # bytes of one cell
_ENVELOPE_BYTES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_WGS84 = 4326


def read_geopackage(name: str, content: bytes, limits: Limits) -> Overlay:
    """Read the features of all layers of points and lines, on WGS 84."""
    if not content.startswith(_MAGIC):
        raise refuse(Reason.NOT_GEOPACKAGE)
    builder = OverlayBuilder("feature", limits)
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            _fill(database, content, limits)
            for layer in _layers(database):
                _read_layer(database, layer, builder)
        except (sqlite3.Error, OverflowError, UnicodeError) as error:
            raise refuse(Reason.UNREADABLE_DATABASE) from error
    return builder.build(name)


def _fill(database: sqlite3.Connection, content: bytes, limits: Limits) -> None:
    """Load the file into the database, then restrict what can be done with it."""
    alone = bytearray(content)
    alone[_JOURNAL] = b"\1\1"
    database.deserialize(bytes(alone))
    steps = count()
    most = limits.database_steps // _STEPS_AT_ONCE
    database.set_progress_handler(lambda: next(steps) > most, _STEPS_AT_ONCE)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA cell_size_check = ON")
    database.text_factory = lambda raw: raw.decode("utf-8", "replace")
    database.set_authorizer(_only_reads)


def _only_reads(action: int, *_: object) -> int:
    """Authorise reading tables only: no functions, no attached files, no pragmas."""
    return (
        sqlite3.SQLITE_OK if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ) else sqlite3.SQLITE_DENY
    )


def _layers(database: sqlite3.Connection) -> list[tuple[str, str, int]]:
    """List table, geometry column and reference system of every layer that is a plain table."""
    tables = dict(database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall())
    if not {"gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys"} <= tables.keys():
        raise refuse(Reason.NOT_GEOPACKAGE)
    named = database.execute("SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns").fetchall()
    layers = [
        (table, column, srs) for table, column, srs in named
        if isinstance(column, str) and isinstance(srs, int) and _is_plain(tables.get(table))
    ]  # fmt: skip
    if not layers:
        raise refuse(Reason.NO_LAYER)
    return layers


def _is_plain(sql: Any) -> bool:
    return isinstance(sql, str) and sql.lstrip().upper().startswith("CREATE TABLE")


def _read_layer(database: sqlite3.Connection, layer: tuple[str, str, int], builder: OverlayBuilder) -> None:
    table, column, srs = layer
    transformer = _transformer(database, srs, table)
    cursor = database.execute(f'SELECT * FROM "{table.replace(chr(34), chr(34) * 2)}"')  # noqa: S608 - quoted
    heads = [item[0] for item in cursor.description]
    if column not in heads:
        raise refuse(Reason.NO_LAYER, column, table)
    at = heads.index(column)
    for row in cursor:
        builder.add(
            lambda: _record(heads, row, at, transformer, builder.limits),  # noqa: B023 - called at once
            lambda: _name(heads, row),  # noqa: B023
        )
    if transformer is not None:
        builder.notes[Note.REPROJECTED] += 1


def _transformer(database: sqlite3.Connection, srs: int, table: str) -> Transformer | None:
    """Return the transformer of a layer to WGS 84; None if it is on WGS 84 already."""
    found = database.execute(
        "SELECT organization, organization_coordsys_id FROM gpkg_spatial_ref_sys WHERE srs_id = ?", (srs,)
    ).fetchone()
    organization, code = found or ("", srs)
    if str(organization).upper() != "EPSG" or not isinstance(code, int):
        raise refuse(Reason.UNKNOWN_CRS, f"{organization} {code}", table)
    if code == _WGS84:
        return None
    try:
        return Transformer.from_crs(CRS.from_epsg(code), CRS.from_epsg(_WGS84), always_xy=True)
    except CRSError as error:
        raise refuse(Reason.UNKNOWN_CRS, f"EPSG:{code}", table) from error


def _record(
    heads: Sequence[str], row: Sequence[Any], at: int, transformer: Transformer | None, limits: Limits
) -> RawRecord:
    blob = row[at]
    if blob is None:
        raise refuse(Reason.NO_GEOMETRY, "NULL", heads[at])
    if not isinstance(blob, bytes):
        raise refuse(Reason.BAD_BLOB, type(blob).__name__, heads[at])
    try:
        shapes = list(read_wkb(_geometry_of(blob), heads[at], limits))
    except struct.error as error:
        raise refuse(Reason.BAD_BLOB, f"{len(blob)} B", heads[at]) from error
    if transformer is not None:
        shapes = [_moved(shape, transformer) for shape in shapes]
    properties = [
        (head, _text(value))
        for index, (head, value) in enumerate(zip(heads, row, strict=True))
        if index != at
    ]
    return RawRecord(shapes, properties)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return f"({len(value)} B)" if isinstance(value, bytes) else str(value)


def _name(heads: Sequence[str], row: Sequence[Any]) -> str:
    named = {head.casefold(): value for head, value in zip(heads, row, strict=True)}.get("name")
    return named if isinstance(named, str) else ""


def _moved(shape: Shape, transformer: Transformer) -> Shape:
    columns = list(zip(*shape.positions, strict=True))
    if not columns:
        return shape
    xs, ys = transformer.transform(columns[0], columns[1])
    return Shape(
        shape.kind, list(zip(map(float, xs), map(float, ys), *columns[2:], strict=True)), shape.field
    )


def _geometry_of(blob: bytes) -> bytes:
    """Return the well-known binary that follows GeoPackage's own header."""
    magic, _version, flags = struct.unpack_from("<2sBB", blob)
    envelope = (flags >> 1) & 7
    if magic != b"GP" or envelope not in _ENVELOPE_BYTES or flags & 0x20:
        raise refuse(Reason.BAD_BLOB, f"{len(blob)} B")
    if flags & 0x10:
        raise refuse(Reason.NO_GEOMETRY, "EMPTY")
    return blob[8 + _ENVELOPE_BYTES[envelope] :]
