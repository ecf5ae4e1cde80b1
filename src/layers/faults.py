"""What can be wrong with data, a link or a request, as typed records without words.

A record says which rule is broken by a code, and what it is about by named parameters. The words stand in
:mod:`layers.text`, one file a language. Nobody reads those words back: whoever needs to know what is wrong
asks the code and the parameters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default
from enum import StrEnum

__all__ = [
    "ErrorCode",
    "Fault",
    "FaultCode",
    "Problem",
    "Remedy",
    "Severity",
    "Value",
]

Value = str | int | float | bool | tuple[str, ...] | None
"""What a parameter may be: a plain value, or several names."""


class Severity(StrEnum):
    """Whether the data cannot be used as they are, or can but look wrong."""

    ERROR = "error"
    WARNING = "warning"


class Remedy(StrEnum):
    """What to do about a fault, where its place decides that and not its code."""

    CHECK = "check"
    MOVE_OUT = "move-out"
    UPLOAD_AGAIN = "upload-again"


class _Code(StrEnum):
    """A code with the names of its parameters: all of them are given, and no others."""

    parameters: frozenset[str]

    def __new__(cls, value: str, *parameters: str) -> _Code:
        """Make the member ``value``, which takes ``parameters``."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.parameters = frozenset(parameters)
        return member

    def require(self, given: Mapping[str, Value]) -> None:
        """Raise TypeError unless exactly the parameters of this code are given."""
        if given.keys() != self.parameters:
            raise TypeError(f"{self.value}: takes {sorted(self.parameters)}, not {sorted(given)}")


class FaultCode(_Code):
    """Which rule is broken. ``given`` is what came, as JSON; ``value`` is an id, a word or a number."""

    # Files
    FILE_MISSING = "file-missing"
    FILE_UNREADABLE = "file-unreadable", "cause"
    FILE_EMPTY = "file-empty"
    NOT_PARSED = "not-parsed", "detail"
    NOT_TEXT = "not-text", "detail", "byte"
    FOLDER_WITHOUT_FILES = "folder-without-files"
    FOLDER_WITHOUT_RECORDS = "folder-without-records"
    FOLDER_MISSING = "folder-missing"
    NOT_A_FOLDER = "not-a-folder"
    JSON_CONSTANT = "json-constant", "value"
    JSON_NUMBER_TOO_LARGE = "json-number-too-large", "value"
    JSON_KEY_TWICE = "json-key-twice", "key"
    YAML_KEY_REPEATED = "yaml-key-repeated", "key", "times"
    YAML_KEY_NO_WORD = "yaml-key-no-word"
    NOT_A_LIST = "not-a-list", "given"
    NOT_A_MAPPING = "not-a-mapping", "given"
    UPLOAD_TOO_LARGE = "upload-too-large", "bytes", "most"
    UPLOAD_ALIAS = "upload-alias", "name"
    UPLOAD_TOO_DEEP = "upload-too-deep", "depth", "most"

    # GeoJSON
    NOT_A_COLLECTION = "not-a-collection", "given"
    COLLECTION_TYPE = "collection-type", "given"
    COLLECTION_FEATURES = "collection-features", "given"
    COLLECTION_CRS = "collection-crs", "given"
    FEATURE_TYPE = "feature-type", "given"
    FEATURE_PROPERTIES = "feature-properties", "given"
    GEOMETRY_TYPE = "geometry-type", "given", "kinds"
    NO_COORDINATES = "no-coordinates", "kinds"
    EMPTY_COORDINATES = "empty-coordinates", "kinds"
    COORDINATE_NESTING = "coordinate-nesting", "kinds"
    POSITION_SIZE = "position-size", "count", "point", "kinds"
    COORDINATE_NOT_A_NUMBER = "coordinate-not-a-number", "given", "point", "kinds"
    LONGITUDE_RANGE = "longitude-range", "value", "point", "kinds"
    LATITUDE_RANGE = "latitude-range", "value", "point", "kinds"
    LINE_TOO_SHORT = "line-too-short", "count", "least", "kinds"
    RING_TOO_SHORT = "ring-too-short", "count", "least", "kinds"
    ANTIMERIDIAN = "antimeridian", "here", "there", "point", "kinds"
    RING_OPEN = "ring-open", "kinds"
    LINE_OF_ONE_POINT = "line-of-one-point", "kinds"
    NO_SHAPE = "no-shape", "detail", "kinds"
    INVALID_SHAPE = "invalid-shape", "detail", "kinds"

    # Fields, as pydantic finds them
    FIELD_MISSING = "field-missing"
    FIELD_MISSPELT = "field-misspelt", "key", "meant"
    FIELD_UNKNOWN = "field-unknown", "given"
    CHOICE = "choice", "given", "choices"
    NOT_A_STRING = "not-a-string", "given"
    NOT_AN_INTEGER = "not-an-integer", "given"
    NOT_A_NUMBER = "not-a-number", "given"
    NOT_FINITE = "not-finite", "given"
    NOT_A_BOOLEAN = "not-a-boolean", "given"
    NOT_FIELDS = "not-fields", "given"
    NOT_A_SEQUENCE = "not-a-sequence", "given"
    GREATER_THAN = "greater-than", "given", "bound"
    AT_LEAST = "at-least", "given", "bound"
    LESS_THAN = "less-than", "given", "bound"
    AT_MOST = "at-most", "given", "bound"
    PATTERN = "pattern", "given", "pattern"
    STRING_TOO_SHORT = "string-too-short", "given", "least"
    STRING_TOO_LONG = "string-too-long", "given", "most"
    LIST_TOO_SHORT = "list-too-short", "given", "least", "count"
    LIST_TOO_LONG = "list-too-long", "given", "most", "count"
    INVALID = "invalid", "given", "detail"

    # Records
    DATE = "date", "given"
    DAY = "day", "given", "first", "last"
    BOUNDS = "bounds", "given"
    STATUS_DUE = "status-due", "given"
    LANGUAGE_MISSING = "language-missing", "given", "languages", "missing"
    SOURCE_NEEDED = "source-needed"
    HISTORY_ORDER = "history-order"
    HISTORY_UNOBSERVED = "history-unobserved"
    LAST_KNOWN_MISSING = "last-known-missing"
    PUBLISHED_LENGTH_MISSING = "published-length-missing"
    SCALE_FLAT = "scale-flat", "value"
    SCALE_EXCEEDED = "scale-exceeded", "countries", "low", "high"
    LEVEL_MISSING = "level-missing"
    SCORE_OUTSIDE_RANGE = "score-outside-range", "low", "score", "high"
    CENTRAL_OUTSIDE_RANGE = "central-outside-range", "low", "central", "high"
    PARTS_OR_COUNTRIES = "parts-or-countries"
    SCORED_TWICE = "scored-twice"
    SCORE_ORDER = "score-order"
    EVENT_TOUCHES_NOTHING = "event-touches-nothing"
    UNTIL_BEFORE_DATE = "until-before-date", "until", "date"
    PROMISE_ORDER = "promise-order"
    ACTUAL_UNSOURCED = "actual-unsourced", "actual"
    COST_ORDER = "cost-order", "low", "high"
    POINT_ORDER = "point-order"
    UNFIT_WITHOUT_REASON = "unfit-without-reason"
    BENCHMARK_UNIT = "benchmark-unit", "unit"
    FITTED_RANGE = "fitted-range", "low"
    CLAIM_WITHOUT_EVIDENCE = "claim-without-evidence"
    TEXT_TOO_LONG = "text-too-long", "language", "count", "most"
    SCENE_TWICE = "scene-twice", "ids"

    # Ids
    ID_TWICE = "id-twice", "key"
    ID_IN_TWO_FILES = "id-in-two-files", "other"
    ID_UNLIKE_FILE = "id-unlike-file", "id", "stem"
    ID_MISTYPED = "id-mistyped", "id", "meant", "times"
    ID_OF_SHIPPED_STORY = "id-of-shipped-story", "id"
    UNKNOWN_ID = "unknown-id", "value", "target"

    # Records against each other
    POSITION_OUTSIDE_COUNTRY = "position-outside-country", "lon", "lat", "degrees", "countries"
    GATE_AWAY = "gate-away"
    PLACE_MOVED = "place-moved", "lon", "lat", "drawn_lon", "drawn_lat", "legs", "count"
    LINE_REVERSED = "line-reversed", "start", "end"
    LINE_START_ELSEWHERE = "line-start-elsewhere", "drawn_lon", "drawn_lat", "place", "lon", "lat"
    LINE_END_ELSEWHERE = "line-end-elsewhere", "drawn_lon", "drawn_lat", "place", "lon", "lat"
    LINE_ELSEWHERE = (
        "line-elsewhere", "start", "start_lon", "start_lat", "end", "end_lon", "end_lat",
        "drawn_start_lon", "drawn_start_lat", "drawn_end_lon", "drawn_end_lat",
    )  # fmt: skip
    COUNTRY_KM_SUM = "country-km-sum", "total_km", "length_km"
    LEG_ABROAD = "leg-abroad", "km", "country", "most_km"
    CHAIN_BROKEN = "chain-broken", "route", "leg"
    CHAIN_START = "chain-start", "route", "place", "home"
    CHAIN_END = "chain-end", "route", "place"
    STANCE_MISSING = "stance-missing", "corridor"
    INDEX_TWICE = "index-twice", "dimension", "other"
    RUBRIC_MISSING = "rubric-missing"
    ASSESSED_TWICE = "assessed-twice", "value", "other"
    DIMENSION_NOT_APPLIED = "dimension-not-applied", "value"
    PARAMETER_MISSING = "parameter-missing"
    TOPIC_MISSING = "topic-missing", "topic"
    AFTER_EVIDENCE = "after-evidence", "date", "end"
    SOURCE_AFTER_EVIDENCE = "source-after-evidence", "date", "citing", "end"
    SOURCE_AFTER_SCORE = "source-after-score", "source", "date", "end"
    SCORE_BEFORE_SOURCES = "score-before-sources", "date", "first", "days"
    YEAR_AFTER_SCORE = "year-after-score", "year", "end"
    FIGURE_UNKNOWN = "figure-unknown", "name"
    FIGURES_DIFFER = "figures-differ", "names"
    FIGURES_MIXED = "figures-mixed", "first", "second", "field", "one", "other"
    ACCOUNT_MISSING = "account-missing"
    COUNTRY_LEFT_OUT = "country-left-out", "element", "country"
    TOTAL_NOT_MET = "total-not-met", "added_mt", "year", "total_mt"
    SHOCK_ABOVE_TOTAL = "shock-above-total", "element", "days", "total_days", "shocks"

    # The registry and the spot checks
    FILE_UNREGISTERED = "file-unregistered"
    FILE_UNUSED = "file-unused"
    REGISTERED_FILE_MISSING = "registered-file-missing"
    CHECKSUM = "checksum", "registered", "found"
    QUOTE_NOT_FOUND = "quote-not-found", "quote", "kind", "id"
    QUOTE_UNSOURCED = "quote-unsourced", "quote"
    SPOT_CHECKS_FEW = "spot-checks-few", "count", "least"

    # What looks wrong
    LENGTH_UNLIKE_CHORD = "length-unlike-chord", "length_km", "times", "chord_km", "most"
    LENGTH_UNLIKE_LINE = "length-unlike-line", "length_km", "line_km", "percent"
    PORT_INLAND = "port-inland", "lon", "lat", "km"
    CROSSING_OFF_BORDER = "crossing-off-border", "km", "country", "most_km"
    SAME_SPOT = "same-spot", "other"
    STATUS_UNSOURCED = "status-unsourced", "status", "date"
    SEARCH_UNDATED = "search-undated"
    LAST_KNOWN_EARLY = "last-known-early", "last_known", "date"
    DUE_EARLY = "due-early", "due", "announced"
    OPENING_UNSEARCHED = "opening-unsearched", "missing"
    FIRM_UNPROVED = "firm-unproved", "text", "years"
    NEVER_CITED = "never-cited"
    CONFIDENCE_ABOVE_SOURCES = "confidence-above-sources", "confidence", "lent", "kinds"
    UNTRANSLATED = "untranslated", "text"
    MIXED_ALPHABETS = "mixed-alphabets", "word"
    OUT_OF_SCALE = "out-of-scale", "value", "year", "usual", "times", "unit"
    SERIES_UNCOUNTED = "series-uncounted", "measures"
    MONTHS_UNLIKE_PARTIAL = "months-unlike-partial", "months", "year"
    MEASURE_UNLIKE_UNIT = "measure-unlike-unit", "measures", "unit"
    STANCE_THIN = "stance-thin", "stance", "count", "since", "least"
    SILENCE_UNLIMITED = "silence-unlimited"

    # A link, or the view that it asks for
    LINK_PARAMETER = "link-parameter", "parameter", "known"
    LINK_VERSION = "link-version", "parameter", "value", "newest"
    LINK_DAY = "link-day", "parameter", "value", "first", "last"
    LINK_CHOICE = "link-choice", "parameter", "value", "choices"
    LINK_LENS = "link-lens", "parameter", "value"
    LINK_STANCE = "link-stance", "parameter", "value", "actors"
    LINK_LOAD = "link-load", "parameter", "value", "commodities"
    LINK_SELECTION = "link-selection", "parameter", "value"
    LINK_BOUNDS = "link-bounds", "parameter", "value"
    LINK_BOUNDS_COUNT = "link-bounds-count", "parameter", "value"
    LINK_NUMBER = "link-number", "parameter", "value"
    LINK_SHOCKS = "link-shocks", "parameter", "value", "most"
    LINK_MONTHS = "link-months", "parameter", "value", "most"
    LINK_BUILT = "link-built", "parameter", "value"
    LINK_WEIGHT = "link-weight", "parameter", "value", "most"
    LINK_TEXT = "link-text", "parameter", "value"
    LINK_OF_THE_SCREEN = "link-of-the-screen", "parameter"
    LINK_UNKNOWN = "link-unknown", "parameter", "value", "target"
    LINK_PLACE = "link-place", "parameter", "value"
    LINK_STORY = "link-story", "parameter", "value"
    LINK_MALFORMED = "link-malformed", "parameter", "detail"


class ErrorCode(_Code):
    """Why something that was asked for is not done."""

    CLOSE_KIND = "close-kind", "text"
    CLOSE_UNKNOWN = "close-unknown", "text", "countries"
    BUILD_UNKNOWN = "build-unknown", "text", "corridors"
    PLACE_UNKNOWN = "place-unknown", "text", "places"
    ORIGIN_UNKNOWN = "origin-unknown", "text", "places"
    MARKET_UNKNOWN = "market-unknown", "text", "places"
    PROGRAMME_UNSOLVED = "programme-unsolved", "reason"
    FLOWS_MISSING = "flows-missing"
    SWEEP_SIZE = "sweep-size", "k", "most"
    SWEEP_SUFFIX = "sweep-suffix", "path", "suffixes"
    SWEEP_OF_ANOTHER_QUESTION = "sweep-of-another-question", "path"
    SCHEDULER_SILENT = "scheduler-silent", "address"
    YEAR_WITHOUT_FLOWS = "year-without-flows", "year", "years"

    STORY_UNKNOWN = "story-unknown", "id", "known"
    STORY_NOR_FILE = "story-nor-file", "id", "known"
    STORY_NOT_DELETED = "story-not-deleted", "id"
    STORY_ID = "story-id", "id"
    STORY_SHIPPED = "story-shipped", "id"
    STORY_CHANGED = "story-changed", "path"
    STORY_NOT_PUT_BACK = "story-not-put-back", "path"
    STORY_NAME_TAKEN = "story-name-taken", "path", "id"
    STORY_UNREADABLE = "story-unreadable", "path", "cause"
    STORIES_UNWRITABLE = "stories-unwritable", "path", "cause"

    EDIT_CONFLICT = "edit-conflict"
    EDIT_GONE = "edit-gone"
    EDIT_LAYOUT = "edit-layout", "path"
    EDIT_RECORD_UNKNOWN = "edit-record-unknown", "id"
    EDIT_UNDO_UNKNOWN = "edit-undo-unknown"
    EDIT_PUT_ASIDE = "edit-put-aside", "path"
    PACK_BUSY = "pack-busy", "path"
    PACK_UNWRITABLE = "pack-unwritable", "path", "cause"
    EDIT_OPEN_TO_ALL = "edit-open-to-all", "host"

    FILE_UNWRITABLE = "file-unwritable", "path", "cause"
    FOLDER_UNWRITABLE = "folder-unwritable", "path", "cause"
    FOLDER_NOT_EMPTY = "folder-not-empty", "path"
    NO_SCRATCH_FOLDER = "no-scratch-folder"
    SUFFIX_UNKNOWN = "suffix-unknown", "path", "suffix", "known"
    TABLES_SUFFIX = "tables-suffix", "path", "suffix"
    TABLE_UNKNOWN = "table-unknown", "name", "known"
    PICTURE_SIZE = "picture-size", "path", "width", "height", "least", "most"
    PAGE_SIZE = "page-size", "width", "height"
    NOT_TYPESET = "not-typeset", "path", "detail"

    PASSWORD_UNREADABLE = "password-unreadable", "path", "cause"
    PASSWORD_NOT_TEXT = "password-not-text", "path"
    PASSWORD_SHORT = "password-short", "path", "count", "least"


@dataclass(frozen=True)
class Fault:
    """One thing wrong, or suspicious, in one place of one file.

    Parameters
    ----------
    code
        The rule that is broken.
    file
        The file, relative to the data folder; once located, under the name by which the folder is called.
    kind, id, number
        The record: the name of its kind (of :mod:`layers.model.kinds`, or ``record`` or ``feature``) and its
        id, or its number in the file, counted from 1. Empty of a whole file.
    path
        Keys and indices that lead from the record to the field; empty for the record itself.
    parameters
        What the code's words name.
    suggestion
        The id or word that was probably meant.
    line
        Counted from 1; None where it is not known.
    remedy
        What to do, if not what the code says.
    """

    code: FaultCode
    file: str
    kind: str = ""
    id: str = ""
    path: tuple[str | int, ...] = ()
    parameters: Mapping[str, Value] = default(default_factory=dict, hash=False)
    number: int | None = None
    suggestion: str = ""
    line: int | None = None
    severity: Severity = Severity.ERROR
    remedy: Remedy | None = None

    def __post_init__(self) -> None:
        """Refuse parameters that are not those of the code."""
        self.code.require(self.parameters)

    @property
    def field(self) -> str:
        """The path as one word, with dots: ``routes.0.legs.3``."""
        return ".".join(map(str, self.path))


@dataclass(frozen=True)
class Problem:
    """A broken rule without its place: of a link's parts, a geometry, a JSON text."""

    code: FaultCode
    parameters: Mapping[str, Value] = default(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Refuse parameters that are not those of the code."""
        self.code.require(self.parameters)
