"""How names and callouts look and which of them come first, on the screen as on a page.

Lengths are pixels at scale 1; a page scales them to points, a room to its larger drawing. Font sizes and
distances follow the names of :data:`FONT_PX`: ``place`` is a port or crossing, ``hub`` a city or junction.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = [
    "CALLOUT_COST",
    "FIRST_GROWTH",
    "FONT_PX",
    "GAP_PX",
    "LEADER_STEP_PX",
    "OFFSET_PX",
    "RANK",
    "RANK_ZOOM",
    "REACHES",
    "TRACKING_EM",
    "WEIGHT",
    "label_table",
]

FONT_PX: Mapping[str, float] = {
    "capital": 12.0, "hub": 11.0, "chokepoint": 11.5, "place": 11.0, "country": 11.0, "home": 15.0,
    "known": 10.0,
}  # fmt: skip
"""``known`` is the line below a gate's name that says how old its news is."""

FIRST_GROWTH = 1.2
"""A name that is placed before all others is this much larger."""

WEIGHT: Mapping[str, int] = {
    "first": 700, "capital": 600, "hub": 500, "chokepoint": 600, "place": 600, "country": 600, "home": 600,
    "known": 400,
}  # fmt: skip
"""CSS font weights; a page sets 600 and more in bold."""

TRACKING_EM: Mapping[str, float] = {"country": 0.12, "home": 0.22}
"""Letter-spacing of the names of countries."""

OFFSET_PX: Mapping[str, float] = {"hub": 5.0, "place": 9.0}
"""From the middle of a symbol to the box of its name; ``place`` holds for chokepoints too."""

GAP_PX = 2.0
"""Room within that box left and right of the letters."""

REACHES: tuple[float, ...] = (1.0, 1.8, 2.8)
"""Multiples of the offset at which a name is tried that has to be there; other names take the first only."""

RANK: Mapping[str, int] = {
    "first": -40, "chosen": -30, "end": -20, "chokepoint": 1, "perPriority": 10, "capital": -4, "hub": 4,
    "along": -12, "beside": 15,
}  # fmt: skip
"""Lower ranks are placed first.

The first four are ranks as they stand: a subject of the scene, the selection, an end of the selected
corridor, a chokepoint. Every other place has its priority times ``perPriority``, and ``capital`` or ``hub``
on top if it is one; a port or crossing gets ``along`` on the selected corridor, ``beside`` off it.
"""

RANK_ZOOM: tuple[tuple[int, float], ...] = ((16, 0.0), (26, 4.5), (1000, 5.0))
"""Names of a rank below the first number are tried from the second, a zoom level, on."""

CALLOUT_COST: Mapping[str, float] = {
    "px": 1.0, "coveredPx": 3.0, "mostCoveredPx": 480.0, "crossedPx": 12.0, "throughAnother": 12000.0,
}  # fmt: skip
"""What a spot for a callout costs; the cheapest is taken.

``px`` per pixel from the place, ``coveredPx`` per pixel of drawn line beneath it (no more than
``mostCoveredPx`` pixels count), ``crossedPx`` per pixel of its leader that runs over a symbol or name,
``throughAnother`` once if the leader meets another callout.
"""

LEADER_STEP_PX = 6.0
"""The leader is looked at in steps of this length."""


def label_table() -> dict[str, object]:
    """The tables of this module by the names that the browser uses."""
    return {
        "fontPx": dict(FONT_PX),
        "firstGrowth": FIRST_GROWTH,
        "weight": dict(WEIGHT),
        "trackingEm": dict(TRACKING_EM),
        "offsetPx": dict(OFFSET_PX),
        "gapPx": GAP_PX,
        "reaches": list(REACHES),
        "rank": dict(RANK),
        "rankZoom": [list(step) for step in RANK_ZOOM],
        "callout": {**CALLOUT_COST, "leaderStepPx": LEADER_STEP_PX},
    }
