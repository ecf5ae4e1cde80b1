"""Text that a spreadsheet takes for text."""

from __future__ import annotations

__all__ = ["formula_safe"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def formula_safe(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
