"""Files of a sweep: the chunks that are done, kept beside the result until it is whole, and the result."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd  # type: ignore[import-untyped]

from layers.analysis.tonnes.sweep import SweepResult
from layers.errors import ExportError, cause_of
from layers.faults import ErrorCode
from layers.system.whole_files import written_whole

__all__ = ["SUFFIXES", "ChunkFolder", "check_output", "read_results", "write_results"]

SUFFIXES = (".parquet", ".csv")
"""Endings of a result: they say which kind of file it is."""

_MANIFEST = "sweep.json"


class ChunkFolder:
    """The folder of done chunks beside a result.

    ``question`` is everything that the results depend on. A folder that answers another question is refused:
    its chunks must not be mixed into this result.

    Raises
    ------
    ExportError
        If the folder cannot be written to, or holds the chunks of another sweep.
    """

    def __init__(self, output: Path, question: dict[str, object]) -> None:
        self.folder = output.with_name(f"{output.name}.chunks")
        manifest = self.folder / _MANIFEST
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            before = json.loads(manifest.read_text(encoding="utf-8")) if manifest.exists() else None
        except (OSError, ValueError) as error:
            cause = cause_of(error) if isinstance(error, OSError) else str(error)
            raise ExportError(ErrorCode.FILE_UNWRITABLE, path=str(self.folder), cause=cause) from error
        if before is None:
            with written_whole(manifest) as beside:
                beside.write_text(json.dumps(question, ensure_ascii=False), encoding="utf-8")
        elif before != json.loads(json.dumps(question)):
            raise ExportError(ErrorCode.SWEEP_OF_ANOTHER_QUESTION, path=str(self.folder))

    def done(self) -> frozenset[int]:
        """Numbers of the chunks that need not be worked out again."""
        # A run that is killed leaves the chunk that it was writing under a name that begins with a dot.
        return frozenset(int(path.stem) for path in self.folder.glob("[0-9]*.parquet"))

    def keep(self, number: int, results: Sequence[SweepResult]) -> None:
        """Write one chunk."""
        with written_whole(self.folder / f"{number}.parquet") as beside:
            _table(results).to_parquet(beside, index=False)

    def chunk(self, number: int) -> list[SweepResult]:
        """Results of a chunk that is done."""
        return read_results(self.folder / f"{number}.parquet")

    def results(self) -> list[SweepResult]:
        """All results, in the order of the chunks."""
        return [each for number in sorted(self.done()) for each in self.chunk(number)]

    def remove(self) -> None:
        """Remove the folder once the result is written."""
        shutil.rmtree(self.folder)


def check_output(output: Path) -> None:
    """Refuse a result that could not be written, before any of it is worked out.

    Raises
    ------
    ExportError
        If the ending is none of :data:`SUFFIXES`.
    """
    if output.suffix not in SUFFIXES:
        raise ExportError(ErrorCode.SWEEP_SUFFIX, path=str(output), suffixes=SUFFIXES)


def write_results(results: Sequence[SweepResult], output: Path) -> None:
    """Write a result as its ending says, one row a combination.

    Raises
    ------
    ExportError
        If the ending is none of :data:`SUFFIXES`, or the file cannot be written.
    """
    check_output(output)
    with written_whole(output) as beside:
        if output.suffix == ".csv":
            _table(results).to_csv(beside, index=False)
        else:
            _table(results).to_parquet(beside, index=False)


def read_results(path: Path) -> list[SweepResult]:
    """Read what :func:`write_results` wrote."""
    table = pd.read_csv(path) if path.suffix == ".csv" else pd.read_parquet(path)
    gates = sorted(name for name in table.columns if name.startswith("gate_"))
    return [
        SweepResult(
            tuple(str(row[name]) for name in gates), float(row["stranded_mt_per_year"]),
            float(row["extra_cost_usd_m_per_year"]), int(row["doors"]),
        )
        for row in table.to_dict("records")
    ]  # fmt: skip


def _table(results: Iterable[SweepResult]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            **{f"gate_{number}": gate for number, gate in enumerate(each.gates, 1)},
            "stranded_mt_per_year": each.stranded_mt,
            "extra_cost_usd_m_per_year": each.extra_cost_usd_m,
            "doors": each.doors,
        }
        for each in results
    )
