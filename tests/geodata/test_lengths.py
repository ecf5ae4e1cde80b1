"""Measured lengths beside published ones: more than 7 % off needs a reason in the data.

The table is printed at every run. A reason is the leg's `length_note`; for a figure that the map does not
use (a second one, or one over several legs) its own `note` will do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from layers.model.dataset import Data
from layers.model.records import LocalText

TOLERANCE = 0.07


@dataclass(frozen=True)
class Comparison:
    """One published length and what was measured for it."""

    what: str
    measured_km: float
    published_km: float
    reason: str

    @property
    def off(self) -> float:
        return self.measured_km / self.published_km - 1

    def __str__(self) -> str:
        mark = "" if abs(self.off) <= TOLERANCE else "*"
        numbers = f"{self.measured_km:7.0f} {self.published_km:7.0f} {self.off:+7.1%}"
        return f"{self.what:58.58} {numbers} {mark:1} {self.reason:.90}"


def in_english(*notes: LocalText | None) -> str:
    return " ".join(dict.fromkeys(note["en"] for note in notes if note is not None))


def comparisons(data: Data) -> Iterator[Comparison]:
    for leg in data.legs.values():
        for index, published in enumerate(leg.published_lengths):
            reason = in_english(leg.length_note, published.note if index else None)
            yield Comparison(f"{leg.id} ({leg.precision})", leg.measured_km, published.km, reason)
    for span in data.length_spans:
        legs = [data.legs[key] for key in span.legs]
        reason = in_english(span.note, *(leg.length_note for leg in legs))
        yield Comparison(" + ".join(span.legs), sum(leg.measured_km for leg in legs), span.km, reason)


def test_measured_and_published_lengths_agree_or_say_why(
    data: Data, capsys: pytest.CaptureFixture[str]
) -> None:
    table = list(comparisons(data))
    with capsys.disabled():
        print(f"\n{'leg, or legs together':58} {'km':>7} {'publ.':>7} {'off':>7}   reason")  # noqa: T201
        print("\n".join(map(str, table)))  # noqa: T201
    assert len(table) > 60
    unexplained = [each for each in table if abs(each.off) > TOLERANCE and not each.reason]
    assert unexplained == [], "\n" + "\n".join(map(str, unexplained))


def test_most_lengths_agree(data: Data) -> None:
    built = [each for each in comparisons(data) if "(surveyed)" in each.what]
    within = [each for each in built if abs(each.off) <= TOLERANCE]
    assert len(within) / len(built) >= 0.6, [str(each) for each in built if each not in within]
