"""The look of the page around the map."""

from importlib import resources

import streamlit as st


def page_style() -> None:
    """Take Streamlit's own furniture away and put ours in place."""
    css = (resources.files("dashboard.components") / "page.css").read_text(encoding="utf-8")
    st.html(f"<style>{css}</style>")
