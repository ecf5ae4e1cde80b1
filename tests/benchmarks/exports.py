"""How long each export of the shipped story takes, how large it is, how much memory it needs: ``make bench``.

Every export runs in a process of its own, as from the command line, so that its memory is its own; the last
line is the whole story in one process, as the page writes it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SUFFIXES = (".pptx", ".pdf", ".html", ".png")
STORY = "sea-room"


def main() -> None:
    """One line an export: seconds, size, peak memory."""
    with tempfile.TemporaryDirectory() as folder:
        for suffix in SUFFIXES:
            report(f"searoom brief -o story{suffix}", Path(folder) / suffix.removeprefix("."), suffix)
        report("searoom map -o map.html", Path(folder) / "map", ".html", ("map",))
        whole(Path(folder) / "whole")


def report(what: str, folder: Path, suffix: str, command: tuple[str, ...] = ("brief", STORY)) -> None:
    """Run one command and say what it took."""
    folder.mkdir()
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "layers.cli", *command, "-o", str(folder / f"story{suffix}")],
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    taken = time.perf_counter() - started
    if status:
        raise SystemExit(f"{what}: exit status {status}")
    size = sum(path.stat().st_size for path in folder.iterdir())
    sys.stdout.write(
        f"{what:42s} {taken:6.1f} s {size / 1e6:8.2f} MB {used.ru_maxrss / 1024:6.0f} MB of memory\n"
    )


def whole(folder: Path) -> None:
    """Every export of the story, in both languages, in one process that has the data already."""
    from layers.analysis.risk import RiskModel  # noqa: PLC0415
    from layers.export.story_files import write_brief  # noqa: PLC0415
    from layers.model.vocabulary import LANGUAGES  # noqa: PLC0415
    from layers.packs.load import load  # noqa: PLC0415 - the exports above are to be timed without it
    from layers.stories.rendering import SceneRenderer  # noqa: PLC0415

    folder.mkdir()
    data = load()
    renderer = SceneRenderer(RiskModel(data))
    for language in LANGUAGES:
        started = time.perf_counter()
        for suffix in SUFFIXES:
            write_brief(renderer, data.stories[STORY], folder / f"{language}{suffix}", language, "light")
        taken = time.perf_counter() - started
        sys.stdout.write(f"{'the whole story, four formats, ' + language:42s} {taken:6.1f} s\n")


if __name__ == "__main__":
    main()
