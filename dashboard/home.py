"""The script that Streamlit runs: sets the page up and hands over to the page that was asked for."""

import streamlit as st

from dashboard.app_pages.map_page import show_map_page

st.set_page_config(page_title="Searoom", page_icon="⚓", layout="wide", initial_sidebar_state="collapsed")
st.navigation([st.Page(show_map_page, title="Map", url_path="map", default=True)], position="hidden").run()
