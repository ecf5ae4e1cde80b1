"""The commands that print figures: metrics, what-if and route."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from layers.analysis.figures_json import comparison_json, headline_json
from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.routing import By, RouteFinder
from layers.analysis.what_if import Headline, WhatIf
from layers.cli import main
from layers.model.dataset import Data
from layers.model.view import OWN_PORTS
from layers.model.vocabulary import DEFAULT_DATE
from layers.network.scenario import Scenario

Command = Callable[..., Any]


def strictly(text: str) -> Any:
    """JSON without the words that JSON does not have."""

    def refuse(word: str) -> Any:
        raise AssertionError(f"{word} is no JSON")

    return json.loads(text, parse_constant=refuse)


@pytest.fixture
def printed(command_line_data: None, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command on the shipped data and return the JSON that it prints."""

    def run(*arguments: str) -> Any:
        status = main(arguments)
        out, err = capsys.readouterr()
        assert (status, err) == (0, "")
        return strictly(out)

    return run


@pytest.fixture
def refused(command_line_data: None, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command that must fail, and return what it says."""

    def run(*arguments: str) -> str:
        status = main(arguments)
        out, err = capsys.readouterr()
        assert (status, out) == (1, "")
        return err

    return run


def headline(data: Data, scenario: Scenario) -> Headline:
    return WhatIf(RiskModel(data)).headline(scenario, central_settings(data))


def same(found: Any, expected: Any) -> bool:
    """Whether a parsed answer says what a value says, tuples being lists."""
    return bool(found == json.loads(json.dumps(expected)))


# --- metrics ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2021-06-01", "2026-04-15"])
def test_metrics_prints_the_figures_of_the_library(data: Data, printed: Command, day: str) -> None:
    found, expected = printed("metrics", "--date", day), headline(data, Scenario(day))
    assert same(found, headline_json(data, expected))
    assert found["date"] == day and found["closed"] == [] and found["built_probability"] == {}
    assert found["doors"] == {"count": len(expected.doors), "corridors": list(expected.doors)}
    assert found["independent_doors"]["count"] == len(expected.independent)
    assert found["locks"]["count"] == expected.locks.size
    assert {frozenset(names) for names in found["locks"]["sets"]} == set(expected.locks.sets)
    # some way passes no strait
    assert found["strait_locks"] == {"count": None, "outcome": "impossible", "sets": []}
    assert sum(found["shares_of_cargo"].values()) == pytest.approx(1, abs=0.001)
    days, bands = expected.reliability.days_without_door, found["reliability"]
    assert bands["days_without_door_per_year"] == pytest.approx(
        {"low": days.low, "central": days.central, "high": days.high}, rel=1e-5
    )
    assert bands["probability_of_30_days_without_door_in_year"]["drawn_years"] == expected.reliability.years
    assert found["power_share"]["KZ"]["central"] == pytest.approx(expected.power["KZ"].central, rel=1e-5)
    assert sum(share["central"] for share in found["power_share"].values()) == pytest.approx(1, abs=1e-4)
    for corridor, cost in expected.costs.items():
        line = found["corridors"][corridor]
        assert line["generalised_cost_usd_per_teu"] == pytest.approx(cost.generalised_usd, abs=0.51)
        assert line["time_days"] == pytest.approx(cost.days, abs=0.006)


def test_metrics_are_of_the_default_day_unless_told(printed: Command) -> None:
    assert printed("metrics")["date"] == DEFAULT_DATE


def test_metrics_in_a_process_of_its_own_prints_json_and_nothing_else() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "layers.cli", "metrics", "--date", "2026-07-01"],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    assert done.stderr == ""
    assert strictly(done.stdout)["doors"]["count"] == 9


# --- what-if ------------------------------------------------------------------------------------------


def test_what_if_prints_before_and_after(data: Data, printed: Command) -> None:
    found = printed(
        "what-if", "--close", "IR", "--close", "chokepoint:hormuz", "--build", "trans-afghan-west=0.3",
        "--date", "2026-04-15",
    )  # fmt: skip
    scenario = Scenario("2026-04-15", frozenset({"IR", "C-HORMUZ"}), (("trans-afghan-west", 0.3),))
    assert list(found) == ["before", "after"]
    assert same(found["before"], headline_json(data, headline(data, Scenario("2026-04-15"))))
    assert same(found["after"], headline_json(data, headline(data, scenario)))
    assert found["after"]["closed"] == ["C-HORMUZ", "IR"]
    assert found["after"]["built_probability"] == {"trans-afghan-west": 0.3}
    # on that day Iran was shut already, and so was Chaman, on the Afghan way
    assert found["after"]["doors"] == found["before"]["doors"]
    assert found["after"]["open_only_if_built"] == []


def test_what_if_shows_what_is_open_only_if_built(printed: Command) -> None:
    found = printed("what-if", "--build", "trans-afghan-west=0.3", "--date", "2025-09-01")
    assert found["after"]["open_only_if_built"] == ["trans-afghan-west"]
    assert found["before"]["open_only_if_built"] == []
    assert found["after"]["doors"] == found["before"]["doors"]
    assert "built:trans-afghan-west" in found["after"]["reliability"]["criticality_days_per_year"]
    shares = [found[when]["power_share"]["KZ"]["central"] for when in ("before", "after")]
    assert shares[1] > shares[0]


def test_what_if_can_shut_every_door(printed: Command) -> None:
    closes = [word for country in ("RU", "CN", "AZ", "IR") for word in ("--close", country)]
    after = printed("what-if", *closes)["after"]
    assert after["doors"] == {"count": 0, "corridors": []}
    assert after["locks"] == {"count": None, "outcome": "nothing-open", "sets": []}
    assert after["concentration_0_to_10000"] is None
    assert after["reliability"]["days_without_door_per_year"]["central"] == 365
    assert (after["shares_of_cargo"], after["corridors"], after["power_share"]) == ({}, {}, {})


def test_corridors_are_compared_between_the_ends_that_are_told(data: Data, printed: Command) -> None:
    found = printed("metrics", "--from", "aktobe", "--to", "Rotterdam", "--date", "2025-09-01")
    expected = headline(data, Scenario("2025-09-01", origin="aktobe", market="NLRTM"))
    assert (found["from"], found["to"]) == ("aktobe", "NLRTM")
    assert same(found, headline_json(data, expected))
    own = printed("what-if", "--to", OWN_PORTS, "--close", "RU", "--date", "2025-09-01")
    assert own["before"]["to"] == own["after"]["to"] == OWN_PORTS


# --- route --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", list(By))
def test_route_prints_the_journeys_of_the_library(data: Data, printed: Command, by: By) -> None:
    found = printed("route", "ALMATY", "MUMBAI", "--by", by.value)
    finder = RouteFinder(RiskModel(data), central_settings(data))
    expected = finder.compare("almaty", "INNSA", by, Scenario(DEFAULT_DATE))
    assert same(found, comparison_json(data, expected))
    assert (found["from"], found["to"], found["by"], found["date"]) == ("almaty", "INNSA", by, DEFAULT_DATE)
    best = found["best"]
    assert expected.best is not None
    assert [stage["leg"] for stage in best["stages"] if "handling" not in stage["leg"]] == list(
        expected.best.legs
    )
    assert best["km"] == pytest.approx(sum(stage["km"] for stage in best["stages"]), abs=1)
    assert best["time_days"] == pytest.approx(sum(stage["hours"] for stage in best["stages"]) / 24, abs=0.1)
    assert best["cost_usd_per_teu"] == pytest.approx(
        sum(stage["usd_per_teu"] for stage in best["stages"]), abs=len(best["stages"])
    )
    assert best["stages"][-1]["to"] == "INNSA"
    assert best["transit_countries"] == sorted(expected.best.countries)


def test_route_says_what_closing_the_strait_adds(printed: Command) -> None:
    free = printed("route", "ALMATY", "MUMBAI", "--by", "cost")
    shut = printed(
        "route", "almaty", "innsa", "--by", "cost", "--close", "chokepoint:hormuz", "--close", "IR"
    )
    assert free["added_by_closures"] == {"km": 0, "days": 0, "usd_per_teu": 0}
    added = shut["added_by_closures"]
    assert added["usd_per_teu"] > 0
    assert added["usd_per_teu"] == pytest.approx(
        shut["best"]["cost_usd_per_teu"] - free["best"]["cost_usd_per_teu"], abs=1
    )
    assert added["km"] == pytest.approx(shut["best"]["km"] - free["best"]["km"], abs=0.11)
    assert "IR" not in shut["best"]["transit_countries"]


def test_route_is_by_generalised_cost_unless_told(printed: Command) -> None:
    assert printed("route", "Алматы", "Роттердам")["by"] == "generalised"


def test_route_with_no_way_left_says_null(printed: Command) -> None:
    closes = [word for country in ("RU", "CN", "AZ", "IR", "TM", "UZ", "KG") for word in ("--close", country)]
    found = printed("route", "almaty", "INNSA", *closes)
    assert (
        found["best"] is found["next_best_sharing_no_transit_country"] is found["added_by_closures"] is None
    )


# --- wrong input --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["metrics", "--date", "2026-13-01"], "expected a day from 2021-01-01 to 2030-12-31"),
        (["metrics", "--date", "2020-12-31"], "expected a day from 2021-01-01 to 2030-12-31"),
        (["metrics", "--date", "July"], "date 'July': expected a day"),
        (["what-if", "--close", "XX"], "close 'XX': expected a transit country (AF, AM, AZ"),
        (["what-if", "--close", "strait:hormuz"], "expected country:, leg:, port:, crossing: or chokepoint:"),
        (
            ["what-if", "--close", "IR", "--close", "chokepoint:nowhere"],
            "close 'chokepoint:nowhere': expected",
        ),
        (["what-if", "--build", "nowhere=0.3"], "build 'nowhere=0.3': expected <corridor>=<probability"),
        (["what-if", "--build", "trans-afghan-west=3"], "expected <corridor>=<probability from 0 to 1>"),
        (["what-if", "--build", "trans-afghan-west=half"], "corridor one of northern-baltic"),
        (["route", "PARIS", "MUMBAI"], "'PARIS': expected one of aktobe"),
        (["route", "ALMATY", "PARIS"], "'PARIS': expected one of AEJEA"),
        (["metrics", "--to", "PARIS"], "'PARIS': expected one of AEJEA"),
        (["what-if", "--from", "PARIS"], "'PARIS': expected one of aktobe"),
        (["route", "ALMATY", "KZAAU"], "'KZAAU': expected one of AEJEA"),
        (["route", "ALMATY", "MUMBAI", "--close", "XX"], "close 'XX': expected a transit country"),
        (["route", "ALMATY", "MUMBAI", "--date", "2031-01-01"], "date '2031-01-01': expected a day"),
    ],
)
def test_wrong_input_is_answered_with_what_was_expected(
    refused: Command, arguments: list[str], expected: str
) -> None:
    said = refused(*arguments)
    assert expected in said
    assert said.count("\n") == 1 and "Traceback" not in said


def test_an_objective_that_there_is_not_is_answered_with_those_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["route", "ALMATY", "MUMBAI", "--by", "beauty"])
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert "'beauty'" in said and all(by.value in said for by in By)
