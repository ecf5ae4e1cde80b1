"""One file that a visitor has laid over the map for their visit."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from layers.overlay import OverlayReport


@dataclass(eq=False)
class OwnLayer:
    """One file as the map takes it; ``token`` is its address and its id between page and browser."""

    name: str
    content: bytes
    report: OverlayReport
    bounds: tuple[float, float, float, float] | None
    colour: str
    is_on: bool = True
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def to_json(self) -> dict[str, object]:
        """What the legend of the map needs; the browser fetches the geometry by ``token``."""
        return {
            "id": self.token, "name": self.name, "colour": self.colour, "on": self.is_on,
            "points": self.report.points, "lines": self.report.lines,
        }  # fmt: skip
