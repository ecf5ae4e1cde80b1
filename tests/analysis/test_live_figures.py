"""Live figures against numbers worked out apart from them, in both languages; names that are no figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from layers.analysis.figure_checks import check_figures, check_story_figures
from layers.analysis.live_figures import CLOSURES_SINCE, Figures
from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.series_figures import decimals_of
from layers.analysis.what_if import Headline, WhatIf
from layers.faults import Fault, FaultCode
from layers.model.dataset import Data
from layers.model.evidence import placeholders
from layers.model.story import Story
from layers.model.vocabulary import Unit
from layers.network.network import status_on
from layers.network.scenario import Scenario
from layers.network.slippage import openings, slip_of
from layers.text import format_chance, format_number, format_percent, format_small
from tests.told import Told, told
from tests.toy import (
    actor,
    assessment,
    claim,
    corridor,
    entry,
    event,
    hub,
    leg,
    network,
    opening,
    port,
    project,
    score,
    series,
    words,
)

DAY = "2026-07-01"
NARROW = "\u202f"  # the space that Russian sets between thousands


def toy(**records: Any) -> Data:
    """Four outlets and a line for context::

    west   a --1000 KZ, 500 RU-- RUP             operational, from May 2025 suspended
    east   a --800 KZ-- c --1600 CN-- CNP        operational
    south  a --300 KZ, 100 RU-- b --2000 IR-- IRP   proposed, as is the leg b-IRP
    new    a --1200 KZ-- GEP                     due on 1 July 2026, and announced for 2030
    side   a --100 KZ-- c                        no outlet
    """
    places = [
        hub("a", "KZ"), hub("b", "RU"), hub("c", "CN"), port("RUP", "RU"), port("CNP", "CN"),
        port("IRP", "IR"), port("GEP", "GE"),
    ]  # fmt: skip
    legs = [
        leg("a", "RUP", KZ=1000, RU=500), leg("a", "c", KZ=800), leg("c", "CNP", CN=1600),
        leg("a", "b", KZ=300, RU=100), leg("b", "IRP", IR=2000, status="proposed"), leg("a", "GEP", KZ=1200),
    ]  # fmt: skip
    corridors = [
        corridor("west-way", "a-RUP", history=[entry("2021", "operational"), entry("2025-05", "suspended")]),
        corridor("east", "a-c", "c-CNP"),
        corridor("south", "a-b", "b-IRP", status="proposed"),
        corridor("new", "a-GEP", history=[entry("2021", "under-construction")]),
        corridor("side", "a-c", outlet=False),
    ]
    return network(places, legs, corridors, **records)


def value(data: Data, name: str, day: str = DAY, language: str = "en") -> str | None:
    return Figures(RiskModel(data), day, language).value(name)


# --- on the toy network ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("outlets", DAY, "4"),  # the line for context is none
        ("usable", "2025-04-30", "2"), ("usable", "2025-05-01", "1"),  # west shuts in May
        ("unusable", "2025-04-30", "2"), ("unusable", DAY, "3"),
        ("suspended", "2025-04-30", "0"), ("suspended", DAY, "1"),
        ("unbuilt", DAY, "2"),  # south is proposed, new is being built
        ("usable_without_RU", "2025-04-30", "1"), ("usable_without_RU", DAY, "1"),  # east
        ("usable_without_CN", "2025-04-30", "1"), ("usable_without_CN", DAY, "0"),
        ("via_RU", DAY, "2"),  # west and south
        ("via_CN", DAY, "1"), ("via_IR", DAY, "1"),
        ("via_GE", DAY, "1"),  # by the country of the port
        ("via_KZ", DAY, None), ("via_XX", DAY, None), ("usable_without_XX", DAY, None),
        ("km_east", DAY, "2,400 km"), ("km_west_way", DAY, "1,500 km"), ("km_side", DAY, "800 km"),
        ("unbuilt_km_south", DAY, "2,000 km"), ("unbuilt_km_east", DAY, "0 km"),
        ("status_west_way", "2025-04-30", "operational"), ("status_west_way", DAY, "suspended"),
        ("km_nowhere", DAY, None), ("km_", DAY, None), ("colour", DAY, None), ("", DAY, None),
    ],
)  # fmt: skip
def test_figures_of_the_network(name: str, day: str, expected: str | None) -> None:
    assert value(toy(), name, day) == expected


def test_an_outlet_that_is_due_counts_as_unbuilt_and_not_as_usable() -> None:
    planned = entry("2028", "operational", planned=True)
    new = corridor("new", "a-GEP", history=[entry("2021", "under-construction"), planned])
    data = toy()
    data = replace(data, corridors={**data.corridors, "new": new})
    assert [value(data, name, "2029-01-01") for name in ("usable", "unbuilt", "status_new")] == [
        "1", "2", "announced as open by then",
    ]  # fmt: skip


def test_the_risk_of_a_corridor_is_told_with_its_class() -> None:
    data = toy(assessments=[assessment("s", "security", score("2021", 4), parts=["c-CNP"])])
    # security 4, readiness 1: 25 * (2.5 - 1) = 37.5, rounded to even
    assert value(data, "risk_east") == "38 of 100 (moderate)"
    assert value(data, "risk_east", language="ru") == "38 из 100 (умеренный)"
    assert value(toy(), "risk_east") == "unknown"  # readiness alone makes no class


def test_stances_are_counted_once_for_a_group_and_its_members() -> None:
    held = {"north": "opposes", "west": "disfavours", "east": "backs", "far": "silent", "near": "favours"}
    actors = [actor(key, **{"east": stance}) for key, stance in held.items()]
    actors.append(actor("west-eu", part_of="west", east="opposes"))
    data = toy(actors=actors)
    assert (value(data, "against_east"), value(data, "behind_east")) == ("2", "2")


def test_closures_are_those_from_2022_to_the_day() -> None:
    events = [
        event("before", "2021-12-31", corridors=["east"]),
        event("first", "2022", corridors=["east"]),
        event("risk", "2023", "raises-risk", corridors=["west-way"]),
        event("second", "2025-03", parts=["c-CNP"]),
        event("later", "2026-06-30", parts=["b-IRP"]),
    ]
    data = toy(events=events)
    assert CLOSURES_SINCE == "2022-01-01"
    told = {
        day: (value(data, "closures", day), value(data, "corridors_hit", day))
        for day in ("2021-12-31", "2022-01-01", "2025-02-28", "2025-03-01", "2026-06-30")
    }
    assert told == {
        "2021-12-31": ("0", "0"), "2022-01-01": ("1", "1"), "2025-02-28": ("1", "1"),
        "2025-03-01": ("2", "1"), "2026-06-30": ("3", "2"),
    }  # fmt: skip


def test_promises_and_their_mean_slip() -> None:
    kept = opening(("2020", "2024"), actual="2024")
    late = opening(("2020", "2024"), actual="2025-06")  # 6 months
    overdue = opening(("2020", "2025-12"))  # 7 months on 1 July 2026
    data = toy(projects=[project("p", kept, late), project("q", overdue)])
    assert [value(data, name) for name in ("promised", "late", "slip_months")] == ["3", "2", "6"]  # 6.5
    assert [value(toy(), name) for name in ("promised", "late", "slip_months")] == ["0", "0", "0"]


OIL = [series("oil-cpc", "mt", y2024=8.125, y2025=64.84), series("oil", "mt", y2025=78.7, y2026=0)]


@pytest.mark.parametrize(
    ("name", "english", "russian"),
    [
        ("series_oil_cpc_2025", "64.8 Mt", "64,8 млн т"),
        ("series_oil_cpc_2024", "8.12 Mt", "8,12 млн т"),
        ("series_boxes_2025", "1,234,567 TEU", f"1{NARROW}234{NARROW}567 ДФЭ"),
        ("series_trade_2025", "USD 943.5 million", "943,5 млн долл."),
        ("series_trade_2026", "USD 1,435 million", f"1{NARROW}435 млн долл."),
        ("share_oil_cpc_oil_2025", "82%", "82%"),  # 64.84 of 78.7 is 82.4
        ("series_oil_cpc_1999", None, None), ("series_gas_2025", None, None), ("series_oil", None, None),
        ("share_oil_cpc_oil_2024", None, None),  # nothing to divide by
        ("share_oil_oil_cpc_2026", None, None),
        ("share_oil_cpc_gas_2025", None, None),
        ("km_east", "2,400 km", f"2{NARROW}400 км"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_each_language_does(
    name: str, english: str | None, russian: str | None
) -> None:
    more = [series("boxes", "teu", y2025=1234567), series("trade", "usd-m", y2025=943.51, y2026=1434.6)]
    data = toy(series=[*OIL, *more])
    assert (value(data, name), value(data, name, language="ru")) == (english, russian)


@pytest.mark.parametrize(
    ("unit", "number", "expected"),
    [
        (Unit.MT, 9.99, 2), (Unit.MT, 10, 1), (Unit.USD_M, 999.9, 1), (Unit.USD_M, 1000, 0),
        (Unit.TEU, 5, 0), (Unit.TRAINS, 5, 0), (Unit.VEHICLES, 5, 0),
    ],
)  # fmt: skip
def test_a_figure_has_as_many_decimals_as_it_is_worth(unit: Unit, number: float, expected: int) -> None:
    assert decimals_of(unit, number) == expected


def test_a_text_is_filled_and_says_what_was_not_found() -> None:
    figures = Figures(RiskModel(toy()), DAY, "en")
    assert figures.fill("{usable} of {outlets}, {km_nowhere}") == "1 of 4, not found"
    assert figures.fill("none") == "none"
    assert figures.fill("a { b } {} {usable") == "a { b } {} {usable"  # a brace around no name is a brace


# --- what yearly figures count -------------------------------------------------------------------------


def told_series(**fields: Any) -> Data:
    """All and a part of a cargo, alike but for the fields given for the part."""
    part = {"key": "part", "unit": "mt", "counts": "exports", "y2024": 1, "y2025": 2, **fields}
    return toy(series=[series(**part), series("all-of-it", "mt", counts="exports", y2025=8)])


def filled(data: Data, text: str, language: str = "en") -> str:
    return Figures(RiskModel(data), DAY, language).fill(text)


@pytest.mark.parametrize(
    ("fields", "english", "russian"),
    [
        ({}, "2.00 Mt (exports only)", "2,00 млн т (только экспорт)"),
        ({"counts": None}, "2.00 Mt", "2,00 млн т"),
        ({"counts": "with-transit"}, "2.00 Mt (both ways, with transit)",
         "2,00 млн т (в обе стороны, с транзитом)"),
        ({"measures": "capacity", "counts": None}, "2.00 Mt (capacity)", "2,00 млн т (мощность)"),
        ({"point": {"counted": "forecast"}}, "2.00 Mt (exports only, forecast)",
         "2,00 млн т (только экспорт, прогноз)"),
        ({"point": {"months": 3}}, "2.00 Mt (exports only, 3 months)",
         "2,00 млн т (только экспорт, месяцев: 3)"),
        ({"point": {"months": 3, "partial": {"en": "January–March", "ru": "январь–март"}}},
         "2.00 Mt (exports only, January–March)", "2,00 млн т (только экспорт, январь–март)"),
        ({"unit": "usd-m", "measures": "trade-value", "counts": "two-way"}, "USD 2.0 million (both ways)",
         "2,0 млн долл. (в обе стороны)"),
    ],
)  # fmt: skip
def test_a_sentence_says_what_a_figure_counts(fields: dict[str, Any], english: str, russian: str) -> None:
    data = told_series(**fields)
    assert filled(data, "{series_part_2025}") == english
    assert filled(data, "{series_part_2025}", "ru") == russian
    assert value(data, "series_part_2025") == english.partition(" (")[0]  # the number alone


def test_what_two_figures_count_is_said_once_a_sentence_and_once_in_brackets() -> None:
    data = told_series()
    alike = "{series_part_2024} of {usable} and {series_part_2025} moved. {series_part_2025} stayed."
    assert filled(data, alike) == (
        "1.00 Mt of 1 and 2.00 Mt (exports only) moved. 2.00 Mt (exports only) stayed."
    )
    assert filled(data, "all ({series_part_2025})") == "all (2.00 Mt, exports only)"
    before = "{share_part_all_of_it_2025} of {series_part_2025_before}"
    assert filled(data, before) == "25% of 2.00 Mt (exports only)"
    unlike = told_series(counts="with-transit")
    assert filled(unlike, "{series_part_2025}, {series_all_of_it_2025}") == (
        "2.00 Mt (both ways, with transit), 8.00 Mt (exports only)"
    )


def test_the_label_of_a_number_says_what_it_counts() -> None:
    figures = Figures(RiskModel(told_series()), DAY, "en")
    assert figures.figure("{series_part_2024} → {series_part_2025}", "Moved, {usable} way") == (
        "1.00 Mt → 2.00 Mt", "Moved, 1 way (exports only)",
    )  # fmt: skip
    assert figures.figure("{usable}", "Ways") == ("1", "Ways")


MIXES = [
    ({"unit": "teu"}, "unit", "teu", "mt"),
    ({"measures": "capacity"}, "measures", "capacity", "traffic"),
    ({"counts": "with-transit"}, "counts", "with-transit", "exports"),
    ({"counts": None}, "counts", "-", "exports"),
    ({"point": {"months": 10}}, "months", "10", "12"),
    ({"point": {"counted": "forecast"}}, "counted", "forecast", "observed"),
]


@pytest.mark.parametrize(("fields", "field", "one", "other"), MIXES)
def test_a_share_of_figures_that_count_differently_is_no_number_but_a_fault(
    fields: dict[str, Any], field: str, one: str, other: str
) -> None:
    text = words("{share_part_all_of_it_2025}")
    assert value(told_series(), "share_part_all_of_it_2025") == "25%"
    data = told_series(**fields)
    assert value(data, "share_part_all_of_it_2025") is None
    data = replace(data, claims={"l1": claim("l1", text)})
    (fault,) = check_figures(RiskModel(data))
    assert fault.code is FaultCode.FIGURES_MIXED
    assert fault.parameters == {
        "first": "series_part_2025", "second": "series_all_of_it_2025", "field": field, "one": one,
        "other": other,
    }  # fmt: skip


@pytest.mark.parametrize(("fields", "field", "one", "other"), MIXES)
def test_numbers_side_by_side_in_a_story_count_the_same(
    fields: dict[str, Any], field: str, one: str, other: str
) -> None:
    def faults(data: Data) -> list[Fault]:
        big = {"value": "{series_part_2025} → {series_all_of_it_2025}", "label": words("x")}
        return list(check_story_figures(RiskModel(data), story_of(big), "stories/s.yaml"))

    assert faults(told_series()) == []
    (fault,) = faults(told_series(**fields))
    assert fault.code is FaultCode.FIGURES_MIXED
    assert fault.path == ("scenes", 0, "figures", 0, "value")
    assert [fault.parameters[key] for key in ("field", "one", "other")] == [field, one, other]


def story_of(big: dict[str, Any]) -> Story:
    scene = {"id": "s", "title": words("x"), "text": words("x"), "view": "", "figures": [big]}
    return Story.model_validate({"id": "s", "title": words("x"), "lede": words("x"), "scenes": [scene]})


def test_a_story_of_the_forecast_beside_the_count_is_refused(data: Data) -> None:
    """So was the branch of 2025: 2.5 Mt were expected in December, 2023 was counted."""
    mixed = {"value": "{series_instc_east_2023} → {series_instc_east_2025}", "label": words("x")}
    (fault,) = check_story_figures(RiskModel(data), story_of(mixed), "stories/s.yaml")
    assert (fault.code, fault.parameters["other"]) == (FaultCode.FIGURES_MIXED, "forecast")


def test_every_shipped_series_says_what_it_counts(data: Data) -> None:
    assert not [each.id for each in data.series.values() if each.counts is None]
    short = [(e.id, p.year) for e in data.series.values() for p in e.points if p.months < 12]
    assert ("khunjerab-vehicles", 2025) in short and ("iran-pakistan-trains", 2021) in short
    assert data.series["rail-china"].counts == "with-transit"
    assert data.series["rail-china-exports"].counts == "exports"
    assert {p.year: p.value for p in data.series["bolashak-rail"].points}[2019] == 1.245


# --- on the shipped data, counted another way -----------------------------------------------------------


def outlets(data: Data, day: str, wanted: Callable[[str, set[str]], bool]) -> str:
    """How many outlets have a wanted status and set of foreign countries on their main route."""
    count = 0
    for each in data.corridors.values():
        if not each.outlet:
            continue
        found = status_on(each.status_history, day, data.evidence_end)
        countries: set[str] = set()
        for key in each.routes[0].legs:
            countries |= set(data.legs[key].km_by_country)
            for end in (data.legs[key].from_id, data.legs[key].to_id):
                countries |= {data.ports[end].country} if end in data.ports else set()
        count += wanted(str(found.status) if found else "proposed", countries - {"KZ"})
    return str(count)


@pytest.mark.parametrize("day", ["2021-01-01", "2025-07-01", "2026-04-15", "2026-07-01", "2030-12-31"])
def test_the_shipped_outlets_counted_another_way(data: Data, day: str) -> None:
    figures = Figures(RiskModel(data), day, "en")
    unbuilt = {"due", "under-construction", "proposed"}
    shut = unbuilt | {"suspended", "unverified"}  # a door must be known to be one
    assert figures.value("outlets") == outlets(data, day, lambda *_: True) == "16"
    assert figures.value("usable") == outlets(data, day, lambda status, _: status not in shut)
    assert figures.value("unusable") == outlets(data, day, lambda status, _: status in shut)
    assert figures.value("suspended") == outlets(data, day, lambda status, _: status == "suspended")
    assert figures.value("unbuilt") == outlets(data, day, lambda status, _: status in unbuilt)
    for code in ("RU", "CN", "IR", "PK"):
        assert figures.value(f"via_{code}") == outlets(data, day, lambda _, all_, c=code: c in all_)
        assert figures.value(f"usable_without_{code}") == outlets(
            data, day, lambda status, all_, c=code: status not in shut and c not in all_
        )


def test_the_shipped_promises_and_shares_counted_another_way(data: Data) -> None:
    figures = Figures(RiskModel(data), DAY, "en")
    slips = [slip_of(each, DAY) for _, each in openings(data)]
    late = [slip.months for slip in slips if slip.delivery in ("late", "overdue", "moved")]
    assert figures.value("promised") == str(len(slips))
    assert figures.value("late") == str(len(late))
    assert figures.value("slip_months") == f"{sum(late) / len(late):.0f}"
    points = {key: {p.year: p.value for p in each.points} for key, each in data.series.items()}
    share = 100 * points["oil-cpc"][2025] / points["oil-exports"][2025]
    assert figures.value("share_oil_cpc_oil_exports_2025") == f"{share:.0f}%"
    assert figures.value("series_oil_cpc_2025") == f"{points['oil-cpc'][2025]:.1f} Mt"


def test_every_shipped_claim_is_filled_in_both_languages(data: Data) -> None:
    model, used = RiskModel(data), set()
    assert list(check_figures(model)) == []
    for language, missing in (("en", "not found"), ("ru", "не найдено")):
        figures = Figures(model, DAY, language)
        for each in data.claims.values():
            evidence = [item.text for item in (*each.supporting, *each.contrary)]
            for text in (each.text, each.verdict_reason, *evidence):
                used |= placeholders(text[language])
                assert not placeholders(figures.fill(text[language])), each.id
            assert not placeholders(each.title[language]) | placeholders(each.view_note[language]), each.id
        assert used and missing not in [figures.value(name) for name in used]
        assert None not in [figures.value(name) for name in used]


# --- names that are no figures --------------------------------------------------------------------------


def only_fault(**fields: Any) -> Told:
    given = {"text": words("x"), **fields}
    found = told(check_figures(RiskModel(toy(claims=[claim("l1", given.pop("text"), **given)]))))
    assert len(found) == 1, found
    assert (found[0].file, found[0].record) == ("claims.yaml", 'claim "l1"')
    return found[0]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": words("{usabel} ways")}, "text.en"),
        ({"verdict_reason": words("{usabel} ways")}, "verdict_reason.en"),
        ({"missing": words("{usabel} ways")}, "missing.en"),
        (
            {
                "supporting": [
                    {"text": words(text), "basis": "judgement"} for text in ("{usable}", "{usabel}")
                ]
            },
            "supporting.1.text.en",
        ),
        ({"contrary": [{"text": words("{usabel}"), "basis": "judgement"}]}, "contrary.0.text.en"),
    ],
)
def test_an_unknown_figure(fields: dict[str, Any], field: str) -> None:
    fault = only_fault(**fields)
    assert (fault.field, fault.got) == (field, "{usabel}")
    assert fault.expected.startswith("the name of a live figure")


def test_a_figure_in_one_language_only() -> None:
    fault = only_fault(text={"en": "{usable} of {outlets}", "ru": "{outlets}"})
    assert fault.field == "text" and "usable" in fault.got
    assert fault.expected == "the same figures in every language"


def test_the_figures_may_stand_in_another_order() -> None:
    text = {"en": "{usable} of {outlets}", "ru": "Из {outlets} — {usable}"}
    assert list(check_figures(RiskModel(toy(claims=[claim("l1", text)])))) == []


# --- sea room, on the shipped data ---------------------------------------------------------------------


def headline_of(model: RiskModel, scenario: Scenario) -> Headline:
    return WhatIf(model).headline(scenario, central_settings(model.data))


def test_doors_locks_and_power_are_those_of_the_library(model: RiskModel) -> None:
    scenario = Scenario("2025-09-01", frozenset({"RU"}), (("trans-afghan-west", 0.2),))
    found, before = headline_of(model, scenario), headline_of(model, Scenario("2025-09-01"))
    figures = Figures(model, scenario, "en")
    assert figures.value("doors") == str(len(found.doors)) != figures.value("doors_before")
    assert figures.value("doors_before") == str(len(before.doors))
    assert figures.value("independent") == str(len(found.independent))
    assert figures.value("locks") == str(found.locks.size)
    assert found.concentration is not None
    assert figures.value("concentration") == format_number("en", found.concentration)
    days, spell = found.reliability.days_without_door, found.reliability.spell_30_days
    assert figures.value("days_without_door") == format_small("en", days.central)
    assert figures.value("days_without_door_low") == format_small("en", days.low)
    assert figures.value("days_without_door_high") == format_small("en", days.high)
    alone = found.reliability.days_alone.central
    assert figures.value("days_without_door_alone") == format_small("en", alone)
    assert figures.value("spell_30_days") == format_chance("en", spell.central, found.reliability.years)
    assert figures.value("spell_30_days_high") == format_chance("en", spell.high, found.reliability.years)
    assert figures.value("expected_doors") == f"{found.reliability.expected_doors.central:.1f}"
    assert figures.value("exposure_CN") == format_percent("en", found.exposures["CN"])
    assert figures.value("doors_lost") == str(len(set(before.doors) - set(found.doors)))
    assert figures.value("power_KZ") == format_percent("en", found.power["KZ"].central)
    change = found.power["KZ"].central - before.power["KZ"].central
    assert change < 0
    assert figures.value("power_change_KZ") == f"\u2212{-100 * change:.1f} points"


def test_a_figure_of_another_day_is_that_days_with_nothing_on_trial(model: RiskModel) -> None:
    figures = Figures(model, Scenario("2025-09-01", frozenset({"RU"})), "en")
    for day in ("2021-06-01", "2026-04-15"):
        name = f"doors_on_{day.replace('-', '_')}"
        assert figures.value(name) == str(len(headline_of(model, Scenario(day)).doors))
    assert figures.value("doors_on_2040_01_01") is None
    assert figures.value("power_XX") is None and figures.value("exposure_XX") is None


def test_lock_names_say_who_is_always_needed_and_who_is_one_of_several(model: RiskModel) -> None:
    """Worked out by hand for July 2026: China, Iran and Russia, and either end of the Caucasus line."""
    assert Figures(model, "2026-07-01", "en").value("lock_names") == (
        "China, Iran, Russia, Azerbaijan or Georgia"
    )
    everything = frozenset({"RU", "CN", "IR", "AZ"})
    shut = Figures(model, Scenario("2026-07-01", everything), "en")
    assert (shut.value("doors"), shut.value("days_without_door")) == ("0", "365")
    nothing = ("locks", "lock_names", "concentration", "power_KZ", "power_change_KZ")
    assert {shut.value(name) for name in nothing} == {"–"}
