"""Everything that ``searoom check`` asks of a pack, and a visitor's changed copy of one.

Enters: a folder. Leaves: faults and warnings. Imports packs and analysis.
"""
