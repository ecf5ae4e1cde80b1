"""The house rules of the code, read from its syntax tree."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from layers.spot_checks import find_line

ROOT = Path(__file__).parents[1]
CODE = sorted([*ROOT.glob("src/**/*.py"), *ROOT.glob("dashboard/**/*.py")])
EVERYTHING = [path for folder in ("src", "dashboard") for path in sorted((ROOT / folder).rglob("*"))]
TEXTS = [path for path in EVERYTHING if path.suffix in {".py", ".js", ".css", ".yaml", ".toml", ".html"}]

# A module imports from its own line and from those above it, never from below.
ORDER = [
    {"layers.errors"},
    {"layers.vocabulary", "layers.measuring"},
    {"layers.schema"},
    {"layers.evidence", "layers.story", "layers.text", "layers.view"},
    {"layers.sources", "layers.files", "layers.scratch", "layers.passwords", "layers.pack"},
    {"layers.geojson", "layers.lines"},
    {"layers.reading"},
    {"layers.records"},
    {"layers.evidence_consistency"},
    {"layers.consistency", "layers.consequences"},
    {"layers.data"},
    {"layers.network"},
    {"layers.effort", "layers.settings", "layers.access", "layers.bargaining", "layers.ranking"},
    {"layers.risk", "layers.promises", "layers.staircase", "layers.citations", "layers.spot_checks"},
    {"layers.scenario"},
    {"layers.generalised_cost", "layers.outages", "layers.routes"},
    {"layers.what_if", "layers.as_json", "layers.changes"},
    {"layers.figures", "layers.told"},
    {"layers.scenes", "layers.story_shelf"},
    {"layers.suspicions", "layers.schemas"},
    {"layers.new_pack"},
    {"layers.checking"},
    {"layers.pack_copy"},
    {"layers.picture"},
    {"layers.overlay"},
    {"layers.map"},
    {"layers.export"},
    {"layers.cli"},
    {"dashboard"},
]


# They name files of the data in their messages.
CHECKERS = {
    "layers.consistency", "layers.evidence_consistency", "layers.figures", "layers.spot_checks",
    "layers.suspicions", "layers.lines", "layers.consequences", "layers.checking",
}  # fmt: skip


def name_of(path: Path) -> str:
    parts = (
        path.relative_to(ROOT / "src" if path.is_relative_to(ROOT / "src") else ROOT).with_suffix("").parts
    )
    return ".".join(parts).removesuffix(".__init__")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            # "from layers import map" imports layers.map
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rank(name: str) -> int | None:
    for index, group in enumerate(ORDER):
        if any(name == module or name.startswith(f"{module}.") for module in group):
            return index
    return None


def users_of(*packages: str) -> set[str]:
    return {name_of(path) for path in CODE for name in imports(path) if name.partition(".")[0] in packages}


def names_used(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id


def test_there_is_code_to_look_at() -> None:
    assert {"layers.data", "layers.map.build", "dashboard.state"} <= set(map(name_of, CODE))


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_imports_run_one_way(path: Path) -> None:
    name = name_of(path)
    if name == "layers":
        return
    own = rank(name)
    assert own is not None, f"{name} has no place in the order of modules: give it one above"
    for imported in imports(path):
        if imported.partition(".")[0] in {"layers", "dashboard"}:
            other = rank(imported)
            assert other is not None and other <= own, f"{name} imports {imported}"


def test_only_the_loader_opens_the_data() -> None:
    naming, parsing = set(), set()
    for path in CODE:
        for node in ast.walk(tree_of(path)):
            # A sentence may name a file (it has spaces); an address or a file name has none.
            if isinstance(node, ast.Constant) and re.fullmatch(r"\S*(geodata|\.geojson)\S*", str(node.value)):
                naming.add(name_of(path))
        parsers = {"safe_load", "CSafeLoader", "SafeLoader", "compose", "loads", "JSONDecoder", "read_yaml"}
        if parsers & set(names_used(path)):
            parsing.add(name_of(path))
    naming_data = {"layers.data", "layers.pack", "layers.reading", "layers.schemas", "layers.pack_copy"}
    assert naming == naming_data | CHECKERS
    # Text reads its own words, an overlay the files of visitors.
    assert parsing == {
        "layers.reading", "layers.geojson", "layers.lines", "layers.text", "layers.overlay.geojson",
        "layers.pack_copy",
    }  # fmt: skip


def test_what_names_a_file_in_a_message_opens_none() -> None:
    """The loader and what finds its lines, words, Leaflet, the template, the research of the spot checks:
    nobody else opens a file or looks into a folder."""
    opening = {"open", "read_text", "read_bytes", "glob", "rglob", "iterdir"}
    opens = {name_of(path) for path in CODE if opening & set(names_used(path))}
    assert {name for name in opens if name.startswith("layers.")} == {
        "layers.data", "layers.reading", "layers.text", "layers.map.build", "layers.spot_checks",
        "layers.passwords", "layers.story_shelf", "layers.new_pack", "layers.lines",
        "layers.pack_copy",
    }  # fmt: skip
    assert "geodata" not in inspect.getsource(find_line)  # it opens the file of the research, and no other


def test_only_the_map_draws_and_only_the_dashboard_serves() -> None:
    assert users_of("folium", "branca", "xstatic") == {"layers.map.build"}
    served = users_of("streamlit", "starlette")
    assert served and all(name.startswith("dashboard") for name in served)
    assert users_of("streamlit_folium") == set()


def test_state_and_caches_have_one_home_each() -> None:
    states = {name_of(p) for p in CODE if {"session_state", "query_params"} & set(names_used(p))}
    caches = {name_of(p) for p in CODE if any(name.startswith("cache_") for name in names_used(p))}
    assert states == {"dashboard.state"}
    assert caches == {"dashboard.loaders"}


def test_no_address_but_names_that_nobody_fetches() -> None:
    allowed = {
        "http://www.w3.org/2000/svg",  # the name of SVG
        "http://localhost:",  # told to the user by: searoom serve
        "https?://",  # what an address of a source looks like
    }
    for path in TEXTS:
        for address in re.findall(
            r"https\??://[\w./-]*:?|http://[\w./-]*:?", path.read_text(encoding="utf-8")
        ):
            assert address in allowed, f"{path.relative_to(ROOT)}: {address}"
        assert not re.search(r"unpkg|jsdelivr|cdnjs|googleapis|gstatic", path.read_text(encoding="utf-8")), (
            path
        )


def test_no_print_and_nothing_left_to_do() -> None:
    for path in CODE:
        assert "print" not in set(names_used(path)), path
    for path in TEXTS:
        assert not re.search(r"\b(TODO|FIXME|XXX)\b", path.read_text(encoding="utf-8")), path


def test_no_bare_except_and_nothing_swallowed() -> None:
    for path in CODE:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ExceptHandler):
                assert node.type is not None, f"{path}:{node.lineno}"
                assert not all(isinstance(step, ast.Pass) for step in node.body), f"{path}:{node.lineno}"
