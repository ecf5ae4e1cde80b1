"""Tonnes: what goes where, what a closure strands, what a gate is worth.

Takes flows, totals, commodities and capacities (:mod:`layers.model.tonnes`) and a scenario; gives tonnes by
gate and leg, use of capacity, and what is stranded, moved and paid when something is closed.
"""
