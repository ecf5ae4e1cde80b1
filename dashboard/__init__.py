"""The Streamlit page around the map. Nothing but this package imports streamlit."""
