"""Python decides what the golden files say; the browser's rules are held to the same files in Node."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest

from layers.analysis.risk import RiskClass
from layers.analysis.tonnes.loads import UseClass
from layers.model.view import View
from layers.model.vocabulary import Stance, Status
from tests.golden.cases import LINKS, VIEWS
from tests.golden.files import FOLDER, golden_files

MOST_BYTES = 1_600_000


@pytest.fixture(scope="module")
def expected() -> dict[str, str]:
    return dict(golden_files())


@pytest.fixture(scope="module")
def views() -> list[dict[str, Any]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("views/*/*.json"))]


@pytest.mark.parametrize("name", [f"views/{pack}/{name}.json" for pack in VIEWS for name in VIEWS[pack]])
def test_a_view_is_decided_as_written(expected: dict[str, str], name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == expected[name] + "\n"


@pytest.mark.parametrize("name", [*(f"links/{pack}.json" for pack in LINKS), "moves.json"])
def test_links_and_moves_are_decided_as_written(expected: dict[str, str], name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == expected[name] + "\n"


def test_nothing_is_left_over_and_all_stays_small(expected: dict[str, str]) -> None:
    paths = list(FOLDER.rglob("*.json"))
    assert {path.relative_to(FOLDER).as_posix() for path in paths} == set(expected)
    assert sum(path.stat().st_size for path in paths) < MOST_BYTES
    assert sum(map(len, VIEWS.values())) >= 40


def found(views: list[dict[str, Any]], part: str, field: str) -> Iterator[Any]:
    for view in views:
        for group in view[part]:
            value = group.get(field)
            yield from value if isinstance(value, list) else [value]


def test_every_outcome_of_a_rule_occurs_in_some_view(views: list[dict[str, Any]]) -> None:
    """A rule that no view exercises would be held to nothing."""
    no_leg = {Status.UNVERIFIED}  # in either pack; corridors are
    assert set(found(views, "legs", "status")) == set(Status) - no_leg
    assert set(found(views, "legs", "class")) == {None, *Status, *RiskClass, *Stance, *UseClass} - no_leg
    assert set(found(views, "legs", "flags")) == {"up", "down", "main", "lane", "shut", "stranded", None}
    assert {0.22, 0.6, 0.75, 0.8, 0.85, 0.35, 1} == set(found(views, "legs", "opacity"))
    assert {None} < set(found(views, "legs", "striped"))
    assert {view["highlights"]["load"] is None for view in views} == {True, False}
    assert {True, None} == set(found(views, "legs", "judgement")) == set(found(views, "legs", "round"))
    assert set(found(views, "places", "state")) == {"open", "half", "planned", "shut"}
    assert set(found(views, "places", "kind")) == {"port", "crossing", "chokepoint", "hub"}
    assert set(found(views, "places", "drawnFrom")) == {4.0, 5.5}
    assert set(found(views, "places", "minorAt")) == {4.0, 4.5, None}
    assert {True, None} == set(found(views, "places", "chosen")) == set(found(views, "corridors", "on"))
    assert {True, None} == set(found(views, "corridors", "closed"))
    no_corridor = {Status.DUE}  # in either pack
    assert set(found(views, "corridors", "status")) == {None, *Status} - no_corridor
    ranks = {(rank, zoom) for view in views for rank, zoom, _ in view["names"]}
    assert {zoom for _, zoom in ranks} == {4.0, 4.5, 5.0, 5.5}
    assert {-40, -30, -20, 1} <= {rank for rank, _ in ranks}
    assert any(view["highlights"]["path"] for view in views) and any(
        view["highlights"]["next"] for view in views
    )
    assert {view["highlights"]["veto"] is None for view in views} == {True, False}
    assert {place is None for view in views for _, place in view["crosses"]} == {True, False}
    assert {view["card"] is None for view in views} == {True, False}


def test_links_ask_for_every_parameter_and_have_each_refused_that_can_be() -> None:
    """So the browser reads the same parameters as Python does."""
    links = [
        link for pack in LINKS for link in json.loads((FOLDER / f"links/{pack}.json").read_text("utf-8"))
    ]
    names = {field.name for field in fields(View)}
    assert {name for link in links for name in link["view"]} == names
    any_text = {"off"}
    assert {name for link in links for name in link["ignored"]} >= names - any_text | {"v"}
