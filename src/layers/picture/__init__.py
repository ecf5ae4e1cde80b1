"""What a view shows, before anyone draws it: legs and places in their classes, highlights, symbols.

Enters: a View and the figures of its scenario. Leaves: records without colours, and the one style table.
Imports analysis, network, model.
"""
