"""Middleware of every request: security headers, refused paths, an optional password, filtered messages.

Pure ASGI, so that it also covers Streamlit's own pages, files and websocket, and buffers no message.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import os
import re
import secrets
from collections.abc import Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote_to_bytes

from google.protobuf.message import DecodeError
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from layers.system.password_file import PASSWORD_VARIABLE, read_password

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_COOKIE = "searoom-visitor"
_WRONG_PASSWORD_S = 0.5
_OPEN_TO_ALL = frozenset({"/healthz"})
_DEEPEST_ENCODING = 4

_UNUSED = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "geolocation", "gyroscope",
    "magnetometer", "microphone", "midi", "payment", "publickey-credentials-get", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
"""Browser features that no page of ours uses."""

_CLOSED_PREFIXES = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
"""Addresses of Streamlit's that no page of ours needs and that expose details of the server."""

_FROM_BROWSER = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"})
"""Messages that a page of ours sends. Streamlit would also clear the caches for any visitor, describe the
checkout that it runs from, and write files next to the script for requests from the same machine: behind a
proxy, that is every request."""
_OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})


def safety_middleware(environment: Mapping[str, str] = os.environ) -> list[Middleware]:
    """The middleware, outermost first; the environment says whether a password is required."""
    password = environment.get(PASSWORD_VARIABLE)
    asked = [Middleware(Password, password=read_password(Path(password)))] if password else []
    return [
        Middleware(SafeHeaders, headers=safe_headers()),
        Middleware(PlainPaths),
        *asked,
        Middleware(OwnHost),
        Middleware(PlainMessages, script=Path(__file__).with_name("home.py")),
    ]


def safe_headers() -> dict[str, str]:
    """Headers of every response that does not set them itself."""
    return {
        "Content-Security-Policy": content_policy(),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED),
    }


def content_policy() -> str:
    """The strictest policy under which Streamlit works.

    It loads components from ``blob:`` and sets inline styles. Nothing needs ``eval``: its charts come with an
    interpreter. Its one inline script is allowed by its hash, computed from the page that it serves.
    """
    index = (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
    hashes = [
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in _INLINE_SCRIPT.findall(index)
    ]
    scripts = " ".join(f"'sha256-{one}'" for one in hashes)
    return "; ".join((
        "default-src 'none'",
        f"script-src 'self' blob: {scripts}".rstrip(),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ))  # fmt: skip


class SafeHeaders:
    """Add headers to every response; those that a route has set itself stay."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self.app, self.headers = app, headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    present.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class PlainPaths:
    """Refuse paths that are not plain, however often they are encoded, and addresses that no page needs."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if not is_plain_path(scope.get("raw_path") or scope["path"].encode()):
            await _refuse(scope, receive, send, 400, "Bad path.")
        elif scope["path"].startswith(_CLOSED_PREFIXES):
            await _refuse(scope, receive, send, 404, "Not found.")
        else:
            await self.app(scope, receive, send)


def is_plain_path(raw: bytes) -> bool:
    """Whether a raw path stays below the root and has no control characters, at every level of encoding."""
    for _ in range(_DEEPEST_ENCODING):
        parts = raw.split(b"/")
        if b"\\" in raw or b".." in parts or b"." in parts or raw.startswith(b"//"):
            return False
        if any(byte < 0x20 or byte == 0x7F for byte in raw):
            return False
        decoded = unquote_to_bytes(raw)
        if decoded == raw:
            return True
        raw = decoded
    return False


class OwnHost:
    """Answer Streamlit's request for the host configuration: no other site embeds the page or messages it.

    Streamlit's error dialogs are off: the one for a lost connection would cover the map, which works without
    the server, and mentions Streamlit's command line. Our style sheet shows a notice instead.
    """

    _answer: ClassVar[dict[str, object]] = {
        "allowedOrigins": [],
        "useExternalAuthToken": False,
        "enableCustomParentMessages": False,
        "enforceDownloadInNewTab": False,
        "metricsUrl": "",
        "blockErrorDialogs": True,
        "resourceCrossOriginMode": None,
    }

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/_stcore/host-config" and scope["method"] == "GET":
            answer = JSONResponse(self._answer, headers={"Cache-Control": "no-cache"})
            await answer(scope, receive, send)
        else:
            await self.app(scope, receive, send)


class PlainMessages:
    """Drop websocket messages that no page of ours sends; remove the server's folders from what it sends."""

    def __init__(self, app: ASGIApp, script: Path) -> None:
        self.app, self._path, self._name = app, str(script).encode(), script.name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return

        async def receive_plain() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive" or is_from_page(message.get("bytes")):
                    return message

        async def send_plain(message: Message) -> None:
            content = message.get("bytes")
            if content and self._path in content:
                message = message | {"bytes": self._without_path(content)}
            await send(message)

        await self.app(scope, receive_plain, send_plain)

    def _without_path(self, content: bytes) -> bytes:
        message = ForwardMsg.FromString(content)
        if message.WhichOneof("type") == "new_session":
            message.new_session.main_script_path = self._name
        return message.SerializeToString()


def is_from_page(content: bytes | None) -> bool:
    """Whether a page of ours sends messages of this kind."""
    if not content:
        return False
    try:
        asked = BackMsg.FromString(content)
    except DecodeError:
        return False
    kind = asked.WhichOneof("type")
    if kind == "backend_operation_request":
        return asked.backend_operation_request.WhichOneof("payload") in _OPERATIONS
    return kind in _FROM_BROWSER


class Password:
    """Require a password by HTTP Basic authentication, with any user name.

    A request with the password is given a cookie that is valid until the server restarts, because some
    browsers do not send the password when they open a websocket.
    """

    def __init__(
        self, app: ASGIApp, password: str, make_token: Callable[[], str] = secrets.token_urlsafe
    ) -> None:
        self.app, self._digest, self._token = app, _digest(password), make_token()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or scope["path"] in _OPEN_TO_ALL:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if self._has_cookie(headers):
            await self.app(scope, receive, send)
        elif self._knows_password(headers):
            await self.app(scope, receive, self._with_cookie(scope, send))
        else:
            if "authorization" in headers:
                await asyncio.sleep(_WRONG_PASSWORD_S)  # slows down guessing
            challenge = {"WWW-Authenticate": 'Basic realm="Searoom", charset="UTF-8"'}
            await _refuse(scope, receive, send, 401, "A password is needed.", challenge)

    def _has_cookie(self, headers: Headers) -> bool:
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(_COOKIE)
        except CookieError:
            return False
        return found is not None and secrets.compare_digest(_digest(found.value), _digest(self._token))

    def _knows_password(self, headers: Headers) -> bool:
        scheme, _, encoded = headers.get("authorization", "").partition(" ")
        try:
            given = base64.b64decode(encoded.strip(), validate=True).decode("utf-8").partition(":")[2]
        except (binascii.Error, UnicodeDecodeError, ValueError):
            return False
        return scheme.casefold() == "basic" and secrets.compare_digest(_digest(given), self._digest)

    def _with_cookie(self, scope: Scope, send: Send) -> Send:
        secure = "; Secure" if scope["scheme"] in ("https", "wss") else ""
        cookie = f"{_COOKIE}={self._token}; Path=/; HttpOnly; SameSite=Strict{secure}"

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("Set-Cookie", cookie)
            await send(message)

        return send_with_cookie if scope["type"] == "http" else send


def _digest(text: str) -> bytes:
    """Of fixed length, so that comparing takes the same time for any text."""
    return hashlib.sha256(text.encode("utf-8", errors="replace")).digest()


async def _refuse(
    scope: Scope,
    receive: Receive,
    send: Send,
    status: int,
    words: str,
    headers: Mapping[str, str] | None = None,
) -> None:
    if scope["type"] == "websocket":
        await receive()  # the protocol allows an answer only after the request to connect
        await send({"type": "websocket.close", "code": 1008, "reason": words})
        return
    await PlainTextResponse(words, status_code=status, headers=dict(headers or {}))(scope, receive, send)
