"""The server's optional password, read from a file so that it never appears on a command line."""

from __future__ import annotations

from pathlib import Path

from layers.errors import ServerError

__all__ = ["PASSWORD_VARIABLE", "SHORTEST_PASSWORD", "read_password"]

PASSWORD_VARIABLE = "SEAROOM_PASSWORD_FILE"  # noqa: S105 - names a file
SHORTEST_PASSWORD = 8


def read_password(path: Path) -> str:
    """The first line of the file.

    Raises
    ------
    ServerError
        If there is no such file, or no password in it that is worth the name.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise ServerError(f"{path}: {why}; expected a text file whose first line is the password.") from error
    password = lines[0].strip() if lines else ""
    if len(password) < SHORTEST_PASSWORD:
        raise ServerError(
            f"{path}: got a password of {len(password)} characters; expected at least {SHORTEST_PASSWORD} "
            "on the first line."
        )
    return password
