"""How old the evidence on a corridor is: what counts as old, what as newest, what to look at next."""

from __future__ import annotations

from typing import Any

import pytest

from layers.model.dataset import Data
from layers.model.evidence import Event
from layers.model.records import Fact, StatusEntry
from layers.model.vocabulary import Basis
from layers.network.freshness import Dated, Freshness, freshness
from tests.toy import actor, corridor, entry, event, hub, leg, network, port, source, words


def fact(*sources: str, basis: str = "sourced", tried_on: str | None = None) -> Fact:
    return Fact.model_validate(
        {"topic": "time", "text": words("x"), "basis": basis, "sources": sources, "tried_on": tried_on}
    )


def status(date: str, last_known: str, *sources: str) -> StatusEntry:
    return entry(date, "operational").model_copy(update={"last_known": last_known, "sources": sources})


def pack(
    *facts: Fact,
    history: tuple[StatusEntry, ...] = (entry("2021-01-01", "operational"),),
    events: tuple[Event, ...] = (),
    stance: dict[str, Any] | None = None,
    **dates: str | None,
) -> Data:
    """One corridor of one leg to a port, with sources of these dates."""
    way = corridor("c", "a-P", history=history).model_copy(update={"facts": facts})
    who = actor("astana", c="favours")
    who = who.model_copy(update={"stances": {"c": who.stances["c"].model_copy(update=stance or {})}})
    return network(
        [hub("a", "KZ"), port("P", "RU")], [leg("a", "P", KZ=1)], [way], events=events, actors=[who],
        bibliography=[source(key, date=date) for key, date in dates.items()],
    )  # fmt: skip


def of(data: Data) -> Freshness:
    (found,) = freshness(data)
    return found


@pytest.mark.parametrize(
    ("date", "old"),
    [
        ("2025-06-30", 1),  # the evidence ends on 1 July 2026
        ("2025-07-01", 0),
        ("2025-06", 1),
        ("2025-07", 0),
        ("2025", 0),  # may be of December
        ("2024", 1),
    ],
)
def test_a_statement_is_old_if_its_newest_source_is_a_year_older_than_the_evidence(
    date: str, old: int
) -> None:
    assert (of(pack(fact("s"), s=date)).statements, of(pack(fact("s"), s=date)).old) == (1, old)
    assert of(pack(fact("s", "new"), s=date, new="2026-06-01")).old == 0


def test_only_what_cites_is_counted_and_what_has_no_date_apart() -> None:
    found = of(pack(fact(basis="judgement"), fact("s"), fact("bare"), s="2020", bare=None))
    assert (found.statements, found.old, found.undated) == (2, 1, 1)


def test_a_status_that_was_replaced_is_not_counted() -> None:
    history = status("2021-01-01", "2021-02", "s"), status("2026-01-01", "2026-05", "new")
    found = of(pack(history=history, s="2020", new="2026-05"))
    assert (found.statements, found.old) == (1, 0)


def test_the_newest_evidence_is_what_is_surely_newest() -> None:
    assert of(pack(fact("year", "day"), year="2026", day="2026-03-05")).newest == Dated("day", "2026-03-05")
    assert of(pack(fact("month", "day"), month="2026-03", day="2026-03-01")).newest == Dated(
        "day", "2026-03-01"
    )
    assert of(pack(fact("bare"), bare=None)).newest is None


def test_events_can_be_newest_and_are_never_old() -> None:
    told = event("e", "2022-01-01", parts=["a-P"]).model_copy(
        update={"basis": Basis.SOURCED, "sources": ("s",)}
    )
    found = of(pack(events=(told,), s="2022-01-01"))
    assert (found.newest, found.statements, found.old) == (Dated("s", "2022-01-01"), 0, 0)


def test_what_to_look_at_next_is_the_oldest() -> None:
    data = pack(
        fact(basis="not-found"), fact(basis="not-found", tried_on="2026-11-30"),
        history=(status("2021-01-01", "2019", "s"),), stance={"as_of": "2020-05"}, s="2019",
    )  # fmt: skip
    found = of(data)
    assert found.oldest_status == Dated("c", "2019")
    assert found.oldest_stance == Dated("astana", "2020-05")
    assert found.untried == 1


def test_what_is_of_the_last_day_need_not_be_looked_at() -> None:
    found = of(
        pack(history=(status("2021-01-01", "2026-07", "s"),), stance={"as_of": "2026-07-01"}, s="2026")
    )
    assert (found.oldest_status, found.oldest_stance) == (Dated("a-P", "2021"), None)  # not the corridor


def test_every_shipped_corridor_has_its_line_stalest_first(data: Data) -> None:
    found = freshness(data)
    assert sorted(one.corridor for one in found) == sorted(data.corridors)
    shares = [one.old / one.statements for one in found]
    assert shares == sorted(shares, reverse=True)
    for one in found:
        assert one.newest and data.bibliography[one.newest.key].date == one.newest.date
        assert one.oldest_status and one.oldest_status.date < data.evidence_end
        assert one.old + one.undated <= one.statements
