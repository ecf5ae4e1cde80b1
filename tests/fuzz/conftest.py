"""How many cases the fuzz tests try, and how many they have tried.

Short by default; ``make test-all`` tries six times as many. Both try the same cases on every run. With
``SEAROOM_FUZZ=20`` they try twenty times as many, different ones each time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.fuzz.cases import Counted, Tries

TIMES = int(os.environ.get("SEAROOM_FUZZ", "1"))
LENGTHS = (
    pytest.param(1, id="short"),
    pytest.param(6, id="long", marks=pytest.mark.slow),  # long fuzzing takes a minute and a half
)


@pytest.fixture(params=LENGTHS)
def tries(request: pytest.FixtureRequest) -> Tries:
    """Run a function on so many cases, times what the length of this run and the environment ask for."""

    def as_many(number: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
        return settings(
            max_examples=number * request.param * TIMES, deadline=None, database=None,
            derandomize=TIMES == 1, suppress_health_check=list(HealthCheck),
        )  # fmt: skip

    return as_many


@pytest.fixture
def counted(
    record_property: Callable[[str, object], None], request: pytest.FixtureRequest
) -> Iterator[Counted]:
    """Count the cases of a test, for the end of the run."""
    number = 0

    def count() -> None:
        nonlocal number
        number += 1

    yield count
    name = request.node.name.removeprefix("test_").partition("[")[0].replace("_", " ")
    record_property("fuzzed", (name, number))
    assert number >= 10, "hardly anything was tried"
