"""The dossiers of the panel, read section by section."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from layers.model.dataset import Data
from layers.model.records import Fact, Sourced, StatusEntry
from layers.model.support import rests_on_weak
from layers.model.view import View
from layers.model.vocabulary import Basis
from layers.text import format_date, translate
from tests.dashboard.html_tree import Node, assert_nothing_empty, sections, tidy
from tests.dashboard.pages import (
    blocks,
    page_to_read,
)
from tests.shipped import shipped

USUAL = View()


def shown(language: str, **query: str) -> dict[str, Node]:
    """The sections of the panel that a link opens in the app."""
    found = sections("".join(blocks(page_to_read(language=language, **query))))
    assert_nothing_empty(found)
    return found


def name_of_place(data: Data, place: str, language: str) -> str:
    """A place's name."""
    return tidy(data.places[place].name[language])


def marks_of(record: Sourced, language: str) -> list[str]:
    """What is marked beside a statement: that only weak sources say it, its basis, the day of a search."""
    weak = rests_on_weak(shipped().bibliography[key] for key in record.sources)
    marks = [translate(language, "page.only_weak")] if weak else []
    return [*marks, *search_mark(record, language)]


def search_mark(record: Sourced, language: str) -> list[str]:
    """The basis of a statement that is not wholly sourced, and the day of a search in vain."""
    said = [] if record.basis is Basis.SOURCED else [translate(language, f"page.basis.{record.basis}")]
    if record.tried_on is not None:
        day = format_date(language, record.tried_on)
        said.append(translate(language, "page.tried_on", date=day))
    return [", ".join(said)] if said else []


def assert_says_fact(section: Node, fact: Fact, language: str) -> None:
    """One line of the section holds the fact's text, and says so if it is not sourced."""
    lines = [line for line in section.all("li") if tidy(fact.text[language]) in line.text]
    assert lines, fact.text[language]
    tags = [tag.text for tag in lines[0].all("span", class_="tag")]
    assert tags == marks_of(fact, language)
    assert bool(lines[0].all("sup")) == bool(fact.sources)


def assert_cites_what_it_lists(found: Mapping[str, Node], language: str) -> None:
    """The numbers cited are those of the list of sources, and every source there says who published it."""
    cited = {
        int(number)
        for title, section in found.items()
        if title != translate(language, "page.sources")
        for node in section.all("sup")
        for number in node_text(node).split(",")
    }
    listed = found[translate(language, "page.sources")].all("li")
    assert cited == set(range(1, len(listed) + 1))
    for line in listed:
        assert line.text.startswith(_known_sources()), line.text


@cache
def _known_sources() -> tuple[str, ...]:
    """How the line of each source begins."""
    return tuple(tidy(f"{source.publisher}. {source.title}") for source in shipped().bibliography.values())


def node_text(node: Node) -> str:
    """The reference numbers of an element that :attr:`Node.text` leaves out of what is around it."""
    return ",".join(number_of(cited) for cited in node.all("span", class_="cited"))


def number_of(cited: Node) -> str:
    """The number that is shown of a source, without its preview."""
    shown = cited.children[0]
    assert isinstance(shown, Node)
    return shown.text


def assert_history(section: Node, history: tuple[StatusEntry, ...], language: str) -> None:
    """One line an entry, in order, with what was, why, and whether it is only announced."""
    for line, entry in zip(section.all("li"), history, strict=True):
        assert translate(language, f"status.{entry.status}") in line.text
        assert tidy(entry.reason[language]) in line.text
        assert (f"({translate(language, 'page.planned')})" in line.text) == entry.planned
        early = entry.from_date <= "2021-01-01"
        when = translate(language, "page.before_record") if early else format_date(language, entry.from_date)
        assert line.text.startswith(f"{when} — ")
