"""Every forwarder's way comes out of the model, with days and price as published: see :mod:`tests.laugh`."""

from __future__ import annotations

import pytest

from layers.analysis.journey_bands import band_of_journey
from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.routing import RouteFinder
from layers.model.dataset import Data
from layers.network.scenario import Scenario
from tests.laugh import DAY, WAYS, KnownWay


@pytest.fixture(scope="module")
def finder(model: RiskModel) -> RouteFinder:
    return RouteFinder(model, central_settings(model.data))


def test_there_are_twenty_pairs_with_sound_ranges(data: Data) -> None:
    assert len({str(way) for way in WAYS}) == len(WAYS) == 20
    for way in WAYS:
        assert frozenset().union(*way.passes) <= data.places.keys(), way
        assert not way.never & {data.home, data.ports[way.market].country}, way
        for low, high in filter(None, (way.days, way.usd_per_teu)):
            assert 0 < low < high


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_the_practitioner_s_way_comes_out(finder: RouteFinder, way: KnownWay) -> None:
    found = finder.find(way.origin, way.market, way.by, Scenario(DAY))
    assert found is not None and way.is_gone(found), found.places if found else None


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_days_and_price_are_in_the_range_that_is_published(finder: RouteFinder, way: KnownWay) -> None:
    """The central value, or failing that the band, meets the range."""
    found = finder.find(way.origin, way.market, way.by, Scenario(DAY))
    assert found is not None
    band = band_of_journey(finder.data, found)
    for value, published in ((band.days, way.days), (band.usd, way.usd_per_teu)):
        if published is not None:
            assert value is not None
            assert value[0] <= published[1] and published[0] <= value[2], (value, published)
