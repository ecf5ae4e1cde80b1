"""No score rests on what came after its time: the records that once did, and what is allowed."""

from __future__ import annotations

from typing import Any

import pytest

from layers.faults import Fault, FaultCode
from layers.model.dataset import Data
from layers.model.records import Source
from layers.packs.score_evidence import check_scores
from tests.toy import assessment, network, score, words

# As the shipped data had them until November 2026.
PETERSBURG = (
    ("2021-01-01", "No armed threat.", ()),
    ("2022-02-24", "War far from the Baltic; insurance and payment trouble.", ("undated",)),
    ("2025-01-04", "Raids on the region close airports.", ("kommersant@2025-08-24", "tvdelmarva@2026-04")),
)
KHUNJERAB = (
    ("2021-01-01", "Open only from 1 April to 30 November.", ("dawn@2024-12-03", "explainer@2020")),
    ("2024-12-01", "Open all year.", ("daily-times", "pakistan-today@2025-03-27")),
)
STRAITS = (
    ("2021-01-01", "Open throughout; 41,363 ships through the Bosphorus in 2024.", ("hurriyet@2025-02-07",)),
    ("2022-02-24", "War north of the straits.", ("undated",)),
)
HORMUZ = (
    ("2021-01-01", "Free passage, 100–135 ships a day.", ("ap@2026-04-13",)),
    ("2026-02-28", "War.", ()),
)


def rested(*scores: tuple[str, str, tuple[str, ...]], **last: Any) -> Data:
    """The data of one assessment; a source is a name, with @ and a date if it has one."""
    named = {name: date or None for _, _, sources in scores for name, _, date in map(parted, sources)}
    entries = [
        score(day, 2) | {"reason": words(text), "sources": [parted(each)[0] for each in sources]}
        for day, text, sources in scores
    ]
    entries[-1] |= last
    found = assessment("x", "security", *entries, parts=["a"])
    sources = [Source(id=key, publisher="x", title="x", date=date) for key, date in named.items()]
    return network([], [], assessments=[found], bibliography=sources)


def parted(source: str) -> tuple[str, str, str]:
    return source.partition("@")


def faults(*scores: tuple[str, str, tuple[str, ...]], **last: Any) -> list[Fault]:
    return list(check_scores(rested(*scores, **last)))


def told(found: list[Fault]) -> list[tuple[FaultCode, int]]:
    """What each fault is and which score it is in, once each."""
    return sorted({(fault.code, int(fault.path[1])) for fault in found})


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        (PETERSBURG, [(FaultCode.SCORE_BEFORE_SOURCES, 2)]),
        (KHUNJERAB, [(FaultCode.SOURCE_AFTER_SCORE, 0)]),
        (
            STRAITS,
            [
                (FaultCode.SCORE_BEFORE_SOURCES, 0), (FaultCode.SOURCE_AFTER_SCORE, 0),
                (FaultCode.YEAR_AFTER_SCORE, 0),
            ],
        ),
        (HORMUZ, [(FaultCode.SCORE_BEFORE_SOURCES, 0), (FaultCode.SOURCE_AFTER_SCORE, 0)]),
    ],
    ids=["petersburg", "khunjerab", "straits", "hormuz"],
)  # fmt: skip
def test_the_old_scores_that_rested_on_later_facts(
    scores: tuple[Any, ...], expected: list[tuple[FaultCode, int]]
) -> None:
    assert told(faults(*scores)) == sorted(expected)


def test_a_fault_says_where_and_what() -> None:
    late, early = faults(*HORMUZ)
    assert late.path == ("scores", 0, "sources", 0)
    assert late.parameters == {"source": "ap", "date": "2026-04-13", "end": "2026-02-28"}
    assert early.path == ("scores", 0, "from")
    assert early.parameters == {"date": "2021-01-01", "first": "2026-04-13", "days": 183}


@pytest.mark.parametrize(
    ("date", "is_fault"),
    [
        ("2024-07-01", False),  # the day that the next score begins
        ("2024-07", False),  # a month may have begun before it
        ("2024-07-02", True),
        ("2024-08", True),
        ("2023", False),
    ],
)
def test_a_source_up_to_the_next_score(date: str, is_fault: bool) -> None:
    found = faults(("2024", "x", ("early@2024", f"late@{date}")), ("2024-07-01", "x", ()))
    assert told(found) == ([(FaultCode.SOURCE_AFTER_SCORE, 0)] if is_fault else [])


def test_a_score_that_ends_in_a_month_takes_sources_of_that_month() -> None:
    assert not faults(("2025-02", "x", ("early@2025-02", "late@2025-07-31")), ("2025-07", "x", ()))


@pytest.mark.parametrize(
    ("first", "is_fault"),
    [("2021-07-03", False), ("2021-07-04", True), ("2021", False), ("2019", False)],  # 183 days, 184
)
def test_a_first_source_within_half_a_year(first: str, is_fault: bool) -> None:
    found = faults(("2021-01-01", "x", (f"first@{first}", "later@2024")))
    assert told(found) == ([(FaultCode.SCORE_BEFORE_SOURCES, 0)] if is_fault else [])


def test_what_reports_on_an_earlier_time_is_allowed_when_it_says_so() -> None:
    assert not faults(("2021", "x", ("late@2025",)), retrospective=True)
    assert faults(("2021", "x", ("late@2025",)))


def test_a_later_year_is_refused_even_then() -> None:
    found = faults(("2021", "In 2024.", ()), ("2022", "x", ()))
    assert told(found) == [(FaultCode.YEAR_AFTER_SCORE, 0)]
    assert {fault.path[-1] for fault in found} == {"en", "ru"}


@pytest.mark.parametrize("text", ["1,2024 ships", "2.2024", "12024 t", "due in 2030", "in 2022 and 2021"])
def test_not_every_number_is_a_later_year(text: str) -> None:
    assert not faults(("2021", text, ()), ("2022", "x", ()))


def test_undated_sources_prove_no_time() -> None:
    assert not faults(("2021", "x", ("undated",)), ("2022", "x", ()))
    assert faults(("2021", "x", ("undated", "late@2025")))


def test_a_judgement_of_its_own_time_is_sound() -> None:
    assert not faults(("2021", "No evidence of this time found.", ()), ("2025", "Seen.", ("seen@2025",)))
