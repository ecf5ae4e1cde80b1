"""Whatever story or file a visitor brings, it is taken or refused in our own words."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import geopandas as gpd
import yaml
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point

from layers.errors import SearoomError
from layers.model.dataset import Data
from layers.overlay import packed, read_overlay
from layers.packs.load import default_folder
from layers.stories.repository import StoryRepository
from tests.fuzz.cases import Counted, Tries, as_yaml, damaged, rearranged


def test_stories(data: Data, tmp_path: Path, tries: Tries, counted: Counted) -> None:
    path = default_folder() / "packs" / "ethiopia" / "stories"
    sound = min(path.glob("*.yaml"), key=lambda p: p.stat().st_size).read_bytes()
    tree = yaml.load(sound, Loader=yaml.CSafeLoader)
    repository = StoryRepository(data.stories, tmp_path)

    @tries(70)
    @given(
        damaged(sound) | rearranged(tree).map(lambda t: as_yaml(t).encode("utf-8", errors="surrogatepass"))
    )
    def attempt(content: bytes) -> None:
        try:
            story = repository.take_in(content, "brought.yaml")
        except SearoomError as error:
            assert str(tmp_path) not in str(error)
        else:
            assert repository.working(story.id).faults == ()
            repository.delete(story.id)
        assert not list(tmp_path.glob("*.yaml")), "something was left in the repository"
        counted()

    attempt()


def _uploads(folder: Path) -> dict[str, bytes]:
    """A small sound file of every kind."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": "A", "n": 1},
            "geometry": {"type": kind, "coordinates": at},
        }
        for kind, at in (
            ("Point", [51.1, 43.6]),
            ("LineString", [[51.1, 43.6], [60, 44, 5]]),
            ("MultiLineString", [[[170, 1], [-170, 2]]]),
            ("Polygon", [[[0, 0], [1, 0], [1, 1], [0, 0]]]),
        )
    ]
    inside = (
        "<Placemark><name>A</name><Point><coordinates>51.1,43.6,0</coordinates></Point></Placemark><Folder>"
        "<Placemark><LineString><coordinates>1,2 3,4</coordinates></LineString></Placemark></Folder>"
    )
    kml = f'<?xml version="1.0"?><kml xmlns="urn:kml"><Document>{inside}</Document></kml>'.encode()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", kml)
    frame = gpd.GeoDataFrame(
        {"name": ["a", "b"]}, geometry=[Point(51, 43), LineString([(1, 2), (3, 4)])], crs=4326
    )
    frame.to_file(folder / "own.gpkg", driver="GPKG")
    return {
        "own.geojson": json.dumps({"type": "FeatureCollection", "features": features}).encode(),
        "own.csv": b'name;lat;lon;n\nA;43,6;51,1;1\n"B;\nb";44;60;\n',
        "own.kml": kml,
        "own.kmz": held.getvalue(),
        "own.gpkg": (folder / "own.gpkg").read_bytes(),
    }


def test_uploads(tmp_path: Path, tries: Tries, counted: Counted) -> None:
    sound = _uploads(tmp_path)
    for name, content in sound.items():
        assert read_overlay(name, content).features, name
    tree = json.loads(sound["own.geojson"])

    @tries(250)
    @given(st.data())
    def attempt(draws: st.DataObject) -> None:
        name = draws.draw(st.sampled_from(sorted(sound)))
        is_tree = name == "own.geojson" and draws.draw(st.booleans())
        content = (
            json.dumps(draws.draw(rearranged(tree))).encode() if is_tree else draws.draw(damaged(sound[name]))
        )
        called = draws.draw(
            st.sampled_from([name, name, name, "own.csv", "a.kml.geojson", "x", "own.KML", "../own.kmz"])
        )
        try:
            overlay = read_overlay(called, content)
        except SearoomError as error:
            assert str(error)
        else:
            assert len(overlay.features) == overlay.report.read
            packed(overlay)
        counted()

    attempt()
