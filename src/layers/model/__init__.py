"""What there is: closed vocabularies, valid records, a pack's manifest, a view, a story, a whole dataset.

Enters: plain values. Leaves: frozen, validated records. Imports geo only.
"""
