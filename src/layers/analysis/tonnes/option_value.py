"""Option value of a planned line: what its being there would save while something else is closed.

For each single closure: how many days a year it lasts, by its closures on record or its score
(:mod:`layers.analysis.outages`), times what the closure costs shippers a year less with the line than
without, times the share of the year in which the line's own countries and crossings are not shut themselves.
The number behind "insurance even if only partly built": a line earns it only through cargo that may take it.

Left out: that two closures coincide, any gain while nothing is closed, and the cost of building. What a
closure costs is taken six months after it; the band spans one month and all spare capacity found, each with
the inputs that strand least and most, and the rarest and most frequent outages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from math import exp

from layers.analysis.bands import Band
from layers.analysis.outages import Elements
from layers.analysis.parameters import Settings
from layers.analysis.risk import RiskModel
from layers.analysis.tonnes.asked import Closed
from layers.analysis.tonnes.base_flows import End, capacities_of_flow
from layers.analysis.tonnes.closure import Tonnes
from layers.model.records import Crossing
from layers.model.tonnes import Capacity

__all__ = ["MONTHS", "ClosureInsured", "OptionValue", "PlannedLine", "option_values", "planned_lines"]

MONTHS = 6.0
"""Months since the closure at which the central value is taken."""
_CASES: tuple[tuple[End, float | None], ...] = tuple(product((End.LOW, End.HIGH), (1.0, None)))
"""Ends of the inputs and months since the closure that the band spans."""

_LEAST_USD_M = 1e-6


@dataclass(frozen=True)
class PlannedLine:
    """A line that is not in use on a day: its capacity, the parts that would have to open, and what its cargo
    crosses, by country code and id of a crossing."""

    capacity: Capacity
    to_open: frozenset[str]
    crosses: frozenset[str]


@dataclass(frozen=True)
class ClosureInsured:
    """One closure: its expected days a year, and what the line avoids while it lasts, at a yearly rate."""

    closed: str
    days_a_year: Band
    avoided_mt_a_year: Band
    saved_usd_m_a_year: Band


@dataclass(frozen=True)
class OptionValue:
    """What a planned line is worth as insurance, expected a year.

    ``open_share`` is the share of the year in which the line itself is not shut. ``closures`` are those that
    it helps in, the most valuable first.
    """

    line: PlannedLine
    open_share: Band
    closures: tuple[ClosureInsured, ...]

    @cached_property
    def avoided_mt(self) -> Band:
        """Expected millions of tonnes a year that are not stranded."""
        return self._expected([each.avoided_mt_a_year for each in self.closures])

    @cached_property
    def usd_m(self) -> Band:
        """Expected millions of US dollars a year saved."""
        return self._expected([each.saved_usd_m_a_year for each in self.closures])

    def _expected(self, rates: Iterable[Band]) -> Band:
        low = central = high = 0.0
        for rate, each in zip(rates, self.closures, strict=True):
            days = each.days_a_year
            low += rate.low * days.low / 365 * self.open_share.low
            central += rate.central * days.central / 365 * self.open_share.central
            high += rate.high * days.high / 365 * self.open_share.high
        return Band(low, central, high)


def planned_lines(tonnes: Tonnes, day: str) -> tuple[PlannedLine, ...]:
    """Capacities with an element that is not in use on the day and that an alternative way passes."""
    data, found = tonnes.data, []
    for capacity in data.capacities.values():
        if all(tonnes.ways.is_usable(key, day) for key in capacity.elements):
            continue
        ways = [
            flow for flow in data.flows.values()
            if not flow.years and capacity in capacities_of_flow(data, flow)
        ]  # fmt: skip
        parts = {part for way in ways for part in way.through}
        if ways:
            crossings = {part for part in parts if isinstance(data.parts.get(part), Crossing)}
            countries = {country for way in ways for country in way.countries}
            to_open = frozenset(part for part in parts if not tonnes.ways.is_usable(part, day))
            found.append(PlannedLine(capacity, to_open, frozenset(crossings | countries)))
    return tuple(found)


def option_values(model: RiskModel, tonnes: Tonnes, asked: Closed, settings: Settings) -> list[OptionValue]:
    """Option value of every planned line, the most valuable first.

    Parameters
    ----------
    asked
        Day, year and reading of capacities; what it has closed is closed in every case.
    """
    elements = Elements(model)
    candidates = _candidates(tonnes, asked, elements)
    load_of = {key: elements.on(key, asked.day, settings).load for key in candidates}
    found = []
    for line in planned_lines(tonnes, asked.day):
        own = [elements.on(key, asked.day, settings).load for key in sorted(line.crosses)]
        insured = (
            _insured(tonnes, asked, line, key, load_of[key])
            for key in candidates if key not in line.crosses | line.to_open
        )  # fmt: skip
        most_first = sorted(
            (each for each in insured if each.saved_usd_m_a_year.high > _LEAST_USD_M),
            key=lambda each: (-each.saved_usd_m_a_year.central * each.days_a_year.central, each.closed),
        )
        found.append(OptionValue(line, _open_share(own), tuple(most_first)))
    return sorted(found, key=lambda each: (-each.usd_m.central, each.line.capacity.id))


def _candidates(tonnes: Tonnes, asked: Closed, elements: Elements) -> list[str]:
    """Countries that cargo of the year crosses, and parts of its way with outages of their own."""
    base = tonnes.base(asked.year)
    passed = (key for key in base.by_element() if key in tonnes.data.parts)
    parts = [key for key in passed if key in elements.of_part(key)]
    countries = [each.country for each in base.dependence()]
    return [key for key in dict.fromkeys((*countries, *parts)) if key not in asked.closed]


def _insured(tonnes: Tonnes, asked: Closed, line: PlannedLine, key: str, load: Band) -> ClosureInsured:
    central = _saved(tonnes, asked, line, key, End.CENTRAL, MONTHS)
    others = [_saved(tonnes, asked, line, key, end, months) for end, months in _CASES]
    mt, usd = (
        Band.around(value, (each[n] for each in others)) for n, value in enumerate(central)
    )
    return ClosureInsured(key, load.map(lambda value: 365 * (1 - exp(-value))), mt, usd)


def _saved(
    tonnes: Tonnes, asked: Closed, line: PlannedLine, key: str, end: End, months: float | None
) -> tuple[float, float]:
    """Stranded millions of tonnes avoided and millions of US dollars saved by a line, at a yearly rate."""
    without = replace(asked, closed=asked.closed | {key}, months=months)
    before = tonnes.cost(without, end)
    after = tonnes.cost(replace(without, opened=asked.opened | line.to_open), end)
    return max(0.0, before[0] - after[0]), max(0.0, before[1] - after[1])


def _open_share(each: Iterable[Band]) -> Band:
    """Share of the year in which nothing is shut that has these loads, ``-ln(probability of being up)``."""
    every = list(each)
    return Band(
        exp(-sum(load.high for load in every)), exp(-sum(load.central for load in every)),
        exp(-sum(load.low for load in every)),
    )  # fmt: skip
