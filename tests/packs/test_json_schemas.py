"""The JSON Schemas: every shipped file is valid by them, and a broken one is not."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from layers.cli import main
from layers.model.kinds import KIND_BY_NAME, KINDS
from layers.packs.json_schemas import schema_of
from layers.packs.load import default_folder
from layers.packs.reader import read_yaml
from layers.packs.scaffold import new_pack

DESCRIBED = {kind.schema: kind for kind in KINDS if kind.schema}
SCHEMAS = {name: Draft202012Validator(schema_of(kind)) for name, kind in DESCRIBED.items()}
SHIPPED = default_folder()


def content_of(path: Path) -> Any:
    """What an editor hands to a schema."""
    return json.loads(path.read_text(encoding="utf-8")) if path.suffix == ".geojson" else read_yaml(path)


def files_of(folder: Path) -> list[tuple[str, Path]]:
    return [
        (name, path)
        for name, kind in DESCRIBED.items()
        for path in sorted(folder.glob(kind.pattern))
        if path.name != "legs.yaml"  # of the build, not of the pack
    ]


@pytest.mark.parametrize("name", DESCRIBED)
def test_every_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schema_of(DESCRIBED[name]))


@pytest.mark.parametrize(("name", "path"), files_of(SHIPPED), ids=lambda part: getattr(part, "name", part))
def test_every_shipped_file_is_valid(name: str, path: Path) -> None:
    errors = [
        f"{'.'.join(map(str, e.path))}: {e.message}" for e in SCHEMAS[name].iter_errors(content_of(path))
    ]
    assert errors[:5] == []


def test_no_kind_of_file_is_left_out() -> None:
    covered = {path for _, path in files_of(SHIPPED)}
    there = {
        path for pattern in ("*.yaml", "*.geojson", "actors/*", "risk/*", "stories/*")
        for path in SHIPPED.glob(pattern)
    }  # fmt: skip
    assert {path.name for path in there - covered} == {"legs.yaml", "outlines.geojson", "rail.geojson"}


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("pack", {"home": "Kazakhstan"}),
        ("pack", {"opening": [1, 2, 3]}),
        ("pack", {"hoem": "KZ"}),
        ("pack", {"title": {"en": "English only"}}),
        ("corridor", {"outlet": "perhaps"}),
        ("corridor", {"summary": None}),
        ("corridor", {"routes": []}),
        ("event", {"direction": "oepns"}),
        ("event", {"date": "January 2025"}),
    ],
)
def test_a_wrong_field_is_seen(name: str, change: dict[str, object]) -> None:
    content = deepcopy(content_of(SHIPPED / DESCRIBED[name].file))
    (content[0] if isinstance(content, list) else content).update(change)
    assert not SCHEMAS[name].is_valid(content)


def test_a_wrong_property_of_a_feature_is_seen() -> None:
    content = content_of(SHIPPED / "ports.geojson")
    content["features"][0]["properties"]["kind"] = "lake"
    assert not SCHEMAS["port"].is_valid(content)


def test_every_field_of_the_pack_is_described() -> None:
    fields = schema_of(KIND_BY_NAME["pack"])["properties"]
    assert [name for name, field in fields.items() if not field.get("description")] == []


def test_the_template_points_at_schemas_that_are_there_and_valid(tmp_path: Path) -> None:
    folder = new_pack(tmp_path / "own")
    yaml_files = list(folder.rglob("*.yaml"))
    assert len(yaml_files) >= 9
    kinds = {path: name for name, path in files_of(folder)}
    for path in yaml_files:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema="), path
        schema = (path.parent / first.partition("$schema=")[2]).resolve()
        assert schema.name == f"{kinds[path]}.schema.json"
        Draft202012Validator(json.loads(schema.read_text(encoding="utf-8"))).validate(content_of(path))


def test_the_command_writes_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schemas", str(tmp_path / "schemas")]) == 0
    assert f"{len(DESCRIBED)} schemas" in capsys.readouterr().out
    assert len(list((tmp_path / "schemas").glob("*.schema.json"))) == len(DESCRIBED)
