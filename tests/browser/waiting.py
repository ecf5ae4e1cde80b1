"""Waiting for something in a served page."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page

LONGEST_S = 30.0
"""A change is asked of the server, worked out and drawn, on a machine that does much else."""
_STEP_MS = 50
_CALM_MS = 200
"""So long nothing must be going on: between a click and the server's first word a page looks at rest."""
_STATE = """() => { const app = document.querySelector('[data-testid="stApp"]');
  if (!app) return "not there";
  if (app.dataset.testConnectionState !== "CONNECTED") return app.dataset.testConnectionState;
  if (app.dataset.testScriptState !== "notRunning") return app.dataset.testScriptState;
  if (app.querySelector('[data-stale="true"]')) return "stale";
  return "at rest"; }"""


def wait_until(page: Page, expression: str, arg: Any = None, longest_s: float = LONGEST_S) -> None:
    """Return when the expression, or what the function gives for ``arg``, is true in the page.

    Playwright's own way of waiting evaluates text inside the page, which the server's policy forbids.
    """
    deadline = time.monotonic() + longest_s
    while not page.evaluate(expression, arg):
        assert time.monotonic() < deadline, f"never true in {longest_s:g} s: {expression}"
        page.wait_for_timeout(_STEP_MS)


def wait_for(page: Page, happened: Callable[[], object], longest_s: float = LONGEST_S) -> None:
    """Return when something has happened here, beside the page, which goes on meanwhile."""
    deadline = time.monotonic() + longest_s
    while not happened():
        assert time.monotonic() < deadline, f"did not happen in {longest_s:g} s"
        page.wait_for_timeout(_STEP_MS)


def settle(page: Page, longest_s: float = 2 * LONGEST_S) -> None:
    """Return when the server has sent all that it was asked for and the page shows it.

    A page comes piece by piece: that its heading is there does not mean that its last table is.
    """
    deadline = time.monotonic() + longest_s
    calm_ms = 0
    while calm_ms < _CALM_MS:
        state = page.evaluate(_STATE)
        calm_ms = calm_ms + _STEP_MS if state == "at rest" else 0
        assert time.monotonic() < deadline, f"not at rest in {longest_s:g} s: {state}"
        page.wait_for_timeout(_STEP_MS)


@contextmanager
def hurried(page: Page, times: int) -> Iterator[None]:
    """Make the clocks that this page starts meanwhile run so many times as fast."""
    page.evaluate(
        """(times) => { const start = window.unhurried = window.setInterval;
          window.setInterval = (act, ms, ...rest) => start(act, ms / times, ...rest); }""",
        times,
    )
    yield
    page.evaluate("void (window.setInterval = window.unhurried)")
