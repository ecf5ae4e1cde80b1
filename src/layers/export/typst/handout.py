"""The content of the handout, as plain values for its template."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from layers.analysis.access import LockOutcome
from layers.analysis.what_if import Headline
from layers.export.drawing.shapes import Drawing
from layers.export.drawing.typeface import FAMILY
from layers.export.tables.rows import built_names, closed_names
from layers.export.typst.printed import printed_legend, printed_map, printed_scale
from layers.model.dataset import Data
from layers.model.records import Source
from layers.model.story import Story
from layers.model.view import View
from layers.stories.rendering import ShownScene
from layers.text import format_date, format_number, format_small, translate
from layers.text.credits import credit_line

__all__ = ["MAP_SIZE_PT", "handout"]

MAP_SIZE_PT = (523.0, 318.0)
AUTHOR = "Searoom"
_WORDS = (
    "handout.background", "handout.sources", "handout.all_sources", "handout.sources_how",
    "handout.figures", "handout.figures_lede", "handout.method",
)  # fmt: skip
_HEADS = (
    "handout.head.scenes", "handout.head.date", "handout.head.trial", "handout.head.doors",
    "handout.head.independent", "handout.head.locks", "handout.head.days_without_door",
    "handout.head.concentration",
)  # fmt: skip
_METHOD = (
    "doors", "independent", "locks", "straits", "days_without_door", "spell", "expected", "concentration",
    "power",
)  # fmt: skip

Shown = tuple[ShownScene, Drawing]


def handout(data: Data, story: Story, language: str, pages: Sequence[Shown]) -> dict[str, Any]:
    """Return everything that ``handout.typ`` sets, in one language."""
    numbers = _numbers(pages)
    end = format_date(language, data.evidence_end)
    return {
        "language": language, "font": FAMILY, "author": AUTHOR,
        "title": story.title[language], "lede": story.lede[language],
        "kicker": translate(language, "handout.kicker"),
        "known": translate(language, "page.evidence_to", date=end),
        "notes": [translate(language, "map.boundary_note"), credit_line(data, language)],
        "words": {key.partition(".")[2]: translate(language, key) for key in _WORDS},
        "scenes": [_scene(shown, drawing, len(pages), numbers) for shown, drawing in pages],
        "table": _table(data, language, [shown for shown, _ in pages]),
        "method": _method(data, language),
        "sources": _sources(pages, numbers),
    }  # fmt: skip


def _scene(shown: ShownScene, drawing: Drawing, count: int, numbers: dict[str, int]) -> dict[str, Any]:
    language = shown.view.language
    known, *others = drawing.notes
    return {
        "number": shown.number,
        "place": translate(language, "handout.scene", n=shown.number, all=count),
        "title": shown.title, "text": shown.text,
        "notes": [part for part in map(str.strip, shown.notes.split("\n\n")) if part],
        "figures": [{"value": figure.value, "label": figure.label} for figure in shown.figures],
        "map": printed_map(drawing), "legend": printed_legend(drawing), "scale": printed_scale(drawing),
        "sources": [
            {"number": numbers[source.id], "text": _cited(source)}
            for source in sorted(shown.sources, key=lambda source: numbers[source.id])
        ],
        "foot": [known, " ".join(others)],
    }  # fmt: skip


# --- sources --------------------------------------------------------------------------------------------


def _numbers(pages: Sequence[Shown]) -> dict[str, int]:
    """Number the sources in the order in which the scenes cite them."""
    keys = dict.fromkeys(source.id for shown, _ in pages for source in shown.sources)
    return {key: number for number, key in enumerate(keys, start=1)}


def _cited(source: Source) -> str:
    return ", ".join(part for part in (source.publisher, source.title, source.date) if part)


def _sources(pages: Sequence[Shown], numbers: dict[str, int]) -> list[dict[str, Any]]:
    records = {source.id: source for shown, _ in pages for source in shown.sources}
    found: list[dict[str, Any]] = []
    for key, number in numbers.items():
        scenes = _ranges([shown.number for shown, _ in pages if key in {each.id for each in shown.sources}])
        text = f"{_cited(records[key])} [{scenes}]"
        found.append({"number": number, "text": text, "address": records[key].url})
    return found


def _ranges(numbers: Sequence[int]) -> str:
    """Join rising numbers, three or more consecutive ones as a range: 1–6, 8, 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


# --- figures --------------------------------------------------------------------------------------------


def _table(data: Data, language: str, shown: Sequence[ShownScene]) -> dict[str, Any]:
    """Return the headline figures of every day and trial that the scenes show, each once, in order."""
    scenes: dict[Any, list[ShownScene]] = {}
    for scene in shown:
        scenes.setdefault(scene.headline.scenario, []).append(scene)
    outlets = sum(corridor.outlet for corridor in data.corridors.values())
    return {
        "head": [translate(language, key) for key in _HEADS],
        "rows": [
            [
                _ranges([scene.number for scene in same]),
                format_date(language, same[0].view.date),
                _trial(data, same[0].view),
                *_figures(language, same[0].headline, outlets),
            ]
            for same in scenes.values()
        ],
    }


def _trial(data: Data, view: View) -> str:
    language, parts = view.language, []
    if view.closed:
        names = ", ".join(closed_names(data, view))
        parts.append(translate(language, "what_if.closed", closed=names))
    if view.built:
        parts.append(translate(language, "what_if.built", built=", ".join(built_names(data, view))))
    return " ".join(parts) or "–"


def _figures(language: str, headline: Headline, outlets: int) -> list[str]:
    locks, concentration = headline.locks, headline.concentration
    nothing = translate(language, "figure.nothing")
    no_lock = nothing if locks.outcome is LockOutcome.NOTHING_OPEN else translate(language, "figure.no_lock")
    return [
        translate(language, "room.of", n=len(headline.doors), all=outlets),
        format_number(language, len(headline.independent)),
        no_lock if locks.size is None else format_number(language, locks.size),
        format_small(language, headline.reliability.days_without_door.central),
        nothing if concentration is None else format_number(language, concentration),
    ]


def _method(data: Data, language: str) -> list[dict[str, str]]:
    home = data.pack.words(language)
    entries = [
        {
            "head": translate(language, f"room.{name}"),
            "text": translate(language, f"room.{name}_what", **home),
        }
        for name in _METHOD
    ]
    entries.append({
        "head": translate(language, "page.risk"),
        "text": translate(language, "page.risk_method_weakest"),
    })  # fmt: skip
    entries.append({
        "head": translate(language, "handout.left_out"), "text": translate(language, "room.leaves_out"),
    })  # fmt: skip
    return entries
