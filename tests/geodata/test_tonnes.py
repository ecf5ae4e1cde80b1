"""The tonnes that ship: both margins of the published figures hold, and nothing is counted twice."""

from __future__ import annotations

import pytest

from layers.analysis.tonnes.asked import Closed
from layers.analysis.tonnes.base_flows import BaseFlows, flow_years
from layers.analysis.tonnes.closure import Tonnes
from layers.model.dataset import Data
from layers.model.vocabulary import Basis, CapacityReading, Counted

DAY = "2026-07-01"


@pytest.fixture(scope="module")
def tonnes(data: Data) -> Tonnes:
    return Tonnes(data)


def test_two_years_are_known(data: Data) -> None:
    assert flow_years(data) == (2024, 2025)


@pytest.mark.parametrize(("account", "year", "mt"), [
    ("crude-by-route", 2024, 68.7), ("crude-by-route", 2025, 78.7),
    ("rail-exports", 2024, 83.2), ("rail-exports", 2025, 89.2),
])  # fmt: skip
def test_accounts_add_up(data: Data, account: str, year: int, mt: float) -> None:
    flows = [flow for flow in data.flows.values() if flow.account == account]
    assert sum(flow.mt_of(year).central for flow in flows) == pytest.approx(mt, abs=0.06)


def test_both_margins_of_rail_are_whole(data: Data) -> None:
    rail = {key: total for key, total in data.flow_totals.items() if total.account == "rail-exports"}
    flows = [flow for flow in data.flows.values() if flow.account == "rail-exports"]
    named = {total.commodity for total in rail.values()} - {None}
    small = {flow.commodity for flow in flows} - named
    assert small == {"oil-by-rail", "ferrous-metal", "copper-aluminium", "uranium"}  # known in part only
    gates = [total for key, total in rail.items() if total.gates and key != "gate-china-rail"]
    known = sum(each.mt.central for total in gates for each in total.years if each.year == 2025)
    unknown = sum(flow.mt_of(2025).central for flow in flows if not flow.is_gate_known)
    assert known + unknown == pytest.approx(89.2, abs=0.06)
    assert unknown == pytest.approx(2.0, abs=0.06)


@pytest.mark.parametrize(("year", "mt"), [(2024, 150.5), (2025, 166.6)])
def test_no_tonne_is_counted_twice(data: Data, year: int, mt: float) -> None:
    assert BaseFlows(data, year).total_mt == pytest.approx(mt, abs=0.2)


def test_three_quarters_cross_russia(data: Data) -> None:
    russia = next(each for each in BaseFlows(data, 2025).dependence() if each.country == "RU")
    assert russia.share == pytest.approx(0.755, abs=0.01)


def test_nearly_all_tonnes_have_a_gate(data: Data) -> None:
    assert BaseFlows(data, 2025).gate_known_share == pytest.approx(0.985, abs=0.01)


def test_everything_cites_or_says_why_not(data: Data) -> None:
    unsourced = {Basis.JUDGEMENT, Basis.NOT_FOUND}
    for record in (*data.flows.values(), *data.capacities.values(), *data.flow_totals.values()):
        assert record.sources or record.basis in unsourced, record.id


def test_what_is_left_over_is_not_negative_and_says_that_it_is_left_over(data: Data) -> None:
    pool = [flow for flow in data.flows.values() if flow.commodity == "other-rail" and flow.years]
    assert all(
        each.counted is Counted.RESIDUAL and each.mt.central > 0 for flow in pool for each in flow.years
    )


@pytest.mark.parametrize(("capacity", "share"), [
    ("cpc-kazakh-part", 0.89), ("cpc-terminal", 0.865), ("samara-pipe", 0.50), ("samara-quota", 0.59),
    ("makhachkala-quota", 0.55), ("aktau-oil", 0.49), ("btc-pipe", 0.46), ("alashankou-pipe", 0.55),
    ("kz-ru-rail-border", 1.0), ("saryagash-pairs", 1.0),
])  # fmt: skip
def test_use_of_capacity(data: Data, capacity: str, share: float) -> None:
    use = BaseFlows(data, 2025).use(data.capacities[capacity]).share
    assert use is not None
    assert use.central == pytest.approx(share, abs=0.006)


def test_what_is_not_known_is_left_unknown(data: Data) -> None:
    unknown = {key for key, each in data.capacities.items() if each.mt is None}
    assert unknown == {"lugovaya-unknown", "bosphorus-unknown", "dardanelles-unknown", "danish-unknown"}


@pytest.mark.parametrize(
    ("closed", "stranded"), [("RUNVS-CPC", 43.3), ("RU", 60.8), ("CN", 0.0), ("AZ", 0.0)]
)
def test_crude_that_a_closure_strands_by_hand(tonnes: Tonnes, closed: str, stranded: float) -> None:
    # spare on nameplate: Samara 17.5 - 8.8, China 20 - 10 - 1, oil berths of Aktau 7.5 - 3.7 (shared)
    found = tonnes.closure(Closed(DAY, 2025, frozenset({closed})))
    assert found.by_commodity["crude"].stranded_mt.central == pytest.approx(stranded, abs=0.05)


def test_quotas_and_feed_lines_strand_more_crude(tonnes: Tonnes) -> None:
    # Samara 15 - 8.8, Aktau 3.8 shared by Makhachkala (4 - 2.2) and Baku (2.2 - 1.5), feed 6 - 5.79, rail 3
    found = tonnes.closure(Closed(DAY, 2025, frozenset({"RUNVS-CPC"}), reading=CapacityReading.PRACTICAL))
    spare = 6.2 + 1.8 + 0.7 + 0.21 + 3.0
    assert found.by_commodity["crude"].stranded_mt.central == pytest.approx(64.8 - spare, abs=0.05)


@pytest.mark.parametrize(("months", "share"), [(1, 0.18), (6, 0.30), (12, 0.45)])
def test_the_ramp_is_that_of_the_parameters(tonnes: Tonnes, months: float, share: float) -> None:
    found = tonnes.closure(Closed(DAY, 2025, frozenset({"RUNVS-CPC"}), months=months))
    assert found.by_commodity["crude"].stranded_mt.central == pytest.approx(64.8 - share * 21.5, abs=0.05)
