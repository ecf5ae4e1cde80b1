"""searoom new: a pack that can be checked, shown and exported at once."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from shapely.geometry import shape

from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.routing import By, RouteFinder
from layers.analysis.what_if import WhatIf
from layers.checking.check import check_folder
from layers.cli import main
from layers.geo.geodesy import km_in_countries, length_km
from layers.map import build_map
from layers.model.dataset import Data
from layers.model.kinds import OPTIONAL_FILES, REQUIRED_FILES
from layers.network.scenario import Scenario
from layers.packs.load import load


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "own"
    assert main(["new", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def own(folder: Path) -> Data:
    return load(folder)


def test_it_has_neither_fault_nor_warning(folder: Path) -> None:
    checked = check_folder(folder)
    assert (checked.faults, checked.warnings) == ((), ())


def test_it_says_what_to_do_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path / "a")]) == 0
    told = capsys.readouterr().out
    assert f"searoom check {tmp_path / 'a'}" in told and f"searoom serve --data {tmp_path / 'a'}" in told
    assert main(["check", str(tmp_path / "a")]) == 0


def test_every_required_file_is_there_and_the_readme_names_every_file(folder: Path) -> None:
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for name in REQUIRED_FILES:
        assert (folder / name).exists(), name
    for name in REQUIRED_FILES | OPTIONAL_FILES:
        row = next(line for line in readme.splitlines() if f"`{name}`" in line)
        assert row.endswith("| yes |" if name in REQUIRED_FILES else "| no |"), name


def test_every_field_of_the_template_is_explained(folder: Path) -> None:
    comments = "\n".join(
        line for path in folder.rglob("*.yaml") for line in path.read_text(encoding="utf-8").splitlines()
        if line.lstrip().startswith("#")
    )  # fmt: skip
    for word in ("newest day", "from:", "status:", "basis:", "confidence:", "last_known", "planned: true"):
        assert word in comments, word


def test_it_tells_something(own: Data) -> None:
    model = RiskModel(own)
    headline = WhatIf(model).headline(Scenario("2026-07-01"), central_settings(own))
    assert list(headline.doors) == ["nacala"]
    finder = RouteFinder(model, central_settings(own))
    found = finder.compare("blantyre", "ZADUR", By.TIME, Scenario("2026-07-01"))
    assert found.best is not None and found.best.countries == {"MZ"}  # the market's own left out
    html = build_map(own).to_html()
    assert "How landlocked Malawi reaches the sea" in html and "kazakh" not in html.lower().replace(
        "kazakhstan", ""
    )


def test_its_legs_are_measured(own: Data) -> None:
    leg = own.legs["nayuchi-nacala"]
    assert leg.length_km == leg.measured_km == length_km(leg.coordinates)
    assert leg.km_by_country == {"MZ": leg.length_km}
    assert own.legs["nacala-durban"].km_by_country == {}


def test_lengths_by_country_of_the_shipped_legs_are_found_again(data: Data) -> None:
    """Against those that were worked out along the network with finer outlines."""
    features = [f for f in data.countries["features"] if f["properties"]["kind"] == "country"]
    shapes = {f["properties"]["id"]: shape(f["geometry"]) for f in features}
    misplaced = whole = 0.0
    for leg in data.legs.values():
        if leg.mode not in ("sea", "ferry"):
            found = km_in_countries(leg.coordinates, leg.length_km, shapes)
            codes = found.keys() | leg.km_by_country.keys()
            misplaced += sum(abs(found.get(c, 0) - leg.km_by_country.get(c, 0)) for c in codes) / 2
            whole += leg.length_km
    sys.stdout.write(f"{misplaced:.0f} of {whole:.0f} km in another country\n")
    assert whole > 50_000 and misplaced < 0.02 * whole


def test_a_folder_in_use_is_refused_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    assert main(["new", str(tmp_path)]) == 1
    assert re.search(re.escape(str(tmp_path)) + ".* not empty", capsys.readouterr().err)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]
    assert main(["new", str(tmp_path / "mine.txt")]) == 1
    assert main(["new", str(tmp_path / "mine.txt" / "below")]) == 1
    assert "Choose a folder" in capsys.readouterr().err


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert main(["new", str(tmp_path / "empty")]) == 0
