"""Scenes as they are shown: text with live figures filled in, the view and its highlights.

Also reads stories from files (the shipped ones come with the data) and writes them as YAML.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from layers.analysis.figure_checks import check_story_figures
from layers.analysis.live_figures import Figures, Headlines
from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.routing import RouteFinder
from layers.analysis.what_if import Headline
from layers.errors import DataError
from layers.model.records import Source
from layers.model.story import Scene, Story
from layers.model.view import View
from layers.model.vocabulary import LANGUAGES, Theme
from layers.network.scenario import scenario_of
from layers.packs.evidence_references import check_story
from layers.packs.reader import FolderReader
from layers.picture.highlights import Highlights, highlights_of
from layers.system.whole_files import written_whole
from layers.text import format_date, translate

__all__ = [
    "SceneRenderer",
    "ShownCallout",
    "ShownFigure",
    "ShownScene",
    "cite",
    "dump_story",
    "read_story",
    "write_story",
]


@dataclass(frozen=True)
class ShownFigure:
    """A number with its label, in one language."""

    value: str
    label: str


@dataclass(frozen=True)
class ShownCallout:
    """Text at a place."""

    place: str
    text: str


@dataclass(frozen=True)
class ShownScene:
    """A scene in one language, with every number filled in."""

    id: str
    number: int
    title: str
    text: str
    notes: str
    figures: tuple[ShownFigure, ...]
    callouts: tuple[ShownCallout, ...]
    labels: tuple[str, ...]
    sources: tuple[Source, ...]
    view: View
    headline: Headline
    highlights: Highlights
    known: str
    """Until when what is shown is known, in words."""


class SceneRenderer:
    """Renders scenes on one data set; headline figures are cached by scenario."""

    def __init__(self, model: RiskModel) -> None:
        self.model, self.data = model, model.data
        self._headlines = Headlines(model)
        self._finder = RouteFinder(model, central_settings(model.data))

    def story(self, story: Story, language: str, theme: Theme = "light") -> list[ShownScene]:
        """Render every scene of a story, in order."""
        return [self.scene(scene, i, language, theme) for i, scene in enumerate(story.scenes, start=1)]

    def scene(self, scene: Scene, number: int, language: str, theme: Theme = "light") -> ShownScene:
        """Render one scene."""
        view = scene.view_in(language, theme)
        figures = Figures.of_view(self.model, view, language, self._headlines)
        return ShownScene(
            id=scene.id, number=number,
            title=figures.fill(scene.title[language]), text=figures.fill(scene.text[language]),
            notes=figures.fill(scene.notes[language]) if scene.notes else "",
            figures=tuple(
                ShownFigure(*figures.figure(each.value, each.label[language])) for each in scene.figures
            ),
            callouts=tuple(ShownCallout(c.at, figures.fill(c.text[language])) for c in scene.callouts),
            labels=scene.labels,
            sources=tuple(self.data.bibliography[key] for key in scene.sources),
            view=view, headline=self._headlines.of(scenario_of(view), view.shocks),
            highlights=self.highlights(view), known=self.known_on(view),
        )  # fmt: skip

    def highlights(self, view: View) -> Highlights:
        """Return what a view emphasises on the map."""
        scenario = scenario_of(view)
        before = self._headlines.of(scenario.without_changes(), view.shocks)
        after = self._headlines.of(scenario, view.shocks)
        return highlights_of(self.data, view, before, after, self._finder, self._headlines.tonnes.tonnes)

    def known_on(self, view: View) -> str:
        """Return the day shown and the date that the evidence reaches, in words."""
        end = format_date(view.language, self.data.evidence_end)
        day = format_date(view.language, view.date)
        return translate(view.language, "brief.known", day=day, end=end)

    def payload(self, story: Story) -> dict[str, Any]:
        """Return the story for the presenter in the browser: every language, figures filled in."""
        shown = {language: self.story(story, language) for language in LANGUAGES}
        return {
            "id": story.id,
            "title": story.title.root,
            "lede": story.lede.root,
            "scenes": [
                _scene_payload({language: shown[language][i] for language in LANGUAGES})
                for i in range(len(story.scenes))
            ],
        }


def _scene_payload(shown: Mapping[str, ShownScene]) -> dict[str, Any]:
    any_language = shown[LANGUAGES[0]]
    view = asdict(any_language.view) | {
        "off": sorted(any_language.view.off), "closed": sorted(any_language.view.closed),
    }  # fmt: skip
    return {
        "id": any_language.id,
        "view": {name: value for name, value in view.items() if name not in ("language", "theme")},
        "highlights": any_language.highlights.to_json(),
        "labels": list(any_language.labels),
        "words": {
            language: {
                "title": scene.title, "text": scene.text, "notes": scene.notes, "known": scene.known,
                "figures": [[figure.value, figure.label] for figure in scene.figures],
                "callouts": [[callout.place, callout.text] for callout in scene.callouts],
                "sources": [cite(source) for source in scene.sources],
            }
            for language, scene in shown.items()
        },
    }  # fmt: skip


def cite(source: Source) -> str:
    """Return a source in one line."""
    return ", ".join(part for part in (source.publisher, source.title, source.date, source.url) if part)


def read_story(path: Path, model: RiskModel) -> Story:
    """Read a story from a file and check it against the data.

    Raises
    ------
    DataError
        With every fault of the story.
    """
    reader = FolderReader(path.parent)
    story = reader.one(path.name, Story)
    faults = list(reader.faults)
    if story is not None:
        faults += [*check_story(model.data, story, path.name), *check_story_figures(model, story, path.name)]
    if story is None or faults:
        raise DataError(replace(fault, file=str(path)) for fault in faults)
    return story


def dump_story(story: Story) -> str:
    """Return the story as YAML as a person would write it: fields in order, no empty ones."""
    plain = story.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=110)


def write_story(story: Story, path: Path) -> None:
    """Write a story atomically.

    Raises
    ------
    ExportError
        If the file cannot be written; an existing file is kept.
    """
    with written_whole(path) as beside:
        beside.write_text(dump_story(story), encoding="utf-8")
