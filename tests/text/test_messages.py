"""What the library says of faults is said in every language: no message is without its counterpart."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from layers.errors import DataError, Fault, StoryError
from layers.model.view import View
from layers.model.vocabulary import LANGUAGES
from layers.text import read_words
from layers.text.messages import tell, tell_fault

ROOT = Path(__file__).parents[2]
OTHERS = LANGUAGES[1:]
# Whatever these say may come before a visitor's eyes.
SPEAKERS = [
    *(
        ROOT / "src" / "layers" / f"{name}.py"
        for name in (
            "packs/root_causes", "packs/references", "packs/load", "packs/registry", "packs/reader",
            "packs/evidence_references", "model/evidence", "model/manifest", "model/records", "model/story",
            "model/view", "analysis/live_figures", "system/whole_files", "system/scratch_folder",
            "geo/geojson", "checking/edited_pack", "checking/spot_checks", "stories/repository",
        )
    ),
    ROOT / "dashboard" / "link.py",
]  # fmt: skip
NO_MESSAGES = frozenset({
    'Did you mean "', 'Did you mean "7"? ', "one of ", "Input should be ",  # to look for in another
    "Valid Geometry",  # what shapely says of what is right
    "7 at 7",  # said twice over, with " and " between, told as a whole
    "its 7 end at 7", "a hub", "record 7 (7 km)",
    "7 points; a 7 has at least 7",  # a ring or a line, each told
    "lens 7: expected 7",
    "risk, risk:<dimension>, status, veto or stance:<actor>",  # part of a message that is told
    "7 7", "7, 7", "7: 7", '7 "7"', 'routes "7"', 'stances "7"', "7Correct it and run: searoom check",
    "[ \t\n\r]*",
})  # fmt: skip


def literals(path: Path) -> Iterator[str]:
    """Texts of several words in the code, with 7 for whatever is filled in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))  # a docstring
        elif isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values}
        elif isinstance(node, ast.keyword) and node.arg == "description":
            skipped |= {id(part) for part in ast.walk(node.value)}
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(p.value) if isinstance(p, ast.Constant) else "7" for p in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if " " in text.strip():
            yield text


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("path", SPEAKERS, ids=lambda path: path.stem)
def test_every_message_of_the_library_is_said_in_every_language(path: Path, language: str) -> None:
    untold = [
        text for text in literals(path)
        if text not in NO_MESSAGES and tell(language, text) == text
    ]  # fmt: skip
    assert untold == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_message_says_the_same_names_and_numbers_in_every_language(language: str) -> None:
    for english, said in read_words(f"messages.{language}").items():
        assert set(re.findall(r"\{.*?\}", english)) == set(re.findall(r"\{.*?\}", said)), english
        words, counterpart = (re.sub(r"\{.*?\}", "", text) for text in (english, said))
        assert re.search("[а-яё]", counterpart) or not re.search("[a-z]", words), said


def test_a_fault_is_told_whole() -> None:
    remedy = 'Did you mean "cku"? Correct it and run: searoom check'
    fault = Fault("geodata/events.yaml", 'event "one"', "corridors", '"ckv"', "a corridor id", remedy, line=7)
    assert tell_fault("en", fault) == tell("en", fault) == str(fault)
    assert tell_fault("ru", fault) == (
        'geodata/events.yaml:7, событие «one», corridors. Получено: "ckv". Требуется: обозначение коридора. '
        "Возможно, имелось в виду «cku». Исправьте и выполните: searoom check"
    )
    assert tell("ru", DataError([fault])) == f"Ошибок в данных: 1:\n  {tell_fault('ru', fault)}"


def test_lists_and_messages_within_messages_are_told_too() -> None:
    assert tell("ru", "one of north, south or west") == "одно из: north, south или west"
    assert tell("ru", StoryError("stories/x.yaml: Permission denied. Make the file readable.")) == (
        "stories/x.yaml: нет прав доступа. Откройте доступ к файлу на чтение."
    )


def test_what_has_no_counterpart_stays_as_it_is() -> None:
    for text in ("while scanning a simple key", "", '"{braces}"', "{0}", "a\nb"):
        assert tell("ru", text) == text


@pytest.mark.parametrize("text", ["a: " * 500, "a: " * 50_000, "(" * 1500, "lens; " * 300, "\n: " * 600])
def test_what_a_hostile_link_says_is_neither_followed_for_ever_nor_lost(text: str) -> None:
    for message in (
        text,
        f"story {text}",
        f"selection: no corridor {text!r}",
        f"{text}. Make the file readable",
    ):
        told = tell("ru", message)
        assert text.strip("; ")[:1000] in told or repr(text)[:1000] in told


def test_parts_of_a_link_that_are_ignored_are_told() -> None:
    query = {
        "lens": "nope", "date": "2999-01-01", "shocks": "x", "bounds": "1,2", "selection": "x", "v": "99",
        "colour": "red", "theme": "blue", "weights": "x:9", "built": "x:9",
    }  # fmt: skip
    ignored = View.from_query(query)[1]
    assert len(ignored) == len(query)
    told = [tell("ru", part) for part in ignored]
    assert [text for text in told if not re.search("[а-яё]", text)] == []
    assert [text for text in told if re.search("expected|could|convert", text)] == []
