"""What an overlay is, what its report says, and how large it may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal
from unicodedata import category

from layers.errors import SearoomError
from layers.text import format_number, translate

__all__ = [
    "Limits",
    "Note",
    "Overlay",
    "OverlayError",
    "OverlayFeature",
    "OverlayReport",
    "Position",
    "Reason",
    "RecordKind",
    "Refusal",
    "clean_text",
    "refuse",
]

Position = tuple[float, float]
RecordKind = Literal["file", "feature", "row", "placemark"]
_UNSHOWN = frozenset({"Cc", "Cs"})
"""Control characters, and halves of characters that no text may hold."""


@dataclass(frozen=True)
class Limits:
    """How much of a file is taken. A file beyond a limit is refused as a whole, but for the properties and
    texts of a record, which are cut short and said to be."""

    file_bytes: int = 5_000_000
    features: int = 5_000
    """Records, and in all of them points and lines."""
    vertices: int = 100_000
    properties: int = 50
    text_characters: int = 200
    depth: int = 8
    """Collections of geometries inside one another."""
    xml_depth: int = 64
    """Elements inside one another."""
    expanded_bytes: int = 20_000_000
    """What a zipped file may unpack to."""
    ratio: int = 150
    """How many times larger than it came a zipped file may unpack."""
    database_steps: int = 20_000_000
    """Work that reading a database may take, in steps of its virtual machine."""


class Reason(StrEnum):
    """Why a record, or a whole file, is refused; the words are the texts ``overlay.reason.<reason>``."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    UNKNOWN_KIND = "unknown-kind"
    NOT_TEXT = "not-text"
    NOT_JSON = "not-json"
    NOT_GEOJSON = "not-geojson"
    OTHER_CRS = "other-crs"
    NOT_CSV = "not-csv"
    TOO_DEEP = "too-deep"
    TOO_MANY_FEATURES = "too-many-features"
    TOO_MANY_VERTICES = "too-many-vertices"
    NO_COLUMNS = "no-columns"
    COLUMN_TWICE = "column-twice"
    NOT_XML = "not-xml"
    DECLARATIONS = "declarations"
    NOT_KML = "not-kml"
    NOT_ZIP = "not-zip"
    UNPACKS_TOO_LARGE = "unpacks-too-large"
    NO_KML_INSIDE = "no-kml-inside"
    NOT_GEOPACKAGE = "not-geopackage"
    UNREADABLE_DATABASE = "unreadable-database"
    NO_LAYER = "no-layer"
    UNKNOWN_CRS = "unknown-crs"
    NO_FEATURE = "no-feature"
    NO_PROPERTIES = "no-properties"
    NO_GEOMETRY = "no-geometry"
    UNKNOWN_GEOMETRY = "unknown-geometry"
    BAD_COORDINATES = "bad-coordinates"
    NOT_A_NUMBER = "not-a-number"
    LONGITUDE = "longitude"
    LATITUDE = "latitude"
    FEW_POINTS = "few-points"
    ROW_LENGTH = "row-length"
    BAD_BLOB = "bad-blob"
    RING = "ring"
    REPEATED_KEY = "repeated-key"
    NO_JSON_VALUE = "no-json-value"


class Note(StrEnum):
    """What was changed on the way; the words are the texts ``overlay.note.<note>``."""

    HEIGHT = "height"
    OUTLINE = "outline"
    ANTIMERIDIAN = "antimeridian"
    TEXT_CUT = "text-cut"
    PROPERTIES_LEFT = "properties-left"
    REPROJECTED = "reprojected"
    LEGACY_ENCODING = "legacy-encoding"


@dataclass(frozen=True)
class Refusal:
    """One thing refused: which record (counted from 1; 0 is the file itself), where in it, and why."""

    kind: RecordKind
    number: int
    name: str
    where: str
    got: str
    reason: Reason
    values: Mapping[str, float | str] = field(default_factory=dict)

    def record(self, language: str) -> str:
        """What is refused, in words."""
        return translate(language, f"overlay.record.{self.kind}", n=self.number)

    def expected(self, language: str) -> str:
        """What should have come, and what to do, in one sentence."""
        values = {
            key: value if isinstance(value, str) else format_number(language, value, _decimals(value))
            for key, value in self.values.items()
        }
        return translate(language, f"overlay.reason.{self.reason}", **values)

    def sentence(self, language: str) -> str:
        """All of it in one line: record, field, what came, what was expected."""
        where = ", ".join(part for part in (self.record(language), self.name, self.where) if part)
        got = translate(language, "overlay.got", got=self.got) if self.got else ""
        return " ".join(part for part in (f"{where}:", got, self.expected(language)) if part)


@dataclass(frozen=True)
class OverlayReport:
    """What was read and what was not."""

    records: int
    points: int
    lines: int
    vertices: int
    refused: tuple[Refusal, ...]
    notes: Mapping[Note, int]
    """How many records each note is about."""

    @property
    def read(self) -> int:
        """Records that are shown; one is shown whole or not at all."""
        return self.records - len(self.refused)


@dataclass(frozen=True)
class OverlayFeature:
    """Points, or lines, of one record. A position is longitude and latitude in degrees on WGS 84; along a
    line the longitude may run past 180, so that no step goes round the world."""

    id: str
    name: str
    kind: Literal["point", "line"]
    parts: tuple[tuple[Position, ...], ...]
    """One a line; one a point, with that point in it."""
    properties: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Overlay:
    """A file that was read."""

    name: str
    features: tuple[OverlayFeature, ...]
    report: OverlayReport


class OverlayError(SearoomError):
    """A file that cannot be laid over the map at all, or a record of it; carries the one refusal."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.sentence("en"))


def clean_text(value: object, limit: int) -> str:
    """A value as one line of text of at most ``limit`` characters, without control characters."""
    text = value if isinstance(value, str) else str(value)
    text = "".join(" " if category(c) in _UNSHOWN else c for c in text[: 4 * limit])
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def refuse(reason: Reason, got: object = "", where: str = "", **values: float | str) -> OverlayError:
    """The error with which a file is refused as a whole; a reader of records says which record it is."""
    return OverlayError(Refusal("file", 0, "", clean_text(where, 80), clean_text(got, 80), reason, values))


def _decimals(value: float) -> int:
    return 0 if float(value).is_integer() else 1
