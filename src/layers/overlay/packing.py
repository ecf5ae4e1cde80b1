"""An overlay as the browser takes it: geometry as small whole numbers, every key of a property once."""

from __future__ import annotations

import json

from layers.overlay.model import Overlay, OverlayFeature

__all__ = ["SHOWN_PROPERTIES", "bounds_of", "packed"]

SHOWN_PROPERTIES = 12
"""Properties in a tooltip; it says how many more there are."""
_UNITS = 100_000  # in a degree, as positions are rounded


def packed(overlay: Overlay) -> bytes:
    """JSON: the keys of all properties, and a feature as its kind, name, lines, properties and how many
    properties there are in all."""
    keys: dict[str, int] = {}

    def pairs(feature: OverlayFeature) -> list[list[object]]:
        shown = feature.properties[:SHOWN_PROPERTIES]
        return [[keys.setdefault(key, len(keys)), value] for key, value in shown]

    features = [
        [f.kind, f.name, [_steps(part) for part in f.parts], pairs(f), len(f.properties)]
        for f in overlay.features
    ]
    content = {"unit": 1 / _UNITS, "keys": list(keys), "features": features}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _steps(part: tuple[tuple[float, float], ...]) -> list[int]:
    """The first position, then the step to each next."""
    flat: list[int] = []
    before = (0, 0)
    for lon, lat in part:
        here = (round(lon * _UNITS), round(lat * _UNITS))
        flat += (here[0] - before[0], here[1] - before[1])
        before = here
    return flat


def bounds_of(overlay: Overlay) -> tuple[float, float, float, float] | None:
    """West, south, east, north of all that is shown; None where nothing is."""
    positions = [position for feature in overlay.features for part in feature.parts for position in part]
    if not positions:
        return None
    lons, lats = zip(*positions, strict=True)
    return min(lons), min(lats), max(lons), max(lats)
