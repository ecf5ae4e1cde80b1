"""Links to the sections of a long text: they stay in sight while it scrolls."""

from __future__ import annotations

from importlib import resources

import streamlit as st
from markupsafe import Markup

from dashboard.components.html import render

_component = st.components.v2.component(
    "searoom_section_links",
    html=render("mount.html", name="sr-sections"),
    js=(resources.files("dashboard.components") / "section_links.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def section_links(html: Markup, within: str) -> None:
    """Show links, each with the section that it leads to in ``data-go``.

    The sections are the elements with that name in ``data-section`` in the element of the selector ``within``
    that holds the links.
    """
    with st.container(key="sections"):
        _component(key="section-links", data={"html": html, "within": within})
