"""What changed between two days: on corridors that can be drawn by hand, and on the shipped data.

The toy corridor runs a -- b -- RUP; what is assessed of it is the leg a-b alone.
"""

from __future__ import annotations

from typing import Any

import pytest

from layers.analysis.changes import (
    NOTABLE_POINTS,
    CorridorChange,
    PartChange,
    Trend,
    changes_between,
    events_of_corridor,
)
from layers.analysis.risk import RiskModel
from layers.model.dataset import Data
from layers.model.vocabulary import Status
from layers.network.network import parts_of_route, status_on
from tests.toy import assessment, corridor, entry, event, hub, leg, network, port, rubric, score

SINCE, UNTIL = "2025-01-01", "2025-07-01"


def toy(*corridors: Any, legs: Any = (), **records: Any) -> Data:
    lines = [leg("a", "b", KZ=1), leg("b", "RUP", RU=1), *legs]
    places = [hub("a", "KZ"), hub("b", "RU"), port("RUP", "RU")]
    return network(places, lines, corridors or [corridor("c", "a-b", "b-RUP")], **records)


def change(data: Data, since: str = SINCE, until: str = UNTIL, **how: Any) -> CorridorChange:
    return changes_between(RiskModel(data), since, until, **how)[0]


def went(*history: Any) -> Any:
    return corridor("c", "a-b", "b-RUP", history=history)


# --- the verdict ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "trend"),
    [
        ("operational", "suspended", Trend.WORSE),
        ("suspended", "operational", Trend.BETTER),
        ("operational", "at-risk", Trend.WORSE),
        ("limited", "at-risk", Trend.BETTER),
        ("suspended", "under-construction", Trend.WORSE),
        ("proposed", "under-construction", Trend.BETTER),
        ("operational", "operational", Trend.SAME),
    ],
)
def test_a_status_that_moved_decides(before: str, after: str, trend: Trend) -> None:
    found = change(toy(went(entry("2021", before), entry("2025-03-09", after))))
    assert (found.before, found.after, found.trend) == (before, after, trend)


def test_a_corridor_that_is_spoken_of_only_later_became_better() -> None:
    found = change(toy(went(entry("2025-03-09", "proposed"))))
    assert (found.before, found.after, found.trend) == (None, Status.PROPOSED, Trend.BETTER)


@pytest.mark.parametrize(
    ("since", "until", "trend"),
    [
        ("2025-03-08", "2025-03-09", Trend.WORSE),  # the change is on its day
        ("2025-03-09", "2025-03-10", Trend.SAME),
        ("2025-03-07", "2025-03-08", Trend.SAME),
    ],
)
def test_a_status_changes_on_its_day(since: str, until: str, trend: Trend) -> None:
    data = toy(went(entry("2021", "operational"), entry("2025-03-09", "limited")))
    assert change(data, since, until).trend is trend


def risky(before: float, after: float, **more: Any) -> Data:
    """Security and delay apply, and nothing else; delay is 2 all along, security of a-b moves."""
    scores = [
        assessment("s", "security", score("2021", before), score("2025-03-09", after), parts=["a-b"]),
        assessment("d", "delay", score("2021", 2), parts=["a-b"]),
    ]
    others = ("political-stability", "financing", "sanctions", "dependence", "season")
    return toy(assessments=scores, rubrics=[rubric(name, "chokepoint") for name in others], **more)


@pytest.mark.parametrize(
    ("before", "after", "trend"),
    [
        # infrastructure 1, delay 2: a step of s in security moves the composite by 25 * s / 3
        (2, 2.24, Trend.WORSE),  # 2.00 points: notable
        (2, 2.23, Trend.SAME),  # 1.92 points: not
        (2.24, 2, Trend.BETTER),
        (2.23, 2, Trend.SAME),
        (2, 5, Trend.WORSE),
        (2, 2, Trend.SAME),
    ],
)
def test_with_the_same_status_a_notable_move_of_risk_decides(
    before: float, after: float, trend: Trend
) -> None:
    found = change(risky(before, after))
    moved = (found.risk_after.composite or 0) - (found.risk_before.composite or 0)
    assert moved == pytest.approx(25 * (after - before) / 3)
    assert NOTABLE_POINTS == 2
    assert found.trend is trend


def test_a_status_that_moved_beats_risk_that_moved_the_other_way() -> None:
    calmer = risky(5, 1).assessments.values()
    data = toy(went(entry("2021", "operational"), entry("2025-05", "limited")), assessments=calmer)
    assert change(data).trend is Trend.WORSE


def test_risk_that_became_known_is_no_change() -> None:
    found = assessment("s", "security", score("2025-03-09", 5), parts=["a-b"])
    data = toy(assessments=[found])
    assert change(data).risk_before.composite is None
    assert change(data).risk_after.composite == 50  # security 5, readiness 1
    assert change(data).trend is Trend.SAME


def test_the_choice_of_aggregation_reaches_the_verdict() -> None:
    # b-RUP is assessed too, and worse: by the weakest link the change of a-b does not show
    scores = [
        assessment("a", "security", score("2021", 1), score("2025-03-09", 3), parts=["a-b"]),
        assessment("b", "security", score("2021", 4), parts=["b-RUP"]),
    ]
    data = toy(assessments=scores)
    assert change(data).trend is Trend.SAME
    assert change(data, aggregation="length").trend is Trend.WORSE


# --- parts and events -----------------------------------------------------------------------------------


def test_the_parts_whose_status_changed_are_listed_in_the_order_of_the_route() -> None:
    legs = [
        leg("a", "b", "rail", entry("2021", "operational"), entry("2025-02", "limited"), KZ=1),
        leg("b", "RUP", "rail", entry("2025-05", "proposed"), RU=1),
    ]
    found = change(toy(legs=legs))
    assert found.parts == (
        PartChange("a-b", Status.OPERATIONAL, Status.LIMITED),
        PartChange("b-RUP", None, Status.PROPOSED),
    )
    assert change(toy(legs=legs), "2025-06-01", UNTIL).parts == ()


def test_events_are_counted_after_the_first_day_up_to_the_last() -> None:
    dates = ("2025-01-01", "2025-01-02", "2025-07-01", "2025-07-02", "2025", "2025-01", "2025-07", "2025-08")
    data = toy(events=[event(f"e{n}", date, corridors=["c"]) for n, date in enumerate(dates)])
    # a month or a year alone begins on its first day: "2025" and "2025-01" fall on the day counted from
    assert [each.date for each in change(data).events] == ["2025-01-02", "2025-07-01", "2025-07"]


def test_an_event_is_of_the_corridors_it_names_else_of_those_whose_parts_it_touches() -> None:
    data = toy(
        corridor("c", "a-b", "b-RUP", other=["a-RUP"]),
        corridor("d", "a-b"),
        legs=[leg("a", "RUP", KZ=1)],
        events=[
            event("named", "2025", corridors=["d"], parts=["b-RUP"]),
            event("touched", "2025", parts=["b-RUP"]),
            event("both", "2025", parts=["a-b"]),
            event("other-route", "2025", parts=["a-RUP"]),
            event("nobody", "2025", parts=["x"]),
        ],
    )
    found = {key: [e.id for e in events_of_corridor(data, each)] for key, each in data.corridors.items()}
    assert found == {"c": ["touched", "both", "other-route"], "d": ["named", "both"]}


# --- the shipped data -----------------------------------------------------------------------------------


def test_every_corridor_is_compared_and_nothing_changes_within_a_day(data: Data) -> None:
    found = changes_between(RiskModel(data), "2026-03-03", "2026-03-03")
    assert [each.corridor.id for each in found] == list(data.corridors)
    assert {each.trend for each in found} == {Trend.SAME}
    assert not [each for each in found if each.parts or each.events]


def test_the_parts_listed_are_those_of_any_route_with_another_status(data: Data) -> None:
    since, until = "2025-09-01", "2026-01-15"

    def status(key: str, day: str) -> Status | None:
        found = status_on(data.parts[key].status_history, day, data.evidence_end)
        return found.status if found else None

    for found in changes_between(RiskModel(data), since, until):
        listed = {part.part: (part.before, part.after) for part in found.parts}
        parts = {key for route in found.corridor.routes for key in parts_of_route(data, route)}
        expected = {key: (status(key, since), status(key, until)) for key in parts}
        assert listed == {key: pair for key, pair in expected.items() if pair[0] != pair[1]}


def test_the_closed_border_of_autumn_2025_shows(data: Data) -> None:
    found = {c.corridor.id: c for c in changes_between(RiskModel(data), "2025-09-01", "2026-01-15")}
    west, east = found["trans-afghan-west"], found["trans-afghan-east"]
    assert PartChange("B-CHAMAN", Status.OPERATIONAL, Status.SUSPENDED) in west.parts
    assert PartChange("B-TORKHAM", Status.OPERATIONAL, Status.SUSPENDED) in east.parts
    closing = [each for each in east.events if each.direction == "closes" and "B-TORKHAM" in each.parts]
    assert closing
    assert west.trend is east.trend is Trend.WORSE
