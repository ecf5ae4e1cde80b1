"""The server's optional password, read from a file so that it never appears on a command line."""

from __future__ import annotations

from pathlib import Path

from layers.errors import ServerError, cause_of
from layers.faults import ErrorCode

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
    except OSError as error:
        raise ServerError(ErrorCode.PASSWORD_UNREADABLE, path=str(path), cause=cause_of(error)) from error
    except UnicodeDecodeError as error:
        raise ServerError(ErrorCode.PASSWORD_NOT_TEXT, path=str(path)) from error
    password = lines[0].strip() if lines else ""
    if len(password) < SHORTEST_PASSWORD:
        raise ServerError(
            ErrorCode.PASSWORD_SHORT, path=str(path), count=len(password), least=SHORTEST_PASSWORD
        )
    return password
