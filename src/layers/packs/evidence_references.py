"""Check the evidence against the records: parts must exist, be scored once, and nothing be dated too late."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from layers.faults import Fault, FaultCode, Value
from layers.model.dataset import Data
from layers.model.kinds import KIND_BY_NAME, KINDS, cited_sources
from layers.model.story import Story
from layers.model.view import View
from layers.model.vocabulary import Dimension, Topic
from layers.network.view_names import ViewNames, view_names
from layers.packs.cost_references import check_costs
from layers.packs.flow_references import check_flows
from layers.packs.paths import Path, name_of, texts_by_path
from layers.packs.score_evidence import check_scores
from layers.packs.unknown_ids import unknown_id

__all__ = ["REQUIRED_TOPICS", "check_evidence", "check_story"]

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
    *(f"{kind}-{score}" for kind in ("outage", "refusal") for score in range(1, 6)),
    "outage-days", "outage-shared", "refusal-days",
)  # fmt: skip
"""Parameters without which no headline figure can be worked out."""

_OBSERVED = frozenset({"as_of", "last_known", "date", "until", "announced", "actual"})


def check_evidence(data: Data, names: ViewNames) -> Iterator[Fault]:
    """Every fault of events, projects, series, risk and claims against the other records.

    ``names`` are those that a preset and the view of a claim or scene may use.
    """
    yield from _check_rubric(data)
    yield from _check_assessments(data)
    yield from check_scores(data)
    yield from _check_references(data)
    yield from _check_scenarios(data, names)
    yield from check_costs(data)
    yield from check_flows(data)
    yield from _check_claims(data, names)
    for story in data.stories.values():
        yield from _check_scenes(data, names, story, f"stories/{story.id}.yaml")
    yield from _check_sections(data)
    yield from _check_horizon(data)


def _check_rubric(data: Data) -> Iterator[Fault]:
    for dimension in Dimension:
        if dimension not in data.rubric:
            yield Fault(FaultCode.RUBRIC_MISSING, "rubric.yaml", "rubric", dimension)


def _check_assessments(data: Data) -> Iterator[Fault]:
    taken: dict[tuple[Dimension, str], str] = {}
    codes = _country_codes(data)
    for assessment in data.assessments.values():

        def fault(code: FaultCode, path: Path, key: str = assessment.id, **parameters: Value) -> Fault:
            return Fault(code, "risk/", "assessment", key, path, parameters)

        named: dict[Path, str] = {("parts", index): key for index, key in enumerate(assessment.parts)}
        named |= {("countries", index): key for index, key in enumerate(assessment.countries)}
        for path, key in named.items():
            first = taken.setdefault((assessment.dimension, key), assessment.id)
            if first != assessment.id:
                yield fault(FaultCode.ASSESSED_TWICE, path, value=key, other=first)
            if path[0] == "parts" and key not in data.parts:
                yield unknown_id("risk/", "assessment", assessment.id, path, key, data.parts, "part")
            elif path[0] == "parts" and not _is_applied(data, assessment.dimension, key):
                yield fault(FaultCode.DIMENSION_NOT_APPLIED, path, value=key)
            elif path[0] == "countries" and key not in codes:
                yield unknown_id("risk/", "assessment", assessment.id, path, key, codes, "scored-country")
        for index, score in enumerate(assessment.scores):
            if score.from_date > data.evidence_end:
                path, dates = ("scores", index, "from"), {"date": score.from_date, "end": data.evidence_end}
                yield fault(FaultCode.AFTER_EVIDENCE, path, **dates)


def _is_applied(data: Data, dimension: Dimension, part: str) -> bool:
    """Whether the rubric applies a dimension to parts of this kind; True if it has no such entry."""
    if dimension not in data.rubric:
        return True
    kinds = (KIND_BY_NAME[name] for name in data.rubric[dimension].applies_to)
    return any(part in data.records(kind) for kind in kinds)


def _country_codes(data: Data) -> set[str]:
    """Codes of all countries that a part lies in, and of those that an index covers."""
    codes = {code for leg in data.legs.values() for code in leg.km_by_country}
    codes |= {port.country for port in data.ports.values()}
    codes |= {c for table in (data.crossings, data.chokepoints) for p in table.values() for c in p.countries}
    return codes | {code for index in data.indicators.values() for code in index.values}


def _check_references(data: Data) -> Iterator[Fault]:
    for kind in (kind for kind in KINDS if kind.has_field("corridors")):
        for key, record in data.records(kind).items():
            for index, corridor in enumerate(record.corridors):
                if corridor not in data.corridors:
                    path: Path = ("corridors", index)
                    yield unknown_id(kind.file, kind.name, key, path, corridor, data.corridors, "corridor")
            for index, part in enumerate(getattr(record, "parts", ())):
                if part not in data.parts:
                    yield unknown_id(kind.file, kind.name, key, ("parts", index), part, data.parts, "part")
    for port in data.ports.values():
        for index, key in enumerate(port.chokepoints):
            if key not in data.chokepoints:
                path = ("chokepoints", index)
                yield unknown_id("ports.geojson", "port", port.id, path, key, data.chokepoints, "chokepoint")


def _check_scenarios(data: Data, names: ViewNames) -> Iterator[Fault]:
    """Shocks and presets name what exists, and the model has its parameters."""
    for name in MODEL_PARAMETERS:
        if name not in data.parameters:
            yield Fault(FaultCode.PARAMETER_MISSING, "parameters.yaml", "parameter", name)
    codes = {code for leg in data.legs.values() for code in leg.km_by_country}
    codes |= {port.country for port in data.ports.values()}
    known = {*codes, *data.parts}
    for key, shock in data.shocks.items():
        for index, element in enumerate(shock.elements):
            if element not in known:
                yield unknown_id("shocks.yaml", "shock", key, ("elements", index), element, known, "element")
    for key, preset in data.presets.items():
        for unknown in names.unknown_closed(preset.closed):
            path: Path = ("closed", preset.closed.index(unknown.value))
            yield unknown_id("presets.yaml", "preset", key, path, unknown.value, unknown.known, "element")
        for unknown in names.unknown_built(preset.built):
            path = ("built", unknown.value)
            yield unknown_id("presets.yaml", "preset", key, path, unknown.value, unknown.known, "outlet")


def _check_claims(data: Data, names: ViewNames) -> Iterator[Fault]:
    for claim in data.claims.values():
        if claim.actor is not None and claim.actor not in data.actors:
            yield unknown_id("claims.yaml", "claim", claim.id, ("actor",), claim.actor, data.actors, "actor")
        yield from _check_view(names, "claims.yaml", "claim", claim.id, ("view",), claim.view)


def _check_view(names: ViewNames, file: str, kind: str, key: str, path: Path, query: str) -> Iterator[Fault]:
    """A view accepts the query string, and what it selects, closes, builds and asks the way to exists."""
    view, ignored = View.from_query(dict(parse_qsl(query, keep_blank_values=True)))
    for problem in ignored:
        yield Fault(problem.code, file, kind, key, path, problem.parameters)
    found = {unknown.value: unknown for unknown in names.unknown_in(view)}
    for value, unknown in found.items():
        yield unknown_id(file, kind, key, path, value, unknown.known, unknown.target)


def check_story(data: Data, story: Story, file: str) -> Iterator[Fault]:
    """Every fault of a story against the data: places, sources and views that do not exist.

    ``file`` is what the story's file is called in the faults.
    """
    yield from _check_scenes(data, view_names(data), story, file)


def _check_scenes(data: Data, names: ViewNames, story: Story, file: str) -> Iterator[Fault]:
    for number, scene in enumerate(story.scenes):
        here: Path = ("scenes", number)
        yield from _check_view(names, file, "story", story.id, (*here, "view"), scene.view)
        places: dict[Path, str] = {(*here, "labels", i): name for i, name in enumerate(scene.labels)}
        places |= {(*here, "callouts", i, "at"): each.at for i, each in enumerate(scene.callouts)}
        for path, name in places.items():
            if name not in data.places:
                yield unknown_id(file, "story", story.id, path, name, data.places, "place")
        for index, name in enumerate(scene.sources):
            if name not in data.bibliography:
                path = (*here, "sources", index)
                yield unknown_id(file, "story", story.id, path, name, data.bibliography, "source")


def _check_sections(data: Data) -> Iterator[Fault]:
    for corridor in data.corridors.values():
        there = {fact.topic for fact in corridor.facts}
        for topic in REQUIRED_TOPICS:
            if topic not in there:
                yield Fault(
                    FaultCode.TOPIC_MISSING, "corridors.yaml", "corridor", corridor.id, ("facts",),
                    {"topic": str(topic)},
                )  # fmt: skip


def _check_horizon(data: Data) -> Iterator[Fault]:
    """Nothing observed after the evidence ends: every date but those of plans."""
    citing: dict[str, list[str]] = {}
    for kind in (kind for kind in KINDS if kind.is_dated):
        for key, record in data.records(kind).items():
            name, number = name_of(kind, key, record)
            observed = record.model_dump(exclude={"status_history"}, by_alias=True)
            for path, date in texts_by_path(observed, _OBSERVED):
                if date > data.evidence_end:
                    dates = {"date": date, "end": data.evidence_end}
                    yield Fault(FaultCode.AFTER_EVIDENCE, kind.file, kind.name, name, path, dates, number)
            for cited in cited_sources(_without_position(record.model_dump())):
                citing.setdefault(cited, []).append(key)
    for source in data.bibliography.values():
        keys = tuple(sorted(set(citing.get(source.id, ()))))
        if keys and source.date is not None and source.date > data.evidence_end:
            parameters: dict[str, Value] = {
                "date": source.date, "citing": keys, "end": data.evidence_end,
            }  # fmt: skip
            yield Fault(
                FaultCode.SOURCE_AFTER_EVIDENCE, "bibliography.yaml", "source", source.id, ("date",),
                parameters,
            )  # fmt: skip


def _without_position(record: dict[str, Any]) -> dict[str, Any]:
    """The record without what says where it lies: a gazetteer may be newer than the evidence."""
    if "position" not in record:
        return record
    facts = [fact for fact in record.get("facts", ()) if fact["topic"] != Topic.POSITION]
    return {key: value for key, value in record.items() if key != "sources"} | {"facts": facts}
