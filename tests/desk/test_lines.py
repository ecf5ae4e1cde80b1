"""An edit of a file touches the lines of the edit, and no other byte of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from layers.desk import json_lines, yaml_lines
from layers.desk.entries import _at, _parsed
from layers.desk.yaml_lines import SpliceError, Way
from layers.packs.load import default_folder
from layers.packs.reader import parse_yaml, read_marked

SHIPPED = default_folder()
PACKS = (SHIPPED, SHIPPED / "packs" / "ethiopia", Path("tests/packs/small"))
FILES = (
    "events.yaml", "bibliography.yaml", "corridors.yaml", "projects.yaml", "risk/*.yaml", "sources.yaml",
    "legs.yaml", "ports.geojson", "crossings.geojson", "chokepoints.geojson", "legs.geojson",
    "actors/*an.yaml",
)  # fmt: skip
MARKED = {
    "en": "Marked: with a colon, “quotes” and # no comment.",
    "ru": "Отмечено: «кавычки» и # не комментарий.",
}


def files() -> Iterator[Path]:
    for pack in PACKS:
        for pattern in FILES:
            yield from sorted(pack.glob(pattern))


def lists(content: Any, way: Way = ()) -> Iterator[Way]:
    """Ways to every list of records."""
    if isinstance(content, list):
        if content and all(isinstance(item, dict) for item in content):
            yield way
        for number, item in enumerate(content):
            yield from lists(item, (*way, number))
    elif isinstance(content, dict):
        for key, value in content.items():
            if key != "geometry":
                yield from lists(value, (*way, key))


def picked(ways: list[Way]) -> list[Way]:
    """A few of many: the first, the last and one in between; every edit parses the whole file."""
    return list(dict.fromkeys([ways[0], ways[-1]])) if ways else []


def named(path: Path) -> str:
    return "/".join(path.parts[-3:])


@pytest.mark.parametrize("path", list(files()), ids=named)
def test_every_byte_around_an_edit_stays(path: Path) -> None:
    text = path.read_bytes().decode()
    lines: Any = json_lines if path.suffix == ".geojson" else yaml_lines
    content = _parsed(path.name, text)
    for way in picked(
        [way for way in lists(content) if way != ("features",) and (way or lines is yaml_lines)]
    ):
        items = _at(content, way)
        position = len(items) - 1
        item = items[position]
        assert lines.with_item_changed(text, way, position, item, item) == text
        longer = lines.with_item(text, way, position, item)
        assert _at(_parsed(path.name, longer), way) == [*items, item]
        assert lines.without_item(longer, way, position) == text  # nothing but the item was put in
        changed = item | {name: MARKED for name, value in item.items() if is_local(value)}
        again = lines.with_item_changed(text, way, position, item, changed)
        assert _at(_parsed(path.name, again), way)[position] == changed
        assert comments(text) == comments(again)
        start, end = differing_lines(text, again)
        first = line_of(path, (*way, position))
        assert first <= start
        if len(items) > 1:
            lines_of_item = text.count("\n") - lines.without_item(text, way, position).count("\n")
            assert end < first + max(1, lines_of_item)


def line_of(path: Path, way: Way) -> int:
    """On which line something begins."""
    marked: Any = read_marked(path)
    for step in way:
        marked = marked.items[step] if isinstance(step, int) else marked.members[step]
    return int(marked.line)


def is_local(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"en", "ru"} and isinstance(value["en"], str)


def differing_lines(one: str, other: str) -> tuple[int, int]:
    """The first and the last line of a text that another does not have, counted from 1; the same if none."""
    mine, theirs = one.splitlines(), other.splitlines()
    blocks = [
        code for code in SequenceMatcher(a=mine, b=theirs, autojunk=False).get_opcodes() if code[0] != "equal"
    ]
    return (blocks[0][1] + 1, blocks[-1][2]) if blocks else (len(mine), 0)


def comments(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.lstrip().startswith("#")]


COMMENTED = """\
# Of the file.
- id: a  # of the id
  # of the reason
  reason:
    # of the English
    en: Old   # after it
    ru: Старое
  sources:
  # of the first source
  - x  # one
  - y
  from: "2021"   # a day

# before b
- id: b
  reason: {en: B, ru: Б}
  sources: [x]
  from: "2022"
# at the end
"""


def test_comments_beside_and_within_an_entry_stay() -> None:
    first = parse_yaml(COMMENTED)[0]
    after = first | {"reason": {"en": "New: now", "ru": "Старое"}, "sources": ["x", "z"], "from": "2023-01"}
    again = yaml_lines.with_item_changed(COMMENTED, (), 0, first, after)
    expected = (
        COMMENTED.replace("en: Old", "en: 'New: now'").replace("- y", "- z").replace('"2021"', '"2023-01"')
    )
    assert again == expected


def test_fields_come_and_go_by_the_line() -> None:
    second = parse_yaml(COMMENTED)[1]
    without = {name: value for name, value in second.items() if name != "sources"}
    again = yaml_lines.with_item_changed(COMMENTED, (), 1, second, without)
    assert again == COMMENTED.replace("  sources: [x]\n", "")
    back = yaml_lines.with_item_changed(again, (), 1, without, second)
    assert parse_yaml(back) == parse_yaml(COMMENTED)
    more = second | {"note": "2024"}
    assert '  note: "2024"\n# at the end\n' in yaml_lines.with_item_changed(COMMENTED, (), 1, second, more)


def test_a_new_item_stands_before_the_comment_of_the_next_in_the_style_of_the_last() -> None:
    item = {"id": "c", "reason": {"en": "C", "ru": "Ц"}, "sources": ["x", "y"], "from": "2021-05"}
    again = yaml_lines.with_item(COMMENTED, (), 1, item)
    written = '- id: c\n  reason:\n    en: C\n    ru: Ц\n  sources:\n  - x\n  - y\n  from: "2021-05"\n'
    assert again == COMMENTED.replace("# a day\n", f"# a day\n{written}")
    last = yaml_lines.with_item(COMMENTED, (), 2, item)
    written = '- id: c\n  reason: {en: C, ru: Ц}\n  sources: [x, y]\n  from: "2021-05"\n'
    assert last == COMMENTED.replace("# at the end", f"{written}# at the end")


@pytest.mark.parametrize(
    "text", ["2025", "yes", "1:30", "0x1F", "null", "~", "- a", "a: b", "# c", "1e3", "", " x", "NO"]
)
def test_texts_that_look_like_something_else_stay_texts(text: str) -> None:
    item = {"id": "c", "title": text}
    again = yaml_lines.with_item("- id: a\n  title: b\n", (), 1, item)
    assert parse_yaml(again)[1] == item


@pytest.mark.parametrize("before", ["", "# only this\n", "# only this\n[]\n"])
def test_the_first_item_of_a_file_and_the_last_to_go(before: str) -> None:
    text = yaml_lines.with_item(before, (), 0, {"id": "a", "sources": ["x"]})
    assert parse_yaml(text) == [{"id": "a", "sources": ["x"]}]
    assert comments(text) == comments(before)
    assert parse_yaml(yaml_lines.without_item(text, (), 0)) == []


def test_line_ends_of_the_file_are_kept() -> None:
    text = COMMENTED.replace("\n", "\r\n")
    item = {"id": "c", "reason": {"en": "C", "ru": "Ц"}}
    again = yaml_lines.with_item(text, (), 1, item)
    assert again.replace("\r\n", "").count("\n") == 0
    assert yaml_lines.without_item(again, (), 1) == text


def test_what_cannot_be_put_in_without_touching_more_is_refused() -> None:
    with pytest.raises(SpliceError):
        yaml_lines.without_item("- # about a\n  id: a\n- id: b\n", (), 0)
    with pytest.raises(SpliceError):
        json_lines.without_item('{"a":[{"b":1}]}', ("a",), 0)


def test_json_on_one_line_and_over_several() -> None:
    flat = '{"a":[{"from":"2021","reason":{"en":"x","ru":"ы"},"sources":["s"]}]}\n'
    item = json.loads(flat)["a"][0]
    changed = item | {"reason": {"en": "new", "ru": "ы"}, "last_known": "2022"}
    again = json_lines.with_item_changed(flat, ("a",), 0, item, changed)
    assert again == flat.replace('"x"', '"new"').replace('["s"]', '["s"],"last_known":"2022"')
    tall = json.dumps(json.loads(flat), ensure_ascii=False, indent=1) + "\n"
    whole = {"a": [item, changed]}
    assert (
        json_lines.with_item(tall, ("a",), 1, changed)
        == json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
    )
