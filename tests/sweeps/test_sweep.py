"""A sweep: every combination once, the same whoever works it out, going on where it stopped."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from distributed import LocalCluster

from layers.analysis.tonnes import sweep
from layers.analysis.tonnes.asked import Closed
from layers.analysis.tonnes.closure import Tonnes
from layers.analysis.tonnes.sweep import SweepBy, SweepProblem, SweepResult, ranked
from layers.errors import ExportError, ServerError
from layers.sweeps.chunks import ChunkFolder, read_results, write_results
from layers.sweeps.engine import run_chunks
from tests import toy

DAY, YEAR = "2026-01-01", 2025
GATES = tuple("ABCDEFGHIJ")


@pytest.fixture(scope="module")
def problem() -> SweepProblem:
    data = toy.network(
        [*(toy.port(key, "AA") for key in GATES), toy.hub("home", "KZ")],
        [toy.leg("home", key, AA=10) for key in GATES],
        [toy.corridor(f"to-{key}", f"home-{key}") for key in GATES],
    )
    flows = [toy.flow(key.lower(), 3.0 * n, key, usd_per_tonne=10 + n) for n, key in enumerate(GATES, 1)]
    capacities = [toy.capacity(key, 4.0 * n) for n, key in enumerate(GATES, 1)]
    data = replace(
        data, flows={each.id: each for each in flows}, capacities={each.id: each for each in capacities},
        commodities={"cargo": toy.commodity("cargo", 300)},
    )  # fmt: skip
    return SweepProblem(data, Closed(DAY, YEAR), GATES, 3)


def work_out(problem: SweepProblem, **engine: object) -> list[SweepResult]:
    found: dict[int, list[SweepResult]] = {}
    run_chunks(problem, list(range(problem.chunks)), found.__setitem__, **engine)  # type: ignore[arg-type]
    return [each for number in sorted(found) for each in found[number]]


def test_every_combination_is_worked_out_once(
    problem: SweepProblem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "CHUNK", 7)
    results = [each for number in range(problem.chunks) for each in problem.chunk(number)]
    assert [each.gates for each in results] == list(combinations(GATES, 3))
    assert len(results) == problem.combinations


def test_a_result_is_what_the_closure_says(problem: SweepProblem) -> None:
    result = problem.chunk(0)[0]
    found = problem._tonnes.closure(Closed(DAY, YEAR, frozenset(result.gates)))
    assert isinstance(problem._tonnes, Tonnes)
    assert result.stranded_mt == pytest.approx(found.stranded_mt.central)
    assert result.extra_cost_usd_m == pytest.approx(found.extra_cost_usd_m.central)
    assert result.doors == len(GATES) - 3


def test_one_worker_and_two_give_the_same(problem: SweepProblem) -> None:
    one = work_out(problem, workers=1)
    assert one == work_out(problem, workers=2) == problem.chunk(0)


def test_a_running_scheduler_gives_the_same(problem: SweepProblem) -> None:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1", scheduler_port=0
    ) as cluster:
        assert work_out(problem, scheduler=cluster.scheduler_address) == problem.chunk(0)


def test_a_scheduler_that_is_not_there_is_said() -> None:
    with pytest.raises(ServerError, match=r"tcp://127\.0\.0\.1:1"):
        run_chunks(None, [0], lambda number, results: None, "tcp://127.0.0.1:1")  # type: ignore[arg-type]


def test_a_stopped_sweep_goes_on_where_it_stopped(
    problem: SweepProblem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "CHUNK", 50)
    output = tmp_path / "triples.parquet"
    ChunkFolder(output, {"k": 3}).keep(1, problem.chunk(1))
    (tmp_path / "triples.parquet.chunks" / ".part-2.parquet").write_bytes(b"half")  # it was killed there
    again = ChunkFolder(output, {"k": 3})
    assert again.done() == {1}
    for number in {*range(problem.chunks)} - again.done():
        again.keep(number, problem.chunk(number))
    assert [each.gates for each in again.results()] == list(combinations(GATES, 3))
    again.remove()
    assert not again.folder.exists()


def test_chunks_of_another_sweep_are_not_mixed_in(tmp_path: Path) -> None:
    ChunkFolder(tmp_path / "pairs.csv", {"k": 2})
    with pytest.raises(ExportError, match="another sweep"):
        ChunkFolder(tmp_path / "pairs.csv", {"k": 3})


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_result_can_be_read_back(problem: SweepProblem, tmp_path: Path, suffix: str) -> None:
    output = tmp_path / f"triples{suffix}"
    write_results(problem.chunk(0), output)
    assert read_results(output) == problem.chunk(0)


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"\.parquet"):
        write_results([], tmp_path / "triples.xlsx")


def test_results_are_ranked_by_what_is_asked() -> None:
    results = [SweepResult(("A",), 1, 30, 2), SweepResult(("B",), 3, 10, 3), SweepResult(("C",), 2, 20, 1)]
    first = {by: ranked(results, by)[0].gates for by in SweepBy}
    assert first == {SweepBy.STRANDED: ("B",), SweepBy.DOORS: ("C",), SweepBy.EXTRA_COST: ("A",)}


def test_the_command_prints_the_worst(tmp_path: Path) -> None:
    output = tmp_path / "pairs.csv"
    command = ["sweep", "--k", "1", "--of", "RUNVS-CPC", "--of", "KZAAU", "-o", str(output), "--workers", "1"]
    done = subprocess.run(
        [sys.executable, "-m", "layers.cli", *command], capture_output=True, text=True, check=True
    )
    assert "CPC terminal" in done.stdout.splitlines()[1]
    assert {each.gates for each in read_results(output)} == {("RUNVS-CPC",), ("KZAAU",)}
