"""View: one frozen record of what a picture shows.

Pages, links, scenes and the stand-alone file share it. It converts to and from a query string, in which only
what differs from the default is written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from math import isfinite
from typing import Any, get_args
from urllib.parse import urlencode

from layers.errors import ViewError
from layers.faults import FaultCode, Problem, Value
from layers.model.vocabulary import (
    DEFAULT_DATE,
    FIRST_DATE,
    LANGUAGES,
    LAST_DATE,
    SELECTABLE,
    Aggregation,
    CapacityReading,
    Dimension,
    Theme,
)

__all__ = ["LINK_VERSION", "MAX_MONTHS", "MAX_SHOCKS", "OWN_PORTS", "View"]

LINK_VERSION = 1
"""Goes up when a parameter of a link changes its meaning; a link without a version is of the first."""

OWN_PORTS = "own-ports"
"""As the market of a view: each corridor to its own port on the open sea, from where its route begins."""

_ALLOWED: Mapping[str, tuple[str, ...]] = {
    "language": LANGUAGES,
    "theme": get_args(Theme),
    "aggregation": get_args(Aggregation),
    "by": ("time", "cost", "risk", "generalised"),
    "capacities": tuple(CapacityReading),
}
MAX_WEIGHT = 10.0
MAX_SHOCKS = 1.5
MAX_MONTHS = 24.0
"""By then displaced cargo has found all spare capacity that there is; a convention."""
_LENSES = frozenset({"risk", "status", "veto", "load", *(f"risk:{dimension}" for dimension in Dimension)})


@dataclass(frozen=True)
class View:
    """What is shown.

    ``lens`` is ``risk``, ``risk:<dimension>``, ``status``, ``veto``, ``stance:<actor id>``, ``load`` or
    ``load:<commodity id>``. ``actor`` is an id, empty for the one that the pack shows first. ``date`` is
    ``YYYY-MM-DD``; ``since`` is the earlier date that changes are counted from. ``off`` holds the ids
    of legend rows that are switched off. ``selection`` is ``<kind>:<id>`` or empty. ``aggregation``
    says how the risk of legs becomes the risk of a corridor. ``closed`` holds country codes and ids of
    parts that are closed on trial, ``built`` corridors taken as built with their probability.
    ``origin`` and ``market`` are the ends between which corridors are compared, empty for those of the pack
    (:data:`OWN_PORTS` as the market: each corridor to its own port); with ``by`` they ask for a route.
    ``shocks`` multiplies the chances of common
    causes. ``months`` have passed since what is closed was closed, and ``capacities`` limit what cargo moves
    elsewhere. ``weights`` are those of the risk dimensions that differ from 1. ``bounds`` is (west, south,
    east, north) in degrees, or None for the opening view.
    """

    lens: str = "risk"
    actor: str = ""
    date: str = DEFAULT_DATE
    since: str = "2025-07-01"
    off: frozenset[str] = frozenset()
    selection: str = ""
    aggregation: Aggregation = "weakest"
    closed: frozenset[str] = frozenset()
    built: tuple[tuple[str, float], ...] = ()
    origin: str = ""
    market: str = ""
    by: str = "generalised"
    shocks: float = 1.0
    months: float = MAX_MONTHS
    capacities: str = CapacityReading.NAMEPLATE.value
    weights: tuple[tuple[str, float], ...] = ()
    bounds: tuple[float, float, float, float] | None = None
    language: str = "en"
    theme: Theme = "light"

    def __post_init__(self) -> None:
        for name in ("date", "since"):
            value = getattr(self, name)
            if not _is_day(value):
                raise ViewError.of(
                    FaultCode.LINK_DAY, parameter=name, value=value, first=FIRST_DATE, last=LAST_DATE
                )
        for name, allowed in _ALLOWED.items():
            value = getattr(self, name)
            if value not in allowed:
                raise ViewError.of(FaultCode.LINK_CHOICE, parameter=name, value=value, choices=allowed)
        kind, _, which = self.lens.partition(":")
        if self.lens not in _LENSES and not (kind in ("stance", "load") and which):
            raise ViewError.of(FaultCode.LINK_LENS, parameter="lens", value=self.lens)
        if self.selection and self.selection.partition(":")[0] not in SELECTABLE:
            raise ViewError.of(FaultCode.LINK_SELECTION, parameter="selection", value=self.selection)
        if self.bounds is not None and not _is_box(self.bounds):
            written = ",".join(map(repr, self.bounds))
            raise ViewError.of(FaultCode.LINK_BOUNDS, parameter="bounds", value=written)
        if not 0 <= self.shocks <= MAX_SHOCKS:
            raise ViewError.of(
                FaultCode.LINK_SHOCKS, parameter="shocks", value=f"{self.shocks:g}", most=MAX_SHOCKS
            )
        if not 0 <= self.months <= MAX_MONTHS:
            raise ViewError.of(
                FaultCode.LINK_MONTHS, parameter="months", value=f"{self.months:g}", most=MAX_MONTHS
            )
        self._check_pairs()
        self._check_text()

    def _check_text(self) -> None:
        """Refuse lone surrogates, which JSON can hold but no link can."""
        names = ("actor", "lens", "selection", "origin", "market")
        texts = [(name, getattr(self, name)) for name in names]
        texts += [(name, text) for name in ("off", "closed") for text in getattr(self, name)]
        for name, text in (*texts, *(("built", corridor) for corridor, _ in self.built)):
            if not _is_text(text):
                raise ViewError.of(FaultCode.LINK_TEXT, parameter=name, value=text)

    def _check_pairs(self) -> None:
        for name, value in self.built:
            if not name or not 0 <= value <= 1:
                raise ViewError.of(FaultCode.LINK_BUILT, parameter="built", value=name)
        for name, value in self.weights:
            if name not in set(Dimension) or not 0 <= value <= MAX_WEIGHT:
                raise ViewError.of(
                    FaultCode.LINK_WEIGHT, parameter="weights", value=name, most=float(MAX_WEIGHT)
                )

    @property
    def selected_corridor(self) -> str | None:
        """Id of the selected corridor, if one is selected."""
        kind, _, key = self.selection.partition(":")
        return key if kind == "corridor" and key else None

    def after(self, before: View) -> View:
        """Return this view as it follows ``before``: the map flies to a new selection, so the old bounds are
        dropped."""
        is_led = self.selection and self.selection != before.selection and self.bounds == before.bounds
        return replace(self, bounds=None) if is_led else self

    def to_query(self) -> dict[str, str]:
        """Return the parameters of a link: its version and what differs from the default view."""
        default = View()
        query: dict[str, str] = {}
        for item in fields(self):
            value = getattr(self, item.name)
            if value == getattr(default, item.name):
                continue
            if item.name in ("off", "closed"):
                query[item.name] = ",".join(sorted(value))
            elif item.name in ("built", "weights"):
                query[item.name] = ",".join(f"{name}:{number:g}" for name, number in value)
            elif item.name == "bounds":
                query["bounds"] = ",".join(repr(degrees).removesuffix(".0") for degrees in value)
            elif item.name in ("shocks", "months"):
                query[item.name] = f"{value:g}"
            else:
                query[item.name] = str(value)
        return {"v": str(LINK_VERSION)} | query if query else {}

    def to_query_string(self) -> str:
        """Return the query string of a link, without the question mark."""
        return urlencode(self.to_query())

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> tuple[View, tuple[Problem, ...]]:
        """Return the view that a link asks for, and a problem for each parameter that was ignored."""
        names = tuple(item.name for item in fields(cls))
        known = {*names, "v", "embed", "embed_options"}  # the last two are Streamlit's own
        view = cls()
        ignored = [
            Problem(FaultCode.LINK_PARAMETER, {"parameter": name, "known": names})
            for name in query
            if name not in known
        ]
        if query.get("v", "1") not in map(str, range(1, LINK_VERSION + 1)):
            version: dict[str, Value] = {"parameter": "v", "value": query["v"], "newest": LINK_VERSION}
            ignored.append(Problem(FaultCode.LINK_VERSION, version))
        for item in fields(cls):
            if item.name not in query:
                continue
            try:
                view = replace(view, **{item.name: _parse(item.name, query[item.name])})
            except ViewError as error:
                ignored += error.problems
            except ValueError:
                asked = {"parameter": item.name, "value": query[item.name]}
                ignored.append(Problem(FaultCode.LINK_NUMBER, asked))
        return view, tuple(ignored)


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text and FIRST_DATE <= text <= LAST_DATE
    except ValueError:
        return False


def _is_text(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _is_box(bounds: tuple[float, float, float, float]) -> bool:
    west, south, east, north = bounds
    return all(map(isfinite, bounds)) and west < east and south < north


def _number(text: str) -> float:
    """Parse a number rounded as it is written, so that a view survives its own link."""
    return float(f"{float(text):g}")


def _parse(name: str, text: str) -> Any:
    if name in ("off", "closed"):
        return frozenset(part for part in text.split(",") if part)
    if name in ("built", "weights"):
        pairs = (part.rpartition(":") for part in text.split(",") if part)
        return tuple(sorted({key: _number(number) for key, _, number in pairs}.items()))
    if name in ("shocks", "months"):
        return _number(text)
    if name == "bounds":
        numbers = tuple(float(part) for part in text.split(","))
        if len(numbers) != 4:
            raise ViewError.of(FaultCode.LINK_BOUNDS_COUNT, parameter="bounds", value=text)
        return numbers
    return text
