"""What valid records of tonnes are: commodities, flows of cargo, published totals, capacities.

Conventions as in :mod:`layers.model.evidence`. Quantities are millions of tonnes a year (``mt``), money is US
dollars a tonne. An amount has a low, a central and a high end: the spread of its sources, or of the
derivation that its note gives.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from layers.faults import FaultCode
from layers.model.records import CountryCode, Id, LocalText, PartialDate, Record, Sourced
from layers.model.refusals import refusal
from layers.model.vocabulary import CapacityMeasure, CapacityUnit, Confidence, Counted, Counts, Mode

__all__ = [
    "Amount",
    "Capacity",
    "CapacityStep",
    "Commodity",
    "Flow",
    "FlowTotal",
    "Hindcast",
    "OtherUsers",
    "PublishedCapacity",
    "SweptClosure",
    "UnitCost",
    "YearlyAmount",
]


class Amount(Record):
    """A quantity with its range; a single published figure has three equal ends."""

    low: float = Field(ge=0)
    central: float = Field(ge=0)
    high: float = Field(ge=0)

    @model_validator(mode="after")
    def _in_order(self) -> Amount:
        if not self.low <= self.central <= self.high:
            raise refusal(FaultCode.CENTRAL_OUTSIDE_RANGE, low=self.low, central=self.central, high=self.high)
        return self


class YearlyAmount(Sourced):
    """Millions of tonnes in one calendar year, and how the figure came about."""

    year: int = Field(ge=2000, le=2030)
    mt: Amount
    counted: Counted
    confidence: Confidence
    note: LocalText | None = None


class UnitCost(Sourced):
    """What carrying a tonne costs, to where all alternatives of the commodity are compared."""

    usd_per_tonne: Amount
    note: LocalText | None = None


class Commodity(Record):
    """A kind of cargo, with the value of a tonne at the border: what a stranded tonne loses."""

    id: Id
    name: LocalText
    value: UnitCost
    note: LocalText | None = None


class Flow(Sourced):
    """A way that a commodity takes or could take, with the tonnes of each year.

    Without ``years`` it is an alternative: a way that displaced cargo could take. ``through`` names the legs
    and places that it is known to pass, in order; ``limits`` the ids of capacities that it uses besides those
    of these elements, such as a border of several stations where the station is not published. With neither,
    its gate is not known.
    """

    id: Id
    name: LocalText
    commodity: Id
    account: Id | None = Field(default=None, description="the published total that its years add up to")
    counted_in: Id | None = Field(
        default=None,
        description="the flow of another account that holds the same tonnes; they are added once",
    )
    through: tuple[Id, ...] = ()
    limits: tuple[Id, ...] = ()
    drawn_on: tuple[Id, ...] = Field(
        default=(), description="legs that show it on the map by judgement; closing them moves nothing"
    )
    countries: tuple[CountryCode, ...] = Field(
        default=(), description="countries that it crosses, without home and the countries of the market"
    )
    market: LocalText
    market_countries: tuple[CountryCode, ...] = ()
    modes: tuple[Mode, ...]
    counts: Counts = Counts.EXPORTS
    years: tuple[YearlyAmount, ...] = ()
    value: UnitCost | None = Field(default=None, description="that of its commodity if left out")
    cost: UnitCost | None = None
    instead_of: tuple[Id, ...] = Field(
        default=(), description="flows whose cargo could go this way; any of the commodity if left out"
    )
    confidence: Confidence
    note: LocalText | None = None

    @property
    def is_gate_known(self) -> bool:
        """Whether any element or limit of the flow is named."""
        return bool(self.through or self.limits)

    def mt_of(self, year: int) -> Amount:
        """Tonnes of a year in millions; none where the year is not given."""
        found = next((each.mt for each in self.years if each.year == year), None)
        return found or Amount(low=0, central=0, high=0)


class FlowTotal(Sourced):
    """A published total that flows add up to: of an account, or of one commodity or gate within it."""

    id: Id
    name: LocalText
    account: Id = Field(description="the account: the id of its own total")
    commodity: Id | None = None
    gates: tuple[Id, ...] = Field(
        default=(), description="elements or capacities; flows through any of them are added"
    )
    counts: Counts
    years: Annotated[tuple[YearlyAmount, ...], Field(min_length=1)]
    note: LocalText | None = None

    @property
    def is_account(self) -> bool:
        """Whether this is the total of a whole account."""
        return self.account == self.id


class OtherUsers(Sourced):
    """What others send through a gate in the base year: transit, imports, other countries' cargo."""

    mt: Amount
    note: LocalText | None = None


class PublishedCapacity(Record):
    """A capacity in the unit in which it was published."""

    value: float = Field(gt=0)
    unit: CapacityUnit


class CapacityStep(Sourced):
    """A planned capacity and the date that is promised for it."""

    due: PartialDate
    mt: Amount
    text: LocalText


class Capacity(Sourced):
    """What one or several elements together can take in a year.

    ``elements`` are ids of legs and places; several share the capacity. ``commodities`` are those that it
    holds for, all if left out. ``mt`` is missing where the capacity is not known. Several capacities may hold
    for one element: each limits.
    """

    id: Id
    name: LocalText | None = Field(default=None, description="that of its first element if left out")
    elements: tuple[Id, ...] = Field(min_length=1)
    commodities: tuple[Id, ...] = ()
    measure: CapacityMeasure
    mt: Amount | None = None
    published: PublishedCapacity | None = None
    others: OtherUsers | None = Field(default=None, description="left out: nobody else uses it")
    season: LocalText | None = None
    steps: tuple[CapacityStep, ...] = ()
    as_of: PartialDate
    confidence: Confidence
    note: LocalText | None = None


class Hindcast(Sourced):
    """A loss that happened, what was seen to go elsewhere, and so a test of the reassignment.

    ``lost_mt`` is by flow and ``observed_mt`` by the flow whose way was taken instead; both are millions of
    tonnes over the ``days`` that they were counted. ``months`` had passed since the loss, on average.
    """

    id: Id
    name: LocalText
    date: PartialDate
    year: int = Field(ge=2000, le=2030, description="year of the flows that it is held against")
    days: float = Field(gt=0)
    months: float = Field(ge=0)
    lost_mt: Annotated[dict[Id, float], Field(min_length=1)]
    observed_mt: Annotated[dict[Id, float], Field(min_length=1)]
    observed_total_mt: float = Field(gt=0)
    note: LocalText | None = None


class SweptClosure(Record):
    """What closing some gates together does, by a sweep over all of their combinations; built, not kept by
    hand.

    ``gates`` are ids of parts or joint capacities. Tonnes are millions a year, money millions of US dollars a
    year, ``doors`` the corridors to the sea that stay open.
    """

    year: int
    date: PartialDate
    gates: Annotated[tuple[Id, ...], Field(min_length=1)]
    stranded_mt: float = Field(ge=0)
    extra_cost_usd_m: float
    doors: int = Field(ge=0)
