"""Sliders for what may be built: a probability for every corridor that is not in place yet."""

from __future__ import annotations

import streamlit as st

from dashboard.components.html import render_page
from dashboard.components.wording import Words, as_plain_markdown
from dashboard.state import acted
from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import Status
from layers.network.network import status_on


def buildable(data: Data, day: str) -> list[str]:
    """Corridors that can be assumed built on a day: those that are not in place yet."""
    found = []
    for corridor in data.corridors.values():
        status = status_on(corridor.status_history, day, data.evidence_end)
        unbuilt = status is None or status.status in (Status.PROPOSED, Status.UNDER_CONSTRUCTION, Status.DUE)
        if corridor.outlet and unbuilt:
            found.append(corridor.id)
    return found


def build_sliders(data: Data, view: View, words: Words) -> tuple[tuple[str, float], ...]:
    """Show a slider of probability per corridor that is not in place; return those above zero."""
    built = dict(view.built)
    keys = buildable(data, view.date)
    st.html(render_page("head.html", words, level=2, title=words.t("what_if.build")))
    if not keys:
        st.html(render_page("paragraph.html", words, text=words.t("what_if.nothing_to_build")))
        return view.built
    columns = st.columns(3, gap="medium")
    for number, key in enumerate(keys):
        name = as_plain_markdown(words.corridor(key))
        with columns[number % 3]:
            asked = built.get(key, 0.0)
            shown = round(100 * asked)
            chosen = st.slider(
                name, 0, 100, shown, step=5, format="%d%%", on_change=acted,
                key=f"build-{key}-{asked:g}-{view.language}",
            )  # fmt: skip
        if chosen != shown:  # a link may ask for what the slider cannot show exactly
            built[key] = chosen / 100
    return tuple(sorted((key, p) for key, p in built.items() if p > 0))
