"""What the browser gets: packed lines, states in time, and a document that no text of the data can break."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from layers.analysis.risk import Risk, RiskModel
from layers.map import BuiltMap, build_map
from layers.map.build import to_script_json
from layers.map.payload import UNIT_DEG, map_payload, pack_line
from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import DEFAULT_DATE, FIRST_DATE, LAST_DATE, Dimension
from layers.network.network import first_day, status_on
from layers.packs.load import load
from tests.toy import (
    EVERY_DAY,
    MONTH_STARTS,
    assessment,
    chokepoint,
    corridor,
    entry,
    event,
    hub,
    leg,
    network,
    port,
    rubric,
    score,
)

HOSTILE = (
    "</script><script>alert(1)</script><!--<script>"
    "${alert(1)}`\u2028\u2029\u202e'\"<img src=x onerror=alert(1)>"
)


@pytest.fixture(scope="module")
def payload(data: Data) -> dict[str, Any]:
    return map_payload(data)


def unpack(packed: list[int], unit: float) -> list[tuple[float, float]]:
    """What rules/lines.js does: the first point, then steps."""
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
    for each in payload["legs"]:
        line = data.legs[each["id"]].coordinates
        whole = [p for i, p in enumerate(line) if i == 0 or p != line[i - 1]]
        back = unpack(each["line"], UNIT_DEG)
        assert len(back) == len(whole)
        for (lon, lat), (was_lon, was_lat) in zip(back, whole, strict=True):
            assert (
                abs(lon - was_lon) <= UNIT_DEG and abs(lat - was_lat) <= UNIT_DEG
            )  # steps do not add up errors


# --- states in time ---------------------------------------------------------------------------------------


def in_force(segments: list[list[Any]], day: str) -> list[Any] | None:
    """What segmentOn of rules/dates.js does."""
    return next((segment for segment in reversed(segments) if segment[0] <= day), None)


def told_of(risk: Risk) -> list[Any]:
    """A risk as the browser gets it: class, composite, low, high, tenths of every dimension's score."""
    tenths: list[int | None] = []
    for dimension in Dimension:
        found = risk.dimensions.get(dimension)
        tenths.append(0 if found is None else None if found.score is None else round(10 * found.score))
    composite = None if risk.composite is None else round(risk.composite)
    return [risk.risk_class, composite, round(risk.low), round(risk.high), tenths]


@pytest.fixture(scope="module")
def drawn(data: Data, payload: dict[str, Any]) -> dict[str, list[list[Any]]]:
    """Segments of everything that has a status, by id."""
    groups = payload["legs"], payload["corridors"], (p for p in payload["places"] if p["kind"] != "hub")
    found = {each["id"]: each["segments"] for group in groups for each in group}
    assert found.keys() == {*data.parts, *data.corridors}
    return found


def test_the_dates_and_dimensions_are_told(payload: dict[str, Any]) -> None:
    assert payload["dates"] == [FIRST_DATE, LAST_DATE, DEFAULT_DATE]
    assert payload["evidenceEnd"] == DEFAULT_DATE
    assert payload["dimensions"] == [str(dimension) for dimension in Dimension]
    assert payload["riskBounds"] == [[20, "low"], [40, "moderate"], [60, "elevated"], [80, "high"]]


def test_segments_begin_on_days_in_order_and_each_differs_from_the_last(
    drawn: dict[str, list[list[Any]]],
) -> None:
    for key, segments in drawn.items():
        days = [segment[0] for segment in segments]
        assert days and days == sorted(set(days)) and set(days) <= set(EVERY_DAY), key
        for one, other in itertools.pairwise(segments):
            assert one[1:] != other[1:], (key, other[0])


def days_around(segments: list[list[Any]]) -> set[str]:
    """First days of months, and each day of change with the day before."""
    changes = {EVERY_DAY.index(segment[0]) for segment in segments}
    return {*MONTH_STARTS, *(EVERY_DAY[max(n - back, 0)] for n in changes for back in (0, 1))}


def test_segments_tell_every_status_of_every_day(data: Data, drawn: dict[str, list[list[Any]]]) -> None:
    records = {**data.parts, **data.corridors}
    for key, segments in drawn.items():
        history = records[key].status_history
        for day in days_around(segments):
            found, told = status_on(history, day, data.evidence_end), in_force(segments, day)
            if found is None:
                assert told is None, (key, day)
            else:
                assert told is not None and told[1] == found.status, (key, day)
                assert history[told[2]] == found.entry, (key, day)


def test_segments_tell_the_risk_of_every_part(data: Data, drawn: dict[str, list[list[Any]]]) -> None:
    model = RiskModel(data)
    for key in data.parts:
        for day in sorted(days_around(drawn[key])):
            told = in_force(drawn[key], day)
            if told is not None:
                assert told[3:] == [told_of(model.of_part(key, day))], (key, day)


def test_segments_tell_the_risk_of_every_corridor_by_both_aggregations(
    data: Data, drawn: dict[str, list[list[Any]]]
) -> None:
    model = RiskModel(data)
    differ = 0
    for key, record in data.corridors.items():
        for day in sorted(days_around(drawn[key])):
            told = in_force(drawn[key], day)
            if told is not None:
                both = [told_of(model.of_corridor(record, day, how)) for how in ("weakest", "length")]
                assert told[3:] == both, (key, day)
                differ += both[0] != both[1]
    assert differ > 1000  # or one of them would do


def test_what_stood_in_2021_is_drawn_from_the_first_day(
    data: Data, drawn: dict[str, list[list[Any]]]
) -> None:
    standing = [key for key, leg in data.legs.items() if leg.status_history[0].from_date <= "2021-01-01"]
    assert len(standing) > 200
    assert {drawn[key][0][0] for key in standing} == {"2021-01-01"}


def test_a_small_network_is_told_in_full(data: Data) -> None:
    assessments = [
        assessment("s", "security", score("2021", 2), score("2025-03-09", 3.34, 3, 4), parts=["a-P"]),
        assessment("d", "delay", score("2021", 4), parts=["S"]),
    ]
    applying = {
        "security": ("leg",),
        "infrastructure": ("leg", "port", "chokepoint"),
        "delay": ("chokepoint",),
    }
    applying |= {name: ("crossing",) for name in Dimension if name not in applying}
    small = network(
        [hub("a", "KZ"), port("P", "RU", chokepoints=["S"]), chokepoint("S", "TR")],
        [leg("a", "P", "rail", entry("2021", "operational"), entry("2026-02", "limited"), KZ=100)],
        [corridor("c", "a-P")],
        rubrics=[rubric(name, *kinds) for name, kinds in applying.items()],
        assessments=assessments, events=[event("e", "2025-03", parts=["a-P"])],
        parameters=data.parameters.values(),
    )  # fmt: skip
    told = map_payload(small)
    # in the order security, political stability, financing, infrastructure, sanctions, delay, dependence,
    # season; 0 does not apply
    assert told["legs"][0]["segments"] == [
        ["2021-01-01", "operational", 0, ["low", 12, 12, 12, [20, 0, 0, 10, 0, 0, 0, 0]]],
        ["2025-03-09", "operational", 0, ["moderate", 29, 25, 38, [33, 0, 0, 10, 0, 0, 0, 0]]],
        ["2026-02-01", "limited", 1, ["elevated", 54, 50, 62, [33, 0, 0, 30, 0, 0, 0, 0]]],
    ]
    strait = next(place for place in told["places"] if place["id"] == "S")
    assert strait["segments"] == [
        ["2021-01-01", "operational", 0, ["moderate", 38, 38, 38, [0, 0, 0, 10, 0, 40, 0, 0]]]
    ]
    # of the corridor all eight apply; the five that no part has are unknown
    weakest, by_length = told["corridors"][0]["segments"][-1][3:]
    assert weakest[4] == [33, None, None, 30, None, 40, None, None]
    assert by_length[4] == [33, None, None, 30, None, None, None, None]
    assert weakest[1] == round(25 * ((3.34 + 3 + 4) / 3 - 1)) == 61
    assert by_length[1] == round(25 * ((3.34 + 3) / 2 - 1)) == 54
    assert told["events"] == [{
        "id": "e", "day": "2025-03-01", "date": "2025-03", "until": None, "direction": "closes",
        "title": {"en": "e", "ru": "e"}, "corridors": [], "touches": ["c"], "parts": ["a-P"],
        "confidence": "high",
    }]  # fmt: skip


def test_every_event_is_told_with_its_first_day(data: Data, payload: dict[str, Any]) -> None:
    assert [each["id"] for each in payload["events"]] == list(data.events)
    assert len(payload["events"]) > 200
    for each in payload["events"]:
        record = data.events[each["id"]]
        assert (each["day"], each["direction"]) == (first_day(record.date), record.direction)
        assert each["title"] == record.title.root
        assert (each["corridors"], each["parts"]) == (list(record.corridors), list(record.parts))


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


def test_the_file_is_under_2_mb(
    built: BuiltMap, payload: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    size, of_payload = len(built.to_html().encode()), len(to_script_json(payload).encode())
    with capsys.disabled():
        sys.stdout.write(f"\nStand-alone map: {size / 1e6:.2f} MB, its payload {of_payload / 1e6:.2f} MB.\n")
    assert size < 2_000_000
    assert size / 2 < of_payload < size


def test_two_builds_give_the_same_bytes(built: BuiltMap) -> None:
    """The other process orders its sets in another way."""
    code = (
        "import hashlib; from layers.packs.load import load; from layers.map import build_map; "
        "print(hashlib.sha256(build_map(load()).to_html().encode()).hexdigest())"
    )
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    other = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert other.stdout.strip() == hashlib.sha256(built.to_html().encode()).hexdigest()
