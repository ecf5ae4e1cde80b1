"""What can shut a way, how often, and for how long."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.analysis.bands import Band
from layers.analysis.outages import SHUTTING, UNKNOWN_SCORE, Elements, common_causes
from layers.analysis.parameters import Settings, central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.shared_outages import ENDS, above_total, share_out
from layers.analysis.shock_checks import check_shocks
from layers.faults import FaultCode
from layers.model.dataset import Data
from layers.model.vocabulary import Dimension
from layers.network.scenario import Scenario, Way, all_ways, open_ways
from layers.text.faults import word_fault

DAYS = ("2021-06-01", "2025-09-01", "2026-04-15", "2026-07-01")
TODAY = "2026-07-01"


def around(central: float) -> Band:
    return Band(central / 2, central, 2 * central)


OUTAGE = Settings(
    400, 40, 0.0004, 30_000,
    outages_per_year=tuple(map(around, (0.01, 0.02, 0.06, 0.2, 0.5))), outage_days=Band(10, 20, 40),
    refusals_per_year=tuple(map(around, (0.001, 0.002, 0.004, 0.01, 0.04))), refusal_days=Band(60, 180, 540),
    shared_share=0.5,
)  # fmt: skip


# --- settings -----------------------------------------------------------------------------------------


def test_the_settings_are_the_parameters_with_their_bands(data: Data) -> None:
    found = central_settings(data)
    given_ = {key: Band(p.low, p.central, p.high) for key, p in data.parameters.items()}
    assert found.no_access_usd == given_["no-access-cost"].central
    assert found.no_access_ends == (given_["no-access-cost"].low, given_["no-access-cost"].high)
    assert found.outages_per_year == tuple(given_[f"outage-{score}"] for score in range(1, 6))
    assert found.refusals_per_year == tuple(given_[f"refusal-{score}"] for score in range(1, 6))
    assert (found.outage_days, found.refusal_days) == (given_["outage-days"], given_["refusal-days"])


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (1, 0.01), (2, 0.02), (3, 0.06), (4, 0.2), (5, 0.5),
        (1.5, 0.015), (1.75, 0.0175), (2.25, 0.03), (2.75, 0.05), (3.5, 0.13), (4.9, 0.47),
        (0, 0.01), (6, 0.5),  # beyond the scale its ends hold
    ],
)  # fmt: skip
def test_the_frequency_is_linear_between_whole_scores(score: float, expected: float) -> None:
    found = OUTAGE.outages_at(score)
    assert found.values == pytest.approx((expected / 2, expected, 2 * expected))


@given(st.floats(1, 5), st.floats(1, 5))
@settings(max_examples=25, deadline=None)
def test_frequency_never_falls_when_a_score_rises(one: float, other: float) -> None:
    low, high = sorted((one, other))
    for at in (OUTAGE.outages_at, OUTAGE.refusals_at):
        assert all(a <= b + 1e-15 for a, b in zip(at(low).values, at(high).values, strict=True))


def test_parameters_that_fall_with_the_score_do_not_make_it_fall(data: Data) -> None:
    odd = data.parameters["outage-4"].model_copy(update={"low": 0.0, "central": 0.001, "high": 0.001})
    found = central_settings(replace(data, parameters={**data.parameters, "outage-4": odd}))
    for below, above in zip(found.outages_per_year, found.outages_per_year[1:], strict=False):
        assert all(a <= b for a, b in zip(below.values, above.values, strict=True))


# --- elements -----------------------------------------------------------------------------------------


def bare(data: Data, **assessments: object) -> RiskModel:
    """The shipped network without a score of anything, a common cause or an event, but what is given."""
    return RiskModel(replace(data, assessments=assessments, indicators={}, shocks={}, events={}))  # type: ignore[arg-type]


def scored(data: Data, name: str, dimension: Dimension, value: float, **about: tuple[str, ...]) -> RiskModel:
    """The bare network with one assessment."""
    model = next(a for a in data.assessments.values() if a.parts)
    entry = model.scores[0].model_copy(
        update={"from_date": "2021", "score": value, "low": value, "high": value}
    )
    made = model.model_copy(
        update={"id": name, "dimension": dimension, "parts": (), "countries": (), "scores": (entry,), **about}
    )
    return bare(data, **{name: made})


def some_way(data: Data, corridor: str = "middle-black-sea") -> Way:
    return next(way for way in open_ways(data, Scenario(TODAY)) if way.corridor == corridor)


def places_of(data: Data, way: Way) -> set[str]:
    return {part for part in way.parts if part not in data.legs}


def test_every_country_crossing_port_and_strait_is_an_element_whatever_its_score(data: Data) -> None:
    way = some_way(data)
    assert {"C-BOSPHORUS", "KZAAU", "GEPTI"} <= places_of(data, way)
    assert Elements(bare(data)).of_way(way) == way.countries | places_of(data, way)


def test_the_elements_of_every_shipped_way_are_the_same_on_every_day(data: Data) -> None:
    elements, ways = Elements(RiskModel(data)), all_ways(data)
    shutting = {key: a for key, a in data.assessments.items() if a.dimension in SHUTTING}
    assessed = {key: set(a.parts) for key, a in shutting.items() if a.parts}
    for way in ways:
        found = elements.of_way(way)
        assert way.countries | places_of(data, way) <= found
        for key, parts in assessed.items():
            used = parts & set(way.parts)
            if len(parts) > 1:
                assert (key in found) == bool(used)
            else:
                assert used <= found
        assert found - way.countries <= assessed.keys() | set(way.parts)


def test_a_country_is_shut_by_its_worst_shutting_score_and_refuses_by_parameters_of_its_own(
    data: Data,
) -> None:
    for dimension in Dimension:
        model = scored(data, "war", dimension, 4, countries=("IR",))
        trouble, refusal = Elements(model).on("IR", TODAY, OUTAGE).outages
        score = 4 if dimension in SHUTTING else UNKNOWN_SCORE
        assert trouble.per_year == OUTAGE.outages_at(score).map(lambda value: value / 2)
        assert (trouble.days, refusal.days) == (OUTAGE.outage_days, OUTAGE.refusal_days)
        assert refusal.per_year == OUTAGE.refusals_at(score)


def test_a_part_without_an_assessment_shares_its_countries_trouble(data: Data) -> None:
    (own,) = Elements(bare(data)).on("GEPTI", TODAY, OUTAGE).outages
    country = Elements(bare(data)).on("GE", TODAY, OUTAGE).outages[0]
    together = own.per_year.central + country.per_year.central
    assert together == pytest.approx(OUTAGE.outages_at(UNKNOWN_SCORE).central)


def test_an_assessment_of_one_part_is_its_own_and_of_several_an_element_that_they_share(data: Data) -> None:
    alone = Elements(scored(data, "mines", Dimension.SECURITY, 5, parts=("GEPTI",)))
    (own,) = alone.on("GEPTI", TODAY, OUTAGE).outages
    assert own.per_year == OUTAGE.outages_at(5)
    assert "mines" not in alone.of_way(some_way(data))
    shared = Elements(scored(data, "mines", Dimension.SECURITY, 5, parts=("GEPTI", "GEBUS", "KZAAU")))
    (own,), (group,) = (shared.on(name, TODAY, OUTAGE).outages for name in ("GEPTI", "mines"))
    assert own.per_year.central + group.per_year.central == pytest.approx(0.5)
    assert "mines" in shared.of_way(some_way(data))


def test_a_leg_alone_in_an_assessment_is_an_element(data: Data) -> None:
    way = some_way(data)
    leg = next(part for part in way.parts if part in data.legs)
    assert leg in Elements(scored(data, "track", Dimension.SANCTIONS, 4, parts=(leg,))).of_way(way)
    slow = Elements(scored(data, "slow", Dimension.DELAY, 5, parts=(leg, "GEPTI")))
    assert slow.of_way(way) == way.countries | places_of(data, way)


@pytest.mark.parametrize("day", DAYS)
def test_no_part_is_shut_more_often_than_by_its_worst_score_or_its_record(data: Data, day: str) -> None:
    model, central = RiskModel(data), central_settings(data)
    elements = Elements(model)
    for part in data.parts:
        own = [s.score for d, (_, s) in model.own_scores(part, day).items() if d in SHUTTING]
        if part in data.legs or not own:
            continue
        every = [elements.on(name, day, central) for name in elements.of_part(part)]
        if any(element.is_on_record for element in every):
            continue
        total = sum(outages.per_year.high for element in every for outages in element.outages)
        assert total <= central.outages_at(max(own)).high + 1e-12, part


@given(st.data())
@settings(max_examples=10, deadline=None)
def test_a_riskier_element_is_never_shut_less(data: Data, pick: st.DataObject) -> None:
    model = RiskModel(data)
    shutting = sorted(key for key, a in data.assessments.items() if a.dimension in SHUTTING)
    key = pick.draw(st.sampled_from(shutting))
    was = data.assessments[key]
    worse = tuple(
        s.model_copy(update={"score": pick.draw(st.floats(s.score, 5)), "high": 5.0}) for s in was.scores
    )
    riskier = RiskModel(
        replace(data, assessments={**data.assessments, key: was.model_copy(update={"scores": worse})})
    )
    day, central = pick.draw(st.sampled_from(DAYS)), central_settings(data)
    before, after = Elements(model), Elements(riskier)
    about = {*was.parts, *was.countries}
    ways = [way for way in all_ways(data) if about & {*way.parts, *way.countries}]
    for name in {name for way in ways for name in before.of_way(way)}:
        loads = [each.on(name, day, central).load.values for each in (before, after)]
        assert all(a <= b + 1e-15 for a, b in zip(*loads, strict=True)), name
    assert [before.of_way(way) for way in ways] == [after.of_way(way) for way in ways]


# --- common causes ------------------------------------------------------------------------------------


def test_shocks_are_common_causes_with_their_bands(data: Data) -> None:
    causes = common_causes(RiskModel(data), OUTAGE)
    assert len(causes) == len(data.shocks) > 0
    for cause, shock in zip(causes, data.shocks.values(), strict=True):
        assert cause.outages.per_year == Band(shock.low, shock.central, shock.high)
        assert cause.outages.days == Band(shock.low_days, shock.central_days, shock.high_days)
        assert (cause.elements, cause.severity) == (frozenset(shock.elements), shock.severity)


def test_the_scale_multiplies_every_frequency_and_nothing_turns_shocks_off(data: Data) -> None:
    model = RiskModel(data)
    for cause, plain in zip(
        common_causes(model, replace(OUTAGE, shock_scale=2)), common_causes(model, OUTAGE), strict=True
    ):
        assert cause.outages.per_year == plain.outages.per_year.map(lambda value: 2 * value)
    assert common_causes(model, replace(OUTAGE, shock_scale=0)) == []


@pytest.mark.parametrize("scale", [0.5, 1, 3, 100])
def test_what_causes_take_and_what_is_left_is_always_the_total(data: Data, scale: float) -> None:
    central = replace(central_settings(data), shock_scale=scale)
    model = RiskModel(data)
    causes, elements = common_causes(model, central), Elements(model)
    for name in sorted({name for cause in causes for name in cause.elements}):
        element = elements.on(name, TODAY, central)
        for end in range(len(ENDS)):
            share, up = share_out(element, causes, end), 1.0
            for number, severity in share.severity.items():
                assert severity <= causes[number].severity + 1e-12
                at_work = 1 - 2.718281828459045 ** -causes[number].outages.load.values[end]
                up *= 1 - severity * at_work
            total = 2.718281828459045 ** -element.load.values[end]
            assert up * 2.718281828459045**-share.own == pytest.approx(total, rel=1e-9), name


def test_the_shipped_shocks_leave_every_element_its_total(data: Data) -> None:
    assert list(check_shocks(RiskModel(data))) == []


def test_a_shock_that_would_push_an_element_above_its_total_is_a_fault(data: Data) -> None:
    key, shock = next((k, s) for k, s in data.shocks.items() if "C-BOSPHORUS" in s.elements)
    often = shock.model_copy(update={"central": 0.5, "high": 0.5, "severity": 1.0})
    broken = RiskModel(replace(data, shocks={**data.shocks, key: often}))
    faults = list(check_shocks(broken))
    assert {fault.code for fault in faults} == {FaultCode.SHOCK_ABOVE_TOTAL}
    fault = next(f for f in faults if f.parameters["element"] == "C-BOSPHORUS")
    assert (fault.file, fault.id, fault.path) == (
        "shocks.yaml", key, ("elements", shock.elements.index("C-BOSPHORUS")),
    )  # fmt: skip
    assert "C-BOSPHORUS" in word_fault(fault)
    element = Elements(broken).on("C-BOSPHORUS", TODAY, central_settings(data))
    assert above_total([element], common_causes(broken, central_settings(data)), 365)
