"""Decks: what PowerPoint and a screen reader would find in them, and that every text has room."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from layers.errors import ExportError
from layers.export.pptx.blank import PAGE_PT
from layers.export.pptx.deck import write_deck
from layers.export.pptx.panel import cells_of, sizes_of
from layers.export.pptx.shapes import high_pt, wide_pt
from layers.model.dataset import Data
from layers.model.story import MAX_LABEL, MAX_TEXT, MAX_TITLE, Story
from layers.picture.symbology import GROUND
from layers.stories.rendering import SceneRenderer, ShownFigure, cite
from layers.text import texts
from tests.export.slides import HOSTILE, box_of, inside

WORDS = "Железнодорожные перевозки через территорию сопредельных государств выросли вчетверо "
LONGEST_TITLE = ("Щ" + WORDS * 2)[:MAX_TITLE]
LONGEST_TEXT = (WORDS * 9)[:MAX_TEXT]
LONGEST_LABEL = WORDS[:MAX_LABEL]
NOTES = "Медленно & <чётко>.\nВторая строка."
PANEL = (28.0, 82.0, 280.0, 422.0)


def longest_scene() -> dict[str, Any]:
    """As many letters as a scene may have, and notes."""
    return {
        "id": "longest", "title": {"en": "Longest", "ru": LONGEST_TITLE},
        "text": {"en": HOSTILE.replace("{doors}", ""), "ru": LONGEST_TEXT},
        "notes": {"en": NOTES, "ru": NOTES},
        "view": "lens=veto", "figures": [
            {"value": value, "label": {"en": "Label", "ru": LONGEST_LABEL}}
            for value in ("{power_RU}", "{doors} → {doors_on_2025_09_01}", "{days_without_door}", "{outlets}")
        ],
        "sources": ["ccbs-news-2026-02-07"],
    }  # fmt: skip


@pytest.fixture(scope="module")
def story(data: Data) -> Story:
    """Three scenes: two that are shipped, of different lenses, and the longest that there can be."""
    shipped = data.stories["sea-room"]
    stance = next(scene for scene in shipped.scenes if "stance" in scene.view)
    scenes = [scene.model_dump(mode="json") for scene in (shipped.scenes[0], stance)]
    return Story.model_validate({
        "id": "short", "title": {"en": f"Short {HOSTILE}", "ru": LONGEST_TITLE},
        "lede": {"en": "Lede", "ru": LONGEST_TEXT}, "scenes": [*scenes, longest_scene()],
    })  # fmt: skip


@dataclass
class Made:
    """A deck as it was written and as it is read back."""

    path: Path
    deck: Any
    progress: list[tuple[int, int]]

    @property
    def scenes(self) -> list[Any]:
        """Slides of scenes: all but the title and the sources."""
        return [slide for slide in self.deck.slides if re.match(r"(Scene|Сцена) \d", slide.name)]


@pytest.fixture(scope="module")
def decks(renderer: SceneRenderer, story: Story, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    folder = tmp_path_factory.mktemp("decks")
    made = {}
    for language, theme in (("en", "light"), ("ru", "dark")):
        steps: list[tuple[int, int]] = []
        path = write_deck(
            renderer, story, folder / f"{language}.pptx", language, theme,
            progress=lambda done, of, steps=steps: steps.append((done, of)),
        )  # fmt: skip
        made[language] = Made(path, Presentation(str(path)), steps)
    return made


@pytest.fixture(scope="module", params=["en", "ru"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def made(decks: dict[str, Made], language: str) -> Made:
    return decks[language]


def named(slide: Any, language: str, key: str) -> Any:
    name = texts(language)[key]
    return next(shape for shape in inside(slide.shapes) if shape.name == name)


# --- what is in it ---------------------------------------------------------------------------------------


def test_one_slide_a_scene_between_title_and_sources(made: Made, story: Story, language: str) -> None:
    names = [slide.name for slide in made.deck.slides]
    assert len(made.scenes) == len(story.scenes)
    assert names[0] == texts(language)["deck.title_slide"]
    assert [scene.id in name for scene, name in zip(story.scenes, names[1:], strict=False)] == [True] * 3
    assert all(texts(language)["deck.sources"] in name for name in names[len(story.scenes) + 1 :])
    assert len(names) == len(set(names)) == len(story.scenes) + 2
    assert (made.deck.slide_width, made.deck.slide_height) == (Pt(960), Pt(540))
    assert made.progress == [(1, 3), (2, 3), (3, 3)]


def test_the_map_is_native_shapes(made: Made, language: str) -> None:
    for slide in made.scenes:
        kinds = [shape.shape_type for shape in inside(slide.shapes)]
        assert MSO_SHAPE_TYPE.PICTURE not in kinds
        assert kinds.count(MSO_SHAPE_TYPE.FREEFORM) > 50
        groups = {s.name for s in inside(slide.shapes) if s.shape_type == MSO_SHAPE_TYPE.GROUP}
        keys = ("map", "land", "borders", "corridors", "places", "labels", "legend", "scale")
        assert {texts(language)[f"deck.{key}"] for key in keys} <= groups
        assert len(kinds) < 1000
    assert not [part for part in zipfile.ZipFile(made.path).namelist() if "media" in part]
    assert made.path.stat().st_size < 5_000_000 * len(made.scenes) / 13


def test_every_corridor_leg_can_be_recoloured(
    made: Made, renderer: SceneRenderer, story: Story, language: str
) -> None:
    """A leg is a shape of its own, with the names of its ends and a line of one colour."""
    corridors = named(made.scenes[0], language, "deck.corridors")
    aktau = renderer.data.places["KZAAU"].name[language]
    legs = [shape for shape in corridors.shapes if aktau in shape.name]
    assert legs
    for leg in legs:
        assert re.fullmatch(r"[0-9A-F]{6}", str(leg.line.color.rgb)) and leg.line.width > 0


def test_title_text_and_figures_are_there_as_text(
    made: Made, renderer: SceneRenderer, story: Story, language: str
) -> None:
    for slide, shown in zip(made.scenes, renderer.story(story, language), strict=True):
        assert slide.shapes.title.text_frame.text == shown.title
        words = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert shown.text in words
        inner = [shape.text_frame.text for shape in inside(slide.shapes) if shape.has_text_frame]
        for figure in shown.figures:
            assert figure.label in inner
            assert figure.value in [" ".join(re.split(r"[\v\n ]", text)) for text in inner]
        for callout in shown.callouts:
            assert callout.text in [" ".join(re.split(r"[\v\n ]", text)) for text in inner]


def test_title_slide_says_until_when_the_evidence_reaches(made: Made, story: Story, language: str) -> None:
    slide = made.deck.slides[0]
    assert slide.shapes.title.text_frame.text == story.title[language]
    words = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert story.lede[language] in words and "2026" in words
    assert texts(language)["map.boundary_note"] in words


def test_foot_says_boundaries_credits_and_known_until(
    made: Made, renderer: SceneRenderer, story: Story, language: str
) -> None:
    for number, slide in enumerate(made.scenes, start=1):
        foot = named(slide, language, "deck.foot").text_frame.text
        assert texts(language)["map.boundary_note"].rstrip(".") in foot and "OpenStreetMap" in foot
        assert renderer.scene(story.scenes[number - 1], number, language).known.rstrip(".") in foot
        assert named(slide, language, "deck.number").text_frame.text == f"{number} / 3"


def test_notes_hold_what_to_say_and_every_source(
    made: Made, renderer: SceneRenderer, story: Story, language: str
) -> None:
    for slide, shown in zip(made.scenes, renderer.story(story, language), strict=True):
        notes = slide.notes_slide.notes_text_frame.text
        for part in (shown.notes, shown.known, *map(cite, shown.sources)):
            assert part in notes
    assert NOTES in made.scenes[-1].notes_slide.notes_text_frame.text


def test_sources_are_listed_once_with_their_scenes(made: Made, renderer: SceneRenderer, story: Story) -> None:
    pages = list(made.deck.slides)[len(story.scenes) + 1 :]
    lines = [
        paragraph.text for slide in pages for shape in slide.shapes if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
    ]  # fmt: skip
    for key in {key for scene in story.scenes for key in scene.sources}:
        scenes = [str(n) for n, scene in enumerate(story.scenes, start=1) if key in scene.sources]
        assert lines.count(f"{cite(renderer.data.bibliography[key])} [{', '.join(scenes)}]") == 1


def test_screen_readers_are_told_what_the_map_shows(made: Made, language: str) -> None:
    for slide in made.scenes:
        described = named(slide, language, "deck.map")._element.nvGrpSpPr.cNvPr.get("descr")
        assert described and len(described) > 40
        assert all(shape.name.strip() for shape in inside(slide.shapes))


def test_ids_are_unique_on_every_slide(made: Made) -> None:
    for slide in made.deck.slides:
        ids = [element.get("id") for element in slide._element.iter(qn("p:cNvPr"))]
        assert len(ids) == len(set(ids)) > 2


def test_no_shape_takes_effects_from_the_theme(made: Made) -> None:
    for slide in made.scenes:
        assert not list(slide._element.iter(qn("p:style")))


# --- that it has room ------------------------------------------------------------------------------------


def test_everything_lies_on_the_slide(made: Made) -> None:
    for slide in made.deck.slides:
        for shape in inside(slide.shapes):
            x, y, width, height = box_of(shape)
            assert x >= -0.01 and y >= -0.01, shape.name
            assert x + width <= PAGE_PT[0] + 0.01 and y + height <= PAGE_PT[1] + 0.01, shape.name


def test_parts_of_a_slide_do_not_touch(made: Made, language: str) -> None:
    for slide in made.scenes:
        top = [s for s in slide.shapes if s.name != texts(language)["deck.map"]]
        boxes = [(s.name, *box_of(s)) for s in (*top, named(slide, language, "deck.sea"))]
        for i, (one, x, y, width, height) in enumerate(boxes):
            for other, left, above, wide, high in boxes[i + 1 :]:
                apart = x + width <= left + 0.1 or left + wide <= x + 0.1
                assert apart or y + height <= above + 0.1 or above + high <= y + 0.1, (one, other)


def overflow(shape: Any) -> str:
    """How a text stands out of its box, by our measure; nothing if it does not."""
    _, _, width, height = box_of(shape)
    wraps = shape.text_frame._txBody.bodyPr.get("wrap") == "square"
    high = 0.0
    for paragraph in shape.text_frame.paragraphs:
        run = paragraph.runs[0]
        size, bold = run.font.size.pt, bool(run.font.bold)
        lines = paragraph.text.replace("\v", "\n")
        high += high_pt(lines, size, width if wraps else 10_000, bold)
        for line in lines.splitlines():
            if not wraps and wide_pt(line, size, bold) > width * 1.02 + 0.5:
                return f"{line!r} is wider than {width:.0f} pt at {size:g} pt"
            for word in line.split():
                if wide_pt(word, size, bold) > width + 0.5 and not word.startswith("http"):
                    return f"{word!r} is wider than {width:.0f} pt at {size:g} pt"
    return f"{high:.0f} pt high in {height:.0f} pt" if wraps and high > height + 0.5 else ""


def test_every_text_has_room(made: Made) -> None:
    for slide in made.deck.slides:
        for shape in inside(slide.shapes):
            if shape.shape_type != MSO_SHAPE_TYPE.GROUP and shape.has_text_frame and shape.text_frame.text:
                assert not overflow(shape), f"{slide.name}: {shape.name}: {overflow(shape)}"


def test_the_longest_scene_is_still_legible(decks: dict[str, Made]) -> None:
    slide = decks["ru"].scenes[-1]
    title, text = slide.shapes.title, named(slide, "ru", "deck.text")
    assert title.text_frame.text == LONGEST_TITLE and text.text_frame.text == LONGEST_TEXT
    assert title.text_frame.paragraphs[0].runs[0].font.size.pt >= 18
    assert text.text_frame.paragraphs[0].runs[0].font.size.pt >= 14


def test_text_has_room_once_its_figures_make_it_longer() -> None:
    """Braces become names and numbers: a third more than the letters that were counted."""
    text = (WORDS * 9)[: round(MAX_TEXT * 1.3)]
    label = (WORDS * 2)[: round(MAX_LABEL * 1.3)]
    values = ("3 157 долл. США за ДФЭ", "0,59 млн т → 4,12 млн т", "0,44 %", "Иран, Китай, Россия или Грузия")
    scene: Any = SimpleNamespace(text=text, figures=[ShownFigure(value, label) for value in values])
    sizes = sizes_of(scene, PANEL)
    cells = cells_of(scene.figures, sizes, PANEL)
    assert sizes.text >= 14
    assert PANEL[1] + high_pt(text, sizes.text, PANEL[2]) < min(cell.box[1] for cell in cells)
    assert max(cell.box[1] + cell.box[3] for cell in cells) <= PANEL[1] + PANEL[3] + 0.01
    for cell in cells:
        assert cell.value_pt >= 12
        assert cell.value_high + high_pt(cell.label, sizes.label, cell.box[2]) <= cell.box[3] + 0.01


def test_short_texts_are_large() -> None:
    scene: Any = SimpleNamespace(
        text="Two words", figures=[ShownFigure("4", "locks"), ShownFigure("9", "doors")]
    )
    sizes = sizes_of(scene, PANEL)
    assert (sizes.text, sizes.value, sizes.label) == (18, 32, 13)
    one, other = cells_of(scene.figures, sizes, PANEL)
    assert one.value_pt == 32 and one.box[1] == other.box[1] and one.box[0] < other.box[0]


def test_a_long_figure_has_a_row_for_itself_in_the_order_of_the_scene() -> None:
    figures = [ShownFigure("0.59 Mt → 4.12 Mt", "a"), ShownFigure("4,494 km", "b"), ShownFigure("3", "c")]
    scene: Any = SimpleNamespace(text="Short", figures=figures)
    cells = cells_of(figures, sizes_of(scene, PANEL), PANEL)
    assert [cell.label for cell in cells] == ["a", "b", "c"]
    assert cells[0].box[2] == PANEL[2] and cells[0].box[1] < cells[1].box[1] == cells[2].box[1]


# --- the file --------------------------------------------------------------------------------------------


def test_the_file_says_nothing_of_who_made_it_where(decks: dict[str, Made], data: Data) -> None:
    made = decks["en"]
    properties = made.deck.core_properties
    assert properties.author == properties.last_modified_by == "Searoom"
    created = properties.created.date()
    assert created.isoformat() == data.evidence_end
    with zipfile.ZipFile(made.path) as archive:
        assert not [name for name in archive.namelist() if re.search("thumbnail|printer|app.xml", name)]
        days = {info.date_time[:3] for info in archive.infolist()}
        assert days == {(created.year, created.month, created.day)}
        for name in archive.namelist():
            assert str(made.path.parent).encode() not in archive.read(name)


def test_dark_slides_are_dark(decks: dict[str, Made]) -> None:
    master = decks["ru"].deck.slide_master
    assert master._element.find(qn("p:clrMap")).get("bg1") == "dk1"
    theme = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme"))
    assert GROUND["dark"]["halo"].lstrip("#").upper() in theme.blob.decode()
    title = decks["ru"].scenes[0].shapes.title.text_frame.paragraphs[0].runs[0]
    assert str(title.font.color.rgb) == GROUND["dark"]["ink"].lstrip("#").upper()


def test_the_same_story_makes_the_same_bytes(renderer: SceneRenderer, story: Story, tmp_path: Path) -> None:
    short = story.model_copy(update={"scenes": story.scenes[1:2]})
    one = write_deck(renderer, short, tmp_path / "one.pptx", "en").read_bytes()
    assert write_deck(renderer, short, tmp_path / "other.pptx", "en").read_bytes() == one
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.pptx", "other.pptx"]


@pytest.mark.parametrize("where", ["missing/deck.pptx", "file/deck.pptx"])
def test_a_place_that_cannot_be_written_to_is_told_before_the_work(
    renderer: SceneRenderer, story: Story, tmp_path: Path, where: str
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done: list[tuple[int, int]] = []
    with pytest.raises(ExportError, match=where.partition("/")[0]):
        write_deck(renderer, story, tmp_path / where, "en", progress=lambda *step: done.append(step))
    assert not done
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
