"""Promised against delivered, with months counted by hand."""

from __future__ import annotations

from itertools import pairwise

import pytest

from layers.model.dataset import Data
from layers.network.network import last_day
from layers.network.slippage import YEARS_BEFORE, Constancy, Delivery, constancy_of, openings, slip_of
from tests.toy import MONTH_STARTS, network, opening, project

DAY = "2026-07-01"
P2024 = ("2020-01-10", "2024")


@pytest.mark.parametrize(
    ("promises", "actual", "day", "delivery", "months"),
    [
        # opened: from the last day promised to the last day of the opening
        ([P2024], "2024-05-20", DAY, Delivery.KEPT, 0),  # within the year promised
        ([P2024], "2024-12", DAY, Delivery.KEPT, 0),
        ([P2024], "2023", DAY, Delivery.KEPT, 0),  # early is no slip
        ([P2024], "2025-01-02", DAY, Delivery.LATE, 1),  # December 2024 to January 2025
        ([P2024], "2026-06", DAY, Delivery.LATE, 18),
        ([("2020", "2024-04")], "2024-05-31", DAY, Delivery.LATE, 1),
        ([("2020", "2024-04")], "2024-04-30", DAY, Delivery.KEPT, 0),
        # nothing opened, the date is over: counted to the day
        ([P2024], None, "2024-12-31", Delivery.PENDING, 0),  # the last day of the year promised
        ([P2024], None, "2025-01-01", Delivery.OVERDUE, 1),
        ([P2024], None, DAY, Delivery.OVERDUE, 19),  # December 2024 to July 2026
        ([("2020", "2025-12")], None, DAY, Delivery.OVERDUE, 7),
        # nothing opened, the date has moved and is not over
        ([P2024, ("2023", "2027-06")], None, DAY, Delivery.MOVED, 30),  # December 2024 to June 2027
        ([P2024, ("2023", "2025"), ("2024-02", "2027")], None, DAY, Delivery.MOVED, 36),
        ([("2020", "2027"), ("2024", "2027")], None, DAY, Delivery.PENDING, 0),  # said again
        ([("2020", "2028"), ("2024", "2027")], None, DAY, Delivery.PENDING, 0),  # brought forward
        ([("2020", "2030"), ("2024", "2030-11")], None, DAY, Delivery.PENDING, 0),  # made more precise
        ([("2020", "2027")], None, DAY, Delivery.PENDING, 0),
        # moved, and over again: counted from the first promise
        ([P2024, ("2023", "2026-04")], None, DAY, Delivery.OVERDUE, 19),
    ],
)
def test_what_came_of_a_promise(
    promises: list[tuple[str, str]], actual: str | None, day: str, delivery: Delivery, months: int
) -> None:
    found = slip_of(opening(*promises, actual=actual), day)
    assert (found.delivery, found.months) == (delivery, months)
    assert (found.first_due, found.newest_due) == (promises[0][1], promises[-1][1])


def test_late_overdue_and_moved_are_late() -> None:
    late = {
        Delivery.KEPT: opening(P2024, actual="2024"),
        Delivery.LATE: opening(P2024, actual="2025"),
        Delivery.OVERDUE: opening(P2024),
        Delivery.MOVED: opening(P2024, ("2023", "2028")),
        Delivery.PENDING: opening(("2020", "2028")),
    }
    slips = {delivery: slip_of(each, DAY) for delivery, each in late.items()}
    assert {delivery: slip.delivery for delivery, slip in slips.items()} == {d: d for d in Delivery}
    assert {delivery for delivery, slip in slips.items() if slip.is_late} == {
        Delivery.LATE, Delivery.OVERDUE, Delivery.MOVED,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("day", "delivery", "newest"),
    [
        ("2023-02-27", Delivery.PENDING, "2024"),  # the second promise is not known yet
        ("2023-02-28", Delivery.MOVED, "2026"),  # a promise dated by month is known when it is over
        ("2025-11-08", Delivery.MOVED, "2026"),
        ("2025-11-09", Delivery.MOVED, "2028"),
        ("2028-12-31", Delivery.MOVED, "2028"),
        ("2029-01-01", Delivery.OVERDUE, "2028"),
    ],
)
def test_a_promise_made_after_the_day_is_not_known_yet(day: str, delivery: Delivery, newest: str) -> None:
    found = slip_of(opening(P2024, ("2023-02", "2026"), ("2025-11-09", "2028")), day)
    assert (found.delivery, found.first_due, found.newest_due) == (delivery, "2024", newest)


def test_an_opening_after_the_day_has_not_happened_yet() -> None:
    opened = opening(P2024, actual="2025-03-09")
    assert [slip_of(opened, day).delivery for day in ("2024-12-31", "2025-03-08", "2025-03-09")] == [
        Delivery.PENDING, Delivery.OVERDUE, Delivery.LATE,
    ]  # fmt: skip


SOUGHT = "2026-06-30"


@pytest.mark.parametrize(
    ("promises", "back", "day", "constancy"),
    [
        # one date, sought from two years before its promise
        ([("2022-11-25", "2027")], "2020-11-25", DAY, Constancy.FIRM),
        ([("2022-11-25", "2027")], "2020-11", DAY, Constancy.FIRM),
        ([("2022-11-25", "2027")], "2020", DAY, Constancy.FIRM),
        ([("2022-11-25", "2027")], "2020-11-26", DAY, Constancy.UNKNOWN),  # a day too few
        ([("2022-11-25", "2027")], "2020-12", DAY, Constancy.UNKNOWN),
        ([("2022", "2027")], "2020", DAY, Constancy.FIRM),
        ([("2022", "2027")], "2021", DAY, Constancy.UNKNOWN),
        ([("2022-11-25", "2027")], None, DAY, Constancy.UNSEARCHED),
        # said again, or more precisely
        ([("2022", "2027"), ("2024", "2027")], "2020", DAY, Constancy.FIRM),
        ([("2022", "2027"), ("2024", "2027-06")], "2020", DAY, Constancy.FIRM),
        # put off, brought forward, made less precise: the date has changed
        ([("2022", "2027"), ("2024", "2028")], "2020", DAY, Constancy.CHANGED),
        ([("2022", "2028"), ("2024", "2027")], "2020", DAY, Constancy.CHANGED),
        ([("2022", "2027-06"), ("2024", "2027")], "2020", DAY, Constancy.CHANGED),
        ([("2022", "2027"), ("2023", "2028"), ("2024", "2027")], "2020", DAY, Constancy.CHANGED),
        ([("2022", "2027"), ("2024", "2028")], None, DAY, Constancy.UNSEARCHED),
        # not yet known on the day
        ([("2022", "2027"), ("2024", "2028")], "2020", "2024-12-30", Constancy.FIRM),
        ([("2022", "2027"), ("2024", "2028")], "2020", "2024-12-31", Constancy.CHANGED),
        # what is over has not stayed
        ([("2022", "2025")], "2010", DAY, Constancy.UNKNOWN),
    ],
)
def test_a_date_is_called_firm_only_after_a_search(
    promises: list[tuple[str, str]], back: str | None, day: str, constancy: Constancy
) -> None:
    found = opening(*promises, searched_back_to=back, searched_on=SOUGHT if back else None)
    assert constancy_of(found, day) is constancy


def test_the_first_announcement_of_a_project_needs_no_longer_search() -> None:
    told = {"searched_back_to": "2022", "searched_on": SOUGHT}
    assert constancy_of(opening(("2022", "2027"), **told), DAY) is Constancy.UNKNOWN
    told["from_first_announcement"] = True
    assert constancy_of(opening(("2022", "2027"), **told), DAY) is Constancy.FIRM


def test_an_opening_is_firm_if_kept_but_not_if_late() -> None:
    told = {"searched_back_to": "2010", "searched_on": SOUGHT}
    assert constancy_of(opening(P2024, actual="2024-05", **told), DAY) is Constancy.FIRM
    assert constancy_of(opening(P2024, actual="2025-05", **told), DAY) is Constancy.UNKNOWN


def test_openings_come_with_their_projects() -> None:
    first, second = opening(P2024), opening(("2020", "2028"))
    data = network([], [], projects=[project("p", first, second), project("none"), project("q", second)])
    assert [(found.id, each) for found, each in openings(data)] == [
        ("p", first), ("p", second), ("q", second),
    ]  # fmt: skip


def test_on_the_shipped_data_a_delivery_says_what_its_dates_say(data: Data) -> None:
    assert len(openings(data)) > 20
    for owner, each in openings(data):
        for day in MONTH_STARTS[:67]:  # to July 2026
            found = slip_of(each, day)
            if found.delivery in (Delivery.KEPT, Delivery.LATE):
                assert each.actual is not None and each.actual <= day, (owner.id, day)
            elif found.delivery is Delivery.OVERDUE:
                assert last_day(found.newest_due) < day, (owner.id, day)
            else:
                assert last_day(found.newest_due) >= day, (owner.id, day)
            if found.delivery in (Delivery.LATE, Delivery.MOVED):
                assert found.months > 0, (owner.id, day)
            if found.delivery in (Delivery.KEPT, Delivery.PENDING):
                assert found.months == 0, (owner.id, day)


def test_promises_of_the_shipped_data_by_hand(data: Data) -> None:
    def told(key: str, index: int = 0) -> tuple[Delivery, int]:
        found = slip_of(data.projects[key].openings[index], DAY)
        return found.delivery, found.months

    assert told("uap") == (Delivery.MOVED, 60)  # 2030, then 2035
    assert told("aktau-dredging") == (Delivery.MOVED, 12)  # 2025, then 2026
    assert told("poti-terminal") == (Delivery.LATE, 19)  # November 2023, opened on 9 June 2025
    assert told("titr-capacity") == (Delivery.MOVED, 36)  # 2025, 2027, then 2028
    assert told("horadiz-aghband") == (Delivery.MOVED, 48)  # December 2022, then 2026
    assert told("zahedan-chabahar", 1) == (Delivery.OVERDUE, 64)  # March 2021
    assert told("instc-east-roadmap") == (Delivery.PENDING, 0)  # 2027 since November 2023


def test_every_promise_of_the_shipped_data_was_sought_in_both_directions(data: Data) -> None:
    for owner, each in openings(data):
        assert each.searched_back_to is not None and each.searched_on is not None, owner.id
        first = each.promises[0].announced
        known = min(len(first), len(each.searched_back_to))
        assert each.searched_back_to[:known] <= first[:known], owner.id
        firm = constancy_of(each, DAY) is Constancy.FIRM
        years = int(first[:4]) - int(each.searched_year)
        assert not firm or years >= YEARS_BEFORE or each.from_first_announcement, owner.id


def test_no_promise_of_the_shipped_data_only_repeats_the_one_before(data: Data) -> None:
    for owner, each in openings(data):
        dues = [promise.due for promise in each.promises]
        assert all(due != before for before, due in pairwise(dues)), owner.id
