"""Where things stand on the screen."""

from __future__ import annotations

from itertools import combinations

from playwright.sync_api import Page

Box = tuple[float, float, float, float]


def boxes(page: Page, selector: str) -> list[tuple[str, Box]]:
    """Text and bounding box (left, top, right, bottom) of every visible element."""
    return [
        (text, tuple(box))
        for text, box in page.evaluate(
            """(selector) => [...document.querySelectorAll(selector)]
              .filter((node) => node.checkVisibility({ visibilityProperty: true }))
              .map((node) => [node.textContent.slice(0, 40), node.getBoundingClientRect()])
              .map(([text, box]) => [text, [box.left, box.top, box.right, box.bottom]])""",
            selector,
        )
    ]


def overlap(a: Box, b: Box, slack: float = 1) -> bool:
    """Whether two boxes share more than a hair's breadth."""
    return a[0] < b[2] - slack and b[0] < a[2] - slack and a[1] < b[3] - slack and b[1] < a[3] - slack


def inside(a: Box, b: Box, slack: float = 0) -> bool:
    """Whether box ``a`` lies within ``b``."""
    return (
        a[0] >= b[0] - slack and a[1] >= b[1] - slack and a[2] <= b[2] + slack and a[3] <= b[3] + slack
    )  # fmt: skip


def expect_time_bar_in_order(page: Page) -> None:
    """All of the time bar is inside it and inside the window, whole, and nothing lies on anything else."""
    ((_, bar),) = boxes(page, ".sr-time")
    assert bar[0] >= 0
    assert bar[2] <= page.viewport_size["width"]
    parts = boxes(page, ".sr-time > *")
    assert len(parts) == 4
    controls = boxes(page, ".sr-time button, .sr-time input, .sr-day")
    assert len(controls) == 7
    years = boxes(page, ".sr-year")
    assert len(years) >= 5
    for text, box in (*parts, *controls, *years, *boxes(page, ".sr-strip > *")):
        assert inside(box, bar, 0.5), f"{text!r} sticks out of the bar of time"
    for group in (parts, controls, years):
        for (one, a), (other, b) in combinations(group, 2):
            assert not overlap(a, b), f"{one!r} and {other!r} overlap"
    cut = page.locator(".sr-time button, .sr-day, .sr-year").evaluate_all(
        "(nodes) => nodes.filter((n) => n.scrollWidth > n.clientWidth + 1).map((n) => n.textContent)"
    )
    assert cut == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
