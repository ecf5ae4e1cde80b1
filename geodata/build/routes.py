"""Lines of the legs: makes `geodata/build/routes.geojson` from `routes.yaml`.

Model: a leg by `rail` follows the corrected rail graph through its via points (`rail_network`), a leg by
`sea` the maritime network (`sea_network`), a leg by `hand` its via points as they stand. Each line starts
and ends exactly at its two places, so that lines meet at the dots; the piece between a place and its point
on the network is drawn and counted, and listed as bridged.

Units and reference: `measured_km` is track length for rail (true where the drawn line is simplified),
geodesic length otherwise; positions (lon, lat) in EPSG:4326, simplified at 0.01 degrees.
Limits: measured, not published, lengths; a hand-drawn line is shorter than the road. `precision` says what
a line is: `surveyed` (rail graph, with hand-placed points where its edges are long), `traced` (by hand
along an existing road or line, and sea lanes) or `schematic` (unbuilt, or a pipeline).
Sources: OpenStreetMap contributors through scgraph_data 2.0.0 (ODbL 1.0: the file is published under it);
marnet of searoute 1.6.0 (Apache-2.0; Eurostat SeaRoute, EUPL-1.2); world-atlas 2.0.2 (ISC; Natural Earth,
public domain); hand-placed points are this project's own.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

import numpy as np
import shapely
import yaml

from geodata.build import geojson_io
from geodata.build.country_km import Countries
from geodata.build.geodesy import Floats, Position, distance_km, step_km
from geodata.build.packages import pypi_package
from geodata.build.rail_network import load_rail_graph
from geodata.build.rail_router import RailRouter
from geodata.build.sea_network import SeaNetwork

__all__ = ["GEODATA", "LEGS", "Leg", "RouteError", "build", "measure", "read_legs", "read_nodes"]

LEGS = Path(__file__).with_name("routes.yaml")
GEODATA = Path(__file__).parent.parent
NODE_FILES = ("chokepoints.geojson", "crossings.geojson", "hubs.geojson", "ports.geojson")
SIMPLIFY_DEG = 0.01
DECIMALS = 3
# Places keep the digits of their own files.
PLACE_DECIMALS = 5
# Near a place off the track, the line leaves the track this many times the distance before the place.
TRIM = 1.5

Method = Literal["rail", "sea", "hand"]
Precision = Literal["surveyed", "traced", "schematic"]

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Leg:
    """An entry of `routes.yaml`."""

    id: str
    start: str
    end: str
    mode: str
    gauge_mm: int | None
    method: Method
    via: tuple[Position, ...]
    built: bool
    countries: tuple[str, ...]

    @property
    def precision(self) -> Precision:
        if self.mode == "pipeline" or not self.built:
            return "schematic"
        return "surveyed" if self.method == "rail" else "traced"


class RouteError(ValueError):
    """Entries of `routes.yaml` that no line can be made for."""


@dataclass(frozen=True)
class Measured:
    """A leg's full line, with the true length of each step and the bridged length in all."""

    line: Floats
    steps_km: Floats
    bridged_km: float


def build(cache: Path, out: Path, geodata: Path = GEODATA) -> Path:
    """Path of the written `routes.geojson`."""
    legs = read_legs()
    nodes = read_nodes(geodata)
    _check(legs, nodes)
    countries = Countries(cache)
    features = [
        _feature(leg, measured, countries) for leg, measured in measure(legs, nodes, countries, cache).items()
    ]
    log.info("%s: %d legs", out, len(features))
    return geojson_io.write(features, out, PLACE_DECIMALS, keep_direction=True)


def read_legs(path: Path = LEGS) -> list[Leg]:
    """The legs, in the order of the file."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [_leg(name, entry) for name, entry in content["legs"].items()]


def read_nodes(geodata: Path = GEODATA) -> dict[str, Position]:
    """Position of each place that legs can end at.

    A chokepoint's geometry is its gate, the line that all lanes through it cross; its dot is at `position`.
    """
    nodes: dict[str, Position] = {}
    for name in NODE_FILES:
        for feature in json.loads((geodata / name).read_text(encoding="utf-8"))["features"]:
            properties, geometry = feature["properties"], feature["geometry"]
            lon, lat = geometry["coordinates"] if geometry["type"] == "Point" else properties["position"]
            nodes[properties["id"]] = (float(lon), float(lat))
    return nodes


def measure(
    legs: Sequence[Leg], nodes: Mapping[str, Position], countries: Countries, cache: Path
) -> dict[Leg, Measured]:
    """The line of each leg."""
    stops = {leg: (nodes[leg.start], *leg.via, nodes[leg.end]) for leg in legs}
    rail = RailRouter(
        load_rail_graph(pypi_package("scgraph_data", "2.0.0", cache), nodes), _places(stops, "rail")
    )
    sea = SeaNetwork(pypi_package("searoute", "1.6.0", cache), countries.land, _places(stops, "sea"))
    measured: dict[Leg, Measured] = {}
    for leg, places in stops.items():
        match leg.method:
            case "rail":
                measured[leg] = _along_rail(rail, places)
            case "sea":
                measured[leg] = _as_drawn(sea.lane(places))
            case "hand":
                measured[leg] = _as_drawn(np.array(places, float))
    return measured


def _leg(name: str, entry: Mapping[str, Any]) -> Leg:
    return Leg(
        id=name,
        start=entry["from"],
        end=entry["to"],
        mode=entry["mode"],
        gauge_mm=entry.get("gauge_mm"),
        method=cast(Method, entry["method"]),
        via=tuple((float(lon), float(lat)) for lon, lat in entry.get("via", ())),
        built=entry.get("built", True),
        countries=tuple(entry.get("countries", ())),
    )


def _check(legs: Sequence[Leg], nodes: Mapping[str, Position]) -> None:
    """Raise all faults of the legs at once."""
    faults = [
        f'leg "{leg.id}", {field}: got "{place}"; expected the id of a place in {", ".join(NODE_FILES)}'
        for leg in legs
        for field, place in (("from", leg.start), ("to", leg.end))
        if place not in nodes
    ]
    faults += [
        f'leg "{leg.id}", method: got "{leg.method}"; expected one of {", ".join(get_args(Method))}'
        for leg in legs
        if leg.method not in get_args(Method)
    ]
    if faults:
        raise RouteError("geodata/build/routes.yaml: " + "; ".join(faults))


def _places(stops: Mapping[Leg, Iterable[Position]], method: Method) -> list[Position]:
    return [place for leg, places in stops.items() if leg.method == method for place in places]


def _as_drawn(line: Floats) -> Measured:
    return Measured(line, step_km(line), 0.0)


def _along_rail(rail: RailRouter, places: Sequence[Position]) -> Measured:
    """The path between the places, with straight pieces to the places where they lie off the track."""
    path = rail.path(places)
    line, steps = path.line, path.steps_km
    bridged = path.bridged_km
    line, steps, to_start = _joined_to(line, steps, places[0])
    line, steps, to_end = _joined_to(line[::-1], steps[::-1], places[-1])
    return Measured(line[::-1], steps[::-1], bridged + to_start + to_end)


def _joined_to(line: Floats, steps_km: Floats, place: Position) -> tuple[Floats, Floats, float]:
    """The line begun at the place, and the length of the piece that was put in front.

    Two legs that meet at a place beside the track would both run past it and turn back: the track within
    1.5 times the place's distance is cut off, so that they pass in a flat bend instead.
    """
    offset = float(distance_km(place, line[0])[0])
    if offset == 0:
        return line, steps_km, 0.0
    rest, rest_km = _from_distance(line, steps_km, TRIM * offset)
    new_km = float(distance_km(place, rest[0])[0])
    return np.vstack([place, rest]), np.concatenate([[new_km], rest_km]), new_km


def _from_distance(line: Floats, steps_km: Floats, km: float) -> tuple[Floats, Floats]:
    """The line without its first kilometres, but never without its last step."""
    along = np.concatenate([[0.0], np.cumsum(steps_km)])
    step = min(int(np.searchsorted(along, km, side="right")) - 1, len(line) - 2)
    share = min((km - along[step]) / steps_km[step], 1.0)
    start = line[step] * (1 - share) + line[step + 1] * share
    first_km = steps_km[step] * (1 - share)
    return np.vstack([start, line[step + 1 :]]), np.concatenate([[first_km], steps_km[step + 1 :]])


def _feature(leg: Leg, measured: Measured, countries: Countries) -> geojson_io.Feature:
    km_by_country: Mapping[str, float] = {}
    if leg.method != "sea":
        km_by_country = countries.km_by_country(
            measured.line,
            measured.steps_km,
            crossings=(leg.start.startswith("B-"), leg.end.startswith("B-")),
            only=leg.countries,
        )
    return geojson_io.Feature(
        _drawn(measured.line),
        {
            "id": leg.id,
            "measured_km": round(float(measured.steps_km.sum()), 1),
            "gap_km": round(measured.bridged_km, 1),
            "precision": leg.precision,
            "km_by_country": {country: round(km, 1) for country, km in km_by_country.items()},
        },
    )


def _drawn(line: Floats) -> shapely.LineString:
    """The line simplified and rounded, its two ends untouched."""
    simplified = shapely.get_coordinates(shapely.LineString(line).simplify(SIMPLIFY_DEG))
    vertices = np.vstack([line[:1], simplified[1:-1].round(DECIMALS), line[-1:]])
    moves = np.concatenate([[True], (np.diff(vertices, axis=0) != 0).any(axis=1)])
    return shapely.LineString(vertices[moves])
