"""A visitor without a browser: speaks to the server as Streamlit's page does, by HTTP and websocket."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

STREAM = "_stcore/stream"
ANSWER_S = 60


def ask(
    host: str, path: str, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes = b""
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """Status, headers and body of the answer to a path that is sent exactly as it stands."""
    connection = http.client.HTTPConnection(host, timeout=ANSWER_S)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in (
            dict(headers or {}) | ({"Content-Length": str(len(body))} if body else {})
        ).items():
            connection.putheader(name, value)
        connection.endheaders(body or None)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


@contextmanager
def visit(
    host: str, headers: Mapping[str, str] | None = None, path: str = STREAM
) -> Iterator[ClientConnection]:
    """The websocket of one visit."""
    with connect(
        f"ws://{host}/{path}",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        additional_headers=dict(headers or {}),
        max_size=None,
        compression=None,
        open_timeout=ANSWER_S,
        proxy=None,
    ) as socket:
        yield socket


def rerun(socket: ClientConnection, query: str = "", page: str = "", state: bytes = b"") -> list[ForwardMsg]:
    """Everything that the server sends for one run of a page's script."""
    socket.send(run_message(query, page, state))
    told = []
    while True:
        message = ForwardMsg.FromString(bytes(socket.recv(timeout=ANSWER_S)))
        told.append(message)
        again = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
        if message.WhichOneof("type") == "script_finished" and not again:
            return told


def run_message(
    query: str = "",
    page: str = "",
    state: bytes = b"",
    view: tuple[str, Any] | None = None,
    kept: Iterable[str] = (),
) -> bytes:
    """What a page sends to have its script run.

    ``view`` is the map component's id and what it tells, ``kept`` names messages that need not come again.
    """
    asked = BackMsg()
    asked.rerun_script.query_string = query
    asked.rerun_script.page_name = page
    asked.rerun_script.cached_message_hashes.extend(kept)
    if state:
        asked.rerun_script.widget_states.ParseFromString(state)
    if view is not None:
        told = asked.rerun_script.widget_states.widgets.add()
        told.id, told.json_value = view[0], json.dumps({"view": view[1]})
    return asked.SerializeToString()


def words(told: list[ForwardMsg]) -> str:
    """All that was sent, as text."""
    return "\n".join(str(message.SerializeToString().decode("utf-8", errors="replace")) for message in told)


def component_of(told: list[ForwardMsg], name: str) -> Any:
    """The component of this name that was sent."""
    return next(
        message.delta.new_element.bidi_component
        for message in told
        if message.delta.new_element.bidi_component.component_name == name
    )
