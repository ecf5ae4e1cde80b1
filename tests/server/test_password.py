"""The password: pages, files, our own routes and the websocket ask for it; only /healthz does not."""

from __future__ import annotations

import base64
import os
import time
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from tests.browser.serving import Server
from tests.server.conftest import PASSWORD
from tests.server.visiting import ask, rerun, visit

EVERY_KIND = (
    "/", "/briefing", "/favicon.png", "/_stcore/health", "/_stcore/host-config", "/present/sea-room",
    "/searoom-map/0000/map.js", "/media/x", "/healthz/", "/healthz/../", "//healthz",
)  # fmt: skip


def basic(password: str, user: str = "anyone", scheme: str = "Basic") -> dict[str, str]:
    """The header that a browser sends once it was told the password."""
    return {"Authorization": f"{scheme} {base64.b64encode(f'{user}:{password}'.encode()).decode()}"}


WRONG = (
    {},
    basic(""),
    basic(PASSWORD + " "),
    basic(PASSWORD[:-1]),
    basic(PASSWORD.upper()),
    basic(PASSWORD, scheme="Bearer"),
    {"Authorization": "Basic"},
    {"Authorization": "Basic ????"},
    {"Authorization": "Basic " + base64.b64encode(PASSWORD.encode()).decode()},
    {"Authorization": "Basic " + base64.b64encode(b"\xff\xfe:\xff").decode()},
    {"Cookie": "searoom-visitor="},
    {"Cookie": "searoom-visitor=guessed"},
    {"Cookie": "searoom-visitor=" + "a" * 5000},
    {"Cookie": "=;;;\x22"},
)


@pytest.mark.parametrize("path", EVERY_KIND)
def test_nothing_is_shown_without_it(closed_server: Server, path: str) -> None:
    status, headers, body = ask(closed_server.host, path)
    assert status in (400, 401)
    assert len(body) < 50
    assert headers["x-frame-options"] == "DENY"
    if status == 401:
        assert headers["www-authenticate"].startswith("Basic ")


@pytest.mark.parametrize("sent", WRONG, ids=str)
def test_what_is_not_quite_the_password_is_refused(closed_server: Server, sent: dict[str, str]) -> None:
    assert ask(closed_server.host, "/", headers=sent)[0] == 401
    with pytest.raises(InvalidStatus) as refused, visit(closed_server.host, sent):
        pass
    assert refused.value.response.status_code in (401, 403)


def test_a_wrong_guess_is_answered_late_and_alone(closed_server: Server) -> None:
    started = time.perf_counter()
    ask(closed_server.host, "/", headers=basic("wrong password"))
    assert time.perf_counter() - started >= 0.5


def test_with_it_pages_files_and_websocket_answer(closed_server: Server) -> None:
    known = basic(PASSWORD)
    status, headers, page = ask(closed_server.host, "/", headers=known)
    assert (status, b"<title>" in page) == (200, True)
    assert "default-src 'none'" in headers["content-security-policy"]
    assert ask(closed_server.host, "/present/sea-room", headers=known)[0] == 200
    assert ask(closed_server.host, "/_stcore/health", headers=known)[0] == 200
    with visit(closed_server.host, known) as stream:
        assert rerun(stream)


def test_the_cookie_that_comes_with_it_is_enough_for_the_websocket(closed_server: Server) -> None:
    """Some browsers do not send the password along when they open one."""
    _, headers, _ = ask(closed_server.host, "/", headers=basic(PASSWORD))
    cookie = SimpleCookie(headers["set-cookie"])["searoom-visitor"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
    assert len(cookie.value) >= 32
    assert PASSWORD not in headers["set-cookie"]
    sent = {"Cookie": f"other=1; searoom-visitor={cookie.value}"}
    assert ask(closed_server.host, "/briefing", headers=sent)[0] == 200
    with visit(closed_server.host, sent) as stream:
        assert rerun(stream)


def test_the_cookie_is_for_encrypted_ways_only_where_there_is_one(closed_server: Server) -> None:
    """A proxy on the same machine says that the visitor came by TLS."""
    _, headers, _ = ask(closed_server.host, "/", headers=basic(PASSWORD) | {"X-Forwarded-Proto": "https"})
    assert "; Secure" in headers["set-cookie"]
    _, headers, _ = ask(closed_server.host, "/", headers=basic(PASSWORD))
    assert "Secure" not in headers["set-cookie"]


def test_health_needs_none(closed_server: Server) -> None:
    assert ask(closed_server.host, "/healthz")[0] == 200


def test_neither_log_nor_command_line_holds_it(closed_server: Server) -> None:
    process = Path(f"/proc/{closed_server.process.pid}")
    if process.is_dir():  # where the system shows it
        assert PASSWORD.encode() not in (process / "cmdline").read_bytes()
        assert PASSWORD.encode() not in (process / "environ").read_bytes()
    assert PASSWORD not in " ".join(map(os.fspath, closed_server.process.args))  # type: ignore[arg-type, union-attr]
