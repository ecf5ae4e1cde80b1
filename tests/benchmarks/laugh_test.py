"""Twenty known ways beside what comes out: ``python -m tests.benchmarks.laugh_test``."""

from __future__ import annotations

import sys

from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.routing import RouteFinder
from layers.network.scenario import Scenario
from layers.packs.load import load
from tests.laugh import DAY, WAYS, Range

HEAD = f"{'pair':20} {'way':4} {'days':>6} {'publ.':>9}   {'USD/TEU':>8} {'publ.':>11}   gates on the way"


def main() -> None:
    """Print the table on :data:`~tests.laugh.DAY`, each way by what its practitioner goes by."""
    data = load()
    finder = RouteFinder(RiskModel(data), central_settings(data))
    gates = data.crossings.keys() | data.ports.keys() | data.chokepoints.keys()
    sys.stdout.write(f"{HEAD}\n")
    for way in WAYS:
        found = finder.find(way.origin, way.market, way.by, Scenario(DAY))
        if found is None:
            sys.stdout.write(f"{way!s:20} no way\n")
            continue
        passed = " ".join(place for place in found.places if place in gates)
        sys.stdout.write(
            f"{way!s:20} {'yes' if way.is_gone(found) else 'NO':4} "
            f"{found.days:6.1f} {within(found.days, way.days)} "
            f"{found.usd_per_teu:8,.0f} {within(found.usd_per_teu, way.usd_per_teu):>13} {passed}\n"
        )


def within(value: float, published: Range | None) -> str:
    """Return the published range, marked where the value lies outside."""
    if published is None:
        return f"{'–':>9}  "
    low, high = published
    return f"{f'{low:,.0f}–{high:,.0f}':>9} {' ' if low <= value <= high else '*'}"


if __name__ == "__main__":
    main()
