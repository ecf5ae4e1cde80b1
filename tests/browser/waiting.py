"""Waiting for something in a served page."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import Page

_LONGEST_S = 15.0
_STEP_MS = 50


def wait_until(page: Page, expression: str, arg: Any = None, longest_s: float = _LONGEST_S) -> None:
    """Return when the expression, or what the function gives for ``arg``, is true in the page.

    Playwright's own way of waiting evaluates text inside the page, which the server's policy forbids.
    """
    deadline = time.monotonic() + longest_s
    while not page.evaluate(expression, arg):
        assert time.monotonic() < deadline, f"never true in {longest_s:g} s: {expression}"
        page.wait_for_timeout(_STEP_MS)
