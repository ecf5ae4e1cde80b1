"""Who cites what: every citation is found, wherever in a record it stands."""

from __future__ import annotations

import re
from typing import Any

import pytest

from layers.model.dataset import Data
from layers.model.kinds import cited_sources
from layers.network.citations import Citation, citations
from layers.packs.load import default_folder
from layers.packs.reader import read_yaml
from tests.toy import (
    assessment,
    claim,
    corridor,
    event,
    hub,
    leg,
    network,
    opening,
    parameter,
    port,
    project,
    score,
    series,
    source,
    words,
)


def toy(**records: Any) -> Data:
    places = [hub("a", "KZ"), port("RUP", "RU")]
    listed = [source(key) for key in ("one", "two", "three", "nobody", "x")]
    legs = records.pop("legs", [leg("a", "RUP", KZ=1)])
    return network(places, legs, [corridor("c", "a-RUP")], bibliography=listed, **records)


def test_a_source_that_nobody_cites_is_there_with_nothing() -> None:
    assert citations(toy()) == dict.fromkeys(("one", "two", "three", "nobody", "x"), ())


def cites(record: Any, **fields: Any) -> Any:
    return type(record).model_validate(record.model_dump(by_alias=True) | fields)


POINT = {"year": 2025, "value": 1, "basis": "sourced", "sources": ["one"]}


@pytest.mark.parametrize(
    ("name", "record", "kind"),
    [
        ("events", cites(event("k", "2025", corridors=["c"]), sources=["one"]), "event"),
        ("parameters", cites(parameter("k", "h", 1, 2, 3), sources=["one"]), "parameter"),
        ("claims", claim("k", words("x"), sources=["one"]), "claim"),
        (
            "claims",
            claim("k", words("x"), sources=["one"], contrary=[{"text": words("x"), "basis": "sourced",
                  "sources": ["one"]}]),
            "claim",
        ),
        (
            "assessments",
            assessment("k", "security", score("2021", 1) | {"sources": ["one"]}, parts=["a-RUP"]),
            "assessment",
        ),
        ("series", cites(series("k", "mt", y2025=1), points=[POINT]), "series"),
    ],
)  # fmt: skip
def test_a_citation_is_found_however_deep(name: str, record: Any, kind: str) -> None:
    found = citations(toy(**{name: [record]}))
    assert found["one"] == (Citation(kind, "k"),)  # once, however often the record cites it
    assert found["nobody"] == ()


def test_sources_of_an_opening_and_of_a_leg_are_found() -> None:
    opened = project("p", opening(("2020", "2024"), actual="2025")).model_dump(mode="json")
    opened["openings"][0]["actual_sources"] = ["one"]
    opened["openings"][0]["promises"][0]["sources"] = ["two"]
    noted = leg("a", "RUP", KZ=1).model_copy(update={"note_sources": ("two", "three")})
    found = citations(toy(projects=[type(project("p")).model_validate(opened)], legs=[noted]))
    assert found["one"] == (Citation("project", "p"),)
    assert found["two"] == (Citation("leg", "a-RUP"), Citation("project", "p"))
    assert found["three"] == (Citation("leg", "a-RUP"),)


def test_sources_are_found_under_every_name_and_nothing_else_is_taken_for_one() -> None:
    record = {"sources": ["a"], "deep": [{"note_sources": ("b",)}], "source": "c", "text": "d", "n": 1}
    assert list(cited_sources(record)) == ["a", "b"]


def test_every_shipped_source_is_cited_by_a_record_that_is_there(data: Data) -> None:
    found = citations(data)
    assert list(found) == list(data.bibliography)
    assert len(found) > 700
    assert [key for key, by in found.items() if not by] == []
    records: dict[str, Any] = {
        "corridor": data.corridors, "leg": data.legs, "port": data.ports, "crossing": data.crossings,
        "chokepoint": data.chokepoints, "actor": data.actors, "assessment": data.assessments,
        "event": data.events, "project": data.projects, "series": data.series, "claim": data.claims,
        "parameter": data.parameters, "indicator": data.indicators,
        "shock": data.shocks, "preset": data.presets, "border class": data.border_classes,
        "benchmark": data.benchmarks, "commodity": data.commodities, "flow": data.flows,
        "flow total": data.flow_totals, "capacity": data.capacities, "hindcast": data.hindcasts,
    }  # fmt: skip
    for key, by in found.items():
        for each in by:
            if each.kind != "span":
                assert f"'{key}'" in str(records[each.kind][each.record].model_dump()), (key, each)


def listed(value: Any) -> set[str]:
    """Everything in lists called ``sources`` in a file, by a walk of its own."""
    if isinstance(value, dict):
        named = (inner for key, inner in value.items() if re.fullmatch(r"(\w+_)?sources", key) and inner)
        return {key for inner in named for key in inner}.union(*(listed(inner) for inner in value.values()))
    return set().union(*(listed(inner) for inner in value)) if isinstance(value, list) else set()


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("events.yaml", "event"), ("projects.yaml", "project"), ("series.yaml", "series"),
        ("claims.yaml", "claim"), ("corridors.yaml", "corridor"), ("parameters.yaml", "parameter"),
        ("actors/moscow.yaml", "actor"), ("risk/countries.yaml", "assessment"),
    ],
)  # fmt: skip
def test_what_a_file_cites_is_found(data: Data, file: str, kind: str) -> None:
    in_file = listed(read_yaml(default_folder() / file))
    by_kind = {key for key, by in citations(data).items() if any(each.kind == kind for each in by)}
    assert in_file and in_file <= by_kind
    if file.count("/") == 0:
        assert in_file == by_kind
