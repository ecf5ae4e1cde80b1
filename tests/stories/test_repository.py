"""A user's own stories: nothing overrides a shipped one, nothing leaves the folder, nothing is lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from layers.errors import DataError, ExportError, StoryError
from layers.faults import ErrorCode, Fault, FaultCode, Remedy
from layers.model.dataset import Data
from layers.model.records import LocalText
from layers.model.story import MAX_TITLE, Story
from layers.stories.rendering import dump_story, write_story
from layers.stories.repository import (
    MAX_UPLOAD_BYTES,
    StoryChangedError,
    StoryRepository,
    plain,
    stories_folder,
)
from layers.system.whole_files import written_whole

TITLE = LocalText({"en": "My Way: To the Sea!", "ru": "Мой путь к морю"})
NO_IDS = ("../x", "..", "a/b", "/etc/passwd", "a\\b", "", ".hidden", "a\n", "a.yaml", "C:x", "-a", "é")


@pytest.fixture
def repository(data: Data, tmp_path: Path) -> StoryRepository:
    """The shipped stories and an empty folder."""
    return StoryRepository(data.stories, tmp_path / "stories")


@pytest.fixture
def own(repository: StoryRepository) -> Story:
    """The first story of one's own."""
    return repository.duplicate("sea-room", TITLE)


def files(folder: Path) -> dict[str, str]:
    """What lies in a folder and below it."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def retitled(story: Story, title: str) -> Story:
    return Story.model_validate(plain(story) | {"title": {"en": title, "ru": title}})


# --- reading -------------------------------------------------------------------------------------------


def test_without_a_folder_there_are_the_shipped_stories(repository: StoryRepository, data: Data) -> None:
    found = repository.stories()
    assert {key: one.story for key, one in found.items()} == dict(data.stories)
    assert not any(one.own for one in found.values())
    assert repository.faults() == ()
    assert not repository.folder.exists(), "reading made a folder"


def test_a_copy_is_an_own_story_with_an_id_made_of_its_title(repository: StoryRepository, own: Story) -> None:
    assert (own.id, own.title) == ("my-way-to-the-sea", TITLE)
    assert own.scenes == repository.stories()["sea-room"].story.scenes
    found = repository.stories()[own.id]
    assert (found.story, found.own) == (own, True)
    assert files(repository.folder) == {"my-way-to-the-sea.yaml": dump_story(own)}


def test_copies_have_ids_of_their_own_whatever_the_title(repository: StoryRepository) -> None:
    ids = [repository.duplicate("sea-room", TITLE).id for _ in range(3)]
    assert ids == ["my-way-to-the-sea", "my-way-to-the-sea-2", "my-way-to-the-sea-3"]
    for title, wanted in (("Море", "story"), ("Sea room", "sea-room-2"), ("SEA ROOM", "sea-room-3")):
        assert repository.duplicate("sea-room", LocalText({"en": title, "ru": title})).id == wanted
    long = repository.duplicate("sea-room", LocalText({"en": "x" * MAX_TITLE, "ru": "я"})).id
    assert long == "x" * 40
    assert len(repository.stories()) == 1 + 3 + 3 + 1


def test_the_newest_of_the_own_stories_comes_first(repository: StoryRepository, data: Data) -> None:
    ids = [repository.duplicate("sea-room", TITLE).id for _ in range(3)]
    for seconds, key in enumerate((ids[1], ids[2], ids[0])):
        os.utime(repository.folder / f"{key}.yaml", (1_000_000 + seconds, 1_000_000 + seconds))
    assert list(repository.stories()) == [*data.stories, ids[0], ids[2], ids[1]]


def test_a_broken_file_is_told_and_hides_no_other(repository: StoryRepository, own: Story) -> None:
    (repository.folder / "broken.yaml").write_text("id: broken\ntitle: {en: A", encoding="utf-8")
    (repository.folder / "short.yaml").write_text("id: short\ntitle: {en: A, ru: А}\n", encoding="utf-8")
    (repository.folder / "empty.yaml").write_text("", encoding="utf-8")
    (repository.folder / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
    write_story(own, repository.folder / "other-name.yaml")
    write_story(own.model_copy(update={"id": "Sea-Room"}), repository.folder / "Sea-Room.yaml")
    assert list(repository.stories()) == ["sea-room", own.id]
    told = {fault.file for fault in repository.faults()}
    assert told == {
        f"{name}.yaml" for name in ("broken", "short", "empty", "bytes", "other-name", "Sea-Room")
    }
    assert {fault.remedy for fault in repository.faults()} == {Remedy.MOVE_OUT, None}
    assert [fault.file for fault in repository.faults() if fault.remedy is None] == ["Sea-Room.yaml"]
    (repository.folder / "broken.yaml").unlink()
    assert "broken.yaml" not in {fault.file for fault in repository.faults()}


def test_what_the_check_finds_keeps_a_story_from_being_shown(data: Data, tmp_path: Path) -> None:
    def check(story: Story, file: str) -> list[Fault]:
        return [Fault(FaultCode.FILE_EMPTY, file)] if story.title["en"] == "bad" else []

    repository = StoryRepository(data.stories, tmp_path, check)
    own = repository.duplicate("sea-room", TITLE)
    write_story(retitled(own, "bad"), tmp_path / f"{own.id}.yaml")
    assert list(repository.stories()) == ["sea-room"]
    assert [fault.code for fault in repository.faults()] == [FaultCode.FILE_EMPTY]


def test_a_story_that_is_being_written_is_not_seen_yet(repository: StoryRepository, own: Story) -> None:
    with written_whole(repository.folder / "half.yaml") as beside:
        beside.write_text("id: [", encoding="utf-8")
        assert beside in set(repository.folder.iterdir())
        assert own.id in repository.stories()
        assert repository.faults() == ()


def test_a_change_by_hand_is_seen_at_once(repository: StoryRepository, own: Story) -> None:
    before = repository.stories()[own.id].version
    write_story(retitled(own, "By hand"), repository.folder / f"{own.id}.yaml")
    assert repository.stories()[own.id].story.title["en"] == "By hand"
    assert repository.stories()[own.id].version != before


# --- writing -------------------------------------------------------------------------------------------


def test_what_is_saved_is_read_again(data: Data, repository: StoryRepository, own: Story) -> None:
    version = repository.save(retitled(own, "New"), expected=repository.stories()[own.id].version)
    again = StoryRepository(data.stories, repository.folder).stories()[own.id]
    assert (again.story, again.version) == (retitled(own, "New"), version)


def test_a_save_over_a_change_of_someone_else_is_refused_and_theirs_stays(
    repository: StoryRepository, own: Story
) -> None:
    seen = repository.stories()[own.id].version
    theirs = repository.save(retitled(own, "Theirs"), expected=seen)
    for expected in (seen, None, ""):
        with pytest.raises(StoryChangedError, match="someone else"):
            repository.save(retitled(own, "Ours"), expected=expected)
    assert repository.stories()[own.id].story.title["en"] == "Theirs"
    repository.delete(own.id)
    with pytest.raises(StoryChangedError):
        repository.save(retitled(own, "Ours"), expected=theirs)
    assert own.id not in repository.stories()


def test_shipped_stories_are_read_only(data: Data, repository: StoryRepository) -> None:
    shipped = data.stories["sea-room"]
    attempts: tuple[Callable[[], object], ...] = (
        lambda: repository.save(shipped, expected=None),
        lambda: repository.save(shipped.model_copy(update={"id": "SEA-ROOM"}), expected=None),
        lambda: repository.put("sea-room", plain(shipped), expected=""),
        lambda: repository.delete("sea-room"),
    )
    for attempt in attempts:
        with pytest.raises(StoryError, match="Duplicate it"):
            attempt()
    assert repository.stories()["sea-room"].story == shipped
    assert files(repository.folder) == {}


@pytest.mark.parametrize("key", NO_IDS)
def test_no_id_leads_out_of_the_folder(repository: StoryRepository, own: Story, key: str) -> None:
    before = files(repository.folder.parent)
    attempts: tuple[Callable[[], object], ...] = (
        lambda: repository.save(own.model_copy(update={"id": key}), expected=None),
        lambda: repository.put(key, plain(own), expected=""),
        lambda: repository.delete(key),
        lambda: repository.working(key),
        lambda: repository.duplicate(key, TITLE),
    )
    for attempt in attempts:
        with pytest.raises(StoryError):
            attempt()
    assert files(repository.folder.parent) == before


def test_a_deleted_story_is_moved_aside_each_time(repository: StoryRepository) -> None:
    contents = []
    for title in ("One", "Two"):
        own = repository.add(
            retitled(repository.stories()["sea-room"].story, title).model_copy(update={"id": "mine"})
        )
        contents.append(dump_story(own))
        aside = repository.delete("mine")
        assert aside.read_text(encoding="utf-8") == contents[-1]
        assert "mine" not in repository.stories()
    assert sorted(files(repository.folder)) == ["deleted/mine.1.yaml", "deleted/mine.2.yaml"]
    with pytest.raises(StoryError, match="not there"):
        repository.delete("mine")


def test_a_deleted_story_is_put_back_with_its_draft(repository: StoryRepository, own: Story) -> None:
    wrong = plain(own) | {"title": {"en": "x" * (MAX_TITLE + 1), "ru": ""}}
    repository.put(own.id, wrong, expected=repository.working(own.id).version)
    before, kept = files(repository.folder), repository.working(own.id)
    deleted = repository.delete(own.id)
    assert repository.put_back(deleted) == own.id
    assert files(repository.folder) == before
    assert repository.working(own.id) == kept
    with pytest.raises(StoryError, match="no longer there"):
        repository.put_back(deleted)


@pytest.mark.parametrize("broken", [False, True])
def test_a_story_is_not_put_back_over_another(repository: StoryRepository, own: Story, broken: bool) -> None:
    deleted = repository.delete(own.id)
    if broken:
        (repository.folder / f"{own.id}.yaml").write_text("id: [", encoding="utf-8")
    else:
        repository.add(own)
    before = files(repository.folder)
    with pytest.raises(StoryError, match="another story is called"):
        repository.put_back(deleted)
    assert files(repository.folder) == before


@pytest.mark.parametrize("act", ["save", "put", "delete", "put back", "duplicate"])
def test_a_disk_that_cannot_be_written_to_is_told_with_what_to_do(
    repository: StoryRepository, own: Story, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    deleted = repository.delete(repository.duplicate(own.id, TITLE).id)
    before, found = files(repository.folder), repository.stories()[own.id]

    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    for name in ("write_text", "replace", "mkdir"):
        monkeypatch.setattr(Path, name, refuse)
    attempts: dict[str, Callable[[], object]] = {
        "save": lambda: repository.save(retitled(own, "New"), expected=found.version),
        "put": lambda: repository.put(own.id, plain(retitled(own, "New")), expected=found.version),
        "delete": lambda: repository.delete(own.id),
        "put back": lambda: repository.put_back(deleted),
        "duplicate": lambda: repository.duplicate("sea-room", TITLE),
    }
    with pytest.raises(
        ExportError, match=r"Read-only file system\. (Choose|Set SEAROOM_STORIES to) a folder"
    ):
        attempts[act]()
    monkeypatch.undo()
    assert files(repository.folder) == before


# --- drafts --------------------------------------------------------------------------------------------


def test_what_is_right_becomes_the_story_and_what_is_not_a_draft(
    repository: StoryRepository, own: Story
) -> None:
    saved = dump_story(own)
    first = repository.working(own.id)
    assert (first.fields, first.faults) == (plain(own), ())
    wrong = plain(own) | {"title": {"en": "x" * (MAX_TITLE + 1), "ru": ""}}
    draft = repository.put(own.id, wrong, expected=first.version)
    assert (draft.fields, draft.version != first.version) == (wrong, True)
    assert [fault.field for fault in draft.faults] == ["title"]
    assert (repository.folder / f"{own.id}.yaml").read_text(encoding="utf-8") == saved
    assert repository.working(own.id) == draft, "the draft is kept"
    assert list(repository.stories()) == ["sea-room", own.id]
    right = plain(retitled(own, "Right"))
    done = repository.put(own.id, right, expected=draft.version)
    assert (done.fields, done.faults) == (right, ())
    assert repository.working(own.id) == done
    assert files(repository.folder) == {f"{own.id}.yaml": dump_story(retitled(own, "Right"))}


def test_two_editors_do_not_overwrite_each_other(repository: StoryRepository, own: Story) -> None:
    seen = repository.working(own.id).version
    repository.put(own.id, plain(retitled(own, "Theirs")), expected=seen)
    with pytest.raises(StoryChangedError):
        repository.put(own.id, plain(retitled(own, "Ours")), expected=seen)
    wrong = plain(own) | {"title": {}}
    draft = repository.put(own.id, wrong, expected=repository.working(own.id).version)
    with pytest.raises(StoryChangedError):
        repository.put(own.id, plain(retitled(own, "Ours")), expected=seen)
    assert repository.working(own.id) == draft
    assert repository.stories()[own.id].story.title["en"] == "Theirs"


def test_changes_made_at_once_are_all_kept(repository: StoryRepository, own: Story) -> None:
    def sources_of(fields: dict[str, Any]) -> list[str]:
        return list(fields["scenes"][0].get("labels", ()))

    def add(label: str) -> Callable[[dict[str, Any]], None]:
        def make(fields: dict[str, Any]) -> None:
            fields["scenes"][0]["labels"] = [*sources_of(fields), label]

        return make

    before = sources_of(dict(repository.working(own.id).fields))
    added = [f"P-{number}" for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        states = list(pool.map(lambda label: repository.change(own.id, add(label)), added))
    after = sources_of(dict(repository.working(own.id).fields))
    assert (after[: len(before)], sorted(after[len(before) :])) == (before, sorted(added))
    assert len({one.version for one, _ in states}) == len(added), "each saw what the one before it had made"


def test_a_change_that_fails_changes_nothing(repository: StoryRepository, own: Story) -> None:
    before = files(repository.folder)

    def make(fields: dict[str, Any]) -> None:
        fields["scenes"][0]["title"]["en"] = "Lost"
        raise StoryChangedError(ErrorCode.STORY_CHANGED, path="scene")

    with pytest.raises(StoryChangedError):
        repository.change(own.id, make)
    assert files(repository.folder) == before


def test_a_draft_cannot_take_the_name_of_another_story(repository: StoryRepository, own: Story) -> None:
    for key in ("sea-room", "another", "../x"):
        kept = repository.put(own.id, plain(own) | {"id": key}, expected=repository.working(own.id).version)
        assert [fault.field for fault in kept.faults] == ["id"]
    assert repository.stories()[own.id].story == own
    assert set(files(repository.folder)) == {f"{own.id}.yaml", f"drafts/{own.id}.yaml"}


def test_a_draft_goes_aside_with_its_story(repository: StoryRepository, own: Story) -> None:
    repository.put(own.id, plain(own) | {"title": {}}, expected=repository.working(own.id).version)
    repository.delete(own.id)
    assert sorted(files(repository.folder)) == [f"deleted/{own.id}.1.draft.yaml", f"deleted/{own.id}.1.yaml"]
    again = repository.duplicate("sea-room", TITLE)
    assert repository.working(again.id).faults == ()


def test_a_draft_that_cannot_be_read_leaves_the_story_as_it_is(
    repository: StoryRepository, own: Story
) -> None:
    repository.put(own.id, plain(own) | {"title": {}}, expected=repository.working(own.id).version)
    (repository.folder / "drafts" / f"{own.id}.yaml").write_text("- [", encoding="utf-8")
    found = repository.working(own.id)
    assert (found.fields, len(found.faults)) == (plain(own), 1)


# --- files that somebody brings ------------------------------------------------------------------------


def test_a_story_that_was_taken_away_is_brought_back_as_it_was(
    repository: StoryRepository, own: Story
) -> None:
    brought = repository.take_in(dump_story(own).encode(), "taken.yaml")
    assert brought == own.model_copy(update={"id": f"{own.id}-2"})
    shipped = repository.take_in(dump_story(repository.stories()["sea-room"].story).encode(), "sea-room.yaml")
    assert shipped.id == "sea-room-2"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "nothing"),
        (b"\xff\x00", "a file that can be parsed"),
        (b"id: [", "a file that can be parsed"),
        (b"[1, 2]", "a mapping of fields"),
        (b"id: ../x\ntitle: {en: A, ru: B}\n", "matches"),
        (b"a: &a [1, 2]\nb: [*a, *a]\n", "every text written out"),
        (b"id: !!python/object/apply:os.system ['touch hit']\n", "a file that can be parsed"),
        (b"x" * (MAX_UPLOAD_BYTES + 1), f"at most {MAX_UPLOAD_BYTES}"),
        (b"[" * 50_000, "at most 20"),
        (b"- " * 50_000, "at most 20"),
    ],
)
def test_a_file_that_is_no_story_is_refused_by_name(
    repository: StoryRepository, content: bytes, told: str
) -> None:
    with pytest.raises(DataError) as raised:
        repository.take_in(content, "mine.yaml")
    assert told in str(raised.value)
    assert {fault.file for fault in raised.value.faults} == {"mine.yaml"}
    assert files(repository.folder) == {}


def test_the_folder_is_chosen_by_the_environment_else_by_the_system(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SEAROOM_STORIES", str(tmp_path / "here"))
    assert stories_folder() == tmp_path / "here"
    monkeypatch.delenv("SEAROOM_STORIES")
    assert stories_folder().parts[-2:] == ("searoom", "stories")
    assert stories_folder().is_absolute()
