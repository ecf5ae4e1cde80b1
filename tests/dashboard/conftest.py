"""No test of the page sees, or leaves behind, stories of whoever runs it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import loaders


@pytest.fixture(scope="session", autouse=True)
def no_own_stories(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for stories that is empty."""
    folder = tmp_path_factory.mktemp("stories")
    patch = pytest.MonkeyPatch()
    patch.setenv("SEAROOM_STORIES", str(folder))
    loaders.forget()
    yield folder
    patch.undo()
    loaders.forget()
