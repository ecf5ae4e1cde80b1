"""The script that Streamlit runs: configures the app and runs the page that was asked for."""

from functools import partial

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard.app_pages.bargaining_page import show_bargaining_page
from dashboard.app_pages.briefing_page import show_briefing_page
from dashboard.app_pages.changes_page import show_changes_page
from dashboard.app_pages.claims_page import show_claims_page
from dashboard.app_pages.compare_page import show_compare_page
from dashboard.app_pages.fit_page import show_fit_page
from dashboard.app_pages.map_page import show_map_page
from dashboard.app_pages.method_page import show_method_page
from dashboard.app_pages.own_data_page import show_own_data_page
from dashboard.app_pages.routes_page import show_routes_page
from dashboard.app_pages.sources_page import show_sources_page
from dashboard.app_pages.stances_page import show_stances_page
from dashboard.app_pages.tonnes_page import show_tonnes_page
from dashboard.app_pages.what_if_page import show_what_if_page

SHOW = {
    "map": show_map_page,
    "briefing": show_briefing_page,
    "what-if": show_what_if_page,
    "tonnes": show_tonnes_page,
    "bargaining": show_bargaining_page,
    "compare": show_compare_page,
    "routes": show_routes_page,
    "stances": show_stances_page,
    "claims": show_claims_page,
    "changes": show_changes_page,
    "method": show_method_page,
    "fit": show_fit_page,
    "own-data": show_own_data_page,
    "sources": show_sources_page,
}

st.set_page_config(page_title="Searoom", page_icon="⚓", layout="wide", initial_sidebar_state="collapsed")
pages: dict[str, StreamlitPage] = {}
for name, show in SHOW.items():
    # Each page is given all of them for the links of its navigation bar.
    pages[name] = st.Page(partial(show, pages), title=name.title(), url_path=name, default=name == "map")
st.navigation(list(pages.values()), position="hidden").run()
