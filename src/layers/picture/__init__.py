"""What a view shows, before anyone draws it: legs, places and corridors, names, legend, words.

Enters: a View and the figures of its scenario. Leaves: records without geometry, and the one style table that
the browser and Python's drawers share. Imports analysis, model, network, text.
"""
