"""Check the records of time and price against the others: parameters, kinds of border, benchmarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from layers.faults import Fault, FaultCode
from layers.model.dataset import Data
from layers.model.evidence import Benchmark, BorderClass
from layers.model.vocabulary import Basis
from layers.network.borders import classes_of
from layers.network.leg_costs import Transfer
from layers.packs.paths import Path
from layers.packs.unknown_ids import unknown_id

__all__ = ["check_costs"]


def check_costs(data: Data) -> Iterator[Fault]:
    """Every fault of parameters, border classes and benchmarks against the other records."""
    codes = {str(feature["properties"].get("id")) for feature in data.countries["features"]}
    for key, parameter in data.parameters.items():
        if parameter.basis is Basis.FITTED and parameter.low <= 0:
            path: Path = ("low",)
            low = {"low": parameter.low}
            yield Fault(FaultCode.FITTED_RANGE, "parameters.yaml", "parameter", key, path, low)
        for index, code in enumerate(parameter.countries):
            if code not in codes:
                path = ("countries", index)
                yield unknown_id("parameters.yaml", "parameter", key, path, code, codes, "country")
    for each in data.border_classes.values():
        yield from _check_class(data, each, codes)
    for benchmark in data.benchmarks.values():
        yield from _check_benchmark(data, benchmark)


def _check_class(data: Data, each: BorderClass, codes: set[str]) -> Iterator[Fault]:
    named: list[tuple[Path, str, Iterable[str], str]] = []
    for field in ("within", "leaving", "entering"):
        listed = enumerate(getattr(each, field))
        named += [((field, index), code, codes, "country") for index, code in listed]
    named += [(("crossings", i), key, data.crossings, "crossing") for i, key in enumerate(each.crossings)]
    named += [(("usd", i), key, data.parameters, "parameter") for i, key in enumerate(each.usd)]
    if each.hours is not None:
        named.append((("hours",), each.hours, data.parameters, "parameter"))
    for path, value, known, target in named:
        if value not in known:
            yield unknown_id("border_classes.yaml", "border class", each.id, path, value, known, target)


def _check_benchmark(data: Data, each: Benchmark) -> Iterator[Fault]:
    classes = {one.id for one in classes_of(data)}
    handled = {*data.ports, *Transfer}
    named: list[tuple[Path, str, Iterable[str], str]] = [
        (("mapping", "waypoints", i), key, data.places, "place")
        for i, key in enumerate(each.mapping.waypoints)
    ]
    for field, end in (("from", each.start), ("to", each.end)):
        if end.place is not None:
            named.append(((field, "place"), end.place, data.places, "place"))
    named += [(("mapping", "borders", key), key, classes, "border-class") for key in each.mapping.borders]
    named += [(("mapping", "transfers", key), key, handled, "transfer") for key in each.mapping.transfers]
    for path, value, known, target in named:
        if value not in known:
            yield unknown_id("benchmarks.yaml", "benchmark", each.id, path, value, known, target)
    if each.group not in data.corridors and each.group_name is None:
        path = ("group",)
        yield unknown_id("benchmarks.yaml", "benchmark", each.id, path, each.group, data.corridors, "group")
