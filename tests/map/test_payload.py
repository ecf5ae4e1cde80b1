"""What the browser gets: packed lines, states in time, and a document that no text of the data can break."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from layers.data import Data, load
from layers.map import BuiltMap, build_map
from layers.map.build import to_script_json
from layers.map.payload import UNIT_DEG, map_payload, pack_line
from layers.network import status_on
from layers.risk import corridor_risk
from layers.view import View, month_range

HOSTILE = (
    "</script><script>alert(1)</script><!--<script>"
    "${alert(1)}`\u2028\u2029\u202e'\"<img src=x onerror=alert(1)>"
)


@pytest.fixture(scope="module")
def payload(data: Data) -> dict[str, Any]:
    return map_payload(data)


def unpack(packed: list[int], unit: float) -> list[tuple[float, float]]:
    """What core.js does: the first point, then steps."""
    points, lon, lat = [], 0, 0
    for east, north in zip(packed[::2], packed[1::2], strict=True):
        lon, lat = lon + east, lat + north
        points.append((lon * unit, lat * unit))
    return points


# --- lines ----------------------------------------------------------------------------------------------


def test_a_line_is_packed_as_steps() -> None:
    # 71.4 and 51.1 degrees in thousandths, then the step to (71.5, 51.0); a point twice is kept once
    assert pack_line([(71.4, 51.1), (71.4, 51.1), (71.5, 51.0)]) == [71400, 51100, 100, -100]
    assert pack_line([(71.44, 51.1), (71.5, 51.0)], coarse=10) == [7144, 5110, 6, -10]


def test_a_line_comes_back_as_it_went(data: Data, payload: dict[str, Any]) -> None:
    for leg in payload["legs"]:
        whole = [
            p
            for i, p in enumerate(data.legs[leg["id"]].coordinates)
            if i == 0 or p != data.legs[leg["id"]].coordinates[i - 1]
        ]
        back = unpack(leg["line"], UNIT_DEG)
        assert len(back) == len(whole)
        for (lon, lat), (was_lon, was_lat) in zip(back, whole, strict=True):
            assert (
                abs(lon - was_lon) <= UNIT_DEG and abs(lat - was_lat) <= UNIT_DEG
            )  # steps do not add up errors


# --- states in time ---------------------------------------------------------------------------------------


def in_force(segments: list[list[Any]], month: str) -> list[Any] | None:
    """What S.at of core.js does."""
    return next((segment for segment in reversed(segments) if segment[0] <= month), None)


def test_segments_tell_every_status_of_every_month(data: Data, payload: dict[str, Any]) -> None:
    records = {**data.legs, **data.corridors, **data.ports, **data.crossings, **data.chokepoints}
    drawn = [*payload["legs"], *payload["corridors"], *(p for p in payload["places"] if p["kind"] != "hub")]
    assert {each["id"] for each in drawn} == records.keys()
    for each in drawn:
        history = records[each["id"]].status_history
        for month in month_range():
            found, told = status_on(history, month, data.evidence_end), in_force(each["segments"], month)
            if found is None:
                assert told is None, (each["id"], month)
            else:
                assert told is not None and told[1] == found.status, (each["id"], month)
                assert history[told[2]] == found.entry, (each["id"], month)


def test_what_stood_in_2021_is_drawn_from_the_first_month(data: Data, payload: dict[str, Any]) -> None:
    standing = [
        each for each in payload["legs"] if data.legs[each["id"]].status_history[0].from_date <= "2021-01-31"
    ]
    assert len(standing) > 200
    assert {each["segments"][0][0] for each in standing} == {"2021-01"}


def test_segments_tell_the_risk_of_every_corridor(data: Data, payload: dict[str, Any]) -> None:
    for each in payload["corridors"]:
        for month in month_range():
            told = in_force(each["segments"], month)
            if told is not None:
                assert told[3] == corridor_risk(data, data.corridors[each["id"]], month).risk_class, (
                    each["id"],
                    month,
                )


# --- text from the data -------------------------------------------------------------------------------------


class Document(HTMLParser):
    """Addresses, scripts and styles of a document, as a browser's parser finds them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.policy = ""
        self.content: dict[str, list[str]] = {"script": [], "style": []}
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.addresses += [
            value or "" for name, value in attrs if name in {"src", "href", "srcset", "action", "data"}
        ]
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given.get("content") or ""
        if tag in self.content:
            self.inside = tag
            self.content[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = "" if tag == self.inside else self.inside

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.content[self.inside][-1] += data


def payload_in(script: str) -> Any:
    """The payload that the script hands to the drawing code."""
    start = script.index("Searoom.attach(")
    return json.JSONDecoder().raw_decode(script, script.index("{", start))[0]


def test_no_text_of_the_data_ends_the_script(geodata_copy: Path, built: BuiltMap) -> None:
    for name in ("ports", "hubs"):
        path = geodata_copy / f"{name}.geojson"
        content = json.loads(path.read_text(encoding="utf-8"))
        content["features"][0]["properties"]["name"] = {"en": HOSTILE, "ru": HOSTILE}
        path.write_text(json.dumps(content), encoding="utf-8")
    hostile = build_map(load(geodata_copy))
    document, plain = Document(hostile.to_html()), Document(built.to_html())
    assert len(document.content["script"]) == len(plain.content["script"]) == 3
    script = document.content["script"][-1]
    assert not set("<\u2028\u2029") & set(script[script.index("Searoom.attach(") :])
    names = {place["name"]["en"] for place in payload_in(script)["places"]}
    assert HOSTILE in names  # it is all there, as text


def test_text_from_the_address_stays_in_its_attribute(built: BuiltMap) -> None:
    text = built.to_html('"><script>alert(1)</script>')
    assert len(Document(text).content["script"]) == 3


def test_script_json_means_what_it_says() -> None:
    assert json.loads(to_script_json({HOSTILE: HOSTILE})) == {HOSTILE: HOSTILE}


# --- the stand-alone file ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def document(built: BuiltMap) -> Document:
    return Document(built.to_html(View(lens="status").to_query_string()))


def test_the_file_names_no_address(document: Document) -> None:
    assert document.addresses == []
    for style in document.content["style"]:
        used = re.findall(r"url\(\s*['\"]?([^)]{0,40})", style)
        assert all(address.startswith(("data:", "#")) for address in used), used
        assert "@import" not in style


def test_the_file_forbids_itself_the_network(document: Document) -> None:
    policy = {part.split()[0]: part.split()[1:] for part in document.policy.split(";")}
    assert policy["default-src"] == ["'none'"]
    sources = {source for listed in policy.values() for source in listed}
    assert sources <= {"'none'", "'unsafe-inline'", "data:"}


def test_the_file_is_under_2_mb(built: BuiltMap) -> None:
    assert len(built.to_html().encode()) < 2_000_000


def test_two_builds_give_the_same_bytes() -> None:
    code = (
        "import hashlib; from layers.data import load; from layers.map import build_map; "
        "print(hashlib.sha256(build_map(load()).to_html().encode()).hexdigest())"
    )
    hashes = {
        # another seed each time, so that the order of a set would show
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1
