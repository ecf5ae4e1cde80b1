"""What a valid record is: the fields of every file in ``geodata/``, with units and allowed values.

Records are frozen pydantic models. Lengths are in kilometres, gauges in millimetres, positions in degrees
(longitude, latitude; EPSG:4326). A date is a string of year, year-month or year-month-day, as precise as its
source. Text for readers has one string per language.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    WithJsonSchema,
    model_validator,
)

from layers.faults import FaultCode
from layers.geo.geodesy import length_km
from layers.model.refusals import refusal, refusal_of_value
from layers.model.vocabulary import (
    LANGUAGES,
    WEAK_KINDS,
    Basis,
    BorderStatus,
    Confidence,
    Dimension,
    Mode,
    Precision,
    SourceKind,
    Stance,
    Status,
    Topic,
    Trains,
)

__all__ = [
    "Actor",
    "Border",
    "Chokepoint",
    "Corridor",
    "Country",
    "Crossing",
    "Dataset",
    "Fact",
    "Hub",
    "Indicator",
    "Leg",
    "LengthSpan",
    "LocalText",
    "Port",
    "Route",
    "Source",
    "Sourced",
    "StanceRecord",
    "StatusEntry",
]

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def _check_date(value: object) -> str:
    text = str(value)
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        text = ""
    if not _DATE.fullmatch(text):
        raise refusal_of_value(FaultCode.DATE, value)
    return text


def _check_not_due(value: Status) -> Status:
    if value is Status.DUE:
        raise refusal_of_value(FaultCode.STATUS_DUE, value)
    return value


PartialDate = Annotated[
    str,
    BeforeValidator(_check_date),
    WithJsonSchema({"type": ["string", "integer"], "pattern": f"^{_DATE.pattern}$"}),
]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Position = tuple[Longitude, Latitude]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*$")]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$|^XX(-[A-Z]+)+$")]
"""ISO 3166 alpha-2, or the id in ``countries.geojson`` of an area without a code, as XX-SOMALILAND."""


def _check_languages(value: dict[str, str]) -> dict[str, str]:
    for language in LANGUAGES:
        if not str(value.get(language, "")).strip():
            raise refusal_of_value(FaultCode.LANGUAGE_MISSING, value, languages=LANGUAGES, missing=language)
    return value


class LocalText(RootModel[Annotated[dict[str, str], AfterValidator(_check_languages)]]):
    """A text in every language of the product."""

    model_config = ConfigDict(frozen=True, json_schema_extra={"required": list(LANGUAGES)})

    def __getitem__(self, language: str) -> str:
        return self.root[language]


class Record(BaseModel):
    """Base of all records: frozen, with unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, allow_inf_nan=False)


class Sourced(Record):
    """Anything that cites: with sources, or marked as a judgement or as searched for without result."""

    basis: Basis
    sources: tuple[str, ...] = ()
    tried_on: PartialDate | None = Field(
        default=None, description="day of the last search, for what was searched for without result"
    )

    @model_validator(mode="after")
    def _cites_or_says_why_not(self) -> Sourced:
        if not self.sources and self.basis in (Basis.SOURCED, Basis.MIXED):
            raise refusal(FaultCode.SOURCE_NEEDED)
        return self


class StatusEntry(Sourced):
    """A dated status with its reason and sources."""

    from_date: PartialDate = Field(alias="from")
    status: Annotated[Status, AfterValidator(_check_not_due)]
    reason: LocalText
    basis: Basis = Basis.SOURCED
    confidence: Confidence
    last_known: PartialDate | None = None
    planned: bool = False


def _check_history(history: tuple[StatusEntry, ...]) -> tuple[StatusEntry, ...]:
    dates = [entry.from_date for entry in history]
    if dates != sorted(dates):
        raise refusal(FaultCode.HISTORY_ORDER)
    observed = [entry for entry in history if not entry.planned]
    if not observed:
        raise refusal(FaultCode.HISTORY_UNOBSERVED)
    if observed[-1].last_known is None:
        raise refusal(FaultCode.LAST_KNOWN_MISSING)
    return history


StatusHistory = Annotated[tuple[StatusEntry, ...], Field(min_length=1), AfterValidator(_check_history)]


class Fact(Sourced):
    """A fact about a place or corridor."""

    topic: Topic
    text: LocalText
    as_of: PartialDate | None = None


class Place(Record):
    """What every point on the map has."""

    id: Id
    name: LocalText
    position: Position
    priority: Literal[1, 2, 3] = 3


class Hub(Place):
    """An inland city or junction where legs meet."""

    country: CountryCode
    kind: Literal["capital", "city", "junction"]


class Aliases(Record):
    """Other spellings and codes that a reader may search for."""

    en: tuple[str, ...] = ()
    ru: tuple[str, ...] = ()


class DocumentedPlace(Place):
    """A place with a dated status and sourced facts."""

    aliases: Aliases = Aliases()
    status_history: StatusHistory
    facts: tuple[Fact, ...] = ()
    position_accuracy_km: float | None = Field(default=None, ge=0)
    position_source: LocalText | None = None
    confidence: Confidence
    sources: tuple[str, ...] = ()


class Port(DocumentedPlace):
    """A port on the open sea or on an inland sea."""

    country: CountryCode
    kind: Literal["open-sea", "inland-sea"]
    role: Literal["outlet", "inland-sea", "market", "former-outlet"]
    sea: LocalText
    locode: str | None = None
    locode_verified: bool = False
    rail_gauge_mm: int | None = None
    chokepoints: tuple[Id, ...] = Field(
        default=(), description="those that every ship to or from the port must pass"
    )


class Crossing(DocumentedPlace):
    """A land border crossing, or an inland point where the gauge changes."""

    kind: Literal["border", "gauge-point"]
    countries: tuple[CountryCode, ...] = Field(min_length=1, max_length=2)
    modes: tuple[Mode, ...]
    gauges_mm: dict[CountryCode, int | None]
    gauge_change: bool | None
    gauge_note: LocalText | None = None


class Chokepoint(DocumentedPlace):
    """A strait or canal, with the gate line that every ship through it must cross."""

    countries: tuple[CountryCode, ...]
    gate: tuple[Position, ...] = Field(min_length=2)
    baseline: LocalText
    baseline_sources: tuple[str, ...] = ()


class PublishedLength(Record):
    """A length in kilometres as published."""

    km: float = Field(gt=0)
    sources: tuple[str, ...] = Field(min_length=1)
    note: LocalText | None = None


class Leg(Record):
    """One physical link, drawn once however many corridors use it."""

    id: Id
    from_id: Id = Field(alias="from")
    to_id: Id = Field(alias="to")
    mode: Mode
    gauge_mm: Literal[1000, 1067, 1435, 1520, 1676] | None = None
    containers: bool = Field(
        default=True, description="false for a sea lane of tankers only, or without a container line"
    )
    length_km: float = Field(
        default=0.0, gt=0, description="published where there is a published figure, else measured;"
        " measured along the drawn line if left out",
    )  # fmt: skip
    length_source: Literal["published", "measured"] = "measured"
    measured_km: float = Field(
        default=0.0, gt=0, description="along the network; along the drawn line if left out"
    )
    published_lengths: tuple[PublishedLength, ...] = ()
    length_note: LocalText | None = None
    km_by_country: dict[CountryCode, float] = Field(
        default={}, description="measured along the drawn line if left out, but at sea"
    )
    precision: Precision
    status_history: StatusHistory
    note: LocalText | None = None
    note_sources: tuple[str, ...] = ()
    coordinates: tuple[Position, ...] = Field(min_length=2)

    @model_validator(mode="before")
    @classmethod
    def _measure_what_is_left_out(cls, raw: Any) -> Any:
        if not isinstance(raw, dict) or {"length_km", "measured_km"} <= raw.keys():
            return raw
        try:
            measured = raw["measured_km"] if "measured_km" in raw else length_km(raw["coordinates"])
        except (KeyError, TypeError, ValueError):
            return raw  # faults of the line are reported for the line
        return {"length_km": measured, "measured_km": measured} | raw

    @property
    def carries_containers(self) -> bool:
        """Whether a container can go along it."""
        return self.mode is not Mode.PIPELINE and self.containers

    @model_validator(mode="after")
    def _published_has_a_figure(self) -> Leg:
        if self.length_source == "published" and not self.published_lengths:
            raise refusal(FaultCode.PUBLISHED_LENGTH_MISSING)
        return self


class LengthSpan(Record):
    """A published length that covers several legs together."""

    legs: tuple[Id, ...] = Field(min_length=1)
    km: float = Field(gt=0)
    sources: tuple[str, ...] = Field(min_length=1)
    note: LocalText | None = None


class Route(Record):
    """One way through a corridor: an ordered chain of legs from a home city to a port."""

    id: Id
    name: LocalText
    legs: tuple[Id, ...] = Field(min_length=1)


class Corridor(Record):
    """A way to the sea, or (``outlet: false``) a line shown for context."""

    id: Id
    number: int
    outlet: bool
    name: LocalText
    short_name: LocalText
    aliases: Aliases = Aliases()
    summary: LocalText
    status_history: StatusHistory
    routes: tuple[Route, ...] = Field(min_length=1)
    trains: Trains = Field(
        default=Trains.ORDINARY, description="block trains where they run regularly, else ordinary ones"
    )
    context_legs: tuple[Id, ...] = ()
    facts: tuple[Fact, ...] = ()


class Item(Sourced):
    """One entry of an actor's panel."""

    text: LocalText
    title: LocalText | None = None


class Statement(Record):
    """A statement, paraphrased."""

    who: LocalText
    date: PartialDate | None = None
    text: LocalText
    sources: tuple[str, ...] = Field(min_length=1)


class StanceRecord(Sourced):
    """An actor's stance on one corridor."""

    stance: Stance
    reason: LocalText
    confidence: Confidence
    as_of: PartialDate
    looked_until: PartialDate | None = Field(
        default=None, description="for a silent capital: the last day of the pages that were looked through"
    )


class Reading(Sourced):
    """How a capital sees the home country's turn to the sea, in one line."""

    text: LocalText


class Actor(Record):
    """A capital or group of capitals, and its view of each corridor."""

    id: Id
    order: int
    part_of: Id | None = None
    name: LocalText
    full_name: LocalText
    countries: tuple[CountryCode, ...] = ()
    as_of: PartialDate
    reading: Reading
    interests: Annotated[tuple[Item, ...], Field(min_length=1)]
    levers: Annotated[tuple[Item, ...], Field(min_length=1)]
    concerns: Annotated[tuple[Item, ...], Field(min_length=1)]
    likely_moves: Annotated[tuple[Item, ...], Field(min_length=1)]
    indicators: Annotated[tuple[Item, ...], Field(min_length=1)]
    statements: Annotated[tuple[Statement, ...], Field(min_length=1)]
    counter_evidence: Annotated[tuple[Item, ...], Field(min_length=1)]
    stances: dict[Id, StanceRecord]


class Indicator(Record):
    """A published country index, converted to risk by its own theoretical range."""

    id: Id
    name: LocalText
    edition: str
    dimension: Dimension
    safest: float = Field(description="the value that means no risk")
    riskiest: float = Field(description="the value that means most risk")
    margin: float = Field(default=0.5, ge=0, le=2, description="half the range of a score, on 1-5")
    sources: tuple[str, ...] = Field(min_length=1)
    note: LocalText | None = None
    values: dict[CountryCode, float]

    @model_validator(mode="after")
    def _values_lie_on_the_scale(self) -> Indicator:
        low, high = sorted((self.safest, self.riskiest))
        if low == high:
            raise refusal(FaultCode.SCALE_FLAT, value=low)
        outside = tuple(country for country, value in self.values.items() if not low <= value <= high)
        if outside:
            raise refusal(FaultCode.SCALE_EXCEEDED, countries=outside, low=low, high=high)
        return self


class Country(Record):
    """The fill of a country or disputed area (properties only; its geometry stays GeoJSON)."""

    id: str
    name: LocalText
    kind: Literal["country", "disputed", "area"]
    administered_by: tuple[str, ...] = ()
    claimed_by: tuple[str, ...] = ()
    note: LocalText | None = None


class Border(Record):
    """One boundary line between two sides."""

    id: str
    a: str
    b: str
    name: LocalText | None = None
    status: BorderStatus
    note: LocalText | None = None
    sources: tuple[str, ...] = ()


class Source(Record):
    """A cited page or document."""

    id: Id
    publisher: str
    title: str
    kind: SourceKind | None = None
    date: PartialDate | None = None
    url: str | None = Field(default=None, pattern=r"^https?://")
    note: str | None = None

    @property
    def weak(self) -> bool:
        """Whether it only repeats what others said: a lead, not a fact."""
        return self.kind in WEAK_KINDS


class Dataset(Record):
    """Registry entry of one file: where it comes from and what it must contain."""

    file: str
    title: LocalText
    source: str
    licence: str
    attribution: str
    edition: str
    built_by: str
    sha256: str | None = Field(
        default=None, pattern=r"^[0-9a-f]{64}$", description="of the file's bytes; not checked if left out"
    )
    features: int | None = Field(default=None, ge=0)
    geometry: str | None = None
