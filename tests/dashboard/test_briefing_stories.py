"""Stories are copied, added, deleted, put back, presented, taken away and brought; nothing is lost."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components import story_files
from dashboard.components.wording import as_plain_markdown
from dashboard.state import VISITOR_KEY, BriefingSession
from layers.analysis.risk import RiskModel
from layers.errors import ExportError
from layers.faults import ErrorCode
from layers.model.dataset import Data
from layers.model.story import MAX_TITLE, Story, view_of_query
from layers.model.view import View
from layers.model.vocabulary import LANGUAGES
from layers.stories.rendering import SceneRenderer, dump_story, read_story, write_story
from layers.stories.repository import StoryRepository, plain
from layers.text import translate
from tests.dashboard.attacks import HOSTILE, OURS
from tests.dashboard.html_tree import read, tidy
from tests.dashboard.pages import (
    blocks,
    link_of,
    opened,
    sound,
    whole,
)
from tests.dashboard.stories import SEEN, boxes, enter, field, keys_of, press, scenes_listed, story_of
from tests.dashboard.wording import (
    each_language,
)


@each_language
def test_a_shipped_story_is_shown_whole_and_cannot_be_changed(
    data: Data, repository: StoryRepository, language: str
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
    assert not repository.folder.exists(), "looking at a story wrote something"


@each_language
def test_a_copy_of_the_shipped_story_is_opened_and_is_ones_own(
    data: Data, repository: StoryRepository, language: str
) -> None:
    shipped = data.stories["sea-room"]
    page = press(
        opened("briefing", language=language, story=shipped.id, scene=shipped.scenes[2].id), "edit-copy"
    )
    (key,) = set(repository.stories()) - {shipped.id}
    assert story_of(repository, key).scenes == shipped.scenes
    for each in LANGUAGES:
        wanted = translate(each, "briefing.copy_of", title=shipped.title[each])
        assert story_of(repository, key).title[each] == wanted[:MAX_TITLE]
    assert link_of(page)["story"] == key
    assert link_of(page)["scene"] == shipped.scenes[2].id
    assert field(page, "title", "ru", language).value == shipped.scenes[2].title["ru"]
    assert translate(language, "briefing.own", title=story_of(repository, key).title[language]) in [
        option for box in page.selectbox for option in box.options
    ]


def test_a_new_story_has_one_scene_of_the_present_view(repository: StoryRepository) -> None:
    page = press(opened("briefing", **SEEN, language="ru", theme="dark"), "new")
    story = story_of(repository, "story")
    (scene,) = story.scenes
    assert view_of_query(scene.view) == (View.from_query(SEEN)[0], ())
    assert story.title["ru"] == translate("ru", "briefing.new_title")
    assert link_of(page)["story"] == "story"
    assert press(page, "new") and set(repository.stories()) == {"sea-room", "story", "story-2"}


def test_the_last_own_story_is_opened_when_none_is_asked_for(own: Story, repository: StoryRepository) -> None:
    page = opened("briefing")
    assert "story" not in link_of(page)
    assert field(page, "title", "en").value == own.scenes[0].title["en"]


def test_a_deleted_story_is_moved_aside_and_the_page_says_where(
    own: Story, repository: StoryRepository
) -> None:
    page = press(opened("briefing", story="mine", scene=own.scenes[1].id), "delete")
    aside = repository.folder / "deleted" / "mine.1.yaml"
    assert aside.read_text(encoding="utf-8") == dump_story(own)
    assert "deleted/mine.1.yaml" in boxes(page)
    assert str(repository.folder) not in boxes(page), "where the folder lies is nobody's business"
    assert "story" not in link_of(page)
    assert "edit-copy" in keys_of(page), "the shipped story is shown again"


@each_language
def test_a_deleted_story_is_put_back_by_a_button_that_names_it(
    own: Story, repository: StoryRepository, language: str
) -> None:
    page = opened("briefing", story="mine", language=language)
    assert "put-story-back" not in keys_of(page)
    button = press(page, "delete").button(key="put-story-back")
    assert as_plain_markdown(own.title[language]) in button.label
    press(page, "put-story-back")
    assert link_of(page)["story"] == "mine"
    assert "put-story-back" not in keys_of(page)
    assert dump_story(story_of(repository, "mine")) == dump_story(own)


def test_a_story_that_cannot_be_put_back_is_told(own: Story, repository: StoryRepository) -> None:
    page = press(opened("briefing", story="mine"), "delete")
    repository.add(own)
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


def test_a_file_that_is_brought_becomes_a_story(own: Story, repository: StoryRepository) -> None:
    page = bring(opened("briefing"), dump_story(own).encode())
    assert story_of(repository, "mine-2") == own.model_copy(update={"id": "mine-2"})
    assert link_of(page)["story"] == "mine-2"
    assert tidy(translate("en", "briefing.brought", title=own.title["en"])) in boxes(page)


def test_a_file_that_is_no_story_is_told_with_its_faults(repository: StoryRepository) -> None:
    page = bring(opened("briefing"), b"id: x\nscenes: [", "<img src=x>.yaml")
    assert "a file that can be parsed" in boxes(page)
    assert "<img src=x>" in boxes(page)
    assert "<img" not in "".join(str(node.proto.body) for node in page.get("html"))
    assert set(repository.stories()) == {"sea-room"}


def test_a_broken_file_is_reported_and_the_page_stands(own: Story, repository: StoryRepository) -> None:
    (repository.folder / "bad.yaml").write_text("id: [", encoding="utf-8")
    wrong = dump_story(own).replace("{outlets}", "{no_such}").replace("id: mine", "id: wrong")
    (repository.folder / "wrong.yaml").write_text(wrong, encoding="utf-8")
    page = opened("briefing", story="mine")
    told = boxes(page)
    assert "bad.yaml" in told
    assert "{no_such}" in told
    assert str(repository.folder) not in told
    assert set(page.selectbox[0].options) == {
        translate("en", "briefing.own", title=own.title["en"]),
        translate("en", "briefing.shipped", title=own.title["en"]),
    }


def test_a_disk_that_cannot_be_written_to_is_told(
    own: Story, repository: StoryRepository, monkeypatch: pytest.MonkeyPatch
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
    assert str(repository.folder) not in boxes(page)
    assert "Never saved" in boxes(page)
    assert story_of(repository) == own


@pytest.mark.parametrize("attack", HOSTILE)
def test_words_of_a_story_are_shown_as_text(repository: StoryRepository, own: Story, attack: str) -> None:
    attack = attack[:MAX_TITLE]
    short = attack[:46]
    fields = plain(own)
    fields["title"] = fields["lede"] = dict.fromkeys(LANGUAGES, attack)
    for scene in fields["scenes"]:
        for name in ("title", "text", "notes"):
            scene[name] = dict.fromkeys(LANGUAGES, attack)
        scene["figures"] = [{"value": short, "label": dict.fromkeys(LANGUAGES, short)}]
        scene["callouts"] = [{"at": "KZAAU", "text": dict.fromkeys(LANGUAGES, short)}]
    write_story(Story.model_validate(fields), repository.folder / "mine.yaml")
    page = press(opened("briefing", story="mine", language="ru"), "remove")
    top = whole(page)
    assert tidy(attack) in top.text
    for node in top.walk():
        assert not node.tag or node.tag in OURS, node
        assert not any(name.startswith("on") for name in node.attributes), node
        assert not node.attributes.get("href", "").startswith("javascript:"), node
    for button in page.button:  # Streamlit reads their labels as Markdown
        assert not re.search(r"(?<!\\)[<>\[\]`]", button.label), button.label


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
