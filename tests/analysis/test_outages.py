"""What can shut a way, and how likely each is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from layers.analysis.outages import SHUTTING, UNKNOWN_SCORE, common_causes, elements_of_ways
from layers.analysis.parameters import Settings, central_settings
from layers.analysis.risk import RiskModel, countries_of_part
from layers.model.dataset import Data
from layers.model.vocabulary import Dimension
from layers.network.scenario import Scenario, Way, open_ways

DAYS = ("2021-06-01", "2025-09-01", "2026-04-15", "2026-07-01")
OUTAGE = Settings(400, 40, 0.0004, 30_000, (0.01, 0.02, 0.06, 0.2, 0.5))


# --- settings -----------------------------------------------------------------------------------------


def test_the_settings_start_at_the_central_parameters(data: Data) -> None:
    found, central = central_settings(data), {key: p.central for key, p in data.parameters.items()}
    assert found == Settings(
        value_of_time_usd_per_day=central["value-of-time"],
        risk_premium_usd_per_point=central["risk-premium"],
        theta_per_usd=central["theta"],
        no_access_usd=central["no-access-cost"],
        outage=tuple(central[f"outage-{score}"] for score in range(1, 6)),  # type: ignore[arg-type]
        shock_scale=1,
    )
    assert list(found.outage) == sorted(found.outage)


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (1, 0.01), (2, 0.02), (3, 0.06), (4, 0.2), (5, 0.5),
        (1.5, 0.015), (1.75, 0.0175), (2.25, 0.03), (2.75, 0.05), (3.5, 0.13), (4.9, 0.47),
        (0, 0.01), (6, 0.5),  # beyond the scale its ends hold
    ],
)  # fmt: skip
def test_the_probability_of_being_shut_is_linear_between_whole_scores(score: float, expected: float) -> None:
    assert OUTAGE.outage_of(score) == pytest.approx(expected)


# --- elements -----------------------------------------------------------------------------------------


def bare(data: Data) -> RiskModel:
    """The shipped network without a score of anything."""
    return RiskModel(replace(data, assessments={}, indicators={}))


def some_way(data: Data, day: str = "2026-07-01") -> Way:
    return next(way for way in open_ways(data, Scenario(day)) if way.corridor == "instc-east")


def scored(data: Data, name: str, dimension: Dimension, value: float, **about: tuple[str, ...]) -> RiskModel:
    """The bare network with one assessment."""
    model = next(a for a in data.assessments.values() if a.parts)
    entry = model.scores[0].model_copy(
        update={"from_date": "2021", "score": value, "low": value, "high": value}
    )
    made = model.model_copy(
        update={"id": name, "dimension": dimension, "parts": (), "countries": (), "scores": (entry,), **about}
    )
    return RiskModel(replace(data, assessments={name: made}, indicators={}))


def test_a_country_without_any_score_counts_as_the_middle(data: Data) -> None:
    way = some_way(data)
    needs, down = elements_of_ways(bare(data), [way], "2026-07-01", OUTAGE)
    assert UNKNOWN_SCORE == 3
    assert needs == [("instc-east", way.countries)]
    assert down == dict.fromkeys(way.countries, 0.06)


@pytest.mark.parametrize("dimension", list(Dimension))
def test_a_country_is_down_by_its_worst_shutting_score_only(data: Data, dimension: Dimension) -> None:
    way = some_way(data)
    model = scored(data, "war", dimension, 4, countries=("IR",))
    _, down = elements_of_ways(model, [way], "2026-07-01", OUTAGE)
    assert down["IR"] == pytest.approx(0.2 if dimension in SHUTTING else 0.06)
    assert {down[country] for country in way.countries - {"IR"}} == {0.06}


@pytest.mark.parametrize(("value", "counts"), [(5, True), (3.1, True), (3, False), (1, False)])
def test_a_part_counts_of_itself_only_where_it_is_worse_than_its_countries(
    data: Data, value: float, counts: bool
) -> None:
    way = some_way(data)
    leg = next(key for key in way.parts if key in data.legs and set(data.legs[key].km_by_country) == {"IR"})
    model = scored(data, "bad-track", Dimension.SECURITY, value, parts=(leg,))
    needs, down = elements_of_ways(model, [way], "2026-07-01", OUTAGE)
    assert ("bad-track" in down) == counts
    assert needs[0][1] - way.countries == ({"bad-track"} if counts else set())
    if counts:
        assert down["bad-track"] == pytest.approx(OUTAGE.outage_of(value))


def test_parts_that_one_assessment_scores_fail_together_once(data: Data) -> None:
    ways = [w for w in open_ways(data, Scenario("2026-07-01")) if w.corridor == "instc-east"]
    ports = tuple(dict.fromkeys(next(k for k in reversed(w.parts) if k in data.ports) for w in ways))
    assert len(ways) > len(ports) > 1
    model = scored(data, "one-reason", Dimension.DEPENDENCE, 5, parts=ports)
    needs, down = elements_of_ways(model, ways, "2026-07-01", OUTAGE)
    assert all(
        elements == way.countries | {"one-reason"} for way, (_, elements) in zip(ways, needs, strict=True)
    )
    assert down["one-reason"] == 0.5


def test_a_score_that_only_slows_shuts_nothing(data: Data) -> None:
    way = some_way(data)
    model = scored(data, "slow", Dimension.DELAY, 5, parts=tuple(way.parts))
    assert set(elements_of_ways(model, [way], "2026-07-01", OUTAGE)[1]) == way.countries


def test_what_is_hoped_for_is_down_as_long_as_it_is_not_built(data: Data) -> None:
    scenario = Scenario("2025-09-01", built=(("trans-afghan-west", 0.3), ("zangezur-tripp", 1.0)))
    needs, down = elements_of_ways(RiskModel(data), open_ways(data, scenario), scenario.day, OUTAGE)
    assert down["built:trans-afghan-west"] == pytest.approx(0.7)
    afghan = [elements for corridor, elements in needs if corridor == "trans-afghan-west"]
    assert len(afghan) == 2 and all("built:trans-afghan-west" in elements for elements in afghan)
    assert "zangezur-tripp" in dict(needs) and not any("zangezur" in name for name in down)
    assert [name for name in down if name.startswith("built:")] == ["built:trans-afghan-west"]


@pytest.mark.parametrize("day", DAYS)
def test_shipped_elements_are_countries_and_assessments_with_probabilities_between_the_ends(
    data: Data, day: str
) -> None:
    central, ways = central_settings(data), open_ways(data, Scenario(day))
    needs, down = elements_of_ways(RiskModel(data), ways, day, central)
    countries = set().union(*(way.countries for way in ways))
    assert set().union(*(elements for _, elements in needs)) == set(down)
    assert set(down) - countries <= data.assessments.keys()
    assert all(central.outage[0] <= value <= central.outage[4] for value in down.values())
    for way, (corridor, elements) in zip(ways, needs, strict=True):
        assert corridor == way.corridor and way.countries <= elements
        for name in elements - way.countries:
            assert set(data.assessments[name].parts) & set(way.parts), (name, way.corridor)
            assert data.assessments[name].dimension in SHUTTING


@pytest.mark.parametrize("day", DAYS)
def test_a_shipped_part_that_counts_of_itself_is_likelier_down_than_its_countries(
    data: Data, day: str
) -> None:
    ways = open_ways(data, Scenario(day))
    _, down = elements_of_ways(RiskModel(data), ways, day, central_settings(data))
    own = [name for name in down if name in data.assessments]
    assert own
    used = {part for way in ways for part in way.parts}
    for name in own:
        parts = [data.parts[key] for key in data.assessments[name].parts if key in used]
        lowest = min(
            max((down[c] for c in countries_of_part(data, part) & down.keys()), default=0.0) for part in parts
        )
        assert down[name] > lowest, name


# --- common causes ------------------------------------------------------------------------------------


def test_shocks_are_common_causes_at_their_central_probability(data: Data) -> None:
    causes = common_causes(RiskModel(data), OUTAGE)
    assert len(causes) == len(data.shocks) > 0
    for cause, shock in zip(causes, data.shocks.values(), strict=True):
        assert (cause.probability, cause.severity) == (shock.central, shock.severity)
        assert set(shock.elements) <= cause.elements
        for element in shock.elements:
            assert element in data.parts or len(element) == 2, element


@pytest.mark.parametrize(("scale", "factor"), [(0.5, 0.5), (2, 2)])
def test_the_scale_multiplies_every_probability(data: Data, scale: float, factor: float) -> None:
    model = RiskModel(data)
    scaled = common_causes(model, replace(OUTAGE, shock_scale=scale))
    for cause, plain in zip(scaled, common_causes(model, OUTAGE), strict=True):
        assert cause.probability == pytest.approx(min(1.0, factor * plain.probability))
        assert (cause.elements, cause.severity) == (plain.elements, plain.severity)


def test_no_probability_passes_one_and_a_scale_of_nothing_turns_shocks_off(data: Data) -> None:
    assert {c.probability for c in common_causes(RiskModel(data), replace(OUTAGE, shock_scale=1e6))} == {1.0}
    assert common_causes(RiskModel(data), replace(OUTAGE, shock_scale=0)) == []


def test_a_strait_is_struck_through_what_scores_it(data: Data) -> None:
    model = scored(data, "mines", Dimension.SECURITY, 5, parts=("C-HORMUZ",))
    named = {name for cause in common_causes(model, OUTAGE) for name in cause.elements}
    assert "mines" in named
    for cause, shock in zip(common_causes(model, OUTAGE), data.shocks.values(), strict=True):
        assert ("mines" in cause.elements) == ("C-HORMUZ" in shock.elements)
