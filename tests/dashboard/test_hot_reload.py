"""Data that change while the server runs: taken in whole, or refused while the earlier ones stay."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from dashboard import loaders
from dashboard.hot_reload import DataReloader, Edition
from layers.analysis.live_figures import Headlines
from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.routing import RouteFinder
from layers.analysis.what_if import WhatIf
from layers.errors import DataError, ExportError
from layers.faults import Fault, FaultCode
from layers.model.dataset import Data
from layers.network.scenario import Scenario
from layers.packs.load import load
from layers.stories.repository import StoryRepository
from layers.system import scratch_folder as scratch
from layers.system.scratch_folder import scratch_folder
from tests.dashboard.pages import opened
from tests.test_architecture import CODE, name_of, names_used

WRONG = Fault(
    FaultCode.CHOICE, "pack/corridors.yaml", "corridor", "x", ("status",),
    {"given": '"opne"', "choices": ("open", "shut")},
)  # fmt: skip


class Disk:
    """A folder of one file, and a reader that counts; a file that says ``wrong`` is refused."""

    def __init__(self, folder: Path, data: Data) -> None:
        self.folder, self.data, self.reads = folder, data, 0
        self.while_reading = lambda: None
        self.write("one")
        self.reloader = DataReloader(folder, 0, self.read)

    def write(self, text: str) -> None:
        (self.folder / "corridors.yaml").write_text(text, encoding="utf-8")

    def read(self, folder: Path) -> Data:
        self.reads += 1
        text = (folder / "corridors.yaml").read_text(encoding="utf-8")
        self.while_reading()
        if "wrong" in text:
            raise DataError([WRONG])
        return self.data


@pytest.fixture
def disk(tmp_path: Path, data: Data) -> Disk:
    """A folder to change."""
    return Disk(tmp_path, data)


def test_what_has_not_changed_is_not_read_again(disk: Disk) -> None:
    first = disk.reloader.edition()
    assert [disk.reloader.edition() for _ in range(5)] == [first] * 5
    assert disk.reads == 1


def test_a_change_that_is_right_is_another_edition(disk: Disk) -> None:
    first = disk.reloader.edition()
    disk.write("two")
    second = disk.reloader.edition()
    assert second.version != first.version
    assert disk.reloader.recent() == (second, first)
    disk.write("three")
    assert disk.reloader.recent() == (second, first)
    third = disk.reloader.edition()
    assert disk.reloader.recent() == (third, second)


def test_a_change_that_is_wrong_leaves_the_earlier_data_and_says_why(disk: Disk) -> None:
    first = disk.reloader.edition()
    disk.write("wrong")
    for _ in range(3):
        told = disk.reloader.edition()
        assert (told.data, told.version, told.faults) == (first.data, first.version, (WRONG,))
    assert disk.reads == 2, "the same wrong files are read once"
    disk.write("one")
    assert disk.reloader.edition() == first
    assert disk.reloader.edition().faults == ()


def test_a_file_that_was_only_touched_is_no_change(disk: Disk) -> None:
    first = disk.reloader.edition()
    os.utime(disk.folder / "corridors.yaml", ns=(1, 1))
    assert disk.reloader.edition() is not None
    assert (disk.reloader.edition(), disk.reads) == (first, 1)


def test_files_that_are_still_being_written_are_not_taken(disk: Disk) -> None:
    first = disk.reloader.edition()
    disk.write("two")
    disk.while_reading = lambda: disk.write("three, longer")
    assert disk.reloader.edition() == first
    disk.while_reading = lambda: None
    assert disk.reloader.edition().version != first.version
    assert len(disk.reloader.recent()) == 2


def test_wrong_from_the_start_until_it_is_put_right(disk: Disk) -> None:
    disk.write("wrong")
    for _ in range(2):
        with pytest.raises(DataError, match="opne"):
            disk.reloader.edition()
    assert disk.reads == 1
    disk.write("two")
    assert disk.reloader.edition().faults == ()


def test_a_folder_that_goes_leaves_the_data(data: Data, geodata_copy: Path) -> None:
    reloader = DataReloader(geodata_copy, 0, lambda folder: data if folder.exists() else load(folder))
    first = reloader.edition()
    geodata_copy.rename(geodata_copy.with_name("elsewhere"))
    told = reloader.edition()
    assert told.data is first.data
    assert any(fault.code is FaultCode.FILE_MISSING for fault in told.faults)


def test_who_asks_while_another_reads_does_not_wait(disk: Disk) -> None:
    first = disk.reloader.edition()
    reading, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        reading.set()
        go_on.wait(10)

    disk.write("two")
    disk.while_reading = slow
    one = threading.Thread(target=disk.reloader.edition)
    one.start()
    assert reading.wait(10)
    assert disk.reloader.edition() == first
    go_on.set()
    one.join(10)
    assert disk.reloader.edition().version != first.version


def test_the_folder_is_looked_at_only_now_and_then(tmp_path: Path, data: Data) -> None:
    disk = Disk(tmp_path, data)
    reloader = DataReloader(tmp_path, 3600, disk.read)
    first = reloader.edition()
    disk.write("two")
    assert reloader.edition() == first


def test_every_file_of_the_shipped_pack_is_watched(geodata_copy: Path, data: Data) -> None:
    reloader = DataReloader(geodata_copy, 0, lambda _: data)
    read = [p for p in geodata_copy.rglob("*") if p.suffix in {".yaml", ".geojson"} and p.name != "legs.yaml"]
    assert len(read) > 30
    for path in sorted(read):
        before = reloader.edition().version
        path.write_bytes(path.read_bytes() + b"\n")
        assert reloader.edition().version != before, path


def test_what_is_made_of_the_data_goes_with_its_edition(data: Data) -> None:
    one, other = Edition(data, "one"), Edition(data, "other")
    try:
        assert loaders.get_model(one) is loaders.get_model(Edition(data, "one", (WRONG,)))
        assert loaders.get_model(one) is not loaders.get_model(other)
    finally:
        loaders.forget()


# --- sessions and disks ----------------------------------------------------------------------------------


def test_a_session_holds_no_more_however_long_it_lasts() -> None:
    page = opened()
    sizes = []
    lenses = ("status", "risk", "stance:beijing", "veto")
    for turn in range(24):
        page.query_params["lens"] = lenses[turn % 4]
        page.query_params["date"] = f"20{21 + turn % 5}-0{1 + turn % 9}-01"
        page.query_params["closed"] = ("IR", "RU", "CN")[turn % 3]
        page.run()
        assert not page.exception
        sizes.append(len(page.session_state._state.filtered_state))
    assert max(sizes[12:]) <= max(sizes[:12]), sizes


def test_links_to_ever_new_scenarios_do_not_fill_the_memory(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WhatIf, "headline", lambda *_: None)
    headlines = Headlines(RiskModel(data))
    finder = RouteFinder(RiskModel(data), central_settings(data))
    corridor = next(one.id for one in data.corridors.values() if one.outlet)
    for number in range(2000):
        scenario = Scenario("2026-07-01", built=((corridor, number / 4000 + 0.1),))
        headlines.of(scenario)
        finder._taken_as_built(scenario)
    assert headlines._found.cache_info().currsize <= 256
    assert len(finder._built) == 1


def test_a_disk_that_cannot_be_written_to_is_told(
    tmp_path: Path, data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused as the system does it; whoever runs the tests may be allowed to write anywhere."""
    story = next(iter(data.stories.values()))
    repository = StoryRepository(data.stories, tmp_path / "stories")
    own = repository.duplicate(story.id, story.title)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    for name in ("mkdir", "write_text", "write_bytes", "replace", "unlink"):
        monkeypatch.setattr(Path, name, refuse)
    assert set(repository.stories()) == {*data.stories, own.id}
    assert repository.faults() == ()
    working = repository.working(own.id)
    for attempt in (
        lambda: repository.duplicate(story.id, story.title),
        lambda: repository.put(own.id, working.fields, expected=working.version),
        lambda: repository.delete(own.id),
    ):
        with pytest.raises(ExportError, match=r"Read-only file system\..*written to"):
            attempt()
    monkeypatch.setattr(scratch, "TemporaryDirectory", refuse)
    with pytest.raises(ExportError, match="TMPDIR"), scratch_folder():
        pass
    with pytest.raises(ExportError, match="TMPDIR"):
        repository.take_in(b"id: x", "x.yaml")


def test_no_page_writes_to_disk_by_itself() -> None:
    writing = {
        "write_text",
        "write_bytes",
        "mkdir",
        "unlink",
        "rmdir",
        "touch",
        "rename",
        "mkdtemp",
        "mkstemp",
    }
    writers = {name_of(path) for path in CODE if writing & set(names_used(path))}
    assert {name for name in writers if name.startswith("dashboard")} == set()
    assert "layers.stories.repository" in writers
