"""The glossary stands once, in the words of the interface; ``docs/glossary.md`` says the same."""

from __future__ import annotations

import re
from pathlib import Path

from layers.text import glossary_terms, texts

DOCUMENT = Path(__file__).parents[2] / "docs" / "glossary.md"
HOME = "the home country"


def test_the_document_has_every_term_with_the_words_of_the_page() -> None:
    words = texts("en")
    written = dict(re.findall(r"^\*\*(.+?)\*\*: (.+)$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE))
    assert written == {
        words[f"glossary.{key}.term"]: words[f"glossary.{key}.text"].format(home_name=HOME, home_of=HOME)
        for key in glossary_terms()
    }


def test_it_explains_what_the_figures_rest_on() -> None:
    assert {"door", "independent", "lock", "exposure", "veto", "trial"} <= set(glossary_terms())
