"""Text that a spreadsheet treats as text."""

from __future__ import annotations

__all__ = ["formula_safe"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def formula_safe(text: str) -> str:
    """Return the text, with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
