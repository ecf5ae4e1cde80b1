"""A figure with the band that its inputs give it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

__all__ = ["Band"]


@dataclass(frozen=True)
class Band:
    """A figure at the low, central and high ends of its inputs, ``low <= central <= high``."""

    low: float
    central: float
    high: float

    @classmethod
    def sure(cls, value: float) -> Band:
        """A figure without a band."""
        return cls(value, value, value)

    @classmethod
    def around(cls, central: float, others: Iterable[float]) -> Band:
        """The band that a central figure and others, whichever way they lie from it, span."""
        every = (central, *others)
        return cls(min(every), central, max(every))

    @property
    def values(self) -> tuple[float, float, float]:
        """Low, central and high."""
        return self.low, self.central, self.high

    def map(self, change: Callable[[float], float]) -> Band:
        """The band after a change that keeps the order."""
        return Band(change(self.low), change(self.central), change(self.high))
