"""The words of faults and refusals: from a code and its parameters, in a language.

A suggestion and a remedy are sentences of their own behind the fault. What a parser or the operating system
says is a parameter and is shown as it comes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from layers.faults import ErrorCode, Fault, Problem, Remedy, Value
from layers.model.vocabulary import LANGUAGES
from layers.text import read_words

__all__ = ["FaultWords", "fault_words", "word_error", "word_fault", "word_faults", "word_problem"]

_ENGLISH = LANGUAGES[0]
_ALTERNATIVES = frozenset({"choices", "kinds"})
"""Parameters whose names are joined by "or"; others by commas."""
_VOCABULARIES = {"target": "target", "cause": "cause"}
"""Parameters that are words themselves, by the section in which a language has them."""


@dataclass(frozen=True)
class FaultWords:
    """A fault in words; ``expected`` is empty where ``got`` is a whole sentence."""

    place: str
    """The file, with the line where it is known."""
    record: str
    field: str
    got: str
    expected: str
    remedy: str
    """What was probably meant, and what to do."""


@cache
def _words(language: str) -> Mapping[str, Mapping[str, Any]]:
    return read_words(f"faults.{language}")


def word_fault(fault: Fault, language: str = _ENGLISH) -> str:
    """Where the fault is, what came, what was expected and what to do, in one line."""
    said, frame = fault_words(fault, language), _words(language)["frame"]
    where = ", ".join(part for part in (said.place, said.record, said.field) if part)
    if said.expected:
        sentence = frame["fault"].format(where=where, got=said.got, expected=said.expected)
    else:
        sentence = frame["whole"].format(where=where, whole=said.got)
    return f"{sentence} {said.remedy}"


def word_faults(faults: Sequence[Fault], language: str = _ENGLISH) -> str:
    """How many faults there are, and each on a line of its own."""
    frame = _words(language)["frame"]
    head = frame["one_fault"] if len(faults) == 1 else frame["faults"].format(count=len(faults))
    return "\n".join([f"{head}:", *(f"  {word_fault(fault, language)}" for fault in faults)])


def fault_words(fault: Fault, language: str = _ENGLISH) -> FaultWords:
    """The parts of a fault in words, as the columns of a table need them."""
    words = _words(language)
    templates = words["fault"][fault.code]
    values = _values(fault.parameters, language)
    place = fault.file
    if fault.line is not None:
        place = words["frame"]["place"].format(file=fault.file, line=fault.line)
    return FaultWords(
        place=place,
        record=_record(fault, words),
        field=fault.field,
        got=(templates.get("whole") or templates["got"]).format(**values),
        expected=templates.get("expected", "").format(**values),
        remedy=" ".join(part for part in (_suggestion(fault, words), _remedy(fault, words)) if part),
    )


def word_problem(problem: Problem, language: str = _ENGLISH) -> str:
    """Which part of a link cannot be used, and what was expected of it."""
    words = _words(language)
    templates, values = words["fault"][problem.code], _values(problem.parameters, language)
    parts = {name: templates[name].format(**values) for name in ("got", "expected")}
    return str(words["frame"]["link"].format(**parts))


def word_error(code: ErrorCode, parameters: Mapping[str, Value], language: str = _ENGLISH) -> str:
    """Why something was not done, in a sentence."""
    return str(_words(language)["error"][code].format(**_values(parameters, language)))


def _record(fault: Fault, words: Mapping[str, Any]) -> str:
    """What the record is called; a kind that has no word of its own goes by its name."""
    if not (fault.id or fault.number):
        return ""
    template: str = words["kind"].get(fault.kind, words["frame"]["record"])
    return template.format(kind=fault.kind, id=fault.id, number=fault.number)


def _suggestion(fault: Fault, words: Mapping[str, Any]) -> str:
    template: str = words["frame"]["suggestion"]
    return template.format(suggestion=fault.suggestion) if fault.suggestion else ""


def _remedy(fault: Fault, words: Mapping[str, Any]) -> str:
    remedies: Mapping[str, str] = words["remedy"]
    if fault.remedy is not None:
        return remedies[fault.remedy]
    own: str | None = words["fault"][fault.code].get("remedy")
    return own or remedies[Remedy.CHECK]


def _values(parameters: Mapping[str, Value], language: str) -> dict[str, str]:
    words = _words(language)
    return {name: _value(name, value, words) for name, value in parameters.items()}


def _value(name: str, value: Value, words: Mapping[str, Any]) -> str:
    if isinstance(value, tuple):
        return _listed(value, words["frame"]["or"] if name in _ALTERNATIVES else ", ")
    if isinstance(value, float):
        return f"{value:g}"
    section: Mapping[str, str] = words.get(_VOCABULARIES.get(name, ""), {})
    return section.get(str(value), str(value))


def _listed(names: Sequence[str], last: str) -> str:
    return last.join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
