"""``legs.geojson``: the facts of ``legs.yaml`` on the lines of ``build/routes.geojson``.

Needs no package and no network: after a status or a figure is changed in ``legs.yaml``,
``make register`` runs this and brings the registry up to date.

A leg's length is the first published figure where there is one, else the length measured along the
network; never the drawn chord. Kilometres by country are scaled to that length.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from shapely.geometry import shape

from geodata.build.geojson_io import Feature, write
from layers.packs.reader import read_yaml

__all__ = ["build"]

_FACTS = ("published_lengths", "length_note", "note", "note_sources", "status_history")


def build(folder: Path) -> Path:
    """Write ``legs.geojson`` in ``folder`` (``geodata/``) and return its path."""
    facts = read_yaml(folder / "legs.yaml")
    routes = read_yaml(folder / "build" / "routes.yaml")["legs"]
    lines = {
        f["properties"]["id"]: f
        for f in json.loads((folder / "build" / "routes.geojson").read_text())["features"]
    }
    _same_legs(facts, routes, lines)
    features = [
        Feature(
            shape(lines[key]["geometry"]), _properties(key, facts[key], routes[key], lines[key]["properties"])
        )
        for key in facts
    ]
    return write(features, folder / "legs.geojson", decimals=5, keep_direction=True)


def _same_legs(facts: dict[str, Any], routes: dict[str, Any], lines: dict[str, Any]) -> None:
    for name, keys in (("legs.yaml", facts.keys()), ("build/routes.geojson", lines.keys())):
        missing, extra = sorted(routes.keys() - keys), sorted(keys - routes.keys())
        if missing or extra:
            raise SystemExit(
                f"geodata/{name}: legs missing {missing or 'none'}, unknown {extra or 'none'}; "
                "expected those of geodata/build/routes.yaml. Add the facts by hand; for lines run: make data"
            )


def _properties(
    key: str, facts: dict[str, Any], route: dict[str, Any], line: dict[str, Any]
) -> dict[str, Any]:
    published = facts.get("published_lengths") or []
    length = float(published[0]["km"]) if published else line["measured_km"]
    properties = {
        "id": key,
        "from": route["from"],
        "to": route["to"],
        "mode": route["mode"],
        "gauge_mm": facts.get("gauge_mm", route.get("gauge_mm")),
        "length_km": length,
        "length_source": "published" if published else "measured",
        "measured_km": line["measured_km"],
        "km_by_country": _scaled(line["km_by_country"], length),
        "precision": line["precision"],
    }
    if not facts.get("containers", True):
        properties["containers"] = False
    return properties | {name: facts[name] for name in _FACTS if facts.get(name)}


def _scaled(km_by_country: dict[str, float], length_km: float) -> dict[str, float]:
    total = sum(km_by_country.values())
    return (
        {country: round(km * length_km / total, 1) for country, km in km_by_country.items()} if total else {}
    )
