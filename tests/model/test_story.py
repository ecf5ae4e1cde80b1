"""The shipped story keeps its own rules; broken stories are refused with the place of the fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from layers.analysis.figure_checks import check_story_figures
from layers.analysis.risk import RiskModel
from layers.analysis.what_if import Headline
from layers.errors import DataError, ExportError
from layers.model.dataset import Data
from layers.model.evidence import placeholders
from layers.model.records import LocalText
from layers.model.story import MAX_TEXT, MAX_TITLE, Callout, Scene, Story, view_of_query
from layers.model.vocabulary import LANGUAGES
from layers.packs.evidence_references import check_story
from layers.stories.rendering import SceneRenderer, dump_story, read_story, write_story
from tests.told import Told, told, told_fields

SHIPPED = "sea-room"
FILE = "stories/sea-room.yaml"

DATES = re.compile(
    r"""
      \b\d{1,2}(?:[–-]\d{1,2})?\s(?:January|February|March|April|May|June|July|August|September|October|November
        |December|Sept)\b                                                      # 3–4 February
    | \b\d{1,2}(?:[–-]\d{1,2})?\s(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)\w*    # 3–4 февраля
    | \b20(?:1\d|2\d|30)(?:-[мйег]\w*)?\b                                       # 2026, 2026-м
    | \b20\d\d[–-]20\d\d\b
    """,
    re.VERBOSE,
)
"""The only digits that may stand in the words of a story: days and years."""
NUMBER_WORDS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|million|percent"
    r"|дв[ае]|двух|двумя|три|тр[её]х|четыр\w+|пят[ьи]|шест[ьи]|сем[ьи]|восемь|девять|десят\w+|сто|тысяч\w*"
    r"|миллион\w*|процент\w*)\b",
    re.IGNORECASE,
)
"""Numbers written out: they would stay as they are when the data change."""


@pytest.fixture
def story(data: Data) -> Story:
    """The shipped story."""
    return data.stories[SHIPPED]


def texts(scene: Scene) -> Iterator[tuple[str, LocalText]]:
    """Every text of a scene with the name of its field."""
    yield "title", scene.title
    yield "text", scene.text
    if scene.notes:
        yield "notes", scene.notes
    for i, callout in enumerate(scene.callouts):
        yield f"callouts.{i}", callout.text
    for i, figure in enumerate(scene.figures):
        yield f"figures.{i}", figure.label


def numbers_written_out(text: str) -> list[str]:
    """Digits outside braces that are no date, and numbers in letters."""
    words = re.sub(r"\{\w+\}", "", text)
    return [*re.findall(r"\d[\d.,]*", DATES.sub("", words)), *NUMBER_WORDS.findall(words)]


def plain_story(**scene: Any) -> dict[str, Any]:
    """A story of one scene as it stands in a file."""
    words = {"en": "Words", "ru": "Слова"}
    return {
        "id": "mine", "title": words, "lede": words,
        "scenes": [{"id": "first", "title": words, "text": words} | scene],
    }  # fmt: skip


# --- the shipped story ------------------------------------------------------------------------------------


def test_the_shipped_story_fits_into_a_talk(story: Story) -> None:
    assert 10 <= len(story.scenes) <= 17


def test_every_shipped_scene_has_sources_notes_figures_and_callouts(story: Story) -> None:
    for scene in story.scenes:
        assert len(scene.sources) >= 2, scene.id
        assert len(set(scene.sources)) == len(scene.sources), scene.id
        assert 1 <= len(scene.callouts) <= 4, scene.id
        assert 1 <= len(scene.figures) <= 4, scene.id
        assert scene.labels, scene.id
        for language in LANGUAGES:
            assert scene.notes is not None
            sentences = re.findall(r"[.!?](?:\s|$)", scene.notes[language])
            assert 5 <= len(sentences) <= 11, (scene.id, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_number_is_written_into_the_shipped_words(story: Story, language: str) -> None:
    for scene in story.scenes:
        for where, text in texts(scene):
            assert numbers_written_out(text[language]) == [], (scene.id, where)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("since 2 January 2026 and 11–12 October", []),
        ("с 13 апреля 2026-го, 1 сент. 2025, 2027–2030 годы", []),
        ("{doors} of 16 ways", ["16"]),
        ("82% in 2025", ["82"]),
        ("4,918 km", ["4,918"]),
        ("two capitals", ["two"]),
        ("пять столиц", ["пять"]),
    ],
)
def test_what_counts_as_a_number_written_out(text: str, found: list[str]) -> None:
    assert numbers_written_out(text) == found


def test_both_languages_of_the_shipped_story_name_the_same_figures(story: Story) -> None:
    for scene in story.scenes:
        for where, text in texts(scene):
            named = [placeholders(text[language]) for language in LANGUAGES]
            assert named[0] == named[1], (scene.id, where)


def test_big_figures_of_the_shipped_story_are_live(story: Story) -> None:
    for scene in story.scenes:
        for figure in scene.figures:
            assert placeholders(figure.value), (scene.id, figure.value)
            assert numbers_written_out(figure.value) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_filled_in_the_shipped_texts_still_fit(story: Story, renderer: SceneRenderer, language: str) -> None:
    for scene in renderer.story(story, language):
        assert len(scene.title) <= MAX_TITLE
        assert len(scene.text) <= MAX_TEXT - 20, scene.id
        for figure in scene.figures:
            assert len(figure.value) <= 28, (scene.id, figure.value)


def test_nothing_shipped_is_dated_or_sourced_after_the_evidence(story: Story, data: Data) -> None:
    for scene in story.scenes:
        assert view_of_query(scene.view)[0].date <= data.evidence_end, scene.id
        for key in scene.sources:
            date = data.bibliography[key].date
            assert date is not None, key
            assert date <= data.evidence_end, key


def test_insurance_pays_only_while_the_gates_are_open(story: Story, renderer: SceneRenderer) -> None:
    """What the scenes say in words about the western line holds in the model."""
    scenes = {scene.id: scene for scene in story.scenes}
    insurance = scenes["insurance"].model_copy(
        update={"view": "date=2025-09-01&built=trans-afghan-west:0.2"}  # nothing closed
    )
    chance = renderer.scene(insurance, 1, "en").headline
    built = renderer.scene(insurance.model_copy(update={"view": _built(insurance, 1)}), 1, "en").headline
    alone = renderer.scene(insurance.model_copy(update={"view": _built(insurance, 0)}), 1, "en").headline
    wars = renderer.scene(scenes["wars"], 1, "en").headline
    wars_alone = renderer.scene(
        scenes["wars"].model_copy(update={"view": _built(scenes["wars"], 0)}), 1, "en"
    ).headline

    def share(headline: Headline, code: str) -> float:
        return headline.power[code].central if code in headline.power else 0.0

    assert share(chance, "KZ") > share(alone, "KZ")
    assert all(share(chance, code) < share(alone, code) for code in ("RU", "CN", "IR"))
    assert all(share(chance, code) > share(alone, code) for code in ("AF", "PK", "TM"))
    assert len(built.doors) == len(alone.doors) + 1
    assert built.locks.size is not None
    assert alone.locks.size is not None
    assert built.locks.size == alone.locks.size + 1
    assert wars.doors == wars_alone.doors
    assert wars.locks == wars_alone.locks
    assert len(wars.doors) < len(alone.doors)


def test_what_the_scenes_say_of_tonnes_in_words_holds(story: Story, renderer: SceneRenderer) -> None:
    scenes = {scene.id: scene for scene in story.scenes}

    def shown(key: str, name: str, view: str | None = None) -> str:
        changed = scenes[key].model_copy(
            update={
                "text": LocalText(dict.fromkeys(LANGUAGES, f"{{{name}}}")),
                "view": scenes[key].view if view is None else view,
            }
        )
        return renderer.scene(changed, 1, "en").text

    # The western line carries cargo while its gates are open, and nothing once Chaman is shut.
    shut = scenes["insurance"].view.replace("2025-09-01", "2026-07-01")
    assert float(shown("insurance", "tonnes_gained_B_BOLASHAK").split()[0]) > 1
    assert float(shown("insurance", "tonnes_gained_B_BOLASHAK", shut).split()[0]) == 0
    # Uzbekistan comes next after Russia; the borders at their norm are full, the dry berths are not.
    shares = {code: float(shown("north", f"tonnes_share_{code}").strip("%")) for code in ("RU", "UZ", "CN")}
    assert shares["RU"] > shares["UZ"] > shares["CN"]
    for key in ("kz_ru_rail_border", "saryagash_pairs", "khorgos_handover"):
        assert shown("capacity", f"tonnes_use_{key}") == "100%"
    assert float(shown("capacity", "tonnes_use_caspian_dry").strip("%")) < 50
    # Room for oil is worth far more than room for dry cargo.
    gates = ("munaitas_feed", "dostyk_handover")
    worth = [float(shown("worth", f"tonnes_worth_{key}").split()[1]) for key in gates]
    assert worth[0] > 5 * worth[1] > 0


def _built(scene: Scene, chance: float) -> str:
    return re.sub(r"(trans-afghan-west):[\d.]+", rf"\1:{chance:g}", scene.view)


# --- what a story may be ----------------------------------------------------------------------------------


def test_a_plain_story_is_valid() -> None:
    assert Story.model_validate(plain_story()).scenes[0].view == ""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": {"en": "x" * (MAX_TITLE + 1), "ru": "x"}}, f"at most {MAX_TITLE} letters"),
        ({"text": {"en": "x", "ru": "я" * (MAX_TEXT + 1)}}, f"at most {MAX_TEXT} letters"),
        ({"title": {"en": "only one language"}}, "ru"),
        ({"subtitle": {"en": "x", "ru": "x"}}, "subtitle"),
        ({"view": "language=ru"}, "whoever presents"),
        ({"view": "lens=risk&theme=dark"}, "whoever presents"),
        ({"view": "lens=weather"}, "lens"),
        ({"view": "date=2031-01-01"}, "date"),
        ({"view": "zoom=4"}, "zoom"),
        ({"callouts": [{"at": "KZAAU", "text": {"en": "x" * 61, "ru": "x"}}]}, "at most 60 letters"),
        ({"callouts": [{"at": "KZAAU", "text": {"en": "x", "ru": "x"}}] * 5}, "at most 4"),
        ({"figures": [{"value": "{doors}", "label": {"en": "x" * 47, "ru": "x"}}]}, "at most 46 letters"),
        ({"labels": ["KZAAU"] * 13}, "at most 12"),
        ({"id": "Not an id"}, "id"),
    ],
)
def test_what_a_scene_may_not_be(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Story.model_validate(plain_story(**change))
    assert any(said in str(fault) for fault in told_fields(caught.value))


def test_two_scenes_of_one_id_are_refused() -> None:
    plain = plain_story()
    plain["scenes"] *= 2
    with pytest.raises(ValidationError) as caught:
        Story.model_validate(plain)
    assert [fault.got for fault in told_fields(caught.value)] == ["first twice"]


def test_a_story_without_scenes_is_refused() -> None:
    with pytest.raises(ValidationError, match="scenes"):
        Story.model_validate(plain_story() | {"scenes": []})


def test_the_view_of_a_scene_takes_language_and_theme_of_whoever_presents(story: Story) -> None:
    scene = next(scene for scene in story.scenes if scene.id == "wars")
    view = scene.view_in("ru", "dark")
    assert (view.language, view.theme) == ("ru", "dark")
    assert (view.date, view.built) == ("2026-04-15", (("trans-afghan-west", 1.0),))


# --- held against the data --------------------------------------------------------------------------------


def faults_with(data: Data, story: Story, **change: Any) -> list[Told]:
    """What is wrong once the first scene is changed."""
    first = story.scenes[0].model_copy(update=change)
    return told(check_story(data, story.model_copy(update={"scenes": (first, *story.scenes[1:])}), FILE))


@pytest.mark.parametrize(
    ("change", "field", "got"),
    [
        ({"labels": ("KZAAV",)}, "labels.0", '"KZAAV"'),
        ({"sources": ("efe-2026-02-28",)}, "sources.0", '"efe-2026-02-28"'),
        ({"view": "selection=corridor:eastern-chine"}, "view", '"eastern-chine"'),
        ({"view": "selection=port:XXXXX"}, "view", '"XXXXX"'),
        ({"view": "lens=stance:nobody"}, "view", '"nobody"'),
        ({"view": "closed=XX"}, "view", '"XX"'),
        ({"view": "built=cku:1"}, "view", '"cku"'),
        ({"view": "origin=atlantis"}, "view", '"atlantis"'),
    ],
)
def test_what_is_not_in_the_data_is_named(
    data: Data, story: Story, change: dict[str, Any], field: str, got: str
) -> None:
    assert list(check_story(data, story, FILE)) == []
    (fault,) = faults_with(data, story, **change)
    assert fault.file.endswith(FILE)
    assert fault.record == 'story "sea-room"'
    assert (fault.field, fault.got) == (f"scenes.0.{field}", got)


def test_a_callout_at_no_place_is_named_with_the_nearest_place(data: Data, story: Story) -> None:
    callout = Callout(at="B-CHAMANN", text=LocalText({"en": "x", "ru": "x"}))
    (fault,) = faults_with(data, story, callouts=(callout,))
    assert fault.got == '"B-CHAMANN"'
    assert 'Did you mean "B-CHAMAN"?' in fault.remedy


def test_a_figure_that_does_not_exist_or_is_not_in_both_languages_is_named(
    model: RiskModel, story: Story
) -> None:
    first = story.scenes[0].model_copy(
        update={"title": LocalText({"en": "{doorz}", "ru": "{doorz}"}),
                "text": LocalText({"en": "{doors}", "ru": "{locks}"})}
    )  # fmt: skip
    broken = story.model_copy(update={"scenes": (first,)})
    faults = told(check_story_figures(model, broken, FILE))
    assert [(fault.field, fault.got, fault.expected) for fault in faults if "title" in fault.field] == [
        ("scenes.0.title.en", "{doorz}", "the name of a live figure (see layers/analysis/live_figures.py)")
    ]
    assert [(fault.field, fault.got, fault.expected) for fault in faults if "text" in fault.field] == [
        ("scenes.0.text", "doors, locks not in every language", "the same figures in every language")
    ]


# --- files ------------------------------------------------------------------------------------------------


def test_a_story_is_read_as_it_was_written(tmp_path: Path, model: RiskModel, story: Story) -> None:
    path = tmp_path / "story.yaml"
    write_story(story, path)
    assert read_story(path, model) == story
    assert [entry.name for entry in path.parent.iterdir()] == ["story.yaml"]


WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cf", "Co", "Cn")), min_size=1, max_size=60
).filter(lambda text: text.strip() == text and "{" not in text and "}" not in text)


@given(title=st.tuples(WORDS, WORDS), notes=st.tuples(WORDS, WORDS), label=WORDS)
def test_any_words_survive_being_written(title: tuple[str, str], notes: tuple[str, str], label: str) -> None:
    story = Story.model_validate(
        plain_story(
            title=dict(zip(LANGUAGES, title, strict=True)), notes=dict(zip(LANGUAGES, notes, strict=True)),
            figures=[{"value": "{doors}", "label": {"en": label[:46], "ru": label[:46]}}],
        )
    )  # fmt: skip
    assert Story.model_validate(yaml.safe_load(dump_story(story))) == story


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id: [", "mine.yaml"),
        ("", "mine.yaml"),
        ("- a list", "mine.yaml"),
        ("id: mine\ntitle: {en: A, ru: A}\nlede: {en: A, ru: A}\nscenes: []\n", "scenes"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, model: RiskModel, text: str, said: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=said) as caught:
        read_story(path, model)
    assert all("mine.yaml" in fault.file for fault in caught.value.faults)


def test_a_file_that_is_not_there_is_named(tmp_path: Path, model: RiskModel) -> None:
    with pytest.raises(DataError, match=r"none\.yaml"):
        read_story(tmp_path / "none.yaml", model)


def test_every_fault_of_a_read_story_is_told_at_once(tmp_path: Path, model: RiskModel) -> None:
    path = tmp_path / "mine.yaml"
    plain = plain_story(labels=["NOWHERE"], sources=["nobody"], text={"en": "{x_y}", "ru": "{x_y}"})
    path.write_text(yaml.safe_dump(plain, allow_unicode=True), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_story(path, model)
    assert [fault.got for fault in told(caught.value.faults)] == ['"NOWHERE"', '"nobody"', "{x_y}"]


def test_a_story_that_cannot_be_written_leaves_what_was_there(tmp_path: Path, story: Story) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("kept", encoding="utf-8")
    with pytest.raises(ExportError, match="Choose a folder"):
        write_story(story, blocked / "story.yaml")
    assert blocked.read_text(encoding="utf-8") == "kept"
