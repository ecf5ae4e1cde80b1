"""The typeface of everything printed, and the width of text in it."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

from PIL import ImageFont

__all__ = ["FAMILY", "font_folder", "text_width_pt", "wrap"]

FAMILY = "Source Sans Pro"
_MEASURED_AT = 100


def font_folder() -> Path:
    """Folder of the typeface's files."""
    return Path(str(resources.files("font_source_sans_pro"))) / "files"


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    name = "SourceSansPro-Semibold.ttf" if bold else "SourceSansPro-Regular.ttf"
    return ImageFont.truetype(str(font_folder() / name), _MEASURED_AT)


def text_width_pt(text: str, size_pt: float, bold: bool = False, tracking_pt: float = 0.0) -> float:
    """Width of a line of text in points; ``tracking_pt`` is added between letters."""
    return _font(bold).getlength(text) * size_pt / _MEASURED_AT + tracking_pt * max(len(text) - 1, 0)


def wrap(text: str, width_pt: float, size_pt: float, bold: bool = False) -> list[str]:
    """Break text into lines of at most this width; a longer word gets a line of its own."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width_pt(longer, size_pt, bold) <= width_pt:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
