"""``python -m geodata.build [step ...]``: rebuild the derived files, each after those that it needs."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path

from geodata.build import borders, countries, legs, outlines, packages, rail, register, routes, swept

FOLDER = Path(__file__).parents[1]
CACHE = packages.DEFAULT_CACHE

STEPS: dict[str, Callable[[], Path]] = {
    "countries": lambda: countries.build(CACHE, FOLDER / "countries.geojson"),
    "borders": lambda: borders.build(CACHE, FOLDER / "borders.geojson"),
    "rail": lambda: rail.build(CACHE, FOLDER / "rail.geojson"),
    "routes": lambda: routes.build(CACHE, FOLDER / "build" / "routes.geojson"),
    "legs": lambda: legs.build(FOLDER),
    "outlines": lambda: outlines.build(CACHE, FOLDER),
    "swept": lambda: swept.build(FOLDER),
    "register": lambda: register.register(FOLDER),
}


def run(names: list[str]) -> None:
    """Run the named steps, or all of them."""
    unknown = [name for name in names if name not in STEPS]
    if unknown:
        raise SystemExit(f"unknown step {', '.join(unknown)}; expected some of {', '.join(STEPS)}")
    for name, step in STEPS.items():
        if not names or name in names:
            logging.info("%s: %s", name, step())


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    run(sys.argv[1:])
