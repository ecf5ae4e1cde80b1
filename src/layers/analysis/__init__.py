"""Pure functions on facts: risk, routes, access, outages, bargaining, ranking, what-if, live figures.

Enters: the data of a pack and a Scenario. Leaves: figures as frozen records. Imports model, network, text.
"""
