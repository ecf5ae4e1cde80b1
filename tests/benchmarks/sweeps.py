"""How long closures in tonnes take: one, all pairs and all triples of the shipped pack's gates.

``python -m tests.benchmarks.sweeps``
"""

from __future__ import annotations

import sys
import time

from layers.analysis.tonnes.asked import Closed
from layers.analysis.tonnes.closure import Tonnes
from layers.analysis.tonnes.sweep import SweepBy, SweepProblem, SweepResult, gates_to_sweep, ranked
from layers.model.vocabulary import DEFAULT_DATE
from layers.packs.load import load
from layers.sweeps.engine import run_chunks, workers_here

YEAR, REPEATS = 2025, 50


def main() -> None:
    """Print the times."""
    data = load()
    tonnes = Tonnes(data)
    asked = Closed(DEFAULT_DATE, YEAR, frozenset({"RU"}))
    tonnes.closure(asked)
    begun = time.perf_counter()
    for _ in range(REPEATS):
        tonnes.closure(asked)
    each_ms = 1000 * (time.perf_counter() - begun) / REPEATS
    sys.stdout.write(f"one closure with its band, central, low, high: {each_ms:.1f} ms\n")
    gates = gates_to_sweep(data, YEAR, DEFAULT_DATE)
    for k, workers in ((2, 1), (2, workers_here()), (3, workers_here())):
        problem = SweepProblem(data, Closed(DEFAULT_DATE, YEAR), gates, k)
        found: dict[int, list[SweepResult]] = {}
        begun = time.perf_counter()
        run_chunks(problem, list(range(problem.chunks)), found.__setitem__, workers=workers)
        took = time.perf_counter() - begun
        worst = ranked([each for results in found.values() for each in results], SweepBy.STRANDED)[0]
        sys.stdout.write(
            f"{problem.combinations} combinations of {k} of {len(gates)} gates, {workers} workers: "
            f"{took:.1f} s; worst {' + '.join(worst.gates)} strands {worst.stranded_mt:.1f} Mt\n"
        )


if __name__ == "__main__":
    main()
