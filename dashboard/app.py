"""The server: Streamlit with a few routes of our own that hand out the map's files.

Run it with ``searoom serve``. ``streamlit run dashboard/app.py`` works too, but without the settings
that ``searoom serve`` gives.
"""

from pathlib import Path

import streamlit as st

from dashboard.assets import asset_routes

app = st.App(Path(__file__).with_name("home.py"), routes=asset_routes())
