"""Reads the files of one data folder and gathers what is wrong with them.

Nothing here knows what a corridor is: files become records of a given model, or faults.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from layers.errors import Fault
from layers.geo.geojson import (
    GeoJson,
    GeoJsonError,
    collection_problem,
    decode_json,
    geometry_problem,
    without_heights,
)
from layers.packs.source_locations import JsonValue, Marked, YamlValue

__all__ = ["FolderReader", "GeoJson", "read_json", "read_marked", "read_yaml"]

R = TypeVar("R", bound=BaseModel)


class _StrictYaml(yaml.CSafeLoader):
    """YAML without the surprises: dates and 'NO' stay strings, a repeated key is an error."""


_StrictYaml.yaml_implicit_resolvers = {
    first: [
        (tag, rule)
        for tag, rule in rules
        if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
    ]
    for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _mapping_without_repeats(loader: _StrictYaml, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    if not all(isinstance(key, Hashable) for key in keys):
        raise yaml.constructor.ConstructorError(None, None, "a key that is not a word", node.start_mark)
    for key, times in Counter(map(str, keys)).items():
        if times > 1:
            raise yaml.constructor.ConstructorError(
                None, None, f"key {key!r} stands {times} times", node.start_mark
            )
    return dict(
        zip(keys, (loader.construct_object(value, deep=True) for _, value in node.value), strict=True)
    )


_ANYWHERE: Mapping[str, Any] = {"Point": [0, 0], "LineString": [[0, 0], [1, 1]]}
"""Stands for coordinates that are not sound while the other fields of a record are looked at."""

_TRUTH = {"true": True, "false": False}
_StrictYaml.add_constructor("tag:yaml.org,2002:map", _mapping_without_repeats)
_StrictYaml.add_constructor("!truth", lambda loader, node: _TRUTH[node.value])
_StrictYaml.add_implicit_resolver("!truth", re.compile("^(?:true|false)$"), ["t", "f"])


def read_yaml(path: Path) -> Any:
    """The content of a YAML file; only ``true`` and ``false`` are booleans, dates stay strings."""
    with path.open("rb") as stream:
        return yaml.load(stream, Loader=_StrictYaml)  # noqa: S506 - a subclass of the safe loader


def read_json(path: Path) -> Any:
    """The content of a JSON file, read strictly; a byte order mark before it is passed over."""
    return decode_json(path.read_text(encoding="utf-8-sig"))


def read_marked(path: Path) -> Marked | None:
    """A file as values that know their lines; None if it is not there or cannot be parsed."""
    try:
        if path.suffix == ".yaml":
            with path.open("rb") as stream:
                node = yaml.compose(stream, Loader=_StrictYaml)
            return None if node is None else YamlValue(node)
        text = path.read_text(encoding="utf-8-sig")
        decode_json(text)
    except (OSError, ValueError, yaml.YAMLError, RecursionError):
        return None
    return JsonValue(text)


class FolderReader:
    """Reads files of one folder and gathers what is wrong with them.

    ``broken`` holds the ids of records that could not be used; ``whole`` is False once a file or a
    record without an id was lost, so that references to it cannot be judged. Files (and folders, with a
    slash) in ``optional`` may be missing or empty.
    """

    def __init__(
        self, folder: Path, called: str = "geodata/", optional: frozenset[str] = frozenset()
    ) -> None:
        self.root, self.called, self.optional = folder, called, optional
        self.faults: list[Fault] = []
        self.broken: set[str] = set()
        self.whole = True
        self._geojson: dict[str, GeoJson] = {}

    def geojson(self, name: str) -> GeoJson:
        if name not in self._geojson:
            content = self._read(name, read_json)
            problem = None if content is None else collection_problem(content)
            if problem is not None:
                where, got, expected = problem
                self._lost(name, got if len(got) <= 80 else f"{got[:77]}...", expected, where=where)
            if content is None or problem is not None:
                content = {"type": "FeatureCollection", "features": []}
            self._geojson[name] = content
        return self._geojson[name]

    def features(
        self, name: str, model: type[R] | None, kinds: tuple[str, ...], into: str = ""
    ) -> dict[str, R]:
        """Records of a layer, coordinates in field ``into``; without ``into`` the shapes are checked here."""
        records: dict[str, R] = {}
        content, sound = self.geojson(name), []
        for index, feature in enumerate(content["features"]):
            number = f"feature {index + 1}"
            raw = self._properties(name, number, feature)
            if raw is None:
                continue
            coordinates = self._coordinates(name, number, feature, kinds)
            if into:
                raw[into] = coordinates or _ANYWHERE[kinds[0]]
            record = None if model is None else self._record(name, model, raw, number)
            if coordinates is None:
                continue
            sound.append(feature | {"geometry": feature["geometry"] | {"coordinates": coordinates}})
            if record is not None:
                self._keep(records, name, str(raw["id"]), record)
        self._geojson[name] = content | {"features": sound}
        return records

    def _properties(self, name: str, number: str, feature: Any) -> dict[str, Any] | None:
        kind = feature.get("type") if isinstance(feature, dict) else None
        if isinstance(feature, dict) and kind != "Feature":
            self._lost(name, _shorten(kind), "Feature", number, "type")
            return None
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            self._lost(name, _shorten(properties), "a mapping of properties", number, "properties")
            return None
        return dict(properties)

    def _coordinates(self, name: str, number: str, feature: GeoJson, kinds: tuple[str, ...]) -> Any:
        """The coordinates of a feature, without heights; None, and a fault, if they are not sound."""
        geometry = feature.get("geometry")
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        problem = ""
        if isinstance(geometry, dict) and kind in kinds:
            problem = geometry_problem(geometry)
            if not problem:
                return without_heights(geometry["coordinates"])
        key = feature["properties"].get("id")
        self.broken |= _made_known(feature["properties"])
        got = problem or _shorten(kind if isinstance(geometry, dict) else geometry)
        record = number if key is None else f'"{key}"'
        self._fault(name, record, "geometry", got, f"a valid {' or '.join(kinds)}")
        return None

    def sequence(self, name: str, model: type[R], key: str = "id") -> list[R]:
        """Records of a list; what stands under ``key`` stands there once."""
        content = self._read(name, read_yaml)
        if content is None:
            return []
        if not isinstance(content, list):
            self._lost(name, _shorten(content), "a list of records")
            return []
        read = [self._record(name, model, raw, f"record {i + 1}") for i, raw in enumerate(content)]
        ids = Counter(str(raw[key]) for raw in content if isinstance(raw, dict) and key in raw)
        for repeated in (one for one, times in ids.items() if times > 1):
            self._fault(name, f'"{repeated}"', key, f"the same {key} twice", f"every {key} once")
        return [record for record in read if record is not None]

    def sequences(self, name: str, model: type[R]) -> list[R]:
        """Records of every list in a folder; an id stands once in all of them."""
        files = sorted((self.root / name).glob("*.yaml"))
        if not files and f"{name}/" not in self.optional:
            self._lost(f"{name}/", "no file", "at least one YAML file")
        records: list[R] = []
        seen: dict[str, str] = {}
        for path in files:
            file = f"{name}/{path.name}"
            for record in self.sequence(file, model):
                key = str(getattr(record, "id", ""))
                if seen.setdefault(key, file) != file:
                    self._fault(file, f'"{key}"', "id", f"an id that {seen[key]} has too", "every id once")
                records.append(record)
        return records

    def folder(self, name: str, model: type[R]) -> dict[str, R]:
        records: dict[str, R] = {}
        for path in sorted((self.root / name).glob("*.yaml")):
            file = f"{name}/{path.name}"
            raw = self._read(file, read_yaml)
            record = self._record(file, model, raw, path.stem) if raw is not None else None
            if record is None or str(raw["id"]) != path.stem:
                self.broken.add(path.stem)
            if record is not None and str(raw["id"]) != path.stem:
                record_name = f'{model.__name__.lower()} "{raw["id"]}"'
                self._fault(file, record_name, "id", f'"{raw["id"]}"', f'"{path.stem}", as the file')
            if record is not None:
                self._keep(records, file, str(raw["id"]), record)
        if not records and f"{name}/" not in self.optional:
            self._lost(f"{name}/", "no record", "at least one YAML file")
        return records

    def one(self, name: str, model: type[R]) -> R | None:
        """The record that is all of a file."""
        raw = self._read(name, read_yaml)
        return None if raw is None else self._record(name, model, raw, name)

    def _keep(self, records: dict[str, R], name: str, key: str, record: R) -> None:
        if key in records:
            self._fault(name, f'"{key}"', "id", "the same id twice", "every id once")
        records[key] = record

    def _read(self, name: str, parse: Callable[[Path], Any]) -> Any:
        try:
            content = parse(self.root / name)
        except FileNotFoundError:
            if name not in self.optional:
                self._lost(name, "no file", "the file to be there", remedy="Restore it from the repository.")
        except OSError as error:
            self._lost(name, str(error.strerror), "a file that can be read")
        except (ValueError, yaml.YAMLError, RecursionError) as error:
            self._not_parsed(name, error)
        else:
            if content is None and name not in self.optional:
                self._lost(name, "nothing", "records")
            return content
        return None

    def _not_parsed(self, name: str, error: Exception) -> None:
        """One fault, with the line, of a file that is not the YAML or JSON that it should be."""
        record, where, line, got = "", "", None, " ".join(str(error).split())
        if isinstance(error, GeoJsonError):
            record, where, line = _place_of(self.root / name)
        elif isinstance(error, json.JSONDecodeError):
            line = error.lineno
        elif isinstance(error, yaml.MarkedYAMLError):
            mark = error.problem_mark or error.context_mark
            got = ", ".join(part for part in (error.context, error.problem) if part)
            line = mark.line + 1 if mark else None
        elif isinstance(error, yaml.reader.ReaderError):
            got = f"{error.reason} at byte {error.position}"
        self._lost(name, got, "a file that can be parsed", record, where, line=line)

    def _record(self, name: str, model: type[R], raw: Any, number: str) -> R | None:
        if not isinstance(raw, dict):
            self._lost(name, _shorten(raw), "a mapping of fields", number)
            return None
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            self.broken |= _made_known(raw)
            # Nobody can tell who names a record whose id is missing or no word.
            self.whole = self.whole and isinstance(raw.get("id"), str)
            record = _called(model, raw, number)
            self.faults.extend(_faults_of(f"{self.called}{name}", record, error))
        return None

    def _lost(
        self, name: str, got: str, expected: str, record: str = "", where: str = "", *, remedy: str = "",
        line: int | None = None,
    ) -> None:  # fmt: skip
        self.whole = False
        self._fault(name, record, where, got, expected, remedy=remedy, line=line)

    def _fault(
        self, name: str, record: str, where: str, got: str, expected: str, *, remedy: str = "",
        line: int | None = None,
    ) -> None:  # fmt: skip
        fault = Fault(f"{self.called}{name}", record, where, got, expected, line=line)
        self.faults.append(replace(fault, remedy=remedy) if remedy else fault)


def _called(model: type[BaseModel], raw: GeoJson, number: str) -> str:
    """What a record is called in a fault: its kind, and its id or else its number."""
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).lower()
    keys = [key for key in ("id", "dimension", "file") if key in model.model_fields]
    name = next((raw[key] for key in keys if isinstance(raw.get(key), str)), None)
    return number if name is None else f'{kind} "{name}"'


def _made_known(raw: GeoJson) -> set[str]:
    """The names that a record would have made known: its own, and those of its countries."""
    codes = [raw.get("countries"), raw.get("km_by_country"), raw.get("values")]
    inside = [code for each in codes if isinstance(each, dict | list) for code in each]
    names = (raw.get("id"), raw.get("dimension"), raw.get("country"), *inside)
    return {str(name) for name in names if name is not None}


def _place_of(path: Path) -> tuple[str, str, int | None]:
    """The feature, the field and the line of the first thing that the strict reader of JSON refuses."""
    try:
        found, way = JsonValue(path.read_text(encoding="utf-8-sig")).innermost(_is_refused)
    except (ValueError, RecursionError):
        return "", "", None  # torn further down as well, so that there are no values to go through
    inside = way[:1] == ("features",) and len(way) > 1
    record = f"feature {int(way[1]) + 1}" if inside else ""
    where = ".".join(map(str, way[2:] if inside else way))
    return record, where, None if found.one_line else found.line


def _is_refused(text: str) -> bool:
    try:
        decode_json(text)
    except GeoJsonError:
        return True
    return False


def _faults_of(file: str, record: str, error: ValidationError) -> Iterator[Fault]:
    problems = error.errors()
    meant = _misspelt_keys(problems)
    for problem in problems:
        if problem["loc"] in meant.values():
            continue  # the field is there, under a misspelt name, which is told
        short = problem["type"] == "too_short"
        if short and any(_is_inside(other["loc"], problem["loc"]) for other in problems):
            continue  # the list is short only because an entry of it is broken
        where = ".".join(str(part) for part in problem["loc"]) or "record"
        got = "nothing" if problem["type"] == "missing" else _shorten(problem["input"])
        context = problem.get("ctx", {})
        match problem["type"]:
            case "missing":
                expected, hint = "the field to be there", ""
            case "extra_forbidden" if problem["loc"] in meant:
                got, name = f'the key "{problem["loc"][-1]}"', meant[problem["loc"]][-1]
                expected, hint = f'the key "{name}"', f'Did you mean "{name}"? '
            case "extra_forbidden":
                expected, hint = "no such field", ""
            case "enum" | "literal_error":
                expected = f"one of {context['expected']}".replace("'", "")
                hint = _did_you_mean(str(problem["input"]), expected.removeprefix("one of "))
            case "value_error":
                expected, hint = str(context["error"]), ""
            case _:
                expected, hint = problem["msg"].removeprefix("Input should be ").lower(), ""
        yield Fault(file, record, where, got, expected, f"{hint}Correct it and run: searoom check")


def _misspelt_keys(problems: list[Any]) -> dict[tuple[int | str, ...], tuple[int | str, ...]]:
    """Where a field is missing and a key too much that is almost its name: from the key to the field."""
    missing = [problem["loc"] for problem in problems if problem["type"] == "missing"]
    found = {}
    for extra in (problem["loc"] for problem in problems if problem["type"] == "extra_forbidden"):
        beside = {str(loc[-1]): loc for loc in missing if loc[:-1] == extra[:-1]}
        close = get_close_matches(str(extra[-1]), beside, n=1)
        if close:
            found[extra] = beside[close[0]]
    return found


def _is_inside(inner: tuple[int | str, ...], outer: tuple[int | str, ...]) -> bool:
    return len(inner) > len(outer) and inner[: len(outer)] == outer


def _did_you_mean(got: str, allowed: str) -> str:
    words = [word.strip() for word in allowed.replace(" or ", ", ").split(",")]
    close = get_close_matches(got, words, n=1)
    return f'Did you mean "{close[0]}"? ' if close else ""


def _shorten(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else f"{text[:77]}..."
