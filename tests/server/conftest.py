"""The real server, without and with a password, for the tests that need no browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.serving import Server, run_server

PASSWORD = "a pass phrase, й included"


@pytest.fixture(scope="session")
def open_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """``searoom serve``."""
    folder = tmp_path_factory.mktemp("open")
    with run_server(folder, environment=own_stories(folder)) as server:
        yield server


@pytest.fixture(scope="session")
def closed_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """``searoom serve --password-file``."""
    folder = tmp_path_factory.mktemp("closed")
    (folder / "password").write_text(f"{PASSWORD}\n", encoding="utf-8")
    options = ("--password-file", str(folder / "password"))
    with run_server(folder, environment=own_stories(folder), options=options, well="healthz") as server:
        yield server


def own_stories(folder: Path) -> dict[str, str]:
    """The environment of a server that keeps its stories in ``folder``."""
    return os.environ | {"SEAROOM_STORIES": str(folder / "stories")}
