"""The shipped data, loaded once a process, for tests that need them before any fixture is made."""

from __future__ import annotations

import gc
from functools import cache

from layers.model.dataset import Data
from layers.packs.load import load


@cache
def shipped() -> Data:
    """Load the shipped data. No garbage collection looks at them again, which makes later loads quicker."""
    data = load()
    gc.collect()
    gc.freeze()
    return data
