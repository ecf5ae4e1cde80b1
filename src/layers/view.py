"""View: one frozen record of what a picture shows.

The page, a permalink and the stand-alone file share it. It goes to and from a query string, where
only what differs from the default is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from math import isfinite
from typing import Any, Literal, get_args
from urllib.parse import urlencode

from layers.errors import ViewError
from layers.schema import LANGUAGES

__all__ = ["DEFAULT_MONTH", "FIRST_MONTH", "LAST_MONTH", "Theme", "View", "month_range"]

Theme = Literal["light", "dark"]
FIRST_MONTH, DEFAULT_MONTH, LAST_MONTH = "2021-01", "2026-07", "2030-12"


def month_range(first: str = FIRST_MONTH, last: str = LAST_MONTH) -> list[str]:
    """Every month from first to last, both included."""
    start, end = (int(m[:4]) * 12 + int(m[5:]) - 1 for m in (first, last))
    return [f"{index // 12:04d}-{index % 12 + 1:02d}" for index in range(start, end + 1)]


_MONTHS = frozenset(month_range())
_KINDS = frozenset({"corridor", "leg", "port", "crossing", "chokepoint", "hub"})
_SIMPLE_LENSES = frozenset({"risk", "status"})


@dataclass(frozen=True)
class View:
    """What is shown.

    ``lens`` is ``risk``, ``status`` or ``stance:<actor id>``. ``month`` is ``YYYY-MM``. ``off`` holds
    the ids of legend rows that are switched off. ``selection`` is ``<kind>:<id>`` or empty.
    ``bounds`` is (west, south, east, north) in degrees, or None for the opening view.
    """

    lens: str = "risk"
    actor: str = "moscow"
    month: str = DEFAULT_MONTH
    off: frozenset[str] = frozenset()
    selection: str = ""
    bounds: tuple[float, float, float, float] | None = None
    language: str = "en"
    theme: Theme = "light"

    def __post_init__(self) -> None:
        if self.lens not in _SIMPLE_LENSES and not self.lens.startswith("stance:"):
            raise ViewError(f"lens {self.lens!r}: expected risk, status or stance:<actor>")
        if self.month not in _MONTHS:
            raise ViewError(f"date {self.month!r}: expected a month from {FIRST_MONTH} to {LAST_MONTH}")
        if self.language not in LANGUAGES:
            raise ViewError(f"language {self.language!r}: expected one of {', '.join(LANGUAGES)}")
        if self.theme not in get_args(Theme):
            raise ViewError(f"theme {self.theme!r}: expected one of {', '.join(get_args(Theme))}")
        if self.selection and self.selection.partition(":")[0] not in _KINDS:
            raise ViewError(f"selection {self.selection!r}: expected <kind>:<id>")
        if self.bounds is not None and not _is_box(self.bounds):
            raise ViewError(f"bounds {self.bounds!r}: expected west, south, east, north")

    @property
    def selected_corridor(self) -> str | None:
        """Id of the selected corridor, if one is selected."""
        kind, _, key = self.selection.partition(":")
        return key if kind == "corridor" and key else None

    def to_query(self) -> dict[str, str]:
        """Parameters of a permalink: only what differs from the default view."""
        default, query = View(), {}
        for item in fields(self):
            value = getattr(self, item.name)
            if value == getattr(default, item.name):
                continue
            if item.name == "off":
                query["off"] = ",".join(sorted(value))
            elif item.name == "bounds":
                query["bounds"] = ",".join(map(repr, value))
            else:
                query[item.name] = str(value)
        return query

    def to_query_string(self) -> str:
        """The permalink's query string, without the question mark."""
        return urlencode(self.to_query())

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> tuple[View, tuple[str, ...]]:
        """The view a permalink asks for, and a message for each parameter that had to be ignored."""
        names = [item.name for item in fields(cls)]
        known = {*names, "embed", "embed_options"}  # the last two are Streamlit's own
        view = cls()
        ignored = [f"{name}: expected one of {', '.join(names)}" for name in query if name not in known]
        for item in fields(cls):
            if item.name not in query:
                continue
            try:
                view = replace(view, **{item.name: _parse(item.name, query[item.name])})
            except (ViewError, ValueError) as error:
                ignored.append(f"{item.name}: {error}")
        return view, tuple(ignored)


def _is_box(bounds: tuple[float, float, float, float]) -> bool:
    west, south, east, north = bounds
    return all(map(isfinite, bounds)) and west < east and south < north


def _parse(name: str, text: str) -> Any:
    if name == "off":
        return frozenset(part for part in text.split(",") if part)
    if name == "bounds":
        numbers = tuple(float(part) for part in text.split(","))
        if len(numbers) != 4:
            raise ViewError(f"bounds {text!r}: expected four numbers")
        return numbers
    return text
