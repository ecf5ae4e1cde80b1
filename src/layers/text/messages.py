"""What the library says of faults and refusals, in the reader's language.

It says it in English, for logs and the command line. Here each message is found again by its pattern, and
said in another language with the same names and numbers in it. What has no pattern, as some words of the
operating system, stays as it is.

Placeholders: ``{word...}`` stands for one word or id, ``{number...}`` for a number, ``{list...}`` for names
with "and" or "or" between them, ``{said...}`` for messages told in their turn; any other for any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from layers.errors import DataError, Fault
from layers.model.vocabulary import LANGUAGES
from layers.text import read_words

__all__ = ["tell", "tell_fault"]

_PLACEHOLDER = re.compile(r"\{([a-z]+)\d*\}")
_KINDS = {"word": r"[\w.<>:-]+", "number": r"-?[\d.,]+", "list": r".+?", "said": r".+?"}
_LONGEST, _DEEPEST = 2000, 4
"""Characters of a message, and messages within it: a link that a visitor was given may hold anything."""
_BETWEEN = {"ru": {" or ": " или ", " and ": " и "}}


def tell(language: str, message: object) -> str:
    """A message, an error as it stands, or one part of a fault, in a language."""
    if language == LANGUAGES[0]:
        return str(message)
    if isinstance(message, DataError):
        head = _found(language, "{number} faults in the data", number=str(len(message.faults)))
        return "\n".join([f"{head}:", *(f"  {tell_fault(language, fault)}" for fault in message.faults)])
    return _told(language, str(message))


def tell_fault(language: str, fault: Fault) -> str:
    """Where the fault is, what came, what was expected and what to do, in one line."""
    if language == LANGUAGES[0]:
        return str(fault)
    file = fault.file if fault.line is None else f"{fault.file}:{fault.line}"
    where = ", ".join(part for part in (file, _told(language, fault.record), fault.field) if part)
    told = {name: _told(language, getattr(fault, name)) for name in ("got", "expected", "remedy")}
    return _found(language, "{where}: got {got}; expected {expected}. {remedy}", where=where, **told)


@cache
def _messages(language: str) -> dict[str, str]:
    """What is said in a language, by the English pattern; the most particular first."""
    found: dict[str, str] = read_words(f"messages.{language}")
    return dict(sorted(found.items(), key=lambda item: -len(_PLACEHOLDER.sub("", item[0]))))


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_pattern(english), said) for english, said in _messages(language).items())


def _pattern(english: str) -> re.Pattern[str]:
    """What matches the message; a placeholder's name is a group's."""
    parts, end = [], 0
    for place in _PLACEHOLDER.finditer(english):
        name = place[0][1:-1]
        parts += [re.escape(english[end : place.start()]), f"(?P<{name}>{_KINDS.get(place[1], '.+?')})"]
        end = place.end()
    return re.compile("".join([*parts, re.escape(english[end:])]), re.DOTALL)


def _found(language: str, english: str, **values: str) -> str:
    return _messages(language)[english].format(**values)


@lru_cache(maxsize=1024)
def _told(language: str, text: str, depth: int = 0) -> str:
    if len(text) > _LONGEST or depth > _DEEPEST:
        return text
    for pattern, said in _patterns(language):
        match = pattern.fullmatch(text)
        if match:
            return said.format(**dict(_values(language, match, depth + 1)))
    return text


def _between(language: str, names: str) -> str:
    for english, said in _BETWEEN.get(language, {}).items():
        names = names.replace(english, said)
    return names


def _values(language: str, match: re.Match[str], depth: int) -> Iterator[tuple[str, str]]:
    for name, value in match.groupdict().items():
        kind = name.rstrip("0123456789")
        if kind == "said":
            yield name, "; ".join(_told(language, one, depth) for one in value.split("; "))
        elif kind == "list":
            yield name, _between(language, value)
        else:
            yield name, value
