"""How stretches of a line are given to countries: short ones are taken for inexact outlines."""

from __future__ import annotations

from geodata.build.country_km import NOWHERE, _joined, _Stretch, _without_overshoot, _without_slivers


def _stretches(*pairs: tuple[str, float]) -> list[_Stretch]:
    return [_Stretch(country, km) for country, km in pairs]


def test_a_stretch_in_no_country_goes_to_the_country_beside_it() -> None:
    found = _joined(_stretches((NOWHERE, 2), ("IR", 50), (NOWHERE, 9), ("AZ", 30)))
    assert found == _stretches(("IR", 61), ("AZ", 30))


def test_a_sliver_between_two_stretches_joins_them() -> None:
    found = _without_slivers(_stretches(("KZ", 200), ("KG", 2), ("KZ", 100)))
    assert found == _stretches(("KZ", 302))


def test_a_stretch_of_more_than_two_percent_stays() -> None:
    stretches = _stretches(("KZ", 200), ("KG", 12), ("KZ", 180))
    assert _without_slivers(stretches) == stretches


def test_a_short_start_beyond_a_crossing_belongs_to_the_other_side() -> None:
    assert _without_overshoot(_stretches(("IR", 16), ("TM", 160))) == _stretches(("TM", 176))
    assert _without_overshoot(_stretches(("RU", 158), ("KZ", 160))) == _stretches(("RU", 158), ("KZ", 160))


def test_a_short_stretch_in_a_country_that_is_known_to_be_touched_stays() -> None:
    stretches = _stretches(("BY", 500), ("PL", 640), ("DE", 7))
    assert _without_slivers(stretches) == _stretches(("BY", 500), ("PL", 647))
    assert _without_slivers(stretches, ("BY", "PL", "DE")) == stretches
