"""Put an item into a list of a YAML text, change it or take it out, and leave every other byte as it is.

The text is cut at the marks of the parser; only fields that differ are written anew, by ruamel.yaml, which
can follow the style of their neighbours: flow or block, quotes, indentation of lists, width of lines. A
comment stays unless the very value that it stands in is replaced.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from statistics import median
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from layers.packs.reader import compose_yaml, parse_yaml

__all__ = ["Fields", "SpliceError", "Way", "with_item", "with_item_changed", "without_item"]

Fields = Mapping[str, Any]
"""A record as it stands in its file."""
Way = tuple[str | int, ...]
"""Keys and indices that lead from the top of a file to a list."""

_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_UNBROKEN = 100_000
"""Width of lines in a file that breaks none."""


class SpliceError(ValueError):
    """The text is laid out in a way in which nothing can be put in without touching what stands around it."""


@dataclass(frozen=True)
class _Cut:
    """A part of a text and what takes its place."""

    start: int
    end: int
    text: str


def with_item(text: str, way: Way, position: int, item: Fields) -> str:
    """The text with an item put into the list at the end of ``way``, to stand at ``position``."""
    page = _Page(text)
    found = page.node_at(way)
    if found is None or (not way and not _is_list(found)):
        if way or found is not None:
            raise SpliceError(f"no list at {way}")
        return _ended(text, page.eol) + page.written_item(item, [], 0)
    if not found.value:
        if way:
            raise SpliceError("an empty list within a record")
        start, end = found.start_mark.index, found.end_mark.index
        return text[:start] + page.written_item(item, [], 0) + text[end:].lstrip("\r\n")
    likes = _nearest(found.value, position)
    if found.flow_style:
        flow = page.in_flow(item, likes)
        if position < len(found.value):
            at = found.value[position].start_mark.index
            return f"{text[:at]}{flow}, {text[at:]}"
        at = found.value[-1].end_mark.index
        return f"{text[:at]}, {flow}{text[at:]}"
    column = page.column(page.dash_of(found.value[0]))
    at = (
        page.line_end(_end_of(found.value[position - 1]))
        if position
        else page.line_start(page.dash_of(found.value[0]))
    )
    return _ended(text[:at], page.eol) + page.written_item(item, likes, column) + text[at:]


def without_item(text: str, way: Way, position: int) -> str:
    """The text without one item of the list at the end of ``way``."""
    page = _Page(text)
    found = page.list_at(way)
    item = found.value[position]
    if found.flow_style:
        following = found.value[position + 1] if position + 1 < len(found.value) else None
        if following is not None:
            return text[: item.start_mark.index] + text[following.start_mark.index :]
        start = found.value[position - 1].end_mark.index if position else item.start_mark.index
        return text[:start] + text[item.end_mark.index :]
    start, end = page.line_start(page.dash_of(item)), page.line_end(_end_of(item))
    if len(found.value) > 1:
        return text[:start] + text[end:]
    if way:
        raise SpliceError("the only item of a list within a record")
    return f"{text[:start]}[]{page.eol}{text[end:]}"


def with_item_changed(text: str, way: Way, position: int, before: Fields, after: Fields) -> str:
    """The text in which one item is ``after``; fields as in ``before`` are not touched."""
    page = _Page(text)
    found = page.list_at(way)
    item = found.value[position]
    likes = [item, *_nearest(found.value, position)]
    if found.flow_style or item.flow_style:
        cuts = [_Cut(item.start_mark.index, item.end_mark.index, page.in_flow(after, likes))]
    else:
        cuts = list(page.field_cuts(item, before, after, likes))
    return _cut(text, cuts)


def _cut(text: str, cuts: Sequence[_Cut]) -> str:
    """The text with all of the cuts; of those at one place the first comes first."""
    for cut in sorted(enumerate(cuts), key=lambda one: (-one[1].start, -one[0])):
        text = text[: cut[1].start] + cut[1].text + text[cut[1].end :]
    return text


class _Page:
    """A YAML text with the nodes of its parser, and its habits."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.eol = "\r\n" if "\r\n" in text else "\n"
        self.root: Any = compose_yaml(text)
        self._offset = self._list_offset()
        self._width = self._line_width()

    # --- finding -------------------------------------------------------------------------------------

    def node_at(self, way: Way) -> Any:
        node = self.root
        for step in way:
            if isinstance(step, int):
                node = node.value[step]
            else:
                node = next((value for key, value in node.value if key.value == step), None)
            if node is None:
                raise SpliceError(f"nothing at {way}")
        return node

    def list_at(self, way: Way) -> Any:
        node = self.node_at(way)
        if not _is_list(node):
            raise SpliceError(f"no list at {way}")
        return node

    def line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        return self.text.find("\n", at) + 1 or len(self.text)

    def column(self, at: int) -> int:
        return at - self.line_start(at)

    def dash_of(self, item: Any) -> int:
        """Where the dash of an item of a block list stands; nothing but white space may be around it."""
        at = self.text.rfind("-", 0, item.start_mark.index)
        if at < 0 or self.text[at + 1 : item.start_mark.index].strip():
            raise SpliceError("a comment between a dash and its item")
        if self.text[self.line_start(at) : at].strip():
            raise SpliceError("two dashes on a line")
        return at

    # --- habits --------------------------------------------------------------------------------------

    def _list_offset(self) -> int:
        """By how many columns the dashes of a list stand to the right of its key."""
        for key, value in _pairs_in(self.root):
            if _is_list(value) and value.flow_style is False and value.value:
                return self.column(self.dash_of(value.value[0])) - int(key.start_mark.column)
        return 2

    def _line_width(self) -> int:
        """After how many columns the file breaks its long lines."""
        lengths = [
            len(line)
            for _, value in _pairs_in(self.root)
            if isinstance(value, yaml.ScalarNode) and value.style not in ("|", ">")
            and value.end_mark.line > value.start_mark.line
            for line in self.text[self.line_start(value.start_mark.index) : value.end_mark.index]
            .splitlines()[:-1]
        ]  # fmt: skip
        return int(median(lengths)) - 6 if lengths else _UNBROKEN

    # --- writing -------------------------------------------------------------------------------------

    def written_item(self, item: Fields, likes: Sequence[Any], column: int) -> str:
        """The lines of a new item of a block list whose dashes stand in ``column``."""
        like = likes[0] if likes else None
        if like is not None and like.flow_style:
            return f"{' ' * column}- {self.in_flow(item, likes)}{self.eol}"
        lines = self._dumped(_styled(item, likes), column + 2)
        return f"{' ' * column}- {lines[column + 2 :]}"

    def in_flow(self, value: Any, likes: Sequence[Any]) -> str:
        """A value on one line."""
        styled = _styled(value, likes)
        _all_in_flow(styled)
        return self._dumped(styled, 0, width=_UNBROKEN).strip()

    def field_cuts(self, node: Any, before: Fields, after: Fields, likes: Sequence[Any]) -> Iterator[_Cut]:
        """What to cut of a block mapping so that its fields become those of ``after``."""
        pairs = {key.value: (key, value) for key, value in node.value}
        column, last = node.start_mark.column, ""
        for name in before.keys() - after.keys():
            yield self._removal(node, pairs[name][0])
        for name, value in after.items():
            if name not in pairs:
                end = _end_of(pairs[last][1]) if last else _end_of(node.value[0][1])
                at = self.line_end(end)
                start = "" if at and self.text[at - 1] == "\n" else self.eol
                yield _Cut(at, at, start + self._dumped(_styled({name: value}, likes), column))
                continue
            last = name
            if before[name] == value:
                continue
            key, old = pairs[name]
            if isinstance(old, yaml.MappingNode) and not old.flow_style and isinstance(value, Mapping):
                inner = [old, *_children(likes[1:], name)]
                yield from self.field_cuts(old, before[name], value, inner)
            elif _is_list(old) and old.flow_style is False and value:
                yield from self._list_cuts(old, before[name], value)
            else:
                written = self._dumped(_styled({name: value}, likes), column)
                yield _Cut(key.start_mark.index, _end_of(old), written[column:].rstrip("\r\n"))

    def _removal(self, node: Any, key: Any) -> _Cut:
        names = [one.value for one, _ in node.value]
        place = names.index(key.value)
        start = key.start_mark.index
        if self.text[self.line_start(start) : start].strip():  # it stands beside the dash of its item
            if place + 1 == len(names):
                raise SpliceError("the only field of an item")
            return _Cut(start, node.value[place + 1][0].start_mark.index, "")
        return _Cut(self.line_start(start), self.line_end(_end_of(node.value[place][1])), "")

    def _list_cuts(self, node: Any, before: Sequence[Any], after: Sequence[Any]) -> Iterator[_Cut]:
        """What to cut of a block list of plain values."""
        column = self.column(self.dash_of(node.value[0]))
        matched = SequenceMatcher(a=list(map(str, before)), b=list(map(str, after)), autojunk=False)
        for what, first, past, new_first, new_past in matched.get_opcodes():
            if what == "equal":
                continue
            items = node.value[first:past]
            start = (
                self.line_start(self.dash_of(items[0]))
                if items
                else self.line_end(_end_of(node.value[first - 1]))
                if first
                else self.line_start(self.dash_of(node.value[0]))
            )
            end = self.line_end(_end_of(items[-1])) if items else start
            lines = "".join(
                f"{' ' * column}- {self.in_flow(value, node.value[:1])}{self.eol}"
                for value in after[new_first:new_past]
            )
            yield _Cut(start, end, lines)

    def _dumped(self, value: Any, column: int, width: int | None = None) -> str:
        """A value as lines, indented by ``column``."""
        writer = YAML()
        writer.width = max(20, (width or self._width) - column)
        writer.indent(mapping=2, sequence=2 + self._offset, offset=self._offset)
        writer.allow_unicode = True
        held = io.StringIO()
        writer.dump(value, held)
        lines = held.getvalue().removesuffix("...\n").split("\n")
        return self.eol.join(" " * column + line if line else line for line in lines)


def _is_list(node: Any) -> bool:
    return isinstance(node, yaml.SequenceNode)


def _pairs_in(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every key with its value, at whatever depth."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key, value
            yield from _pairs_in(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _pairs_in(item)


def _end_of(node: Any) -> int:
    """Where a node ends in the text; the mark of a block collection stands after comments that follow it."""
    if isinstance(node, yaml.ScalarNode):
        return int(node.end_mark.index) - (node.style in ("|", ">"))
    if node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end_of(last[1] if isinstance(last, tuple) else last)


def _nearest(items: Sequence[Any], position: int) -> list[Any]:
    """Items of a list, the nearest before ``position`` first."""
    return [*reversed(items[:position]), *items[position:]]


def _children(likes: Sequence[Any], name: str) -> list[Any]:
    """The values of one field in mappings that are to be followed."""
    return [
        value
        for like in likes if isinstance(like, yaml.MappingNode)
        for key, value in like.value if key.value == name
    ]  # fmt: skip


def _styled(value: Any, likes: Sequence[Any]) -> Any:
    """A value as ruamel.yaml writes it in the style of the first of ``likes`` that shows one."""
    if isinstance(value, Mapping):
        made = CommentedMap((name, _styled(inner, _children(likes, name))) for name, inner in value.items())
        if any(isinstance(like, yaml.MappingNode) for like in likes[:1]) and likes[0].flow_style:
            made.fa.set_flow_style()
        return made
    if isinstance(value, (list, tuple)):
        like = next((one for one in likes if _is_list(one) and one.value), None)
        seq = CommentedSeq(_styled(inner, [] if like is None else like.value[:1]) for inner in value)
        if like is None or like.flow_style:
            seq.fa.set_flow_style()
        return seq
    if isinstance(value, str):
        like = next((one for one in likes if isinstance(one, yaml.ScalarNode)), None)
        quoted = like is not None and like.style == '"'
        is_quoted = quoted or _DATE.fullmatch(value) or not _is_plain(value)
        return DoubleQuotedScalarString(value) if is_quoted else value
    return value


def _is_plain(text: str) -> bool:
    """Whether our reader takes the text, unquoted, for no number; ruamel.yaml sees to the rest."""
    try:
        return not isinstance(parse_yaml(text), (int, float, type(None)))
    except (yaml.YAMLError, ValueError):
        return True


def _all_in_flow(value: Any) -> None:
    if isinstance(value, CommentedMap):
        value.fa.set_flow_style()
        for inner in value.values():
            _all_in_flow(inner)
    elif isinstance(value, CommentedSeq):
        value.fa.set_flow_style()
        for inner in value:
            _all_in_flow(inner)


def _ended(text: str, eol: str) -> str:
    return text if not text or text.endswith("\n") else text + eol
