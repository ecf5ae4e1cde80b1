"""The server: Streamlit with a few routes of our own, and what stands before every answer.

Run it with ``searoom serve``; its settings lie beside it in ``.streamlit/config.toml``.
"""

import gc
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st

from dashboard.assets import asset_routes
from dashboard.components.chrome import tell_of_mishap
from dashboard.components.html import compile_templates
from dashboard.health import health_routes
from dashboard.loaders import get_map
from dashboard.presentation_route import presenting_routes
from dashboard.safety import safety_middleware
from dashboard.upload_route import own_routes
from layers.errors import DataError

_LOG = logging.getLogger("searoom")


@asynccontextmanager
async def _ready(_: st.App) -> AsyncIterator[None]:
    """Build the map and the templates before the first visitor comes; faults of the data are the page's."""
    compile_templates()
    with suppress(DataError):
        get_map().version  # noqa: B018 - rendering is what takes the time
    gc.collect()
    gc.freeze()  # the data stay as long as the server: no collection has to look at them again
    yield


def _tell_plainly(error: Exception) -> bool:
    """A visitor gets one sentence and a number; what happened stands in the log under the same number."""
    reference = secrets.token_hex(4)
    _LOG.error("Number %s was told to a visitor: %s", reference, type(error).__name__)
    tell_of_mishap(reference)
    return True


app = st.App(
    Path(__file__).with_name("home.py"),
    routes=[*asset_routes(), *presenting_routes(), *own_routes(), *health_routes()],
    middleware=safety_middleware(),
    on_script_error=_tell_plainly,
    lifespan=_ready,
)
