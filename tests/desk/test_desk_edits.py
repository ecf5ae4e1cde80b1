"""The desk writes what is right, refuses what is not, and loses nothing whoever else writes or stops."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from geodata.build.legs import build
from layers.checking.check import check_folder
from layers.checking.edited_pack import PackCopy
from layers.cli import main
from layers.desk import desk as desk_module
from layers.desk.desk import Desk, Edit, edited_copy
from layers.desk.entries import Change, EntryKind, Shelf, Texts, digest_of, registered
from layers.desk.journal import JOURNAL_FILE, read_journal
from layers.errors import DataError, EditConflictError, EditError, ExportError
from layers.faults import ErrorCode, FaultCode
from layers.packs.load import default_folder, load
from layers.packs.reader import read_yaml
from layers.packs.registry import check_registry, measured

SMALL = Path("tests/packs/small")
NOON = datetime(2026, 11, 30, 12, 0, 0)
EVENTS, SOURCES = Shelf(EntryKind.EVENT), Shelf(EntryKind.SOURCE)
HORMUZ, TALKS = Shelf(EntryKind.STATUS, "C-HORMUZ"), Shelf(EntryKind.PROMISE, "cpc-moorings")
EVENT = {
    "id": "bridge-2026",
    "date": "2026-05-04",
    "direction": "opens",
    "title": {"en": "A bridge opens", "ru": "Открыт мост"},
    "text": {"en": "It carries: trucks.", "ru": "По нему идут: грузовики."},
    "corridors": ["karakoram"],
    "basis": "sourced",
    "confidence": "medium",
    "sources": ["bridge-news-2026-05"],
}
SOURCE = {"id": "bridge-news-2026-05", "publisher": "Bridge News", "title": "It is open", "date": "2026-05"}
PROMISE = {
    "announced": "2026-02-01",
    "due": "2026-05",
    "by": {"en": "The operator", "ru": "Оператор"},
    "basis": "judgement",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack with a registry, with comments in its files."""
    made = Path(shutil.copytree(SMALL, tmp_path / "pack"))
    events = made / "events.yaml"
    events.write_text(f"# Of the file.\n{events.read_text()}# At its end.\n", encoding="utf-8")
    return made


@pytest.fixture
def desk(folder: Path) -> Desk:
    return Desk(folder, lambda: NOON)


def files(folder: Path) -> dict[str, bytes]:
    """Everything in the folder that is not the desk's own."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".") and path.name != JOURNAL_FILE
    }


def add(*changes: tuple[Shelf, dict[str, Any]], why: str = "It happened.") -> Edit:
    return Edit(tuple(Change(shelf, None, entry) for shelf, entry in changes), "Aigerim", why)


def correct(desk: Desk, shelf: Shelf, position: int, **fields: Any) -> Edit:
    before = desk.entries(shelf)[position]
    return Edit((Change(shelf, before, {**before, **fields}),), "Timur", "It was wrong.")


def test_an_event_is_added_with_its_source_and_taken_back(desk: Desk, folder: Path) -> None:
    before = files(folder)
    entry = desk.save(add((SOURCES, SOURCE), (EVENTS, EVENT)))
    after = files(folder)
    assert {name for name in after if after[name] != before.get(name)} == {"events.yaml", "bibliography.yaml"}
    assert after["events.yaml"].startswith(before["events.yaml"].removesuffix(b"# At its end.\n"))
    assert after["events.yaml"].endswith(b"  sources: [bridge-news-2026-05]\n# At its end.\n")
    assert load(folder).events["bridge-2026"].sources == ("bridge-news-2026-05",)
    ids = [source["id"] for source in read_yaml(folder / "bibliography.yaml")]
    assert ids[ids.index(SOURCE["id"]) - 1] < SOURCE["id"] < ids[ids.index(SOURCE["id"]) + 1]
    assert (entry.author, entry.at, entry.reason) == ("Aigerim", "2026-11-30T12:00:00", "It happened.")
    back = desk.undo(entry.id, "Timur", "It did not.")
    assert files(folder) == before
    assert [one.id for one in desk.journal()] == [entry.id, back.id]
    assert back.undoes == entry.id
    desk.undo(back.id, "Aigerim", "It did.")
    assert files(folder) == after


def test_a_status_is_corrected_in_its_json_and_taken_back(desk: Desk, folder: Path) -> None:
    before = files(folder)
    entry = desk.save(correct(desk, HORMUZ, -1, status="at-risk"))
    after = files(folder)
    assert {name for name in after if after[name] != before[name]} == {"chokepoints.geojson"}
    pairs = zip(
        before["chokepoints.geojson"].splitlines(), after["chokepoints.geojson"].splitlines(), strict=True
    )
    (differing,) = [pair for pair in pairs if pair[0] != pair[1]]
    assert differing[1].strip() == b'"status": "at-risk",'
    assert load(folder).chokepoints["C-HORMUZ"].status_history[-1].status == "at-risk"
    desk.undo(entry.id, "Timur", "Sorry.")
    assert files(folder) == before


def test_a_promise_takes_its_place_in_time(desk: Desk) -> None:
    desk.save(add((TALKS, PROMISE)))
    desk.save(add((TALKS, PROMISE | {"announced": "2025-12-01", "due": "2026-01"})))
    dates = [one["announced"] for one in desk.entries(TALKS)]
    assert dates == ["2025-12-01", "2026-01-28", "2026-02-01"]


def test_a_corrected_date_moves_an_entry_where_it_belongs(desk: Desk) -> None:
    desk.save(add((TALKS, PROMISE)))
    desk.save(correct(desk, TALKS, 0, announced="2026-02-03"))
    assert [one["announced"] for one in desk.entries(TALKS)] == ["2026-02-01", "2026-02-03"]


def test_what_is_wrong_is_told_all_at_once_and_nothing_is_written(desk: Desk, folder: Path) -> None:
    before = files(folder)
    with pytest.raises(DataError) as caught:
        desk.save(add((EVENTS, EVENT | {"corridors": ["nowhere"], "direction": "sideways", "date": "May"})))
    assert {fault.field for fault in caught.value.faults} >= {"date", "direction"}
    with pytest.raises(DataError) as caught:
        desk.save(add((EVENTS, EVENT | {"corridors": ["nowhere"]})))
    assert {fault.code for fault in caught.value.faults} == {FaultCode.UNKNOWN_ID}
    assert len(caught.value.faults) == 2  # the source too
    assert (files(folder), desk.journal()) == (before, ())


def test_an_entry_that_someone_else_has_changed_is_not_overwritten(desk: Desk, folder: Path) -> None:
    mine = correct(desk, HORMUZ, -1, confidence="low")
    desk.save(correct(desk, HORMUZ, -1, status="at-risk"))
    theirs = files(folder)
    with pytest.raises(EditConflictError) as caught:
        desk.save(mine)
    assert caught.value.mine["confidence"] == "low"
    assert caught.value.theirs is not None
    assert caught.value.theirs["status"] == "at-risk"
    assert files(folder) == theirs
    assert "Both versions" in str(caught.value)


def test_an_entry_that_someone_else_has_taken_out_is_said_to_be_gone(desk: Desk) -> None:
    entry = desk.save(add((TALKS, PROMISE)))
    mine = correct(desk, TALKS, 1, due="2027")
    desk.undo(entry.id, "Timur", "No.")
    with pytest.raises(EditConflictError) as caught:
        desk.save(mine)
    assert (caught.value.theirs, caught.value.code) == (None, ErrorCode.EDIT_GONE)


def test_an_addition_to_a_list_that_has_grown_is_a_conflict_too(desk: Desk) -> None:
    seen = digest_of(desk.entries(TALKS))
    desk.save(add((TALKS, PROMISE)))
    late = Change(TALKS, None, PROMISE | {"due": "2026-06"}, seen)
    with pytest.raises(EditConflictError) as caught:
        desk.save(Edit((late,), "Timur", "Late."))
    assert caught.value.theirs == PROMISE
    with pytest.raises(EditConflictError):
        desk.save(add((EVENTS, desk.entries(EVENTS)[0])))  # its id is taken


def test_a_change_that_others_have_built_on_cannot_be_taken_back(desk: Desk, folder: Path) -> None:
    added = desk.save(add((SOURCES, SOURCE)))
    desk.save(add((EVENTS, EVENT)))
    kept = files(folder)
    with pytest.raises(DataError) as caught:
        desk.undo(added.id, "Timur", "No.")
    assert {fault.code for fault in caught.value.faults} == {FaultCode.UNKNOWN_ID}
    changed = desk.save(correct(desk, EVENTS, -1, confidence="low"))
    desk.save(correct(desk, EVENTS, -1, confidence="high"))
    with pytest.raises(EditConflictError):
        desk.undo(changed.id, "Timur", "No.")
    assert files(folder).keys() == kept.keys()
    with pytest.raises(EditError) as refused:
        desk.undo("never", "Timur", "No.")
    assert refused.value.code is ErrorCode.EDIT_UNDO_UNKNOWN


def test_many_editors_at_once_lose_nothing(folder: Path) -> None:
    def write(number: int) -> None:
        desk = Desk(folder, lambda: NOON, check=lambda copy: None)
        entry = {"id": f"s-{number}", "publisher": "P", "title": str(number)}
        while True:
            try:
                desk.save(Edit((Change(SOURCES, None, entry),), str(number), "Because."))
            except EditError as error:
                assert error.code is ErrorCode.PACK_BUSY
            else:
                return

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ids = {source["id"] for source in read_yaml(folder / "bibliography.yaml")}
    assert {f"s-{number}" for number in range(8)} <= ids
    assert sorted(entry.author for entry in Desk(folder).journal()) == [str(number) for number in range(8)]


KILLED = """
import os, sys
from pathlib import Path
from layers.cli import main
from layers.desk import desk as module
from tests.desk.test_desk_edits import EVENT, EVENTS, SOURCE, SOURCES, add
written, real = [], module.replace_durably
def replace(path, content):
    if len(written) == int(sys.argv[2]):
        os.kill(os.getpid(), 9)
    real(path, content)
    written.append(path)
module.replace_durably = replace
module.Desk(Path(sys.argv[1])).save(add((SOURCES, SOURCE), (EVENTS, EVENT)))
"""


@pytest.mark.parametrize("after", range(4))
def test_a_killed_server_leaves_the_old_or_the_new_and_a_journal_that_agrees(
    folder: Path, after: int
) -> None:
    """Killed before the first file, then after each: the plan, the bibliography, the events."""
    before = files(folder)
    ended = subprocess.run([sys.executable, "-c", KILLED, str(folder), str(after)], check=False)
    assert ended.returncode == -9
    desk = Desk(folder, lambda: NOON)
    desk.recover()
    if after == 0:
        assert (files(folder), desk.journal()) == (before, ())
    else:
        assert "bridge-2026" in load(folder).events
        assert [entry.author for entry in desk.journal()] == ["Aigerim"]
        desk.undo(desk.journal()[0].id, "Timur", "No.")
        assert files(folder) == before
    assert not [path for path in folder.rglob(".*") if path.name != ".changes.lock"]


def test_an_unfinished_change_is_put_aside_if_its_files_have_changed_since(folder: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(folder), "2"], check=False)
    with (folder / "events.yaml").open("a", encoding="utf-8") as file:
        file.write("# a hand was here\n")
    kept = files(folder)
    with pytest.raises(EditError) as caught:
        Desk(folder).recover()
    assert caught.value.code is ErrorCode.EDIT_PUT_ASIDE
    aside = folder / str(caught.value.parameters["path"])
    assert "bridge-2026" in aside.read_text(encoding="utf-8")
    aside.unlink()
    assert files(folder) == kept
    Desk(folder).recover()


def refusing(which: str, code: int) -> Callable[[Path, bytes], None]:
    def replace(path: Path, content: bytes) -> None:
        if path.name == which:
            raise OSError(code, os.strerror(code))
        REAL(path, content)

    return replace


REAL = desk_module.replace_durably


@pytest.mark.parametrize(
    ("which", "code"),
    [(".changes-pending.json", errno.EROFS), ("events.yaml", errno.ENOSPC), (JOURNAL_FILE, errno.EACCES)],
)
def test_a_disk_that_cannot_be_written_to_keeps_the_old_and_says_what_to_do(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch, which: str, code: int
) -> None:
    before = files(folder)
    monkeypatch.setattr(desk_module, "replace_durably", refusing(which, code))
    with pytest.raises(ExportError) as caught:
        desk.save(add((SOURCES, SOURCE), (EVENTS, EVENT)))
    assert f"pack/{which}" in caught.value.in_language("en")
    assert "Разрешите серверу запись" in caught.value.in_language("ru")
    assert (files(folder), desk.journal()) == (before, ())
    monkeypatch.undo()
    desk.save(add((SOURCES, SOURCE), (EVENTS, EVENT)))


@pytest.fixture
def shipped(tmp_path: Path) -> Iterator[Path]:
    """The shipped pack with what builds its legs."""
    leave_out = shutil.ignore_patterns("packs", ".cache", "__pycache__")
    yield Path(shutil.copytree(default_folder(), tmp_path / "geodata", ignore=leave_out))


def test_the_status_of_a_leg_is_written_as_building_the_legs_would(shipped: Path) -> None:
    """Into the facts kept by hand and into the layer built of them, and the registry follows both."""
    desk = Desk(shipped, lambda: NOON, check=lambda copy: None)
    leg = Shelf(EntryKind.STATUS, "almaty-zhetigen")
    fresh = desk.entries(leg)[-1] | {
        "from": "2026-06",
        "status": "limited",
        "basis": "judgement",
        "sources": [],
    }
    desk.save(add((leg, fresh)))
    written = (shipped / "legs.geojson").read_bytes()
    assert b'"from":"2026-06","status":"limited"' in written
    build(shipped)
    assert (shipped / "legs.geojson").read_bytes() == written
    for entry in read_yaml(shipped / "sources.yaml"):
        if entry["file"] in ("legs.geojson", "legs.yaml"):
            assert entry == entry | measured(entry["file"], (shipped / entry["file"]).read_bytes())


def test_the_registry_keeps_its_own_text(shipped: Path) -> None:
    before = (shipped / "sources.yaml").read_text(encoding="utf-8").splitlines()
    texts = Texts(shipped)
    texts.apply(Change(SOURCES, None, SOURCE))
    registered(texts)
    after = texts.changed["sources.yaml"].splitlines()
    differ = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert [one.split(":")[0].strip() for one, _ in differ] == ["sha256", "features"]
    (shipped / "sources.yaml").write_text("\n".join(after) + "\n", encoding="utf-8")
    (shipped / "bibliography.yaml").write_text(texts.changed["bibliography.yaml"], encoding="utf-8")
    assert list(check_registry(load(shipped), shipped)) == []


def test_a_visitor_s_copy_takes_the_same_edit_with_its_journal(folder: Path) -> None:
    before = files(folder)
    copy = edited_copy(PackCopy(folder), add((SOURCES, SOURCE), (EVENTS, EVENT)), NOON)
    assert "bridge-2026" in copy.checked().events
    assert copy.texts()["events.yaml"].startswith("# Of the file.\n")
    assert [entry.author for entry in read_journal(copy.texts()[JOURNAL_FILE])] == ["Aigerim"]
    again = copy.with_statuses("C-HORMUZ", [])  # a table on top of it
    assert "bridge-2026" in again.texts()["events.yaml"]
    assert (files(folder), (folder / JOURNAL_FILE).exists()) == (before, False)


def test_a_journal_that_a_hand_has_torn_is_read_as_far_as_it_can_be(desk: Desk, folder: Path) -> None:
    desk.save(add((SOURCES, SOURCE)))
    with (folder / JOURNAL_FILE).open("a", encoding="utf-8") as file:
        file.write('{"id": "torn')
    desk.save(add((EVENTS, EVENT)))
    assert len(desk.journal()) == 2


def test_a_server_that_everyone_reaches_asks_for_a_password_before_it_lets_them_edit(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    assert main(["serve", "--edit", "--host", "0.0.0.0", "--data", str(folder)]) == 1
    assert "--password-file" in capsys.readouterr().err


def test_the_small_pack_is_sound_so_that_these_tests_say_something(folder: Path) -> None:
    assert check_folder(folder).faults == ()
