"""Stories: choose one, write one, present it, take it away as a file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from dashboard.components.briefing import (
    Fields,
    cited,
    fault_lines,
    figure_table,
    preview,
    query_of_view,
    scene_list,
    scene_problems,
    story_problems,
    text_in,
    view_sentence,
)
from dashboard.components.chrome import Pages, begin_page
from dashboard.components.picking import pickable
from dashboard.components.story_editor import (
    Editor,
    callout_fields,
    figure_fields,
    list_fields,
    text_fields,
)
from dashboard.components.view_files import view_files
from dashboard.components.words import Words, as_plain_markdown
from dashboard.loaders import get_headlines, get_model, get_shelf, get_teller
from dashboard.state import (
    acted,
    choose_scene,
    chosen_scene,
    desk,
    entered,
    known_only,
    write_link,
)
from layers.data import Data
from layers.errors import Fault, SearoomError
from layers.export.brief import BRIEF_SUFFIXES, write_brief
from layers.figures import Figures
from layers.schema import LANGUAGES, LocalText
from layers.scratch import scratch_folder
from layers.story import MAX_TITLE, Story, view_of_query
from layers.story_shelf import ShelvedStory, StoryShelf, Working
from layers.text import translate
from layers.told import scenario_of
from layers.view import View

SEVERAL = ".png"
"""Pictures are taken away together."""


@dataclass(frozen=True)
class Shown:
    """What the page is about in this run: the story as it is edited, the scene, and who looks at them."""

    data: Data
    view: View
    words: Words
    pages: Pages
    editor: Editor
    shelved: ShelvedStory
    working: Working
    scene: Fields

    def view_of(self, scene: Fields) -> View:
        """The view of a scene in the visitor's language and light."""
        view, _ = view_of_query(str(scene.get("view") or ""))
        query = view.to_query() | {"language": self.view.language, "theme": self.view.theme}
        return known_only(View.from_query(query)[0], self.data)[0]

    def figures(self, scene: Fields, language: str) -> Figures:
        """The live figures of a scene."""
        return Figures(get_model(), scenario_of(self.view_of(scene)), language, get_headlines())


def show_briefing_page(pages: Pages) -> None:
    """The stories, the scenes of the chosen one, and the chosen scene."""
    begun = begin_page("briefing", pages)
    if begun is None:
        return
    data, view = begun
    words, shelf = Words(view, data), get_shelf()
    with st.container(key="content"):
        st.html(words.page(f"<h1>{words.t('nav.briefing')}</h1><p>{words.t('briefing.lede')}</p>"))
        stories = shelf.stories()
        asked, scene = chosen_scene()
        if asked and asked not in stories:
            part = as_plain_markdown(f"story: {asked!r}")
            st.toast(translate(view.language, "page.bad_link", parts=part))
            asked, scene = "", ""
            choose_scene("")
        if not stories:
            _first_story(shelf, view, words)
            write_link(view, ("", ""))
            return
        shown = _shown(data, view, words, pages, shelf, stories, asked, scene)
        _story_bar(shown, stories)
        _notices(shelf, words)
        _take_away(shown)
        view_files(words)
        left, right = st.columns([1, 2.7], gap="large")
        with left:
            _scenes(shown)
        with right:
            _scene(shown)
    write_link(view, (shown.shelved.story.id, str(shown.scene["id"])) if asked else ("", ""))


def _shown(
    data: Data,
    view: View,
    words: Words,
    pages: Pages,
    shelf: StoryShelf,
    stories: Mapping[str, ShelvedStory],
    asked: str,
    scene: str,
) -> Shown:
    """What the address asks for, else the newest story of the user's, else the first."""
    newest = next((one for one in stories.values() if one.own), next(iter(stories.values())))
    shelved = stories.get(asked, newest)
    editor = Editor(shelf, shelved.story.id, view.language)
    working = editor.opened()
    scenes: Sequence[Fields] = working.fields["scenes"]
    chosen = next((each for each in scenes if each["id"] == scene), scenes[0])
    return Shown(data, view, words, pages, editor, shelved, working, chosen)


# --- stories -----------------------------------------------------------------------------------------------


def _story_bar(shown: Shown, stories: Mapping[str, ShelvedStory]) -> None:
    words, shelf, story = shown.words, shown.editor.shelf, shown.shelved.story
    language = shown.view.language

    def name(key: str) -> str:
        kind = "own" if stories[key].own else "shipped"
        return words.plain(f"briefing.{kind}", title=stories[key].story.title[language])

    key = f"story-{story.id}-{language}"
    with st.container(key="stories", horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            words.plain("briefing.story"), list(stories), list(stories).index(story.id), format_func=name,
            key=key, on_change=lambda: choose_scene(entered(key)), width=420,
        )  # fmt: skip
        st.button(
            words.plain("briefing.duplicate"),
            key="duplicate",
            on_click=_duplicate,
            args=(shelf, story, str(shown.scene["id"])),
        )
        st.button(words.plain("briefing.new"), key="new", on_click=_new, args=(shelf, shown.view))
        if shown.shelved.own:
            st.button(
                words.plain("briefing.delete"), key="delete", on_click=_delete, args=(shelf, story.id, words)
            )
        _bring_button(shelf, words)
        st.html(_present_link(shown), width="content")


def _first_story(shelf: StoryShelf, view: View, words: Words) -> None:
    """What stands here in a pack without stories, until there is one."""
    st.html(words.page(f"<p>{words.t('briefing.none')}</p>"))
    _notices(shelf, words)
    with st.container(key="stories", horizontal=True, vertical_alignment="bottom", gap="small"):
        st.button(words.plain("briefing.new"), key="new", on_click=_new, args=(shelf, view))
        _bring_button(shelf, words)


def _bring_button(shelf: StoryShelf, words: Words) -> None:
    with st.popover(words.plain("briefing.bring")):
        upload = f"bring-{desk().generation}-{words.view.language}"
        st.file_uploader(
            words.plain("briefing.bring_hint"), type=["yaml", "yml"], key=upload,
            max_upload_size=1, on_change=_bring, args=(shelf, upload, words),
        )  # fmt: skip


def _present_link(shown: Shown) -> str:
    query = urlencode({"language": shown.view.language, "theme": shown.view.theme})
    address = escape(f"present/{shown.shelved.story.id}#{query}")
    hint, words = shown.words.t("briefing.present_hint"), shown.words.t("briefing.present")
    return shown.words.page(
        f'<a class="present" href="{address}" target="_blank" rel="noopener" title="{hint}">▶ {words}</a>'
    )


def _duplicate(shelf: StoryShelf, story: Story, scene: str) -> None:
    title = {
        language: translate(language, "briefing.copy_of", title=story.title[language])[:MAX_TITLE]
        for language in LANGUAGES
    }
    try:
        choose_scene(shelf.duplicate(story.id, LocalText(title)).id, scene)
    except SearoomError as error:
        _tell(str(error))


def _new(shelf: StoryShelf, view: View) -> None:
    def said(key: str) -> dict[str, str]:
        return {language: translate(language, f"briefing.new_{key}") for language in LANGUAGES}

    fields = {
        "id": "story", "title": said("title"), "lede": said("lede"),
        "scenes": [_new_scene(view)],
    }  # fmt: skip
    try:
        choose_scene(shelf.add(Story.model_validate(fields)).id)
    except SearoomError as error:
        _tell(str(error))


def _new_scene(view: View) -> dict[str, object]:
    words = {
        name: {language: translate(language, f"briefing.new_{key}") for language in LANGUAGES}
        for name, key in (("title", "scene"), ("text", "text"))
    }
    return {"id": "scene", **words, "view": query_of_view(view)}


def _delete(shelf: StoryShelf, story_id: str, words: Words) -> None:
    try:
        moved = shelf.delete(story_id)
    except SearoomError as error:
        _tell(str(error))
    else:
        choose_scene("")
        _tell(words.plain("briefing.deleted", path=moved.relative_to(shelf.folder).as_posix()))


def _bring(shelf: StoryShelf, key: str, words: Words) -> None:
    file = entered(key)
    if file is None or file.file_id == desk().brought:
        return
    desk().brought = file.file_id
    desk().generation += 1  # so that the same file can be brought again
    try:
        story = shelf.take_in(file.getvalue(), file.name)
    except SearoomError as error:
        _tell(str(error))
    else:
        choose_scene(story.id)
        _tell(words.plain("briefing.brought", title=story.title[words.view.language]))


def _tell(notice: str) -> None:
    acted()
    desk().notice, desk().lost_text = notice, ""


def _notices(shelf: StoryShelf, words: Words) -> None:
    """What came of the last act, once, and files of the folder that could not be used."""
    told = desk()
    said = ""
    if told.notice:
        lost = f"<pre>{escape(told.lost_text)}</pre>" if told.lost_text else ""
        said += f'<div class="box" role="status"><p>{escape(told.notice)}</p>{lost}</div>'
        told.notice, told.lost_text = "", ""
    faults = shelf.faults()
    if faults:
        lines = "".join(f"<li>{escape(str(fault))}</li>" for fault in faults)
        broken = words.t("briefing.broken")
        said += f'<div class="box"><p>{broken}</p><ul>{lines}</ul></div>'
    if said:
        st.html(words.page(said))


# --- files -------------------------------------------------------------------------------------------------


def _take_away(shown: Shown) -> None:
    """A button a kind of file; what was made last can be saved."""
    words, story = shown.words, shown.shelved.story
    with st.container(key="take", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(words.page(f"<p>{words.t('briefing.take')}</p>"), width="content")
        language = st.segmented_control(
            words.plain("briefing.take_in"), LANGUAGES, default=shown.view.language, format_func=str.upper,
            label_visibility="collapsed", key=f"take-{shown.view.language}", width="content", required=True,
        )  # fmt: skip
        asked = [
            suffix for suffix in BRIEF_SUFFIXES
            if st.button(suffix[1:].upper(), key=f"take{suffix}", on_click=acted)
        ]  # fmt: skip
        # Whoever changes the story, or the light, is not to save what was made before.
        state = (story.id, shown.shelved.version, language or shown.view.language, shown.view.theme)
        if asked:
            _make(shown, asked[0], state)
        made = desk().made
        if made and made[0] == state:
            _, name, content = made
            size = words.plain("briefing.size", n=words.number(max(len(content) / 1e6, 0.01), 2))
            label = words.plain("briefing.made", name=name, size=size)
            st.download_button(label, content, name, on_click="ignore", key=f"made-{name}", type="primary")


def _make(shown: Shown, suffix: str, state: tuple[str, ...]) -> None:
    """Make a file of the story as it last was right, and keep it on the desk."""
    words, story, (*_, language, _theme) = shown.words, shown.shelved.story, state
    name = f"{story.id}-{language}{'.zip' if suffix == SEVERAL else suffix}"
    making = words.plain("briefing.making", name=name)
    bar = st.progress(0.0, making)
    try:
        with scratch_folder() as folder:
            written = write_brief(
                get_teller(), story, folder / f"{story.id}-{language}{suffix}", language,
                shown.view.theme, lambda done, of: bar.progress(done / of, making),
            )  # fmt: skip
            content = _zipped(written) if suffix == SEVERAL else written[0].read_bytes()
    except SearoomError as error:
        _tell(str(error))
        st.rerun()
    bar.empty()
    desk().made = (state, name, content)


def _zipped(files: Sequence[Path]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for file in files:
            archive.write(file, file.name)
    return content.getvalue()


# --- scenes ------------------------------------------------------------------------------------------------


def _scenes(shown: Shown) -> None:
    """The list, and what can be done with the scenes of an own story."""
    words, editor, own = shown.words, shown.editor, shown.shelved.own
    scenes, scene = shown.working.fields["scenes"], str(shown.scene["id"])
    to_mend = []
    if shown.working.faults:
        to_mend = [
            str(each["id"]) for each in scenes
            if scene_problems(each, shown.figures(each, shown.view.language), words)
        ]  # fmt: skip

    def pick(value: str) -> None:
        act, _, key = value.partition("/")
        choose_scene(editor.story, key if act == "open" else scene)
        if act in ("up", "down") and own:
            editor.move(key, -1 if act == "up" else 1)

    pickable(scene_list(scenes, scene, to_mend, own, words), "scenes", pick)
    if not own:
        return
    with st.container(key="scene-acts", horizontal=True, gap="small"):
        new = _new_scene(shown.view)
        st.button(words.plain("briefing.add"), key="add", on_click=editor.add, args=(new, scene))
        st.button(words.plain("briefing.copy_scene"), key="copy", on_click=editor.copy, args=(scene,))
        if len(scenes) > 1:
            st.button(words.plain("briefing.remove"), key="remove", on_click=editor.remove, args=(scene,))
        removed = desk().removed
        if removed and removed[0] == editor.story:
            title = as_plain_markdown(text_in(removed[2].get("title"), shown.view.language))
            label = words.plain("briefing.put_back", title=title)
            st.button(label, key="put-back", on_click=editor.put_back)
    with st.expander(words.plain("briefing.head")):
        text_fields(editor, shown.working.fields, "", ("title", "lede"), words)


def _scene(shown: Shown) -> None:
    words, editor = shown.words, shown.editor
    scenes = shown.working.fields["scenes"]
    number = next(n for n, each in enumerate(scenes, start=1) if each["id"] == shown.scene["id"])
    heading = words.t("briefing.scene_of", n=number, all=len(scenes))
    if not shown.shelved.own:
        st.html(words.page(f"<h2>{heading}</h2><p>{words.t('briefing.read_only')}</p>"))
        label = words.plain("briefing.edit_copy")
        told = (editor.shelf, shown.shelved.story, str(shown.scene["id"]))
        st.button(label, key="edit-copy", on_click=_duplicate, args=told)
        _previews(shown, notes=True)
        st.html(words.page(cited(shown.data, shown.scene.get("sources") or (), words)))
        _view(shown)
        return
    saved = desk().saved_at
    state = words.t("briefing.saved", time=saved) if saved and not shown.working.faults else ""
    st.html(words.page(f'<h2>{heading} <span class="state" role="status">{state}</span></h2>'))
    if shown.working.faults:
        st.html(_to_put_right(shown))
    text_fields(editor, shown.scene, str(shown.scene["id"]), ("title", "text", "notes"), words)
    st.html(words.page(f"<h3>{words.t('briefing.preview')}</h3>"))
    _previews(shown, notes=False)
    _view(shown)
    st.html(words.page(f"<h3>{words.t('briefing.figures')}</h3>"))
    figure_fields(editor, shown.scene, words)
    st.html(figure_table(shown.figures(shown.scene, shown.view.language), words))
    st.html(words.page(f"<h3>{words.t('briefing.callouts')}</h3>"))
    callout_fields(editor, shown.data, shown.scene, words)
    list_fields(editor, shown.data, shown.scene, words)


def _to_put_right(shown: Shown) -> str:
    """Why the story is a draft: of this scene in full, of others only where."""
    words, language = shown.words, shown.view.language
    said = story_problems(shown.working.fields, words)
    for number, scene in enumerate(shown.working.fields["scenes"], start=1):
        problems = scene_problems(scene, shown.figures(scene, language), words)
        if scene["id"] == shown.scene["id"]:
            said += problems
        elif problems:
            title = text_in(scene.get("title"), language)
            said.append(words.plain("briefing.fault.elsewhere", n=number, title=title))
    faults: tuple[Fault, ...] = shown.working.faults
    return fault_lines(said, faults, words)


def _previews(shown: Shown, *, notes: bool) -> None:
    for column, language in zip(st.columns(len(LANGUAGES), gap="medium"), LANGUAGES, strict=True):
        figures = shown.figures(shown.scene, language)
        column.html(preview(shown.data, shown.scene, figures, shown.words, notes=notes))


def _view(shown: Shown) -> None:
    """The scene's view in words, with a way to the map; an own scene can take the present one."""
    words, view = shown.words, shown.view_of(shown.scene)
    query = str(shown.scene.get("view") or "")
    link = f"<p><small>{words.t('briefing.query', query=query)}</small></p>" if query else ""
    now = ""
    if shown.shelved.own:
        sentence = view_sentence(shown.data, shown.view, words)
        now = f"<p><small>{words.t('briefing.present_view', view=sentence)}</small></p>"
    st.html(
        words.page(
            f"<h3>{words.t('briefing.view')}</h3><p>{escape(view_sentence(shown.data, view, words))}</p>"
            f"{link}{now}"
        )
    )
    with st.container(key="scene-view", horizontal=True, vertical_alignment="center", gap="small"):
        st.page_link(
            shown.pages["map"], label=words.plain("briefing.show"), query_params=view.to_query(),
            icon=":material/map:",
        )  # fmt: skip
        if shown.shelved.own:
            told = (str(shown.scene["id"]), query_of_view(shown.view))
            st.button(
                words.plain("briefing.capture"), key="capture", on_click=shown.editor.capture, args=told
            )
