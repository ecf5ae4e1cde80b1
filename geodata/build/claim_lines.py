"""Lines inside countries that split off a disputed area, from Debian's qgis-common.

Source: qgis-common, `world_map.gpkg`, layer `disputed_borders`: Natural Earth 4.1, "Breakaway, Disputed
Areas" at 1:10 million, as is (public domain).
Method: a GeoPackage is an SQLite file; a geometry in it is WKB behind a short header. The layer is verified
by a hash of its content, because Debian may replace the package by a newer version with the same layer.
Limits: state of the world as of 2018; the layer knows no Crimea, and its Karabakh (1994) and Donbas lines
are out of date and not used.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import shapely
from shapely import LineString

from geodata.build.packages import PackageError, debian_package

__all__ = ["read"]

_LAYER_SHA256 = "020fd1f6180eb03af36736b80ad5bb773c3a589e18291523c345b02704cb77eb"
_WORLD_MAP = Path("usr/share/qgis/resources/data/world_map.gpkg")

# GeoPackage 1.2, section 2.1.3: bits 1-3 of the flags tell the kind of envelope that precedes the WKB.
_FIXED_HEADER_BYTES = 8
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)


def read(cache: Path, numbers: Iterable[int]) -> dict[int, LineString]:
    """The lines with these feature numbers, each joined from its pieces."""
    with closing(sqlite3.connect(debian_package("qgis-common", cache) / _WORLD_MAP)) as database:
        rows = database.execute(
            "SELECT fid, name, adm0_left, geom FROM disputed_borders ORDER BY fid"
        ).fetchall()
    lines = {fid: _wkb(blob) for fid, _, _, blob in rows}
    _verify("".join(f"{fid}|{name}|{side}|{lines[fid].hex()}\n" for fid, name, side, _ in rows))
    return {number: _joined(number, lines[number]) for number in numbers}


def _joined(number: int, wkb: bytes) -> LineString:
    line = shapely.line_merge(shapely.from_wkb(wkb))
    if not isinstance(line, LineString):
        raise PackageError(
            f"{_WORLD_MAP.name}, disputed_borders, feature {number}: got pieces; expected one line"
        )
    return line


def _wkb(blob: bytes) -> bytes:
    envelope = _ENVELOPE_BYTES[blob[3] >> 1 & 0b111]
    return blob[_FIXED_HEADER_BYTES + envelope :]


def _verify(content: str) -> None:
    came = hashlib.sha256(content.encode()).hexdigest()
    if came != _LAYER_SHA256:
        raise PackageError(
            f"qgis-common, {_WORLD_MAP.name}, layer disputed_borders: got content with sha256 {came}; "
            f"expected {_LAYER_SHA256}. Compare the feature numbers used in countries.py with the new layer, "
            "then correct _LAYER_SHA256."
        )
