"""Read well-known binary from an untrusted file.

``shapely.from_wkb`` is not used here: GEOS recurses into nested collections without a limit, so that a blob
of 180 kB with 20 000 collections inside one another crashes the process, and with it the server. This reader
refuses such a blob at the depth that the limits allow, and reports open rings and short lines as such.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from typing import Any, Literal

from layers.overlay.builder import Shape
from layers.overlay.model import Limits, Reason, refuse

__all__ = ["read_wkb"]


def read_wkb(content: bytes, field: str, limits: Limits) -> Iterator[Shape]:
    """Yield the points, lines and rings of one geometry (ISO, with Z and M or without).

    Parameters
    ----------
    content : bytes
        The geometry, in either byte order.
    field : str
        Name of the field, for refusals.
    limits : Limits
        ``depth`` limits the nesting of collections.

    Raises
    ------
    OverlayError
        If the geometry is of another kind, is nested too deeply or counts more than the bytes hold.
    struct.error
        If the bytes end too early.
    """
    yield from _Reader(content, field, limits).shapes()


class _Reader:
    """Reads one geometry; every count is checked against the bytes that are left."""

    def __init__(self, content: bytes, field: str, limits: Limits) -> None:
        self._content, self._field, self._limits = content, field, limits
        self._at = 0

    def shapes(self, depth: int = 1) -> Iterator[Shape]:
        """Yield the shapes of the geometry at the present position, which lies ``depth`` levels deep."""
        order = "<" if self._take("<B")[0] else ">"
        (code,) = self._take(f"{order}I")
        kind, numbers = code % 1000, 2 + (0, 1, 1, 2)[min(code // 1000, 3)]
        match kind:
            case 1:
                yield from self._point(order, numbers)
            case 2:
                yield self._line(order, numbers, "line")
            case 3:
                for _ in range(self._count(order, 4)):
                    yield self._line(order, numbers, "ring")
            case 4 | 5 | 6 | 7:
                if depth > self._limits.depth:
                    raise refuse(Reason.TOO_DEEP, "", self._field, limit=self._limits.depth)
                for _ in range(self._count(order, 5)):
                    yield from self.shapes(depth + 1)
            case _:
                raise refuse(Reason.UNKNOWN_GEOMETRY, code, self._field)

    def _point(self, order: str, numbers: int) -> Iterator[Shape]:
        position = self._take(f"{order}{numbers}d")
        if not all(map(math.isnan, position)):  # that is how an empty point is written
            yield Shape("point", [position], self._field)

    def _line(self, order: str, numbers: int, kind: Literal["line", "ring"]) -> Shape:
        positions = [
            self._take(f"{order}{numbers}d") for _ in range(self._count(order, 8 * numbers))
        ]  # fmt: skip
        return Shape(kind, positions, self._field)

    def _count(self, order: str, bytes_each: int) -> int:
        (number,) = self._take(f"{order}I")
        if number * bytes_each > len(self._content) - self._at:
            raise refuse(Reason.BAD_BLOB, f"{len(self._content)} B", self._field)
        return int(number)

    def _take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from(form, self._content, self._at)
        self._at += struct.calcsize(form)
        return values
