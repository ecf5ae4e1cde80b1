"""What a pack says of itself, and which of its files may be missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from layers.data import load, read_yaml
from layers.errors import DataError, Fault
from layers.pack import OPTIONAL_FILES, REQUIRED_FILES


def faults(folder: Path) -> list[Fault]:
    with pytest.raises(DataError) as caught:
        load(folder)
    return list(caught.value.faults)


def test_no_actor_at_all(geodata_copy: Path) -> None:
    for path in (geodata_copy / "actors").iterdir():
        path.unlink()
    assert [(each.file, each.expected) for each in faults(geodata_copy)] == [
        ("geodata/actors/", "at least one YAML file")
    ]


def test_the_documented_files_may_be_missing(geodata_copy: Path) -> None:
    for name in OPTIONAL_FILES:
        path = geodata_copy / name
        shutil.rmtree(path) if name.endswith("/") else path.unlink()
    data = load(geodata_copy)
    assert len(data.corridors) == 17
    left = (data.events, data.projects, data.claims, data.stories, data.shocks, data.presets, data.series)
    assert not any(left) and not data.datasets and not data.rail["features"]


@pytest.mark.parametrize("name", sorted(REQUIRED_FILES))
def test_a_pack_without_a_required_file_is_refused_naming_it(geodata_copy: Path, name: str) -> None:
    path = geodata_copy / name
    shutil.rmtree(path) if name.endswith("/") else path.unlink()
    with pytest.raises(DataError) as raised:
        load(geodata_copy)
    assert any(fault.file.endswith(f"/{name}") for fault in raised.value.faults)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("evidence_end", "2031-01-01", "a day as YYYY-MM-DD"),
        ("evidence_end", "2026-7-1", "a day as YYYY-MM-DD"),
        ("opening", [120, 17, 24, 62], "west, south, east, north"),
        ("opening", [24, 17, 120, 162], "less than or equal to 90"),
        ("home", "XX", "a country of countries.geojson"),
        ("home", "Kazakhstan", "should match pattern"),
        ("default_origin", "moscow", "the id of a hub in KZ"),
        ("default_market", "KZAAU", "the id of a port on the open sea"),
        ("default_actor", "mosow", "an actor id"),
    ],
)
def test_a_fault_of_the_pack_is_told_once(
    geodata_copy: Path, field: str, value: object, expected: str
) -> None:
    path = geodata_copy / "pack.yaml"
    path.write_text(yaml.safe_dump(read_yaml(path) | {field: value}, allow_unicode=True), encoding="utf-8")
    found = [fault for fault in faults(geodata_copy) if fault.file.endswith("pack.yaml")]
    assert [each.field.startswith(field) and expected in each.expected for each in found] == [True], found
