"""The server: Streamlit with a few routes of our own, behind the middleware of ``safety``.

Run it with ``searoom serve``; its settings are in ``.streamlit/config.toml``.
"""

import gc
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st

from dashboard.assets import asset_routes
from dashboard.components.chrome import show_mishap
from dashboard.components.html import compile_templates
from dashboard.health import health_routes
from dashboard.loaders import get_edition, get_map
from dashboard.presentation_route import presenting_routes
from dashboard.safety import safety_middleware
from dashboard.upload_route import own_routes
from layers.errors import DataError

_LOG = logging.getLogger("searoom")


@asynccontextmanager
async def _ready(_: st.App) -> AsyncIterator[None]:
    """Build map and templates before the first visitor comes. If the data are not valid, the page says so."""
    compile_templates()
    with suppress(DataError):
        get_map(get_edition()).version  # noqa: B018 - rendering is what takes the time
    gc.collect()
    gc.freeze()  # the data stay as long as the server does: no collection need visit them again
    yield


def _show_mishap(error: Exception) -> bool:
    """Show the visitor a sentence and a reference, under which the log says what happened."""
    reference = secrets.token_hex(4)
    _LOG.error("Reference %s was shown to a visitor: %s", reference, type(error).__name__)
    show_mishap(reference)
    return True


app = st.App(
    Path(__file__).with_name("home.py"),
    routes=[*asset_routes(), *presenting_routes(), *own_routes(), *health_routes()],
    middleware=safety_middleware(),
    on_script_error=_show_mishap,
    lifespan=_ready,
)
