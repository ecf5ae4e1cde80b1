"""A data pack, in and out of its folder: loaded, checked against itself, described by schemas, started anew.

Enters: a folder. Leaves: the whole of its data, or every fault with its line. Imports model, geo and network.
"""
