"""Widths of text in Arial, in which decks are set but which need not be installed here.

Advance widths are in thousandths of the font size, with the letters of equal width listed together.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

__all__ = ["arial_width_pt"]

_UNKNOWN = 1000
"""No letter of the scripts that we write is wider, apart from a few that are listed."""

_REGULAR: Mapping[int, str] = {
    191: "'",
    222: "ijlі‘’ł",
    260: "|",
    278: " !,./:;I[\\]ftІЇї\u00a0·ı",
    333: "()-`r“”„",
    334: "{}",
    350: "•",
    355: '"',
    365: "г",
    389: "*",
    400: "°",
    411: "ґ",
    438: "к",
    458: "зт",
    469: "^",
    489: "Ґ",
    500: "Jcksvxyzсух",
    510: "эє",
    521: "чь",
    531: "в",
    542: "Гпя",
    549: "±÷≈≤≥",
    552: "н",
    556: "#$0123456789?L_abdeghnopquаеорё§«»–€đ",
    559: "ий",
    573: "бц",
    583: "Кдл",
    584: "+<=>~×−",
    604: "З",
    611: "FTZТøß",
    625: "ъ",
    635: "У",
    656: "БЛЬ",
    667: "&ABEKPSVXYЁАВЕРХЧ",
    669: "ж",
    677: "Д",
    688: "м",
    719: "ИЙПЭыЄ",
    722: "CDHNRUwНСЯ",
    737: "©®",
    740: "Ц",
    750: "ю",
    760: "Ф",
    778: "GOQО",
    792: "Ъ",
    802: "ш",
    823: "фщ",
    833: "MmМ",
    885: "Ы",
    889: "%æ",
    917: "Ш",
    923: "Ж",
    938: "Щ",
    944: "W",
    1000: "—…→™←↔",
    1010: "Ю",
    1015: "@",
    1073: "№",
}
_BOLD: Mapping[int, str] = {
    238: "'",
    276: "Ї",
    278: " ,./I\\ijlІі\u00a0·‘’ıł",
    280: "|",
    281: "ї",
    333: "!()-:;[]`ft",
    350: "•",
    389: "*r{}",
    400: "°",
    417: "г",
    447: "ґ",
    474: '"',
    487: "Ґ",
    490: "т",
    497: "з",
    500: "zк“”„",
    549: "±÷≈≤≥",
    552: "эє",
    556: "#$0123456789J_aceksvxyаесухё§«»–€",
    567: "Г",
    581: "ч",
    583: "я",
    584: "+<=>^~×−",
    604: "нп",
    610: "К",
    611: "?FLTZbdghnopquТорøßđ",
    615: "вийць",
    618: "б",
    622: "У",
    626: "З",
    635: "дл",
    667: "EPSVXYЕРХ",
    669: "Ё",
    702: "Л",
    703: "Ч",
    709: "ж",
    711: "ЭЄ",
    712: "Д",
    719: "БИЙПЬЯ",
    722: "&ABCDHKNRUАВНС",
    729: "ъ",
    730: "Ц",
    737: "©®",
    740: "м",
    778: "GOQwО",
    833: "MМш",
    844: "щ",
    854: "Фыю",
    870: "Ъ",
    875: "ф",
    889: "%mæ",
    904: "Ж",
    944: "W",
    975: "@",
    979: "Ы",
    1000: "—…→™←↔",
    1005: "Ш",
    1019: "Щ",
    1031: "Ю",
    1115: "№",
}
_SPACES = "\u2009\u202f"
"""Narrow spaces, as wide as a plain one where the typeface has none."""
_FURTHER_CYRILLIC = {"әғқңөұүһ": 620, "ӘҒҚҢӨҰҮҺ": 800}


def _table(widths: Mapping[int, str]) -> dict[str, int]:
    table = {letter: width for width, letters in widths.items() for letter in letters}
    table |= {letter: width for letters, width in _FURTHER_CYRILLIC.items() for letter in letters}
    return table | dict.fromkeys(_SPACES, table[" "])


_WIDTHS = {False: _table(_REGULAR), True: _table(_BOLD)}


def arial_width_pt(text: str, size_pt: float, bold: bool = False) -> float:
    """Return the width of a line of text in points; accents do not widen a letter."""
    widths = _WIDTHS[bold]
    plain = unicodedata.normalize("NFC", text)
    return sum(widths.get(letter) or _unaccented(letter, widths) for letter in plain) * size_pt / 1000


def _unaccented(letter: str, widths: Mapping[str, int]) -> int:
    return widths.get(unicodedata.normalize("NFD", letter)[0], _UNKNOWN)
