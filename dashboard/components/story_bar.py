"""The bar of stories: select, create, duplicate, upload, delete or present one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from dashboard.components.html import render_page
from dashboard.components.story_shown import Shown, duplicate, new_scene, set_notice
from dashboard.components.wording import Words, as_plain_markdown
from dashboard.state import choose_scene, entered, visitor
from layers.errors import SearoomError
from layers.model.story import Story
from layers.model.vocabulary import LANGUAGES
from layers.stories.repository import StoredStory, StoryRepository
from layers.text import translate
from layers.text.faults import word_fault


def story_bar(shown: Shown, stories: Mapping[str, StoredStory]) -> None:
    """Show the selection of stories and the buttons beside it."""
    words, repository, story = shown.words, shown.editor.repository, shown.stored.story
    language = shown.view.language

    def name(key: str) -> str:
        kind = "own" if stories[key].own else "shipped"
        return words.t(f"briefing.{kind}", title=stories[key].story.title[language])

    key = f"story-{story.id}-{language}"
    with st.container(key="stories", horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            words.t("briefing.story"), list(stories), list(stories).index(story.id), format_func=name,
            key=key, on_change=lambda: choose_scene(entered(key)), width=420,
        )  # fmt: skip
        st.button(
            words.t("briefing.duplicate"),
            key="duplicate",
            on_click=duplicate,
            args=(repository, story, str(shown.scene["id"]), words),
        )
        st.button(words.t("briefing.new"), key="new", on_click=_new, args=(repository, words))
        if shown.stored.own:
            st.button(
                words.t("briefing.delete"), key="delete", on_click=_delete, args=(repository, story, words)
            )
        _bring_button(repository, words)
        st.html(_present_link(shown), width="content")


def first_story(repository: StoryRepository, words: Words) -> None:
    """Show what a pack without stories offers: create or upload one."""
    st.html(render_page("paragraph.html", words, text=words.t("briefing.none")))
    notices(repository, words)
    put_back_button(repository, words)
    with st.container(key="stories", horizontal=True, vertical_alignment="bottom", gap="small"):
        st.button(words.t("briefing.new"), key="new", on_click=_new, args=(repository, words))
        _bring_button(repository, words)


def put_back_button(repository: StoryRepository, words: Words) -> None:
    """Offer to restore the story that this visitor deleted last."""
    deleted = visitor().briefing.deleted
    if deleted:
        title = as_plain_markdown(deleted[1][words.view.language])
        label = words.t("briefing.put_back", title=title)
        st.button(label, key="put-story-back", on_click=_put_back, args=(repository, deleted[0], words))


def _bring_button(repository: StoryRepository, words: Words) -> None:
    with st.popover(words.t("briefing.bring")):
        upload = f"bring-{visitor().briefing.generation}-{words.view.language}"
        st.file_uploader(
            words.t("briefing.bring_hint"), type=["yaml", "yml"], key=upload,
            max_upload_size=1, on_change=_bring, args=(repository, upload, words),
        )  # fmt: skip


def _present_link(shown: Shown) -> Markup:
    query = urlencode({"language": shown.view.language, "theme": shown.view.theme})
    address = f"present/{shown.stored.story.id}#{query}"
    return render_page("briefing/present_link.html", shown.words, address=address)


def _new(repository: StoryRepository, words: Words) -> None:
    def said(key: str) -> dict[str, str]:
        return {language: translate(language, f"briefing.new_{key}") for language in LANGUAGES}

    fields = {
        "id": "story", "title": said("title"), "lede": said("lede"),
        "scenes": [new_scene(words.view)],
    }  # fmt: skip
    try:
        choose_scene(repository.add(Story.model_validate(fields)).id)
    except SearoomError as error:
        set_notice(words.message(error))


def _delete(repository: StoryRepository, story: Story, words: Words) -> None:
    try:
        moved = repository.delete(story.id)
    except SearoomError as error:
        set_notice(words.message(error))
    else:
        choose_scene("")
        visitor().briefing.deleted = (moved, story.title.root)
        set_notice(words.t("briefing.deleted", path=moved.relative_to(repository.folder).as_posix()))


def _put_back(repository: StoryRepository, deleted: Path, words: Words) -> None:
    try:
        choose_scene(repository.put_back(deleted))
    except SearoomError as error:
        set_notice(words.message(error))
    else:
        visitor().briefing.deleted = None


def _bring(repository: StoryRepository, key: str, words: Words) -> None:
    file = entered(key)
    if file is None or file.file_id == visitor().briefing.uploaded:
        return
    visitor().briefing.uploaded = file.file_id
    visitor().briefing.generation += 1  # so that the same file can be uploaded again
    try:
        story = repository.take_in(file.getvalue(), file.name)
    except SearoomError as error:
        set_notice(words.message(error))
    else:
        choose_scene(story.id)
        set_notice(words.t("briefing.brought", title=story.title[words.view.language]))


def notices(repository: StoryRepository, words: Words) -> None:
    """Show the outcome of the last action once, and the story files that could not be read."""
    session = visitor().briefing
    broken = [word_fault(fault, words.view.language) for fault in repository.faults()]
    if session.notice or broken:
        values = {"notice": session.notice, "lost_text": session.lost_text, "broken": broken}
        st.html(render_page("briefing/notices.html", words, **values))
    session.notice, session.lost_text = "", ""
