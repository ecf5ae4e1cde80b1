"""HTML with clickable elements: one with ``data-pick`` reports its value when clicked."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources

import streamlit as st
from markupsafe import Markup

from dashboard.components.html import render
from dashboard.state import acted, sent

_component = st.components.v2.component(
    "searoom_picking",
    html=render("mount.html", name="sr-pickable"),
    js=(resources.files("dashboard.components") / "clickable_html.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def pickable(html: Markup, key: str, on_pick: Callable[[str], None]) -> None:
    """Show ``html``; ``on_pick`` is called with the value of the element clicked, before the next run."""

    def on_change() -> None:
        acted()
        value = str(sent(key, "pick") or "")
        if value:
            on_pick(value)

    _component(key=key, data={"html": html}, on_pick_change=on_change)
