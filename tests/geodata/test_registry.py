"""`sources.yaml` describes every data file as it is, and the layers hold what the research names."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.build.register import describe
from layers.model.dataset import Data
from layers.model.vocabulary import Dimension
from layers.packs.load import default_folder, load
from layers.packs.reader import read_yaml
from layers.packs.registry import check_registry
from tests.told import Told, told


def ids(listed: str) -> set[str]:
    return set(listed.split())


# nodes.md part A; the ids are UN/LOCODEs, or stand for one where checks.md says so.
PORTS = ids("""
RULED-BRK RUULU RUNVS RUTAM RUVVO RUVYP LVRIX LTKLJ CNLYG CNTAO CNSHA KZAAU KZKUR TMKRW AZALA GEPTI GEBUS
GEANA TRMER TRISK IRSRP IRBAZ IRAMD IRNSH IRZBR IRBKM PKKHI PKBQM PKGWD INNSA INMUN AEJEA SAJED KEMBA NLRTM
ROCND TRAMR SGSIN KRPUS
""")
# checks.md F. Of the 28 of nodes.md, SEMIGLAVY went into OZINKI, and CANBAZ into KARTSAKHI and a gauge point.
CROSSINGS = ids("""
B-DOSTYK B-KHORGOS B-BAKHTY B-OZINKI B-TOBOL B-SARYAGASH B-LUGOVAYA B-BOLASHAK B-INCHEH B-SARAKHS B-ARTYK
B-TORGHUNDI B-AQINA B-HAIRATAN B-ISLAMQALA B-KHAFHERAT B-CHAMAN B-TORKHAM B-KHARLACHI B-GHULAMKHAN
B-KHUNJERAB B-TAFTAN B-RIMDAN B-TORUGART B-IRKESHTAM B-BOYUKKESIK B-KARTSAKHI B-ASTARA B-AGBEND B-MEGHRI
B-DILUCU G-AKHALKALAKI G-ZAHEDAN G-MAKMAL
""")
CHOKEPOINTS = ids("C-HORMUZ C-BAB C-SUEZ C-BOSPHORUS C-DARD C-DANISH C-MALACCA C-CAPE")
CORRIDORS = ids("""
northern-baltic northern-black-sea northern-pacific eastern-china middle-black-sea middle-mediterranean
zangezur-tripp instc-east instc-trans-caspian chabahar trans-afghan-west trans-afghan-east karakoram
iran-pakistan aktau-karachi cku brkuap
""")


def only_fault(folder: Path) -> Told:
    found = told(check_registry(load(folder), folder))
    assert len(found) == 1, found
    return found[0]


def test_the_registry_has_no_fault(data: Data) -> None:
    assert list(check_registry(data, default_folder())) == []


@pytest.mark.parametrize(
    "entry", read_yaml(default_folder() / "sources.yaml"), ids=lambda entry: str(entry["file"])
)
def test_every_entry_says_what_is_in_its_file(entry: dict[str, object]) -> None:
    measured = describe(default_folder() / str(entry["file"]))
    assert {name: entry[name] for name in measured} == measured
    for name in ("source", "licence", "attribution", "edition", "built_by"):
        assert str(entry[name]).strip(), name


def test_what_builds_a_file_is_there(data: Data) -> None:
    for each in data.datasets:
        assert each.built_by == "by hand" or (default_folder().parent / each.built_by).is_file(), each.file


def test_a_changed_byte_is_found(geodata_copy: Path) -> None:
    with (geodata_copy / "rail.geojson").open("a") as file:
        file.write(" ")
    fault = only_fault(geodata_copy)
    assert (fault.record, fault.field) == ('file "rail.geojson"', "sha256")


def test_a_deleted_entry_is_found(geodata_copy: Path) -> None:
    path = geodata_copy / "sources.yaml"
    whole = path.read_text(encoding="utf-8")
    start = whole.index("- file: hubs.geojson")
    path.write_text(whole[:start] + whole[whole.index("- file: ", start + 1) :], encoding="utf-8")
    fault = only_fault(geodata_copy)
    assert (fault.record, fault.got) == ('file "hubs.geojson"', "no entry")


def test_a_file_nobody_registered_is_found(geodata_copy: Path) -> None:
    (geodata_copy / "extra.geojson").write_text("{}")
    fault = only_fault(geodata_copy)
    assert (fault.record, fault.expected) == ('file "extra.geojson"', "one entry a file")


def test_an_entry_without_a_file_is_found(geodata_copy: Path) -> None:
    path = geodata_copy / "sources.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("file: hubs.geojson", "file: hub.geojson"), encoding="utf-8"
    )
    fault = only_fault(geodata_copy)
    assert (fault.record, fault.field, fault.got) == ('file "hub.geojson"', "file", "no such file")
    assert 'Did you mean "hubs.geojson"?' in fault.remedy


def test_the_layers_hold_what_the_research_names(data: Data) -> None:
    assert len(PORTS) == 39 and data.ports.keys() >= PORTS
    assert data.crossings.keys() >= CROSSINGS
    assert data.chokepoints.keys() == CHOKEPOINTS
    assert data.corridors.keys() == CORRIDORS
    assert len(data.legs) >= 80
    assert {key for key, corridor in data.corridors.items() if not corridor.outlet} == {"cku"}


def test_every_actor_takes_a_stance_on_every_corridor(data: Data) -> None:
    assert set(data.actors) == {
        "moscow", "beijing", "west", "west-eu", "west-us", "astana", "islamabad", "kabul", "tashkent",
        "ashgabat", "tehran", "baku-ankara", "new-delhi", "gulf",
    }  # fmt: skip
    for actor in data.actors.values():
        assert actor.stances.keys() == CORRIDORS, actor.id
    assert {actor.id: actor.part_of for actor in data.actors.values() if actor.part_of} == {
        "west-eu": "west", "west-us": "west",
    }  # fmt: skip


def test_the_evidence_is_there(data: Data) -> None:
    assert len(data.events) >= 200 and len(data.assessments) >= 300
    assert len(data.projects) >= 40 and len(data.series) >= 50 and len(data.claims) >= 15
    assert set(data.rubric) == set(Dimension)
    assert {dataset.file for dataset in data.datasets} >= {
        "events.yaml", "projects.yaml", "series.yaml", "parameters.yaml", "rubric.yaml", "claims.yaml",
        "spot_checks.yaml", "risk/countries.yaml",
    }  # fmt: skip


def test_nothing_in_the_bibliography_is_left_over(data: Data) -> None:
    text = "".join(
        path.read_text(encoding="utf-8") for path in default_folder().rglob("*") if is_cited_in(path)
    )
    assert [key for key in data.bibliography if key not in text] == []


def is_cited_in(path: Path) -> bool:
    return (
        path.suffix in {".yaml", ".geojson"}
        and path.name != "bibliography.yaml"
        and "build" not in path.parts
    )
