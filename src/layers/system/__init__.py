"""What needs the operating system: atomic writes, scratch folders, the server's password file.

Enters: paths. Leaves: files written whole or not at all. Imports errors only.
"""
