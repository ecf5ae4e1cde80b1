"""The palettes, computed: contrast with the ground, and differences that colour-blind eyes still see."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from colorspacious import cspace_convert
from numpy.typing import NDArray

from layers.analysis.risk import RiskClass
from layers.analysis.tonnes.loads import UseClass
from layers.model.vocabulary import Stance, Status
from layers.picture.symbology import (
    DASHES,
    GROUND,
    LENS_COLOURS,
    LOAD_WIDTH_STEPS,
    WIDTH_STEPS,
    load_width_px,
    width_px,
)

THEMES = ("light", "dark")
GROUNDS = ("land", "home", "sea")
EYES = (None, "deuteranomaly", "protanomaly", "tritanomaly")
# Smallest CAM02-UCS distance between two classes that any of the four kinds of eye may be left with.
# As published palettes score (cartography.md): traffic light 5, YlOrRd 12, Crameri oslo 19.
FLOORS = {"risk": 11, "stance": 11, "status": 13, "load": 15}


def rgb(colour: str) -> NDArray[np.float64]:
    return np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    part = rgb(colour)
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def as_seen(colour: str, eye: str | None) -> NDArray[np.float64]:
    """The colour in CAM02-UCS, as an eye sees it that lacks one kind of cone altogether."""
    seen = rgb(colour)
    if eye is not None:
        space = {"name": "sRGB1+CVD", "cvd_type": eye, "severity": 100}
        seen = np.clip(cspace_convert(seen, space, "sRGB1"), 0, 1)
    return np.asarray(cspace_convert(seen, "sRGB1", "CAM02-UCS"))


def test_the_ruler() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)  # the end of the WCAG scale
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # its well-known near miss of 4.5
    red, green = "#cc3311", "#117733"
    plain, deutan = (
        np.linalg.norm(as_seen(red, eye) - as_seen(green, eye)) for eye in (None, "deuteranomaly")
    )
    assert deutan < plain / 2


@pytest.mark.parametrize("theme", THEMES)
def test_every_line_stands_on_every_ground_by_its_core_or_its_casing(theme: str) -> None:
    ground = GROUND[theme]
    for lens, colours in LENS_COLOURS[theme].items():
        for name, colour in colours.items():
            for under in GROUNDS:
                best = max(contrast(colour, ground[under]), contrast(ground["casing"], ground[under]))
                assert best >= 3, (lens, name, under)


@pytest.mark.parametrize("theme", THEMES)
def test_markers_and_words_stand_on_every_ground(theme: str) -> None:
    ground = GROUND[theme]
    for under in (*GROUNDS, "marker", "disputed"):
        assert contrast(ground["ink"], ground[under]) >= 4.5, under
    for under in GROUNDS:
        assert contrast(ground["quiet"], ground[under]) >= 4.5, under


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("lens", FLOORS)
@pytest.mark.parametrize("eye", EYES)
def test_classes_differ_for_every_eye(theme: str, lens: str, eye: str | None) -> None:
    seen = {name: as_seen(colour, eye) for name, colour in LENS_COLOURS[theme][lens].items()}
    least = min((float(np.linalg.norm(seen[a] - seen[b])), a, b) for a, b in combinations(seen, 2))
    assert least[0] >= FLOORS[lens], least


@pytest.mark.parametrize("theme", THEMES)
def test_every_class_has_a_colour(theme: str) -> None:
    classes = {"risk": RiskClass, "stance": Stance, "status": Status, "load": UseClass}
    assert {lens: set(found) for lens, found in LENS_COLOURS[theme].items()} == {
        lens: set(map(str, names)) for lens, names in classes.items()
    }


def test_stripes_show_on_a_line_whose_capacity_is_not_known() -> None:
    for theme in THEMES:
        stripe, line = GROUND[theme]["halo"], LENS_COLOURS[theme]["load"][UseClass.UNKNOWN]
        assert contrast(stripe, line) >= 2.9, theme


def test_a_line_is_wider_the_more_tonnes_pass_it() -> None:
    assert all(few < many and thin < thick for (few, thin), (many, thick) in pairwise(LOAD_WIDTH_STEPS))
    assert [load_width_px(mt) for mt in (0, 0.3, 1, 4.9, 5, 20, 64.8)] == [1.4, 2.0, 3.2, 3.2, 5.0, 7.4, 10.0]


def test_a_sequence_of_risk_goes_one_way_in_lightness() -> None:
    for theme, lightest_first in (("light", True), ("dark", False)):
        order = [
            as_seen(LENS_COLOURS[theme]["risk"][str(name)], None)[0]
            for name in RiskClass
            if name != "unknown"
        ]
        assert order == sorted(order, reverse=lightest_first), theme


def test_every_status_has_a_dash_of_its_own() -> None:
    assert set(DASHES) == set(Status)
    assert len(set(DASHES.values())) == len(DASHES)
    assert DASHES[Status.OPERATIONAL] == ()
    assert all(len(dash) % 2 == 0 for dash in DASHES.values())  # an odd pattern would swap ink and gap


def test_a_line_is_wider_the_more_corridors_lean_on_it() -> None:
    assert all(few < many and thin < thick for (few, thin), (many, thick) in pairwise(WIDTH_STEPS))
    assert [width_px(n) for n in (0, 1, 2, 3, 4, 7, 17)] == [1.4, 2.2, 3.2, 3.2, 4.4, 5.8, 5.8]
