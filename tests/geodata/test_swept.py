"""The shipped worst combinations are those of the shipped flows."""

from __future__ import annotations

import pytest

from layers.analysis.tonnes.asked import Closed
from layers.analysis.tonnes.sweep import SweepBy, SweepProblem, gates_to_sweep, ranked
from tests.shipped import shipped

DATA = shipped()


@pytest.mark.parametrize("k", [1, 2, 3])
def test_every_figure_is_what_the_closure_gives_today(k: int) -> None:
    kept = [each for each in DATA.swept_closures if len(each.gates) == k]
    assert kept
    asked = Closed(kept[0].date, kept[0].year)
    for each in kept if k < 3 else kept[:10]:
        (found,) = SweepProblem(DATA, asked, each.gates, k).chunk(0)
        assert found.stranded_mt == pytest.approx(each.stranded_mt, abs=1e-3), each.gates
        assert found.extra_cost_usd_m == pytest.approx(each.extra_cost_usd_m, abs=0.06)
        assert found.doors == each.doors


def test_the_matrix_is_of_the_gates_that_strand_most_alone() -> None:
    single = [each.gates[0] for each in DATA.swept_closures if len(each.gates) == 1]
    first = next(each for each in DATA.swept_closures if len(each.gates) == 1)
    gates = gates_to_sweep(DATA, first.year, first.date)
    problem = SweepProblem(DATA, Closed(first.date, first.year), gates, 1)
    worst = ranked(problem.chunk(0), SweepBy.STRANDED)[: len(single)]
    assert [each.gates[0] for each in worst] == single
    pairs = [each for each in DATA.swept_closures if len(each.gates) == 2]
    assert len(pairs) == len(single) * (len(single) - 1) / 2
