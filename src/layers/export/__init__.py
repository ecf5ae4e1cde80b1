"""Documents to take away: decks, PDF, PNG, SVG, HTML, tables.

Enters: a View or a Story. Leaves: a file. Imports picture, map, stories and what is below them.
"""
