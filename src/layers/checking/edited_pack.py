"""A visitor's copy of a pack with other statuses and scores: checked like any pack, and offered as a ZIP.

The files of the pack are never changed; a copy is their content with some records replaced.
"""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from layers.checking.check import check_folder
from layers.errors import DataError
from layers.model.dataset import Data
from layers.model.evidence import Score
from layers.model.kinds import DOCUMENTED, KIND_BY_NAME, RecordKind
from layers.model.records import StatusEntry
from layers.model.vocabulary import LANGUAGES
from layers.packs.reader import parse_json, parse_yaml, read_json, read_yaml
from layers.packs.registry import content_sha256
from layers.system.scratch_folder import scratch_folder

__all__ = ["SCORE_COLUMNS", "STATUS_COLUMNS", "PackCopy", "Row", "score_rows", "status_rows"]

Row = Mapping[str, Any]
"""A row of the editor's table: a status entry or a score, with one column a field and one a language of a
text."""

_REASONS = tuple(f"reason_{language}" for language in LANGUAGES)
STATUS_COLUMNS = (
    "from", "status", *_REASONS, "confidence", "last_known", "planned", "basis", "sources", "tried_on",
)  # fmt: skip
SCORE_COLUMNS = (
    "from", "score", "low", "high", *_REASONS, "confidence", "as_of", "retrospective", "basis", "sources",
    "tried_on",
)  # fmt: skip

_MARKS = ("planned", "retrospective")
"""Columns that are true or left out."""

_LEFT_OUT = ("build", "packs", "__pycache__", ".*")
"""Folders and files within a pack's folder that are not part of the pack."""
_REGISTRY = KIND_BY_NAME["file"].file


@dataclass(frozen=True)
class PackCopy:
    """The pack in ``folder``, with ``changed`` in place of the content of some files, by their path in it.

    A content is a file's text, or the values that it is to hold.
    """

    folder: Path
    changed: Mapping[str, Any] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """A hash of the changes: equal for equal copies."""
        whole = "".join(f"{name}\n{self._text(name)}" for name in sorted(self.changed))
        return sha256(whole.encode()).hexdigest()[:16]

    def with_statuses(self, record: str, rows: Sequence[Row]) -> PackCopy:
        """The copy in which a corridor or part has these status entries.

        Raises
        ------
        KeyError
            If the pack has no such record.
        """
        return self._with(*self._found(record, DOCUMENTED), "status_history", rows, STATUS_COLUMNS)

    def with_scores(self, assessment: str, rows: Sequence[Row]) -> PackCopy:
        """The copy in which an assessment has these scores.

        Raises
        ------
        KeyError
            If the pack has no such assessment.
        """
        return self._with(
            *self._found(assessment, (KIND_BY_NAME["assessment"],)), "scores", rows, SCORE_COLUMNS
        )

    def texts(self) -> dict[str, str]:
        """The texts of the changed files."""
        return {name: self._text(name) for name in self.changed}

    def with_texts(self, texts: Mapping[str, str]) -> PackCopy:
        """The copy with these texts in place of some files."""
        return replace(self, changed={**self.changed, **texts})

    def checked(self) -> Data:
        """The copy as data, after the same checks as ``searoom check``.

        Raises
        ------
        DataError
            With every fault of the copy.
        """
        with self._written() as folder:
            found = check_folder(folder)
        if found.faults or found.data is None:
            raise DataError(found.faults)
        return replace(found.data, is_changed_copy=True)

    def zipped(self, name: str) -> bytes:
        """The whole changed pack as a ZIP archive with a single top folder called ``name``."""
        held = io.BytesIO()
        with self._written() as folder, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    archive.write(path, f"{name}/{path.relative_to(folder).as_posix()}")
        return held.getvalue()

    @contextmanager
    def _written(self) -> Iterator[Path]:
        """A temporary folder with the files of the copy."""
        with scratch_folder() as place:
            folder = place / self.folder.resolve().name
            shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns(*_LEFT_OUT))
            for name in self.changed:
                (folder / name).write_text(self._text(name), encoding="utf-8", newline="")
            self._register(folder)
            yield folder

    def _register(self, folder: Path) -> None:
        """Update the checksums of changed files, if the pack has a registry."""
        registry = folder / _REGISTRY
        if not registry.is_file() or _REGISTRY in self.changed:
            return
        entries = read_yaml(registry)
        for entry in entries or ():
            if entry.get("file") in self.changed and "sha256" in entry:
                entry["sha256"] = content_sha256((folder / entry["file"]).read_bytes())
        registry.write_text(_dump(entries), encoding="utf-8", newline="\n")

    def _text(self, name: str) -> str:
        content = self.changed[name]
        if isinstance(content, str):
            return content
        if not name.endswith("json"):
            return _dump(content)
        features = ",\n".join(
            json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in content["features"]
        )
        head = {key: value for key, value in content.items() if key != "features"}
        return f'{json.dumps(head, ensure_ascii=False)[:-1]},"features":[\n{features}\n]}}\n'

    def _content(self, name: str) -> Any:
        if name in self.changed:
            content = self.changed[name]
            if not isinstance(content, str):
                return content
            return parse_json(content) if name.endswith("json") else parse_yaml(content)
        path = self.folder / name
        return read_json(path) if name.endswith("json") else read_yaml(path)

    def _found(self, key: str, kinds: Iterable[RecordKind]) -> tuple[str, Any]:
        """The file and the fields of the record of one of these kinds that has this id."""
        for kind in kinds:
            for path in sorted(self.folder.glob(kind.pattern)):
                name = path.relative_to(self.folder).as_posix()
                for record in _records(self._content(name)):
                    if record[kind.id_field] == key:
                        return name, record
        raise KeyError(key)

    def _with(
        self, name: str, record: Any, where: str, rows: Sequence[Row], columns: Sequence[str]
    ) -> PackCopy:
        entries = [_entry(row, columns) for row in rows]
        if entries == [_entry(_row(entry, columns), columns) for entry in record[where]]:
            return self
        changed = record | {where: entries}
        content = self._content(name)
        whole = (
            content | {"features": [
                feature | {"properties": changed} if feature["properties"]["id"] == record["id"] else feature
                for feature in content["features"]
            ]}
            if isinstance(content, dict)
            else [changed if one["id"] == record["id"] else one for one in content]
        )  # fmt: skip
        return replace(self, changed={**self.changed, name: whole})


def _records(content: Any) -> Iterator[Any]:
    """The records of a YAML list, or the properties of GeoJSON features."""
    if isinstance(content, dict):
        yield from (feature["properties"] for feature in content["features"])
    else:
        yield from content or ()


def status_rows(data: Data, record: str) -> list[dict[str, Any]]:
    """The status entries of a corridor or part, as rows with :data:`STATUS_COLUMNS`."""
    holder = data.corridors[record] if record in data.corridors else data.parts[record]
    return [_row(_fields(entry), STATUS_COLUMNS) for entry in holder.status_history]


def score_rows(data: Data, assessment: str) -> list[dict[str, Any]]:
    """The scores of an assessment, as rows with :data:`SCORE_COLUMNS`."""
    return [_row(_fields(score), SCORE_COLUMNS) for score in data.assessments[assessment].scores]


def _fields(entry: StatusEntry | Score) -> dict[str, Any]:
    return entry.model_dump(mode="json", by_alias=True)


def _dump(content: Any) -> str:
    whole = yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110)
    return str(whole)


def _row(entry: Mapping[str, Any], columns: Sequence[str]) -> dict[str, Any]:
    reason = entry.get("reason") or {}
    texts = {f"reason_{language}": reason.get(language, "") for language in LANGUAGES}
    sources = ", ".join(entry.get("sources") or ())
    plain = {column: entry.get(column) for column in columns}
    marks = {name: bool(entry.get(name)) for name in _MARKS if name in columns}
    return plain | texts | marks | {"sources": sources, "basis": entry.get("basis") or "sourced"}


def _entry(row: Row, columns: Sequence[str]) -> dict[str, Any]:
    """The fields of an entry as they stand in its file; empty ones are left out, for the check to report."""
    entry: dict[str, Any] = {}
    for column in columns:
        value = row.get(column)
        if column == "sources":
            entry[column] = [key.strip() for key in str(value or "").split(",") if key.strip()]
        elif column.startswith("reason_"):
            entry.setdefault("reason", {})[column.partition("_")[2]] = str(value or "").strip()
        elif column in _MARKS:
            if value is True:
                entry[column] = True
        elif isinstance(value, float) and value.is_integer():
            entry[column] = int(value)
        elif value is not None and value == value and value != "":  # noqa: PLR0124 - false for NaN
            entry[column] = value.strip() if isinstance(value, str) else value
    return entry
