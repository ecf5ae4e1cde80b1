"""The page of tonnes, and the same on What if: figures of the library, controls that reach the link."""

from __future__ import annotations

from dataclasses import replace

import pytest

from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.tonnes.asked import Closed
from layers.analysis.tonnes.base_flows import BaseFlows
from layers.analysis.tonnes.closure import ClosureInTonnes, Tonnes
from layers.analysis.tonnes.hindcast import hindcast_result
from layers.analysis.tonnes.option_value import option_values
from layers.model.dataset import Data
from layers.model.vocabulary import CapacityReading
from layers.picture.element_names import gate_name
from layers.text import country_name, format_number, format_percent, translate
from tests.dashboard.html_tree import Node, rows_of
from tests.dashboard.pages import opened, page_to_read, query_of, sound, whole
from tests.dashboard.wording import each_language

DAY, YEAR = "2026-07-01", 2025
ASKED = Closed(DAY, YEAR, frozenset({"RUNVS-CPC"}), months=24)


@pytest.fixture(scope="module")
def tonnes(data: Data) -> Tonnes:
    return Tonnes(data)


@pytest.fixture(scope="module")
def closed(tonnes: Tonnes) -> ClosureInTonnes:
    return tonnes.closure(ASKED)


def table_after(page: Node, title: str) -> list[list[str]]:
    """Cells of the first table below a heading that begins so."""
    nodes = list(page.walk())
    heads = [n for n, node in enumerate(nodes) if node.tag in ("h2", "h3") and node.text.startswith(title)]
    start = heads[0]
    table = next(node for node in nodes[start:] if node.tag == "table")
    return [[cell.text for cell in row] for row in rows_of(table)]


@each_language
def test_gates_and_countries_are_those_of_the_year(data: Data, language: str) -> None:
    base, page = BaseFlows(data, YEAR), whole(page_to_read("tonnes", language=language))
    gates = table_after(page, translate(language, "tonnes.gates_title", year=YEAR))
    assert [row[0] for row in gates] == [gate_name(data, language, gate) for gate in base.mt_by_gate]
    assert [row[1] for row in gates] == [format_number(language, mt, 1) for mt in base.mt_by_gate.values()]
    first = base.dependence()[0]
    countries = table_after(page, translate(language, "tonnes.countries_title"))
    assert countries[0][0] == country_name(language, first.country)
    assert countries[0][2] == format_percent(language, first.share)
    assert translate(language, "tonnes.nothing_closed") in page.text


@each_language
@pytest.mark.parametrize("path", ["tonnes", "what-if"])
def test_a_closure_says_what_it_strands(
    data: Data, closed: ClosureInTonnes, language: str, path: str
) -> None:
    page = whole(page_to_read(path, closed="RUNVS-CPC", language=language))
    for band in (closed.displaced_mt, closed.stranded_mt):
        assert format_number(language, band.central, 1) in page.text
    worth = table_after(page, translate(language, "tonnes.worth"))
    most_first = sorted(closed.shadow_usd_per_tonne.items(), key=lambda item: (-item[1], item[0]))
    known = [(key, usd) for key, usd in most_first if usd >= 0.5]
    assert worth == [
        [gate_name(data, language, key), format_number(language, usd)] for key, usd in known
    ]
    moved = table_after(page, translate(language, "tonnes.moved_to"))
    assert {row[0] for row in moved} == {data.flows[each.way].name[language] for each in closed.moved}


@each_language
def test_planned_lines_and_the_month_that_happened(data: Data, tonnes: Tonnes, language: str) -> None:
    page = whole(page_to_read("tonnes", language=language))
    found = option_values(RiskModel(data), tonnes, replace(ASKED, closed=frozenset()), central_settings(data))
    planned = table_after(page, translate(language, "tonnes.planned_title"))
    assert [row[0] for row in planned] == [gate_name(data, language, v.line.capacity.id) for v in found]
    for hindcast in data.hindcasts.values():
        assert hindcast.name[language] in page.text
        for reading in CapacityReading:
            result = hindcast_result(tonnes, hindcast, reading)
            assert format_number(language, result.modelled_total_mt.central, 2) in page.text


@each_language
def test_every_flow_and_capacity_stands_there_with_its_ground(data: Data, language: str) -> None:
    page = whole(page_to_read("tonnes", language=language))
    for flow in BaseFlows(data, YEAR).flows.values():
        assert flow.name[language] in page.text
    for capacity in data.capacities.values():
        assert gate_name(data, language, capacity.id) in page.text
    for kept in [each for each in data.swept_closures if len(each.gates) == 3][:10]:
        assert " + ".join(gate_name(data, language, gate) for gate in kept.gates) in page.text


def test_months_and_capacities_reach_the_link() -> None:
    page = opened("tonnes", closed="RUNVS-CPC")
    page.slider[0].set_value(3).run()
    assert query_of(sound(page))["months"] == "3"
    page.radio[0].set_value("practical").run()
    assert query_of(sound(page)) | {"v": "1"} == {
        "v": "1", "closed": "RUNVS-CPC", "months": "3", "capacities": "practical",
    }  # fmt: skip
    assert page.slider[0].value == 3 and page.radio[0].value == "practical"
