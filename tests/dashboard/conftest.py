"""The shipped data, and what is computed from it, shared by all tests of the dashboard.

No test of a page sees, or leaves behind, stories of whoever runs it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from dashboard import loaders
from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.routing import RouteFinder
from layers.analysis.what_if import Headline, WhatIf
from layers.model.dataset import Data
from layers.model.story import Story
from layers.network.scenario import Scenario
from layers.stories.repository import StoryRepository, plain
from tests.dashboard.wording import Headlines, viewed


@pytest.fixture(scope="session", autouse=True)
def no_own_stories(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty folder for stories."""
    folder = tmp_path_factory.mktemp("stories")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SEAROOM_STORIES", str(folder))
        loaders.forget()
        yield folder
    loaders.forget()


@pytest.fixture(scope="session")
def what_if(model: RiskModel) -> WhatIf:
    """Computes headline figures of the shipped data."""
    return WhatIf(model)


@pytest.fixture(scope="session")
def headline(data: Data, what_if: WhatIf) -> Headlines:
    """The figures of a link, computed by the library and not by the page."""

    @cache
    def found(scenario: Scenario, shocks: float) -> Headline:
        return what_if.headline(scenario, replace(central_settings(data), shock_scale=shocks))

    def of_link(query: Mapping[str, str]) -> Headline:
        view = viewed(query)
        return found(Scenario(view.date, view.closed, view.built), view.shocks)

    return of_link


@pytest.fixture(scope="session")
def finder(data: Data, model: RiskModel) -> RouteFinder:
    """Finds routes at the central settings."""
    return RouteFinder(model, central_settings(data))


@pytest.fixture
def repository(data: Data, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StoryRepository:
    """The story repository of a user who has no stories of their own."""
    monkeypatch.setenv("SEAROOM_STORIES", str(tmp_path / "stories"))
    return StoryRepository(data.stories, tmp_path / "stories")


@pytest.fixture
def own(repository: StoryRepository, data: Data) -> Story:
    """An own story of three scenes, each of another view."""
    shipped = data.stories["sea-room"]
    story = shipped.model_copy(update={"id": "mine", "scenes": shipped.scenes[:3]})
    return repository.add(Story.model_validate(plain(story)))
