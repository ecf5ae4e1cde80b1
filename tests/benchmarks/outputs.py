"""Write what the command line answers and exports, and compare two such folders: has a change changed them?

::

    python -m tests.benchmarks.outputs write FOLDER    # with the code before, and again with the code after
    python -m tests.benchmarks.outputs compare BEFORE AFTER

``write`` runs the ``layers`` that this Python imports, so each is run within its own checkout.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

DAYS = ("2021-06-01", "2025-09-01", "2026-01-15", "2026-04-15", "2026-07-01", "2028-01-01")
TRIALS: tuple[tuple[str, ...], ...] = (
    ("--close", "RU"),
    ("--close", "IR", "--close", "chokepoint:hormuz", "--date", "2026-04-15"),
    ("--close", "RU", "--close", "CN", "--date", "2025-09-01"),
    ("--close", "RU", "--close", "CN", "--close", "AZ"),
    ("--build", "trans-afghan-west=0.3", "--date", "2026-04-15"),
    ("--build", "trans-afghan-west=1", "--close", "IR", "--date", "2025-09-01"),
    ("--close", "chokepoint:bosphorus", "--date", "2021-06-01"),
    ("--close", "GE", "--build", "zangezur-tripp=0.5"),
)
JOURNEYS: tuple[tuple[str, ...], ...] = (
    ("ALMATY", "MUMBAI", "--by", "cost"),
    ("ALMATY", "MUMBAI", "--by", "generalised"),
    ("ALMATY", "CNLYG", "--by", "time"),
    ("ALMATY", "CNLYG", "--by", "cost"),
    ("ALMATY", "Poti", "--by", "risk", "--date", "2025-09-01"),
    ("ALMATY", "MUMBAI", "--by", "time", "--date", "2025-09-01", "--close", "IR"),
)
VIEWS = (
    "",
    "lens=status&date=2026-01-15",
    "lens=veto&date=2026-04-15&language=ru&theme=dark",
    "lens=stance:beijing&selection=corridor:middle-black-sea",
    "lens=risk:security&selection=leg:kars-divrigi&date=2025-09-01&language=ru",
    "closed=RU&built=trans-afghan-west:0.4&aggregation=length&theme=dark",
)


def commands(folder: Path) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """File name, arguments, and whether the answer is what is printed."""
    for day in DAYS:
        yield f"metrics-{day}.json", ("metrics", "--date", day), True
    for number, trial in enumerate(TRIALS, start=1):
        yield f"what-if-{number}.json", ("what-if", *trial), True
    for number, journey in enumerate(JOURNEYS, start=1):
        yield f"route-{number}.json", ("route", *journey), True
    for language in ("en", "ru"):
        for suffix in (".pptx", ".pdf", ".html", ".png"):
            name = f"brief-{language}{suffix}"
            out = str(folder / name)
            yield name, ("brief", "sea-room", "-o", out, "--language", language), False
    for number, view in enumerate(VIEWS, start=1):
        for suffix in (".html", ".png", ".svg"):
            name = f"map-{number}{suffix}"
            yield name, ("map", "--view", view, "-o", str(folder / name)), False
    for suffix in (".xlsx", ".gpkg", ".csv"):
        name = f"tables{suffix}"
        yield name, ("tables", "--view", "date=2026-04-15", "-o", str(folder / name)), False


def write(folder: Path) -> None:
    """Run every command, two at a time."""
    folder.mkdir(parents=True)

    def run(command: tuple[str, tuple[str, ...], bool]) -> None:
        name, arguments, is_printed = command
        done = subprocess.run(
            [sys.executable, "-m", "layers.cli", *arguments], capture_output=True, check=False
        )
        if done.returncode:
            sys.stderr.write(f"{name}: exit status {done.returncode}: {done.stderr.decode()}\n")
        if is_printed:
            (folder / name).write_bytes(done.stdout)

    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(run, commands(folder)))


def compare(before: Path, after: Path) -> int:
    """Print each file that differs, and in an archive each member; the number of files that differ."""
    names = sorted({path.name for folder in (before, after) for path in folder.iterdir()})
    differing = [name for name in names if digest(before / name) != digest(after / name)]
    for name in differing:
        sys.stdout.write(f"{name}: {', '.join(members(before / name, after / name)) or 'differs'}\n")
    sys.stdout.write(f"{len(names)} files, {len(differing)} differ\n")
    return len(differing)


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.exists() else "missing"


def members(before: Path, after: Path) -> list[str]:
    """Names of the members that differ, if both files are archives."""
    if not (zipfile.is_zipfile(before) and zipfile.is_zipfile(after)):
        return []
    with zipfile.ZipFile(before) as old, zipfile.ZipFile(after) as new:
        crc_old = {item.filename: item.CRC for item in old.infolist()}
        crc_new = {item.filename: item.CRC for item in new.infolist()}
    return sorted(name for name, _ in crc_old.items() ^ crc_new.items())


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["write", folder]:
            write(Path(folder))
        case ["compare", before, after]:
            sys.exit(1 if compare(Path(before), Path(after)) else 0)
        case _:
            sys.exit(__doc__)
