"""The golden files as text: stable, and readable line by line."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from layers.model.dataset import Data
from layers.packs.load import default_folder, load
from tests.golden.cases import LINKS, MOVES, VIEWS
from tests.golden.expected import Expected, move

FOLDER = Path(__file__).parent
_WIDE = 110


def load_pack(pack: str) -> Data:
    """The shipped pack, or one of ``geodata/packs``."""
    return load() if pack == "shipped" else load(default_folder() / "packs" / pack)


def golden_files() -> Iterator[tuple[str, str]]:
    """Path below this folder, and content, of every file."""
    for pack, cases in VIEWS.items():
        expected = Expected(load_pack(pack), pack)
        for name, case in cases.items():
            yield f"views/{pack}/{name}.json", laid_out(expected.view(name, case))
        yield f"links/{pack}.json", laid_out([expected.link(query) for query in LINKS[pack]])
    yield "moves.json", laid_out([move(before, change) for before, change in MOVES])


def laid_out(value: Any, indent: int = 0) -> str:
    """JSON with a line for each thing that fits into one, and what does not opened or wrapped."""
    line = json.dumps(value, ensure_ascii=False)
    if indent and indent + len(line) <= _WIDE:
        return line
    space, outer = " " * (indent + 1), " " * indent
    if isinstance(value, Mapping) and "ids" in value:
        alike = json.dumps({key: each for key, each in value.items() if key != "ids"}, ensure_ascii=False)
        return f'{alike[:-1]}, "ids": {laid_out(value["ids"], indent + 1)}}}'
    if isinstance(value, Mapping):
        parts = [f"{space}{json.dumps(key)}: {laid_out(each, indent + 1)}" for key, each in value.items()]
        return "{\n" + ",\n".join(parts) + f"\n{outer}}}"
    if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        filled = textwrap.fill(line[1:-1], _WIDE, initial_indent=space, subsequent_indent=space,
                               break_long_words=False, break_on_hyphens=False)  # fmt: skip
        return f"[\n{filled}\n{outer}]"
    if isinstance(value, list | tuple):
        return "[\n" + ",\n".join(space + laid_out(each, indent + 1) for each in value) + f"\n{outer}]"
    return line
