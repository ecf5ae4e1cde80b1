"""Decks whose map is native, editable shapes."""
