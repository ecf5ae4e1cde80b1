"""How long the figures take on this machine, one core: ``python -m tests.benchmarks.figures``."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from itertools import combinations
from statistics import median

os.environ["OMP_NUM_THREADS"] = "1"  # one core, whatever the linear algebra would take

from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.routing import By, RouteFinder
from layers.analysis.what_if import WhatIf, door_history
from layers.network.scenario import Scenario, open_ways
from layers.packs.load import load

RUNS = 15


def main() -> None:
    """Print the median of several runs of each, after one that warms up."""
    data = load()
    model, settings = RiskModel(data), central_settings(data)
    what_if, finder = WhatIf(model), RouteFinder(model, settings)
    plain = Scenario("2026-07-01")
    tried = Scenario("2026-07-01", frozenset({"RU"}), (("trans-afghan-west", 0.3), ("zangezur-tripp", 0.4)))
    ways = open_ways(data, plain)

    def next_closure(names: list[str]) -> Callable[[], object]:
        pairs = [frozenset(pair) for pair in combinations(names, 2)]
        return lambda: what_if.headline(Scenario(plain.day, pairs.pop()), settings)

    def next_day(days: list[str]) -> Callable[[], object]:
        return lambda: what_if.headline(Scenario(days.pop()), settings)

    show("everything after one closure or slider", lambda: what_if.headline(tried, settings))
    show("  of it Shapley values", lambda: what_if.power(ways, plain, settings))
    show("  of it what hangs on each element", lambda: what_if.criticality_days(ways, plain.day, settings))
    show("a closure not asked before", next_closure(sorted({c for way in ways for c in way.countries})))
    days = [f"2025-{month:02d}-{day:02d}" for month in range(1, 13) for day in (3, 17)]
    show("everything on a day not asked before", next_day(days))
    show("a route by generalised cost", lambda: finder.find("almaty", "INNSA", By.GENERALISED, plain))
    show("doors and locks of ten years", lambda: door_history(model))


def show(what: str, run: Callable[[], object]) -> None:
    """Print the median time of ``run`` in milliseconds."""
    run()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    sys.stdout.write(f"{what:<42}{1000 * median(times):8.1f} ms\n")


if __name__ == "__main__":
    main()
