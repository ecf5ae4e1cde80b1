"""What is loaded once a process and shared by everyone; the only user of Streamlit's caches."""

import streamlit as st

from layers.data import Data, load
from layers.map import BuiltMap, build_map


@st.cache_resource(show_spinner=False)
def get_data() -> Data:
    """All of ``geodata/``, checked."""
    return load()


@st.cache_resource(show_spinner=False)
def get_map() -> BuiltMap:
    """The map of :func:`get_data`."""
    return build_map(get_data())
