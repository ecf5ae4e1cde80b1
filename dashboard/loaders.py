"""What is loaded once a process and shared by everyone; the only user of Streamlit's caches."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from layers.citations import Citation, citations
from layers.data import Data, load
from layers.map import BuiltMap, build_map
from layers.risk import RiskModel
from layers.routes import RouteFinder
from layers.scenario import Scenario
from layers.settings import Settings, central_settings
from layers.what_if import DoorsOn, Headline, WhatIf, door_history


@st.cache_resource(show_spinner=False)
def get_data() -> Data:
    """All of ``geodata/``, checked."""
    return load()


@st.cache_resource(show_spinner=False)
def get_model() -> RiskModel:
    """The risk of :func:`get_data`."""
    return RiskModel(get_data())


@st.cache_resource(show_spinner=False)
def get_what_if() -> WhatIf:
    """Headline figures of :func:`get_data`."""
    return WhatIf(get_model())


@st.cache_resource(show_spinner=False)
def get_settings() -> Settings:
    """Every parameter at its central value."""
    return central_settings(get_data())


@st.cache_resource(show_spinner=False, max_entries=256)
def get_headline(scenario: Scenario, shock_scale: float = 1.0) -> Headline:
    """All figures of a scenario at the central settings, but for the scale of common causes."""
    return get_what_if().headline(scenario, replace(get_settings(), shock_scale=shock_scale))


@st.cache_resource(show_spinner=False)
def get_door_history() -> list[DoorsOn]:
    """Doors and locks over time."""
    return door_history(get_model())


@st.cache_resource(show_spinner=False)
def get_route_finder() -> RouteFinder:
    """Routes to markets at the central settings."""
    return RouteFinder(get_model(), get_settings())


@st.cache_resource(show_spinner=False)
def get_map() -> BuiltMap:
    """The map of :func:`get_data`."""
    return build_map(get_data())


@st.cache_resource(show_spinner=False)
def get_citations() -> Mapping[str, tuple[Citation, ...]]:
    """Who cites what in :func:`get_data`."""
    return citations(get_data())
