"""The claims and readings, each held against the data: for and against side by side."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl

import streamlit as st
from markupsafe import Markup

from dashboard.components.chrome import Pages, begin_page
from dashboard.components.clickable_html import pickable
from dashboard.components.html import render_page
from dashboard.components.wording import Words
from dashboard.link import current_view, write_link
from dashboard.loaders import get_edition, get_headlines, get_model
from dashboard.state import pop_map_request, request_map
from layers.analysis.live_figures import Figures
from layers.model.dataset import Data
from layers.model.evidence import Claim
from layers.model.records import LocalText
from layers.model.view import View


def show_claims_page(pages: Pages) -> None:
    """All claims; the link of each sets the map to its subject."""
    begun = begin_page("claims", pages)
    if begun is None:
        return
    data, view = begun

    def show(claim: str) -> None:
        request_map(_view_of(data.claims[claim], current_view(data)))

    with st.container(key="content"):
        pickable(_page(data, view), "claims", show)
    if pop_map_request():
        st.switch_page(pages["map"], query_params=current_view(data).to_query())
    write_link(view)


def _view_of(claim: Claim, now: View) -> View:
    view, _ = View.from_query(dict(parse_qsl(claim.view, keep_blank_values=True)))
    actor = view.lens.partition(":")[2] if view.lens.startswith("stance:") else view.actor
    return replace(view, actor=actor, language=now.language, theme=now.theme)


def _page(data: Data, view: View) -> Markup:
    figures = Figures(get_model(get_edition()), view.date, view.language, get_headlines(get_edition()))

    def fill(text: LocalText) -> str:
        return figures.fill(text[view.language])

    kinds = {kind: [one for one in data.claims.values() if one.kind == kind] for kind in ("reading", "claim")}
    return render_page(
        "claims.html", Words(view, data), day=view.date, fill=fill,
        readings=kinds["reading"], claims=kinds["claim"],
    )  # fmt: skip
