"""Nothing that comes from a file, a link or a visitor is ever run: read from the code's syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from layers.packs import reader as reading
from tests.test_architecture import CODE, name_of, tree_of

RUNNERS = {"eval", "exec", "compile", "__import__", "breakpoint", "input"}
MODULES = {
    "pickle", "cPickle", "_pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle", "subprocess",
    "ctypes", "code", "codeop", "pty", "telnetlib", "xmlrpc", "imp", "runpy",
    "importlib.util", "importlib.machinery",
}  # fmt: skip
CALLS = {
    "system", "popen", "execv", "execve", "execvp", "spawnv", "spawnl", "startfile", "import_module",
    "read_pickle", "to_pickle", "loads_pickle", "unsafe_load", "full_load", "unsafe_load_all",
    "full_load_all", "load_all",
}  # fmt: skip
ALLOWED = {("layers.cli", "runpy")}
"""``searoom serve`` runs Streamlit's own module by its constant name."""


def findings(tree: ast.Module) -> Iterator[str]:
    """Everything in some code that could run what it is given."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            names = {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
            yield from names & MODULES
        elif isinstance(node, ast.Call):
            yield from _of_call(node)


def _of_call(node: ast.Call) -> Iterator[str]:
    called = node.func
    if isinstance(called, ast.Name) and called.id in RUNNERS | CALLS:
        yield called.id
    if isinstance(called, ast.Attribute):
        of = called.value.id if isinstance(called.value, ast.Name) else ""
        if called.attr in CALLS:
            yield called.attr
        if (of, called.attr) == ("yaml", "load"):
            given = [*node.args[1:], *(k.value for k in node.keywords if k.arg == "Loader")]
            loader = ast.unparse(given[0]) if given else "no loader"
            if loader not in SAFE_LOADERS:
                yield f"yaml.load with {loader}"
    if any(k.arg in ("allow_pickle", "shell") and ast.unparse(k.value) != "False" for k in node.keywords):
        yield "allow_pickle or shell"


SAFE_LOADERS = {
    name
    for module in (yaml, reading)
    for name, one in vars(module).items()
    if isinstance(one, type) and issubclass(one, (yaml.SafeLoader, yaml.CSafeLoader))
}


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_no_code_runs_what_it_is_given(path: Path) -> None:
    found = [one for one in findings(tree_of(path)) if (name_of(path), one) not in ALLOWED]
    assert found == []


def test_the_one_module_that_is_run_is_named_by_a_constant() -> None:
    tree = tree_of(next(path for path in CODE if name_of(path) == "layers.cli"))
    runs = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and ast.unparse(n.func).startswith("runpy.")]
    assert [ast.unparse(run.args[0]) for run in runs] == ["'streamlit'"]


@pytest.mark.parametrize(
    "code",
    [
        "import pickle",
        "from subprocess import run",
        "import os; os.system('ls')",
        "eval('1')",
        "exec(text)",
        "yaml.load(text)",
        "yaml.load(text, yaml.FullLoader)",
        "yaml.load(text, Loader=yaml.Loader)",
        "yaml.unsafe_load(text)",
        "numpy.load(path, allow_pickle=True)",
        "from importlib import util",
        "importlib.import_module(name)",
    ],
)
def test_the_search_would_find_it(code: str) -> None:
    assert list(findings(ast.parse(code)))


def test_yaml_that_asks_for_an_object_gets_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    for text in (
        "!!python/object/apply:os.system ['echo']",
        "a: !!python/name:os.system",
        "- !!python/object/new:tuple [[1]]",
        "!<tag:yaml.org,2002:python/module:os> ''",
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(yaml.YAMLError):
            reading.read_yaml(path)
