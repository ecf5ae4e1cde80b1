"""Tells one mistake once: what only follows from a fault that is told already is left out.

A record that is broken is missing from the data, and one whose own id is mistyped is missed by all who name
it. Whoever corrects the one mistake has then corrected all of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches
from itertools import chain

from layers.errors import Fault
from layers.model.dataset import Data
from layers.model.kinds import KINDS

__all__ = ["follows_from", "misnamed", "named", "with_renamed_once"]


def follows_from(fault: Fault, broken: set[str], wrong_ids: Iterable[str] = ()) -> bool:
    """Whether a fault is that a record is missing which is there, but broken or under a wrong id."""
    got = fault.got.strip('"')
    return got in broken or named(fault) in broken or bool(get_close_matches(got, list(wrong_ids), n=1))


def named(fault: Fault) -> str:
    """The id in the name of a fault's record."""
    return fault.record.partition('"')[2].rstrip('"')


def misnamed(faults: Iterable[Fault]) -> set[str]:
    """Ids that are no ids: the records that have them are missed under what was meant."""
    return {fault.got.strip('"') for fault in faults if fault.field == "id" and fault.got.startswith('"')}


def with_renamed_once(faults: list[Fault], data: Data) -> list[Fault]:
    """The faults, with one in place of all that name a record whose own id is mistyped.

    An id is taken as mistyped if nobody names it, and several name the same missing id that is almost it.
    """
    meant = Counter(
        (fault.got.strip('"'), fault.remedy.split('"')[1])
        for fault in faults if fault.remedy.startswith('Did you mean "')
    )  # fmt: skip
    kept = faults
    for (missing, there), times in meant.items():
        kind = next((k for k in KINDS if k.is_referenced and there in data.records(k)), None)
        if times > 1 and kind is not None and not _is_named(data, there):
            kept = [fault for fault in kept if not _is_of(fault, missing, there)]
            expected = f'"{missing}", as {times} others name it'
            kept.append(Fault(f"geodata/{kind.file}", f'{kind.name} "{there}"', "id", f'"{there}"', expected))
    return kept


def _is_of(fault: Fault, missing: str, there: str) -> bool:
    return fault.got.strip('"') == missing or f'"{there}"' in fault.field


def _is_named(data: Data, key: str) -> bool:
    """Whether any record but the one itself names an id."""
    records = chain.from_iterable(data.records(kind).items() for kind in KINDS)
    return any(f"'{key}'" in repr(record.model_dump()) for own, record in records if own != key)
