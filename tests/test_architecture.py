"""The house rules of the code, read from its syntax tree."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from layers.checking.spot_checks import find_line

ROOT = Path(__file__).parents[1]
CODE = sorted([*ROOT.glob("src/**/*.py"), *ROOT.glob("dashboard/**/*.py")])
EVERYTHING = [
    path for folder in ("src", "dashboard") for path in sorted((ROOT / folder).rglob("*"))
    if "node_modules" not in path.parts  # tools of the browser's code, not code of ours
]  # fmt: skip
TEXTS = [path for path in EVERYTHING if path.suffix in {".py", ".js", ".css", ".yaml", ".toml", ".html"}]

# What each room may import of the others; itself and the errors always. Every arrow is needed, or it goes.
ROOMS: dict[str, set[str]] = {
    "geo": set(),
    "system": set(),
    "model": {"geo"},
    "text": {"model"},
    "network": {"model"},
    "packs": {"geo", "model", "network"},
    "analysis": {"model", "network", "text"},
    "checking": {"analysis", "model", "packs", "system", "text"},
    "desk": {"checking", "model", "packs", "system"},
    "picture": {"analysis", "model", "network", "text"},
    "stories": {"analysis", "model", "network", "packs", "picture", "system", "text"},
    "overlay": {"geo", "text"},
    "sweeps": {"analysis", "system"},
    "map": {"analysis", "model", "network", "picture", "text"},
    "export": {"analysis", "map", "model", "network", "picture", "stories", "system", "text"},
}
OPEN_TO_ALL = {"errors", "faults"}

# They name files of the data in their messages.
CHECKERS = {
    "layers.packs.references", "layers.packs.evidence_references", "layers.packs.lint",
    "layers.packs.outlines", "layers.packs.registry",
}  # fmt: skip


def name_of(path: Path) -> str:
    parts = (
        path.relative_to(ROOT / "src" if path.is_relative_to(ROOT / "src") else ROOT).with_suffix("").parts
    )
    return ".".join(parts).removesuffix(".__init__")


MODULES = {name_of(path) for path in CODE}
PACKAGES = {name_of(path) for path in CODE if path.name == "__init__.py"}


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


def module_of(name: str) -> str:
    """The module that an imported name is, or is in."""
    while name and name not in MODULES:
        name = name.rpartition(".")[0]
    return name


def room_of(name: str) -> str:
    """The room of a module, as ``analysis`` of ``layers.analysis.risk``; at the top, its own name."""
    return name.split(".")[1] if name.startswith("layers.") else name.partition(".")[0]


def arrows() -> set[tuple[str, str]]:
    """Every import of one of our modules by another, by name."""
    found = {(name_of(path), module_of(name)) for path in CODE for name in imports(path)}
    return {(user, used) for user, used in found if used and used != user}


def users_of(*packages: str) -> set[str]:
    return {name_of(path) for path in CODE for name in imports(path) if name.partition(".")[0] in packages}


def names_used(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id


def test_there_is_code_to_look_at() -> None:
    assert {"layers.packs.load", "layers.map.build", "dashboard.state"} <= set(map(name_of, CODE))


def test_rooms_import_what_they_may_and_no_more() -> None:
    found: dict[str, set[str]] = {room: set() for room in ROOMS}
    for user, used in arrows():
        assert not used.startswith("dashboard") or user.startswith("dashboard"), f"{user} imports {used}"
        if user.startswith("layers.") and room_of(user) in ROOMS:
            found[room_of(user)].add(room_of(used))
    assert {room: used - {room, *OPEN_TO_ALL} for room, used in found.items()} == ROOMS


def test_imports_run_one_way() -> None:
    """Of modules within a room as of rooms: TopologicalSorter raises where they go round in a circle."""
    modules: TopologicalSorter[str] = TopologicalSorter()
    for user, used in arrows():
        if not user.endswith(tuple(PACKAGES)):  # a package may hand out what its modules hold
            modules.add(user, used)
    modules.prepare()
    TopologicalSorter(ROOMS).prepare()


def test_every_room_says_what_it_is_for() -> None:
    for room in ROOMS:
        said = ast.get_docstring(tree_of(ROOT / "src/layers" / room / "__init__.py"))
        assert said, room


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
    naming_data = {
        "layers.packs.load", "layers.model.kinds",
    }  # fmt: skip
    assert naming == naming_data | CHECKERS
    # Text reads its own words, an overlay the files of visitors, a sweep what it kept of itself.
    assert parsing == {
        "layers.packs.reader", "layers.geo.geojson", "layers.packs.source_locations", "layers.text",
        "layers.overlay.geojson", "layers.checking.edited_pack", "layers.sweeps.chunks",
    }  # fmt: skip


def test_what_names_a_file_in_a_message_opens_none() -> None:
    """The loader and what finds its lines, words, Leaflet, the template, the research of the spot checks,
    what writes into a pack, and the chunks of a sweep: nobody else opens a file or looks into a
    folder."""
    opening = {"open", "read_text", "read_bytes", "glob", "rglob", "iterdir"}
    opens = {name_of(path) for path in CODE if opening & set(names_used(path))}
    assert {name for name in opens if name.startswith("layers.")} == {
        "layers.packs.reader", "layers.packs.registry", "layers.text", "layers.map.build",
        "layers.checking.spot_checks",
        "layers.system.password_file", "layers.stories.repository", "layers.packs.scaffold",
        "layers.packs.source_locations",
        "layers.checking.edited_pack", "layers.checking.calibrate", "layers.sweeps.chunks",
        "layers.desk.entries", "layers.desk.desk", "layers.system.whole_files",
    }  # fmt: skip
    assert "geodata" not in inspect.getsource(find_line)  # it opens the file of the research, and no other


def test_only_the_map_draws_and_only_the_dashboard_serves() -> None:
    assert users_of("folium", "branca", "xstatic") == {"layers.map.build"}
    served = users_of("streamlit", "starlette")
    assert served and all(name.startswith("dashboard") for name in served)
    assert users_of("streamlit_folium") == set()


def test_state_and_caches_have_one_home_each() -> None:
    states = {name_of(p) for p in CODE if "session_state" in names_used(p)}
    links = {name_of(p) for p in CODE if "query_params" in names_used(p)}
    caches = {name_of(p) for p in CODE if any(name.startswith("cache_") for name in names_used(p))}
    assert (states, links) == ({"dashboard.state"}, {"dashboard.link"})
    assert caches == {"dashboard.loaders"}


def test_html_is_made_by_templates_alone() -> None:
    """No string of the dashboard holds a tag; what is safe as it stands is named in one module."""
    tag = re.compile(
        r"</?(a|article|b|br|button|code|dd|details|div|dl|dt|em|h[1-6]|head|header|i|img|li|nav|ol|p|pre|script"
        r"|section|small|span|strong|style|sub|summary|sup|svg|table|tbody|td|th|thead|tr|ul)\b[^<]*>"
    )
    allowed = {"dashboard.safety"}  # it finds the one script of Streamlit's page
    pages = [path for path in CODE if name_of(path).startswith("dashboard")]
    assert tag.search("f\"<td class='n'>{x}</td>\"") and tag.search("<br>") and not tag.search("/own/<token>")
    found = {
        name_of(path)
        for path in pages
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and tag.search(node.value)
    }
    assert found == allowed
    marking = {name_of(path) for path in pages if makes_markup(path)}
    assert marking == {"dashboard.components.html", "dashboard.components.dossier"}  # the latter an empty one


def makes_markup(path: Path) -> bool:
    """Whether a module says of text that it is safe; to name the type is something else."""
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Markup"
        for node in ast.walk(tree_of(path))
    )


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
