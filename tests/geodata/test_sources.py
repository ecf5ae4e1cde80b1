"""The bibliography reads as one was kept by hand: kinds, titles, publishers, dates."""

from __future__ import annotations

import re

import pytest

from layers.model.dataset import Data
from layers.model.records import Source
from layers.model.vocabulary import SourceKind

SCRAPED = {
    "news",
    "story",
    "article",
    "doc",
    "details",
    "archives",
    "same",
    "economy",
    "business",
    "amp",
    "tldr",
}


def listed(sources: list[Source]) -> list[str]:
    return [f"{source.id}: {source.publisher}. {source.title}" for source in sources]


def test_every_source_has_a_kind(data: Data) -> None:
    assert listed([one for one in data.bibliography.values() if one.kind is None]) == []


def test_no_title_is_a_word_a_slug_or_an_address(data: Data) -> None:
    def scraped(title: str) -> bool:
        return (
            " " not in title.strip()
            or len(title) < 14
            or title.casefold() in SCRAPED
            or "://" in title
            or bool(re.search(r"\(abridged|n\.d\.|\d{4} \d\d \d\d", title))
        )

    assert listed([one for one in data.bibliography.values() if scraped(one.title)]) == []


def test_no_title_spells_a_country_small(data: Data) -> None:
    names = "kazakhstan|afghanistan|pakistan|iran|russia|ukraine|uzbekistan|china|india|germany|azerbaijan"
    small = re.compile(rf"\b({names})\b")
    assert listed([one for one in data.bibliography.values() if small.search(one.title)]) == []


def test_no_publisher_is_a_word_for_another(data: Data) -> None:
    assert listed([one for one in data.bibliography.values() if one.publisher.casefold() in SCRAPED]) == []
    spellings: dict[str, set[str]] = {}
    for one in data.bibliography.values():
        key = re.sub(r"^the |[^a-z0-9]", "", one.publisher.casefold())
        spellings.setdefault(key, set()).add(one.publisher)
    assert [names for names in spellings.values() if len(names) > 1] == []


@pytest.mark.parametrize(
    "host", ["rationalreview", "rbtfl.xyz", "longform.social", "hashtagplus", "newsnunc", "codejungle",
             "cloudfront.net", "oszar.com", "ts.net", "themonexus", "wikifreehand", "pinocchiopedia"],
)  # fmt: skip
def test_copies_and_digests_say_that_they_are(data: Data, host: str) -> None:
    strong = [one for one in data.bibliography.values() if host in (one.url or "") and not one.weak]
    assert listed(strong) == []


def test_what_an_agency_or_office_publishes_is_not_weak(data: Data) -> None:
    kinds = {one.publisher: one.kind for one in data.bibliography.values()}
    assert kinds["TASS"] is kinds["Kazinform"] is kinds["Interfax"] is SourceKind.WIRE
    assert kinds["KazMunayGas"] is kinds["Kazakhstan Temir Zholy"] is SourceKind.OPERATOR
    assert kinds["European Commission"] is SourceKind.OFFICIAL
    assert kinds["ADB/CAREC"] is SourceKind.STATISTICS
