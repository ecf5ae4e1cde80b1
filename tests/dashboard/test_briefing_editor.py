"""What is entered in a story is saved at once, or is reported and kept; scenes are ordered and captured."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard.components.briefing import COMMON_FIGURES
from layers.analysis.live_figures import Figures
from layers.analysis.risk import RiskModel
from layers.model.dataset import Data
from layers.model.story import MAX_SCENES, MAX_TITLE, Story, view_of_query
from layers.model.view import View
from layers.model.vocabulary import LANGUAGES
from layers.stories.rendering import write_story
from layers.stories.repository import StoryRepository, plain
from layers.text import format_date, translate
from tests.dashboard.html_tree import tidy
from tests.dashboard.pages import (
    link_of,
    opened,
    pick,
    pickable,
    sound,
    whole,
)
from tests.dashboard.stories import SEEN, boxes, enter, field, keys_of, press, scenes_listed, story_of
from tests.dashboard.wording import (
    each_language,
)


@each_language
def test_a_change_of_words_is_in_the_file_at_once_and_changes_no_view(
    own: Story, repository: StoryRepository, language: str
) -> None:
    key = own.scenes[1].id
    page = opened("briefing", story="mine", scene=key, language=language, **SEEN)
    said = {"title": "New {doors} of {outlets}", "text": "{doors} or {outlets}.", "notes": "Slowly."}
    for name, text in said.items():
        for each in LANGUAGES:
            field(page, name, each, language).set_value(text).run()
            sound(page)
    scene = story_of(repository).scenes[1]
    assert {name: getattr(scene, name).root for name in said} == {
        name: dict.fromkeys(LANGUAGES, text) for name, text in said.items()
    }
    assert scene.view == own.scenes[1].view
    assert [each.view for each in story_of(repository).scenes] == [each.view for each in own.scenes]
    assert story_of(repository).scenes[0] == own.scenes[0]
    saved = translate(language, "briefing.saved", time="").strip()
    assert re.search(re.escape(saved) + r" \d\d:\d\d", whole(page).text)
    again = opened("briefing", **link_of(page))
    assert field(again, "title", "en", language).value == said["title"]
    link = link_of(page)
    assert (link["story"], link["scene"], link["date"]) == ("mine", key, SEEN["date"])


def test_title_and_lede_of_the_story_are_changed_too(own: Story, repository: StoryRepository) -> None:
    page = opened("briefing", story="mine")
    enter(page, "story_title", "en", "Another name")
    enter(page, "lede", "ru", "О другом.")
    assert story_of(repository).title["en"] == "Another name"
    assert story_of(repository).lede["ru"] == "О другом."
    assert "Another name (yours)" in page.selectbox[0].options
    assert story_of(repository).scenes == own.scenes


@each_language
@pytest.mark.parametrize(
    ("name", "tongue", "text", "fault"),
    [
        ("title", "en", "x" * (MAX_TITLE + 1), "long"),
        ("title", "ru", "", "empty"),
        ("text", "ru", "Открыто: {no_such}.", "figure"),
        ("text", "en", "No figure here.", "unlike"),
    ],
)
def test_what_is_not_right_is_told_kept_and_not_in_the_story(
    own: Story, repository: StoryRepository, name: str, tongue: str, text: str, fault: str, language: str
) -> None:
    before = (repository.folder / "mine.yaml").read_bytes()
    key = own.scenes[0].id
    page = opened("briefing", story="mine", scene=key, language=language)
    field(page, name, tongue, language).set_value(text).run()
    told = boxes(sound(page))
    assert translate(language, "briefing.draft") in told
    label = translate(language, f"briefing.field.{name}")
    tongued = translate(
        language, "briefing.in_language", field=label,
        tongue=translate(language, f"briefing.language.{tongue}"),
    )  # fmt: skip
    values: dict[str, object] = {"n": len(text), "most": MAX_TITLE, "name": "{no_such}"}
    values["field"] = tongued if fault in ("long", "empty") else label
    assert translate(language, f"briefing.fault.{fault}", **values) in told
    assert (repository.folder / "mine.yaml").read_bytes() == before
    again = opened("briefing", **link_of(page))
    assert field(again, name, tongue, language).value == text, "a reload lost it"
    assert translate(language, "briefing.draft") in boxes(again)
    listed = pick(again, f"open/{own.scenes[1].id}", "scenes")
    assert translate(language, "briefing.fault.elsewhere", n=1, title="").split("«")[0][:7] in boxes(listed)
    assert translate(language, "briefing.scene_to_mend") in pickable(listed, "scenes")


def test_a_draft_that_is_put_right_becomes_the_story(own: Story, repository: StoryRepository) -> None:
    page = opened("briefing", story="mine", scene=own.scenes[0].id)
    enter(page, "title", "en", "x" * 100)
    for language in LANGUAGES:
        enter(page, "notes", language, "Said meanwhile.")
    assert story_of(repository) == own
    enter(page, "title", "en", "Short")
    assert translate("en", "briefing.draft") not in boxes(page)
    scene = story_of(repository).scenes[0]
    assert scene.notes is not None
    assert (scene.title["en"], scene.notes["en"]) == ("Short", "Said meanwhile.")


def test_what_someone_else_changes_meanwhile_is_not_overwritten(
    own: Story, repository: StoryRepository
) -> None:
    page = opened("briefing", story="mine", scene=own.scenes[0].id)
    other = opened("briefing", story="mine", scene=own.scenes[0].id)
    enter(other, "title", "en", "Theirs")
    enter(page, "text", "en", "{outlets} and {usable}: ours.")
    scene = story_of(repository).scenes[0]
    assert (scene.title["en"], scene.text["en"]) == ("Theirs", "{outlets} and {usable}: ours.")
    assert field(page, "title", "en").value == "Theirs"
    assert translate("en", "briefing.renewed") in boxes(page)
    enter(other, "title", "ru", "Их название")
    page.run()
    enter(other, "title", "ru", "Снова их")
    field(page, "title", "ru").set_value("Наше название").run()
    assert story_of(repository).scenes[0].title["ru"] == "Снова их"
    assert "Наше название" in boxes(sound(page)), "what was entered is gone"
    assert field(page, "title", "ru").value == "Снова их"


def last_row(page: AppTest, kind: str) -> str:
    """Beginning of the keys of the last row of figures or callouts."""
    keys = [one.key for one in page.text_input if str(one.key).startswith(f"{kind}-mine")]
    return keys[-1].rpartition("-")[0]


def test_big_figures_are_added_and_removed_by_filling_and_emptying_a_row(
    own: Story, repository: StoryRepository
) -> None:
    page = opened("briefing", story="mine", scene=own.scenes[0].id)
    before = own.scenes[0].figures
    assert len(before) == 3
    row = last_row(page, "figures")
    for name, text in (("value", "{doors}"), ("en", "doors"), ("ru", "дверей")):
        page.text_input(key=f"{row}-{name}").set_value(text).run()
        sound(page)
    figures = story_of(repository).scenes[0].figures
    assert figures[:3] == before
    assert (figures[3].value, figures[3].label.root) == ("{doors}", {"en": "doors", "ru": "дверей"})
    first = row.rpartition("-")[0]
    for name in ("value", "en", "ru"):
        page.text_input(key=f"{first}-0-{name}").set_value("").run()
        sound(page)
    assert story_of(repository).scenes[0].figures == figures[1:]
    shown = [one.value for one in page.text_input if str(one.key).endswith("-value")]
    assert shown == [*(figure.value for figure in figures[1:]), ""]


def test_callouts_places_and_sources_are_chosen(own: Story, repository: StoryRepository, data: Data) -> None:
    page = opened("briefing", story="mine", scene=own.scenes[1].id)
    place = next(box for box in page.selectbox if str(box.key).startswith("callouts-"))
    place.set_value("KZAAU").run()
    assert story_of(repository).scenes[1].callouts[0].at == "KZAAU"
    labels, sources = page.multiselect
    labels.set_value(["almaty", "KZAAU"]).run()
    sources = page.multiselect[1]
    key = next(iter(data.bibliography))
    sources.set_value([key]).run()
    scene = story_of(repository).scenes[1]
    assert (scene.labels, scene.sources) == (("almaty", "KZAAU"), (key,))
    sound(page).multiselect[0].set_value([]).run()
    assert story_of(repository).scenes[1].labels == ()


@each_language
def test_every_figure_that_is_listed_is_one(data: Data, language: str) -> None:
    figures = Figures(RiskModel(data), "2026-07-01", language)
    assert [name for name in COMMON_FIGURES if not figures.value(name)] == []
    page = whole(opened("briefing", language=language))
    assert "{" not in page.text, "a figure was not filled in"


def test_the_present_view_is_captured_without_language_and_light(
    own: Story, repository: StoryRepository
) -> None:
    key = own.scenes[0].id
    page = opened("briefing", story="mine", scene=key, language="ru", theme="dark", **SEEN)
    press(page, "capture")
    scene = story_of(repository).scenes[0]
    assert view_of_query(scene.view) == (View.from_query(SEEN)[0], ())
    assert plain(own)["scenes"][0] | {"view": scene.view} == plain(story_of(repository))["scenes"][0]
    (link,) = [
        one.proto for one in page.get("page_link") if one.proto.label == translate("ru", "briefing.show")
    ]
    shown, ignored = View.from_query(dict(parse_qsl(link.query_string)))
    assert not ignored
    assert (link.page, shown) == ("", View.from_query(SEEN | {"language": "ru", "theme": "dark"})[0])
    press(opened("briefing", story="mine", scene=key, language="ru"), "capture")
    assert story_of(repository).scenes[0].view == "", "the usual view is no query at all"


@each_language
def test_a_view_is_told_in_words(data: Data, own: Story, language: str) -> None:
    text = whole(opened("briefing", story="mine", language=language, **SEEN)).text
    now = text.partition(translate(language, "briefing.present_view", view=""))[2]
    for words in (
        format_date(language, SEEN["date"]), translate(language, "briefing.lens.status"),
        data.corridors["cku"].short_name[language], translate(language, "country.RU"),
    ):  # fmt: skip
        assert tidy(words) in now[:300], words


def test_scenes_are_moved_added_copied_removed_and_put_back(own: Story, repository: StoryRepository) -> None:
    a, b, c = (scene.id for scene in own.scenes)
    page = opened("briefing", story="mine", scene=b, **SEEN)
    assert scenes_listed(page) == [a, b, c]
    pick(page, f"up/{c}", "scenes")
    assert scenes_listed(page) == [a, c, b] == [scene.id for scene in story_of(repository).scenes]
    assert link_of(page)["scene"] == b, "moving one scene opened another"
    pick(page, f"down/{a}", "scenes")
    assert scenes_listed(page) == [c, a, b]
    assert f'data-pick="up/{c}"' not in pickable(page, "scenes")
    assert f'data-pick="down/{b}"' not in pickable(page, "scenes")

    press(page, "add")
    assert scenes_listed(page) == [c, a, b, "scene"]
    assert link_of(page)["scene"] == "scene"
    assert view_of_query(story_of(repository).scenes[3].view) == (View.from_query(SEEN)[0], ())

    pick(page, f"open/{a}", "scenes")
    press(page, "copy")
    assert scenes_listed(page) == [c, a, f"{a}-2", b, "scene"]
    copied = story_of(repository).scenes
    assert copied[2] == copied[1].model_copy(update={"id": f"{a}-2"})

    press(page, "remove")
    assert scenes_listed(page) == [c, a, b, "scene"]
    assert link_of(page)["scene"] == b
    press(page, "put-back")
    assert [scene.id for scene in story_of(repository).scenes] == [c, a, f"{a}-2", b, "scene"]
    assert story_of(repository).scenes[2] == copied[2]
    assert "put-back" not in keys_of(page)


def test_the_last_scene_stays_and_there_is_room_for_no_more_than_a_story_holds(
    own: Story, repository: StoryRepository
) -> None:
    page = opened("briefing", story="mine")
    press(press(page, "remove"), "remove")
    assert "remove" not in keys_of(page)
    scenes = [own.scenes[0].model_copy(update={"id": f"s{n}"}) for n in range(MAX_SCENES)]
    write_story(own.model_copy(update={"scenes": tuple(scenes)}), repository.folder / "mine.yaml")
    page = press(opened("briefing", story="mine"), "add")
    assert len(story_of(repository).scenes) == MAX_SCENES
    assert str(MAX_SCENES) in boxes(page)


def test_whoever_comes_back_from_another_page_is_where_they_were(own: Story) -> None:
    page = opened("briefing", story="mine", scene=own.scenes[2].id)
    for name in ("claims", "briefing"):
        assert (link_of(page).get("story") == "mine") == (name == "claims")
        page._page_hash = calc_hash(name)
        page.query_params.clear()
        sound(page.run())
    assert (link_of(page)["story"], link_of(page)["scene"]) == ("mine", own.scenes[2].id)
    page.query_params.clear()
    sound(page.run())
    assert "story" not in link_of(page), "the browser's back button leads to what the address says"


def test_language_and_light_are_changed_without_leaving_the_scene(own: Story) -> None:
    page = opened("briefing", story="mine", scene=own.scenes[2].id)
    page.button_group[0].set_value("ru").run()
    sound(page).button_group[1].set_value("dark").run()
    link = link_of(sound(page))
    assert (link["story"], link["scene"]) == ("mine", own.scenes[2].id)
    assert (link["language"], link["theme"]) == ("ru", "dark")
    assert field(page, "title", "en", "ru").value == own.scenes[2].title["en"]
