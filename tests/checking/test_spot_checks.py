"""Facts to check by hand: the statement that says it, its sources, and the line of the research."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from layers.checking.spot_checks import PER_CORRIDOR, Statement, check_spot_checks, find_line, statement_of
from layers.cli import main
from layers.model.dataset import Data
from layers.model.evidence import SpotCheck
from layers.packs.reader import FolderReader
from tests.told import Told, told
from tests.toy import corridor, event, hub, leg, network, port, series

FACTS = [
    {
        "topic": "volume", "text": {"en": "About 6.7 Mt in 2025", "ru": "Около 6,7 млн т"},
        "basis": "sourced", "sources": ["one", "two"],
    },
    {"topic": "cost", "text": {"en": "Nothing found", "ru": "Не найдено"}, "basis": "not-found"},
]  # fmt: skip


def toy() -> Data:
    chain = corridor("c", "a-RUP").model_dump(by_alias=True) | {"facts": FACTS}
    told = event("e", "2025-03", corridors=["c"]).model_dump() | {
        "title": {"en": "The border shuts", "ru": "Граница закрыта"}, "sources": ["three"],
        "text": {"en": "Some 8,800 wagons wait", "ru": "Ждут 8800 вагонов"}, "basis": "sourced",
    }  # fmt: skip
    oil = series("oil", "mt", y2025=64.8).model_dump(mode="json")
    oil["points"][0] |= {"sources": ["four"], "basis": "sourced"}
    return network(
        [hub("a", "KZ"), port("RUP", "RU")], [leg("a", "RUP", KZ=1)],
        [type(corridor("c", "a-RUP")).model_validate(chain)],
        events=[type(event("e", "2025", corridors=["c"])).model_validate(told)],
        series=[type(series("oil", "mt", y2025=1)).model_validate(oil)],
    )  # fmt: skip


def check(says: str, kind: str = "corridor", record: str = "c", **fields: Any) -> SpotCheck:
    return SpotCheck.model_validate({
        "corridor": "c", "kind": kind, "record": record, "says": says, "research": "corridors.md",
        "phrase": "6.7 Mt", **fields,
    })  # fmt: skip


def test_the_statement_is_the_one_that_says_it_with_its_own_sources() -> None:
    data = toy()
    found = statement_of(data, check("6.7 Mt"))
    assert found == Statement("About 6.7 Mt in 2025", ("one", "two"))
    shut = statement_of(data, check("8,800", "event", "e"))
    assert shut is not None and shut.sources == ("three",)
    assert "The border shuts" in shut.text and "Some 8,800 wagons wait" in shut.text
    point = statement_of(data, check("64.8", "series", "oil"))
    assert point is not None and point.sources == ("four",)


@pytest.mark.parametrize(
    "asked",
    [
        check("7.6 Mt"),  # says something else
        check("6,7 млн т"),  # the Russian is not searched
        check("Nothing found"),  # rests on no source
        check("6.7 Mt", record="d"),  # no such corridor
        check("6.7 Mt", "event", "e"),  # another record says it
    ],
)
def test_a_check_that_finds_nothing(asked: SpotCheck) -> None:
    assert statement_of(toy(), asked) is None


def faults(*checks: SpotCheck) -> list[Told]:
    return told(check_spot_checks(replace(toy(), spot_checks=checks)))


TEN = (check("6.7 Mt"),) * PER_CORRIDOR


def test_ten_checks_of_a_corridor_are_enough_and_nine_are_not() -> None:
    assert faults(*TEN) == []
    (fault,) = faults(*TEN[1:])
    assert (fault.file, fault.record, fault.got) == (
        "spot_checks.yaml", 'corridor "c"', "9 facts",
    )  # fmt: skip


def test_a_check_that_finds_nothing_is_a_fault() -> None:
    (fault,) = faults(*TEN, check("8,800"))
    assert (fault.file, fault.record, fault.field) == ("spot_checks.yaml", "record 11 (c)", "says")
    assert fault.got == '"8,800"' and fault.expected == 'words of "c" (corridor) in English'


def test_a_check_of_a_corridor_that_is_not_there_is_a_fault() -> None:
    (fault,) = faults(*TEN, check("6.7 Mt", corridor="d"))
    assert (fault.record, fault.field, fault.got) == ("record 11 (d)", "corridor", '"d"')


@pytest.mark.parametrize(
    ("field", "value", "got"),
    [("kind", "hub", '"hub"'), ("research", "../x.md", '"../x.md"'), ("says", "x", '"x"')],
)
def test_a_check_that_is_not_one(tmp_path: Path, field: str, value: str, got: str) -> None:
    record = check("6.7 Mt").model_dump() | {field: value}
    (tmp_path / "spot_checks.yaml").write_text(yaml.safe_dump([record]), encoding="utf-8")
    reader = FolderReader(tmp_path)
    assert reader.sequence("spot_checks.yaml", SpotCheck) == []
    (fault,) = told(reader.faults)
    assert (fault.file, fault.field, fault.got) == ("spot_checks.yaml", field, got)


def test_the_line_of_the_research_is_counted_from_one(tmp_path: Path) -> None:
    (tmp_path / "corridors.md").write_text("# Title\n\n6.7 Mt in 2025\n6.7 Mt again\n", encoding="utf-8")
    assert find_line(tmp_path, check("6.7 Mt")) == 3
    assert find_line(tmp_path, check("6.7 Mt", phrase="6.8 Mt")) is None
    assert find_line(tmp_path, check("6.7 Mt", research="timeline.md")) is None


def test_the_command_prints_fact_sources_and_line(
    data: Data, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    key = "northern-baltic"
    fact = next(fact for fact in data.corridors[key].facts if fact.sources)
    says = fact.text["en"][:40]
    asked = check(says, record=key, corridor=key, phrase="a phrase of it")
    monkeypatch.setattr("layers.cli.load", lambda _: replace(data, spot_checks=(asked,)))
    (tmp_path / "corridors.md").write_text("one\nhere is a phrase of it\n", encoding="utf-8")
    research = ["--research", str(tmp_path)]
    assert main(["spot-checks", *research]) == 0
    out = capsys.readouterr().out
    assert says in out and "corridors.md:2: a phrase of it" in out
    assert data.bibliography[fact.sources[0]].title in out
    (tmp_path / "corridors.md").write_text("one\n", encoding="utf-8")
    assert main(["spot-checks", key, *research]) == 1
    assert "NOT FOUND in corridors.md" in capsys.readouterr().out
    assert main(["spot-checks", "cku"]) == 0  # there is none of it
    assert capsys.readouterr().out == ""
    assert main(["spot-checks", "nowhere"]) == 1
    assert "No corridor 'nowhere'" in capsys.readouterr().err


def test_every_shipped_check_finds_a_sourced_statement(data: Data) -> None:
    assert list(check_spot_checks(data)) == []
    for asked in data.spot_checks:
        found = statement_of(data, asked)
        assert found is not None, asked
        assert set(found.sources) <= data.bibliography.keys() and found.sources, asked


def test_a_check_of_a_record_that_is_not_there_is_one_fault() -> None:
    (fault,) = faults(*TEN, check("6.7 Mt", record="d"))
    assert (fault.record, fault.field, fault.got) == ("record 11 (c)", "record", '"d"')


def test_a_pack_may_have_no_checks() -> None:
    assert faults() == []
