"""Put an item into a list of a JSON text, change it or take it out, and leave every other byte as it is.

The same as :mod:`layers.desk.yaml_lines` for GeoJSON. New values are laid out as their neighbours: on one
line, or a value a line with the same indentation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

from layers.desk.yaml_lines import Fields, SpliceError, Way
from layers.packs.source_locations import JsonValue

__all__ = ["with_item", "with_item_changed", "without_item"]


def with_item(text: str, way: Way, position: int, item: Fields) -> str:
    """The text with an item put into the list at the end of ``way``, to stand at ``position``."""
    items = _items(text, way)
    if not items:
        raise SpliceError("an empty list within a record")
    like = items[position - 1] if position else items[0]
    written = _Layout(text, like).written(item, like)
    gap = _between(text, items) if len(items) > 1 else _lead(text, items[0])
    if position:
        return f"{text[: like.end]},{gap}{written}{text[like.end :]}"
    return f"{text[: like.start]}{written},{gap}{text[like.start :]}"


def without_item(text: str, way: Way, position: int) -> str:
    """The text without one item of the list at the end of ``way``."""
    items = _items(text, way)
    if len(items) == 1:
        raise SpliceError("the only item of a list within a record")
    if position:
        return text[: items[position - 1].end] + text[items[position].end :]
    return text[: items[0].start] + text[items[1].start :]


def with_item_changed(text: str, way: Way, position: int, before: Fields, after: Fields) -> str:
    """The text in which one item is ``after``; fields as in ``before`` are not touched."""
    items = _items(text, way)
    return _with_fields(text, items[position], before, after)


def _with_fields(text: str, item: JsonValue, before: Fields, after: Fields) -> str:
    members = cast("Mapping[str, JsonValue]", item.members)
    layout = _Layout(text, item)
    cuts: list[tuple[int, int, str]] = []
    names = list(members)
    gap = _between(text, list(members.values()), keys=True) if len(names) > 1 else _lead(text, item)
    last = ""
    for name, value in after.items():
        if name in members:
            last = name
            old = members[name]
            if before[name] != value:
                inner = _changed_value(text, old, before[name], value, layout)
                cuts.append((old.start, old.end, inner))
        else:
            at = members[last or names[0]].end
            cuts.append((at, at, f",{gap}{layout.pair(name, value)}"))
    for name in before.keys() - after.keys():
        place = names.index(name)
        if place:
            cuts.append((members[names[place - 1]].end, members[name].end, ""))
        elif len(names) > 1:
            cuts.append((members[name].key_start, members[names[1]].key_start, ""))
        else:
            raise SpliceError("the only field of an item")
    for _, (start, end, new) in sorted(enumerate(cuts), key=lambda one: (-one[1][0], -one[0])):
        text = text[:start] + new + text[end:]
    return text


def _changed_value(text: str, old: JsonValue, before: Any, after: Any, layout: _Layout) -> str:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        changed = _with_fields(text, old, before, after)
        return changed[old.start : old.end + len(changed) - len(text)]
    return layout.inner(after, old)


def _items(text: str, way: Way) -> list[JsonValue]:
    value = JsonValue(text)
    for step in way:
        found = value.items[step] if isinstance(step, int) else value.members.get(step)
        if found is None:
            raise SpliceError(f"nothing at {way}")
        value = cast("JsonValue", found)
    return cast("list[JsonValue]", value.items)


def _between(text: str, values: Sequence[JsonValue], *, keys: bool = False) -> str:
    """The white space after the comma between the first two values."""
    first, second = values[:2]
    return text[first.end : second.key_start if keys else second.start].partition(",")[2]


def _lead(text: str, value: JsonValue) -> str:
    """The white space before a value."""
    found = re.search(r"\s*\Z", text[: value.start])
    return found[0] if found else ""


class _Layout:
    """How an object of a text and what is in it are laid out."""

    def __init__(self, text: str, item: JsonValue) -> None:
        self._eol = "\r\n" if "\r\n" in text else "\n"
        head = text[: item.start]
        line = head[head.rfind("\n") + 1 :]
        self._indent = line[: len(line) - len(line.lstrip())]
        self._item, body = item, item.source
        found = re.search(r"\n([ \t]*)\S", body)
        self._step = found[1][len(self._indent) :] if found else ""
        self._colon = ": " if re.search(r'":[ ]', body) else ":"
        self._comma = ", " if self._colon == ": " else ","

    def written(self, value: Any, like: JsonValue) -> str:
        """A value in place of the object."""
        return self._laid_out(value, self._indent, like)

    def inner(self, value: Any, like: JsonValue) -> str:
        """A value within the object."""
        is_empty = like.source in ("[]", "{}")
        return self._laid_out(
            value, self._indent + self._step, _sample(value, self._item) if is_empty else like
        )

    def pair(self, name: str, value: Any) -> str:
        """A field of the object."""
        written = self._laid_out(value, self._indent + self._step, _sample(value, self._item))
        return f"{json.dumps(name)}{self._colon}{written}"

    def _laid_out(self, value: Any, indent: str, like: JsonValue | None) -> str:
        if (
            like is None
            or "\n" not in like.source
            or not isinstance(value, (Mapping, list, tuple))
            or not value
        ):
            return json.dumps(value, ensure_ascii=False, separators=(self._comma, self._colon))
        inner = indent + self._step
        if isinstance(value, Mapping):
            members = cast("Mapping[str, JsonValue]", like.members)
            parts = [
                f"{json.dumps(name)}{self._colon}"
                f"{self._laid_out(each, inner, members.get(name) or _sample(each, like))}"
                for name, each in value.items()
            ]
            first, last = "{}"
        else:
            parts = [self._laid_out(each, inner, None) for each in value]
            first, last = "[]"
        lines = f",{self._eol}{inner}".join(parts)
        return f"{first}{self._eol}{inner}{lines}{self._eol}{indent}{last}"


def _sample(value: Any, beside: JsonValue) -> JsonValue | None:
    """A value of the same sort within an object, to lay the value out like it."""
    opening = "{" if isinstance(value, Mapping) else "["
    others = cast("Mapping[str, JsonValue]", beside.members).values()
    return next((one for one in others if one.source.startswith(opening) and len(one.source) > 2), None)
