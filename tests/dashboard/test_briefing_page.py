"""The briefing: stories are copied, changed, captured, ordered and kept; nothing entered is lost."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard.components import story_files
from dashboard.components.briefing import COMMON_FIGURES
from dashboard.components.wording import as_plain_markdown
from dashboard.state import VISITOR_KEY, BriefingSession
from layers.analysis.live_figures import Figures
from layers.analysis.risk import RiskModel
from layers.errors import ExportError
from layers.faults import ErrorCode
from layers.model.dataset import Data
from layers.model.story import MAX_SCENES, MAX_TITLE, Story, view_of_query
from layers.model.view import View
from layers.model.vocabulary import LANGUAGES
from layers.stories.rendering import SceneRenderer, dump_story, read_story, write_story
from layers.stories.repository import StoryShelf, plain
from layers.text import format_date, translate
from tests.dashboard.test_dossiers import read, tidy
from tests.dashboard.test_page import blocks, opened, sound
from tests.dashboard.test_pages import HOSTILE, OURS, pick, pickable, whole

each_language = pytest.mark.parametrize("language", LANGUAGES)
SEEN = {"lens": "status", "date": "2025-09-01", "closed": "RU", "selection": "corridor:cku"}


@pytest.fixture
def shelf(data: Data, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StoryShelf:
    """The shelf of a user who has no stories of their own."""
    monkeypatch.setenv("SEAROOM_STORIES", str(tmp_path / "stories"))
    return StoryShelf(data.stories, tmp_path / "stories")


@pytest.fixture
def own(shelf: StoryShelf, data: Data) -> Story:
    """An own story of three scenes, each of another view."""
    shipped = data.stories["sea-room"]
    story = shipped.model_copy(update={"id": "mine", "scenes": shipped.scenes[:3]})
    return shelf.add(Story.model_validate(plain(story)))


def story_of(shelf: StoryShelf, key: str = "mine") -> Story:
    """An own story as its file now has it."""
    return shelf.stories()[key].story


def link_of(page: AppTest) -> dict[str, str]:
    """The page's address, one value a parameter."""
    link = dict(page.query_params).items()
    return {key: value if isinstance(value, str) else value[-1] for key, value in link}


def field(page: AppTest, name: str, language: str, interface: str = "en") -> Any:
    """The field for a text of the scene in a language."""
    label = translate(
        interface, "briefing.in_language", field=translate(interface, f"briefing.field.{name}"),
        tongue=translate(interface, f"briefing.language.{language}"),
    )  # fmt: skip
    found = [one for one in (*page.text_input, *page.text_area) if one.label == label]
    assert found, label
    return found[0]


def enter(page: AppTest, name: str, language: str, text: str) -> AppTest:
    """The page after a text was entered."""
    field(page, name, language).set_value(text).run()
    return sound(page)


def press(page: AppTest, key: str) -> AppTest:
    """The page after a click on one of its buttons."""
    page.button(key=key).click().run()
    return sound(page)


def keys_of(page: AppTest) -> set[str]:
    return {button.key for button in page.button}


def scenes_listed(page: AppTest) -> list[str]:
    """Ids of the scenes, in the order of the list."""
    top = read(pickable(page, "scenes"))
    chosen = [button.attributes["data-pick"] for button in top.all("button", class_="scene")]
    return [pick_value.removeprefix("open/") for pick_value in chosen]


def boxes(page: AppTest) -> str:
    """What the page tells apart from its content."""
    return "\n".join(box.text for block in blocks(page) for box in read(block).all("div", class_="box"))


# --- stories -------------------------------------------------------------------------------------------


@each_language
def test_a_shipped_story_is_shown_whole_and_cannot_be_changed(
    data: Data, shelf: StoryShelf, language: str
) -> None:
    renderer = SceneRenderer(RiskModel(data))
    story = data.stories["sea-room"]
    for number, scene in enumerate(story.scenes, start=1):
        page = opened("briefing", language=language, story=story.id, scene=scene.id)
        assert not page.text_input
        assert not page.text_area
        assert not {"delete", "add", "remove", "capture"} & keys_of(page)
        text = whole(page).text
        for each in LANGUAGES:
            shown = renderer.scene(scene, number, each)
            for words in (shown.title, shown.text, shown.notes, *(f.value for f in shown.figures)):
                assert tidy(words) in text, (scene.id, each)
        assert translate(language, "briefing.scene_of", n=number, all=len(story.scenes)) in text
        for source in scene.sources:
            assert tidy(data.bibliography[source].title) in text
    assert scenes_listed(page) == [scene.id for scene in story.scenes]
    assert not shelf.folder.exists(), "looking at a story wrote something"


@each_language
def test_a_copy_of_the_shipped_story_is_opened_and_is_ones_own(
    data: Data, shelf: StoryShelf, language: str
) -> None:
    shipped = data.stories["sea-room"]
    page = press(
        opened("briefing", language=language, story=shipped.id, scene=shipped.scenes[2].id), "edit-copy"
    )
    (key,) = set(shelf.stories()) - {shipped.id}
    assert story_of(shelf, key).scenes == shipped.scenes
    for each in LANGUAGES:
        wanted = translate(each, "briefing.copy_of", title=shipped.title[each])
        assert story_of(shelf, key).title[each] == wanted[:MAX_TITLE]
    assert link_of(page)["story"] == key
    assert link_of(page)["scene"] == shipped.scenes[2].id
    assert field(page, "title", "ru", language).value == shipped.scenes[2].title["ru"]
    assert translate(language, "briefing.own", title=story_of(shelf, key).title[language]) in [
        option for box in page.selectbox for option in box.options
    ]


def test_a_new_story_has_one_scene_of_the_present_view(shelf: StoryShelf) -> None:
    page = press(opened("briefing", **SEEN, language="ru", theme="dark"), "new")
    story = story_of(shelf, "story")
    (scene,) = story.scenes
    assert view_of_query(scene.view) == (View.from_query(SEEN)[0], ())
    assert story.title["ru"] == translate("ru", "briefing.new_title")
    assert link_of(page)["story"] == "story"
    assert press(page, "new") and set(shelf.stories()) == {"sea-room", "story", "story-2"}


def test_the_last_own_story_is_opened_when_none_is_asked_for(own: Story, shelf: StoryShelf) -> None:
    page = opened("briefing")
    assert "story" not in link_of(page)
    assert field(page, "title", "en").value == own.scenes[0].title["en"]


def test_a_deleted_story_is_moved_aside_and_the_page_says_where(own: Story, shelf: StoryShelf) -> None:
    page = press(opened("briefing", story="mine", scene=own.scenes[1].id), "delete")
    aside = shelf.folder / "deleted" / "mine.1.yaml"
    assert aside.read_text(encoding="utf-8") == dump_story(own)
    assert "deleted/mine.1.yaml" in boxes(page)
    assert str(shelf.folder) not in boxes(page), "where the folder lies is nobody's business"
    assert "story" not in link_of(page)
    assert "edit-copy" in keys_of(page), "the shipped story is shown again"


@each_language
def test_a_deleted_story_is_put_back_by_a_button_that_names_it(
    own: Story, shelf: StoryShelf, language: str
) -> None:
    page = opened("briefing", story="mine", language=language)
    assert "put-story-back" not in keys_of(page)
    button = press(page, "delete").button(key="put-story-back")
    assert as_plain_markdown(own.title[language]) in button.label
    press(page, "put-story-back")
    assert link_of(page)["story"] == "mine"
    assert "put-story-back" not in keys_of(page)
    assert dump_story(story_of(shelf, "mine")) == dump_story(own)


def test_a_story_that_cannot_be_put_back_is_told(own: Story, shelf: StoryShelf) -> None:
    page = press(opened("briefing", story="mine"), "delete")
    shelf.add(own)
    assert "another story is called" in boxes(press(page, "put-story-back"))
    assert "put-story-back" in keys_of(page), "it can still be had"


def test_a_story_that_is_not_there_is_told_and_the_usual_one_shown(own: Story) -> None:
    page = opened("briefing", story="<b>nope")
    (toast,) = page.toast
    assert "nope" in toast.value
    assert not re.search(r"(?<!\\)[<>]", toast.value)
    assert "story" not in link_of(page)
    page.run()
    assert not page.toast


def test_another_story_is_chosen_from_the_list(own: Story, data: Data) -> None:
    page = opened("briefing")
    box = page.selectbox[0]
    assert box.value == "mine"
    box.set_value("sea-room").run()
    assert link_of(sound(page)) == {"story": "sea-room", "scene": data.stories["sea-room"].scenes[0].id}
    assert "edit-copy" in keys_of(page)


# --- words ---------------------------------------------------------------------------------------------


@each_language
def test_a_change_of_words_is_in_the_file_at_once_and_changes_no_view(
    own: Story, shelf: StoryShelf, language: str
) -> None:
    key = own.scenes[1].id
    page = opened("briefing", story="mine", scene=key, language=language, **SEEN)
    said = {"title": "New {doors} of {outlets}", "text": "{doors} or {outlets}.", "notes": "Slowly."}
    for name, text in said.items():
        for each in LANGUAGES:
            field(page, name, each, language).set_value(text).run()
            sound(page)
    scene = story_of(shelf).scenes[1]
    assert {name: getattr(scene, name).root for name in said} == {
        name: dict.fromkeys(LANGUAGES, text) for name, text in said.items()
    }
    assert scene.view == own.scenes[1].view
    assert [each.view for each in story_of(shelf).scenes] == [each.view for each in own.scenes]
    assert story_of(shelf).scenes[0] == own.scenes[0]
    saved = translate(language, "briefing.saved", time="").strip()
    assert re.search(re.escape(saved) + r" \d\d:\d\d", whole(page).text)
    again = opened("briefing", **link_of(page))
    assert field(again, "title", "en", language).value == said["title"]
    link = link_of(page)
    assert (link["story"], link["scene"], link["date"]) == ("mine", key, SEEN["date"])


def test_title_and_lede_of_the_story_are_changed_too(own: Story, shelf: StoryShelf) -> None:
    page = opened("briefing", story="mine")
    enter(page, "story_title", "en", "Another name")
    enter(page, "lede", "ru", "О другом.")
    assert story_of(shelf).title["en"] == "Another name"
    assert story_of(shelf).lede["ru"] == "О другом."
    assert "Another name (yours)" in page.selectbox[0].options
    assert story_of(shelf).scenes == own.scenes


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
    own: Story, shelf: StoryShelf, name: str, tongue: str, text: str, fault: str, language: str
) -> None:
    before = (shelf.folder / "mine.yaml").read_bytes()
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
    assert (shelf.folder / "mine.yaml").read_bytes() == before
    again = opened("briefing", **link_of(page))
    assert field(again, name, tongue, language).value == text, "a reload lost it"
    assert translate(language, "briefing.draft") in boxes(again)
    listed = pick(again, f"open/{own.scenes[1].id}", "scenes")
    assert translate(language, "briefing.fault.elsewhere", n=1, title="").split("«")[0][:7] in boxes(listed)
    assert translate(language, "briefing.scene_to_mend") in pickable(listed, "scenes")


def test_a_draft_that_is_put_right_becomes_the_story(own: Story, shelf: StoryShelf) -> None:
    page = opened("briefing", story="mine", scene=own.scenes[0].id)
    enter(page, "title", "en", "x" * 100)
    for language in LANGUAGES:
        enter(page, "notes", language, "Said meanwhile.")
    assert story_of(shelf) == own
    enter(page, "title", "en", "Short")
    assert translate("en", "briefing.draft") not in boxes(page)
    scene = story_of(shelf).scenes[0]
    assert scene.notes is not None
    assert (scene.title["en"], scene.notes["en"]) == ("Short", "Said meanwhile.")


def test_what_someone_else_changes_meanwhile_is_not_overwritten(own: Story, shelf: StoryShelf) -> None:
    page = opened("briefing", story="mine", scene=own.scenes[0].id)
    other = opened("briefing", story="mine", scene=own.scenes[0].id)
    enter(other, "title", "en", "Theirs")
    enter(page, "text", "en", "{outlets} and {usable}: ours.")
    scene = story_of(shelf).scenes[0]
    assert (scene.title["en"], scene.text["en"]) == ("Theirs", "{outlets} and {usable}: ours.")
    assert field(page, "title", "en").value == "Theirs"
    assert translate("en", "briefing.renewed") in boxes(page)
    enter(other, "title", "ru", "Их название")
    page.run()
    enter(other, "title", "ru", "Снова их")
    field(page, "title", "ru").set_value("Наше название").run()
    assert story_of(shelf).scenes[0].title["ru"] == "Снова их"
    assert "Наше название" in boxes(sound(page)), "what was entered is gone"
    assert field(page, "title", "ru").value == "Снова их"


# --- figures, callouts, places, sources ----------------------------------------------------------------


def last_row(page: AppTest, kind: str) -> str:
    """Beginning of the keys of the last row of figures or callouts."""
    keys = [one.key for one in page.text_input if str(one.key).startswith(f"{kind}-mine")]
    return keys[-1].rpartition("-")[0]


def test_big_figures_are_added_and_removed_by_filling_and_emptying_a_row(
    own: Story, shelf: StoryShelf
) -> None:
    page = opened("briefing", story="mine", scene=own.scenes[0].id)
    before = own.scenes[0].figures
    assert len(before) == 3
    row = last_row(page, "figures")
    for name, text in (("value", "{doors}"), ("en", "doors"), ("ru", "дверей")):
        page.text_input(key=f"{row}-{name}").set_value(text).run()
        sound(page)
    figures = story_of(shelf).scenes[0].figures
    assert figures[:3] == before
    assert (figures[3].value, figures[3].label.root) == ("{doors}", {"en": "doors", "ru": "дверей"})
    first = row.rpartition("-")[0]
    for name in ("value", "en", "ru"):
        page.text_input(key=f"{first}-0-{name}").set_value("").run()
        sound(page)
    assert story_of(shelf).scenes[0].figures == figures[1:]
    shown = [one.value for one in page.text_input if str(one.key).endswith("-value")]
    assert shown == [*(figure.value for figure in figures[1:]), ""]


def test_callouts_places_and_sources_are_chosen(own: Story, shelf: StoryShelf, data: Data) -> None:
    page = opened("briefing", story="mine", scene=own.scenes[1].id)
    place = next(box for box in page.selectbox if str(box.key).startswith("callouts-"))
    place.set_value("KZAAU").run()
    assert story_of(shelf).scenes[1].callouts[0].at == "KZAAU"
    labels, sources = page.multiselect
    labels.set_value(["almaty", "KZAAU"]).run()
    sources = page.multiselect[1]
    key = next(iter(data.bibliography))
    sources.set_value([key]).run()
    scene = story_of(shelf).scenes[1]
    assert (scene.labels, scene.sources) == (("almaty", "KZAAU"), (key,))
    sound(page).multiselect[0].set_value([]).run()
    assert story_of(shelf).scenes[1].labels == ()


@each_language
def test_every_figure_that_is_listed_is_one(data: Data, language: str) -> None:
    figures = Figures(RiskModel(data), "2026-07-01", language)
    assert [name for name in COMMON_FIGURES if not figures.value(name)] == []
    page = whole(opened("briefing", language=language))
    assert "{" not in page.text, "a figure was not filled in"


# --- views and scenes ----------------------------------------------------------------------------------


def test_the_present_view_is_captured_without_language_and_light(own: Story, shelf: StoryShelf) -> None:
    key = own.scenes[0].id
    page = opened("briefing", story="mine", scene=key, language="ru", theme="dark", **SEEN)
    press(page, "capture")
    scene = story_of(shelf).scenes[0]
    assert view_of_query(scene.view) == (View.from_query(SEEN)[0], ())
    assert plain(own)["scenes"][0] | {"view": scene.view} == plain(story_of(shelf))["scenes"][0]
    (link,) = [
        one.proto for one in page.get("page_link") if one.proto.label == translate("ru", "briefing.show")
    ]
    shown, ignored = View.from_query(dict(parse_qsl(link.query_string)))
    assert not ignored
    assert (link.page, shown) == ("", View.from_query(SEEN | {"language": "ru", "theme": "dark"})[0])
    press(opened("briefing", story="mine", scene=key, language="ru"), "capture")
    assert story_of(shelf).scenes[0].view == "", "the usual view is no query at all"


@each_language
def test_a_view_is_told_in_words(data: Data, own: Story, language: str) -> None:
    text = whole(opened("briefing", story="mine", language=language, **SEEN)).text
    now = text.partition(translate(language, "briefing.present_view", view=""))[2]
    for words in (
        format_date(language, SEEN["date"]), translate(language, "briefing.lens.status"),
        data.corridors["cku"].short_name[language], translate(language, "country.RU"),
    ):  # fmt: skip
        assert tidy(words) in now[:300], words


def test_scenes_are_moved_added_copied_removed_and_put_back(own: Story, shelf: StoryShelf) -> None:
    a, b, c = (scene.id for scene in own.scenes)
    page = opened("briefing", story="mine", scene=b, **SEEN)
    assert scenes_listed(page) == [a, b, c]
    pick(page, f"up/{c}", "scenes")
    assert scenes_listed(page) == [a, c, b] == [scene.id for scene in story_of(shelf).scenes]
    assert link_of(page)["scene"] == b, "moving one scene opened another"
    pick(page, f"down/{a}", "scenes")
    assert scenes_listed(page) == [c, a, b]
    assert f'data-pick="up/{c}"' not in pickable(page, "scenes")
    assert f'data-pick="down/{b}"' not in pickable(page, "scenes")

    press(page, "add")
    assert scenes_listed(page) == [c, a, b, "scene"]
    assert link_of(page)["scene"] == "scene"
    assert view_of_query(story_of(shelf).scenes[3].view) == (View.from_query(SEEN)[0], ())

    pick(page, f"open/{a}", "scenes")
    press(page, "copy")
    assert scenes_listed(page) == [c, a, f"{a}-2", b, "scene"]
    copied = story_of(shelf).scenes
    assert copied[2] == copied[1].model_copy(update={"id": f"{a}-2"})

    press(page, "remove")
    assert scenes_listed(page) == [c, a, b, "scene"]
    assert link_of(page)["scene"] == b
    press(page, "put-back")
    assert [scene.id for scene in story_of(shelf).scenes] == [c, a, f"{a}-2", b, "scene"]
    assert story_of(shelf).scenes[2] == copied[2]
    assert "put-back" not in keys_of(page)


def test_the_last_scene_stays_and_there_is_room_for_no_more_than_a_story_holds(
    own: Story, shelf: StoryShelf
) -> None:
    page = opened("briefing", story="mine")
    press(press(page, "remove"), "remove")
    assert "remove" not in keys_of(page)
    scenes = [own.scenes[0].model_copy(update={"id": f"s{n}"}) for n in range(MAX_SCENES)]
    write_story(own.model_copy(update={"scenes": tuple(scenes)}), shelf.folder / "mine.yaml")
    page = press(opened("briefing", story="mine"), "add")
    assert len(story_of(shelf).scenes) == MAX_SCENES
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


# --- presenting and taking away ------------------------------------------------------------------------


@each_language
def test_a_story_is_presented_in_a_new_tab(own: Story, language: str) -> None:
    page = opened("briefing", story="mine", language=language, theme="dark")
    (link,) = [node for block in blocks(page) for node in read(block).all("a", class_="present")]
    assert link.attributes["href"] == f"present/mine#language={language}&theme=dark"
    assert (link.attributes["target"], "noopener" in link.attributes["rel"]) == ("_blank", True)


def briefing_of(page: AppTest) -> BriefingSession:
    found = page.session_state[VISITOR_KEY].briefing
    assert isinstance(found, BriefingSession)
    return found


def test_a_story_is_taken_away_as_a_file_in_the_language_chosen(
    own: Story, data: Data, tmp_path: Path
) -> None:
    page = opened("briefing", story="mine", language="ru")
    made = press(page, "take.yaml").get("download_button")
    assert [one.proto.label.startswith("Сохранить mine-ru.yaml") for one in made] == [True]
    _, name, content = briefing_of(page).made or ((), "", b"")
    copy = tmp_path / name
    copy.write_bytes(content)
    assert read_story(copy, RiskModel(data)) == own
    enter_ru = field(page, "title", "en", "ru")
    enter_ru.set_value("Changed").run()
    assert not sound(page).get("download_button"), "what was made before the change is still offered"


def test_pictures_are_taken_away_together(own: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, str]] = []

    def write(_: object, story: Story, path: Path, language: str, theme: str, progress: Any) -> list[Path]:
        told.append((language, theme))
        files = [path.with_name(f"{path.stem}-{n}.png") for n in (1, 2)]
        for done, file in enumerate(files, start=1):
            file.write_bytes(b"picture")
            progress(done, len(files))
        return files

    monkeypatch.setattr(story_files, "write_brief", write)
    page = opened("briefing", story="mine", theme="dark")
    page.button_group[2].set_value("ru").run()
    press(page, "take.png")
    _, name, content = briefing_of(page).made or ((), "", b"")
    assert (name, told) == ("mine-ru.zip", [("ru", "dark")])
    assert zipfile.ZipFile(io.BytesIO(content)).namelist() == ["mine-ru-1.png", "mine-ru-2.png"]


def test_a_file_that_cannot_be_made_is_told(own: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> list[Path]:
        raise ExportError(ErrorCode.FILE_UNWRITABLE, path="x.pdf", cause="ENOSPC")

    monkeypatch.setattr(story_files, "write_brief", refuse)
    page = press(opened("briefing", story="mine"), "take.pdf")
    assert "No space left" in boxes(page)
    assert not page.get("download_button")


def bring(page: AppTest, content: bytes, name: str = "mine.yaml") -> AppTest:
    """The page after a file was brought."""
    page.file_uploader[0].set_value((name, content, "application/yaml")).run()
    return sound(page)


def test_a_file_that_is_brought_becomes_a_story(own: Story, shelf: StoryShelf) -> None:
    page = bring(opened("briefing"), dump_story(own).encode())
    assert story_of(shelf, "mine-2") == own.model_copy(update={"id": "mine-2"})
    assert link_of(page)["story"] == "mine-2"
    assert tidy(translate("en", "briefing.brought", title=own.title["en"])) in boxes(page)


def test_a_file_that_is_no_story_is_told_with_its_faults(shelf: StoryShelf) -> None:
    page = bring(opened("briefing"), b"id: x\nscenes: [", "<img src=x>.yaml")
    assert "a file that can be parsed" in boxes(page)
    assert "<img src=x>" in boxes(page)
    assert "<img" not in "".join(str(node.proto.body) for node in page.get("html"))
    assert set(shelf.stories()) == {"sea-room"}


def test_a_broken_file_on_the_shelf_is_told_and_the_page_stands(own: Story, shelf: StoryShelf) -> None:
    (shelf.folder / "bad.yaml").write_text("id: [", encoding="utf-8")
    wrong = dump_story(own).replace("{outlets}", "{no_such}").replace("id: mine", "id: wrong")
    (shelf.folder / "wrong.yaml").write_text(wrong, encoding="utf-8")
    page = opened("briefing", story="mine")
    told = boxes(page)
    assert "bad.yaml" in told
    assert "{no_such}" in told
    assert str(shelf.folder) not in told
    assert set(page.selectbox[0].options) == {
        translate("en", "briefing.own", title=own.title["en"]),
        translate("en", "briefing.shipped", title=own.title["en"]),
    }


def test_a_disk_that_cannot_be_written_to_is_told(
    own: Story, shelf: StoryShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened("briefing", story="mine")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    write: Callable[..., int] = Path.write_text
    monkeypatch.setattr(Path, "write_text", refuse)
    enter(page, "title", "en", "Never saved")
    monkeypatch.setattr(Path, "write_text", write)
    assert "Read-only file system" in boxes(page)
    assert "SEAROOM_STORIES" in boxes(page)
    assert str(shelf.folder) not in boxes(page)
    assert "Never saved" in boxes(page)
    assert story_of(shelf) == own


# --- attacks -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("attack", HOSTILE)
def test_words_of_a_story_are_shown_as_text(shelf: StoryShelf, own: Story, attack: str) -> None:
    attack = attack[:MAX_TITLE]
    short = attack[:46]
    fields = plain(own)
    fields["title"] = fields["lede"] = dict.fromkeys(LANGUAGES, attack)
    for scene in fields["scenes"]:
        for name in ("title", "text", "notes"):
            scene[name] = dict.fromkeys(LANGUAGES, attack)
        scene["figures"] = [{"value": short, "label": dict.fromkeys(LANGUAGES, short)}]
        scene["callouts"] = [{"at": "KZAAU", "text": dict.fromkeys(LANGUAGES, short)}]
    write_story(Story.model_validate(fields), shelf.folder / "mine.yaml")
    page = press(opened("briefing", story="mine", language="ru"), "remove")
    top = whole(page)
    assert tidy(attack) in top.text
    for node in top.walk():
        assert not node.tag or node.tag in OURS, node
        assert not any(name.startswith("on") for name in node.attributes), node
        assert not node.attributes.get("href", "").startswith("javascript:"), node
    for button in page.button:  # Streamlit reads their labels as Markdown
        assert not re.search(r"(?<!\\)[<>\[\]`]", button.label), button.label


# --- files of the present view -------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["html", "png", "svg", "xlsx", "gpkg", "csv"])
def test_the_present_view_is_made_into_a_file(suffix: str) -> None:
    page = press(opened("briefing", lens="status", date="2026-04-15", language="ru"), f"view.{suffix}")
    (button,) = sound(page).get("download_button")
    assert f"searoom-2026-04-15-ru.{suffix}" in button.proto.label
    assert not page.toast


def test_what_was_made_of_another_view_is_not_offered() -> None:
    page = press(opened("briefing"), "view.csv")
    assert len(page.get("download_button")) == 1
    page.button_group[0].set_value("ru").run()
    assert not sound(page).get("download_button")
