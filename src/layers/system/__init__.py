"""What the operating system is needed for: whole files, scratch folders, the file with a server's password.

Enters: paths. Leaves: files written whole or not at all. Imports errors only.
"""
