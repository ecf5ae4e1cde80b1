"""What only a browser can show: that what the rules decide stands on the map, stroke by stroke.

The rules themselves are held to the golden files in ``tests/golden``, of which a few are drawn here.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from layers.picture.symbology import GROUND
from tests.browser.mapped import MapPage
from tests.golden.cases import VIEWS
from tests.golden.files import FOLDER

DRAWN = (
    "stance-a-corridor-dark", "a-route", "status-built-and-closed", "veto-russia-closed", "a-port",
    "subjects-of-a-scene",
)  # fmt: skip
_ZOOM = 4.0

_LEGS = """Object.fromEntries(m.geometry.legs.filter((d) => d.shown).map((d) => {
  const look = (layer) => [layer.options.color, layer.options.weight, layer.options.dashArray || "",
    layer.options.opacity, layer.options.lineCap];
  const hollow = m.map.hasLayer(d.hollow) ? look(d.hollow) : null;
  return [d.leg.id, { core: look(d.core), casing: look(d.casing), hollow }];
}))"""
_CROSSES = "m.geometry.crosses.filter((cross) => m.map.hasLayer(cross)).length"
_PLACES = """Object.fromEntries(m.geometry.places.filter((d) => m.map.hasLayer(d.marker)).map((d) => {
  const icon = d.marker.getElement().classList;
  return [d.place.id, [icon.contains("sr-chosen"), icon.contains("sr-minor")]];
}))"""
_FILLS = """Object.fromEntries(m.geometry.areas.filter((d) => d.area.kind !== "disputed")
  .map((d) => [d.area.id, d.layer.options.fillColor]))"""


def golden(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"views/shipped/{name}.json").read_text(encoding="utf-8"))
    return found


def show(kept: MapPage, name: str) -> dict[str, Any]:
    """Bring the map to a golden view, and return what is written of it."""
    written = golden(name)
    kept.ask("m.state.emphasis = a", written["emphasis"])
    kept.ask("m.state.change({ ...a, off: new Set(a.off || []) })", written["view"])
    kept.ask("m.state.highlight(a)", written["highlights"])
    kept.ask(f"void m.map.setZoom({_ZOOM}, {{ animate: false }})")
    return written


def members(groups: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {key: group for group in groups for key in group["ids"]}


def as_options(group: dict[str, Any], casing: str) -> dict[str, Any]:
    """Colour, width, dash, opacity and cap of what is stroked for a leg, as Leaflet's options."""
    cap, opacity = "round" if group.get("round") else "butt", group["opacity"]
    dash = " ".join(f"{length:g}" for length in group.get("dash", ()))
    hollow = group.get("hollow")
    return {
        "core": [group["colour"], group["width"], dash, opacity, cap],
        "casing": [casing, group["casing"][0], dash, group["casing"][1], cap],
        "hollow": [hollow[0], hollow[1], "", opacity, "butt"] if hollow else None,
    }


def rounded(look: list[Any] | None) -> list[Any] | None:
    """As the golden files round."""
    if look is None:
        return None
    colour, width, dash, opacity, cap = look
    return [
        colour,
        round(width, 4),
        " ".join(f"{round(float(part), 4):g}" for part in dash.split()),
        opacity,
        cap,
    ]


@pytest.mark.browser
@pytest.mark.parametrize("name", DRAWN)
def test_what_is_decided_stands_on_the_map(kept: MapPage, name: str) -> None:
    written = show(kept, name)
    found = {
        key: {part: rounded(look) for part, look in parts.items()} for key, parts in kept.ask(_LEGS).items()
    }
    assert found == {
        key: as_options(group, written["casing"]) for key, group in members(written["legs"]).items()
    }
    assert kept.ask(_CROSSES) == len(written["crosses"])
    places = members(written["places"])
    assert kept.ask(_PLACES) == {
        key: [bool(group.get("chosen")), _ZOOM in group.get("minorAt", ())]
        for key, group in places.items() if group["drawnFrom"] <= _ZOOM
    }  # fmt: skip
    assert kept.symbols() == {
        key: {"shut": group["state"] == "shut", "half": group["state"] == "half", "ring": group.get("ring")}
        for key, group in places.items() if group["kind"] != "hub"
    }  # fmt: skip
    land = GROUND[written["view"].get("theme", "light")]["land"]
    special = {code: colour for colour, codes in written["fills"].items() for code in codes}
    fills = kept.ask(_FILLS)
    assert fills == {code: special.get(code, land) for code in fills}


def test_the_views_drawn_show_something_of_everything() -> None:
    """Hollow and dotted strokes, each state of a place, a ring, crosses, a shaded country."""
    views = [golden(name) for name in DRAWN]
    legs = [group for view in views for group in view["legs"]]
    assert {"hollow", "round", "dash"} <= {field for group in legs for field in group}
    places = [group for view in views for group in view["places"]]
    assert {group["state"] for group in places} == {"open", "half", "planned", "shut"}
    assert {"ring", "chosen", "minorAt"} <= {field for group in places for field in group}
    assert any(view["crosses"] for view in views) and any(len(view["fills"]) > 2 for view in views)
    assert set(DRAWN) <= set(VIEWS["shipped"])
