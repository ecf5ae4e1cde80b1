"""Find the line of a file at which a fault stands.

A fault names a record and the path to a field; here the path is followed down the file as it is written. If
it cannot be followed to its end, the line is that of the last thing found, or none.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Protocol

import yaml

from layers.faults import Fault

__all__ = ["JsonValue", "Locator", "Marked", "YamlValue"]

_KEYS = ("id", "file", "dimension")
"""Fields by which a record is called."""

_OF_THE_GEOMETRY = frozenset({"geometry", "position", "gate", "coordinates"})
_LENIENT = json.JSONDecoder(parse_int=str)
_WHITE = re.compile(r"[ \t\n\r]*")


class Marked(Protocol):
    """A value of a file that knows the line on which it begins, counted from 1."""

    @property
    def line(self) -> int: ...

    @property
    def members(self) -> Mapping[str, Marked]:
        """Of a mapping: its values by key, each with the line of the key. Else empty."""
        ...

    @property
    def items(self) -> list[Marked]:
        """Of a list: its values. Else empty."""
        ...

    @property
    def scalar(self) -> str | None:
        """The value as text, of what is neither mapping nor list."""
        ...


class YamlValue:
    """A node of YAML, with the mark that the parser gave it."""

    def __init__(self, node: yaml.Node, line: int | None = None) -> None:
        self._node = node
        self.line: int = node.start_mark.line + 1 if line is None else line

    @cached_property
    def members(self) -> Mapping[str, Marked]:
        if not isinstance(self._node, yaml.MappingNode):
            return {}
        return {str(key.value): YamlValue(value, key.start_mark.line + 1) for key, value in self._node.value}

    @cached_property
    def items(self) -> list[Marked]:
        if not isinstance(self._node, yaml.SequenceNode):
            return []
        return [YamlValue(each) for each in self._node.value]

    @property
    def scalar(self) -> str | None:
        return str(self._node.value) if isinstance(self._node, yaml.ScalarNode) else None


class JsonValue:
    """A value in a JSON text: parsed no further than it is asked for."""

    def __init__(
        self, text: str, start: int = 0, breaks: list[int] | None = None, key_at: int | None = None
    ) -> None:
        self._text, self._key_at = text, key_at
        self._start = _skip(text, start)
        self._breaks = [i for i, char in enumerate(text) if char == "\n"] if breaks is None else breaks

    @property
    def line(self) -> int:
        return bisect_right(self._breaks, self.key_start) + 1

    @property
    def start(self) -> int:
        """Where the value begins in the text."""
        return self._start

    @property
    def key_start(self) -> int:
        """Where the key of the value begins, or the value itself if it has none."""
        return self._start if self._key_at is None else self._key_at

    @property
    def one_line(self) -> bool:
        """Whether the text is all in one line, so that the number of a line says nothing."""
        return not self._text.rstrip().count("\n")

    @cached_property
    def end(self) -> int:
        """Where the value ends in the text."""
        return _LENIENT.raw_decode(self._text, self._start)[1]

    @property
    def source(self) -> str:
        """The value as it stands in the text."""
        return self._text[self._start : self.end]

    @cached_property
    def members(self) -> Mapping[str, Marked]:
        return dict(self._pairs())

    @cached_property
    def items(self) -> list[Marked]:
        return list(self._entries())

    @property
    def scalar(self) -> str | None:
        value = _LENIENT.raw_decode(self._text, self._start)[0]
        return None if isinstance(value, dict | list) else str(value)

    def innermost(self, is_wrong: Callable[[str], bool]) -> tuple[JsonValue, tuple[str | int, ...]]:
        """The smallest value of which ``is_wrong`` holds, if it holds of this one, and the way to it."""
        named: list[tuple[str | int, JsonValue]] = [*self._pairs(), *enumerate(self._entries())]
        for name, value in named:
            if is_wrong(value.source):
                found, path = value.innermost(is_wrong)
                return found, (name, *path)
        return self, ()

    def _pairs(self) -> Iterator[tuple[str, JsonValue]]:
        if self._text[self._start] != "{":
            return
        at = _skip(self._text, self._start + 1)
        while self._text[at] != "}":
            key, key_end = _LENIENT.raw_decode(self._text, at)
            value = JsonValue(self._text, _skip(self._text, key_end) + 1, self._breaks, at)
            yield key, value
            at = self._after(value)

    def _entries(self) -> Iterator[JsonValue]:
        if self._text[self._start] != "[":
            return
        at = _skip(self._text, self._start + 1)
        while self._text[at] != "]":
            value = JsonValue(self._text, at, self._breaks)
            yield value
            at = self._after(value)

    def _after(self, value: JsonValue) -> int:
        at = _skip(self._text, value.end)
        return _skip(self._text, at + 1) if self._text[at] == "," else at


def _skip(text: str, at: int) -> int:
    match = _WHITE.match(text, at)
    return match.end() if match else at


Reader = Callable[[Path], Marked | None]
"""Gives a file of the pack as values with lines; None if it cannot be parsed."""


class Locator:
    """Finds faults in the files of one folder.

    Parameters
    ----------
    folder
        Where the files are.
    read
        Reads a file as values that know their lines; None of one that cannot be parsed.
    called
        What the folder is called in front of a file's name, with a slash at the end.
    """

    def __init__(self, folder: Path, read: Callable[[Path], Marked | None], called: str) -> None:
        self._folder, self._read_file, self._called = folder, read, called
        self._files: dict[str, Marked | None] = {}

    def located(self, fault: Fault) -> Fault:
        """The fault with the file and the line of what it is about, as far as they can be found."""
        name, line = fault.file, fault.line
        if name.endswith("/"):
            name = self._file_with(name, fault)
        if line is None and name and not name.endswith("/"):
            root = self._read(name)
            if root is not None and not (isinstance(root, JsonValue) and root.one_line):
                line = _line_of(root, fault)
        return replace(fault, file=f"{self._called}{name}", line=line)

    def _read(self, name: str) -> Marked | None:
        if name not in self._files:
            self._files[name] = self._read_file(self._folder / name)
        return self._files[name]

    def _file_with(self, folder: str, fault: Fault) -> str:
        """The file of a folder that holds the record."""
        for path in sorted((self._folder / folder).glob("*.yaml")):
            root = self._read(f"{folder}{path.name}")
            if root is not None and _record_of(root, fault) is not None:
                return f"{folder}{path.name}"
        return folder


def _line_of(root: Marked, fault: Fault) -> int | None:
    record = _record_of(root, fault)
    if record is None:
        top = root.members.get(str(fault.path[0])) if fault.path and not fault.kind else None
        return None if top is None else top.line
    inside = _inside(record)
    first = str(fault.path[0]) if fault.path else ""
    if first in inside.members:
        return _down(inside, fault.path).line
    if first in record.members:
        return _down(record, fault.path).line
    geometry = record.members.get("geometry")
    if first in _OF_THE_GEOMETRY and geometry is not None:
        return geometry.line
    return next((inside.members[key] for key in _KEYS if key in inside.members), inside).line


def _record_of(root: Marked, fault: Fault) -> Marked | None:
    """The record that a fault is about: by its number, else by its id."""
    listed = _records(root)
    if fault.number is not None:
        return listed[fault.number - 1] if fault.number <= len(listed) else None
    return next((record for record in listed if fault.id and _is_called(record, fault.id)), None)


def _records(root: Marked) -> list[Marked]:
    features = root.members.get("features")
    return root.items or (features.items if features is not None else [root])


def _inside(record: Marked) -> Marked:
    """What holds a record's fields: of a feature its properties."""
    properties = record.members.get("properties")
    return properties if properties is not None and properties.members else record


def _is_called(record: Marked, name: str) -> bool:
    inside = _inside(record)
    return any(key in inside.members and inside.members[key].scalar == name for key in _KEYS)


def _down(value: Marked, path: tuple[str | int, ...]) -> Marked:
    """The value at the end of a path, or the last on the way there that exists."""
    for part in path:
        items = value.items
        if str(part) in value.members:
            value = value.members[str(part)]
        elif isinstance(part, int) and part < len(items):
            value = items[part]
        else:
            break
    return value
