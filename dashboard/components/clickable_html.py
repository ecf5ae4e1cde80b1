"""HTML of which some elements can be chosen: whatever has ``data-pick`` tells its value when clicked.

The HTML is the caller's and has been escaped by it; nothing in it is run.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources

import streamlit as st

from dashboard.state import acted, picked

_component = st.components.v2.component(
    "searoom_picking",
    html='<div class="sr-pickable"></div>',
    js=(resources.files("dashboard.components") / "clickable_html.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def pickable(html: str, key: str, on_pick: Callable[[str], None]) -> None:
    """Show ``html``; ``on_pick`` gets the value of the element chosen, before the page is drawn again."""

    def told() -> None:
        acted()
        value = picked(key)
        if value:
            on_pick(value)

    _component(key=key, data={"html": html}, on_pick_change=told)
