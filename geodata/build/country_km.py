"""Kilometres of a line in each country.

Model: the line is cut at the country outlines; each of its steps shares its length (true track length for
rail) between countries in proportion. The pieces are then read in order along the line: stretches in no
country (coast, lagoon) go to the country beside them, and short stretches between two stretches of another
country, or at an end of the line, are taken for inexact outlines and go to their neighbour.

Units and reference: kilometres; positions (lon, lat) in EPSG:4326.
Limits: outlines at 1:50 million are good to a few km; at a border crossing the hand-kept position of the
crossing decides, not the outline.
Source: npm world-atlas 2.0.2 (ISC), Natural Earth 4.1 (public domain): de facto control in 2018.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.build import names, world_atlas
from geodata.build.geodesy import Floats
from geodata.build.packages import npm_package

__all__ = ["Countries"]

# A shorter stretch is taken for an inexact outline: both in km and as a share of the line.
SLIVER_KM = 3.0
SLIVER_SHARE = 0.02
# At a crossing, a stretch up to this long beyond the outline belongs to the country it comes from.
CROSSING_KM = 20.0
NOWHERE = ""

# Areas of the source without a code, by the country that holds them on the lines of this map.
_WITHOUT_CODE = {"Siachen Glacier": "IN"}
_PART_OF = {"HK": "CN", "MO": "CN"}


@dataclass(frozen=True)
class _Stretch:
    country: str
    km: float


class Countries:
    """Country outlines, ready to cut lines with."""

    def __init__(self, cache: Path) -> None:
        codes: list[str] = []
        parts: list[BaseGeometry] = []
        for area in world_atlas.read(npm_package("world-atlas", "2.0.2", cache) / "countries-50m.json"):
            code = names.alpha2(area.numeric) if area.numeric else _WITHOUT_CODE.get(area.name, NOWHERE)
            if code == NOWHERE:
                continue
            codes += [_PART_OF.get(code, code)] * len(area.parts)
            parts += [shapely.make_valid(part) for part in area.parts]
        self._codes = np.array(codes)
        self._parts: npt.NDArray[np.object_] = np.array(parts, dtype=object)
        self._tree = shapely.STRtree(self._parts)

    @property
    def land(self) -> Sequence[BaseGeometry]:
        """All outlines."""
        return list(self._parts)

    def km_by_country(
        self,
        line: Floats,
        steps_km: Floats,
        crossings: tuple[bool, bool] = (False, False),
        only: Sequence[str] = (),
    ) -> dict[str, float]:
        """Kilometres by ISO 3166 alpha-2 code, in the order of the line; they add up to the steps' total.

        `crossings` says whether the line begins, and whether it ends, at a border by definition, so that a
        short stretch there in the other country is an inexact outline. `only` lists the countries that the
        line touches, where that is known better; stretches elsewhere go to the country beside them.
        """
        if len(only) == 1:
            return {only[0]: float(steps_km.sum())}
        found = self._stretches(line, steps_km)
        if only:
            found = [s if s.country in only else _Stretch(NOWHERE, s.km) for s in found]
        stretches = _joined(found)
        if crossings[0]:
            stretches = _without_overshoot(stretches)
        if crossings[1]:
            stretches = _without_overshoot(stretches[::-1])[::-1]
        stretches = _without_slivers(stretches, only)
        km: dict[str, float] = {}
        for stretch in stretches:
            km[stretch.country] = km.get(stretch.country, 0.0) + stretch.km
        return {country: length for country, length in km.items() if country != NOWHERE}

    def _stretches(self, line: Floats, steps_km: Floats) -> list[_Stretch]:
        stretches = []
        for start, end, km in zip(line[:-1], line[1:], steps_km, strict=True):
            stretches += self._stretches_of_step(shapely.LineString([start, end]), float(km))
        return stretches

    def _stretches_of_step(self, step: shapely.LineString, km: float) -> list[_Stretch]:
        """Countries along one straight step, in order."""
        found: list[tuple[float, float, str]] = []
        for number in sorted(self._tree.query(step, predicate="intersects")):
            for piece in shapely.get_parts(shapely.intersection(step, self._parts[number])):
                if piece.length:
                    ends = [shapely.Point(vertex) for vertex in piece.coords]
                    at = sorted(step.project(end, normalized=True) for end in ends)
                    found.append((at[0], at[-1], str(self._codes[number])))
        stretches: list[_Stretch] = []
        reached = 0.0
        for first, last, country in sorted(found):
            if first > reached:
                stretches.append(_Stretch(NOWHERE, (first - reached) * km))
            if last > max(first, reached):
                stretches.append(_Stretch(country, (last - max(first, reached)) * km))
                reached = last
        if reached < 1:
            stretches.append(_Stretch(NOWHERE, (1 - reached) * km))
        return stretches


def _joined(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """Neighbouring stretches of one country made one; stretches in no country given to a neighbour."""
    joined: list[_Stretch] = []
    unclaimed = 0.0
    for stretch in stretches:
        if stretch.country == NOWHERE:
            if joined:
                joined[-1] = _Stretch(joined[-1].country, joined[-1].km + stretch.km)
            else:
                unclaimed += stretch.km
        elif joined and joined[-1].country == stretch.country:
            joined[-1] = _Stretch(stretch.country, joined[-1].km + stretch.km)
        else:
            joined.append(_Stretch(stretch.country, stretch.km + unclaimed))
            unclaimed = 0.0
    return joined


def _without_overshoot(stretches: list[_Stretch]) -> list[_Stretch]:
    """The stretches without a short first one, which is given to the second."""
    if len(stretches) > 1 and stretches[0].km < CROSSING_KM and stretches[0].km < stretches[1].km:
        return [_Stretch(stretches[1].country, stretches[0].km + stretches[1].km), *stretches[2:]]
    return stretches


def _without_slivers(stretches: list[_Stretch], known: Sequence[str] = ()) -> list[_Stretch]:
    """The stretches without short ones; the last stretch in a country that is known to be touched stays."""
    total = sum(stretch.km for stretch in stretches)
    while len(stretches) > 1:
        times = Counter(stretch.country for stretch in stretches)
        needed = {country for country in known if times[country] == 1}
        given_up = [number for number, stretch in enumerate(stretches) if stretch.country not in needed]
        if not given_up:
            break
        shortest = min(given_up, key=lambda number: stretches[number].km)
        if stretches[shortest].km >= max(SLIVER_KM, SLIVER_SHARE * total):
            break
        neighbours = [number for number in (shortest - 1, shortest + 1) if 0 <= number < len(stretches)]
        taker = max(neighbours, key=lambda number: stretches[number].km)
        given = list(stretches)
        given[taker] = _Stretch(given[taker].country, given[taker].km + given[shortest].km)
        del given[shortest]
        stretches = _joined(given)
    return stretches
