"""The list of a story's scenes, and the selected scene: its texts, figures, callouts and view."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from dashboard.components.briefing import (
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
from dashboard.components.clickable_html import pickable
from dashboard.components.html import render_page
from dashboard.components.story_fields import callout_fields, figure_fields, list_fields, text_fields
from dashboard.components.story_shown import Shown, duplicate, new_scene
from dashboard.components.wording import as_plain_markdown
from dashboard.state import choose_scene, visitor
from layers.faults import Fault
from layers.model.vocabulary import LANGUAGES


def scene_choice(shown: Shown) -> None:
    """Show the list of scenes and, for the user's own story, the buttons that change it."""
    words, editor, own = shown.words, shown.editor, shown.stored.own
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
        new = new_scene(shown.view)
        st.button(words.t("briefing.add"), key="add", on_click=editor.add, args=(new, scene))
        st.button(words.t("briefing.copy_scene"), key="copy", on_click=editor.copy, args=(scene,))
        if len(scenes) > 1:
            st.button(words.t("briefing.remove"), key="remove", on_click=editor.remove, args=(scene,))
        removed = visitor().briefing.removed
        if removed and removed[0] == editor.story:
            title = as_plain_markdown(text_in(removed[2].get("title"), shown.view.language))
            label = words.t("briefing.put_back", title=title)
            st.button(label, key="put-back", on_click=editor.put_back)
    with st.expander(words.t("briefing.head")):
        text_fields(editor, shown.working.fields, "", ("title", "lede"), words)


def scene_panel(shown: Shown) -> None:
    """Show the selected scene: read-only for a shipped story, as a form for the user's own."""
    words, editor = shown.words, shown.editor
    scenes = shown.working.fields["scenes"]
    number = next(n for n, each in enumerate(scenes, start=1) if each["id"] == shown.scene["id"])
    heading = words.t("briefing.scene_of", n=number, all=len(scenes))
    if not shown.stored.own:
        st.html(render_page("head.html", words, level=2, title=heading, text=words.t("briefing.read_only")))
        label = words.t("briefing.edit_copy")
        arguments = (editor.repository, shown.stored.story, str(shown.scene["id"]), words)
        st.button(label, key="edit-copy", on_click=duplicate, args=arguments)
        _previews(shown, notes=True)
        st.html(cited(shown.data, shown.scene.get("sources") or (), words))
        _view(shown)
        return
    saved = "" if shown.working.faults else visitor().briefing.saved_at
    st.html(render_page("briefing/scene_head.html", words, title=heading, saved=saved))
    if shown.working.faults:
        st.html(_to_put_right(shown))
    text_fields(editor, shown.scene, str(shown.scene["id"]), ("title", "text", "notes"), words)
    st.html(render_page("head.html", words, level=3, title=words.t("briefing.preview")))
    _previews(shown, notes=False)
    _view(shown)
    st.html(render_page("head.html", words, level=3, title=words.t("briefing.figures")))
    figure_fields(editor, shown.scene, words)
    st.html(figure_table(shown.figures(shown.scene, shown.view.language), words))
    st.html(render_page("head.html", words, level=3, title=words.t("briefing.callouts")))
    callout_fields(editor, shown.data, shown.scene, words)
    list_fields(editor, shown.data, shown.scene, words)


def _to_put_right(shown: Shown) -> Markup:
    """Say why the story is a draft: the problems of this scene in full, of others only their place."""
    words, language = shown.words, shown.view.language
    said = story_problems(shown.working.fields, words)
    for number, scene in enumerate(shown.working.fields["scenes"], start=1):
        problems = scene_problems(scene, shown.figures(scene, language), words)
        if scene["id"] == shown.scene["id"]:
            said += problems
        elif problems:
            title = text_in(scene.get("title"), language)
            said.append(words.t("briefing.fault.elsewhere", n=number, title=title))
    faults: tuple[Fault, ...] = shown.working.faults
    return fault_lines(said, faults, words)


def _previews(shown: Shown, *, notes: bool) -> None:
    for column, language in zip(st.columns(len(LANGUAGES), gap="medium"), LANGUAGES, strict=True):
        figures = shown.figures(shown.scene, language)
        column.html(preview(shown.data, shown.scene, figures, shown.words, notes=notes))


def _view(shown: Shown) -> None:
    """Describe the scene's view, with a link to the map; the user's own scene can take the current view."""
    words, view = shown.words, shown.view_of(shown.scene)
    st.html(
        render_page(
            "briefing/view.html", words, sentence=view_sentence(shown.data, view, words),
            query=str(shown.scene.get("view") or ""),
            present=view_sentence(shown.data, shown.view, words) if shown.stored.own else "",
        )
    )  # fmt: skip
    with st.container(key="scene-view", horizontal=True, vertical_alignment="center", gap="small"):
        st.page_link(
            shown.pages["map"], label=words.t("briefing.show"), query_params=view.to_query(),
            icon=":material/map:",
        )  # fmt: skip
        if shown.stored.own:
            arguments = (str(shown.scene["id"]), query_of_view(shown.view))
            st.button(
                words.t("briefing.capture"), key="capture", on_click=shown.editor.capture, args=arguments
            )
