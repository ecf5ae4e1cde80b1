"""Read CSV: points by column names, in the encodings and with the delimiters that offices use."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from layers.overlay.builder import NAME_KEYS, OverlayBuilder, RawRecord, Shape
from layers.overlay.model import Limits, Note, Overlay, Reason, refuse

__all__ = ["read_table"]

_LATITUDE = ("latitude", "lat", "широта", "ендік", "y")
_LONGITUDE = ("longitude", "lon", "lng", "long", "долгота", "бойлық", "x")
_DELIMITERS = (",", ";", "\t", "|")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_table(name: str, content: bytes, limits: Limits) -> Overlay:
    """Read one point per row; the first row names the columns."""
    text, is_legacy = _decode(content)
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    builder = OverlayBuilder("row", limits)
    try:
        heads = [head.strip() for head in next(rows, [])]
        lon, lat = _column(heads, _LONGITUDE), _column(heads, _LATITUDE)
        for row in rows:
            if any(cell.strip() for cell in row):
                called = _name(heads, row)
                builder.add(
                    lambda: _record(heads, row, lon, lat, delimiter),  # noqa: B023 - called at once
                    lambda: called,  # noqa: B023
                )
    except csv.Error as error:
        raise refuse(Reason.NOT_CSV, line=rows.line_num) from error
    if is_legacy:
        builder.notes[Note.LEGACY_ENCODING] = 1
    return builder.build(name)


def _decode(content: bytes) -> tuple[str, bool]:
    """Decode the text; the flag tells whether it was in the legacy encoding of Windows."""
    try:
        if content.startswith(_UTF16):
            return content.decode("utf-16"), False
        return content.decode("utf-8-sig"), False
    except UnicodeDecodeError as utf_error:
        try:
            if content.startswith(_UTF16) or b"\0" in content:
                raise utf_error
            return content.decode("cp1251"), True
        except UnicodeDecodeError as error:
            got = f"0x{content[error.start]:02x}"
            raise refuse(Reason.NOT_TEXT, got, encodings="UTF-8, UTF-16, Windows-1251") from error


def _column(heads: Sequence[str], names: Sequence[str]) -> int:
    folded = [head.casefold() for head in heads]
    for name in names:
        if folded.count(name) > 1:
            raise refuse(Reason.COLUMN_TWICE, name)
        if name in folded:
            return folded.index(name)
    raise refuse(Reason.NO_COLUMNS, ", ".join(heads), names=", ".join(names))


def _record(heads: Sequence[str], row: Sequence[str], lon: int, lat: int, delimiter: str) -> RawRecord:
    if len(row) != len(heads):
        raise refuse(Reason.ROW_LENGTH, len(row), n=len(heads))
    position = [_number(row[column], heads[column], delimiter) for column in (lon, lat)]
    others = [
        (head, cell) for index, (head, cell) in enumerate(zip(heads, row, strict=True))
        if index not in (lon, lat)
    ]  # fmt: skip
    return RawRecord([Shape("point", [position], f"{heads[lon]}, {heads[lat]}")], others)


def _number(cell: str, head: str, delimiter: str) -> float:
    """Parse a number; unless the comma separates cells, it may be the decimal separator."""
    text = cell.strip().replace("\u2212", "-")
    try:
        # float() also accepts 1_000, nan and inf, which nobody means.
        if not set(text) <= set("0123456789+-.,eE"):
            raise ValueError(text)
        return float(text if delimiter == "," else text.replace(",", "."))
    except ValueError as error:
        raise refuse(Reason.NOT_A_NUMBER, cell, head) from error


def _name(heads: Sequence[str], row: Sequence[str]) -> str:
    cells = {head.casefold(): cell for head, cell in zip(heads, row, strict=False)}
    return next((cells[key] for key in NAME_KEYS if cells.get(key)), "")
