"""The commands of tonnes: flows and sweep."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from layers import cli_sweep
from layers.cli import main
from layers.errors import ExportError
from layers.faults import ErrorCode
from layers.sweeps.chunks import read_results

pytestmark = pytest.mark.usefixtures("command_line_data")


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    status = main(arguments)
    out, err = capsys.readouterr()
    assert (status, err) == (0, "")
    return out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 1
    out, err = capsys.readouterr()
    assert out == ""
    return err


def closed(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(printed(capsys, "flows", *arguments, "--json"))
    return found


def test_flows_of_a_year_with_nothing_closed(capsys: pytest.CaptureFixture[str]) -> None:
    found = closed(capsys)
    assert found["year"] == 2025
    assert found["accounts_mt"] == {"crude-by-route": 78.7, "rail-exports": 89.2}
    assert found["total_mt"] == pytest.approx(166.6, abs=0.1)
    assert found["mt_by_gate"]["RUNVS-CPC"] == 64.8 and "not-known" in found["mt_by_gate"]
    assert found["dependence"][0]["country"] == "RU"
    assert closed(capsys, "--date", "2024-05-01")["year"] == 2024


def test_what_a_closure_strands(capsys: pytest.CaptureFixture[str]) -> None:
    found = closed(capsys, "--close", "RUNVS-CPC")
    stranded = found["stranded_mt_per_year"]
    assert 43 <= stranded["central"] <= 48 and stranded["low"] < stranded["central"] < stranded["high"]
    assert found["shadow_price_usd_per_tonne"] and found["moved"]
    early = closed(capsys, "--close", "RUNVS-CPC", "--months", "3")
    assert early["months_since_closure"] == 3 and 0 < early["share_of_spare_capacity_found"] < 1
    assert early["stranded_mt_per_year"]["central"] > stranded["central"]
    tight = closed(capsys, "--close", "RUNVS-CPC", "--capacities", "practical")
    assert tight["stranded_mt_per_year"]["central"] > stranded["central"]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Stranded, Mt a year"), ("ru", "Осталось без вывоза")]
)
def test_it_is_said_in_words(capsys: pytest.CaptureFixture[str], language: str, words: str) -> None:
    assert words in printed(capsys, "flows", "--close", "KZAAU", "--language", language)


def test_a_year_without_flows_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert "year 2019: expected one of 2024, 2025" in refused(capsys, "flows", "--year", "2019")


def test_a_pack_without_flows_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["new", str(tmp_path / "mine")]) == 0
    capsys.readouterr()
    assert "no flows of cargo" in refused(capsys, "flows", "--data", str(tmp_path / "mine"))


@pytest.mark.parametrize(("arguments", "told"), [
    (("--k", "0"), "expected a number from 1 to"), (("--k", "3", "--of", "KZAAU"), "from 1 to 1"),
    (("--of", "XX"), "close 'XX'"), (("-o", "x.xlsx", "--of", "KZAAU", "--k", "1"), ".parquet"),
])  # fmt: skip
def test_a_sweep_that_cannot_be(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert told in refused(capsys, "sweep", *arguments)
    assert not list(tmp_path.iterdir())


def test_a_sweep_prints_the_worst_and_writes_all(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    output = tmp_path / "pairs.csv"
    gates = [part for gate in ("RUNVS-CPC", "KZAAU", "B-SARYAGASH") for part in ("--of", gate)]
    assert main(["sweep", *gates, "--top", "1", "--workers", "1", "-o", str(output)]) == 0
    first = capsys.readouterr().out.splitlines()[1]
    assert "CPC terminal" in first and "Saryagash" in first
    assert len(read_results(output)) == 3 and [path.name for path in tmp_path.iterdir()] == ["pairs.csv"]


def test_a_result_that_cannot_be_written_loses_no_work(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "single.csv"

    def full(*_: object) -> None:
        raise ExportError(ErrorCode.FILE_UNWRITABLE, path=str(output), cause="ENOSPC")

    monkeypatch.setattr(cli_sweep, "write_results", full)
    arguments = ("sweep", "--k", "1", "--of", "KZAAU", "--workers", "1", "-o", str(output))
    assert str(output) in refused(capsys, *arguments)
    assert [path.name for path in (tmp_path / "single.csv.chunks").glob("[0-9]*")] == ["0.parquet"]
    monkeypatch.undo()
    assert main(arguments) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["single.csv"]


@pytest.mark.parametrize("months", ["-3", "nan", "inf", "25"])
def test_months_that_cannot_be_are_refused(capsys: pytest.CaptureFixture[str], months: str) -> None:
    told = refused(capsys, "flows", "--close", "RUNVS-CPC", f"--months={months}")
    assert "a number of months from 0 to 24" in told
