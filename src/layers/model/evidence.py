"""What valid evidence is: dated scores, events, projects, yearly figures, claims.

Conventions as in :mod:`layers.model.records`: frozen records, dates as partial ISO strings, texts in every
language, the unit in the name of every quantity. Money is in millions of US dollars.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field, model_validator

from layers.faults import FaultCode
from layers.model.records import CountryCode, Id, LocalText, PartialDate, Record, Sourced
from layers.model.refusals import refusal
from layers.model.vocabulary import (
    Cargo,
    Confidence,
    Counted,
    Counts,
    Dimension,
    Direction,
    Measure,
    Mode,
    Part,
    SeriesMeasure,
    Unit,
    Verdict,
)

__all__ = [
    "PLACEHOLDER",
    "Assessment",
    "Benchmark",
    "BenchmarkEnd",
    "BenchmarkMapping",
    "BorderClass",
    "Claim",
    "ClaimEvidence",
    "Cost",
    "Event",
    "Opening",
    "Parameter",
    "Preset",
    "Project",
    "Promise",
    "RubricEntry",
    "Score",
    "Series",
    "SeriesPoint",
    "Shock",
    "SpotCheck",
    "placeholders",
]

PLACEHOLDER = re.compile(r"\{(\w+)\}")
"""A live figure in a claim's text."""

ScoreValue = Annotated[float, Field(ge=1, le=5)]


# --- risk ---------------------------------------------------------------------------------------------


class RubricEntry(Record):
    """The meaning of the scores of one dimension of risk, and the source of its default."""

    dimension: Dimension
    definition: LocalText
    levels: dict[Literal["1", "2", "3", "4", "5"], LocalText]
    applies_to: tuple[Part, ...] = Field(min_length=1)
    default: LocalText

    @model_validator(mode="after")
    def _every_level(self) -> RubricEntry:
        if len(self.levels) != 5:
            raise refusal(FaultCode.LEVEL_MISSING)
        return self


class Score(Sourced):
    """A score from a date on, with its range.

    It holds until the next score of its assessment, and rests on what was known in that time: no source and
    no year in its reason is later than its end, and its first dated source comes within half a year of its
    start (:mod:`layers.packs.score_evidence` checks it). Where nothing of the time was found, an earlier
    score says so as a judgement. ``retrospective`` is for reports that came later and are about its time.
    """

    from_date: PartialDate = Field(alias="from")
    score: ScoreValue
    low: ScoreValue
    high: ScoreValue
    reason: LocalText
    confidence: Confidence
    as_of: PartialDate
    retrospective: bool = Field(
        default=False, description="its sources came later than its time, and report on it"
    )

    @model_validator(mode="after")
    def _range_holds_the_score(self) -> Score:
        if not self.low <= self.score <= self.high:
            raise refusal(FaultCode.SCORE_OUTSIDE_RANGE, low=self.low, score=self.score, high=self.high)
        return self


class Assessment(Record):
    """Scores in one dimension for some parts, or for countries as the default of their parts."""

    id: Id
    dimension: Dimension
    parts: tuple[Id, ...] = ()
    countries: tuple[CountryCode, ...] = ()
    scores: tuple[Score, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _about_something_in_order(self) -> Assessment:
        if bool(self.parts) == bool(self.countries):
            raise refusal(FaultCode.PARTS_OR_COUNTRIES)
        if len(set(self.parts)) < len(self.parts) or len(set(self.countries)) < len(self.countries):
            raise refusal(FaultCode.SCORED_TWICE)
        dates = [score.from_date for score in self.scores]
        if dates != sorted(set(dates)):
            raise refusal(FaultCode.SCORE_ORDER)
        return self


# --- time ---------------------------------------------------------------------------------------------


class Event(Sourced):
    """An event that opened, closed, or changed the risk of a way to the sea."""

    id: Id
    date: PartialDate
    until: PartialDate | None = None
    direction: Direction
    title: LocalText
    text: LocalText
    corridors: tuple[Id, ...] = ()
    parts: tuple[Id, ...] = ()
    confidence: Confidence
    note: LocalText | None = None

    @model_validator(mode="after")
    def _touches_something(self) -> Event:
        if not self.corridors and not self.parts:
            raise refusal(FaultCode.EVENT_TOUCHES_NOTHING)
        if self.until is not None and self.until < self.date:
            raise refusal(FaultCode.UNTIL_BEFORE_DATE, until=self.until, date=self.date)
        return self


class Promise(Sourced):
    """An opening date that was announced on some date."""

    announced: PartialDate
    due: PartialDate
    by: LocalText


class Opening(Record):
    """A promised opening: every promise in order, and the actual opening."""

    what: LocalText
    promises: tuple[Promise, ...] = Field(min_length=1)
    from_first_announcement: bool = Field(
        default=False, description="whether the first promise was made when the project was first announced"
    )
    searched_back_to: PartialDate | None = Field(
        default=None, description="the earliest date of the pages that were searched for promises"
    )
    searched_on: PartialDate | None = Field(default=None, description="day of the last search for promises")
    actual: PartialDate | None = None
    actual_sources: tuple[str, ...] = ()
    state: LocalText
    last_known: PartialDate

    @property
    def searched_year(self) -> str:
        """The year back to which promises were searched for; empty if they were not."""
        return (self.searched_back_to or "")[:4]

    @model_validator(mode="after")
    def _in_order(self) -> Opening:
        dates = [promise.announced for promise in self.promises]
        if dates != sorted(dates):
            raise refusal(FaultCode.PROMISE_ORDER)
        if self.actual is not None and not self.actual_sources:
            raise refusal(FaultCode.ACTUAL_UNSOURCED, actual=self.actual)
        return self


class Cost(Sourced):
    """A published sum in millions of US dollars, as a range; a single figure has equal low and high."""

    what: LocalText
    kind: Literal["estimate", "committed", "offered", "spent"]
    low_usd_m: float = Field(gt=0)
    high_usd_m: float = Field(gt=0)
    as_of: PartialDate

    @model_validator(mode="after")
    def _low_first(self) -> Cost:
        if self.low_usd_m > self.high_usd_m:
            raise refusal(FaultCode.COST_ORDER, low=self.low_usd_m, high=self.high_usd_m)
        return self


class Project(Record):
    """Something being built or planned: its cost, its funders, its promised openings."""

    id: Id
    name: LocalText
    summary: LocalText
    corridors: tuple[Id, ...] = Field(min_length=1)
    parts: tuple[Id, ...] = ()
    costs: tuple[Cost, ...] = ()
    openings: tuple[Opening, ...] = ()
    searched_on: PartialDate | None = Field(
        default=None, description="day of the last search for costs and promised dates"
    )


# --- figures ------------------------------------------------------------------------------------------


class SeriesPoint(Sourced):
    """A figure for one year, or its range where sources differ."""

    year: int = Field(ge=1990, le=2040)
    value: float = Field(ge=0)
    low: float | None = None
    high: float | None = None
    counted: Counted = Counted.PUBLISHED
    months: int = Field(default=12, ge=1, le=12, description="how many months of the year it covers")
    partial: LocalText | None = Field(default=None, description="which part of the year, if not all of it")
    note: LocalText | None = None


class Series(Record):
    """Yearly figures with one definition."""

    id: Id
    name: LocalText
    definition: LocalText
    unit: Unit
    measures: SeriesMeasure = SeriesMeasure.TRAFFIC
    counts: Counts | None = Field(default=None, description="whose cargo, for traffic and trade")
    corridors: tuple[Id, ...] = ()
    points: tuple[SeriesPoint, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _years_in_order(self) -> Series:
        years = [point.year for point in self.points]
        if years != sorted(set(years)):
            raise refusal(FaultCode.POINT_ORDER)
        return self


class Parameter(Sourced):
    """A number of the time and cost model, with its range.

    The range is that of the evidence, about the 10th to the 90th percentile. Where ``basis`` is ``fitted``,
    the central value is the one that :mod:`layers.analysis.calibration` finds within it.
    """

    id: Id
    name: LocalText
    unit: Literal[
        "km/day", "h", "day", "km", "usd/km", "usd/t-km", "usd", "usd/t", "usd/teu", "usd/day", "usd/point",
        "1/usd", "1", "1/year", "days",
    ]  # fmt: skip
    low: float
    central: float
    high: float
    as_of: PartialDate
    countries: tuple[CountryCode, ...] = Field(
        default=(), description="the countries that it holds for, where it holds for some only"
    )
    note: LocalText | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Parameter:
        if not self.low <= self.central <= self.high:
            raise refusal(FaultCode.CENTRAL_OUTSIDE_RANGE, low=self.low, central=self.central, high=self.high)
        return self


class BorderClass(Sourced):
    """A kind of border, or of inland change of gauge, with the parameters of its time and price.

    Every condition that is given must hold. Of the classes of a pack, the first that fits a border is taken;
    where none fits, :data:`layers.network.borders.DEFAULT_CLASSES`.
    """

    id: Id
    name: LocalText
    mode: Literal[Mode.RAIL, Mode.ROAD]
    gauge_change: bool | None = Field(default=None, description="whether the gauge changes; left out: either")
    inland: bool = Field(default=False, description="no border, a change of gauge within a country")
    crossings: tuple[Id, ...] = Field(default=(), description="the places that it holds for")
    within: tuple[CountryCode, ...] = Field(
        default=(), description="both sides are among these, as in a customs union"
    )
    leaving: tuple[CountryCode, ...] = Field(default=(), description="the side that cargo leaves")
    entering: tuple[CountryCode, ...] = Field(default=(), description="the side that cargo enters")
    hours: Id | None = Field(default=None, description="parameter of the hours; left out: none of its own")
    usd: tuple[Id, ...] = Field(default=(), description="parameters of the price, added up")
    note: LocalText | None = None


class BenchmarkEnd(Record):
    """Where a published time or price begins or ends; ``place`` where the network holds it."""

    name: LocalText
    place: Id | None = None


class BenchmarkMapping(Record):
    """The way that a published figure is for.

    The shortest way by kilometres between the waypoints, by the modes of the chain, and what the network
    does not hold: kilometres by mode, borders by class, transshipments by port or kind. Counts may be
    negative, for what the way would count and the published one did without.
    """

    waypoints: tuple[Id, ...] = ()
    extra_km: dict[Mode, float] = Field(default_factory=dict)
    slow_rail_km: float = Field(
        default=0.0, ge=0, description="of the extra rail kilometres, those in countries of slow trains"
    )
    borders: dict[Id, int] = Field(default_factory=dict, description="more borders, by class")
    transfers: dict[str, int] = Field(
        default_factory=dict,
        description="more transshipments, by id of a port, or ocean-port, slow-port, inland-port, land",
    )


class Benchmark(Sourced):
    """A published transit time or price that the model is held against.

    A range is published as such; a single figure has equal low and high. ``group`` is the corridor that it
    belongs to, by which benchmarks are left out together, or a group named by ``group_name`` where none fits.
    """

    id: Id
    kind: Literal["time", "price"]
    start: BenchmarkEnd = Field(alias="from")
    end: BenchmarkEnd = Field(alias="to")
    chain: tuple[Mode, ...] = Field(min_length=1)
    measures: Measure
    cargo: Cargo
    low: float = Field(gt=0)
    high: float = Field(gt=0)
    unit: Literal[
        "days", "usd-per-20ft", "usd-per-40ft", "usd-per-truck", "usd-per-t", "usd-per-20ft-km"
    ]
    date: PartialDate
    confidence: Confidence
    door_to_door: bool = Field(default=False, description="whether collection and delivery are in it")
    fit: bool = Field(description="whether parameters are fitted on it")
    unfit_reason: LocalText | None = None
    group: Id
    group_name: LocalText | None = None
    mapping: BenchmarkMapping
    note: LocalText | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Benchmark:
        if self.low > self.high:
            raise refusal(FaultCode.COST_ORDER, low=self.low, high=self.high)
        if not self.fit and self.unfit_reason is None:
            raise refusal(FaultCode.UNFIT_WITHOUT_REASON)
        if (self.kind == "time") != (self.unit == "days"):
            raise refusal(FaultCode.BENCHMARK_UNIT, unit=self.unit)
        return self


class Shock(Sourced):
    """A common cause: one event that shuts several elements of the network at once.

    It comes ``low``, ``central``, ``high`` times a year and lasts so many days on average.
    """

    id: Id
    name: LocalText
    elements: tuple[str, ...] = Field(min_length=2, description="country codes and ids of parts")
    low: float = Field(ge=0, le=12)
    central: float = Field(ge=0, le=12)
    high: float = Field(ge=0, le=12)
    low_days: float = Field(gt=0)
    central_days: float = Field(gt=0)
    high_days: float = Field(gt=0)
    severity: float = Field(gt=0, le=1, description="probability that an element shuts when the shock comes")
    reason: LocalText
    as_of: PartialDate

    @model_validator(mode="after")
    def _in_order(self) -> Shock:
        often = self.low, self.central, self.high
        for low, central, high in (often, (self.low_days, self.central_days, self.high_days)):
            if not low <= central <= high:
                raise refusal(FaultCode.CENTRAL_OUTSIDE_RANGE, low=low, central=central, high=high)
        return self


class Preset(Sourced):
    """A ready-made scenario, from a real event."""

    id: Id
    name: LocalText
    text: LocalText
    day: PartialDate
    closed: tuple[str, ...] = ()
    built: dict[Id, float] = Field(default_factory=dict)


# --- claims -------------------------------------------------------------------------------------------


class ClaimEvidence(Sourced):
    """Evidence for or against a claim; ``{names}`` in it are live figures."""

    text: LocalText


class Claim(Record):
    """A claim that the data can test."""

    id: Id
    kind: Literal["claim", "reading"]
    actor: Id | None = None
    title: LocalText
    text: LocalText
    sources: tuple[str, ...] = Field(min_length=1)
    verdict: Verdict
    verdict_reason: LocalText
    supporting: tuple[ClaimEvidence, ...] = ()
    contrary: tuple[ClaimEvidence, ...] = ()
    missing: LocalText | None = None
    view: str = Field(description="query string of the view that shows it")
    view_note: LocalText

    @model_validator(mode="after")
    def _has_evidence(self) -> Claim:
        if not self.supporting and not self.contrary:
            raise refusal(FaultCode.CLAIM_WITHOUT_EVIDENCE)
        return self


class SpotCheck(Record):
    """A fact for readers to check: its wording, and the phrase of the research that it rests on."""

    corridor: Id
    kind: Literal[
        "corridor",
        "leg",
        "port",
        "crossing",
        "chokepoint",
        "event",
        "project",
        "series",
        "assessment",
        "actor",
    ]
    record: Id
    says: str = Field(min_length=3, description="words of the record's English text, or a number of it")
    research: str = Field(pattern=r"^[a-z]+\.md$", description="file of the research")
    phrase: str = Field(min_length=3, description="as it stands in one line of that file")


def placeholders(text: str) -> set[str]:
    """Return the names of the live figures that a text holds in braces; other braces are plain text."""
    return set(PLACEHOLDER.findall(text))
