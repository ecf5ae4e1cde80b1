"""When a part was shut, by its statuses and by events, and what that says of the next years."""

from __future__ import annotations

import datetime as dt

import pytest
from scipy.stats import gamma

from layers.analysis.bands import Band
from layers.analysis.closures_on_record import Record, Spell, record_of, spells_of, together
from layers.analysis.outage_rates import from_record
from layers.analysis.outages import SHUTTING
from layers.analysis.risk import RiskModel, countries_of_part
from layers.model.dataset import Data
from layers.model.evidence import Event
from layers.network.scenario import all_ways
from tests.toy import EVIDENCE_END, crossing, entry, event, network

END = dt.date.fromisoformat(EVIDENCE_END).toordinal()


def on(day: str) -> int:
    return dt.date.fromisoformat(day).toordinal()


def gates(*events: Event, **histories: str) -> Data:
    """Crossings with the statuses of ``"2021 operational, 2023-03-01 suspended"``."""
    made = [
        crossing(key, "KZ", "UZ", history=[entry(*step.split()) for step in history.split(", ")])
        for key, history in histories.items()
    ]
    return network(made, (), events=list(events))


def test_a_suspension_lasts_until_the_next_status_or_the_end_of_the_evidence() -> None:
    data = gates(a="2021-01-01 operational, 2023-03-01 suspended, 2023-03-11 limited, 2026-06-01 suspended")
    assert spells_of(data, "a") == (
        Spell(on("2023-03-01"), on("2023-03-11"), True), Spell(on("2026-06-01"), END, False),
    )  # fmt: skip
    assert record_of(data, ["a"], spells_of(data, "a")) == Record(2, 1, 40, (END - on("2021-01-01")) / 365.25)


def test_suspended_for_another_reason_is_the_same_closure() -> None:
    again = "2024-01-01 suspended, 2024-02-01 suspended"
    data = gates(a=f"2021-01-01 operational, {again}, 2024-03-01 operational")
    assert [spell.days for spell in spells_of(data, "a")] == [60]


def closing(date: str, until: str | None, *parts: str) -> Event:
    return event("e", date, parts=parts).model_copy(update={"until": until})


@pytest.mark.parametrize(
    ("date", "until", "days"),
    [
        ("2024-05-01", "2024-05-11", [10]),
        ("2024-05", "2024-05-11", []),  # the day is not known
        ("2024-05-01", None, []),  # nor when it ended
        ("2020-05-01", "2020-05-11", []),  # before the record begins
    ],
)
def test_an_event_counts_if_both_its_days_are_known(date: str, until: str | None, days: list[int]) -> None:
    data = gates(closing(date, until, "a"), a="2021-01-01 operational")
    assert [spell.days for spell in spells_of(data, "a")] == days


def test_an_event_during_which_something_was_seen_to_pass_shut_nothing() -> None:
    given = closing("2024-05-01", "2024-05-11", "a", "b")
    some = gates(given, a="2021-01-01 operational", b="2021-01-01 operational, 2024-05-02 limited")
    assert spells_of(some, "a") == spells_of(some, "b") == ()
    stopped = "2024-05-01 suspended, 2024-05-11 limited"
    shut = gates(given, a="2021-01-01 operational", b=f"2021-01-01 operational, {stopped}")
    assert [spell.days for spell in (*spells_of(shut, "a"), *spells_of(shut, "b"))] == [10, 10]


def test_together_is_when_all_were_shut() -> None:
    one, other = (Spell(0, 10, True), Spell(20, 30, True)), (Spell(5, 25, False),)
    assert together([one, other]) == (Spell(5, 10, True), Spell(20, 25, False))
    assert together([one, ()]) == together([]) == ()


def test_the_frequency_has_a_jeffreys_prior() -> None:
    found = from_record(Record(3, 2, 296, 5.5), Band(30, 75, 180))
    assert found.per_year.central == pytest.approx(3.5 / 5.5)
    assert found.per_year.low == pytest.approx(gamma.ppf(0.1, 3.5) / 5.5)
    assert found.per_year.high == pytest.approx(gamma.ppf(0.9, 3.5) / 5.5)
    # two that ended and one usual closure, 296 + 75 days between them
    assert found.days.central == pytest.approx(371 / 3)
    assert found.days.low < found.days.central < found.days.high


def test_what_lasts_longer_is_longer_and_what_still_lasts_counts_as_not_ended() -> None:
    usual = Band(30, 75, 180)
    short, long, lasting = (
        from_record(Record(1, ended, days, 5), usual) for ended, days in ((1, 10), (1, 90), (0, 90))
    )
    assert short.days.central < long.days.central < lasting.days.central
    assert short.per_year == long.per_year == lasting.per_year


def test_the_shipped_record_is_what_the_statuses_say(data: Data) -> None:
    assert [spell.days for spell in spells_of(data, "B-TORKHAM")] == [6, 9, 10, 26, 266]
    assert [spell.days for spell in spells_of(data, "C-HORMUZ")] == [39, 63, 3]
    assert spells_of(data, "C-BOSPHORUS") == () and spells_of(data, "KZKUR") == ()


def test_the_parameters_by_score_are_those_of_the_shipped_record(data: Data) -> None:
    """The closures and place-years by the score on the day before that the notes of outage-1 to -5 give."""
    model = RiskModel(data)

    def score(part: str, day: str) -> float:
        own = [s.score for d, (_, s) in model.own_scores(part, day).items() if d in SHUTTING]
        known = own or [
            found
            for code in countries_of_part(data, data.parts[part])
            for d in SHUTTING
            if (found := model.of_country(code, d, day).score) is not None
        ]
        return max(known, default=3.0)

    places = {part for way in all_ways(data) for part in way.parts if part not in data.legs}
    years, closures = dict.fromkeys(range(1, 6), 0.0), dict.fromkeys(range(1, 6), 0)

    def bucket(value: float) -> int:
        half = round(2 * value) / 2
        return {1.5: 1, 2.5: 2, 3.5: 3, 4.5: 4}.get(half, int(half))

    for part in places:
        for quarter in range(22):
            day = f"{2021 + quarter // 4}-{1 + 3 * (quarter % 4):02d}-15"
            years[bucket(score(part, day))] += 0.25
        for spell in spells_of(data, part):
            closures[bucket(score(part, dt.date.fromordinal(spell.start - 1).isoformat()))] += 1
    assert closures == {1: 0, 2: 0, 3: 1, 4: 17, 5: 7}
    for whole in range(1, 6):
        parameter = data.parameters[f"outage-{whole}"]
        low, high = gamma.ppf([0.05, 0.95], closures[whole] + 0.5) / years[whole]
        assert parameter.low <= high and low <= parameter.high, whole
        if closures[whole]:
            assert low <= parameter.central <= high, whole
