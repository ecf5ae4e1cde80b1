"""What a table is: plain values under machine-readable column names with the unit in the name."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Cell", "Column", "Table", "columns_of"]

Cell = str | float | int | bool | tuple[str, ...] | None


@dataclass(frozen=True)
class Column:
    """A column; ``name`` includes the unit, ``words`` is the text key of its codes, if it holds codes."""

    name: str
    words: str = ""


@dataclass(frozen=True)
class Table:
    """Rows under columns."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def columns_of(*names: str) -> tuple[Column, ...]:
    """Return columns from ``name`` or ``name:words``."""
    return tuple(Column(*name.split(":", 1)) for name in names)
