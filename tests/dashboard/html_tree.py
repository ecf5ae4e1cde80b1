"""HTML that a page sends, as a tree that tests can read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from html.parser import HTMLParser

EMPTY_TAGS = {"br", "hr", "img", "input", "link", "meta", "path"}


@dataclass
class Node:
    """An element of parsed HTML."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        """All text inside, with single spaces and without reference numbers."""
        return tidy("".join(self._texts()))

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag != "sup":
                around = "" if child.tag in {"b", "i", "a", "span"} else " "
                yield around + "".join(child._texts()) + around

    def walk(self) -> Iterator[Node]:
        """Yield this element and all its descendants in document order."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def all(self, *tags: str, **attributes: str) -> list[Node]:
        """Return the descendants with one of these tags; ``class_`` is one of their classes."""
        name = attributes.pop("class_", "")
        return [
            node
            for node in self.walk()
            if node is not self
            and node.tag in tags
            and (not name or name in node.attributes.get("class", "").split())
            and all(node.attributes.get(key) == value for key, value in attributes.items())
        ]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.top = Node("")
        self.open = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {key: value or "" for key, value in attrs})
        self.open[-1].children.append(node)
        if tag not in EMPTY_TAGS:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


@lru_cache(maxsize=32)
def read(html: str) -> Node:
    """Parse HTML; an element that is not closed, or closed twice, is an error. Do not change the tree."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == [reader.top], f"<{reader.open[-1].tag}> is not closed"
    return reader.top


def tidy(text: str) -> str:
    """Collapse white space; no space before a punctuation mark."""
    return re.sub(r" (?=[,.;:)])", "", re.sub(r"[ \n\t]+", " ", text)).strip()


def sections(html: str) -> dict[str, Node]:
    """What stands under each heading of the second and third level, by the heading's words; the name
    that a page begins with is its own first section, called ''."""
    found: dict[str, Node] = {}
    now = Node("")
    for page in read(html).all("div", class_="sr-page"):
        for child in page.children:
            if isinstance(child, Node) and child.tag in {"h2", "h3"}:
                now = Node("section")
                title = child.text if child.tag == "h3" else ""
                assert title not in found, f"heading {title!r} stands twice"
                assert child.text, "a heading without words"
                found[title] = now
            else:
                now.children.append(child)
    return found


def assert_nothing_empty(found: Mapping[str, Node]) -> None:
    """Under every heading is text, and no row, line or cell is without any."""
    for title, section in found.items():
        assert section.text, f"nothing under {title!r}"
        for node in section.all("li", "dd", "dt", "th", "p", "summary"):
            assert node.text, f"an empty <{node.tag}> under {title!r}"
        for node in section.all("td"):
            assert node.text, f"an empty cell under {title!r}"


def rows_of(table: Node) -> list[list[Node]]:
    """The cells of a table's body, row by row."""
    return [row.all("th", "td") for row in table.all("tbody")[0].all("tr")]


def cells_of(table: Node) -> list[list[str]]:
    """The texts of a table's body, row by row."""
    return [[cell.text for cell in row] for row in rows_of(table)]
