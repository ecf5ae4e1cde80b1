"""Live figures of tonnes: the worked case of the definition, the shipped data, names that are no figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from layers.analysis.figure_checks import check_figures
from layers.analysis.live_figures import Figures, Headlines
from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.tonnes.asked import Closed, closed_of
from layers.analysis.tonnes.closure import Tonnes
from layers.analysis.tonnes.hindcast import hindcast_result
from layers.analysis.tonnes.option_value import option_values
from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import CapacityReading
from tests import toy
from tests.told import told

DAY = "2026-07-01"


@pytest.fixture(scope="module")
def worked() -> RiskModel:
    """The worked case: 60, 10 and 1 Mt a year through A, B and C; 72, 17 and 20 of capacity."""
    ports = [toy.port(key, code) for key, code in (("A", "AA"), ("B", "BB"), ("C", "CC"))]
    flows = (
        toy.flow("a", 60, "A", usd_per_tonne=10, countries=("AA",)),
        toy.flow("b", 10, "B", usd_per_tonne=20, countries=("BB",)),
        toy.flow("c", 1, "C", usd_per_tonne=30, market_countries=("CC",)),
    )
    capacities = (toy.capacity("A", 72), toy.capacity("B", 17), toy.capacity("C", 20, others=10))
    data = replace(
        toy.network(ports, [toy.leg("A", "B", AA=1)], claims=[]),
        flows={each.id: each for each in flows},
        capacities={each.id: each for each in capacities},
        commodities={"cargo": toy.commodity("cargo", 300)},
    )
    return RiskModel(data)


def value(model: RiskModel, name: str, language: str = "en", **view: object) -> str | None:
    return Figures.of_view(model, View(**view), language).value(name)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("tonnes_year", "2025"),
        ("tonnes_total", "71.0 Mt"),
        ("tonnes_gate_known", "100%"),
        ("tonnes_across_AA", "60.0 Mt"),
        ("tonnes_share_AA", "85%"),
        ("tonnes_bought_AA", "0.0 Mt"),
        ("tonnes_bought_CC", "1.0 Mt"),
        ("tonnes_through_B", "10.0 Mt"),
        ("tonnes_capacity_A", "72 Mt"),
        ("tonnes_use_A", "83%"),
        ("tonnes_use_C", "55%"),
        ("tonnes_nearly_full", "1"),
        ("tonnes_displaced", "60 Mt"),
        ("tonnes_stranded", "44 Mt"),
        ("tonnes_stranded_range", "44 Mt"),
        ("tonnes_stranded_usd", "USD 13 billion"),
        ("tonnes_stranded_share", "73%"),
        ("tonnes_moved", "16 Mt"),
        ("tonnes_extra_cost", "USD 250 million"),
        ("tonnes_gained_B", "7.0 Mt"),
        ("tonnes_worth_B", "USD 280 million"),
        ("tonnes_worth_A", "USD 0 million"),
        ("tonnes_stranded_after_12_months", "52 Mt"),
        ("tonnes_stranded_before", "0 Mt"),
        ("tonnes_stranded_share_before", "–"),
        ("tonnes_stranded_without_C", "0 Mt"),
        ("tonnes_displaced_without_CC", "1.0 Mt"),
    ],
)
def test_the_worked_case(worked: RiskModel, name: str, expected: str) -> None:
    assert value(worked, name, closed=frozenset({"A"})) == expected


def test_months_and_capacities_are_those_of_the_view(worked: RiskModel) -> None:
    closed = frozenset({"A"})
    assert value(worked, "tonnes_stranded", closed=closed, months=12.0) == "52 Mt"
    quota = worked.data.capacities["B"].model_copy(update={"id": "quota", "measure": "quota"})
    small = quota.model_copy(update={"mt": quota.mt and quota.mt.model_copy(update=dict.fromkeys(
        ("low", "central", "high"), 12.0
    ))})  # fmt: skip
    limited = RiskModel(replace(worked.data, capacities=worked.data.capacities | {"quota": small}))
    assert value(limited, "tonnes_stranded", closed=closed) == "44 Mt"
    assert value(limited, "tonnes_stranded_practical", closed=closed) == "49 Mt"
    assert value(limited, "tonnes_stranded_nameplate", closed=closed, capacities="practical") == "44 Mt"
    assert value(limited, "tonnes_stranded", closed=closed, capacities="practical") == "49 Mt"


@pytest.mark.parametrize(
    "name",
    [
        "tonnes", "tonnes_", "tonnes_strandedd", "tonnes_across_XX", "tonnes_share_kz", "tonnes_through_Z",
        "tonnes_use_Z", "tonnes_worth_Z", "tonnes_gained_Z", "tonnes_stranded_without_XX", "tonnes_total_low",
        "tonnes_stranded_after_months", "tonnes_hindcast_lost_none", "tonnes_hindcast_modelled_none",
        "tonnes_option_usd_B", "tonnes_option_usd_Z", "tonnes_option_avoided_B_if_AA",
        "tonnes_option_avoided_B_if_XX", "tonnes_option_open_Z",
    ],
)  # fmt: skip
def test_names_that_are_no_figures(worked: RiskModel, name: str) -> None:
    assert value(worked, name) is None


def test_a_pack_without_flows_refuses_every_figure_of_tonnes() -> None:
    text = toy.words("{tonnes_total} and {tonnes_stranded}")
    hubs = [toy.hub("a", "KZ"), toy.port("P", "RU")]
    data = toy.network(hubs, [toy.leg("a", "P", KZ=1)], claims=[toy.claim("l1", text)])
    faults = told(check_figures(RiskModel(data)))
    assert {fault.got for fault in faults} == {"{tonnes_total}", "{tonnes_stranded}"}
    assert all(fault.expected.startswith("the name of a live figure") for fault in faults)


# --- on the shipped data --------------------------------------------------------------------------------


def test_the_shipped_closure_is_that_of_the_library(data: Data, model: RiskModel) -> None:
    view = View(closed=frozenset({"RUNVS-CPC"}), months=1)
    found = Tonnes(data).closure(closed_of(view, 2025))
    figures = Figures.of_view(model, view, "en")
    assert figures.value("tonnes_stranded") == f"{found.stranded_mt.central:.0f} Mt"
    assert figures.value("tonnes_stranded_low") == f"{found.stranded_mt.low:.0f} Mt"
    assert figures.value("tonnes_stranded_high") == f"{found.stranded_mt.high:.0f} Mt"
    for key, usd in found.shadow_usd_per_tonne.items():
        name = f"tonnes_worth_{key.replace('-', '_')}"
        assert figures.value(name) == f"USD {usd:.0f} million"
    practical = Closed(DAY, 2025, frozenset({"RU"}), reading=CapacityReading.PRACTICAL)
    stranded = Tonnes(data).closure(practical).stranded_mt.central
    assert figures.value("tonnes_stranded_without_RU_after_24_months_practical") == f"{stranded:.0f} Mt"


def test_the_shipped_dependence_and_use(data: Data, model: RiskModel) -> None:
    base, figures = Tonnes(data).base(2025), Figures(model, DAY, "ru")
    most = base.dependence()[0]
    assert most.country == "RU"
    assert figures.value("tonnes_share_RU") == f"{100 * most.share:.0f}%"
    assert figures.value("tonnes_across_RU") == f"{most.mt:.1f} млн т".replace(".", ",")
    share = base.use(data.capacities["cpc-kazakh-part"]).share
    assert figures.value("tonnes_account_rail_exports") == "89,2 млн т"
    assert figures.value("tonnes_account_rail_coal") is None
    rail = sum(map(base.mt, base.users(data.capacities["kz-ru-rail-border"])))
    assert figures.value("tonnes_through_kz_ru_rail_border") == f"{rail:.1f} млн т".replace(".", ",")
    assert share and figures.value("tonnes_use_cpc_kazakh_part") == f"{100 * share.central:.0f}%"
    assert figures.value("tonnes_use_lugovaya_unknown") is None


def test_the_shipped_hindcast(data: Data, model: RiskModel) -> None:
    hindcast = data.hindcasts["cpc-mooring-2025-12"]
    found, figures = hindcast_result(Tonnes(data), hindcast), Figures(model, DAY, "en")
    assert figures.value("tonnes_hindcast_lost_cpc_mooring_2025_12") == "2.25 Mt"
    assert figures.value("tonnes_hindcast_diverted_cpc_mooring_2025_12") == "0.30 Mt"
    assert figures.value("tonnes_hindcast_observed_cpc_mooring_2025_12") == "13%"
    share = found.modelled_share.map(lambda each: 100 * each)
    name = "tonnes_hindcast_modelled_cpc_mooring_2025_12"
    assert figures.value(name) == f"{share.central:.0f}%"
    assert figures.value(f"{name}_range") == f"{share.low:.0f}–{share.high:.0f}%"


def test_the_shipped_option_values_are_those_of_the_library_whatever_is_closed(
    data: Data, model: RiskModel
) -> None:
    asked = Closed(DAY, 2025)
    values = option_values(model, Tonnes(data), asked, central_settings(data))
    found = next(each for each in values if each.line.capacity.id == "trans-afghan-west-planned")
    headlines = Headlines(model)
    for closed in (frozenset[str](), frozenset({"CN"})):
        figures = Figures.of_view(model, View(closed=closed), "en", headlines)
        line = "trans_afghan_west_planned"
        usd = found.usd_m
        assert figures.value(f"tonnes_option_usd_{line}") == f"USD {usd.central:.0f} million"
        assert figures.value(f"tonnes_option_usd_{line}_range") == f"USD {usd.low:.0f}–{usd.high:.0f} million"
        assert figures.value(f"tonnes_option_mt_{line}") == f"{found.avoided_mt.central:.1f} Mt"
        assert figures.value(f"tonnes_option_open_{line}") == f"{100 * found.open_share.central:.0f}%"
        avoided = next(each.avoided_mt_a_year for each in found.closures if each.closed == "RU")
        name = f"tonnes_option_avoided_{line}_if_RU"
        assert figures.value(name) == f"{avoided.central:.1f} Mt"
        assert figures.value(f"tonnes_option_avoided_{line}_if_CN") == "0 Mt"
