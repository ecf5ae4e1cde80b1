"""What many tests share: the shipped data, a copy to break, the map built of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from layers.map import BuiltMap, build_map
from layers.model.dataset import Data
from layers.packs.load import default_folder, load


@pytest.fixture(scope="session")
def data() -> Data:
    """The shipped data."""
    return load()


@pytest.fixture(scope="session")
def built(data: Data) -> BuiltMap:
    """The map of the shipped data."""
    return build_map(data)


@pytest.fixture
def geodata_copy(tmp_path: Path) -> Path:
    """A copy of the shipped data that a test may break."""
    leave_out = shutil.ignore_patterns("build", "packs", ".cache", "__pycache__")
    return Path(shutil.copytree(default_folder(), tmp_path / "geodata", ignore=leave_out))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many cases the fuzz tests tried."""
    reports = [report for some in terminalreporter.stats.values() for report in some]
    ended = [report for report in reports if getattr(report, "when", "") == "teardown"]
    tried = [value for report in ended for name, value in report.user_properties if name == "fuzzed"]
    if tried:
        told = ", ".join(f"{number} {what}" for what, number in tried)
        terminalreporter.write_line(f"fuzzed: {sum(number for _, number in tried)} cases: {told}")
