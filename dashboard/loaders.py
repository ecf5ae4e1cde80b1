"""What is loaded once a process and shared by everyone; the only user of Streamlit's caches."""

from collections.abc import Mapping

import streamlit as st

from layers.citations import Citation, citations
from layers.data import Data, load
from layers.map import BuiltMap, build_map
from layers.risk import RiskModel


@st.cache_resource(show_spinner=False)
def get_data() -> Data:
    """All of ``geodata/``, checked."""
    return load()


@st.cache_resource(show_spinner=False)
def get_model() -> RiskModel:
    """The risk of :func:`get_data`."""
    return RiskModel(get_data())


@st.cache_resource(show_spinner=False)
def get_map() -> BuiltMap:
    """The map of :func:`get_data`."""
    return build_map(get_data())


@st.cache_resource(show_spinner=False)
def get_citations() -> Mapping[str, tuple[Citation, ...]]:
    """Who cites what in :func:`get_data`."""
    return citations(get_data())
