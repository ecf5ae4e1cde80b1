"""Fit a pack's parameters on its benchmarks, write them into its file, and put the errors into lines of
text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from layers.analysis.calibration import fit_all, formulas
from layers.analysis.fit import BenchmarkFit, FitReport, MedianError
from layers.model.dataset import Data
from layers.model.kinds import KIND_BY_NAME
from layers.system.whole_files import written_whole

__all__ = ["calibrate", "report_lines", "with_central_values"]

_TITLES = {"time": "Days", "price": "US dollars"}


def calibrate(data: Data, folder: Path) -> dict[str, float]:
    """Fit the parameters marked as fitted, write their central values into the pack, and return them by
    id.
    """
    values = dict(fit_all(data, formulas(data)).values)
    path = folder / KIND_BY_NAME["parameter"].file
    text = with_central_values(path.read_text(encoding="utf-8"), values)
    with written_whole(path) as beside:
        beside.write_text(text, encoding="utf-8")
    return values


def with_central_values(text: str, values: Mapping[str, float]) -> str:
    """Return the text of ``parameters.yaml`` with other central values; everything else stays as it was
    written.

    Each record begins with its id, and its central value stands in a line of its own.
    """
    records = re.split(r"(?m)^(?=- id: )", text)
    return "".join(_with_value(record, values) for record in records)


def _with_value(record: str, values: Mapping[str, float]) -> str:
    named = re.match(r"- id: (\S+)", record)
    if named is None or named[1] not in values:
        return record
    return re.sub(r"(?m)^(  central: ).*$", rf"\g<1>{values[named[1]]:g}", record, count=1)


def report_lines(report: FitReport) -> Iterator[str]:
    """Lines of a table of all benchmarks beside the model, then of the median errors, times before prices."""
    for kind, title in _TITLES.items():
        rows = report.of_kind(kind)
        if not rows:
            continue
        yield f"{title}: published, model with 10th-90th percentile, error, error with its corridor left out"
        yield from (_row_line(row) for row in rows)
        yield f"{title}: median absolute error, in sample and leaving one corridor out"
        modes = ((" + ".join(modes), error) for modes, error in report.by_modes(kind).items())
        yield from _error_lines("by mode", modes)
        yield from _error_lines("by corridor", report.by_group(kind).items())
        overall = report.overall(kind)
        if overall is not None:
            yield from _error_lines("all", [("all", overall)])
        yield ""
    if report.without_way:
        yield f"without a way or a rate: {', '.join(report.without_way)}"
    for kind, missing in (("times", report.times_missing), ("prices", report.prices_missing)):
        if missing:
            yield f"corridors without {kind} of their own: {', '.join(missing)}"


def _row_line(row: BenchmarkFit) -> str:
    each = row.benchmark
    published = f"{each.low:g}" if each.low == each.high else f"{each.low:g}-{each.high:g}"
    band = f"{row.model:.4g} ({row.band[0]:.4g}-{row.band[2]:.4g})"
    left_out = "" if each.fit else "  not fitted on"
    return (
        f"  {each.id:5} {each.group:21} {each.measures:13} {published:>13} {band:>24}"
        f" {100 * row.error:+7.1f} % {100 * row.error_out_of_sample:+7.1f} %{left_out}"
    )


def _error_lines(title: str, errors: Iterable[tuple[str, MedianError]]) -> Iterator[str]:
    yield f"  {title}"
    for name, error in errors:
        yield (
            f"    {name:28} {error.count:3} {100 * error.in_sample:6.1f} % {100 * error.out_of_sample:6.1f} %"
        )
