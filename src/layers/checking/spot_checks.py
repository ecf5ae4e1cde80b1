"""Ten facts a corridor that a reader can check by hand: the fact, its sources, and where the research has it.

``searoom spot-checks`` prints them. With the research folder at hand it also looks the phrase up there and
gives the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layers.errors import Fault
from layers.model.dataset import Data
from layers.model.evidence import SpotCheck
from layers.model.kinds import KIND_BY_NAME

__all__ = ["Statement", "check_spot_checks", "find_line", "statement_of"]

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
    unknown = 0
    for number, check in enumerate(data.spot_checks, 1):
        record = f"record {number} ({check.corridor})"
        if check.corridor not in data.corridors:
            unknown += 1
            got = f'"{check.corridor}"'
            yield Fault("geodata/spot_checks.yaml", record, "corridor", got, "a corridor id")
        if check.record not in data.records(KIND_BY_NAME[check.kind]):
            expected = f"the id of a {check.kind}"
            yield Fault("geodata/spot_checks.yaml", record, "record", f'"{check.record}"', expected)
            continue
        statement = statement_of(data, check)
        if statement is None:
            yield Fault(
                "geodata/spot_checks.yaml", record, "says", f'"{check.says}"',
                f"words that {check.kind} {check.record} says in English",
            )  # fmt: skip
        elif not statement.sources:
            yield Fault(
                "geodata/spot_checks.yaml", record, "says", f'"{check.says}"', "a statement with a source"
            )
    if unknown or not data.spot_checks:
        return  # a corridor may lack what stands under a name that is none; a pack may have no spot checks
    for corridor in data.corridors:
        count = sum(check.corridor == corridor for check in data.spot_checks)
        if count < PER_CORRIDOR:
            yield Fault(
                "geodata/spot_checks.yaml", f'corridor "{corridor}"', "", f"{count} facts",
                f"{PER_CORRIDOR} facts to check",
            )  # fmt: skip


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
