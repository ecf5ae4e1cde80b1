"""The desk: entries of a pack added and corrected in the pack's own files, one at a time, and taken back.

Enters: a pack's folder and an edit. Leaves: files in which only the lines of the edit differ, and a journal
of who changed what, when and why; or every fault of the edit, or the version that stands in its way. Imports
model, packs, system and checking.
"""
