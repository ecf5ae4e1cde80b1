"""The closed vocabularies: every value that a field may hold, defined once."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

__all__ = [
    "DEFAULT_DATE",
    "FIRST_DATE",
    "FIRST_HAND_KINDS",
    "LANGUAGES",
    "LAST_DATE",
    "SELECTABLE",
    "WEAK_KINDS",
    "Aggregation",
    "Basis",
    "BorderStatus",
    "CapacityMeasure",
    "CapacityReading",
    "CapacityUnit",
    "Cargo",
    "Confidence",
    "Counted",
    "Counts",
    "Dimension",
    "Direction",
    "Measure",
    "Mode",
    "Part",
    "Precision",
    "SeriesMeasure",
    "SourceKind",
    "Stance",
    "Status",
    "Theme",
    "Topic",
    "Trains",
    "Unit",
    "Verdict",
]

LANGUAGES: tuple[str, ...] = ("en", "ru")
"""Languages of the interface and of every text in the data."""

Theme = Literal["light", "dark"]
Aggregation = Literal["weakest", "length"]
"""How the risk of legs becomes the risk of a corridor: its weakest leg, or the mean by length."""

FIRST_DATE, DEFAULT_DATE, LAST_DATE = "2021-01-01", "2026-07-04", "2030-12-31"
"""The days that a view may show, and the one that it opens on."""


class Status(StrEnum):
    """State of a leg, place or corridor.

    ``DUE`` is never written in data: an announced opening becomes due when its date is reached and no
    observation can confirm it.
    """

    OPERATIONAL = "operational"
    AT_RISK = "at-risk"
    LIMITED = "limited"
    DUE = "due"
    UNDER_CONSTRUCTION = "under-construction"
    PROPOSED = "proposed"
    SUSPENDED = "suspended"
    UNVERIFIED = "unverified"


class Confidence(StrEnum):
    """How well a statement is supported: position, status or stance."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Basis(StrEnum):
    """What a statement rests on: cited facts, inference, both, the data of the map itself, a fit to published
    figures, or a search without result."""

    SOURCED = "sourced"
    MIXED = "mixed"
    JUDGEMENT = "judgement"
    COMPUTED = "computed"
    FITTED = "fitted"
    NOT_FOUND = "not-found"


class Mode(StrEnum):
    """How cargo moves along a leg."""

    RAIL = "rail"
    ROAD = "road"
    FERRY = "ferry"
    SEA = "sea"
    PIPELINE = "pipeline"


class Cargo(StrEnum):
    """What is carried and by what kind of train; the unit that a price is for follows from it.

    A box is one loaded twenty-foot container. A block train runs whole from end to end and has priority; an
    ordinary one is put together on the way. Wagon-loads are priced by the tonne, trucks by the truck.
    """

    BLOCK_TRAIN = "block-train"
    ORDINARY_TRAIN = "ordinary-train"
    WAGONLOAD = "wagonload"
    TRUCK = "truck"


class Trains(StrEnum):
    """Which container trains run along a corridor as a rule; they have the names of :class:`Cargo`."""

    BLOCK = "block-train"
    ORDINARY = "ordinary-train"


class Measure(StrEnum):
    """What a published time or price measures.

    Times: a timetable or plan, a claim, a first or showcase run, practice. Prices: an offer on the market, an
    index of such, an agreed through rate, a railway's or ferry's tariff, the rate for the track alone.
    """

    SCHEDULE = "schedule"
    CLAIM = "claim"
    FIRST_RUN = "first-run"
    PRACTICE = "practice"
    MARKET_OFFER = "market-offer"
    INDEX = "index"
    AGREED_RATE = "agreed-rate"
    TARIFF = "tariff"
    TRACK_ONLY = "track-only"


class Precision(StrEnum):
    """How well the drawn line is known."""

    SURVEYED = "surveyed"
    TRACED = "traced"
    SCHEMATIC = "schematic"


class Stance(StrEnum):
    """An actor's stance toward a corridor as a way for the home country's cargo to reach the sea."""

    OPPOSES = "opposes"
    DISFAVOURS = "disfavours"
    NEUTRAL = "neutral"
    FAVOURS = "favours"
    BACKS = "backs"
    SILENT = "silent"


class Dimension(StrEnum):
    """The eight dimensions of risk."""

    SECURITY = "security"
    POLITICAL_STABILITY = "political-stability"
    FINANCING = "financing"
    INFRASTRUCTURE = "infrastructure"
    SANCTIONS = "sanctions"
    DELAY = "delay"
    DEPENDENCE = "dependence"
    SEASON = "season"


class Part(StrEnum):
    """What a corridor is made of: everything that can be open or shut, and has a risk of its own."""

    LEG = "leg"
    CROSSING = "crossing"
    PORT = "port"
    CHOKEPOINT = "chokepoint"


SELECTABLE = ("corridor", *Part, "hub")
"""Kinds of record that a view can select: ``<kind>:<id>``."""


class Direction(StrEnum):
    """What an event did to a way to the sea."""

    OPENS = "opens"
    CLOSES = "closes"
    RAISES_RISK = "raises-risk"
    LOWERS_RISK = "lowers-risk"


class Unit(StrEnum):
    """What a yearly figure counts."""

    MT = "mt"
    TEU = "teu"
    VEHICLES = "vehicles"
    TRAINS = "trains"
    USD_M = "usd-m"


class Counts(StrEnum):
    """Whose cargo a figure counts.

    What a country sells, what it buys, or both; both with transit; transit alone; everything that moved, of
    any origin and direction, inside the country too.
    """

    EXPORTS = "exports"
    IMPORTS = "imports"
    TWO_WAY = "two-way"
    WITH_TRANSIT = "with-transit"
    TRANSIT = "transit"
    ALL = "all"


class Counted(StrEnum):
    """How a yearly figure came about.

    Published as such; worked out from published figures; what is left of a published total; the figure of
    another year; announced or expected before it could be counted; our judgement.
    """

    PUBLISHED = "published"
    DERIVED = "derived"
    RESIDUAL = "residual"
    OTHER_YEAR = "other-year"
    FORECAST = "forecast"
    JUDGEMENT = "judgement"


class SeriesMeasure(StrEnum):
    """What a yearly figure measures: what moved, what could move, or money."""

    TRAFFIC = "traffic"
    CAPACITY = "capacity"
    TRADE_VALUE = "trade-value"
    FINANCE = "finance"


class SourceKind(StrEnum):
    """What kind of page a source is; the confidence that it can lend follows (``docs/sources.md``)."""

    OFFICIAL = "official"
    STATISTICS = "statistics"
    OPERATOR = "operator"
    WIRE = "wire"
    PRESS = "press"
    TRADE_PRESS = "trade-press"
    RESEARCH = "research"
    AGGREGATOR = "aggregator"
    MIRROR = "mirror"
    SOCIAL = "social"
    ENCYCLOPAEDIA = "encyclopaedia"


FIRST_HAND_KINDS = frozenset({SourceKind.OFFICIAL, SourceKind.STATISTICS, SourceKind.OPERATOR})
"""Kinds of page by those whose own matter it is."""

WEAK_KINDS = frozenset(
    {SourceKind.AGGREGATOR, SourceKind.MIRROR, SourceKind.SOCIAL, SourceKind.ENCYCLOPAEDIA}
)
"""Kinds of page that repeat what others said: leads, not facts."""


class CapacityMeasure(StrEnum):
    """What a capacity says.

    What the works are built for; what a contract or government allows; what can be brought to them; the most
    that was handled.
    """

    NAMEPLATE = "nameplate"
    QUOTA = "quota"
    FEED = "feed"
    HANDLED = "handled"


class CapacityReading(StrEnum):
    """Which capacities limit: what works are built for, or also quotas, feed lines and what was handled."""

    NAMEPLATE = "nameplate"
    PRACTICAL = "practical"


class CapacityUnit(StrEnum):
    """The unit in which a capacity was published."""

    MT_A_YEAR = "mt-a-year"
    MILLION_BARRELS_A_DAY = "million-barrels-a-day"
    TRAINS_A_DAY = "trains-a-day"
    TRAIN_PAIRS_A_DAY = "train-pairs-a-day"
    TEU_A_YEAR = "teu-a-year"
    VEHICLES_A_DAY = "vehicles-a-day"


class Verdict(StrEnum):
    """How well a claim stands against the data."""

    SUPPORTED = "supported"
    MIXED = "mixed"
    WEAK = "weak"
    UNTESTED = "untested"


class Topic(StrEnum):
    """What a fact of a place or corridor is about."""

    VOLUME = "volume"
    CAPACITY = "capacity"
    THROUGHPUT = "throughput"
    TIME = "time"
    COST = "cost"
    FINANCING = "financing"
    AGREEMENT = "agreement"
    OBSTACLE = "obstacle"
    CROSSING = "crossing"
    PERSPECTIVE = "perspective"
    OPERATOR = "operator"
    DEPTH = "depth"
    RAIL = "rail"
    GAUGE = "gauge"
    SEASON = "season"
    SECURITY = "security"
    SANCTIONS = "sanctions"
    HOME_STAKE = "home-stake"
    RELEVANCE = "relevance"
    WAITING = "waiting"
    EVENTS = "events"
    POSITION = "position"
    UNKNOWN = "unknown"


class BorderStatus(StrEnum):
    """Standing of a boundary line."""

    INTERNATIONAL = "international"
    UNDETERMINED = "undetermined"
    LINE_OF_CONTROL = "line-of-control"
