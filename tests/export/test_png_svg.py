"""A view as a picture: the right size, not blank, its words all there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import pytest
from PIL import Image

from layers.analysis.risk import RiskModel
from layers.errors import ExportError
from layers.export.typst.typeset import write_png, write_pngs, write_svg
from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import LANGUAGES, Theme
from layers.picture.highlights import Highlights
from layers.stories.rendering import SceneRenderer
from layers.text import translate

SVG = "{http://www.w3.org/2000/svg}"
HIGHLIGHTS = Highlights(veto={})


def colours(picture: Image.Image) -> int:
    return len(picture.convert("RGB").getcolors(1 << 24) or ())


def share_of(picture: Image.Image, colour: tuple[int, int, int]) -> float:
    counts = {found: count for count, found in picture.convert("RGB").getcolors(1 << 24) or ()}
    return counts.get(colour, 0) / (picture.width * picture.height)


@pytest.fixture(scope="module")
def titled(model: RiskModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture of the usual size with a title."""
    path = tmp_path_factory.mktemp("titled") / "view.png"
    return write_png(model, View(lens="status"), HIGHLIGHTS, path, title="Doors")


@pytest.fixture(scope="module")
def small(model: RiskModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture of another size, in Russian."""
    path = tmp_path_factory.mktemp("small") / "view.png"
    view = View(lens="status", language="ru")
    return write_png(model, view, HIGHLIGHTS, path, title="Пути Казахстана", width_px=1000, height_px=667)


@pytest.mark.parametrize(("name", "size"), [("titled", (1600, 900)), ("small", (1000, 667))])
def test_a_picture_has_its_size_and_is_not_blank(
    request: pytest.FixtureRequest, name: str, size: tuple[int, int]
) -> None:
    path: Path = request.getfixturevalue(name)
    with Image.open(path) as picture:
        assert picture.size == size
        assert colours(picture) > 1000
        assert share_of(picture, (0xF4, 0xF1, 0xEA)) > 0.2  # land
        assert share_of(picture, (0xD6, 0xE4, 0xEE)) > 0.05  # sea
        assert share_of(picture, (0xFF, 0xFF, 0xFF)) < 0.4
    assert path.stat().st_size < 2_000_000


def test_a_title_legend_and_notes_leave_their_mark(model: RiskModel, titled: Path, tmp_path: Path) -> None:
    def grey(path: Path) -> Image.Image:
        with Image.open(path) as found:
            return found.convert("L")

    def dark(found: Image.Image, box: tuple[int, int, int, int]) -> int:
        return sum(found.crop(box).histogram()[:128])

    with_title = grey(titled)
    plain = grey(write_png(model, View(lens="status"), HIGHLIGHTS, tmp_path / "plain.png"))
    head = (0, 0, 400, 78)
    assert dark(with_title, head) > 300
    assert with_title.tobytes() != plain.tobytes()
    assert dark(plain, (1270, 30, 1600, 800)) > 3000  # legend
    assert dark(plain, (0, 835, 1600, 900)) > 1000  # notes


def test_every_scene_has_a_numbered_picture(data: Data, model: RiskModel, tmp_path: Path) -> None:
    story = data.stories["sea-room"]
    short = story.model_copy(update={"scenes": story.scenes[:2]})
    told: list[tuple[int, int]] = []
    written = write_pngs(
        SceneRenderer(model), short, tmp_path / "out.png", "ru", progress=lambda *step: told.append(step),
        width_px=640, height_px=360,
    )  # fmt: skip
    assert [path.name for path in written] == ["out-01.png", "out-02.png"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out-01.png", "out-02.png"]
    assert told == [(1, 2), (2, 2)]
    pictures = [Image.open(path).convert("RGB").tobytes() for path in written]
    assert pictures[0] != pictures[1]
    again = write_pngs(SceneRenderer(model), short, tmp_path, "ru", width_px=640, height_px=360)
    assert [path.name for path in again] == ["sea-room-01.png", "sea-room-02.png"]
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in written]


@pytest.mark.parametrize("theme", get_args(Theme))
def test_a_picture_is_in_the_light_that_is_asked_for_with_a_scale_bar_to_be_seen(
    data: Data, model: RiskModel, tmp_path: Path, theme: Theme
) -> None:
    story = data.stories["sea-room"]
    short = story.model_copy(update={"scenes": story.scenes[:1]})
    (path,) = write_pngs(SceneRenderer(model), short, tmp_path / "out.png", "en", theme)
    with Image.open(path) as found:
        picture = found.convert("L")
    paper = picture.getpixel((3, 3))
    assert (paper > 200) is (theme == "light")
    legend = picture.crop((1260, 80, 1600, 830))
    rows = [legend.crop((0, y, legend.width, y + 1)).tobytes() for y in range(legend.height)]
    runs = [run for row in rows for run in re.findall(rb"[\x00-\x40]+|[\xc0-\xff]+", row)]
    inked = [run for run in runs if abs(run[0] - paper) > 128]
    assert max(map(len, inked)) > 100, "no scale bar"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_svg_is_sound_and_its_words_are_words(model: RiskModel, tmp_path: Path, language: str) -> None:
    title = "A < B & C"
    view = View(lens="status", language=language)
    path = write_svg(model, view, HIGHLIGHTS, tmp_path / "view.svg", title=title)
    root = ElementTree.parse(path).getroot()
    assert root.tag == f"{SVG}svg"
    texts = [element.text or "" for element in root.iter(f"{SVG}text")]
    assert title in texts
    for words in ("map.row.ports", "status.operational"):
        assert translate(language, words) in texts
    whole = re.sub(r"\s+", " ", " ".join(texts))
    assert translate(language, "map.boundary_note") in whole
    assert "OpenStreetMap" in whole
    assert bool(re.search("[а-яё]{4}", whole)) is (language == "ru")
    fitted = [element for element in root.iter(f"{SVG}text") if "textLength" in element.attrib]
    assert len(fitted) > 20, "where the typeface is missing, words beside the map run over"
    width = float(root.attrib["viewBox"].split()[2])
    assert all(float(e.attrib["x"]) + float(e.attrib["textLength"]) <= width for e in fitted)
    addresses = [value for element in root.iter() for value in element.attrib.values() if "//" in value]
    assert addresses == []


@pytest.mark.parametrize(("width_px", "height_px"), [(0, 900), (1600, 100_000)])
def test_sizes_that_no_picture_has_are_refused(
    model: RiskModel, tmp_path: Path, width_px: int, height_px: int
) -> None:
    with pytest.raises(ExportError, match="expected 320 to 8000"):
        write_png(model, View(), HIGHLIGHTS, tmp_path / "a.png", width_px=width_px, height_px=height_px)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(model: RiskModel, tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "a"
    with pytest.raises(ExportError, match="Choose a folder"):
        write_png(model, View(), HIGHLIGHTS, path, width_px=320, height_px=320)
    with pytest.raises(ExportError, match="Choose a folder"):
        write_svg(model, View(), HIGHLIGHTS, path)
