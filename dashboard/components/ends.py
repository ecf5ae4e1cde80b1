"""The two ends between which corridors are compared, chosen by the visitor."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import streamlit as st

from dashboard.components.wording import Words
from dashboard.state import acted
from layers.analysis.journeys import ends_of
from layers.model.dataset import Data
from layers.model.view import OWN_PORTS, View
from layers.network.scenario import scenario_of
from layers.network.view_names import route_markets, route_origins


def choose_ends(data: Data, view: View, words: Words) -> View:
    """Show the choice of origin and market; return the view with what is chosen.

    A view that names neither is kept as it is until the visitor chooses.
    """
    origin, market = ends_of(data, scenario_of(view))
    names = {key: place.name[view.language] for key, place in data.places.items()}
    names[OWN_PORTS] = words.t("compare.own_ports")
    origins = sorted(route_origins(data), key=names.__getitem__)
    columns = st.columns(2, gap="medium")
    with columns[0]:
        from_city = st.selectbox(
            words.t("routes.origin"), origins, index=origins.index(origin),
            format_func=names.__getitem__, key=f"from-{origin}-{view.language}", on_change=acted,
            disabled=market == OWN_PORTS,
        )  # fmt: skip
    with columns[1]:
        markets = _markets(data, names)
        to_market = st.selectbox(
            words.t("routes.market"), markets, index=markets.index(market),
            format_func=names.__getitem__, key=f"to-{market}-{view.language}", on_change=acted,
        )  # fmt: skip
    chosen = (cast("str", from_city), cast("str", to_market))
    if chosen == (origin, market):
        return view
    return replace(view, origin=chosen[0], market=chosen[1])


def _markets(data: Data, names: dict[str, str]) -> list[str]:
    """The pack's presets, then each corridor's own port, then every other port by name."""
    presets = list(data.pack.compared_markets)
    others = sorted(set(route_markets(data)) - set(presets), key=names.__getitem__)
    return [*presets, OWN_PORTS, *others]
