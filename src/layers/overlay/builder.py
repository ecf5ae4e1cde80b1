"""Build an overlay record by record: valid records become features, the others are listed as refused."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from layers.overlay.model import (
    Limits,
    Note,
    Overlay,
    OverlayError,
    OverlayFeature,
    OverlayReport,
    Position,
    Reason,
    RecordKind,
    Refusal,
    clean_text,
    refuse,
)

__all__ = ["NAME_KEYS", "OverlayBuilder", "RawRecord", "Shape"]

NAME_KEYS = ("name", "title", "label", "название", "наименование", "имя", "атауы")
"""Properties and columns that name a record, in order of preference, whatever their case."""
_DECIMALS = 5  # of a degree: about a metre
_OF_THE_FILE = frozenset({Reason.TOO_MANY_FEATURES, Reason.TOO_MANY_VERTICES})
_LEAST = {"line": 2, "ring": 4}


@dataclass(frozen=True)
class Shape:
    """A point, line or ring as read from the file; its coordinates are not validated yet."""

    kind: Literal["point", "line", "ring"]
    positions: Sequence[object]
    field: str


@dataclass
class RawRecord:
    """A record as read from the file, before validation."""

    shapes: list[Shape] = field(default_factory=list)
    properties: list[tuple[str, str]] = field(default_factory=list)
    name: str = ""


def _position(value: object, shape: Shape, index: int) -> Position:
    """Validate one position; return longitude and latitude in degrees on WGS 84, rounded.

    Raises
    ------
    OverlayError
        If it is not a list of two to four finite numbers within the ranges of longitude and latitude.
    """
    if not isinstance(value, list | tuple) or not 2 <= len(value) <= 4:
        raise refuse(Reason.BAD_COORDINATES, value, _where(shape, index))
    for number in value:
        is_number = type(number) is float or type(number) is int
        if not is_number or not math.isfinite(number):
            raise refuse(Reason.NOT_A_NUMBER, number, _where(shape, index))
    lon, lat = value[0], value[1]
    if not -180 <= lon <= 180:
        raise refuse(Reason.LONGITUDE, f"{float(lon):.10g}", _where(shape, index))
    if not -90 <= lat <= 90:
        raise refuse(Reason.LATITUDE, f"{float(lat):.10g}", _where(shape, index))
    return round(float(lon), _DECIMALS), round(float(lat), _DECIMALS)


def _where(shape: Shape, index: int) -> str:
    return shape.field if shape.kind == "point" else f"{shape.field}[{index}]"


class OverlayBuilder:
    """Collects the records of one file, one after another, within the limits.

    Parameters
    ----------
    kind : RecordKind
        What a record of this file is called in the report.
    limits : Limits
        How much is taken. A file that exceeds a limit on features or vertices is refused as a whole.
    """

    def __init__(self, kind: RecordKind, limits: Limits) -> None:
        self.kind, self.limits = kind, limits
        self.notes: Counter[Note] = Counter()
        self._features: list[OverlayFeature] = []
        self._refused: list[Refusal] = []
        self._records = self._vertices = self._shapes = 0

    def add(self, read: Callable[[], RawRecord], name: Callable[[], str] = lambda: "") -> None:
        """Add the record that ``read`` returns, or list it as refused.

        Parameters
        ----------
        read : callable
            Returns the record, or raises OverlayError if it is invalid.
        name : callable, optional
            Returns the record's name for the list of refusals; called only if the record is refused.

        Raises
        ------
        OverlayError
            If the file as a whole exceeds a limit.
        """
        self._records += 1
        if self._records > self.limits.features:
            raise refuse(Reason.TOO_MANY_FEATURES, limit=self.limits.features)
        number = self._records
        try:
            raw = read()
            made, notes = self._features_of(raw, number)
        except OverlayError as error:
            if error.refusal.reason in _OF_THE_FILE:
                raise
            called = clean_text(name(), self.limits.text_characters)
            self._refused.append(replace(error.refusal, kind=self.kind, number=number, name=called))
            return
        self._features += made
        self.notes.update(notes)

    def build(self, name: str) -> Overlay:
        """Return the overlay of all records added so far; ``name`` is the file's."""
        kinds = Counter(feature.kind for feature in self._features)
        shown = sum(len(part) for feature in self._features for part in feature.parts)
        report = OverlayReport(
            self._records, kinds["point"], kinds["line"], shown, tuple(self._refused), dict(self.notes)
        )
        return Overlay(clean_text(name, self.limits.text_characters), tuple(self._features), report)

    def _features_of(self, raw: RawRecord, number: int) -> tuple[list[OverlayFeature], set[Note]]:
        """Turn a record into features of points and of lines; note what had to be changed."""
        if not raw.shapes:
            raise refuse(Reason.NO_GEOMETRY)
        notes: set[Note] = set()
        parts: dict[Literal["point", "line"], list[tuple[Position, ...]]] = {"point": [], "line": []}
        self._shapes += len(raw.shapes)
        if self._shapes > self.limits.features:
            raise refuse(Reason.TOO_MANY_FEATURES, limit=self.limits.features)
        for shape in raw.shapes:
            self._vertices += len(shape.positions)
            if self._vertices > self.limits.vertices:
                raise refuse(Reason.TOO_MANY_VERTICES, limit=self.limits.vertices)
            parts["point" if shape.kind == "point" else "line"].append(_positions(shape, notes))
        properties, name = self._texts(raw, notes)
        made = [
            OverlayFeature(f"{number}-{kind}", name, kind, tuple(found), properties)
            for kind, found in parts.items() if found
        ]  # fmt: skip
        return made, notes

    def _texts(self, raw: RawRecord, notes: set[Note]) -> tuple[tuple[tuple[str, str], ...], str]:
        limit = self.limits.text_characters
        kept = raw.properties[: self.limits.properties]
        if len(kept) < len(raw.properties):
            notes.add(Note.PROPERTIES_LEFT)
        if any(len(text) > limit for pair in kept for text in pair):
            notes.add(Note.TEXT_CUT)
        cleaned = [(clean_text(key, limit), clean_text(value, limit)) for key, value in kept]
        found = {key.casefold(): value for key, value in reversed(raw.properties)}
        name = raw.name or next((found[key] for key in NAME_KEYS if found.get(key)), "")
        return tuple(pair for pair in cleaned if pair[1]), clean_text(name, limit)


def _positions(shape: Shape, notes: set[Note]) -> tuple[Position, ...]:
    """Validate every position of a shape; note heights, outlines and crossings of the antimeridian."""
    if shape.kind != "point" and len(shape.positions) < _LEAST[shape.kind]:
        reason = Reason.RING if shape.kind == "ring" else Reason.FEW_POINTS
        raise refuse(reason, len(shape.positions), shape.field)
    line = [_position(value, shape, index) for index, value in enumerate(shape.positions)]
    if any(len(value) > 2 for value in shape.positions):  # type: ignore[arg-type] # all are positions
        notes.add(Note.HEIGHT)
    if shape.kind == "point":
        return tuple(line)
    if shape.kind == "ring":
        if line[0] != line[-1]:
            raise refuse(Reason.RING, f"{line[0]} … {line[-1]}", shape.field)
        notes.add(Note.OUTLINE)
    turned = _without_jumps(line)
    if turned != line:
        notes.add(Note.ANTIMERIDIAN)
    return tuple(turned)


def _without_jumps(line: Sequence[Position]) -> list[Position]:
    """Return the line with continuous longitudes where it crosses the antimeridian.

    Longitudes may then exceed 180 degrees; they never fall below -180, where the map shows nothing.
    """
    if all(abs(there[0] - here[0]) <= 180 for here, there in pairwise(line)):
        return list(line)
    turned: list[Position] = []
    turn = 0.0
    for lon, lat in line:
        if turned:
            step = lon + turn - turned[-1][0]
            turn += -360 if step > 180 else 360 if step < -180 else 0
        turned.append((round(lon + turn, _DECIMALS), lat))
    if min(lon for lon, _ in turned) < -180:
        turned = [(round(lon + 360, _DECIMALS), lat) for lon, lat in turned]
    return turned
