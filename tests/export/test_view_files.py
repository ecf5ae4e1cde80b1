"""A view as files: the suffix decides, the title says what is shown, a wrong suffix is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from layers.cli import main
from layers.errors import ExportError
from layers.export.view_files import MAP_SUFFIXES, TABLE_SUFFIXES, title_of_view, write_map, write_view_tables
from layers.model.dataset import Data
from layers.model.view import View
from layers.stories.rendering import SceneRenderer

pytestmark = pytest.mark.usefixtures("command_line_data")
BEGINNINGS = {
    ".html": b"<!DOCTYPE html>", ".png": b"\x89PNG", ".svg": b"<svg", ".xlsx": b"PK",
    ".gpkg": b"SQLite format 3", ".csv": b"\xef\xbb\xbf",
}  # fmt: skip


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (View(), "Kazakhstan's ways to the sea · Risk · 4 July 2026"),
        (View(lens="status", date="2026-04-15"), "Kazakhstan's ways to the sea · Status · 15 April 2026"),
        (View(lens="veto", language="ru"), "Пути Казахстана к морю · Вето · 4 июля 2026"),
        (View(lens="stance:moscow"), "Kazakhstan's ways to the sea · Stance: Moscow · 4 July 2026"),
        (
            View(lens="risk:security"),
            "Kazakhstan's ways to the sea · Security: risk class · 4 July 2026",
        ),
    ],
)
def test_the_title_says_what_is_shown(renderer: SceneRenderer, view: View, said: str) -> None:
    assert title_of_view(renderer, view) == said


@pytest.mark.parametrize("suffix", [*MAP_SUFFIXES, *TABLE_SUFFIXES])
def test_the_suffix_says_which_kind(renderer: SceneRenderer, tmp_path: Path, suffix: str) -> None:
    write = write_map if suffix in MAP_SUFFIXES else write_view_tables
    path = write(renderer, View(lens="status"), tmp_path / f"view{suffix}")
    assert path.read_bytes().startswith(BEGINNINGS[suffix])


@pytest.mark.parametrize(("write", "allowed"), [(write_map, ".html"), (write_view_tables, ".xlsx")])
def test_another_suffix_is_told_and_nothing_written(
    renderer: SceneRenderer, tmp_path: Path, write: type, allowed: str
) -> None:
    with pytest.raises(ExportError, match=f"'.doc' names no kind of file; expected one of {allowed}"):
        write(renderer, View(), tmp_path / "view.doc")
    assert not list(tmp_path.iterdir())


def test_tables_from_the_command_line(data: Data, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "legs.csv"
    assert main(["tables", "-o", str(path), "--table", "legs", "--view", "language=ru"]) == 0
    assert capsys.readouterr().out.startswith(f"{path} (")
    assert len(path.read_text(encoding="utf-8-sig").splitlines()) == len(data.legs) + 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["tables", "--table", "ships", "-o", "x.csv"], "ships"),
        (["tables", "--view", "lens=colour"], "--view lens 'colour'"),
        (["map", "-o", "x.gif"], "'.gif' names no kind of file"),
    ],
)
def test_what_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    arguments: list[str], said: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 1
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
