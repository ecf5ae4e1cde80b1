"""``searoom brief``: a story as a file, by the ending of its name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pptx import Presentation
from pypdf import PdfReader

from layers.analysis.risk import RiskModel
from layers.cli import main
from layers.model.dataset import Data
from layers.model.records import LocalText
from layers.model.story import Story
from layers.stories.rendering import read_story, write_story

pytestmark = pytest.mark.usefixtures("command_line_data")
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def short(data: Data, tmp_path: Path) -> Path:
    """A story of two scenes in a file."""
    shipped = data.stories["sea-room"]
    story = shipped.model_copy(update={"id": "short", "scenes": shipped.scenes[:2]})
    path = tmp_path / "short.yaml"
    write_story(Story.model_validate(story.model_dump()), path)
    return path


def written(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[Path]:
    """The files that the command says it wrote, each with its size."""
    assert main(["brief", *arguments]) == 0
    paths = []
    for line in capsys.readouterr().out.splitlines():
        found = re.fullmatch(r"(.+) \((\d+\.\d\d) MB\)", line)
        assert found, line
        paths.append(Path(found[1]))
        assert float(found[2]) == pytest.approx(paths[-1].stat().st_size / 1e6, abs=0.006)
    return paths


def test_every_ending_makes_its_kind_of_file(
    data: Data, short: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    language = "ru"

    def made(suffix: str) -> list[Path]:
        out = str(tmp_path / f"out{suffix}")
        return written(capsys, str(short), "-o", out, "--language", language, "--theme", "dark")

    title = data.stories["sea-room"].scenes[1].title[language]
    (deck,) = made(".pptx")
    slides = Presentation(str(deck)).slides
    assert title in [
        shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame
    ]
    (handout,) = made(".pdf")
    words = " ".join(page.extract_text() for page in PdfReader(handout).pages)
    assert title in " ".join(words.split())
    (document,) = made(".html")
    assert title in document.read_text(encoding="utf-8")
    pictures = made(".PNG")
    assert [picture.name for picture in pictures] == ["out-01.PNG", "out-02.PNG"]
    assert all(picture.read_bytes().startswith(PNG) for picture in pictures)
    (copy,) = made(".yaml")
    model = RiskModel(data)
    assert read_story(copy, model) == read_story(short, model)


def test_a_shipped_story_is_asked_for_by_its_id(
    data: Data, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.yaml"
    assert written(capsys, "sea-room", "-o", str(out)) == [out]
    assert read_story(out, RiskModel(data)) == data.stories["sea-room"]


def test_a_story_of_other_data_is_held_against_those(
    data: Data, geodata_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = geodata_copy / "stories" / "sea-room.yaml"
    shipped = data.stories["sea-room"]
    title = LocalText({"en": "Other", "ru": "Другая"})
    write_story(shipped.model_copy(update={"title": title}), story)
    out = tmp_path / "out.yaml"
    written(capsys, "sea-room", "-o", str(out), "--data", str(geodata_copy))
    assert "Другая" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("story", "out", "told"),
    [
        ("nowhere", "out.pdf", "story 'nowhere': not there; expected a YAML file or one of sea-room"),
        ("gone.yaml", "out.pdf", "gone.yaml: file is missing"),
        ("sea-room", "out.doc", "expected one of .pptx, .pdf, .html, .png, .yaml"),
        ("sea-room", "out", "expected one of .pptx, .pdf, .html, .png, .yaml"),
        ("sea-room", "no-such-folder/out.pptx", "Choose a folder that exists"),
    ],
)
def test_what_cannot_be_written_is_told_with_what_to_do(
    tmp_path: Path, story: str, out: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["brief", story, "-o", str(tmp_path / out)]) == 1
    said = capsys.readouterr()
    assert told in said.err
    assert said.out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_story_that_is_wrong_is_told_whole(
    short: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = short.read_text(encoding="utf-8")
    short.write_text(text.replace("{outlets}", "{no_such}", 1), encoding="utf-8")
    assert main(["brief", str(short), "-o", str(tmp_path / "out.pdf")]) == 1
    assert "{no_such}" in capsys.readouterr().err
    assert not (tmp_path / "out.pdf").exists()
