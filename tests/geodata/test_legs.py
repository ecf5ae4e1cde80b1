"""`legs.geojson` is what `geodata.build.legs` makes of the facts and the lines."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pyproj import Geod

from geodata.build import legs
from layers.model.dataset import Data
from layers.packs.load import default_folder
from layers.packs.reader import read_yaml

SOURCES = ("legs.yaml", "build/routes.yaml", "build/routes.geojson")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    (tmp_path / "build").mkdir()
    for name in SOURCES:
        shutil.copyfile(default_folder() / name, tmp_path / name)
    return tmp_path


def test_the_shipped_file_is_the_built_one(sources: Path) -> None:
    assert legs.build(sources).read_bytes() == (default_folder() / "legs.geojson").read_bytes()


def test_a_leg_without_facts_stops_the_build(sources: Path) -> None:
    path = sources / "legs.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("\nalmaty-shu:", "\nalmaty-shoe:"), encoding="utf-8"
    )
    with pytest.raises(SystemExit, match=r"missing \['almaty-shu'\], unknown \['almaty-shoe'\]"):
        legs.build(sources)


def test_a_length_is_the_first_published_one_else_the_measured(data: Data) -> None:
    facts = read_yaml(default_folder() / "legs.yaml")
    for leg in data.legs.values():
        published = facts[leg.id].get("published_lengths")
        assert leg.length_km == (published[0]["km"] if published else leg.measured_km), leg.id
        assert leg.length_source == ("published" if published else "measured"), leg.id


def test_kilometres_by_country_add_up(data: Data) -> None:
    by_land = [leg for leg in data.legs.values() if leg.mode != "sea" and leg.mode != "ferry"]
    assert len(by_land) > 100
    for leg in by_land:
        # each country's share is rounded to 0.1 km
        assert sum(leg.km_by_country.values()) == pytest.approx(
            leg.length_km, abs=0.1 * len(leg.km_by_country)
        ), leg.id


def test_no_drawn_line_is_longer_than_what_was_measured(data: Data) -> None:
    """The drawn line is a simplification of the measured one, so it can only be shorter."""
    wgs84 = Geod(ellps="WGS84")
    for leg in data.legs.values():
        drawn = wgs84.line_length(*zip(*leg.coordinates, strict=True)) / 1000
        assert drawn <= leg.measured_km * 1.01 + 0.5, leg.id
