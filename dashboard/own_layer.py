"""One file that a visitor has laid over the map for their visit."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from layers.overlay import OverlayReport


@dataclass(eq=False)
class OwnLayer:
    """One file as the map takes it; ``token`` is its address and its name between page and browser."""

    name: str
    content: bytes
    report: OverlayReport
    bounds: tuple[float, float, float, float] | None
    colour: str
    is_on: bool = True
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def told(self) -> dict[str, object]:
        """What the legend needs to know; the geometry is fetched by address."""
        return {
            "id": self.token, "name": self.name, "colour": self.colour, "on": self.is_on,
            "points": self.report.points, "lines": self.report.lines,
        }  # fmt: skip
