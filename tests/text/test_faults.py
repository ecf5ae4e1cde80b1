"""Faults and refusals have words in every language, and nobody reads those words back."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from layers.errors import DataError, RefusedError, StoryError, ViewError
from layers.faults import ErrorCode, Fault, FaultCode, Problem, Remedy
from layers.model.view import View
from layers.model.vocabulary import LANGUAGES
from layers.text import read_words
from layers.text.faults import fault_words, word_fault, word_problem

ROOT = Path(__file__).parents[2]
CODE = [*ROOT.glob("src/**/*.py"), *ROOT.glob("dashboard/**/*.py")]
WORDS = {language: read_words(f"faults.{language}") for language in LANGUAGES}
PARTS = ("got", "expected", "whole", "remedy")


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def templates(language: str, code: FaultCode) -> dict[str, str]:
    """The templates of a code; a fault has what came and what was expected, or a whole sentence."""
    found: dict[str, str] = WORDS[language]["fault"][code]
    assert set(found) - {"remedy"} in ({"got", "expected"}, {"whole"}), code
    return found


# --- every code has its words ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_words_for_every_code_and_for_nothing_else(language: str) -> None:
    assert list(WORDS[language]["fault"]) == list(FaultCode)
    assert list(WORDS[language]["error"]) == list(ErrorCode)
    assert set(WORDS[language]["remedy"]) == set(Remedy)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", FaultCode)
def test_the_words_of_a_fault_name_each_of_its_parameters(code: FaultCode, language: str) -> None:
    found = templates(language, code)
    assert set().union(*(placeholders(text) for text in found.values())) == code.parameters
    assert placeholders(found.get("remedy", "")) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ErrorCode)
def test_the_words_of_a_refusal_name_each_of_its_parameters(code: ErrorCode, language: str) -> None:
    assert placeholders(WORDS[language]["error"][code]) == code.parameters


def test_other_words_are_the_same_ones_in_every_language() -> None:
    first = WORDS[LANGUAGES[0]]
    for language in LANGUAGES[1:]:
        assert set(WORDS[language]) == set(first)
        for section in ("frame", "remedy", "kind", "target", "cause"):
            assert set(WORDS[language][section]) == set(first[section])
            for key, text in first[section].items():
                assert placeholders(text) == placeholders(WORDS[language][section][key]), key


def leaves(tree: Any) -> Iterator[str]:
    for value in tree.values():
        if isinstance(value, dict):
            yield from leaves(value)
        else:
            yield value


def test_russian_words_are_russian() -> None:
    for english, russian in zip(leaves(WORDS["en"]), leaves(WORDS["ru"]), strict=True):
        words, counterpart = (re.sub(r"\{.*?\}", "", text) for text in (english, russian))
        assert re.search("[а-яё]", counterpart) or not re.search("[a-z]", words), russian


def names_used(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            yield node.attr


def test_no_code_and_no_remedy_is_unused() -> None:
    used = {name for path in CODE for name in names_used(path)}
    assert {code.name for code in (*FaultCode, *ErrorCode, *Remedy)} <= used


def constants(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_no_kind_and_no_target_is_unused() -> None:
    used = {text for path in CODE for text in constants(path)}
    assert {*WORDS["en"]["kind"], *WORDS["en"]["target"]} <= used


# --- nobody reads them back -----------------------------------------------------------------------------

WORDING = {"word_fault", "word_faults", "fault_words", "word_problem", "word_error", "in_language"}
READING = {
    "split", "rsplit", "partition", "rpartition", "startswith", "endswith", "find", "index", "count",
    "replace", "strip", "lstrip", "rstrip", "removeprefix", "removesuffix", "splitlines", "translate",
}  # fmt: skip


def makes_words(node: ast.AST) -> bool:
    """Whether an expression is a message: worded here, or a string made of an error."""
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    of_error = name == "str" and any(isinstance(a, ast.Name) and a.id == "fault" for a in node.args)
    return name in WORDING or of_error


def reads_words(node: ast.AST) -> bool:
    """Whether words are compared, taken apart, or matched by a pattern."""
    if isinstance(node, ast.Compare):
        return any(makes_words(side) for side in (node.left, *node.comparators))
    if isinstance(node, ast.Subscript):
        return makes_words(node.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        of_pattern = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
        taken_apart = node.func.attr in READING and makes_words(node.func.value)
        return taken_apart or (of_pattern and any(makes_words(each) for each in node.args))
    return False


def test_the_test_finds_what_reads_words() -> None:
    for code in (
        "word_fault(f) == 'x'", "'x' in word_fault(f)", "word_fault(f).split()",
        "re.search('x', word_fault(f))", "error.in_language('en')[0]", "str(fault).partition(' ')",
    ):  # fmt: skip
        assert any(reads_words(node) for node in ast.walk(ast.parse(code))), code


def test_nobody_reads_the_words_of_a_fault() -> None:
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not reads_words(node), f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def test_words_are_made_only_where_they_are_shown() -> None:
    """The checks and the loader, which decide what is a fault of its own, have no words to read."""
    names = WORDING - {"in_language"}
    makers = set()
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and names & {alias.name for alias in node.names}:
                makers.add(path.relative_to(ROOT).as_posix())
    assert {maker for maker in makers if maker.startswith("src/")} == {
        "src/layers/cli.py", "src/layers/checking/check.py", "src/layers/errors.py",
    }  # fmt: skip


# --- how they read --------------------------------------------------------------------------------------


FAULT = Fault(
    FaultCode.UNKNOWN_ID, "geodata/events.yaml", "event", "one", ("corridors", 0),
    {"value": "ckv", "target": "corridor"}, suggestion="cku", line=7,
)  # fmt: skip


def test_a_fault_is_told_whole() -> None:
    assert word_fault(FAULT) == (
        'geodata/events.yaml:7, event "one", corridors.0: got "ckv"; expected a corridor id. '
        'Did you mean "cku"? Correct it and run: searoom check'
    )
    assert word_fault(FAULT, "ru") == (
        'geodata/events.yaml:7, событие «one», corridors.0. Получено: "ckv". '
        "Требуется: обозначение коридора. Возможно, имелось в виду «cku». "
        "Исправьте и выполните: searoom check"
    )
    assert str(DataError([FAULT])) == f"1 fault in the data:\n  {word_fault(FAULT)}"
    two = DataError([FAULT, FAULT])
    assert str(two).startswith("2 faults in the data:\n  ")
    assert two.in_language("ru").startswith("Ошибок в данных: 2:\n  ")


def test_a_fault_may_be_a_whole_sentence() -> None:
    missing = Fault(FaultCode.FILE_MISSING, "legs.geojson")
    assert word_fault(missing) == "legs.geojson: file is missing. Restore it from the repository."
    assert fault_words(missing).expected == ""
    moved = Fault(FaultCode.FILE_MISSING, "x.yaml", remedy=Remedy.UPLOAD_AGAIN)
    assert word_fault(moved) == "x.yaml: file is missing. Correct the file and upload it again."


def test_names_are_listed_as_the_language_does() -> None:
    given = {"given": "1", "choices": ("north", "south", "west")}
    fault = Fault(FaultCode.CHOICE, "x.yaml", "record", number=2, parameters=given)
    assert fault_words(fault).expected == "one of north, south or west"
    assert fault_words(fault, "ru").expected == "одно из: north, south или west"
    assert fault_words(fault).record == "record 2"


def test_what_the_system_says_has_words_where_it_is_known() -> None:
    known = StoryError(ErrorCode.STORY_UNREADABLE, path="stories/x.yaml", cause="EACCES")
    assert str(known) == "stories/x.yaml: Permission denied. Make the file readable."
    assert known.in_language("ru") == "stories/x.yaml: нет прав доступа. Откройте доступ к файлу на чтение."
    other = StoryError(ErrorCode.STORY_UNREADABLE, path="x.yaml", cause="Device on fire")
    assert other.in_language("ru") == "x.yaml: Device on fire. Откройте доступ к файлу на чтение."


@pytest.mark.parametrize("value", ["{value}", "{0}", "{", "a\nb", "x" * 50_000, "'", "<b>"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_came_is_shown_as_it_came(value: str, language: str) -> None:
    fault = Fault(FaultCode.UNKNOWN_ID, "x.yaml", parameters={"value": value, "target": "leg"})
    assert value in word_fault(fault, language)
    problem = Problem(FaultCode.LINK_SELECTION, {"parameter": "selection", "value": value})
    assert repr(value) in word_problem(problem, language)


def test_parameters_are_those_of_the_code() -> None:
    with pytest.raises(TypeError, match="unknown-id: takes"):
        Fault(FaultCode.UNKNOWN_ID, "x.yaml", parameters={"value": "x"})
    with pytest.raises(TypeError, match="link-text: takes"):
        Problem(FaultCode.LINK_TEXT, {"parameter": "x", "value": "y", "more": "z"})
    with pytest.raises(TypeError, match="story-id: takes"):
        RefusedError(ErrorCode.STORY_ID)


def test_parts_of_a_link_that_are_ignored_are_told() -> None:
    query = {
        "lens": "nope", "date": "2999-01-01", "shocks": "x", "bounds": "1,2", "selection": "x", "v": "99",
        "colour": "red", "theme": "blue", "weights": "x:9", "built": "x:9",
    }  # fmt: skip
    ignored = View.from_query(query)[1]
    assert {part.parameters["parameter"] for part in ignored} == query.keys()
    for part in ignored:
        assert str(ViewError(part)) == word_problem(part) and ": expected " in word_problem(part)
        russian = word_problem(part, "ru")
        assert ": требуется " in russian and "expected" not in russian
