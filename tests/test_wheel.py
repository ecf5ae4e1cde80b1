"""The built wheel, in an empty environment, away from the checkout: it holds all that it needs."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.serving import Server, run_server

pytestmark = pytest.mark.slow  # it installs everything that the wheel depends on, from the package index

REPOSITORY = Path(__file__).parents[1]
NEEDED = {
    "layers/map/web": {"searoom.css", "present.css"},
    "layers/map/web/dist": {"searoom.js"},
    "layers/text": {"en.yaml", "ru.yaml"},
    "layers/_geodata": {
        "legs.geojson",
        "countries.geojson",
        "corridors.yaml",
        "bibliography.yaml",
        "sources.yaml",
        "events.yaml",
        "rubric.yaml",
        "claims.yaml",
    },
    "layers/_geodata/risk": {"countries.yaml"},
    "layers/_geodata/actors": {"moscow.yaml"},
    "dashboard": {"app.py", "home.py"},
    "dashboard/app_pages": {"changes_page.py", "claims_page.py"},
    "dashboard/components": {"map_loader.js", "clickable_html.js", "section_links.js"},
    "dashboard/templates": {"page.css", "page.html"},
    "dashboard/templates/macros": {"marks.html"},
    "dashboard/.streamlit": {"config.toml"},
}
"""Some of what must be there, so that an empty folder on both sides cannot pass."""
SHIPPED = {"src/layers": "layers", "dashboard": "dashboard", "geodata": "layers/_geodata"}
NOT_SHIPPED = {"__pycache__", "build", "packs", ".cache", "node_modules"}


@dataclass(frozen=True)
class Installed:
    """The wheel, installed."""

    wheel: Path
    bin: Path
    elsewhere: Path

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run one of the installed commands, away from the checkout and without its help."""
        return subprocess.run(
            [self.bin / command[0], *command[1:]],
            cwd=self.elsewhere,
            env=clean_environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def ask(self, program: str) -> list[str]:
        """Lines that a Python program prints in the new environment."""
        answer = self.run("python", "-c", program)
        assert answer.returncode == 0, answer.stderr
        return answer.stdout.splitlines()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build the wheel and install it with what it depends on; once, because it takes a minute."""
    place = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(place), str(REPOSITORY))
    (wheel,) = place.glob("*.whl")
    venv.create(place / "env", with_pip=True)
    bin_folder = place / "env" / ("Scripts" if os.name == "nt" else "bin")
    run(
        str(bin_folder / "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "-c",
        str(REPOSITORY / "constraints.txt"),
        str(wheel),
    )
    elsewhere = place / "elsewhere"
    elsewhere.mkdir()
    return Installed(wheel, bin_folder, elsewhere)


@pytest.fixture(scope="module")
def served(installed: Installed) -> Iterator[Server]:
    """The installed ``searoom serve``."""
    with run_server(installed.elsewhere, (str(installed.bin / "searoom"),), clean_environment()) as server:
        yield server


def test_every_file_of_the_program_is_in_it(installed: Installed) -> None:
    packed = set(zipfile.ZipFile(installed.wheel).namelist())
    for folder, names in NEEDED.items():
        assert {f"{folder}/{name}" for name in names} <= packed
    for source, target in SHIPPED.items():
        for path in (REPOSITORY / source).rglob("*"):
            inner = path.relative_to(REPOSITORY / source)
            left_out = NOT_SHIPPED - {"packs"} if source == "src/layers" else NOT_SHIPPED
            if path.is_file() and not left_out & set(inner.parts):
                assert f"{target}/{inner.as_posix()}" in packed


def test_nothing_else_is_in_it(installed: Installed) -> None:
    packed = zipfile.ZipFile(installed.wheel).namelist()
    assert {name.partition("/")[0] for name in packed} == {"layers", "dashboard", "searoom-0.1.0.dist-info"}
    ours = [name.removeprefix("layers/packs/") for name in packed]  # the package that reads packs is shipped
    assert not [name for name in ours if NOT_SHIPPED & set(name.split("/"))]
    assert installed.wheel.stat().st_size < 3_000_000


def test_it_runs_on_its_own_files(installed: Installed) -> None:
    found = installed.ask(
        "import dashboard; from layers.packs.load import default_folder; "
        "print(default_folder(), dashboard.__file__, sep='\\n')"
    )
    for path in map(Path, found):
        assert path.exists(), path
        assert path.is_relative_to(installed.bin.parent), path


def test_check_finds_the_data_sound(installed: Installed) -> None:
    answer = installed.run("searoom", "check")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "17 corridors" in answer.stdout


def test_map_writes_the_file(installed: Installed) -> None:
    answer = installed.run("searoom", "map", "-o", "x.html")
    assert (answer.returncode, answer.stderr) == (0, "")
    written = (installed.elsewhere / "x.html").read_text(encoding="utf-8")
    assert written.startswith("<!DOCTYPE html>")
    assert written.rstrip().endswith("</html>")
    assert "Searoom.attach(" in written


def test_serve_hands_out_the_page_and_the_map(served: Server, installed: Installed) -> None:
    assert served.get("_stcore/health") == b"ok"
    assert b"<title>" in served.get("")
    (version,) = installed.ask(
        "from layers.packs.load import load; from layers.map import build_map as b; print(b(load()).version)"
    )
    base = f"searoom-map/{version}"
    for name, part in (
        ("leaflet.js", b"Leaflet"),
        ("leaflet.css", b".leaflet-pane"),
        ("searoom.js", b"Searoom"),
        ("searoom.css", b".sr-root"),
        ("map.js", b"Searoom.attach("),
    ):
        assert part in served.get(f"{base}/{name}"), name


def test_serve_keeps_to_its_settings(served: Server, installed: Installed) -> None:
    said = (installed.elsewhere / "serve.log").read_text(encoding="utf-8")
    assert served.host in said
    assert "usage statistics" not in said
    assert "External URL" not in said


@pytest.mark.parametrize("command", [("check",), ("serve", "--port", "0")])
def test_broken_data_stop_it_with_a_message(installed: Installed, command: tuple[str, ...]) -> None:
    (folder,) = installed.ask("import layers.packs.load; print(layers.packs.load.default_folder())")
    corridors = Path(folder) / "corridors.yaml"
    sound = corridors.read_text(encoding="utf-8")
    line = sound[: sound.index("status: operational")].count("\n") + 1
    try:
        corridors.write_text(sound.replace("status: operational", "status: operatinal", 1), encoding="utf-8")
        answer = installed.run("searoom", *command)
    finally:
        corridors.write_text(sound, encoding="utf-8")
    assert answer.returncode == 1
    assert f'geodata/corridors.yaml:{line}, corridor "northern-baltic"' in answer.stderr
    assert 'Did you mean "operational"?' in answer.stderr


def clean_environment() -> dict[str, str]:
    """This environment without what could lead back to the checkout."""
    return {
        key: value
        for key, value in os.environ.items()
        if key not in ("PYTHONPATH", "VIRTUAL_ENV", "PYTHONHOME")
    }


def run(*command: str) -> None:
    """Run a command; say all it said if it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(sys.prefix))
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
