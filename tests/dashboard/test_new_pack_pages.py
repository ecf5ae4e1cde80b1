"""Every page on a pack that has just been started: little to show, and nothing breaks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import loaders
from dashboard.components.briefing import listed_figures
from dashboard.hot_reload import DataReloader
from layers.analysis.live_figures import Figures
from layers.analysis.risk import RiskModel
from layers.cli import main
from layers.model.dataset import Data
from layers.model.vocabulary import LANGUAGES
from layers.packs.load import FOLDER_VARIABLE, chosen_folder
from layers.text import translate
from tests.dashboard.pages import PAGES, blocks, opened, sound, whole


@pytest.fixture(scope="module", autouse=True)
def serving_a_new_pack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The page shows a fresh pack while these tests run."""
    folder = tmp_path_factory.mktemp("new") / "mine"
    assert main(["new", str(folder)]) == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FOLDER_VARIABLE, str(folder))
        reloader = DataReloader(chosen_folder())
        patch.setattr(loaders, "get_reloader", lambda: reloader)
        yield folder


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_shows_it(name: str, language: str) -> None:
    page = opened("" if name == "map" else name, language=language)
    text = whole(page).text
    assert text and not any(word in text for word in ("Kazakh", "Казах", "казах"))


@pytest.mark.parametrize(
    "selection", ["corridor:nacala", "leg:nayuchi-nacala", "port:MZMNC", "crossing:B-NAYUCHI"]
)
def test_every_dossier_shows_it(selection: str) -> None:
    assert "xample" in " ".join(blocks(opened(selection=selection)))


def test_the_routes_begin_where_the_pack_says() -> None:
    page = opened("routes")
    assert [box.value for box in page.selectbox[:2]] == ["blantyre", "ZADUR"]


def test_the_first_view_is_of_the_packs_actor() -> None:
    assert "Government of Malawi" in " ".join(blocks(opened()))


def test_a_first_story_is_begun(no_own_stories: Path) -> None:
    page = opened("briefing")
    assert translate("en", "briefing.none") in whole(page).text
    sound(page.button("new").click().run())
    assert len(list(no_own_stories.glob("*.yaml"))) == 1
    assert translate("en", "briefing.none") not in whole(page).text
    for path in no_own_stories.glob("*.yaml"):
        path.unlink()


def test_every_figure_that_the_editor_lists_is_one(data: Data) -> None:
    for pack in (data, loaders.get_edition().data):
        figures = Figures(RiskModel(pack), "2026-07-01", "en")
        listed = listed_figures(pack)
        assert len(listed) > 20 and [name for name in listed if figures.value(name) is None] == []
