"""Kazakhstan's routes to the sea: data, facts, judgements, the map and its exports. No Streamlit in here."""
