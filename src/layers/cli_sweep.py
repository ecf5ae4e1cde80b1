"""The command ``searoom sweep``: which gates hurt most together."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tqdm import tqdm  # type: ignore[import-untyped]

from layers.analysis.tonnes.asked import Closed, asked_of
from layers.analysis.tonnes.sweep import SweepBy, SweepProblem, SweepResult, gates_to_sweep, ranked
from layers.cli_arguments import Commands, scenario_arguments, scenario_asked
from layers.cli_tonnes import months_asked, year_asked
from layers.errors import ScenarioError
from layers.faults import ErrorCode
from layers.model.dataset import Data
from layers.model.vocabulary import LANGUAGES, CapacityReading
from layers.network.view_names import parse_closure
from layers.packs.load import load
from layers.picture.element_names import gate_name
from layers.sweeps.chunks import ChunkFolder, check_output, write_results
from layers.sweeps.engine import run_chunks

__all__ = ["add_sweep_command"]


def add_sweep_command(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add ``searoom sweep``."""
    sweep = commands.add_parser(
        "sweep", help="rank every pair (triple, ...) of gates by what closing them together does"
    )
    scenario_arguments(sweep, changes=True)
    sweep.add_argument("--k", type=int, default=2, help="how many gates are closed together (default: 2)")
    sweep.add_argument("--by", default=SweepBy.STRANDED.value, choices=[each.value for each in SweepBy])
    sweep.add_argument(
        "--of", action="append", default=[], metavar="WHAT",
        help="combine these only, by id or country code; repeatable (default: every gate in use)",
    )  # fmt: skip
    sweep.add_argument("--year", type=int, default=None, help="year of the flows (default: that of the day)")
    sweep.add_argument("--months", type=float, default=None, metavar="N", help="months since the closure")
    sweep.add_argument(
        "--capacities", default=CapacityReading.NAMEPLATE.value,
        choices=[each.value for each in CapacityReading]
    )
    sweep.add_argument("--top", type=int, default=10, metavar="N", help="print the worst N (default: 10)")
    sweep.add_argument(
        "-o", "--output", type=Path, default=None,
        help="write all to this file, .parquet or .csv; a stopped sweep goes on where it stopped",
    )  # fmt: skip
    sweep.add_argument("--scheduler", default="", metavar="ADDRESS", help="a Dask scheduler: tcp://HOST:8786")
    sweep.add_argument("--workers", type=int, default=0, help="workers of this machine (default: its cores)")
    sweep.add_argument("--language", default=LANGUAGES[0], choices=LANGUAGES)
    sweep.set_defaults(run=_sweep)


def _sweep(chosen: argparse.Namespace) -> int:
    data = load(chosen.data)
    year = year_asked(data, chosen)
    months, reading = months_asked(chosen), CapacityReading(chosen.capacities)
    asked = asked_of(scenario_asked(data, chosen), year, months, reading)
    gates = tuple(parse_closure(data, text) for text in chosen.of) or gates_to_sweep(data, year, asked.day)
    if not 1 <= chosen.k <= len(gates):
        raise ScenarioError(ErrorCode.SWEEP_SIZE, k=chosen.k, most=len(gates))
    if chosen.output is not None:
        check_output(chosen.output)
    results = _results(SweepProblem(data, asked, gates, chosen.k), chosen)
    if chosen.output is not None:
        sys.stdout.write(f"{chosen.output}: {len(results)}\n")
    shown = results[: max(0, chosen.top)]
    sys.stdout.writelines(f"{line}\n" for line in _lines(data, shown, chosen.language))
    return 0


def _results(problem: SweepProblem, chosen: argparse.Namespace) -> list[SweepResult]:
    """All results from the worst on; if a file is to be written, by way of the folder of chunks, which goes
    only once the file is there."""
    with tqdm(total=problem.combinations, unit="", disable=None, file=sys.stderr) as bar:
        if chosen.output is None:
            by_chunk: dict[int, list[SweepResult]] = {}

            def remember(number: int, results: list[SweepResult]) -> None:
                by_chunk[number] = results
                bar.update(len(results))

            run_chunks(problem, list(range(problem.chunks)), remember, chosen.scheduler, chosen.workers)
            every = [each for number in sorted(by_chunk) for each in by_chunk[number]]
            return ranked(every, SweepBy(chosen.by))
        folder = ChunkFolder(chosen.output, _question(problem))
        done = folder.done()
        bar.update(sum(len(folder.chunk(number)) for number in done))

        def keep(number: int, results: list[SweepResult]) -> None:
            folder.keep(number, results)
            bar.update(len(results))

        run_chunks(
            problem, [n for n in range(problem.chunks) if n not in done], keep,
            chosen.scheduler, chosen.workers,
        )  # fmt: skip
        results = ranked(folder.results(), SweepBy(chosen.by))
        write_results(results, chosen.output)
        folder.remove()
        return results


def _question(problem: SweepProblem) -> dict[str, object]:
    asked: Closed = problem.asked
    return {
        "k": problem.k, "gates": list(problem.gates), "day": asked.day, "year": asked.year,
        "closed": sorted(asked.closed), "built": sorted(asked.built), "months": asked.months,
        "capacities": asked.reading.value, "data": problem.fingerprint,
    }  # fmt: skip


def _lines(data: Data, results: list[SweepResult], language: str) -> Iterator[str]:
    for each in results:
        names = " + ".join(gate_name(data, language, gate) for gate in each.gates)
        yield f"{each.stranded_mt:8.1f} {each.extra_cost_usd_m:8,.0f} {each.doors:3d}  {names}"
