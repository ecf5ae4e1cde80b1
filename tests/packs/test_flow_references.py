"""Faults of tonnes against the other records and against their totals."""

from __future__ import annotations

from dataclasses import replace

import pytest

from layers.faults import FaultCode
from layers.model.dataset import Data
from layers.model.tonnes import FlowTotal
from layers.packs.flow_references import check_flows
from tests import toy


def total(key: str, mt: float, **fields: object) -> FlowTotal:
    known = {"counted": "published", "confidence": "high", "basis": "judgement"}
    years = [{"year": 2025, "mt": toy.amount(mt), **known}]
    return FlowTotal.model_validate({
        "id": key, "name": toy.words(key), "account": "all", "counts": "exports", "basis": "judgement",
        "years": years, **fields,
    })  # fmt: skip


def data_of(**changed: object) -> Data:
    data = toy.network([toy.port("A", "AA"), toy.crossing("B", "KZ", "AA")], [toy.leg("A", "B", AA=1)])
    areas = [{"type": "Feature", "properties": {"id": code}, "geometry": None} for code in ("AA", "BB", "KZ")]
    flows = (
        toy.flow("a", 3, "A", "B", account="all", countries=("AA",)),
        toy.flow("rest", 2, account="all"),
    )
    found = {
        "flows": {each.id: each for each in flows},
        "commodities": {"cargo": toy.commodity("cargo", 300)},
        "capacities": {"A": toy.capacity("A", 5)},
        "flow_totals": {"all": total("all", 5), "gate": total("gate", 3, gates=("A",))},
        "countries": {"type": "FeatureCollection", "features": areas},
    }
    return replace(data, **{**found, **changed})  # type: ignore[arg-type]


def flows(*each: object) -> dict[str, object]:
    return {flow.id: flow for flow in each}  # type: ignore[attr-defined]


def test_sound_tonnes_have_no_fault() -> None:
    assert list(check_flows(data_of())) == []


REST = toy.flow("rest", 2, account="all")


@pytest.mark.parametrize(("flow", "path", "suggestion"), [
    (toy.flow("a", 3, "AB", account="all", countries=("AA",)), ("through", 0), "A-B"),
    (toy.flow("a", 3, "A", account="all", countries=("AA",), limits=("B",)), ("limits", 0), ""),
    (toy.flow("a", 3, "A", account="all", countries=("ZZ",)), ("countries", 0), ""),
    (toy.flow("a", 3, "A", account="al", countries=("AA",)), ("account",), "all"),
    (toy.flow("a", 3, "A", account="all", commodity="carg", countries=("AA",)), ("commodity",), "cargo"),
    (toy.flow("a", 3, "A", account="all", countries=("AA",), instead_of=("res",)), ("instead_of", 0), "rest"),
    (toy.flow("a", 3, "A", account="all", countries=("AA",), counted_in="b"), ("counted_in",), ""),
])  # fmt: skip
def test_an_unknown_name_is_told_with_its_place(flow, path, suggestion: str) -> None:
    (fault,) = check_flows(data_of(flows=flows(flow, REST)))
    assert (fault.code, fault.id, fault.path, fault.suggestion) == (
        FaultCode.UNKNOWN_ID, "a", path, suggestion,
    )  # fmt: skip


def test_tonnes_belong_to_an_account() -> None:
    found = check_flows(data_of(flows=flows(toy.flow("a", 3, "A", countries=("AA",)), REST)))
    assert [fault.code for fault in found] == [FaultCode.ACCOUNT_MISSING]


def test_a_country_that_an_element_lies_in_is_named() -> None:
    (fault,) = check_flows(data_of(flows=flows(toy.flow("a", 3, "A", "A-B", account="all"), REST)))
    assert (fault.code, fault.path) == (FaultCode.COUNTRY_LEFT_OUT, ("through", 1))
    assert fault.parameters == {"element": "A-B", "country": "AA"}


def test_flows_add_up_to_every_total() -> None:
    short = toy.flow("rest", 1, account="all")
    known = toy.flow("a", 3, "A", account="all", countries=("AA",))
    (fault,) = check_flows(data_of(flows=flows(known, short)))
    assert (fault.code, fault.id) == (FaultCode.TOTAL_NOT_MET, "all")
    assert fault.parameters == {"added_mt": 4, "year": 2025, "total_mt": 5}


def test_capacities_and_totals_name_what_is_there() -> None:
    wrong = toy.capacity("x", 5, "nowhere", commodities=("carg",))
    gone = total("gone", 0, gates=("nowhere",), commodity="carg")
    totals = {"all": total("all", 5), "gone": gone}
    found = list(check_flows(data_of(capacities={"x": wrong}, flow_totals=totals)))
    assert [(fault.id, fault.path) for fault in found if fault.code is FaultCode.UNKNOWN_ID] == [
        ("x", ("elements", 0)), ("x", ("commodities", 0)), ("gone", ("gates", 0)), ("gone", ("commodity",)),
    ]  # fmt: skip
