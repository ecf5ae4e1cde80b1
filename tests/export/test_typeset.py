"""The handout, read back: pages, words of both languages, fonts, tags, and no word that becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest

from layers.analysis.risk import RiskModel
from layers.errors import ExportError
from layers.export.drawing.draw import Draughtsman
from layers.export.drawing.shapes import Drawing
from layers.export.typst import typeset
from layers.export.typst.typeset import write_handout
from layers.model.dataset import Data
from layers.model.records import LocalText
from layers.model.story import Story
from layers.model.vocabulary import LANGUAGES
from layers.stories.rendering import SceneRenderer
from layers.text import format_date, translate

HOSTILE = '#eval("1") *x* _y_ $z$ <q> @r [s] `t` \\u0041 // --- = #panic()'


class OneMap(Draughtsman):
    """Maps take most of the time, to draw and to read: one of each lens is whole, the others are bare."""

    kept: dict[tuple[int, str, str], tuple[tuple[str, ...], Drawing]] = {}  # noqa: RUF012

    def draw(self, view: Any, *rest: Any, labels: Any = (), **more: Any) -> Drawing:
        key = (id(self.data), view.language, view.lens.partition(":")[0])
        if key not in self.kept:
            self.kept[key] = (labels, super().draw(view, *rest, labels=labels, **more))
        first, drawing = self.kept[key]
        return drawing if labels == first else replace(drawing, areas=(), lines=(), symbols=(), labels=())


@pytest.fixture(scope="module", autouse=True)
def one_map() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typeset, "Draughtsman", OneMap)
        yield
    OneMap.kept.clear()


@pytest.fixture(scope="module")
def story(data: Data) -> Story:
    return data.stories["sea-room"]


@pytest.fixture(scope="module")
def handouts(
    renderer: SceneRenderer, story: Story, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("handouts")
    return {
        language: write_handout(renderer, story, folder / f"{language}.pdf", language)
        for language in LANGUAGES
    }


def bare(text: str) -> str:
    """Letters and signs only: wherever a line was broken."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


@cache
def text_of(path: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def fonts_of(path: Path) -> dict[str, Any]:
    """Every font of the pages and of the pictures in them, by name."""
    found: dict[str, Any] = {}
    seen: set[int] = set()

    def walk(resources: Any) -> None:
        resources = resources.get_object()
        for each in resources.get("/Font", {}).values():
            font = each.get_object()
            found[str(font["/BaseFont"])] = font
        for each in resources.get("/XObject", {}).values():
            if each.idnum not in seen and "/Resources" in each.get_object():
                seen.add(each.idnum)
                walk(each.get_object()["/Resources"])

    for page in pypdf.PdfReader(path).pages:
        walk(page["/Resources"])
    return found


def alternatives(path: Path) -> list[str]:
    """The texts that stand for pictures."""
    found: list[str] = []

    def walk(element: Any) -> None:
        element = element.get_object()
        if isinstance(element, list):
            for each in element:
                walk(each)
        elif isinstance(element, dict):
            if element.get("/S") == "/Figure":
                found.append(str(element["/Alt"]))
            if "/K" in element:
                walk(element["/K"])

    walk(pypdf.PdfReader(path).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_a_scene_in_order(
    handouts: dict[str, Path], renderer: SceneRenderer, story: Story, language: str
) -> None:
    pages = [bare(text) for text in text_of(handouts[language])]
    behind = len(pages) - 1 - len(story.scenes)
    assert 1 <= behind <= 4  # figures, method and sources, which fill two pages in Russian
    assert bare(story.title[language]) in pages[0] and bare(story.lede[language]) in pages[0]
    shown = renderer.story(story, language)
    for scene, page in zip(shown, pages[1:], strict=False):
        assert bare(scene.title) in pages[0] and bare(scene.title) in page, scene.id
        assert bare(scene.text) in page, scene.id
        assert bare(scene.notes) in page, scene.id
        for figure in scene.figures:
            assert bare(figure.value) in page and bare(figure.label) in page, scene.id
        for source in scene.sources:
            assert bare(source.title) in page, scene.id
        assert bare(translate(language, "map.boundary_note")) in page
        assert "OpenStreetMap" in page
    end = "".join(pages[-behind:])
    for source in {source for scene in shown for source in scene.sources}:
        assert bare(source.title) in end
        assert bare(source.url or "") in end
    for day in {scene.view.date for scene in shown}:
        assert bare(format_date(language, day)) in end


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_on_the_map_can_be_searched(handouts: dict[str, Path], data: Data, language: str) -> None:
    page = bare(text_of(handouts[language])[1])
    names = [data.places[key].name[language] for key in data.stories["sea-room"].scenes[0].labels]
    assert names
    assert [name for name in names if bare(name) not in page] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_typeface_is_in_the_file_and_has_every_letter(handouts: dict[str, Path], language: str) -> None:
    fonts = fonts_of(handouts[language])
    assert fonts
    assert {name.partition("+")[2] or name for name in fonts} <= {
        f"SourceSansPro-{weight}{kind}"
        for weight in ("Regular", "Semibold", "Bold")
        for kind in ("", "-Identity-H")
    }  # another one would be there for a letter that this has not
    for name, font in fonts.items():
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor), name
    for text in text_of(handouts[language]):
        assert "\ufffd" not in text and "\x00" not in text


def test_russian_is_russian(handouts: dict[str, Path]) -> None:
    text = "".join(text_of(handouts["ru"]))
    assert len(re.findall("[а-яё]", text, re.IGNORECASE)) > 10_000
    assert "Казахстан" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_it_is_to_those_who_cannot_see_it(
    handouts: dict[str, Path], story: Story, language: str
) -> None:
    reader = pypdf.PdfReader(handouts[language])
    root = reader.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata is not None and reader.metadata.title == story.title[language]
    assert b"pdfuaid:part" in reader.trailer["/Root"]["/Metadata"].get_data()
    told = alternatives(handouts[language])
    assert len(told) == len(story.scenes)
    assert all(len(text) > 60 for text in told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_small(handouts: dict[str, Path], language: str) -> None:
    assert handouts[language].stat().st_size < 5_000_000


# --- words that would like to be more --------------------------------------------------------------------


def one_scene(story: Story, **texts: Any) -> Story:
    scene = story.scenes[0].model_copy(update={"callouts": (), **texts})
    return story.model_copy(update={"scenes": (scene,)})


def both(text: str) -> LocalText:
    return LocalText(dict.fromkeys(LANGUAGES, text))


def test_no_word_becomes_markup(data: Data, story: Story, tmp_path: Path) -> None:
    names = {"name": both(HOSTILE), "short_name": both(HOSTILE)}
    corridors = {key: each.model_copy(update=names) for key, each in data.corridors.items()}
    sources = {
        key: each.model_copy(update={"title": HOSTILE, "publisher": "*p* #q"})
        for key, each in data.bibliography.items()
    }
    keys = story.scenes[0].labels[:1]
    place = data.places[keys[0]].model_copy(update={"name": both("#here() *now* $1$")})
    kinds = {name: {**getattr(data, name)} for name in ("hubs", "ports", "crossings", "chokepoints")}
    for records in kinds.values():
        if place.id in records:
            records[place.id] = place
    broken = replace(data, corridors=corridors, bibliography=sources, **kinds)  # type: ignore[arg-type]
    figure = story.scenes[0].figures[0].model_copy(update={"value": HOSTILE, "label": both(HOSTILE)})
    hostile = one_scene(
        story, title=both(HOSTILE), text=both(HOSTILE), notes=both(f"{HOSTILE}\n\n{HOSTILE}"),
        figures=(figure,), labels=keys, view="built=trans-afghan-west:0.5",
    ).model_copy(update={"title": both(HOSTILE), "lede": both(HOSTILE)})  # fmt: skip
    path = write_handout(SceneRenderer(RiskModel(broken)), hostile, tmp_path / "hostile.pdf", "en")
    cover, scene, *end = (bare(text) for text in text_of(path))
    wanted = bare(HOSTILE)
    assert cover.count(wanted) == 3  # title, lede, list of scenes
    assert scene.count(wanted) >= 6 + len(story.scenes[0].sources)
    assert bare("*p* #q") in scene
    assert bare("#here() *now* $1$") in scene  # on the map
    assert wanted in "".join(end)


def test_notes_of_any_length_are_there_to_the_last_word(
    renderer: SceneRenderer, story: Story, tmp_path: Path
) -> None:
    long = " ".join(f"слово{n}" for n in range(450))
    assert len(long) > 3900
    path = write_handout(renderer, one_scene(story, notes=both(long)), tmp_path / "long.pdf", "ru")
    text = bare("".join(text_of(path)))
    assert [n for n in range(450) if f"слово{n}" not in text] == []


# --- writing ---------------------------------------------------------------------------------------------


def test_the_same_data_give_the_same_file_and_steps_are_told(
    renderer: SceneRenderer, story: Story, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    short = one_scene(story)
    first = write_handout(renderer, short, tmp_path / "a.pdf", "en", lambda *step: told.append(step))
    second = write_handout(renderer, short, tmp_path / "b.pdf", "en")
    assert first.read_bytes() == second.read_bytes()
    assert told == [(1, 2), (2, 2)]


def test_a_folder_that_is_not_there_is_told(renderer: SceneRenderer, story: Story, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="Choose a folder") as told:
        write_handout(renderer, one_scene(story), tmp_path / "nowhere" / "a.pdf", "en")
    assert str(tmp_path / "nowhere" / "a.pdf") in str(told.value)


def test_only_this_module_knows_the_typesetter() -> None:
    code = Path(typeset.__file__).parents[3]
    users = [
        path.name for path in code.rglob("*.py") if re.search("(?m)^(import|from) typst", path.read_text())
    ]
    assert users == ["typeset.py"]
