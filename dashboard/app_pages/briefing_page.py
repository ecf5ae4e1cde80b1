"""Stories: choose, write, present and download them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.components.briefing import Fields
from dashboard.components.chrome import Pages, begin_page, warn_of_bad_link
from dashboard.components.html import render_page
from dashboard.components.scene_panel import scene_choice, scene_panel
from dashboard.components.story_bar import first_story, notices, put_back_button, story_bar
from dashboard.components.story_editor import Editor
from dashboard.components.story_files import story_downloads
from dashboard.components.story_shown import Shown
from dashboard.components.view_files import view_files
from dashboard.components.wording import Words
from dashboard.link import current_scene, write_link
from dashboard.loaders import get_edition, get_repository
from dashboard.state import choose_scene
from layers.faults import FaultCode, Problem
from layers.model.dataset import Data
from layers.model.view import View
from layers.stories.repository import StoredStory, StoryRepository


def show_briefing_page(pages: Pages) -> None:
    """The stories, the scenes of the chosen one, and the chosen scene."""
    begun = begin_page("briefing", pages)
    if begun is None:
        return
    data, view = begun
    words, repository = Words(view, data), get_repository(get_edition())
    with st.container(key="content"):
        title, lede = words.t("nav.briefing"), words.t("briefing.lede")
        st.html(render_page("head.html", words, level=1, title=title, text=lede))
        stories = repository.stories()
        asked, scene = current_scene()
        if asked and asked not in stories:
            problem = {"parameter": "story", "value": asked}
            warn_of_bad_link(view.language, Problem(FaultCode.LINK_STORY, problem))
            asked, scene = "", ""
            choose_scene("")
        if not stories:
            first_story(repository, words)
            write_link(view, ("", ""))
            return
        shown = _shown(data, view, words, pages, repository, stories, asked, scene)
        story_bar(shown, stories)
        notices(repository, words)
        put_back_button(repository, words)
        story_downloads(shown)
        view_files(words)
        left, right = st.columns([1, 2.7], gap="large")
        with left:
            scene_choice(shown)
        with right:
            scene_panel(shown)
    write_link(view, (shown.stored.story.id, str(shown.scene["id"])) if asked else ("", ""))


def _shown(
    data: Data,
    view: View,
    words: Words,
    pages: Pages,
    repository: StoryRepository,
    stories: Mapping[str, StoredStory],
    asked: str,
    scene: str,
) -> Shown:
    """The story and scene of the address, else the user's newest story, else the first."""
    newest = next((one for one in stories.values() if one.own), next(iter(stories.values())))
    stored = stories.get(asked, newest)
    editor = Editor(repository, stored.story.id, view.language)
    working = editor.opened()
    scenes: Sequence[Fields] = working.fields["scenes"]
    chosen = next((each for each in scenes if each["id"] == scene), scenes[0])
    return Shown(data, view, words, pages, editor, stored, working, chosen)
