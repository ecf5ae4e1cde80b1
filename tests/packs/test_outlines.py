"""Crossings and lines against the boundaries: what was wrong once is found; the shipped data are right."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from layers.faults import FaultCode, Severity
from layers.model.dataset import Data
from layers.packs.lint import crossings_off_their_border
from layers.packs.outlines import border_distances, legs_abroad

# As they stood until November 2026.
OLD_PLACES = {
    "B-DILUCU": ((44.83, 39.71), 5.0),
    "B-BOLASHAK": ((53.3, 42.07), 50.0),
    "B-DOSTYK": ((82.48, 45.25), 3.0),
    "B-ISLAMQALA": ((60.96, 34.69), 3.0),
}
OLD_LINES: dict[str, tuple[tuple[float, float], ...]] = {
    "dilucu-kars": ((44.83, 39.71), (44.05, 39.92), (43.35, 40.15), (43.1, 40.61)),
    "meghri-dilucu": (
        (46.14, 38.87), (46.02, 38.91), (45.85, 38.88), (45.63, 38.96), (45.41, 39.21), (44.98, 39.52),
        (44.83, 39.71),
    ),
}  # fmt: skip


def _changed(data: Data, table: str, key: str, **fields: Any) -> Data:
    records = getattr(data, table)
    return replace(data, **{table: {**records, key: records[key].model_copy(update=fields)}})


def _as_it_was(data: Data, key: str) -> Data:
    position, accuracy = OLD_PLACES[key]
    return _changed(data, "crossings", key, position=position, position_accuracy_km=accuracy)


def test_no_shipped_leg_runs_through_a_country_that_it_does_not_name(data: Data) -> None:
    assert list(legs_abroad(data)) == []


def test_every_shipped_crossing_is_measured_on_exact_outlines(data: Data) -> None:
    distances = {crossing.id: distance for crossing, distance in border_distances(data)}
    assert set(distances) == {key for key, place in data.crossings.items() if place.kind == "border"}
    for key, distance in distances.items():
        accuracy = data.crossings[key].position_accuracy_km
        assert accuracy is not None and distance.most_km == accuracy + 0.5, key
        assert distance.km <= distance.most_km, key


@pytest.mark.parametrize(("leg", "country"), [("dilucu-kars", "AM"), ("meghri-dilucu", "IR")])
def test_a_line_through_a_neighbour_is_a_fault(data: Data, leg: str, country: str) -> None:
    found = list(legs_abroad(_changed(_as_it_was(data, "B-DILUCU"), "legs", leg, coordinates=OLD_LINES[leg])))
    assert country in {fault.parameters["country"] for fault in found}
    for fault in found:
        assert (fault.code, fault.file, fault.id) == (FaultCode.LEG_ABROAD, "legs.geojson", leg)
        assert fault.severity is Severity.ERROR


def test_a_line_may_run_through_a_country_that_its_leg_names(data: Data) -> None:
    named = {"TR": 205.0, "AM": 8.0, "AZ": 3.5}
    old = _changed(
        _as_it_was(data, "B-DILUCU"), "legs", "dilucu-kars", coordinates=OLD_LINES["dilucu-kars"],
        km_by_country=named,
    )  # fmt: skip
    assert list(legs_abroad(old)) == []


def test_a_line_far_from_the_exact_outlines_is_held_to_the_drawn_land(data: Data) -> None:
    start, *_, end = data.legs["moiynty-aktogay"].coordinates
    strayed = _changed(data, "legs", "moiynty-aktogay", coordinates=(start, (84.0, 44.0), end))
    (fault,) = legs_abroad(strayed)
    assert fault.parameters["country"] == "CN"


def test_only_a_warning_where_a_pack_has_the_drawn_land_alone(data: Data) -> None:
    start, *_, end = data.legs["moiynty-aktogay"].coordinates
    strayed = _changed(data, "legs", "moiynty-aktogay", coordinates=(start, (84.0, 44.0), end))
    found = list(legs_abroad(replace(strayed, outlines={"type": "FeatureCollection", "features": []})))
    assert {fault.severity for fault in found} == {Severity.WARNING}


@pytest.mark.parametrize(("key", "country"), [("B-DOSTYK", "CN"), ("B-ISLAMQALA", "AF")])
def test_a_crossing_farther_off_than_it_says_is_suspicious(data: Data, key: str, country: str) -> None:
    (fault,) = crossings_off_their_border(_as_it_was(data, key))
    assert (fault.id, fault.parameters["country"]) == (key, country)


def test_a_leg_to_a_place_on_the_wrong_side_is_a_fault(data: Data) -> None:
    moved = _as_it_was(data, "B-BOLASHAK")
    moved = _changed(moved, "crossings", "B-BOLASHAK", position_accuracy_km=5.0)
    line = (*data.legs["uzen-bolashak"].coordinates[:-1], OLD_PLACES["B-BOLASHAK"][0])
    found = list(legs_abroad(_changed(moved, "legs", "uzen-bolashak", coordinates=line)))
    assert [fault.parameters["country"] for fault in found] == ["TM"]
