"""Holds the evidence against the records: parts that exist, one score a part, nothing after the horizon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any
from urllib.parse import parse_qsl

from layers.errors import Fault
from layers.model.dataset import Data
from layers.model.kinds import KIND_BY_NAME, KINDS, cited_sources
from layers.model.story import Story
from layers.model.view import View
from layers.model.vocabulary import Dimension, Topic
from layers.network.view_names import Reason, ViewNames, view_names

__all__ = ["REQUIRED_TOPICS", "check_evidence", "check_story", "unknown_id"]

REQUIRED_TOPICS = (
    Topic.VOLUME,
    Topic.CAPACITY,
    Topic.TIME,
    Topic.COST,
    Topic.FINANCING,
    Topic.AGREEMENT,
    Topic.CROSSING,
    Topic.OBSTACLE,
    Topic.PERSPECTIVE,
)
"""What every dossier of a corridor answers, if only with the statement that nothing was found."""

MODEL_PARAMETERS = (
    "value-of-time", "risk-premium", "theta", "no-access-cost",
    *(f"outage-{score}" for score in range(1, 6)),
)  # fmt: skip
"""Parameters without which no headline figure can be worked out."""

_EXPECTED: Mapping[Reason, str] = {
    Reason.NO_ACTOR: "an actor id",
    Reason.NOT_CLOSABLE: "a country code or the id of a part",
    Reason.NOT_BUILDABLE: "the id of a corridor to the sea",
    Reason.NOT_AN_ORIGIN: "the id of a hub and of a port",
    Reason.NOT_A_MARKET: "the id of a hub and of a port",
}
_OBSERVED = frozenset({"as_of", "last_known", "date", "until", "announced", "actual"})


def check_evidence(data: Data, names: ViewNames) -> Iterator[Fault]:
    """Every fault of events, projects, series, risk and claims against the other records.

    ``names`` are those that a preset and the view of a claim or scene may use.
    """
    yield from _check_rubric(data)
    yield from _check_assessments(data)
    yield from _check_references(data)
    yield from _check_scenarios(data, names)
    yield from _check_claims(data, names)
    for story in data.stories.values():
        yield from _check_scenes(data, names, story, f"stories/{story.id}.yaml")
    yield from _check_sections(data)
    yield from _check_horizon(data)


def unknown_id(file: str, record: str, where: str, got: str, known: Iterable[str], expected: str) -> Fault:
    """The fault of naming something that is not there, with the nearest name that is."""
    hint = get_close_matches(str(got), [str(key) for key in known], n=1)
    remedy = (f'Did you mean "{hint[0]}"? ' if hint else "") + "Correct it and run: searoom check"
    return Fault(f"geodata/{file}", record, where, f'"{got}"', expected, remedy)


def _check_rubric(data: Data) -> Iterator[Fault]:
    for dimension in Dimension:
        if dimension not in data.rubric:
            yield Fault(
                "geodata/rubric.yaml", f'dimension "{dimension}"', "", "no entry", "one entry a dimension"
            )


def _check_assessments(data: Data) -> Iterator[Fault]:
    taken: dict[tuple[Dimension, str], str] = {}
    codes = _country_codes(data)
    for assessment in data.assessments.values():
        record = f'assessment "{assessment.id}"'
        for key in (*assessment.parts, *assessment.countries):
            first = taken.setdefault((assessment.dimension, key), assessment.id)
            if first != assessment.id:
                got = f'"{key}", which "{first}" scores too'
                yield Fault("geodata/risk/", record, "parts", got, "one assessment a part and dimension")
        for key in assessment.parts:
            if key not in data.parts:
                expected = "the id of a leg, port, crossing or chokepoint"
                yield unknown_id("risk/", record, "parts", key, data.parts, expected)
            elif assessment.dimension in data.rubric:
                kinds = (KIND_BY_NAME[part] for part in data.rubric[assessment.dimension].applies_to)
                if not any(key in data.records(kind) for kind in kinds):
                    expected = "a part to which the rubric applies this dimension"
                    yield Fault("geodata/risk/", record, "parts", f'"{key}"', expected)
        for country in assessment.countries:
            if country not in codes:
                expected = "the code of a country that a leg, port, crossing or chokepoint lies in"
                yield unknown_id("risk/", record, "countries", country, codes, expected)
        for index, score in enumerate(assessment.scores):
            if score.from_date > data.evidence_end:
                expected = f"nothing observed after {data.evidence_end}"
                got = f"a score of {score.from_date}"
                yield Fault("geodata/risk/", record, f"scores.{index}.from", got, expected)


def _country_codes(data: Data) -> set[str]:
    """Codes of all countries that a part lies in, and of those that an index covers."""
    codes = {code for leg in data.legs.values() for code in leg.km_by_country}
    codes |= {port.country for port in data.ports.values()}
    codes |= {c for table in (data.crossings, data.chokepoints) for p in table.values() for c in p.countries}
    return codes | {code for index in data.indicators.values() for code in index.values}


def _check_references(data: Data) -> Iterator[Fault]:
    for kind in (kind for kind in KINDS if kind.has_field("corridors")):
        file, kind_name = kind.file, kind.name
        for key, record in data.records(kind).items():
            for corridor in record.corridors:
                if corridor not in data.corridors:
                    yield unknown_id(
                        file, f'{kind_name} "{key}"', "corridors", corridor, data.corridors, "a corridor id"
                    )
            for part in getattr(record, "parts", ()):
                if part not in data.parts:
                    expected = "the id of a leg, port, crossing or chokepoint"
                    yield unknown_id(file, f'{kind_name} "{key}"', "parts", part, data.parts, expected)
    for port in data.ports.values():
        for key in port.chokepoints:
            if key not in data.chokepoints:
                record = f'port "{port.id}"'
                yield unknown_id(
                    "ports.geojson", record, "chokepoints", key, data.chokepoints, "a chokepoint id"
                )


def _check_scenarios(data: Data, names: ViewNames) -> Iterator[Fault]:
    """Shocks and presets name countries, parts and corridors that are there; the model has its parameters."""
    for name in MODEL_PARAMETERS:
        if name not in data.parameters:
            expected = "the parameter to be there: the figures need it"
            yield Fault("geodata/parameters.yaml", f'parameter "{name}"', "", "no such parameter", expected)
    codes = {code for leg in data.legs.values() for code in leg.km_by_country}
    codes |= {port.country for port in data.ports.values()}
    known = {*codes, *data.parts}
    expected = "a country code or the id of a leg, port, crossing or chokepoint"
    for key, shock in data.shocks.items():
        for element in shock.elements:
            if element not in known:
                yield unknown_id("shocks.yaml", f'shock "{key}"', "elements", element, known, expected)
    for key, preset in data.presets.items():
        record = f'preset "{key}"'
        for unknown in names.unknown_closed(preset.closed):
            yield unknown_id("presets.yaml", record, "closed", unknown.value, unknown.known, expected)
        for unknown in names.unknown_built(preset.built):
            yield unknown_id("presets.yaml", record, "built", unknown.value, unknown.known, "a corridor id")


def _check_claims(data: Data, names: ViewNames) -> Iterator[Fault]:
    for claim in data.claims.values():
        record = f'claim "{claim.id}"'
        if claim.actor is not None and claim.actor not in data.actors:
            yield unknown_id("claims.yaml", record, "actor", claim.actor, data.actors, "an actor id")
        yield from _check_view(names, "claims.yaml", record, claim.view)


def _check_view(names: ViewNames, file: str, record: str, query: str) -> Iterator[Fault]:
    """A view accepts the query string, and what it selects, closes, builds and asks the way to is there."""
    view, ignored = View.from_query(dict(parse_qsl(query, keep_blank_values=True)))
    for part in ignored:
        yield Fault(f"geodata/{file}", record, "view", part, "a query string that a View accepts")
    found = {unknown.value: unknown for unknown in names.unknown_in(view)}
    for value, unknown in found.items():
        expected = _EXPECTED.get(unknown.reason, f"the id of a {unknown.kind}")
        yield unknown_id(file, record, "view", value, unknown.known, expected)


def check_story(data: Data, story: Story, file: str) -> Iterator[Fault]:
    """Every fault of a story against the data: places, sources and views that are not there."""
    yield from _check_scenes(data, view_names(data), story, file)


def _check_scenes(data: Data, names: ViewNames, story: Story, file: str) -> Iterator[Fault]:
    for scene in story.scenes:
        record = f'story "{story.id}", scene "{scene.id}"'
        yield from _check_view(names, file, record, scene.view)
        places = {f"labels.{i}": key for i, key in enumerate(scene.labels)}
        places |= {f"callouts.{i}.at": callout.at for i, callout in enumerate(scene.callouts)}
        for where, key in places.items():
            if key not in data.places:
                yield unknown_id(file, record, where, key, data.places, "the id of a place")
        for index, key in enumerate(scene.sources):
            if key not in data.bibliography:
                field = f"sources.{index}"
                yield unknown_id(file, record, field, key, data.bibliography, "a source id")


def _check_sections(data: Data) -> Iterator[Fault]:
    for corridor in data.corridors.values():
        there = {fact.topic for fact in corridor.facts}
        for topic in REQUIRED_TOPICS:
            if topic not in there:
                yield Fault(
                    "geodata/corridors.yaml", f'corridor "{corridor.id}"', "facts", f"nothing on {topic}",
                    "a fact on every topic of a dossier",
                    "Add one, or say that none was found with basis: not-found",
                )  # fmt: skip


def _check_horizon(data: Data) -> Iterator[Fault]:
    """Nothing observed after the evidence ends: every date but those of plans."""
    groups = {kind.file: data.records(kind) for kind in KINDS if kind.is_dated}
    citing: dict[str, list[str]] = {}
    for file, records in groups.items():
        for key, record in records.items():
            for field, date in _observed_dates(record.model_dump(exclude={"status_history"})):
                if date > data.evidence_end:
                    expected = f"nothing observed after {data.evidence_end}, where the evidence ends"
                    yield Fault(f"geodata/{file}", f'"{key}"', field, date, expected)
            for cited in cited_sources(_without_position(record.model_dump())):
                citing.setdefault(cited, []).append(key)
    for source in data.bibliography.values():
        keys = sorted(set(citing.get(source.id, ())))
        if keys and (source.date or "") > data.evidence_end:
            got = f"{source.date}, and it is cited by {', '.join(keys)}"
            expected = f"no source newer than {data.evidence_end}, where the evidence ends"
            yield Fault("geodata/bibliography.yaml", f'source "{source.id}"', "date", got, expected)


def _without_position(record: dict[str, Any]) -> dict[str, Any]:
    """The record without what says where it lies: a gazetteer may be newer than the evidence."""
    if "position" not in record:
        return record
    facts = [fact for fact in record.get("facts", ()) if fact["topic"] != Topic.POSITION]
    return {key: value for key, value in record.items() if key != "sources"} | {"facts": facts}


def _observed_dates(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in _OBSERVED and isinstance(inner, str):
                yield key, inner
            else:
                yield from _observed_dates(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _observed_dates(inner)
