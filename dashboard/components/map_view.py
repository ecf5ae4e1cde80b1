"""The map as a component: mounted once, then told only what to show.

The geometry never passes through here. The loader (``map_loader.js``) fetches the map's files, keeps
the map's element in module scope so that it outlives a rerun or a change of page, and from then on
exchanges views: the browser restyles first and tells the server afterwards.
"""

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from importlib import resources
from typing import Any

import streamlit as st

from dashboard.assets import asset_base
from dashboard.state import (
    MAP_KEY,
    own_layers,
    own_seen,
    seen,
    take_from_map,
    take_missed_from_map,
    take_own_from_map,
)
from dashboard.upload_route import PREFIX
from layers.model.dataset import Data
from layers.model.view import View

_LOADER = (resources.files("dashboard.components") / "map_loader.js").read_text(encoding="utf-8")

_component = st.components.v2.component(
    "searoom_map", html='<div class="sr-host"></div>', js=_LOADER, isolate_styles=False
)


def map_view(data: Data, view: View, told: Mapping[str, Any]) -> None:
    """Show the map as ``view`` says, with what the page has worked out for it: the legs of a route
    (``path``), those where cargo would go (``next``) and the class of every country's ``veto``.

    What the visitor does on it arrives in the page's state.
    """
    _component(
        key=MAP_KEY,
        data={
            "base": asset_base(),
            "seen": seen(),
            "view": _plain(view),
            "highlights": dict(told),
            "own": {
                "base": PREFIX,
                "seen": own_seen(),
                "layers": [layer.told() for layer in own_layers()],
            },
        },
        on_view_change=partial(take_from_map, data),
        on_own_change=take_own_from_map,
    )
    if take_missed_from_map(data):
        st.rerun()


def _plain(view: View) -> dict[str, Any]:
    return asdict(view) | {"off": sorted(view.off), "closed": sorted(view.closed)}
