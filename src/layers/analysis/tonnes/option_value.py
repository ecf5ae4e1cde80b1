"""Option value of a planned line: what its being there would save while something else is closed.

For each single closure: how many days a year it lasts, by its closures on record or its score
(:mod:`layers.analysis.outages`), times what the closure costs shippers a year less with the line than
without. Closures are taken one at a time: that two coincide is left out, and so is any gain while nothing is
closed. The number behind "insurance even if only partly built": a line earns it only through cargo that may
take it.

The low end takes the rarest outages, what one month finds of spare capacity and the inputs that strand least;
the high end the most frequent ones, all spare capacity and those that strand most.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import exp

from layers.analysis.bands import Band
from layers.analysis.outages import Elements
from layers.analysis.parameters import Settings
from layers.analysis.risk import RiskModel
from layers.analysis.tonnes.base_flows import End
from layers.analysis.tonnes.closure import Closed, Tonnes
from layers.model.dataset import Data
from layers.network.network import parts_of_route

__all__ = ["MONTHS", "ClosureInsured", "OptionValue", "option_values", "planned_lines"]

MONTHS: dict[End, float | None] = {End.LOW: 1.0, End.CENTRAL: 6.0, End.HIGH: None}
"""Months since the closure at each end, which say how much spare capacity is found."""

_LEAST_USD_M = 1e-6


@dataclass(frozen=True)
class ClosureInsured:
    """One closure: its expected days a year, and what the line avoids while it lasts, at a yearly rate."""

    closed: str
    days_a_year: Band
    avoided_mt_a_year: Band
    saved_usd_m_a_year: Band


@dataclass(frozen=True)
class OptionValue:
    """What a planned line is worth as insurance, expected a year, with the closures that it helps in, the
    most valuable first."""

    corridor: str
    avoided_mt: Band
    usd_m: Band
    closures: tuple[ClosureInsured, ...]


def planned_lines(data: Data, tonnes: Tonnes, day: str) -> tuple[str, ...]:
    """Ids of the corridors that give cargo a way if they are built, and not before."""
    now = tonnes.usable_ways(day, frozenset())
    return tuple(
        key for key, corridor in data.corridors.items()
        if corridor.outlet and tonnes.usable_ways(day, frozenset({key})) - now
    )  # fmt: skip


def option_values(model: RiskModel, tonnes: Tonnes, asked: Closed, settings: Settings) -> list[OptionValue]:
    """Option value of every planned line, the most valuable first.

    Parameters
    ----------
    asked
        Day, year and reading of capacities; what it has closed is closed in every case.
    """
    data, elements = model.data, Elements(model)
    lines = planned_lines(data, tonnes, asked.day)
    candidates = _closures(data, tonnes, asked)
    days = {key: _days(elements.on(key, asked.day, settings).load) for key in candidates}
    found = [_value(data, tonnes, asked, line, candidates, days) for line in lines]
    return sorted(found, key=lambda each: (-each.usd_m.central, each.corridor))


def _closures(data: Data, tonnes: Tonnes, asked: Closed) -> list[str]:
    """Countries and parts that cargo of the year passes and that can be shut."""
    base = tonnes.base(asked.year)
    parts = [key for key in base.by_element() if key in data.parts]
    countries = [each.country for each in base.dependence()]
    return [key for key in dict.fromkeys((*countries, *parts)) if key not in asked.closed]


def _days(load: Band) -> Band:
    """Days a year of being down, of the load ``-ln(probability of being up)``."""
    return load.map(lambda value: 365 * (1 - exp(-value)))


def _value(
    data: Data, tonnes: Tonnes, asked: Closed, line: str, candidates: Iterable[str], days: dict[str, Band]
) -> OptionValue:  # fmt: skip
    own = {part for route in data.corridors[line].routes for part in parts_of_route(data, route)}
    insured = []
    for key in candidates:
        if key in own:
            continue  # a line is no insurance against its own closure
        ends = [_saved(tonnes, asked, line, key, end) for end in End]
        if ends[1][1] > _LEAST_USD_M or ends[2][1] > _LEAST_USD_M:
            mt, usd = (Band(*sorted(each)) for each in zip(*ends, strict=True))
            insured.append(ClosureInsured(key, days[key], mt, usd))
    insured.sort(key=lambda each: (-_expected(each.saved_usd_m_a_year, each).central, each.closed))
    return OptionValue(
        line,
        _sum(_expected(each.avoided_mt_a_year, each) for each in insured),
        _sum(_expected(each.saved_usd_m_a_year, each) for each in insured),
        tuple(insured),
    )


def _saved(tonnes: Tonnes, asked: Closed, line: str, key: str, end: End) -> tuple[float, float]:
    """Stranded millions of tonnes avoided and millions of US dollars saved by a line, at a yearly rate."""
    without = replace(asked, closed=asked.closed | {key}, months=MONTHS[end])
    built = replace(without, built=asked.built | {line})
    before, after = tonnes.cost(without, end), tonnes.cost(built, end)
    return max(0.0, before[0] - after[0]), max(0.0, before[1] - after[1])


def _expected(rate: Band, insured: ClosureInsured) -> Band:
    low, central, high = (
        value * days / 365 for value, days in zip(rate.values, insured.days_a_year.values, strict=True)
    )
    return Band(low, central, high)


def _sum(bands: Iterable[Band]) -> Band:
    every = [band.values for band in bands] or [(0.0, 0.0, 0.0)]
    low, central, high = (sum(values) for values in zip(*every, strict=True))
    return Band(low, central, high)
