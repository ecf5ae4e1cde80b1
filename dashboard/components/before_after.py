"""The table of headline figures before and after what is closed and built on trial."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from dashboard.components.access_panel import names_together, size_text, trial_sentence
from dashboard.components.html import render_page
from dashboard.components.wording import Words
from layers.analysis.access import Locks
from layers.analysis.what_if import Headline

_Cell = Mapping[str, str | list[str]]
"""Text of a figure, and the sets of countries below it, if it has any."""


def before_after_html(before: Headline, after: Headline, words: Words, home: str) -> Markup:
    """What the closures and lines on trial change, as a sentence and a table."""
    rows = [
        {"name": name, "before": cell(before), "after": cell(after)}
        for name, cell in _figure_cells(words, home).items()
    ]
    on_trial = after.scenario != before.scenario
    sentence = trial_sentence(before, after, words) if on_trial else words.t("what_if.nothing")
    return render_page("what_if/figures.html", words, sentence=sentence, rows=rows)


def _figure_cells(words: Words, home: str) -> Mapping[str, Callable[[Headline], _Cell]]:
    """How to fill the cell of each figure, by its name."""
    return {
        "doors": lambda h: {"text": words.number(len(h.doors))},
        "independent": lambda h: {"text": words.number(len(h.independent))},
        "locks": lambda h: _locks(h.locks, words),
        "no_door": lambda h: {"text": words.percent(h.reliability.p_no_door)},
        "expected": lambda h: {"text": words.number(h.reliability.expected_doors, 1)},
        "concentration": lambda h: {"text": words.number(h.concentration)},
        "home_power": lambda h: {"text": _home_power(h, home, words)},
    }


def _home_power(headline: Headline, home: str, words: Words) -> str:
    total = sum(headline.power.values())
    return words.percent(headline.power[home] / total) if total else words.t("room.none")


def _locks(found: Locks, words: Words) -> _Cell:
    """How many countries shut every way, and the first sets of them."""
    text = size_text(found, words)
    if found.size is None:
        return {"text": text}
    return {"text": text, "sets": [names_together(names, words) for names in found.sets[:4] if names]}
