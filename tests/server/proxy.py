"""A small reverse proxy, as docs/serving.md tells nginx and Caddy to be: it asks for a password, takes its
own prefix off the path, hands on the host and the scheme, and passes the websocket through.

It stands in for them, because a test cannot count on either being installed; what it proves is that the
dashboard works behind anything that does these five things.
"""

from __future__ import annotations

import asyncio
import base64
import http.client
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import uvicorn
import websockets
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from tests.browser.serving import free_port

HOP = {"connection", "keep-alive", "transfer-encoding", "upgrade", "content-length"}


@contextmanager
def run_proxy(behind: str, prefix: str = "", user: str = "", password: str = "") -> Iterator[str]:
    """Host and prefix of a proxy before the server ``behind``."""
    port = free_port()
    asked = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode() if password else ""

    def headers_of(incoming: Request | WebSocket) -> dict[str, str]:
        handed = {
            k: v for k, v in incoming.headers.items() if k not in HOP and not k.startswith("sec-websocket")
        }
        return handed | {"x-forwarded-for": "203.0.113.7", "x-forwarded-proto": "https"}

    async def pages(request: Request) -> Response:
        if asked and request.headers.get("authorization") != asked:
            return Response("", 401, {"WWW-Authenticate": "Basic realm=proxy"})
        if not request.url.path.startswith(prefix):
            return Response("", 404)
        path = request.scope["raw_path"].decode()[len(prefix) :]
        query = f"?{request.url.query}" if request.url.query else ""
        return await run_in_threadpool(
            fetch, request.method, path + query, headers_of(request), await request.body()
        )

    def fetch(method: str, path: str, headers: dict[str, str], body: bytes) -> Response:
        connection = http.client.HTTPConnection(behind, timeout=30)
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        told = Response(answer.read(), answer.status)
        told.raw_headers = [
            (k.lower().encode(), v.encode("latin-1")) for k, v in answer.getheaders() if k.lower() not in HOP
        ]
        told.raw_headers.append((b"content-length", str(len(told.body)).encode()))
        connection.close()
        return told

    async def stream(browser: WebSocket) -> None:
        if asked and browser.headers.get("authorization") != asked:
            await browser.close(1008)
            return
        wanted = [part.strip() for part in browser.headers.get("sec-websocket-protocol", "").split(",")]
        address = f"ws://{behind}{browser.url.path[len(prefix) :]}"
        handed = headers_of(browser)
        host, origin = handed.pop("host"), handed.pop("origin", None)
        del host  # the library sets it from the address; the origin has to be of the same host
        async with websockets.connect(
            address, subprotocols=wanted, additional_headers=handed, max_size=None, compression=None,
            origin=f"http://{behind}" if origin else None, proxy=None,
        ) as server:  # fmt: skip
            await browser.accept(server.subprotocol)

            async def up() -> None:
                with suppress(WebSocketDisconnect):
                    while True:
                        await server.send(await browser.receive_bytes())

            async def down() -> None:
                with suppress(websockets.ConnectionClosed, WebSocketDisconnect):
                    async for message in server:
                        await browser.send_bytes(message)

            _, unfinished = await asyncio.wait(
                [asyncio.ensure_future(up()), asyncio.ensure_future(down())],
                return_when=asyncio.FIRST_COMPLETED,
            )
            for task in unfinished:
                task.cancel()
        with suppress(RuntimeError, WebSocketDisconnect):
            await browser.close()

    methods = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "POST"]
    app = Starlette(
        routes=[WebSocketRoute("/{path:path}", stream), Route("/{path:path}", pages, methods=methods)]
    )
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", ws="websockets-sansio")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"localhost:{port}{prefix}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)
