"""The server: Streamlit with a few routes of our own that hand out the map's files.

Run it with ``searoom serve``; its settings lie beside it in ``.streamlit/config.toml``.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st

from dashboard.assets import asset_routes
from dashboard.loaders import get_map
from dashboard.presenting import presenting_routes
from layers.errors import DataError


@asynccontextmanager
async def _ready(_: st.App) -> AsyncIterator[None]:
    """Build the map before the first visitor comes. What is wrong with the data, the page tells."""
    with suppress(DataError):
        get_map().version  # noqa: B018 - rendering is what takes the time
    yield


app = st.App(
    Path(__file__).with_name("home.py"), routes=[*asset_routes(), *presenting_routes()], lifespan=_ready
)
