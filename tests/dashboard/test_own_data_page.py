"""The page of the visitor's own data: what came of a file, what is on the map, and that it stays theirs."""

from __future__ import annotations

import gc
import json
from typing import Any

import pytest
from starlette.requests import Request
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard import loaders
from dashboard.assets import own_map
from dashboard.components.pack_editor import try_out
from dashboard.components.wording import Words, as_plain_markdown
from dashboard.state import VISITOR_KEY, PackEditing
from dashboard.upload_route import MOST_LAYERS, PREFIX, _serve, own_routes, read_own_layer
from layers.checking.edited_pack import PackCopy, status_rows
from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import LANGUAGES
from layers.packs.load import default_folder
from layers.picture.symbology import GROUND, OWN_COLOURS
from layers.text import translate
from tests.browser.hostile import TEXTS
from tests.dashboard.pages import blocks, component, everything, opened, sound
from tests.overlay.files import AKTAU, collection, geometry
from tests.picture.test_symbology import GROUNDS, contrast

FILE = collection(geometry("Point", AKTAU), None, geometry("LineString", [AKTAU, [76.9, 43.25]]))


def dropped(page: AppTest, name: str, content: bytes) -> AppTest:
    """The page after a file was dropped on it."""
    (uploader,) = page.file_uploader
    return sound(uploader.set_value((name, content, "")).run())


def shown(page: AppTest) -> str:
    return "".join(blocks(page))


def to_map(page: AppTest) -> AppTest:
    """The map of the same visitor."""
    page._page_hash = calc_hash("map")
    return sound(page.run())


def own_of_map(page: AppTest) -> dict[str, Any]:
    """What the map is told of the visitor's files."""
    told: dict[str, Any] = json.loads(component(page, "searoom_map").proto.json)["own"]
    return told


def answer(token: str) -> tuple[int, bytes]:
    """What the server answers whoever asks for this file."""
    request = Request({"type": "http", "path_params": {"token": token}, "headers": []})
    response = _serve(request)
    assert response.headers["cache-control"] == "private, no-store"
    return response.status_code, bytes(response.body)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_says_what_was_read_and_what_was_refused(language: str) -> None:
    page = dropped(opened("own-data", language=language), "станции.geojson", FILE)
    text = shown(page)
    read = translate(language, "own_data.read", name="станции.geojson", read=2, all=3, points=1, lines=1)
    assert read in text
    assert translate(language, "overlay.record.feature", n=2) in text
    assert translate(language, "overlay.reason.no-geometry").replace("’", "’") in text
    (box,) = page.checkbox
    assert (box.label, box.value) == (as_plain_markdown("станции.geojson"), True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_is_refused_as_a_whole_leaves_nothing(language: str) -> None:
    page = dropped(opened("own-data", language=language), "a.kml", b"<!DOCTYPE kml><kml/>")
    assert translate(language, "own_data.refused_whole", name="a.kml") in shown(page)
    assert translate(language, "overlay.reason.declarations") in shown(page)
    assert len(page.checkbox) == 0
    assert own_of_map(to_map(page))["layers"] == []


def test_a_file_with_nothing_sound_is_reported_and_not_shown() -> None:
    page = dropped(opened("own-data"), "a.geojson", collection(None))
    assert translate("en", "own_data.nothing_shown") in shown(page)
    assert len(page.checkbox) == 0


def test_the_map_is_told_an_address_and_never_the_geometry() -> None:
    page = to_map(dropped(opened("own-data"), "a.geojson", FILE))
    own = own_of_map(page)
    (layer,) = own["layers"]
    assert own["base"] == PREFIX
    assert layer == {
        "id": layer["id"], "name": "a.geojson", "colour": "teal", "on": True, "points": 1, "lines": 1,
    }  # fmt: skip
    status, content = answer(layer["id"])
    assert status == 200
    assert [feature[0] for feature in json.loads(content)["features"]] == ["point", "line"]
    assert "own" not in "".join(page.query_params)


def test_another_visitor_sees_nothing_of_it_and_a_guess_leads_nowhere() -> None:
    mine = to_map(dropped(opened("own-data"), "a.geojson", FILE))
    theirs = opened("map")
    assert own_of_map(theirs)["layers"] == []
    (layer,) = own_of_map(mine)["layers"]
    assert len(layer["id"]) >= 32
    assert answer("A" * 32)[0] == 404
    assert own_routes()[0].path == "/searoom-own/{token}"


def test_a_file_goes_when_nobody_holds_it_any_more() -> None:
    layer = read_own_layer("a.geojson", FILE, "teal")
    token = layer.token
    assert answer(token)[0] == 200
    del layer
    gc.collect()
    assert answer(token)[0] == 404
    assert token not in loaders.get_own_layers()


def test_switching_painting_and_removing() -> None:
    page = dropped(opened("own-data"), "a.geojson", FILE)
    page = dropped(page, "b.csv", b"lat,lon\n43,51\n")
    first, second = page.checkbox
    assert (first.label, second.label) == ("a\\.geojson", "b\\.csv")
    page = sound(first.uncheck().run())
    colours = [box for box in page.selectbox if box.label == translate("en", "own_data.colour")]
    assert [box.value for box in colours] == ["teal", "magenta"]
    page = sound(colours[1].select("violet").run())
    told = own_of_map(to_map(page))["layers"]
    assert [(layer["on"], layer["colour"]) for layer in told] == [(False, "teal"), (True, "violet")]
    page._page_hash = calc_hash("own-data")
    page = sound(page.run())
    remove = [button for button in page.button if button.label == translate("en", "own_data.remove")]
    page = sound(remove[0].click().run())
    assert [layer["name"] for layer in own_of_map(to_map(page))["layers"]] == ["b.csv"]


def legend() -> None:
    """A page that does what the map component's callback does."""
    import streamlit as st  # noqa: PLC0415 - a script of its own

    from dashboard.map_events import take_layers_from_map  # noqa: PLC0415 - a script of its own
    from dashboard.state import visitor  # noqa: PLC0415
    from dashboard.upload_route import read_own_layer  # noqa: PLC0415 - a script of its own
    from tests.dashboard.test_own_data_page import FILE  # noqa: PLC0415 - a script of its own

    if not visitor().layers:
        visitor().layers.append(read_own_layer("a.geojson", FILE, "teal"))
    (layer,) = visitor().layers
    sent = st.session_state.get("sent")
    if sent is not None:
        own = {"on": {layer.token: False}, "change": 4} if sent == "off" else sent
        st.session_state["map"] = {"own": own}
        take_layers_from_map()
    st.session_state["result"] = (layer.is_on, visitor().newest_layer_change)


@pytest.mark.parametrize(
    ("sent", "result"),
    [("off", (False, 4)), ({"on": {"no-such": False}, "change": 2}, (True, 2)), ("nonsense", (True, 0)),
     ({"on": [], "change": 1}, (True, 0)), ({"on": {}, "change": "x"}, (True, 0)), ({}, (True, 0))],
)  # fmt: skip
def test_what_the_legend_switches_the_page_knows(sent: Any, result: tuple[bool, int]) -> None:
    page = AppTest.from_function(legend).run()
    page.session_state["sent"] = sent
    page.run()
    assert not page.exception
    assert page.session_state["result"] == result


def test_no_more_files_than_the_map_can_bear() -> None:
    page = opened("own-data")
    for number in range(MOST_LAYERS + 1):
        page = dropped(page, f"{number}.geojson", FILE)
    assert len(page.checkbox) == MOST_LAYERS
    assert translate("en", "own_data.too_many", n=MOST_LAYERS) in shown(page)


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_names_are_shown_as_they_are(text: str) -> None:
    feature = {"type": "Feature", "properties": {"name": text}, "geometry": None}
    page = dropped(opened("own-data"), f"{text}.geojson", json.dumps(feature).encode())
    for intruder in ("<img", "<script", "<svg onload"):
        assert intruder not in shown(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_colour_stands_on_every_ground(theme: str) -> None:
    for name, colour in OWN_COLOURS[theme].items():
        for under in (*GROUNDS, "disputed", "halo"):
            assert contrast(colour, GROUND[theme][under]) >= 3, (name, under)


# --- a copy of the data ----------------------------------------------------------------------------


def with_shut_hormuz(page: AppTest, data: Data, status: str = "suspended") -> PackEditing:
    """Have a changed copy checked for this page's visitor, as its button does."""
    copy = PackCopy(default_folder())
    rows = status_rows(data, "C-HORMUZ")
    rows[-1]["status"] = status
    pack = PackEditing()
    try_out(pack, copy.with_statuses("C-HORMUZ", rows), Words(View(), data))
    page.session_state[VISITOR_KEY].editing = pack
    return pack


def test_a_changed_copy_is_shown_to_its_visitor_alone(data: Data) -> None:
    mine = opened("map", selection="chokepoint:C-HORMUZ")
    with_shut_hormuz(mine, data)
    mine = sound(mine.run())
    theirs = opened("map", selection="chokepoint:C-HORMUZ")
    bases = [json.loads(component(page, "searoom_map").proto.json)["base"] for page in (mine, theirs)]
    assert bases[0] != bases[1]
    assert translate("en", "own_data.bar") in everything(mine)
    assert translate("en", "own_data.bar") not in everything(theirs)
    version = bases[0].rpartition("/")[2]
    built = own_map(version)
    assert built is not None and built.version == version
    doors = [read_strip(page) for page in (mine, theirs)]
    assert doors[0] != doors[1]


def read_strip(page: AppTest) -> str:
    return str(json.loads(component(page, "searoom_picking", "strip-figures").proto.json)["html"])


def test_a_copy_that_is_wrong_is_not_shown_and_all_of_it_is_told(data: Data) -> None:
    page = opened("own-data")
    pack = with_shut_hormuz(page, data, "shut")
    assert (pack.edition, pack.copy) == (None, None)
    page = sound(page.run())
    assert translate("en", "own_data.is_wrong", n=len(pack.faults)) in shown(page)
    assert "status_history" in shown(page)
    assert translate("en", "own_data.bar") not in everything(page)


def test_taking_all_changes_back_and_taking_the_pack_away(data: Data) -> None:
    page = opened("own-data")
    with_shut_hormuz(page, data)
    page = sound(page.run())
    take = next(button for button in page.button if button.label == translate("en", "own_data.take"))
    page = sound(take.click().run())
    (download,) = [one for one in page.get("download_button") if "zip" in one.proto.label]
    assert download.proto.label.startswith("Take kazakhstan-")
    undo = next(button for button in page.button if button.label == translate("en", "own_data.undo"))
    page = sound(undo.click().run())
    assert translate("en", "own_data.undone") in shown(page)
    assert page.session_state[VISITOR_KEY].editing.edition is None
