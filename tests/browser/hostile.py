"""A copy of the data in which every text for readers tries to be something else than text."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import yaml

from layers.model.vocabulary import LANGUAGES
from layers.packs.load import default_folder
from layers.packs.reader import read_yaml

TEXTS = (
    '<img src=x onerror="window.hit=1">',
    "</script><script>window.hit=1</script>",
    "${window.hit=1} `${window.hit=1}`",
    "{{7*7}} {% for %} {{ this.payload }}",
    '"><svg onload=window.hit=1>',
    "' onmouseover='window.hit=1' x='",
    "![image](https://hostile.invalid/x.png) [link](https://hostile.invalid/) **bold** $x^2$ :red[red]",
    "javascript:window.hit=1 &lt;b&gt; &#60;i&#62; \\u003cb\\u003e",
    "\u202eright to left\u202c \u2067right\u2069 end",
    "very " * 60 + "long",
)
LISTS = (
    "bibliography.yaml",
    "claims.yaml",
    "corridors.yaml",
    "events.yaml",
    "indicators.yaml",
    "length_spans.yaml",
    "parameters.yaml",
    "projects.yaml",
    "rubric.yaml",
    "series.yaml",
    "sources.yaml",
)
"""Files that are a list of records."""


def write_hostile_data(folder: Path) -> Path:
    """Copy the shipped data to ``folder`` and put one of :data:`TEXTS` into every text of every record."""
    shutil.copytree(default_folder(), folder, ignore=shutil.ignore_patterns("build", "__pycache__"))
    for path in sorted(folder.glob("*.geojson")):
        content = json.loads(path.read_text(encoding="utf-8"))
        for number, feature in enumerate(content["features"]):
            feature["properties"] = spoil(feature["properties"], texts_from(number))
        path.write_text(json.dumps(content), encoding="utf-8")
    for path in (*(folder / name for name in LISTS), *sorted(folder.glob("risk/*.yaml"))):
        records = [spoil(record, texts_from(number)) for number, record in enumerate(read_yaml(path))]
        write_yaml(path, records)
    for number, path in enumerate(sorted(folder.glob("actors/*.yaml"))):
        write_yaml(path, spoil(read_yaml(path), texts_from(number)))
    return folder


def texts_from(number: int) -> Iterator[str]:
    """The texts over and over, beginning with this one: every record of a file has another name."""
    return islice(cycle(TEXTS), number % len(TEXTS), None)


def write_yaml(path: Path, content: Any) -> None:
    """Write a file that ``layers.packs.load.read_yaml`` reads back."""
    whole = yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    path.write_text(whole, encoding="utf-8")


def spoil(value: Any, texts: Iterator[str]) -> Any:
    """The value with every text for readers replaced; ids, dates and numbers stay."""
    if isinstance(value, list):
        return [spoil(item, texts) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == set(LANGUAGES) and all(isinstance(text, str) for text in value.values()):
        return dict.fromkeys(value, next(texts))
    plain = ("title", "publisher")  # of a source: one text for all languages
    return {
        key: next(texts) if key in plain and isinstance(item, str) else spoil(item, texts)
        for key, item in value.items()
    }
