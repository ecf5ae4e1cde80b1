"""How a landlocked country reaches the sea: facts, judgements, the map, its exports. No Streamlit in here."""
