"""Facts about the network, on lines short enough to draw and on the shipped data.

The toy network (km by country; ``~`` is sea)::

    KZ city --600 KZ, 200 RU-- RU town --100 RU-- RU port ~~300~~ TR port
"""

from __future__ import annotations

import pytest

from layers.model.dataset import Data, chain_of_places
from layers.model.records import StatusEntry
from layers.model.vocabulary import Mode, Status
from layers.network.network import (
    UNUSABLE,
    change_dates,
    first_day,
    km_by_country,
    km_by_mode,
    last_day,
    main_route,
    parts_of_route,
    places_of_route,
    route_length_km,
    status_on,
    transit_countries,
    weakest_leg,
)
from tests.toy import EVERY_DAY, chokepoint, corridor, crossing, entry, hub, leg, network, port


def shown(day: str, *history: StatusEntry) -> Status | None:
    found = status_on(history, day, "2026-07-01")
    return found.status if found else None


# --- statuses in time ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2024-02-05", "2024-02-05", "2024-02-05"),
        ("2024-02", "2024-02-01", "2024-02-29"),  # a leap year
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2025-12", "2025-12-01", "2025-12-31"),
        ("2025", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_month_or_year_has_a_first_and_a_last_day(date: str, first: str, last: str) -> None:
    assert (first_day(date), last_day(date)) == (first, last)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2022-03-30", None),  # not yet spoken of
        ("2022-03-31", "operational"),  # on its own day, not before
        ("2023-12-31", "operational"),
        ("2024-01-01", "limited"),  # a year alone begins on 1 January
        ("2024-04-30", "limited"),
        ("2024-05-01", "suspended"),  # a month alone begins on its first day
        ("2030-12-31", "suspended"),  # last known, to the end of the date control
    ],
)
def test_an_observed_status_holds_until_the_next(day: str, expected: str | None) -> None:
    history = entry("2022-03-31", "operational"), entry("2024", "limited"), entry("2024-05", "suspended")
    assert shown(day, *history) == expected


@pytest.mark.parametrize(
    ("promised", "day", "expected"),
    [
        ("2028", "2028-12-30", "under-construction"),  # the year promised is not over
        ("2028", "2028-12-31", "due"),
        ("2028-06", "2028-06-29", "under-construction"),
        ("2028-06", "2028-06-30", "due"),
        ("2028-06-10", "2028-06-09", "under-construction"),
        ("2028-06-10", "2028-06-10", "due"),
        ("2026-05", "2026-07-01", "under-construction"),  # still within the evidence: nobody saw it open
        ("2026-05", "2026-07-02", "due"),  # the first day past the evidence, which ends on the 1st
    ],
)
def test_an_announcement_becomes_due_when_its_time_and_the_evidence_are_over(
    promised: str, day: str, expected: str
) -> None:
    history = entry("2021", "under-construction"), entry(promised, "operational", planned=True)
    assert shown(day, *history) == expected


def test_the_days_of_change_are_those_of_the_entries_within_the_date_control() -> None:
    history = entry("2019", "operational"), entry("2024-05", "limited"), entry("2025-03-09", "suspended")
    assert change_dates(history, "2026-07-01") == ["2021-01-01", "2024-05-01", "2025-03-09"]
    planned = entry("2026-05", "operational", planned=True), entry("2028", "operational", planned=True)
    late = (entry("2040", "operational", planned=True),)
    assert change_dates((*history[:1], *planned, *late), "2026-07-01") == [
        "2021-01-01", "2026-07-02", "2028-12-31", "2030-12-31",
    ]  # fmt: skip


def test_an_announced_opening_never_shows_as_open(data: Data) -> None:
    announced = [leg for leg in data.legs.values() if any(e.planned for e in leg.status_history)]
    assert announced
    for each in announced:
        for day in EVERY_DAY[::7]:
            found = status_on(each.status_history, day, data.evidence_end)
            assert found is None or not found.entry.planned or found.status is Status.DUE, (each.id, day)


def histories(data: Data) -> dict[str, tuple[StatusEntry, ...]]:
    layers = data.legs, data.ports, data.crossings, data.chokepoints, data.corridors
    return {key: record.status_history for records in layers for key, record in records.items()}


def test_statuses_change_only_on_the_days_of_change(data: Data) -> None:
    for key, history in histories(data).items():
        changes = change_dates(history, data.evidence_end)
        assert changes[0] == "2021-01-01"
        if len(changes) == 1 and len(history) == 1:
            continue  # nothing to change to
        before = status_on(history, EVERY_DAY[0], data.evidence_end)
        for day in EVERY_DAY[1:]:
            now = status_on(history, day, data.evidence_end)
            if now != before:
                assert day in changes, (key, day)
            before = now


@pytest.mark.parametrize(
    ("key", "day", "expected"),
    [
        ("B-TORKHAM", "2025-09-01", "operational"),
        ("B-TORKHAM", "2026-01-15", "suspended"),
        ("B-CHAMAN", "2025-09-01", "operational"),
        ("B-CHAMAN", "2026-01-15", "suspended"),
        ("C-HORMUZ", "2026-02-01", "operational"),
        ("C-HORMUZ", "2026-04-15", "suspended"),
    ],
)
def test_what_the_research_dates_is_shown_on_the_day(data: Data, key: str, day: str, expected: str) -> None:
    found = status_on(data.parts[key].status_history, day, data.evidence_end)
    assert found is not None and found.status == expected


# --- chains ---------------------------------------------------------------------------------------------

LEGS = {
    each.id: each
    for each in (leg("a", "b", KZ=1), leg("c", "b", KZ=1), leg("c", "d", KZ=1), leg("e", "f", KZ=1))
}


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("a-b",), ["a", "b"]),  # alone, a leg runs as it is written
        (("a-b", "c-b", "c-d"), ["a", "b", "c", "d"]),  # c-b is walked backwards
        (("c-d", "c-b", "a-b"), ["d", "c", "b", "a"]),  # the whole way back
        (("a-b", "c-d"), "c-d"),  # b and c are not joined
        (("a-b", "c-b", "e-f"), "e-f"),
        (("a-b", "c-b", "a-b"), "a-b"),  # at c, and a-b does not touch c
    ],
)
def test_a_chain_visits_its_places_or_names_the_leg_at_which_it_breaks(
    keys: tuple[str, ...], expected: list[str] | str
) -> None:
    assert chain_of_places(LEGS, keys) == expected


# --- the toy network ------------------------------------------------------------------------------------


@pytest.fixture
def toy() -> Data:
    return network(
        [hub("city", "KZ"), hub("town", "RU"), port("RUP", "RU"), port("TRP", "TR")],
        [
            leg("city", "town", KZ=600, RU=200),
            leg("town", "RUP", "road", RU=100, status="limited"),
            leg("RUP", "TRP", "sea", sea=300),
        ],
        [corridor("west", "city-town", "town-RUP", "RUP-TRP")],
    )


def test_kilometres_of_a_route(toy: Data) -> None:
    route = main_route(toy.corridors["west"])
    assert places_of_route(toy, route) == ["city", "town", "RUP", "TRP"]
    assert route_length_km(toy, route) == 1200
    # 200 + 100 km in Russia; the sea is nobody's; longest first
    assert list(km_by_country(toy, route).items()) == [("KZ", 600), ("RU", 300)]
    assert list(km_by_mode(toy, route).items()) == [(Mode.RAIL, 800), (Mode.SEA, 300), (Mode.ROAD, 100)]


def test_transit_leaves_home_out_and_takes_the_ports_country_in(toy: Data) -> None:
    assert transit_countries(toy, main_route(toy.corridors["west"])) == {"RU", "TR"}


def test_the_weakest_leg_is_the_least_usable_one(toy: Data) -> None:
    worst, status = weakest_leg(toy, main_route(toy.corridors["west"]), "2026-07-01")
    assert (worst.id, status) == ("town-RUP", Status.LIMITED)


def test_a_leg_nobody_speaks_of_yet_counts_as_proposed() -> None:
    later = leg("b", "RUP", "rail", entry("2025", "operational"), RU=1)
    toy = network([hub("a", "KZ"), hub("b", "RU"), port("RUP", "RU")], [leg("a", "b", KZ=1), later])
    route = main_route(corridor("c", "a-b", "b-RUP"))
    assert weakest_leg(toy, route, "2024-12-31")[1] is Status.PROPOSED
    assert weakest_leg(toy, route, "2025-01-01")[1] is Status.OPERATIONAL


def test_a_route_needs_its_legs_places_and_the_straits_past_its_port() -> None:
    toy = network(
        [hub("a", "KZ"), crossing("X", "KZ", "RU"), port("RUP", "RU", chokepoints=["S1", "S2"]),
         chokepoint("S1", "TR"), chokepoint("S2", "TR")],
        [leg("a", "X", KZ=1), leg("X", "RUP", RU=1)],
        [corridor("c", "a-X", "X-RUP")],
    )  # fmt: skip
    route = main_route(toy.corridors["c"])
    # a city is no part: it is never shut
    assert parts_of_route(toy, route) == ["a-X", "X", "X-RUP", "RUP", "S1", "S2"]


# --- the shipped data -----------------------------------------------------------------------------------


def test_a_corridor_in_use_has_a_route_in_use(data: Data) -> None:
    day, in_use = data.evidence_end, {Status.OPERATIONAL, Status.AT_RISK, Status.LIMITED}

    def status(history: tuple[StatusEntry, ...]) -> Status:
        found = status_on(history, day, data.evidence_end)
        return found.status if found else Status.PROPOSED

    blocked = {
        each.id: [
            [key for key in route.legs if status(data.legs[key].status_history) in UNUSABLE]
            for route in each.routes
        ]
        for each in data.corridors.values()
        if status(each.status_history) in in_use
    }
    assert len(blocked) > 5
    assert [key for key, routes in blocked.items() if all(routes)] == []
