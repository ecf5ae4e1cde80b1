"""The desk as editors use it: add, correct, take back, collide, lose the server, lose the right to write."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from layers.desk.desk import Desk
from layers.desk.journal import JOURNAL_FILE
from layers.model.vocabulary import LANGUAGES
from layers.packs.load import load
from layers.packs.reader import read_yaml
from layers.text import translate
from tests.browser.mapped import MapPage
from tests.browser.serving import Server, free_port, run_server
from tests.browser.test_changing import OF_THE_KILL
from tests.browser.waiting import settle, wait_until
from tests.browser.watching import Watch, new_visitor
from tests.desk.test_desk_edits import HORMUZ, KILLED

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
AWAY = """getComputedStyle(document.querySelector(".stApp"), "::after").opacity === "1"
  && getComputedStyle(document.querySelector(".stApp"), "::after").content.length > 6"""
SAVED_MS = 120_000
"""A save checks the whole pack; a busy machine takes its time."""
OWNER_OBEYS = ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-all")
"""Makes root obey the permissions of files as everyone else does."""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A small pack whose files have comments."""
    folder = Path(shutil.copytree(ROOT / "tests" / "packs" / "small", tmp_path / "pack"))
    for name in ("events.yaml", "projects.yaml", "bibliography.yaml"):
        path = folder / name
        path.write_text(
            f"# About the file.\n{path.read_text(encoding='utf-8')}# The end.\n", encoding="utf-8"
        )
    return folder


@contextmanager
def served(pack: Path, port: int | None = None) -> Iterator[Server]:
    """A server that may write to the pack, started by someone whom permissions bind."""
    command = (sys.executable, "-m", "layers.cli")
    if os.geteuid() == 0:
        command = (*OWNER_OBEYS, *command)
    environment = os.environ | {
        "SEAROOM_STORIES": str(pack.parent / "stories"),
        "PYTHONPATH": f"{ROOT}/src:{ROOT}",
    }
    with run_server(
        pack.parent, command, environment, options=("--data", str(pack), "--edit"), port=port
    ) as server:
        yield server


@pytest.fixture
def editing(pack: Path) -> Iterator[Server]:
    """A server that may write to the pack."""
    with served(pack) as server:
        yield server


def texts(pack: Path) -> dict[str, bytes]:
    """Every file of the pack but the desk's own."""
    return {
        path.relative_to(pack).as_posix(): path.read_bytes()
        for path in sorted(pack.rglob("*"))
        if path.is_file() and not path.name.startswith(".") and path.name != JOURNAL_FILE
    }


class DeskPage:
    """The desk in one tab."""

    def __init__(self, page: Page, language: str = "en") -> None:
        self.page, self.language = page, language

    def t(self, key: str, **values: object) -> str:
        return translate(self.language, f"desk.{key}", **values)

    def open(self, server: Server, what: str) -> DeskPage:
        self.page.goto(f"{server.url}own-data?edit={what}&language={self.language}")
        expect(self.form).to_be_visible(timeout=30_000)
        settle(self.page)
        return self

    @property
    def form(self) -> Locator:
        return self.page.locator(".st-key-desk-form")

    def write(self, label: str, text: str, within: str = ".st-key-content") -> None:
        field = self.page.locator(within).get_by_label(label, exact=True)
        field.fill(text)
        field.press("Tab")
        settle(self.page)
        expect(field).to_have_value(text)

    def field(self, name: str, language: str = "") -> str:
        label = self.t(f"field.{name}")
        if not language:
            return label
        tongue = translate(self.language, f"briefing.language.{language}")
        return translate(self.language, "briefing.in_language", field=label, tongue=tongue)

    def write_texts(self, name: str, en: str, ru: str) -> None:
        self.write(self.field(name, "en"), en)
        self.write(self.field(name, "ru"), ru)

    def choose(self, label: str, option: str | re.Pattern[str]) -> None:
        """Open a list and take one of it; a list that is drawn anew meanwhile closes, and is opened again."""
        box = self.page.locator(".st-key-content").get_by_role("combobox", name=label, exact=True)
        wanted = self.page.get_by_role("option", name=option).first
        for _ in range(5):
            box.click()
            with suppress(PlaywrightTimeout):
                wanted.click(timeout=4000)
                break
            self.page.keyboard.press("Escape")
        settle(self.page)
        expect(box).to_have_value(option)

    def sign(self, author: str, why: str) -> None:
        self.write(self.t("author"), author)
        self.write(self.t("why"), why)

    def save(self) -> None:
        expect(self.page.get_by_text(self.t("ready"))).to_be_visible(timeout=30_000)
        self.page.get_by_role("button", name=self.t("save"), exact=True).click()

    def expect_said(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=SAVED_MS)
        settle(self.page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_promise_with_its_source_is_added_corrected_and_taken_back(
    editing: Server, pack: Path, page: Page, watch: Watch, language: str
) -> None:
    """Byte for byte: what stands around the entry stays, and taking all back restores the files."""
    watch.hosts.add(editing.host)
    before = texts(pack)
    desk = DeskPage(page, language).open(editing, "promise:cpc-moorings.0")
    desk.write(desk.field("announced"), "May")
    expect(page.locator(".st-key-content [role=status]").first).to_contain_text(desk.field("announced"))
    desk.write(desk.field("announced"), "2026-02-10")
    desk.write(desk.field("due"), "2026-07")
    desk.write_texts("by", "The ministry: by July", "Министерство: к июлю")
    page.get_by_text(desk.t("new_source")).click()
    inside = ".st-key-desk-source"
    expect(page.locator(inside)).to_be_visible()
    desk.write(desk.field("publisher"), "Bridge News", inside)
    desk.write(desk.field("title"), "It is open", inside)
    desk.sign("Aigerim", "A new promise")
    desk.save()
    desk.expect_said(desk.t("saved"))
    after = texts(pack)
    assert {name for name in after if after[name] != before[name]} == {"projects.yaml", "bibliography.yaml"}
    for name in ("projects.yaml", "bibliography.yaml"):
        old, new = before[name].decode().splitlines(), after[name].decode().splitlines()
        steps = {step[0] for step in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()}
        assert steps == {"equal", "insert"}, name
    promise = load(pack).projects["cpc-moorings"].openings[0].promises[1]
    assert (promise.due, promise.sources) == ("2026-07", ("bridge-news",))

    desk.choose(desk.t("entry"), re.compile("^2026-02-10"))
    expect(page.get_by_label(desk.field("due"), exact=True)).to_have_value("2026-07")
    desk.write(desk.field("due"), "2026-08")
    desk.sign("Timur", "A month later")
    desk.save()
    desk.expect_said(desk.t("saved"))
    assert load(pack).projects["cpc-moorings"].openings[0].promises[1].due == "2026-08"
    changes = page.locator(".st-key-desk-changes")
    expect(changes).to_contain_text("Aigerim")
    expect(changes).to_contain_text(desk.t("because", reason="A month later"))

    undo = changes.get_by_role("button", name=desk.t("undo"), exact=True)
    undo.first.click()  # the correction; what takes it back then stands above it
    expect(changes).to_contain_text(desk.t("undo_reason", reason="A month later"), timeout=SAVED_MS)
    undo.nth(1).click()
    expect(changes).to_contain_text(desk.t("undo_reason", reason="A new promise"), timeout=SAVED_MS)
    assert texts(pack) == before
    assert [bool(entry.undoes) for entry in Desk(pack).journal()] == [False, False, True, True]


def test_two_editors_of_one_entry_see_both_versions_and_lose_nothing(
    browser: Browser, editing: Server, pack: Path
) -> None:
    watch = Watch(hosts={editing.host})
    visitors = [new_visitor(browser, watch) for _ in range(2)]
    mine, theirs = (DeskPage(one.new_page()).open(editing, "status:C-HORMUZ") for one in visitors)
    newest = Desk(pack).entries(HORMUZ)[-1]
    for desk in (mine, theirs):
        desk.choose(desk.t("entry"), re.compile(f"^{newest['from']}"))
    theirs.write_texts("reason", "Theirs was first.", newest["reason"]["ru"])
    theirs.sign("Timur", "News")
    theirs.save()
    theirs.expect_said(theirs.t("saved"))
    mine.write_texts("reason", "Mine came second.", newest["reason"]["ru"])
    mine.sign("Aigerim", "Other news")
    mine.save()
    mine.expect_said(mine.t("theirs"))
    conflict = mine.page.locator("table.conflict")
    expect(conflict).to_contain_text("Mine came second.")
    expect(conflict).to_contain_text("Theirs was first.")
    assert Desk(pack).entries(HORMUZ)[-1]["reason"]["en"] == "Theirs was first."
    expect(mine.page.get_by_label(mine.field("reason", "en"), exact=True)).to_have_value("Mine came second.")
    mine.page.get_by_role("button", name=mine.t("over_theirs"), exact=True).click()
    mine.save()
    mine.expect_said(mine.t("saved"))
    assert Desk(pack).entries(HORMUZ)[-1]["reason"]["en"] == "Mine came second."
    assert [entry.author for entry in Desk(pack).journal()] == ["Timur", "Aigerim"]
    # Every page shows it: the dossier leads back to the desk.
    shown = MapPage(visitors[1].new_page()).open(f"{editing.url}?selection=chokepoint:C-HORMUZ")
    panel = shown.page.locator(".st-key-panel")
    expect(panel).to_contain_text("Mine came second.", timeout=30_000)
    panel.get_by_role("link", name=translate("en", "desk.open")).click()
    expect(shown.page).to_have_url(re.compile("own-data.*edit=status(:|%3A)C-HORMUZ"))
    expect(shown.page.locator(".st-key-desk-form")).to_be_visible()
    chosen = shown.page.get_by_role("combobox", name=mine.t("of.status"), exact=True).first
    expect(chosen).to_have_value(re.compile("C-HORMUZ"))
    for visitor in visitors:
        visitor.close()
    assert watch.faults == []


def test_a_killed_server_comes_back_with_the_change_and_with_what_was_being_written(
    browser: Browser, pack: Path
) -> None:
    port, watch = free_port(), Watch()
    watch.hosts.add(f"localhost:{port}")
    visitor = new_visitor(browser, watch)
    with served(pack, port) as server:
        desk = DeskPage(visitor.new_page()).open(server, "source")
        desk.write(desk.field("publisher"), "Steppe Post")
        desk.sign("Aigerim", "A page")
        os.killpg(server.process.pid, signal.SIGKILL)
        server.wait()
    # Another server on the same pack is killed between the files of one change.
    subprocess.run([sys.executable, "-c", KILLED, str(pack), "2"], cwd=ROOT, check=False)
    assert "bridge-2026" not in (pack / "events.yaml").read_text(encoding="utf-8")
    with served(pack, port):
        assert "bridge-2026" in load(pack).events
        wait_until(desk.page, f"!({AWAY})", longest_s=90)
        desk.write(desk.field("title"), "Grain goes west")
        expect(desk.page.locator(".st-key-desk-changes")).to_contain_text("bridge-2026", timeout=90_000)
        expect(desk.page.get_by_label(desk.field("publisher"), exact=True)).to_have_value("Steppe Post")
        desk.save()
        desk.expect_said(desk.t("saved"))
        assert "steppe-post" in load(pack).bibliography
        assert read_yaml(pack / "events.yaml")[-1]["id"] == "bridge-2026"
    visitor.close()
    assert [fault for fault in watch.faults if not OF_THE_KILL.search(fault)] == []


def test_a_folder_that_cannot_be_written_to_is_named_and_the_form_keeps_its_content(
    editing: Server, pack: Path, page: Page, watch: Watch
) -> None:
    watch.hosts.add(editing.host)
    before = texts(pack)
    desk = DeskPage(page).open(editing, "source")
    desk.write(desk.field("publisher"), "Steppe Post")
    desk.write(desk.field("title"), "Grain goes west")
    desk.sign("Aigerim", "A page")
    pack.chmod(0o555)
    try:
        desk.save()
        desk.expect_said("pack/.changes.lock")
        assert texts(pack) == before
        expect(page.get_by_label(desk.field("title"), exact=True)).to_have_value("Grain goes west")
    finally:
        pack.chmod(0o755)
    desk.save()
    desk.expect_said(desk.t("saved"))
    assert "steppe-post" in load(pack).bibliography
