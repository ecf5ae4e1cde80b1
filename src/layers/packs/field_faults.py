"""What pydantic finds wrong with the fields of a record, as codes.

Rules of pydantic are told apart by their error type; our own carry their code
(:mod:`layers.model.refusals`). No message of pydantic is read, and none is shown but that of a rule without
a code here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from layers.faults import FaultCode, Problem
from layers.geo.geojson import as_json
from layers.model.refusals import problems_in

__all__ = ["FieldFault", "field_faults"]

Path = tuple[int | str, ...]

_LIMITS: Mapping[str, tuple[FaultCode, Mapping[str, str]]] = {
    "greater_than": (FaultCode.GREATER_THAN, {"bound": "gt"}),
    "greater_than_equal": (FaultCode.AT_LEAST, {"bound": "ge"}),
    "less_than": (FaultCode.LESS_THAN, {"bound": "lt"}),
    "less_than_equal": (FaultCode.AT_MOST, {"bound": "le"}),
    "string_pattern_mismatch": (FaultCode.PATTERN, {"pattern": "pattern"}),
    "string_too_short": (FaultCode.STRING_TOO_SHORT, {"least": "min_length"}),
    "string_too_long": (FaultCode.STRING_TOO_LONG, {"most": "max_length"}),
    "too_short": (FaultCode.LIST_TOO_SHORT, {"least": "min_length", "count": "actual_length"}),
    "too_long": (FaultCode.LIST_TOO_LONG, {"most": "max_length", "count": "actual_length"}),
}
"""Rules with limits: our code, and for each of its parameters the name in pydantic's context."""

_TYPES: Mapping[str, FaultCode] = {
    "extra_forbidden": FaultCode.FIELD_UNKNOWN,
    "string_type": FaultCode.NOT_A_STRING,
    "int_type": FaultCode.NOT_AN_INTEGER,
    "int_parsing": FaultCode.NOT_AN_INTEGER,
    "int_from_float": FaultCode.NOT_AN_INTEGER,
    "int_parsing_size": FaultCode.NOT_AN_INTEGER,
    "float_type": FaultCode.NOT_A_NUMBER,
    "float_parsing": FaultCode.NOT_A_NUMBER,
    "finite_number": FaultCode.NOT_FINITE,
    "bool_type": FaultCode.NOT_A_BOOLEAN,
    "bool_parsing": FaultCode.NOT_A_BOOLEAN,
    "dict_type": FaultCode.NOT_FIELDS,
    "model_type": FaultCode.NOT_FIELDS,
    "model_attributes_type": FaultCode.NOT_FIELDS,
    "tuple_type": FaultCode.NOT_A_SEQUENCE,
    "list_type": FaultCode.NOT_A_SEQUENCE,
}


@dataclass(frozen=True)
class FieldFault:
    """What is wrong with a field, where it is, and what was probably meant."""

    problem: Problem
    path: Path
    suggestion: str = ""


def field_faults(error: ValidationError) -> Iterator[FieldFault]:
    """The faults of one record, without those that only follow from another."""
    problems = error.errors(include_url=False)
    meant = _misspelt_keys(problems)
    for problem in problems:
        path = problem["loc"]
        if path in meant.values():
            continue  # the field is there, under a misspelt name, which is reported
        if problem["type"] == "too_short" and any(_is_inside(other["loc"], path) for other in problems):
            continue  # the list is short only because an entry of it is broken
        if path in meant:
            key, field = str(path[-1]), str(meant[path][-1])
            found = Problem(FaultCode.FIELD_MISSPELT, {"key": key, "meant": field})
            yield FieldFault(found, path, field)
            continue
        ours = problems_in(problem)
        if ours:
            yield from (FieldFault(each, path) for each in ours)
        else:
            yield _of_pydantic(problem)


def _of_pydantic(problem: ErrorDetails) -> FieldFault:
    """The code of one of pydantic's own rules, by its type."""
    kind, path, context = problem["type"], problem["loc"], problem.get("ctx", {})
    given = as_json(problem["input"])
    if kind in ("enum", "literal_error"):
        choices = _choices(str(context["expected"]))
        close = get_close_matches(str(problem["input"]), choices, n=1)
        found = Problem(FaultCode.CHOICE, {"given": given, "choices": choices})
        return FieldFault(found, path, close[0] if close else "")
    if kind == "missing":
        found = Problem(FaultCode.FIELD_MISSING)
    elif kind in _TYPES:
        found = Problem(_TYPES[kind], {"given": given})
    elif kind in _LIMITS:
        code, names = _LIMITS[kind]
        limits = {ours: context[theirs] for ours, theirs in names.items()}
        found = Problem(code, {"given": given, **limits})
    else:
        found = Problem(FaultCode.INVALID, {"given": given, "detail": problem["msg"]})
    return FieldFault(found, path)


def _choices(expected: str) -> tuple[str, ...]:
    """The allowed values, which pydantic gives as one text: ``'rail', 'road' or 'sea'``."""
    return tuple(part.strip("'") for part in expected.replace(" or ", ", ").split(", "))


def _misspelt_keys(problems: Sequence[ErrorDetails]) -> dict[Path, Path]:
    """Where a field is missing and a key too much that is almost its name: from the key to the field."""
    missing = [problem["loc"] for problem in problems if problem["type"] == "missing"]
    found = {}
    for extra in (problem["loc"] for problem in problems if problem["type"] == "extra_forbidden"):
        beside = {str(loc[-1]): loc for loc in missing if loc[:-1] == extra[:-1]}
        close = get_close_matches(str(extra[-1]), beside, n=1)
        if close:
            found[extra] = beside[close[0]]
    return found


def _is_inside(inner: Path, outer: Path) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer
