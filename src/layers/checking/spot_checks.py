"""Ten facts a corridor that a reader can check by hand: the fact, its sources, and where the research has it.

``searoom spot-checks`` prints them. With the research folder at hand it also looks the phrase up there and
gives the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layers.faults import Fault, FaultCode, Value
from layers.model.dataset import Data
from layers.model.evidence import SpotCheck
from layers.model.kinds import KIND_BY_NAME
from layers.packs.unknown_ids import unknown_id

__all__ = ["Statement", "check_spot_checks", "find_line", "statement_of"]

_FILE, _FEW = "spot_checks.yaml", FaultCode.SPOT_CHECKS_FEW
PER_CORRIDOR = 10
"""How many facts of each corridor are offered for checking."""


@dataclass(frozen=True)
class Statement:
    """One statement of a record in English, and the ids of its sources."""

    text: str
    sources: tuple[str, ...]


def statement_of(data: Data, check: SpotCheck) -> Statement | None:
    """The statement of the record that says what the check quotes; None if none does."""
    record = data.records(KIND_BY_NAME[check.kind]).get(check.record)
    if record is None:
        return None
    found = (s for s in _statements(record.model_dump(mode="json")) if check.says in s.text)
    return min(found, key=lambda statement: len(statement.text), default=None)


def check_spot_checks(data: Data) -> Iterator[Fault]:
    """A fault for every check that finds no sourced statement, and for every corridor with too few."""
    for number, check in enumerate(data.spot_checks, 1):
        yield from _check_one(data, check, number)
    is_complete = all(check.corridor in data.corridors for check in data.spot_checks)
    if not is_complete or not data.spot_checks:
        return  # a corridor may lack what stands under a name that is none; a pack may have no spot checks
    for corridor in data.corridors:
        count = sum(check.corridor == corridor for check in data.spot_checks)
        if count < PER_CORRIDOR:
            parameters = {"count": count, "least": PER_CORRIDOR}
            yield Fault(_FEW, _FILE, "corridor", corridor, parameters=parameters)


def _check_one(data: Data, check: SpotCheck, number: int) -> Iterator[Fault]:
    """What is wrong with the check of this number in the file."""

    def quoted(code: FaultCode, **parameters: Value) -> Fault:
        says = {"quote": check.says, **parameters}
        return Fault(code, _FILE, "spot check", check.corridor, ("says",), says, number)

    def unknown(field: str, value: str, known: Iterable[str], target: str) -> Fault:
        return unknown_id(_FILE, "spot check", check.corridor, (field,), value, known, target, number)

    if check.corridor not in data.corridors:
        yield unknown("corridor", check.corridor, data.corridors, "corridor")
    records = data.records(KIND_BY_NAME[check.kind])
    if check.record not in records:
        yield unknown("record", check.record, records, check.kind)
        return
    statement = statement_of(data, check)
    if statement is None:
        yield quoted(FaultCode.QUOTE_NOT_FOUND, kind=check.kind, id=check.record)
    elif not statement.sources:
        yield quoted(FaultCode.QUOTE_UNSOURCED)


def find_line(research: Path, check: SpotCheck) -> int | None:
    """Number of the line of the research file that holds the phrase; None if none does."""
    path = research / check.research
    if not path.is_file():
        return None
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if check.phrase in line), None)


def _statements(value: Any) -> Iterator[Statement]:
    """Every part of a dumped record that cites, with all the English in it."""
    if isinstance(value, dict):
        if value.get("sources"):
            yield Statement(" ".join(_english(value)), tuple(value["sources"]))
        for inner in value.values():
            yield from _statements(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _statements(inner)


def _english(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("en"), str):
            yield value["en"]
        else:
            for key, inner in value.items():
                if key not in ("sources", "facts", "status_history", "points", "costs", "openings", "scores"):
                    yield from _english(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _english(inner)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield f"{value:g}"
