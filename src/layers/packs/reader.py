"""Read the files of one data folder and gather what is wrong with them.

Nothing here knows what a corridor is: files become records of a given model, or faults.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import IO, Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from layers.errors import cause_of
from layers.faults import Fault, FaultCode, Problem, Value
from layers.geo.geojson import (
    GeoJson,
    GeoJsonError,
    as_json,
    collection_problem,
    decode_json,
    geometry_problem,
    without_heights,
)
from layers.model.kinds import KINDS
from layers.packs.field_faults import field_faults
from layers.packs.source_locations import JsonValue, Marked, YamlValue

__all__ = [
    "FolderReader",
    "GeoJson",
    "compose_yaml",
    "parse_json",
    "parse_yaml",
    "read_json",
    "read_marked",
    "read_yaml",
]

R = TypeVar("R", bound=BaseModel)


class _KeyError(yaml.constructor.ConstructorError):
    """A mapping that YAML accepts and we do not."""

    def __init__(self, mark: yaml.Mark, code: FaultCode, **parameters: Value) -> None:
        self.problem_of_keys = Problem(code, parameters)
        super().__init__(None, None, str(code), mark)


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
        raise _KeyError(node.start_mark, FaultCode.YAML_KEY_NO_WORD)
    for key, times in Counter(map(str, keys)).items():
        if times > 1:
            raise _KeyError(node.start_mark, FaultCode.YAML_KEY_REPEATED, key=key, times=times)
    return dict(
        zip(keys, (loader.construct_object(value, deep=True) for _, value in node.value), strict=True)
    )


_RECORD, _FEATURE = "record", "feature"
"""What a record without an id is called, by its number."""

_ANYWHERE: Mapping[str, Any] = {"Point": [0, 0], "LineString": [[0, 0], [1, 1]]}
"""Stands for coordinates that are not sound while the other fields of a record are looked at."""

_TRUTH = {"true": True, "false": False}
_StrictYaml.add_constructor("tag:yaml.org,2002:map", _mapping_without_repeats)
_StrictYaml.add_constructor("!truth", lambda loader, node: _TRUTH[node.value])
_StrictYaml.add_implicit_resolver("!truth", re.compile("^(?:true|false)$"), ["t", "f"])


def read_yaml(path: Path) -> Any:
    """The content of a YAML file; only ``true`` and ``false`` are booleans, dates stay strings."""
    with path.open("rb") as stream:
        return parse_yaml(stream)


def parse_yaml(text: str | bytes | IO[bytes]) -> Any:
    """The content of a YAML text, read as strictly as a file."""
    return yaml.load(text, Loader=_StrictYaml)  # noqa: S506 - a subclass of the safe loader


def compose_yaml(text: str | IO[bytes]) -> yaml.Node | None:
    """The nodes of a YAML text with their places in it; None of one that holds nothing."""
    found: yaml.Node | None = yaml.compose(text, Loader=_StrictYaml)
    return found


def read_json(path: Path) -> Any:
    """The content of a JSON file, read strictly; a byte order mark before it is passed over."""
    return decode_json(path.read_text(encoding="utf-8-sig"))


def parse_json(text: str) -> Any:
    """The content of a JSON text, read strictly; a byte order mark before it is passed over."""
    return decode_json(text.removeprefix("\ufeff"))


def read_marked(path: Path) -> Marked | None:
    """A file as values that know their lines; None if it is not there or cannot be parsed."""
    try:
        if path.suffix == ".yaml":
            with path.open("rb") as stream:
                node = compose_yaml(stream)
            return None if node is None else YamlValue(node)
        text = path.read_text(encoding="utf-8-sig")
        decode_json(text)
    except (OSError, ValueError, yaml.YAMLError, RecursionError):
        return None
    return JsonValue(text)


class FolderReader:
    """Reads files of one folder and gathers what is wrong with them.

    Parameters
    ----------
    folder
        Where the files are; faults name them relative to it.
    optional
        Files, and folders with a slash at the end, that may be missing or empty.

    Attributes
    ----------
    faults
        Everything found so far.
    broken
        Ids of records that could not be used.
    whole
        False once a file or a record without an id was lost, so that references to it cannot be judged.
    """

    def __init__(self, folder: Path, optional: frozenset[str] = frozenset()) -> None:
        self.root, self.optional = folder, optional
        self.faults: list[Fault] = []
        self.broken: set[str] = set()
        self.whole = True
        self._geojson: dict[str, GeoJson] = {}

    def geojson(self, name: str) -> GeoJson:
        """The feature collection of a file; an empty one, and a fault, if it is none."""
        if name not in self._geojson:
            content = self._read(name, read_json)
            found = None if content is None else collection_problem(content)
            if found is not None:
                where, problem = found
                self._lost(name, problem, path=(where,) if where else ())
            if content is None or found is not None:
                content = {"type": "FeatureCollection", "features": []}
            self._geojson[name] = content
        return self._geojson[name]

    def features(
        self, name: str, model: type[R] | None, kinds: tuple[str, ...], into: str = ""
    ) -> dict[str, R]:
        """Records of a layer by id.

        Parameters
        ----------
        model
            What the properties must be; None if they are not looked at.
        kinds
            Types of geometry that the layer may hold.
        into
            Field of the record that takes the coordinates (EPSG:4326); without it they are checked only.
        """
        records: dict[str, R] = {}
        content, sound = self.geojson(name), []
        for number, feature in enumerate(content["features"], 1):
            raw = self._properties(name, number, feature)
            if raw is None:
                continue
            coordinates = self._coordinates(name, number, feature, kinds, model)
            if into:
                raw[into] = coordinates or _ANYWHERE[kinds[0]]
            record = None if model is None else self._record(name, model, raw, number, _FEATURE)
            if coordinates is None:
                continue
            sound.append(feature | {"geometry": feature["geometry"] | {"coordinates": coordinates}})
            if record is not None:
                self._keep(records, name, record, str(raw["id"]), number)
        self._geojson[name] = content | {"features": sound}
        return records

    def _properties(self, name: str, number: int, feature: Any) -> dict[str, Any] | None:
        kind = feature.get("type") if isinstance(feature, dict) else None
        if isinstance(feature, dict) and kind != "Feature":
            problem, path = Problem(FaultCode.FEATURE_TYPE, {"given": as_json(kind)}), ("type",)
        else:
            properties = feature.get("properties") if isinstance(feature, dict) else None
            if isinstance(properties, dict):
                return dict(properties)
            problem = Problem(FaultCode.FEATURE_PROPERTIES, {"given": as_json(properties)})
            path = ("properties",)
        self._lost(name, problem, _FEATURE, number=number, path=path)
        return None

    def _coordinates(
        self, name: str, number: int, feature: GeoJson, kinds: tuple[str, ...], model: type[R] | None
    ) -> Any:
        """The coordinates of a feature, without heights; None, and a fault, if they are not sound."""
        geometry = feature.get("geometry")
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        if isinstance(geometry, dict) and kind in kinds:
            problem = geometry_problem(geometry)
            if problem is None:
                return without_heights(geometry["coordinates"])
        else:
            given = as_json(kind if isinstance(geometry, dict) else geometry)
            problem = Problem(FaultCode.GEOMETRY_TYPE, {"given": given, "kinds": kinds})
        self.broken |= _made_known(feature["properties"])
        record, key = _name_of(model, feature["properties"], _FEATURE)
        self._fault(name, problem, record, key, number, path=("geometry",))
        return None

    def sequence(self, name: str, model: type[R], key: str = "id") -> list[R]:
        """Records of a list; what stands under ``key`` stands there once."""
        content = self._read(name, read_yaml)
        if content is None:
            return []
        if not isinstance(content, list):
            self._lost(name, Problem(FaultCode.NOT_A_LIST, {"given": as_json(content)}))
            return []
        read = [self._record(name, model, raw, number) for number, raw in enumerate(content, 1)]
        numbers: dict[str, list[int]] = {}
        for number, raw in enumerate(content, 1):
            if isinstance(raw, dict) and key in raw:
                numbers.setdefault(str(raw[key]), []).append(number)
        for repeated, where in numbers.items():
            if len(where) > 1:
                problem = Problem(FaultCode.ID_TWICE, {"key": key})
                self._fault(name, problem, kind_of(model), repeated, where[-1], path=(key,))
        return [record for record in read if record is not None]

    def sequences(self, name: str, model: type[R]) -> list[R]:
        """Records of every list in a folder; an id stands once in all of them."""
        files = sorted((self.root / name).glob("*.yaml"))
        if not files and f"{name}/" not in self.optional:
            self._lost(f"{name}/", Problem(FaultCode.FOLDER_WITHOUT_FILES))
        records: list[R] = []
        seen: dict[str, str] = {}
        for path in files:
            file = f"{name}/{path.name}"
            for record in self.sequence(file, model):
                key = str(getattr(record, "id", ""))
                if seen.setdefault(key, file) != file:
                    problem = Problem(FaultCode.ID_IN_TWO_FILES, {"other": seen[key]})
                    self._fault(file, problem, kind_of(model), key, path=("id",))
                records.append(record)
        return records

    def folder(self, name: str, model: type[R]) -> dict[str, R]:
        """The records of a folder by id, one a file that is named by it."""
        records: dict[str, R] = {}
        for path in sorted((self.root / name).glob("*.yaml")):
            file = f"{name}/{path.name}"
            raw = self._read(file, read_yaml)
            record = self._record(file, model, raw) if raw is not None else None
            if record is None or str(raw["id"]) != path.stem:
                self.broken.add(path.stem)
            if record is None:
                continue
            key = str(raw["id"])
            if key != path.stem:
                problem = Problem(FaultCode.ID_UNLIKE_FILE, {"id": key, "stem": path.stem})
                self._fault(file, problem, kind_of(model), key, path=("id",))
            self._keep(records, file, record, key)
        if not records and f"{name}/" not in self.optional:
            self._lost(f"{name}/", Problem(FaultCode.FOLDER_WITHOUT_RECORDS))
        return records

    def one(self, name: str, model: type[R]) -> R | None:
        """The record that is all of a file."""
        raw = self._read(name, read_yaml)
        return None if raw is None else self._record(name, model, raw)

    def _keep(self, records: dict[str, R], name: str, record: R, key: str, number: int | None = None) -> None:
        if key in records:
            problem = Problem(FaultCode.ID_TWICE, {"key": "id"})
            self._fault(name, problem, kind_of(type(record)), key, number, path=("id",))
        records[key] = record

    def _read(self, name: str, parse: Callable[[Path], Any]) -> Any:
        try:
            content = parse(self.root / name)
        except FileNotFoundError:
            if name not in self.optional:
                self._lost(name, Problem(FaultCode.FILE_MISSING))
        except OSError as error:
            self._lost(name, Problem(FaultCode.FILE_UNREADABLE, {"cause": cause_of(error)}))
        except (ValueError, yaml.YAMLError, RecursionError) as error:
            self._not_parsed(name, error)
        else:
            if content is None and name not in self.optional:
                self._lost(name, Problem(FaultCode.FILE_EMPTY))
            return content
        return None

    def _not_parsed(self, name: str, error: Exception) -> None:
        """One fault, with the line, of a file that is not the YAML or JSON that it should be."""
        if isinstance(error, GeoJsonError):
            number, path, line = _place_of(self.root / name)
            kind = _FEATURE if number else ""
            self._lost(name, error.problem, kind, number=number, path=path, line=line)
            return
        detail, line = " ".join(str(error).split()), None
        problem = Problem(FaultCode.NOT_PARSED, {"detail": detail})
        if isinstance(error, json.JSONDecodeError):
            line = error.lineno
        elif isinstance(error, yaml.MarkedYAMLError):
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else None
            said = ", ".join(part for part in (error.context, error.problem) if part)
            problem = Problem(FaultCode.NOT_PARSED, {"detail": said})
            if isinstance(error, _KeyError):
                problem = error.problem_of_keys
        elif isinstance(error, yaml.reader.ReaderError):
            where: dict[str, Value] = {"detail": str(error.reason), "byte": int(error.position)}
            problem = Problem(FaultCode.NOT_TEXT, where)
        self._lost(name, problem, line=line)

    def _record(
        self, name: str, model: type[R], raw: Any, number: int | None = None,
        anonymous: str = _RECORD,
    ) -> R | None:  # fmt: skip
        if not isinstance(raw, dict):
            problem = Problem(FaultCode.NOT_A_MAPPING, {"given": as_json(raw)})
            self._lost(name, problem, anonymous, number=number)
            return None
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            self.broken |= _made_known(raw)
            # Nobody can tell who names a record whose id is missing or no word.
            self.whole = self.whole and isinstance(raw.get("id"), str)
            kind, key = _name_of(model, raw, anonymous)
            self.faults.extend(
                Fault(
                    found.problem.code, name, kind, key, found.path, found.problem.parameters, number,
                    found.suggestion,
                )
                for found in field_faults(error)
            )  # fmt: skip
        return None

    def _lost(
        self, name: str, problem: Problem, kind: str = "", *,
        number: int | None = None, path: tuple[str | int, ...] = (), line: int | None = None,
    ) -> None:  # fmt: skip
        self.whole = False
        self._fault(name, problem, kind, number=number, path=path, line=line)

    def _fault(
        self, name: str, problem: Problem, kind: str = "", key: str = "",
        number: int | None = None, *, path: tuple[str | int, ...] = (), line: int | None = None,
    ) -> None:  # fmt: skip
        self.faults.append(Fault(problem.code, name, kind, key, path, problem.parameters, number, line=line))


def kind_of(model: type[BaseModel]) -> str:
    """Name of the kind of a model's records."""
    return _KINDS.get(model, model.__name__.lower())


_KINDS: dict[type[BaseModel], str] = {kind.model: kind.name for kind in KINDS if kind.model is not None}
_NAMES = ("id", "dimension", "file")
"""Fields by which a record is called."""


def _name_of(model: type[BaseModel] | None, raw: GeoJson, anonymous: str) -> tuple[str, str]:
    """The kind and the id of a record; without an id it goes by its number."""
    if model is None:
        return anonymous, ""
    keys = [key for key in _NAMES if key in model.model_fields]
    name = next((raw[key] for key in keys if isinstance(raw.get(key), str)), None)
    return (anonymous, "") if name is None else (kind_of(model), name)


def _made_known(raw: GeoJson) -> set[str]:
    """The names that a record would have made known: its own, and those of its countries."""
    codes = [raw.get("countries"), raw.get("km_by_country"), raw.get("values")]
    inside = [code for each in codes if isinstance(each, dict | list) for code in each]
    names = (raw.get("id"), raw.get("dimension"), raw.get("country"), *inside)
    return {str(name) for name in names if name is not None}


def _place_of(path: Path) -> tuple[int | None, tuple[str | int, ...], int | None]:
    """Number of the feature, field and line of the first thing that the strict reader of JSON refuses."""
    try:
        found, way = JsonValue(path.read_text(encoding="utf-8-sig")).innermost(_is_refused)
    except (ValueError, RecursionError):
        return None, (), None  # torn further down as well, so that there are no values to go through
    line = None if found.one_line else found.line
    if way[:1] == ("features",) and len(way) > 1:
        return int(way[1]) + 1, way[2:], line
    return None, way, line


def _is_refused(text: str) -> bool:
    try:
        decode_json(text)
    except GeoJsonError:
        return True
    return False
