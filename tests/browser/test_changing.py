"""The data change, and the server is killed, while someone looks at the page."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from layers.packs.load import load
from layers.text import translate
from tests.browser.mapped import MapPage
from tests.browser.serving import Server, free_port, is_listening, run_server
from tests.browser.waiting import wait_until
from tests.browser.watching import Watch, new_visitor

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
AWAY = """getComputedStyle(document.querySelector(".stApp"), "::after").opacity === "1"
  && getComputedStyle(document.querySelector(".stApp"), "::after").content.includes("Сервер не отвечает")"""
OF_THE_KILL = re.compile(
    "ERR_CONNECTION_(REFUSED|RESET)|WebSocket|ERR_INCOMPLETE|ERR_EMPTY|disconnect|reaching|still run"
    "|DoInitPings timed out"
)
LOOK_S = 2.2
"""Longer than the server waits between two looks at the folder."""
VIEW = "?lens=stance:beijing&date=2025-10-11&selection=corridor:karakoram&language=ru&closed=IR"


@pytest.fixture
def changing(tmp_path: Path, geodata_copy: Path) -> Iterator[Server]:
    """A server on a copy of the data."""
    environment = os.environ | {"SEAROOM_STORIES": str(tmp_path / "stories")}
    with run_server(tmp_path, environment=environment, options=("--data", str(geodata_copy))) as server:
        yield server


# Slow: the server looks at its folder every other second.
@pytest.mark.slow
def test_a_change_is_shown_if_it_is_right_and_told_if_not(
    page: Page, watch: Watch, changing: Server, geodata_copy: Path
) -> None:
    watch.hosts.add(changing.host)
    shown = MapPage(page).open(changing.url)
    page.wait_for_selector(".st-key-panel .sr-page")
    corridors = geodata_copy / "corridors.yaml"
    right = corridors.read_text(encoding="utf-8")
    corridor = load().corridors["karakoram"]

    _wait_and_write(
        corridors, right.replace("\n  mode", "\n  mood", 1).replace("id: karakoram", "id: karakorum", 1)
    )
    shown.press("lens:status")
    notice = page.locator(".sr-notice")
    expect(notice).to_contain_text("corridors.yaml", timeout=30_000)
    words = translate("en", "server.data_refused", n="#", first="#").partition("#")[0]
    expect(notice).to_contain_text(words.strip())
    expect(shown.row("corridor:karakoram")).to_be_attached()
    page.locator(".st-key-nav-other-sources a").click()
    expect(page.locator(".st-key-content h1")).to_be_visible()
    expect(notice).to_contain_text("corridors.yaml")
    page.goto(f"{changing.url}?language=ru")
    expect(notice).to_contain_text(
        translate("ru", "server.data_refused", n="#", first="#").partition("#")[0].strip()
    )

    shown.wait()
    _wait_and_write(corridors, right.replace(corridor.short_name["ru"], "Путь, названный заново"))
    shown.press("lens:status")
    expect(notice).to_have_count(0, timeout=30_000)
    expect(shown.row("corridor:karakoram")).to_have_text(re.compile("Путь, названный заново"), timeout=30_000)
    expect(page.locator("#map_searoom")).to_have_count(1)
    shown.press("lens:veto")  # the map that was drawn anew speaks to the server
    expect(page).to_have_url(re.compile("lens=veto"))


def _wait_and_write(path: Path, text: str) -> None:
    time.sleep(LOOK_S)
    path.write_text(text, encoding="utf-8")


# Slow: two servers, twenty other visitors and three open pages, and Streamlit's own waits to connect again.
@pytest.mark.slow
def test_after_a_kill_open_pages_come_back_as_their_addresses_say(browser: Browser, tmp_path: Path) -> None:
    """Meanwhile a bar says that the server is away, and the map goes on working without it."""
    port = free_port()
    environment = os.environ | {"SEAROOM_STORIES": str(tmp_path / "stories")}
    watch = Watch(hosts={f"localhost:{port}"})
    visitors = [new_visitor(browser, watch) for _ in range(2)]
    with run_server(tmp_path, environment=environment, port=port) as server:
        shown = [MapPage(one.new_page()).open(server.url + VIEW) for one in visitors]
        for one in shown:
            expect(panel_title(one)).to_have_count(1, timeout=30_000)
            expect(one.page).to_have_url(re.compile("selection=corridor"))
        title = panel_title(shown[0]).inner_text()
        view, url = shown[0].view(), shown[0].page.url
        assert url == shown[1].page.url
        with crowd(server.host):
            os.killpg(server.process.pid, signal.SIGKILL)
            server.wait()
        assert not is_listening(server)
        for one in shown:
            wait_until(one.page, AWAY)
            expect(one.page.get_by_role("dialog")).to_have_count(0)
        shown[0].page.wait_for_timeout(2000)
        shown[0].page.screenshot(path=tmp_path / "meanwhile.png")
        shown[0].press("lens:status")  # the map needs no server
        assert shown[0].view()["lens"] == "status"
    with run_server(tmp_path, environment=environment, port=port):
        for one in shown:
            wait_until(one.page, f"!({AWAY})", longest_s=60)
            expect(panel_title(one)).to_have_text(title, timeout=30_000)
        expect(shown[1].page).to_have_url(url)
        assert shown[1].view() == view
        # What was done meanwhile is told to the new server together with the next thing that is done.
        shown[0].press("theme")
        expect(shown[0].page).to_have_url(re.compile("lens=status.*theme=dark"), timeout=30_000)
        expect(panel_title(shown[0])).to_have_text(title)
        shown[1].press("lens:risk")
        expect(shown[1].page).not_to_have_url(re.compile("lens="), timeout=30_000)
        again = MapPage(visitors[1].new_page()).open(url)
        assert again.view() == view
        for visitor in visitors:
            visitor.close()
    assert [fault for fault in watch.faults if not OF_THE_KILL.search(fault)] == []


def panel_title(shown: MapPage) -> Locator:
    """What the panel beside the map is about."""
    return shown.page.locator(".st-key-panel h2")


@contextmanager
def crowd(host: str) -> Iterator[None]:
    """Twenty other visitors who keep the server busy."""
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.load",
        "--host",
        host,
        "--sessions",
        "20",
        "--seconds",
        "60",
    ]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None
        while not process.stdout.readline().startswith("open"):
            assert process.poll() is None, "the crowd did not come"
        time.sleep(3)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)
