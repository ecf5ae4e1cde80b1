"""Runs ``searoom serve`` as a visitor would, and ends it with everything that it started."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

START_S = 180
"""A server that comes up is there in five seconds; on a machine that does much else it takes longer."""


@dataclass(frozen=True)
class Server:
    """A running server."""

    host: str
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """Address of its page."""
        return f"http://{self.host}/"

    def get(self, path: str) -> bytes:
        """What it answers; fails on anything but 200."""
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            return bytes(answer.read())

    def tell(self, signal_number: int) -> None:
        """Send a signal to the one process that was started, as a service manager does."""
        self.process.send_signal(signal_number)

    def wait(self) -> None:
        """Return when that process has ended."""
        self.process.wait(timeout=20)


@contextmanager
def run_server(
    folder: Path,
    command: Sequence[str] = (sys.executable, "-m", "layers.cli"),
    environment: Mapping[str, str] | None = None,
    *,
    options: Sequence[str] = (),
    port: int | None = None,
    well: str = "_stcore/health",
) -> Iterator[Server]:
    """``searoom serve`` on a free port, started in ``folder``; ready when the address ``well`` says so."""
    port = port or free_port()
    log = folder / "serve.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, "serve", "--port", str(port), *options],
            cwd=folder,
            env=environment or os.environ,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Server(f"localhost:{port}", process)
    try:
        wait_until_well(server, process, log, well)
        yield server
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def wait_until_well(server: Server, process: subprocess.Popen[bytes], log: Path, well: str) -> None:
    """Return when the address ``well`` answers with 200; raise with the log when it never does."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError):  # not up yet, or too busy to answer in time
            if server.get(well):
                return
        time.sleep(0.1)
    raise AssertionError(
        f"searoom serve did not come up:\n{log.read_text(encoding='utf-8', errors='replace')}"
    )


def is_listening(server: Server) -> bool:
    """Whether anything still answers at the server's address."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(server.host.partition(":")[2]))) == 0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
