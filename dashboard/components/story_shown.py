"""The story and scene that the briefing shows in this run, and actions that its parts share."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.components.briefing import Fields, query_of_view
from dashboard.components.chrome import Pages
from dashboard.components.story_editor import Editor
from dashboard.components.wording import Words
from dashboard.link import known_only
from dashboard.loaders import get_edition, get_headlines, get_model
from dashboard.state import acted, choose_scene, visitor
from layers.analysis.live_figures import Figures
from layers.errors import SearoomError
from layers.model.dataset import Data
from layers.model.records import LocalText
from layers.model.story import MAX_TITLE, Story, view_of_query
from layers.model.view import View
from layers.model.vocabulary import LANGUAGES
from layers.stories.repository import StoredStory, StoryRepository, Working
from layers.text import translate


@dataclass(frozen=True)
class Shown:
    """The story as it is edited, the chosen scene, and the view and language of the visitor."""

    data: Data
    view: View
    words: Words
    pages: Pages
    editor: Editor
    stored: StoredStory
    working: Working
    scene: Fields

    def view_of(self, scene: Fields) -> View:
        """The view of a scene in the visitor's language and theme."""
        view, _ = view_of_query(str(scene.get("view") or ""))
        query = view.to_query() | {"language": self.view.language, "theme": self.view.theme}
        return known_only(View.from_query(query)[0], self.data)[0]

    def figures(self, scene: Fields, language: str) -> Figures:
        """The live figures of a scene."""
        return Figures.of_view(
            get_model(get_edition()), self.view_of(scene), language, get_headlines(get_edition())
        )


def new_scene(view: View) -> dict[str, object]:
    """Fields of a new scene of this view, with placeholder texts."""
    words = {
        name: {language: translate(language, f"briefing.new_{key}") for language in LANGUAGES}
        for name, key in (("title", "scene"), ("text", "text"))
    }
    return {"id": "scene", **words, "view": query_of_view(view)}


def duplicate(repository: StoryRepository, story: Story, scene: str, words: Words) -> None:
    """Callback: make a copy of a story and go to the same scene of it."""
    title = {
        language: translate(language, "briefing.copy_of", title=story.title[language])[:MAX_TITLE]
        for language in LANGUAGES
    }
    try:
        choose_scene(repository.duplicate(story.id, LocalText(title)).id, scene)
    except SearoomError as error:
        set_notice(words.message(error))


def set_notice(notice: str) -> None:
    """Show this on the page in the next run."""
    acted()
    visitor().briefing.notice, visitor().briefing.lost_text = notice, ""
