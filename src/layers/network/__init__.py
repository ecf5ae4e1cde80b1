"""Facts about chains of legs: statuses in time, open ways, time and cost, slipped dates, citations.

Enters: the data of a pack. Leaves: facts, never judgements. Imports model.
"""
