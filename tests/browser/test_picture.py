"""What is printed and what the browser shows follow the same rules: held against each other, view by view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pytest
from layers.export.drawing.leg_style import LegLook, area_fill, hollow_width_px, look_of_leg, ring_colour

from layers.analysis.live_figures import Headlines
from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.routing import RouteFinder
from layers.model.dataset import Data
from layers.model.view import View
from layers.network.scenario import scenario_of
from layers.picture.highlights import told_of
from layers.picture.map_state import Picture, picture_of
from tests.browser.mapped import MapPage

VIEWS = {
    "risk as it opens": View(),
    "one dimension, early": View(lens="risk:security", date="2021-06-01"),
    "status, Hormuz shut": View(lens="status", date="2026-04-15"),
    "status, after the evidence": View(lens="status", date="2028-01-01"),
    "stance": View(lens="stance:moscow", date="2025-09-01"),
    "stance, a corridor": View(lens="stance:moscow", selection="corridor:instc-east", theme="dark"),
    "veto, Russia closed": View(lens="veto", closed=frozenset({"RU"})),
    "a leg": View(selection="leg:aghband-meghri"),
    "a corridor, early": View(selection="corridor:middle-black-sea", date="2021-06-01"),
    "Hormuz closed on trial": View(closed=frozenset({"C-HORMUZ"})),
    "a line built on trial": View(lens="status", built=(("trans-afghan-west", 0.3),)),
    "rows off": View(
        off=frozenset(
            {"lanes", "context", "cities", "ports", "corridor:middle-black-sea", "corridor:eastern-china"}
        )
    ),
    "lanes on, context off": View(off=frozenset({"context"})),
    "dark, a dimension nobody scored": View(lens="risk:season", theme="dark", date="2025-09-01"),
    "a route": View(origin="almaty", market="NLRTM"),
    "a place": View(selection="chokepoint:C-HORMUZ", date="2026-04-15", lens="risk:delay"),
}

_LEGS = """m.geometry.legs.filter((d) => d.shown).map((d) => {
  const look = (layer) => [layer.options.color, layer.options.weight, layer.options.dashArray || "",
    layer.options.opacity, layer.options.lineCap];
  const hollow = m.map.hasLayer(d.hollow) ? look(d.hollow) : null;
  return [d.leg.id, { core: look(d.core), casing: look(d.casing), hollow }];
})"""
_CROSSES = "m.geometry.crosses.map((c) => [c.getLatLng().lng, c.getLatLng().lat])"
_PLACES = "m.geometry.places.filter((d) => d.shown).map((d) => d.place.id)"
_FILLS = """m.geometry.areas.filter((d) => d.area.kind !== "disputed")
  .map((d) => [d.area.id, d.layer.options.fillColor])"""


class Told:
    """What the page works out for a view."""

    def __init__(self, data: Data) -> None:
        self.data, self.model = data, RiskModel(data)
        self.headlines = Headlines(self.model)
        self.finder = RouteFinder(self.model, central_settings(data))

    def of(self, view: View) -> Mapping[str, Any]:
        scenario = scenario_of(view)
        before = self.headlines.of(scenario.without_changes())
        return told_of(self.data, view, before, self.headlines.of(scenario), self.finder)


@pytest.fixture(scope="module")
def told(data: Data) -> Told:
    return Told(data)


def usable(view: View, data: Data) -> View:
    """The view with ids that the data have, whatever they are called there."""
    kind, _, key = view.selection.partition(":")
    records = {"corridor": data.corridors, "leg": data.legs, "": {"": None}}.get(kind, data.places)
    assert key in records, f"{view.selection}: choose one of {sorted(records)}"
    return view


def show(kept: MapPage, view: View, told: Mapping[str, Any]) -> None:
    plain = asdict(view) | {"off": sorted(view.off), "closed": sorted(view.closed)}
    kept.ask("m.state.change({ ...a, off: new Set(a.off) })", plain)
    kept.ask("m.state.tell(a)", dict(told))


def as_browser(look: LegLook) -> dict[str, Any]:
    """A look as Leaflet's options."""
    cap = "round" if look.round_cap else "butt"
    hollow = [look.hollow, hollow_width_px(look.width_px), "", look.opacity, "butt"] if look.hollow else None
    return {
        "core": [look.colour, look.width_px, look.dash_px, look.opacity, cap],
        "casing": [look.casing, look.casing_width_px, look.dash_px, look.casing_opacity, cap],
        "hollow": hollow,
    }


def same(found: Any, expected: Any) -> bool:
    """Colour, width, dash, opacity and cap are the same."""
    if found is None or expected is None:
        return found is expected
    dash = [float(part) for part in found[2].split()] if found[2] else []
    return (
        found[0] == expected[0]
        and found[1] == pytest.approx(expected[1])
        and dash == pytest.approx(list(expected[2] or ()))
        and found[3] == pytest.approx(expected[3])
        and found[4] == expected[4]
    )


def expect_same_legs(kept: MapPage, picture: Picture) -> None:
    found = dict(kept.ask(_LEGS))
    expected = {leg.leg.id: as_browser(look_of_leg(leg, picture)) for leg in picture.legs}
    assert found.keys() == expected.keys()
    different = {
        key: (part, found[key][part], expected[key][part])
        for key in expected for part in ("core", "casing", "hollow")
        if not same(found[key][part], expected[key][part])
    }  # fmt: skip
    assert not different


def expect_same_places(kept: MapPage, picture: Picture) -> None:
    """At this scale the browser leaves out small cities; everything else is there, in the same state."""
    symbols = kept.symbols()
    expected = {
        each.place.id: {
            "shut": each.state == "shut", "half": each.state == "half", "ring": ring_colour(each, picture),
        }
        for each in picture.places if each.kind != "hub"
    }  # fmt: skip
    assert symbols == expected
    assert set(kept.ask(_PLACES)) == {each.place.id for each in picture.places if each.far_out}
    crosses = sorted(cross.position for cross in picture.crosses)
    found = sorted((lon, lat) for lon, lat in kept.ask(_CROSSES))
    assert found == [pytest.approx(at, abs=0.006) for at in crosses]  # its lines are kept to 0.001 degrees


@pytest.mark.browser
@pytest.mark.parametrize("name", VIEWS)
def test_the_browser_and_the_page_show_the_same(kept: MapPage, data: Data, told: Told, name: str) -> None:
    view = usable(VIEWS[name], data)
    said = told.of(view)
    show(kept, view, said)
    kept.ask("void m.map.setZoom(4, { animate: false })")
    picture = picture_of(told.model, view, said)
    assert picture.legs and picture.places
    expect_same_legs(kept, picture)
    expect_same_places(kept, picture)
    fills = dict(kept.ask(_FILLS))
    assert fills == {country: area_fill(country, data.home, picture) for country in fills}
