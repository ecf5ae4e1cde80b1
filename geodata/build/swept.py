"""Builds ``swept_closures.yaml``: single gates, all pairs of those that matter and the worst triples.

The newest year of flows, the day on which the pack opens, nameplate capacity, all spare capacity found.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from layers.analysis.tonnes.asked import Closed
from layers.analysis.tonnes.base_flows import base_year
from layers.analysis.tonnes.sweep import SweepBy, SweepProblem, SweepResult, gates_to_sweep, ranked
from layers.model.dataset import Data
from layers.model.vocabulary import DEFAULT_DATE
from layers.packs.load import load
from layers.sweeps.engine import run_chunks

__all__ = ["build"]

SINGLE, TRIPLES = 14, 40
"""Gates in the matrix of pairs, and how many triples are kept."""

_HEAD = "# What closing gates together does. Built by: python -m geodata.build swept\n"


def build(folder: Path) -> Path:
    """Write the file."""
    path = folder / "swept_closures.yaml"
    path.unlink(missing_ok=True)  # it does not count as a fault of the data that it is older than they are
    data = load(folder)
    year = base_year(data, DEFAULT_DATE)
    results = _worst(data, Closed(DEFAULT_DATE, year)) if year is not None else []
    records = [
        {
            "year": year, "date": DEFAULT_DATE, "gates": list(each.gates),
            "stranded_mt": round(each.stranded_mt, 3),
            "extra_cost_usd_m": round(each.extra_cost_usd_m, 1), "doors": each.doors,
        }
        for each in results
    ]  # fmt: skip
    body = yaml.safe_dump(records, sort_keys=False, default_flow_style=None, width=110)
    path.write_text(_HEAD + body, encoding="utf-8")
    return path


def _worst(data: Data, asked: Closed) -> list[SweepResult]:
    gates = gates_to_sweep(data, asked.year, asked.day)
    single = ranked(_sweep(data, asked, gates, 1), SweepBy.STRANDED)[:SINGLE]
    matter = [each.gates[0] for each in single]
    pairs = ranked(_sweep(data, asked, sorted(matter), 2), SweepBy.STRANDED)
    triples = ranked(_sweep(data, asked, gates, 3), SweepBy.STRANDED)[:TRIPLES]
    return [*single, *pairs, *triples]


def _sweep(data: Data, asked: Closed, gates: list[str] | tuple[str, ...], k: int) -> list[SweepResult]:
    problem, found = SweepProblem(data, asked, gates, k), {}
    run_chunks(problem, list(range(problem.chunks)), found.__setitem__)
    return [each for number in sorted(found) for each in found[number]]
