"""What goes where in a base year: tonnes by gate, by country and by leg, and how much of each capacity is
used.

Base flows are facts, not results of a model. A tonne that two accounts count is added once, in the account
whose flow the other names in ``counted_in``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from layers.analysis.bands import Band
from layers.model.dataset import Data
from layers.model.records import Crossing, Port
from layers.model.tonnes import Amount, Capacity, Flow

__all__ = [
    "UNKNOWN_GATE",
    "BaseFlows",
    "Dependence",
    "End",
    "Use",
    "band_of",
    "base_year",
    "capacities_of_flow",
    "dependence_of",
    "flow_years",
    "gate_of",
    "gate_order",
]

UNKNOWN_GATE = ""
"""The gate of what is published only as part of a total."""


class End(StrEnum):
    """Which end of every input is taken; ``HIGH`` is that which strands most."""

    LOW = "low"
    CENTRAL = "central"
    HIGH = "high"

    def of(self, amount: Amount) -> float:
        """The amount at this end."""
        return float(getattr(amount, self.value))

    @property
    def other(self) -> End:
        """The opposite end: a high capacity strands less."""
        return {End.LOW: End.HIGH, End.HIGH: End.LOW}.get(self, self)


def band_of(amount: Amount) -> Band:
    """An amount of the data as a band."""
    return Band(amount.low, amount.central, amount.high)


def flow_years(data: Data) -> tuple[int, ...]:
    """Years that any flow is known for, in order."""
    return tuple(sorted({each.year for flow in data.flows.values() for each in flow.years}))


def base_year(data: Data, day: str) -> int | None:
    """The newest year with flows that had ended or begun by the day; the first if all came later.

    None for data without flows.
    """
    years = flow_years(data)
    begun = [year for year in years if year <= int(day[:4])]
    known = begun or list(years[:1])
    return known[-1] if known else None


def capacities_of_flow(data: Data, flow: Flow) -> tuple[Capacity, ...]:
    """Capacities that hold for a flow, known or not, in the order of the data."""
    passed = frozenset(flow.through)
    return tuple(
        each for each in data.capacities.values()
        if (each.id in flow.limits or not passed.isdisjoint(each.elements))
        and (not each.commodities or flow.commodity in each.commodities)
    )  # fmt: skip


def gate_of(data: Data, flow: Flow) -> str:
    """The gate by which a flow leaves: an id of a capacity or part; :data:`UNKNOWN_GATE` where none is named.

    The limit that it names itself, else the first port or crossing on its way, else the first element.
    """
    if flow.limits:
        return flow.limits[0]
    gates = [key for key in flow.through if isinstance(data.parts.get(key), Port | Crossing)]
    return next(iter(gates or flow.through), UNKNOWN_GATE)


def gate_order(mt_by_gate: Mapping[str, float]) -> list[str]:
    """Gates from most tonnes to least, what has no known gate last."""
    return sorted(mt_by_gate, key=lambda gate: (gate == UNKNOWN_GATE, -mt_by_gate[gate], gate))


@dataclass(frozen=True)
class Use:
    """How much of a capacity is used: millions of tonnes of home's flows and of others, and the capacity.

    ``capacity_mt`` is None where it is not known, and so is the ``share``.
    """

    capacity: Capacity
    flows_mt: Band
    others_mt: Band
    capacity_mt: Band | None

    @property
    def share(self) -> Band | None:
        """Use as a share of the capacity (1 is full); the low end is little use of a large capacity."""
        if self.capacity_mt is None or self.capacity_mt.low <= 0:
            return None
        used, whole = (
            [a + b for a, b in zip(self.flows_mt.values, self.others_mt.values, strict=True)],
            self.capacity_mt.values[::-1],
        )
        low, central, high = (mt / most for mt, most in zip(used, whole, strict=True))
        return Band(min(low, central), central, max(central, high))


@dataclass(frozen=True)
class Dependence:
    """Tonnes that cross a country, as a share of all, and the part of them that the country itself buys."""

    country: str
    mt: float
    share: float
    bought_there_mt: float


def dependence_of(data: Data, mt_by_flow: Mapping[str, float]) -> list[Dependence]:
    """Every country that tonnes cross or that buys them, from the largest share down."""
    crossed: dict[str, float] = defaultdict(float)
    bought: dict[str, float] = defaultdict(float)
    total = sum(mt_by_flow.values())
    for key, mt in mt_by_flow.items():
        flow = data.flows[key]
        for country in {*flow.countries, *flow.market_countries} - {data.home} if mt > 0 else ():
            crossed[country] += mt
            bought[country] += mt if country in flow.market_countries else 0.0
    return sorted(
        (Dependence(key, mt, mt / total, bought[key]) for key, mt in crossed.items()),
        key=lambda each: (-each.mt, each.country),
    )


class BaseFlows:
    """The flows of one year.

    Parameters
    ----------
    year
        A calendar year of :func:`flow_years`.
    commodity
        The only commodity that is looked at; all if empty.
    """

    def __init__(self, data: Data, year: int, commodity: str = "") -> None:
        self.data, self.year = data, year
        self.flows = {
            key: flow for key, flow in data.flows.items()
            if flow.mt_of(year).central > 0 and commodity in ("", flow.commodity)
        }  # fmt: skip

    def mt(self, key: str, end: End = End.CENTRAL) -> float:
        """Tonnes of a flow in millions."""
        return end.of(self.data.flows[key].mt_of(self.year))

    @cached_property
    def once(self) -> Mapping[str, Flow]:
        """The flows without those whose tonnes another account counts too."""
        return {key: flow for key, flow in self.flows.items() if flow.counted_in is None}

    @cached_property
    def total_mt(self) -> float:
        """All tonnes, each once."""
        return sum(map(self.mt, self.once))

    @cached_property
    def gate_known_share(self) -> float:
        """Share of the tonnes whose gate is named, by one station or jointly; 0 without any tonnes."""
        known = sum(self.mt(key) for key, flow in self.once.items() if flow.is_gate_known)
        return known / self.total_mt if self.total_mt else 0.0

    @cached_property
    def mt_by_gate(self) -> dict[str, float]:
        """Tonnes by gate, from most to least, what has no known gate last."""
        found: dict[str, float] = defaultdict(float)
        for key, flow in self.once.items():
            found[gate_of(self.data, flow)] += self.mt(key)
        return {gate: found[gate] for gate in gate_order(found)}

    def by_element(self, drawn: bool = False) -> dict[str, list[str]]:
        """Ids of the flows through each leg and place; with those ``drawn`` there by judgement."""
        found: dict[str, list[str]] = defaultdict(list)
        for key, flow in self.once.items():
            for element in dict.fromkeys((*flow.through, *(flow.drawn_on if drawn else ()))):
                found[element].append(key)
        return dict(found)

    def dependence(self) -> list[Dependence]:
        """Every country that tonnes cross or that buys them, from the largest share down."""
        return dependence_of(self.data, {key: self.mt(key) for key in self.once})

    def use(self, capacity: Capacity) -> Use:
        """How much of a capacity is used."""
        keys = self.users(capacity)
        low, central, high = (sum(self.mt(key, end) for key in keys) for end in End)
        return Use(
            capacity, Band(low, central, high),
            band_of(capacity.others.mt) if capacity.others else Band.sure(0.0),
            band_of(capacity.mt) if capacity.mt else None,
        )  # fmt: skip

    def users(self, capacity: Capacity) -> list[str]:
        """Ids of the flows that use a capacity."""
        return [key for key, flow in self.once.items() if capacity in capacities_of_flow(self.data, flow)]

    def uses_of(self, element: str) -> list[Use]:
        """Use of every capacity that holds for an element."""
        return [self.use(each) for each in _of_element(self.data.capacities.values(), element)]


def _of_element(capacities: Iterable[Capacity], element: str) -> list[Capacity]:
    return [each for each in capacities if element in each.elements]
