"""Check that no score rests on evidence later than the time it holds for.

A score holds from its day to that of the next score of its assessment, the newest to the end of the evidence.

* None of its sources is dated after that end.
* Its first dated source is not more than :data:`MOST_DAYS_LATER` after its day. Undated sources prove no time
  and are passed over; a score with no other is not judged here.
* Its reason names no year after that end, unless it lies beyond the end of the evidence: that is a plan.

The first two do not hold for a score marked ``retrospective``, whose sources report on its time later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from layers.faults import Fault, FaultCode, Value
from layers.model.dataset import Data
from layers.model.evidence import Score
from layers.network.network import first_day
from layers.packs.paths import Path

__all__ = ["MOST_DAYS_LATER", "check_scores"]

MOST_DAYS_LATER = 183
"""Judgement: half a year, in which reports on a state or an event appear."""

_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d])")


def _last_day(partial: str) -> str:
    """The last day of a date of year, month or day, as a string that sorts with days."""
    return (partial + "-12-31"[len(partial) - 4 :])[:10]


def check_scores(data: Data) -> Iterator[Fault]:
    """Every score of the data that rests on what came after it."""
    for assessment in data.assessments.values():
        ends = [score.from_date for score in assessment.scores[1:]] + [data.evidence_end]
        for index, (score, end) in enumerate(zip(assessment.scores, ends, strict=True)):
            for where, code, parameters in _faults_of(data, score, end):
                path: Path = ("scores", index, *where)
                yield Fault(code, "risk/", "assessment", assessment.id, path, parameters)


def _faults_of(data: Data, score: Score, end: str) -> Iterator[tuple[Path, FaultCode, dict[str, Value]]]:
    if not score.retrospective:
        yield from _late_sources(data, score, end)
    for language, text in score.reason.root.items():
        for year in sorted(set(_YEAR.findall(text))):
            if end[:4] < year <= data.evidence_end[:4]:
                yield ("reason", language), FaultCode.YEAR_AFTER_SCORE, {"year": year, "end": end}


def _late_sources(data: Data, score: Score, end: str) -> Iterator[tuple[Path, FaultCode, dict[str, Value]]]:
    dates: list[str] = []
    for index, key in enumerate(score.sources):
        source = data.bibliography.get(key)
        if source is None or source.date is None:
            continue
        dates.append(source.date)
        if first_day(source.date) > _last_day(end):
            parameters: dict[str, Value] = {"source": key, "date": source.date, "end": end}
            yield ("sources", index), FaultCode.SOURCE_AFTER_SCORE, parameters
    if not dates:
        return
    first = min(dates, key=first_day)
    later = date.fromisoformat(first_day(first)) - date.fromisoformat(first_day(score.from_date))
    if later.days > MOST_DAYS_LATER:
        yield ("from",), FaultCode.SCORE_BEFORE_SOURCES, {
            "date": score.from_date, "first": first, "days": MOST_DAYS_LATER,
        }  # fmt: skip
