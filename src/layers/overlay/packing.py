"""Serialise an overlay for the browser: delta-encoded integer geometry, each property key once."""

from __future__ import annotations

import json

from layers.overlay.model import Overlay, OverlayFeature

__all__ = ["SHOWN_PROPERTIES", "bounds_of", "packed"]

SHOWN_PROPERTIES = 12
"""Properties shown in a tooltip, which also says how many more there are."""
_UNITS = 100_000  # per degree, the precision to which positions are rounded


def packed(overlay: Overlay) -> bytes:
    """Return JSON with the keys of all properties and, for each feature, its kind, name, parts, properties
    and number of properties."""
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
    """Return the first position, then the difference to each next one, in units."""
    flat: list[int] = []
    before = (0, 0)
    for lon, lat in part:
        here = (round(lon * _UNITS), round(lat * _UNITS))
        flat += (here[0] - before[0], here[1] - before[1])
        before = here
    return flat


def bounds_of(overlay: Overlay) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north in degrees on WGS 84; None if nothing is shown."""
    positions = [position for feature in overlay.features for part in feature.parts for position in part]
    if not positions:
        return None
    lons, lats = zip(*positions, strict=True)
    return min(lons), min(lats), max(lons), max(lats)
