"""Check commodities, flows, totals and capacities against the other records, and flows against their totals.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from layers.faults import Fault, FaultCode
from layers.model.dataset import Data
from layers.model.records import Crossing
from layers.model.tonnes import Flow, FlowTotal
from layers.packs.paths import Path
from layers.packs.unknown_ids import unknown_id

__all__ = ["TOTAL_TOLERANCE_MT", "check_flows"]

TOTAL_TOLERANCE_MT = 0.06
"""Published figures are rounded to a tenth."""

_Named = list[tuple[Path, str, Collection[str], str]]
"""Path of a field, what it names, what there is, and what it should name."""


def check_flows(data: Data) -> Iterator[Fault]:
    """Every fault of tonnes: unknown ids, countries left out, sums that are not the published total."""
    codes = {str(feature["properties"].get("id")) for feature in data.countries["features"]}
    accounts = {key for key, total in data.flow_totals.items() if total.is_account}
    elements = {**data.legs, **data.places}
    for capacity in data.capacities.values():
        named: _Named = _each("elements", capacity.elements, elements, "flow-element")
        named += _each("commodities", capacity.commodities, data.commodities, "commodity")
        yield from _unknown("capacity.yaml", "capacity", capacity.id, named)
    for total in data.flow_totals.values():
        named = [(("account",), total.account, accounts, "account")]
        named += _each("gates", total.gates, {**elements, **data.capacities}, "gate")
        if total.commodity is not None:
            named.append((("commodity",), total.commodity, data.commodities, "commodity"))
        yield from _unknown("flow_totals.yaml", "flow total", total.id, named)
    for hindcast in data.hindcasts.values():
        named = _each("lost_mt", hindcast.lost_mt, data.flows, "flow")
        named += _each("observed_mt", hindcast.observed_mt, data.flows, "flow")
        yield from _unknown("hindcasts.yaml", "hindcast", hindcast.id, named)
    faults = [fault for flow in data.flows.values() for fault in _check_flow(data, flow, accounts, codes)]
    yield from faults
    if not faults:
        yield from _check_sums(data)


def _check_flow(
    data: Data, flow: Flow, accounts: Collection[str], codes: Collection[str]
) -> Iterator[Fault]:
    named: _Named = [(("commodity",), flow.commodity, data.commodities, "commodity")]
    named += _each("through", flow.through, {**data.legs, **data.places}, "flow-element")
    named += _each("limits", flow.limits, data.capacities, "capacity")
    named += _each("drawn_on", flow.drawn_on, data.legs, "leg")
    named += _each("countries", flow.countries, codes, "country")
    named += _each("market_countries", flow.market_countries, codes, "country")
    named += _each("instead_of", flow.instead_of, data.flows, "flow")
    if flow.account is not None:
        named.append((("account",), flow.account, accounts, "account"))
    if flow.counted_in is not None:
        named.append((("counted_in",), flow.counted_in, data.flows, "flow"))
    unknown = list(_unknown("flows.yaml", "flow", flow.id, named))
    yield from unknown
    if flow.years and flow.account is None:
        yield Fault(FaultCode.ACCOUNT_MISSING, "flows.yaml", "flow", flow.id, ("account",))
    if not unknown and data.home in codes:
        yield from _countries_left_out(data, flow)


def _countries_left_out(data: Data, flow: Flow) -> Iterator[Fault]:
    """A country whose land a named leg or crossing lies in must be crossed or the market."""
    named = {data.home, *flow.countries, *flow.market_countries}
    for index, key in enumerate(flow.through):
        if key in data.legs:
            countries = set(data.legs[key].km_by_country)
        else:
            place = data.places[key]
            countries = set(place.countries) if isinstance(place, Crossing) else set()
        for country in sorted(countries - named):
            parameters = {"element": key, "country": country}
            where = ("through", index)
            yield Fault(FaultCode.COUNTRY_LEFT_OUT, "flows.yaml", "flow", flow.id, where, parameters)


def _check_sums(data: Data) -> Iterator[Fault]:
    for total in data.flow_totals.values():
        for index, each in enumerate(total.years):
            added = sum(
                flow.mt_of(each.year).central for flow in data.flows.values() if _is_part(flow, total)
            )
            if abs(added - each.mt.central) > TOTAL_TOLERANCE_MT:
                sums = {"added_mt": round(added, 2), "year": each.year, "total_mt": each.mt.central}
                yield Fault(
                    FaultCode.TOTAL_NOT_MET, "flow_totals.yaml", "flow total", total.id,
                    ("years", index, "mt", "central"), sums,
                )  # fmt: skip


def _is_part(flow: Flow, total: FlowTotal) -> bool:
    return (
        flow.account == total.account
        and total.commodity in (None, flow.commodity)
        and (not total.gates or not {*flow.through, *flow.limits}.isdisjoint(total.gates))
    )


def _each(field: str, values: Iterable[str], known: Collection[str], target: str) -> _Named:
    return [((field, index), value, known, target) for index, value in enumerate(values)]


def _unknown(file: str, kind: str, key: str, named: _Named) -> Iterator[Fault]:
    for path, value, known, target in named:
        if value not in known:
            yield unknown_id(file, kind, key, path, value, known, target)
