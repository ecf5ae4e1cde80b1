"""Facts about the network, on lines short enough to draw and on the shipped data.

The toy network (km by country; ``~`` is sea)::

    KZ city --600 KZ, 200 RU-- RU town --100 RU-- RU port ~~300~~ TR port
"""

from __future__ import annotations

from itertools import pairwise

import pytest

from layers.data import EVIDENCE_END, Data
from layers.network import (
    UNUSABLE,
    change_months,
    km_by_country,
    km_by_mode,
    main_route,
    places_of_route,
    route_length_km,
    status_on,
    transit_countries,
    weakest_leg,
)
from layers.records import chain_of_places
from layers.schema import Mode, Status, StatusEntry
from layers.view import month_range
from tests.toy import corridor, entry, hub, leg, network, port


def shown(month: str, *history: StatusEntry) -> Status | None:
    found = status_on(history, month, "2026-07-01")
    return found.status if found else None


# --- statuses in time ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        ("2022-02", None),  # not yet spoken of
        ("2022-03", "operational"),  # a month means its end: what began on the 31st shows
        ("2023-12", "operational"),
        ("2024-01", "limited"),  # a year alone begins in January
        ("2024-04", "limited"),
        ("2024-05", "suspended"),  # a month alone begins on its first day
        ("2030-12", "suspended"),  # last known, to the end of the date control
    ],
)
def test_an_observed_status_holds_until_the_next(month: str, expected: str | None) -> None:
    history = entry("2022-03-31", "operational"), entry("2024", "limited"), entry("2024-05", "suspended")
    assert shown(month, *history) == expected


@pytest.mark.parametrize(
    ("promised", "month", "expected"),
    [
        ("2028", "2028-11", "under-construction"),  # the year promised is not over
        ("2028", "2028-12", "due"),
        ("2028-06", "2028-05", "under-construction"),
        ("2028-06", "2028-06", "due"),
        ("2026-05", "2026-06", "under-construction"),  # still within the evidence: nobody saw it open
        ("2026-05", "2026-07", "due"),  # 31 July is past the evidence, which ends on the 1st
    ],
)
def test_an_announcement_becomes_due_when_its_time_and_the_evidence_are_over(
    promised: str, month: str, expected: str
) -> None:
    history = entry("2021", "under-construction"), entry(promised, "operational", planned=True)
    assert shown(month, *history) == expected


def test_an_announced_opening_never_shows_as_open(data: Data) -> None:
    announced = [leg for leg in data.legs.values() if any(e.planned for e in leg.status_history)]
    assert announced
    for each in announced:
        for month in month_range():
            found = status_on(each.status_history, month, data.evidence_end)
            assert found is None or not found.entry.planned or found.status is Status.DUE, (each.id, month)


def histories(data: Data) -> dict[str, tuple[StatusEntry, ...]]:
    layers = data.legs, data.ports, data.crossings, data.chokepoints, data.corridors
    return {key: record.status_history for records in layers for key, record in records.items()}


def test_statuses_change_only_in_the_months_of_change(data: Data) -> None:
    for key, history in histories(data).items():
        changes = change_months(history, data.evidence_end)
        assert changes[0] == "2021-01"
        for before, month in pairwise(month_range()):
            if status_on(history, month, EVIDENCE_END) != status_on(history, before, EVIDENCE_END):
                assert month in changes, (key, month)


def test_month_range_has_both_ends() -> None:
    assert month_range("2021-11", "2022-02") == ["2021-11", "2021-12", "2022-01", "2022-02"]
    assert len(month_range()) == 120  # ten years, 2021 to 2030


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
    worst, status = weakest_leg(toy, main_route(toy.corridors["west"]), "2026-07")
    assert (worst.id, status) == ("town-RUP", Status.LIMITED)


def test_a_leg_nobody_speaks_of_yet_counts_as_proposed() -> None:
    later = leg("b", "RUP", "rail", entry("2025", "operational"), RU=1)
    toy = network([hub("a", "KZ"), hub("b", "RU"), port("RUP", "RU")], [leg("a", "b", KZ=1), later])
    route = main_route(corridor("c", "a-b", "b-RUP"))
    assert weakest_leg(toy, route, "2024-12")[1] is Status.PROPOSED
    assert weakest_leg(toy, route, "2025-01")[1] is Status.OPERATIONAL


# --- the shipped data -----------------------------------------------------------------------------------


def test_a_corridor_in_use_has_a_route_in_use(data: Data) -> None:
    month, in_use = data.evidence_end[:7], {Status.OPERATIONAL, Status.AT_RISK, Status.LIMITED}

    def status(history: tuple[StatusEntry, ...]) -> Status:
        found = status_on(history, month, data.evidence_end)
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
