"""What many tests share: the shipped data, a copy to break, the map built of it, the order of the files."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from layers.analysis.risk import RiskModel
from layers.map import BuiltMap, build_map
from layers.model.dataset import Data
from layers.packs.load import default_folder, load
from layers.stories.rendering import SceneRenderer
from tests.shipped import shipped

pytest.register_assert_rewrite("tests.dashboard")  # its helpers assert too


@pytest.fixture(scope="session")
def data() -> Data:
    """The shipped data."""
    return shipped()


@pytest.fixture(scope="session")
def model(data: Data) -> RiskModel:
    """The risk model of the shipped data."""
    return RiskModel(data)


@pytest.fixture(scope="session")
def renderer(model: RiskModel) -> SceneRenderer:
    """Renders scenes on the shipped data."""
    return SceneRenderer(model)


@pytest.fixture(scope="session")
def built(data: Data) -> BuiltMap:
    """The map of the shipped data."""
    return build_map(data)


@pytest.fixture
def command_line_data(data: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands in this process use the shipped data that are loaded already; a folder of others is read."""
    monkeypatch.setattr("layers.cli.load", lambda folder=None: data if folder is None else load(folder))


@pytest.fixture
def geodata_copy(tmp_path: Path) -> Path:
    """A copy of the shipped data that a test may break."""
    leave_out = shutil.ignore_patterns("build", "packs", ".cache", "__pycache__")
    return Path(shutil.copytree(default_folder(), tmp_path / "geodata", ignore=leave_out))


LONGEST_FIRST = (
    "tests", "browser", "dashboard", "fuzz", "packs", "checking", "export", "server", "picture", "analysis",
)  # fmt: skip
"""Folders whose files take long: started last, one of them would keep a single core busy at the end.
The first holds the wheel, which waits for the package index meanwhile."""


SECOND = frozenset({"ru", "dark"})
"""What is shown in a second language or light is shown by the same code: in the folders below, the second
case of a test is left to ``make test-all``."""
SHOWN_TWICE = frozenset({"browser", "dashboard", "export", "checking"})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the files that take long first; leave second languages and lights to the longer run."""
    folders = {name: place for place, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: folders.get(item.path.parent.name, len(folders)))
    for item in items:
        call = getattr(item, "callspec", None)
        if item.path.parent.name in SHOWN_TWICE and call and SECOND & set(_names(call.params.values())):
            item.add_marker(pytest.mark.slow)


def _names(values: Iterable[object]) -> list[str]:
    return [value for value in values if isinstance(value, str)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many cases the fuzz tests tried."""
    reports = [report for some in terminalreporter.stats.values() for report in some]
    ended = [report for report in reports if getattr(report, "when", "") == "teardown"]
    tried = [value for report in ended for name, value in report.user_properties if name == "fuzzed"]
    if tried:
        told = ", ".join(f"{number} {what}" for what, number in tried)
        terminalreporter.write_line(f"fuzzed: {sum(number for _, number in tried)} cases: {told}")
