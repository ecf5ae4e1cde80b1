"""Parameters of time and price in numbers that are easy to add up by hand: low, central, high."""

from __future__ import annotations

from collections.abc import Iterable

from layers.model.evidence import Parameter
from tests.toy import parameter

NUMBERS: dict[str, tuple[str, float, float, float]] = {
    "block-train-km-per-day": ("km/day", 800, 1000, 1200),
    "ordinary-train-km-per-day": ("km/day", 400, 600, 800),
    "wagonload-km-per-day": ("km/day", 200, 400, 500),
    "slow-rail-factor": ("1", 0.4, 0.5, 0.8),
    "truck-km-per-day": ("km/day", 300, 400, 600),
    "ship-km-per-day": ("km/day", 500, 600, 800),
    "inland-sea-km-per-day": ("km/day", 400, 500, 600),
    "rail-border-hours": ("h", 5, 10, 20),
    "gauge-border-hours": ("h", 30, 60, 90),
    "gauge-point-hours": ("h", 12, 25, 70),
    "road-border-hours": ("h", 2, 4, 8),
    "inland-port-hours": ("h", 50, 100, 200),
    "ocean-port-hours": ("h", 48, 72, 96),
    "slow-port-hours": ("h", 100, 200, 300),
    "land-transfer-hours": ("h", 12, 24, 72),
    "train-wait-days": ("day", 0.5, 1, 3),
    "timetable-speed-factor": ("1", 1.1, 1.25, 1.5),
    "timetable-dwell-factor": ("1", 0.5, 0.8, 1),
    "through-min-km": ("km", 15, 30, 50),
    "rail-usd-per-km": ("usd/km", 0.2, 0.3, 0.4),
    "terminal-usd": ("usd", 250, 400, 600),
    "rail-border-usd": ("usd", 50, 80, 200),
    "gauge-change-usd": ("usd", 100, 160, 300),
    "port-transfer-usd": ("usd", 100, 200, 300),
    "land-transfer-usd": ("usd", 60, 120, 250),
    "feeder-usd": ("usd", 300, 400, 800),
    "ferry-truck-usd": ("usd", 600, 800, 1000),
    "ferry-truck-usd-per-km": ("usd/km", 0.6, 1, 1.4),
    "sea-usd-per-km": ("usd/km", 0.03, 0.05, 0.1),
    "sea-fixed-usd": ("usd", 200, 350, 600),
    "road-usd-per-km": ("usd/km", 0.8, 1, 1.5),
    "road-fixed-usd": ("usd", 150, 230, 400),
    "road-border-usd": ("usd", 100, 200, 400),
    "market-offer-factor": ("1", 1, 1.2, 1.6),
    "grain-usd-per-tkm": ("usd/t-km", 0.01, 0.015, 0.02),
    "grain-fixed-usd-per-t": ("usd/t", 1, 3, 6),
}

SLOW = {"slow-rail-factor": ("IR", "TM"), "slow-port-hours": ("IR", "PK")}


def numbered_parameters(leaving_out: Iterable[str] = ()) -> list[Parameter]:
    """All of them, but for those left out."""
    left_out = set(leaving_out)
    return [
        parameter(name, unit, low, central, high).model_copy(update={"countries": SLOW.get(name, ())})
        for name, (unit, low, central, high) in NUMBERS.items()
        if name not in left_out
    ]
