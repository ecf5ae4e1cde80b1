"""A fault beside its English words, for tests that assert both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import ValidationError

from layers.faults import Fault
from layers.packs.field_faults import field_faults
from layers.text.faults import fault_words, word_fault


@dataclass(frozen=True)
class Told:
    """Where a fault is, and its words."""

    fault: Fault
    file: str
    record: str
    field: str
    got: str
    expected: str
    remedy: str

    def __str__(self) -> str:
        return word_fault(self.fault)


def told(faults: Iterable[Fault]) -> list[Told]:
    """Each fault with its words."""
    return [_told(fault) for fault in faults]


def _told(fault: Fault) -> Told:
    said = fault_words(fault)
    return Told(fault, fault.file, said.record, said.field, said.got, said.expected, said.remedy)


def told_fields(error: ValidationError) -> list[Told]:
    """The same of what a model refuses."""
    return told(
        Fault(found.problem.code, "", path=found.path, parameters=found.problem.parameters)
        for found in field_faults(error)
    )
