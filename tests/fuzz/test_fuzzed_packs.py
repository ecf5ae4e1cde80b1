"""Whatever the files of a data pack hold, the pack is loaded whole or refused in our own words."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString

from layers.errors import DataError
from layers.model.dataset import Data
from layers.model.evidence import Event, Parameter
from layers.model.records import Corridor, Port
from layers.model.vocabulary import LANGUAGES
from layers.packs.load import default_folder, load, with_lines
from layers.packs.reader import FolderReader
from layers.text.faults import word_fault
from tests.fuzz.cases import Counted, Tries, as_yaml, damaged, rearranged


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smaller shipped pack, with every shape of its background cut down to a few points."""
    folder = tmp_path_factory.mktemp("fuzz") / "pack"
    shutil.copytree(default_folder() / "packs" / "ethiopia", folder)
    for name in ("countries.geojson", "borders.geojson", "rail.geojson"):
        content = json.loads((folder / name).read_text(encoding="utf-8"))
        frame = gpd.GeoDataFrame.from_features(content["features"])
        whole = name == "countries.geojson"
        for feature, shape in zip(content["features"], frame.geometry, strict=True):
            simple = shape.envelope if whole else LineString([(0, 0), (1, 1)])
            feature["geometry"] = json.loads(gpd.GeoSeries([simple]).to_json())["features"][0]["geometry"]
        content["features"] = content["features"] if whole else content["features"][:2]
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
    load(folder)
    return folder


def taken_or_refused(folder: Path, file: str, content: bytes) -> None:
    """The pack with another content of one file: it is loaded whole, or every fault has a place and words."""
    path = folder / file
    sound = path.read_bytes()
    path.write_bytes(content)
    try:
        data = load(folder)
    except DataError as error:
        assert error.faults
        for fault in error.faults:
            assert fault.file.startswith(f"{folder.name}/"), fault
            assert all(word_fault(fault, language) for language in LANGUAGES), fault
            said = word_fault(fault)
            assert str(folder) not in said, "a fault names the server's folder"
            assert "Traceback" not in said
            said.encode("utf-8", errors="backslashreplace")
    else:
        nothing_is_missing(data, folder)
    finally:
        path.write_bytes(sound)


def nothing_is_missing(data: Data, folder: Path) -> None:
    """As many records as the files have."""
    lists = {
        "corridors.yaml": data.corridors,
        "events.yaml": data.events,
        "bibliography.yaml": data.bibliography,
    }
    for name, records in lists.items():
        assert len(_parsed(folder / name) or []) == len(records), name
    layers = {"ports.geojson": data.ports, "legs.geojson": data.legs, "hubs.geojson": data.hubs}
    for name, records in layers.items():
        content = json.loads((folder / name).read_text(encoding="utf-8-sig"))
        assert len(content["features"]) == len(records), name


def files_of(folder: Path) -> list[str]:
    """The files of the pack, in a fixed order."""
    return sorted(
        p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.suffix in (".yaml", ".geojson")
    )


def test_bytes_of_pack_files(pack: Path, tries: Tries, counted: Counted) -> None:
    names = files_of(pack)

    @tries(20)
    @given(st.data())
    def attempt(draws: st.DataObject) -> None:
        name = draws.draw(st.sampled_from(names))
        taken_or_refused(pack, name, draws.draw(damaged((pack / name).read_bytes())))
        counted()

    attempt()
    load(pack)


def test_records_of_pack_files(pack: Path, tries: Tries, counted: Counted) -> None:
    names = files_of(pack)
    trees = {name: _parsed(pack / name) for name in names}

    @tries(30)
    @given(st.data())
    def attempt(draws: st.DataObject) -> None:
        name = draws.draw(st.sampled_from(names))
        whole = draws.draw(rearranged(trees[name]))
        content = json.dumps(whole) if name.endswith(".geojson") else as_yaml(whole)
        taken_or_refused(pack, name, content.encode("utf-8", errors="surrogatepass"))
        counted()

    attempt()
    load(pack)


def test_one_file_alone(pack: Path, tries: Tries, counted: Counted, tmp_path: Path) -> None:
    """The readers by themselves, which are quick: a list of records and a layer."""
    lists = {"corridors.yaml": Corridor, "events.yaml": Event, "parameters.yaml": Parameter}
    sound = {name: (pack / name).read_bytes()[:6000] for name in (*lists, "ports.geojson")}

    @tries(250)
    @given(st.data())
    def attempt(draws: st.DataObject) -> None:
        name = draws.draw(st.sampled_from(sorted(sound)))
        (tmp_path / name).write_bytes(draws.draw(damaged(sound[name])))
        reader = FolderReader(tmp_path)
        if name in lists:
            reader.sequence(name, lists[name])
        else:
            reader.features(name, Port, ("Point",), "position")
        for fault in with_lines(reader.faults, tmp_path):
            assert fault.file.endswith(name) and word_fault(fault), fault
            assert str(tmp_path) not in word_fault(fault)
        counted()

    attempt()


def _parsed(path: Path) -> Any:
    text = path.read_text(encoding="utf-8-sig")
    return json.loads(text) if path.suffix == ".geojson" else yaml.load(text, Loader=yaml.CSafeLoader)
