"""The map as a component: mounted once, then sent only what to show.

The geometry never passes through here. The loader (``map_loader.js``) fetches the map's files, keeps
the map's element in module scope so that it outlives a rerun or a change of page, and from then on
exchanges views: the browser restyles first and sends the new view to the server afterwards.
"""

from dataclasses import asdict
from functools import partial
from importlib import resources
from typing import Any

import streamlit as st

from dashboard.assets import asset_base
from dashboard.components.html import render
from dashboard.map_events import take_layers_from_map, take_missed_view_from_map, take_view_from_map
from dashboard.state import MAP_KEY, visitor
from dashboard.upload_route import PREFIX
from layers.model.dataset import Data
from layers.model.view import View
from layers.picture.highlights import Highlights

_LOADER = (resources.files("dashboard.components") / "map_loader.js").read_text(encoding="utf-8")

_component = st.components.v2.component(
    "searoom_map", html=render("mount.html", name="sr-host"), js=_LOADER, isolate_styles=False
)


def map_view(data: Data, view: View, highlights: Highlights) -> None:
    """Show the map of a view with its highlights. What the visitor does on it arrives in the page's state."""
    _component(
        key=MAP_KEY,
        data={
            "base": asset_base(),
            "seen": visitor().newest_map_change,
            "view": _plain(view),
            "highlights": highlights.to_json(),
            "own": {
                "base": PREFIX,
                "seen": visitor().newest_layer_change,
                "layers": [layer.to_json() for layer in visitor().layers],
            },
        },
        on_view_change=partial(take_view_from_map, data),
        on_own_change=take_layers_from_map,
    )
    if take_missed_view_from_map(data):
        st.rerun()


def _plain(view: View) -> dict[str, Any]:
    return asdict(view) | {"off": sorted(view.off), "closed": sorted(view.closed)}
