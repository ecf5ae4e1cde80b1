"""Many visitors at once: ``make load``. Figures, not tests; they depend on the machine.

Every visitor has a websocket of their own and says on it what the map component says in a browser: another
lens, another day, a closure made or undone, with pauses to think. Each answer is checked: the script has
run to its end, no page has failed, and the server has taken the change that was sent. Talks to this machine
only, and stops by itself.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import websockets
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from layers.model.vocabulary import DEFAULT_DATE, FIRST_DATE
from layers.network.network import first_day
from layers.network.scenario import all_ways
from layers.packs.load import load
from tests.browser.serving import Server, run_server
from tests.server.visiting import STREAM, run_message

ANSWER_S = 60
OPENING_AT_ONCE = 8
LENSES = ("risk", "status", "veto", "risk:security", "risk:sanctions")
CHANGES = ("lens", "lens", "date", "date", "closed")
"""What a visitor does next: by the number of times it stands here."""
FAILED = b'class="sr-mishap"'


@dataclass
class Record:
    """What came of it all."""

    waits_ms: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    received: int = 0

    def all_ms(self) -> list[float]:
        """Every wait, whatever was changed."""
        return sorted(wait for waits in self.waits_ms.values() for wait in waits)


@dataclass(frozen=True)
class Choices:
    """What visitors choose from."""

    lenses: tuple[str, ...]
    days: tuple[str, ...]
    closable: tuple[str, ...]


class Visitor:
    """One websocket, and the view on it."""

    def __init__(self, host: str, record: Record, choices: Choices, seed: int) -> None:
        self.address, self.record, self.choices = f"ws://{host}/{STREAM}", record, choices
        self.random = random.Random(seed)
        self.component, self.seen, self.query = "", 0, ""
        self.kept: set[str] = set()
        self.view: dict[str, Any] = {}
        self.socket: websockets.ClientConnection

    async def open(self) -> None:
        """Come in and have the page shown."""
        self.socket = await websockets.connect(
            self.address, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None,
            compression=None, proxy=None, open_timeout=ANSWER_S,
        )  # fmt: skip
        await self.run("open", None)
        if not self.component:
            raise SystemExit("The page has no map: is this the right server?")

    async def act_until(self, end: float, think_s: float) -> None:
        """Change something, look at it, change something else."""
        await asyncio.sleep(self.random.uniform(0, think_s))
        while time.monotonic() < end:
            what = self.random.choice(CHANGES)
            self.change(what)
            await self.run(what, self.view)
            await asyncio.sleep(min(self.random.expovariate(1 / think_s), max(end - time.monotonic(), 0)))

    def change(self, what: str) -> None:
        """Do on the map what a visitor does."""
        match what:
            case "lens":
                self.view["lens"] = self.random.choice(self.choices.lenses)
            case "date":
                self.view["date"] = self.random.choice(self.choices.days)
            case "closed":
                shut = set(self.view["closed"])
                shut ^= {self.random.choice(self.choices.closable)}
                self.view["closed"] = sorted(shut)[:3]
        self.view["change"] = self.seen + 1

    async def run(self, what: str, view: dict[str, Any] | None) -> None:
        """Have the script run, and check what came back."""
        told = None if view is None else (self.component, view)
        message = run_message(self.query, view=told, kept=self.kept)
        started = time.perf_counter()
        try:
            async with asyncio.timeout(ANSWER_S):
                await self.socket.send(message)
                await self.take_answer()
        except TimeoutError:
            self.record.errors["no answer within a minute"] += 1
            return
        except websockets.ConnectionClosed:
            self.record.errors["connection lost"] += 1
            return
        self.record.waits_ms.setdefault(what, []).append(1000 * (time.perf_counter() - started))
        if view is not None and self.seen != view["change"]:
            self.record.errors["change not taken"] += 1

    async def take_answer(self) -> None:
        """Everything up to the end of the script, and of the one that it asked for in turn."""
        while True:
            content = bytes(await self.socket.recv(decode=False))
            self.record.received += len(content)
            if FAILED in content:
                self.record.errors["page failed"] += 1
            told = ForwardMsg.FromString(content)
            kind = told.WhichOneof("type")
            if told.metadata.cacheable:
                self.kept.add(told.hash)  # as a browser does, so that it is not sent again
            if kind == "delta":
                self.look_at(told.delta.new_element)
            elif kind == "page_info_changed":
                self.query = told.page_info_changed.query_string
            elif kind == "script_finished" and told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                if told.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    self.record.errors["script did not end well"] += 1
                return

    def look_at(self, element: Any) -> None:
        """Note an exception, and what the map is told."""
        if element.WhichOneof("type") == "exception":
            self.record.errors["exception on the page"] += 1
        if element.bidi_component.component_name == "searoom_map":
            told = json.loads(element.bidi_component.json)
            self.component, self.view, self.seen = element.bidi_component.id, told["view"], int(told["seen"])


async def drive(host: str, sessions: int, seconds: float, think_s: float, server: Server | None) -> Record:
    """Open all visits, let them act, close them; prints as it goes."""
    record, choices = Record(), what_to_choose_from()
    visitors = [Visitor(host, record, choices, seed) for seed in range(sessions)]
    await visitors[0].open()
    first_mb = memory_mb(server)
    gate = asyncio.Semaphore(OPENING_AT_ONCE)

    async def come_in(visitor: Visitor) -> None:
        async with gate:
            await visitor.open()

    await asyncio.gather(*map(come_in, visitors[1:]))
    opened_mb = memory_mb(server)
    say(f"open {sessions} sessions, p50 {quantile(record.all_ms(), 0.5):.0f} ms to the first page")
    record.waits_ms.clear()
    record.received, started = 0, time.monotonic()
    await asyncio.gather(*(visitor.act_until(started + seconds, think_s) for visitor in visitors))
    taken = time.monotonic() - started
    acted_mb = memory_mb(server)
    await asyncio.gather(*(visitor.socket.close() for visitor in visitors))
    tell_figures(record, taken)
    if server is not None and sessions > 1:
        say(
            f"memory: {first_mb:.0f} MB with one session, {opened_mb:.0f} MB with {sessions} open "
            f"({(opened_mb - first_mb) / (sessions - 1):.2f} MB each), {acted_mb:.0f} MB at the end "
            f"({(acted_mb - first_mb) / (sessions - 1):.2f} MB each, caches included)"
        )
    return record


def tell_figures(record: Record, taken_s: float) -> None:
    """How long they waited, and what went wrong."""
    waits = record.all_ms()
    if waits:
        say(
            f"{len(waits)} reruns in {taken_s:.0f} s ({len(waits) / taken_s:.1f} a second), "
            f"{record.received / len(waits) / 1000:.1f} kB each"
        )
        for what, some in (("any change", waits), *sorted(record.waits_ms.items())):
            ordered = sorted(some)
            figures = ", ".join(f"p{q * 100:.0f} {quantile(ordered, q):.0f} ms" for q in (0.5, 0.95, 0.99))
            say(f"  {what:12s} {figures}, longest {ordered[-1]:.0f} ms, n={len(ordered)}")
    say(f"errors: {sum(record.errors.values())} {dict(record.errors) or ''}")


def what_to_choose_from() -> Choices:
    """Lenses, days on which something happened, and the countries and gates that can be closed."""
    data = load()
    days = {first_day(event.date) for event in data.events.values()} | {DEFAULT_DATE}
    stances = tuple(f"stance:{actor}" for actor in data.actors)
    neighbours = {code for way in all_ways(data) for code in way.countries} - {data.home}
    gates = sorted(data.crossings)[:6]
    return Choices(
        (*LENSES, *stances),
        tuple(sorted(day for day in days if FIRST_DATE <= day <= DEFAULT_DATE)),
        (*sorted(neighbours)[:12], *gates),
    )


def memory_mb(server: Server | None) -> float:
    """Resident memory of the server's process."""
    if server is None:
        return 0.0
    told = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(server.process.pid)], capture_output=True, text=True, check=True
    )
    return int(told.stdout) / 1024


def quantile(ordered: list[float], part: float) -> float:
    """The value below which this part of the values lies."""
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """1 if anything went wrong for any visitor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--think", type=float, default=5, help="mean pause between two changes, in seconds")
    parser.add_argument("--host", default="", help="a server on this machine that runs already, as host:port")
    chosen = parser.parse_args()
    if chosen.host and chosen.host.partition(":")[0] not in ("localhost", "127.0.0.1"):
        parser.error("--host: expected localhost:<port>; this talks to this machine only")
    shape = (chosen.sessions, chosen.seconds, chosen.think)
    if chosen.host:
        record = asyncio.run(drive(chosen.host, *shape, None))
    else:
        with tempfile.TemporaryDirectory() as folder, run_server(Path(folder)) as server:
            record = asyncio.run(drive(server.host, *shape, server))
    return 1 if record.errors else 0


if __name__ == "__main__":
    raise SystemExit(main())
