"""Cases made by changing sound input, because what is only noise is refused at the door."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import yaml
from hypothesis import strategies as st

Counted = Callable[[], None]
Tries = Callable[[int], Callable[[Callable[..., None]], Callable[..., None]]]

NASTY = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xe2\x80\xa8", b"\r", b"\t", b": ", b"- ",
    b"? ", b"&a", b"*a", b"<<: *a", b"!!python/object/apply:os.system [x]", b"!!binary x", b"!!set {a}",
    b"%YAML 9.9\n", b"---\n", b"...\n", b"|\n", b"'", b'"', b"{", b"}", b"[", b"]", b"#", b"NaN",
    b"Infinity", b"-0", b"1e999", b"9" * 400, b"null", b"~", b"2026-13-99", b"2026-01-01", b"0x1F",
    b"1_000", b"yes", b"\\ud800", b"\\u0000", b"[" * 60, b'{"a":' * 60, b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"]]>", b"=cmd()", b"{{7*7}}", b"{0.__class__}",
)  # fmt: skip


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
    | st.sampled_from([
        "", " ", "KZ", "kz", "2026-02-30", "2026-01-01", "nan", "a" * 3000, "{astana}", "{0}", "\ud800",
        "\x00", "../../etc/passwd", "<script>alert(1)</script>", 10**400, -1, 0, 1e308, -180.1,
    ]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """The content with a few bytes turned, cut, doubled, moved, or with something nasty put in."""
    changed = bytearray(content)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(changed), 1)))
        match draw(st.sampled_from(["turn", "cut", "end", "double", "nasty", "nasty", "swap"])):
            case "turn" if at < len(changed):
                changed[at] ^= 1 << draw(st.integers(0, 7))
            case "cut":
                del changed[at : at + draw(st.integers(1, 200))]
            case "end":
                del changed[at:]
            case "double":
                changed[at:at] = changed[at : at + draw(st.integers(1, 400))]
            case "swap":
                part = changed[at : at + 20]
                del changed[at : at + 20]
                place = draw(st.integers(0, max(len(changed), 1)))
                changed[place:place] = part
            case _:
                changed[at:at] = draw(st.sampled_from(NASTY))
    return bytes(changed)


@st.composite
def rearranged(draw: st.DrawFn, whole: Any) -> Any:
    """A tree of mappings and lists with one to three of its values gone, doubled or another."""
    whole = copy.deepcopy(whole)
    for _ in range(draw(st.integers(1, 3))):
        parent, key = None, None
        node = whole
        while isinstance(node, dict | list) and node and (parent is None or draw(st.integers(0, 3)) > 0):
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            parent, key = node, draw(st.sampled_from(keys))
            node = node[key]
        if parent is None:
            return draw(VALUES)
        match draw(st.sampled_from(["value", "value", "gone", "double", "name", "elsewhere"])):
            case "gone":
                del parent[key]
            case "double" if isinstance(parent, list):
                parent.append(copy.deepcopy(node))
            case "name" if isinstance(parent, dict):
                parent[draw(st.text(max_size=10))] = parent.pop(key)
            case "elsewhere" if isinstance(parent, dict):
                other = draw(st.sampled_from(list(parent)))
                parent[key], parent[other] = parent[other], parent[key]
            case _:
                parent[key] = draw(VALUES)
    return whole


def as_yaml(whole: Any) -> str:
    try:
        return str(yaml.dump(whole, allow_unicode=True, Dumper=yaml.CSafeDumper))
    except (yaml.YAMLError, UnicodeError):
        return json.dumps(whole)  # which is YAML too, but for what no YAML can say
