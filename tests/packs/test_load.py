"""The loader: the shipped data load, and a broken copy is refused with all that is wrong with it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from layers.errors import DataError
from layers.faults import FaultCode
from layers.model.dataset import Data
from layers.model.vocabulary import Dimension, Topic
from layers.network.citations import citations
from layers.packs.evidence_references import REQUIRED_TOPICS
from layers.packs.load import load
from layers.packs.reader import read_yaml
from tests.told import Told, told

SMALL = Path(__file__).parent / "small"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the small pack that a test may break."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


def faults(folder: Path) -> list[Told]:
    with pytest.raises(DataError) as caught:
        load(folder)
    return told(caught.value.faults)


def only_fault(folder: Path) -> Told:
    found = faults(folder)
    assert len(found) == 1, "\n".join(map(str, found))
    return found[0]


def edit(path: Path, change: Callable[[Any], object]) -> None:
    """Let ``change`` work on the content of a file, by feature or record id where there are ids."""
    # A list of records without ids is handed over as it is.
    if path.suffix == ".geojson":
        content = json.loads(path.read_text(encoding="utf-8"))
        change({feature["properties"]["id"]: feature for feature in content["features"]})
        path.write_text(json.dumps(content), encoding="utf-8")
        return
    content = read_yaml(path)
    listed = isinstance(content, list) and all("id" in record for record in content)
    change({record["id"]: record for record in content} if listed else content)
    path.write_text(yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True), encoding="utf-8")


def test_the_shipped_data_load(data: Data) -> None:
    assert {"KZAAU", "B-DOSTYK", "C-HORMUZ", "almaty"} <= data.places.keys()
    assert list(data.actors)[:2] == ["moscow", "beijing"]  # in the order that the panels take


def test_a_misspelt_status_is_told_in_full(pack: Path) -> None:
    def misspell(legs: Any) -> None:
        legs["almaty-shu"]["properties"]["status_history"][0]["status"] = "propsed"

    edit(pack / "legs.geojson", misspell)
    assert str(only_fault(pack)) == (
        'small/legs.geojson, leg "almaty-shu", status_history.0.status: got "propsed"; expected one of '
        "operational, at-risk, limited, due, under-construction, proposed, suspended or unverified. "
        'Did you mean "proposed"? Correct it and run: searoom check'
    )


def test_faults_of_all_kinds_in_all_files_are_told_at_once(pack: Path) -> None:
    edit(pack / "ports.geojson", lambda ports: ports["KZAAU"]["properties"].pop("sea"))
    edit(pack / "hubs.geojson", lambda hubs: hubs["astana"]["geometry"]["coordinates"].reverse())
    edit(pack / "corridors.yaml", lambda corridors: corridors["cku"].update(number="one"))
    edit(pack / "actors" / "moscow.yaml", lambda actor: actor["stances"].pop("karakoram"))
    found = {(fault.file, fault.field) for fault in faults(pack)}
    assert {
        ("small/ports.geojson", "sea"),
        ("small/hubs.geojson", "position"),
        ("small/corridors.yaml", "number"),
        ("small/actors/moscow.yaml", "stances"),
    } <= found
    # KZAAU and cku are there, though broken: nobody who names them is blamed
    assert not [fault for fault in faults(pack) if '"KZAAU"' in fault.got or '"cku"' in fault.got]


# --- files that cannot be read ----------------------------------------------------------------------------


def test_a_missing_file(pack: Path) -> None:
    (pack / "chokepoints.geojson").unlink()
    assert str(only_fault(pack)) == (
        "small/chokepoints.geojson: file is missing. Restore it from the repository."
    )


@pytest.mark.parametrize(
    ("name", "content", "got", "expected"),
    [
        (
            "legs.geojson",
            b'{"type": ',
            "Expecting value: line 1 column 10 (char 9)",
            "a file that can be parsed",
        ),
        ("legs.geojson", b"\xff\xfe", "invalid start byte", "a file that can be parsed"),
        ("legs.geojson", b"null", "nothing", "records"),
        ("legs.geojson", b"[1]", "[1]", "a GeoJSON FeatureCollection"),
        ("rail.geojson", b'{"features": 3}', "null", "FeatureCollection, with every feature in its list"),
        ("rail.geojson", b'{"type": "FeatureCollection", "features": 3}', "3", "a list of features"),
        ("corridors.yaml", b"- id: [", "did not find expected node content", "a file that can be parsed"),
        ("corridors.yaml", b"- id: \xff\xfe", "invalid leading UTF-8 octet", "UTF-8 text"),
        ("corridors.yaml", b"", "nothing", "records"),
        ("corridors.yaml", b"id: x", '{"id": "x"}', "a list of records"),
        (
            "corridors.yaml",
            b"- id: x\n  number: 1\n  id: y",
            'the key "id" 2 times',
            "each key once",
        ),
        ("corridors.yaml", b"- ? [a]\n  : 1", "a list or mapping as a key", "keys that are words"),
        (
            "corridors.yaml",
            b"- !!python/name:os.system",
            "could not determine a constructor",
            "a file that can be",
        ),
        ("actors/moscow.yaml", b"- a list", '["a list"]', "a mapping of fields"),
    ],
)
def test_a_file_that_holds_something_else(
    pack: Path, name: str, content: bytes, got: str, expected: str
) -> None:
    (pack / name).write_bytes(content)
    fault = only_fault(pack)
    assert fault.file == f"small/{name}"
    assert got in fault.got and expected in fault.expected


def test_a_folder_where_a_file_belongs(pack: Path) -> None:
    (pack / "rail.geojson").unlink()
    (pack / "rail.geojson").mkdir()
    assert only_fault(pack).expected == "a file that can be read"


def test_no_actor_at_all(pack: Path) -> None:
    for path in (pack / "actors").iterdir():
        path.unlink()
    assert only_fault(pack).got == "no record"


def test_yaml_without_surprises(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("country: NO\ndate: 2021-01-02\nmonth: 2021-01\nplanned: true\nyes: off\nkm: 12\n")
    read = {
        "country": "NO",
        "date": "2021-01-02",
        "month": "2021-01",
        "planned": True,
        "yes": "off",
        "km": 12,
    }
    assert read_yaml(path) == read


# --- records that are not what they should be -------------------------------------------------------------


BOW_TIE = [[0, 0], [1, 1], [0, 1], [1, 0], [0, 0]]


def shape(kind: str, coordinates: object) -> dict[str, object]:
    return {"geometry": {"type": kind, "coordinates": coordinates}}


@pytest.mark.parametrize(
    ("name", "key", "change", "field", "got", "expected"),
    [
        ("ports", "KZAAU", {"properties": None}, "properties", "null", "a mapping of properties"),
        ("ports", "KZAAU", {"geometry": None}, "geometry", "null", "a valid Point"),
        ("ports", "KZAAU", {"geometry": []}, "geometry", "[]", "a valid Point"),
        ("ports", "KZAAU", {"geometry": {"type": "Point"}}, "geometry", "no list", "a valid Point"),
        ("ports", "KZAAU", shape("Polygon", []), "geometry", '"Polygon"', "a valid Point"),
        ("ports", "KZAAU", shape("Point", [51, 143]), "geometry", "latitude 143", "a valid Point"),
        ("legs", "aktau-alat", shape("Point", [1, 2]), "geometry", '"Point"', "LineString"),
        ("countries", "KZ", shape("Polygon", "x"), "geometry", "no list", "Polygon"),
        ("countries", "KZ", shape("Polygon", [BOW_TIE]), "geometry", "Self-intersection", "a valid Polygon"),
        ("rail", "rail", {"geometry": None}, "geometry", "null", "a valid LineString"),
    ],
)
def test_a_feature_that_is_not_one(
    pack: Path, name: str, key: str, change: dict[str, Any], field: str, got: str, expected: str
) -> None:
    edit(
        pack / f"{name}.geojson",
        lambda features: features.get(key, next(iter(features.values()))).update(change),
    )
    fault = only_fault(pack)
    assert (fault.file, fault.field) == (f"small/{name}.geojson", field)
    assert got in fault.got and expected in fault.expected


def test_a_feature_that_is_not_a_mapping(pack: Path) -> None:
    path = pack / "ports.geojson"
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(content | {"features": [*content["features"], 7]}), encoding="utf-8")
    fault = only_fault(pack)
    assert (fault.record, fault.expected) == (
        "feature 10",
        "a mapping of properties",
    )  # after nine ports


def test_a_record_that_is_not_a_mapping(pack: Path) -> None:
    with (pack / "corridors.yaml").open("a") as file:
        file.write("- just words\n")
    fault = only_fault(pack)
    assert (fault.record, fault.got, fault.expected) == ("record 5", '"just words"', "a mapping of fields")


@pytest.mark.parametrize(
    ("change", "field", "got", "expected"),
    [
        ({"mode": None}, "mode", "null", "one of rail, road, ferry, sea or pipeline"),
        ({"colour": "red"}, "colour", '"red"', "no such field"),
        ({"length_km": -3}, "length_km", "-3", "greater than 0"),
        ({"gauge_mm": 1521}, "gauge_mm", "1521", "one of 1000, 1067, 1435, 1520 or 1676"),
        ({"status_history": []}, "status_history", "[]", "at least 1 item"),
    ],
)
def test_a_field_that_is_not_what_it_should_be(
    pack: Path, change: dict[str, Any], field: str, got: str, expected: str
) -> None:
    edit(pack / "legs.geojson", lambda legs: legs["almaty-shu"]["properties"].update(change))
    fault = only_fault(pack)
    assert (fault.record, fault.field, fault.got) == ('leg "almaty-shu"', field, got)
    assert expected in fault.expected


@pytest.mark.parametrize("date", ["2021-13", "21-01-01", "January 2021", "2021-1-1", "2021-02-30"])
def test_a_date_that_is_none(pack: Path, date: str) -> None:
    def misdate(legs: Any) -> None:
        legs["almaty-shu"]["properties"]["status_history"][0]["from"] = date

    edit(pack / "legs.geojson", misdate)
    fault = only_fault(pack)
    assert (fault.field, fault.got) == ("status_history.0.from", f'"{date}"')
    assert fault.expected == "a date as YYYY, YYYY-MM or YYYY-MM-DD, in quotes"


def test_a_text_in_one_language_only(pack: Path) -> None:
    edit(pack / "corridors.yaml", lambda corridors: corridors["cku"]["summary"].update(ru=" "))
    assert "'ru' is missing or empty" in only_fault(pack).expected


# --- records against each other ---------------------------------------------------------------------------


def test_an_id_twice_in_a_layer(pack: Path) -> None:
    path = pack / "ports.geojson"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["features"].append(content["features"][0])
    path.write_text(json.dumps(content), encoding="utf-8")
    fault = only_fault(pack)
    assert (fault.record, fault.got) == ('port "AEJEA"', "the same id twice")


def test_an_id_twice_in_a_list(pack: Path) -> None:
    with (pack / "bibliography.yaml").open("a") as file:
        file.write("- {id: efe-2026-02-27, publisher: x, title: y}\n")
    fault = only_fault(pack)
    assert (fault.record, fault.got) == ('source "efe-2026-02-27"', "the same id twice")


def test_a_place_in_two_layers(pack: Path) -> None:
    def copy(hubs: Any) -> None:
        hubs["atyrau"]["properties"]["id"] = "KZAAU"

    edit(pack / "hubs.geojson", copy)
    found = [fault for fault in faults(pack) if fault.fault.code is FaultCode.ID_IN_TWO_FILES]
    assert [(fault.record, fault.got) for fault in found] == [
        ('port "KZAAU"', "an id that hubs.geojson has too")
    ]


def test_a_leg_that_does_not_reach_its_place(pack: Path) -> None:
    edit(pack / "legs.geojson", lambda legs: legs["almaty-shu"]["geometry"]["coordinates"].reverse())
    fault = only_fault(pack)
    assert (fault.record, fault.got) == ('leg "almaty-shu"', "a line from shu to almaty, the wrong way round")


def test_a_leg_that_ends_elsewhere(pack: Path) -> None:
    edit(pack / "legs.geojson", lambda legs: legs["almaty-shu"]["geometry"]["coordinates"].pop())
    fault = only_fault(pack)
    assert fault.got.startswith("its to end at ") and fault.expected.startswith("shu at ")


def test_a_place_that_was_moved(pack: Path) -> None:
    edit(pack / "hubs.geojson", lambda hubs: hubs["shu"]["geometry"].update(coordinates=[73.9, 43.7]))
    fault = only_fault(pack)
    assert (fault.file, fault.record, fault.field) == ("small/hubs.geojson", 'hub "shu"', "position")
    assert fault.got == "73.9, 43.7" and "where its 2 legs end" in fault.expected


def test_a_leg_to_nowhere(pack: Path) -> None:
    edit(pack / "legs.geojson", lambda legs: legs["almaty-shu"]["properties"].update(to="shuu"))
    fault = only_fault(pack)
    assert fault.got == '"shuu"' and 'Did you mean "shu"?' in fault.remedy


def change_chain(folder: Path, change: Callable[[list[str]], object]) -> None:
    """Change the legs of the first route of middle-black-sea."""
    edit(
        folder / "corridors.yaml",
        lambda corridors: change(corridors["middle-black-sea"]["routes"][0]["legs"]),
    )


def test_an_unknown_leg_in_a_chain(pack: Path) -> None:
    change_chain(pack, lambda legs: legs.__setitem__(-1, "samtredia-potty"))
    fault = only_fault(pack)
    assert (fault.record, fault.got) == ('corridor "middle-black-sea"', '"samtredia-potty"')
    assert 'Did you mean "samtredia-poti"?' in fault.remedy


def test_a_chain_that_breaks(pack: Path) -> None:
    change_chain(pack, lambda legs: legs.pop(-2))
    fault = only_fault(pack)
    assert fault.got == 'a break at leg "samtredia-poti" of route "poti"'
    assert (fault.field, fault.expected) == ("routes.0.legs.12", "legs that meet end to end")


def test_a_corridor_that_ends_at_a_caspian_port(pack: Path) -> None:
    def stop_at_alat(legs: list[str]) -> None:
        del legs[legs.index("aktau-alat") + 1 :]

    change_chain(pack, stop_at_alat)
    fault = only_fault(pack)
    assert (fault.got, fault.expected) == ('an end at AZALA of route "poti"', "a port on the open sea")


def test_a_corridor_that_starts_abroad(pack: Path) -> None:
    def start_at_alat(legs: list[str]) -> None:
        del legs[: legs.index("aktau-alat") + 1]

    change_chain(pack, start_at_alat)
    fault = only_fault(pack)
    assert (fault.got, fault.expected) == ('a start at AZALA of route "poti"', "a city in KZ")


def test_a_stance_that_is_missing(pack: Path) -> None:
    edit(pack / "actors" / "astana.yaml", lambda actor: actor["stances"].pop("cku"))
    fault = only_fault(pack)
    assert (fault.field, fault.got) == ("stances", 'no stance on "cku"')


def test_a_stance_on_no_corridor(pack: Path) -> None:
    def invent(actor: Any) -> None:
        actor["stances"]["karakorum"] = actor["stances"]["karakoram"]

    edit(pack / "actors" / "astana.yaml", invent)
    assert 'Did you mean "karakoram"?' in only_fault(pack).remedy


def test_a_source_that_is_not_in_the_bibliography(pack: Path) -> None:
    def misquote(actor: Any) -> None:
        actor["interests"][0]["sources"] = ["world-bank-1823"]

    edit(pack / "actors" / "astana.yaml", misquote)
    fault = only_fault(pack)
    assert (fault.field, fault.got) == ("interests.0.sources.0", '"world-bank-1823"')


# --- what the evidence supports -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "dates", [{"from": "2026-08"}, {"from": "2026-08", "last_known": "2026-03"}, {"last_known": "2027"}]
)
def test_nothing_is_observed_after_the_evidence_ends(pack: Path, dates: dict[str, str]) -> None:
    edit(
        pack / "chokepoints.geojson",
        lambda all_: all_["C-CAPE"]["properties"]["status_history"][-1].update(dates),
    )
    fault = only_fault(pack)
    assert fault.got == max(dates.values())
    assert fault.expected == "nothing observed after 2026-07-01, where the evidence ends"


def test_an_announcement_may_lie_after_it(pack: Path) -> None:
    def announce(points: Any) -> None:
        history = points["C-CAPE"]["properties"]["status_history"]
        history.append({**history[-1], "from": "2029", "last_known": None, "planned": True})

    edit(pack / "chokepoints.geojson", announce)
    assert load(pack).chokepoints["C-CAPE"].status_history[-1].planned


def test_due_is_never_written(pack: Path) -> None:
    edit(
        pack / "chokepoints.geojson",
        lambda points: points["C-CAPE"]["properties"]["status_history"][0].update(status="due"),
    )
    assert "'due' is worked out" in only_fault(pack).expected


# --- evidence against the records ---------------------------------------------------------------------------

Change = Callable[[Any], object]


def one_fault(folder: Path, name: str, change: Change) -> tuple[str, str, str, str, str]:
    """File, record, field, got and expected of the only fault after a change to one file."""
    edit(folder / name, change)
    fault = only_fault(folder)
    return fault.file.removeprefix("small/"), fault.record, fault.field, fault.got, fault.expected


def put(key: str, **fields: Any) -> Change:
    """Set fields of the record with this id."""
    return lambda records: records[key].update(fields)


def scored(key: str, **fields: Any) -> dict[str, Any]:
    """An assessment as a file has it, of the season in Aktau unless told otherwise."""
    score = {
        "from": "2024", "score": 3, "low": 2, "high": 4, "reason": {"en": "x", "ru": "x"},
        "basis": "judgement", "confidence": "low", "as_of": "2024",
    }  # fmt: skip
    scores = [score | change for change in fields.pop("scores", [{}])]
    return {"id": key, "dimension": "season", "parts": ["KZAAU"], "scores": scores, **fields}


def add_assessment(folder: Path, record: dict[str, Any]) -> None:
    """In a file of its own, read after all others."""
    (folder / "risk" / "zz.yaml").write_text(yaml.dump([record]), encoding="utf-8")


def test_the_assessment_that_the_tests_add_is_sound(pack: Path) -> None:
    add_assessment(pack, scored("zz"))
    assert load(pack).assessments["zz"].parts == ("KZAAU",)


@pytest.mark.parametrize(
    ("fields", "field", "got", "expected"),
    [
        ({"parts": ["KZAAV"]}, "parts.0", '"KZAAV"', "the id of a leg, port, crossing or chokepoint"),
        ({"parts": ["almaty"]}, "parts.0", '"almaty"', "the id of a leg"),  # a city is no part
        ({"dimension": "financing", "parts": ["C-HORMUZ"]}, "parts.0", '"C-HORMUZ"', "the rubric applies"),
        (
            {"scores": [{"from": "2026-07-02"}]}, "scores.0.from", "2026-07-02",
            "nothing observed after",
        ),
        ({"scores": [{"score": 4.5}]}, "scores.0", "", "low, score and high in this order"),
        ({"scores": [{"score": 1.5}]}, "scores.0", "", "low, score and high in this order"),
        ({"scores": [{"high": 6}]}, "scores.0.high", "6", "less than or equal to 5"),
        ({"scores": [{"low": 0}]}, "scores.0.low", "0", "greater than or equal to 1"),
        ({"scores": [{"basis": "sourced"}]}, "scores.0", "", "a source, or basis: judgement or not-found"),
        ({"scores": [{"as_of": "soon"}]}, "scores.0.as_of", '"soon"', "a date as YYYY"),
        ({"scores": [{}, {"from": "2023"}]}, "", "", "oldest first, one a date"),
        ({"scores": [{}, {}]}, "", "", "oldest first, one a date"),
        ({"scores": []}, "scores", "[]", "at least 1 item"),
        ({"countries": ["KZ"]}, "", "", "either parts or countries"),
        ({"parts": []}, "", "", "either parts or countries"),
        ({"dimension": "weather"}, "dimension", '"weather"', "one of security"),
    ],
)  # fmt: skip
def test_an_assessment_that_is_not_one(
    pack: Path, fields: dict[str, Any], field: str, got: str, expected: str
) -> None:
    add_assessment(pack, scored("zz", **fields))
    fault = only_fault(pack)
    assert fault.file == "small/risk/zz.yaml"
    assert (fault.record, fault.field) == ('assessment "zz"', field)
    assert got in fault.got and expected in fault.expected


@pytest.mark.parametrize(
    ("owner", "first"),
    [
        ({"parts": ["RUULU"]}, "security-ust-luga"),
        ({"parts": [], "countries": ["KZ"]}, "country-financing"),
    ],
)
def test_a_second_assessment_of_the_same(
    pack: Path, data: Data, owner: dict[str, list[str]], first: str
) -> None:
    add_assessment(pack, scored("zz", dimension=str(data.assessments[first].dimension), **owner))
    fault = only_fault(pack)
    kind, (key,) = ("countries", owner["countries"]) if "countries" in owner else ("parts", owner["parts"])
    assert fault.field == f"{kind}.0"
    assert (fault.file, fault.record) == ("small/risk/zz.yaml", 'assessment "zz"')
    assert fault.got == f'"{key}", which "{first}" scores too'


def test_an_assessment_id_in_two_files(pack: Path) -> None:
    add_assessment(pack, scored("security-ust-luga"))
    fault = only_fault(pack)
    named = ("small/risk/zz.yaml", 'assessment "security-ust-luga"', "id")
    assert (fault.file, fault.record, fault.field) == named
    assert fault.got == "an id that risk/north-east-middle.yaml has too"


def test_no_assessment_at_all(pack: Path) -> None:
    for path in (pack / "risk").iterdir():
        path.unlink()
    assert load(pack).assessments == {}


EVENT = "torkham-closes-2025"
NO_SOURCE = "a source, or basis: judgement or not-found"
PART, PAGE = "the id of a leg", "an id of bibliography"
LATE = "nothing observed after 2026-07-01, where the evidence ends"


@pytest.mark.parametrize(
    ("name", "change", "record", "field", "got", "expected"),
    [
        # names of what is not there
        ("events.yaml", put("rail", corridors=["ckuu"]), "event", "corridors.0", '"ckuu"', "a corridor id"),
        ("events.yaml", put("rail", parts=["B-DOSTIK"]), "event", "parts.0", '"B-DOSTIK"', PART),
        ("projects.yaml", put("uap", parts=["cpcc"]), "project", "parts.0", '"cpcc"', PART),
        ("projects.yaml", put("uap", corridors=["x1"]), "project", "corridors.0", '"x1"', "a corridor id"),
        ("series.yaml", put("oil-cpc", corridors=["x1"]), "series", "corridors.0", '"x1"', "a corridor id"),
        ("claims.yaml", put("l1", actor="moskow"), "claim", "actor", '"moskow"', "an actor id"),
        ("events.yaml", put("rail", sources=["efe-1826"]), "event", "sources.0", '"efe-1826"', PAGE),
        ("parameters.yaml", put("rail-border-usd", sources=["x1"]), "parameter", "sources.0", '"x1"', PAGE),
        ("claims.yaml", put("l1", sources=["x1"]), "claim", "sources.0", '"x1"', PAGE),
        # views that cannot be
        ("claims.yaml", put("l1", view="colour=red"), "claim", "view", "colour", "one of lens, "),
        ("claims.yaml", put("l1", view="date=2026-04"), "claim", "view", "date '2026-04'", "a day from"),
        ("claims.yaml", put("l1", view="lens=risk:x"), "claim", "view", "lens 'risk:x'", "risk:<dimension>"),
        ("claims.yaml", put("l1", view="selection=corridor:ckuu"), "claim", "view", '"ckuu"', "a corridor"),
        ("claims.yaml", put("l1", view="selection=hub:almata"), "claim", "view", '"almata"', "a hub id"),
        ("claims.yaml", put("l1", view="selection=port:KZAAV"), "claim", "view", '"KZAAV"', "a port id"),
        ("claims.yaml", put("l1", view="lens=stance:moskow"), "claim", "view", '"moskow"', "an actor id"),
        # after the evidence ends
        ("events.yaml", put("rail", date="2026-07-02"), "event", "date", "2026-07-02", LATE),
        ("events.yaml", put("rail", until="2026-08"), "event", "until", "2026-08", LATE),
        ("parameters.yaml", put("ship-km-per-day", as_of="2027"), "parameter", "as_of", "2027", LATE),
        # what a record must hold
        ("events.yaml", put("rail", sources=[]), "event", "", "", NO_SOURCE),
        ("events.yaml", put("rail", basis="mixed", sources=[]), "event", "", "", NO_SOURCE),
        ("events.yaml", put("rail", corridors=[], parts=[]), "event", "", "", "at least one"),
        ("events.yaml", put("rail", until="1989"), "event", "", "", "until not before date"),
        ("events.yaml", put("rail", direction="up"), "event", "direction", '"up"', "one of opens"),
        ("parameters.yaml", put("ship-km-per-day", low=800), "parameter", "", "", "in this order"),
        ("parameters.yaml", put("theta", unit="knots"), "parameter", "unit", '"knots"', "one of km/day"),
        ("claims.yaml", put("l1", supporting=[], contrary=[]), "claim", "", "", "evidence"),
        ("claims.yaml", put("l1", verdict="proved"), "claim", "verdict", '"proved"', "one of supported"),
    ],
)  # fmt: skip
def test_evidence_that_is_not_sound(
    pack: Path, name: str, change: Change, record: str, field: str, got: str, expected: str
) -> None:
    keys: list[str] = []

    def noted(records: Any) -> None:
        records["rail"] = records.get("dostyk-rail-link-1990")
        before = {key: json.dumps(each) for key, each in records.items()}
        change(records)
        keys.extend(key for key, each in records.items() if json.dumps(each) != before[key] and key != "rail")

    found_file, found_record, found_field, found_got, found_expected = one_fault(pack, name, noted)
    assert (found_file, found_field) == (name, field)
    assert len(keys) == 1
    assert found_record == f'{record} "{keys[0]}"'
    assert got in found_got and expected in found_expected


@pytest.mark.parametrize(
    ("fields", "record", "field", "got", "expected"),
    [
        ({"country": "RX"}, 'port "RUULU"', "country", '"RX"', "a country of countries.geojson"),
        ({"chokepoints": ["C-DERD"]}, 'port "RUULU"', "chokepoints.0", '"C-DERD"', "a chokepoint id"),
    ],
)
def test_a_port_in_no_country_or_behind_no_strait(
    pack: Path, fields: dict[str, Any], record: str, field: str, got: str, expected: str
) -> None:
    def change(ports: Any) -> None:
        ports["RUULU"]["properties"].update(fields)

    assert one_fault(pack, "ports.geojson", change) == ("ports.geojson", record, field, got, expected)


@pytest.mark.parametrize("kind", ["assessment", "corridor", "actor"])
def test_a_source_newer_than_the_evidence(pack: Path, kind: str) -> None:
    data = load(pack)
    key, record = next(
        (key, by[0].record)
        for key, by in citations(data).items()
        if len(by) == 1 and by[0].kind == kind and data.bibliography[key].date
    )
    found = one_fault(pack, "bibliography.yaml", put(key, date="2026-07-02"))
    assert found[:3] == ("bibliography.yaml", f'source "{key}"', "date")
    assert found[3] == f"2026-07-02, and it is cited by {record}"
    assert found[4] == "no source newer than 2026-07-01, where the evidence ends"


@pytest.mark.parametrize("topic", REQUIRED_TOPICS[::4])
def test_a_dossier_without_a_topic(pack: Path, topic: Topic) -> None:
    def forget(corridors: Any) -> None:
        facts = corridors["karakoram"]["facts"]
        corridors["karakoram"]["facts"] = [fact for fact in facts if fact["topic"] != topic]

    found = one_fault(pack, "corridors.yaml", forget)
    assert found[:3] == ("corridors.yaml", 'corridor "karakoram"', "facts")
    assert found[3] == f"nothing on {topic}"


def test_a_fact_that_is_not_sourced(pack: Path) -> None:
    def unquote(corridors: Any) -> None:
        corridors["karakoram"]["facts"][0].update(basis="sourced", sources=[])

    found = one_fault(pack, "corridors.yaml", unquote)
    assert found[:3] == ("corridors.yaml", 'corridor "karakoram"', "facts.0")
    assert found[4] == NO_SOURCE


@pytest.mark.parametrize("dimension", list(Dimension)[::7])
def test_a_rubric_without_a_dimension(pack: Path, dimension: Dimension) -> None:
    def forget(entries: list[Any]) -> None:
        entries[:] = [entry for entry in entries if entry["dimension"] != dimension]

    found = one_fault(pack, "rubric.yaml", forget)
    assert found == ("rubric.yaml", f'dimension "{dimension}"', "", "no entry", "one entry a dimension")


def test_a_rubric_without_a_level(pack: Path) -> None:
    found = one_fault(pack, "rubric.yaml", lambda entries: entries[2]["levels"].pop("4"))
    assert found[0] == "rubric.yaml" and found[1].startswith("dimension ")
    assert found[4] == "a text for each level from 1 to 5"


def opening_of(key: str, **fields: Any) -> Change:
    """Set fields of a project's first opening."""
    return lambda projects: projects[key]["openings"][0].update(fields)


@pytest.mark.parametrize(
    ("change", "field", "expected"),
    [
        (
            lambda projects: projects["uap"]["openings"][0]["promises"].reverse(), "openings.0",
            "promises in order of the date on which they were made",
        ),
        (opening_of("uap", actual="2025-06", actual_sources=[]), "openings.0", "for an actual date"),
        (opening_of("uap", promises=[]), "openings.0.promises", "at least 1 item"),
        (put("uap", corridors=[]), "corridors", "at least 1 item"),
        (
            lambda projects: projects["uap"]["openings"][0]["promises"][0].update(sources=[]),
            "openings.0.promises.0", NO_SOURCE,
        ),
        (
            lambda projects: projects["uap"]["costs"][0].update(low_usd_m=99999), "costs.0",
            "low_usd_m not above high_usd_m",
        ),
    ],
)  # fmt: skip
def test_a_project_that_does_not_add_up(pack: Path, change: Change, field: str, expected: str) -> None:
    found = one_fault(pack, "projects.yaml", change)
    assert found[:3] == ("projects.yaml", 'project "uap"', field)
    assert expected in found[4]


@pytest.mark.parametrize(
    ("field", "date"), [("announced", "2026-09"), ("actual", "2026-07-02"), ("last_known", "2026-12")]
)
def test_an_opening_observed_after_the_evidence_ends(pack: Path, field: str, date: str) -> None:
    def late(projects: Any) -> None:
        opening = projects["poti-terminal"]["openings"][0]
        (opening["promises"][-1] if field == "announced" else opening)[field] = date

    found = one_fault(pack, "projects.yaml", late)
    assert found[0::4] == ("projects.yaml", LATE) and found[1] == 'project "poti-terminal"'
    assert found[2].endswith(f".{field}") and found[3] == date


def test_a_promise_for_after_the_evidence_is_no_fault(pack: Path) -> None:
    def far(projects: Any) -> None:
        projects["poti-terminal"]["openings"][0]["promises"][-1]["due"] = "2045"

    edit(pack / "projects.yaml", far)
    assert load(pack).projects["poti-terminal"].openings[0].promises[-1].due == "2045"


def test_figures_of_years_out_of_order(pack: Path) -> None:
    found = one_fault(pack, "series.yaml", lambda series: series["titr-total"]["points"].reverse())
    assert found[:3] == ("series.yaml", 'series "titr-total"', "")
    assert found[4] == "one point a year, oldest first"


@pytest.mark.parametrize(
    "section",
    ["interests", "levers", "concerns", "likely_moves", "indicators", "statements", "counter_evidence"],
)
def test_an_actor_without_a_section(pack: Path, section: str) -> None:
    found = one_fault(pack, "actors/tehran.yaml", lambda actor: actor.pop(section))
    assert found[:4] == ("actors/tehran.yaml", 'actor "tehran"', section, "nothing")
    assert found[4] == "the field to be there"


def test_an_actor_with_an_empty_section(pack: Path) -> None:
    found = one_fault(pack, "actors/tehran.yaml", lambda actor: actor.update(concerns=[]))
    assert found[:4] == ("actors/tehran.yaml", 'actor "tehran"', "concerns", "[]")
