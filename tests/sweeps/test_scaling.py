"""The cluster that docs/scaling.md shows, command by command, gives what one machine gives."""

from __future__ import annotations

import re
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from layers.sweeps.chunks import read_results

DOCUMENT = Path(__file__).parents[2] / "docs" / "scaling.md"
GATES = ["--of", "RUNVS-CPC", "--of", "KZAAU", "--of", "B-SARYAGASH", "--of", "RU"]
pytestmark = pytest.mark.slow


def commands(program: str, port: int) -> list[list[str]]:
    """Commands of the document that begin with this word, with a free port and our interpreter."""
    blocks = re.findall(r"```\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), flags=re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith(f"{program} ")]
    module = {"dask": "dask", "searoom": "layers.cli"}[program]
    return [
        [sys.executable, "-m", module, *shlex.split(line.replace("8786", str(port)))[1:]] for line in lines
    ]


@pytest.fixture
def port() -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    started = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for command in commands("dask", number)
    ]
    assert len(started) == 3
    yield number
    for process in started[::-1]:
        process.terminate()
        process.wait(timeout=30)


def test_the_documented_cluster_gives_what_one_machine_gives(port: int, tmp_path: Path) -> None:
    (asked,) = [command for command in commands("searoom", port) if "--scheduler" in command]
    there, here = tmp_path / "there.csv", tmp_path / "here.csv"
    done = subprocess.run([*asked, *GATES, "-o", str(there)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    alone = [part for part in asked if not part.startswith("tcp:") and part != "--scheduler"]
    subprocess.run([*alone, *GATES, "-o", str(here), "--workers", "1"], capture_output=True, check=True)
    assert read_results(there) == read_results(here)
    assert len(read_results(here)) == 6
