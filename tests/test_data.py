"""The loader: the shipped data load, and a broken copy is refused with all that is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from layers.data import Data, load, read_yaml
from layers.errors import DataError, Fault


def faults(folder: Path) -> list[Fault]:
    with pytest.raises(DataError) as caught:
        load(folder)
    return list(caught.value.faults)


def only_fault(folder: Path) -> Fault:
    found = faults(folder)
    assert len(found) == 1, "\n".join(map(str, found))
    return found[0]


def edit(path: Path, change: Callable[[Any], object]) -> None:
    """Let ``change`` work on the content of a file, by feature or record id where there are ids."""
    if path.suffix == ".geojson":
        content = json.loads(path.read_text(encoding="utf-8"))
        change({feature["properties"]["id"]: feature for feature in content["features"]})
        path.write_text(json.dumps(content), encoding="utf-8")
        return
    content = read_yaml(path)
    change({record["id"]: record for record in content} if isinstance(content, list) else content)
    path.write_text(yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True), encoding="utf-8")


def test_the_shipped_data_load(data: Data) -> None:
    assert {"KZAAU", "B-DOSTYK", "C-HORMUZ", "almaty"} <= data.places.keys()
    assert list(data.actors)[:2] == ["moscow", "beijing"]  # in the order that the panels take


def test_a_misspelt_status_is_told_in_full(geodata_copy: Path) -> None:
    def misspell(legs: Any) -> None:
        legs["herat-kandahar"]["properties"]["status_history"][0]["status"] = "propsed"

    edit(geodata_copy / "legs.geojson", misspell)
    assert str(only_fault(geodata_copy)) == (
        'geodata/legs.geojson, leg "herat-kandahar", status_history.0.status: got "propsed"; expected one of '
        "operational, at-risk, limited, due, under-construction, proposed, suspended or unverified. "
        'Did you mean "proposed"? Correct it and run: searoom check'
    )


def test_faults_of_all_kinds_in_all_files_are_told_at_once(geodata_copy: Path) -> None:
    edit(geodata_copy / "ports.geojson", lambda ports: ports["KZAAU"]["properties"].pop("sea"))
    edit(geodata_copy / "hubs.geojson", lambda hubs: hubs["astana"]["geometry"]["coordinates"].reverse())
    edit(geodata_copy / "corridors.yaml", lambda corridors: corridors["cku"].update(number="one"))
    edit(geodata_copy / "actors" / "moscow.yaml", lambda actor: actor["stances"].pop("karakoram"))
    found = {(fault.file, fault.field) for fault in faults(geodata_copy)}
    assert {
        ("geodata/ports.geojson", "sea"),
        ("geodata/hubs.geojson", "position"),
        ("geodata/corridors.yaml", "number"),
        ("geodata/actors/moscow.yaml", "stances.karakoram"),
    } <= found
    # KZAAU and cku are there, though broken: nobody who names them is blamed
    assert not [fault for fault in faults(geodata_copy) if '"KZAAU"' in fault.got or '"cku"' in fault.got]


# --- files that cannot be read ----------------------------------------------------------------------------


def test_a_missing_file(geodata_copy: Path) -> None:
    (geodata_copy / "chokepoints.geojson").unlink()
    assert str(only_fault(geodata_copy)) == (
        "geodata/chokepoints.geojson: got no file; expected the file to be there. "
        "Restore it from the repository."
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
        ("rail.geojson", b'{"features": 3}', '{"features": 3}', "a GeoJSON FeatureCollection"),
        ("corridors.yaml", b"- id: [", "did not find expected node content", "a file that can be parsed"),
        ("corridors.yaml", b"- id: \xff\xfe", "invalid leading UTF-8 octet", "a file that can be parsed"),
        ("corridors.yaml", b"", "nothing", "records"),
        ("corridors.yaml", b"id: x", '{"id": "x"}', "a list of records"),
        (
            "corridors.yaml",
            b"- id: x\n  number: 1\n  id: y",
            "key 'id' stands 2 times",
            "a file that can be parsed",
        ),
        ("corridors.yaml", b"- ? [a]\n  : 1", "a key that is not a word", "a file that can be parsed"),
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
    geodata_copy: Path, name: str, content: bytes, got: str, expected: str
) -> None:
    (geodata_copy / name).write_bytes(content)
    fault = only_fault(geodata_copy)
    assert fault.file == f"geodata/{name}"
    assert got in fault.got and expected in fault.expected


def test_a_folder_where_a_file_belongs(geodata_copy: Path) -> None:
    (geodata_copy / "rail.geojson").unlink()
    (geodata_copy / "rail.geojson").mkdir()
    assert only_fault(geodata_copy).expected == "a file that can be read"


def test_no_actor_at_all(geodata_copy: Path) -> None:
    for path in (geodata_copy / "actors").iterdir():
        path.unlink()
    assert only_fault(geodata_copy).got == "no record"


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
        ("ports", "KZAAU", {"geometry": {"type": "Point"}}, "position", "null", "a valid tuple"),
        ("ports", "KZAAU", shape("Polygon", []), "geometry", '"Polygon"', "a valid Point"),
        ("ports", "KZAAU", shape("Point", [51, 143]), "position.1", "143", "equal to 90"),
        ("legs", "aktau-alat", shape("Point", [1, 2]), "geometry", '"Point"', "LineString"),
        ("countries", "KZ", shape("Polygon", "x"), "geometry", "no shape", "Polygon"),
        ("countries", "KZ", shape("Polygon", [BOW_TIE]), "geometry", "Self-intersection", "a valid Polygon"),
        ("rail", "rail", {"geometry": None}, "geometry", "null", "a valid LineString"),
    ],
)
def test_a_feature_that_is_not_one(
    geodata_copy: Path, name: str, key: str, change: dict[str, Any], field: str, got: str, expected: str
) -> None:
    edit(
        geodata_copy / f"{name}.geojson",
        lambda features: features.get(key, next(iter(features.values()))).update(change),
    )
    fault = only_fault(geodata_copy)
    assert (fault.file, fault.field) == (f"geodata/{name}.geojson", field)
    assert got in fault.got and expected in fault.expected


def test_a_feature_that_is_not_a_mapping(geodata_copy: Path) -> None:
    path = geodata_copy / "ports.geojson"
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(content | {"features": [*content["features"], 7]}), encoding="utf-8")
    fault = only_fault(geodata_copy)
    assert (fault.record, fault.expected) == ("feature 43", "a mapping of properties")  # 42 ports, then the 7


def test_a_record_that_is_not_a_mapping(geodata_copy: Path) -> None:
    with (geodata_copy / "corridors.yaml").open("a") as file:
        file.write("- just words\n")
    fault = only_fault(geodata_copy)
    assert (fault.record, fault.got, fault.expected) == ("record 18", '"just words"', "a mapping of fields")


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
    geodata_copy: Path, change: dict[str, Any], field: str, got: str, expected: str
) -> None:
    edit(geodata_copy / "legs.geojson", lambda legs: legs["herat-kandahar"]["properties"].update(change))
    fault = only_fault(geodata_copy)
    assert (fault.record, fault.field, fault.got) == ('leg "herat-kandahar"', field, got)
    assert expected in fault.expected


@pytest.mark.parametrize("date", ["2021-13", "21-01-01", "January 2021", "2021-1-1", "2021-02-30"])
def test_a_date_that_is_none(geodata_copy: Path, date: str) -> None:
    def misdate(legs: Any) -> None:
        legs["almaty-shu"]["properties"]["status_history"][0]["from"] = date

    edit(geodata_copy / "legs.geojson", misdate)
    fault = only_fault(geodata_copy)
    assert (fault.field, fault.got) == ("status_history.0.from", f'"{date}"')
    assert fault.expected == "a date as YYYY, YYYY-MM or YYYY-MM-DD, in quotes"


def test_a_text_in_one_language_only(geodata_copy: Path) -> None:
    edit(geodata_copy / "corridors.yaml", lambda corridors: corridors["cku"]["summary"].update(ru=" "))
    assert "'ru' is missing or empty" in only_fault(geodata_copy).expected


# --- records against each other ---------------------------------------------------------------------------


def test_an_id_twice_in_a_layer(geodata_copy: Path) -> None:
    path = geodata_copy / "ports.geojson"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["features"].append(content["features"][0])
    path.write_text(json.dumps(content), encoding="utf-8")
    fault = only_fault(geodata_copy)
    assert (fault.record, fault.got) == ('"AEJEA"', "the same id twice")


def test_an_id_twice_in_a_list(geodata_copy: Path) -> None:
    with (geodata_copy / "bibliography.yaml").open("a") as file:
        file.write("- {id: world-bank-2023, publisher: x, title: y}\n")
    fault = only_fault(geodata_copy)
    assert (fault.record, fault.got) == ('"world-bank-2023"', "the same id twice")


def test_a_place_in_two_layers(geodata_copy: Path) -> None:
    def copy(hubs: Any) -> None:
        hubs["atyrau"]["properties"]["id"] = "KZAAU"

    edit(geodata_copy / "hubs.geojson", copy)
    assert 'place "KZAAU"' in {fault.record for fault in faults(geodata_copy)}


def test_a_leg_that_does_not_reach_its_place(geodata_copy: Path) -> None:
    edit(geodata_copy / "legs.geojson", lambda legs: legs["almaty-shu"]["geometry"]["coordinates"].reverse())
    assert [fault.expected.partition(" at ")[0] for fault in faults(geodata_copy)] == ["almaty", "shu"]


def test_a_leg_to_nowhere(geodata_copy: Path) -> None:
    edit(geodata_copy / "legs.geojson", lambda legs: legs["almaty-shu"]["properties"].update(to="shuu"))
    found = faults(geodata_copy)
    assert found[0].got == '"shuu"' and 'Did you mean "shu"?' in found[0].remedy


def change_chain(folder: Path, change: Callable[[list[str]], object]) -> None:
    """Change the legs of the first route of middle-black-sea."""
    edit(
        folder / "corridors.yaml",
        lambda corridors: change(corridors["middle-black-sea"]["routes"][0]["legs"]),
    )


def test_an_unknown_leg_in_a_chain(geodata_copy: Path) -> None:
    change_chain(geodata_copy, lambda legs: legs.__setitem__(-1, "samtredia-potty"))
    fault = only_fault(geodata_copy)
    assert (fault.record, fault.got) == ('corridor "middle-black-sea"', '"samtredia-potty"')
    assert 'Did you mean "samtredia-poti"?' in fault.remedy


def test_a_chain_that_breaks(geodata_copy: Path) -> None:
    change_chain(geodata_copy, lambda legs: legs.pop(-2))
    fault = only_fault(geodata_copy)
    assert (fault.got, fault.expected) == ('a break at leg "samtredia-poti"', "legs that meet end to end")


def test_a_corridor_that_ends_at_a_caspian_port(geodata_copy: Path) -> None:
    def stop_at_alat(legs: list[str]) -> None:
        del legs[legs.index("aktau-alat") + 1 :]

    change_chain(geodata_copy, stop_at_alat)
    fault = only_fault(geodata_copy)
    assert (fault.got, fault.expected) == ("an end at AZALA", "a port on the open sea")


def test_a_corridor_that_starts_abroad(geodata_copy: Path) -> None:
    def start_at_alat(legs: list[str]) -> None:
        del legs[: legs.index("aktau-alat") + 1]

    change_chain(geodata_copy, start_at_alat)
    fault = only_fault(geodata_copy)
    assert (fault.got, fault.expected) == ("a start at AZALA", "a city in KZ")


def test_a_stance_that_is_missing(geodata_copy: Path) -> None:
    edit(geodata_copy / "actors" / "astana.yaml", lambda actor: actor["stances"].pop("chabahar"))
    fault = only_fault(geodata_copy)
    assert (fault.field, fault.expected) == ("stances.chabahar", "a stance on every corridor")


def test_a_stance_on_no_corridor(geodata_copy: Path) -> None:
    def invent(actor: Any) -> None:
        actor["stances"]["karakorum"] = actor["stances"]["karakoram"]

    edit(geodata_copy / "actors" / "astana.yaml", invent)
    assert 'Did you mean "karakoram"?' in only_fault(geodata_copy).remedy


def test_a_source_that_is_not_in_the_bibliography(geodata_copy: Path) -> None:
    def misquote(actor: Any) -> None:
        actor["interests"][0]["sources"] = ["world-bank-1823"]

    edit(geodata_copy / "actors" / "astana.yaml", misquote)
    fault = only_fault(geodata_copy)
    assert (fault.field, fault.got) == ("sources", '"world-bank-1823"')


# --- what the evidence supports -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "dates", [{"from": "2026-08"}, {"from": "2026-08", "last_known": "2026-03"}, {"last_known": "2027"}]
)
def test_nothing_is_observed_after_the_evidence_ends(geodata_copy: Path, dates: dict[str, str]) -> None:
    edit(
        geodata_copy / "chokepoints.geojson",
        lambda all_: all_["C-CAPE"]["properties"]["status_history"][-1].update(dates),
    )
    fault = only_fault(geodata_copy)
    assert fault.got == f"an observation dated {max(dates.values())}"
    assert fault.expected == "nothing observed after 2026-07-01, where the evidence ends"


def test_an_announcement_may_lie_after_it(geodata_copy: Path) -> None:
    def announce(points: Any) -> None:
        history = points["C-CAPE"]["properties"]["status_history"]
        history.append({**history[-1], "from": "2029", "last_known": None, "planned": True})

    edit(geodata_copy / "chokepoints.geojson", announce)
    assert load(geodata_copy).chokepoints["C-CAPE"].status_history[-1].planned


def test_due_is_never_written(geodata_copy: Path) -> None:
    edit(
        geodata_copy / "chokepoints.geojson",
        lambda points: points["C-CAPE"]["properties"]["status_history"][0].update(status="due"),
    )
    assert "'due' is worked out" in only_fault(geodata_copy).expected
