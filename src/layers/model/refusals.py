"""How our own validators refuse a value: a pydantic error that carries codes and parameters, no words."""

from __future__ import annotations

from pydantic_core import ErrorDetails, PydanticCustomError

from layers.faults import FaultCode, Problem, Value
from layers.geo.geojson import as_json

__all__ = ["problems_in", "refusal", "refusal_of_value", "refusals"]

_TYPE = "searoom"


def refusal(code: FaultCode, **parameters: Value) -> PydanticCustomError:
    """The error to raise where a rule of ours is broken."""
    return refusals(Problem(code, parameters))


def refusal_of_value(code: FaultCode, value: object, **parameters: Value) -> PydanticCustomError:
    """The same with the value that came, as JSON, as the parameter ``given``."""
    return refusal(code, given=as_json(value), **parameters)


def refusals(*problems: Problem) -> PydanticCustomError:
    """The error to raise where several rules are broken by one value."""
    codes = ", ".join(problem.code for problem in problems)
    return PydanticCustomError(_TYPE, "{codes}", {"codes": codes, "problems": problems})


def problems_in(error: ErrorDetails) -> tuple[Problem, ...]:
    """The problems that an error of pydantic carries; none if the rule is pydantic's own."""
    problems: tuple[Problem, ...] = error["ctx"]["problems"] if error["type"] == _TYPE else ()
    return problems
