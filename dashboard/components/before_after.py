"""The table of headline figures before and after what is closed and built on trial."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf

from markupsafe import Markup

from dashboard.components.access_panel import names_together, size_text, spell_text, trial_sentence
from dashboard.components.html import render_page
from dashboard.components.wording import Words
from layers.analysis.access import LockOutcome, Locks
from layers.analysis.changes import Trend
from layers.analysis.what_if import Headline


@dataclass(frozen=True)
class _Cell:
    """Text of a figure, the sets of countries below it, and how good it is; None where that has no answer."""

    text: str
    goodness: float | None
    sets: tuple[str, ...] = ()


def before_after_html(before: Headline, after: Headline, words: Words, home: str) -> Markup:
    """What the closures and lines on trial change, as a sentence and a table."""
    rows = []
    for name, cell in _figure_cells(words, home).items():
        cells = cell(before), cell(after)
        trend = trend_of(*cells)
        rows.append({"name": name, "before": cells[0], "after": cells[1], "trend": trend})
    on_trial = after.scenario != before.scenario
    sentence = trial_sentence(before, after, words) if on_trial else words.t("what_if.nothing")
    return render_page("what_if/figures.html", words, sentence=sentence, rows=rows)


def trend_of(before: _Cell, after: _Cell) -> Trend | None:
    """Whether a figure became better or worse; None where that has no answer.

    What is written the same counts as the same.
    """
    if before.goodness is None or after.goodness is None:
        return None
    if before.text == after.text or before.goodness == after.goodness:
        return Trend.SAME
    return Trend.BETTER if after.goodness > before.goodness else Trend.WORSE


def _figure_cells(words: Words, home: str) -> Mapping[str, Callable[[Headline], _Cell]]:
    """How to fill the cell of each figure, by its name."""
    return {
        "doors": lambda h: _Cell(words.number(len(h.doors)), len(h.doors)),
        "independent": lambda h: _Cell(words.number(len(h.independent)), len(h.independent)),
        "locks": lambda h: _locks(h.locks, words),
        "days_without_door": lambda h: _Cell(
            words.small_band(h.reliability.days_without_door), -h.reliability.days_without_door.central
        ),
        "spell": lambda h: _Cell(
            spell_text(h.reliability, words), -h.reliability.spell_30_days.central
        ),
        "expected": lambda h: _Cell(
            words.band_of(h.reliability.expected_doors, lambda value: words.number(value, 1)),
            h.reliability.expected_doors.central,
        ),
        # With fewer doors left the rest can lean on more countries and be worse off all the same.
        "concentration": lambda h: _Cell(words.number_or_nothing(h.concentration), None),
        "home_power": lambda h: _home_power(h, home, words),
    }


def _home_power(headline: Headline, home: str, words: Words) -> _Cell:
    if home not in headline.power:
        return _Cell(words.t("figure.nothing"), None)
    share = headline.power[home]
    return _Cell(words.share_band(share), share.central)


def _locks(found: Locks, words: Words) -> _Cell:
    """How many countries shut every way, and the first sets of them."""
    sets = tuple(names_together(names, words) for names in found.sets[:4])
    goodness: Mapping[LockOutcome, float | None] = {
        LockOutcome.FOUND: found.size, LockOutcome.IMPOSSIBLE: inf, LockOutcome.NOTHING_OPEN: None,
    }  # fmt: skip
    return _Cell(size_text(found, words), goodness[found.outcome], sets)
