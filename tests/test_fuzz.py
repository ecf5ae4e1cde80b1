"""Whatever comes in, from a file, a link or a browser, is taken or refused in our own words, nothing else.

Cases are made by changing sound input, because what is only noise is refused at the door. ``SEAROOM_FUZZ=20``
tries twenty times as many, different ones each time; how many were tried is printed at the end.
"""

from __future__ import annotations

import copy
import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl

import geopandas as gpd
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point

import dashboard.state as state
from dashboard.link import known_only
from dashboard.map_events import take_view_from_map
from dashboard.safety import is_from_page, is_plain_path
from dashboard.state import Visitor
from layers.errors import DataError, SearoomError
from layers.model.dataset import Data
from layers.model.evidence import Event, Parameter
from layers.model.records import Corridor, Port
from layers.model.view import View
from layers.model.vocabulary import LANGUAGES
from layers.network.scenario import scenario_of
from layers.overlay import packed, read_overlay
from layers.packs.load import default_folder, load, with_lines
from layers.packs.reader import FolderReader
from layers.stories.repository import StoryShelf
from layers.text import translate
from layers.text.faults import word_fault, word_problem
from tests.dashboard.test_page import PAGES, opened

TIMES = int(os.environ.get("SEAROOM_FUZZ", "1"))
Counted = Callable[[], None]
Settings = Callable[[Callable[..., None]], Callable[..., None]]

NASTY = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xe2\x80\xa8", b"\r", b"\t", b": ", b"- ",
    b"? ", b"&a", b"*a", b"<<: *a", b"!!python/object/apply:os.system [x]", b"!!binary x", b"!!set {a}",
    b"%YAML 9.9\n", b"---\n", b"...\n", b"|\n", b"'", b'"', b"{", b"}", b"[", b"]", b"#", b"NaN",
    b"Infinity", b"-0", b"1e999", b"9" * 400, b"null", b"~", b"2026-13-99", b"2026-01-01", b"0x1F",
    b"1_000", b"yes", b"\\ud800", b"\\u0000", b"[" * 60, b'{"a":' * 60, b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"]]>", b"=cmd()", b"{{7*7}}", b"{0.__class__}",
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
    | st.sampled_from([
        "", " ", "KZ", "kz", "2026-02-30", "2026-01-01", "nan", "a" * 3000, "{astana}", "{0}", "\ud800",
        "\x00", "../../etc/passwd", "<script>alert(1)</script>", 10**400, -1, 0, 1e308, -180.1,
    ]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


def tries(number: int) -> Settings:
    """So many cases, times what the environment asks for."""
    return settings(
        max_examples=number * TIMES, deadline=None, database=None, derandomize=TIMES == 1,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip


@pytest.fixture
def counted(
    record_property: Callable[[str, object], None], request: pytest.FixtureRequest
) -> Iterator[Counted]:
    """Counts the cases of a test, for the end of the run."""
    number = 0

    def count() -> None:
        nonlocal number
        number += 1

    yield count
    name = request.node.name.removeprefix("test_").partition("[")[0].replace("_", " ")
    record_property("fuzzed", (name, number))
    assert number >= 10, "hardly anything was tried"


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """The content with a few bytes turned, cut, doubled, moved, or with something nasty put in."""
    changed = bytearray(content)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(changed), 1)))
        match draw(st.sampled_from(["turn", "cut", "end", "double", "nasty", "nasty", "swap"])):
            case "turn" if at < len(changed):
                changed[at] ^= 1 << draw(st.integers(0, 7))
            case "cut":
                del changed[at : at + draw(st.integers(1, 200))]
            case "end":
                del changed[at:]
            case "double":
                changed[at:at] = changed[at : at + draw(st.integers(1, 400))]
            case "swap":
                part = changed[at : at + 20]
                del changed[at : at + 20]
                place = draw(st.integers(0, max(len(changed), 1)))
                changed[place:place] = part
            case _:
                changed[at:at] = draw(st.sampled_from(NASTY))
    return bytes(changed)


@st.composite
def rearranged(draw: st.DrawFn, whole: Any) -> Any:
    """A tree of mappings and lists with one to three of its values gone, doubled or another."""
    whole = copy.deepcopy(whole)
    for _ in range(draw(st.integers(1, 3))):
        parent, key = None, None
        node = whole
        while isinstance(node, dict | list) and node and (parent is None or draw(st.integers(0, 3)) > 0):
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            parent, key = node, draw(st.sampled_from(keys))
            node = node[key]
        if parent is None:
            return draw(VALUES)
        match draw(st.sampled_from(["value", "value", "gone", "double", "name", "elsewhere"])):
            case "gone":
                del parent[key]
            case "double" if isinstance(parent, list):
                parent.append(copy.deepcopy(node))
            case "name" if isinstance(parent, dict):
                parent[draw(st.text(max_size=10))] = parent.pop(key)
            case "elsewhere" if isinstance(parent, dict):
                other = draw(st.sampled_from(list(parent)))
                parent[key], parent[other] = parent[other], parent[key]
            case _:
                parent[key] = draw(VALUES)
    return whole


# --- a data pack -----------------------------------------------------------------------------------------


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
        assert len(yaml.safe_load((folder / name).read_text(encoding="utf-8-sig")) or []) == len(records), (
            name
        )
    layers = {"ports.geojson": data.ports, "legs.geojson": data.legs, "hubs.geojson": data.hubs}
    for name, records in layers.items():
        content = json.loads((folder / name).read_text(encoding="utf-8-sig"))
        assert len(content["features"]) == len(records), name


def files_of(folder: Path) -> list[str]:
    """The files of the pack, in a fixed order."""
    return sorted(
        p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.suffix in (".yaml", ".geojson")
    )


def test_bytes_of_pack_files(pack: Path, counted: Counted) -> None:
    names = files_of(pack)

    @tries(120)
    @given(st.data())
    def attempt(draws: st.DataObject) -> None:
        name = draws.draw(st.sampled_from(names))
        taken_or_refused(pack, name, draws.draw(damaged((pack / name).read_bytes())))
        counted()

    attempt()
    load(pack)


def test_records_of_pack_files(pack: Path, counted: Counted) -> None:
    names = files_of(pack)
    trees = {name: _parsed(pack / name) for name in names}

    @tries(180)
    @given(st.data())
    def attempt(draws: st.DataObject) -> None:
        name = draws.draw(st.sampled_from(names))
        whole = draws.draw(rearranged(trees[name]))
        content = json.dumps(whole) if name.endswith(".geojson") else _as_yaml(whole)
        taken_or_refused(pack, name, content.encode("utf-8", errors="surrogatepass"))
        counted()

    attempt()
    load(pack)


def test_one_file_alone(pack: Path, counted: Counted, tmp_path: Path) -> None:
    """The readers by themselves, which are quick: a list of records and a layer."""
    lists = {"corridors.yaml": Corridor, "events.yaml": Event, "parameters.yaml": Parameter}
    sound = {name: (pack / name).read_bytes()[:6000] for name in (*lists, "ports.geojson")}

    @tries(1500)
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
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if path.suffix == ".geojson" else yaml.safe_load(text)


def _as_yaml(whole: Any) -> str:
    try:
        return str(yaml.dump(whole, allow_unicode=True, Dumper=yaml.CSafeDumper))
    except (yaml.YAMLError, UnicodeError):
        return json.dumps(whole)  # which is YAML too, but for what no YAML can say


# --- links -----------------------------------------------------------------------------------------------

NAMES = st.sampled_from([*View.__dataclass_fields__, "v", "story", "scene", "embed", "x"])
ASKED = st.one_of(
    st.text(st.characters(), max_size=40),
    st.sampled_from([
        "risk", "status", "stance:moscow", "stance:", "stance:\x00", "risk:security", "corridor:karakoram",
        "corridor:", "leg:none", "IR", "IR,RU", ",", ",,,", "chabahar", "2026-07-01", "2026-7-1",
        "9999-12-31", "0000-00-00", "1e999", "-1e999", "nan", "inf", "1", "0.5", "trans-afghan-west:0.3",
        "x:nan", "x:1e999", ":", "a:b:c:1", "1,2,3,4", "4,3,2,1", "nan,nan,nan,nan",
        "1e308,1e308,1e308,1e308", "-180,-90,180,90", "almaty", "INMUN", "security:3", "ru", "en", "kk",
        "dark", "length", "time", "ALMATY", "\ud800", "a" * 5000, "<b>", "{0}", "%s", "9" * 5000,
        "٢٠٢٦-٠٧-٠١", "２０２６-07-01", "2026-07-01\n",
    ]),
    st.floats().map(str), st.integers().map(str),
    st.lists(st.floats(), min_size=4, max_size=4).map(lambda box: ",".join(map(str, box))),
)  # fmt: skip
LINKS = st.dictionaries(NAMES | st.text(max_size=8), ASKED, max_size=8)


def test_links(data: Data, counted: Counted) -> None:
    @tries(1500)
    @given(LINKS)
    def attempt(query: dict[str, str]) -> None:
        view, ignored = View.from_query(query)
        known, unknown = known_only(view, data)
        assert View.from_query(known.to_query()) == (known, ())
        assert View.from_query(dict(parse_qsl(known.to_query_string(), keep_blank_values=True))) == (
            known,
            (),
        )
        scenario_of(known)
        assert all(word_problem(part) for part in (*ignored, *unknown))
        counted()

    attempt()


def test_links_that_are_not_even_one(counted: Counted) -> None:
    @tries(1000)
    @given(st.text(max_size=200) | st.binary(max_size=200).map(lambda raw: raw.decode("latin-1")))
    def attempt(text: str) -> None:
        view, _ = View.from_query(dict(parse_qsl(text, keep_blank_values=True)))
        assert isinstance(view, View)
        counted()

    attempt()


def test_pages_opened_by_links(counted: Counted) -> None:
    """No page shows an exception; ``opened`` sees to it."""

    @tries(25)
    @given(st.sampled_from(PAGES), LINKS)
    def attempt(page: str, query: dict[str, str]) -> None:
        sendable = {
            key: value.encode("utf-8", errors="replace").decode() for key, value in query.items() if key
        }
        opened(
            page, **{key.encode("utf-8", errors="replace").decode(): value for key, value in sendable.items()}
        )
        counted()

    attempt()


# --- what a browser says ---------------------------------------------------------------------------------


def test_what_the_map_tells(data: Data, counted: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any visitor can say anything on the websocket in the map's name."""
    sound = View().__dict__ | {"off": ["a"], "closed": ["IR"], "bounds": [1, 2, 3, 4], "change": 3}

    @tries(1500)
    @given(rearranged(sound) | VALUES)
    def attempt(told: Any) -> None:
        visitor = Visitor(view=View())
        session = {state.VISITOR_KEY: visitor, state.MAP_KEY: {"view": told}}
        fields = SimpleNamespace(to_dict=session.copy)
        monkeypatch.setattr(state, "st", SimpleNamespace(session_state=fields, query_params={}))
        monkeypatch.setattr(state, "get_session_state", lambda: fields)
        take_view_from_map(data)
        assert isinstance(visitor.view, View)
        assert View.from_query(visitor.view.to_query())[1] == ()
        counted()

    attempt()


def test_messages_and_paths(counted: Counted) -> None:
    @tries(1500)
    @given(st.binary(max_size=80), damaged(b"/searoom-map/0123456789abcdef/map.js"))
    def attempt(message: bytes, path: bytes) -> None:
        is_from_page(message)
        if is_plain_path(path):
            assert b".." not in path.split(b"/") and b"\x00" not in path and b"\\" not in path
        counted()

    attempt()


# --- stories and uploads ---------------------------------------------------------------------------------


def test_stories(data: Data, tmp_path: Path, counted: Counted) -> None:
    path = default_folder() / "packs" / "ethiopia" / "stories"
    sound = min(path.glob("*.yaml"), key=lambda p: p.stat().st_size).read_bytes()
    tree = yaml.safe_load(sound)
    shelf = StoryShelf(data.stories, tmp_path)

    @tries(400)
    @given(
        damaged(sound) | rearranged(tree).map(lambda t: _as_yaml(t).encode("utf-8", errors="surrogatepass"))
    )
    def attempt(content: bytes) -> None:
        try:
            story = shelf.take_in(content, "brought.yaml")
        except SearoomError as error:
            assert str(tmp_path) not in str(error)
        else:
            assert shelf.working(story.id).faults == ()
            shelf.delete(story.id)
        assert not list(tmp_path.glob("*.yaml")), "something was left on the shelf"
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


def test_uploads(tmp_path: Path, counted: Counted) -> None:
    sound = _uploads(tmp_path)
    for name, content in sound.items():
        assert read_overlay(name, content).features, name
    tree = json.loads(sound["own.geojson"])

    @tries(1500)
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


def test_words_with_braces_are_only_words(counted: Counted) -> None:
    """What comes from outside is put into our sentences, never read as one of them."""

    @tries(200)
    @given(st.text(max_size=30) | st.sampled_from(["{parts}", "{0}", "{parts.__class__}", "}{", "%s"]))
    def attempt(text: str) -> None:
        for language in ("en", "ru"):
            assert text in translate(language, "page.bad_link", parts=text)
        counted()

    attempt()
