"""The document that presents a story is made of one edition of the data, whenever the data change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.requests import Request

from dashboard import loaders
from dashboard.hot_reload import Edition
from dashboard.presentation_route import presenting_routes
from layers.model.dataset import Data
from layers.model.story import Story
from layers.text import format_date
from tests.toy import PACK, corridor, entry, hub, leg, network, port, words

STORY = Story.model_validate({
    "id": "tale", "title": words("Tale"), "lede": words("Lede"),
    "scenes": [{"id": "one", "title": words("One"), "text": words("Text")}],
})  # fmt: skip
CITIES = {"old": "oldtown", "new": "newtown"}
"""In the map of an edition."""
EVIDENCE_ENDS = {"old": "2026-03-14", "new": "2026-06-27"}
"""In the scenes of an edition."""


class ChangingReloader:
    """Returns the old edition ``old_times`` times, then the new one."""

    def __init__(self, editions: dict[str, Edition]) -> None:
        self.editions, self.old_times = editions, 0

    def edition(self) -> Edition:
        """What is on disk now."""
        self.old_times -= 1
        return self.editions["old" if self.old_times >= 0 else "new"]

    def rename(self, suffix: str) -> None:
        """Give the editions versions of which nothing is cached."""
        self.editions = {
            name: replace(edition, version=f"{name}-{suffix}") for name, edition in self.editions.items()
        }


@pytest.fixture
def reloader(data: Data, monkeypatch: pytest.MonkeyPatch) -> Iterator[ChangingReloader]:
    """The server's data, which are about to change."""
    editions = {}
    for name, city in CITIES.items():
        small = network(
            [hub(city, "KZ"), port("P", "RU")],
            [leg(city, "P", "rail", entry("2021", "operational"), KZ=100)],
            [corridor("c", f"{city}-P")], parameters=data.parameters.values(), stories=[STORY],
        )  # fmt: skip
        pack = PACK.model_copy(update={"evidence_end": EVIDENCE_ENDS[name]})
        editions[name] = Edition(replace(small, pack=pack), name)
    changing = ChangingReloader(editions)
    monkeypatch.setattr(loaders, "get_reloader", lambda: changing)
    loaders.forget()
    yield changing
    loaders.forget()


def parts_of(document: str) -> set[tuple[str, str]]:
    """Of which edition the map and the scenes of a document are."""
    maps = {("map", name) for name, city in CITIES.items() if city in document}
    ends = {name: format_date("en", end) for name, end in EVIDENCE_ENDS.items()}
    return maps | {("scenes", name) for name, end in ends.items() if end in document}


def whole(name: str) -> set[tuple[str, str]]:
    return {("map", name), ("scenes", name)}


def presented(story: str) -> str:
    """The document, as the route answers."""
    (route,) = presenting_routes()
    request = Request({"type": "http", "path_params": {"story_id": story}})
    return bytes(route.endpoint(request).body).decode()


@pytest.mark.parametrize("old_times", range(6))
def test_a_document_is_made_of_one_edition(reloader: ChangingReloader, old_times: int) -> None:
    """However often the edition is asked for before the data change: never of both."""
    reloader.rename(str(old_times))
    reloader.old_times = old_times
    assert parts_of(presented("tale")) in (whole("old"), whole("new"))


@pytest.mark.parametrize("old_times", range(6))
def test_a_document_is_kept_under_the_edition_that_it_is_made_of(
    reloader: ChangingReloader, old_times: int
) -> None:
    reloader.rename(f"kept-{old_times}")
    reloader.old_times = old_times
    presented("tale")
    for name, times in (("old", 100), ("new", 0)):
        reloader.old_times = times
        assert parts_of(presented("tale")) == whole(name)
