"""How well the model fits what is published: every benchmark beside the model, in and out of sample.

*In sample* is the model as shipped, its parameters fitted on all benchmarks. *Out of sample* is the model
fitted on all benchmarks but those of the same corridor, which says what to expect where nothing is
published. Errors are shares of the published figure; where that is a range, of its middle. Benchmarks not
meant for fitting are listed with their error and left out of the medians.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from layers.analysis.calibration import Fit, formulas, leave_one_group_out, published
from layers.analysis.parameter_draws import ParameterDraws
from layers.model.dataset import Data
from layers.model.evidence import Benchmark, Parameter
from layers.model.vocabulary import Mode
from layers.network.estimates import Range, range_of
from layers.network.leg_costs import Terms

__all__ = ["BenchmarkFit", "FitReport", "MedianError", "fit_report"]

K = TypeVar("K")


@dataclass(frozen=True)
class BenchmarkFit:
    """One benchmark beside the model, in the benchmark's own unit.

    ``band`` is the 10th percentile, the model's value as shipped, and the 90th percentile;
    ``out_of_sample`` the value of the model fitted without the benchmark's group. Errors are signed shares:
    0.1 is 10 % too much.
    """

    benchmark: Benchmark
    published: float
    band: Range
    error: float
    out_of_sample: float
    error_out_of_sample: float

    @property
    def model(self) -> float:
        """The model's value, in sample."""
        return self.band[1]

    @property
    def group(self) -> str:
        """Id of the corridor, or of the named group, that the benchmark belongs to."""
        return self.benchmark.group

    @property
    def modes(self) -> tuple[Mode, ...]:
        """The modes of its chain, each once, in the order of the vocabulary."""
        return tuple(mode for mode in Mode if mode in self.benchmark.chain)

    @property
    def is_in_band(self) -> bool:
        """Whether the band and the published range meet."""
        return self.band[0] <= self.benchmark.high and self.benchmark.low <= self.band[2]


@dataclass(frozen=True)
class MedianError:
    """Median of the absolute errors of some benchmarks, as shares; ``count`` of them are meant for
    fitting.
    """

    count: int
    in_sample: float
    out_of_sample: float


@dataclass(frozen=True)
class FitReport:
    """Every benchmark beside the model, and what cannot be compared.

    ``without_way`` are ids of benchmarks that the model has no way or no rate for; ``times_missing`` and
    ``prices_missing`` ids of corridors to the sea with no benchmark of their own.
    """

    rows: tuple[BenchmarkFit, ...]
    without_way: tuple[str, ...]
    times_missing: tuple[str, ...]
    prices_missing: tuple[str, ...]

    def of_kind(self, kind: str) -> tuple[BenchmarkFit, ...]:
        """Return the rows of times (``time``) or of prices (``price``)."""
        return tuple(row for row in self.rows if row.benchmark.kind == kind)

    def overall(self, kind: str) -> MedianError | None:
        """Return the median errors of all times or all prices; None if there is none."""
        return _median_error(self.of_kind(kind))

    def by_group(self, kind: str) -> dict[str, MedianError]:
        """Return the median errors by corridor or named group, in the order of the data."""
        return self._by(kind, lambda row: row.group)

    def by_modes(self, kind: str) -> dict[tuple[Mode, ...], MedianError]:
        """Return the median errors by the modes of the chain."""
        return self._by(kind, lambda row: row.modes)

    def share_in_band(self, kind: str) -> float | None:
        """Return the share of the benchmarks meant for fitting whose published range meets the band."""
        rows = [row for row in self.of_kind(kind) if row.benchmark.fit]
        return sum(row.is_in_band for row in rows) / len(rows) if rows else None

    def _by(self, kind: str, key: Callable[[BenchmarkFit], K]) -> dict[K, MedianError]:
        grouped: dict[K, list[BenchmarkFit]] = {}
        for row in self.of_kind(kind):
            grouped.setdefault(key(row), []).append(row)
        errors = {name: _median_error(rows) for name, rows in grouped.items()}
        return {name: error for name, error in errors.items() if error is not None}


def fit_report(data: Data) -> FitReport:
    """Hold the model against every benchmark of a pack; takes a second or two, for it fits once a group."""
    known = formulas(data)
    without = leave_one_group_out(data, known)
    draws = ParameterDraws(data)
    rows = tuple(
        _row(data, benchmark, terms, draws, without[benchmark.group])
        for key, benchmark in data.benchmarks.items()
        if (terms := known[key]) is not None
    )
    return FitReport(
        rows, tuple(key for key, terms in known.items() if terms is None),
        _missing(data, rows, "time"), _missing(data, rows, "price"),
    )  # fmt: skip


def _row(data: Data, benchmark: Benchmark, terms: Terms, draws: ParameterDraws, without: Fit) -> BenchmarkFit:
    figure, band = published(benchmark), draws.band_of(terms)
    out = range_of(terms, _with_values(data.parameters, without.values))[1]
    return BenchmarkFit(benchmark, figure, band, band[1] / figure - 1, out, out / figure - 1)


def _with_values(parameters: Mapping[str, Parameter], values: Mapping[str, float]) -> dict[str, Parameter]:
    return {
        key: each.model_copy(update={"central": values[key]}) if key in values else each
        for key, each in parameters.items()
    }


def _median_error(rows: Iterable[BenchmarkFit]) -> MedianError | None:
    fitted = [row for row in rows if row.benchmark.fit]
    if not fitted:
        return None
    return MedianError(
        len(fitted), median(abs(row.error) for row in fitted),
        median(abs(row.error_out_of_sample) for row in fitted),
    )  # fmt: skip


def _missing(data: Data, rows: Iterable[BenchmarkFit], kind: str) -> tuple[str, ...]:
    there = {row.group for row in rows if row.benchmark.kind == kind}
    return tuple(key for key, corridor in data.corridors.items() if corridor.outlet and key not in there)
