"""The kinds of record that a pack holds: one entry each, from which everything else about kinds follows.

Loading, JSON schemas, the list of files of a pack, checks of references and dates, citations, edited copies
and the selection of a view all go through :data:`KINDS`. A new kind needs its model, an entry here, and a
field of the same name as ``table`` in :class:`~layers.model.dataset.Data`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from layers.model.evidence import (
    Assessment,
    Benchmark,
    BorderClass,
    Claim,
    Event,
    Parameter,
    Preset,
    Project,
    RubricEntry,
    Series,
    Shock,
    SpotCheck,
)
from layers.model.manifest import PACK_FILE, Pack
from layers.model.records import (
    Actor,
    Border,
    Chokepoint,
    Corridor,
    Country,
    Crossing,
    Dataset,
    Hub,
    Indicator,
    Leg,
    LengthSpan,
    Place,
    Port,
    Record,
    Source,
)
from layers.model.story import Story
from layers.model.tonnes import Capacity, Commodity, Flow, FlowTotal, Hindcast, SweptClosure
from layers.model.vocabulary import SELECTABLE

__all__ = [
    "DOCUMENTED",
    "KINDS",
    "KIND_BY_NAME",
    "OPTIONAL_FILES",
    "PLACES",
    "REQUIRED_FILES",
    "Layout",
    "RecordKind",
    "cited_sources",
]


class Layout(StrEnum):
    """How the records of a kind lie in their file or folder."""

    ONE = "one"
    """The whole file is one record."""
    LIST = "list"
    """A YAML list."""
    LISTS = "lists"
    """A folder of YAML lists."""
    FILES = "files"
    """A folder with a YAML file for each record, named by its id."""
    FEATURES = "features"
    """A GeoJSON feature collection; the properties of a feature are the record."""


@dataclass(frozen=True)
class RecordKind:
    """One kind of record.

    ``name`` is what one record is called in messages, citations and links, ``table`` the field of ``Data``
    that holds all of them. ``file`` is a path within the pack; that of a folder ends with a slash.

    ``geometries`` are the GeoJSON types that a feature may have. Its coordinates go to the field
    ``from_geometry``; layers without one stay GeoJSON in ``Data``, because nothing but the map reads them.

    ``id_field`` keys the mapping in ``Data``; kinds without one are tuples. ``order_by`` is the field by
    which records are sorted; without one they keep the order of the file.
    """

    name: str
    table: str
    model: type[Record] | None
    layout: Layout
    file: str
    geometries: tuple[str, ...] = ()
    from_geometry: str = ""
    id_field: str = "id"
    order_by: str = ""
    schema_name: str = ""
    """Name of the JSON schema where it is not ``name``."""
    is_required: bool = False
    """Whether every pack has the file; it may still hold no record."""
    is_referenced: bool = False
    """Whether other records name records of this kind, so that one mistyped id makes faults in many."""
    cites: bool = True
    """Whether its records are listed among those that cite a source."""
    is_dated: bool = True
    """Whether its records hold observations, none of which may be dated after the evidence ends."""

    @property
    def is_mapping(self) -> bool:
        """Whether ``Data`` holds the records by id."""
        return bool(self.id_field) and self.layout is not Layout.ONE and not self.is_layer

    @property
    def is_layer(self) -> bool:
        """Whether ``Data`` holds the records as GeoJSON."""
        return self.layout is Layout.FEATURES and not self.from_geometry

    @property
    def is_selectable(self) -> bool:
        """Whether a view can select a record of this kind."""
        return self.name in SELECTABLE

    @property
    def folder(self) -> str:
        """Name of the folder without its slash; empty for a single file."""
        return self.file.removesuffix("/") if self.file.endswith("/") else ""

    @property
    def pattern(self) -> str:
        """Glob pattern of the kind's files within the pack."""
        return f"{self.file}*.yaml" if self.folder else self.file

    @property
    def schema(self) -> str:
        """Name of the JSON schema of one file; empty where the content of the file is not described."""
        return (self.schema_name or self.name) if self.model is not None else ""

    def has_field(self, name: str) -> bool:
        """Whether a record of this kind has a field of this name."""
        return self.model is not None and name in self.model.model_fields


_POINT, _LINE = ("Point",), ("LineString",)
_LINES, _AREAS = ("LineString", "MultiLineString"), ("Polygon", "MultiPolygon")

KINDS: tuple[RecordKind, ...] = (
    RecordKind("pack", "pack", Pack, Layout.ONE, PACK_FILE, is_required=True),
    RecordKind("corridor", "corridors", Corridor, Layout.LIST, "corridors.yaml", is_required=True,
               is_referenced=True),
    RecordKind("leg", "legs", Leg, Layout.FEATURES, "legs.geojson", _LINE, "coordinates", is_required=True,
               is_referenced=True),
    RecordKind("hub", "hubs", Hub, Layout.FEATURES, "hubs.geojson", _POINT, "position", is_required=True,
               is_referenced=True),
    RecordKind("port", "ports", Port, Layout.FEATURES, "ports.geojson", _POINT, "position",
               is_required=True, is_referenced=True),
    RecordKind("crossing", "crossings", Crossing, Layout.FEATURES, "crossings.geojson", _POINT, "position",
               is_required=True, is_referenced=True),
    RecordKind("chokepoint", "chokepoints", Chokepoint, Layout.FEATURES, "chokepoints.geojson", _LINE,
               "gate", is_required=True, is_referenced=True),
    RecordKind("actor", "actors", Actor, Layout.FILES, "actors/", order_by="order", is_required=True),
    RecordKind("assessment", "assessments", Assessment, Layout.LISTS, "risk/"),
    RecordKind("event", "events", Event, Layout.LIST, "events.yaml", order_by="date"),
    RecordKind("project", "projects", Project, Layout.LIST, "projects.yaml"),
    RecordKind("series", "series", Series, Layout.LIST, "series.yaml"),
    RecordKind("claim", "claims", Claim, Layout.LIST, "claims.yaml"),
    RecordKind("shock", "shocks", Shock, Layout.LIST, "shocks.yaml"),
    RecordKind("preset", "presets", Preset, Layout.LIST, "presets.yaml"),
    RecordKind("parameter", "parameters", Parameter, Layout.LIST, "parameters.yaml",
               schema_name="parameters", is_required=True),
    RecordKind("border class", "border_classes", BorderClass, Layout.LIST, "border_classes.yaml",
               schema_name="border_class"),
    RecordKind("benchmark", "benchmarks", Benchmark, Layout.LIST, "benchmarks.yaml"),
    RecordKind("commodity", "commodities", Commodity, Layout.LIST, "commodities.yaml"),
    RecordKind("flow", "flows", Flow, Layout.LIST, "flows.yaml"),
    RecordKind("flow total", "flow_totals", FlowTotal, Layout.LIST, "flow_totals.yaml",
               schema_name="flow_total"),
    RecordKind("capacity", "capacities", Capacity, Layout.LIST, "capacity.yaml"),
    RecordKind("hindcast", "hindcasts", Hindcast, Layout.LIST, "hindcasts.yaml"),
    RecordKind("swept closure", "swept_closures", SweptClosure, Layout.LIST, "swept_closures.yaml",
               id_field="", schema_name="swept_closure", is_dated=False),
    # An index or a length may come from a source that is newer than the evidence.
    RecordKind("indicator", "indicators", Indicator, Layout.LIST, "indicators.yaml", is_dated=False),
    RecordKind("span", "length_spans", LengthSpan, Layout.LIST, "length_spans.yaml", id_field="",
               schema_name="length_span", is_dated=False),
    # A scene repeats what other records say: its sources are checked with the scene, not listed.
    RecordKind("story", "stories", Story, Layout.FILES, "stories/", cites=False),
    RecordKind("rubric", "rubric", RubricEntry, Layout.LIST, "rubric.yaml", id_field="dimension",
               is_required=True),
    RecordKind("spot check", "spot_checks", SpotCheck, Layout.LIST, "spot_checks.yaml", id_field="",
               schema_name="spot_check"),
    RecordKind("source", "bibliography", Source, Layout.LIST, "bibliography.yaml",
               schema_name="bibliography", is_required=True, is_referenced=True, is_dated=False),
    RecordKind("file", "datasets", Dataset, Layout.LIST, "sources.yaml", id_field="", schema_name="sources"),
    RecordKind("country", "countries", Country, Layout.FEATURES, "countries.geojson", _AREAS,
               is_required=True),
    RecordKind("border", "borders", Border, Layout.FEATURES, "borders.geojson", _LINES),
    RecordKind("rail", "rail", None, Layout.FEATURES, "rail.geojson", _LINES),
    RecordKind("outline", "outlines", None, Layout.FEATURES, "outlines.geojson", _AREAS),
)  # fmt: skip
"""Every kind, in the order in which the page of sources lists what cites a source."""

KIND_BY_NAME: Mapping[str, RecordKind] = {kind.name: kind for kind in KINDS}

PLACES: tuple[RecordKind, ...] = tuple(kind for kind in KINDS if kind.model and issubclass(kind.model, Place))
"""Kinds that are points of the network."""

DOCUMENTED: tuple[RecordKind, ...] = tuple(kind for kind in KINDS if kind.has_field("status_history"))
"""Kinds whose records have a dated status: corridors and everything that can be open or shut."""

REQUIRED_FILES = frozenset(kind.file for kind in KINDS if kind.is_required)
"""Files and folders that every pack has; the layers of crossings and chokepoints may hold none."""

OPTIONAL_FILES = frozenset(kind.file for kind in KINDS if not kind.is_required)
"""Files and folders that a pack may leave out or leave empty; what they would show is then not there."""


def cited_sources(value: Any) -> Iterator[str]:
    """Ids of all sources that a dumped record cites, at whatever depth, in order and with repetitions."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key.endswith("sources"):
                yield from inner
            else:
                yield from cited_sources(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from cited_sources(inner)
