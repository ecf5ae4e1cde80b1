"""The bibliography as it is taken away: a table that a spreadsheet reads, entries that BibTeX reads."""

from __future__ import annotations

import csv
import io
import re

import pytest
from pybtex.database import BibliographyData, parse_string

from layers.export.tables.bibliography import bibliography_bibtex, bibliography_csv
from layers.model.dataset import Data
from layers.model.records import Source
from layers.network.citations import Citation, citations
from tests.toy import network, source

HEADS = ["id", "publisher", "title", "kind", "date", "url", "weak", "cited_by"]


def table(data: Data) -> list[list[str]]:
    return list(csv.reader(io.StringIO(bibliography_csv(data, citations(data)), newline="")))


def toy(*sources: Source) -> Data:
    return network([], [], bibliography=sources)


def entries(data: Data) -> BibliographyData:
    return parse_string(bibliography_bibtex(data), "bibtex")


# --- CSV ------------------------------------------------------------------------------------------------


def test_every_source_has_a_row(data: Data) -> None:
    head, *rows = table(data)
    assert head == HEADS
    assert len(rows) == len(data.bibliography) > 700
    assert {len(row) for row in rows} == {len(HEADS)}
    by = citations(data)
    for row, each in zip(rows, data.bibliography.values(), strict=True):
        told = dict(zip(HEADS, row, strict=True))
        assert told["id"] == each.id
        for name in ("publisher", "title", "kind", "date", "url"):
            assert told[name].removeprefix("'") == (getattr(each, name) or "").removeprefix("'"), each.id
        assert told["weak"] == ("yes" if each.weak else "")
        cited = [Citation(*text.split(":", 1)) for text in told["cited_by"].split("; ") if text]
        assert tuple(cited) == by[each.id]


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(beginning: str) -> None:
    hostile = f'{beginning}HYPERLINK("http://x","y")'
    (_, row) = table(toy(source("s", title=hostile, publisher=hostile)))
    assert row[1] == row[2] == f"'{hostile}"


def test_no_shipped_cell_is_a_formula(data: Data) -> None:
    assert [cell for row in table(data) for cell in row if re.match(r"[=+\-@\t\r]", cell)] == []


def test_quotes_commas_lines_and_letters_of_any_script_come_back() -> None:
    title = 'He said: "no, never"; line\nbreak, Қазақстан – «море»'
    (_, row) = table(toy(source("s", title=title, date="2026-04", url="https://x.org/a,b", kind="mirror")))
    assert row == ["s", "Publisher", title, "mirror", "2026-04", "https://x.org/a,b", "yes", ""]


# --- BibTeX ---------------------------------------------------------------------------------------------


def test_bibtex_reads_back_every_source(data: Data) -> None:
    found = entries(data).entries
    assert sorted(found) == sorted(data.bibliography)
    for key, each in data.bibliography.items():
        assert found[key].type == "misc"
        assert found[key].fields.get("date") == each.date
        assert found[key].fields.get("year") == (each.date[:4] if each.date else None)
        assert ("note" in found[key].fields) == each.weak
        assert len(found[key].persons["author"]) == 1


def plain(text: str) -> str:
    """What TeX makes of a field: no outer braces, no escapes."""
    return re.sub(r"\\([%&#_$])", r"\1", text.removeprefix("{").removesuffix("}"))


def test_titles_come_back_from_bibtex(data: Data) -> None:
    found = entries(data).entries
    ascii_only = [
        each for each in data.bibliography.values() if each.title.isascii() and "{" not in each.title
    ]
    assert len(ascii_only) > 500
    for each in ascii_only:
        assert plain(found[each.id].fields["title"]) == re.sub(r"\s+", " ", each.title), each.id


def test_what_tex_takes_for_commands_survives() -> None:
    title = "50% of {all} A & B, #1 a_b: 100% of $5"
    found = entries(toy(source("s", title=title, publisher="Smith & {Sons}", url="https://x.org/?a=1")))
    fields = found.entries["s"].fields
    assert plain(fields["title"]) == "50% of (all) A & B, #1 a_b: 100% of $5"
    for sign in ("%", "&", "#", "_", "$"):
        assert not re.search(rf"(?<!\\){re.escape(sign)}", fields["title"]), sign
    assert plain(fields["publisher"]) == "Smith & (Sons)"
    # one corporate author, not a name in parts
    assert [str(person) for person in found.entries["s"].persons["author"]] == [r"{Smith \& (Sons)}"]
    assert fields["url"] == "https://x.org/?a=1"


@pytest.mark.parametrize("title", ["open { only", "close } only", "}{", 'one " quote', "{{", "@misc{x,"])
def test_no_title_breaks_the_file(title: str) -> None:
    found = entries(toy(source("before"), source("s", title=title), source("after")))
    assert list(found.entries) == ["before", "s", "after"]
    assert plain(found.entries["s"].fields["title"]) == title.replace("{", "(").replace("}", ")")
