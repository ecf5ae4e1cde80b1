"""Finds the line of a file at which a fault stands.

A checker names a record and a field, as a person would; here the name is followed down the file as it is
written. What cannot be followed to its end gets the line of the last thing that was found, or none.
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

from layers.errors import Fault

__all__ = ["JsonValue", "Locator", "Marked", "YamlValue"]

_QUOTED = re.compile(r'"([^"]+)"')
_NUMBERED = re.compile(r"(?:record|feature) (\d+)")
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
        return bisect_right(self._breaks, self._start if self._key_at is None else self._key_at) + 1

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
    """Gives the faults of one folder their files and lines; reads a file when the first fault asks for it."""

    def __init__(self, folder: Path, read: Reader, called: str = "geodata/") -> None:
        self._folder, self._read_file, self._called = folder, read, called
        self._files: dict[str, Marked | None] = {}

    def located(self, fault: Fault) -> Fault:
        """The fault with the file and the line of what it is about, as far as they can be found."""
        name = fault.file.removeprefix("geodata/")
        if name.endswith("/"):
            name = self._file_with(name, fault)
        line = fault.line
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
        of_the_file = {} if fault.record else root.members
        return of_the_file[fault.field].line if fault.field in of_the_file else None
    properties = record.members.get("properties")
    inside = properties if properties is not None and properties.members else record
    if not fault.field or (fault.field == "record" and "record" not in inside.members):
        return _of_key(inside).line
    return _field(record, inside, fault).line


def _of_key(record: Marked) -> Marked:
    """A record stands where it says what it is called."""
    return next((record.members[key] for key in _KEYS if key in record.members), record)


def _record_of(root: Marked, fault: Fault) -> Marked | None:
    """The record, or the scene of a record, that a fault names."""
    found: Marked | None = None
    numbered = _NUMBERED.match(fault.record)
    listed = _records(root)
    if numbered:
        index = int(numbered[1]) - 1
        return listed[index] if index < len(listed) else None
    for name in _QUOTED.findall(fault.record):
        if found is not None:
            listed = [each for value in found.members.values() for each in value.items]
        called = [record for record in listed if _is_called(record, name)]
        if not called:
            return found
        found = called[-1 if "twice" in fault.got else 0]
    return found


def _records(root: Marked) -> list[Marked]:
    features = root.members.get("features")
    return root.items or (features.items if features is not None else [root])


def _is_called(record: Marked, name: str) -> bool:
    inside = record.members.get("properties", record)
    inside = inside if inside.members else record
    return any(key in inside.members and inside.members[key].scalar == name for key in _KEYS)


def _field(record: Marked, inside: Marked, fault: Fault) -> Marked:
    """What a field's name leads to in a record, or as near to it as can be found."""
    name, *quoted = _QUOTED.split(fault.field)
    path = [part for part in name.strip().split(".") if part]
    geometry = record.members.get("geometry")
    wanted = _wanted(fault.got)
    if len(path) == 1 and not quoted:
        if path[0] in _OF_THE_GEOMETRY and path[0] not in inside.members and geometry is not None:
            return geometry
        # The field may stand deeper within: it is the one that holds what came.
        for owner in _owners(inside, path[0]):
            hit = _scalar(owner.members[path[0]], wanted)
            if hit is not None:
                return hit
    found = _down(inside, path, _of_key(inside))
    for name in (each for each in quoted if each.strip()):
        below = found.members.get(name) or next((i for i in found.items if _is_called(i, name)), None)
        found = found if below is None else below
    return _scalar(found, wanted) or found


def _wanted(got: str) -> list[str]:
    """The words of what came that may stand in the file as they are; of a whole list or mapping none."""
    if got.startswith("[") or (got.startswith("{") and '"' in got):
        return []
    return _QUOTED.findall(got) or [got]


def _down(value: Marked, path: list[str], otherwise: Marked) -> Marked:
    found = otherwise
    for part in path:
        items = value.items
        if part in value.members:
            value = value.members[part]
        elif part.isdigit() and int(part) < len(items):
            value = items[int(part)]
        else:
            break
        found = value
    return found


def _owners(value: Marked, key: str) -> Iterator[Marked]:
    if key in value.members:
        yield value
    for inner in (*value.members.values(), *value.items):
        yield from _owners(inner, key)


def _scalar(value: Marked, wanted: list[str]) -> Marked | None:
    """The first scalar in a value that is one of those wanted."""
    text = value.scalar
    if text is not None and any(text == each or (each.startswith("{") and each in text) for each in wanted):
        return value
    inside = (_scalar(each, wanted) for each in (*value.members.values(), *value.items))
    return next((found for found in inside if found is not None), None)
