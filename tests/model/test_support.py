"""What sources lend: the table of docs/sources.md, row by row."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from layers.model.records import Source
from layers.model.support import confidence_lent, origin, rests_on_weak
from layers.model.vocabulary import FIRST_HAND_KINDS, WEAK_KINDS, Confidence, SourceKind
from tests.toy import source

DOCUMENT = Path(__file__).parents[2] / "docs" / "sources.md"


def page(kind: SourceKind | None, publisher: str = "Publisher") -> Source:
    return source("s", kind=kind, publisher=publisher)


def lent(*sources: Source) -> Confidence | None:
    return confidence_lent(sources)


def test_nothing_lends_nothing() -> None:
    assert lent() is None
    assert not rests_on_weak([])


@pytest.mark.parametrize("kind", SourceKind)
def test_one_page_lends_what_the_document_says(kind: SourceKind) -> None:
    (row,) = re.findall(rf"(?m)^\| `{kind}` \|.*\| (\w+)[^|]*\|$", DOCUMENT.read_text(encoding="utf-8"))
    assert lent(page(kind)) == row


@pytest.mark.parametrize("kind", sorted(set(SourceKind) - FIRST_HAND_KINDS - WEAK_KINDS))
def test_a_second_report_of_another_origin_lends_high(kind: SourceKind) -> None:
    assert lent(page(kind, "Dawn"), page(SourceKind.PRESS, "The Wire")) is Confidence.HIGH
    assert lent(page(kind, "Dawn"), page(SourceKind.PRESS, "Dawn")) is Confidence.MEDIUM
    assert lent(page(kind, "Dawn"), page(SourceKind.MIRROR, "The Wire")) is Confidence.MEDIUM


@pytest.mark.parametrize("kind", sorted(WEAK_KINDS))
def test_weak_pages_never_add_up(kind: SourceKind) -> None:
    pages = [page(kind, "One"), page(SourceKind.AGGREGATOR, "Two"), page(SourceKind.MIRROR, "Three")]
    assert confidence_lent(pages) is Confidence.LOW
    assert rests_on_weak(pages) and all(one.weak for one in pages)
    assert not rests_on_weak([*pages, page(SourceKind.PRESS)])


def test_a_page_whose_kind_is_not_said_counts_as_press() -> None:
    assert lent(page(None)) is lent(page(SourceKind.PRESS))
    assert not page(None).weak


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Trend", "Trend via MENAFN"),
        ("Babel citing Bloomberg", "Sega (Bloomberg)"),
        ("The Japan News (Reuters)", "Reuters via Baird Maritime"),
        ("Dawn", "Caliber.az citing Dawn"),
        ("Report.az", "Report.az (Russian)"),
        ("The Nation (Pakistan)", "Nation"),
    ],
)
def test_two_pages_of_one_origin_are_one(one: str, other: str) -> None:
    assert origin(page(SourceKind.PRESS, one)) == origin(page(SourceKind.PRESS, other))
    assert lent(page(SourceKind.PRESS, one), page(SourceKind.WIRE, other)) is Confidence.MEDIUM


def test_papers_that_report_themselves_have_origins_of_their_own() -> None:
    papers = ["Dawn", "The Wire", "Trend", "TRT World", "Apertura", "Kommersant"]
    assert len({origin(page(SourceKind.PRESS, name)) for name in papers}) == len(papers)
