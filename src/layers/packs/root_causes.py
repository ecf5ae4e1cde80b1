"""Report each root cause once; suppress what follows from it.

A record that is broken is missing from the data, and one whose own id is mistyped is missed by all who name
it. Whoever corrects that one fault has corrected the others too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches
from itertools import chain

from layers.faults import Fault, FaultCode, Value
from layers.model.dataset import Data
from layers.model.kinds import KINDS

__all__ = ["follows_from", "misnamed", "with_renamed_once"]


def follows_from(fault: Fault, broken: set[str], wrong_ids: Iterable[str] = ()) -> bool:
    """Whether a fault only says that a record is missing which is there, but broken or under a wrong id.

    Parameters
    ----------
    broken
        Ids of the records that could not be used.
    wrong_ids
        Ids that are not well-formed: their records are missed under what was meant.
    """
    missing = _missing_id(fault)
    named = fault.id in broken or missing in broken
    return named or bool(missing and get_close_matches(missing, list(wrong_ids), n=1))


def _missing_id(fault: Fault) -> str:
    """The id that a fault does not find, or that another record has taken; else empty."""
    return str(fault.parameters["value"]) if fault.code in _ABOUT_AN_ID else ""


_ABOUT_AN_ID = frozenset({FaultCode.UNKNOWN_ID, FaultCode.DIMENSION_NOT_APPLIED})


def misnamed(faults: Iterable[Fault]) -> set[str]:
    """Ids that are not well-formed, or not those that the records' files say."""
    return {fault.id for fault in faults if fault.path == ("id",) and fault.id and _is_malformed(fault)}


def _is_malformed(fault: Fault) -> bool:
    return fault.code in (FaultCode.PATTERN, FaultCode.ID_UNLIKE_FILE)


def with_renamed_once(faults: list[Fault], data: Data) -> list[Fault]:
    """The faults, with one in place of all that name a record whose own id is mistyped.

    An id counts as mistyped if nobody names it, and several name the same missing id that is almost it.
    """
    meant = Counter((_missing_id(fault), fault.suggestion) for fault in faults if fault.suggestion)
    kept = faults
    for (missing, there), times in meant.items():
        kind = next((k for k in KINDS if k.is_referenced and there in data.records(k)), None)
        if times > 1 and kind is not None and not _is_named(data, there):
            kept = [fault for fault in kept if not _follows_from_renaming(fault, missing, there)]
            parameters: dict[str, Value] = {"id": there, "meant": missing, "times": times}
            kept.append(Fault(FaultCode.ID_MISTYPED, kind.file, kind.name, there, ("id",), parameters))
    return kept


def _follows_from_renaming(fault: Fault, missing: str, there: str) -> bool:
    if fault.code is FaultCode.STANCE_MISSING:
        return fault.parameters["corridor"] == there
    return _missing_id(fault) == missing


def _is_named(data: Data, key: str) -> bool:
    """Whether any record but the one itself names an id."""
    records = chain.from_iterable(data.records(kind).items() for kind in KINDS)
    return any(f"'{key}'" in repr(record.model_dump()) for own, record in records if own != key)
