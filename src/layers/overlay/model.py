"""The types of an overlay: its features, its report of refusals, and its limits."""

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
"""Control characters and lone surrogates."""


@dataclass(frozen=True)
class Limits:
    """How much of a file is taken.

    A file that exceeds a limit is refused as a whole, except that long texts and further properties of a
    record are dropped, with a note in the report.
    """

    file_bytes: int = 5_000_000
    features: int = 5_000
    """Records, and likewise points and lines in all of them together."""
    vertices: int = 100_000
    properties: int = 50
    text_characters: int = 200
    depth: int = 8
    """Nesting of geometry collections."""
    xml_depth: int = 64
    """Nesting of XML elements."""
    expanded_bytes: int = 20_000_000
    """Unpacked size of a zipped file."""
    ratio: int = 150
    """Unpacked size of a zipped file as a multiple of its packed size."""
    database_steps: int = 20_000_000
    """Steps of SQLite's virtual machine that reading a database may take."""


class Reason(StrEnum):
    """Why a record or a whole file is refused; worded by the texts ``overlay.reason.<reason>``."""

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
    """What was changed while reading; worded by the texts ``overlay.note.<note>``."""

    HEIGHT = "height"
    OUTLINE = "outline"
    ANTIMERIDIAN = "antimeridian"
    TEXT_CUT = "text-cut"
    PROPERTIES_LEFT = "properties-left"
    REPROJECTED = "reprojected"
    LEGACY_ENCODING = "legacy-encoding"


@dataclass(frozen=True)
class Refusal:
    """One refusal: which record (counted from 1; 0 is the file itself), where in it, and why."""

    kind: RecordKind
    number: int
    name: str
    where: str
    got: str
    reason: Reason
    values: Mapping[str, float | str] = field(default_factory=dict)

    def record(self, language: str) -> str:
        """Name what is refused."""
        return translate(language, f"overlay.record.{self.kind}", n=self.number)

    def expected(self, language: str) -> str:
        """Say what was expected and what to do, in one sentence."""
        values = {
            key: value if isinstance(value, str) else format_number(language, value, _decimals(value))
            for key, value in self.values.items()
        }
        return translate(language, f"overlay.reason.{self.reason}", **values)

    def sentence(self, language: str) -> str:
        """Say everything in one line: record, field, value found, value expected."""
        where = ", ".join(part for part in (self.record(language), self.name, self.where) if part)
        got = translate(language, "overlay.got", got=self.got) if self.got else ""
        return " ".join(part for part in (f"{where}:", got, self.expected(language)) if part)


@dataclass(frozen=True)
class OverlayReport:
    """Counts of what was read, and every refusal."""

    records: int
    points: int
    lines: int
    vertices: int
    refused: tuple[Refusal, ...]
    notes: Mapping[Note, int]
    """Number of records that each note applies to."""

    @property
    def read(self) -> int:
        """Number of records shown; a record is shown completely or not at all."""
        return self.records - len(self.refused)


@dataclass(frozen=True)
class OverlayFeature:
    """The points, or the lines, of one record.

    A position is longitude and latitude in degrees on WGS 84. Along a line the longitude may exceed 180, so
    that no segment runs round the world.
    """

    id: str
    name: str
    kind: Literal["point", "line"]
    parts: tuple[tuple[Position, ...], ...]
    """One sequence of positions per line; one of length 1 per point."""
    properties: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Overlay:
    """The features of one file, with its name and report."""

    name: str
    features: tuple[OverlayFeature, ...]
    report: OverlayReport


class OverlayError(SearoomError):
    """A file, or a record of one, that cannot be used; carries the refusal."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal)

    def in_language(self, language: str) -> str:
        """The refusal in one line."""
        return self.refusal.sentence(language)


def clean_text(value: object, limit: int) -> str:
    """Return a value as one line of at most ``limit`` characters, without control characters."""
    text = value if isinstance(value, str) else str(value)
    text = "".join(" " if category(c) in _UNSHOWN else c for c in text[: 4 * limit])
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def refuse(reason: Reason, got: object = "", where: str = "", **values: float | str) -> OverlayError:
    """Make the error that refuses a file as a whole; :class:`OverlayBuilder` fills in the record, if any."""
    return OverlayError(Refusal("file", 0, "", clean_text(where, 80), clean_text(got, 80), reason, values))


def _decimals(value: float) -> int:
    return 0 if float(value).is_integer() else 1
