"""Risk of the shipped data: on any day that of the newest day of change, and within its range."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.analysis.risk import (
    Origin,
    Risk,
    RiskModel,
    country_score,
    kind_of_part,
)
from layers.model.dataset import Data
from layers.model.vocabulary import Dimension
from layers.network.network import main_route, parts_of_route
from tests.shipped import shipped
from tests.toy import (
    EVERY_DAY,
    MONTH_STARTS,
)

DAY = "2026-07-01"


def day_before(day: str) -> str:
    return EVERY_DAY[max(0, EVERY_DAY.index(day) - 1)]


class Forgetful(dict[tuple[str, str], Risk]):
    """A memory that keeps nothing."""

    def __setitem__(self, key: tuple[str, str], value: Risk) -> None:
        pass


def forgetful(data: Data) -> RiskModel:
    """A model that works every day out anew, so that what another one remembers can be held against it."""
    model = RiskModel(data)
    model._cache = Forgetful()
    return model


def test_the_risk_of_no_part_changes_between_its_days_of_change(data: Data) -> None:
    anew, remembering = forgetful(data), RiskModel(data)
    for key in data.parts:
        changes = anew.change_dates([key])
        assert changes[0] == EVERY_DAY[0] and changes == sorted(set(changes)), key
        for start, end in pairwise((*changes, None)):
            last = day_before(end) if end else EVERY_DAY[-1]
            at_last = remembering.of_part(key, last)  # before its first day is asked for
            assert anew.of_part(key, start) == anew.of_part(key, last) == at_last, (key, start)
            for day in MONTH_STARTS[::3]:  # the next test takes any day
                if start < day < last:
                    assert anew.of_part(key, day) == remembering.of_part(key, day) == at_last, (key, day)


SHIPPED = shipped()


ANEW, REMEMBERING = forgetful(SHIPPED), RiskModel(SHIPPED)


@given(st.sampled_from(sorted(SHIPPED.parts)), st.sampled_from(EVERY_DAY))
def test_the_risk_on_any_day_is_that_of_the_newest_day_of_change(key: str, day: str) -> None:
    newest = max(change for change in ANEW.change_dates([key]) if change <= day)
    assert ANEW.of_part(key, day) == ANEW.of_part(key, newest) == REMEMBERING.of_part(key, day)


def test_no_part_is_riskier_than_its_corridor_and_no_mean_above_the_weakest_link(data: Data) -> None:
    model = RiskModel(data)
    for each in data.corridors.values():
        parts = parts_of_route(data, main_route(each))
        for day in MONTH_STARTS[::3]:
            whole = model.of_corridor(each, day).dimensions
            by_length = model.of_corridor(each, day, "length").dimensions
            for key in parts:
                for dimension, part in model.of_part(key, day).dimensions.items():
                    if part.score is not None:
                        assert (whole[dimension].score or 0) >= part.score, (each.id, key, dimension, day)
            for dimension, mean in by_length.items():
                assert (mean.score or 0) <= (whole[dimension].score or 0) + 1e-9, (each.id, dimension, day)


def test_every_risk_lies_within_its_range_and_on_the_scale(data: Data) -> None:
    model = RiskModel(data)
    for day in ("2021-01-01", "2022-03-01", "2025-06-15", "2026-04-15", "2026-07-01", "2030-12-31"):
        risks = {key: model.of_part(key, day) for key in data.parts}
        risks |= {c.id: model.of_corridor(c, day) for c in data.corridors.values()}
        for key, risk in risks.items():
            for dimension, found in risk.dimensions.items():
                if found.score is not None:
                    assert 1 <= found.low <= found.score <= found.high <= 5, (key, dimension, day)
            if risk.composite is not None:
                assert 0 <= risk.low <= risk.composite + 1e-9, (key, day)
                assert risk.composite <= risk.high + 1e-9 <= 100 + 1e-9, (key, day)


def test_every_part_has_a_score_or_is_unknown_in_each_dimension_that_applies(
    data: Data, capsys: pytest.CaptureFixture[str]
) -> None:
    model, origins, unknown = RiskModel(data), Counter[str](), Counter[str]()
    for key, part in data.parts.items():
        risk = model.of_part(key, data.evidence_end)
        applies = {d for d, entry in data.rubric.items() if kind_of_part(part) in entry.applies_to}
        assert risk.dimensions.keys() == applies, key
        for dimension, found in risk.dimensions.items():
            assert (found.score is None) == (found.origin is Origin.NONE), (key, dimension)
            assert found.part == key
            origins[found.origin] += 1
            unknown[dimension] += found.score is None
    pairs, known = origins.total(), origins.total() - origins[Origin.NONE]
    with capsys.disabled():
        shares = ", ".join(f"{origin} {n / pairs:.0%}" for origin, n in origins.most_common())
        sys.stdout.write(f"\nRisk scores of {pairs} pairs of part and dimension: {shares}.\n")
        rest = ", ".join(f"{dimension} {n}" for dimension, n in (+unknown).most_common())
        sys.stdout.write(f"Unknown by dimension: {rest or 'none'}.\n")
    assert known / pairs > 0.8
    assert origins[Origin.OWN] > pairs / 4


def test_every_corridor_is_known_in_seven_dimensions_or_more(data: Data) -> None:
    model = RiskModel(data)
    known = {c.id: model.of_corridor(c, DAY).known for c in data.corridors.values()}
    assert len(known) == 17
    assert {key: n for key, n in known.items() if n < 7} == {}


def test_every_score_is_on_the_scale(data: Data) -> None:
    for index in data.indicators.values():
        assert index.dimension in list(Dimension), index.id
        for country in index.values:
            found = country_score(index, country)
            assert found is not None and 1 <= found <= 5, (index.id, country)


def test_adding_a_country_moves_no_other(data: Data) -> None:
    wider = {
        key: each.model_copy(update={"values": {"ZZ": 10 * each.riskiest, **each.values}})
        for key, each in data.indicators.items()
    }
    plain, more = RiskModel(data), RiskModel(replace(data, indicators=wider))
    for key in data.parts:
        assert more.of_part(key, DAY) == plain.of_part(key, DAY), key
