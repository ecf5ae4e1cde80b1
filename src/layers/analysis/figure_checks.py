"""Check the names of live figures in the texts of claims and stories, and that none mixes what differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from layers.analysis.live_figures import Figures, Headlines
from layers.analysis.risk import RiskModel
from layers.faults import Fault, FaultCode
from layers.model.evidence import PLACEHOLDER, Claim, placeholders
from layers.model.records import LocalText
from layers.model.story import Story
from layers.model.vocabulary import LANGUAGES

__all__ = ["check_figures", "check_story_figures"]

Path = tuple[str | int, ...]


def check_figures(model: RiskModel) -> Iterator[Fault]:
    """A fault for every name in a claim's text that is no figure, or is not used in every language."""
    headlines = Headlines(model)
    figures = Figures(model, model.data.evidence_end, LANGUAGES[0], headlines)
    for claim in model.data.claims.values():
        for path, text in _texts(claim):
            yield from _check_text(figures, "claims.yaml", "claim", claim.id, path, text)
    for story in model.data.stories.values():
        yield from check_story_figures(model, story, f"stories/{story.id}.yaml", headlines)


def check_story_figures(
    model: RiskModel, story: Story, file: str, headlines: Headlines | None = None
) -> Iterator[Fault]:
    """A fault for every name in braces in a story that is no figure, or is not used in every language.

    A number that sets yearly figures side by side is one where they count differently.

    ``file`` is what the story's file is called in the faults.
    """
    headlines = headlines or Headlines(model)
    for number, scene in enumerate(story.scenes):
        view = scene.view_in(LANGUAGES[0])
        figures = Figures.of_view(model, view, LANGUAGES[0], headlines)
        texts: dict[Path, LocalText | None] = {
            ("title",): scene.title, ("text",): scene.text, ("notes",): scene.notes,
        }  # fmt: skip
        texts |= {("callouts", i, "text"): callout.text for i, callout in enumerate(scene.callouts)}
        texts |= {("figures", i, "label"): figure.label for i, figure in enumerate(scene.figures)}
        for path, text in texts.items():
            if text is not None:
                yield from _check_text(figures, file, "story", story.id, ("scenes", number, *path), text)
        for i, figure in enumerate(scene.figures):
            path = ("scenes", number, "figures", i, "value")
            if mix := figures.mix(PLACEHOLDER.findall(figure.value)):
                yield Fault(FaultCode.FIGURES_MIXED, file, "story", story.id, path, asdict(mix))
                continue
            for name in sorted(placeholders(figure.value)):
                if figures.value(name) is None:
                    yield Fault(FaultCode.FIGURE_UNKNOWN, file, "story", story.id, path, {"name": name})


def _check_text(
    figures: Figures, file: str, kind: str, key: str, path: Path, text: LocalText
) -> Iterator[Fault]:
    """Names that are no figure or mix two, each once; else those that not every language uses."""
    names = {language: placeholders(text[language]) for language in LANGUAGES}
    every = set().union(*names.values())
    unknown = sorted(name for name in every if figures.value(name) is None)
    for name in unknown:
        first = next(language for language in LANGUAGES if name in names[language])
        if mix := figures.mix([name]):
            yield Fault(FaultCode.FIGURES_MIXED, file, kind, key, (*path, first), asdict(mix))
        else:
            yield Fault(FaultCode.FIGURE_UNKNOWN, file, kind, key, (*path, first), {"name": name})
    lacking = tuple(sorted(name for name in every if any(name not in used for used in names.values())))
    if lacking and not unknown:
        yield Fault(FaultCode.FIGURES_DIFFER, file, kind, key, path, {"names": lacking})


def _texts(claim: Claim) -> Iterator[tuple[Path, LocalText]]:
    fields: dict[Path, LocalText | None] = {
        ("text",): claim.text, ("verdict_reason",): claim.verdict_reason, ("missing",): claim.missing,
    }  # fmt: skip
    fields |= {("supporting", i, "text"): item.text for i, item in enumerate(claim.supporting)}
    fields |= {("contrary", i, "text"): item.text for i, item in enumerate(claim.contrary)}
    for path, text in fields.items():
        if text is not None:
            yield path, text
