"""Interface words: the same in both languages, all there, none left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from jinja2 import nodes

from dashboard.components.html import environment
from layers.analysis.changes import Trend
from layers.analysis.journeys import NoWay
from layers.analysis.risk import RiskClass, RiskModel
from layers.analysis.routing import By
from layers.analysis.tonnes.loads import UseClass
from layers.checking.edited_pack import SCORE_COLUMNS, STATUS_COLUMNS
from layers.desk.entries import EntryKind
from layers.desk.forms import FIELDS
from layers.export.tables.rows import TABLES, make_table
from layers.model.dataset import Data
from layers.model.evidence import Benchmark
from layers.model.view import View
from layers.model.vocabulary import (
    LANGUAGES,
    Basis,
    CapacityMeasure,
    CapacityReading,
    CapacityUnit,
    Confidence,
    Counted,
    Counts,
    Dimension,
    Direction,
    Measure,
    Mode,
    Part,
    Precision,
    SeriesMeasure,
    SourceKind,
    Stance,
    Status,
    Unit,
    Verdict,
)
from layers.network.citations import citations
from layers.network.slippage import Constancy, Delivery
from layers.overlay.model import Note, Reason
from layers.picture.symbology import OWN_COLOURS
from layers.text import glossary_terms, texts

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "src" / "layers" / "map" / "web"
ENGLISH, RUSSIAN = texts("en"), texts("ru")
AREAS = "|".join(sorted({key.partition(".")[0] for key in ENGLISH}))
KEY = re.compile(rf"(?:{AREAS})\.[\w.-]*\w(?<!\.html)(?<!\.typ)(?<!\.js)(?<!\.css)(?<!\.yaml)(?<!\.geojson)")
JS_STRING = re.compile(rf'["`]((?:{AREAS})\.[\w.-]*)("|`|\$\{{)')
MONTHS = [f"{number:02d}" for number in range(1, 13)]
ROWS = ["ports", "crossings", "chokepoints", "lanes", "context", "cities", "rail", "borders"]  # legend.js
STORY_FIELDS = ["title", "story_title", "lede", "text", "notes"]  # story_editor.py
PAGES = ["map", "briefing", "what-if", "tonnes", "bargaining", "compare", "routes"]  # home.py
PAGES += ["stances", "claims", "changes", "method", "fit", "own-data", "sources"]
KINDS = ["time", "price"]  # fit_page.py
TABLE_COLUMNS = {*STATUS_COLUMNS, *SCORE_COLUMNS}  # pack_editor.py
ROOM = [
    "doors",
    "independent",
    "locks",
    "straits",
    "days_without_door",
    "spell",
    "expected",
    "concentration",
    "power",
]  # room.py
ROOM += ["home_power", "dependence"]
ISO_COUNTRIES = {
    key.partition(".")[2] for key in ENGLISH if re.fullmatch(r"country\.([A-Z]{2}|XX(-[A-Z]+)+)", key)
}
"""All of them, because a pack may lie anywhere."""

NOT_WORDS = {"routes.", "sources.", "stances."}  # fields in the messages of the checks


def country_codes(data: Data) -> set[str]:
    codes = {code for leg in data.legs.values() for code in leg.km_by_country}
    codes |= {place.country for place in (*data.ports.values(), *data.hubs.values())}
    codes |= {
        code for place in (*data.crossings.values(), *data.chokepoints.values()) for code in place.countries
    }
    codes |= {code for crossing in data.crossings.values() for code in crossing.gauges_mm}
    return codes | {code for indicator in data.indicators.values() for code in indicator.values}


def topics(data: Data) -> set[str]:
    layers = data.ports, data.crossings, data.chokepoints, data.corridors
    return {fact.topic for records in layers for record in records.values() for fact in record.facts}


@pytest.fixture(scope="session")
def dynamic(data: Data) -> dict[str, Iterable[str]]:
    """What can follow each beginning of a key that the code completes at run time."""
    columns = re.findall(r'key: "(\w+)"', (ASSETS / "rules" / "table.js").read_text(encoding="utf-8"))
    sections = {
        key for folder in ("dossier", "macros")
        for path in (ROOT / "dashboard" / "templates" / folder).glob("*.html")
        for key in re.findall(r'\b(?:section\(|key=)"(\w+)"', path.read_text(encoding="utf-8"))
    }  # fmt: skip
    tables = {name: make_table(RiskModel(data), View(), name) for name in TABLES}
    return {
        "glossary.": [f"{term}.{part}" for term in glossary_terms() for part in ("term", "text")],
        "overlay.reason.": Reason, "overlay.note.": Note,
        "own_data.": ["record", "name", "field", "came", "expected", "statuses", "scores"],
        "desk.kind.": EntryKind, "desk.new.": EntryKind, "desk.of.": ["status", "score", "promise"],
        "desk.field.": FIELDS, "desk.done.": ["added", "corrected", "removed"],
        "own_data.column.": ["file", "line", "record", "field", "got", "expected", *TABLE_COLUMNS],
        "own_data.colours.": OWN_COLOURS["light"],
        "map.own.": ["point", "line"],
        "overlay.record.": ["file", "feature", "row", "placemark"],
        "status.": Status, "risk.": RiskClass, "stance.": Stance, "mode.": Mode, "confidence.": Confidence,
        "basis.": Basis, "precision.": Precision, "dimension.": Dimension, "month.": MONTHS,
        "month.of.": MONTHS,
        "direction.": Direction, "unit.": Unit, "unit.of.": Unit, "verdict.": Verdict, "part.": Part,
        "source_kind.": SourceKind,
        "measure.": Measure, "benchmark_unit.": get_args(Benchmark.model_fields["unit"].annotation),
        "load.": UseClass, "load.by.": Counted, "counts.": Counts, "capacity_unit.": CapacityUnit,
        "series.by.": Counted, "series.measure.": SeriesMeasure,
        "tonnes.measure.": CapacityMeasure, "tonnes.reading.": CapacityReading,
        "tonnes.": ["displaced_mt", "stranded_mt", "stranded_usd_m", "extra_cost_usd_m"],
        "fit.": [f"{kind}{part}" for kind in KINDS for part in ("", "_summary", "_chart", "_missing")],
        "fit.axis_published_": KINDS, "fit.axis_model_": KINDS,
        "page.section.": sections,
        "trend.": Trend, "delivery.": Delivery, "constancy.": Constancy,
        "page.basis.": set(Basis) - {Basis.SOURCED},
        "cost.": ["estimate", "committed", "offered", "spent"], "nav.": PAGES,
        "kind.": {citation.kind for cited in citations(data).values() for citation in cited},
        "room.": [*ROOM, *(f"{name}_what" for name in ROOM)],
        "room.formula.": {*ROOM} - {"home_power"},
        "compare.no_way.": NoWay,
        "what_if.": ["closed", "built", "lost", "gained"], "routes.by.": By,
        "claims.": ["for", "against"], "changes.": ["since", "date"],
        "map.theme_": ["light", "dark"],
        "page.risk_method_": ["weakest", "length"], "page.axis_": ["hours", "usd"],
        "map.aggregation.": ["weakest", "length", "weakest_hint", "length_hint"],
        "country.": country_codes(data) | ISO_COUNTRIES, "topic.": topics(data),
        "page.length_": ["published", "measured"], "map.km_source.": ["published", "measured"],
        "map.kind.": ["port", "crossing", "chokepoint", "hub"], "map.row.": ROWS,
        "map.tab.": ["corridor", "leg", "port", "crossing", "chokepoint", "event", "boundary"],
        "boundary.": ["disputed", "undetermined", "line-of-control"],
        "map.column.": set(columns) - {"order"},
        "map.veto.": set(RiskClass) - {RiskClass.UNKNOWN},
        "map.key.": ["risk", "status", "veto"],
        "briefing.": [
            "own", "shipped", "labels", "labels_hint", "sources", "sources_hint", "view_map",
            "view_tables",
        ],
        "briefing.new_": ["title", "lede", "scene", "text"], "briefing.language.": LANGUAGES,
        "briefing.field.": ["value", "label", "at", "callouts", *STORY_FIELDS],
        "briefing.lens.": ["risk", "status", "veto"],
        "map.summary.lens.": ["risk", "dimension", "status", "veto", "stance"],
        "map.summary.top.": ["risk", "stance"],
        "map.lens_": ["risk", "status", "veto", "load"],
        "table.name.": ["readme", *TABLES], "table.about.": TABLES,
        "table.column.": {column.name for table in tables.values() for column in table.columns},
        "table.port_kind.": ["open-sea", "inland-sea"], "table.crossing_kind.": ["border", "gauge-point"],
        "table.role.": ["outlet", "inland-sea", "market", "former-outlet"],
        "table.figure.": {row[0] for row in tables["headline"].rows},
        "table.unit.": {row[5] for row in tables["headline"].rows},
    }  # fmt: skip


def in_templates() -> Iterator[tuple[str, str, bool]]:
    """The same for the templates of the pages: what their calls of ``t`` name."""
    made = environment()
    for name in made.list_templates(["html"]):
        source = made.loader.get_source(made, name)[0] if made.loader else ""
        for call in made.parse(source).find_all(nodes.Call):
            if not (isinstance(call.node, nodes.Name) and call.node.name == "t"):
                continue
            key = call.args[0]
            if isinstance(key, nodes.Const):
                yield name, key.value, False
            elif isinstance(key, nodes.Concat) and isinstance(key.nodes[0], nodes.Const):
                yield name, key.nodes[0].value, True


def in_code() -> Iterator[tuple[str, str, bool]]:
    """Every key in the code: file, key, and whether it is only the beginning of one."""
    for path in sorted([*ROOT.glob("src/**/*.py"), *ROOT.glob("dashboard/**/*.py")]):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        pieces = {
            id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values
        }
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.JoinedStr)
                and len(node.values) > 1
                and isinstance(node.values[0], ast.Constant)
            ):
                beginning = str(node.values[0].value)
                if re.fullmatch(rf"(?:{AREAS})\.[\w.-]*", beginning):
                    yield path.name, beginning, True
            elif isinstance(node, ast.Constant) and id(node) not in pieces and KEY.fullmatch(str(node.value)):
                yield path.name, str(node.value), False
    yield from in_templates()
    modules = [path for path in ASSETS.rglob("*.js") if not {"dist", "node_modules"} & set(path.parts)]
    assert len(modules) > 30
    for path in sorted(modules):
        for key, end in JS_STRING.findall(path.read_text(encoding="utf-8")):
            yield path.name, key, end == "${" or key.endswith(".")


def test_both_languages_have_the_same_keys() -> None:
    assert sorted(ENGLISH) == sorted(RUSSIAN)
    assert set(LANGUAGES) == {"en", "ru"}


def test_both_languages_fill_in_the_same_names() -> None:
    def names(text: str) -> set[str]:
        found = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        home = {name for name in found if name.startswith("home_")}
        assert home <= {"home_name", "home_of"}  # which of them a sentence needs differs by language
        return found - home

    assert [key for key in ENGLISH if names(ENGLISH[key]) != names(RUSSIAN[key])] == []


def test_no_text_is_empty() -> None:
    assert [key for words in (ENGLISH, RUSSIAN) for key, text in words.items() if not text.strip()] == []


def test_each_language_is_written_in_its_own_letters() -> None:
    def letters(text: str) -> str:
        return re.sub(r"\{\w+\}|[\W\d_]", "", text)

    latin = [
        key for key, text in RUSSIAN.items() if letters(text) and not re.search("[а-яё]", text, re.IGNORECASE)
    ]
    assert latin == []
    assert [key for key, text in ENGLISH.items() if re.search("[а-яё]", text, re.IGNORECASE)] == []


def test_every_key_in_the_code_exists() -> None:
    literal = [(file, key) for file, key, beginning in in_code() if not beginning]
    assert len(literal) > 100
    assert [(file, key) for file, key in literal if key not in ENGLISH] == []


def test_every_key_that_is_completed_at_run_time_exists(dynamic: dict[str, Iterable[str]]) -> None:
    assert {key for _, key, beginning in in_code() if beginning} - NOT_WORDS <= dynamic.keys()
    needed = {beginning + str(name) for beginning, names in dynamic.items() for name in names}
    assert sorted(needed - ENGLISH.keys()) == []


def test_no_text_is_left_over(dynamic: dict[str, Iterable[str]]) -> None:
    used = {key for _, key, beginning in in_code() if not beginning}
    used |= {beginning + str(name) for beginning, names in dynamic.items() for name in names}
    assert sorted(ENGLISH.keys() - used) == []
