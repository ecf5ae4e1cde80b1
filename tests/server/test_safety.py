"""What the server lets in, what it gives away, and what it tells the browser to allow."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard.safety import is_from_page, is_plain_path
from layers.cli import main
from layers.text import translate
from tests.browser.serving import Server, run_server
from tests.server.conftest import own_stories
from tests.server.failing_server import SECRET
from tests.server.visiting import ask, rerun, visit, words

ROOT = Path(__file__).parents[2]
FAILING = (sys.executable, str(Path(__file__).with_name("failing_server.py")))
SECURED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
EVERY_KIND = (
    "/", "/briefing", "/favicon.png", "/_stcore/health", "/_stcore/host-config", "/healthz",
    "/searoom-map/0000000000000000/map.js", "/present/sea-room", "/present/none", "/media/none", "/../x",
)  # fmt: skip
ROOTS = (
    "/", "/static/", "/searoom-map/", "/searoom-map/0000/", "/present/", "/media/", "/component/",
    "/app/static/",
)  # fmt: skip
CLIMBS = (
    "../pyproject.toml",
    "../../../../../../../../etc/passwd",
    "..%2f..%2f..%2f..%2f..%2fetc/passwd",
    "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "%252e%252e%252fetc%252fpasswd",
    "%25252e%25252e/etc/passwd",
    "..\\..\\etc\\passwd",
    "..%5c..%5cetc%5cpasswd",
    "%2e%2e%5cwindows",
    "map.js%00.png",
    "%00",
    "a%0d%0aSet-Cookie:%20x=1",
    "./x",
    "a/./b",
    "x%7f",
)
LISTED = ("BidiComponent", "Index of", "Directory listing", "leaflet.css")


# --- headers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", EVERY_KIND)
def test_every_answer_has_the_headers(open_server: Server, path: str) -> None:
    _, headers, _ = ask(open_server.host, path)
    assert {name: headers[name] for name in SECURED} == SECURED
    assert headers["referrer-policy"] in ("same-origin", "no-referrer")
    assert "camera=()" in headers["permissions-policy"]
    assert headers.get_all("content-security-policy") is not None
    assert len(headers.get_all("content-security-policy") or []) == 1


def test_the_policy_allows_no_script_but_the_servers_own(open_server: Server) -> None:
    _, headers, page = ask(open_server.host, "/")
    policy = {
        name: set(values)
        for name, *values in (part.split() for part in headers["content-security-policy"].split(";"))
    }
    inline = re.findall(r"<script>(.*?)</script>", page.decode(), re.DOTALL)
    hashes = {
        f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in inline
    }
    assert inline, "Streamlit's page has changed: does it still need a hash?"
    assert policy["default-src"] == policy["frame-ancestors"] == policy["form-action"] == {"'none'"}
    assert policy["script-src"] == {"'self'", "blob:"} | hashes
    assert policy["connect-src"] == {"'self'"}
    everything = set().union(*policy.values())
    assert (
        not {"*", "http:", "https:", "'unsafe-eval'", "'wasm-unsafe-eval'", "'strict-dynamic'"} & everything
    )
    assert [name for name, values in policy.items() if "'unsafe-inline'" in values] == ["style-src"]


def test_a_presented_story_keeps_its_stricter_policy(open_server: Server) -> None:
    _, headers, _ = ask(open_server.host, "/present/sea-room")
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'unsafe-inline'")
    assert "'self'" not in headers["content-security-policy"]


# --- paths -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("climb", CLIMBS)
def test_no_path_leads_out(open_server: Server, root: str, climb: str) -> None:
    status, _, body = ask(open_server.host, root + climb)
    assert status in (400, 404)
    assert len(body) < 200
    assert b"/" not in body


def test_a_path_that_a_client_cannot_even_send_is_refused(open_server: Server) -> None:
    """Sent as bytes: a null byte, and a path that is an address of its own."""
    name, _, port = open_server.host.partition(":")
    for target in (b"/static/a\x00b", b"//evil.example/x", b"/static/\xff\xfe/../x"):
        with socket.create_connection((name, int(port)), timeout=10) as raw:
            raw.sendall(b"GET " + target + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            answer = raw.recv(200)
        assert answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 404")), (target, answer)


@pytest.mark.parametrize(
    "path", ["/", "/a", "/a/b.js", "/searoom-map/0f/map.js", "/a..b/..c", "/%D0%B9", "/a%20b"]
)
def test_plain_paths_pass(path: str) -> None:
    assert is_plain_path(path.encode())


@pytest.mark.parametrize(
    "path", ["/static/", "/static/js/", "/static/js", "/searoom-map/", "/present/", "/media/"]
)
def test_no_directory_is_listed(open_server: Server, path: str) -> None:
    status, _, body = ask(open_server.host, path)
    assert status in (200, 301, 400, 404)
    assert not [word for word in LISTED if word.encode() in body]


@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/interact",
     "/_stcore/script-health-check", "/.streamlit/config.toml", "/dashboard/app.py", "/app/static/app.py",
     "/searoom-map/x/home.py"],
)  # fmt: skip
def test_what_no_page_needs_is_not_there(open_server: Server, path: str) -> None:
    status, headers, body = ask(open_server.host, path)
    assert status == 404 or (headers["content-type"].startswith("text/html") and b"<title>Streamlit" in body)
    assert b"[server]" not in body and b"import" not in body.replace(b"important", b"")


# --- uploads and messages --------------------------------------------------------------------------------


def test_an_upload_that_is_too_large_is_refused(open_server: Server) -> None:
    limit_mb = tomllib.loads((ROOT / "dashboard/.streamlit/config.toml").read_text())["server"][
        "maxUploadSize"
    ]
    assert limit_mb <= 20
    _, given, _ = ask(open_server.host, "/_stcore/host-config")
    _, health, _ = ask(open_server.host, "/_stcore/health")
    cookies = [*(given.get_all("set-cookie") or []), *(health.get_all("set-cookie") or [])]
    token = next(c.partition(";")[0] for c in cookies if "_xsrf" in c)
    sent = {
        "Cookie": token,
        "X-Xsrftoken": token.partition("=")[2],
        "Content-Type": "multipart/form-data; boundary=b",
    }
    with visit(open_server.host) as stream:
        told = rerun(stream)
        session = next(
            m.new_session.initialize.session_id for m in told if m.WhichOneof("type") == "new_session"
        )
        address = f"/_stcore/upload_file/{session}/1.1"
        small = b'--b\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\nhello\r\n--b--\r\n'
        assert ask(open_server.host, address, "PUT", sent, small)[0] in (200, 204)
        assert (
            ask(open_server.host, address, "PUT", {**sent, "Content-Length": str(limit_mb * 1024**2 + 1)})[0]
            == 413
        )
        assert ask(open_server.host, address, "PUT", {"Content-Type": sent["Content-Type"]}, small)[0] == 403


def test_only_what_a_page_of_ours_sends_reaches_streamlit(open_server: Server) -> None:
    """Not: clear the caches, tell of the checkout, write files beside the script."""
    refused = [
        BackMsg(clear_cache=True),
        BackMsg(load_git_info=True),
        BackMsg(set_run_on_save=True),
        BackMsg(),
    ]
    install, dismiss, chunk = BackMsg(), BackMsg(), BackMsg()
    install.backend_operation_request.install_skills.SetInParent()
    dismiss.backend_operation_request.dismiss_skills_nudge.SetInParent()
    chunk.backend_operation_request.dataframe_chunk.SetInParent()
    for message in (*refused, install, dismiss):
        assert not is_from_page(message.SerializeToString())
    for content in (b"", None, b"\xff\xff\xff", b"not a message"):
        assert not is_from_page(content)
    run = BackMsg()
    run.rerun_script.query_string = ""
    for message in (run, chunk, BackMsg(stop_script=True), BackMsg(app_heartbeat=True)):
        assert is_from_page(message.SerializeToString())
    with visit(open_server.host) as stream:
        for message in (*refused, install):
            stream.send(message.SerializeToString())
        stream.send(b"\xff\xff")
        told = rerun(stream)
    kinds = {message.WhichOneof("type") for message in told}
    assert "script_finished" in kinds
    assert not {"git_info_changed", "backend_operation_response"} & kinds


@pytest.mark.parametrize("page", ["", "briefing", "method"])
def test_no_page_tells_where_the_server_keeps_its_files(open_server: Server, page: str) -> None:
    with visit(open_server.host) as stream:
        told = words(rerun(stream, page=page))
    assert os.fspath(ROOT) not in told
    assert "site-packages" not in told


# --- telemetry -------------------------------------------------------------------------------------------


def test_the_page_is_told_to_gather_nothing(open_server: Server) -> None:
    with visit(open_server.host) as stream:
        opening = next(m.new_session for m in rerun(stream) if m.WhichOneof("type") == "new_session")
    assert opening.config.gather_usage_stats is False
    _, _, body = ask(open_server.host, "/_stcore/host-config")
    assert b'"metricsUrl":""' in body.replace(b" ", b"")


# --- errors ----------------------------------------------------------------------------------------------


def test_a_page_that_fails_says_so_plainly_in_both_languages_and_nothing_else(tmp_path: Path) -> None:
    environment = own_stories(tmp_path) | {"FAIL": "page", "PYTHONPATH": os.fspath(ROOT)}
    with run_server(tmp_path, FAILING, environment) as server, visit(server.host) as stream:
        told = words(rerun(stream, page="method"))
        well = words(rerun(stream))
    for language in ("en", "ru"):
        assert translate(language, "server.mishap") in told
        assert translate(language, "server.mishap") not in well
    number = re.search(r"number ([0-9a-f]{8})\.", told)
    assert number
    for giveaway in (
        SECRET,
        "RuntimeError",
        "Traceback",
        "cannot open",
        os.fspath(ROOT),
        "site-packages",
        "method_page",
    ):
        assert giveaway not in told
    log = (tmp_path / "serve.log").read_text(encoding="utf-8")
    assert number[1] in log and SECRET in log, "whoever runs the server is told all of it"


def test_health_tells_which_data_and_nothing_else(open_server: Server) -> None:
    status, headers, body = ask(open_server.host, "/healthz")
    assert (status, headers["cache-control"]) == (200, "no-store")
    assert re.fullmatch(rb'\{"status":"ok","data":"[0-9a-f]{16}"\}', body)
    assert ask(open_server.host, "/healthz", "POST")[0] == 405


def test_health_is_bad_while_there_are_no_data(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    environment = own_stories(tmp_path) | {"FAIL": "data", "PYTHONPATH": os.fspath(ROOT)}
    with run_server(tmp_path, FAILING, environment, options=("--data", str(pack))) as server:
        status, _, body = ask(server.host, "/healthz")
        with visit(server.host) as stream:
            told = words(rerun(stream))
    assert status == 503
    assert re.fullmatch(
        rb'\{"status":"unavailable","reason":"the data have \d+ faults; run: searoom check"\}', body
    )
    assert translate("en", "page.data_fault") in told and translate("ru", "page.data_fault") in told
    assert os.fspath(tmp_path) not in told and os.fspath(tmp_path).encode() not in body


def test_the_password_is_never_on_a_command_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for content in ("", "short", "\n a long one, but on the second line"):
        (tmp_path / "password").write_text(content, encoding="utf-8")
        assert main(["serve", "--password-file", str(tmp_path / "password")]) == 1
    assert main(["serve", "--password-file", str(tmp_path / "none")]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 4 and "Traceback" not in told
    assert "a long one" not in told and "short" not in told
    options = subprocess.run(
        [sys.executable, "-m", "layers.cli", "serve", "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert set(re.findall(r"--password\S*", options)) == {"--password-file"}
