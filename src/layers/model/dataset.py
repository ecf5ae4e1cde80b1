"""All records of one pack: what :func:`layers.packs.load.load` returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from layers.geo.geojson import GeoJson
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
from layers.model.kinds import RecordKind
from layers.model.manifest import Pack
from layers.model.records import (
    Actor,
    Chokepoint,
    Corridor,
    Crossing,
    Dataset,
    Hub,
    Indicator,
    Leg,
    LengthSpan,
    Port,
    Source,
)
from layers.model.story import Story
from layers.model.tonnes import Capacity, Commodity, Flow, FlowTotal, Hindcast, SweptClosure
from layers.model.vocabulary import Dimension

__all__ = ["Data", "Place", "chain_of_places"]

Place = Hub | Port | Crossing | Chokepoint


@dataclass(frozen=True)
class Data:
    """Every record of a pack, checked. Mappings go from id to record, in the order of the file.

    Each field but the last is the table of one kind in :data:`layers.model.kinds.KINDS`. ``countries``,
    ``borders``, ``rail`` and ``outlines`` stay GeoJSON (EPSG:4326): they are drawn, or measured on.
    """

    pack: Pack
    countries: GeoJson
    borders: GeoJson
    rail: GeoJson
    hubs: Mapping[str, Hub]
    ports: Mapping[str, Port]
    crossings: Mapping[str, Crossing]
    chokepoints: Mapping[str, Chokepoint]
    legs: Mapping[str, Leg]
    length_spans: tuple[LengthSpan, ...]
    corridors: Mapping[str, Corridor]
    actors: Mapping[str, Actor]
    indicators: Mapping[str, Indicator]
    bibliography: Mapping[str, Source]
    datasets: tuple[Dataset, ...]
    rubric: Mapping[Dimension, RubricEntry] = field(default_factory=dict)
    assessments: Mapping[str, Assessment] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    projects: Mapping[str, Project] = field(default_factory=dict)
    series: Mapping[str, Series] = field(default_factory=dict)
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    border_classes: Mapping[str, BorderClass] = field(default_factory=dict)
    benchmarks: Mapping[str, Benchmark] = field(default_factory=dict)
    commodities: Mapping[str, Commodity] = field(default_factory=dict)
    flows: Mapping[str, Flow] = field(default_factory=dict)
    flow_totals: Mapping[str, FlowTotal] = field(default_factory=dict)
    capacities: Mapping[str, Capacity] = field(default_factory=dict)
    hindcasts: Mapping[str, Hindcast] = field(default_factory=dict)
    swept_closures: tuple[SweptClosure, ...] = ()
    shocks: Mapping[str, Shock] = field(default_factory=dict)
    presets: Mapping[str, Preset] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    spot_checks: tuple[SpotCheck, ...] = ()
    stories: Mapping[str, Story] = field(default_factory=dict)
    outlines: GeoJson = field(default_factory=lambda: {"features": []})
    is_changed_copy: bool = False
    """Whether a visitor has changed statuses or scores; whatever is made from such data says so."""

    @property
    def home(self) -> str:
        """Code of the landlocked country whose access to the sea is shown."""
        return self.pack.home

    @property
    def evidence_end(self) -> str:
        """Newest day that any source supports, as ``YYYY-MM-DD``; later statuses are announcements."""
        return self.pack.evidence_end

    def actor_of(self, asked: str) -> Actor:
        """The actor with this id; the pack's default actor if ``asked`` is empty."""
        return self.actors[asked or self.pack.default_actor]

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Every point of the network, by id."""
        return {**self.hubs, **self.ports, **self.crossings, **self.chokepoints}

    @cached_property
    def parts(self) -> Mapping[str, Leg | Port | Crossing | Chokepoint]:
        """Everything that can be open or shut, by id."""
        return {**self.legs, **self.ports, **self.crossings, **self.chokepoints}

    def records(self, kind: RecordKind) -> Mapping[str, Any]:
        """Records of one kind, by id.

        Kinds without an id are keyed by their number in the file, from 0. Layers that stay GeoJSON have no
        records here.
        """
        if kind.is_layer:
            return {}
        table: Any = getattr(self, kind.table)
        if kind.is_mapping:
            found: Mapping[str, Any] = table
            return found
        listed = table if isinstance(table, tuple) else (table,)
        return {str(number): record for number, record in enumerate(listed)}


def chain_of_places(legs: Mapping[str, Leg], keys: tuple[str, ...]) -> list[str] | str:
    """Ids of the places that a chain of legs visits, in order; the id of the leg where the chain breaks if
    it does not hold together."""
    ends = [(legs[key].from_id, legs[key].to_id) for key in keys]
    if len(ends) == 1:
        return list(ends[0])
    shared = set(ends[0]) & set(ends[1])
    if len(shared) != 1:
        return keys[1]
    chain = [ends[0][0] if ends[0][1] in shared else ends[0][1], shared.pop()]
    for key, (start, end) in zip(keys[1:], ends[1:], strict=True):
        if chain[-1] not in (start, end):
            return key
        chain.append(end if chain[-1] == start else start)
    return chain
