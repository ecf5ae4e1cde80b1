"""Check a data pack as an editor needs it: every fault and every suspicion, each in its place.

The exit codes of ``searoom check`` stand here, so that its help and a program that reads them agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from layers.analysis.figure_checks import check_figures
from layers.analysis.risk import RiskModel
from layers.analysis.shock_checks import check_shocks
from layers.checking.spot_checks import check_spot_checks
from layers.errors import DataError
from layers.faults import Fault, FaultCode, Severity
from layers.model.dataset import Data
from layers.packs.lint import suspicions
from layers.packs.load import load, with_lines
from layers.packs.outlines import legs_abroad
from layers.packs.registry import check_registry
from layers.text.faults import word_fault

__all__ = ["EXIT_CODES", "Checked", "ExitCode", "check_folder"]


class ExitCode(IntEnum):
    """What ``searoom check`` returns to whoever runs it."""

    SOUND = 0
    FAULTS = 1
    UNREADABLE = 2
    WARNINGS = 3


EXIT_CODES: Mapping[ExitCode, str] = {
    ExitCode.SOUND: "sound (warnings may have been printed)",
    ExitCode.FAULTS: "at least one fault: the data are not used",
    ExitCode.UNREADABLE: "not checked: no such folder, or the command was wrong",
    ExitCode.WARNINGS: "no fault, but a warning, with --strict",
}


@dataclass(frozen=True)
class Checked:
    """What a check found; ``data`` is None where faults kept the pack from being loaded."""

    data: Data | None
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...] = ()
    is_readable: bool = True

    def exit_code(self, *, strict: bool = False) -> ExitCode:
        """The code to return; warnings count when ``strict``."""
        if not self.is_readable:
            return ExitCode.UNREADABLE
        if self.faults:
            return ExitCode.FAULTS
        return ExitCode.WARNINGS if strict and self.warnings else ExitCode.SOUND

    def as_json(self) -> dict[str, Any]:
        """The findings for machines, in the order in which they are printed.

        A finding has a code of :class:`~layers.faults.FaultCode`, its place, and the words in English.
        """
        found = (*self.faults, *self.warnings)
        return {
            "counts": {"error": len(self.faults), "warning": len(self.warnings)},
            "findings": [
                {
                    "code": fault.code, "severity": fault.severity, "file": fault.file, "line": fault.line,
                    "kind": fault.kind, "id": fault.id, "number": fault.number, "path": fault.path,
                    "parameters": dict(fault.parameters), "suggestion": fault.suggestion,
                    "message": word_fault(fault),
                }
                for fault in found
            ],
        }  # fmt: skip


def check_folder(folder: Path) -> Checked:
    """Everything that is wrong with, or suspicious in, a pack.

    Live figures, quotations, the land that lines run through, the registry and what is suspicious are looked
    at once the records are sound.
    """
    if not folder.is_dir():
        code = FaultCode.NOT_A_FOLDER if folder.exists() else FaultCode.FOLDER_MISSING
        return Checked(None, (Fault(code, folder.name),), is_readable=False)
    try:
        data = load(folder)
    except DataError as error:
        return Checked(None, error.faults)
    model = RiskModel(data)
    abroad = list(legs_abroad(data))
    faults = [*check_figures(model), *check_shocks(model), *check_spot_checks(data)]
    faults += [fault for fault in abroad if fault.severity is Severity.ERROR]
    # Whoever corrects a file changes it anyway: that it has changed is then no second fault.
    amiss = {fault.file for fault in faults}
    faults += [fault for fault in check_registry(data, folder) if not _is_about(fault, amiss)]
    warnings = [*suspicions(data), *(fault for fault in abroad if fault.severity is Severity.WARNING)]
    return Checked(data, tuple(with_lines(faults, folder)), tuple(with_lines(warnings, folder)))


def _is_about(fault: Fault, files: set[str]) -> bool:
    return fault.code is FaultCode.CHECKSUM and fault.id in files
