"""Scenes as they are shown: every figure filled in, the same highlights as elsewhere, both languages."""

from __future__ import annotations

import json

import pytest

from layers.analysis.live_figures import Figures
from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.routing import RouteFinder
from layers.analysis.tonnes.closure import Tonnes
from layers.analysis.what_if import WhatIf
from layers.model.dataset import Data
from layers.model.story import Scene, Story
from layers.model.vocabulary import LANGUAGES
from layers.network.scenario import Scenario, scenario_of
from layers.picture.highlights import highlights_of
from layers.stories.rendering import SceneRenderer, ShownScene, cite

QUERY = "date=2026-04-15&closed=RU&built=trans-afghan-west:0.5&origin=almaty&market=NLRTM"


@pytest.fixture(scope="module")
def story(data: Data) -> Story:
    """The shipped story."""
    return data.stories["sea-room"]


def scene(**fields: object) -> Scene:
    """A scene with plain words."""
    words = {"en": "Words", "ru": "Слова"}
    return Scene.model_validate({"id": "one", "title": words, "text": words} | fields)


def words_of(shown: ShownScene) -> list[str]:
    """Every text of a shown scene."""
    pairs = [(figure.value, figure.label) for figure in shown.figures]
    callouts = [callout.text for callout in shown.callouts]
    return [shown.title, shown.text, shown.notes, *(text for pair in pairs for text in pair), *callouts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_brace_and_no_not_found_is_left_in_the_shipped_story(
    renderer: SceneRenderer, story: Story, language: str
) -> None:
    missing = {"en": "not found", "ru": "не найдено"}[language]
    for shown in renderer.story(story, language):
        for text in words_of(shown):
            assert "{" not in text, shown.id
            assert "}" not in text, shown.id
        assert all(missing not in figure.value for figure in shown.figures), shown.id


def test_figures_are_those_of_the_scene_s_own_scenario(renderer: SceneRenderer, model: RiskModel) -> None:
    view = "date=2026-04-15&closed=RU"
    shown = renderer.scene(
        scene(
            view=view, text={"en": "{doors} of {doors_before}", "ru": "{doors} из {doors_before}"},
            figures=[{"value": "{doors} → {locks}", "label": {"en": "of {outlets}", "ru": "из {outlets}"}}],
            callouts=[{"at": "moscow", "text": {"en": "{via_RU}", "ru": "{via_RU}"}}],
        ),
        1, "ru",
    )  # fmt: skip
    figures = Figures(model, Scenario("2026-04-15", frozenset({"RU"})), "ru")
    closed, before = figures.value("doors"), figures.value("doors_before")
    assert closed != before
    assert shown.text == f"{closed} из {before}"
    assert shown.figures[0].value == f"{closed} → {figures.value('locks')}"
    assert shown.figures[0].label == f"из {figures.value('outlets')}"
    assert shown.callouts[0].text == figures.value("via_RU")
    assert shown.callouts[0].place == "moscow"


def test_headline_is_that_of_the_scenario(renderer: SceneRenderer, model: RiskModel, data: Data) -> None:
    shown = renderer.scene(scene(view=QUERY), 1, "en")
    closed, built = frozenset({"RU"}), (("trans-afghan-west", 0.5),)
    scenario = Scenario("2026-04-15", closed, built, shown.view.origin, shown.view.market)
    assert scenario_of(shown.view) == scenario
    assert shown.headline == WhatIf(model).headline(scenario, central_settings(data))


def test_the_highlights_of_a_scene_are_those_of_its_view(
    renderer: SceneRenderer, model: RiskModel, data: Data
) -> None:
    shown = renderer.scene(scene(view=QUERY), 1, "en")
    settings, scenario = central_settings(data), scenario_of(shown.view)
    what_if = WhatIf(model)
    before, after = (what_if.headline(s, settings) for s in (scenario.without_changes(), scenario))
    expected = highlights_of(data, shown.view, before, after, RouteFinder(model, settings), Tonnes(data))
    assert shown.highlights == expected
    assert expected.path
    assert expected.next_legs


def test_scenes_are_numbered_and_carry_their_sources(
    renderer: SceneRenderer, story: Story, data: Data
) -> None:
    shown = renderer.story(story, "en")
    assert [each.number for each in shown] == list(range(1, len(story.scenes) + 1))
    for each, written in zip(shown, story.scenes, strict=True):
        assert [source.id for source in each.sources] == list(written.sources)
        assert each.labels == written.labels


def test_a_scene_says_until_when_it_is_known(renderer: SceneRenderer) -> None:
    known = {
        language: renderer.scene(scene(view="date=2026-04-15"), 1, language).known for language in LANGUAGES
    }
    assert "15 April 2026" in known["en"]
    assert "4 July 2026" in known["en"]
    assert "15 апреля 2026" in known["ru"]
    assert "4 июля 2026" in known["ru"]


def test_a_scene_without_notes_shows_none(renderer: SceneRenderer) -> None:
    assert renderer.scene(scene(), 1, "en").notes == ""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_theme_and_language_are_those_of_whoever_presents(renderer: SceneRenderer, theme: str) -> None:
    shown = renderer.scene(scene(view="lens=veto"), 1, "ru", "dark" if theme == "dark" else "light")
    assert (shown.view.theme, shown.view.language, shown.view.lens) == (theme, "ru", "veto")


def test_the_payload_has_both_languages_and_no_language_of_its_own(
    renderer: SceneRenderer, story: Story
) -> None:
    payload = renderer.payload(story)
    json.dumps(payload, allow_nan=False)
    assert [each["id"] for each in payload["scenes"]] == [each.id for each in story.scenes]
    assert set(payload["title"]) == set(payload["lede"]) == set(LANGUAGES)
    shown = {language: renderer.story(story, language) for language in LANGUAGES}
    for i, each in enumerate(payload["scenes"]):
        assert set(each["words"]) == set(LANGUAGES)
        assert not {"language", "theme"} & set(each["view"])
        assert each["labels"] == list(story.scenes[i].labels)
        for language in LANGUAGES:
            words, scene_shown = each["words"][language], shown[language][i]
            assert (words["title"], words["text"]) == (scene_shown.title, scene_shown.text)
            assert words["figures"] == [[f.value, f.label] for f in scene_shown.figures]
            assert len(words["sources"]) == len(story.scenes[i].sources)
        assert each["words"]["en"]["text"] != each["words"]["ru"]["text"]


def test_a_source_is_cited_in_one_line(data: Data) -> None:
    source = data.bibliography["efe-2026-02-27"]
    line = cite(source)
    assert "\n" not in line
    assert source.title in line
    assert "2026-02-27" in line
    assert cite(source.model_copy(update={"url": None, "publisher": None})) == f"{source.title}, 2026-02-27"
