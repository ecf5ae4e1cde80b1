"""The second pack: loads, names its sources, and the same code finds Ethiopia's doors and locks.

The expected figures are worked out by hand from the pack's histories, not copied from the program.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from layers.analysis.figure_checks import check_figures
from layers.analysis.live_figures import Figures
from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.routing import By, RouteFinder
from layers.analysis.what_if import Headline, WhatIf
from layers.export.html import write_map_html
from layers.map.payload import map_payload
from layers.model.dataset import Data
from layers.model.kinds import cited_sources
from layers.model.vocabulary import LANGUAGES
from layers.network.scenario import Scenario
from layers.packs.load import default_folder, load
from layers.packs.registry import check_registry

FOLDER = Path(__file__).parents[2] / "geodata" / "packs" / "ethiopia"
KAZAKH = ("kazakh", "казах", "almaty", "алматы", "aktau", "актау", "caspian", "каспи")
RAIL, ROAD, TADJOURA = "djibouti-rail", "djibouti-road", "tadjoura"


@pytest.fixture(scope="module")
def ethiopia() -> Data:
    return load(FOLDER)


@pytest.fixture(scope="module")
def model(ethiopia: Data) -> RiskModel:
    return RiskModel(ethiopia)


def headline(model: RiskModel, day: str, *closed: str) -> Headline:
    what_if = WhatIf(model)
    return what_if.headline(Scenario(day, frozenset(closed)), central_settings(model.data))


def test_it_is_sound_and_small(ethiopia: Data) -> None:
    assert list(check_registry(ethiopia, FOLDER)) == []
    assert list(check_figures(RiskModel(ethiopia))) == []
    background = sum((FOLDER / name).stat().st_size for name in ("countries.geojson", "borders.geojson"))
    assert background < 500_000
    files = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    assert {dataset.file for dataset in ethiopia.datasets} == files - {"sources.yaml"}


def test_the_shipped_data_do_not_see_it() -> None:
    assert FOLDER.is_dir()
    assert not [fault for fault in check_registry(load(), default_folder()) if "packs" in fault.file]


def test_every_corridor_and_actor_cites(ethiopia: Data) -> None:
    for corridor in ethiopia.corridors.values():
        assert any(entry.sources for entry in corridor.status_history), corridor.id
        assert len(set(cited_sources(corridor.model_dump()))) >= 3, corridor.id
    for actor in ethiopia.actors.values():
        assert set(cited_sources(actor.model_dump())), actor.id
        assert actor.stances.keys() == ethiopia.corridors.keys()


def test_nothing_in_it_is_kazakh() -> None:
    for path in sorted(FOLDER.rglob("*")):
        if path.suffix in (".yaml", ".geojson") and path.name != "bibliography.yaml":
            text = path.read_text(encoding="utf-8").casefold()
            assert [word for word in KAZAKH if word in text] == [], path.name


def test_it_goes_where_the_shipped_data_do_not(ethiopia: Data) -> None:
    """What makes it worth having: no sea without a way out, a territory without an ISO code, no claims."""
    assert {port.kind for port in ethiopia.ports.values()} == {"open-sea"}
    assert ethiopia.ports["SOBBO"].country == "XX-SOMALILAND"
    assert not ethiopia.claims and not ethiopia.spot_checks and not ethiopia.indicators
    land = [leg for leg in ethiopia.legs.values() if leg.mode in ("rail", "road")]
    assert sum(leg.mode == "road" for leg in land) > 0.8 * len(land)


def test_doors_early_in_2021(model: RiskModel) -> None:
    """Open on 1 February 2021: three ways through Djibouti, Berbera (limited), Port Sudan (Gallabat is shut
    only in April), Mombasa. Eritrea is shut, Lamu not built. Each way needs one country beside Ethiopia, and
    they are four: DJ, XX-SOMALILAND, SD, KE. So four doors share nobody, and only all four lock."""
    found = headline(model, "2021-02-01")
    assert set(found.doors) == {RAIL, ROAD, TADJOURA, "berbera", "port-sudan", "mombasa"}
    assert len(found.independent) == 4
    assert found.locks.sets == (frozenset({"DJ", "XX-SOMALILAND", "SD", "KE"}),)


def test_doors_in_2026(model: RiskModel) -> None:
    """By 1 June 2026 Port Sudan is gone (Gallabat shut since September 2024) and Lamu is a way (May 2024),
    but through Kenya as Mombasa is: as many doors as in 2021, one lock fewer. Berbera is a door, at risk."""
    found = headline(model, "2026-06-01")
    assert set(found.doors) == {RAIL, ROAD, TADJOURA, "berbera", "lapsset", "mombasa"}
    assert len(found.independent) == 3
    assert found.locks.sets == (frozenset({"DJ", "XX-SOMALILAND", "KE"}),)
    # No port of the pack lies behind one strait for every ship, so no straits shut all ways.
    assert found.strait_locks.size is None


def test_one_dominant_gate(model: RiskModel) -> None:
    """Djibouti holds three of the six doors of June 2026, and most of the cargo by the model's shares."""
    before, after = headline(model, "2026-06-01"), headline(model, "2026-06-01", "DJ")
    assert set(before.doors) - set(after.doors) == {RAIL, ROAD, TADJOURA}
    assert before.exposures["DJ"] > 0.5 > before.exposures["XX-SOMALILAND"] > before.exposures["KE"]
    assert before.exposures["DJ"] == pytest.approx(
        sum(before.shares[door] for door in (RAIL, ROAD, TADJOURA))
    )


def test_gallabat_opens_and_shuts_port_sudan(model: RiskModel) -> None:
    """Shut from 3 April 2021, open from 17 July 2022, not known from the war of 15 April 2023 on."""
    days = ("2021-04-02", "2021-04-03", "2022-07-17", "2023-04-15", "2024-09-01")
    assert ["port-sudan" in headline(model, day).doors for day in days] == [True, False, True, False, False]


def test_hormuz_is_on_every_way_to_jebel_ali(model: RiskModel) -> None:
    """The one chokepoint that every way shares: Jebel Ali lies inside it, whichever port cargo leaves by."""
    finder = RouteFinder(model, central_settings(model.data))
    for origin in ("addis-ababa", "mekelle", "gondar", "hawassa"):
        best = finder.find(origin, "AEJEA", By.TIME, Scenario("2026-02-01"))
        assert best is not None and best.legs[-1] == "sea-hormuz-aejea"
        assert finder.find(origin, "AEJEA", By.TIME, Scenario("2026-02-01", frozenset({"C-HORMUZ"}))) is None


def test_the_way_to_europe_turns_south_without_suez(model: RiskModel) -> None:
    """Round Africa it is over 7,000 km longer: 11,464 from the Cape to Rotterdam alone."""
    finder = RouteFinder(model, central_settings(model.data))
    usual = finder.find("addis-ababa", "NLRTM", By.TIME, Scenario("2026-02-01"))
    round_africa = finder.find("addis-ababa", "NLRTM", By.TIME, Scenario("2026-02-01", frozenset({"C-SUEZ"})))
    assert usual is not None and round_africa is not None
    assert usual.legs[-1] == "sea-suez-nlrtm" and round_africa.legs[-1] == "sea-cape-nlrtm"
    assert round_africa.km - usual.km > 7_000


def test_routes_start_in_the_home_country(model: RiskModel) -> None:
    finder = RouteFinder(model, central_settings(model.data))
    assert {"addis-ababa", "mekelle", "dire-dawa"} <= set(finder.origins())
    assert not {"hargeisa", "asmara", "nairobi"} & set(finder.origins())


def test_lengths_agree_with_what_was_published(ethiopia: Data) -> None:
    """The railway is published as 752.7 km from Sebeta, a little beyond Addis Ababa; drawn roads are shorter
    than real ones, by a tenth at most here."""
    for span in ethiopia.length_spans:
        measured = sum(ethiopia.legs[key].measured_km for key in span.legs)
        assert 0.8 * span.km < measured < 1.05 * span.km, span.legs


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_story_speaks_in_live_figures(model: RiskModel, language: str) -> None:
    (story,) = model.data.stories.values()
    assert len(story.scenes) == 3
    said = Figures(model, "2026-07-01", language).fill(story.scenes[0].text[language])
    # Eight outlets; six are usable, and three lead through Djibouti.
    assert "8" in said and "6" in said and "3" in said and "{" not in said


def test_the_bibliography_is_that_of_the_pack(ethiopia: Data) -> None:
    """Every source is cited somewhere, none is newer than the evidence."""
    assert all((source.date or "") <= ethiopia.evidence_end for source in ethiopia.bibliography.values())
    used = {key for part in ethiopia.parts.values() for key in cited_sources(part.model_dump())}
    for records in (
        ethiopia.corridors, ethiopia.actors, ethiopia.events, ethiopia.projects, ethiopia.series,
        ethiopia.assessments, ethiopia.shocks, ethiopia.presets, ethiopia.stories, ethiopia.parameters,
        ethiopia.commodities, ethiopia.flows, ethiopia.flow_totals, ethiopia.capacities,
    ):  # fmt: skip
        used |= {key for record in records.values() for key in cited_sources(record.model_dump())}
    used |= {key for span in ethiopia.length_spans for key in span.sources}
    assert set(ethiopia.bibliography) == used


def test_the_map_is_built(ethiopia: Data, tmp_path: Path) -> None:
    out = tmp_path / "ethiopia.html"
    write_map_html(ethiopia, out)
    assert 200_000 < out.stat().st_size < 1_500_000
    payload = json.dumps(map_payload(ethiopia), ensure_ascii=False).casefold()
    payload = re.sub(r'"country\.kz": "\w+"', "", payload)  # the names of all countries are there
    assert "berbera" in payload and "бербера" in payload
    assert [word for word in KAZAKH if word in payload] == []
